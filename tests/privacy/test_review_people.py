# SPDX-License-Identifier: Apache-2.0
"""People in the records of a network review: leave to inspect, visits, drills, plans, acknowledgement, signature."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.entities.common.person import PERSON
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.services import crud, customers, erasure, people, person_file, reviews
from planner.services.session import Session
from planner.views.person_page import page

MINE, EARLIER, THEIRS = "100,200 300,400", "111,222 333,444", "555,666 777,888"


class World:
    """Two contacts and a colleague, each named by every reference there is."""

    def __init__(self, session: Session) -> None:
        self.session = session
        account = customers.add_account(session, "Alpha")
        self.ana, self.bo = (people.add_contact(session, account.id, name) for name in ("Ana Pérez", "Bo Lindqvist"))
        self.kim = crud.add(session, PERSON, name="Kim Vidal")
        both = (self.ana.id, self.bo.id)
        of = {"account_id": account.id}
        self.leave = crud.add(
            session, AUTHORISATION, scope="Rooms", given_by_id=self.ana.id, note="Ask Ana Pérez", **of
        )
        self.visit = crud.add(session, VISIT_PLAN, title="Visit", meet=both, goal="Win Ana Pérez", **of)
        self.plan = crud.add(session, CONTINGENCY_PLAN, title="Stand-in", contact_ids=both, **of)
        self.drill = crud.add(
            session,
            DRILL,
            plan_id=self.plan.id,
            attendees=both,
            led_by_id=self.kim.id,
            learned="Ana Pérez is quick",
            **of,
        )
        self.review = reviews.start_review(session, account.id)

    def told(self, **fields: Any) -> str:
        """An explanation of its own."""
        made = crud.add(
            self.session, EXPLAIN_SESSION, account_id=self.review.account_id, review_id=self.review.id, **fields
        )
        return made.id

    def everything(self) -> str:
        """All rows and images as text."""
        found: list[str] = []
        with self.session.db.reading() as conn:
            tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                found += [str(row) for row in conn.execute(f'SELECT * FROM "{table}"').fetchall()]
        return "\n".join(found)


@pytest.fixture
def world(session: Session) -> World:
    return World(session)


def test_that_an_erased_contact_is_in_no_record_of_a_review(world: World) -> None:
    session = world.session
    assert erasure.erase(session, "contact", world.ana.id).left == ()
    assert (crud.get(session, AUTHORISATION, world.leave.id).given_by_id) is None
    assert crud.get(session, VISIT_PLAN, world.visit.id).meet == (world.bo.id,)
    assert crud.get(session, CONTINGENCY_PLAN, world.plan.id).contact_ids == (world.bo.id,)
    drill = crud.get(session, DRILL, world.drill.id)
    assert (drill.attendees, drill.learned) == ((world.bo.id,), "[erased] is quick")
    rest = world.everything()
    assert world.ana.id not in rest
    assert "Pérez" not in rest


def test_that_an_erased_colleague_led_no_drill(world: World) -> None:
    erasure.erase(world.session, "person", world.kim.id)
    assert crud.get(world.session, DRILL, world.drill.id).led_by_id is None
    assert world.kim.id not in world.everything()


def test_that_a_signature_goes_with_whoever_drew_it_out_of_the_log_too(world: World) -> None:
    session = world.session
    key = world.told(acknowledged_by=world.ana.id, signature=EARLIER)
    crud.set_fields(session, EXPLAIN_SESSION, [key], {"signature": MINE})
    other = world.told(acknowledged_by=world.bo.id, signature=THEIRS, listeners=(world.ana.id, world.bo.id))
    named = world.told(acknowledged_name="ana pérez", signature="1,1 2,2")
    erasure.erase(session, "contact", world.ana.id)
    assert [crud.get(session, EXPLAIN_SESSION, one).signature for one in (key, other, named)] == [None, THEIRS, None]
    assert crud.get(session, EXPLAIN_SESSION, named).acknowledged_name == "[erased]"
    rest = world.everything()
    assert [strokes for strokes in (MINE, EARLIER, "1,1 2,2") if strokes in rest] == []
    assert THEIRS in rest


def test_that_a_signature_replaced_by_somebody_elses_goes_and_theirs_stays(world: World) -> None:
    session = world.session
    key = world.told(acknowledged_by=world.ana.id)
    crud.set_fields(session, EXPLAIN_SESSION, [key], {"signature": MINE})
    crud.set_fields(session, EXPLAIN_SESSION, [key], {"acknowledged_by": world.bo.id, "signature": None})
    crud.set_fields(session, EXPLAIN_SESSION, [key], {"signature": THEIRS})
    erasure.erase(session, "contact", world.ana.id)
    assert crud.get(session, EXPLAIN_SESSION, key).signature == THEIRS
    assert MINE not in world.everything()
    assert len(crud.every(session, CONTACT)) == 1


def test_that_the_own_file_has_the_references_and_ones_own_signature_only(world: World) -> None:
    world.told(acknowledged_by=world.ana.id, signature=MINE, listeners=(world.ana.id, world.bo.id))
    files = {one.name: person_file.collect(world.session, "contact", one.id) for one in (world.ana, world.bo)}
    kinds = {one["kind"]: one["named_as"] for one in files["Ana Pérez"]["named_in"]}
    assert kinds == {
        "authorisation": ["given_by_id"], "visit_plan": ["meet"], "contingency_plan": ["contact_ids"],
        "drill": ["attendees"], "explain_session": ["listeners", "acknowledged_by"],
    }  # fmt: skip
    assert MINE in json.dumps(files["Ana Pérez"])
    assert MINE not in json.dumps(files["Bo Lindqvist"])
    assert "Drawn by this person" in page(files["Ana Pérez"])
    assert MINE not in page(files["Ana Pérez"])
    led = person_file.collect(world.session, "person", world.kim.id)["named_in"]
    assert [(one["kind"], one["named_as"]) for one in led] == [("drill", ["led_by_id"])]
