# SPDX-License-Identifier: Apache-2.0
"""Every noun goes through the store unharmed and leaves a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import ENTITIES
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.errors import NotFoundError, StaleRowError
from planner.kernel.text import Message
from planner.services.session import Session
from planner.store import history
from planner.store.rows import codec
from planner.store.table import Reader, Table
from tests.builders import BUILDERS, an_account
from tests.stores import a_stored, dump, put, without_dangling

EACH = pytest.mark.parametrize("spec", ENTITIES, ids=lambda spec: spec.name)


@EACH
def test_that_the_table_has_the_columns_of_the_spec(session: Session, spec: EntitySpec[Any]) -> None:
    columns = session.read(lambda conn: [row[1] for row in conn.execute(f'PRAGMA table_info("{spec.table}")')])
    book = ["rev", "created_at", "created_by", "updated_at", "updated_by", "device_id", "deleted"]
    assert sorted(columns) == sorted([*spec.names, *book])


@EACH
def test_that_a_record_comes_back_as_it_was_written(session: Session, spec: EntitySpec[Any]) -> None:
    made = a_stored(session, spec.name)
    assert session.read(lambda conn: Reader(spec, conn).get(made.id)) == made


@EACH
def test_that_unknown_values_come_back_as_unknown(session: Session, spec: EntitySpec[Any]) -> None:
    full = a_stored(session, spec.name)
    empty = {f.name: () if f.kind is Kind.LIST else None for f in spec.fields if not f.required}
    bare = replace(full, **empty)
    put(session, bare)
    assert session.read(lambda conn: Reader(spec, conn).get(full.id)) == bare


@EACH
def test_that_add_edit_and_trash_are_undone_and_redone_to_the_exact_content(
    session: Session, spec: EntitySpec[Any]
) -> None:
    made = a_stored(session, spec.name)
    other = without_dangling(spec, BUILDERS[spec.name](), keep=set())
    refs = {f.name: getattr(made, f.name) for f in spec.fields if f.kind is Kind.REF}
    put(session, replace(other, id=made.id, **refs))
    session.write(Message("Trash"), lambda unit: Table(spec, unit).trash(made.id))
    states = [dump(session)]
    while session.undo() is not None:
        states.append(dump(session))
    assert all(not records for name, records in states[-1].items() if name != "person")
    for expected in reversed(states[:-1]):
        session.redo()
        assert dump(session) == expected


def test_that_chosen_columns_leave_the_rest_as_a_new_record_has_it() -> None:
    chosen = tuple(field for field in ACCOUNT.fields if field.name in {"name", "grade"})
    found = codec(replace(ACCOUNT, fields=chosen)).decode(("01", "Meridian", "A"))
    assert found == ACCOUNT.cls(id="01", name="Meridian", grade="A")


def test_that_writing_what_is_there_makes_no_step(session: Session) -> None:
    made = a_stored(session, "account")
    before = session.undo_label
    changes = session.write(Message("Again"), lambda unit: Table(ACCOUNT, unit).put(made))
    assert not changes
    assert session.undo_label == before


def test_that_an_edit_is_logged_with_only_the_fields_that_differ(session: Session) -> None:
    made = a_stored(session, "account", name="Nordlys", employees=10)
    session.write(Message("Grow"), lambda unit: Table(ACCOUNT, unit).set(made.id, employees=12))
    newest = session.read(lambda conn: history.of_record(conn, made.id))[0]
    assert (newest.before, newest.after) == ({"employees": 10}, {"employees": 12})
    assert newest.label == Message("Grow")
    assert newest.person_id == session.me
    assert newest.device_id == session.device


def test_that_a_failing_verb_leaves_nothing_behind(session: Session) -> None:
    made = an_account()

    def work(unit: Any) -> None:
        Table(ACCOUNT, unit).put(made)
        Table(ACCOUNT, unit).get("absent")

    before = dump(session)
    with pytest.raises(NotFoundError):
        session.write(Message("Half"), work)
    assert dump(session) == before
    assert session.read(lambda conn: history.of_record(conn, made.id)) == []


def test_that_a_reference_to_nothing_is_refused(session: Session) -> None:
    from planner.store.driver import IntegrityError

    with pytest.raises(IntegrityError):
        put(session, an_account(parent_id="0" * 26))


def test_that_undo_refuses_and_keeps_the_step_when_the_field_was_changed_behind_it(session: Session) -> None:
    made = a_stored(session, "account", name="Vantaa")
    session.write(Message("Rename"), lambda unit: Table(ACCOUNT, unit).set(made.id, name="Vantaa Rail"))
    session.db.conn.execute("UPDATE account SET name = 'Other' WHERE id = ?", (made.id,))
    with pytest.raises(StaleRowError):
        session.undo()
    assert session.undo_label == Message("Rename")


def test_that_each_write_raises_the_revision_also_on_undo(session: Session) -> None:
    made = a_stored(session, "account")
    session.write(Message("Edit"), lambda unit: Table(ACCOUNT, unit).set(made.id, employees=3))
    session.undo()
    assert session.db.value("SELECT rev FROM account WHERE id = ?", made.id) == 3


def test_that_bulk_adding_equals_adding_one_by_one(session: Session) -> None:
    many = [
        an_account(parent_id=None, owner_id=None, service_owner_id=None, tenure_start=date(2020, 1, n))
        for n in range(1, 6)
    ]
    session.write(Message("Bulk"), lambda unit: Table(ACCOUNT, unit).add_many(many))
    assert session.read(lambda conn: Reader(ACCOUNT, conn).where()) == many
    session.undo()
    assert session.read(lambda conn: Reader(ACCOUNT, conn).where()) == []
    session.redo()
    assert session.read(lambda conn: Reader(ACCOUNT, conn).where()) == many
