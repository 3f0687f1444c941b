# SPDX-License-Identifier: Apache-2.0
"""Who owns a portfolio: one program at a time, by a lock on this computer and by a claim towards others."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planner.kernel import paths
from planner.kernel.clock import Clock, SystemClock, moment, stamp
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.locks import Holder, Lock, try_lock

if TYPE_CHECKING:
    from planner.safe.claims import Claim, Claimed


class AlreadyOpenError(PlannerError):
    """Another window or program has the portfolio open, on this computer or where its lock reaches."""


class ClaimedError(PlannerError):
    """Another computer has the portfolio open, or left it open; ``claim`` says which and since when."""

    def __init__(self, message: str, claim: Claim) -> None:
        super().__init__(message, "claimed")
        self.claim = claim


class Ownership:
    """The lock and the claim of one open portfolio; `release` lets both go."""

    def __init__(self, path: Path, lock: Lock, computer: str, clock: Clock) -> None:
        self._path, self._lock, self._computer, self._clock = path, lock, computer, clock
        self._claimed: Claimed | None = None
        self.unclean = _claim_path(path).exists()
        """Whether the program that had it last was cut off: its claim still lies there."""

    def claim(self) -> None:
        """Let other computers see that the portfolio is open here."""
        from planner.safe import claims

        self._claimed = claims.take(_claim_path(self._path), self._computer, self._clock.now())

    def lost_to(self) -> Claim | None:
        """The claim of a computer that opened the portfolio anyway; None while it is ours."""
        return self._claimed.check(self._clock.now()) if self._claimed is not None else None

    def release(self) -> None:
        """Let the portfolio go; twice is harmless."""
        if self._claimed is not None:
            self._claimed.release()
            self._claimed = None
        self._lock.release()


def own(path: Path, computer: str, clock: Clock | None = None, *, break_claim: bool = False) -> Ownership:
    """Take the lock of a portfolio, unless another program or computer has it.

    ``break_claim`` takes over what another computer claims; a program on this computer is never pushed aside. Raises
    AlreadyOpenError, ClaimedError, or FileProblemError where the folder takes no file.
    """
    used = clock or SystemClock()
    found = try_lock(path, "Waterline", since=stamp(used.now()), computer=computer)
    if isinstance(found, Holder):
        raise AlreadyOpenError(_open_text(found, computer, used.today()), "already-open")
    try:
        if not break_claim and (claim := _foreign(path, computer)) is not None:
            raise ClaimedError(claimed_text(claim, used.today()), claim)
    except BaseException:
        found.release()
        raise
    return Ownership(path, found, computer, used)


def claimed_text(claim: Claim, today: date) -> str:
    """Who has it, and why that matters."""
    return tr(
        "This portfolio is open on the computer {host} since {time}, or was not closed there. Nothing was changed "
        "here. Close it there first, or open it for reading only.",
        host=claim.host or tr("of unknown name"),
        time=_when(claim.since, today),
    )


def taken_over_text(claim: Claim, today: date) -> str:
    """Who took it, and what that means for this window."""
    return tr(
        "This portfolio was opened on the computer {host} at {time}, so nothing more is saved here. Everything saved "
        "before is in its file.",
        host=claim.host or tr("of unknown name"),
        time=_when(claim.since, today),
    )


def last_used(claim: Claim, today: date) -> str:
    """When something was last saved there, as a sentence."""
    return tr("Something was last saved there at {time}.", time=_when(claim.used, today))


def _foreign(path: Path, computer: str) -> Claim | None:
    claim = _claim_path(path)
    if not claim.exists():  # the usual case, which needs nothing more
        return None
    from planner.safe import claims

    return claims.foreign(claim, computer)


def _claim_path(path: Path) -> Path:
    return paths.claim_path(Path(os.path.realpath(path)))


def _open_text(holder: Holder, computer: str, today: date) -> str:
    since = _since(holder.since, today)
    if not (holder.pid and since):
        return tr("This portfolio is already open in another window or program. Close it there, or go on there.")
    if holder.computer != computer:
        return tr(
            "This portfolio is already open on the computer {host} since {time}. Close it there, or go on there.",
            host=holder.host or tr("of unknown name"),
            time=since,
        )
    return tr(
        "This portfolio is already open on this computer since {time} (process {pid}). Close it there, or go on there.",
        time=since,
        pid=holder.pid,
    )


def _since(text: str, today: date) -> str:
    try:
        return _when(moment(text), today)
    except ValueError:
        return ""


def _when(at: datetime, today: date) -> str:
    """The time on this day, with its day where it was another one."""
    local = at.astimezone()
    time = f"{local:%H:%M}"
    return time if local.date() == today else tr("{day} {time}", day=day_text(local.date()), time=time)
