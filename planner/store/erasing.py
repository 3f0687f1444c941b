# SPDX-License-Identifier: Apache-2.0
"""Erasing one person from every table in one transaction (reliability §0.8 and I76).

Their own records and the log of those are deleted; in all other records, the log, labels, drafts and settings they are
taken out by `scrubbing`. Steps stay where they are, so that counting and what follows them hold; undo ends here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from planner.entities.personal import PEOPLE, is_drawn, is_free_text, is_pointer, refers_to
from planner.entities.registry import BY_NAME, BY_TABLE, ENTITIES
from planner.entities.spec import EntitySpec, FieldSpec
from planner.kernel.data import dataclass
from planner.store import driver, portfolio_settings, undo_stacks
from planner.store.purging import GONE, scrub_steps
from planner.store.rows import from_json, to_json
from planner.store.scrubbing import Scrub
from planner.store.unit import Stamp, Unit

_OWN_TABLES = (
    "evidence_link",
    "attachment",
    "decision_role",
    "relation_assessment",
    "relation_edge",
    "map_place",
    "contact",
    "person",
)
_SIGNED = ("created_by", "updated_by")


@dataclass(slots=True)
class Erased:
    """What went: records by kind, records changed by kind, hashes of files that nothing names any more."""

    gone: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)
    touched: list[tuple[str, str]] = field(default_factory=list)


def erase(conn: driver.Connection, scrub: Scrub, stamp: Stamp) -> Erased:
    """Erase a person; the caller holds the transaction and cleans files and free pages after it."""
    done = Erased()
    trace = scrub.trace
    near = _steps_of(conn, trace.ids | {key for _, key in trace.words})
    hashes = _hashes(conn, trace.own.get("attachment", ()))
    _scrub_rows(conn, scrub, stamp, done)
    _scrub_log(conn, scrub)
    if trace.kind == "person":
        _unsign(conn, trace.key)
    _delete_own(conn, trace.own, done)
    _scrub_labels(conn, scrub, near)
    _scrub_drafts(conn, scrub, done)
    _scrub_settings(conn, scrub, done)
    _forget_kept(conn, trace.ids)
    _forget_derived(conn, trace.key)
    portfolio_settings.put(conn, "undo_floor", undo_stacks.newest(conn))
    conn.execute("INSERT INTO search (search) VALUES ('optimize')")
    done.files = [sha for sha in hashes if not _is_named(conn, sha)]
    return done


def has_table(conn: driver.Connection, name: str) -> bool:
    """Whether a store, perhaps of an earlier schema, has a table."""
    return conn.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)).fetchone() is not None


def columns_of(conn: driver.Connection, table: str) -> frozenset[str]:
    """The columns of a table in a store, perhaps of an earlier schema; none where it has no such table."""
    return frozenset(row[0] for row in conn.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def _scrub_rows(conn: driver.Connection, scrub: Scrub, stamp: Stamp, done: Erased) -> None:
    unit = Unit(conn, stamp)
    for spec in ENTITIES:
        names = [f.name for f in spec.fields if _may_hold(f) or is_drawn(spec, f)]
        for key, image in _held(conn, spec, names):
            if key in scrub.trace.ids or not _touches(scrub, spec.name, key, image.values()):
                continue
            wanted = scrub.image(spec, key, image)
            changed = {name: value for name, value in wanted.items() if value != image.get(name)}
            if changed:
                _change(unit, spec, key, changed)
                done.changed[spec.name] += 1
                done.touched.append((spec.table, key))
    for key, table in unit.touched.items():
        unit.reindex(key, table)


def _touches(scrub: Scrub, entity: str, key: str, values: Iterable[object]) -> bool:
    if (entity, key) in scrub.trace.words:
        return True
    return scrub.touches("\0".join(value for value in values if isinstance(value, str)))


def _held(conn: driver.Connection, spec: EntitySpec[Any], names: list[str]) -> list[tuple[str, dict[str, object]]]:
    there = columns_of(conn, spec.table)
    names = [name for name in names if name in there]
    if not names:
        return []
    columns = ", ".join(f'"{n}"' for n in names)
    rows = conn.execute(f'SELECT id, {columns} FROM "{spec.table}" WHERE deleted < ?', (GONE,)).fetchall()
    return [(row[0], {n: v for n, v in zip(names, row[1:], strict=True) if v is not None}) for row in rows]


def _change(unit: Unit, spec: EntitySpec[Any], key: str, changed: dict[str, object]) -> None:
    """Write values past the log, which is changed in the same way; the index follows."""
    sets = ", ".join(f'"{name}" = ?' for name in changed)
    stamp = unit.stamp
    unit.conn.execute(
        f'UPDATE "{spec.table}" SET {sets}, rev = rev + 1, updated_at = ?, updated_by = ?, device_id = ? WHERE id = ?',
        (*changed.values(), stamp.at, stamp.person_id, stamp.device_id, key),
    )
    if any(f.name in changed for f in spec.searched):
        unit.touched[key] = spec.table


def _may_hold(field: FieldSpec) -> bool:
    refers = any(refers_to(field, kind) for kind in PEOPLE)
    return refers or is_free_text(field) or is_pointer(field) or field.name.endswith("_type")


def _scrub_log(conn: driver.Connection, scrub: Scrub) -> None:
    """Take the person out of all recorded images of records that stay."""
    own = scrub.trace.ids
    found: list[tuple[str | None, str | None, int]] = []
    for number, table, key, *images in conn.execute('SELECT id, "table", "key", before, after FROM change'):
        if key not in own and table in BY_TABLE and _touches(scrub, BY_TABLE[table].name, key, images):
            texts = [_image(scrub, BY_TABLE[table], key, text) for text in images]
            if texts != images:
                found.append((texts[0], texts[1], number))
    conn.executemany("UPDATE change SET before = ?, after = ? WHERE id = ?", found)


def _image(scrub: Scrub, spec: EntitySpec[Any], key: str, text: str | None) -> str | None:
    if text is None:
        return None
    image = from_json(text)
    wanted = scrub.image(spec, key, image)
    return text if wanted == image else to_json(wanted)


def _delete_own(conn: driver.Connection, own: dict[str, tuple[str, ...]], done: Erased) -> None:
    ids = [(key,) for keys in own.values() for key in keys]
    docs = [doc for key in ids for doc in conn.execute('SELECT id FROM search_doc WHERE "key" = ?', key).fetchall()]
    conn.executemany("DELETE FROM search WHERE rowid = ?", docs)
    conn.executemany("DELETE FROM search_doc WHERE id = ?", docs)
    conn.executemany('DELETE FROM change WHERE "key" = ?', ids)
    for entity in _OWN_TABLES:
        keys = own.get(entity, ())
        if keys:
            conn.executemany(f'DELETE FROM "{BY_NAME[entity].table}" WHERE id = ?', [(key,) for key in keys])
            done.gone[entity] += len(keys)
            done.touched.extend((BY_NAME[entity].table, key) for key in keys)


def _unsign(conn: driver.Connection, key: str) -> None:
    """Nobody's name is behind their changes any more, not even by an id."""
    for spec in ENTITIES:
        for column in columns_of(conn, spec.table).intersection(_SIGNED):
            conn.execute(f'UPDATE "{spec.table}" SET {column} = NULL WHERE {column} = ?', (key,))
    conn.execute("UPDATE step SET person_id = NULL WHERE person_id = ?", (key,))


def _steps_of(conn: driver.Connection, ids: frozenset[str]) -> set[int]:
    sql = 'SELECT DISTINCT step FROM change WHERE "key" = ?'
    return {row[0] for key in ids for row in conn.execute(sql, (key,))}


def _scrub_labels(conn: driver.Connection, scrub: Scrub, near: set[int]) -> None:
    changes = {one: scrub.label_word(near=one) for one in (False, True)}
    found = []
    for seq, args in conn.execute("SELECT seq, args FROM step WHERE args <> '{}'"):
        wanted = scrub.any_json(args, changes[seq in near])
        if wanted != args:
            found.append((wanted, seq))
    conn.executemany("UPDATE step SET args = ? WHERE seq = ?", found)
    scrub_steps(conn)


def _scrub_drafts(conn: driver.Connection, scrub: Scrub, done: Erased) -> None:
    """A draft about the person goes; others lose the mention."""
    ids = scrub.trace.ids
    for place, text in conn.execute("SELECT place, text FROM draft").fetchall():
        if any(key in place or key in text for key in ids) or scrub.finder.has(place):
            conn.execute("DELETE FROM draft WHERE place = ?", (place,))
            done.gone["draft"] += 1
            continue
        wanted = scrub.any_json(text, scrub.text_of("draft", place))
        if wanted != text:
            conn.execute("UPDATE draft SET text = ? WHERE place = ?", (wanted, place))
            done.changed["draft"] += 1


def _scrub_settings(conn: driver.Connection, scrub: Scrub, done: Erased) -> None:
    """Saved views and the like; what only names the person by id is forgotten whole."""
    for name, value in conn.execute("SELECT name, value FROM setting").fetchall():
        try:
            held = json.loads(value)
        except ValueError:
            continue
        if isinstance(held, str) and held in scrub.trace.ids:
            conn.execute("DELETE FROM setting WHERE name = ?", (name,))
            continue
        wanted = scrub.any_json(value, scrub.text_of("setting", name))
        if wanted != value:
            conn.execute("UPDATE setting SET value = ? WHERE name = ?", (wanted, name))
            done.changed["setting"] += 1


def _forget_kept(conn: driver.Connection, ids: Iterable[str]) -> None:
    """Scores kept of accounts where any of them rests on what was erased; those of other accounts stay."""
    if not has_table(conn, "score_snapshot"):
        return
    keys = tuple(ids)
    rows = conn.execute("SELECT account_id, lines FROM score_snapshot")
    found = {account for account, lines in rows if any(key in lines for key in keys)}
    conn.executemany("DELETE FROM score_snapshot WHERE account_id = ?", [(account,) for account in sorted(found)])


def _forget_derived(conn: driver.Connection, key: str) -> None:
    """What is worked out from records may quote them; it is worked out anew. Statistics keep samples of indexes."""
    conn.execute("DELETE FROM score")
    conn.execute("INSERT OR IGNORE INTO stale (account_id) SELECT id FROM account WHERE deleted = 0")
    for table in ("sqlite_stat1", "sqlite_stat4"):
        if has_table(conn, table):
            conn.execute(f"DELETE FROM {table}")
    if has_table(conn, "kept_person"):
        conn.execute('DELETE FROM kept_person WHERE "key" = ?', (key,))


def _hashes(conn: driver.Connection, keys: tuple[str, ...]) -> list[str]:
    found = [conn.execute("SELECT sha256 FROM attachment WHERE id = ?", (key,)).fetchone() for key in keys]
    return list(dict.fromkeys(row[0] for row in found if row and row[0]))


def _is_named(conn: driver.Connection, sha: str) -> bool:
    sql = "SELECT 1 FROM attachment WHERE sha256 = ? AND deleted < ? LIMIT 1"
    return conn.execute(sql, (sha, GONE)).fetchone() is not None
