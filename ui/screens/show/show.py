# SPDX-License-Identifier: Apache-2.0
"""The running show: keys in, pictures out (ux 4). What the audience gets is made from its own slides only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QScreen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from planner.render.frame import flag_of
from planner.services import show as service
from planner.views import show as rules
from planner.views.show import ChartTimes, Frame, ShowClock
from ui.context import AppContext
from ui.screens.show import ending, keys, moving, places
from ui.screens.show import setting as settings
from ui.screens.show.audience import AudienceWindow
from ui.screens.show.awake import Awake, offered
from ui.screens.show.away import Away
from ui.screens.show.covering import Covering
from ui.screens.show.marks import Marks
from ui.screens.show.noting import Noting
from ui.screens.show.pictures import Pictures
from ui.screens.show.presenter import PresenterWindow
from ui.screens.show.setting import Setting
from ui.screens.show.stage import ZOOM, Lens, Stage
from ui.screens.show.telling import Telling
from ui.screens.show.windows import ShowWindows

_TICK_MS: Final = 500


class Show(QObject):
    """One show of one account; ``over`` is sent when our windows are back. ``now`` gives seconds of a running clock."""

    over = Signal()

    def __init__(
        self,
        app: AppContext,
        account: tuple[str, str],
        setting: Setting,
        *,
        kind: str = "",
        as_of: date | None = None,
        rehearsal: bool = False,
        slides: tuple[service.Slide, ...] | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """``account`` is (id, name), ("", name) with ``slides`` of their own; ``kind`` is the first. See `of_show`."""
        super().__init__()
        self.app, self.setting, self.rehearsal, self.now = app, setting, rehearsal, now
        self.account_id, self.account_name = account
        by = (app.session, self.account_id, setting.audience, slides)
        slides = service.of_show(*by, as_of=as_of, language=setting.language)
        begin = next((n for n, slide in enumerate(slides) if slide.kind == kind), 0)
        self.state = rules.begin(tuple(len(slide.steps) for slide in slides), begin)
        self.day = as_of or app.session.today()
        self.clock = ShowClock(duration=setting.minutes * 60)
        self.times, self.lens = ChartTimes(spent={}), Lens()
        self.pictures = Pictures(slides, self, dark=setting.dark, language=setting.language)
        self.audience = None if rehearsal else AudienceWindow(self)
        self.presenter = PresenterWindow(
            self, self.pictures, *settings.band_of(setting, account[1], rehearsal=rehearsal)
        )
        own = setting.presenter or (setting.screen if rehearsal else "")
        self.windows = ShowWindows(self, self.audience, self.presenter, (setting.screen, own), guarded=setting.customer)
        self.covering, self.marks, self.telling = Covering(self), Marks(self), Telling(self)
        self.noting = Noting(self)
        self._away = Away(self, self._is_ours)
        self._awake = Awake()
        self._ours: QWidget | None = None
        self.afterwards: ending.Afterwards | None = None
        self.is_over = self._held = False
        self._tick = QTimer(self)
        self._wire()

    def _wire(self) -> None:
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.telling.time)
        self.presenter.asked.connect(self.do)
        self.presenter.current.clicked.connect(self.marks.at)
        self.presenter.overview.entered.connect(self.jump)
        self.windows.lost.connect(self._lost)
        self.windows.moved_on.connect(self._moved_on)
        self.windows.screens.connect(self.telling.ways)
        self.pictures.drawn.connect(self._sharper)

    @property
    def slide(self) -> service.Slide:
        """The chart the presenter is at."""
        return self.pictures.slides[self.state.at.slide]

    @property
    def alone(self) -> bool:
        """Whether everything that is shown is shown to the audience."""
        return self.windows.alone or (self.audience is not None and not self.presenter.isVisible())

    # -- coming and going

    def start(self, ours: QWidget) -> None:
        """Put our windows away and begin. The time of a rehearsal runs from here."""
        self._ours = ours
        closing = getattr(ours, "closing", None)
        if closing is not None:
            closing.connect(self._drop)
        self.fit()
        self.refresh()
        self._away.note_focus(ours)
        self.windows.place()
        self._away.put()
        self.windows.take_keys()
        self.refresh()  # what is only for the presenter is read once their window is there
        if self.setting.awake and offered():
            self._awake.hold()
        if self.rehearsal:
            self._advance()
        self._tick.start()
        self.telling.time()

    def _is_ours(self, window: QWidget) -> bool:
        return window in (self.audience, self.presenter, self.telling.paused, self.afterwards)

    def fit(self) -> None:
        """Draw for the audience's screen."""
        screen = places.find(self.windows.audience_key)
        if screen is not None:
            self.pictures.set_size(screen.geometry().size() * screen.devicePixelRatio())

    @Slot()
    def finish(self) -> None:
        """End the show: our windows come back where the audience does not look, or when they are asked for."""
        if self.is_over:
            return
        self._leave()
        if ending.exposed(self):
            self._away.wait()
            ending.stay(self)
            self.windows.close()
        else:
            self.come_back()

    @Slot()
    def come_back(self) -> None:
        """Our windows again, after a show that is over."""
        self._part()
        self._away.back(self._ours, places.find(self.setting.presenter) if self.setting.presenter else None)
        self.windows.close()
        if self.rehearsal:
            self.telling.keep_times()
        self.over.emit()

    @Slot()
    def _drop(self) -> None:
        """The program ends: nothing is brought back."""
        if not self.is_over:
            self._leave()
        self._part()
        self._away.forget()
        self.windows.close()
        self.over.emit()

    def _leave(self) -> None:
        self.is_over = True
        self._tick.stop()
        self._awake.release()
        self.times = self.times.at(None, self.now())
        self.telling.close()
        self.pictures.close()

    def _part(self) -> None:
        if self.afterwards is not None:
            self.afterwards.hide()
            self.afterwards.deleteLater()
            self.afterwards = None
        if self._ours is not None and isValid(self._ours) and getattr(self._ours, "closing", None) is not None:
            self._ours.closing.disconnect(self._drop)  # type: ignore[attr-defined]

    def closes(self) -> bool:
        """Somebody wants a window of the show closed; whether it goes at once: a customer's asks first, as Esc does."""
        if self.is_over or not self.setting.customer or self.rehearsal or ending.saving_session():
            self.finish()
            return True
        self.go(rules.ask_end(self.state))
        return False

    # -- keys, wheel and mouse

    def press(self, event: QKeyEvent) -> None:
        """A key went down in a window of the show."""
        verb = keys.verb_of(event)
        if verb and not (event.isAutoRepeat() and verb not in {"larger", "smaller"}):
            self.do(verb)

    def release(self, event: QKeyEvent) -> None:
        """A key went up: the pointer is held as long as its key is, unless Ctrl was down with it."""
        if self._held and event.key() == Qt.Key.Key_L and not event.isAutoRepeat():
            self._held = False
            self._point(dot=False)

    def turn(self, notches: float) -> None:
        """The wheel changes what lies on the picture."""
        if self.lens.on:
            self.lens = self.lens.turned(notches)
            self.refresh()

    def point(self, x: float, y: float) -> None:
        """The mouse is there."""
        self.lens = self.lens.at(x, y)
        if self.lens.on:
            self.refresh()

    def click(self) -> None:
        """The audience's picture was clicked; what is typed after that is not for its window."""
        self.do("enter" if self.state.ending else "next")
        if not self.is_over:
            self.windows.take_keys()

    @Slot(int)
    def jump(self, slide: int) -> None:
        """To a chart that was clicked in the overview."""
        self.go(rules.enter(replace(self.state, chosen=slide, digits="")))

    @Slot(str)
    def do(self, verb: str) -> None:
        """One key or button."""
        if self.is_over or self._ends(verb) or self.covering.takes(verb):
            return
        own = getattr(self, f"_do_{verb}", None)
        if own is not None:
            own()
        elif verb in moving.DOES:
            moving.DOES[verb](self)
        elif verb.isdigit():
            self.go(rules.digit(self.state, verb))
        elif verb == "leave":
            self._escape()
        elif verb == "freeze" and self.alone and not self.state.frozen:
            return  # there is nobody who could go on unseen
        else:
            self.go(rules.press(self.state, verb))

    def _ends(self, verb: str) -> bool:
        """While it is asked whether the show is over, Enter says yes, and every other key no."""
        if not self.state.ending:
            return False
        if verb == "enter":
            self.finish()
        else:
            self.go(replace(self.state, blank="", ending=False))
        return True

    def _do_enter(self) -> None:
        if self.marks.chosen is not None and not self.state.blank and not self.state.digits:
            self.marks.open()
        else:
            self.go(rules.enter(self.state))

    def _do_mark_next(self) -> None:
        self._walk(1)

    def _do_mark_back(self) -> None:
        self._walk(-1)

    def _walk(self, by: int) -> None:
        if self.state.chosen is not None:
            self.go(rules.walk(self.state, by * self.presenter.overview.columns))
        elif not self.state.blank:
            self.marks.walk(by)

    def _do_hold(self) -> None:
        self._held = True
        self._point(dot=True)

    def _do_pointer(self) -> None:
        self._point(dot=not self.lens.dot)

    def _point(self, *, dot: bool) -> None:
        self.lens = replace(self.lens, dot=dot)
        self.refresh()

    def _do_lens(self) -> None:
        if self.state.blank:
            self.go(rules.press(self.state, "leave"))
            return
        self.lens = self.lens.next_kind()
        self.refresh()

    def _do_pause(self) -> None:
        self.clock = self.clock.toggle(self.now())
        self._count()
        self.telling.time()

    def _do_reset(self) -> None:
        self.clock = self.clock.reset(self.now())
        self.telling.time()

    def _escape(self) -> None:
        """Out of what lies uppermost; else the end, which a customer's show asks for under black."""
        if self.telling.card_open:
            self.telling.toggle_card()
        elif not self.state.blank and self.marks.leave():
            return
        elif not self.state.blank and self.lens.on:
            self.lens = replace(self.lens, dot=False, kind="")
            self.refresh()
        else:
            after = rules.press(self.state, "leave")
            if after != self.state:
                self.go(after)
            elif self.setting.customer and not self.rehearsal:
                self.go(rules.ask_end(self.state))
            else:
                self.finish()

    # -- the next moment

    def go(self, state: rules.ShowState) -> None:
        """On to another moment."""
        before, self.state = self.state, state
        if before.at != state.at:
            self._advance()
            if before.at.slide != state.at.slide:
                self.lens = replace(self.lens, kind="")
            self.marks.forget()
        self.refresh()

    def _advance(self) -> None:
        self.clock = self.clock.start(self.now())
        self._count()

    def _count(self) -> None:
        on = self.state.at.slide if self.clock.since is not None else None
        self.times = self.times.at(on, self.now())

    def refresh(self) -> None:
        """Bring both windows to the moment, then draw ahead."""
        seen = self.stage(self.state.seen, self.state.blank)
        if self.audience is not None:
            chosen = self.marks.chosen if self.alone else None  # beside the audience it is the presenter's own
            self.audience.set_stage(replace(seen, ring=chosen.box if chosen else None))
            if self.audience.isVisible() and not self.state.blank:
                self.pictures.reach(self.state.seen)
        self.telling.show(seen)
        veil = self.state.at.veiled
        self.pictures.ahead(frame and replace(frame, veiled=veil) for frame in (self.state.follows, self.state.before))

    @Slot()
    def _sharper(self) -> None:
        """What is looked at closely may have come with more pixels."""
        if self.lens.kind == ZOOM and not self.is_over:
            self.refresh()

    def stage(self, frame: Frame, cover: str = "") -> Stage:
        """A picture with what lies on it; for looking closely it has twice the pixels."""
        near = self.lens.kind == ZOOM
        flag = flag_of(self.pictures.scene(frame)) if self.lens.kind else None
        return Stage(self.pictures.near(frame) if near else self.pictures.picture(frame), cover, self.lens, flag=flag)

    # -- screens

    def moved_to(self, window: QWidget, screen: QScreen | None) -> None:
        """The system put a window of the show on a screen."""
        self.windows.moved(window, screen)

    @Slot(object)
    def _moved_on(self, keys: dict[str, str]) -> None:
        """Screens of the show stand elsewhere or have another size: they are the same, and the pictures fit them."""
        screen, own = self.setting.screen, self.setting.presenter
        self.setting = replace(self.setting, screen=keys.get(screen, screen), presenter=keys.get(own, own))
        self.fit()
        self.refresh()

    @Slot()
    def _lost(self) -> None:
        """The audience has no screen: the time stands still until somebody says where it goes on."""
        self.clock = self.clock.pause(self.now())
        self._count()
        self.telling.ways()

    def resume(self, screen: QScreen) -> None:
        """Go on upon a screen."""
        self.windows.resume(screen)
        self.fit()
        if self.clock.started and self.clock.since is None:
            self._do_pause()
        self.telling.ways()
        self.refresh()
