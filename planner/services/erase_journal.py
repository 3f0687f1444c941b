# SPDX-License-Identifier: Apache-2.0
"""Erased people stay erased: the journal beside a portfolio is compared with every store opened or restored."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.safe import erased_file
from planner.safe.erased_file import ErasedPerson
from planner.safe.errors import FileProblemError
from planner.services.erasing_work import Where, clean, erase_rows, matching
from planner.store import driver, erasures, portfolio_settings
from planner.store.database import Database
from planner.store.erasing import has_table
from planner.store.unit import Stamp

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.session import Session


def note(session: Session, people: list[ErasedPerson]) -> None:
    """Note erasures beside the portfolio and once more on this computer. Raises FileProblemError."""
    store_id = _store_id(session)
    erased_file.add(paths.erased_path(session.path), store_id, people)
    with suppress(FileProblemError, OSError):  # the one beside the portfolio is the one that counts
        erased_file.add(paths.erased_copy_path(store_id), store_id, people)


def take_back(session: Session, person: ErasedPerson) -> None:
    """An erasure did not begin; it must not be finished behind the user's back."""
    store_id = _store_id(session)
    for path in (paths.erased_path(session.path), paths.erased_copy_path(store_id)):
        with suppress(FileProblemError, OSError):
            erased_file.drop(path, store_id, person)


def settle(session: Session) -> int:
    """At an opening: finish what was cut off and erase again whom an older copy brought back; how many that were."""
    places = (paths.erased_path(session.path), paths.erased_copy_path(_store_id(session)))
    noted = _noted(places, _store_id(session))
    with session.db.reading() as conn:
        known = {_mark(one): one for one in erasures.every(conn)}
        waiting = bool(erasures.unfinished(conn))
    fresh = [one for mark, one in noted.items() if mark not in known]
    again = 0
    if fresh or waiting:
        where = Where(session.db, paths.files_folder(session.path), session.files_key)
        again = _erase_again(where, fresh, Stamp(stamp(session.clock.now()), session.me, session.device))
    if again:
        session.forget_steps()
    every = {**noted, **known}
    if any(every.keys() - _noted([place], _store_id(session)).keys() for place in places):  # a copy of it was lost
        with suppress(FileProblemError, OSError):
            note(session, list(every.values()))
    return again


def after_restore(target: Path, key: StoreKey | None, at: datetime | None = None, device: str = "restore") -> int:
    """Erase in a restored copy whoever was erased since it was made; how many people that were.

    The copy is not touched when nobody was.
    """
    noted = _noted_near(target, key)
    if not noted:
        return 0
    with closing(Database(target, key=key)) as db:
        with db.reading() as conn:
            found = matching(conn, noted)
        if not found:
            return 0
        where = Where(db, paths.files_folder(target), key.for_use("attachments") if key else None)
        return _erase_again(where, noted, Stamp(stamp(at or datetime.now(UTC)), None, device))


def _erase_again(where: Where, people: list[ErasedPerson], signed: Stamp) -> int:
    with where.db.reading() as conn:
        found = matching(conn, people)
    files: list[str] = []
    for person, key in found:
        files += erase_rows(where, person, key, signed).files
    held = {_mark(person) for person, _ in found}
    with where.db.transaction() as conn:
        if has_table(conn, "erasure"):
            for one in people:
                if _mark(one) not in held:
                    erasures.put(conn, one, (), ())
    clean(where, signed.at, files)
    return len(found)


def _noted_near(target: Path, key: StoreKey | None) -> list[ErasedPerson]:
    """What journals beside a restored copy and on this computer say about its portfolio."""
    try:
        with closing(driver.connect(target, key.pragma() if key else "", frozen=True)) as conn:
            store_id = portfolio_settings.text(conn, "store_id") or ""
    except driver.DatabaseError:  # whoever opens it will say so
        return []
    places = [*sorted(target.parent.glob("*.erased")), paths.erased_copy_path(store_id)]
    return list(_noted(places, store_id).values())


def _noted(places: Iterable[Path], store_id: str) -> dict[tuple[str, str], ErasedPerson]:
    return {_mark(one): one for place in places if place.exists() for one in erased_file.read(place, store_id)}


def _mark(one: ErasedPerson) -> tuple[str, str]:
    return one.salt, one.hash


def _store_id(session: Session) -> str:
    return session.read(lambda conn: portfolio_settings.text(conn, "store_id")) or ""
