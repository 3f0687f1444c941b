# SPDX-License-Identifier: Apache-2.0
"""A chart with its words: takeaway, subtitle, canvas or table twin, source line, audience tag (ux 3.0, W12)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QHeaderView, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.formats.guard import guarded
from planner.kernel.text import tr
from planner.render.picture import chart_png
from planner.render.scene import Mark
from planner.views.audience import audience_name
from planner.views.charts import ChartView
from planner.views.risk_chart import RiskMatrix
from planner.views.tables import TableView, tab_separated
from ui.charts.canvas import ChartCanvas
from ui.models.rows_model import RowsModel
from ui.widgets.chips import Tag
from ui.widgets.panes import HLine
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.table import DataTable

_SIDE = 24
# Below this width the list stands under the matrix, and the table scrolls sideways instead of squeezing its text.
_WIDE = 840
_NAME_COLUMN = 220
_WIDTHS: Final = {
    "measure": _NAME_COLUMN,
    "weight": 80,
    "now": 96,
    "before": 80,
    "change": 80,
    "band": 116,
    "code": 64,
    "score": 60,
    "loss": 100,
    "trigger": 104,
    "plan": 116,
    "owner": 108,
    "next": 112,
}
_SIDE_WIDTHS: Final = {0: 64, 2: 116}
# A picture for documents: twice the points of the paper size, which stays sharp in print.
_COPY_SCALE = 3.0


class ChartPanel(QWidget):
    """One chart with everything round it.

    ``evidence`` carries the `Mark` that was opened in the chart, ``entered`` the one opened by keys as well;
    ``row_opened`` the key of a row opened in a table
    (a risk id or a measure's key); ``focused`` the mark that has the focus or None. ``table_shown`` tells when the
    table twin takes the chart's place or gives it back.
    """

    evidence = Signal(object)
    entered = Signal(object)
    row_opened = Signal(str)
    focused = Signal(object)
    table_shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, pair: bool = True) -> None:
        super().__init__(parent)
        self._view: ChartView | None = None
        self._pair = pair
        self.title = PlainLabel(role="page_title", wrap=True, selectable=True)
        self.auto = Tag(tr("auto"))
        set_tip(self.auto, tr("This title was drafted from the data"))
        self.subtitle = PlainLabel(color="muted", wrap=True)
        self.canvas = ChartCanvas()
        self.side = DataTable(name=tr("Ranked list"), sortable=False, two_line=True)
        self.table = DataTable(name=tr("Chart as a table"))
        self.footer = PlainLabel(role="caption", color="muted", wrap=True)
        self.audience = Tag("")
        self._models = (RowsModel(parent=self), RowsModel(parent=self))
        self._build()
        self._wire()

    def _build(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self.title, 1)
        heading.addWidget(self.auto, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(_SIDE, 20, _SIDE, 12)
        words.setSpacing(2)
        words.addLayout(heading)
        under = QHBoxLayout()
        under.setSpacing(16)
        under.addWidget(self.subtitle, 1)
        words.addLayout(under)
        self._words, self._under = words, under
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 6, _SIDE, 6)
        foot.addWidget(self.footer, 1)
        foot.addWidget(self.audience)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(words)
        whole.addWidget(self._body(), 1)
        whole.addWidget(HLine())
        whole.addLayout(foot)

    def _body(self) -> QWidget:
        chart = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, chart)
        self._beside.setContentsMargins(_SIDE - 8, 0, _SIDE - 8, 8)
        self._beside.setSpacing(16)
        self._beside.addWidget(self.canvas, 6)
        self._beside.addWidget(self.side, 5)
        self.side.setModel(self._models[0])
        self.table.setModel(self._models[1])
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(chart)
        self._stack.addWidget(self.table)
        self.side.hide()
        return body

    def _wire(self) -> None:
        self.canvas.activated.connect(self.evidence)
        self.canvas.entered.connect(self.entered)
        self.canvas.focused.connect(self._on_focused)
        self.side.opened.connect(self._on_side_opened)
        self.table.opened.connect(self._on_table_opened)

    def set_title_tools(self, links: QWidget, field: QWidget) -> None:
        """Put what can be done with the title beside the subtitle, and the field it is written in in its place."""
        self._under.addWidget(links, 0, Qt.AlignmentFlag.AlignTop)
        self._words.insertWidget(0, field)

    def hide_title(self, hidden: bool) -> None:
        """Give way to a field in which the title is written."""
        self.title.setVisible(not hidden)
        self.auto.setVisible(not hidden and bool(self._view and self._view.title_auto))

    @property
    def view(self) -> ChartView | None:
        """The chart shown."""
        return self._view

    def set_view(self, view: ChartView | None) -> None:
        """Show a chart, None for none; the choice of chart or table stays."""
        self._view = view
        self.title.setText(view.title if view else "")
        self.auto.setVisible(bool(view and view.title_auto))
        self.subtitle.setText(view.subtitle if view else "")
        self.footer.setText(view.footer if view else "")
        self.audience.set_text(audience_name(view.audience) if view else "")
        self.canvas.set_view(view)
        self._models[1].set_view(view.table() if view else TableView(columns=()))
        self._set_side(view)
        self._fit()

    def _set_side(self, view: ChartView | None) -> None:
        paired = self._pair and isinstance(view, RiskMatrix) and bool(view.lines or view.unrated)
        if paired and isinstance(view, RiskMatrix):
            self._models[0].set_view(view.ranked_table())
            self.side.set_widths(_SIDE_WIDTHS, 1)
        self.side.setVisible(paired)

    def _fit(self) -> None:
        """Lay out for the width at hand."""
        wide = self.width() >= _WIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        self._beside.setStretch(0, 6 if wide else 7)
        self._beside.setStretch(1, 5 if wide else 3)
        columns = self._models[1].view().columns
        widths = {n: _WIDTHS.get(column.key, _NAME_COLUMN) for n, column in enumerate(columns)}
        name = _name_column(self._models[1].view())
        if wide and name is not None:
            del widths[name]
        self.table.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.set_widths(widths, name if wide else None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showing_table(self) -> bool:
        """Whether the table twin stands in the chart's place."""
        return self._stack.currentIndex() == 1

    def toggle_table(self) -> None:
        """Chart or table twin (T); the focus goes along."""
        table = not self.showing_table()
        had_focus = self._focus_inside()
        self._carry_over(table)
        self._stack.setCurrentIndex(1 if table else 0)
        if had_focus:
            (self.table if table else self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)
        self.table_shown.emit(table)

    def _carry_over(self, table: bool) -> None:
        """What is chosen in the chart is the row chosen in its table, and the other way round."""
        mark = self.canvas.current_mark()
        if table and mark is not None:
            self.show_row(mark)
        elif not table and self.table.currentIndex().isValid():
            found = self.mark_of(self._models[1].key(self.table.currentIndex()))
            if found is not None:
                self.canvas.focus_mark(found.id)

    def show_row(self, mark: Mark) -> None:
        """Choose the row of the table that a mark stands for, the first of several."""
        rows = (self._models[1].row_of(key) for key in (mark.id, *mark.rows, *mark.records))
        row = next((row for row in rows if row >= 0), -1)
        if row >= 0:
            self.table.selectRow(row)

    def mark_of(self, row: str) -> Mark | None:
        """The mark that stands for a row of the table: named like it, or with it among its rows or records."""
        scene = self.canvas.scene()
        marks = tuple(mark for mark in scene.marks if mark.stop) if scene else ()
        named = next((mark for mark in marks if mark.id == row), None)
        return named or next((mark for mark in marks if row in (*mark.rows, *mark.records)), None)

    def _focus_inside(self) -> bool:
        found = self.focusWidget()
        return found is not None and found.hasFocus()

    def copy_picture(self) -> None:
        """Put the framed chart on the clipboard as a picture, always in the light colours."""
        if self._view is None:
            return
        image = QImage.fromData(chart_png(self._view, scale=_COPY_SCALE))
        QGuiApplication.clipboard().setImage(image)

    def copy_data(self) -> None:
        """Put the chart's table on the clipboard as tab-separated text."""
        if self._view is None:
            return
        data = QMimeData()
        data.setText(tab_separated(self._view.table(), guarded))
        QGuiApplication.clipboard().setMimeData(data)

    def select_record(self, key: str) -> None:
        """Point to a record in chart and list: the mark that stands for it gets the focus."""
        scene = self.canvas.scene()
        marks = scene.marks if scene else ()
        found = next((mark for mark in marks if mark.stop and key in mark.records), None)
        self.canvas.focus_mark(found.id if found else "")

    def _on_focused(self, mark: Mark | None) -> None:
        if mark is not None and mark.records and self.side.isVisible():
            row = self._models[0].row_of(mark.records[0])
            if row >= 0:
                self.side.selectRow(row)
        self.focused.emit(mark)

    def _on_side_opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._models[0].key(index))

    def _on_table_opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._models[1].key(index))


def _name_column(table: TableView) -> int | None:
    """The column that takes the spare width, the one with the longest text."""
    keys = [column.key for column in table.columns]
    return next((keys.index(key) for key in ("risk", "missing") if key in keys), None)
