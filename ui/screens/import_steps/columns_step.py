# SPDX-License-Identifier: Apache-2.0
"""Step 2 of an import: which column of the file fills which field, each with some of its cells."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr, trn
from planner.safe.clean import marked_bidi
from planner.services.import_fields import FIELDS, IDENTITY, ColumnMatch
from ui.screens.import_steps.flow import ImportFlow
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_HOW = {
    "header": N_("by its name"),
    "content": N_("by its cells"),
    "remembered": N_("as last time"),
    "hand": N_("by hand"),
}
_LEAVE = N_("Leave out")
_HEADER, _FIELD, _NOTE = 220, 220, 110


class ColumnsStep(QWidget):
    """One line per column; what is left out is muted."""

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self.lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.missing = Bar("watch", "", self)
        self.hint = Bar("info", "", self)
        self._bars = QWidget(self)
        holder = QVBoxLayout(self._bars)
        holder.setContentsMargins(16, 12, 16, 8)
        holder.addWidget(self.missing)
        holder.addWidget(self.hint)
        column.addWidget(self._bars)
        self._head = _Head(self)
        column.addWidget(self._head)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.verticalScrollBar().rangeChanged.connect(self._align)
        column.addWidget(self._area, 1)
        flow.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the columns as they are matched now."""
        columns = self._flow.columns
        if [line.shown for line in self.lines] != [(c.index, c.header, c.samples) for c in columns]:
            self._rebuild(columns)
        for line, column in zip(self.lines, columns, strict=True):
            line.show_match(column)
        self._say(columns)

    def _say(self, columns: tuple[ColumnMatch, ...]) -> None:
        fields = {c.field for c in columns}
        unnamed = bool(columns) and not self._flow.has_name
        by_name = self._flow.has_name and not fields & set(IDENTITY[self._flow.kind])
        self._bars.setVisible(unnamed or by_name)
        self.missing.setVisible(unnamed)
        self.missing.set_text(tr("No column gives the names yet. Without them only known records can be changed."))
        self.hint.setVisible(by_name)
        if self._flow.kind == "accounts":
            self.hint.set_text(
                tr("No column gives a number, phone or domain, so equal names count as the same account.")
            )
        elif self._flow.kind == "assets":
            self.hint.set_text(tr("No column gives a serial number or a site, so equal names count as the same piece."))
        else:
            self.hint.set_text(
                tr("No column gives a number, e-mail or phone, so equal names count as the same person.")
            )

    @Slot()
    def _align(self) -> None:
        """Keep the heads over their columns, whether or not the scroll bar takes room."""
        bar = self._area.verticalScrollBar()
        self._head.keep_free(bar.sizeHint().width() if bar.maximum() > 0 else 0)

    def _rebuild(self, columns: tuple[ColumnMatch, ...]) -> None:
        body = Panel(self._area)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.lines = [_Line(self._flow, column, body) for column in columns]
        for line in self.lines:
            rows.addWidget(line)
        rows.addStretch(1)
        self._area.setWidget(body)

    def matched(self) -> str:
        """How many columns are used, for the foot of the window."""
        used = sum(1 for c in self._flow.columns if c.field)
        total = trn("{n} column", "{n} columns", len(self._flow.columns))
        return tr("{used} of {columns} used", used=used, columns=total)


class _Head(Panel):
    """The words above the lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, lines="b")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        for text, width in ((tr("Column in the file"), _HEADER), (tr("Cells"), 0), (tr("Fills"), _FIELD), ("", _NOTE)):
            label = PlainLabel(text, self, role="head", color="muted")
            if width:
                label.setFixedWidth(theme().density.px(width))
            self._row.addWidget(label, 0 if width else 1)
        self.setFixedHeight(theme().density.head)
        self.keep_free(0)

    def keep_free(self, width: int) -> None:
        """Leave room at the right for the scroll bar below."""
        self._row.setContentsMargins(16, 0, 16 + width, 0)


class _FieldCombo(QComboBox):
    """A drop-down that the wheel passes over, so that scrolling the list changes no column."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Line(Panel):
    """One column of the file: its header, some cells, and the field it fills."""

    def __init__(self, flow: ImportFlow, column: ColumnMatch, parent: QWidget) -> None:
        super().__init__(parent, lines="b", line="row_line")
        self._flow = flow
        self.shown = (column.index, column.header, column.samples)
        px = theme().density.px
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(16)
        self._header = PlainLabel(marked_bidi(column.header), self, role="name", elide=True)
        self._header.setFixedWidth(px(_HEADER))
        self._cells = PlainLabel(" · ".join(column.samples) or "–", self, color="muted", elide=True)
        self.combo = _FieldCombo(self)
        self.combo.setFixedWidth(px(_FIELD))
        self.combo.setMaxVisibleItems(20)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.setAccessibleName(tr("Field for {column}", column=column.header))
        self.combo.addItem(tr(_LEAVE), None)
        for field in FIELDS[flow.kind]:
            self.combo.addItem(tr(field.label), field.name)
        self.combo.activated.connect(partial(self._choose, column.index))
        self._how = PlainLabel("", self, role="caption", color="muted")
        self._how.setFixedWidth(px(_NOTE))
        row.addWidget(self._header)
        row.addWidget(self._cells, 1)
        row.addWidget(self.combo)
        row.addWidget(self._how)
        self.setFixedHeight(px(44))

    def show_match(self, column: ColumnMatch) -> None:
        """Show what the column fills now."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(column.field)))
        self._header.set_color("text" if column.field else "muted")
        self._how.setText(tr(_HOW[column.how]) if column.field and column.how else "")

    def _choose(self, index: int, _row: int) -> None:
        self._flow.set_field(index, self.combo.currentData())
