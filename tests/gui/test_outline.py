# SPDX-License-Identifier: Apache-2.0
"""Undo in the window: named as soon as it can be done, and what it brought back is framed for a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers, reviews, risks
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.forms.field_row import FieldRow
from ui.screens.review import ReviewsSection
from ui.screens.review.data import RISKS


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on an empty portfolio."""
    with shell_on(portfolio, qtbot, clock) as made:
        yield made


def _frame(shell: Shell) -> QWidget | None:
    found = shell.window.findChild(QWidget, "undoOutline")
    return found if found is not None and found.isVisible() else None


def _covers(shell: Shell, frame: QWidget, part: QWidget) -> bool:
    place = QRect(part.mapTo(shell.window, part.rect().topLeft()), part.size())
    return frame.geometry().contains(place)


def test_that_a_field_that_came_back_is_framed_and_the_frame_goes(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    session = shell.app.session
    account = customers.add_account(session, "Meridian Foods")
    person = crud.add(session, CONTACT, account_id=account.id, name="Elena Ruiz", title="Head of IT")
    crud.set_field(session, CONTACT, person.id, "title", "Chief engineer")
    shell.window.go(Place(page="today"))
    shell.window.trigger("edit.undo")
    qtbot.waitUntil(lambda: _frame(shell) is not None)
    frame = _frame(shell)
    assert frame is not None
    rows = [r for r in shell.window.stack.details.findChildren(FieldRow) if r.field.name == "title" and r.isVisible()]
    assert any(_covers(shell, frame, row.editor) for row in rows)
    qtbot.waitUntil(lambda: _frame(shell) is None)


def test_that_a_record_that_came_back_is_framed_in_its_list(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    session = shell.app.session
    account = customers.add_account(session, "Meridian Foods")
    person = crud.add(session, CONTACT, account_id=account.id, name="Elena Ruiz")
    crud.trash(session, CONTACT, [person.id])
    shell.window.trigger("edit.undo")
    qtbot.waitUntil(lambda: _frame(shell) is not None)
    frame = _frame(shell)
    assert frame is not None
    page = shell.window.stack.pages
    assert QRect(page.mapTo(shell.window, page.rect().topLeft()), page.size()).intersects(frame.geometry())
    assert frame.height() < 60
    assert shell.window.place().section == "people"


def test_that_undo_and_redo_name_what_a_job_did_as_soon_as_it_is_over(shell: Shell, qtbot: QtBot) -> None:
    session = shell.app.session  # type: ignore[union-attr]

    def work(report: Callable[[int, int, str], None]) -> None:
        report(0, 1, "")
        crud.add(session, ACCOUNT, name="From a job")

    shell.window.jobs.run(work, done=lambda _: None, failed=lambda _: None, title="Importing")
    qtbot.waitUntil(lambda: not shell.window.jobs.busy)
    qtbot.waitUntil(lambda: "From a job" in shell.window.actions_of.actions["edit.undo"].text())
    shell.window.jobs.run(lambda _report: session.undo(), done=lambda _: None, failed=lambda _: None, title="Undo")
    qtbot.waitUntil(lambda: "From a job" in shell.window.actions_of.actions["edit.redo"].text())
    assert shell.window.actions_of.actions["edit.redo"].isEnabled()


def test_that_undo_stays_in_the_review_that_shows_the_risk(shell: Shell, qtbot: QtBot) -> None:
    session = session_of(shell)
    account = customers.add_account(session, "Meridian Foods")
    review = reviews.start_review(session, account.id, copy_from_last=False)
    risk = risks.add_risk(session, account.id, "Overload", review_id=review.id)
    south = crud.add(session, SITE, account_id=account.id, name="South")
    other = risks.add_risk(session, account.id, "Of another site", site_id=south.id)
    shell.window.go(Place(page="account", account_id=account.id, section="reviews", record=review.id))
    section = shell.window.findChildren(ReviewsSection)[0]
    qtbot.waitUntil(lambda: section.review_id == review.id)
    section.open_step(RISKS)
    risks.rate(session, risk.id, 3, 4)
    shell.window.trigger("edit.undo")
    assert shell.window.place().section == "reviews"
    assert section.steps.current() == RISKS
    risks.rate(session, other.id, 3, 4)
    shell.window.trigger("edit.undo")
    assert (shell.window.place().section, shell.window.place().record) == ("risks", other.id)
