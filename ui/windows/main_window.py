# SPDX-License-Identifier: Apache-2.0
"""The window (ux W0): menus, tool bar, rail, page, details pane and status bar round one open portfolio.

It is shown and painted empty before anything but Qt is loaded; `furnish` then imports and builds its parts. That is
why this module imports the rest of the program inside its functions only.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from ui.later import Later
from ui.windows.frame import paint_frame

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet
    from ui.actions.commands import ShellContext
    from ui.actions.spec import Context
    from ui.context import Place
    from ui.windows.palette import Palette
    from ui.windows.palette_list import Item

RAIL_NARROW = 1180
DETAILS_NARROW = 980


class MainWindow(QMainWindow):
    """Implements Navigator. `closing` comes before the portfolio is let go; `attach` and `detach` change portfolios.

    `painted` is sent once, after the first paint. ``colors`` are window, card and line until the parts are there.
    """

    closing = Signal()
    painted = Signal()
    is_sample = False
    _furnished = False
    _painted = False

    def __init__(self, colors: tuple[str, str, str] = ("#F6F7F9", "#FFFFFF", "#D8DEE4")) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Waterline")
        self.setMinimumSize(800, 520)
        self._colors = colors

    def furnish(self, *, rail_collapsed: bool = False, details_open: bool = True) -> None:
        """Build all parts; once."""
        from ui.actions.commands import Commands
        from ui.jobs.runner import JobRunner
        from ui.windows.places import PlaceHistory

        self.app: ShellContext | None = None
        self.history = PlaceHistory()
        self.commands = Commands()
        self.commands.present = self.context
        self.jobs = JobRunner(self)
        self.rail_collapsed, self.details_open = rail_collapsed, details_open
        self.labels: tuple[str | None, str | None] = (None, None)
        self._later = Later(self, self.refresh_actions)
        self._build()
        self._build_helpers()
        self._wire()
        self._furnished = True

    # -- build

    def _build(self) -> None:
        from ui.screens import registry
        from ui.windows.page_stack import PageStack
        from ui.windows.rail import make_rail
        from ui.windows.status_bar import StatusBar
        from ui.windows.toolbar import ToolBar

        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tool_bar = ToolBar(centre)
        self.rail = make_rail(registry.available(), centre)
        self.stack = PageStack(centre)
        self.status = StatusBar(centre)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        column.addWidget(self.tool_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)

    def _build_helpers(self) -> None:
        from ui.actions.registry import ActionRegistry
        from ui.jobs.strip import ProgressStrip
        from ui.windows.menu_bar import MenuBar
        from ui.windows.notices import WindowNotices

        self.strip = ProgressStrip(self.jobs, self.stack.area)
        self.notices = WindowNotices(self.stack.area, self.stack.column)
        self.stack.column.addWidget(self.strip)
        self._palette_box: Palette | None = None
        self.actions_of = ActionRegistry(self, self.trigger, self.commands.has)
        self.commands.actions = self.actions_of.actions
        self.setMenuBar(MenuBar(self))
        self.actions_of.fill(self.menuBar())
        self._fit_menu()

    def _wire(self) -> None:
        from ui.theme.theme import theme
        from ui.windows.toolbar import NEW_ENTRIES

        actions = self.actions_of.actions
        self.tool_bar.back.follow(actions["go.back"])
        self.tool_bar.forward.follow(actions["go.forward"])
        for name in NEW_ENTRIES:
            self.tool_bar.new_menu.addAction(actions[name])
        self.tool_bar.crumbs.chosen.connect(self.go)
        self.tool_bar.command.wanted.connect(self.open_palette)
        self.rail.selected.connect(self._rail_selected)
        self.status.due.clicked.connect(partial(self._rail_selected, "today"))
        self.stack.selection_changed.connect(self.refresh_soon)
        self.stack.details_changed.connect(self._fit_panes)
        self.jobs.changed.connect(self.refresh_soon)
        theme().changed.connect(self._fit_menu)

    @Slot()
    def _fit_menu(self) -> None:
        from ui.theme.theme import theme

        self.menuBar().setFixedHeight(max(28, theme().density.px(28)))

    @property
    def palette_box(self) -> Palette:
        """The palette, made when it is first wanted."""
        if self._palette_box is None:
            from ui.windows.palette import Palette
            from ui.windows.telling import found

            self._palette_box = Palette(self, partial(found, self))
            self._palette_box.chosen.connect(self._chosen)
        return self._palette_box

    @Slot()
    @Slot(str)
    def open_palette(self, text: str = "") -> None:
        """Find or do anything."""
        self.palette_box.open(text)

    # -- portfolio

    def attach(self, app: ShellContext) -> None:
        """Show an open portfolio; the caller then goes to a place."""
        from planner.services.portfolio_facts import is_sample
        from ui.windows.places import PlaceHistory

        self.app = app
        self.history = PlaceHistory()
        app.bridge.changed.connect(self._changed)
        self.is_sample = is_sample(app.session)
        self.status.set_file(app.session.path, sample=self.is_sample)
        self.setWindowTitle(f"{app.session.path.stem} – Waterline")
        self.stack.sizes_of = dict(app.settings.splitters)
        self.refresh_labels()
        self.refresh_soon()

    def detach(self) -> None:
        """Let the portfolio go: stop jobs, commit the field being typed in, take the screens away."""
        from ui.windows import focus

        focused = focus.focused_in(self)
        if focused is not None:
            focused.clearFocus()
        self.jobs.shutdown()
        if self._palette_box is not None:
            self._palette_box.hide()
        self.notices.hush()
        self.stack.close_all()
        if self.app is not None:
            self.app.bridge.detach()
            self.app.bridge.changed.disconnect(self._changed)
        self.app, self.is_sample = None, False
        self.status.clear()
        self.tool_bar.crumbs.set_steps([])
        self.setWindowTitle("Waterline")
        self.refresh_actions()

    def show_page(self, page: QWidget) -> None:
        """Show a page that needs no portfolio."""
        self.stack.show_page(page)
        self.rail.set_key("")
        self.refresh_actions()

    # -- Navigator

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a place and remember the present one for Back."""
        from ui.screens import registry

        if self.app is None or place.page not in registry.available():
            return
        self.history.go(self.history.filled(place))
        self._show()

    def place(self) -> Place:
        """Where the user is."""
        from ui.context import Place

        return self.history.current or Place(page="accounts")

    def step_back(self) -> None:
        """Go back one place."""
        if self.history.back() is not None:
            self._show()

    def step_forward(self) -> None:
        """Go forward one place."""
        if self.history.forward() is not None:
            self._show()

    def _show(self) -> None:
        from ui.windows import focus
        from ui.windows.trail import steps

        app, place = self.app, self.place()
        if app is None:
            return
        self.rail.set_key("accounts" if place.page == "account" else place.page)
        stays = focus.is_inside(self, (self.rail, self.stack.details))
        self.stack.show_place(app, place)
        if not stays and not self.stack.pages.isAncestorOf(focus.focused_in(self) or self):
            focus.enter(self.stack.pages, ring=False)
        self.tool_bar.crumbs.set_steps(steps(app.session, place, self.stack.current()))
        self._fit_panes()
        self.refresh_soon()

    def _rail_selected(self, key: str = "today") -> None:
        from ui.context import Place

        self.go(Place(page=key))

    # -- commands

    def context(self) -> Context:
        """What the commands are told now."""
        from ui.windows.telling import context_of

        return context_of(self)

    def trigger(self, name: str) -> None:
        """Run a command; a known trouble is shown, anything else goes on to the report."""
        from planner.kernel.errors import PlannerError

        try:
            self.commands.run(self.app, name, self.context())
        except PlannerError as error:
            self.notices.fault(error)
        self.refresh_soon()

    @Slot()
    def refresh_soon(self) -> None:
        """Bring the commands up to date when the present step is done."""
        self._later.start()

    def refresh_actions(self) -> None:
        """Bring the commands up to date now."""
        self.actions_of.refresh(self.context())

    def refresh_labels(self) -> None:
        """Read what undo and redo would do; not while a job may hold the store."""
        if self.app is None or self.jobs.busy:
            return
        known = (self.app.session.undo_label, self.app.session.redo_label)
        self.labels = (known[0].text() if known[0] else None, known[1].text() if known[1] else None)

    @Slot(object, object)
    def _changed(self, _changes: ChangeSet, _source: object) -> None:
        from ui.windows.trail import steps

        if self.app is None:
            return
        self.status.set_saved(self.app.session.clock.now())
        self.refresh_labels()
        self.refresh_soon()
        place = self.history.current
        if place is not None and place.account_id is not None and not self.jobs.busy:
            self.tool_bar.crumbs.set_steps(steps(self.app.session, place, self.stack.current()))

    @Slot(object)
    def _chosen(self, item: Item) -> None:
        if item.place is not None:
            self.go(item.place)
        elif item.command:
            self.trigger(item.command)

    # -- panes and keys

    def set_rail_collapsed(self, collapsed: bool) -> None:
        """Icons only, or with names where the window is wide enough."""
        self.rail_collapsed = collapsed
        self._fit_panes()
        self.refresh_soon()

    def set_details_open(self, shown: bool) -> None:
        """Show or hide the details pane on all pages that have one."""
        self.details_open = shown
        self._fit_panes()
        self.refresh_soon()

    @Slot()
    def _fit_panes(self) -> None:
        collapsed = self.rail_collapsed or self.width() < RAIL_NARROW
        if collapsed != self.rail.collapsed:
            self.rail.set_collapsed(collapsed)
        self.stack.show_details(self.details_open and self.width() >= DETAILS_NARROW)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._furnished:
            self._fit_panes()
            self.refresh_soon()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        from ui.windows import focus

        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._furnished:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F6:
            focus.next_pane(self.panes(), -1 if shift else 1)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through, those in sight."""
        parts: list[QWidget] = [self.tool_bar, self.rail, self.stack.pages, self.stack.details]
        parts.append(self.notices.host.toast)
        return [part for part in parts if part.isVisible()]

    def _escape(self) -> None:
        """Esc that no part of the page used: from pane to page, else the toast away, else back."""
        from ui.windows import focus

        focused = focus.focused_in(self)
        page = self.stack.pages
        if focused is not None and focused is not page and not page.isAncestorOf(focused):
            focus.enter(page)
        elif self.notices.host.toast.isVisible():
            self.notices.host.hide()
        else:
            self.step_back()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._furnished and event.type() == QEvent.Type.WindowStateChange:
            self.refresh_soon()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._furnished:
            self.closing.emit()
            self.detach()
        super().closeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._furnished:
            paint_frame(self, self._colors)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def raise_window(self) -> None:
        """Come to the front; a second start asks for it."""
        from planner.kernel.text import tr

        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        self.notices.toast(tr("This portfolio was already open here."))
