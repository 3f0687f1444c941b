# SPDX-License-Identifier: Apache-2.0
"""Somebody who was erased is not imported again unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.entities.relations.contact import CONTACT
from planner.services import crud, customers, erasure, imports, people
from planner.services.imports import ImportOptions
from planner.services.session import Session
from tests.services.import_lists import write

HEAD = ["Account", "Name", "E-mail", "Phone"]


@pytest.fixture
def erased(session: Session) -> str:
    """The account from which two people were erased; one is left."""
    account = customers.add_account(session, "Alpha", country="Spain")
    ana = people.add_contact(session, account.id, "Ana Pérez", email="Ana@alpha.example", phone="+34 600 111 222")
    bo = people.add_contact(session, account.id, "Bo Lind")
    people.add_contact(session, account.id, "Cy Falk", email="cy@alpha.example")
    for who in (ana, bo):
        erasure.erase(session, "contact", who.id)
    return account.id


@pytest.mark.parametrize(
    "row",
    [
        ["Alpha", "A. Pérez", "ana@ALPHA.example", ""],
        ["Alpha", "Somebody", "new@alpha.example", "0034 600-111-222"],
        ["Alpha", "bo  LIND", "bo@alpha.example", ""],
    ],
    ids=["e-mail", "phone", "name"],
)
def test_that_an_erased_person_is_left_out_until_asked_for(
    session: Session, erased: str, tmp_path: Path, row: list[str]
) -> None:
    path = write(tmp_path / "list.csv", HEAD, [row, ["Alpha", "Di Nova", "di@alpha.example", ""]])
    plan = imports.prepare(session, path, "contacts")
    assert [one.outcome for one in plan.rows] == ["skip", "create"]
    assert "was erased here on" in plan.rows[0].remark
    (question,) = plan.questions
    assert (question.name, question.proposal) == ("erased", "leave")
    assert row[1] in question.text() or " ".join(row[1].split()) in question.text()
    again = imports.prepare(session, path, "contacts", options=ImportOptions(erased="import"))
    assert [one.outcome for one in again.rows] == ["create", "create"]
    assert again.questions == ()
    imports.apply(session, again)
    assert len(crud.of_account(session, CONTACT, erased)) == 3


def test_that_others_are_not_asked_about(session: Session, erased: str, tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", HEAD, [["Alpha", "Cy Falk", "cy@alpha.example", "+34 600 999 888"]])
    plan = imports.prepare(session, path, "contacts")
    assert ([one.outcome for one in plan.rows], plan.questions) == (["update"], ())
