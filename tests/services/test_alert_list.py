# SPDX-License-Identifier: Apache-2.0
"""Alerts as services: heard and muted, muting with a reason, lifting, undo, history, and the whole portfolio."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planner.entities.common.alert_mute import ALERT_MUTE
from planner.entities.customers.account import ACCOUNT
from planner.kernel.errors import PlannerError, ValidationError
from planner.rules.portfolio import attention
from planner.services import alert_list, crud, customers, erasure, plans, portfolio_page, risks, today
from planner.services.session import Session
from tests.stores import a_stored


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with one extreme risk that has no plan."""
    account = customers.add_account(session, "Meridian Foods").id
    a_stored(session, "risk", account_id=account, code="R-1", likelihood=5, impact=4, opened_on=session.today())
    return account


def heard(session: Session, account_id: str) -> list[str]:
    return [row.alert.rule for row in alert_list.alerts(session, account_id).heard]


def muted(session: Session, account_id: str) -> list[tuple[str, str]]:
    return [(r.alert.rule, r.mute.reason) for r in alert_list.alerts(session, account_id).muted if r.mute]


def mute(session: Session, account_id: str, reason: str = "The plan waits for the tender") -> str:
    alert = alert_list.alerts(session, account_id).heard[0].alert
    return alert_list.mute(session, account_id, alert.rule, alert.subject, reason).id


def test_that_muting_asks_for_a_reason_and_a_day_ahead(session: Session, account_id: str) -> None:
    alert = alert_list.alerts(session, account_id).heard[0].alert
    with pytest.raises(ValidationError) as fault:
        alert_list.mute(session, account_id, *alert.key, "  ", until=session.today() - timedelta(days=1))
    assert set(fault.value.faults) == {"reason", "until"}
    assert heard(session, account_id) == ["K5"]


def test_that_a_muted_alert_is_listed_with_its_reason_and_undo_brings_it_back(
    session: Session, account_id: str
) -> None:
    mute(session, account_id)
    assert heard(session, account_id) == []
    assert muted(session, account_id) == [("K5", "The plan waits for the tender")]
    assert alert_list.muted_count(session) == 1
    label = session.undo_label
    assert label is not None
    assert label.text() == "Mute “Extreme risk R-1 without a valid plan”"
    session.undo()
    assert heard(session, account_id) == ["K5"]
    session.redo()
    assert heard(session, account_id) == []


def test_that_a_lifted_mute_is_heard_today_and_stays_in_the_history(session: Session, account_id: str) -> None:
    key = mute(session, account_id)
    changes = alert_list.lift(session, [key])
    assert changes.label.text() == "Unmute “Extreme risk R-1 without a valid plan”"
    assert heard(session, account_id) == ["K5"]
    assert [m.reason for m in alert_list.mutes(session, account_id)] == ["The plan waits for the tender"]
    assert len(crud.record_history(session, key)) == 2
    assert alert_list.muted_count(session) == 0
    mute(session, account_id, "Agreed again")
    assert muted(session, account_id) == [("K5", "Agreed again")]


def test_that_an_alert_that_is_gone_can_not_be_muted(session: Session, account_id: str) -> None:
    with pytest.raises(PlannerError, match="not there any more"):
        alert_list.mute(session, account_id, "K13", "", "Why not")
    assert crud.every(session, ALERT_MUTE) == []


def test_that_today_leaves_out_what_is_muted(session: Session, account_id: str) -> None:
    before = len(today.due(session).every)
    mute(session, account_id)
    assert len(today.due(session).every) == before - 1


def test_that_the_portfolio_lists_all_accounts_and_works_out_only_what_changed(
    session: Session, account_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = customers.add_account(session, "Nordlys").id
    worked: list[str] = []
    real = alert_list._work_out

    def watched(of: Session, key: str, *rest: Any) -> None:
        worked.append(key)
        real(of, key, *rest)

    monkeypatch.setattr(alert_list, "_work_out", watched)
    assert [row.account for row in alert_list.portfolio_alerts(session).heard] == ["Meridian Foods"]
    assert sorted(worked) == sorted([account_id, other])
    worked.clear()
    risk = a_stored(session, "risk", account_id=other, code="R-2", likelihood=4, impact=4, opened_on=session.today())
    assert [(r.account, r.alert.subject) for r in alert_list.portfolio_alerts(session).heard][1:] == [
        ("Nordlys", risk.id)
    ]
    assert worked == [other]
    mute(session, account_id)
    found = alert_list.portfolio_alerts(session)
    assert ([r.account for r in found.heard], [r.account for r in found.muted]) == (["Nordlys"], ["Meridian Foods"])
    crud.trash(session, ACCOUNT, [other])
    assert alert_list.portfolio_alerts(session).heard == ()
    session.undo()
    assert [r.account for r in alert_list.portfolio_alerts(session).heard] == ["Nordlys"]


def test_that_an_edit_of_a_record_forgets_its_account_alone(session: Session, account_id: str) -> None:
    alert = alert_list.portfolio_alerts(session).heard[0].alert
    risks.rate(session, alert.subject, 2, 2)
    assert alert_list.portfolio_alerts(session).heard == ()
    session.undo()
    assert len(alert_list.portfolio_alerts(session).heard) == 1
    plans.add_plan(session, [alert.subject])
    assert len(alert_list.portfolio_alerts(session).heard) == 1  # a bare plan is not valid yet


def test_that_the_portfolio_page_leaves_out_what_is_muted(session: Session, account_id: str) -> None:
    def reasons() -> list[str]:
        read = portfolio_page.read_all(session, portfolio_page.Wanted())
        found = attention(read.accounts, read.risks, read.rules, read.today, alert_list.muted_keys(session))
        return [reason.text.text() for one in found for reason in one.reasons if reason.entity == "risk"]

    portfolio_page.load(session)
    assert reasons() == ["Extreme risk R-1: no contingency plan"]
    key = mute(session, account_id)
    assert alert_list.muted_keys(session) == {(account_id, "K5", crud.get(session, ALERT_MUTE, key).subject)}
    assert reasons() == []
    alert_list.lift(session, [key])
    assert reasons() == ["Extreme risk R-1: no contingency plan"]


def test_that_an_erased_person_is_in_no_alert_no_mute_and_no_label(session: Session, account_id: str) -> None:
    contact = a_stored(session, "contact", account_id=account_id, name="Quirina Zorn").id
    a_stored(session, "decision_role", account_id=account_id, contact_id=contact, role="approver")
    level = {"contact_id": contact, "level": "-1", "assessed_on": session.today()}
    a_stored(session, "relation_assessment", account_id=account_id, **level)
    assert any("Zorn" in row.alert.text.text() for row in alert_list.portfolio_alerts(session).heard)
    alert_list.mute(session, account_id, "K1", contact, "Quirina Zorn leaves in May")
    erasure.erase(session, "contact", contact)
    found = alert_list.portfolio_alerts(session)
    assert not any("Zorn" in row.alert.text.text() for row in (*found.heard, *found.muted))
    assert "Zorn" not in " ".join(mute.reason for mute in alert_list.mutes(session, account_id))
    labels = session.read(lambda conn: [row[0] for row in conn.execute("SELECT args FROM step")])
    assert not any("Zorn" in args for args in labels)
