# SPDX-License-Identifier: Apache-2.0
"""The first tasks: ticked by what is in the portfolio, gone when all are done or closed."""

from __future__ import annotations

from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.services import crud, customers, exports, get_going, people, plans, risks
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from planner.store import portfolio_settings
from tests.stores import a_stored


def _done(session: Session) -> list[str]:
    found = get_going.tasks(session)
    return [task.key for task in found.tasks if task.done] if found is not None else ["all"]


def test_that_each_task_is_ticked_by_its_records_and_the_last_one_ends_it(session: Session, tmp_path: Path) -> None:
    assert _done(session) == []
    account = customers.add_account(session, "Meridian Foods")
    assert _done(session) == ["account"]
    people.add_contact(session, account.id, "E. Ruiz")
    assert _done(session) == ["account"]
    people.add_contact(session, account.id, "J. Paz")
    assert _done(session) == ["account", "people"]
    a_stored(session, "network_review", account_id=account.id, planned_on=session.today())
    assert "review" not in _done(session)
    a_stored(session, "network_review", account_id=account.id, done_on=session.today())
    assert "review" in _done(session)
    risk = risks.add_risk(session, account.id, "Rectifier R2 fails")
    assert "risk" not in _done(session)
    plans.add_plan(session, [risk.id])
    assert "risk" in _done(session)
    exports.export_plan(session, account.id, tmp_path)
    assert get_going.tasks(session) is None


def test_that_what_is_taken_back_or_trashed_loses_its_tick(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    session.undo()
    assert _done(session) == []
    session.redo()
    crud.trash(session, ACCOUNT, [account.id])
    assert _done(session) == []


def test_that_closing_holds_for_this_portfolio_also_after_opening_it_again(session: Session) -> None:
    before = session.undo_step
    get_going.close(session)
    assert get_going.tasks(session) is None
    assert session.undo_step == before
    session.close()
    again = open_portfolio(session.path)
    try:
        assert get_going.tasks(again) is None
        get_going.show_again(again)
        assert get_going.tasks(again) is not None
    finally:
        again.close()


def test_that_the_sample_has_no_tasks(session: Session) -> None:
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, "sample", value=True)
    assert get_going.tasks(session) is None
