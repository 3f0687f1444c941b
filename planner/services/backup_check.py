# SPDX-License-Identifier: Apache-2.0
"""Whether a backup is still what it was: its bytes, its structure, its references, its rows and its attachments."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.services import backup_proof
from planner.services.backup_files import named, seal_of, unsound_files
from planner.services.backup_proof import Proof, content_hash, hashed
from planner.store import driver, portfolio_settings
from planner.store.database import APPLICATION_ID, SCHEMA, is_plain

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

Report = Callable[[int, int, str], None]
SIZE, BYTES, STRUCTURE, REFERENCES, CONTENT, FILES, NEWER = (
    "size",
    "bytes",
    "structure",
    "references",
    "content",
    "files",
    "newer",
)
_SHARE: Final = 1000  # a check is counted in thousandths: half for the bytes, half for what is in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a store says about itself: its id, its newest step with its moment, its rows by table, its attachments."""

    store_id: str
    step: int
    step_at: str
    counts: dict[str, int]
    files: list[str]


def facts(conn: driver.Connection) -> Facts:
    """Read the facts on a connection; DatabaseError for what is no portfolio."""
    row = conn.execute("SELECT seq, at FROM step ORDER BY seq DESC LIMIT 1").fetchone()
    step, at = (int(row[0]), str(row[1])) if row else (0, "")
    store_id = portfolio_settings.text(conn, "store_id") or ""
    return Facts(store_id=store_id, step=step, step_at=at, counts=counts(conn), files=named(conn))


def counts(conn: driver.Connection) -> dict[str, int]:
    """The rows of every table but those of the full text."""
    names = [
        r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    ]
    return {name: conn.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608 - from the schema


def is_damage(fault: str) -> bool:
    """Whether a fault means that the copy can't be restored.

    References that lead nowhere were in the portfolio when it was copied, as before a repair: such a copy opens and
    can be repaired, as the portfolio could. Where a proof says that it had none its bytes tell first.
    """
    return fault not in {"", REFERENCES}


def fault_of(
    backup: Path, key: StoreKey | None = None, report: Report | None = None, *, copy: Path | None = None
) -> str:
    """What is wrong with a backup, "" when it is whole; nothing is written.

    Without its key an encrypted one is compared with its proof only, byte by byte. The report may raise to stop.
    ``copy`` is a copy that was made of it under another name; it is looked at in its place.
    """
    tell = report or (lambda _done, _total, _note: None)
    key = fitting(backup, key)
    proof, file = backup_proof.read(backup), copy or backup
    try:
        size = file.stat().st_size
        if proof is not None:
            if size != proof.size:
                return SIZE
            if hashed(file, lambda done: tell(done * _SHARE // (2 * max(size, 1)), _SHARE, "")) != proof.sha256:
                return BYTES
        if key is None and proof is not None and paths.key_path(backup).exists():
            return ""
        return _inside(file, backup, proof, key, tell)
    except (OSError, driver.DatabaseError):
        return STRUCTURE


def fitting(backup: Path, key: StoreKey | None) -> StoreKey | None:
    """The key where it is that of a copy; None for a plain copy, and for one that was encrypted under another key."""
    with suppress(PlannerError):
        if key is None or is_plain(backup):
            return None
    if key is None or not paths.key_path(backup).exists():
        return key
    from planner.safe import key_file

    with suppress(PlannerError):
        return key if key_file.load(backup).check == key.check() else None
    return key


def check(backup: Path, key: StoreKey | None = None, report: Report | None = None, at: datetime | None = None) -> str:
    """Look a backup over as `fault_of` does, and remember the result beside it where the folder can be written to."""
    fault = fault_of(backup, key, report)
    proof = backup_proof.read(backup)
    checked = stamp(at or datetime.now(UTC))
    with suppress(PlannerError, OSError, driver.DatabaseError):
        if proof is not None:
            backup_proof.write(backup, replace(proof, checked_at=checked, fault=fault))
        elif not is_damage(fault) and not has_log(backup):
            backup_proof.write(backup, replace(proved(backup, key, checked_at=checked), fault=fault))
    return fault


def has_log(copy: Path) -> bool:
    """Whether a write-ahead log lies beside it, as with a portfolio that was not closed before it was replaced."""
    try:
        return copy.with_name(copy.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def proved(backup: Path, key: StoreKey | None, *, checked_at: str) -> Proof:
    """The proof of a copy that has none yet and can be restored."""
    key = fitting(backup, key)
    with closing(driver.connect(backup, key.pragma() if key else "", frozen=True)) as conn:
        found = facts(conn)
    missing = unsound_files(backup, found.files, seal_of(key), lambda: None)
    return Proof(
        portfolio=found.store_id,
        number=0,
        made_at=stamp(datetime.fromtimestamp(backup.stat().st_mtime, UTC)),
        checked_at=checked_at,
        size=backup.stat().st_size,
        sha256=hashed(backup),
        content=content_hash(found.counts, key),
        step=found.step,
        step_at=found.step_at,
        files=len(found.files),
        missing=missing,
    )


def _inside(file: Path, backup: Path, proof: Proof | None, key: StoreKey | None, tell: Report) -> str:
    with closing(driver.connect(file, key.pragma() if key else "", frozen=True)) as conn:
        fault = structure_fault(conn, encrypted=key is not None)
        if is_damage(fault):
            return fault
        found = facts(conn)
    if proof is not None and proof.content != content_hash(found.counts, key):
        return CONTENT
    done = iter(range(len(found.files) + 1))
    half, count = _SHARE // 2, max(len(found.files), 1)
    bad = unsound_files(backup, found.files, seal_of(key), lambda: tell(half + next(done) * half // count, _SHARE, ""))
    tell(_SHARE, _SHARE, "")
    if proof is not None:
        return FILES if set(bad) - set(proof.missing) else fault
    return FILES if any(_stands(backup, name) for name in bad) else fault  # what never came along can't be held to it


def _stands(backup: Path, name: str) -> bool:
    return (paths.files_folder(backup) / name[:2] / name).exists()


def structure_fault(conn: driver.Connection, *, encrypted: bool) -> str:
    """What is wrong with a store inside: pages, seals, references, or a newer version."""
    marks = (conn.execute("PRAGMA application_id").fetchone()[0], conn.execute("PRAGMA user_version").fetchone()[0])
    if marks[0] != APPLICATION_ID:
        return STRUCTURE
    if marks[1] > SCHEMA:
        return NEWER
    if encrypted and conn.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        return STRUCTURE
    if conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        return STRUCTURE
    return REFERENCES if conn.execute("PRAGMA foreign_key_check").fetchone() is not None else ""
