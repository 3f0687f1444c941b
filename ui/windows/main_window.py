# SPDX-License-Identifier: Apache-2.0
"""The window (ux W0): menus, tool bar, rail, page, details pane and status bar round one open portfolio.

It is shown and painted empty before anything but Qt is loaded. `prepare` then builds what the first page needs, and
`furnish` the rest round it: menus, tool bar, rail and status bar, for which room is kept. That is why this module
imports the rest of the program inside its functions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from planner.kernel.override import override
from ui.later import Later
from ui.windows.frame import paint_frame, room_round

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet
    from ui.actions.commands import ShellContext
    from ui.actions.registry import ActionRegistry
    from ui.actions.spec import Context
    from ui.context import Place
    from ui.jobs.strip import ProgressStrip
    from ui.widgets.rows import RailList
    from ui.windows.clipboard import Clipboard
    from ui.windows.focus import PaneMemory
    from ui.windows.palette import Palette
    from ui.windows.palette_list import Item
    from ui.windows.status_bar import StatusBar
    from ui.windows.toolbar import ToolBar

RAIL_NARROW, DETAILS_NARROW = 1180, 980


class MainWindow(QMainWindow):
    """Implements Navigator. `closing` comes before the portfolio is let go; `attach` and `detach` change portfolios.

    `painted` is sent once, after the first paint, and `page_painted` once a page of the portfolio was painted while
    the parts round it are still missing. ``colors`` are window, card and line until they are there.
    """

    closing = Signal()
    painted = Signal()
    page_painted = Signal()
    is_sample = False
    app: ShellContext | None = None
    tool_bar: ToolBar
    rail: RailList
    status: StatusBar
    strip: ProgressStrip
    actions_of: ActionRegistry
    clipboard: Clipboard
    pane_memory: PaneMemory
    _prepared = False
    furnished = False
    _painted = False
    _details_alone = False

    def __init__(self, colors: tuple[str, str, str] = ("#F6F7F9", "#FFFFFF", "#D8DEE4")) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Waterline")
        self.setMinimumSize(800, 520)
        self._colors = colors

    def prepare(self, *, rail_collapsed: bool = False, details_open: bool = True) -> None:
        """Build what a page needs, with room for the parts round it; once."""
        from ui.actions.commands import Commands
        from ui.jobs.runner import JobRunner
        from ui.windows.notices import WindowNotices
        from ui.windows.page_stack import PageStack
        from ui.windows.places import PlaceHistory

        self.history = PlaceHistory()
        self.commands = Commands()
        self.commands.present = self.context
        self.jobs = JobRunner(self)
        self.jobs.busy_changed.connect(self._job_over)
        self.rail_collapsed, self.details_open = rail_collapsed, details_open
        self.labels: tuple[str | None, str | None] = (None, None)
        self._palette_box: Palette | None = None
        self._later = Later(self, self.refresh_actions)
        centre = QWidget(self)
        self._column, self._middle, around = QVBoxLayout(centre), QHBoxLayout(), QVBoxLayout()
        self._column.setSpacing(0)
        self._middle.setSpacing(0)
        self.stack = PageStack(centre)
        around.addWidget(self.stack, 1)  # banners stand above page and details, whose heads stay at one height
        self.notices = WindowNotices(self.stack.area, self.stack.column, around)
        self.banners = self.notices.banners
        self._middle.addLayout(around, 1)
        self._column.addLayout(self._middle, 1)
        self._column.setContentsMargins(room_round(collapsed=self._narrow()))
        self.setCentralWidget(centre)
        self.stack.details_changed.connect(self._fit_panes)
        self._prepared = True

    def furnish(self) -> None:
        """Build the parts round the page; once."""
        if self.furnished:
            return
        from ui.windows import parts

        parts.build(self, self._column, self._middle)
        parts.wire(self)
        self.furnished = True
        self._fit_panes()
        self._tell()

    @property
    def palette_box(self) -> Palette:
        """The palette, made when the window is complete, or when it is first wanted."""
        if self._palette_box is None:
            from ui.windows.parts import make_palette

            self._palette_box = make_palette(self)
        return self._palette_box

    @Slot()
    @Slot(str)
    def open_palette(self, text: str = "") -> None:
        """Find or do anything."""
        self.palette_box.open(text)

    # -- portfolio

    def attach(self, app: ShellContext) -> None:
        """Show an open portfolio; the caller then goes to a place."""
        from ui.windows.places import PlaceHistory

        self.app = app
        self.history = PlaceHistory()
        app.bridge.changed.connect(self._changed)
        self.setWindowTitle(f"{app.session.path.stem} – Waterline")
        self.stack.sizes_of = dict(app.settings.splitters)
        self._tell()

    def _tell(self) -> None:
        """Let the parts round the page say what is open and where the user is, once they are there."""
        if self.app is None or not self.furnished:
            return
        from planner.services.portfolio_facts import is_sample

        self.is_sample = is_sample(self.app.session)
        self.status.set_file(self.app.session.path, sample=self.is_sample, reading=self.app.session.read_only)
        self.refresh_labels()
        if self.history.current is not None:
            self._tell_place()
        self.refresh_soon()

    def _tell_place(self) -> None:
        if self.app is None or not self.furnished:
            return
        from ui.windows.trail import steps

        place = self.place()
        self.rail.set_key("accounts" if place.page == "account" else place.page)
        self.tool_bar.crumbs.set_steps(steps(self.app.session, place, self.stack.current()))

    def detach(self) -> None:
        """Let the portfolio go: stop jobs, commit the field being typed in, take the screens away."""
        from ui.windows import focus

        focused = focus.focused_in(self)
        if focused is not None:
            focused.clearFocus()
        self.jobs.shutdown()
        if self.app is not None and self.app.drafts is not None:
            self.app.drafts.close()  # texts that could not be kept as values
        if self._palette_box is not None:
            self._palette_box.hide()
        self.notices.hush()
        self.banners.clear()
        self.stack.close_all()
        if self.furnished:
            self.pane_memory.forget()
        if self.app is not None:
            self.app.bridge.detach()
            self.app.bridge.changed.disconnect(self._changed)
        self.app, self.is_sample, self.labels = None, False, (None, None)
        if self.furnished:
            self.status.clear()
            self.tool_bar.crumbs.set_steps([])
        self.setWindowTitle("Waterline")
        self.refresh_actions()

    def show_page(self, page: QWidget) -> None:
        """Show a page that needs no portfolio."""
        self.stack.show_page(page)
        self.rail.rest()
        self.refresh_actions()

    # -- Navigator

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a place and remember the present one for Back."""
        from ui.screens import registry

        if self.app is None or place.page not in registry.PAGES:
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

        if self.app is None:
            return
        stays = self.furnished and focus.is_inside(self, (self.rail, self.stack.details))
        self.stack.show_place(self.app, self.place())
        # A window in the background can't tell where its focus is; the page has chosen.
        lost = self.isActiveWindow() and not focus.is_inside(self, (self.stack.pages, self.stack.details))
        if lost and not stays:
            focus.enter(self.stack.pages, ring=False)
        self._details_alone = False
        self._tell_place()
        self._fit_panes()
        self.refresh_soon()

    def go_to_page(self, key: str = "today") -> None:
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
        """Bring the commands up to date now; before there are any, nothing of them is loaded."""
        if self.furnished:
            from ui.windows.telling import refresh

            refresh(self)

    def refresh_labels(self) -> None:
        """Read what undo and redo would do; not while a job may hold the store."""
        if self.app is None or self.jobs.busy:
            return
        known = (self.app.session.undo_label, self.app.session.redo_label)
        self.labels = (known[0].text() if known[0] else None, known[1].text() if known[1] else None)

    @Slot()
    def _job_over(self) -> None:
        """What a job did was told while it still held the store; now its names can be read."""
        if self.furnished and not self.jobs.busy:
            self.refresh_labels()
            self.refresh_soon()

    @Slot(object, object)
    def _changed(self, _changes: ChangeSet, _source: object) -> None:
        if self.app is None or not self.furnished:
            return
        self.status.set_saved(self.app.session.clock.now())
        self.refresh_labels()
        self.refresh_soon()
        place = self.history.current
        if place is not None and place.account_id is not None and not self.jobs.busy:
            self._tell_place()

    @Slot(object)
    def go_to_item(self, item: Item) -> None:
        """Do what was chosen in the palette: go to a place, or run a command."""
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

    @property
    def narrow(self) -> bool:
        """Whether page and details have no room beside each other: details then take the page's place."""
        return self.width() < DETAILS_NARROW

    @property
    def details_shown(self) -> bool:
        """Whether the details are wanted now."""
        return self._details_alone if self.narrow else self.details_open

    def set_details_open(self, shown: bool) -> None:
        """Show or hide the details pane on all pages that have one; in a narrow window in place of this page."""
        if self.narrow:
            self._details_alone = shown
        else:
            self.details_open = shown
        self._fit_panes()
        self.refresh_soon()

    def _narrow(self) -> bool:
        return self.rail_collapsed or self.width() < RAIL_NARROW

    @Slot()
    def _fit_panes(self) -> None:
        collapsed = self._narrow()
        if not self.furnished:
            self._column.setContentsMargins(room_round(collapsed=collapsed))
        elif collapsed != self.rail.collapsed:
            self.rail.set_collapsed(collapsed)
        self.stack.show_details(self.details_shown, alone=self.narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._prepared:
            self._fit_panes()
            self.refresh_soon()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        from ui.windows import focus

        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self.furnished:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F6:
            focus.next_pane(self.panes(), -1 if shift else 1, self.pane_memory)
        elif key == Qt.Key.Key_Escape:
            from ui.windows.escape import escape

            escape(self)
        else:
            super().keyPressEvent(event)

    def panes(self) -> list[QWidget]:
        """The parts F6 goes through, those in sight."""
        stack, toast = self.stack, self.notices.host.toast
        parts = (self.tool_bar, self.rail, stack.pages, stack.details, self.banners.ground, toast, self.status)
        return [part for part in parts if part is not None and part.isVisible()]

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from ui.windows.context_menu import show_menu

        if self.furnished:
            event.setAccepted(show_menu(self, event))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._prepared:
            self.closing.emit()
            self.detach()
        super().closeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.furnished:
            paint_frame(self, self._colors)
            if self.app is not None:
                self.page_painted.emit()
        if not self._painted:
            self._painted = True
            self.painted.emit()
