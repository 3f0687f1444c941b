# SPDX-License-Identifier: Apache-2.0
"""Where one person is in a store: records of their own, references, words of theirs, what they were called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Any, Final

from planner.entities.personal import ABOUT, WORDS_OF, is_free_text, refers_to
from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.data import dataclass
from planner.rules.mentions import Identity, digits, name_parts, whole_names
from planner.store import driver
from planner.store.purging import GONE
from planner.store.rows import from_json
from planner.store.signatures import drawn_by

_PHONES, _EMAILS = ("phone", "mobile"), ("email", "email2")
_IMAGES = 'SELECT before, after FROM change WHERE "key" = ?'
_SHARED: Final = (("contact", ("email", "email2", "phone", "mobile")), ("account", ("phone",)), ("person", ("email",)))


@dataclass(frozen=True, slots=True)
class Trace:
    """One person: ``own`` ids by table, ``identity``, ``said`` texts of their own records, ``words`` theirs elsewhere.

    ``words`` are (table, id) with the fields that hold what was written down with this person alone; ``drawn`` are
    the strokes of their signatures, now and earlier.
    """

    kind: str
    key: str
    own: dict[str, tuple[str, ...]]
    identity: Identity
    said: frozenset[str] = frozenset()
    words: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    drawn: frozenset[str] = frozenset()
    ids: frozenset[str] = field(init=False)
    """The ids of all records of their own."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", frozenset(key for keys in self.own.values() for key in keys))


def trace(conn: driver.Connection, kind: str, key: str) -> Trace | None:
    """Everything that tells where a person is; None when the store does not hold them."""
    if not conn.execute(f'SELECT 1 FROM "{BY_NAME[kind].table}" WHERE id = ? AND deleted < ?', (key, GONE)).fetchone():
        return None
    own, words = _own(conn, kind, key), _words(conn, kind, key)
    mine = [*_images(conn, key), _row(conn, BY_NAME[kind], key)]
    identity = _identity(conn, key, mine)
    return Trace(kind, key, own, identity, _said(conn, own, words), words, drawn_by(conn, key, identity))


def holds(conn: driver.Connection, kind: str, key: str) -> bool:
    """Whether the store has content of a person of that id."""
    sql = f'SELECT 1 FROM "{BY_NAME[kind].table}" WHERE id = ? AND deleted < ?'
    return conn.execute(sql, (key, GONE)).fetchone() is not None


def every_id(conn: driver.Connection, kind: str) -> list[str]:
    """The ids of all people of a kind with content, live or in the Trash."""
    sql = f'SELECT id FROM "{BY_NAME[kind].table}" WHERE deleted < ?'
    return [row[0] for row in conn.execute(sql, (GONE,))]


def references(conn: driver.Connection, kind: str, key: str, own: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """(entity, id, field) of every other record that names the person."""
    for spec in ENTITIES:
        for one in spec.fields:
            if refers_to(one, kind):
                found = conn.execute(_reference_sql(spec, one.name, one.kind), {"id": key, "gone": GONE})
                yield from ((spec.name, row[0], one.name) for row in found if row[0] not in own)


def texts(conn: driver.Connection, skip: frozenset[str]) -> Iterator[tuple[EntitySpec[Any], str, dict[str, str]]]:
    """The free texts of every record with content that is not the person's own, by field."""
    for spec in ENTITIES:
        names = [one.name for one in spec.fields if is_free_text(one)]
        columns = ", ".join(f'"{name}"' for name in names)
        rows = conn.execute(f'SELECT id, {columns} FROM "{spec.table}" WHERE deleted < ?', (GONE,)) if names else ()
        for row in rows:
            if row[0] not in skip:
                yield spec, row[0], {n: v for n, v in zip(names, row[1:], strict=True) if isinstance(v, str)}


def _own(conn: driver.Connection, kind: str, key: str) -> dict[str, tuple[str, ...]]:
    found = {
        entity: tuple(r[0] for r in conn.execute(f'SELECT id FROM "{BY_NAME[entity].table}" WHERE "{c}" = ?', (key,)))
        for entity, c in ABOUT[kind].items()
        if _is_there(conn, BY_NAME[entity].table)
    }
    ids = [one for keys in found.values() for one in keys]
    for entity in ("evidence_link", "attachment"):
        found[entity] = tuple(_by_target(conn, entity, ids))
    linked = _only_evidence(conn, set(found["evidence_link"]))
    found["attachment"] = tuple(dict.fromkeys((*found["attachment"], *linked)))
    return {entity: keys for entity, keys in found.items() if keys}


def _is_there(conn: driver.Connection, table: str) -> bool:
    """A backup of an earlier schema has not every table."""
    found = conn.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def _by_target(conn: driver.Connection, entity: str, ids: Iterable[str]) -> Iterator[str]:
    for key in ids:
        yield from (row[0] for row in conn.execute(f'SELECT id FROM "{entity}" WHERE target_id = ?', (key,)))


def _only_evidence(conn: driver.Connection, links: set[str]) -> list[str]:
    """Files that nothing but the evidence on this person names, and that show no other record."""
    sql = "SELECT id, attachment_id FROM evidence_link WHERE attachment_id IS NOT NULL AND deleted < ?"
    named: dict[str, set[str]] = {}
    for link, file in conn.execute(sql, (GONE,)):
        named.setdefault(file, set()).add(link)
    free = {row[0] for row in conn.execute("SELECT id FROM attachment WHERE target_id IS NULL")}
    return [file for file, by in named.items() if by <= links and file in free]


def _row(conn: driver.Connection, spec: EntitySpec[Any], key: str) -> dict[str, object]:
    names = ", ".join(f'"{name}"' for name in spec.names)
    row = conn.execute(f'SELECT {names} FROM "{spec.table}" WHERE id = ?', (key,)).fetchone()
    return dict(zip(spec.names, row, strict=True)) if row else {}


def _images(conn: driver.Connection, key: str) -> Iterator[dict[str, object]]:
    for pair in conn.execute(_IMAGES, (key,)):
        yield from (from_json(text) for text in pair if text is not None)


def _said(
    conn: driver.Connection, own: dict[str, tuple[str, ...]], words: dict[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
    """All texts that go with the person, as they are and as they were."""
    found: set[str] = set()
    for entity, keys in own.items():
        names = frozenset(one.name for one in BY_NAME[entity].fields if is_free_text(one))
        found |= {text for key in keys for text in _texts(conn, entity, key, names)}
    for (entity, key), names in words.items():
        found |= set(_texts(conn, entity, key, names))
    return frozenset(text for text in found if len(text) > 2)


def _texts(conn: driver.Connection, entity: str, key: str, names: frozenset[str]) -> Iterator[str]:
    for image in (*_images(conn, key), _row(conn, BY_NAME[entity], key)):
        yield from (value for name, value in image.items() if name in names and isinstance(value, str))


def _identity(conn: driver.Connection, key: str, images: list[dict[str, object]]) -> Identity:
    """What the person was ever called here; what others share is no identity, a name that others bear only a guess."""
    values = {name: _values(images, name) for name in ("name", "given_name", "family_name", "external_id")}
    now = images[-1]
    given, family = (str(now.get(n) or "") or None for n in ("given_name", "family_name"))
    names = [n for one in values["name"] for n in whole_names(one, given, family)]
    parts = [p for one in values["name"] for p in name_parts(one, None, None)]
    parts += [*values["given_name"], *values["family_name"]]
    others = _of_others(conn, key)
    namesakes = {name.casefold() for name in names if name.casefold() in others["name"]}
    emails = [v for n in _EMAILS for v in _values(images, n) if v.casefold() not in others["email"]]
    phones = [v for n in _PHONES for v in _values(images, n) if digits(v) not in others["phone"]]
    return Identity(
        names=tuple(dict.fromkeys(n for n in names if n.casefold() not in namesakes)),
        parts=tuple(dict.fromkeys([*parts, *(n for n in names if n.casefold() in namesakes)])),
        emails=tuple(dict.fromkeys(emails)),
        phones=tuple(dict.fromkeys(phones)),
        numbers=tuple(values["external_id"]),
    )


def _values(images: list[dict[str, object]], name: str) -> list[str]:
    return list(dict.fromkeys(str(image[name]) for image in reversed(images) if image.get(name)))


def _of_others(conn: driver.Connection, key: str) -> dict[str, set[str]]:
    """Names, e-mails and phones that other records bear too."""
    found: dict[str, set[str]] = {"name": set(), "email": set(), "phone": set()}
    for table in ("contact", "person"):
        rows = conn.execute(f'SELECT name FROM "{table}" WHERE id <> ? AND deleted < ?', (key, GONE))
        found["name"] |= {row[0].casefold() for row in rows}
    for table, columns in _SHARED:
        rows = conn.execute(f'SELECT {", ".join(columns)} FROM "{table}" WHERE id <> ? AND deleted < ?', (key, GONE))
        for row in rows:
            for column, value in zip(columns, row, strict=True):
                if value and column in _PHONES:
                    found["phone"].add(digits(value))
                elif value:
                    found["email"].add(value.casefold())
    return found


def _words(conn: driver.Connection, kind: str, key: str) -> dict[tuple[str, str], frozenset[str]]:
    """The records in which only this person of the customer spoke, with the fields that tell what they said."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    if kind != "contact":
        return found
    for entity, pairs in WORDS_OF.items():
        spec = BY_NAME[entity]
        column = pairs[0][0]
        alone = key if spec.field(column).kind is Kind.REF else f'["{key}"]'
        sql = f'SELECT id FROM "{spec.table}" WHERE "{column}" = ? AND deleted < ?'
        for row in conn.execute(sql, (alone, GONE)):
            found[entity, row[0]] = frozenset(text for _, text in pairs)
    return found


def _reference_sql(spec: EntitySpec[Any], name: str, kind: Kind) -> str:
    if kind is Kind.REF:
        return f'SELECT id FROM "{spec.table}" WHERE "{name}" = :id AND deleted < :gone'
    return (
        f'SELECT DISTINCT r.id FROM "{spec.table}" r, json_each(r."{name}") e WHERE e.value = :id AND r.deleted < :gone'
    )
