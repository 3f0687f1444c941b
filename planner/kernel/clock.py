# SPDX-License-Identifier: Apache-2.0
"""Where the time comes from, so that tests and as-of calculations can choose it."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol

from planner.kernel.data import dataclass

JUMP: Final = timedelta(minutes=2)
"""From so much on a difference between the clock and the time that has passed is no mere correction."""

_FORGIVEN: Final = timedelta(seconds=5)


class Clock(Protocol):
    """A source of the present moment."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...

    def today(self) -> date:
        """The present local date."""
        ...

    def elapsed(self) -> float:
        """Seconds since some moment, which no setting of the clock changes; a sleeping computer counts too."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present date where the computer is."""
        return datetime.now().astimezone().date()

    def elapsed(self) -> float:
        """Seconds since the computer was started."""
        return _elapsed()


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._passed = 0.0

    def now(self) -> datetime:
        """The set moment."""
        return self._at

    def today(self) -> date:
        """The date of the set moment."""
        return self._at.date()

    def advance(self, step: timedelta) -> None:
        """Move on by ``step``."""
        self._at += step
        self._passed += step.total_seconds()

    def elapsed(self) -> float:
        """Seconds by which it was moved on."""
        return self._passed

    def set_by(self, step: timedelta) -> None:
        """Someone sets it forward or, below zero, back, without time passing."""
        self._at += step


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock stands at ``now`` and should stand at ``was``."""

    was: datetime
    now: datetime

    @property
    def by(self) -> timedelta:
        """How far it went forward; below zero where it went back."""
        return self.now - self.was


class ClockWatch:
    """Notices that the clock was set while it was being watched, by what else tells how time passes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead: datetime | None = None
        self.settle()

    def settle(self, *, ahead: datetime | None = None) -> None:
        """Take the clock as right from now on: a jump is told once, and so is an entry that lies ``ahead`` of it."""
        self._wall, self._passed = self._clock.now(), self._clock.elapsed()
        self._ahead = ahead

    def jump(self) -> Jump | None:
        """What the clock has jumped by since it was taken as right, from `JUMP` on; None for nothing."""
        due = self._wall + timedelta(seconds=self._clock.elapsed() - self._passed)
        found = Jump(due, self._clock.now())
        return found if abs(found.by) >= JUMP else None

    def behind(self, last: datetime) -> Jump | None:
        """How far the clock stands before the last entry, where that was not told yet; seconds are forgiven."""
        found = Jump(last, self._clock.now())
        return found if found.by < -_FORGIVEN and last != self._ahead else None


def _elapsed() -> float:
    """The system's clock that goes on while the computer sleeps; the usual one stands still on Linux and macOS."""
    platform: str = sys.platform
    if platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def stamp(moment: datetime) -> str:
    """UTC as sortable ISO text with milliseconds, the form every stored moment has."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"


def moment(text: str) -> datetime:
    """The datetime behind a stored stamp."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
