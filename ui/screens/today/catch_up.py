# SPDX-License-Identifier: Apache-2.0
"""Catch up: one late item at a time, decided with a digit; Back takes the last decision back, Esc closes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.due import DueRow
from planner.services import draft_places
from planner.services.catch_up import Round
from planner.views import catch_up, today_view
from planner.views.catch_up import Way
from ui.context import AppContext
from ui.forms.drafts import follow
from ui.forms.small_window import SmallWindow
from ui.screens.parts.layouts import clear_layout
from ui.screens.today.reason import ReasonLine
from ui.text import short_date, weekday
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.choice import Choice
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel

_WIDTH, _HEIGHT = 520, 440
_BACK_KEYS = ("Backspace", "Alt+Left", "Ctrl+Z")


class CatchUpWindow(SmallWindow):
    """Leads through a round; ``opened`` carries the `DueRow` whose place is wanted, the window is closed then."""

    opened = Signal(object)

    def __init__(self, app: AppContext, going: Round, parent: QWidget | None = None) -> None:
        super().__init__(tr("Catch up"), parent)
        self.setObjectName("dlgCatchUp")
        self._app, self.round = app, going
        self.choices: dict[Way, Choice] = {}
        self.header = PaneHeader("", closable=True, height=44)
        self.header.closed.connect(self.reject)
        self.kind = PlainLabel(color="muted")
        self.state = StatusText("", "")
        self.title = PlainLabel(role="section", wrap=True)
        self.account = PlainLabel(role="name", wrap=True)
        self.why = PlainLabel(color="muted", wrap=True)
        self.reason = ReasonLine()
        self.reason.given.connect(self._drop)
        self.reason.left.connect(self._choose_again)
        self._following = follow(app, self.reason.row, held=True)
        for end in (self.reason.given, self.reason.left):
            end.connect(self._following.done)
        self.said = PlainLabel(role="caption", color="muted", elide=True)
        self.btn_back = Button(tr("Back"), icon="arrow-left", tip=tr("Takes the last decision back (Backspace)"))
        self.btn_back.setObjectName("btnCatchUpBack")
        self.btn_back.clicked.connect(self.back)
        for keys in _BACK_KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.back)
        self._lay_out()
        self.show_item()

    def _lay_out(self) -> None:
        px = theme().density.px
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.kind)
        first.addWidget(self.state)
        first.addStretch(1)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        body = Panel()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 20)
        column.setSpacing(0)
        column.addLayout(first)
        for part, gap in ((self.title, 8), (self.account, 4), (self.why, 4)):
            column.addSpacing(gap)
            column.addWidget(part)
        column.addSpacing(20)
        column.addLayout(self._ways)
        column.addWidget(self.reason)
        column.addStretch(1)
        foot = Panel(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 9, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.btn_back)
        row.addWidget(self.said, 1)
        for panel in (self.header, body, foot):
            self.hold(panel)
        self._column.setSpacing(0)
        self._column.setStretch(1, 1)
        self.setMinimumSize(px(_WIDTH), px(_HEIGHT))

    # -- show

    def show_item(self) -> None:
        """Show the item to decide on, or at the end what was done."""
        self.reason.hide()
        self.choices = {}
        clear_layout(self._ways)
        row = self.round.row
        self.btn_back.set_off("" if self.round.decided else tr("Nothing was decided yet."))
        for part in (self.kind, self.state, self.account, self.why):
            part.setVisible(row is not None)
        if row is None:
            self._show_end()
        else:
            self._show_row(row)

    def _show_row(self, row: DueRow) -> None:
        at, count = self.round.place
        self.header.set_title(tr("{n} of {total}", n=at, total=count))
        self.kind.setText(tr(today_view.KIND_WORDS[row.kind]))
        self.state.set_status(row.state, catch_up.late_words(row))
        self.title.setText(row.title.text())
        self.account.setText(today_view.where(row))
        self.why.setText(catch_up.why(row))
        for way in catch_up.ways(row):
            choice = Choice(catch_up.way_words(row, way), key=catch_up.KEYS[way], note=self._day(way))
            choice.setObjectName(f"btnCatchUp.{way}")
            choice.clicked.connect(partial(self.choose, way))
            self.choices[way] = choice
            self._ways.addWidget(choice)
            choice.show()
        self._focus("leave")

    def _show_end(self) -> None:
        self.header.set_title(tr("That was all of it"))
        self.title.setText(catch_up.summary(self.round.ways()) or tr("Nothing is late any more."))
        self.why.setText("")
        self.said.setText("")
        close = Button(tr("Close"), variant="primary")
        close.setObjectName("btnCatchUpClose")
        close.clicked.connect(self.accept)
        self._ways.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)
        close.show()  # what is added later is shown with the next event only, and would not take the focus now
        close.setFocus()

    def _day(self, way: Way) -> str:
        if way not in catch_up.DAYS:
            return ""
        day = self._app.session.today() + catch_up.ahead(way)
        return tr("{weekday} {day}", weekday=weekday(day), day=short_date(day))

    def _focus(self, way: Way) -> None:
        if way in self.choices:
            self.choices[way].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus("leave")  # leaving is what Enter does: it changes nothing

    # -- decide

    def choose(self, way: Way) -> None:
        """What a digit or a press decides about the item shown."""
        row = self.round.row
        if row is None:
            return
        if way == "drop":
            for choice in self.choices.values():
                choice.hide()
            self.reason.ask()
            self._following.at(draft_places.ask("action", "drop_reason", [row.id]))
            return
        self._decide(row, way)

    @Slot(str)
    def _drop(self, reason: str) -> None:
        if self.round.row is not None:
            self._decide(self.round.row, "drop", reason)

    def _decide(self, row: DueRow, way: Way, reason: str = "") -> None:
        try:
            self.round.decide(way, reason)
        except PlannerError as fault:
            self.said.setText(str(fault))
            return
        if way == "open":
            self.accept()
            self.opened.emit(row)
            return
        self.show_item()
        self.said.setText(catch_up.did(row, way, self._app.session.today()))

    @Slot()
    def _choose_again(self) -> None:
        self.reason.hide()
        for choice in self.choices.values():
            choice.show()
        self._focus("drop")

    @Slot()
    def back(self) -> None:
        """Return to the item before, with what was decided about it taken back."""
        if not self.round.decided:
            return
        try:
            last = self.round.back()
        except PlannerError as fault:
            self.said.setText(str(fault))
            return
        if last is None:
            self.said.setText(tr("Something else was changed since; it stays as decided."))
            return
        self.show_item()
        self.said.setText(tr("Taken back: {what}", what=catch_up.did(last.row, last.way, self._app.session.today())))

    # -- keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = next((way for way in self.choices if catch_up.KEYS[way] == event.text()), None)
        if way is not None and not self.reason.isVisible() and not event.isAutoRepeat():
            self.choose(way)
        else:
            super().keyPressEvent(event)

    @override
    def reject(self) -> None:
        """Esc leaves the question first, then the window."""
        if self.reason.isVisible():
            self._choose_again()
        else:
            super().reject()
