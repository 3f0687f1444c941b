# SPDX-License-Identifier: Apache-2.0
"""Where scenes are shown and pictured: one window and what stands over it."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.actions.commands import ShellContext
from ui.bootstrap import Shell
from ui.context import Place
from ui.theme.icons import role_color
from ui.widgets.paint import draw_text
from ui.widgets.safe import PlainLabel

REST_S, LONGEST_S = 0.3, 10.0
_TITLE = 30
_USERS_HOME = "/home/avidal"
_OURS = re.compile(rf"({tempfile.gettempdir()}/\w+/[\w-]+|{Path.home()})(/|$)")
Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Scene:
    """A name for the file and the place to go to.

    ``play`` opens there what is to be seen, calls `Stage.picture` for each of ``pictures`` and closes it all again.
    """

    name: str
    place: Place
    play: Callable[[Stage], None] | None = None
    pictures: tuple[str, ...] = ()


class Stage:
    """Shows scenes in one window and keeps the pictures whose name is wanted."""

    def __init__(self, qapp: QApplication, shell: Shell, folder: Path, ending: str, part: str) -> None:
        self._qapp, self.shell, self.window = qapp, shell, shell.window
        self._folder, self._ending, self._part = folder, ending, part

    @property
    def app(self) -> ShellContext:
        """The open portfolio."""
        assert self.shell.app is not None
        return self.shell.app

    @property
    def screen(self) -> Any:
        """The screen that is shown."""
        return self.window.stack.current()

    def show(self, scene: Scene) -> None:
        """Picture a scene, when one of its pictures is wanted."""
        if not any(self._wanted(name) for name in scene.pictures or (scene.name,)):
            return
        self.window.activateWindow()
        if scene.play is None:
            self.app.navigator.go(scene.place)
            self.picture(scene.name)
            return
        self.go(scene.place)
        scene.play(self)
        self.window.notices.hush()
        self.settle()
        left = [type(widget).__name__ for widget in self._above()]
        assert not left, f"{scene.name} left open: {left}"

    def go(self, place: Place) -> None:
        """Show a place."""
        self.app.navigator.go(place)
        self.settle()

    def picture(self, name: str) -> None:
        """Let it come to rest, then keep what is seen under a name."""
        self.settle()
        self._keep(name)

    def rest(self, name: str) -> None:
        """Keep what is seen a moment later, while a job goes on."""
        end = monotonic() + REST_S
        while monotonic() < end:
            self._qapp.processEvents()
        self._keep(name)

    def _keep(self, name: str) -> None:
        target = self._folder / self._file(name)
        if self._wanted(name):
            self._seen().save(str(target))
            sys.stdout.write(f"{target}\n")

    def modal(self, name: str, command: str) -> None:
        """Picture the dialog that a command waits for, and close it."""
        QTimer.singleShot(0, lambda: self._modal(name))
        self.window.trigger(command)

    def _modal(self, name: str) -> None:
        try:
            self.picture(name)
        finally:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                dialog.reject()

    def dialog(self, kind: type[Kind]) -> Kind:
        """The open window of a kind."""
        return next(widget for widget in self._above() if isinstance(widget, kind))

    def wait_for(self, ready: Callable[[], object]) -> None:
        """Let a job without a title come to its end."""
        end = monotonic() + LONGEST_S
        while monotonic() < end and not ready():
            self._qapp.processEvents()
        assert ready()

    def settle(self) -> None:
        """Let timers and paints happen, details come to rest and jobs finish."""
        end = monotonic() + LONGEST_S
        rest = monotonic() + REST_S
        while monotonic() < end and (monotonic() < rest or self.window.jobs.busy):
            self._qapp.processEvents()

    def _wanted(self, name: str) -> bool:
        return re.search(self._part, self._file(name)) is not None

    def _file(self, name: str) -> str:
        return f"{name}-{self._ending}.png"

    def _above(self) -> list[QWidget]:
        shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
        found = [widget for widget in shown if widget is not self.window]
        return sorted(found, key=lambda widget: widget is QApplication.activeModalWidget())  # a question lies on top

    def _seen(self) -> QPixmap:
        """The window with what stands over it, in the middle and with the head that a system gives it."""
        above = self._above()
        for widget in (self.window, *above):
            _at_home(widget)
        if not self.window.isVisible() and above:  # the customer view stands in its place
            return above[-1].grab()
        whole = self.window.grab()
        painter = QPainter(whole)
        for widget in above:
            box = QRect(0, 0, widget.width(), widget.height())
            box.moveCenter(whole.rect().center())
            if widget.windowType() == Qt.WindowType.Popup:  # menus stand where they were opened
                box.moveTopLeft(self.window.mapFromGlobal(widget.pos()))
            elif not widget.windowFlags() & Qt.WindowType.FramelessWindowHint:
                box.moveTop(max(box.top(), _TITLE + 1))
                _draw_frame(painter, box, widget.windowTitle())
            painter.drawPixmap(box.topLeft(), widget.grab())
        painter.end()
        return whole


def _draw_frame(painter: QPainter, box: QRect, title: str) -> None:
    frame = box.adjusted(-1, -_TITLE - 1, 1, 1)
    painter.fillRect(frame, role_color("field_edge"))
    head = QRect(box.left(), box.top() - _TITLE, box.width(), _TITLE)
    painter.fillRect(head, role_color("window"))
    draw_text(painter, head.adjusted(12, 0, -12, 0), title, role="caption", color="muted")


def _at_home(widget: QWidget) -> None:
    """Folders of this computer as a user would have them."""
    for label in widget.findChildren(PlainLabel):
        text = _OURS.sub(f"{_USERS_HOME}/Waterline/", label.text())
        if text != label.text():
            label.setText(text)
