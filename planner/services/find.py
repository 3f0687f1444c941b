# SPDX-License-Identifier: Apache-2.0
"""Finding accounts and people for the palette (ux W16): beginnings of names first, then words in any script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.services.session import Session
from planner.store.queries import find as query
from planner.store.queries.find import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One account or person: ``kind`` is the entity name, ``second`` what tells it from others of the same name."""

    kind: str
    key: str
    account_id: str
    title: str
    second: str = ""
    grade: str = ""


def find_accounts(session: Session, text: str, limit: int = 8) -> list[Found]:
    """The accounts that fit best; none for empty text."""
    wanted = text.strip()
    if not wanted:
        return []
    return [_account(line) for line in session.read(lambda conn: query.accounts(conn, wanted, limit))]


def find_people(session: Session, text: str, limit: int = 8) -> list[Found]:
    """The people that fit best; none for empty text."""
    wanted = text.strip()
    if not wanted:
        return []
    return [_person(line) for line in session.read(lambda conn: query.people(conn, wanted, limit))]


def recent_accounts(session: Session, visited: Sequence[str], limit: int = 7) -> list[Found]:
    """The accounts ``visited`` (newest first) that are still there, then those changed last."""
    changed = session.read(lambda conn: query.changed_last(conn, limit))
    keys = list(dict.fromkeys([*visited, *changed]))
    lines = session.read(lambda conn: query.accounts_by_id(conn, keys[: 2 * limit]))
    return [_account(line) for line in lines[:limit]]


def _account(line: Line) -> Found:
    key, name, grade, second = line
    return Found(kind="account", key=key, account_id=key, title=name, second=second, grade=grade)


def _person(line: Line) -> Found:
    key, account_id, name, title, account = line
    second = " · ".join(part for part in (title, account) if part)
    return Found(kind="contact", key=key, account_id=account_id, title=name, second=second)
