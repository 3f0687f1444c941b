# SPDX-License-Identifier: Apache-2.0
"""The parts round the page: menus, tool bar, rail, status bar; built once the page has been painted."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from ui.actions.registry import ActionRegistry, writing
from ui.jobs.strip import ProgressStrip
from ui.screens import registry
from ui.windows.clipboard import Clipboard
from ui.windows.context_menu import GROUPS
from ui.windows.focus import PaneMemory
from ui.windows.main_window import MainWindow
from ui.windows.menu_bar import MenuBar
from ui.windows.rail import make_rail
from ui.windows.status_bar import StatusBar
from ui.windows.text_keys import TextKeys
from ui.windows.toolbar import NEW_ENTRIES, ToolBar

if TYPE_CHECKING:
    from ui.windows.palette import Palette


def build(window: MainWindow, column: QVBoxLayout, middle: QHBoxLayout) -> None:
    """Make the parts of a window and put them round its page, into the room that was kept for them."""
    centre = window.centralWidget()
    assert centre is not None
    window.tool_bar = ToolBar(centre)
    window.rail = make_rail(registry.PAGES, centre)
    window.status = StatusBar(centre)
    middle.insertWidget(0, window.rail)
    column.insertWidget(0, window.tool_bar)
    column.addWidget(window.status)
    column.setContentsMargins(0, 0, 0, 0)
    window.strip = ProgressStrip(window.jobs, window.stack.area)
    window.stack.column.addWidget(window.strip)
    window.actions_of = ActionRegistry(
        window, window.trigger, window.commands.has, mixed=(*chain(*GROUPS), *NEW_ENTRIES)
    )
    window.commands.actions = window.actions_of.actions
    window.commands.writing = writing()
    menus = MenuBar(window)
    window.setMenuBar(menus)
    window.actions_of.fill(menus)
    window.clipboard = Clipboard(window)
    window.pane_memory = PaneMemory(window, window.panes)


def bring_forward(window: MainWindow) -> None:
    """Come to the front; a second start asks for it."""
    come_forward(window)
    window.notices.toast(tr("This portfolio was already open here."))


def come_forward(window: MainWindow) -> None:
    """Come to the front; while a customer looks on, the customer view does."""
    if window.property("standsAway"):
        from ui.screens.customer_view.window import standing

        shown = standing() or _of_show()
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
            return
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


def _of_show() -> QWidget | None:
    """The window of a show that has the presenter's keys."""
    windows = {one.objectName(): one for one in QApplication.topLevelWidgets() if one.isVisible()}
    return windows.get("showPresenter") or windows.get("showAudience")


def make_palette(window: MainWindow) -> Palette:
    """The palette over a window."""
    from ui.windows.palette import Palette
    from ui.windows.telling import found

    made = Palette(window, partial(found, window))
    made.chosen.connect(window.go_to_item)
    return made


def wire(window: MainWindow) -> None:
    """Let the parts act on the window."""
    actions, bar = window.actions_of.actions, window.tool_bar
    TextKeys(window, frozenset(keys.toString() for action in actions.values() for keys in action.shortcuts()))
    bar.back.follow(actions["go.back"])
    bar.forward.follow(actions["go.forward"])
    for name in NEW_ENTRIES:
        bar.new_menu.addAction(actions[name])
    for name in ("view.internal", "view.team_lead"):
        window.status.audience.menu.addAction(actions[name])
    bar.crumbs.chosen.connect(window.go)
    bar.command.wanted.connect(window.open_palette)
    window.rail.selected.connect(partial(_go, window))
    window.status.due.clicked.connect(partial(window.go_to_page, "today"))
    window.stack.selection_changed.connect(window.refresh_soon)
    window.jobs.busy_changed.connect(window.refresh_soon)
    window.winId()  # makes the system's window, which tells when the system itself shows it full screen
    window.windowHandle().windowStateChanged.connect(window.refresh_soon)


def _go(window: MainWindow, key: str) -> None:
    """To a page by the rail; while nothing is open, or it is locked, there is none and the keys go back to what is."""
    if window.app is not None:
        window.go_to_page(key)
        return
    window.rail.set_key("")
    shown = window.stack.pages.currentWidget()
    if shown is not None:
        shown.setFocus()
