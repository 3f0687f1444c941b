# SPDX-License-Identifier: Apache-2.0
"""The rating of one risk: likelihood × impact in words, what remains, treatment, owners, and what it requires (D15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget
from typing_extensions import override

from planner.entities.risks.risk import RISK, STATES
from planner.entities.service.action import ACTION
from planner.entities.spec import FieldSpec
from planner.kernel.text import N_, tr
from planner.rules.explain import Missing
from planner.rules.risk import TOLD, RiskState
from planner.services import actions, crud, draft_places, risks
from planner.services.session import Session
from planner.views.review_view import rating_words
from ui.forms.choice_editors import ChoiceEditor
from ui.forms.drafts import Following, follow
from ui.forms.editors import Editor, FieldRow, RefSource, make_editor
from ui.forms.new_record import NewRecordDialog
from ui.screens.parts import drill_windows
from ui.screens.parts.impact_examples import relabel, site_of
from ui.screens.review.data import Host, Shown
from ui.screens.review.example_line import ExampleLine
from ui.screens.review.parts import clear, column
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import BandChip, StatusText
from ui.widgets.paint import rounded
from ui.widgets.safe import PlainLabel

_STATE_WORDS: Final = dict(STATES)
_FIELDS: Final = (
    "likelihood",
    "impact",
    "residual_likelihood",
    "residual_impact",
    "treatment",
    "owner_id",
    "customer_owner_id",
)
_MORE: Final = ("likelihood_reason", "impact_reason", "told_ours_on", "told_customer_on")
_TOLD_FIELDS: Final = frozenset({"told_ours_on", "told_customer_on"})
_RATED: Final = frozenset({"likelihood", "impact"})
_LEFT: Final = frozenset({"residual_likelihood", "residual_impact"})
_LONG: Final = frozenset({"likelihood", "residual_likelihood"})  # their words carry a range
_NARROWEST, _FOUR_COLUMNS, _SEVEN_COLUMNS = 290, 520, 960
_NEEDS_IN_HEAD = 840


class RatingForm(QWidget):
    """Shows one risk; ``plan_wanted`` carries the id of a risk that gets a plan."""

    plan_wanted = Signal(str)

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self.state: RiskState | None = None
        self._refs = RefSource(host.app)
        self._following: dict[str, Following] = {}
        self.rows = {name: self._make(RISK.field(name)) for name in (*_FIELDS, *_MORE)}
        self._columns = 0
        self._low = False
        self._build_head()
        self._build_fields()
        theme().changed.connect(self.update)

    def _make(self, field: FieldSpec) -> FieldRow:
        row = FieldRow(field, make_editor(field, self._refs))
        row.committed.connect(self._commit)
        self._following[field.name] = follow(self._host.app, row)
        return row

    def _build_head(self) -> None:
        self.band = BandChip("")
        self.code = PlainLabel(role="strong")
        self.statement = PlainLabel(elide=True)
        self.result = PlainLabel(role="strong")
        self.result.setObjectName("lblRating")
        self.btn_state = Button("", small=True, arrow=True)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._state_chosen)
        self.btn_state.set_menu(self._menu)
        self.needs = QWidget()
        self._needs = column(self.needs, gap=4)
        self.example = ExampleLine(self._host)

    def _build_fields(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        for part in (self.band, self.code):
            self._head.addWidget(part)
        self._head.addWidget(self.statement, 1)
        self._head.addWidget(self.result)
        self._head.addWidget(self.btn_state)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._outer = column(self, margins=(16, 12, 16, 14), gap=10)
        self._outer.addLayout(self._head)
        self._outer.addLayout(self._grid)
        self._outer.addWidget(self.needs)
        self._outer.addWidget(self.example)
        self._arrange(4)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        for n in range(8):
            self._grid.setColumnStretch(n, 0)
        for n, name in enumerate(_FIELDS):
            self._grid.addWidget(self.rows[name], n // columns, n % columns, Qt.AlignmentFlag.AlignTop)
        self._arrange_more(columns, -(-len(_FIELDS) // columns))
        for n, name in enumerate(_FIELDS[:columns]):
            longer = 3 if columns == len(_FIELDS) else 2.4
            self._grid.setColumnStretch(n, round(10 * (longer if columns > 2 and name in _LONG else 2)))

    def _arrange_more(self, columns: int, row: int) -> None:
        """The reasons side by side, as wide as there is room; the two days beside or below them."""
        reasons, days = _MORE[:2], _MORE[2:]
        if columns == len(_FIELDS):  # likelihood reason, impact reason, both days in one line
            places = ((reasons[0], row, 0, 2), (reasons[1], row, 2, 3), (days[0], row, 5, 1), (days[1], row, 6, 1))
        else:
            half = columns // 2
            places = (
                (reasons[0], row, 0, half),
                (reasons[1], row, half, half),
                (days[0], row + 1, 0, half),
                (days[1], row + 1, half, half),
            )
        for name, at, first, span in places:
            self._grid.addWidget(self.rows[name], at, first, 1, span, Qt.AlignmentFlag.AlignTop)

    @override
    def minimumSizeHint(self) -> QSize:
        """As narrow as its two columns, or it would never be given so little room that it changes to them."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme().density.px(_NARROWEST)), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px, width = theme().density.px, event.size().width()
        self._arrange(7 if width >= px(_SEVEN_COLUMNS) else 4 if width >= px(_FOUR_COLUMNS) else 2)
        self._place_needs(in_head=width >= px(_NEEDS_IN_HEAD))

    def _place_needs(self, *, in_head: bool) -> None:
        """What the risk requires stands beside its name; where that has no room below the rating, which comes first."""
        if in_head == (self._head.indexOf(self.needs) >= 0):
            return
        if in_head:
            self._outer.removeWidget(self.needs)
            self._head.insertWidget(4, self.needs)
        else:
            self._head.removeWidget(self.needs)
            self._outer.insertWidget(2, self.needs)

    # -- show

    def show_risk(self, shown: Shown, state: RiskState | None) -> None:
        """Show a risk; None hides the form."""
        same = self.state is not None and state is not None and self.state.risk.id == state.risk.id
        if not same:
            self.flush()
        self._shown, self.state = shown, state
        self.setVisible(state is not None)
        if state is None:
            return
        self._refs.account_id = state.risk.account_id
        self.code.setText(state.risk.code or "")
        self.statement.setText(state.risk.statement)
        for name, row in self.rows.items():
            _fill(row.field_editor, getattr(state.risk, name), same=same)
            self._following[name].at(draft_places.record("risk", state.risk.id, name))
        self._show_more()
        self._show_site(shown, state)
        self._show_result(state)
        self._show_state(state)
        self._show_needs(state.needs)

    def set_low(self, low: bool) -> None:
        """On a low page reasons and days are left to the details pane, so that matrix and rating are seen at once."""
        if low != self._low:
            self._low = low
            self._show_more()

    def _show_more(self) -> None:
        if self.state is None:
            return
        for name in _MORE:
            # The days are asked for by D15; what was noted once stays in sight.
            told = self.state.required == "plan_drill" or getattr(self.state.risk, name) is not None
            self.rows[name].setVisible(not self._low and (told or name not in _TOLD_FIELDS))

    def _show_site(self, shown: Shown, state: RiskState) -> None:
        """The site's own examples, in the lists of both impacts and below the chosen one."""
        site = site_of(shown.facts, state.risk)
        for name in ("impact", "residual_impact"):
            editor = self.rows[name].field_editor
            assert isinstance(editor, ChoiceEditor)
            relabel(editor, site)
        self.example.show_example(site, state.risk.impact)

    def _show_result(self, state: RiskState) -> None:
        """The band of what stands in the two choosers, also before it is kept."""
        assert self._shown is not None
        name, words = rating_words(state.risk.likelihood, state.risk.impact, self._shown.rules)
        left, left_words = rating_words(state.risk.residual_likelihood, state.risk.residual_impact, self._shown.rules)
        treated = state.treated and bool(left)
        self.band.set_band((left if treated else name)[:1])
        if treated:
            self.result.setText(tr("= {before}, now {after}", before=words, after=left_words))
        elif words and left_words:
            self.result.setText(tr("= {before}, {after} once treated", before=words, after=left_words))
        else:
            self.result.setText(tr("= {rating}", rating=words) if words else tr("not assessed"))

    def _show_state(self, state: RiskState) -> None:
        self.btn_state.setText(tr(_STATE_WORDS.get(state.risk.state, state.risk.state)))
        self._menu.clear()
        offers = (
            ("treated", N_("Treatment is done")),
            ("accepted", N_("Accept the risk")),
            ("closed", N_("Close the risk")),
            ("open", N_("Open again")),
        )
        for value, word in offers:
            if value != state.risk.state:
                self._menu.addAction(tr(word)).setData(value)

    def _show_needs(self, needs: tuple[Missing, ...]) -> None:
        clear(self._needs)
        before: QWidget = (
            self.rows["customer_owner_id"].field_editor if self._head.indexOf(self.needs) < 0 else self.btn_state
        )
        for need in needs:
            holder = QWidget(self.needs)
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(StatusText("watch", need.text.text()))
            word, do = self._offer(need)
            if word:
                button = Button(word, holder, small=True, icon="plus" if need.entity == "action" else "")
                button.clicked.connect(do)
                row.addWidget(button)
                QWidget.setTabOrder(before, button)
                before = button
            row.addStretch(1)
            self._needs.addWidget(holder)
        self.needs.setVisible(bool(needs))

    def _offer(self, need: Missing) -> tuple[str, Callable[[], None]]:
        """The one press that meets a need; "" for what the form itself meets."""
        if need.verb == TOLD:
            return TOLD.text(), self.tell
        if need.entity == "drill" and self.state is not None:
            return (tr("Record drill") if self.state.drill_on else tr("Plan drill")), self.drill
        offers: dict[str, tuple[str, Callable[[], None]]] = {
            "action": (tr("Add action"), self.add_action),
            "contingency_plan": (self._plan_word(), self._add_plan),
        }
        return offers.get(need.entity, ("", self._nothing))

    def _plan_word(self) -> str:
        return tr("Open plan") if self.state is not None and self.state.plans else tr("Add plan")

    def _nothing(self) -> None:
        """A need that the form itself meets."""

    def focus_rating(self) -> None:
        """Begin with the likelihood."""
        self.rows["likelihood"].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Keep everything that is typed."""
        kept = [row.field_editor.commit() for row in self.rows.values()]
        return all(kept)

    # -- verbs

    @Slot(str, object)
    def _commit(self, name: str, value: object) -> None:
        if self.state is None:
            return
        editor = self.rows[name].field_editor
        self._host.perform(partial(self._keep, self.state.risk.id, name, value), editor)

    def _keep(self, key: str, name: str, value: Any, source: object) -> object:
        session = self._host.app.session
        risk = crud.get(session, RISK, key)
        if name in _RATED:
            pair = {"likelihood": risk.likelihood, "impact": risk.impact, name: value}
            return risks.rate(session, key, pair["likelihood"], pair["impact"], source=source)
        if name in _LEFT:
            left = {"residual_likelihood": risk.residual_likelihood, "residual_impact": risk.residual_impact}
            left[name] = value
            return risks.rate_residual(
                session, key, left["residual_likelihood"], left["residual_impact"], source=source
            )
        return crud.set_field(session, RISK, key, name, value, source=source)

    def _state_chosen(self, action: object) -> None:
        if self.state is None:
            return
        session, key = self._host.app.session, self.state.risk.id
        verbs = {"treated": risks.treat, "accepted": risks.accept, "closed": risks.close, "open": risks.reopen}
        verb: Any = verbs[action.data()]  # type: ignore[attr-defined]
        self._host.perform(lambda source: verb(session, [key], source=source))

    @Slot()
    def _add_plan(self) -> None:
        if self.state is not None:
            self.plan_wanted.emit(self.state.risk.id)

    @Slot()
    def tell(self) -> None:
        """Note that both managements know of the risk as of today."""
        if self.state is not None:
            session, key = self._host.app.session, self.state.risk.id
            self._host.perform(lambda source: risks.tell(session, key, source=source))

    @Slot()
    def drill(self) -> None:
        """Plan the drill that the risk requires, with a plan where there is none; or record the planned one."""
        if self.state is None:
            return
        app, state = self._host.app, self.state
        plan = next((p for p in state.plans if p.trigger and p.decider and p.steps), next(iter(state.plans), None))
        if plan is not None and state.drill_on:
            dialog = drill_windows.record_drill(app, plan.id, self.window())
        elif plan is not None:
            dialog = drill_windows.plan_drill(app, plan.id, self.window(), on=state.drill_due)
        else:
            dialog = drill_windows.plan_first_drill(app, state.risk, self.window(), on=state.drill_due)
        dialog.created.connect(self._refresh)

    @Slot()
    def add_action(self) -> None:
        """Ask for the action that the risk requires."""
        if self.state is None:
            return
        dialog = NewRecordDialog(
            self._host.app,
            ACTION,
            account_id=self.state.risk.account_id,
            add=partial(_new_action, self.state.risk.account_id, self.state.risk.id),
            parent=self.window(),
        )
        dialog.created.connect(self._refresh)
        dialog.open()

    @Slot(str)
    def _refresh(self, _key: str) -> None:
        self._host.perform(lambda _source: None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, role_color("card"), role_color("line"))
        painter.end()


def _new_action(account_id: str, risk_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    return actions.add_action(
        session,
        account_id,
        str(values.get("title") or ""),
        values.get("due"),
        values.get("owner_id"),
        parent=("risk", risk_id),
        source=source,
    )


def _fill(editor: Editor, value: object, *, same: bool) -> None:
    if same and (editor.dirty or editor.fault):
        editor.rebase(value)
    elif not same or editor.kept != value:
        editor.set_value(value)
    if isinstance(editor, ChoiceEditor):
        editor.combo.setMinimumContentsLength(4)
