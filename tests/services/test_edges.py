# SPDX-License-Identifier: Apache-2.0
"""Lines between people: what may be drawn, taken back, and what becomes of them with their people."""

from __future__ import annotations

import pytest

from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.relation_edge import RELATION_EDGE
from planner.kernel.errors import ValidationError
from planner.services import crud, customers, edges, people, purge, reports
from planner.services.record_log import field_history
from planner.services.session import Session


@pytest.fixture
def four(session: Session) -> list[Contact]:
    account = customers.add_account(session, "Meridian Foods")
    return [people.add_contact(session, account.id, name) for name in ("Ada", "Ben", "Cleo", "Dan")]


def lines(session: Session, contact: Contact) -> list[tuple[str, str, str | None]]:
    return [(e.contact_id, e.kind, e.to_id) for e in reports.facts(session, contact.account_id).edges]


def test_that_a_line_is_drawn_and_taken_back(session: Session, four: list[Contact]) -> None:
    ada, ben, *_ = four
    edges.add_edge(session, ada.id, "influences", ben.id, strength=3)
    assert lines(session, ada) == [(ada.id, "influences", ben.id)]
    session.undo()
    assert lines(session, ada) == []


def test_that_nobody_has_a_line_to_themselves(session: Session, four: list[Contact]) -> None:
    with pytest.raises(ValidationError, match="two different people"):
        edges.add_edge(session, four[0].id, "allied", four[0].id)
    assert lines(session, four[0]) == []


def test_that_nobody_reports_to_two(session: Session, four: list[Contact]) -> None:
    ada, ben, cleo, _ = four
    edges.add_edge(session, ada.id, "reports_to", ben.id)
    with pytest.raises(ValidationError, match="Ada reports to Ben already"):
        edges.add_edge(session, ada.id, "reports_to", cleo.id)
    edges.set_boss(session, ada.id, cleo.id)
    assert lines(session, ada) == [(ada.id, "reports_to", cleo.id)]
    edges.set_boss(session, ada.id, None)
    assert lines(session, ada) == []


def test_that_reporting_lines_form_no_circle(session: Session, four: list[Contact]) -> None:
    ada, ben, cleo, _ = four
    edges.add_edge(session, ada.id, "reports_to", ben.id)
    edges.add_edge(session, ben.id, "reports_to", cleo.id)
    with pytest.raises(ValidationError, match="circle"):
        edges.set_boss(session, cleo.id, ada.id)
    assert len(lines(session, ada)) == 2


def test_that_two_people_have_one_line_of_a_kind(session: Session, four: list[Contact]) -> None:
    ada, ben, *_ = four
    edges.add_edge(session, ada.id, "conflict", ben.id)
    with pytest.raises(ValidationError, match="already"):
        edges.add_edge(session, ben.id, "conflict", ada.id)
    edges.add_edge(session, ben.id, "influences", ada.id)
    assert len(lines(session, ada)) == 2


def test_that_a_line_joins_people_of_one_account(session: Session, four: list[Contact]) -> None:
    other = people.add_contact(session, customers.add_account(session, "Nordlys").id, "Eve")
    with pytest.raises(ValidationError, match="same account"):
        edges.add_edge(session, four[0].id, "allied", other.id)


def test_that_a_line_goes_to_the_trash_with_either_person_and_comes_back(session: Session, four: list[Contact]) -> None:
    ada, ben, *_ = four
    edges.add_edge(session, ada.id, "influences", ben.id)
    edges.nudge(session, ben.id, 10, 4)
    crud.trash(session, CONTACT, [ben.id])
    known = reports.facts(session, ada.account_id)
    assert (known.edges, known.places) == ((), ())
    assert [one.key for one in crud.trashed(session)] == [ben.id]
    crud.restore(session, CONTACT, ben.id)
    assert len(reports.facts(session, ada.account_id).edges) == 1
    crud.trash(session, CONTACT, [ben.id])
    purge.empty_trash(session)
    assert reports.facts(session, ada.account_id).edges == ()


def test_that_strength_changes_and_stands_in_the_history_of_the_person(session: Session, four: list[Contact]) -> None:
    ada, ben, *_ = four
    edge = edges.add_edge(session, ada.id, "influences", ben.id, strength=1)
    edges.change_edge(session, edge.id, strength=3)
    assert crud.get(session, RELATION_EDGE, edge.id).strength == 3
    assert any("influences" in line.new.casefold() for line in field_history(session, "contact", ada.id))


def test_that_a_card_is_moved_on_and_arranged_again(session: Session, four: list[Contact]) -> None:
    ada = four[0]
    edges.nudge(session, ada.id, 16, 0)
    edges.nudge(session, ada.id, 16, -8)
    assert [(p.right, p.down) for p in reports.facts(session, ada.account_id).places] == [(32, -8)]
    edges.arrange(session, ada.account_id)
    assert [(p.right, p.down) for p in reports.facts(session, ada.account_id).places] == [(0, 0)]
    session.undo()
    assert [(p.right, p.down) for p in reports.facts(session, ada.account_id).places] == [(32, -8)]
