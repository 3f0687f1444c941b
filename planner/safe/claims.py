# SPDX-License-Identifier: Apache-2.0
"""A claim beside a portfolio: which computer has it open, where the lock of the operating system does not reach.

The lock (planner.safe.locks) decides on one computer and needs no claim. On a file server, a stick that moves or in a
folder that is synchronised, another computer sees no lock but it sees the claim. Who claims is a random id of the
computer, so neither a new name of the host nor a process number used again raises a false alarm, and what a crash on
this computer left is taken over without a question (reliability B16, B17).
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from planner.kernel.clock import moment, stamp
from planner.safe.clean import clean_line
from planner.safe.locks import host_name

_MAX_TEXT: Final = 4096
_BEAT: Final = timedelta(minutes=1)
_VERSION: Final = 1


class Claim(NamedTuple):
    """What a claim says: ``since`` the portfolio was opened there and ``used`` when something was last kept."""

    computer: str
    host: str
    pid: int
    since: datetime
    used: datetime
    token: str


class Claimed:
    """Our own claim, from `take` until `release`."""

    def __init__(self, path: Path, claim: Claim) -> None:
        self._path, self._claim = path, claim
        self._seen: tuple[int, int, int] | None = None
        self._write()

    def check(self, now: datetime) -> Claim | None:
        """The claim of another computer that took ours over, None while it is ours; renews it once a minute.

        One look at the file's times where nothing changed, so it can be asked before every change.
        """
        if _look(self._path) != self._seen:
            found = read(self._path)
            if found is not None and found.computer != self._claim.computer:
                return found
            self._write()  # it went, or a synchronising program put an older one of ours back
        if abs(now - self._claim.used) >= _BEAT:
            self._claim = self._claim._replace(used=now)
            self._write()
        return None

    def release(self) -> None:
        """Take the claim away, unless it is somebody else's by now."""
        with suppress(OSError):
            found = read(self._path)
            if found is not None and found.token == self._claim.token:
                self._path.unlink()

    def _write(self) -> None:
        """Not synced: after a power cut an older claim of this computer, or none, says the same."""
        one = self._claim
        text = {
            "waterline_claim": _VERSION,
            "computer": one.computer,
            "host": one.host,
            "pid": one.pid,
            "since": stamp(one.since),
            "used": stamp(one.used),
            "token": one.token,
        }
        with suppress(OSError):  # a folder that takes no further file must not keep a portfolio from opening
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                os.write(handle, json.dumps(text).encode())
            finally:
                os.close(handle)
        self._seen = _look(self._path)


def take(path: Path, computer: str, now: datetime) -> Claimed:
    """Claim a portfolio for this computer, whoever claimed it before; `foreign` is asked first."""
    return Claimed(path, Claim(computer, clean_line(host_name())[:200], os.getpid(), now, now, os.urandom(8).hex()))


def foreign(path: Path, computer: str) -> Claim | None:
    """The claim of another computer, None where there is none or it is our own."""
    found = read(path)
    return found if found is not None and found.computer != computer else None


def read(path: Path) -> Claim | None:
    """What a claim file says; None when there is none or it makes no sense, as after a power cut."""
    try:
        with path.open("rb") as file:
            raw = json.loads(file.read(_MAX_TEXT).decode())
        return Claim(
            computer=_word(raw["computer"]),
            host=clean_line(_word(raw["host"]))[:200],
            pid=int(raw["pid"]),
            since=moment(_word(raw["since"])),
            used=moment(_word(raw["used"])),
            token=_word(raw["token"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
