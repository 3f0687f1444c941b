# SPDX-License-Identifier: Apache-2.0
"""Step 1 of an import: choose or drop a file, and see its first rows as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from planner.formats.csv import DELIMITERS
from planner.formats.encoding import CHOICES
from planner.formats.table import SourceTable
from planner.kernel.text import N_, tr, trn
from planner.safe.clean import marked_bidi
from planner.views.tables import Column, Row, TableView
from ui.models.rows_model import RowsModel
from ui.screens.import_steps.flow import ImportFlow
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.field import FieldBox
from ui.widgets.paint import text_width
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

_HEADLINES = {
    "accounts": N_("Bring your accounts from a list."),
    "contacts": N_("Bring the people of your accounts from a list."),
    "assets": N_("Bring the sites and assets of your customers from a list."),
}
_PREVIEWED = 100
_NARROW, _BROAD, _MEASURED = 72, 260, 30
_OFFERED = 3


class FileStep(QWidget):
    """An invitation while there is no file, then how it is read and its first rows."""

    choose_wanted = Signal()

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._stack = QStackedLayout(self)
        self._empty = EmptyState(
            tr(_HEADLINES[flow.kind]),
            tr("Choose a CSV or Excel file, or drop it here. You see every row before anything is changed."),
            self,
            note=tr("The file is only read. One undo takes the whole import back."),
            ghost=True,
        )
        self.choose = Button(tr("Choose file…"), self, variant="primary", icon="folder-open")
        self.choose.setObjectName("btnChooseFile")
        self.choose.clicked.connect(self.choose_wanted)
        self._empty.add_button(self.choose)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._make_preview())
        flow.changed.connect(self.refresh)
        self.refresh()

    def _make_preview(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_line(page))
        self.bars = QVBoxLayout()
        self.bars.setContentsMargins(16, 0, 16, 0)
        self.bars.setSpacing(8)
        column.addLayout(self.bars)
        column.addSpacing(8)
        self.table = DataTable(page, name=tr("First rows of the file"), sortable=False)
        self.model = RowsModel(None, self.table)
        self.table.setModel(self.model)
        column.addWidget(self.table, 1)
        return page

    def _make_line(self, page: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        self.encoding, self.delimiter, self.sheet = QComboBox(page), QComboBox(page), QComboBox(page)
        self.encoding.setObjectName("cmbEncoding")
        self.delimiter.setObjectName("cmbDelimiter")
        self.sheet.setObjectName("cmbSheet")
        self._boxes = {
            "encoding": FieldBox(tr("Characters"), self.encoding, page),
            "delimiter": FieldBox(tr("Columns divided by"), self.delimiter, page),
            "sheet": FieldBox(tr("Sheet"), self.sheet, page),
        }
        for name, box in self._boxes.items():
            box.editor.setMinimumWidth(280 if name == "encoding" else 150)
            box.editor.activated.connect(partial(self._reread, name))  # type: ignore[attr-defined]
            line.addWidget(box)
        line.addStretch(1)
        self._facts = PlainLabel("", page, color="muted")
        line.addWidget(self._facts)
        other = Button(tr("Choose another…"), page)
        other.setObjectName("btnChooseAnother")
        other.clicked.connect(self.choose_wanted)
        line.addWidget(other)
        return line

    @Slot()
    def refresh(self) -> None:
        """Show the file as it is now read."""
        source = self._flow.source
        self._stack.setCurrentIndex(0 if source is None else 1)
        if source is None:
            return
        self._fill_choices(source)
        rows = trn("{n} row", "{n} rows", len(source.rows))
        columns = trn("{n} column", "{n} columns", len(source.headers))
        self._facts.setText(tr("{rows}, {columns}", rows=rows, columns=columns))
        self._fill_bars(source)
        self._fill_table(source)

    def _fill_choices(self, source: SourceTable) -> None:
        book = source.source.kind == "xlsx"
        self._boxes["encoding"].setVisible(not book)
        self._boxes["delimiter"].setVisible(not book)
        self._boxes["sheet"].setVisible(book)
        _fill(self.encoding, [(value, tr(label)) for value, label in CHOICES], source.source.encoding)
        _fill(self.delimiter, [(sign, tr(label)) for sign, label in DELIMITERS], source.source.delimiter)
        sheets = [(s.name, marked_bidi(s.name)) for s in source.source.sheets]
        _fill(self.sheet, sheets, source.source.sheet)

    def _fill_bars(self, source: SourceTable) -> None:
        clear(self.bars)
        if "encoding" in source.source.doubts:
            bar = Bar("watch", tr("It is not sure how the characters are meant. Choose what reads well below."), self)
            for candidate in source.source.candidates[:_OFFERED]:
                button = bar.add_button(tr(candidate.label))
                button.clicked.connect(partial(self._set, "encoding", candidate.encoding))
            self.bars.addWidget(bar)
        if "delimiter" in source.source.doubts:
            text = tr("It is not sure what divides the columns. Choose another sign above if they look wrong.")
            self.bars.addWidget(Bar("watch", text, self))
        problems = source.source.problems
        if problems:
            more = tr("{n} more", n=len(problems) - 1) if len(problems) > 1 else ""
            text = " ".join(part for part in (problems[0].text(), more) if part)
            self.bars.addWidget(Bar("info", text, self))

    def _fill_table(self, source: SourceTable) -> None:
        columns = tuple(
            Column(key=str(at), title=marked_bidi(header) or " ", sortable=False)
            for at, header in enumerate(source.headers)
        )
        rows = tuple(
            Row(key=str(at), cells=tuple(" ".join(cell.split()) or None for cell in row))
            for at, row in enumerate(source.rows[:_PREVIEWED])
        )
        view = TableView(columns=columns, rows=rows)
        if view != self.model.view():
            self.model.set_view(view)
            self.table.set_widths(_widths(source))

    def _reread(self, name: str, _index: int) -> None:
        combo = self._boxes[name].editor
        assert isinstance(combo, QComboBox)
        self._set(name, str(combo.currentData()))

    def _set(self, name: str, value: str) -> None:
        if self._flow.path is not None:
            self._flow.read(self._flow.path, **{name: value})


def _widths(source: SourceTable) -> dict[int, int]:
    """As wide as what stands in a column, within limits."""
    px = theme().density.px
    found: dict[int, int] = {}
    for at, header in enumerate(source.headers):
        cells = [row[at] for row in source.rows[:_MEASURED] if at < len(row)]
        words = max([text_width(header, "head"), *(text_width(" ".join(cell.split())) for cell in cells)])
        found[at] = min(px(_BROAD), max(px(_NARROW), words + px(24 if at else 32)))
    return found


def _fill(combo: QComboBox, choices: Sequence[tuple[str, str]], value: str) -> None:
    """Offer the choices with one of them chosen."""
    combo.blockSignals(True)
    combo.clear()
    for stored, label in choices:
        combo.addItem(label, stored)
    combo.setCurrentIndex(max(0, combo.findData(value)))
    combo.blockSignals(False)


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take all widgets out of a layout for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
