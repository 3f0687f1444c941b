# SPDX-License-Identifier: Apache-2.0
"""The details pane of a list: a header, what is selected below it, and in its place the form of a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.actions.commands import commands_of, run_command
from ui.context import AppContext
from ui.later import Later
from ui.screens.parts.repaired_bar import RepairedBar
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.forms.new_record import NewRecordPanel

_NEW: Final = 2


class DetailsPane(Panel):
    """`add` puts parts into the scrolling body; `show_new` shows a NewRecordPanel until it is done or left."""

    created = Signal(str)
    left_new = Signal()
    escaped = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None, *, history: bool = True) -> None:
        super().__init__(parent)
        self._app = app
        self._record: tuple[str, str] | None = None
        self._panel: QWidget | None = None
        self._title: tuple[str, str] = ("", "")
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        self.btn_history = Button(variant="icon", icon="history", name=tr("History"), tip=tr("History"))
        self.btn_history.clicked.connect(self._history)
        self.btn_history.hide()
        self._history_wanted = history
        self.header.add_right(self.btn_history)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.blank = PlainLabel(color="muted", wrap=True)
        self.blank.setContentsMargins(16, 16, 16, 16)
        self.blank.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolling(self.body))
        self.stack.addWidget(self.blank)
        self._page = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.repaired = RepairedBar(app)
        column.addWidget(self.header)
        column.addWidget(self.repaired)
        column.addWidget(self.stack, 1)

    def add(self, widget: QWidget) -> None:
        """Add a part at the end of the body."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def to_top(self) -> None:
        """Scroll the body back to its beginning."""
        area = self.stack.widget(0)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

    def set_title(self, title: str, note: str = "") -> None:
        """What the pane is about; shown when no new record is being made."""
        self._title = (title, note)
        if self._panel is None:
            self.header.set_title(title, note)

    def set_record(self, kind: str, key: str | None) -> None:
        """The record that History is about; None for none or several."""
        self._record = (kind, key) if key else None
        self.btn_history.setVisible(self._history_wanted and key is not None)
        self.repaired.show_record(kind, key)
        self._turn(0)

    def set_blank(self, words: str) -> None:
        """Say something instead of a record's parts."""
        self._record = None
        self.btn_history.hide()
        self.repaired.hide()
        self.blank.setText(words)
        self._turn(1)

    def _turn(self, page: int) -> None:
        self._page = page
        if self._panel is None:
            self.stack.setCurrentIndex(page)

    def record(self) -> tuple[str, str] | None:
        """Kind and id of the record shown."""
        return self._record

    def show_new(self, panel: NewRecordPanel, title: str) -> None:
        """Ask for a new record here; the body comes back afterwards."""
        self.end_new()
        self._panel = panel
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.stack.addWidget(scrolling(holder))
        self.stack.setCurrentIndex(_NEW)
        self.header.set_title(title, "")
        self.btn_history.hide()
        panel.created.connect(self._created)
        panel.cancelled.connect(self._cancelled)
        panel.start()

    def asking(self) -> bool:
        """Whether a new record is being asked for."""
        return self._panel is not None

    def end_new(self) -> None:
        """Take the form of a new record away."""
        holder = self.stack.widget(_NEW)
        if holder is not None:
            self.stack.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        self._panel = None
        self.stack.setCurrentIndex(self._page)
        self.header.set_title(*self._title)
        self.btn_history.setVisible(self._history_wanted and self._record is not None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._panel is None and commands_of(self._app).present().wide:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _created(self, key: str) -> None:
        self.end_new()
        self.created.emit(key)

    @Slot()
    def _cancelled(self) -> None:
        self.end_new()
        self.left_new.emit()

    @Slot()
    def _close(self) -> None:
        if self._panel is not None:
            self._cancelled()
        else:
            run_command(self._app, "view.details")

    @Slot()
    def _history(self) -> None:
        if self._record is not None:
            run_command(self._app, "history.show", kind=self._record[0], record=self._record[1])


class FollowingArea(QScrollArea):
    """Scrolls up and down only, and brings the field that gets the focus into view."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._later = Later(self, self._follow)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and self.isAncestorOf(now):
            self._later.start()  # a part that has just been shown has its place only then

    @Slot()
    def _follow(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return
        box = focused.parentWidget()
        while box is not None and box is not self and not isinstance(box, FieldBox):
            box = box.parentWidget()
        if isinstance(box, FieldBox):  # with what is said or offered below the field
            self.ensureWidgetVisible(box, 8, 8)
        self.ensureWidgetVisible(focused, 8, 48)


def scrolling(widget: QWidget) -> FollowingArea:
    """The widget in an area that scrolls it up and down only."""
    area = FollowingArea()
    area.setWidget(widget)
    return area
