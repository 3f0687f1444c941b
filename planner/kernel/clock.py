# SPDX-License-Identifier: Apache-2.0
"""Where the time comes from, so that tests and as-of calculations can choose it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of the present moment."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...

    def today(self) -> date:
        """The present local date."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present date where the computer is."""
        return datetime.now().astimezone().date()


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The set moment."""
        return self._at

    def today(self) -> date:
        """The date of the set moment."""
        return self._at.date()

    def advance(self, step: timedelta) -> None:
        """Move on by ``step``."""
        self._at += step


def stamp(moment: datetime) -> str:
    """UTC as sortable ISO text with milliseconds, the form every stored moment has."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"


def moment(text: str) -> datetime:
    """The datetime behind a stored stamp."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
