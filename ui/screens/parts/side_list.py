# SPDX-License-Identifier: Apache-2.0
"""The left side of a window that edits one of a list: the list with two lines a row, and small buttons below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.views.tables import CellValue, Column, Row, TableView
from ui.models.rows_model import RowsModel
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.table import DataTable


class SideList(QWidget):
    """``name`` is what the list is called; its width is fixed, in px of the normal density."""

    def __init__(self, parent: QWidget, *, name: str, table: str, column: str, width: int) -> None:
        super().__init__(parent)
        self._columns = (Column(key="name", title=column, kind="two_line", sortable=False),)
        self.model = RowsModel(TableView(columns=self._columns), self)
        self.table = DataTable(self, name=name, sortable=False, two_line=True)
        self.table.setObjectName(table)
        self.table.setModel(self.model)
        self.table.set_widths({}, stretch=0)
        self.table.head.hide()
        self.setFixedWidth(theme().density.px(width))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.table, 1)

    def show_rows(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Each row by its key, first and second line."""
        made = tuple(Row(key=key, cells=(CellValue(text=first, second=second),)) for key, first, second in rows)
        self.model.set_view(TableView(columns=self._columns, rows=made))

    def key(self) -> str:
        """The key of the row at hand, "" where there is none."""
        return self.model.key(self.table.currentIndex())

    def add(self, widget: QWidget) -> None:
        """Put something below the list."""
        self._column.addWidget(widget)

    def add_tools(self, *buttons: Button) -> None:
        """A line of buttons below what is there."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self._column.addLayout(line)


def tool(parent: QWidget, text: str, icon: str, name: str, work: Callable[[], object]) -> Button:
    """A small button of such a list that does one thing."""
    button = Button(text, parent, icon=icon, small=True)
    button.setObjectName(name)
    button.clicked.connect(lambda *_: work())
    return button
