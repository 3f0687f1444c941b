# SPDX-License-Identifier: Apache-2.0
"""Looking whether anything of an erased person is left: in tables, in the index, and byte by byte in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.text import tr, trn
from planner.rules.mentions import Finder
from planner.store.person_trace import Trace
from planner.store.queries import erasing as queries

if TYPE_CHECKING:
    from planner.services.session import Session

_CHUNK: Final = 1 << 20
_LEAST: Final = 4


def left_of(session: Session, trace: Trace) -> tuple[str, ...]:
    """Sentences about what still holds a name, e-mail or phone of the person; none when nothing does.

    Mentions left standing by choice are found too: the sentences say where.
    """
    found = [*_in_tables(session, trace), *_in_index(session, trace), *_in_free_pages(session)]
    if session.db.key is None:  # what is encrypted tells nothing from outside
        found += [tr("The file {name} still names them.", name=path.name) for path in _in_files(session.path, trace)]
    return tuple(found)


def needles(trace: Trace) -> list[str]:
    """The texts looked for in files, as they were written."""
    known = trace.identity
    return [text for text in (*known.names, *known.emails, *known.phones) if len(text) >= _LEAST]


def files_of(portfolio: Path) -> list[Path]:
    """The files beside a portfolio and its attachments.

    Without the store and its log: closing a second handle on an open store would drop its lock (reliability §0.7).
    Those are read through the connection, and free pages and log are empty after an erasure.
    """
    own = {portfolio.name + ending for ending in ("", "-wal", "-shm")}
    beside = [p for p in portfolio.parent.glob(f"{portfolio.name}*") if p.is_file() and p.name not in own]
    folder = paths.files_folder(portfolio)
    return sorted([*beside, *(path for path in folder.rglob("*") if path.is_file())])


def _in_tables(session: Session, trace: Trace) -> Iterator[str]:
    finder = Finder(trace.identity)
    for table in session.read(queries.tables):
        count = 0
        after: int | None = -1
        while after is not None:  # in portions, between which others get their turn
            some, after = session.read(partial(queries.rows_left, table=table, after=after, trace=trace, finder=finder))
            count += some
        if not count:
            continue
        yield trn("{n} row of {table} still names them.", "{n} rows of {table} still name them.", count, table=table)


def _in_index(session: Session, trace: Trace) -> Iterator[str]:
    """What the index finds must stand in a row that was found above; alone it would be a trace of the past."""
    if session.read(lambda conn: queries.is_indexed(conn, needles(trace))):
        yield tr("The search still knows them.")


def _in_free_pages(session: Session) -> Iterator[str]:
    wal = session.path.with_name(session.path.name + "-wal")
    if session.db.value("PRAGMA freelist_count") or (wal.exists() and wal.stat().st_size):
        yield tr("Free pages of the file were not emptied. Close the portfolio and open it again.")


def _in_files(portfolio: Path, trace: Trace) -> list[Path]:
    wanted = [text.encode() for text in needles(trace)]
    return [path for path in files_of(portfolio) if has_bytes(path, wanted)]


def has_bytes(path: Path, wanted: Iterable[bytes]) -> bool:
    """Whether a file holds any of these bytes."""
    every = list(wanted)
    overlap = max(map(len, every), default=1) - 1
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            part = tail + chunk
            if any(one in part for one in every):
                return True
            tail = part[-overlap:] if overlap else b""
    return False
