# SPDX-License-Identifier: Apache-2.0
"""Lays out the rows of a form in sections: one column, or two where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.forms.field_row import FieldRow
from ui.theme.theme import theme
from ui.widgets.safe import PlainLabel

TWO_COLUMNS_FROM = 900
_GAP, _COLUMN_GAP, _SECTION_GAP = 12, 24, 12
_WIDEST = {1: 640, 2: 1120}


class FormGrid(QWidget):
    """Sections of field rows; wide rows span all columns. Reading order is tab order."""

    def __init__(
        self,
        sections: Sequence[tuple[str, Sequence[FieldRow]]],
        parent: QWidget | None = None,
        *,
        columns: int = 1,
        padding: int = 16,
    ) -> None:
        super().__init__(parent)
        self._most = columns
        self._columns = 0
        self._sections = [(self._heading(text), rows) for text, rows in sections]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(padding, padding, padding, padding)
        self._grid.setHorizontalSpacing(_COLUMN_GAP)
        self._grid.setVerticalSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._order()
        theme().changed.connect(self._limit)
        self._arrange(1)

    def columns(self) -> int:
        """How many columns there are now."""
        return self._columns

    def _heading(self, text: str) -> PlainLabel | None:
        if not text:
            return None
        label = PlainLabel(tr(text), self, role="section")
        label.setObjectName("form_heading")
        return label

    def _order(self) -> None:
        before: QWidget | None = None
        for _, rows in self._sections:
            for row in rows:
                row.setParent(self)
                if before is not None:
                    QWidget.setTabOrder(before, row.field_editor)
                before = row.field_editor

    def _arrange(self, columns: int) -> None:
        """Put the rows into as many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        line = 0
        for index, (heading, rows) in enumerate(self._sections):
            if heading is not None:
                heading.setContentsMargins(0, _SECTION_GAP if index else 0, 0, 0)
                self._grid.addWidget(heading, line, 0, 1, columns)
                line += 1
            line = self._put(rows, line, columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setHorizontalSpacing(_COLUMN_GAP if columns > 1 else 0)
        self._grid.setRowStretch(line, 1)
        self._limit()

    def _put(self, rows: Sequence[FieldRow], line: int, columns: int) -> int:
        column = 0
        for row in rows:
            wide = row.field_editor.wide
            if wide and column:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, columns if wide else 1, Qt.AlignmentFlag.AlignTop)
            column += columns if wide else 1
            if column >= columns:
                line, column = line + 1, 0
        return line + 1 if column else line

    def _limit(self) -> None:
        self.setMaximumWidth(theme().density.px(_WIDEST[self._most]))

    def fit(self, width: int) -> None:
        """Choose the columns for the width at hand, in px."""
        self._arrange(2 if self._most > 1 and width >= TWO_COLUMNS_FROM else 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(event.size().width())

    @override
    def minimumSizeHint(self) -> QSize:
        # A page never scrolls sideways: rows shrink instead.
        return QSize(160, super().minimumSizeHint().height())
