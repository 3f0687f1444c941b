# SPDX-License-Identifier: Apache-2.0
"""Which people are proposed for erasure because nothing has happened with them for long (reliability I77)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from planner.kernel.data import dataclass

DEFAULT_MONTHS: Final = 36
MOST_MONTHS: Final = 240
KEEP_MONTHS: Final = 12
QUIET, NO_ACCOUNT, LEFT = "quiet", "no-account", "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one person: ``contact`` the last day something happened with them, ``change`` the last day their
    record was changed, ``has_account`` whether their account is still there, ``left_on`` when they left."""

    key: str
    entity: str
    contact: date | None
    change: date
    has_account: bool = True
    left_on: date | None = None
    kept_until: date | None = None
    signs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A person to review: the last day anything happened, and why."""

    key: str
    entity: str
    last: date
    contact: date | None
    reason: str


def proposals(people: Iterable[Known], months: int, today: date) -> list[Proposal]:
    """Who is to be reviewed, the longest quiet first; nobody for 0 months.

    A colleague is only proposed once they have left, and never who signs the changes. Somebody of an account that is
    gone is proposed as soon as that is so, unless kept on purpose.
    """
    if months <= 0:
        return []
    found = [one for one in (_proposal(each, months, today) for each in people) if one is not None]
    return sorted(found, key=lambda one: (one.last, one.key))


def _proposal(known: Known, months: int, today: date) -> Proposal | None:
    if known.signs or (known.kept_until is not None and known.kept_until > today):
        return None
    if known.entity == "person" and (known.left_on is None or known.left_on > today):
        return None
    past = [day for day in (known.contact, known.change) if day is not None and day <= today]
    last = max(past, default=min(known.change, today))
    reason = NO_ACCOUNT if not known.has_account else LEFT if known.left_on is not None else QUIET
    if known.has_account and last > months_before(today, months):
        return None
    return Proposal(key=known.key, entity=known.entity, last=last, contact=known.contact, reason=reason)


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last day of that month."""
    return _moved(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day that many months later, or the last day of that month."""
    return _moved(day, months)


def _moved(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = max(1, count // 12), count % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
