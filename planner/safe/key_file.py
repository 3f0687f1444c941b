# SPDX-License-Identifier: Apache-2.0
"""The key file beside an encrypted portfolio: the wraps of its data key, in two copies that heal each other.

It holds no secret by itself. Losing both copies loses the portfolio, so each is written whole and durably, and a
copy that is damaged is replaced by the other when the portfolio is next opened for editing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe import side_file
from planner.safe.files import write_atomic
from planner.safe.keys import (
    COMPUTER,
    KINDS,
    LEAST,
    MOST,
    PASSWORD,
    RECOVERY,
    Cost,
    StoreKey,
    Wrap,
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

    def of_kind(self, kind: str, place: str = "") -> Wrap | None:
        """The way in by that kind of secret, of one computer where it is a computer's."""
        return next((one for one in self.wraps if (one.kind, one.place) == (kind, place)), None)

    def with_wrap(self, made: Wrap) -> KeyFile:
        """The same with another way in of that kind."""
        others = self.without(made.kind, made.place).wraps
        return replace(self, wraps=tuple(sorted((*others, made), key=lambda one: KINDS.index(one.kind))))

    def without(self, kind: str, place: str) -> KeyFile:
        """The same without that way in."""
        return replace(self, wraps=tuple(one for one in self.wraps if (one.kind, one.place) != (kind, place)))


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
    """The key file, from whichever copy is whole; nothing is written, see `heal`.

    Where both are gone or damaged, one that lies with a backup of the same store takes their place. KeyFileError when
    there is none at all.
    """
    found = _read(paths.key_path(portfolio)) or _read(paths.key_copy_path(portfolio)) or _beside_a_backup(portfolio)
    if found is None:
        raise KeyFileError(missing_text(portfolio), "key-file")
    return found


def heal(portfolio: Path, key: StoreKey) -> None:
    """Write a damaged or missing copy anew, once ``key`` has opened the portfolio for editing.

    Nothing is done for a key file that does not belong to the key, nor where nothing can be written: what was read
    opens it all the same.
    """
    first, second = _read(paths.key_path(portfolio)), _read(paths.key_copy_path(portfolio))
    if first is not None and first == second:
        return
    with suppress(PlannerError):
        found = load(portfolio)
        if found.check == key.check():
            save(portfolio, found)


def read_one(path: Path) -> KeyFile | None:
    """A key file that lies anywhere, None when it is none or not whole."""
    return _read(path)


def missing_text(portfolio: Path) -> str:
    """What to tell about an encrypted portfolio without a usable key file."""
    return tr(
        "This portfolio is encrypted, and the key file beside it is missing or damaged, so it can't be opened. Nothing "
        "was changed. Put {name} back beside it; a copy lies with each backup.",
        name=paths.key_path(portfolio).name,
    )


def is_at_hand(portfolio: Path) -> bool:
    """Whether a key file is there, whole or not, or can be had from a backup."""
    copies = (paths.key_path(portfolio), paths.key_copy_path(portfolio))
    return any(copy.exists() for copy in copies) or _beside_a_backup(portfolio) is not None


def _beside_a_backup(portfolio: Path) -> KeyFile | None:
    """The newest key file among the backups that belongs to the store which stood here last."""
    known = side_file.read(paths.side_path(portfolio))
    folder = paths.backups_folder(portfolio)
    if known is None or not folder.is_dir():
        return None
    copies = sorted(folder.glob(f"*{paths.key_path(portfolio).suffix}"), reverse=True)
    found = (_read(copy) for copy in copies)
    return next((one for one in found if one is not None and one.owner == known.store_id), None)


def unlock(portfolio: Path, secret: str, kind: str = PASSWORD, place: str = "") -> StoreKey:
    """The key of a portfolio by a secret of that kind.

    WrongSecretError when the secret is not the right one, KeyFileError when the file is not usable.
    """
    file = load(portfolio)
    found = file.of_kind(kind, place)
    if found is None:
        raise KeyFileError(_NO_SUCH_WAY[kind](), "no-such-wrap")
    key = unwrap(found, secret, owner=file.owner)
    _check_owner(key, file)
    return key


_NO_SUCH_WAY = {
    PASSWORD: lambda: tr("This portfolio has no password any more. Nothing was changed; use the recovery key."),
    RECOVERY: lambda: tr("This portfolio has no recovery key any more. Nothing was changed; use the password."),
    COMPUTER: lambda: tr("This computer can't open the portfolio by itself; the password is needed."),
}


def change_secret(portfolio: Path, key: StoreKey, made: Wrap) -> KeyFile:
    """Put another way in in place of the one of that kind before; the store itself is not touched."""
    file = load(portfolio)
    _check_owner(key, file)
    file = file.with_wrap(made)
    save(portfolio, file)
    return file


def forget(portfolio: Path, kind: str, place: str) -> KeyFile:
    """Take a way in away; nothing happens where there is none."""
    file = load(portfolio)
    fewer = file.without(kind, place)
    if fewer != file:
        save(portfolio, fewer)
    return fewer


def _check_owner(key: StoreKey, file: KeyFile) -> None:
    if key.check() != file.check:
        raise KeyFileError(tr("The key file does not belong to this portfolio. Nothing was changed."), "key-file")


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
    if one.place:
        found["place"] = one.place
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
        place=str(found.get("place", "")),
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
