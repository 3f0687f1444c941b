# SPDX-License-Identifier: Apache-2.0
"""What the windows of a show say: strip, time, notes, evidence, and the few words that one shared screen may show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import show as service
from planner.views.show import BLACK, WHITE, minutes_text
from planner.views.why_view import WhyView
from ui.screens.charts import kinds
from ui.screens.show import places
from ui.screens.show.evidence import EvidenceList
from ui.screens.show.neutral import question
from ui.screens.show.overview import Overview
from ui.screens.show.paused import Paused
from ui.screens.show.stage import Stage
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from planner.render.scene import Mark
    from ui.screens.show.show import Show

_MARGIN: Final = 48
Laid = TypeVar("Laid", bound=QWidget)


class Telling(QObject):
    """One for each show."""

    def __init__(self, show: Show) -> None:
        super().__init__(show)
        self._show = show
        self._asides = service.asides(show.app.session, show.account_id) if show.account_id else {}
        self._explained: tuple[str, ...] | None = None
        self.card_open = False
        show.pictures.drawn.connect(self._next)
        self.paused: Paused | None = None

    # -- the moment

    def show(self, seen: Stage) -> None:
        """Bring everything round the picture to the moment; ``seen`` is what the audience has."""
        show, state = self._show, self._show.state
        presenter = show.presenter
        mine = seen if state.mine == state.seen and not state.blank else show.stage(state.mine)
        chosen = show.marks.chosen
        presenter.current.show_stage(replace(mine, ring=chosen.box if chosen else None))
        differs = show.audience is not None and (state.mine != state.seen or bool(state.blank))
        presenter.seen_words.setVisible(differs)
        presenter.seen.setVisible(differs)
        if differs:
            presenter.seen.show_stage(seen)
        self._next()
        digits = tr("to {n}…", n=state.digits) if state.digits else ""
        number = show.slide.label if show.noting.here else f"{state.at.slide + 1} / {show.pictures.charts}"
        presenter.number.setText(tr("{number}  {then}", number=number, then=digits) if digits else number)
        presenter.strip.show_words(*self._strip())
        covered = self._cover()
        none = "" if show.account_id else tr("The portfolio page has no notes.")
        presenter.show_note("" if covered else self._aside().note, none)
        self._explain()
        self._pages()
        self.time()

    def _cover(self) -> bool:
        """Cover the presenter's window with neutral words, or uncover it; whether it is covered."""
        show = self._show
        covered = show.windows.covered
        show.covering.say()
        if covered != show.presenter.covered:
            show.presenter.set_covered(covered)
        return covered

    def _aside(self) -> service.Aside:
        if self._show.noting.here:
            return service.Aside(
                note=tr("↑ and ↓ choose an action, Enter changes its owner, its day and who may see it.")
            )
        return self._asides.get(self._show.slide.kind, service.Aside())

    @Slot()
    def _next(self) -> None:
        show, follows = self._show, self._show.state.follows
        presenter = show.presenter
        if follows is None:
            presenter.next_words.setText(tr("Next"))
            words = tr("That is the last page.") if show.noting.here else tr("That is the last chart.")
            if show.setting.recap and not show.noting.here:
                words = tr("That is the last chart. The closing page comes after it once it has an action.")
            presenter.follows.show_stage(Stage(), words=words)
            return
        veiled = replace(follows, veiled=show.state.at.veiled)
        label = show.pictures.slides[follows.slide].label
        same = follows.slide == show.state.at.slide
        presenter.next_words.setText(tr("Next step of this chart") if same else tr("Next: {name}", name=label))
        there = show.pictures.ready(veiled)  # else it is drawn when the audience has its picture
        presenter.follows.show_stage(Stage(show.pictures.picture(veiled) if there else None))

    def _strip(self) -> tuple[str, str, str]:
        """The states in large words, what the audience has, and the sign of the strongest."""
        state, show = self._show.state, self._show
        if state.ending:
            says = tr("The audience sees black. Enter ends the show, any other key goes on.")
            return tr("END THE SHOW?"), says, "ending"
        if show.windows.is_lost:
            again = tr("Connect the screen again, or choose one below. Until then the audience sees nothing.")
            now = tr("Press R, or choose a screen below. Until then the audience sees nothing.")
            if show.noting.form is not None:
                now = tr("Click a screen below, or Tab to it. R works outside the fields. The audience sees nothing.")
            free = any(not own for own, _ in self.free_screens())
            return tr("PAUSED"), now if free else again, "paused"
        states = [
            (state.blank == BLACK, tr("BLACK"), "black"),
            (state.blank == WHITE, tr("WHITE"), "white"),
            (state.frozen, tr("FROZEN"), "frozen"),
            (state.seen.veiled, tr("VEILED"), "veiled"),
            (state.peek, tr("PEEK"), "peek"),
        ]
        there = [(word, sign) for on, word, sign in states if on]
        lead = "  ·  ".join(word for word, _ in there)
        return lead, self._says(), there[0][1] if there else ""

    def _says(self) -> str:
        state = self._show.state
        if self._show.rehearsal:
            kept = tr("Rehearsal: nobody sees this. The time of each chart is kept when you end it.")
            return kept if self._show.account_id else tr("Rehearsal: nobody sees this.")
        if state.blank:
            return tr("The audience sees no picture. Any key brings it back.")
        if state.frozen:
            page = tr("The audience keeps the closing page. F lets it follow again.")
            chart = tr("The audience keeps chart {n}. F lets it follow again.", n=state.seen.slide + 1)
            kept = chart if state.seen.slide < self._show.pictures.charts else page
            return tr("{kept} V shows its words again.", kept=kept) if state.seen.veiled else kept
        if state.seen.veiled:
            return tr("The audience sees blocks in place of words. V shows the words again.")
        if state.peek:
            return tr("Hidden steps are shown here only. H hides them again.")
        return tr("The audience sees this picture.")

    def _pages(self) -> None:
        show, state = self._show, self._show.state
        presenter = show.presenter
        if self.card_open:
            presenter.show_page(presenter.card)
        elif state.chosen is None:
            presenter.show_page(None)
        else:
            presenter.overview.show_chosen(state.chosen, state.at.slide, veil=state.at.veiled)
            presenter.show_page(presenter.overview)
        if show.audience is not None and show.alone:
            self._over_picture()
        elif show.audience is not None and show.audience.overlay is not None:
            self._drop_overlay()

    # -- one screen

    def _over_picture(self) -> None:
        """What lies over the audience's picture where there is no other screen: the overview, and one question."""
        show, state = self._show, self._show.state
        assert show.audience is not None
        over = show.audience.overlay
        if state.chosen is not None and not state.blank:
            if not isinstance(over, Overview):
                over = self._lay(Overview(show.pictures, whole=False))
                over.entered.connect(show.jump)
            over.show_chosen(state.chosen, state.at.slide, veil=state.at.veiled)
        elif state.ending:
            if not isinstance(over, _Question):
                self._lay(_Question()).show()
        elif over is not None and not isinstance(over, _Evidence):
            self._drop_overlay()

    def _lay(self, overlay: Laid) -> Laid:
        self._drop_overlay()
        audience = self._show.audience
        assert audience is not None
        overlay.setParent(audience)
        overlay.setGeometry(audience.rect())
        audience.overlay = overlay
        return overlay

    def _drop_overlay(self) -> None:
        audience = self._show.audience
        over = audience.overlay if audience is not None else None
        if audience is not None and over is not None:
            audience.overlay = None
            over.hide()
            over.deleteLater()
            audience.setFocus()

    # -- evidence

    def _explain(self) -> None:
        """The reasons of the chart or its mark in the presenter's window, read when it is another one."""
        show, mark = self._show, self._show.marks.chosen
        key = self._key(mark)
        if show.windows.covered:
            self._explained = None
            show.presenter.evidence.show_why(None, " ")
            return
        ways = () if show.windows.covered else show.noting.ways()
        wanted = (show.slide.kind, key, *(words for way in ways for words in way[:2]))
        if wanted == self._explained or not show.presenter.isVisible():
            return
        self._explained = wanted
        if show.noting.here:
            show.presenter.show_evidence(None, " ", ways)
        else:
            show.presenter.show_evidence(self._why(key), show.slide.view.sentence(), ways)

    def _key(self, mark: Mark | None) -> str:
        """What the reasons are looked up by: the record of a mark, on the portfolio's slides the mark itself."""
        if mark is None or not self._show.account_id:
            return mark.id if mark is not None else ""
        return kinds.key_of(self._show.slide.kind, mark)

    def _why(self, key: str) -> WhyView | None:
        show, slide = self._show, self._show.slide
        if not show.account_id:
            from planner.services import portfolio_show

            with suppress(PlannerError):
                return portfolio_show.reasons(show.app.session, slide.view, key, show.day)
            return None
        wanted = key or kinds.first_key(slide.kind, slide.view)
        try:
            wanted = service.inside_key(show.app.session, show.account_id, slide, wanted, show.day)
            asked = kinds.Asked(slide.view, show.day, show.marks.chosen)
            return kinds.reasons(show.app.session, show.account_id, slide.kind, wanted, asked)
        except PlannerError:  # the record went meanwhile; the show goes on
            return None

    @Slot()
    def uncover(self) -> None:
        """Notes and evidence on the screen that was the customers'."""
        self._show.windows.uncover()
        self._show.presenter.setFocus()
        self._show.refresh()

    def open_evidence(self) -> None:
        """Go to the evidence of the chosen mark."""
        show, mark = self._show, self._show.marks.chosen
        if not show.alone:
            show.presenter.evidence.setFocus(Qt.FocusReason.TabFocusReason)
        elif mark is not None and show.audience is not None and not show.setting.customer:
            made = self._lay(_Evidence())
            made.facts.show_why(self._why(self._key(mark)), mark.sentence)
            made.show()

    def close_evidence(self) -> bool:
        """Take evidence off the picture; whether there was any."""
        audience = self._show.audience
        if audience is None or not isinstance(audience.overlay, _Evidence):
            return False
        self._drop_overlay()
        return True

    # -- time

    @Slot()
    def time(self) -> None:
        """Clock, elapsed and left, and how long this chart has been on."""
        show, now = self._show, self._show.now()
        on = minutes_text(show.times.of(show.state.at.slide, now))
        rehearsed = self._aside().seconds
        this = (
            tr("This chart {time} of {rehearsed} rehearsed", time=on, rehearsed=minutes_text(rehearsed))
            if rehearsed
            else tr("This chart {time}", time=on)
        )
        show.presenter.show_time(show.clock, now, show.app.session.clock.now().astimezone(), this)

    def keep_times(self) -> None:
        """Keep the times of a rehearsal and say so; the portfolio's are told only."""
        show = self._show
        charts = show.pictures.charts
        spent = {show.pictures.slides[n].kind: taken for n, taken in show.times.spent.items() if n < charts}
        whole = sum(show.times.spent.values())
        if whole < 1:
            return
        if not show.account_id:  # times are kept with an account
            took = minutes_text(whole)
            said = trn("Rehearsed {n} chart in {time}", "Rehearsed {n} charts in {time}", len(spent), time=took)
            show.app.notices.toast(said)
            return
        if show.app.session.read_only:
            return
        service.keep_times(show.app.session, show.account_id, spent)
        count = sum(taken > 0 for taken in spent.values())
        text = trn(
            "Rehearsed {n} chart in {time}: the next show tells its time beside it",
            "Rehearsed {n} charts in {time}: the next show tells each time beside its chart",
            count,
            time=minutes_text(whole),
        )
        show.app.notices.toast(text, undo=True)

    # -- the key card

    def toggle_card(self) -> None:
        """Open or close it, in the presenter's window only."""
        self.card_open = not self.card_open and self._show.presenter.isVisible()
        self._pages()

    # -- a lost screen

    @Slot()
    def ways(self) -> None:
        """Say that the audience's screen is gone, and offer where to go on; or take that away again."""
        show = self._show
        if show.windows.covered != show.presenter.covered:
            show.refresh()
        self._cover()
        show.presenter.strip.show_words(*self._strip())
        if not show.windows.is_lost or show.audience is None:
            show.presenter.show_lost("")
            self._drop_paused()
            return
        text = tr("The audience screen was disconnected. The show is paused and hidden.")
        found: list[tuple[str, Callable[[], object]]] = []
        for own, screen in self.free_screens():
            there = tr("Resume on {screen}", screen=places.words_of(screen))
            words = tr("Resume on this screen, without notes") if own else there
            found.append((words, partial(show.resume, screen)))
        if show.presenter.isVisible():
            show.presenter.show_lost(text, tuple(found))
            show.windows.take_keys()
            return
        self._drop_paused()
        self.paused = Paused(text, found, show.finish)
        self.paused.show()
        self.paused.setFocus()  # not a button: Space and Enter are pressed without looking in a show

    def free_screens(self) -> list[tuple[bool, QScreen]]:
        """Where a show may go on, and whether that is the presenter's own screen, which comes last."""
        mine = self._show.windows.presenter_key
        return sorted(((places.key_of(screen) == mine, screen) for screen in places.apart()), key=itemgetter(0))

    def _drop_paused(self) -> None:
        paused, self.paused = self.paused, None
        if paused is not None:
            paused.hide()
            paused.deleteLater()

    def close(self) -> None:
        """The show is over."""
        self._drop_paused()


class _Overlay(QWidget):
    """A dark sheet over the audience's picture; its keys are those of the window below."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class _Question(_Overlay):
    """Neutral words on black: nothing tells what is behind."""

    def __init__(self) -> None:
        super().__init__()
        self.setStyleSheet("background: black")
        column = QVBoxLayout(self)
        column.addStretch(1)
        words = PlainLabel(question(), role="touch_item", color="#9DA7B1")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        column.addStretch(1)


class _Evidence(_Overlay):
    """What stands behind a mark, over the picture of an internal show on one screen."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = EvidenceList(large=True)
        self.facts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        row.addStretch(1)
        row.addWidget(self.facts, 2)
        row.addStretch(1)
