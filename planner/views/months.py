# SPDX-License-Identifier: Apache-2.0
"""Words for the months and quarters along the axis of a chart."""

from __future__ import annotations

from datetime import date

from planner.kernel.dates import month_name, short_day


def months(start: date, end: date) -> tuple[tuple[date, str], ...]:
    """The first day of each month between the ends, with its short word."""
    found = []
    year, month = start.year, start.month
    while (day := date(year + month // 12, month % 12 + 1, 1)) < end:
        found.append((day, month_word(day)))
        year, month = day.year, day.month
    return tuple(found)


def month_word(day: date) -> str:
    """ "Jan" with its year in January, "2月" in Chinese."""
    words = month_name(day) if short_day(day)[0].isdigit() and "月" in short_day(day) else short_day(day).split()[-1]
    return f"{words} {day.year}" if day.month == 1 else words
