# SPDX-License-Identifier: Apache-2.0
"""Copies of the backups in a second folder, on another disk or elsewhere, and how old the newest there is (J81).

The folder is known by a small file that is put there when it is chosen, so that an empty mount point is never taken
for the disk that was pulled out. What can't be reached is caught up later.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from planner.kernel import paths
from planner.kernel.clock import moment, stamp
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.rules.backups import REMIND_AFTER, gone, in_order, is_reminder_due
from planner.safe import side_file
from planner.safe.clean import marked_bidi
from planner.safe.errors import FileProblemError
from planner.safe.files import folder_is_writable, free_space, sync_folder, write_atomic
from planner.safe.places import NETWORK, SYNCED, trouble_with
from planner.services import backup_list, backup_proof
from planner.services.automatic_backups import history, thin
from planner.services.backup import PARTIAL, besides, remove, tidy
from planner.services.backup_check import fault_of
from planner.services.backup_files import keep_files
from planner.services.backup_list import VERIFIED, Backup
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.store import portfolio_settings

MARK: Final = ".waterline-backups"
SAME_DISK, OTHER_DISK = "same-disk", "other-disk"
_SETTING, _PUT_OFF = "off_disk", "off_disk_put_off"
_ROOM: Final = 10_000_000
_copying: Final = Lock()  # what one round is about to name is not what another one finds cut off
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the second folder stands: where it is (``kind``), whether it is there now, and the newest copy off the disk.

    ``kind`` is same-disk, other-disk, network, synced, or "" where none was chosen or it is not there.
    """

    kind: str
    reachable: bool
    newest: datetime | None


def choose(folder: Path, portfolio: Path) -> str:
    """Make a folder the second one; answers its kind. PlannerError when it can't be."""
    own = Path(os.path.realpath(paths.backups_folder(portfolio)))
    real = Path(os.path.realpath(folder))
    if real == own or own in real.parents:
        text = tr("This is the folder the backups are in already. Choose one on another disk.")
        raise PlannerError(text, "same-folder")
    if not real.is_dir() or not folder_is_writable(real):
        raise PlannerError(tr("This folder can't be written to. Choose another one."), "backup-target")
    write_atomic(real / MARK, b"Waterline keeps copies of backups here.\n")
    return kind_of(real, portfolio)


def kind_of(folder: Path, portfolio: Path) -> str:
    """Whether a folder is on the portfolio's own disk, on another, on a network drive, or synchronised."""
    found = trouble_with(folder)
    if found is not None:
        return found.kind
    return SAME_DISK if _disk(folder) == _disk(portfolio.parent) else OTHER_DISK


def is_reachable(folder: Path) -> bool:
    """Whether the chosen folder is there: the disk is connected and it is the same folder."""
    with suppress(OSError):
        return (folder / MARK).is_file()
    return False


def place_in(folder: Path, session: Session) -> Path:
    """Where the copies of this portfolio are in a second folder; portfolios of one name do not meet there."""
    return _place(folder, session.path, session.read(lambda conn: portfolio_settings.text(conn, "store_id")) or "")


def copies_of(portfolio: Path) -> list[Path]:
    """The copies of a portfolio, open or not, in the second folder of this computer; none when it is not there."""
    from planner.services.portfolio import load_settings

    folder, noted = load_settings().backup_folder, side_file.read(paths.side_path(portfolio))
    if not folder or noted is None or not is_reachable(Path(folder)):
        return []
    return backup_list.in_folder(_place(Path(folder), portfolio, noted.store_id))


def _place(folder: Path, portfolio: Path, store_id: str) -> Path:
    return folder / f"{portfolio.stem} {store_id[:8]}".strip()


def listing(session: Session, folder: Path | None) -> list[Backup]:
    """The copies of the open portfolio in the second folder, newest first; none when it is not there."""
    if folder is None or not is_reachable(folder):
        return []
    return backup_list.listing_in(session, place_in(folder, session))


def standing(session: Session, folder: Path | None) -> Standing:
    """Where copies off the disk stand; looks into the folder where it can be reached."""
    remembered = _remembered(session)
    if folder is None or not is_reachable(folder):
        return Standing(kind="", reachable=False, newest=remembered)
    kind = kind_of(folder, session.path)
    if kind == SAME_DISK:
        return Standing(kind=kind, reachable=True, newest=remembered)
    whole = [one.made_at for one in listing(session, folder) if one.state == VERIFIED and one.line != "stranger"]
    return Standing(kind=kind, reachable=True, newest=max(whole, default=None))


def catch_up(session: Session, folder: Path, report: Report | None = None) -> int:
    """Copy what the second folder lacks, newest first, read every copy back, then thin; answers how many were copied.

    Nothing happens while the folder is not there. PlannerError when it went away or is full; the copies that are
    complete stay, nothing half-done does.
    """
    if session.read_only or is_sample(session) or not is_reachable(folder):
        return 0
    tell, place = report or (lambda _done, _total, _note: None), place_in(folder, session)
    try:
        with _copying:
            wanted = _copy_lacking(session, place, tell)
    except (OSError, FileProblemError) as fault:
        raise _calm(folder) from fault
    if kind_of(folder, session.path) != SAME_DISK:
        _remember(session, folder)
    return len(wanted)


def _copy_lacking(session: Session, place: Path, tell: Report) -> list[Backup]:
    place.mkdir(exist_ok=True)
    tidy(place, session.path.stem)
    wanted = _wanted(session, place)
    _renew_keys(session, place)
    for number, one in enumerate(wanted):
        tell(number, len(wanted), tr("Copying to the second folder"))
        _copy(one, place, session, tell)
    if wanted:
        sync_folder(place)
        thin(session, place, place / wanted[0].path.name)
    return wanted


def is_due(session: Session, folder: Path | None) -> bool:
    """Whether it is time to say that no fresh copy lies off this disk; never for the sample or before a change."""
    if session.read_only or session.closed or is_sample(session):
        return False
    began = session.read(lambda conn: conn.execute("SELECT at FROM step ORDER BY seq LIMIT 1").fetchone())
    if began is None:
        return False
    since = standing(session, folder).newest or moment(str(began[0]))
    until = session.read(lambda conn: portfolio_settings.text(conn, _PUT_OFF))
    return is_reminder_due(since, session.clock.now(), moment(until) if until else None)


def reminder_text(session: Session, folder: Path | None) -> str:
    """What the reminder says."""
    newest = standing(session, folder).newest
    if newest is None:
        return tr(
            "All backups lie on the same disk as the portfolio, so a lost computer would be a lost plan. Choose a "
            "folder on another disk for copies."
        )
    days = (session.clock.now() - newest).days
    return trn(
        "The newest copy on another disk is {n} day old. Connect that disk, or choose another folder for copies.",
        "The newest copy on another disk is {n} days old. Connect that disk, or choose another folder for copies.",
        days,
    )


def put_off(session: Session) -> None:
    """Say nothing of it for another period."""
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _PUT_OFF, stamp(session.clock.now() + REMIND_AFTER))


def warning(kind: str, *, encrypted: bool) -> str:
    """What to say about a second folder of that kind; "" where there is nothing to warn of."""
    if kind == SAME_DISK:
        return tr(
            "This folder is on the same disk as the portfolio. It does not help when the disk or computer is lost."
        )
    if kind in {SYNCED, NETWORK} and not encrypted:
        return tr("This portfolio is not encrypted: whoever can read this folder can read the copies in it.")
    return ""


def _wanted(session: Session, place: Path) -> list[Backup]:
    """The whole backups that the folder lacks and thinning would keep there, newest first."""
    own = paths.backups_folder(session.path)
    there = {one.path.name: one for one in backup_list.listing_in(session, place)}
    whole = [one for one in backup_list.listing(session) if one.state == VERIFIED and one.path.parent == own]
    lacking = [one for one in whole if not _is_there(one, there.get(one.path.name))]
    lacking = [one for one in lacking if one.line != backup_list.STRANGER]
    if not lacking:
        return []
    lacking_names = {one.path.name for one in lacking}
    both = history([*lacking, *[one for one in there.values() if one.path.name not in lacking_names]])
    going = set(gone(both, session.clock.now(), made=in_order(both)[0].name))
    return [one for one in lacking if one.path.stem not in going]


def _is_there(one: Backup, copy: Backup | None) -> bool:
    """Whether the copy is whole and of the backup as it is now; without an erased person it was made anew."""
    if copy is None or copy.state != VERIFIED:
        return False
    own, other = backup_proof.read(one.path), backup_proof.read(copy.path)
    return own is not None and other is not None and own.sha256 == other.sha256


def _copy(one: Backup, place: Path, session: Session, tell: Report) -> None:
    """One backup with its files, keys and proof; it gets its name when it was read back and is whole."""
    final = place / one.path.name
    part = final.with_name(final.name + PARTIAL)
    _check_room(one, place)
    try:
        keep_files(one.path, final)
        for source, target in zip(besides(one.path), besides(final), strict=True):
            if source.is_file():
                write_atomic(target, source.read_bytes(), private=True)
        shutil.copyfile(one.path, part)
        with part.open("rb+") as copied:
            os.fsync(copied.fileno())
            _forget(copied.fileno())
        if fault_of(final, session.db.key, tell, copy=part):
            raise OSError("the copy differs")
        part.replace(final)
    except BaseException:
        with suppress(OSError):  # where the disk is gone nothing can be tidied; the next time does it
            part.unlink(missing_ok=True)
            remove(final)
        raise


def _renew_keys(session: Session, place: Path) -> None:
    """A password changed since opens the copies, too: their key files follow those of the backups they are of."""
    own = paths.backups_folder(session.path)
    for copy in backup_list.in_folder(place):
        for source, target in zip(besides(own / copy.name)[:2], besides(copy)[:2], strict=True):
            if source.is_file() and (not target.is_file() or source.read_bytes() != target.read_bytes()):
                write_atomic(target, source.read_bytes(), private=True)


def _forget(handle: int) -> None:
    """Let the system drop what it holds of a file in memory, so that reading it back reads the disk."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _check_room(one: Backup, place: Path) -> None:
    room = free_space(place)
    if room is not None and room < one.size + _ROOM:
        raise PlannerError(
            tr(
                "The second folder for backups is full ({mb} MB left). The backup on this computer is whole; make room "
                "there or choose another folder.",
                mb=room // 1_000_000,
            ),
            "backup-target-full",
        )


def _calm(folder: Path) -> PlannerError:
    if is_reachable(folder):
        text = tr(
            "A copy could not be written to {name}. The backup on this computer is whole; it is tried again later.",
            name=marked_bidi(folder.name),
        )
        return PlannerError(text, "backup-target")
    text = tr(
        "{name} went away while a copy was written. The backup on this computer is whole; the copy is made when the "
        "folder is there again.",
        name=marked_bidi(folder.name),
    )
    return PlannerError(text, "backup-target-gone")


def _disk(folder: Path) -> int:
    return folder.stat().st_dev


def _remembered(session: Session) -> datetime | None:
    found = session.read(lambda conn: portfolio_settings.text(conn, _SETTING))
    return moment(found) if found else None


def _remember(session: Session, folder: Path) -> None:
    newest = standing(session, folder).newest
    if newest is None or newest == _remembered(session) or session.read_only:
        return
    with session.db.transaction() as conn:
        portfolio_settings.put(conn, _SETTING, stamp(newest))
