# SPDX-License-Identifier: Apache-2.0
"""Planned visits: a strip of seven days and the reviews planned in them, each with Prepare, Capture and Open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.dates import short_day
from planner.kernel.text import N_, tr
from planner.services.today import VISIT_DAYS, Visit
from ui.screens.accounts.detail_rows import clear_layout
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.button import Button
from ui.widgets.paint import draw_text, rounded
from ui.widgets.panes import HLine, SectionTitle
from ui.widgets.safe import PlainLabel

DAYS = 7
_SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class WeekStrip(PaintedWidget):
    """Seven days from a first one; today is tinted, a dot marks a day with visits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._today = date.min, date.min
        self._marked: frozenset[date] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, first: date, today: date, marked: frozenset[date]) -> None:
        """Show the days from ``first``."""
        self._first, self._today, self._marked = first, today, marked
        self.setAccessibleName(", ".join(short_day(day) for day in sorted(marked)))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(7 * 36, theme().density.px(52))

    @override
    def draw(self, painter: QPainter) -> None:
        wide = self.width() / DAYS
        for n in range(DAYS):
            day = self._first + timedelta(days=n)
            on = day == self._today
            box = QRectF(n * wide, 0, wide, self.height())
            if on:
                rounded(painter, box.adjusted(1, 0, -1, 0), 6, role_color("selection"))
            self._draw_day(painter, box.toRect(), day, on=on)

    def _draw_day(self, painter: QPainter, box: QRect, day: date, *, on: bool) -> None:
        px = theme().density.px
        name = QRect(box.left(), px(6), box.width(), px(16))
        number = QRect(box.left(), px(22), box.width(), px(18))
        role, color = ("group", "accent") if on else ("caption", "muted")
        draw_text(painter, name, tr(_SHORT[day.weekday()]), role=role, color=color, align=_CENTRE)
        text = "accent" if on else "text"
        draw_text(painter, number, str(day.day), role="strong" if on else "name", color=text, align=_CENTRE)
        if day in self._marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(role_color("accent"))
            painter.drawEllipse(QRectF(box.center().x() - 1.5, px(44), 4, 4))


class VisitRow(QWidget):
    """One planned visit: its day, account and site, and what is done for it, at it and after it."""

    def __init__(self, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prepare = Button(tr("Prepare visit"), icon="list-check", small=True)
        self.capture = Button(tr("Capture"), icon="clipboard-check", small=True)
        self.open = Button(
            variant="icon",
            icon="arrow-right",
            name=tr("{verb}: {account}", verb=tr("Open"), account=visit.account),
            small=True,
        )
        for button in (self.prepare, self.capture):
            button.set_name(tr("{verb}: {account}", verb=button.label(), account=visit.account))
        day = tr("{weekday} {day}", weekday=tr(_SHORT[visit.on.weekday()]), day=visit.on.day)
        when = PlainLabel(day, role="strong")
        when.setFixedWidth(theme().density.px(56))
        words = " · ".join(part for part in (tr("Network review"), visit.site, visit.reviewer) if part)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(8)
        for button in (self.prepare, self.capture, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(PlainLabel(visit.account, role="name", elide=True))
        text.addWidget(PlainLabel(words, role="caption", color="muted", elide=True))
        text.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(8)
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)


class Visits(QWidget):
    """The strip and the visits of its days; the signals carry a `Visit`."""

    prepared = Signal(object)
    capture = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._visits: tuple[Visit, ...] = ()
        self._week = 0
        self.title = SectionTitle(tr("Planned visits"), large=True)
        self.back = Button(variant="icon", icon="arrow-left", name=tr("This week"))
        self.ahead = Button(variant="icon", icon="arrow-right", name=tr("Next week"))
        self.strip = WeekStrip()
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.title, 1)
        head.addWidget(self.back)
        head.addWidget(self.ahead)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self.strip)
        column.addSpacing(8)
        column.addWidget(HLine())
        column.addLayout(self.list)
        column.addStretch(1)
        self.back.clicked.connect(self._this_week)
        self.ahead.clicked.connect(self._next_week)

    def show_visits(self, visits: Sequence[Visit], today: date) -> None:
        """Show these visits; the week chosen stays."""
        self._visits, self._today = tuple(visits), today
        self._fill()

    def shown(self) -> list[Visit]:
        """The visits of the days in the strip."""
        first = self._today + timedelta(days=DAYS * self._week)
        return [v for v in self._visits if first <= v.on < first + timedelta(days=DAYS)]

    def _fill(self) -> None:
        first = self._today + timedelta(days=DAYS * self._week)
        self.strip.show_days(first, self._today, frozenset(v.on for v in self._visits))
        self.back.set_off("" if self._week else tr("These are the next seven days."))
        last = (self._week + 1) * DAYS >= VISIT_DAYS
        self.ahead.set_off(tr("Visits are shown two weeks ahead.") if last else "")
        clear_layout(self.list)
        for visit in self.shown():
            row = VisitRow(visit)
            row.prepare.clicked.connect(partial(self.prepared.emit, visit))
            row.capture.clicked.connect(partial(self.capture.emit, visit))
            row.open.clicked.connect(partial(self.opened.emit, visit))
            self.list.addWidget(row)
            self.list.addWidget(HLine(color="row_line"))
        if not self.shown():
            self.list.addWidget(self._nothing())

    def _nothing(self) -> QWidget:
        later = next((v for v in self._visits if v not in self.shown()), None)
        text = tr("No visit is planned in these days.")
        if later is not None and not self._week:
            text = tr("No visit in these days. Next: {day}, {account}.", day=short_day(later.on), account=later.account)
        label = PlainLabel(text, color="muted", wrap=True)
        label.setContentsMargins(0, 12, 0, 12)
        return label

    @Slot()
    def _this_week(self) -> None:
        self._week = 0
        self._fill()

    @Slot()
    def _next_week(self) -> None:
        self._week = 1
        self._fill()
