# SPDX-License-Identifier: Apache-2.0
"""Listing records of a kind, and finding the one that somebody names on the command line (rulings)."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from planner.entities.spec import EntitySpec
from planner.kernel.data import dataclass
from planner.kernel.errors import NotFoundError, PlannerError
from planner.kernel.text import tr
from planner.safe.clean import marked_bidi
from planner.services.lookups import fold
from planner.services.session import Session
from planner.store import driver, search
from planner.store.queries import records
from planner.store.table import Reader

T = TypeVar("T")
_MOST = 5
_ORDER = {
    "account": "name COLLATE NOCASE, id",
    "contact": "name COLLATE NOCASE, id",
    "network_review": "coalesce(done_on, planned_on) DESC, id DESC",
    "action": "due IS NULL, due, id",
}


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """One live record with its revision."""

    entity: T
    rev: int


def listing(session: Session, spec: EntitySpec[T], text: str = "") -> list[Record[T]]:
    """All live records of a kind in a sensible order, or those that hold all words of ``text``."""

    def work(conn: driver.Connection) -> list[Record[T]]:
        revs = records.revisions(conn, spec)
        found = Reader(spec, conn).where(order=_ORDER.get(spec.name, "id"))
        if text.strip():
            keys = set(search.keys(conn, text, spec.name))
            found = [entity for entity in found if entity.id in keys]  # type: ignore[attr-defined]
        return [Record(entity, revs[entity.id]) for entity in found]  # type: ignore[attr-defined]

    return session.read(work)


def named(session: Session, spec: EntitySpec[Any], wanted: str) -> str:
    """The id of the record that ``wanted`` names: an id, a code, the exact name, or a unique beginning.

    Case never counts. NotFoundError when nothing fits; PlannerError naming up to five when several do.
    """
    rows = session.read(lambda conn: records.titles(conn, spec))
    folded = fold(wanted)
    tests = (
        [key for key, _, _ in rows if key == wanted.strip().upper()],
        [key for key, code, _ in rows if code and code.casefold() == wanted.strip().casefold()],
        [key for key, _, title in rows if title and title.casefold() == wanted.strip().casefold()],
        [key for key, _, title in rows if folded and title and fold(title) == folded],
        [key for key, _, title in rows if folded and title and fold(title).startswith(folded)],
    )
    found = next((keys for keys in tests if keys), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise unknown(wanted)
    raise PlannerError(_several(wanted, found, {key: title or code or key for key, code, title in rows}), "several")


def unknown(wanted: str) -> NotFoundError:
    """What is answered where nothing fits: that nothing happened, and how to go on."""
    text = tr(
        "Nothing here is called “{name}” or begins like that. Nothing was changed; check the name, or use the id.",
        name=marked_bidi(wanted),
    )
    return NotFoundError(text, "not-found")


def _several(wanted: str, found: list[str], titles: dict[str, str]) -> str:
    first = found[:_MOST]
    names = [titles[key] for key in first]
    if len(set(names)) < len(names):
        names = [f"{titles[key]} ({key})" for key in first]
    shown = "; ".join(marked_bidi(name) for name in names)
    if len(found) > _MOST:
        return tr(
            "“{name}” fits {n} records, such as {shown}; write more of the name, or its id.",
            name=marked_bidi(wanted),
            n=len(found),
            shown=shown,
        )
    return tr(
        "“{name}” fits several records: {shown}; write more of the name, or its id.",
        name=marked_bidi(wanted),
        shown=shown,
    )
