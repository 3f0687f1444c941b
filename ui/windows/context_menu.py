# SPDX-License-Identifier: Apache-2.0
"""The menu of the selection in a list: the window's own commands that fit it (Shift+F10 or the right button)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from ui.widgets.table import DataTable
from ui.windows import focus
from ui.windows.main_window import MainWindow

GROUPS: Final = (
    ("new", "review.quick", "action.quick", "note.new"),
    ("edit.copy", "edit.copy_table", "edit.duplicate"),
    ("alert.step", "alert.mute", "alert.unmute"),
    ("view.details", "history.show", "export.plan"),
    ("person.everything", "person.erase"),
    ("trash.selection",),
)


def show_menu(window: MainWindow, event: QContextMenuEvent) -> bool:
    """Open the menu at the selected row, or where the pointer is; False when no list has the focus there."""
    from ui.widgets.cards import CardList

    table = focus.focused_in(window)
    if not isinstance(table, DataTable | CardList) or not window.stack.pages.isAncestorOf(table):
        return False
    port = table.viewport()
    at = event.globalPos()
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        at = port.mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft() + QPoint(24, 0))
    elif not port.rect().contains(port.mapFromGlobal(at)):
        return False
    window.refresh_actions()  # the press that asks may just have changed the selection
    menu = make_menu(window)
    if menu.isEmpty():
        menu.deleteLater()
        return False
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return True


def make_menu(window: MainWindow) -> QMenu:
    """The commands that can run now, in their groups."""
    menu = QMenu(window)
    menu.setObjectName("menuSelection")
    for group in GROUPS:
        found = [window.actions_of.actions[name] for name in group]
        offered = [action for action in found if action.isVisible() and action.isEnabled()]
        if offered and not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(offered)
    return menu
