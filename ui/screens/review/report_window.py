# SPDX-License-Identifier: Apache-2.0
"""The report of a review: which edition and language, its pages, where to, and that it was given (ux W13)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import crud, reports, review_reports, reviews
from planner.services.review_reports import Preview
from planner.views.audience import CUSTOMER
from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.export_plan.dialog import ExportDialog
from ui.screens.export_plan.options import Options
from ui.widgets.safe import PlainLabel
from ui.widgets.segmented import Segment

_open: set[ReportWindow] = set()


def show_report(app: AppContext, review_id: str, parent: QWidget | None) -> ReportWindow:
    """Open the window for a review; the customer's edition is offered first where the review may be shared."""
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    window = ReportWindow(app, review_id, parent, audience=CUSTOMER if review.audience == CUSTOMER else "internal")
    window.finished.connect(partial(_closed, window))
    _open.add(window)
    window.open()
    return window


def export_report(app: AppContext, context: Context) -> None:
    """The report of the review at hand, otherwise of the newest one carried out for the account."""
    found = review_of(app, context)
    if found is None:
        app.notices.toast(tr("No network review was carried out for this account yet."))
        return
    show_report(app, found, QApplication.activeWindow())


def review_of(app: AppContext, context: Context) -> str | None:
    """The id of the review that is selected or that the selected check belongs to; else the newest of the account."""
    session = app.session
    if context.kind == NETWORK_REVIEW.name and crud.find(session, NETWORK_REVIEW, context.record) is not None:
        return context.record
    if context.kind == INSPECTION_RESULT.name:
        check = crud.find(session, INSPECTION_RESULT, context.record)
        if check is not None:
            return check.review_id
    for account_id in (context.account_id, context.last_account):
        if crud.find(session, ACCOUNT, account_id) is not None and account_id is not None:
            done = reports.facts(session, account_id).done_reviews()
            return done[0].id if done else None
    return None


def _closed(window: ReportWindow, _result: int) -> None:
    _open.discard(window)


class ReportOptions(Options):
    """The choices for a report; ``account_id`` is the id of the review."""

    def __init__(self, app: AppContext, review_id: str, audience: str) -> None:
        self._app = app
        super().__init__(app, review_id, "", audience=audience)
        self.language.setCurrentIndex(self.language.findData(review_reports.default_language(app.session, review_id)))

    @override
    def make_subject(self, app: AppContext) -> QWidget:
        review = crud.get(app.session, NETWORK_REVIEW, self.account_id)
        site = crud.find(app.session, SITE, review.site_id)
        on = review.done_on or review.planned_on
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(tr("Network review"), role="caption", color="muted"))
        column.addWidget(PlainLabel(crud.get(app.session, ACCOUNT, review.account_id).name, role="name", wrap=True))
        parts = (review.code, site.name if site else None, day_text(on) if on else None)
        column.addWidget(PlainLabel(" · ".join(part for part in parts if part), wrap=True))
        due = _due_words(app, review)
        if due:
            column.addWidget(PlainLabel(due, role="caption", color="muted", wrap=True))
        return lines

    @override
    def readers(self) -> list[Segment]:
        return [Segment(key=CUSTOMER, label=tr("Customer")), Segment(key="internal", label=tr("Internal"))]

    @override
    def reader_text(self) -> str:
        if self.audience() != CUSTOMER:
            return tr("Everything, marked INTERNAL on each page.")
        left = ", ".join(review_reports.left_out(self._app.session, self.account_id))
        if not left:
            return tr("Only what is marked Shareable. Nothing is left out.")
        return tr("Only what is marked Shareable. Left out: {kinds}.", kinds=left)

    @override
    def show_gaps(self, gaps: tuple[str, ...]) -> None:
        super().show_gaps(gaps)
        if gaps:
            self.check.set_status("watch", trn("Review: {n} gap", "Review: {n} gaps", len(gaps)))
        else:
            self.check.set_status("fine", tr("Review: all four parts are there"))


class ReportWindow(ExportDialog):
    """Exports the report of one review; saving it is not yet giving it, which is noted by a button of its own."""

    def __init__(
        self, app: AppContext, review_id: str, parent: QWidget | None = None, *, audience: str = "internal"
    ) -> None:
        self.review_id = review_id
        super().__init__(app, review_id, parent, audience=audience)
        self.setObjectName("dlgReport")

    @override
    def words(self) -> tuple[str, str, str]:
        return tr("Report of the review"), tr("Save report as"), tr("The report is being written.")

    @override
    def make_options(self, app: AppContext, key: str, audience: str) -> Options:
        return ReportOptions(app, key, audience)

    @override
    def preview_work(self) -> Callable[..., Any]:
        options = self.options
        chosen = (self.review_id, options.audience(), options.language_code())
        return partial(review_reports.preview, self.app.session, *chosen, paper=options.paper_name())

    @override
    def show_preview(self, made: Preview) -> None:
        self.pages.show_pages(made.pages)
        self.options.show_gaps(made.gaps)
        self.btn_export.set_off("")

    @override
    def _not_drawn(self, asked: int, error: Exception) -> None:
        """A review that may not be shared has no pages for the customer: say so, with the way out."""
        if asked != self._asked:
            return
        self.pages.small.clear()
        super()._not_drawn(asked, error)
        if isinstance(error, PlannerError) and error.code == "audience":
            self.btn_export.set_off(tr("This review is not marked Shareable."))
            bar = self._say("watch", tr("This review is not marked Shareable, so there is no customer edition of it."))
            bar.add_button(tr("Mark it Shareable")).clicked.connect(self._share)

    @Slot()
    def _share(self) -> None:
        try:
            crud.set_field(self.app.session, NETWORK_REVIEW, self.review_id, "audience", CUSTOMER)
        except PlannerError as fault:
            self.app.notices.fault(fault)
            return
        self._options_changed()

    @override
    def proposed(self) -> str:
        try:
            return review_reports.file_name(self.app.session, self.review_id, self.options.audience())
        except PlannerError:
            return review_reports.file_name(self.app.session, self.review_id, "internal")

    @override
    def write_work(self, path: Path, *, overwrite: bool) -> partial[Path]:
        options = self.options
        return partial(
            review_reports.export_report,
            self.app.session,
            self.review_id,
            path,
            audience=options.audience(),
            language=options.language_code(),
            paper=options.paper_name(),
            overwrite=overwrite,
        )

    @override
    def _written(self, path: Path) -> None:
        super()._written(path)
        review = crud.find(self.app.session, NETWORK_REVIEW, self.review_id)
        waits = review is not None and review.reported_on is None and review.state not in {"reported", "closed"}
        if self.options.audience() == CUSTOMER and waits and self.bar is not None and not self.app.session.read_only:
            self.bar.add_button(tr("Report was given today")).clicked.connect(self._given)

    @Slot()
    def _given(self) -> None:
        """Note that the customer has it; from then on its checks are only read."""
        try:
            reviews.report_review(self.app.session, self.review_id)
        except PlannerError as fault:
            self.app.notices.fault(fault)
            return
        self._say("info", tr("Report noted as given."))
        self.app.notices.toast(tr("Report noted as given."), undo=True)


def _due_words(app: AppContext, review: NetworkReview) -> str:
    """When the report is due by the business calendar, or that it was given."""
    if review.reported_on is not None:
        return tr("Report given {day}", day=day_text(review.reported_on))
    due = review_reports.due(app.session, review)
    if due is None:
        return ""
    late = (app.session.today() - due).days
    if late > 0 and review.state not in {"reported", "closed"}:
        return tr("Report due {day}, {n} d late", day=day_text(due), n=late)
    return tr("Report due {day}, three working days after the visit", day=day_text(due))
