# SPDX-License-Identifier: Apache-2.0
"""The profile: the account's own fields, and below them its units (ux 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.spec import EntitySpec
from planner.kernel.text import tr, trn
from planner.views.account_work import UNIT_COLUMNS, unit_table
from planner.views.tables import Column, TableView
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.bulk_edit import BulkEditDialog
from ui.forms.entity_form import EntityForm
from ui.forms.new_record import NewRecordDialog, NewRecordPanel
from ui.later import Later
from ui.screens.account.section import Section
from ui.screens.account.world import World
from ui.screens.parts.details_pane import DetailsPane, scrolling
from ui.screens.parts.fitted_table import FittedTable
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import HLine, SectionTitle
from ui.widgets.safe import PlainLabel

_ROWS = 8


class ListBlock(QWidget):
    """A heading with + and a compact table of one kind."""

    chosen = Signal(str)
    opened = Signal(str)
    wanted = Signal(str)

    def __init__(self, spec: EntitySpec[Any], columns: Sequence[Column], words: tuple[str, str]) -> None:
        super().__init__()
        self.spec = spec
        title = SectionTitle(tr(spec.label_plural), large=True)
        self.add = Button(words[0], icon="plus", small=True)
        self.add.clicked.connect(partial(self.wanted.emit, spec.name))
        drops = [column.key for column in columns[1:]][::-1]
        self.table = FittedTable(columns, name=tr(spec.label_plural), stretch="name", drops=drops, multi=True)
        self.table.setObjectName(f"tbl_{spec.name}")
        self.table.chosen.connect(partial(self.chosen.emit, spec.name))
        self.table.opened.connect(self._opened)
        self.none = PlainLabel(words[1], color="muted", wrap=True)
        self.none.setContentsMargins(16, 0, 16, 0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(title, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.table)
        theme().changed.connect(self._fit)

    def _opened(self, _index: QModelIndex) -> None:
        self.opened.emit(self.spec.name)

    def show_view(self, view: TableView) -> None:
        """Show the records."""
        self.table.show_view(view)
        self.table.setVisible(bool(view.rows))
        self.none.setVisible(not view.rows)
        self._fit()

    def _fit(self) -> None:
        density = theme().density
        shown = min(_ROWS, max(1, self.table.rows.rowCount()))
        self.table.setFixedHeight(density.head + shown * density.row + 2)
        self.table.fit()


class ProfileSection(Section):
    """The form has the page; a pane comes when a unit is selected."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._account = ""
        self._kind = ""
        self._wanted: tuple[str, str | None] | None = None
        self._seen: QWidget | None = None
        self._reveal = Later(self, self._show_seen, 30, app.session)
        self.form = EntityForm(app, ACCOUNT, columns=2, scroll=False)
        self.pane = DetailsPane(app)
        self.pane.created.connect(self._created)
        self.pane.left_new.connect(self._refit)
        self.pane.escaped.connect(self._to_list)
        self.blocks = {
            "org_unit": ListBlock(
                ORG_UNIT, UNIT_COLUMNS, (tr("Unit"), tr("Units say where contacts are wanted. Add the first one."))
            ),
        }
        self.forms = {kind: EntityForm(app, block.spec, scroll=False) for kind, block in self.blocks.items()}
        for form in self.forms.values():
            self.pane.add(form)
        self._views: dict[str, Callable[[World], TableView]] = {
            "org_unit": lambda world: unit_table(world.facts),
        }
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(0)
        column.addWidget(self.form)
        for block in self.blocks.values():
            column.addWidget(HLine(color="row_line"))
            column.addSpacing(8)
            column.addWidget(block)
            block.chosen.connect(self._chosen)
            block.opened.connect(self._edit)
            block.wanted.connect(self.ask_new)
            block.table.peeked.connect(self._peek)
        column.addStretch(1)
        self.area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = theme().density.px(1120)
        for block in self.blocks.values():
            block.setMaximumWidth(widest)

    # -- showing

    @override
    def show_world(self, world: World) -> None:
        super().show_world(world)
        if world.account_id != self._account:
            self._account, self._kind = world.account_id, ""
            self.pane.end_new()
            for block in self.blocks.values():
                block.table.clearSelection()
        self.form.load(world.facts.account)
        for kind, block in self.blocks.items():
            block.show_view(self._views[kind](world))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.show_record(*wanted)
        self._show_chosen()

    @override
    def show_record(self, record: str, field: str | None) -> None:
        if self.world is not None and record == self.world.account_id:
            if field:
                self.form.focus_field(field)
            return
        for block in self.blocks.values():
            if block.table.rows.row_of(record) >= 0:
                block.table.select([record])
                self._seen = block
                self._reveal.start()
                block.table.setFocus()
                if field:
                    self.forms[block.spec.name].focus_field(field)
                return

    @Slot()
    def _show_seen(self) -> None:
        """Bring a list into view once the form above it has found its height beside the pane."""
        if self._seen is not None:
            self.area.ensureWidgetVisible(self._seen, 0, 24)

    def _chosen(self, kind: str) -> None:
        if self.blocks[kind].table.keys():
            self._kind = kind
            for other, block in self.blocks.items():
                if other != kind and block.table.keys():
                    block.table.clearSelection()
        self._show_chosen()

    def _show_chosen(self) -> None:
        keys = self.blocks[self._kind].table.keys() if self._kind else ()
        for kind, form in self.forms.items():
            found = self._find(keys[0]) if kind == self._kind and len(keys) == 1 else None
            form.load(found)
            form.setVisible(found is not None)
            if found is not None:
                self.pane.set_title(found.name, tr(self.blocks[kind].spec.label))
        if len(keys) == 1:
            self.pane.set_record(self._kind, keys[0])
        else:
            self.pane.set_title(trn("{n} selected", "{n} selected", len(keys)) if keys else "")
            self.pane.set_blank(tr("Enter changes them together, Del moves them to the Trash."))
        self._refit()
        self.selection_changed.emit()

    def _find(self, key: str) -> Any:
        if self.world is None:
            return None
        facts = self.world.facts
        return next((entity for entity in facts.units if entity.id == key), None)

    def _refit(self) -> None:
        """The pane is there while something is selected or asked for."""
        wanted = self.pane if self.selection()[1] or self.pane.asking() else None
        if wanted is not self.details:
            self.details = wanted
            self.details_changed.emit()

    @override
    def selection(self) -> tuple[str, tuple[str, ...]]:
        return self._kind, self.blocks[self._kind].table.keys() if self._kind else ()

    @override
    def table_view(self) -> TableView | None:
        return self.blocks[self._kind].table.rows.view() if self._kind else None

    # -- verbs

    def _edit(self, kind: str) -> None:
        keys = self.blocks[kind].table.keys()
        if len(keys) > 1:
            BulkEditDialog(self.app, self.blocks[kind].spec, keys, self.window()).open()
            return
        if not self.pane.isVisible():
            run_command(self.app, "view.details")
        self.forms[kind].focus_field("name")

    @Slot()
    def _to_list(self) -> None:
        if self._kind:
            self.blocks[self._kind].table.setFocus()

    def _peek(self, _index: QModelIndex) -> None:
        run_command(self.app, "view.details")

    def ask_new(self, kind: str) -> None:
        """Ask for a unit."""
        if self.world is None:
            return
        spec = self.blocks[kind].spec
        if self.pane.isVisible():
            panel = NewRecordPanel(self.app, spec, account_id=self.world.account_id)
            self.pane.show_new(panel, tr("New: {kind}", kind=tr(spec.label)))
            return
        dialog = NewRecordDialog(self.app, spec, account_id=self.world.account_id, parent=self.window())
        dialog.created.connect(self._created)
        dialog.open()

    def _created(self, key: str) -> None:
        self._wanted = (key, None)

    @override
    def enter(self) -> None:
        self.form.focus_field("name")

    @override
    def flush(self) -> None:
        for form in (self.form, *self.forms.values()):
            form.flush()
