# SPDX-License-Identifier: Apache-2.0
"""The full text against the records: not only whether they are in it, but whether with these words."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from planner.entities.registry import ENTITIES
from planner.entities.spec import EntitySpec
from planner.store import driver
from planner.store.finding import Finding
from planner.store.text_index import document

_FRESH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize='unicode61 remove_diacritics 2')"
)
_NEW_TEXT = "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)"
_NEW_DOC = 'INSERT INTO search_doc ("key", entity, account_id) VALUES (?, ?, ?)'
_WORDS = 'SELECT doc, term, col, "offset" FROM temp.look_words'
_MASK = (1 << 64) - 1
# earlier versions put some titles into the index that are codes or dates; they do no harm there
_NO_TITLE = frozenset(spec.name for spec in ENTITIES if spec.title not in {field.name for field in spec.searched})


def differing(conn: driver.Connection) -> list[Finding]:
    """Records that the index does not know, knows by other words, or knows though they are gone."""
    known = {key: (doc, entity) for doc, key, entity in conn.execute('SELECT id, "key", entity FROM search_doc')}
    found: list[Finding] = []
    with closing(driver.connect(Path(":memory:"))) as fresh:
        fresh.execute(_FRESH)
        fresh.execute("BEGIN")
        live = {key: (spec.name, text) for spec in ENTITIES if spec.searched for key, text, _ in texts(conn, spec)}
        for key, (entity, text) in live.items():
            if key not in known:
                found.append(Finding(entity, key, "", "missing"))
            else:
                fresh.execute(_NEW_TEXT, (known[key][0], *text))
        fresh.execute("COMMIT")
        wordless = {doc for doc, entity in known.values() if entity in _NO_TITLE}
        wanted, there = _words(fresh, wordless), _words(conn, wordless)
    for key, (doc, entity) in known.items():
        if key not in live:
            found.append(Finding(entity, key, "", "gone"))
        elif wanted.pop(doc, 0) != there.get(doc, 0):
            found.append(Finding(entity, key, "", "other"))
    docs = {doc for doc, _ in known.values()}
    if not found:  # words without a record are what a record left behind that is told of already
        found.extend(Finding("", str(doc), "", "stray") for doc in there if doc not in docs)
    return found


def rebuild(conn: driver.Connection) -> None:
    """Write the whole index anew from the records; the caller holds the transaction."""
    conn.execute("INSERT INTO search (search) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_doc")
    for spec in ENTITIES:
        if spec.searched:
            for key, text, account_id in texts(conn, spec):
                doc = conn.execute(_NEW_DOC, (key, spec.name, account_id)).lastrowid
                conn.execute(_NEW_TEXT, (doc, *text))


def texts(conn: driver.Connection, spec: EntitySpec[Any]) -> list[tuple[str, tuple[str, str], str | None]]:
    """Id, words to be indexed and account of the live records of a kind."""
    names = [field.name for field in spec.searched]
    columns = ", ".join(f'"{name}"' for name in ["id", "account_id" if spec.has_account else "NULL", *names])
    rows = conn.execute(f'SELECT {columns} FROM "{spec.table}" WHERE deleted = 0'.replace('"NULL"', "NULL"))
    return [(row[0], document(spec, dict(zip(names, row[2:], strict=True))), row[1]) for row in rows]


def _words(conn: driver.Connection, wordless: set[int]) -> dict[int, int]:
    """One number for the words of each document, so that two indexes compare without being held in memory."""
    conn.execute("CREATE VIRTUAL TABLE temp.look_words USING fts5vocab('main', 'search', 'instance')")
    try:
        found: defaultdict[int, int] = defaultdict(int)
        for doc, term, column, offset in conn.execute(_WORDS):
            if column != "title" or doc not in wordless:
                found[doc] = (found[doc] + hash((term, column, offset))) & _MASK
        return dict(found)
    finally:
        conn.execute("DROP TABLE temp.look_words")
