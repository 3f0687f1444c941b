# SPDX-License-Identifier: Apache-2.0
"""What the palette lists: accounts, people and commands that fit the words, as plain items (ux W16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.registry import BY_NAME
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.services import crud
from planner.services.find import Found, find_accounts, find_everything, find_people, recent_accounts
from planner.services.session import Session
from ui.actions.registry import PaletteEntry
from ui.context import Place

RECENT: Final = 7
_OURS: Final = Place(page="settings")  # our own people are kept there
_ICONS: Final = {
    "account": "building",
    "contact": "user",
    "person": "user",
    "risk": "alert-triangle",
    "contingency_plan": "bulb",
    "drill": "clock",
    "action": "circle-check",
    "network_review": "clipboard-check",
    "inspection_result": "clipboard-check",
    "evidence_link": "link",
    "attachment": "paperclip",
}
_OF_CHART: Final = 3
_NAMELESS: Final = frozenset(
    {"relation_assessment", "grade_decision", "callback", "explain_session", "decision_role", "drill", "relation_edge"}
)
_MOST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line: a ``place`` to go to or a ``command`` to run; ``reason`` is why it can't be chosen, "" if it can.

    ``heading`` stands over the lines of one kind.
    """

    title: str
    second: str = ""
    shortcut: str = ""
    icon: str = ""
    grade: str = ""
    reason: str = ""
    place: Place | None = None
    command: str = ""
    heading: bool = False


def records(session: Session | None, text: str) -> list[Item]:
    """All records that hold the words typed, under a heading for each kind (Ctrl+Shift+F)."""
    wanted = text.strip()
    if session is None or not wanted:
        return []
    found: list[Item] = []
    for group in find_everything(session, wanted):
        label = tr(BY_NAME[group.kind].label_plural)
        shown = len(group.found)
        words = (
            tr("{kind} ({n})", kind=label, n=group.count)
            if shown == group.count
            else tr("{kind} ({n}, the first {shown})", kind=label, n=group.count, shown=shown)
        )
        found.append(Item(title=words, heading=True, reason=words))
        found += [_record(session, each) for each in group.found]
    return found


def _record(session: Session, found: Found) -> Item:
    icon = _ICONS.get(found.kind, "file-text")
    return Item(title=_title(found), second=found.second, icon=icon, place=_place(session, found))


def _title(found: Found) -> str:
    """The record's name; for one known by a day or a level also what kind it is of."""
    label = tr(BY_NAME[found.kind].label)
    if found.kind not in _NAMELESS:
        return found.title or label
    try:
        word = day_text(date.fromisoformat(found.title))
    except ValueError:
        word = found.title
    return " · ".join(part for part in (label, word) if part)


def _place(session: Session, found: Found) -> Place:
    """Where the record is read; evidence with what it stands for."""
    from ui.screens.today.places import record_place

    if not found.account_id:
        return _OURS
    kind, key = found.kind, found.key
    link = crud.find(session, EVIDENCE_LINK, key) if kind == EVIDENCE_LINK.name else None
    if link is not None:
        kind, key = link.target_type, link.target_id
    return record_place(session, found.account_id, kind, key)


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
    charts = _charts(session, wanted, visited)
    return [*accounts, *charts, *_commands(entries, wanted)[:8], *_people(session, wanted, 8)][:_MOST]


def _charts(session: Session | None, text: str, visited: Sequence[str]) -> list[Item]:
    """Charts by a word of their name: of the account that the other words name, else of those visited last."""
    if session is None:
        return []
    from planner.render.picture import CHARTS
    from planner.services.chart_cards import kinds

    words = text.casefold().split()
    found: list[Item] = []
    for kind in kinds():
        title = tr(CHARTS[kind].long or CHARTS[kind].label)
        named = [word for word in words if _names(title.casefold(), word)]
        rest = " ".join(word for word in words if word not in named)
        if named:
            accounts = find_accounts(session, rest, _OF_CHART) if rest else recent_accounts(session, visited, _OF_CHART)
            found += [_chart(kind, title, account) for account in accounts]
    return found


def _names(title: str, word: str) -> bool:
    """Whether a word begins one of the title's; scripts without spaces need only hold it."""
    return any(part.startswith(word) for part in title.split()) or (not word.isascii() and word in title)


def _chart(kind: str, title: str, account: Found) -> Item:
    place = Place(page="charts", account_id=account.account_id, section=kind)
    return Item(title=tr("{chart} – {account}", chart=title, account=account.title), icon="chart-dots", place=place)


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


def nothing(text: str, *, everything: bool = False) -> Item:
    """The line shown when nothing fits."""
    wanted = text.strip().lstrip(">@").strip()
    ask = tr("Type words that the record holds") if everything else tr("Type a name, or > for commands")
    title = tr("Nothing found for “{text}”", text=wanted) if wanted else ask
    return Item(title=title, icon="search", reason=title)
