# SPDX-License-Identifier: Apache-2.0
"""The full text against the records: not only whether they are in it, but whether with these words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from planner.entities.registry import ENTITIES
from planner.entities.spec import EntitySpec
from planner.store import driver, undo_stacks
from planner.store.finding import Finding
from planner.store.health_records import PAGE, Read, paged
from planner.store.text_index import document

_FRESH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2')"
)
_NEW_TEXT = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"
_NEW_DOC = 'INSERT INTO search_doc ("key", entity, account_id) VALUES (?, ?, ?)'
_VOCABULARY = "CREATE VIRTUAL TABLE temp.look_words USING fts5vocab('main', 'search', 'instance')"
_KNOWN = f'SELECT id, "key", entity FROM search_doc WHERE id > ? ORDER BY id LIMIT {PAGE}'
_SINCE = 'SELECT "key" FROM change WHERE step > ?'
_IN = "FROM temp.look_words WHERE term >= ? AND term < ?"
_SUMS = (
    f"""SELECT count(*), total(doc), total((doc * 7919 + "offset" * 104729 + (col = 'title') * 31) % 1000003) {_IN}"""
)
_WORDS = f'SELECT doc, term, col, "offset" {_IN}'
_STRETCH = 20_000
# earlier versions put some titles into the index that are codes or dates; they do no harm there
_NO_TITLE = frozenset(spec.name for spec in ENTITIES if spec.title not in {field.name for field in spec.searched})
_END = "\U0010ffff"


def differing(read: Read) -> list[Finding]:
    """Records that the index does not know, knows by other words, or knows though they are gone.

    The words are compared as sums over stretches of the alphabet, which costs a hold of the store of some
    milliseconds each; only where a stretch differs is it told whose words do. Records changed meanwhile are left out.
    """
    began = read(undo_stacks.newest)
    known = {row[1]: (row[0], row[2]) for row in paged(read, _KNOWN, 0, 0)}
    with closing(driver.connect(Path(":memory:"))) as fresh:
        fresh.execute(_FRESH)
        fresh.execute("BEGIN")
        live: dict[str, str] = {}
        for spec in ENTITIES:
            for key, text, _ in texts(read, spec) if spec.searched else ():
                live[key] = spec.name
                if key in known:
                    fresh.execute(_NEW_TEXT, (known[key][0], *text))
        fresh.execute("COMMIT")
        wordless = {doc for doc, entity in known.values() if entity in _NO_TITLE}
        other = _other_docs(read, fresh, wordless)
    named = {doc: (key, entity) for key, (doc, entity) in known.items()}
    found = [Finding(entity, key, "", "missing") for key, entity in live.items() if key not in known]
    found += [Finding(entity, key, "", "gone") for key, (_, entity) in known.items() if key not in live]
    found += [Finding(named[doc][1], named[doc][0], "", "other") for doc in other if doc in named]
    found = list({one.key: one for one in reversed(found)}.values())
    if not found:  # words without a record are what a record left behind that is told of already
        found = [Finding("", str(doc), "", "stray") for doc in other if doc not in named]
    changed = {row[0] for row in read(lambda conn: conn.execute(_SINCE, (began,)).fetchall())}
    return [one for one in found if one.key not in changed]


def rebuild(conn: driver.Connection) -> None:
    """Write the whole index anew from the records; the caller holds the transaction."""
    conn.execute("INSERT INTO search (search) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_doc")
    for spec in ENTITIES:
        if spec.searched:
            for key, text, account_id in texts(lambda work: work(conn), spec):
                doc = conn.execute(_NEW_DOC, (key, spec.name, account_id)).lastrowid
                conn.execute(_NEW_TEXT, (doc, *text))


def texts(read: Read, spec: EntitySpec[Any]) -> Iterator[tuple[str, tuple[str, str], str | None]]:
    """Id, words to be indexed and account of the live records of a kind."""
    names = [field.name for field in spec.searched]
    account = '"account_id"' if spec.has_account else "NULL"
    columns = ", ".join(["id", account, *(f'"{name}"' for name in names)])
    sql = f'SELECT {columns} FROM "{spec.table}" WHERE deleted = 0 AND id > ? ORDER BY id LIMIT {PAGE}'
    for row in paged(read, sql, "", 0):
        yield row[0], document(spec, dict(zip(names, row[2:], strict=True))), row[1]


def _other_docs(read: Read, fresh: driver.Connection, wordless: set[int]) -> list[int]:
    """The documents whose words are not those of the fresh index."""
    fresh.execute(_VOCABULARY)
    read(lambda conn: conn.execute(_VOCABULARY) and None)
    try:
        found: set[tuple[int, str, int]] = set()
        for low, high in _stretches(fresh):
            stretch = partial(_sums, low=low, high=high)
            if stretch(fresh) != read(stretch):
                words = partial(_words, low=low, high=high)
                mine, theirs = words(fresh), read(words)
                found |= (mine - theirs).keys() | (theirs - mine).keys()
        return sorted({doc for doc, word, _ in found if not (word.endswith(" title") and doc in wordless)})
    finally:
        read(lambda conn: conn.execute("DROP TABLE temp.look_words") and None)


def _stretches(fresh: driver.Connection) -> Iterator[tuple[str, str]]:
    """Stretches of the alphabet that hold some ten thousand words each, from its beginning to its end."""
    fresh.execute("CREATE VIRTUAL TABLE temp.look_terms USING fts5vocab('main', 'search', 'row')")
    low, count = "", 0
    for term, words in fresh.execute("SELECT term, cnt FROM temp.look_terms").fetchall():
        count += words
        if count >= _STRETCH:
            yield low, term
            low, count = term, 0
    yield low, _END


def _sums(conn: driver.Connection, low: str, high: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = conn.execute(_SUMS, (low, high)).fetchone()
    return row


def _words(conn: driver.Connection, low: str, high: str) -> Counter[tuple[int, str, int]]:
    """Where each word of a stretch stands; titles that are codes or dates are left out on both sides."""
    rows = conn.execute(_WORDS, (low, high)).fetchall()
    return Counter((doc, f"{term} {column}", offset) for doc, term, column, offset in rows)
