# SPDX-License-Identifier: Apache-2.0
"""Catching up: which items it goes through, what can be done with each, and what was done in the end (ux 2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from planner.kernel.dates import short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.due import DueRow, TodayList

Way = Literal["open", "done", "tomorrow", "week", "drop", "leave"]
KEYS: Final[Mapping[Way, str]] = {"open": "1", "done": "1", "tomorrow": "2", "week": "3", "drop": "4", "leave": "5"}
DAYS: Final[Mapping[Way, int]] = {"tomorrow": 1, "week": 7}
_ACTION: Final[tuple[Way, ...]] = ("done", "tomorrow", "week", "drop", "leave")
_REVIEW: Final[tuple[Way, ...]] = ("open", "tomorrow", "week", "leave")
_OTHER: Final[tuple[Way, ...]] = ("open", "leave")
_WORDS: Final[Mapping[Way, str]] = {
    "open": N_("Open"),
    "done": N_("Done today"),
    "tomorrow": N_("Tomorrow"),
    "week": N_("In one week"),
    "drop": N_("Drop with a reason…"),
    "leave": N_("Leave as it is"),
}
_PLANNED: Final[Mapping[Way, str]] = {
    "tomorrow": N_("Plan a review for tomorrow"),
    "week": N_("Plan a review in one week"),
}

_WHY: Final[Mapping[str, str]] = {
    "action": N_("It is neither done nor dropped, and its day is past."),
    "review": N_("The day it was planned for is past, and nothing was recorded."),
    "plan": N_("A risk of this band needs one; it stays here until it is there."),
    "callback": N_("Nobody has answered the customer yet."),
    "report": N_("The review is done, its report was not given yet."),
    "grade": N_("It has to be decided anew from time to time."),
    "person": N_("It stands until somebody takes a step."),
}


def late_ones(every: Iterable[DueRow], short: TodayList) -> tuple[DueRow, ...]:
    """What is late and folded away from the short list, in its order."""
    shown = {id(row) for row in short.rows}
    return tuple(row for row in every if row.late > 0 and id(row) not in shown)


def ways(row: DueRow) -> tuple[Way, ...]:
    """What can be done with an item; one that has no day of its own to move is opened instead."""
    if row.entity == "action":
        return _ACTION
    return _REVIEW if row.kind == "review" else _OTHER


def ahead(way: Way) -> timedelta:
    """How far from today a way moves an item."""
    return timedelta(days=DAYS.get(way, 0))


def way_words(row: DueRow, way: Way) -> str:
    """The words of the button."""
    planned = _PLANNED.get(way) if row.kind == "review" and row.entity == "account" else None
    return tr(planned or _WORDS[way])


def late_words(row: DueRow) -> str:
    """How late it is: "80 days late, was 3 Sep"."""
    days = trn("{n} day late", "{n} days late", row.late)
    return tr("{days}, was {day}", days=days, day=short_day(row.due)) if row.due else days


def why(row: DueRow) -> str:
    """Why it is in the list, as one or two short sentences."""
    if row.kind == "review" and row.entity == "account":
        return tr("By the grade and the open risks of the account the next look is due.")
    return tr(_WHY[row.kind])


def did(row: DueRow, way: Way, today: date) -> str:
    """What a decision did, in a few words."""
    title = row.title.text()
    if way in DAYS:
        day = short_day(today + ahead(way))
        if row.entity == "account":
            return tr("Review planned for {day}: {name}", day=day, name=row.account_name)
        return tr("Moved to {day}: {title}", day=day, title=title)
    if way == "done":
        return tr("Done: {title}", title=title)
    if way == "drop":
        return tr("Dropped: {title}", title=title)
    return tr("Left as it is: {title}", title=title)


def summary(decided: Iterable[Way]) -> str:
    """One calm line: "12 looked at: 4 done, 5 re-planned, 1 dropped, 2 left"; empty when nothing was looked at."""
    found = list(decided)
    if not found:
        return ""
    moved = sum(way in DAYS for way in found)
    parts = [
        trn("{n} done", "{n} done", count) if (count := found.count("done")) else "",
        trn("{n} re-planned", "{n} re-planned", moved) if moved else "",
        trn("{n} dropped", "{n} dropped", count) if (count := found.count("drop")) else "",
        trn("{n} opened", "{n} opened", count) if (count := found.count("open")) else "",
        trn("{n} left", "{n} left", count) if (count := found.count("leave")) else "",
    ]
    looked = trn("{n} looked at", "{n} looked at", len(found))
    return tr("{looked}: {parts}", looked=looked, parts=", ".join(part for part in parts if part))
