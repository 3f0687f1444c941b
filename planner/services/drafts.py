# SPDX-License-Identifier: Apache-2.0
"""What someone typed and did not save yet: kept in the portfolio, and in it encrypted, until it is (reliability 15).

A place says where something is typed: `record:risk:ID:cause`, `new:contact:ACCOUNT`, `setting:days_off`
(`planner.services.draft_places`). Nothing here is logged, undone or told to listeners.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from planner.kernel.clock import moment, stamp
from planner.kernel.data import dataclass, field
from planner.kernel.errors import PlannerError
from planner.services.session import Session
from planner.store import drafts, driver

KEEP_WITHIN_MS: Final = 700
"""From the first keystroke that is not kept yet to the moment it is written, in ms; the promise is one second."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept for a place: JSON values, and when they were typed (None where that can't be read)."""

    place: str
    values: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def text(self) -> str:
        """What was typed, as one reads it."""
        found = self.values.get("words", self.values.get("text"))
        return found if isinstance(found, str) else ""


def get(session: Session, place: str) -> dict[str, Any]:
    """The values typed at a place; empty when there are none or they can't be read any more."""
    return _values(session.read(lambda conn: drafts.get(conn, place)))


def every(session: Session) -> list[Draft]:
    """All that is kept, newest first; what can't be read any more is left out."""
    rows = session.read(drafts.every)
    found = [Draft(place, _values(text), _moment(at)) for place, text, at in rows]
    return [draft for draft in found if draft.values]


def put(session: Session, place: str, values: Values) -> None:
    """Keep JSON values for a place; no undo step, no change notice."""
    with session.db.transaction() as conn:
        _put(conn, place, values, stamp(session.clock.now()))


def drop(session: Session, place: str) -> None:
    """Forget what was typed at a place."""
    with session.db.transaction() as conn:
        drafts.drop(conn, place)


Wanted = Mapping[str, Values | None]
"""Several places with what is to be kept for them, None where it is to be forgotten."""


def try_keep(session: Session, wanted: Wanted) -> bool:
    """Keep or forget several places in one durable step, if that goes at once.

    False while a job holds the store, when the disk takes nothing or the portfolio is closed: the caller holds on to
    the texts and tries again. Never waits for another.
    """
    if session.closed or not session.db.lock.acquire(blocking=False):
        return False
    try:
        return _keep(session, wanted)
    finally:
        session.db.lock.release()


def keep_when_free(session: Session, take: Callable[[], Wanted]) -> Wanted | None:
    """The same from a job, which waits for the store; what is to be kept is asked for only once it is free.

    So a text that was saved in the meantime is not kept again. Returns what was kept, None where that did not go.
    """
    with session.db.lock:
        wanted = take()
        return wanted if not session.closed and _keep(session, wanted) else None


def _keep(session: Session, wanted: Wanted) -> bool:
    if not wanted:
        return True
    at = stamp(session.clock.now())
    try:
        with session.db.transaction() as conn:
            for place, values in wanted.items():
                if values is None:
                    drafts.drop(conn, place)
                else:
                    _put(conn, place, values, at)
    except (PlannerError, driver.DatabaseError):  # a full disk, a portfolio only for reading
        return False
    return True


@dataclass(slots=True)
class Saving:
    """What `saved_by` saw: whether there was a change at all."""

    written: bool = False


@contextmanager
def saved_by(session: Session, places: Iterable[str]) -> Iterator[Saving]:
    """The changes that this thread writes in the block save what was typed at these places.

    Their transaction forgets the drafts too, so that no crash leaves a text both saved and offered, or neither.
    """
    saving = Saving()
    before, session.with_change = session.with_change, _forgetting(tuple(places), saving)
    try:
        yield saving
    finally:
        session.with_change = before


def _forgetting(places: tuple[str, ...], saving: Saving) -> Callable[[driver.Connection], None]:
    thread = threading.get_ident()

    def forget(conn: driver.Connection) -> None:
        if threading.get_ident() == thread:  # a job's change says nothing about what is typed here
            for place in places:
                drafts.drop(conn, place)
            saving.written = True

    return forget


def _put(conn: driver.Connection, place: str, values: Values, at: str) -> None:
    drafts.put(conn, place, json.dumps(dict(values), ensure_ascii=False, sort_keys=True), at)


def _values(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _moment(at: str) -> datetime | None:
    try:
        return moment(at)
    except ValueError:
        return None
