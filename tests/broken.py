# SPDX-License-Identifier: Apache-2.0
"""A filled portfolio and what can be wrong with it, one defect of every class, planted by raw SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.entities.registry import ENTITIES
from planner.kernel import paths
from planner.services import attachments, crud
from planner.services.session import Session
from planner.store.rows import codec
from tests.stores import a_stored

NOBODY = "01ZZZZZZZZZZZZZZZZZZZZZZZZ"
RawDump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Defect:
    """The check that finds it, how it is planted, and whether a repair makes it whole again."""

    name: str
    check: str
    plant: str | Callable[[Session], None]
    mends: bool = True


def filled(session: Session) -> None:
    """Two accounts with people, a risk, evidence, an action, rules and a file; what the defects are planted into."""
    from planner.services import rulesets

    meridian = a_stored(session, "account", name="Meridian Foods", parent_id=None)
    nordlys = a_stored(session, "account", name="Nordlys", parent_id=meridian.id)
    person = a_stored(session, "contact", account_id=meridian.id, name="E. Ruiz")
    a_stored(session, "decision_role", account_id=meridian.id, contact_id=person.id)
    a_stored(session, "interaction", account_id=meridian.id, participants=(person.id,), title="Visit")
    risk = a_stored(session, "risk", account_id=meridian.id, finding_ids=(), code="R-1")
    a_stored(
        session,
        "evidence_link",
        account_id=meridian.id,
        target_type="risk",
        target_id=risk.id,
        ref_type=None,
        ref_id=None,
    )
    a_stored(session, "action", account_id=nordlys.id, parent_type="risk", parent_id=risk.id)
    with session.db.transaction() as conn:
        conn.execute("INSERT INTO counter (prefix, last) VALUES ('R-', 1)")
    rulesets.set_currency(session, "EUR")
    note = session.path.with_name("note.txt")
    note.write_text("The rectifier runs at 91 %.", encoding="utf-8")
    attachments.attach(session, meridian.id, note)
    note.unlink()


def planted(session: Session, defect: Any) -> str:
    """Plant a defect behind the back of everything; the name of the check that finds it."""
    if callable(defect.plant):
        defect.plant(session)
    else:
        raw(session, defect.plant)
    return str(defect.check)


def raw(session: Session, *statements: str) -> None:
    """SQL without the checks of foreign keys, as damage does it."""
    conn = session.db.conn
    conn.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        conn.execute(statement)
    conn.execute("PRAGMA foreign_keys = ON")


def raw_dump(session: Session) -> RawDump:
    """The live rows of all kinds as they are stored."""

    def rows(conn: Any, spec: Any) -> list[tuple[Any, ...]]:
        names = ", ".join(f'"{name}"' for name in codec(spec).columns)
        return list(conn.execute(f'SELECT {names} FROM "{spec.table}" WHERE deleted = 0 ORDER BY id'))

    return {spec.name: session.read(lambda conn, s=spec: rows(conn, s)) for spec in ENTITIES}  # type: ignore[misc]


def _file_of(session: Session) -> Path:
    return next(path for path in paths.files_folder(session.path).glob("*/*") if path.is_file())


def _damage_file(session: Session) -> None:
    path = _file_of(session)
    path.chmod(0o600)
    path.write_bytes(b"something else")


def _stray(session: Session) -> None:
    (_file_of(session).parent / ("ab" * 32)).write_bytes(b"x")


def _purge(session: Session) -> None:
    from planner.services import purge

    spec = next(spec for spec in ENTITIES if spec.name == "contact")
    (person,) = crud.every(session, spec)
    crud.trash(session, spec, [person.id])
    purge.empty_trash(session)


DEFECTS: tuple[Defect, ...] = (
    Defect("reference", "references", f"UPDATE account SET owner_id = '{NOBODY}' WHERE name = 'Nordlys'"),
    Defect("required-reference", "references", f"UPDATE risk SET account_id = '{NOBODY}'"),
    Defect("score", "values", "UPDATE account SET stability = 9 WHERE name = 'Nordlys'"),
    Defect("choice", "values", "UPDATE account SET grade = 'Z' WHERE name = 'Nordlys'"),
    Defect("audience", "values", "UPDATE risk SET audience = 'everybody'"),
    Defect("list-unreadable", "values", "UPDATE interaction SET participants = '[\"' "),
    Defect("yes-or-no", "values", "UPDATE decision_role SET is_kdm = 7"),
    Defect("empty-name", "values", "UPDATE account SET name = '' WHERE name = 'Nordlys'", mends=False),
    Defect("date", "dates", "UPDATE account SET vip_from = '2026-02-31' WHERE name = 'Nordlys'"),
    Defect("year", "dates", "UPDATE account SET vip_from = '0999-01-01' WHERE name = 'Nordlys'"),
    Defect(
        "date-order",
        "dates",
        "UPDATE account SET vip_from = '2026-02-01', vip_to = '2025-01-01' WHERE name = 'Nordlys'",
        mends=False,
    ),
    Defect("orphan", "owners", "UPDATE account SET deleted = 1 WHERE name = 'Meridian Foods'"),
    Defect("own-parent", "loops", "UPDATE account SET parent_id = id WHERE name = 'Nordlys'"),
    Defect(
        "ring",
        "loops",
        "UPDATE account SET parent_id = (SELECT id FROM account WHERE name = 'Nordlys') WHERE name = 'Meridian Foods'",
    ),
    Defect("manager-ring", "loops", "UPDATE person SET manager_id = id"),
    Defect("list", "lists", f"UPDATE interaction SET participants = '[\"{NOBODY}\"]'"),
    Defect("evidence", "targets", f"UPDATE evidence_link SET target_id = '{NOBODY}'"),
    Defect("parent-kind", "targets", "UPDATE action SET parent_type = 'moon'"),
    Defect("log", "log", "UPDATE account SET name = 'Other' WHERE name = 'Nordlys'"),
    Defect("log-missing", "log", "DELETE FROM change WHERE \"table\" = 'risk'"),
    Defect("lost-row", "log", "DELETE FROM decision_role"),
    Defect("undo", "undo", "DELETE FROM change WHERE id = (SELECT max(id) FROM change)"),
    Defect(
        "undo-of-nothing", "undo", "UPDATE step SET kind = 'undo', of = 999 WHERE seq = (SELECT max(seq) FROM step)"
    ),
    Defect("index-missing", "search", "DELETE FROM search_doc WHERE entity = 'account'"),
    Defect("index-other", "search", "DELETE FROM search WHERE rowid = (SELECT min(id) FROM search_doc)"),
    Defect("rules-hash", "rules", "UPDATE ruleset SET hash = 'nothing'"),
    Defect("rules", "rules", "UPDATE ruleset SET body = '{'"),
    Defect("me", "settings", f"UPDATE setting SET value = '\"{NOBODY}\"' WHERE name = 'me'"),
    Defect("setting", "settings", "INSERT OR REPLACE INTO setting (name, value) VALUES ('undo_floor', '{')"),
    Defect("counter", "counters", "UPDATE counter SET last = 0"),
    Defect("revision", "revisions", "UPDATE account SET rev = 0 WHERE name = 'Nordlys'"),
    Defect("content", "contents", _damage_file, mends=False),
    Defect("file", "files", lambda session: _file_of(session).unlink(), mends=False),
)
TIDY: tuple[Defect, ...] = (
    Defect("purged", "purged", _purge),
    Defect("stamp", "stamps", "UPDATE account SET updated_at = '2099-01-01T00:00:00.000Z'", mends=False),
    Defect(
        "stray",
        "strays",
        _stray,
        mends=False,
    ),
)
