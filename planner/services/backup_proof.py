# SPDX-License-Identifier: Apache-2.0
"""The proof beside a backup: when it was made and checked, and what it must look like to count as whole.

It is written before the copy gets its name, and anew after every later check. It holds no content: hashes, sizes and
the newest step only; the row counts are hashed under the key where there is one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.safe.files import write_atomic

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

FORMAT: Final = 1
_MOST_BYTES: Final = 256 * 1024
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a backup was when it was made; moments are stored stamps.

    ``number`` counts the backups of a folder and tells their order when a clock was wrong; ``step`` is the newest
    change inside with its moment, ``content`` a hash of the row counts, ``files`` how many attachments belong to it
    and ``missing`` the names of those the portfolio itself had lost. ``fault`` is what the last check found.
    """

    portfolio: str
    number: int
    made_at: str
    checked_at: str
    size: int
    sha256: str
    content: str
    step: int
    step_at: str
    files: int = 0
    missing: tuple[str, ...] = ()
    fault: str = ""


def read(backup: Path) -> Proof | None:
    """The proof of a backup, None when there is none or it is not whole itself."""
    try:
        with paths.proof_path(backup).open("rb") as file:
            body = json.loads(file.read(_MOST_BYTES + 1))
        if body["format"] != FORMAT or body["seal"] != _seal(body):
            return None
        values = {one.name: body[one.name] for one in fields(Proof)}
        return Proof(**{**values, "missing": tuple(values["missing"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(backup: Path, proof: Proof) -> None:
    """Keep a proof durably; FileProblemError when the disk refuses."""
    body: dict[str, Any] = {"format": FORMAT, **asdict(proof)}
    body["seal"] = _seal(body)
    write_atomic(paths.proof_path(backup), (json.dumps(body, indent=1, sort_keys=True) + "\n").encode(), private=True)


def next_number(folder: Path) -> int:
    """One more than any backup of a folder has."""
    found: Iterable[Path] = ()
    with suppress(OSError):
        found = list(folder.glob(f"*{paths.SUFFIX}.proof"))
    proofs = (read(path.with_name(path.name.removesuffix(".proof"))) for path in found)
    return 1 + max((proof.number for proof in proofs if proof is not None), default=0)


def hashed(path: Path, tick: Callable[[int], object] = lambda _done: None) -> str:
    """The SHA-256 of a file; ``tick`` is told the bytes read so far."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            tick(done)
    return digest.hexdigest()


def content_hash(counts: dict[str, int], key: StoreKey | None) -> str:
    """The row counts of a store as one hash, under its key where it has one, so that they tell strangers nothing."""
    plain = json.dumps(counts, sort_keys=True).encode()
    if key is None:
        return hashlib.sha256(plain).hexdigest()
    return hmac.new(key.for_use("backup proof"), plain, hashlib.sha256).hexdigest()


def _seal(body: dict[str, Any]) -> str:
    plain = json.dumps({name: value for name, value in body.items() if name != "seal"}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()
