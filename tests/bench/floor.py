# SPDX-License-Identifier: Apache-2.0
"""The floor: hand-written SQL on the same driver, the right indexes, no history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.store import driver
from planner.store.text_index import match, spaced
from tests.bench.data import Book

_SCHEMA = """
CREATE TABLE account (id TEXT PRIMARY KEY, name TEXT NOT NULL, grade TEXT NOT NULL, industry TEXT, city TEXT,
  employees INTEGER, domain TEXT) STRICT;
CREATE INDEX account_grade ON account (grade, name);
CREATE TABLE contact (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, name TEXT NOT NULL, title TEXT,
  email TEXT) STRICT;
CREATE INDEX contact_account ON contact (account_id);
CREATE TABLE review (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, code TEXT, done_on TEXT,
  state TEXT, summary TEXT) STRICT;
CREATE INDEX review_account ON review (account_id, done_on);
CREATE TABLE risk (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, code TEXT, score INTEGER) STRICT;
CREATE INDEX risk_account ON risk (account_id, score);
CREATE TABLE action (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account, title TEXT, due TEXT) STRICT;
CREATE INDEX action_account ON action (account_id, due);
CREATE TABLE doc (id INTEGER PRIMARY KEY, key TEXT UNIQUE) STRICT;
CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2');
"""
_COLUMNS = """a.id, a.name, a.grade, a.industry, a.city,
  (SELECT max(done_on) FROM review r WHERE r.account_id = a.id),
  (SELECT count(*) FROM contact c WHERE c.account_id = a.id),
  (SELECT max(score) FROM risk k WHERE k.account_id = a.id),
  (SELECT min(due) FROM action t WHERE t.account_id = a.id),
  (SELECT count(*) FROM review r WHERE r.account_id = a.id)"""
_ORDER = "CASE a.grade WHEN 'S' THEN 0 WHEN 'A' THEN 1 WHEN 'B' THEN 2 WHEN 'C' THEN 3 ELSE 4 END, a.name"
FIRST_PAGE = f"SELECT {_COLUMNS} FROM account a ORDER BY {_ORDER} LIMIT 50"
BY_REVIEW = f"SELECT {_COLUMNS} FROM account a ORDER BY 6 DESC LIMIT 50"
_HITS = "SELECT d.key FROM search s JOIN doc d ON d.id = s.rowid WHERE search MATCH ? ORDER BY s.rowid DESC LIMIT 50"


def connect(path: Path) -> driver.Connection:
    """An empty floor store with the same durability."""
    conn = driver.connect(path)
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        conn.execute(f"PRAGMA {pragma}")
    conn.executescript(_SCHEMA)
    return conn


def load(conn: driver.Connection, book: Book) -> None:
    """Everything in one transaction, with the search index."""
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany(
        "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(a.id, a.name, a.grade, a.industry, a.city, a.employees, a.domain) for a in book.accounts],
    )
    conn.executemany(
        "INSERT INTO contact VALUES (?, ?, ?, ?, ?)",
        [(c.id, c.account_id, c.name, c.title, c.email) for c in book.contacts],
    )
    conn.executemany(
        "INSERT INTO review VALUES (?, ?, ?, ?, ?, ?)",
        [
            (r.id, r.account_id, r.code, r.done_on.isoformat() if r.done_on else None, r.state, r.summary)
            for r in book.reviews
        ],
    )
    docs: list[tuple[str, str, str]] = [(a.id, a.name, f"{a.industry}\n{a.city}") for a in book.accounts]
    docs += [(c.id, c.name, f"{c.title}\n{c.email}") for c in book.contacts]
    docs += [(r.id, r.code or "", r.summary or "") for r in book.reviews]
    conn.executemany("INSERT INTO doc VALUES (?, ?)", [(n, key) for n, (key, _, _) in enumerate(docs, 1)])
    conn.executemany(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        [(n, spaced(title), spaced(body)) for n, (_, title, body) in enumerate(docs, 1)],
    )
    conn.execute("COMMIT")


def page(conn: driver.Connection, sql: str) -> list[Any]:
    """Fifty rows with five computed columns."""
    return list(conn.execute(sql).fetchall())


def search(conn: driver.Connection, word: str) -> tuple[int, list[Any]]:
    """How many records hold the word, and the newest fifty."""
    expression = match(word)
    number = conn.execute("SELECT count(*) FROM search WHERE search MATCH ?", (expression,)).fetchone()[0]
    return number, conn.execute(_HITS, (expression,)).fetchall()


def edit(conn: driver.Connection, key: str, text: str) -> None:
    """Change one summary with its index entry, durably."""
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("UPDATE review SET summary = ? WHERE id = ?", (text, key))
    doc, code = conn.execute(
        "SELECT d.id, r.code FROM doc d JOIN review r ON r.id = d.key WHERE d.key = ?", (key,)
    ).fetchone()
    conn.execute("DELETE FROM search WHERE rowid = ?", (doc,))
    conn.execute("INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", (doc, code, spaced(text)))
    conn.execute("COMMIT")
