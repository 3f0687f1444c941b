# SPDX-License-Identifier: Apache-2.0
"""The table of erasures: what was erased when, known by salted hashes, and what of it is still to be cleaned up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.kernel.data import dataclass
from planner.store import driver

if TYPE_CHECKING:
    from planner.safe.erased_file import ErasedPerson

_COLUMNS = "salt, hash, entity, erased_on, kinds, kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An erasure whose files and free pages are still to be cleaned."""

    number: int
    files: tuple[str, ...]


def any_at_all(conn: driver.Connection) -> bool:
    """Whether anybody was ever erased here; cheap enough for every opening."""
    return conn.execute("SELECT 1 FROM erasure LIMIT 1").fetchone() is not None


def every(conn: driver.Connection) -> list[ErasedPerson]:
    """All erasures, oldest first."""
    import json

    from planner.safe.erased_file import ErasedPerson

    rows = conn.execute(f"SELECT {_COLUMNS} FROM erasure ORDER BY id")
    return [
        ErasedPerson(
            salt=salt, hash=hashed, entity=entity, erased_on=on, kinds=json.loads(kinds), kept=tuple(json.loads(kept))
        )
        for salt, hashed, entity, on, kinds, kept in rows
    ]


def salt(conn: driver.Connection) -> str | None:
    """The salt of this portfolio; None before the first erasure."""
    row = conn.execute("SELECT salt FROM erasure ORDER BY id LIMIT 1").fetchone()
    return None if row is None else str(row[0])


def identities(conn: driver.Connection) -> list[tuple[str, str, tuple[str, ...]]]:
    """Salt, day and hashed identities of every erasure that has any."""
    import json

    rows = conn.execute("SELECT salt, erased_on, identities FROM erasure WHERE identities <> '[]'")
    return [(salt, on, tuple(json.loads(text))) for salt, on, text in rows]


def put(conn: driver.Connection, person: ErasedPerson, identities: Iterable[str], files: Iterable[str]) -> None:
    """Note an erasure in the transaction that does it; one that is noted already is begun anew."""
    import json

    row = (
        person.salt,
        person.hash,
        person.entity,
        person.erased_on,
        json.dumps(person.kinds, sort_keys=True),
        json.dumps(sorted(identities)),
        json.dumps(person.kept),
        json.dumps(list(files)),
    )
    conn.execute(
        f"INSERT INTO erasure ({_COLUMNS.replace('kept', 'identities, kept, files')}, finished_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) "
        "ON CONFLICT (salt, hash) DO UPDATE SET files = excluded.files, finished_at = NULL",
        row,
    )


def unfinished(conn: driver.Connection) -> list[Unfinished]:
    """What is still to be cleaned up."""
    import json

    rows = conn.execute("SELECT id, files FROM erasure WHERE finished_at IS NULL ORDER BY id")
    return [Unfinished(number=number, files=tuple(json.loads(files))) for number, files in rows]


def finish(conn: driver.Connection, numbers: Iterable[int], at: str) -> None:
    """Note that nothing is left to clean."""
    sql = "UPDATE erasure SET finished_at = ?, files = '[]' WHERE id = ?"
    conn.executemany(sql, [(at, number) for number in numbers])
