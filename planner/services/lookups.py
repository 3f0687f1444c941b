# SPDX-License-Identifier: Apache-2.0
"""Choices for fields that point to another record, found by the beginnings of words in any script."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from operator import itemgetter

from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.services.session import Session
from planner.store.queries import lookups
from planner.store.queries.lookups import NameRow

LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One record to choose: its id, the name it goes by, and a word that tells namesakes apart."""

    id: str
    label: str
    second: str = ""


def choices(
    session: Session, entity: str, text: str, account_id: str | None = None, *, limit: int = LIMIT
) -> list[Choice]:
    """Up to ``limit`` records of a kind whose name holds every word of ``text``; best matches first.

    Case, width and accents don't count. Records that belong to accounts come from ``account_id``
    alone when it is given. Raises KeyError for an unknown kind.
    """
    spec = BY_NAME[entity]
    rows = session.read(lambda conn: lookups.names(conn, spec, account_id, session.today()))
    words = fold(text).split()
    found: list[tuple[int, str, NameRow]] = []
    for row in rows:
        folded = fold(_name(spec, row))
        rank = _rank(folded, words)
        if rank < _NONE:
            found.append((rank, folded, row))
    best = heapq.nsmallest(limit, found, key=itemgetter(0, 1))
    return [_choice(spec, row) for _, _, row in best]


def label_of(session: Session, entity: str, key: str | None) -> str:
    """The name of one record; empty when there is none or it is in the Trash."""
    return "" if key is None else labels_of(session, entity, (key,)).get(key, "")


def labels_of(session: Session, entity: str, keys: Iterable[str]) -> dict[str, str]:
    """The names of several records by id; those in the Trash are absent."""
    spec = BY_NAME[entity]
    wanted = tuple(keys)
    rows = session.read(lambda conn: lookups.names_of(conn, spec, wanted))
    return {row[0]: _name(spec, row) for row in rows}


@lru_cache(maxsize=60_000)
def fold(text: str) -> str:
    """Text as it is compared: without case, width, accents and double spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


_NONE = 9


def _rank(folded: str, words: list[str]) -> int:
    """0 whole name begins so, 1 every word begins one of its words, 2 found inside, _NONE not at all."""
    if not words:
        return 0
    for word in words:
        if word not in folded:
            return _NONE
    if folded.startswith(" ".join(words)):
        return 0
    starts = f" {folded}"
    return 1 if all(f" {word}" in starts for word in words) else 2


def _name(spec: EntitySpec[object], row: NameRow) -> str:
    _, code, title, second = row
    if spec.title == "code":
        return " ".join(part for part in (title, _day(second)) if part) or tr(spec.label)
    if code and title:
        return f"{code} {title}"
    return title or code or tr(spec.label)


def _day(second: str | None) -> str:
    """A stored day in words; other words as they are."""
    try:
        return day_text(date.fromisoformat(second)) if second else ""
    except ValueError:
        return second or ""


def _choice(spec: EntitySpec[object], row: NameRow) -> Choice:
    second = "" if spec.title == "code" else row[3] or ""
    return Choice(id=row[0], label=_name(spec, row), second=_word(spec, second))


def _word(spec: EntitySpec[object], second: str) -> str:
    """The second word in the reader's language where it is one of a field's choices."""
    for field in spec.fields:
        for value, label in field.choices:
            if field.name in {"role", "kind"} and value == second:
                return tr(label)
    return second
