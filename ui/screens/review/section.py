# SPDX-License-Identifier: Apache-2.0
"""The reviews of an account: list at the left, head, step bar and one of four steps, what is missing at the bottom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.dates import day_text
from planner.kernel.errors import NotFoundError, PlannerError, ValidationError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT, Rules
from planner.services import reports, rulesets
from planner.views.review_view import gaps, next_review, review_lines, step_notes, to_go_on_with
from planner.views.tables import TableView
from ui.context import AppContext, Place
from ui.forms.editor import Editor
from ui.screens.review.attaching import Attaching
from ui.screens.review.commands import ReviewCommands
from ui.screens.review.customer_place import CustomerPlace
from ui.screens.review.data import INSPECT, PLANS, RISKS, Shown, locate, shown
from ui.screens.review.details import ReviewDetails
from ui.screens.review.explain_step import ExplainStep
from ui.screens.review.field_open import FieldPlace
from ui.screens.review.fill_later import FillLater
from ui.screens.review.head import ReviewHeader
from ui.screens.review.inspect_step import InspectStep
from ui.screens.review.missing_bar import MissingBar
from ui.screens.review.no_reviews import NoReviews
from ui.screens.review.parts import column
from ui.screens.review.permitting import Permitting
from ui.screens.review.plans_step import PlansStep
from ui.screens.review.review_list import WIDTH, ReviewList
from ui.screens.review.risks_step import RisksStep
from ui.screens.screen import Screen
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.stepbar import StepBar

T = TypeVar("T")
_LIST_FROM = WIDTH + 620
_TABLES = (
    "account network_review inspection_result explain_session risk contingency_plan action attachment"
    " site asset contact person ruleset drill authorisation visit_plan"
)


class ReviewsSection(Screen):
    """Embedded in the account page. ``details`` is the pane beside it, None while there is no review."""

    depends_on = frozenset(_TABLES.split())
    details_changed = Signal()
    selection_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._account = ""
        self._review = ""
        self._wanted = ""
        self._facts: AccountFacts | None = None
        self._rules: Rules = DEFAULT
        self.shown: Shown | None = None
        self.pane = ReviewDetails(self)
        self.pane.hide()
        self.details: QWidget | None = None
        self.attaching = Attaching(self)
        self.commands = ReviewCommands(self)
        self.field = FieldPlace(self)
        self.permitting = Permitting(self)
        self._build_editor()
        self.empty = NoReviews(self.commands)
        self._lay_out()
        self._wire()
        self._later_details = FillLater(self, self.pane, self._show_details, app.session)

    # -- build

    def _build_editor(self) -> None:
        self.list = ReviewList()
        self.head = ReviewHeader(self)
        words = [tr("Inspect"), tr("Explain"), tr("Risks"), tr("Plans")]
        self.steps = StepBar(words, name=tr("Steps of the review"))
        self.btn_check = Button(tr("Check"), small=True, icon="plus", tip=tr("Add a check"))
        self.btn_check.setObjectName("btnAddCheck")
        self.steps.add_right(self.field.button)
        self.steps.add_right(self.btn_check)
        self.customer = CustomerPlace(self)
        self.inspect = InspectStep(self)
        self.explain = ExplainStep(self)
        self.risks = RisksStep(self)
        self.plans = PlansStep(self, self.customer.button)
        self.pages = QStackedWidget()
        for page in (self.inspect, self.explain, self.risks, self.plans):
            self.pages.addWidget(page)
        self.missing = MissingBar()

    def _lay_out(self) -> None:
        right = QWidget()
        stack = column(right)
        for part in (self.steps, self.permitting.bar, self.pages, self.missing):
            stack.addWidget(part, 1 if part is self.pages else 0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(right, 1)
        self.editor = QWidget()
        whole = column(self.editor)
        whole.addWidget(self.head)
        whole.addLayout(row, 1)
        self.body = QStackedWidget()
        self.body.addWidget(self.editor)
        self.body.addWidget(self.empty)
        # Smaller than its parts together: the list gives way before the window stops shrinking.
        self.setMinimumSize(400, 260)
        ground = Panel(self)
        column(ground).addWidget(self.body)
        column(self).addWidget(ground)

    def _wire(self) -> None:
        for chooser in (self.list, self.head.chooser):
            chooser.chosen.connect(self._go_review)
            chooser.new_wanted.connect(self.new_review)
        self.head.wanted.connect(self.commands.run)
        self.steps.selected.connect(self._step_chosen)
        self.btn_check.clicked.connect(self.inspect.add_check)
        for page in (self.inspect, self.risks, self.plans):
            page.selected.connect(self._selected)
        self.risks.plan_wanted.connect(self._plan_for)
        self.missing.jump.connect(self._mend)
        self.missing.wanted.connect(self.commands.run)

    # -- show

    def show_account(self, account_id: str, record: str | None = None) -> None:
        """Show the reviews of an account; ``record`` is a review, or a check, risk or plan of one.

        The same account again without a record costs nothing unless something changed.
        """
        if account_id == self._account and not record and not self._stale:
            return
        if account_id != self._account:
            self.flush()
            self._account, self._review = account_id, ""
        self._wanted = record or ""
        self._stale = False
        self.refresh()

    @override
    def refresh(self) -> None:
        if not self._account:
            return
        try:
            self._facts = reports.facts(self.app.session, self._account)
        except NotFoundError:
            self._facts = None
            self._show_empty()
            return
        self._rules = rulesets.current(self.app.session)
        self._stale = False
        key, self._wanted = self._wanted, ""
        found = locate(self._facts, key)
        self._review = found.review_id or self._review
        review = self._current(self._facts)
        if review is None:
            self._show_empty()
            return
        self._show_review(self._facts, review)
        if found.step is not None:
            self.open_step(found.step, key)

    def _current(self, facts: AccountFacts) -> NetworkReview | None:
        """The chosen review, else the one to go on with."""
        lines = review_lines(facts, self._rules, self.app.session.today())
        if self._review not in [line.review_id for line in lines]:
            self._review = to_go_on_with(lines)
        return next((review for review in facts.reviews if review.id == self._review), None)

    def _show_empty(self) -> None:
        self.shown = None
        self.body.setCurrentWidget(self.empty)
        self._set_details(None)

    def _show_review(self, facts: AccountFacts, review: NetworkReview) -> None:
        today = self.app.session.today()
        self.shown = shown(facts, review, self._rules, today)
        lines = review_lines(facts, self._rules, today)
        self.list.show_reviews(lines, next_review(facts, self._rules, today), review.id)
        self.head.chooser.show_reviews(lines, review.id)
        self.head.show_review(self.shown)
        for index, note in enumerate(step_notes(facts, review, self.shown.parts, (self._rules, today))):
            self.steps.set_note(index, note)
        self.page().show_review(self.shown)
        self.missing.show_gaps(gaps(self.shown.parts), settled=self.shown.settled, begun=review.done_on is not None)
        self.body.setCurrentWidget(self.editor)
        self._fit()
        self._set_details(self.pane)
        self._later_details.start()

    @property
    def new_text(self) -> str:
        """What Ctrl+N makes here."""
        return tr(NETWORK_REVIEW.label)

    @property
    def account_id(self) -> str:
        """The account shown, "" for none yet."""
        return self._account

    @property
    def review_id(self) -> str:
        """The review in hand, "" for none."""
        return self._review

    def page(self) -> InspectStep | ExplainStep | RisksStep | PlansStep:
        """The step in front."""
        return (self.inspect, self.explain, self.risks, self.plans)[self.steps.current()]

    def _set_details(self, pane: QWidget | None) -> None:
        if pane is not self.details:
            self.details = pane
            self.details_changed.emit()

    @Slot()
    def _show_details(self) -> None:
        if self.shown is not None and self.isVisible():
            self.pane.show_selected(self.shown, self.steps.current(), self.record())

    def record(self) -> str:
        """The id of what is selected in the step in front."""
        page = self.page()
        return "" if isinstance(page, ExplainStep) else page.current_key()

    @Slot(str)
    def _selected(self, _key: str) -> None:
        self._later_details.start()
        self.selection_changed.emit()

    def _fit(self) -> None:
        wide = self.width() >= theme().density.px(_LIST_FROM)
        self.list.setVisible(wide)
        self.head.fit(self.width(), choose=not wide)
        self.btn_check.setVisible(self._check_allowed())
        self.btn_check.set_variant("normal" if self.width() >= theme().density.px(800) else "icon")
        self.field.fit(self.width())
        self.permitting.show()

    def _check_allowed(self) -> bool:
        return self.shown is not None and not self.shown.settled and self.steps.current() == INSPECT

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- steps

    @Slot(int)
    def _step_chosen(self, step: int) -> None:
        self.flush()
        self.pages.setCurrentIndex(step)
        if self.shown is not None:
            self.page().show_review(self.shown)
        self._fit()
        self._later_details.start()
        self.selection_changed.emit()

    @Slot(int, str)
    def open_step(self, step: int, record: str = "") -> None:
        """Show a step and select a record in it; the review's own id selects what is missing."""
        if step != self.steps.current():
            self.steps.set_current(step)
            self._step_chosen(step)
        self.page().focus_record("" if record == self._review else record)

    @Slot(int, str)
    def _mend(self, step: int, record: str) -> None:
        """Go where something is missing and begin it."""
        self.open_step(step, record)
        page = self.page()
        if isinstance(page, RisksStep | PlansStep):
            page.begin()

    @Slot(str)
    def _plan_for(self, risk_id: str) -> None:
        self.open_step(PLANS, risk_id)
        line = self.plans.line()
        if line is not None and line.risk.id == risk_id and line.plan is None:
            self.plans.add_plan(risk_id)

    # -- for the account page

    @override
    def search(self) -> None:
        self.page().take_focus()

    def enter(self) -> None:
        """Take the keyboard focus."""
        if self.shown is not None:
            self.page().take_focus()
        else:
            self.empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep everything that is typed."""
        for page in (self.explain, self.risks, self.plans):
            page.flush()
        self.pane.flush()

    @override
    def actions_context(self) -> dict[str, object]:
        if self.shown is None:
            return {}
        record, step = self.record(), self.steps.current()
        kinds = {INSPECT: INSPECTION_RESULT.name, RISKS: "risk", PLANS: "contingency_plan"}
        if record and step in kinds:
            return {kinds[step]: (record,), "record": (kinds[step], record), "account_id": self._account}
        key = self.shown.review.id
        return {NETWORK_REVIEW.name: (key,), "record": (NETWORK_REVIEW.name, key), "account_id": self._account}

    def crumb(self) -> str:
        """The day of the review, for the way at the top."""
        on = self.shown and (self.shown.review.done_on or self.shown.review.planned_on)
        return day_text(on) if on else ""

    def copy_table(self) -> TableView | None:
        """The checks or the ranked risks, whichever is in front."""
        page = self.page()
        return page.copy_table() if self.shown is not None and isinstance(page, InspectStep | RisksStep) else None

    # -- verbs

    def perform(self, work: Callable[[object], T], editor: Editor | None = None) -> T | None:
        """Run a verb with the section as its source and show what follows; None when it was refused."""
        try:
            result = work(self)
        except ValidationError as fault:
            if editor is None:
                self.app.notices.fault(fault)
            else:
                editor.set_fault(fault.faults.get(editor.field.name) or str(fault))
            return None
        except PlannerError as fault:
            if editor is not None:  # otherwise the text would look saved
                editor.set_fault(str(fault))
            self.permitting.tell(fault)
            return None
        self.refresh()
        return result

    def attach(self, result_id: str, paths: list[Path]) -> None:
        """Put pictures or files to a check."""
        self.attaching.attach(self._account, result_id, paths)

    def ask_photo(self, result_id: str) -> None:
        """Let the user choose a picture for a check."""
        self.attaching.ask(self._account, result_id)

    @Slot(str)
    def _go_review(self, key: str) -> None:
        if key != self._review:
            self.flush()
            self._review = key
            self.refresh()
            self.app.navigator.go(Place(page="account", account_id=self._account, section="reviews", record=key))

    @Slot()
    def new_review(self) -> None:
        """Ask for site and day, and start a review with its checks."""
        self.commands.new_review()

    def new_record(self) -> None:
        """Ctrl+N here."""
        self.new_review()

    def show_new(self, key: str) -> None:
        """Show a review that was just started, at its first check."""
        self.steps.set_current(INSPECT)
        self.pages.setCurrentIndex(INSPECT)
        self._go_review(key)
        self.inspect.focus_record("")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._later_details.start()
            self.enter()
