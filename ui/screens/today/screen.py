# SPDX-License-Identifier: Apache-2.0
"""Today: what needs the user, what changed, and the visits ahead; nothing here keeps anyone waiting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.clock import moment
from planner.kernel.dates import day_text, short_day
from planner.kernel.text import tr
from planner.rules.due import DueRow
from planner.services import today
from planner.services.catch_up import Round
from planner.services.today import Changed, Due, Visit
from planner.views import catch_up, today_view
from planner.views.tables import TableView
from ui.actions.commands import commands_of, run_command
from ui.context import AppContext, Place
from ui.models.rows_model import RowsModel
from ui.screens.screen import Screen
from ui.screens.today.get_going import GetGoingCard
from ui.screens.today.needs import FlatTable, NeedsList
from ui.screens.today.peek import Peek
from ui.screens.today.places import alert_told, record_place
from ui.screens.today.visits import Visits
from ui.text import short_time, weekday
from ui.widgets.button import Button
from ui.widgets.panes import HLine, PaneHeader, Panel, SectionTitle
from ui.widgets.safe import PlainLabel

_SIDE_WIDTH = 376
_NARROW = 860
_BOTH = 1100
_ANY_WIDTH = 16_777_215


class TodayScreen(Screen):
    """The list is computed as a job where there are many accounts; it is kept until something changes."""

    depends_on = frozenset(
        {
            "account", "action", "alert_mute", "authorisation", "callback", "contact", "contingency_plan",
            "decision_role", "drill", "evidence_link", "explain_session", "grade_decision", "inspection_result",
            "interaction", "network_review", "person", "relation_assessment", "risk", "ruleset", "site",
        }
    )  # fmt: skip
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.details: QWidget | None = None
        self._running = False
        self._again = False
        self._visits: list[Visit] = []
        self._changed: dict[str, Changed] = {}
        self._round: Round | None = None
        self.header = PaneHeader(tr("Today"), page=True)
        self.btn_review = Button(tr("Quick review"), variant="primary", icon="clipboard-check", shortcut="Ctrl+Shift+R")
        self.btn_review.setObjectName("btnQuickReview")
        self.header.add_right(self.btn_review)
        self.btn_review.setVisible(commands_of(app).has("review.quick"))
        self.going = GetGoingCard(app)
        self.needs = NeedsList(app)
        self.visits = Visits()
        self.visits.setObjectName("lstVisits")
        self.peek = Peek(app, self)
        self.peek.hide()
        self._build_changed()
        self._lay_out()
        self._wire()

    def _build_changed(self) -> None:
        self.changed_title = SectionTitle("", large=True)
        self.changed_count = PlainLabel(role="caption", color="muted")
        self.changed_model = RowsModel(TableView(columns=today_view.CHANGED_COLUMNS), self)
        self.changed = FlatTable(name=tr("Changed since yesterday"))
        self.changed.setObjectName("lstChanged")
        self.changed.setModel(self.changed_model)
        self.unchanged = PlainLabel(tr("Nothing was changed."), color="muted")
        self.unchanged.setContentsMargins(16, 12, 0, 0)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 20, 24, 24)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 36, 12, 12)
        head.addWidget(self.changed_title, 1)
        head.addWidget(self.changed_count)
        column.addWidget(self.going)
        column.addWidget(self.needs)
        column.addLayout(head)
        column.addWidget(HLine())
        column.addWidget(self.changed)
        column.addWidget(self.unchanged)
        column.addStretch(1)
        self.side = Panel(lines="l")
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(17, 16, 16, 16)
        beside.addWidget(self.visits)
        body = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(left, 1)
        self._columns.addWidget(self.side)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(scroll, 1)

    def _wire(self) -> None:
        self.btn_review.clicked.connect(self._quick_review)
        self.going.closed.connect(self._enter)
        self.needs.opened.connect(self._open)
        self.needs.stepped.connect(self._step)
        self.needs.peeked.connect(self._peek)
        self.needs.chosen.connect(self._chosen)
        self.needs.catch_up_wanted.connect(self._catch_up)
        self.changed.opened.connect(self._open_changed)
        self.visits.prepared.connect(self._prepare)
        self.visits.capture.connect(self._capture)
        self.visits.opened.connect(self._open_visit)
        self.peek.closed.connect(self._close_peek)
        self.peek.opened.connect(self._open)

    @override
    def refresh(self) -> None:
        """Show what is quick at once, and what is due now or as soon as it is known."""
        session = self.app.session
        now = session.today()
        day = tr("{weekday} {day}", weekday=weekday(now), day=short_day(now))
        self.header.set_title(tr("Today"), day)
        self.going.refresh()
        self._visits = today.visits(session)
        self.visits.show_visits(self._visits, now)
        self._show_changed(today.changed(session))
        if today.is_large(session):
            self._start()
        else:
            self._show_due(today.due(session))

    def _start(self) -> None:
        """One computation at a time; changes meanwhile lead to one more."""
        if self._running:
            self._again = True
            return
        self._running, self._again = True, False
        self.app.jobs.run(partial(today.due, self.app.session), done=self._computed, failed=self._failed)

    def _computed(self, due: Due) -> None:
        self._running = False
        self._show_due(due)
        if self._again:
            self.mark_stale()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.app.notices.fault(error)

    def _show_due(self, due: Due) -> None:
        self.needs.show_due(due, self._nothing())
        self.selection_changed.emit()

    def _nothing(self) -> tuple[str, str]:
        """What an empty list says: a headline and what comes next."""
        if self._visits:
            first = self._visits[0]
            return tr("Done for today."), tr("Next: {day}, {account}.", day=day_text(first.on), account=first.account)
        return tr("Nothing is waiting."), tr("Visits and due dates will show up here.")

    def _show_changed(self, found: list[Changed]) -> None:
        start, now = today.since(self.app.session), self.app.session.today()
        yesterday = (now - start).days == 1
        words = tr("Changed since yesterday") if yesterday else tr("Changed since {day}", day=weekday(start))
        self.changed_title.set_text(words)
        self.changed_count.setText(str(len(found)) if found else "")
        self._changed = {str(line.step): line for line in found}
        self.changed_model.set_view(today_view.changes(map(self._line, found)))
        self.changed.fit(self.changed_model)
        self.changed.setVisible(bool(found))
        self.unchanged.setVisible(not found)

    def _line(self, line: Changed) -> today_view.ChangeLine:
        at = moment(line.at).astimezone()
        now = self.app.session.today()
        clock = short_time(at)
        when = clock if at.date() == now else tr("{day} {time}", day=short_day(at.date()), time=clock)
        return today_view.ChangeLine(
            key=str(line.step), entity=line.entity, account=line.account, label=line.label.text(), at=when
        )

    @override
    def show_place(self, place: Place) -> None:
        self.going.refresh()
        self._enter()

    @Slot()
    def _enter(self) -> None:
        """Put the focus where it is seen: on the list, a first task, or words with which Enter starts nothing."""
        if self.needs.table.isVisibleTo(self):
            self.needs.table.setFocus()
        elif not self.going.enter():
            self.needs.empty.setFocus()

    @override
    def actions_context(self) -> dict[str, object]:
        found: dict[str, object] = {"action": tuple(self.needs.action_ids())}
        row = self.needs.current()
        if row is not None:
            found |= {"record": (row.entity, row.id), "account_id": row.account_id, "alert": alert_told(row)}
        return found

    def copy_table(self) -> TableView:
        """What is due, for the clipboard."""
        return self.needs.model.view()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Visits beside the list, below it where the page is narrow, and away while a row is looked at."""
        wide = self.width() >= _NARROW
        self.side.setVisible(self.details is None or self.width() >= _BOTH)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        width = min(_SIDE_WIDTH, self.width() * 2 // 5)
        self.side.setMinimumWidth(width if wide else 0)
        self.side.setMaximumWidth(width if wide else _ANY_WIDTH)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.details is not None:
            self._close_peek()
            return
        super().keyPressEvent(event)

    @Slot()
    def _chosen(self) -> None:
        row = self.needs.current()
        if self.details is not None and row is not None:
            self.peek.show_row(row)
        self.selection_changed.emit()

    @Slot(object)
    def _peek(self, row: DueRow) -> None:
        if self.details is not None:
            self._close_peek()
            return
        self.details = self.peek
        self.peek.show_row(row)
        self.details_changed.emit()
        self._fit_columns()
        if not commands_of(self.app).present().details_open:
            run_command(self.app, "view.details")

    @Slot()
    def _close_peek(self) -> None:
        self.peek.form.flush()
        self.details = None
        self.details_changed.emit()
        self._fit_columns()
        self.needs.table.setFocus()

    @Slot(object)
    def _open(self, row: DueRow) -> None:
        self.app.navigator.go(record_place(self.app.session, row.account_id, row.entity, row.id))

    @Slot(object)
    def _step(self, row: DueRow) -> None:
        run_command(self.app, "alert.step", alert=alert_told(row))

    @Slot()
    def _catch_up(self) -> None:
        """Go through what is late; a round that was left for a record goes on where it was."""
        from ui.screens.today.catch_up import CatchUpWindow

        going, session, late = self._round, self.app.session, self.needs.late_ones()
        if going is None or going.row is None or going.began != session.today():
            going = Round(session, late)
        else:
            going.resume(late)
        self._round = going
        window = CatchUpWindow(self.app, going, self.window())
        window.opened.connect(self._open)
        window.finished.connect(self._caught_up)
        window.open()

    @Slot()
    def _caught_up(self) -> None:
        words = catch_up.summary(self._round.ways()) if self._round is not None else ""
        if words:
            self.app.notices.toast(words)
        self.window().activateWindow()
        if self.needs.btn_catch_up.isVisible():
            self.needs.btn_catch_up.setFocus()
        elif self.isVisible():
            self._enter()

    @Slot(QModelIndex)
    def _open_changed(self, index: QModelIndex) -> None:
        line = self._changed.get(self.changed_model.key(index))
        if line is not None and line.account_id:
            self.app.navigator.go(record_place(self.app.session, line.account_id, line.entity, line.id))

    @Slot(object)
    def _prepare(self, visit: Visit) -> None:
        self._open_visit(visit)  # the review itself is behind the window, with its checks and plans
        run_command(self.app, "review.prepare")

    @Slot(object)
    def _capture(self, visit: Visit) -> None:
        run_command(self.app, "review.quick", account_id=visit.account_id)

    @Slot(object)
    def _open_visit(self, visit: Visit) -> None:
        self.app.navigator.go(record_place(self.app.session, visit.account_id, "network_review", visit.review_id))

    @Slot()
    def _quick_review(self) -> None:
        run_command(self.app, "review.quick", account_id=None)
