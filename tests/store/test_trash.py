# SPDX-License-Identifier: Apache-2.0
"""The Trash keeps families together."""

from __future__ import annotations

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.services import crud
from planner.services.session import Session
from tests.stores import a_stored, dump


def test_that_an_account_takes_its_records_along_and_brings_them_back(session: Session) -> None:
    account = a_stored(session, "account", name="Meridian")
    contact = a_stored(session, "contact", account_id=account.id)
    a_stored(session, "decision_role", account_id=account.id, contact_id=contact.id)
    a_stored(session, "risk", account_id=account.id)
    before = dump(session)
    crud.trash(session, ACCOUNT, [account.id])
    assert {name for name, records in dump(session).items() if records} == {"person"}
    listed = crud.trashed(session)
    assert [(t.entity, t.title, t.others) for t in listed] == [("account", "Meridian", 3)]
    crud.restore(session, ACCOUNT, account.id)
    assert dump(session) == before
    assert crud.trashed(session) == []


def test_that_a_restored_person_does_not_revive_what_was_trashed_before(session: Session) -> None:
    account = a_stored(session, "account")
    contact = a_stored(session, "contact", account_id=account.id, name="E. Ruiz")
    other = a_stored(session, "contact", account_id=account.id, name="J. Paz")
    crud.trash(session, CONTACT, [other.id])
    crud.trash(session, CONTACT, [contact.id])
    crud.restore(session, CONTACT, contact.id)
    assert [c.name for c in crud.of_account(session, CONTACT, account.id)] == ["E. Ruiz"]
    assert [t.title for t in crud.trashed(session)] == ["J. Paz"]


def test_that_several_records_trashed_at_once_are_one_step(session: Session) -> None:
    account = a_stored(session, "account")
    people = [a_stored(session, "contact", account_id=account.id) for _ in range(3)]
    crud.trash(session, CONTACT, [p.id for p in people])
    assert len(crud.trashed(session)) == 3
    session.undo()
    assert len(crud.of_account(session, CONTACT, account.id)) == 3


def test_that_what_was_only_added_and_taken_back_is_not_in_the_trash(session: Session) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian")
    session.undo()
    assert crud.trashed(session) == []
    session.redo()
    crud.trash(session, ACCOUNT, [account.id])
    crud.restore(session, ACCOUNT, account.id)
    session.undo()
    assert [t.title for t in crud.trashed(session)] == ["Meridian"]
