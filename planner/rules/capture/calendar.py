# SPDX-License-Identifier: Apache-2.0
"""Days by calculation: the next such weekday, months ahead, the end of a month. None where the calendar ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

FAR: Final = 300
"""A day of next year without its year is not taken for granted further ahead than this: it has only just been."""


def plus(day: date, days: int) -> date | None:
    """So many days later; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def coming(today: date, weekday: int) -> date | None:
    """The next such weekday after today, Monday 0."""
    return plus(today, (weekday - today.weekday() - 1) % 7 + 1)


def in_week(today: date, weekday: int, weeks: int) -> date | None:
    """That weekday of the week ``weeks`` from this one; weeks begin on Monday."""
    return plus(today, weekday - today.weekday() + 7 * weeks)


def plus_months(day: date, months: int) -> tuple[date | None, bool]:
    """The same day so many months later, and whether it is there; otherwise the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None, False
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day <= last


def month_end(day: date, months: int = 0) -> date | None:
    """The last day of the month so many months from that of ``day``."""
    found, _ = plus_months(day.replace(day=1), months)
    return found and found.replace(day=monthrange(found.year, found.month)[1])


def exact(year: int, month: int, day: int) -> date | None:
    """That day, None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def without_year(today: date, month: int, day: int) -> tuple[date | None, tuple[date, ...]]:
    """The next such day, and all it can mean; the day alone is None where that is not sure.

    Both are empty where there is no such day in any year; 29 February may lie years ahead and is not sure then.
    """
    this, following = exact(today.year, month, day), exact(min(today.year + 1, 9999), month, day)
    if this is not None and this >= today:
        return this, (this,)
    if following is not None and following >= today:
        sure = (following - today).days <= FAR
        return (following, (following,)) if sure else (None, tuple(d for d in (following, this) if d))
    later = (exact(year, month, day) for year in range(today.year + 2, min(today.year + 9, 9999)))
    return None, tuple(d for d in later if d)[:1]


def day_of_month(today: date, day: int) -> tuple[date | None, tuple[date, ...]]:
    """The next such day of a month, as "the 27th"; not sure where this month has none."""
    this = exact(today.year, today.month, day)
    following, there = plus_months(today.replace(day=1), 1)
    then = following and exact(following.year, following.month, day) if there else None
    if this is not None and this >= today:
        return this, tuple(d for d in (this, then) if d)
    if this is None:
        return None, (then,) if then else ()
    return then, (then,) if then else ()
