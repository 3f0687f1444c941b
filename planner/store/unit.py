# SPDX-License-Identifier: Apache-2.0
"""The unit of work: one transaction that records what it changes, for log, undo and screens."""

from __future__ import annotations

from typing import Any

from planner.entities.spec import EntitySpec
from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.data import dataclass, field
from planner.kernel.text import Message
from planner.store import driver
from planner.store.labels import stored_args
from planner.store.rows import to_json
from planner.store.text_index import document

_STEP = "INSERT INTO step (kind, of, label, args, at, person_id, device_id, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_CHANGE = 'INSERT INTO change (step, "table", "key", before, after) VALUES (?, ?, ?, ?, ?)'
_FIND_DOC = 'SELECT id FROM search_doc WHERE "key" = ?'
_NEW_DOC = 'INSERT INTO search_doc ("key", entity, account_id) VALUES (?, ?, ?)'
_DROP_DOC = "DELETE FROM search_doc WHERE id = ?"
_DROP_TEXT = "DELETE FROM search WHERE rowid = ?"
_NEW_TEXT = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"
_STALE = "INSERT OR IGNORE INTO stale (account_id) VALUES (?)"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes what, when and where; put on every row and step of the unit."""

    at: str
    person_id: str | None
    device_id: str


@dataclass(slots=True)
class Unit:
    """A running transaction. Tables record into it; `finish` writes log and full text."""

    conn: driver.Connection
    stamp: Stamp
    changes: list[RowChange] = field(default_factory=list)
    fresh: list[tuple[str, str, str | None, str, str]] = field(default_factory=list)
    touched: dict[str, str] = field(default_factory=dict)
    accounts: set[str] = field(default_factory=set)

    def record(self, change: RowChange, account_id: str | None) -> None:
        """Note one row change; the row itself is already written."""
        self.changes.append(change)
        if account_id:
            self.accounts.add(account_id)
        if self._text_changed(change):
            self.touched[change.key] = change.table

    def _text_changed(self, change: RowChange) -> bool:
        searched = _spec(change.table).searched
        if change.kind != "edit":
            return bool(searched)
        assert change.after is not None
        return any(f.name in change.after for f in searched)

    def record_new(self, change: RowChange, account_id: str | None) -> None:
        """Note an added row of a bulk write whose text is known to be new to the index."""
        self.changes.append(change)
        if account_id:
            self.accounts.add(account_id)
        spec = _spec(change.table)
        if spec.searched:
            title, body = document(spec, dict(change.after or {}))
            self.fresh.append((change.key, spec.name, account_id, title, body))

    def finish(self, label: Message, kind: str = "do", of: int | None = None) -> ChangeSet:
        """Write log, full text and stale marks; a unit that changed nothing leaves no step."""
        if not self.changes:
            return ChangeSet(label)
        step = self._log(label, kind, of)
        self._index()
        self.conn.executemany(_STALE, [(a,) for a in self.accounts])
        return ChangeSet(label, tuple(self.changes), step, kind)

    def _log(self, label: Message, kind: str, of: int | None) -> int:
        args = to_json(stored_args(label))
        row = (
            kind,
            of,
            label.key,
            args,
            self.stamp.at,
            self.stamp.person_id,
            self.stamp.device_id,
            len(self.changes),
        )
        step = int(self.conn.execute(_STEP, row).lastrowid or 0)
        self.conn.executemany(
            _CHANGE,
            [
                (
                    step,
                    c.table,
                    c.key,
                    None if c.before is None else to_json(c.before),
                    None if c.after is None else to_json(c.after),
                )
                for c in self.changes
            ],
        )
        return step

    def _index(self) -> None:
        for key, table in self.touched.items():
            self.reindex(key, table)
        if not self.fresh:
            return
        first = int(self.conn.execute("SELECT coalesce(max(id), 0) FROM search_doc").fetchone()[0]) + 1
        self.conn.executemany(
            'INSERT INTO search_doc (id, "key", entity, account_id) VALUES (?, ?, ?, ?)',
            [(first + n, key, entity, account) for n, (key, entity, account, _, _) in enumerate(self.fresh)],
        )
        self.conn.executemany(
            _NEW_TEXT, [(first + n, title, body) for n, (_, _, _, title, body) in enumerate(self.fresh)]
        )

    def reindex(self, key: str, table: str) -> None:
        """Put the text of a record that was written already into the index anew, or take it out."""
        found = self.conn.execute(_FIND_DOC, (key,)).fetchone()
        text = self._document(key, table)
        if found is not None:
            self.conn.execute(_DROP_TEXT, found)
            if text is None:
                self.conn.execute(_DROP_DOC, found)
        if text is None:
            return
        title, body, account_id = text
        doc = found[0] if found else self.conn.execute(_NEW_DOC, (key, _spec(table).name, account_id)).lastrowid
        self.conn.execute(_NEW_TEXT, (doc, title, body))

    def _document(self, key: str, table: str) -> tuple[str, str, str | None] | None:
        spec = _spec(table)
        names = [f.name for f in spec.searched]
        columns = ", ".join(f'"{n}"' for n in [*names, "account_id" if spec.has_account else "id"])
        row = self.conn.execute(f'SELECT {columns} FROM "{table}" WHERE id = ? AND deleted = 0', (key,)).fetchone()
        if row is None:
            return None
        image: dict[str, object] = dict(zip(names, row[:-1], strict=True))
        title, body = document(spec, image)
        return title, body, row[-1]


def _spec(table: str) -> EntitySpec[Any]:
    from planner.entities.registry import BY_TABLE  # with the first change, not with the first page

    return BY_TABLE[table]
