# SPDX-License-Identifier: Apache-2.0
"""Which backups still hold people who were erased, and making those copies anew without them (reliability I76).

A restored copy passes the erase journal, so nobody comes back by restoring. What is asked here is whether the copies
themselves are to be cleaned now, or left until they have aged out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.clock import stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.erased_file import ErasedPerson
from planner.safe.files import sync_folder
from planner.services import backup_proof
from planner.services.backup import PARTIAL
from planner.services.backup_check import fitting, is_damage, proved
from planner.services.backup_list import copies, damaged, in_folder
from planner.services.backup_proof import Proof
from planner.services.erasing_work import Where, clean, erase_rows, matching, remove_file
from planner.store import driver, erasures, portfolio_settings
from planner.store.database import Database
from planner.store.unit import Stamp

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.session import Session

AGE_OUT_DAYS: Final = 90
"""How long an automatic backup may be kept; after it no copy made before an erasure is left (I76)."""
_AGED_OUT: Final = "erased_aged_out"
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A copy that still holds erased people: how many; ``readable`` is False when nobody can tell."""

    path: Path
    people: int
    readable: bool = True


def holding(session: Session, report: Report | None = None, folder: Path | None = None) -> list[Held]:
    """The copies of the open portfolio that still hold people who were erased in it, by name.

    ``folder`` is the second folder; what can't be read there is somebody else's and not told.
    """
    return _holding(session, session.read(erasures.every), report, folder)


def age_out(session: Session, folder: Path | None = None) -> int:
    """Make those copies anew that hold somebody erased 90 days ago or more; how many that were (I76).

    Looks into the copies once for each erasure; costs a query otherwise.
    """
    before = (session.today() - timedelta(days=AGE_OUT_DAYS)).isoformat()
    old = [one for one in session.read(erasures.every) if one.erased_on <= before]
    from planner.services import off_disk

    if session.read_only or len(old) <= session.read(lambda conn: portfolio_settings.get(conn, _AGED_OUT, 0)):
        return 0
    held = [one.path for one in _holding(session, old, None, folder) if one.readable]
    away = folder is not None and not off_disk.is_reachable(folder)  # its copies are looked at when it is back
    if not make_anew(session, held) and not away:
        with session.db.transaction() as conn:
            portfolio_settings.put(conn, _AGED_OUT, len(old))
    return len(held)


def _holding(session: Session, people: list[ErasedPerson], report: Report | None, folder: Path | None) -> list[Held]:
    if not people:
        return []
    own, second = copies(session.path), _in_second(session, folder)
    held: list[Held] = []
    for done, path in enumerate(sorted({*own, *second})):
        if report is not None:
            report(done, len(own) + len(second), path.name)
        one = _held(path, people, session.db.key)
        if one.people or (not one.readable and path in own):
            held.append(one)
    # what was damaged may hold people on pages that no query reaches
    return [*held, *(Held(path=path, people=0, readable=False) for path in damaged(session.path))]


def _in_second(session: Session, folder: Path | None) -> list[Path]:
    """The copies of this portfolio in the second folder, where that is there."""
    from planner.services import off_disk

    if folder is None or not off_disk.is_reachable(folder):
        return []
    return in_folder(off_disk.place_in(folder, session))


def make_anew(session: Session, wanted: Iterable[Path], report: Report | None = None) -> list[Path]:
    """Erase in copies what was erased in the portfolio; answers those that could not be made anew.

    Each copy is worked on beside itself, proved and then put in its place, so that it is whole at every moment. One
    that can't be made anew stays as it was.
    """
    people, every = session.read(erasures.every), list(wanted)
    failed: list[Path] = []
    for done, path in enumerate(every):
        if report is not None:
            report(done, len(every), path.name)
        try:
            _make_anew(path, people, session.db.key, session.device)
        except (PlannerError, driver.DatabaseError, OSError):
            failed.append(path)
    return failed


def _held(path: Path, people: list[ErasedPerson], key: StoreKey | None) -> Held:
    key = fitting(path, key)  # a copy of before the portfolio was encrypted is read without
    try:
        with closing(driver.connect(path, key.pragma() if key else "", frozen=True)) as conn:
            return Held(path=path, people=len(matching(conn, people)))
    except driver.DatabaseError:
        return Held(path=path, people=0, readable=False)


def _make_anew(path: Path, people: list[ErasedPerson], key: StoreKey | None, device: str) -> None:
    part, key = path.with_name(path.name + PARTIAL), fitting(path, key)
    _clear(part)
    try:
        shutil.copyfile(path, part)
        files = _erase_in(part, path, people, key, device)
        with part.open("rb+") as copied:
            os.fsync(copied.fileno())
        proof = _proof(path, part, key)
        paths.proof_path(path).unlink(missing_ok=True)  # cut off here, the copy is whole and only not proved
        part.replace(path)
        if proof is not None:
            backup_proof.write(path, proof)
        _remove_files(path, files, key)
        sync_folder(path.parent)
    finally:
        _clear(part)


def _erase_in(part: Path, path: Path, people: list[ErasedPerson], key: StoreKey | None, device: str) -> list[str]:
    signed = Stamp(stamp(datetime.now(UTC)), None, device)
    files: list[str] = []
    with closing(Database(part, key=key)) as db:
        where = Where(db, paths.files_folder(path), key.for_use("attachments") if key else None)
        with db.reading() as conn:
            found = matching(conn, people)
        for person, one in found:
            files += erase_rows(where, person, one, signed).files
        clean(replace(where, folder=path.parent / "none"), signed.at)
        if db.value("PRAGMA integrity_check") != "ok":
            raise PlannerError(tr("The backup could not be made anew. It is as it was."), "backup")
    return files


def _proof(path: Path, part: Path, key: StoreKey | None) -> Proof | None:
    """The proof of the copy as it will be; it keeps its number and its day."""
    before = backup_proof.read(path)
    if before is None:
        return None
    made = proved(part, key, checked_at=stamp(datetime.now(UTC)))
    fault = "" if is_damage(before.fault) else before.fault
    return replace(made, number=before.number, made_at=before.made_at, missing=before.missing, fault=fault)


def _remove_files(path: Path, files: Iterable[str], key: StoreKey | None) -> None:
    for sha in files:
        remove_file(paths.files_folder(path), sha, key.for_use("attachments") if key else None)


def _clear(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)
