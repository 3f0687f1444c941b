# SPDX-License-Identifier: Apache-2.0
"""What the palette lists: accounts, people and commands that fit the words, as plain items (ux W16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.kernel.text import tr
from planner.services.find import Found, find_accounts, find_people, recent_accounts
from planner.services.session import Session
from ui.actions.registry import PaletteEntry
from ui.context import Place

RECENT: Final = 7
_MOST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: a ``place`` to go to or a ``command`` to run; ``reason`` is why it can't be chosen, "" if it can."""

    title: str
    second: str = ""
    shortcut: str = ""
    icon: str = ""
    grade: str = ""
    reason: str = ""
    place: Place | None = None
    command: str = ""


def items(session: Session | None, text: str, entries: Sequence[PaletteEntry], visited: Sequence[str]) -> list[Item]:
    """The lines for what was typed. "> " asks for commands only, "@" for people only; nothing gives the recents."""
    wanted = text.strip()
    if wanted.startswith(">"):
        return _commands(entries, wanted[1:].strip())
    if wanted.startswith("@"):
        return _people(session, wanted[1:].strip(), _MOST)
    if not wanted:
        recents = [] if session is None else recent_accounts(session, visited, RECENT)
        return [_account(found) for found in recents]
    accounts = [] if session is None else [_account(f) for f in find_accounts(session, wanted)]
    return [*accounts, *_commands(entries, wanted)[:8], *_people(session, wanted, 8)][:_MOST]


def _commands(entries: Sequence[PaletteEntry], wanted: str) -> list[Item]:
    words = wanted.casefold().split()
    fitting = [e for e in entries if all(word in e.text.casefold() for word in words)]
    fitting.sort(key=lambda e: (bool(e.reason), bool(words) and not e.text.casefold().startswith(words[0])))
    return [
        Item(
            title=e.text,
            second=e.reason,
            shortcut=e.shortcut,
            icon=e.icon or "chevron-right",
            reason=e.reason,
            command=e.id,
        )
        for e in fitting
    ]


def _people(session: Session | None, wanted: str, limit: int) -> list[Item]:
    if session is None:
        return []
    return [
        Item(
            title=found.title,
            second=found.second,
            icon="user",
            place=Place(page="account", account_id=found.account_id, section="people", record=found.key),
        )
        for found in find_people(session, wanted, limit)
    ]


def _account(found: Found) -> Item:
    return Item(
        title=found.title,
        second=found.second,
        grade=found.grade or "ungraded",
        place=Place(page="account", account_id=found.account_id, section="overview"),
    )


def nothing(text: str) -> Item:
    """The line shown when nothing fits."""
    wanted = text.strip().lstrip(">@").strip()
    title = tr("Nothing found for “{text}”", text=wanted) if wanted else tr("Type a name, or > for commands")
    return Item(title=title, icon="search", reason=title)
