# SPDX-License-Identifier: Apache-2.0
"""Moving the keyboard focus from pane to pane (F6, Shift+F6) and into a pane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid


def focused_in(window: QWidget) -> QWidget | None:
    """The part of a window that has the focus.

    Asked of the application: in PySide, the window's own getters (and the focus chain) tie the part that they
    return to the one that was asked, which then dies with it.
    """
    found = QApplication.focusWidget()
    return found if found is not None and window.isAncestorOf(found) else None


def enter(pane: QWidget, *, ring: bool = True) -> bool:
    """Give the focus to the first part of a pane, in reading order, that takes it by Tab; False when there is none.

    Without ``ring`` the part does not show it, as after a press of the mouse, and a list comes before buttons.
    """
    reason = Qt.FocusReason.TabFocusReason if ring else Qt.FocusReason.PopupFocusReason
    parts = [part for part in pane.findChildren(QWidget) if _takes_focus(part)]
    if _takes_focus(pane):
        parts.append(pane)
    if not parts:
        return False
    lists = [part for part in parts if isinstance(part, QAbstractItemView)] if not ring else []
    min(lists or parts, key=lambda part: _place(part, pane)).setFocus(reason)
    return True


class PaneMemory(QObject):
    """Knows which part of each pane had the focus last; a stack of pages counts as its page in front."""

    def __init__(self, window: QWidget, panes: Callable[[], Sequence[QWidget]]) -> None:
        super().__init__(window)
        self._panes = panes
        self._last: dict[QWidget, QWidget] = {}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    @Slot(QWidget, QWidget)
    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        pane = next((pane for pane in self._panes() if now is not None and pane.isAncestorOf(now)), None)
        if pane is not None and now is not None:
            self._last[_shown(pane)] = now

    def last(self, pane: QWidget) -> QWidget | None:
        """The part to come back to; None where it is gone, hidden or off."""
        found = self._last.get(_shown(pane))
        if found is None or not isValid(found) or not pane.isAncestorOf(found):
            return None
        return found if _takes_focus(found) or found.hasFocus() else None

    def forget(self) -> None:
        """The pages are taken away."""
        self._last.clear()


def _shown(pane: QWidget) -> QWidget:
    """The page in front of a stack, else the pane itself."""
    return (pane.currentWidget() or pane) if isinstance(pane, QStackedWidget) else pane


def next_pane(panes: Sequence[QWidget], by: int, memory: PaneMemory) -> None:
    """Go to the next pane that takes the focus, round and round; to the part of it that had the focus last."""
    if not panes:
        return
    focused = QApplication.focusWidget()
    inside = [
        n for n, pane in enumerate(panes) if focused is not None and (pane is focused or pane.isAncestorOf(focused))
    ]
    at = inside[0] if inside else (-1 if by > 0 else 0)
    for offset in range(1, len(panes) + 1):
        pane = panes[(at + by * offset) % len(panes)]
        if come_to(pane, memory):
            return


def come_to(pane: QWidget, memory: PaneMemory) -> bool:
    """Give the focus, seen, to the part of a pane that had it last, else to its first; False when there is none."""
    last = memory.last(pane)
    if last is None:
        return enter(pane)
    last.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def leave_field(pane: QWidget, field: QWidget) -> bool:
    """Take the focus out of a field of a pane; False when it is in none, or nothing else takes it.

    It goes to the list of the pane, else to the nearest part before the field that is none itself.
    """
    if not _is_field(field):
        return False
    parts = [part for part in pane.findChildren(QWidget) if _takes_focus(part) and not _is_field(part)]
    lists = [part for part in parts if isinstance(part, QAbstractItemView)]
    here = _place(field, pane)
    before = [part for part in parts if _place(part, pane) <= here]
    found: QWidget | None = min(lists, key=lambda part: _place(part, pane), default=None)
    found = found or max(before, key=lambda part: _place(part, pane), default=next(iter(parts), None))
    if found is None:
        return False
    found.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _is_field(part: QWidget) -> bool:
    """Whether a part is one in which a value is typed or chosen, or belongs to such a one."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

    from ui.forms.editor import Editor

    if isinstance(part, Editor | QLineEdit | QPlainTextEdit | QTextEdit | QComboBox):
        return True
    above = part.parentWidget()
    return above is not None and _is_field(above)


def _place(part: QWidget, pane: QWidget) -> tuple[int, int]:
    at = part.mapTo(pane, QPoint(0, 0)) if part is not pane else QPoint(0, 0)
    return at.y(), at.x()


def _takes_focus(part: QWidget) -> bool:
    tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and part.isVisible() and part.isEnabled()


def is_inside(window: QWidget, parts: Iterable[QWidget]) -> bool:
    """Whether the focus is in one of these parts of a window."""
    focused = focused_in(window)
    return focused is not None and any(part.isAncestorOf(focused) for part in parts)
