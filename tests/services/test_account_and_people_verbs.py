# SPDX-License-Identifier: Apache-2.0
"""Facts about grading accounts and assessing people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.kernel.errors import NotFoundError, ValidationError
from planner.rules.ruleset import DEFAULT
from planner.services import crud, customers, evidence, people
from planner.services.evidence import Evidence
from planner.services.session import Session
from tests.services.dumps import dump, one_step, steps


def test_that_an_account_needs_only_a_name_and_starts_ungraded(session: Session) -> None:
    with one_step(session):
        account = customers.add_account(session, "  Nordlys Telecom ")
    assert account.name == "Nordlys Telecom"
    assert account.grade == "ungraded"
    assert crud.every(session, GRADE_DECISION) == []


def test_that_an_empty_name_is_refused_and_leaves_nothing(session: Session) -> None:
    before = steps(session)
    with pytest.raises(ValidationError) as refused:
        customers.add_account(session, "   ")
    assert "name" in refused.value.faults
    assert steps(session) == before


def test_that_a_grade_given_at_birth_is_recorded_as_a_decision(session: Session) -> None:
    with one_step(session):
        account = customers.add_account(session, "Vantaa Rail", grade="A")
    assert [d.grade for d in crud.of_account(session, GRADE_DECISION, account.id)] == ["A"]


def test_that_grading_several_accounts_is_one_step_with_a_decision_each(session: Session) -> None:
    ids = [customers.add_account(session, name).id for name in ("One", "Two")]
    with one_step(session):
        customers.decide_grade(session, ids, "S", "core of the region")
    for key in ids:
        assert crud.get(session, ACCOUNT, key).grade == "S"
        (decision,) = crud.of_account(session, GRADE_DECISION, key)
        assert decision.reason == "core of the region"
        assert decision.decided_on == session.today()
        assert decision.valid_until == session.today() + timedelta(days=183)
        assert decision.decided_by == session.me
        assert decision.ruleset_hash == DEFAULT.hash


def test_that_grade_decisions_are_only_ever_appended(session: Session) -> None:
    account = customers.add_account(session, "One", grade="B")
    customers.decide_grade(session, [account.id], "A", valid_until=date(2027, 1, 31))
    customers.decide_grade(session, [account.id], "ungraded")
    found = crud.of_account(session, GRADE_DECISION, account.id)
    assert [(d.grade, d.valid_until) for d in found] == [
        ("B", session.today() + timedelta(days=365)),
        ("A", date(2027, 1, 31)),
        ("ungraded", None),
    ]


def test_that_an_unknown_grade_is_refused_for_all(session: Session) -> None:
    account = customers.add_account(session, "One")
    before = dump(session)
    with pytest.raises(ValidationError):
        customers.decide_grade(session, [account.id], "Z")
    assert dump(session) == before


def test_that_owners_of_several_accounts_change_in_one_step(session: Session) -> None:
    ids = [customers.add_account(session, name).id for name in ("One", "Two")]
    with one_step(session):
        customers.set_owner(session, ids, session.me)
    assert {crud.get(session, ACCOUNT, key).owner_id for key in ids} == {session.me}


def test_that_a_person_with_a_seat_is_one_step(session: Session) -> None:
    account = customers.add_account(session, "One")
    with one_step(session):
        contact = people.add_contact(
            session, account.id, "E. Ruiz", role="approver", chain="commercial", is_kdm=True, title="CFO"
        )
    (seat,) = crud.of_account(session, DECISION_ROLE, account.id)
    assert (seat.contact_id, seat.role, seat.chain, seat.is_kdm) == (
        contact.id,
        "approver",
        "commercial",
        True,
    )


def test_that_a_level_keeps_its_evidence_and_its_history(session: Session) -> None:
    account = customers.add_account(session, "One")
    contact = people.add_contact(session, account.id, "J. Paz")
    people.assess(session, contact.id, "0", on=date(2026, 5, 1), holder_id=session.me)
    with one_step(session):
        found = people.assess(
            session,
            contact.id,
            "2",
            "spoke for us",
            evidence=[Evidence("interaction", "said so", "E2"), ("document", "mail", "E1", date(2026, 10, 1))],
        )
    assert found.holder_id == session.me, "the holder so far is kept"
    assert [a.level for a in crud.of_account(session, RELATION_ASSESSMENT, account.id)] == ["0", "2"]
    links = crud.of_account(session, EVIDENCE_LINK, account.id)
    assert {(e.target_id, e.grade, e.evidence_date) for e in links} == {
        (found.id, "E2", session.today()),
        (found.id, "E1", date(2026, 10, 1)),
    }


def test_that_a_role_says_nothing_of_the_chain_or_the_key_decider(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    contact = people.add_contact(session, account.id, "E. Ruiz")
    people.set_role(session, contact.id, "approver")
    (seat,) = crud.of_account(session, DECISION_ROLE, account.id)
    assert (seat.role, seat.chain, seat.is_kdm) == ("approver", None, None)


def test_that_a_role_is_made_changed_and_taken_away(session: Session) -> None:
    account = customers.add_account(session, "One")
    contact = people.add_contact(session, account.id, "J. Paz")
    with one_step(session):
        people.set_role(session, contact.id, "user", "technical")
    with one_step(session):
        people.set_role(session, contact.id, "decider", is_kdm=True)
    (seat,) = crud.of_account(session, DECISION_ROLE, account.id)
    assert (seat.role, seat.chain, seat.is_kdm) == ("decider", "technical", True)
    with one_step(session):
        people.set_role(session, contact.id, None)
    assert crud.of_account(session, DECISION_ROLE, account.id) == []


def test_that_setting_the_same_role_again_is_no_step(session: Session) -> None:
    account = customers.add_account(session, "One")
    contact = people.add_contact(session, account.id, "J. Paz", role="user")
    before = steps(session)
    assert not people.set_role(session, contact.id, "user")
    assert steps(session) == before


def test_that_people_leave_and_come_back(session: Session) -> None:
    account = customers.add_account(session, "One")
    ids = [people.add_contact(session, account.id, name).id for name in ("A", "B")]
    with one_step(session):
        people.mark_left(session, ids)
    assert {c.left_on for c in crud.every(session, CONTACT)} == {session.today()}
    with one_step(session):
        people.mark_present(session, ids[:1])
    assert crud.get(session, CONTACT, ids[0]).left_on is None


def test_that_evidence_is_linked_to_any_record_and_unlinked(session: Session) -> None:
    account = customers.add_account(session, "One", audience="customer")
    with one_step(session):
        found = evidence.link(
            session, "account", account.id, Evidence("document", "annual report", "E3"), target_field="trend"
        )
    assert (found.account_id, found.target_id, found.audience) == (account.id, account.id, "customer")
    with one_step(session):
        evidence.unlink(session, [found.id])
    assert crud.every(session, EVIDENCE_LINK) == []


def test_that_assessing_somebody_in_the_trash_is_refused(session: Session) -> None:
    account = customers.add_account(session, "One")
    contact = people.add_contact(session, account.id, "J. Paz")
    crud.trash(session, CONTACT, [contact.id])
    with pytest.raises(NotFoundError):
        people.assess(session, contact.id, "1")
