# SPDX-License-Identifier: Apache-2.0
"""One module of the portfolio page: its name, its takeaway, its chart, and its table in the chart's place (T)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.render.scene import Mark
from planner.views.charts import ChartView
from planner.views.portfolio_modules import NAMES
from planner.views.tables import TableView
from ui.charts.canvas import ChartCanvas
from ui.models.rows_model import RowsModel
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.table import DataTable

_LEAST = QSize(300, 248)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Canvas(ChartCanvas):
    """A chart that says when it has the keyboard, and fits where its card has room."""

    taken = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # the card moves
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, 96)


class ModuleCard(Panel):
    """``opened`` carries the key of the mark or row that was opened; ``taken`` says that the card has the keyboard,
    ``moved`` that it is to change places with the one before (-1) or behind (+1).
    """

    opened = Signal(str)
    taken = Signal()
    moved = Signal(int)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="rb")
        self.kind = kind
        self._view: ChartView | None = None
        self.name = PlainLabel(tr(NAMES[kind]), role="group", color="muted")
        self.title = PlainLabel(role="section", wrap=True)
        self.subtitle = PlainLabel(role="caption", color="muted", elide=True)
        self.btn_table = Button(
            variant="icon", icon="table", small=True, name=tr("{name} as a table", name=tr(NAMES[kind]))
        )
        self.btn_table.setCheckable(True)
        set_tip(self.btn_table, tr("Table (T)"))
        self.canvas = _Canvas()
        self.model = RowsModel(TableView(columns=()), self)
        self.table = DataTable(name=tr(NAMES[kind]))
        self.table.setModel(self.model)
        # what it would like to have does not make the page taller than its window
        self.table.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self.btn_table.clicked.connect(self.toggle_table)
        self.canvas.activated.connect(self._mark)
        self.canvas.taken.connect(self.taken)
        self.table.opened.connect(self._row)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.btn_table)
        words = QVBoxLayout()
        words.setContentsMargins(16, 0, 16, 6)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        body = QWidget()
        self._stack = QStackedLayout(body)
        chart = QWidget()
        around = QVBoxLayout(chart)
        around.setContentsMargins(8, 0, 8, 6)
        around.addWidget(self.canvas)
        self._stack.addWidget(chart)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(words)
        column.addWidget(body, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme().density.px(_LEAST.width()), theme().density.px(_LEAST.height()))

    def show_view(self, view: ChartView) -> None:
        """Show the module anew; chart or table stays as it was."""
        self._view = view
        self.title.setText(view.title)
        self.subtitle.setText(view.subtitle)
        self.canvas.set_view(view)
        self.model.set_view(view.table())
        self.table.set_widths({n: c.width for n, c in enumerate(view.table().columns) if c.width}, None)
        self.setAccessibleName(tr("{name}: {title}", name=tr(NAMES[self.kind]), title=view.title))

    @property
    def view(self) -> ChartView | None:
        """The module shown."""
        return self._view

    def showing_table(self) -> bool:
        """Whether the table stands in the chart's place."""
        return self._stack.currentIndex() == 1

    @Slot()
    def toggle_table(self) -> None:
        """Chart or table; the focus goes along."""
        table = not self.showing_table()
        inside = self.canvas.hasFocus() or self.table.hasFocus()
        self._stack.setCurrentIndex(1 if table else 0)
        self.btn_table.setChecked(table)
        if inside:
            self.take_focus()

    def take_focus(self) -> None:
        """Begin in the chart or its table."""
        (self.table if self.showing_table() else self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_T and plain:
            self.toggle_table()
            return
        by = _MOVES.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
            return
        super().keyPressEvent(event)

    @Slot(object)
    def _mark(self, mark: Mark) -> None:
        if mark.id.startswith(("stack-", "band-", "tally-")):
            self.toggle_table()  # the accounts behind a number stand in the table
        else:
            self.opened.emit(mark.id)

    @Slot(QModelIndex)
    def _row(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.key(index))
