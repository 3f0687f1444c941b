# SPDX-License-Identifier: Apache-2.0
"""Preparing the visit of a review: authorisation, plan, packing; and the two papers to take along (workflow 4.1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.changes import ChangeSet
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.authorisation import visit_day
from planner.services import authorisations, crud, visit_papers, visit_plans
from planner.services.session import Session
from planner.views.review_view import site_name
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.dialogs.base import work_size
from ui.screens.review.visit_leave import LeavePage
from ui.screens.review.visit_pack import PackPage
from ui.screens.review.visit_plan_page import PlanPage
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.stepbar import StepBar

T = TypeVar("T")
LEAVE, PLAN, PACK = range(3)
_TABLES = frozenset({"authorisation", "visit_plan", "network_review", "attachment", "contact"})


class VisitWindow(QDialog):
    """``elsewhere`` carries "checks" or "plans": what is mended in the review itself, once this window is closed."""

    elsewhere = Signal(str)

    def __init__(self, app: AppContext, review_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dlgVisit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.app, self.review_id = app, review_id
        review = crud.get(app.session, NETWORK_REVIEW, review_id)
        self.setWindowTitle(_title(app.session, review_id, day_text(visit_day(review, app.session.today()))))
        self.steps = StepBar([tr("Authorisation"), tr("Visit plan"), tr("Pack")], name=tr("Steps of preparing"))
        self.leave, self.plan, self.pack = LeavePage(self), PlanPage(self), PackPage(self)
        self.pages = QStackedWidget()
        for page in (self.leave, self.plan, self.pack):
            self.pages.addWidget(page)
        self.btn_brief = Button(tr("Visit brief…"), icon="file-text")
        self.btn_carry = Button(tr("Carry sheet…"), icon="file-text")
        self.btn_close = Button(tr("Close"), shortcut=tr("Esc"))
        self._lay_out()
        self.steps.selected.connect(self._chosen)
        self.btn_brief.clicked.connect(partial(self.paper, visit_papers.BRIEF))
        self.btn_carry.clicked.connect(partial(self.paper, visit_papers.CARRY))
        self.btn_close.clicked.connect(self.reject)
        app.bridge.changed.connect(self._changed)
        self.refresh()

    def _lay_out(self) -> None:
        foot = Panel(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.btn_brief)
        row.addWidget(self.btn_carry)
        row.addStretch(1)
        row.addWidget(self.btn_close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.steps)
        whole.addWidget(self.pages, 1)
        whole.addWidget(foot)
        self.resize(work_size(self.parentWidget()))

    def page(self) -> LeavePage | PlanPage | PackPage:
        """The step in front."""
        return (self.leave, self.plan, self.pack)[self.steps.current()]

    def open_step(self, step: int) -> None:
        """Show a step with the keyboard in it."""
        self.steps.set_current(step)
        self._chosen(step)
        self.page().take_focus()

    @Slot(int)
    def _chosen(self, step: int) -> None:
        self.page_before().flush()
        self.pages.setCurrentIndex(step)
        self.page().refresh()

    def page_before(self) -> LeavePage | PlanPage | PackPage:
        """The page that is still shown while another is being opened."""
        return (self.leave, self.plan, self.pack)[self.pages.currentIndex()]

    def refresh(self) -> None:
        """Show everything as it is kept now."""
        session = self.app.session
        if crud.find(session, NETWORK_REVIEW, self.review_id) is None:
            self.reject()
            return
        self.page().refresh()
        cover = authorisations.cover(session, self.review_id)
        plan = visit_plans.of_review(session, self.review_id)
        self.steps.set_note(LEAVE, "✓" if cover.permits else "–")
        self.steps.set_note(PLAN, str(len(plan.facts)) if plan else "–")
        self.steps.set_note(PACK, "✓" if plan and plan.packed_at else "–")

    @Slot(object, object)
    def _changed(self, changes: ChangeSet, _source: object) -> None:
        if changes.tables & _TABLES and self.isVisible():
            self.refresh()

    def perform(self, work: Callable[[], T]) -> T | None:
        """Run a verb and show what follows; None when it was refused, which is said."""
        try:
            done = work()
        except PlannerError as fault:
            self.app.notices.fault(fault)
            return None
        self.refresh()
        return done

    def remedy(self, name: str) -> None:
        """Go where something that is missing is mended."""
        if name == "authorisation":
            self.open_step(LEAVE)
            self.leave.add()
        elif name == "document":
            self.open_step(LEAVE)
            self.leave.attach()
        elif name == "plan":
            self.open_step(PLAN)
        elif name in {"checks", "plans"}:
            self.reject()
            self.elsewhere.emit(name)
        else:
            run_command(self.app, "file.backup" if name == "backup" else "file.backups")

    def paper(self, kind: str) -> None:
        """Show one of the papers as it will be printed."""
        from ui.screens.review.visit_paper_window import VisitPaperWindow

        self.page().flush()
        VisitPaperWindow(self.app, self.review_id, kind, self).open()

    @override
    def reject(self) -> None:
        self.page().flush()
        super().reject()


def _title(session: Session, review_id: str, day: str) -> str:
    from planner.services import reports

    review = crud.get(session, NETWORK_REVIEW, review_id)
    site = site_name(reports.facts(session, review.account_id), review.site_id)
    if site:
        return tr("Prepare the visit to {site}, {day}", site=site, day=day)
    return tr("Prepare the visit of {day}", day=day)


def open_visit(app: AppContext, review_id: str, parent: QWidget, step: int | None = None) -> VisitWindow:
    """Open the window at a step, else at the first that lacks something."""
    window = VisitWindow(app, review_id, parent)
    window.open()
    if step is None:
        plan = visit_plans.of_review(app.session, review_id)
        step = PLAN if authorisations.cover(app.session, review_id).permits else LEAVE
        step = PACK if step == PLAN and plan is not None and plan.goal else step
    window.open_step(step)
    return window
