# SPDX-License-Identifier: Apache-2.0
"""What people type into fields, read as numbers, days and moments; the sentence to show where that fails."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from PySide6.QtCore import QLocale

from planner.kernel.dates import month_number
from planner.kernel.money import digits, to_decimal, to_minor
from planner.kernel.text import N_, tr
from ui.text import date_format, short_date

_SPACES = re.compile(r"[\s'’_]")
_NUMBER = re.compile(r"-?(\d+([.,]\d*)?|[.,]\d+)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?\.?")
_IN_WORDS = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d_]+\.?)(?:\s+(?:de\s+)?(\d{2}|\d{4}))?")
_CJK_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OFFSET = re.compile(r"([+-])\s*(\d{1,4})")
_TIME = re.compile(r"(\d{1,2})[:.h时](\d{2})分?")
_WORDS = ((N_("today"), 0), (N_("tomorrow"), 1), (N_("yesterday"), -1))


class InputFault(ValueError):  # noqa: N818 - it names what the user sees beside the field
    """The text can't be read; ``str(fault)`` is the finished sentence to show beside the field."""


def plain(text: str) -> str:
    """The text with full-width signs made narrow and a typographic minus made a plain one."""
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()


def read_int(text: str) -> int | None:
    """A whole number with or without group marks; None for empty text; InputFault otherwise."""
    found = read_decimal(text)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise InputFault(tr("This takes a whole number, such as {example}.", example=QLocale().toString(1200)))
    return int(found)


def read_decimal(text: str) -> Decimal | None:
    """A number in the reader's own writing; None for empty text; InputFault otherwise.

    The last of two kinds of marks is the decimal one; a single mark with three digits behind it
    follows the language's habit.
    """
    bare = _SPACES.sub("", plain(text))
    if not bare:
        return None
    shaped = _with_point(bare)
    if not _NUMBER.fullmatch(shaped):
        raise InputFault(tr("This is not a number. Write it as {example}.", example=QLocale().toString(1200)))
    return Decimal(shaped)


def _with_point(text: str) -> str:
    marks = [c for c in text if c in ".,"]
    if not marks:
        return text
    last = marks[-1]
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        return text.replace(other, "").replace(last, ".") if marks.count(last) == 1 else text
    groups = text.lstrip("-").split(last)
    grouped = 1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    if len(marks) > 1:
        return text.replace(last, "") if grouped else text
    if grouped and last != QLocale().decimalPoint():
        return text.replace(last, "")
    return text.replace(last, ".")


def read_percent(text: str) -> int | None:
    """A whole percentage with or without its sign."""
    return read_int(plain(text).rstrip("%"))


def read_money(text: str, currency: str) -> int | None:
    """An amount as minor units of ``currency``; its code or sign may stand before or behind."""
    bare = re.sub(r"[A-Za-z\u20a0-\u20bf$£¥元]", "", plain(text))
    if plain(text) and not bare.strip():
        raise InputFault(tr("This is not an amount. Write it as {example}.", example=show_money(120000, currency)))
    amount = read_decimal(bare)
    return None if amount is None else to_minor(amount, currency)


def show_int(value: int | None) -> str:
    """A number with the language's group marks; empty for unknown."""
    return "" if value is None else QLocale().toString(value)


def show_money(minor: int | None, currency: str) -> str:
    """An amount without its code, in the language's writing; empty for unknown."""
    if minor is None:
        return ""
    amount = to_decimal(abs(minor), currency)
    whole, _, rest = f"{amount:f}".partition(".")
    shown = QLocale().toString(int(whole))
    if digits(currency):
        shown += QLocale().decimalPoint() + rest.ljust(digits(currency), "0")
    return f"-{shown}" if minor < 0 else shown


def read_date(text: str, today: date) -> date | None:
    """A day in ISO, local or Chinese writing, "today" or "+14"; None for empty text; InputFault otherwise.

    A day and month without a year mean this year. Where both orders fit, the chosen date format decides.
    """
    bare = plain(text).casefold()
    if not bare or bare == "–":
        return None
    for word, days in _WORDS:
        if bare in {word, tr(word).casefold()}:
            return today + timedelta(days=days)
    if found := _OFFSET.fullmatch(bare):
        return today + timedelta(days=int(found[1] + found[2]))
    parts = _parts(bare, today)
    if parts is None:
        raise InputFault(tr("This is not a date. Write it as {example}, or “today”.", example=short_date(today)))
    try:
        return date(*parts)
    except ValueError:
        raise InputFault(tr("There is no such day. Check the day and the month.")) from None


def _parts(text: str, today: date) -> tuple[int, int, int] | None:
    """Year, month and day as written."""
    for pattern in (_YEAR_FIRST, _COMPACT):
        if found := pattern.fullmatch(text):
            return int(found[1]), int(found[2]), int(found[3])
    if found := _CJK_DAY.fullmatch(text):
        return today.year, int(found[1]), int(found[2])
    if (found := _IN_WORDS.fullmatch(text)) and (named := month_number(found[2])):
        return _year(found[3], today), named, int(found[1])
    if found := _YEAR_LAST.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        if _month_first(found[2], day, month):
            day, month = month, day
        return _year(found[4], today), month, day
    return None


def _month_first(mark: str, first: int, second: int) -> bool:
    if mark == "." or first > 12:
        return False
    return second > 12 or date_format().startswith("%m")


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    return int(text) + (2000 if len(text) == 2 else 0)


def read_moment(text: str, today: date) -> datetime | None:
    """A day with a time of this computer's zone, as UTC; a day alone means its beginning, a time alone today."""
    bare = plain(text)
    if not bare:
        return None
    head, _, tail = bare.rpartition(" ")
    at = _TIME.fullmatch(tail)
    if at is None:
        head, at_time = bare, time()
    else:
        at_time = _time(int(at[1]), int(at[2]))
    day = read_date(head, today) if head else today
    return datetime.combine(day or today, at_time).astimezone().astimezone(UTC)


def _time(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise InputFault(tr("There is no such time. Write it as {example}.", example="14:30")) from None
