# SPDX-License-Identifier: Apache-2.0
"""When the next daily backup is due and which older ones go; names and moments only, nothing is opened or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

DAILY: Final = "daily"
BY_HAND: Final = "by-hand"
AUTO: Final = "auto"
QUIT: Final = "on-quit"
IMPORT: Final = "before-import"
UPGRADE: Final = "before-upgrade"
REPLACED: Final = "replaced"
KEEP: Final = 14
_DAY: Final = timedelta(days=1)
_MOMENT: Final = "%Y-%m-%dT%H%M%S"
_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\dT\d{6}) (?P<reason>[a-z-]+)(?: \((?P<number>\d{1,4})\))?")


@dataclass(frozen=True, slots=True, order=True)
class Daily:
    """One daily backup, told by its name without the ending; later ones sort later."""

    at: datetime
    number: int
    name: str


def moment_text(at: datetime) -> str:
    """A moment as it stands in the name of a backup, in UTC."""
    return at.astimezone(UTC).strftime(_MOMENT)


def dailies(names: Iterable[str], stem: str) -> list[Daily]:
    """The daily backups of the portfolio called ``stem`` among file names without their ending, oldest first."""
    return sorted(found for name in names if (found := _daily(name, stem)) is not None)


def is_due(made: Iterable[Daily], now: datetime) -> bool:
    """Whether a day has passed since the newest one; a moment that is still to come was a wrong clock's."""
    past = [daily.at for daily in made if daily.at <= now]
    return not past or now - max(past) >= _DAY


def thinned(names: Iterable[str], stem: str, *, made: str = "", keep: int = KEEP) -> list[str]:
    """The names that go so that the ``keep`` newest daily backups stay, oldest first.

    ``made`` is the one just made: it stays, and moments after its own were a wrong clock's and count as oldest.
    Backups by hand and before an upgrade, and files of other names, are never among them.
    """
    found = dailies(set(names), stem)
    last = next((daily for daily in found if daily.name == made), None)
    found.sort(key=lambda daily: (daily == last, last is None or daily.at <= last.at, daily))
    return [daily.name for daily in found[: -max(1, keep)]]


def told(name: str, stem: str) -> tuple[datetime, str] | None:
    """When and why a backup of the portfolio called ``stem`` was made, by its name; None for other names."""
    match = _NAME.fullmatch(name)
    if match is None or match["stem"] != stem:
        return None
    try:
        return datetime.strptime(match["at"], _MOMENT).replace(tzinfo=UTC), match["reason"]
    except ValueError:
        return None


def _daily(name: str, stem: str) -> Daily | None:
    match, found = _NAME.fullmatch(name), told(name, stem)
    if match is None or found is None or found[1] != DAILY:
        return None
    return Daily(found[0], int(match["number"] or 1), name)
