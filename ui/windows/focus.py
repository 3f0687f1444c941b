# SPDX-License-Identifier: Apache-2.0
"""Moving the keyboard focus from pane to pane (F6, Shift+F6) and into a pane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


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


def next_pane(panes: Sequence[QWidget], by: int) -> None:
    """Go to the next pane that takes the focus, round and round."""
    if not panes:
        return
    focused = QApplication.focusWidget()
    inside = [
        n for n, pane in enumerate(panes) if focused is not None and (pane is focused or pane.isAncestorOf(focused))
    ]
    at = inside[0] if inside else (-1 if by > 0 else 0)
    for offset in range(1, len(panes) + 1):
        if enter(panes[(at + by * offset) % len(panes)]):
            return


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
