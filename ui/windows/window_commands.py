# SPDX-License-Identifier: Apache-2.0
"""The window's own commands: going, finding, undo and redo, Trash, copying, panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError, StaleRowError
from planner.kernel.text import tr, trn
from ui.actions.spec import Context
from ui.context import AppContext, Place
from ui.screens import registry
from ui.windows.focus import focused_in
from ui.windows.main_window import MainWindow

if TYPE_CHECKING:
    from ui.windows.outline import Outline


class WindowCommands:
    """Registers handlers on a window's commands table; lives as long as the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._outline: Outline | None = None
        plain = window.commands.register_plain
        plain("go.back", window.step_back)
        plain("go.forward", window.step_forward)
        plain("go.command", window.open_palette)
        plain("go.search", self._search_everything)
        plain("view.rail", self._toggle_rail)
        plain("view.details", self._toggle_details)
        plain("view.full_screen", self._toggle_full_screen)
        plain("view.internal", window.refresh_soon)  # the check mark stays: it is the only view of this window
        plain("file.quit", window.close)
        register = window.commands.register
        for page in registry.PAGES:
            if page != "account":
                register(f"go.{page}", _Go(page))
        register("go.find", self._search)
        register("edit.undo", self._undo)
        register("edit.redo", self._redo)
        register("edit.copy_table", self._copy_table)
        register("edit.duplicate", "ui.windows.duplicating:duplicate_record")
        register("edit.unsaved", "ui.windows.unsaved:show_list")
        register("trash.selection", self._trash)
        register("view.columns", self._columns)
        registry.register_late(window.commands)
        if window.commands.has("account.new"):
            register("new", self._new)
        window.notices.undo = self.undo
        window.notices.redo = self.redo

    # -- undo

    def undo(self) -> None:
        """Take the newest step back, from anywhere."""
        self._window.trigger("edit.undo")

    def redo(self) -> None:
        """Make the step taken back last again, from anywhere."""
        self._window.trigger("edit.redo")

    def _undo(self, app: AppContext, _context: Context) -> None:
        changes = self._replay(app, back=True)
        if changes is not None:
            self._window.notices.toast_redo(tr("Undone: {step}", step=changes.label.text()))

    def _redo(self, app: AppContext, _context: Context) -> None:
        changes = self._replay(app, back=False)
        if changes is not None:
            app.notices.toast(tr("Made again: {step}", step=changes.label.text()), undo=True)

    def _replay(self, app: AppContext, *, back: bool) -> ChangeSet | None:
        self._commit_field()
        try:
            changes = app.session.undo() if back else app.session.redo()
        except StaleRowError as error:
            app.notices.fault(error)
            return None
        self._window.refresh_labels()
        from ui.windows.places import place_of

        try:
            place = place_of(app.session, changes) if changes else None
        except PlannerError:  # what came back can't be read: the page says so, and the step is told all the same
            place = None
        if place is not None:
            if not self._is_here(place):
                app.navigator.go(place)
            self._frame(place)
        return changes

    def _frame(self, place: Place) -> None:
        """Frame what came back, so that the eye finds it."""
        if self._outline is None:
            from ui.windows.outline import Outline

            self._outline = Outline(self._window)
        self._outline.show_soon(place)

    def _is_here(self, place: Place) -> bool:
        """The account's own record may be changed from every section; undo then stays where it is seen."""
        here, keeps = self._window.place(), getattr(self._window.stack.current(), "keeps", None)
        return here == place or (here.page == "accounts" and place.section == "profile") or bool(keeps and keeps(place))

    def _commit_field(self) -> None:
        focused = focused_in(self._window)
        if focused is not None and self._window.stack.isAncestorOf(focused):
            focused.clearFocus()
            focused.setFocus()

    # -- records

    def _trash(self, app: AppContext, context: Context) -> None:
        from planner.entities.registry import BY_NAME
        from planner.services import crud

        kinds = [(kind, ids) for kind, ids in context.selection.items() if ids and kind in BY_NAME]
        if not kinds:
            return
        kind, ids = kinds[0]
        spec = BY_NAME[kind]
        name = crud.title_of(app.session, spec, ids[0]) if len(ids) == 1 else ""
        if not crud.trash(app.session, spec, ids):
            return
        if name:
            app.notices.toast(tr("Moved {name} to Trash", name=name), undo=True)
        else:
            app.notices.toast(trn("Moved {n} record to Trash", "Moved {n} records to Trash", len(ids)), undo=True)
        place = self._window.place()
        if place.page == "account" and place.account_id in ids:
            app.navigator.go(Place(page="accounts"))

    def _new(self, app: AppContext, context: Context) -> None:
        own = getattr(self._window.stack.current(), "new_record", None)
        if callable(own):
            own()
        else:
            self._window.commands.run(app, "account.new", context)

    def _copy_table(self, app: AppContext, _context: Context) -> None:
        from planner.formats.guard import guarded
        from planner.views.tables import TableView, tab_separated

        copy = getattr(self._window.stack.current(), "copy_table", None)
        view = copy() if callable(copy) else None
        if isinstance(view, TableView):
            QGuiApplication.clipboard().setText(tab_separated(view, guarded))
            app.notices.toast(trn("Copied {n} row", "Copied {n} rows", len(view.rows)))

    def _columns(self, _app: AppContext, _context: Context) -> None:
        choose = getattr(self._window.stack.current(), "choose_columns", None)
        if callable(choose):
            choose()

    def _search(self, _app: AppContext, _context: Context) -> None:
        screen = self._window.stack.current()
        if screen is not None:
            screen.search()

    def _search_everything(self) -> None:
        box = self._window.palette_box
        box.open(box.edit.text().lstrip(">@ ") if box.isVisible() else "", everything=True)

    # -- panes

    def _toggle_rail(self) -> None:
        self._window.set_rail_collapsed(not self._window.rail_collapsed)

    def _toggle_details(self) -> None:
        self._window.set_details_open(not self._window.details_shown)

    def _toggle_full_screen(self) -> None:
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()


class _Go:
    """Goes to one page."""

    def __init__(self, page: str) -> None:
        self._page = page

    def __call__(self, app: AppContext, context: Context) -> None:
        # The charts are those of the account that is selected, not of the one visited last.
        account = context.account_id if self._page == "charts" and context.page != "charts" else None
        app.navigator.go(Place(page=self._page, account_id=account))
