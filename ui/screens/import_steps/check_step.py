# SPDX-License-Identifier: Apache-2.0
"""Step 3 of an import: what happens with every row, what must be asked, and the reasons beside the cells."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.services.import_values import Question
from planner.views.import_view import (
    COLUMNS,
    OUTCOMES,
    CellFault,
    Diff,
    RowCheck,
    cell_text,
    outcome_state,
    outcome_word,
    table_row,
)
from planner.views.tables import Row
from ui.models.paged_model import PagedModel
from ui.screens.import_steps.file_step import clear
from ui.screens.import_steps.flow import ImportFlow
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.chips import FilterChip, StatusText
from ui.widgets.panes import Group, PaneHeader, Panel
from ui.widgets.read_area import ReadArea
from ui.widgets.safe import PlainLabel, WrappedLabel
from ui.widgets.table import DataTable

_WIDE = 1040


class CheckTable(DataTable):
    """The rows of a check, fetched as they come into view."""

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=tr("Rows of the file"), sortable=False)
        self._flow = flow
        self.rows_model = PagedModel(COLUMNS, self._fetch, self)
        self.setModel(self.rows_model)
        last = len(COLUMNS) - 1
        self.set_widths({at: column.width for at, column in enumerate(COLUMNS[:last])}, stretch=last)

    def show_rows(self, rows: list[RowCheck]) -> None:
        """Show these rows."""
        self.rows_model.set_ids([str(row.at) for row in rows])
        self.rows_model.refetch()

    def check(self) -> RowCheck | None:
        """The row with the cursor."""
        plan, key = self._flow.plan, self.rows_model.key(self.currentIndex().row())
        return plan.rows[int(key)] if plan is not None and key else None

    def _fetch(self, ids: object) -> list[Row]:
        plan = self._flow.plan
        if plan is None or not isinstance(ids, list):
            return []
        return [table_row(plan.rows[int(key)]) for key in ids if int(key) < len(plan.rows)]


class CheckStep(QWidget):
    """Questions and notes, a chip per result, the table, and beside it the row with the cursor."""

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._shown: object = None
        self._wanted: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self.bars = QVBoxLayout()
        self.bars.setContentsMargins(16, 0, 16, 0)
        self.bars.setSpacing(8)
        column.addLayout(self.bars)
        column.addLayout(self._make_chips())
        body = QHBoxLayout()
        body.setSpacing(0)
        self.table = CheckTable(flow, self)
        self.details = RowDetails(self)
        body.addWidget(self.table, 1)
        body.addWidget(self.details)
        column.addLayout(body, 1)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.opened.connect(self.toggle_details)
        self.table.peeked.connect(self.toggle_details)
        flow.changed.connect(self.refresh)
        self.refresh()

    def _make_chips(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        self.chips: dict[str, FilterChip] = {}
        for outcome, _ in OUTCOMES:
            chip = FilterChip(outcome_word(outcome), self)
            chip.setObjectName(f"chip_{outcome}")
            chip.toggled.connect(self._on_chip)
            self.chips[outcome] = chip
            line.addWidget(chip)
        line.addStretch(1)
        return line

    @Slot()
    def refresh(self) -> None:
        """Show the plan as it is now."""
        plan = self._flow.plan
        if plan is None or plan is self._shown:
            return
        self._shown = plan
        clear(self.bars)
        for question in plan.questions:
            self.bars.addWidget(self._ask(question))
        for note in plan.notes:
            self.bars.addWidget(Bar("info", note.text(), self))
        for outcome, chip in self.chips.items():
            count = int(getattr(plan.counts, outcome))
            chip.set_count(f"{count}")
            chip.setEnabled(count > 0)
            chip.setChecked(chip.isChecked() and count > 0)
        self._filter()

    def _ask(self, question: Question) -> Bar:
        bar = Bar("info" if question.proposal else "watch", question.text(), self)
        for value, words in question.choices:
            button = bar.add_button(words, icon="check" if value == question.proposal else "")
            button.setObjectName(f"answer_{value}")
            button.clicked.connect(partial(self._flow.answer, question.name, value))
        return bar

    @Slot(bool)
    def _on_chip(self, _on: bool) -> None:
        self._filter()

    def _filter(self) -> None:
        plan = self._flow.plan
        if plan is None:
            return
        wanted = {outcome for outcome, chip in self.chips.items() if chip.isChecked()}
        rows = [row for row in plan.rows if not wanted or row.outcome in wanted]
        self.table.show_rows(rows)
        if rows:
            self.table.selectRow(0)
        self.details.show_row(self.table.check())

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.details.show_row(self.table.check())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().density.px(_WIDE)
        self.details.setVisible(wide if self._wanted is None else self._wanted)

    @Slot()
    def toggle_details(self) -> None:
        """Show or hide the pane about the row with the cursor (Space, Enter); it also comes by itself where it fits."""
        self._wanted = not self.details.isVisible()
        self.details.setVisible(self._wanted)


class RowDetails(Panel):
    """Everything about one row of the file: why it is left out, or every field with its old and new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="lt")
        self.setFixedWidth(theme().density.px(300))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        self.header = PaneHeader("", self)
        column.addWidget(self.header)
        self._area = ReadArea(self, name=tr("About the row"))
        column.addWidget(self._area, 1)

    def show_row(self, row: RowCheck | None) -> None:
        """Show a row, or nothing."""
        body = Panel(self._area)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header.set_title(row.name or tr("No name") if row else "")
        if row is not None:
            column.addWidget(self._result(row, body))
            if row.faults:
                column.addWidget(self._faults(row.faults, body))
            if row.diffs:
                column.addWidget(self._diffs(row, body))
        column.addStretch(1)
        self._area.setWidget(body)

    def _result(self, row: RowCheck, parent: QWidget) -> Group:
        group = Group(tr("Row {n}", n=row.number), parent)
        result = StatusText(outcome_state(row), outcome_word(row.outcome))
        if row.remark:
            color = "text" if outcome_state(row) else "muted"
            group.add(_pair(result, WrappedLabel(row.remark, color=color, wrap=True)))
        else:
            group.add(result)
        return group

    def _faults(self, faults: tuple[CellFault, ...], parent: QWidget) -> Group:
        group = Group(tr("Cells"), parent)
        for fault in faults:
            cell = WrappedLabel(cell_text(fault), role="name", wrap=True)
            group.add(_pair(cell, WrappedLabel(fault.reason, wrap=True)))
        return group

    def _diffs(self, row: RowCheck, parent: QWidget) -> Group:
        group = Group(tr("What is set") if row.outcome == "create" else tr("What changes"), parent)
        for diff in row.diffs:
            words = WrappedLabel(_words(diff, new=row.outcome == "create"), wrap=True)
            group.add(_pair(PlainLabel(diff.label, role="caption", color="muted"), words))
        return group


def _pair(name: QWidget, value: QWidget) -> QWidget:
    """Two lines that belong together, with room after them."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(1)
    column.addWidget(name)
    column.addWidget(value)
    return holder


def _words(diff: Diff, *, new: bool) -> str:
    return diff.new if new else diff.text()
