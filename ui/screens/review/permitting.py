# SPDX-License-Identifier: Apache-2.0
"""Joins the review section with the authorisation: the bar, its remedies, the refusal, and the way to Prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import authorisations, crud
from ui.screens.review.data import INSPECT, PLANS
from ui.screens.review.permission import PermissionBar, ask_authorisation, attach_paper

if TYPE_CHECKING:
    from ui.actions.spec import Context
    from ui.context import AppContext
    from ui.screens.review.section import ReviewsSection
    from ui.screens.review.visit_window import VisitWindow


class Permitting:
    """One for a section."""

    def __init__(self, section: ReviewsSection) -> None:
        self._section = section
        self.bar = PermissionBar()
        self.bar.add_wanted.connect(self.add)
        self.bar.attach_wanted.connect(self.attach)
        self.bar.prepare_wanted.connect(self.prepare)
        self.window: VisitWindow | None = None
        self._refused = ""

    def show(self) -> None:
        """Show what the review in hand lacks, on the step of the checks."""
        section = self._section
        self.bar.show_for(section.shown, here=section.steps.current() == INSPECT)

    def tell(self, fault: PlannerError) -> None:
        """Say why a verb was refused; for want of an authorisation that is said where the remedy is."""
        if fault.code == authorisations.CODE and self.bar.first is not None:
            self._refused = self._section.inspect.current_key()
            self.bar.refuse(str(fault))
        else:
            self._section.app.notices.fault(fault)

    def add(self) -> None:
        """Ask for the authorisation of the review in hand."""
        section = self._section
        if section.review_id:
            ask_authorisation(section.app, section.review_id, section.window(), self._added)

    def _added(self, _key: str) -> None:
        section = self._section
        section.refresh()
        section.app.notices.toast(tr("Authorisation added."), undo=True)
        refused, self._refused = self._refused, ""
        if not refused or not section.inspect.focus_record(refused):  # back to what could not be kept
            section.enter()

    def attach(self) -> None:
        """Choose the signed paper."""
        section = self._section
        found = authorisations.cover(section.app.session, section.review_id).authorisation
        if found is not None:
            attach_paper(section.app, found.account_id, found.id, section.refresh, section)

    def prepare(self, step: int | None = None) -> None:
        """Open the window in which the visit is prepared."""
        from ui.screens.review.visit_window import open_visit

        section = self._section
        if not section.review_id or crud.find(section.app.session, NETWORK_REVIEW, section.review_id) is None:
            return
        section.flush()
        self.window = open_visit(section.app, section.review_id, section.window(), step)
        self.window.finished.connect(self._closed)
        self.window.elsewhere.connect(self._elsewhere)

    def _closed(self, _result: int) -> None:
        self.window = None
        self._section.refresh()

    def _elsewhere(self, name: str) -> None:
        section = self._section
        if name == "plans":
            section.open_step(PLANS)
        else:
            section.open_step(INSPECT)


def open_prepare(app: AppContext, _context: Context) -> None:
    """The command: for the review that is shown."""
    from PySide6.QtWidgets import QApplication

    from ui.screens.review.section import ReviewsSection

    for window in QApplication.topLevelWidgets():
        for section in window.findChildren(ReviewsSection):
            if section.app is app and section.isVisible():
                section.permitting.prepare()
                return
