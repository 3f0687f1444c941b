# SPDX-License-Identifier: Apache-2.0
"""Days in running text, in words and figures; what can mean several days, or none, is found but not decided.

Words of the language that is spoken come first; the full names of the others are understood as well, where they can
mean nothing else. Nothing here asks the computer's clock or language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from re import Match, Pattern
from typing import Final, TypeAlias

from planner.kernel.data import dataclass
from planner.kernel.text import Message
from planner.rules.capture import day_words as words
from planner.rules.capture.types import IS_IT_DUE, TWO_DAYS, why

MOST: Final = 400
"""Only so much of an action is searched for its day; nobody writes more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that stands in a text from ``start`` to ``end``; ``day`` None says that it is not sure, or none."""

    start: int
    end: int
    day: date | None = None
    choices: tuple[date, ...] = ()
    reason: str = ""
    sure_place: bool = True

    def why(self, text: str) -> Message | None:
        """What keeps it from being taken."""
        return why(self.reason, text[self.start : self.end]) if self.reason else None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of its words: the day, or what it can mean."""

    day: date | None = None
    choices: tuple[date, ...] = ()
    reason: str = ""


Rule: TypeAlias = "tuple[Pattern[str], Callable[[Match[str], date, str], Found | None]]"


def sure(day: date | None, *others: date | None) -> Found | None:
    """A day, and what else it may mean; None beyond the calendar."""
    return None if day is None else Found(day, tuple(dict.fromkeys((day, *(d for d in others if d)))))


def unsure(*days: date | None, reason: str = TWO_DAYS) -> Found:
    """Several days, or none."""
    return Found(None, tuple(dict.fromkeys(d for d in days if d)), reason)


def find_days(text: str, span: tuple[int, int], today: date, language: str, order: str) -> list[Day]:
    """Every day between two places, in their order; none overlaps another."""
    from planner.rules.capture.day_rules import rules_of

    start, end = span[0], min(span[1], span[0] + MOST)
    found = [
        Day(start=m.start(), end=m.end(), day=made.day, choices=made.choices, reason=made.reason)
        for pattern, make in rules_of(language)
        for m in pattern.finditer(text, start, end)
        if (made := make(m, today, order)) is not None
    ]
    found.sort(key=lambda day: (day.start - day.end, day.start))
    kept: list[Day] = []
    for day in found:
        if all(day.end <= other.start or other.end <= day.start for other in kept):
            kept.append(day)
    kept.sort(key=lambda day: day.start)
    return [judged for day in kept if (judged := _judge(text, start, end, day, language)) is not None]


def _judge(text: str, start: int, end: int, day: Day, language: str) -> Day | None:
    """The day with the words before and behind it, which may say that it is not one to do something by."""
    before, behind = text[start : day.start], text[day.end : end]
    if words.NOT_BEFORE.match(behind) or words.NOT_AFTER.search(before[-30:]):
        return _with_word(text, start, day, language) if words.DUE_WORD.search(before[-30:]) else None
    earlier = words.EARLIER_BEHIND.match(behind)
    if earlier or words.EARLIER.search(before[-30:]):
        choices = tuple(d for one in day.choices[:1] for d in (one, _day_before(one)) if d)
        grown = replace(day, end=day.end + earlier.end()) if earlier else day
        return replace(grown, day=None, choices=tuple(dict.fromkeys(choices)), reason=TWO_DAYS)
    if words.UNSURE_BEFORE.search(before[-30:]) or words.OF_BEHIND.match(behind):
        return replace(day, day=None, reason=day.reason or IS_IT_DUE)
    return _with_word(text, start, day, language)


def _with_word(text: str, start: int, day: Day, language: str) -> Day:
    """The day with "by" or "para el" before it, which says when it is due and no more."""
    for pattern in words.due_patterns(language):
        for m in pattern.finditer(text, max(start, day.start - 30), day.start):
            if m.end() == day.start:
                return replace(day, start=m.start())
    return day


def _day_before(day: date) -> date | None:
    return day - timedelta(days=1) if day > date.min else None


def standing(days: list[Day], text: str, start: int, end: int, language: str) -> Iterator[Day]:
    """The days of an action: one that stands at its end, or in Chinese at its beginning, is when it is due."""
    for day in days:
        rest = text[day.end : end]
        time = words.TIME_BEHIND.match(rest)
        tail = (rest[time.end() :] if time else rest).strip(" .,;!?。，；！？、)）")
        head = text[start : day.start].strip(" .,:;，、：")
        begins = not head and ((language == "zh" and _is_cjk(text[day.start : day.end])) or rest[:1] in set(",:，：、"))
        yield replace(day, sure_place=not tail or begins)


def _is_cjk(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" for c in text)
