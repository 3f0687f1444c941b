# SPDX-License-Identifier: Apache-2.0
"""What belongs together when a record goes to the Trash, and what lies there."""

from __future__ import annotations

from planner.entities.registry import BY_NAME, BY_TABLE, ENTITIES
from planner.kernel.changes import RowChange
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.store import driver
from planner.store.rows import from_json

# parent -> (child entity, column that names the parent); children go to the Trash with it
_CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "account": tuple((spec.name, "account_id") for spec in ENTITIES if spec.has_account),
    "contact": (
        ("decision_role", "contact_id"),
        ("relation_assessment", "contact_id"),
        ("relation_edge", "contact_id"),
        ("relation_edge", "to_id"),
        ("map_place", "contact_id"),
    ),
    "contingency_plan": (("drill", "plan_id"),),
    "network_review": (("inspection_result", "review_id"), ("explain_session", "review_id")),
}
_LAST_TRASHED = 'SELECT step FROM change WHERE "key" = ? AND after IS NULL ORDER BY id DESC LIMIT 1'
_SAME_STEP = 'SELECT "table", "key", before, after FROM change WHERE step = ? AND after IS NULL ORDER BY id'


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the Trash: entity, id, title, when, by whom, and how many went with it."""

    entity: str
    key: str
    title: str
    at: str
    person_id: str | None
    others: int


def family(conn: driver.Connection, entity: str, key: str) -> list[tuple[str, str]]:
    """The record and all live records that belong to it, as (entity, id), children last."""
    found = [(entity, key)]
    for child, column in _CHILDREN.get(entity, ()):
        table = BY_NAME[child].table
        rows = conn.execute(f'SELECT id FROM "{table}" WHERE "{column}" = ? AND deleted = 0', (key,)).fetchall()
        found.extend((child, row[0]) for row in rows)
    for target in ("evidence_link", "attachment"):
        rows = conn.execute(f'SELECT id FROM "{target}" WHERE target_id = ? AND deleted = 0', (key,)).fetchall()
        found.extend((target, row[0]) for row in rows)
    return list(dict.fromkeys(found))


def together(conn: driver.Connection, key: str) -> list[RowChange]:
    """The rows that went to the Trash in the same step as this one."""
    last = conn.execute(_LAST_TRASHED, (key,)).fetchone()
    if last is None:
        raise NotFoundError(tr("This record is not in the Trash any more."), "not-found")
    return [
        RowChange(table, child, from_json(before), None)
        for table, child, before, _ in conn.execute(_SAME_STEP, (last[0],))
    ]


def title(conn: driver.Connection, entity: str, key: str) -> str:
    """The title of a record, live or not."""
    spec = BY_NAME[entity]
    row = conn.execute(f'SELECT "{spec.title}" FROM "{spec.table}" WHERE id = ?', (key,)).fetchone()
    return str(row[0]) if row and row[0] is not None else tr(spec.label)


def listing(conn: driver.Connection) -> list[Trashed]:
    """The heads of all trashed families, newest first; what was only added and taken back was never thrown away."""
    steps = conn.execute(
        "SELECT s.seq, s.at, s.person_id, s.kind = 'undo', s.of FROM change c JOIN step s ON s.seq = c.step "
        "WHERE c.after IS NULL GROUP BY s.seq ORDER BY s.seq DESC"
    ).fetchall()
    found: list[Trashed] = []
    seen: set[str] = set()
    for step, at, person, undone, of in steps:
        rows = conn.execute(_SAME_STEP, (step,)).fetchall()
        heads = [(t, k) for t, k, _, _ in rows if _is_trashed(conn, t, k) and k not in seen]
        seen.update(k for _, k in heads)
        if undone:
            heads = [(t, k) for t, k in heads if not _began_with(conn, k, of)]
        tops = _heads(conn, heads)
        found.extend(
            Trashed(
                BY_TABLE[t].name,
                k,
                title(conn, BY_TABLE[t].name, k),
                at,
                person,
                (len(heads) - len(tops)) if len(tops) == 1 else 0,
            )
            for t, k in tops
        )
    return found


def _began_with(conn: driver.Connection, key: str, step: int) -> bool:
    """Whether a record came into being with that step."""
    return bool(conn.execute('SELECT min(step) = ? FROM change WHERE "key" = ?', (step, key)).fetchone()[0])


def _is_trashed(conn: driver.Connection, table: str, key: str) -> bool:
    row = conn.execute(f'SELECT deleted FROM "{table}" WHERE id = ?', (key,)).fetchone()
    return bool(row and row[0])


def _heads(conn: driver.Connection, rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    keys = {key for _, key in rows}
    return [(table, key) for table, key in rows if not (_parents(conn, table, key) & keys)]


def _parents(conn: driver.Connection, table: str, key: str) -> set[str]:
    columns = ["account_id", "contact_id", "to_id", "review_id", "target_id"]
    names = [c for c in columns if c in BY_TABLE[table].names]
    if not names:
        return set()
    row = conn.execute(f'SELECT {", ".join(names)} FROM "{table}" WHERE id = ?', (key,)).fetchone()
    return {value for value in row if value and value != key}
