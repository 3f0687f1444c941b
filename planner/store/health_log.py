# SPDX-License-Identifier: Apache-2.0
"""The change log against the tables, and the undo stacks against the change log."""

from __future__ import annotations

from typing import Any

from planner.entities.spec import EntitySpec
from planner.store import driver, portfolio_settings
from planner.store.finding import Finding
from planner.store.rows import codec, from_json

Image = dict[str, object]
_LOG = 'SELECT c."key", c.before, c.after FROM change c WHERE c."table" = ? ORDER BY c.id'
_SHORT = "SELECT s.seq FROM step s WHERE s.seq > ? AND (SELECT count(*) FROM change c WHERE c.step = s.seq) < s.rows"
_NOWHERE = "SELECT s.seq FROM step s WHERE s.of IS NOT NULL AND s.seq > ? AND s.of NOT IN (SELECT seq FROM step)"
_STEPLESS = "SELECT DISTINCT step FROM change WHERE step > ? AND step NOT IN (SELECT seq FROM step)"


def differences(conn: driver.Connection, spec: EntitySpec[Any]) -> list[Finding]:
    """Records of a kind whose content is not what replaying their log gives.

    The code says how: ``edit``, ``added`` (live without a log), ``trashed``, ``back`` (live though the log says it
    went), ``lost`` (no row at all) or ``purged`` (deleted for good, but its content is in the log still).
    """
    told, states = replayed(conn, spec), _states(conn, spec)
    found = [
        Finding(spec.name, key, "", "added") for key, (state, _) in states.items() if state == 0 and key not in told
    ]
    for key, image in told.items():
        code = _difference(image, states.get(key))
        if code:
            found.append(Finding(spec.name, key, "", code))
    return found


def replayed(conn: driver.Connection, spec: EntitySpec[Any]) -> dict[str, Image | None]:
    """What the log says every record of a kind holds; None for those that went."""
    found: dict[str, Image | None] = {}
    for key, before, after in conn.execute(_LOG, (spec.table,)):
        found[key] = _after(found.get(key), before, after)
    return {key: None if image is None else _known(image) for key, image in found.items()}


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


def _states(conn: driver.Connection, spec: EntitySpec[Any]) -> dict[str, tuple[int, Image]]:
    found = codec(spec)
    names = ", ".join(f'"{name}"' for name in found.columns)
    rows = conn.execute(f'SELECT deleted, {names} FROM "{spec.table}"')
    return {row[1]: (row[0], found.image(row[1:]) if row[0] == 0 else {}) for row in rows}


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
