# SPDX-License-Identifier: Apache-2.0
"""The change log against the tables, and the undo stacks against the change log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.entities.spec import EntitySpec
from planner.store import driver, portfolio_settings
from planner.store.finding import Finding
from planner.store.health_records import PAGE, Read, paged
from planner.store.rows import codec, from_json

Image = dict[str, object]
_LOG = 'SELECT c."key", c.before, c.after FROM change c WHERE c."table" = ?'
_LOG_PAGE = (
    'SELECT c."key", c.before, c.after, c.id FROM change c '
    f"WHERE c.\"table\" = '{{table}}' AND c.id > ? ORDER BY c.id LIMIT {PAGE}"
)
_SHORT = "SELECT s.seq FROM step s WHERE s.seq > ? AND (SELECT count(*) FROM change c WHERE c.step = s.seq) < s.rows"
_NOWHERE = "SELECT s.seq FROM step s WHERE s.of IS NOT NULL AND s.seq > ? AND s.of NOT IN (SELECT seq FROM step)"
_STEPLESS = "SELECT DISTINCT step FROM change WHERE step > ? AND step NOT IN (SELECT seq FROM step)"


def differences(read: Read, spec: EntitySpec[Any]) -> list[Finding]:
    """Records of a kind whose content is not what replaying their log gives.

    The code says how: ``edit``, ``added`` (live without a log), ``trashed``, ``back`` (live though the log says it
    went), ``lost`` (no row at all) or ``purged`` (deleted for good, but its content is in the log still). The store is
    let go now and then, so each difference is looked at once more by itself.
    """
    told, states = _told(paged(read, _LOG_PAGE.format(table=spec.table), 0, 3)), _states(read, spec)
    keys = [key for key, (state, _) in states.items() if state == 0 and key not in told]
    keys += [key for key, image in told.items() if _difference(image, states.get(key))]
    found = (read(lambda conn, key=key: _one(conn, spec, key)) for key in keys)  # type: ignore[misc]
    return [one for one in found if one is not None]


def replayed(conn: driver.Connection, spec: EntitySpec[Any], key: str = "") -> dict[str, Image | None]:
    """What the log says every record of a kind (or one) holds; None for those that went."""
    sql = f'{_LOG} AND c."key" = ? ORDER BY c.id' if key else f"{_LOG} ORDER BY c.id"
    return _told(conn.execute(sql, (spec.table, key) if key else (spec.table,)))


def _told(rows: Iterable[tuple[Any, ...]]) -> dict[str, Image | None]:
    found: dict[str, Image | None] = {}
    for key, before, after, *_ in rows:
        found[key] = _after(found.get(key), before, after)
    return {key: None if image is None else _known(image) for key, image in found.items()}


def _one(conn: driver.Connection, spec: EntitySpec[Any], key: str) -> Finding | None:
    """The difference of one record, at one moment."""
    told = replayed(conn, spec, key)
    row = conn.execute(f'SELECT deleted FROM "{spec.table}" WHERE id = ?', (key,)).fetchone()
    state = None if row is None else (int(row[0]), present(conn, spec, key) or {})
    code = "added" if key not in told and state is not None and not state[0] else ""
    code = code or (_difference(told[key], state) if key in told else "")
    return Finding(spec.name, key, "", code) if code else None


def present(conn: driver.Connection, spec: EntitySpec[Any], key: str) -> Image | None:
    """What a record holds now, None when it is not live."""
    found = codec(spec)
    names = ", ".join(f'"{name}"' for name in found.columns)
    row = conn.execute(f'SELECT {names} FROM "{spec.table}" WHERE id = ? AND deleted = 0', (key,)).fetchone()
    return None if row is None else found.image(row)


def broken_steps(conn: driver.Connection) -> list[Finding]:
    """Steps that undo could reach and whose changes are not all there."""
    floor = undo_floor(conn)
    found = {row[0] for sql in (_SHORT, _NOWHERE, _STEPLESS) for row in conn.execute(sql, (floor,))}
    return [Finding("", str(step), "", "step") for step in sorted(found)]


def undo_floor(conn: driver.Connection) -> int:
    """The step behind which undo does not go."""
    try:
        found = portfolio_settings.get(conn, "undo_floor", 0)
    except ValueError:  # not readable; the check of the settings tells
        return 0
    return found if isinstance(found, int) else 0


def _states(read: Read, spec: EntitySpec[Any]) -> dict[str, tuple[int, Image]]:
    found = codec(spec)
    names = ", ".join(f'"{name}"' for name in found.columns)
    sql = f'SELECT {names}, deleted FROM "{spec.table}" WHERE id > ? ORDER BY id LIMIT {PAGE}'
    rows = paged(read, sql, "", 0)
    return {row[0]: (row[-1], found.image(row[:-1]) if row[-1] == 0 else {}) for row in rows}


def _difference(image: Image | None, state: tuple[int, Image] | None) -> str:
    if state is None:
        return "lost" if image is not None else ""
    deleted, now = state
    if image is None:
        return "back" if deleted == 0 else ""
    if deleted:
        return "purged" if deleted > 1 else "trashed"
    return "edit" if image != now else ""


def _after(now: Image | None, before: str | None, after: str | None) -> Image | None:
    if after is None:
        return None
    change = from_json(after)
    return {**(now or {}), **change} if before is not None else dict(change)


def _known(image: Image) -> Image:
    return {name: value for name, value in image.items() if value is not None}
