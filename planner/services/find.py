# SPDX-License-Identifier: Apache-2.0
"""Finding accounts and people for the palette (ux W16), beginnings of names first, and records of every kind."""

from __future__ import annotations

from collections.abc import Sequence

from planner.kernel.data import dataclass
from planner.services.session import Session
from planner.store import driver, search
from planner.store.queries import find as query
from planner.store.queries.find import Line

# What people look for most comes first, the rest in the order of the nouns.
_FIRST = ("account", "contact", "risk", "action", "network_review", "inspection_result", "contingency_plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One account or person: ``kind`` is the entity name, ``second`` what tells it from others of the same name."""

    kind: str
    key: str
    account_id: str
    title: str
    second: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records of one kind that hold all words: how many there are, and the first of them."""

    kind: str
    count: int
    found: tuple[Found, ...]


def find_everything(session: Session, text: str, per_kind: int = 5) -> list[Group]:
    """Every record that holds all words of ``text``, grouped by kind; none for empty text."""
    from planner.entities.registry import ENTITIES

    def work(conn: driver.Connection) -> list[tuple[str, int, list[search.Hit]]]:
        counts = search.counts(conn, text)
        kinds = sorted((spec.name for spec in ENTITIES if counts.get(spec.name)), key=_place)
        return [(kind, counts[kind], search.best(conn, text, kind, per_kind)) for kind in kinds]

    groups = session.read(work)
    owners = _names(session, {"account": {hit.account_id for _, _, hits in groups for hit in hits if hit.account_id}})
    titles = _names(session, {kind: {hit.key for hit in hits} for kind, _, hits in groups})
    return [
        Group(kind=kind, count=count, found=tuple(_record(hit, titles, owners) for hit in hits))
        for kind, count, hits in groups
    ]


def _place(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def _names(session: Session, wanted: dict[str, set[str]]) -> dict[str, str]:
    from planner.services.lookups import labels_of

    return {key: name for kind, keys in wanted.items() for key, name in labels_of(session, kind, keys).items()}


def _record(hit: search.Hit, titles: dict[str, str], owners: dict[str, str]) -> Found:
    own = hit.entity == "account"
    account = hit.key if own else hit.account_id or ""
    second = "" if own else owners.get(account, "")
    return Found(kind=hit.entity, key=hit.key, account_id=account, title=titles.get(hit.key, ""), second=second)


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
