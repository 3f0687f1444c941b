# SPDX-License-Identifier: Apache-2.0
"""Where the windows of a show stand, and what happens when a screen goes, comes or shows the same as another.

The rule above all: the presenter's window is never on the audience's screen, and nothing of the show comes to another
screen by itself. A screen that is lost hides what was on it. Window managers may put a new window elsewhere than it was
told: both stay blank until they are seen to stand where they belong.
"""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.screens.show import places
from ui.screens.show.audience import AudienceWindow
from ui.screens.show.presenter import PresenterWindow

_TRIES: Final = 4


class ShowWindows(QObject):
    """``lost`` is sent when the audience has no screen any more, ``screens`` when others came or went since.

    ``moved_on`` carries the new keys of screens that stand elsewhere or have another size, by the old ones.
    """

    lost = Signal()
    moved_on = Signal(object)
    screens = Signal()
    settle_ms: ClassVar[int] = 150

    def __init__(
        self,
        parent: QObject,
        audience: AudienceWindow | None,
        presenter: PresenterWindow,
        keys: tuple[str, str],
        *,
        guarded: bool = False,
    ) -> None:
        """``keys`` are the audience's screen and the presenter's; ``guarded``: customers look on."""
        super().__init__(parent)
        self.audience, self.presenter = audience, presenter
        self.audience_key, self.presenter_key = keys
        self._guarded, self._private = guarded, keys[1]
        self.is_lost = self._opened = self.gave_up = False
        self._moving = self._closed = False
        self._wanted = bool(keys[1])
        self._tries = 0
        self._windowed = False
        self._known = places.Known()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(self.settle_ms)
        self._settle.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self.removed)
            app.screenAdded.connect(self.added)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self.changed)

    @property
    def alone(self) -> bool:
        """Whether there is one screen for the audience and none for the presenter."""
        return self.audience is not None and not self.presenter_key

    @property
    def mirrored(self) -> bool:
        """Whether the presenter's screen shows what another does, and the audience has none of its own."""
        handle = self.presenter.windowHandle()
        own = places.find(self.presenter_key) or (handle.screen() if handle is not None else None)
        theirs = places.find(self.audience_key)
        if self.audience is None or not self.presenter_key or own is None:
            return False
        if theirs is not None and theirs is not own:
            return overlaps(own, theirs)
        return any(other is not own and overlaps(own, other) for other in QGuiApplication.screens())

    @property
    def covered(self) -> bool:
        """Whether strangers may look at the presenter's screen.

        It is one picture with another; or it was the customers' until the screens were swapped; or it is the only one
        that is left, which is how some systems tell that it is mirrored.
        """
        if self.audience is None or not self.presenter_key:
            return False
        only = self.is_lost and not self._opened and len(QGuiApplication.screens()) == 1
        return only or self.mirrored or (self._guarded and self.presenter_key != self._private)

    def uncover(self) -> None:
        """The presenter says that nobody else sees their screen; one that is mirrored stays covered."""
        if not self.mirrored:
            self._private, self._opened = self.presenter_key, True

    @property
    def settled(self) -> bool:
        """Whether both windows were seen to stand where they belong."""
        return not self._settle.isActive()

    def place(self) -> None:
        """Put both windows where they belong; the presenter's has the keys."""
        screen, own = places.find(self.audience_key), places.find(self.presenter_key)
        self._tries = 0
        if self.audience is not None and screen is not None:
            self._put(self.audience, screen)
        if own is not None and self._wanted and (self.audience is None or own is not screen):
            self._put(self.presenter, own)
        self.take_keys()

    def _put(self, window: AudienceWindow | PresenterWindow, screen: QScreen) -> None:
        window.set_blank(True)
        self._windowed = self._windowed and window is not self.audience
        self._moving = True
        places.put_on(window, screen)
        self._moving = False
        self._settle.start()

    @Slot()
    def look(self) -> None:
        """Whether the windows stand right: then they are filled, else put there once more, or given up."""
        screen, own = places.find(self.audience_key), places.find(self.presenter_key)
        again = False
        if self.audience is not None and not self.is_lost and screen is not None:
            again = not self._stands(self.audience, screen)
        if self._wanted and own is not None and (self.audience is None or own is not screen):
            again = not self._stands(self.presenter, own) or again
        if again and self._tries >= _TRIES:
            self._give_up()
        self.take_keys()

    def _stands(self, window: AudienceWindow | PresenterWindow, screen: QScreen) -> bool:
        handle = window.windowHandle()
        here = window.isVisible() and handle is not None and handle.screen() is screen
        if here and screen.geometry().contains(window.geometry().center()):
            if window is not self.audience or not self._windowed:
                window.showFullScreen()  # a manager that saw it hidden may have put a frame round it
            window.set_blank(False)
            return True
        if self._tries < _TRIES:
            self._tries += 1
            self._put(window, screen)
        return False

    def _give_up(self) -> None:
        """The system will not put them there: what is blank goes, and the presenter is told."""
        if self.presenter.blank:
            self.presenter.hide()
        if self.audience is not None and self.audience.blank and not self.is_lost:
            self.lose()

    def take_keys(self) -> None:
        """Give the keys to the presenter's window, else to the audience's."""
        window: QWidget | None = self.presenter if self.presenter.isVisible() else self.audience
        if window is not None and window.isVisible():
            window.raise_()
            window.activateWindow()
            if window is not self.presenter or self.presenter.capture is None:  # what is being typed goes on
                window.setFocus()

    def toggle_presenter(self) -> None:
        """The presenter's window away or back; only where it has a screen of its own, and the audience has one."""
        if not self.presenter_key or self.audience is None or self.is_lost:
            return
        self._wanted = not self.presenter.isVisible()
        if self._wanted:
            self.place_presenter()
        else:
            self.presenter.hide()
        self.take_keys()

    def place_presenter(self) -> None:
        """Show the presenter's window on its screen, if that is not the audience's."""
        own, screen = places.find(self.presenter_key), places.find(self.audience_key)
        if own is not None and own is not screen:
            self._tries = 0
            self._put(self.presenter, own)

    def swap(self) -> bool:
        """Let the screens take each other's part; False where there is only one.

        Where the own screen was given up to the audience, another one that came takes the audience, and this one is the
        presenter's again: customers looked at it, so it stays covered before them.
        """
        if self.gave_up and not self.presenter_key and not self.is_lost:
            other = next((one for one in places.apart() if places.key_of(one) != self.audience_key), None)
            self.presenter_key, self._private = (places.key_of(other) if other is not None else ""), ""
            self._wanted, self.gave_up = other is not None, other is None
        if not self.presenter_key or self.audience is None or self.is_lost:
            return False
        self.presenter.hide()
        self.audience_key, self.presenter_key = self.presenter_key, self.audience_key
        self.place()
        return True

    def toggle_full(self) -> None:
        """The audience's picture in a window, or full screen on its screen."""
        window, screen = self.audience, places.find(self.audience_key)
        if window is None or screen is None or self.is_lost:
            return
        if window.isFullScreen():
            self._moving = self._windowed = True
            area = screen.availableGeometry()
            window.showNormal()
            window.resize(area.size() * 0.7)
            window.move(area.center() - window.rect().center())
            self._moving = False
        else:
            self._tries = 0
            self._put(window, screen)
        self.take_keys()

    def resume(self, screen: QScreen) -> None:
        """Go on upon a screen that was chosen for it. On the presenter's own screen there are no notes any more."""
        if self.audience is None:
            return
        key = places.key_of(screen)
        if key == self.presenter_key:
            self.presenter.hide()
            self.presenter_key, self._wanted, self.gave_up = "", False, True
        self.is_lost, self.audience_key = False, key
        self.place()

    # -- what the system tells

    @Slot(QScreen)
    def removed(self, screen: QScreen) -> None:
        """A screen is gone; Qt waits with moving its windows until this is done."""
        if self._closed:
            return
        self._opened = False
        self._known.went(screen)
        key = places.key_of(screen)
        if self.audience is not None and not self.is_lost and key == self.audience_key:
            self.lose()
        elif key == self.presenter_key and self.audience is not None:
            self.presenter.hide()
        self.screens.emit()

    def lose(self) -> None:
        """The audience's picture is hidden until somebody says where it goes on."""
        self.is_lost = True
        if self.audience is not None:
            self.audience.hide()
        self.lost.emit()

    @Slot(QScreen)
    def added(self, screen: QScreen) -> None:
        """A screen came: it may be offered, and the presenter's own brings that window back."""
        if self._closed:
            return
        screen.geometryChanged.connect(self.changed)
        self._known.came(screen)
        if self._wanted and not self.presenter.isVisible() and places.key_of(screen) == self.presenter_key:
            self.place_presenter()
        self.changed()

    @Slot()
    def changed(self) -> None:
        """Screens may show the same part of the desk now: then nothing is shown until somebody says how to go on."""
        if self._closed:
            return
        self._opened = False
        moved = self._follow()
        gone = places.find(self.audience_key) is None
        if self.audience is not None and not self.is_lost and (gone or self.mirrored):
            self.lose()
        self._stand_again(set(moved.values()))
        self.screens.emit()
        if moved:
            self.moved_on.emit(moved)  # drawing takes its time: what must be hidden is hidden by now

    def _follow(self) -> dict[str, str]:
        """Know the screens by their new places and sizes, which have the same people before them."""
        moved = self._known.moved(self.presenter_key)
        self.audience_key = moved.get(self.audience_key, self.audience_key)
        self.presenter_key = moved.get(self.presenter_key, self.presenter_key)
        self._private = moved.get(self._private, self._private)
        return moved

    def _stand_again(self, moved: set[str]) -> None:
        """Fill the screens of these keys anew: a window that was full has the place and size of before."""
        screen = places.find(self.audience_key)
        theirs = self.audience is not None and not self.is_lost and not self._windowed
        if self.audience is not None and screen is not None and theirs and self.audience_key in moved:
            self._tries = 0
            self._put(self.audience, screen)
        if self.presenter_key in moved and self.presenter.isVisible():
            self.place_presenter()

    def moved(self, window: QWidget, screen: QScreen | None) -> None:
        """The system put a window somewhere. The presenter's leaves the audience's screen at once."""
        if self._moving or screen is None or not isValid(window) or not window.isVisible() or self.is_lost:
            return
        theirs = places.find(self.audience_key)
        if window is self.presenter:
            if self.audience is not None and theirs is not None and overlaps(screen, theirs):
                self.presenter.set_blank(True)
                self.presenter.hide()
                self._settle.start()
        elif window is self.audience and theirs is not None and screen is not theirs:
            if self.audience.isFullScreen():
                self.audience.set_blank(True)
                self._settle.start()
                return
            self.audience_key = places.key_of(screen)  # moved by hand, as a window
            own = self.presenter.windowHandle()
            if own is not None and self.presenter.isVisible() and overlaps(own.screen(), screen):
                self.presenter.hide()

    def close(self) -> None:
        """Take both away; screens that come and go later are none of its business."""
        self._settle.stop()
        self.is_lost = self._closed = True
        for window in (self.audience, self.presenter):
            if window is not None and isValid(window):
                window.hide()
                window.deleteLater()


def overlaps(one: QScreen, other: QScreen) -> bool:
    """Whether two screens show a common part."""
    return places.overlap(one.geometry(), other.geometry())
