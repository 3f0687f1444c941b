# SPDX-License-Identifier: Apache-2.0
"""The attachments beside a backup: copied or linked, and each one read and compared before the backup counts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from planner.kernel import paths
from planner.safe.keys import StoreKey
from planner.safe.vault import stored_path, verify_stored
from planner.store import driver

Tick = Callable[[], object]


def named(conn: driver.Connection) -> list[str]:
    """The hashes of all files that records name, also of those in the Trash."""
    rows = conn.execute("SELECT DISTINCT sha256 FROM attachment WHERE deleted < 2 AND sha256 <> '' ORDER BY sha256")
    return [str(sha) for (sha,) in rows.fetchall()]


def seal_of(key: StoreKey | None) -> bytes | None:
    """What seals the attachments of a portfolio with that key."""
    return key.for_use("attachments") if key else None


def keep_files(portfolio: Path, final: Path, *, link: bool = True) -> None:
    """Put the attachments beside the copy, so that it opens complete.

    They are stored by their content and never change, so with ``link`` a file that an earlier backup in the same
    folder holds is linked instead of copied again.
    """
    source = paths.files_folder(portfolio)
    if not source.is_dir():
        return
    target = paths.files_folder(final)
    earlier = _earlier(final) if link else []
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        name = file.relative_to(source)
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        known = next((folder / name for folder in earlier if (folder / name).is_file()), None)
        _link_or_copy(known, file, target / name)


def prove_files(portfolio: Path, final: Path, shas: Iterable[str], key: bytes | None, tick: Tick) -> tuple[str, ...]:
    """Read every attachment of a fresh copy, and take what is not whole from wherever it is.

    Answers the names of those that the portfolio has lost itself and no earlier backup holds.
    """
    folder = paths.files_folder(final)
    missing: list[str] = []
    for sha in shas:
        tick()
        if not verify_stored(folder, sha, key) and not _healed(portfolio, final, sha, key):
            missing.append(stored_path(folder, sha, key).name)
    return tuple(missing)


def unsound_files(backup: Path, shas: Iterable[str], key: bytes | None, tick: Tick) -> tuple[str, ...]:
    """The names of the attachments of a backup that are not there or not what was stored."""
    folder = paths.files_folder(backup)
    found: list[str] = []
    for sha in shas:
        tick()
        if not verify_stored(folder, sha, key):
            found.append(stored_path(folder, sha, key).name)
    return tuple(found)


def _healed(portfolio: Path, final: Path, sha: str, key: bytes | None) -> bool:
    target = stored_path(paths.files_folder(final), sha, key)
    for folder in (paths.files_folder(portfolio), *_earlier(final)):
        if verify_stored(folder, sha, key):
            target.unlink(missing_ok=True)  # a link to what is damaged elsewhere
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(stored_path(folder, sha, key), target)
            return verify_stored(paths.files_folder(final), sha, key)
    target.unlink(missing_ok=True)
    return False


def _earlier(final: Path) -> list[Path]:
    own = paths.files_folder(final)
    return [one for one in sorted(final.parent.glob(f"*{paths.SUFFIX}.files"), reverse=True) if one != own]


def _link_or_copy(known: Path | None, file: Path, target: Path) -> None:
    try:
        if known is not None:
            os.link(known, target)
            return
    except OSError:  # a disk without links
        pass
    _copy(file, target)


def _copy(file: Path, target: Path) -> None:
    shutil.copyfile(file, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())
