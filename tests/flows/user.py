# SPDX-License-Identifier: Apache-2.0
"""A user at the real window: presses what can be seen, types where the focus is, waits until something shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui.bootstrap import Shell
from ui.forms.editor import Editor
from ui.forms.ref_editors import RefLine
from ui.widgets.base import PaintedButton
from ui.widgets.rows import RailList, SectionList
from ui.widgets.stepbar import StepBar

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
_LEFT = Qt.MouseButton.LeftButton
_WAIT_MS = 60_000  # ends as soon as it holds


class User:
    """Looks for controls by their names or words among what is visible; nothing is called behind the surface."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot, self.shell = qtbot, shell
        self.actions = 0

    # -- see

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(true()), timeout=_WAIT_MS)

    def sees(self, kind: type[W], name: str = "") -> W | None:
        """A visible control of a kind, with a name where one is given; the window in front comes first."""
        shown = [w for w in QApplication.allWidgets() if isinstance(w, kind) and w.isVisible()]
        fitting = [w for w in shown if not name or name in {w.objectName(), w.accessibleName(), label_of(w)}]
        fitting.sort(key=lambda w: w.window() is self.shell.window)
        return fitting[0] if fitting else None

    def find(self, kind: type[W], name: str = "") -> W:
        """A visible control, waited for."""
        self.until(lambda: self.sees(kind, name) is not None)
        found = self.sees(kind, name)
        assert found is not None
        return found

    def field(self, name: str, inside: QWidget | None = None) -> Editor:
        """The visible editor of a field."""
        self.until(lambda: self._field(name, inside) is not None)
        found = self._field(name, inside)
        assert found is not None
        return found

    def _field(self, name: str, inside: QWidget | None) -> Editor | None:
        shown = [w for w in QApplication.allWidgets() if isinstance(w, Editor) and w.isVisible()]
        fitting = [w for w in shown if w.field.name == name and (inside is None or inside.isAncestorOf(w))]
        return fitting[0] if fitting else None

    # -- mouse

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """One press of the left button."""
        self.actions += 1
        self.come_back()
        QTest.mouseClick(widget, _LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
        QApplication.processEvents()

    def press(self, name: str) -> None:
        """Press a button by its name or its words."""
        button = self.find(PaintedButton, name)
        self.until(button.isEnabled)
        self.click(button)

    def open_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Double-click a row."""
        self.actions += 1
        at = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseDClick(view.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, at)
        QApplication.processEvents()

    def click_cell(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Press in a cell."""
        self.click(view.viewport(), view.visualRect(index).center())

    def page(self, key: str) -> None:
        """Press an entry of the rail."""
        rail = self.find(RailList)
        self.click(rail.row(key))

    def section(self, key: str) -> None:
        """Press a section of the account page."""
        self.click(self.find(SectionList).row(key))

    def step(self, number: int) -> None:
        """Press a step of the step bar, counted from 1."""
        bar = self.find(StepBar)
        self.click(bar.step_button(number - 1))

    def choose(self, combo: QComboBox, words: str) -> None:
        """Open a drop-down and press the entry that begins so."""
        self.click(combo)
        row = next(n for n in range(combo.count()) if combo.itemText(n).startswith(words))
        view = combo.view()
        assert view is not None
        self.until(view.isVisible)
        self.click_cell(view, view.model().index(row, 0))
        self.until(lambda: not view.isVisible())

    def choose_from_menu(self, words: str) -> None:
        """Press an entry of the menu that is open."""
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(a for a in menu.actions() if a.text().replace("&", "").startswith(words) and a.isEnabled())
        self.click(menu, menu.actionGeometry(entry).center())

    def take_name(self, editor: QWidget, typed: str) -> None:
        """Type the beginning of a name and press the first line of the list below."""
        line = editor if isinstance(editor, RefLine) else editor.findChild(RefLine)
        assert line is not None
        self.click(line)
        self.type(typed)
        popup = line.completer_.popup()
        assert popup is not None
        self.until(popup.isVisible)
        self.click_cell(popup, popup.model().index(0, 0))

    # -- keyboard

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.actions += 1
        for letter in text:
            QTest.keyClicks(self._target(), letter)
            QApplication.processEvents()

    def key(self, *keys: Qt.Key, control: bool = False, shift: bool = False, alt: bool = False) -> None:
        """Press keys, each with the same modifiers."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for wanted, modifier in (
            (control, Qt.KeyboardModifier.ControlModifier),
            (shift, Qt.KeyboardModifier.ShiftModifier),
            (alt, Qt.KeyboardModifier.AltModifier),
        ):
            if wanted:
                modifiers |= modifier
        for key in keys:
            self.actions += 1
            QTest.keyClick(self._target(), key, modifiers)
            QApplication.processEvents()

    def _target(self) -> QWidget:
        """Where the system sends keys: to an open list or menu, else to what has the focus."""
        self.come_back()
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "nothing has the focus"
        return target

    def come_back(self) -> None:
        """When a dialog has closed, a window system makes the window below it the active one; this one does not."""
        if QApplication.activeWindow() is None:
            self.shell.window.activateWindow()
            self.until(self.shell.window.isActiveWindow)

    def tab_to(self, reached: Callable[[QWidget], bool], *, back: bool = False, most: int = 60) -> QWidget:
        """Press Tab until the control is reached; a control that Tab cannot reach fails the test."""
        seen = []
        for _ in range(most):
            focused = QApplication.focusWidget()
            seen.append(f"{type(focused).__name__} {focused.accessibleName() if focused else ''}")
            if focused is not None and reached(focused):
                return focused
            self.key(Key.Key_Backtab if back else Key.Key_Tab, shift=back)
        raise AssertionError("Tab does not reach it, only: " + "; ".join(dict.fromkeys(seen)))

    def tab_to_field(self, name: str) -> Editor:
        """Press Tab until the editor of a field has the focus."""
        reached = self.tab_to(lambda w: (found := editor_of(w)) is not None and found.field.name == name)
        found = editor_of(reached)
        assert found is not None
        return found

    def tab_to_button(self, name: str, *, back: bool = False) -> None:
        """Press Tab until a button has the focus."""
        self.tab_to(lambda w: name in {w.objectName(), w.accessibleName(), label_of(w)}, back=back)


def label_of(widget: QWidget) -> str:
    """The words on a button."""
    label = getattr(widget, "label", None)
    return str(label()) if callable(label) else ""


def editor_of(widget: QWidget) -> Editor | None:
    """The editor a control belongs to."""
    at: QWidget | None = widget
    while at is not None and not isinstance(at, Editor):
        at = at.parentWidget()
    return at


def line_of(editor: Editor) -> QWidget:
    """The part of an editor that is typed in."""
    return editor.focusProxy() or editor
