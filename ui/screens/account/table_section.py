# SPDX-License-Identifier: Apache-2.0
"""A section that is a list with details beside it: filter, new, several selected, empty states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.registry import BY_NAME
from planner.kernel.text import tr, trn
from planner.services.session import Session
from planner.views.tables import TableView, words
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.bulk_edit import BulkEditDialog
from ui.forms.new_record import NewRecordDialog, NewRecordPanel
from ui.later import Later
from ui.screens.account.section import Section
from ui.screens.account.world import World
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.fitted_table import FittedTable
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import SearchField
from ui.widgets.panes import Panel


class TableSection(Section):
    """Subclasses make ``table`` and ``empty`` and override `view`, `show_one` and `focus_first`."""

    table: FittedTable
    empty: EmptyState
    pane: DetailsPane

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._shown_account = ""
        self._wanted: tuple[str, str | None, str] | None = None
        self.pane = DetailsPane(app)
        self.details = self.pane
        self.filter = SearchField(tr("Filter…"), icon="filter", shortcut="Ctrl+F")
        self.filter.setMinimumWidth(theme().density.px(140))
        self.filter.setMaximumWidth(theme().density.px(240))
        self.bar = Panel()
        self.tools = QHBoxLayout(self.bar)
        self.tools.setContentsMargins(16, 0, 16, 0)
        self.tools.setSpacing(8)
        self.tools.addWidget(self.filter, 1)
        self.btn_new = Button(self.new_text, variant="primary", icon="plus")
        self.btn_new.clicked.connect(self.new_record)
        self.chosen_bar = Bar("info")
        self.nothing = EmptyState("", compact=True)
        clear = Button(tr("Clear"))
        clear.clicked.connect(self.clear_filter)
        self.nothing.add_button(clear)
        self.body = QStackedWidget()

    def assemble(self, *above: QWidget, below: Sequence[QWidget] = ()) -> None:
        """Lay out; call when table and empty state are made. ``above`` go into the tool row before the new button."""
        for part in above:
            self.tools.addWidget(part)
        self.tools.addStretch(1)
        self.tools.addWidget(self.btn_new)
        self.bar.setFixedHeight(theme().density.px(56))
        for page in (self.table, self.nothing, self.empty):
            self.body.addWidget(page)
        holder = Panel()
        row = QVBoxLayout(holder)
        row.setContentsMargins(16, 8, 16, 12)
        row.addWidget(self.chosen_bar)
        self._chosen_holder = holder
        holder.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)
        for part in (*below, holder):
            column.addWidget(part)
        self._wire()

    def _wire(self) -> None:
        self._typed = Later(self, self.rebuild, 40, self.app.session)
        self.filter.textChanged.connect(self._typed.start)
        self.filter.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self._opened)
        self.table.peeked.connect(self._peeked)
        self.table.chosen.connect(self._chosen)
        self.pane.created.connect(self.made)
        self.pane.left_new.connect(self.enter)
        self.pane.escaped.connect(self.enter)

    # -- for subclasses

    def view(self, world: World) -> TableView:  # noqa: ARG002 - for subclasses
        """All rows before the filter; a list without columns until a subclass says what it shows."""
        return TableView(columns=())

    def show_one(self, world: World, key: str) -> None:
        """Fill the pane for one selected record."""

    def show_many(self, keys: Sequence[str]) -> None:
        """Fill the pane for none or several selected records."""
        self.pane.set_title(trn("{n} selected", "{n} selected", len(keys)) if keys else "")
        words = tr("The bar below the list changes them together.") if keys else tr("Select a row to see it here.")
        self.pane.set_blank(words)

    def focus_first(self, field: str | None = None) -> None:
        """Put the focus into the first field of the pane, or into the one named."""

    def row_key(self, record: str) -> str:
        """The row that shows a record; a subclass may know records that belong to another one's row."""
        return record

    # -- showing

    @override
    def show_world(self, world: World) -> None:
        super().show_world(world)
        if world.account_id != self._shown_account:
            self._shown_account = world.account_id
            if self._wanted is not None and self._wanted[2] != world.account_id:
                self._wanted = None
            self.pane.end_new()
            self.filter.clear()
            self.table.clearSelection()
        self.rebuild()

    @Slot()
    def rebuild(self) -> None:
        """Filter anew and show what is selected."""
        if self.world is None:
            return
        kept, near = self.table.keys(), max(0, self.table.current_row())
        every = self.view(self.world)
        shown = self.narrowed(every)
        self.table.show_view(shown)
        self._show_body(len(every.rows), len(shown.rows))
        wanted = None
        if self._wanted is not None and self.table.rows.row_of(self._wanted[0]) >= 0:
            wanted, self._wanted = self._wanted, None
        self.table.select([wanted[0]] if wanted else kept, near=near)
        self.table.fit()
        self._chosen()
        if wanted and wanted[1]:
            self._focus_field(wanted[1])

    def narrowed(self, view: TableView) -> TableView:
        """The rows that hold every word of the filter."""
        wanted = self.filter.text().casefold().split()
        if not wanted:
            return view
        rows = tuple(
            row
            for row in view.rows
            if all(word in " ".join(words(cell) for cell in row.cells).casefold() for word in wanted)
        )
        return TableView(columns=view.columns, rows=rows)

    def _show_body(self, every: int, shown: int) -> None:
        self.bar.setVisible(bool(every) or self.has_more())
        page: QWidget = self.table
        if not shown:
            page = self.nothing if every else self.empty
            self.nothing.set_text(tr("No one matches.") if self.entity == "contact" else tr("Nothing matches."))
        self.body.setCurrentWidget(page)
        self._fit_pane()

    def _fit_pane(self) -> None:
        """The pane is there while there is something it could show."""
        wanted = self.pane if self.body.currentWidget() is not self.empty or self.pane.asking() else None
        if wanted is not self.details:
            self.details = wanted
            self.details_changed.emit()

    def has_more(self) -> bool:
        """Whether there are records that the list leaves out unless asked, so that its tools stay."""
        return False

    @Slot()
    def clear_filter(self) -> None:
        """Show every row again."""
        self.filter.clear()
        self.rebuild()

    @Slot()
    def _chosen(self) -> None:
        keys = self.table.keys()
        self.chosen_bar.set_text(trn("{n} selected", "{n} selected", len(keys)))
        self._chosen_holder.setVisible(len(keys) > 1)
        if self.world is not None and len(keys) == 1:
            self.pane.set_record(self.entity, keys[0])
            self.show_one(self.world, keys[0])
        else:
            self.show_many(keys)
        self.selection_changed.emit()

    # -- what the page asks

    @override
    def show_record(self, record: str, field: str | None) -> None:
        key = self.row_key(record)
        if self.table.rows.row_of(key) >= 0:
            self.table.select([key])
            if field:
                self._focus_field(field)
            return
        self.filter.clear()
        self._wanted = (key, field, self._shown_account)
        self.rebuild()

    def _focus_field(self, field: str) -> None:
        """Into the field a place names; to the row where the pane does not show that field."""
        self.focus_first(field)
        focused = self.pane.focusWidget()
        if focused is None or not focused.hasFocus():
            self.enter()

    @Slot()
    @override
    def enter(self) -> None:
        if self.body.currentWidget() is self.table:
            self.table.setFocus()

    @override
    def search(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    @override
    def selection(self) -> tuple[str, tuple[str, ...]]:
        return self.entity, self.table.keys()

    @override
    def table_view(self) -> TableView:
        return self.table.rows.view()

    # -- new, edit, several

    @override
    def new_record(self) -> None:
        self.ask_new()

    def ask_new(
        self,
        preset: Mapping[str, object] | None = None,
        fields: Sequence[str] | None = None,
        add: Callable[[Session, Mapping[str, Any], object], Any] | None = None,
        entity: str = "",
    ) -> None:
        """Ask for a new record in the pane, or in a small window where the pane is hidden."""
        if self.world is None:
            return
        spec, account_id = BY_NAME[entity or self.entity], self.world.account_id
        if self.pane.isVisible():
            panel = NewRecordPanel(self.app, spec, account_id=account_id, fields=fields, preset=preset, add=add)
            self.pane.show_new(panel, tr("New: {kind}", kind=tr(spec.label)))
            return
        dialog = NewRecordDialog(
            self.app, spec, account_id=account_id, fields=fields, preset=preset, add=add, parent=self.window()
        )
        dialog.created.connect(self.made)
        dialog.open()

    @Slot(str)
    def made(self, key: str) -> None:
        """A new record is there: select it when the list shows it."""
        self.filter.clear()
        self._wanted = (key, None, self._shown_account)
        self.table.setFocus()

    @Slot(QModelIndex)
    def _opened(self, _index: QModelIndex) -> None:
        self.edit()

    def edit(self) -> None:
        """Edit the selected record in the pane, or several in one step."""
        keys = self.table.keys()
        if len(keys) > 1:
            self.bulk_edit()
            return
        if not self.pane.isVisible():
            run_command(self.app, "view.details")
        self.focus_first()

    @Slot(QModelIndex)
    def _peeked(self, _index: QModelIndex) -> None:
        run_command(self.app, "view.details")

    @Slot()
    def bulk_edit(self) -> None:
        """Change the same fields of all selected records."""
        keys = self.table.keys()
        if keys:
            BulkEditDialog(self.app, BY_NAME[self.entity], keys, self.window()).open()

    @Slot()
    def trash(self) -> None:
        """Move what is selected to the Trash."""
        run_command(self.app, "trash.selection")
