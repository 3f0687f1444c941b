# SPDX-License-Identifier: Apache-2.0
"""What opens an encrypted portfolio: passwords and recovery keys, made, tried and changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from planner.kernel.clock import Clock, SystemClock, stamp
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe import key_file
from planner.safe.keys import PASSWORD, RECOVERY, Cost, StoreKey, new_key, new_recovery_key
from planner.services.session import Session

SHORTEST_PASSWORD: Final = 10
_DIFFERENT: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """The password of a new portfolio, and its recovery key, which is to be printed; ``cost`` None is calibrated."""

    password: str = field(repr=False)
    recovery: str = field(repr=False, default_factory=new_recovery_key)
    cost: Cost | None = None

    def write(self, path: Path, store_id: str, clock: Clock | None = None) -> StoreKey:
        """A fresh key, its key file written; it stands before the store does, so that no store is ever without."""
        check_password(self.password)
        key = new_key()
        key_file.create(
            path,
            key,
            owner=store_id,
            password=self.password,
            recovery=self.recovery,
            made_at=stamp((clock or SystemClock()).now()),
            cost=self.cost,
        )
        return key


def check_password(password: str) -> None:
    """PlannerError for a password that is guessed too soon."""
    if len(password) < SHORTEST_PASSWORD or len(set(password)) < _DIFFERENT:
        text = tr("This password is too easy to guess. Use {n} signs or more, such as four words.", n=SHORTEST_PASSWORD)
        raise PlannerError(text, "weak-password")


def unlock(path: Path, secret: str, kind: str = PASSWORD) -> StoreKey:
    """The key of an encrypted portfolio; slow by intention. WrongSecretError, KeyFileError."""
    return key_file.unlock(path, secret, kind)


def change_password(session: Session, password: str, *, cost: Cost | None = None) -> None:
    """Another password for the open portfolio; the old one opens it no more, the recovery key still does."""
    check_password(password)
    _change(session, PASSWORD, password, cost)


def renew_recovery_key(session: Session) -> str:
    """A new recovery key to print; the one before opens the portfolio no more."""
    made = new_recovery_key()
    _change(session, RECOVERY, made, None)
    return made


def _change(session: Session, kind: str, secret: str, cost: Cost | None) -> None:
    key = session.db.key
    if key is None:
        raise PlannerError(tr("This portfolio is not encrypted, so it has no password."), "plain")
    key_file.change_secret(session.path, key, kind, secret, made_at=stamp(session.clock.now()), cost=cost)
