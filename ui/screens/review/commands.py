# SPDX-License-Identifier: Apache-2.0
"""What can be done with a review as a whole: start, report, close, open again, history, Trash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr
from planner.services import crud, draft_places, reviews
from planner.services.session import Session
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.drafts import hold
from ui.screens.review.data import Host
from ui.screens.review.day_window import DayWindow
from ui.screens.review.new_review import ask_new_review

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
            "new": self.new_review,
            "day": self.change_day,
            "customer": self._host.customer.open,
            "report": self.report,
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

    def change_day(self) -> None:
        """Ask for another day."""
        review = crud.get(self._session, NETWORK_REVIEW, self._host.review_id)
        window = DayWindow(self._host.app, review.done_on or review.planned_on, self._host.window())
        hold(self._host.app, window.row, draft_places.ask("network_review", "done_on", [review.id]), window)
        window.chosen.connect(partial(self._move, review.id))
        window.open()

    def _move(self, key: str, day: date) -> None:
        self._host.perform(lambda source: reviews.set_day(self._session, key, day, source=source))

    def quick(self) -> None:
        """Open the quick review for this account."""
        run_command(self._host.app, "review.quick", account_id=self._host.account_id)

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
