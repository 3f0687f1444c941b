# SPDX-License-Identifier: Apache-2.0
"""The key file beside an encrypted portfolio: the wraps of its data key, in two copies that heal each other.

It holds no secret by itself. Losing both copies loses the portfolio, so each is written whole and durably, and a
copy that is damaged is replaced by the other at the next opening.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.files import write_atomic
from planner.safe.keys import (
    KINDS,
    LEAST,
    MOST,
    PASSWORD,
    RECOVERY,
    Cost,
    StoreKey,
    Wrap,
    WrongSecretError,
    unwrap,
    wrap,
)

FORMAT = 1
_MOST_BYTES = 64 * 1024


class KeyFileError(PlannerError):
    """The key file can't be used; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """``owner`` is the id of the store, ``check`` tells whether an opened key is the right one."""

    owner: str
    check: str
    wraps: tuple[Wrap, ...]

    def of_kind(self, kind: str) -> Wrap | None:
        """The way in by that kind of secret."""
        return next((one for one in self.wraps if one.kind == kind), None)

    def with_wrap(self, made: Wrap) -> KeyFile:
        """The same with another way in of that kind."""
        others = tuple(one for one in self.wraps if one.kind != made.kind)
        return replace(self, wraps=tuple(sorted((*others, made), key=lambda one: KINDS.index(one.kind))))


def create(
    portfolio: Path, key: StoreKey, *, owner: str, password: str, recovery: str, made_at: str, cost: Cost | None = None
) -> KeyFile:
    """Write the key file of a new portfolio before the store itself is made."""
    made = KeyFile(
        owner=owner,
        check=key.check(),
        wraps=(
            wrap(key, PASSWORD, password, owner=owner, made_at=made_at, cost=cost),
            wrap(key, RECOVERY, recovery, owner=owner, made_at=made_at),
        ),
    )
    save(portfolio, made)
    return made


def save(portfolio: Path, file: KeyFile) -> None:
    """Write both copies, one after the other, so that one of them is whole at every moment."""
    text = _dump(file)
    write_atomic(paths.key_copy_path(portfolio), text, private=True)
    write_atomic(paths.key_path(portfolio), text, private=True)


def load(portfolio: Path) -> KeyFile:
    """The key file, from whichever copy is whole; a damaged or missing copy is written anew.

    KeyFileError when there is none or both are damaged.
    """
    first, second = _read(paths.key_path(portfolio)), _read(paths.key_copy_path(portfolio))
    found = first or second
    if found is None:
        text = tr(
            "The key file beside this portfolio is missing or damaged, so it can't be opened. Nothing was changed. "
            "Put back {name} from a backup.",
            name=paths.key_path(portfolio).name,
        )
        raise KeyFileError(text, "key-file")
    if first != second:
        save(portfolio, found)
    return found


def unlock(portfolio: Path, secret: str, kind: str = PASSWORD) -> StoreKey:
    """The key of a portfolio by a password or the recovery key.

    WrongSecretError when the secret is not the right one, KeyFileError when the file is not usable.
    """
    file = load(portfolio)
    found = file.of_kind(kind)
    if found is None:
        raise WrongSecretError(tr("This portfolio has no such way in."), "no-such-wrap")
    key = unwrap(found, secret, owner=file.owner)
    if key.check() != file.check:
        raise KeyFileError(tr("The key file does not belong to this portfolio. Nothing was changed."), "key-file")
    return key


def change_secret(
    portfolio: Path, key: StoreKey, kind: str, secret: str, *, made_at: str, cost: Cost | None = None
) -> None:
    """Put another password or recovery key in place of the one before; the store itself is not touched."""
    file = load(portfolio)
    if key.check() != file.check:
        raise KeyFileError(tr("The key file does not belong to this portfolio. Nothing was changed."), "key-file")
    save(portfolio, file.with_wrap(wrap(key, kind, secret, owner=file.owner, made_at=made_at, cost=cost)))


def _dump(file: KeyFile) -> bytes:
    body: dict[str, Any] = {
        "format": FORMAT,
        "portfolio": file.owner,
        "check": file.check,
        "wraps": [_plain(one) for one in file.wraps],
    }
    body["sha256"] = _digest(body)
    return (json.dumps(body, indent=1, sort_keys=True) + "\n").encode()


def _plain(one: Wrap) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": one.kind,
        "made_at": one.made_at,
        "salt": one.salt.hex(),
        "nonce": one.nonce.hex(),
        "sealed": one.sealed.hex(),
    }
    if one.cost is not None:
        found["argon2id"] = {
            "passes": one.cost.passes,
            "memory_kib": one.cost.memory_kib,
            "lanes": one.cost.lanes,
        }
    return found


def _digest(body: dict[str, Any]) -> str:
    plain = json.dumps({name: value for name, value in body.items() if name != "sha256"}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _read(path: Path) -> KeyFile | None:
    """A copy, None when it is missing or not whole."""
    try:
        with path.open("rb") as file:
            body = json.loads(file.read(_MOST_BYTES + 1))
        if body["format"] > FORMAT:
            raise KeyFileError(
                tr("The key file was made with a newer version of Waterline. Update to open this portfolio."),
                "newer-file",
            )
        if body["sha256"] != _digest(body):
            return None
        return KeyFile(owner=body["portfolio"], check=body["check"], wraps=tuple(map(_wrap, body["wraps"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _wrap(found: dict[str, Any]) -> Wrap:
    if found["kind"] not in KINDS:
        raise ValueError(found["kind"])
    return Wrap(
        kind=found["kind"],
        made_at=str(found["made_at"]),
        salt=bytes.fromhex(found["salt"]),
        nonce=bytes.fromhex(found["nonce"]),
        sealed=bytes.fromhex(found["sealed"]),
        cost=_cost(found["argon2id"]) if found["kind"] == PASSWORD else None,
    )


def _cost(found: dict[str, Any]) -> Cost:
    """The cost as written; a file that asks for less than the least or more than a computer has is not ours."""
    cost = Cost(passes=found["passes"], memory_kib=found["memory_kib"], lanes=found["lanes"])
    fits: Callable[[int, int, int], bool] = lambda low, value, high: type(value) is int and low <= value <= high  # noqa: E731
    if not (
        fits(LEAST.passes, cost.passes, MOST.passes)
        and fits(LEAST.memory_kib, cost.memory_kib, MOST.memory_kib)
        and fits(1, cost.lanes, MOST.lanes)
    ):
        raise ValueError("cost")
    return cost
