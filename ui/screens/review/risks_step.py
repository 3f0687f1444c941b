# SPDX-License-Identifier: Apache-2.0
"""Step 3 of a review: matrix and ranked list side by side, the rating of the chosen risk, what is not assessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.risks.risk import RISK
from planner.kernel.text import tr
from planner.render.scene import Mark
from planner.rules.risk import RiskState
from planner.services import reviews, risks
from planner.services.session import Session
from planner.views.review_view import findings_without_risk, review_matrix, states_of
from planner.views.risk_chart import Unrated
from planner.views.tables import TableView
from ui.charts.canvas import ChartCanvas
from ui.forms.new_record import NewRecordDialog
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import clear, column, scrolled, tab_through
from ui.screens.review.rating_form import RatingForm
from ui.screens.review.risk_table import RiskTable
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import StatusText
from ui.widgets.letters import give_letters
from ui.widgets.safe import PlainLabel, WrappedLabel
from ui.widgets.segmented import Segment, SegmentedControl

_SIDE_BY_SIDE = 640
_WIDEST, _LOWEST, _LOW = 640, 262, 560
_ANY = 16_777_215
_NEW_FIELDS = ("statement", "cause", "effect", "likelihood", "impact", "owner_id")


class RisksStep(QWidget):
    """``selected`` carries the id of the chosen risk, ``plan_wanted`` that of one that gets a plan."""

    selected = Signal(str)
    plan_wanted = Signal(str)

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self._states: dict[str, RiskState] = {}
        self._key = ""
        self.canvas = ChartCanvas()
        self.table = RiskTable()
        self.table.setObjectName("tblReviewRisks")
        self.form = RatingForm(host)
        self.form.setObjectName("frmRating")
        self._build_side()
        self._lay_out()
        self._wire()

    def _build_side(self) -> None:
        self.heading = WrappedLabel(role="group", color="muted", wrap=True)
        self.btn_add = Button(tr("Add risk"), variant="text", icon="plus")
        self.btn_add.setObjectName("btnAddRisk")
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._add_chosen)
        self.btn_add.set_menu(self._menu)
        self.tray = Tray()
        self.tray.rate.connect(self._rate)
        self.answer = SegmentedControl(
            [Segment(key="", label=tr("Not assessed")), Segment(key="none", label=tr("No risk found"))],
            name=tr("Risks found"),
        )
        self.answer.setObjectName("segNoRisk")
        self.answer_box = QWidget()
        row = QHBoxLayout(self.answer_box)
        row.setContentsMargins(0, 8, 0, 8)
        row.addWidget(PlainLabel(tr("Risks found"), role="caption", color="muted"))
        row.addWidget(self.answer)
        row.addStretch(1)

    def _lay_out(self) -> None:
        body = QWidget()
        self._pair = QHBoxLayout()
        self._pair.setSpacing(16)
        self._side = QWidget()
        right = column(self._side, gap=4)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.btn_add)
        right.addLayout(head)
        right.addWidget(self.table)
        right.addWidget(self.tray)
        right.addWidget(self.answer_box)
        right.addStretch(1)
        self._pair.addWidget(self.canvas, 10, Qt.AlignmentFlag.AlignTop)
        self._pair.addWidget(self._side, 11)
        self._all = column(body, margins=(16, 12, 16, 12), gap=12)
        self._all.addLayout(self._pair)
        self._all.addWidget(self.form)
        self._all.addStretch(1)
        self.area: QScrollArea = scrolled(body)
        column(self).addWidget(self.area)

    def _wire(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.opened.connect(self._open_rating)
        self.canvas.activated.connect(self._pin_chosen)
        self.canvas.focused.connect(self._mark_chosen)
        self.answer.selected.connect(self._answer)
        self.form.plan_wanted.connect(self.plan_wanted)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = theme().density.px
        beside = self.width() >= px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)
        self.form.set_low(self.area.height() < px(_LOW))
        across = self.width() - 48
        wide = min(px(_WIDEST), max(px(350), round(across * 0.48))) if beside else min(px(380), across)
        tall = min(max(px(_LOWEST), self._free()), round(wide * 0.86))
        self.canvas.setFixedSize(wide, tall)
        # Where the page is low the list scrolls by itself, so that the rating stays in sight.
        self._side.setMaximumHeight(max(tall, self._free()) if beside else _ANY)
        self.table.set_least(3 if beside else self.table.rows.rowCount())

    def _free(self) -> int:
        """What the rating leaves of the page: the matrix grows so far, and both are seen at once."""
        form = 0 if self.form.isHidden() else self.form.sizeHint().height()
        return self.area.height() - form - 36

    # -- show

    def show_review(self, shown: Shown) -> None:
        """Show the risks of a review and of its site."""
        other = self._shown is None or self._shown.review.id != shown.review.id
        self._shown = shown
        matrix = review_matrix(shown.facts, shown.review, shown.rules, shown.today)
        self._states = states_of(shown.facts, shown.review, shown.rules, shown.today)
        self.canvas.set_view(matrix)
        self.heading.setText(matrix.heading if matrix.lines else tr("Risks"))
        self.table.set_matrix(matrix)
        self.table.setVisible(bool(matrix.lines))
        self.tray.show_unrated(matrix.unrated)
        tab_through([self.table, *self.tray.buttons])
        self._fill_menu()
        own = any(s.risk.review_id == shown.review.id for s in self._states.values())
        self.answer_box.setVisible(not own and not shown.parts.states)
        self.answer.set_key("none" if shown.review.no_risk_found else "")
        if other or self._key not in self._states:
            self._key = self._first(tuple(line.risk_id for line in matrix.lines))
        self._show_risk()
        self._fit()

    def _first(self, keys: tuple[str, ...]) -> str:
        """The first risk of this review in the order of the list, else the first of all, else one that waits."""
        assert self._shown is not None
        own = [key for key in keys if self._states[key].risk.review_id == self._shown.review.id]
        return next(iter((*own, *keys, *self._states)), "")

    def _show_risk(self) -> None:
        if self._shown is None:
            return
        self.table.select(self._key)
        state = self._states.get(self._key)
        self.canvas.focus_mark(f"cell-{state.likelihood}-{state.impact}" if state and state.current else "")
        self.form.show_risk(self._shown, state)

    def current_key(self) -> str:
        """The id of the chosen risk."""
        return self._key

    def take_focus(self) -> None:
        """Begin with the list. (A focus proxy would send Tab round inside this page for ever.)"""
        (self.table if self._states else self.btn_add).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_record(self, key: str) -> bool:
        """Choose a risk and begin with its rating where it has none."""
        if key not in self._states:
            if not key or not self._states:
                self.btn_add.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._choose(key)
        if self._states[key].current is None:
            self._open_rating()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def copy_table(self) -> TableView:
        """The ranked list with what was not assessed."""
        assert self._shown is not None
        return review_matrix(self._shown.facts, self._shown.review, self._shown.rules, self._shown.today).table()

    def flush(self) -> bool:
        """Keep everything that is typed."""
        return self.form.flush()

    # -- choose

    def _choose(self, key: str) -> None:
        if key and key != self._key:
            self._key = key
            self._show_risk()
            self.selected.emit(key)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._choose(self.table.rows.key(current))

    @Slot(object)
    def _mark_chosen(self, mark: Mark | None) -> None:
        if mark is not None and mark.records and self._key not in mark.records:
            self._choose(mark.records[0])

    @Slot(object)
    def _pin_chosen(self, mark: Mark) -> None:
        """A click on a pin means that risk, also where several share the cell."""
        if len(mark.records) == 1:
            self._choose(mark.records[0])
        else:
            self._mark_chosen(mark)

    @Slot()
    def _open_rating(self, *_: object) -> None:
        self.area.ensureWidgetVisible(self.form)
        self.form.focus_rating()

    @Slot(str)
    def _rate(self, key: str) -> None:
        self._choose(key)
        self._open_rating()

    # -- verbs

    def _fill_menu(self) -> None:
        assert self._shown is not None
        self._menu.clear()
        self._menu.addAction(tr("New risk…")).setData("")
        lines = findings_without_risk(self._shown.facts, self._shown.review.id)
        if lines:
            self._menu.addSeparator()
            self._menu.addAction(tr("From a finding")).setEnabled(False)
        for found in lines:
            self._menu.addAction(found.topic.replace("&", "&&")).setData(found.result_id)

    def _add_chosen(self, action: object) -> None:
        key = action.data()  # type: ignore[attr-defined]
        if key:
            self.add_from_finding(key)
        else:
            self.add_risk()

    def begin(self) -> None:
        """Add the first risk: offer the findings it may come from, or ask at once."""
        if self._states:
            return
        if len(self._menu.actions()) > 1:
            give_letters(self._menu)
            self._menu.popup(self.btn_add.mapToGlobal(self.btn_add.rect().bottomLeft()))
        else:
            self.add_risk()

    def add_from_finding(self, result_id: str) -> None:
        """Raise a risk from a finding and begin to rate it."""
        session = self._host.app.session
        made = self._host.perform(lambda source: risks.risk_from_finding(session, result_id, source=source))
        if made is not None:
            self._rate(made.id)

    @Slot()
    def add_risk(self) -> None:
        """Ask for a statement and a rating."""
        if self._shown is None:
            return
        dialog = NewRecordDialog(
            self._host.app,
            RISK,
            account_id=self._shown.facts.account.id,
            fields=_NEW_FIELDS,
            preset={"owner_id": self._host.app.session.me},
            add=partial(_add, self._shown),
            parent=self.window(),
        )
        dialog.created.connect(self._added)
        dialog.open()

    @Slot(str)
    def _added(self, key: str) -> None:
        self._host.perform(lambda _source: None)
        self.focus_record(key)

    @Slot(str)
    def _answer(self, key: str) -> None:
        if self._shown is None:
            return
        session, review = self._host.app.session, self._shown.review.id
        value = True if key == "none" else None
        self._host.perform(lambda source: reviews.set_no_risk_found(session, review, value, source=source))


def _add(shown: Shown, session: Session, values: Mapping[str, Any], source: object) -> Any:
    rest = {name: values.get(name) for name in _NEW_FIELDS if name != "statement"}
    place = {"review_id": shown.review.id, "site_id": shown.review.site_id, "audience": shown.review.audience}
    account = shown.facts.account.id
    return risks.add_risk(session, account, str(values.get("statement") or ""), source=source, **place, **rest)


class Tray(QWidget):
    """Risks without a rating in a dashed frame; ``rate`` carries the id of one."""

    rate = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 6, 8, 6)
        self._rows.setSpacing(2)
        self.buttons: list[QWidget] = []
        theme().changed.connect(self.update)

    def show_unrated(self, lines: tuple[Unrated, ...]) -> None:
        """List the risks; hidden when there are none."""
        clear(self._rows)
        self.buttons.clear()
        head = StatusText("unknown", tr("Not assessed ({n})", n=len(lines)), role="badge", size=10)
        if len(lines) != 1:
            self._rows.addWidget(head)
        for risk in lines:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            if len(lines) == 1:
                row.addWidget(head)
            words = tr("{code} {statement}", code=risk.code, statement=risk.statement)
            row.addWidget(PlainLabel(words, role="caption", color="muted", elide=True), 1)
            button = LinkButton(tr("Rate"), name=tr("Rate {name}", name=risk.code))
            button.clicked.connect(partial(self.rate.emit, risk.risk_id))
            row.addWidget(button)
            self.buttons.append(button)
            self._rows.addWidget(holder)
        self.setVisible(bool(lines))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(role_color("axis"), 1.5)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
