# SPDX-License-Identifier: Apache-2.0
"""The erase journal beside a portfolio: salted hashes of erased people, so that no older copy brings them back.

It outlives what it stands beside: a restored backup is compared with it. It names nobody; the ids behind the hashes
are random and 80 bits long, so they can't be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from planner.kernel.data import dataclass
from planner.safe.files import write_atomic

FORMAT: Final = 1
_MOST_BYTES: Final = 16 * 1024 * 1024
_ROUNDS: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPerson:
    """One erasure: the salted hash of the id, what kind of person, the day, counts by kind of record, and the salted
    hashes of the places that were treated otherwise than usual."""

    salt: str
    hash: str
    entity: str
    erased_on: str
    kinds: dict[str, int]
    kept: tuple[str, ...] = ()

    def is_of(self, key: str) -> bool:
        """Whether this is about the person of that id."""
        return hmac.compare_digest(self.hash, digest(self.salt, self.entity, key))


def new_salt() -> str:
    """A salt for a portfolio's first erasure."""
    return os.urandom(16).hex()


def digest(salt: str, *parts: str) -> str:
    """The salted hash of an id or of the name of a place."""
    return hmac.new(bytes.fromhex(salt), "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def slow_digest(salt: str, sort: str, value: str) -> str:
    """The salted hash of an e-mail, phone or name, which could be guessed: each guess costs some thousand rounds."""
    text = f"{sort}\0{value}".encode()
    return hashlib.pbkdf2_hmac("sha256", text, bytes.fromhex(salt), _ROUNDS, 20).hex()


def read(path: Path, store_id: str) -> list[ErasedPerson]:
    """The erasures noted for a portfolio; none where there is no journal or it can't be read."""
    return [_person(one) for one in _load(path).get(store_id, [])]


def add(path: Path, store_id: str, people: list[ErasedPerson]) -> None:
    """Note erasures durably, whole or not at all; those noted already stay as they are. Raises FileProblemError."""
    every = _load(path)
    known = {(one["salt"], one["hash"]): one for one in every.get(store_id, [])}
    fresh = [_plain(one) for one in people if (one.salt, one.hash) not in known]
    if fresh:
        _save(path, {**every, store_id: [*known.values(), *fresh]})


def drop(path: Path, store_id: str, person: ErasedPerson) -> None:
    """Take back a note whose erasure did not begin."""
    every = _load(path)
    rest = [one for one in every.get(store_id, []) if (one["salt"], one["hash"]) != (person.salt, person.hash)]
    others = {key: held for key, held in every.items() if key != store_id}
    if rest or others:
        _save(path, {**others, **({store_id: rest} if rest else {})})
    else:
        path.unlink(missing_ok=True)


def _save(path: Path, stores: dict[str, Any]) -> None:
    body: dict[str, Any] = {"format": FORMAT, "stores": stores}
    body["sha256"] = _check(body)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, (json.dumps(body, indent=1, sort_keys=True) + "\n").encode(), private=True)


def _load(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        with path.open("rb") as file:
            body = json.loads(file.read(_MOST_BYTES))
        if body["format"] == FORMAT and body["sha256"] == _check(body):
            return dict(body["stores"])
    return {}


def _check(body: dict[str, Any]) -> str:
    plain = json.dumps({name: value for name, value in body.items() if name != "sha256"}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(one: ErasedPerson) -> dict[str, Any]:
    return {
        "salt": one.salt,
        "hash": one.hash,
        "entity": one.entity,
        "erased_on": one.erased_on,
        "kinds": one.kinds,
        "kept": list(one.kept),
    }


def _person(held: dict[str, Any]) -> ErasedPerson:
    return ErasedPerson(**{**held, "kept": tuple(held["kept"])})
