# SPDX-License-Identifier: Apache-2.0
"""Days as people write them, in the language in force; cheap enough for the first page."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.kernel.text import N_, in_document, language, tr

_SHORT: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_LONG: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


_format: dict[str, str] = {"pattern": ""}


def use_pattern(pattern: str) -> None:
    """Write days by a pattern of strftime from now on, "" for words. Documents for others keep the words."""
    _format["pattern"] = pattern


def pattern_in_force() -> str:
    """The pattern of strftime by which days are written here and now; "" for words."""
    return "" if in_document() else _format["pattern"]


def day_text(day: date) -> str:
    """A day with its year: "21 Nov 2026", or by the pattern in force."""
    return day.strftime(pattern_in_force()) if pattern_in_force() else day_words(day)


def day_words(day: date) -> str:
    """A day with its year in words, whatever pattern is in force."""
    if language().startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {tr(_SHORT[day.month - 1])} {day.year}"


def short_day(day: date) -> str:
    """A day without its year: "23 Aug"; by a pattern the whole day, since none says how to shorten it."""
    if pattern_in_force():
        return day_text(day)
    if language().startswith("zh"):
        return f"{day.month}月{day.day}日"
    return f"{day.day} {tr(_SHORT[day.month - 1])}"


def near_day(day: date, today: date) -> str:
    """A day without its year where that is clear: within ten months of today."""
    return short_day(day) if abs((day - today).days) < 300 else day_text(day)


def month_name(day: date) -> str:
    """The month as a word within a sentence: "August"."""
    return f"{day.month}月" if language().startswith("zh") else tr(_LONG[day.month - 1])


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name or abbreviation, in the language in force or in English; None for other words."""
    wanted = word.casefold().rstrip(".")
    if len(wanted) < 3:
        return None
    for number, name in enumerate(_LONG, start=1):
        short = _SHORT[number - 1]
        if any(known.casefold().startswith(wanted) for known in (name, tr(name), tr(short))):
            return number
    return None
