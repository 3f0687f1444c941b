# SPDX-License-Identifier: Apache-2.0
"""Days and moments: typed in many writings or picked from a calendar; an unknown day is an empty line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.spec import FieldSpec
from planner.kernel.text import tr
from ui.forms.parse import read_date, read_moment
from ui.forms.text_editors import TextLine
from ui.text import short_date, short_moment
from ui.theme.qicons import bind_icon
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.paint import text_width

Today = Callable[[], date]
_WIDE = date(2028, 12, 28)


class CalendarPopup(QFrame):
    """A month to pick a day from, with "Today" and, where it may be unknown, "No date"."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, *, optional: bool) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._today = date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, QTextCharFormat())
        for name, sign in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = self.calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                bind_icon(button, sign)
        column.addWidget(self.calendar)
        row = QHBoxLayout()
        self.today_button = Button(tr("Today"), self, variant="text", small=True)
        self.none_button = Button(tr("No date"), self, variant="text", small=True)
        self.none_button.setVisible(optional)
        row.addWidget(self.today_button)
        row.addStretch(1)
        row.addWidget(self.none_button)
        column.addLayout(row)
        self.calendar.clicked.connect(self._on_day)
        self.calendar.activated.connect(self._on_day)
        self.today_button.clicked.connect(self._on_today)
        self.none_button.clicked.connect(self._on_none)

    def open_below(self, line: QWidget, shown: date, today: date) -> None:
        """Open under a line or a chip with a day selected."""
        self._today = today
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.adjustSize()
        place = line.mapToGlobal(QPoint(0, line.height() + 2))
        area = line.screen().availableGeometry()
        if place.y() + self.height() > area.bottom():
            place = line.mapToGlobal(QPoint(0, -self.height() - 2))
        self.move(min(place.x(), max(area.left(), area.right() - self.width())), place.y())
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_day(self, day: QDate) -> None:
        self._done(date(day.year(), day.month(), day.day()))

    def _on_today(self) -> None:
        self._done(self._today)

    def _on_none(self) -> None:
        self._done(None)

    def _done(self, day: date | None) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(day)


class DateEditor(TextLine):
    """A day; the empty line is the "none" state, whose placeholder is a dash. Alt+Down opens the calendar."""

    def __init__(self, field: FieldSpec, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        if not field.hint:
            self.edit.setPlaceholderText("–")
        action = self.edit.addAction(self.windowIcon(), QLineEdit.ActionPosition.TrailingPosition)
        bind_icon(action, "calendar-event")
        action.setText(tr("Calendar"))
        action.setToolTip(tr("Calendar (Alt+Down)"))
        action.triggered.connect(self.open_calendar)

    def room(self) -> int:
        """The width in which a written day is read whole."""
        return text_width(short_date(_WIDE)) + theme().density.px(56)

    def open_calendar(self) -> None:
        """Show the calendar with the day of the line, otherwise today."""
        if self._popup is None:
            self._popup = CalendarPopup(self, optional=not self.field.required)
            self._popup.picked.connect(self._on_picked)
        self._popup.open_below(self.edit, self._day() or self._today(), self._today())

    def _day(self) -> date | None:
        try:
            return read_date(self.edit.text(), self._today())
        except ValueError:
            return None

    def _on_picked(self, day: object) -> None:
        self.edit.setText(short_date(day) if isinstance(day, date) else "")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.touch()
        self.commit()

    @override
    def open_chooser(self) -> None:
        self.open_calendar()

    @override
    def _read(self) -> object:
        return read_date(self.edit.text(), self._today())

    @override
    def _show(self, value: object) -> None:
        self.edit.setText(short_date(value) if isinstance(value, date) else "")


class MomentEditor(TextLine):
    """A day with hour and minute in this computer's zone; the value is UTC."""

    def __init__(self, field: FieldSpec, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._today = today
        if not field.hint:
            self.edit.setPlaceholderText("–")

    @override
    def _read(self) -> object:
        return read_moment(self.edit.text(), self._today())

    @override
    def _show(self, value: object) -> None:
        self.edit.setText(short_moment(value) if isinstance(value, datetime) else "")
