# SPDX-License-Identifier: Apache-2.0
"""Erasing people in any opened store: rows in one transaction, then files, free pages and the write-ahead log.

The journal is written first. Whatever is cut off after that is finished when the portfolio is opened next
(reliability I76).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.safe.erased_file import ErasedPerson, digest, slow_digest
from planner.safe.vault import stored_path
from planner.store import driver, erasures, person_trace
from planner.store.erasing import Erased, erase, has_table
from planner.store.scrubbing import Place, Scrub

if TYPE_CHECKING:
    from planner.services.import_match import Keys
    from planner.store.database import Database
    from planner.store.unit import Stamp

_SHA: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Where:
    """A store to erase in, with the folder of its attachments and what seals them."""

    db: Database
    folder: Path
    files_key: bytes | None


def place_digest(salt: str, place: Place) -> str:
    """How the journal knows a place."""
    return digest(salt, *place)


def erase_rows(where: Where, person: ErasedPerson, key: str, stamp: Stamp) -> Erased:
    """The transaction of an erasure; with the note of it, where the schema has one."""
    kept = frozenset(person.kept)

    def flipped(place: Place) -> bool:
        return bool(kept) and place_digest(person.salt, place) in kept

    with where.db.transaction() as conn:
        found = person_trace.trace(conn, person.entity, key)
        if found is None:
            _note(conn, person, (), ())
            return Erased()
        known = identities_of(conn, person.entity, key, person.salt)
        done = erase(conn, Scrub(found, tr("[erased]"), flipped), stamp)
        _note(conn, replace(person, kinds=dict(done.gone)), known, done.files)
    return done


def clean(where: Where, at: str, files: Iterable[str] = ()) -> None:
    """Delete the files of erased people and leave nothing of them in free pages and the write-ahead log."""
    with where.db.reading() as conn:
        left = erasures.unfinished(conn) if has_table(conn, "erasure") else []
    for sha in dict.fromkeys([*files, *(sha for one in left for sha in one.files)]):
        remove_file(where.folder, sha, where.files_key)
    where.db.compact()
    if left:
        with where.db.transaction() as conn:
            erasures.finish(conn, [one.number for one in left], at)
        where.db.fold()


def remove_file(folder: Path, sha: str, key: bytes | None) -> None:
    """Delete an attachment with all that was made of it; one in use stays and is named by nothing."""
    if not _SHA.fullmatch(sha) or not folder.is_dir():
        return
    for path in folder.rglob(f"{stored_path(folder, sha, key).name}*"):
        with suppress(OSError):
            path.unlink()


def identities_of(conn: driver.Connection, kind: str, key: str, salt: str) -> list[str]:
    """The slow hashes of e-mails, phones and number, by which the same person is noticed on a later import."""
    return [slow_digest(salt, sort, value) for sort, value in identity_values(conn, kind, key)]


def identity_values(conn: driver.Connection, kind: str, key: str) -> list[tuple[str, str]]:
    """What identifies a stored contact, each in its one normal form."""
    from planner.services.import_match import contact_keys
    from planner.store.queries import erasing

    if kind != "contact":
        return []
    contact, country = erasing.contact(conn, key)
    return values_of(contact_keys(contact, contact.account_id, country))


def values_of(keys: Keys) -> list[tuple[str, str]]:
    """E-mails, phones, number and the name at its account as (sort, value)."""
    found = [(sort, str(value)) for sort in ("external_id", "email", "phone") for value in keys.of(sort)]
    return [*found, ("name", f"{keys.scope} {keys.name}")] if keys.name and keys.scope else found


def _note(conn: driver.Connection, person: ErasedPerson, known: Iterable[str], files: Iterable[str]) -> None:
    if has_table(conn, "erasure"):
        erasures.put(conn, person, known, files)


def matching(conn: driver.Connection, people: Iterable[ErasedPerson]) -> list[tuple[ErasedPerson, str]]:
    """Those of the erased people whom a store still holds, with their ids."""
    wanted = list(people)
    if not wanted:
        return []
    found: list[tuple[ErasedPerson, str]] = []
    for kind in {one.entity for one in wanted}:
        by_salt: dict[str, dict[str, ErasedPerson]] = {}
        for one in wanted:
            if one.entity == kind:
                by_salt.setdefault(one.salt, {})[one.hash] = one
        for key in person_trace.every_id(conn, kind):
            found += [(held[h], key) for salt, held in by_salt.items() if (h := digest(salt, kind, key)) in held]
    return found


Report = Callable[[int, int, str], None]
