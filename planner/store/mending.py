# SPDX-License-Identifier: Apache-2.0
"""What a repair does to the rows of a running transaction; values stay in their stored form, so none can stop it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.entities.registry import BY_NAME, BY_TABLE
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.changes import RowChange
from planner.store import driver, health_checks, health_log, portfolio_settings
from planner.store.finding import Finding
from planner.store.health_records import GONE
from planner.store.rows import from_json, to_json
from planner.store.table import Table
from planner.store.unit import Unit

_BOOK = ("rev", "created_at", "updated_at", "device_id", "deleted")
_LAST_LINK = (
    'SELECT max(c.step) FROM change c WHERE c."key" = ? AND (c.before IS NULL OR json_extract(c.after, ?) IS NOT NULL)'
)


def set_stored(unit: Unit, spec: EntitySpec[Any], key: str, values: Mapping[str, object]) -> bool:
    """Change fields of a live record to stored values; False when it is not live or holds them already."""
    image = health_log.present(unit.conn, spec, key)
    if image is None:
        return False
    changed = {name: value for name, value in values.items() if image.get(name) != value}
    if changed:
        before = {name: image.get(name) for name in changed}
        Table(spec, unit).write(RowChange(spec.table, key, before, changed))
    return bool(changed)


def drop_from_list(unit: Unit, spec: EntitySpec[Any], key: str, field: str, *, gone: bool) -> bool:
    """Take ids off a list: those that never existed, or those that were deleted for good."""
    image = health_log.present(unit.conn, spec, key) or {}
    target = BY_NAME[spec.field(field).ref].table
    listed = from_json(str(image[field])) if image.get(field) else []
    kept = [one for one in listed if not _is_out(unit.conn, target, one, gone=gone)]
    return set_stored(unit, spec, key, {field: to_json(kept) if kept else None})


def newest_link(conn: driver.Connection, spec: EntitySpec[Any], field: str, ring: Iterable[str]) -> str:
    """The record of a ring whose link was made last, by the log; without one, by its own stamp."""

    def age(key: str) -> tuple[int, str]:
        step = conn.execute(_LAST_LINK, (key, f"$.{field}")).fetchone()[0]
        stamp = conn.execute(f'SELECT updated_at FROM "{spec.table}" WHERE id = ?', (key,)).fetchone()[0]
        return (step or 0, stamp)

    return max(sorted(ring), key=age)


def bring_back(unit: Unit, spec: EntitySpec[Any], keys: Iterable[str]) -> list[str]:
    """Write records that have no row any more as the log tells of them."""
    told = health_log.replayed(unit.conn, spec)
    done = []
    for key in keys:
        image = told.get(key)
        if image is not None:
            Table(spec, unit).write(RowChange(spec.table, key, None, image))
            done.append(key)
    return done


def correct_log(unit: Unit, findings: Iterable[Finding]) -> int:
    """Record how things are for records of which the log tells otherwise; their rows are not touched."""
    told = {name: health_log.replayed(unit.conn, BY_NAME[name]) for name in {one.entity for one in findings}}
    count = 0
    for one in findings:
        spec = BY_NAME[one.entity]
        before, after = told[one.entity].get(one.key), health_log.present(unit.conn, spec, one.key)
        if before is not None and after is not None:
            names = [name for name in spec.names[1:] if before.get(name) != after.get(name)]
            before, after = {n: before.get(n) for n in names}, {n: after.get(n) for n in names}
        image = after or before or {}
        account = one.key if one.entity == "account" else image.get("account_id")
        unit.record(RowChange(spec.table, one.key, before, after), account if isinstance(account, str) else None)
        count += 1
    return count


def forget(conn: driver.Connection, findings: Iterable[Finding]) -> None:
    """Take out of the log what was deleted for good."""
    conn.executemany('DELETE FROM change WHERE "key" = ?', [(one.key,) for one in findings])


def stand_ins(conn: driver.Connection, findings: Iterable[Finding], at: str, device: str) -> None:
    """Put a tombstone where a reference leads to no row, as a purge would have left it."""
    for one in findings:
        spec = BY_NAME[one.entity]
        columns = f'"{one.field}"' + (', "account_id"' if spec.has_account else "")
        row = conn.execute(f'SELECT {columns} FROM "{spec.table}" WHERE id = ?', (one.key,)).fetchone()
        if row is not None:
            _tombstone(conn, one.code, row[0], row[-1] if spec.has_account else row[0], (at, device))


def set_undo_floor(conn: driver.Connection, step: int) -> None:
    """Let undo end after a step."""
    portfolio_settings.put(conn, "undo_floor", max(step, health_log.undo_floor(conn)))


def settle_settings(conn: driver.Connection, findings: Iterable[Finding]) -> None:
    """Drop settings that can't be read or lead nowhere; what they stood for is then as in a new portfolio."""
    for one in findings:
        conn.execute("DELETE FROM setting WHERE name = ?", (one.key,))
        if one.key == "undo_floor":
            newest = conn.execute("SELECT coalesce(max(seq), 0) FROM step").fetchone()[0]
            portfolio_settings.put(conn, "undo_floor", newest)


def raise_counters(conn: driver.Connection) -> None:
    """Set every counter of codes to what is in use at least."""
    sql = (
        "INSERT INTO counter (prefix, last) VALUES (?, ?) "
        "ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)"
    )
    conn.executemany(sql, list(health_checks.codes_used(conn).items()))


def first_revisions(conn: driver.Connection, findings: Iterable[Finding]) -> None:
    """Give records a revision number again."""
    for one in findings:
        conn.execute(f'UPDATE "{BY_NAME[one.entity].table}" SET rev = 1 WHERE id = ? AND rev < 1', (one.key,))


def keep_marks(conn: driver.Connection, marks: list[dict[str, object]]) -> None:
    """Remember which records were repaired, beside those that wait already."""
    portfolio_settings.put(conn, "repaired", [*portfolio_settings.get(conn, "repaired", []), *marks])


def marks(conn: driver.Connection) -> list[dict[str, Any]]:
    """The repaired records nobody has looked at yet; none of a repair that was taken back."""
    found = portfolio_settings.get(conn, "repaired", [])
    kept = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [one for one in kept if not _taken_back(conn, one.get("step", 0))]


def drop_marks(conn: driver.Connection, keys: frozenset[str] | None) -> None:
    """Forget the marks of some records, or all."""
    left = [] if keys is None else [one for one in marks(conn) if one.get("key") not in keys]
    portfolio_settings.put(conn, "repaired", left)


def _taken_back(conn: driver.Connection, step: int) -> bool:
    row = conn.execute("SELECT kind FROM step WHERE of = ? ORDER BY seq DESC LIMIT 1", (step,)).fetchone()
    return bool(step) and row is not None and row[0] == "undo"


def _is_out(conn: driver.Connection, table: str, key: object, *, gone: bool) -> bool:
    row = conn.execute(f'SELECT deleted FROM "{table}" WHERE id = ?', (key,)).fetchone()
    return row is None or (gone and row[0] == GONE)


def _tombstone(conn: driver.Connection, table: str, key: str, account_id: str, book: tuple[str, str]) -> None:
    if conn.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (key,)).fetchone():
        return
    at, device = book
    references = {f.name: BY_NAME[f.ref].table for f in BY_TABLE[table].fields if f.kind is Kind.REF and f.ref}
    values: dict[str, object] = {}
    for _, name, kind, required, _, _ in conn.execute(f'PRAGMA table_info("{table}")').fetchall():
        if not required and name != "id":
            continue
        values[name] = "" if kind.upper() == "TEXT" else 0
        if name in references:
            values[name] = account_id if name == "account_id" else key
            _tombstone(conn, references[name], str(values[name]), account_id, book)
    values |= dict(zip(_BOOK, (1, at, at, device, GONE), strict=True)) | {"id": key}
    names = ", ".join(f'"{name}"' for name in values)
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})'
    conn.execute(sql, tuple(values.values()))
