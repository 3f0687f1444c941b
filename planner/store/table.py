# SPDX-License-Identifier: Apache-2.0
"""Reading and writing any entity by its spec; every write is compared, done and recorded here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeVar

from planner.entities.spec import EntitySpec
from planner.kernel.changes import RowChange
from planner.kernel.data import replace
from planner.kernel.errors import NotFoundError, StaleRowError
from planner.kernel.text import tr
from planner.store import driver
from planner.store.faults import DAMAGED, StoreError
from planner.store.rows import codec
from planner.store.unit import Unit

T = TypeVar("T")
# what reading a value says that no field of ours can hold, as only damage puts it there
_NOT_OURS = (ValueError, TypeError, KeyError, AttributeError)
_BOOK = ("rev", "created_at", "created_by", "updated_at", "updated_by", "device_id", "deleted")


class Reader(Generic[T]):
    """Live records of one entity, read through a connection that the caller holds."""

    def __init__(self, spec: EntitySpec[T], conn: driver.Connection) -> None:
        self.spec = spec
        self.conn = conn
        self.codec = codec(spec)

    @property
    def _select(self) -> str:
        return self.codec.select

    def find(self, key: str) -> T | None:
        """The live record of that id, or None."""
        row = self.conn.execute(f"{self._select} AND id = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            found: T = self.codec.decode(row)
        except _NOT_OURS as fault:
            raise _spoilt() from fault
        return found

    def get(self, key: str) -> T:
        """The live record of that id; NotFoundError when absent or in the Trash."""
        found = self.find(key)
        if found is None:
            raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
        return found

    def where(self, where: str = "", args: Iterable[object] = (), order: str = "id") -> list[T]:
        """Live records that meet a constant SQL condition, in a constant SQL order."""
        condition = f" AND ({where})" if where else ""
        rows = self.conn.execute(f"{self._select}{condition} ORDER BY {order}", tuple(args))
        try:
            return [self.codec.decode(row) for row in rows]
        except _NOT_OURS as fault:
            raise _spoilt() from fault
        finally:
            rows.close()  # a fault keeps its cursor alive, and an open one would keep a repair from making its copy


def _spoilt() -> StoreError:
    text = tr(
        "A record in this portfolio can't be read, because its file was damaged. Nothing was changed; check the "
        "portfolio, or open a backup."
    )
    return StoreError(text, DAMAGED)


class Table(Reader[T]):
    """One entity inside a running unit of work."""

    def __init__(self, spec: EntitySpec[T], unit: Unit) -> None:
        super().__init__(spec, unit.conn)
        self.unit = unit

    @cached_property
    def _upsert(self) -> str:
        names = (*self.codec.columns, *_BOOK)
        sets = ", ".join(f'"{n}" = excluded."{n}"' for n in self.codec.columns[1:])
        return (
            f'INSERT INTO "{self.spec.table}" ({_list(names)}) VALUES ({_marks(len(names))}) '
            f"ON CONFLICT (id) DO UPDATE SET {sets}, rev = rev + 1, "
            "updated_at = excluded.updated_at, updated_by = excluded.updated_by, "
            "device_id = excluded.device_id, deleted = 0"
        )

    def add(self, entity: T) -> T:
        """Write a new record."""
        self.put(entity)
        return entity

    def put(self, entity: T) -> bool:
        """Write a record whole; False when the same content was already there."""
        values = self.codec.encode(entity)
        before = self._stored(values[0])
        if before is None:
            self._apply(RowChange(self.spec.table, values[0], None, self.codec.image(values)), values)
            return True
        pairs = zip(self.codec.columns[1:], before[1:], values[1:], strict=True)
        changed = [(name, old, new) for name, old, new in pairs if old != new]
        if not changed:
            return False
        edit = RowChange(self.spec.table, values[0], {n: o for n, o, _ in changed}, {n: v for n, _, v in changed})
        self._apply(edit, values)
        return True

    def set(self, key: str, **values: Any) -> T:
        """Change single fields of a record and return it."""
        entity: T = replace(self.get(key), **values)  # type: ignore[type-var]
        self.put(entity)
        return entity

    def trash(self, key: str) -> bool:
        """Move a record to the Trash; False when it is not live."""
        before = self._stored(key)
        if before is None:
            return False
        self._apply(RowChange(self.spec.table, key, self.codec.image(before), None), None)
        return True

    def add_many(self, entities: Iterable[T]) -> int:
        """Write many records that are known to be new; the fast way for imports."""
        rows = [self.codec.encode(entity) for entity in entities]
        at, who, device = self.unit.stamp.at, self.unit.stamp.person_id, self.unit.stamp.device_id
        names = (*self.codec.columns, *_BOOK)
        if rows:
            whole = ([*row, 1, at, who, at, who, device, 0] for row in rows)
            driver.sqlite_utils_on(self.conn).table(self.spec.table).insert_all(chain([list(names)], whole))
        for row in rows:
            image = self.codec.image(row)
            self.unit.record_new(RowChange(self.spec.table, row[0], None, image), self._account(row[0], image))
        return len(rows)

    def write(self, change: RowChange) -> None:
        """Apply a recorded change, or refuse if the record is no longer what it was."""
        stored = self._stored(change.key)
        if not self._fits(change, stored):
            name = self._name(change, stored)
            raise StaleRowError(
                tr("“{name}” was changed elsewhere since, so this step was left alone.", name=name),
                change.table,
                change.key,
            )
        if change.after is None:
            self._apply(change, None)
            return
        current = {} if stored is None else self.codec.image(stored)
        self._apply(change, self.codec.values(change.key, {**current, **change.after}))

    def _fits(self, change: RowChange, stored: driver.Row | None) -> bool:
        if change.before is None or stored is None:
            return (change.before is None) == (stored is None)
        now = dict(zip(self.codec.columns, stored, strict=True))
        if change.after is None:
            return self.codec.image(stored) == dict(change.before)
        return all(now[name] == value for name, value in change.before.items())

    def _name(self, change: RowChange, stored: driver.Row | None) -> str:
        image: Mapping[str, object] = change.before or change.after or {}
        if stored is not None:
            image = self.codec.image(stored)
        return str(image.get(self.spec.title) or tr(self.spec.label))

    def _apply(self, change: RowChange, values: list[Any] | None) -> None:
        at, who, device = self.unit.stamp.at, self.unit.stamp.person_id, self.unit.stamp.device_id
        if values is None:
            self.conn.execute(
                f'UPDATE "{self.spec.table}" SET deleted = 1, rev = rev + 1, updated_at = ?, updated_by = ?, '
                "device_id = ? WHERE id = ?",
                (at, who, device, change.key),
            )
        else:
            self.conn.execute(self._upsert, (*values, 1, at, who, at, who, device, 0))
        image = change.before if values is None else dict(zip(self.codec.columns, values, strict=True))
        self.unit.record(change, self._account(change.key, image or {}))

    def _account(self, key: str, image: Mapping[str, object]) -> str | None:
        if self.spec.name == "account":
            return key
        found = image.get("account_id")
        return found if isinstance(found, str) else None

    def _stored(self, key: str) -> driver.Row | None:
        row: driver.Row | None = self.conn.execute(f"{self._select} AND id = ?", (key,)).fetchone()
        return row


def _list(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
