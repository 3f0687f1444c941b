# SPDX-License-Identifier: Apache-2.0
"""When the next backup is due and which older ones go; names and moments only, nothing is opened or deleted.

Kept of what was made by itself, in the manner of Anki: everything of today and yesterday, the last of each of the
14 days before, of 10 weeks before that and of 12 months before that. Days, weeks and months without a backup do not
count, so a holiday or a clock that jumped uses nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from planner.kernel.data import dataclass

BY_HAND: Final = "by-hand"
AUTO: Final = "auto"
DAILY: Final = "daily"
QUIT: Final = "on-quit"
IMPORT: Final = "before-import"
RESTORE: Final = "before-restore"
UPGRADE: Final = "before-upgrade"
REPLACED: Final = "replaced"
AUTOMATIC: Final = frozenset({AUTO, DAILY, QUIT, IMPORT, RESTORE})
LATEST: Final = timedelta(minutes=30)
"""How old work without a backup may become at most."""
REMIND_AFTER: Final = timedelta(days=14)
"""How long there may be no fresh copy on another disk before it is said."""
_DAY: Final = timedelta(days=1)
_MOMENT: Final = "%Y-%m-%dT%H%M%S"
_NAME = r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\dT\d{6}) (?P<reason>[a-z-]+)(?: \((?P<number>\d{1,4})\))?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """How many days, weeks and months keep one backup each, and how many verified ones stay whatever their age."""

    days: int = 14
    weeks: int = 10
    months: int = 12
    verified: int = 3


KEEP: Final = Keep()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One backup as thinning sees it: ``number`` counts the backups of a folder, 0 where that is not known.

    ``whole`` is None where no check is on record, False where the last check found damage.
    """

    name: str
    at: datetime
    reason: str
    number: int = 0
    whole: bool | None = None


def moment_text(at: datetime) -> str:
    """A moment as it stands in the name of a backup, in UTC."""
    return at.astimezone(UTC).strftime(_MOMENT)


def told(name: str, stem: str) -> tuple[datetime, str] | None:
    """When and why a backup of the portfolio called ``stem`` was made, by its name; None for other names."""
    match = re.fullmatch(_NAME, name)
    if match is None or match["stem"] != stem:
        return None
    try:
        return datetime.strptime(match["at"], _MOMENT).replace(tzinfo=UTC), match["reason"]
    except ValueError:
        return None


def in_order(history: Iterable[Made]) -> list[Made]:
    """Newest first: by number, which no clock can change; those without one before all others, by moment and name."""
    return sorted(history, key=lambda one: (one.number, one.at, len(one.name), one.name), reverse=True)


def gone(
    history: Iterable[Made], now: datetime, *, made: str, keep: Keep = KEEP, zone: tzinfo | None = None
) -> list[str]:
    """The names that go now that the backup ``made`` is in place, oldest first; none while it is not.

    Backups by hand, before an upgrade and of unknown reasons are never among them, nor the newest verified ones.
    Days are those of ``zone``, by default where the computer is. A moment that is still to come was a wrong clock's
    and counts as that of the backup that followed it.
    """
    found = in_order(history)
    if made not in {one.name for one in found}:
        return []
    safe = {made, *[one.name for one in found if one.whole][: keep.verified]}
    slots = _Slots(now.astimezone(zone).date(), keep)
    follower, going = now, list[str]()
    for one in found:
        at = follower = one.at if one.at <= now else follower
        if one.reason not in AUTOMATIC:
            continue
        if not slots.take(at.astimezone(zone).date(), whole=one.whole is not False) and one.name not in safe:
            going.append(one.name)
    return going[::-1]


def is_reminder_due(since: datetime, now: datetime, put_off: datetime | None = None) -> bool:
    """Whether it is time to say that there is no fresh copy on another disk.

    ``since`` is when the newest one was made, or when the portfolio began; a wish to be left alone holds until
    ``put_off``, but never longer than one more period, so that a wrong clock can't silence it for years.
    """
    if now - since < REMIND_AFTER:
        return False
    return put_off is None or now >= put_off or put_off - now > REMIND_AFTER


class _Slots:
    """Which days, weeks and months still want a backup, asked from the newest to the oldest."""

    def __init__(self, today: date, keep: Keep) -> None:
        self._yesterday = today - _DAY
        self._seen: set[Hashable] = set()
        self._left = [keep.days, keep.weeks, keep.months]

    def take(self, day: date, *, whole: bool) -> bool:
        """Whether a backup of that day stays; a damaged one takes nobody's place and goes when it is not recent."""
        spans: tuple[Hashable, ...] = (day, ("week", *day.isocalendar()[:2]), ("month", day.year, day.month))
        stays = day >= self._yesterday or (whole and self._has_room(spans))
        if stays and whole:
            self._seen.update(spans)
        return stays

    def _has_room(self, spans: tuple[Hashable, ...]) -> bool:
        """Days first, weeks when there are enough days, months when there are enough weeks."""
        stage = next((place for place, left in enumerate(self._left) if left), None)
        if stage is None or spans[stage] in self._seen:
            return False
        self._left[stage] -= 1
        return True
