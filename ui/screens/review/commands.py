# SPDX-License-Identifier: Apache-2.0
"""What can be done with a review as a whole: start, report, close, open again, history, Trash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr, trn
from planner.services import crud, draft_places, reviews, templates
from planner.services.session import Session
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.drafts import hold
from ui.screens.review.data import Host
from ui.screens.review.day_window import DayWindow
from ui.screens.review.new_review import ask_new_review
from ui.screens.review.use_checklist import UseChecklistWindow

if TYPE_CHECKING:
    from ui.screens.review.customer_place import CustomerPlace


class ReviewHost(Host, Protocol):
    """The section as its commands see it."""

    @property
    def account_id(self) -> str:
        """The account shown."""
        ...

    @property
    def review_id(self) -> str:
        """The review in hand."""
        ...

    customer: CustomerPlace

    def show_new(self, key: str) -> None:
        """Show a review that was just started."""
        ...

    def window(self) -> QWidget:
        """The window around the section."""
        ...


class ReviewCommands:
    """The commands of one section."""

    def __init__(self, host: ReviewHost) -> None:
        self._host = host

    @property
    def app(self) -> AppContext:
        """What the section was handed."""
        return self._host.app

    @property
    def _session(self) -> Session:
        return self._host.app.session

    def run(self, name: str) -> None:
        """Do what was chosen in the menu of the head."""
        doers: dict[str, Callable[[], object]] = {
            "field": self.field_sheet,
            "prepare": self.prepare,
            "new": self.new_review,
            "day": self.change_day,
            "checklist": self.use_checklist,
            "customer": self._host.customer.open,
            "report": self.report,
            "report_window": self.report_window,
            "close": self.close,
            "reopen": self.reopen,
            "history": self.history,
            "trash": self.trash,
        }
        doers[name]()

    def new_review(self) -> None:
        """Ask for site and day, and start a review."""
        if self._host.account_id:
            ask_new_review(self._host.app, self._host.account_id, self._host.window(), self._host.show_new)

    def prepare(self) -> None:
        """Open the window in which the visit is prepared."""
        run_command(self._host.app, "review.prepare", record=self._host.review_id)

    def field_sheet(self) -> None:
        """Open the field sheet over the window."""
        run_command(self._host.app, "review.field")

    def change_day(self) -> None:
        """Ask for another day."""
        review = crud.get(self._session, NETWORK_REVIEW, self._host.review_id)
        window = DayWindow(self._host.app, review.done_on or review.planned_on, self._host.window())
        hold(self._host.app, window.row, draft_places.ask("network_review", "done_on", [review.id]), window)
        window.chosen.connect(partial(self._move, review.id))
        window.open()

    def use_checklist(self) -> None:
        """Offer the checklists whose checks the review lacks."""
        window = UseChecklistWindow(self._host.app, self._host.review_id, self._host.window())
        window.chosen.connect(partial(self._use, self._host.review_id))
        window.open()

    def _use(self, key: str, chosen: list[str]) -> None:
        count = self._host.perform(lambda source: templates.use(self._session, key, chosen, source=source))
        if count:
            self._host.app.notices.toast(trn("{n} check added.", "{n} checks added.", count), undo=True)

    def _move(self, key: str, day: date) -> None:
        self._host.perform(lambda source: reviews.set_day(self._session, key, day, source=source))

    def quick(self) -> None:
        """Open the quick review for this account."""
        run_command(self._host.app, "review.quick", account_id=self._host.account_id)

    def report_window(self) -> None:
        """Show the report's pages, to be saved for the customer or for ourselves."""
        from ui.screens.review.report_window import show_report

        if self._host.review_id:
            show_report(self._host.app, self._host.review_id, self._host.window())

    def report(self) -> None:
        """Note that the report was given to the customer today."""
        self._verb(reviews.report_review, tr("Report noted as given."))

    def close(self) -> None:
        """Close the review."""
        self._verb(reviews.close_review, tr("Review closed."))

    def reopen(self) -> None:
        """Open the review again."""
        self._verb(reviews.reopen_review, "")

    def _verb(self, verb: Callable[..., Any], said: str) -> None:
        key = self._host.review_id
        done = self._host.perform(lambda source: verb(self._session, key, source=source))
        if done and said:
            self._host.app.notices.toast(said, undo=True)

    def history(self) -> None:
        """Show who changed what."""
        run_command(self._host.app, "history.show", kind=NETWORK_REVIEW.name, record=self._host.review_id)

    def trash(self) -> None:
        """Move the review with all that belongs to it to the Trash."""
        key = self._host.review_id
        name = crud.title_of(self._session, NETWORK_REVIEW, key)
        done = self._host.perform(lambda source: crud.trash(self._session, NETWORK_REVIEW, [key], source=source))
        if done:
            self._host.app.notices.toast(tr("Moved {name} to Trash", name=name), undo=True)
