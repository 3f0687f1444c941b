# SPDX-License-Identifier: Apache-2.0
"""Whose a drawn signature is, told from the record and from everything recorded about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.entities.personal import DRAWN_BY
from planner.entities.registry import BY_NAME
from planner.rules.mentions import EXACT, Finder, Identity
from planner.store import driver
from planner.store.rows import from_json

_CHANGES = 'SELECT "key", before, after FROM change WHERE "table" = ? ORDER BY "key", id'


def drawn_by(conn: driver.Connection, key: str, identity: Identity) -> frozenset[str]:
    """The strokes of every signature that a person drew, those replaced since as well.

    A signature is theirs when the record named them by id, or nobody by id and them by name, while it stood there.
    """
    finder = Finder(identity)
    found: set[str] = set()
    for entity, (drawn, by, name) in DRAWN_BY.items():
        table = BY_NAME[entity].table
        for state in _states(conn, table, (drawn, by, name)):
            strokes, who, called = (state.get(part) for part in (drawn, by, name))
            theirs = who == key if who else any(one.sort == EXACT for one in finder.find(str(called or "")))
            if isinstance(strokes, str) and theirs:
                found.add(strokes)
    return frozenset(found)


def _states(conn: driver.Connection, table: str, names: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """The fields of each record as they are, and as they were after every recorded change."""
    columns = ", ".join(f'"{name}"' for name in names)
    for row in conn.execute(f'SELECT {columns} FROM "{table}"').fetchall():
        yield dict(zip(names, row, strict=True))
    state: dict[str, Any] = {}
    last = ""
    for key, *images in conn.execute(_CHANGES, (table,)).fetchall():
        if key != last:
            state, last = {}, key
        for image in _read(images):
            state |= {name: image[name] for name in names if name in image}
            yield dict(state)


def _read(images: Iterable[str | None]) -> Iterator[Mapping[str, Any]]:
    for text in images:
        if text is not None:
            yield from_json(text)
