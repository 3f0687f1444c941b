# SPDX-License-Identifier: Apache-2.0
"""What opens an encrypted portfolio: passwords, recovery keys and computers, made, tried, changed and taken away.

Whoever changes a way in shows the key first, which only an unlocked way in gives; an open window is not enough.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path

from planner.kernel import paths
from planner.kernel.clock import Clock, SystemClock, moment, stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.safe import key_file, key_store
from planner.safe.key_file import KeyFile
from planner.safe.keys import (
    COMPUTER,
    PASSWORD,
    RECOVERY,
    Cost,
    StoreKey,
    Wrap,
    WrongSecretError,
    calibrated,
    new_computer_secret,
    new_key,
    new_recovery_key,
    wrap,
)
from planner.services.password_rules import check_password

Waiting = Callable[[], object]


def _nothing() -> None:
    """Nobody waits with us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """The password of a new portfolio, and its recovery key, which is to be printed; ``cost`` None is calibrated."""

    password: str = field(repr=False)
    recovery: str = field(repr=False, default_factory=new_recovery_key)
    cost: Cost | None = None

    def write(self, path: Path, store_id: str, clock: Clock | None = None) -> StoreKey:
        """A fresh key, its key file written; it stands before the store does, so that no store is ever without."""
        check_password(self.password, (path.stem,))
        key = new_key()
        key_file.create(
            path,
            key,
            owner=store_id,
            password=self.password,
            recovery=self.recovery,
            made_at=_now(clock),
            cost=self.cost,
        )
        return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in, since when; ``here`` tells this computer from others that can open the portfolio by themselves."""

    kind: str
    since: datetime | None
    here: bool = False
    place: str = ""


def unlock(path: Path, secret: str, kind: str = PASSWORD) -> StoreKey:
    """The key of an encrypted portfolio; slow by intention. WrongSecretError, KeyFileError."""
    return key_file.unlock(path, secret, kind)


def ways(path: Path) -> tuple[Way, ...]:
    """Who can open the portfolio, as its key file says; KeyFileError."""
    here = _here()
    return tuple(
        Way(kind=one.kind, since=_read_moment(one.made_at), here=one.place == here, place=one.place)
        for one in key_file.load(path).wraps
    )


def set_password(
    path: Path, key: StoreKey, password: str, *, clock: Clock | None = None, cost: Cost | None = None
) -> int:
    """Another password; the old one opens the portfolio no more, nor its backups beside it.

    Answers how many backups took it over. A copy somewhere else still opens with the password of its day. A guess
    never becomes cheaper than it was, also where this computer is slower or busy.
    """
    check_password(password, (path.stem,))
    cost = cost or _dearer(key_file.load(path).of_kind(PASSWORD))
    return _put(path, key, _made(path, key, PASSWORD, password, clock=clock, cost=cost))


def set_recovery_key(path: Path, key: StoreKey, recovery: str, *, clock: Clock | None = None) -> int:
    """Another recovery key, proved to be at hand before; the one before opens the portfolio no more."""
    return _put(path, key, _made(path, key, RECOVERY, recovery, clock=clock))


# -- this computer


def opens_here(path: Path) -> bool:
    """Whether the key file lets this computer open the portfolio without asking; the key store may have lost it."""
    with suppress(PlannerError):
        return key_file.load(path).of_kind(COMPUTER, _here()) is not None
    return False


def can_remember(waiting: Waiting = _nothing) -> bool:
    """Whether this computer has a key store, so that it can be offered to open portfolios by it; may take a moment."""
    return key_store.is_there(waiting)


def unlock_here(path: Path, waiting: Waiting = _nothing) -> StoreKey | None:
    """The key by this computer's key store, None where it can't be had: then the password is asked, as always."""
    with suppress(key_store.KeyStoreError, key_file.KeyFileError, WrongSecretError):
        file = key_file.load(path)
        if file.of_kind(COMPUTER, _here()) is not None:
            secret = key_store.find(file.owner, waiting)
            if secret is not None:
                return key_file.unlock(path, secret, COMPUTER, _here())
    return None


def remember_here(path: Path, key: StoreKey, waiting: Waiting = _nothing, *, clock: Clock | None = None) -> None:
    """Let this computer open the portfolio without asking; KeyStoreError where it has no key store to trust."""
    owner = key_file.load(path).owner
    secret = key_store.find(owner, waiting)
    if secret is None:  # a second copy of the same portfolio shares it
        secret = new_computer_secret()
        key_store.keep(owner, secret, waiting)
    _put(path, key, _made(path, key, COMPUTER, secret, clock=clock, place=_here()))


def forget_computer(path: Path, place: str = "", waiting: Waiting = _nothing) -> bool:
    """A computer (this one without ``place``) opens the portfolio no more; no secret is needed to shut a way in.

    False when this computer's key store could not be told; what it keeps opens nothing any more all the same.
    """
    file = key_file.forget(path, COMPUTER, place or _here())
    _renew_in_backups(path, file)
    if place not in {"", _here()}:
        return True
    try:
        key_store.drop(file.owner, waiting)
    except key_store.KeyStoreError:
        return False
    return True


def _made(
    path: Path, key: StoreKey, kind: str, secret: str, *, clock: Clock | None, cost: Cost | None = None, place: str = ""
) -> Wrap:
    owner = key_file.load(path).owner
    return wrap(key, kind, secret, owner=owner, made_at=_now(clock), cost=cost, place=place)


def _dearer(before: Wrap | None) -> Cost:
    """What this computer calibrates to, or what was paid before where that was more."""
    now = calibrated()
    if before is None or before.cost is None:
        return now
    return max(before.cost, now, key=lambda cost: cost.passes * cost.memory_kib)


def _put(path: Path, key: StoreKey, made: Wrap) -> int:
    return _renew_in_backups(path, key_file.change_secret(path, key, made))


def _renew_in_backups(path: Path, file: KeyFile) -> int:
    """Give the backups, beside the portfolio and in the second folder, the same ways in; how many took them."""
    renewed = 0
    from planner.services.backup_list import remains
    from planner.services.off_disk import copies_of

    for beside in [*remains(path), *copies_of(path)]:
        with suppress(PlannerError, OSError):  # a backup that can't be changed keeps the ways in of its day
            before = key_file.load(beside) if paths.key_path(beside).exists() else None
            if before is not None and (before.owner, before.check) == (file.owner, file.check):
                key_file.save(beside, file)
                renewed += 1
    return renewed


def _here() -> str:
    from planner.services.portfolio import device_id

    return device_id()


def _now(clock: Clock | None) -> str:
    return stamp((clock or SystemClock()).now())


def _read_moment(text: str) -> datetime | None:
    try:
        return moment(text)
    except ValueError:
        return None
