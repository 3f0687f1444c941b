# SPDX-License-Identifier: Apache-2.0
"""What to do when a portfolio does not open: which backup is best, how much it lacks, and putting it in place.

Nothing is ever overwritten: what something else takes the place of is set aside whole (reliability A9, A10).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.safe import side_file
from planner.services import backup_check, backups
from planner.services.backup_list import DAMAGED, FAULTY, Backup

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

Report = Callable[[int, int, str], None]
DAMAGE: Final = frozenset(
    {"damaged", "truncated", "foreign-file", "key-file", "migration", "disk-io", "foreign-log", "older-copy"}
)
"""Codes of errors after which the way to the backups is shown."""
KEY_FILE, TRUNCATED, FOREIGN, LOG, OLDER = "key-file", "truncated", "foreign-file", "foreign-log", "older-copy"
_SAID: Final = {
    TRUNCATED: N_("The portfolio file is cut short."),
    FOREIGN: N_("The portfolio file does not begin as one."),
    KEY_FILE: N_("The key file beside this portfolio is missing or damaged."),
    LOG: N_(
        "The file ending in -wal beside this portfolio is not its own. Move that file into another folder and open "
        "the portfolio again."
    ),
    OLDER: N_(
        "This portfolio is an older copy: the file ending in -wal beside it holds changes of a later day. Put the "
        "newer portfolio back, or move that file into another folder to open the older one."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A portfolio that did not open: why, what backups it has, best first, and the last change it is known to have had.

    ``best`` is the newest backup that was read through just now and is whole; where its key is missing, the newest
    that was whole when made; where none is whole, the newest that opens with faults. ``encrypted`` tells that a key is
    needed. ``step`` is 0 where no side file tells.
    """

    path: Path
    code: str
    backups: tuple[Backup, ...]
    best: Backup | None
    encrypted: bool
    step: int = 0

    @property
    def said(self) -> str:
        """What happened and what is safe."""
        happened = tr(_SAID.get(self.code, N_("The portfolio file didn't open cleanly.")))
        safe = tr("Nothing was changed.")
        return f"{happened} {safe}"

    @property
    def can_salvage(self) -> bool:
        """Whether there is something to be read: more than a header, and a key where one is needed.

        Not of an older copy: both of its files are whole, and read together they would be a mixture of two days.
        """
        return self.code not in (KEY_FILE, OLDER) and _size(self.path) > 4096


def is_damage(path: Path, code: str) -> bool:
    """Whether an error of that code is answered by the ways out; a file that never was a portfolio is not ours."""
    if code == FOREIGN:
        return any(beside(path).exists() for beside in (paths.side_path, paths.backups_folder, paths.key_path))
    return code in DAMAGE


def case_of(path: Path, code: str, key: StoreKey | None = None, report: Report | None = None) -> Case:
    """What is known about a portfolio that did not open; only reads. Slow with large backups: run it as a job."""
    tell = report or (lambda _done, _total, _note: None)
    noted = side_file.read(paths.side_path(path))
    encrypted = paths.key_path(path).exists() or paths.key_copy_path(path).exists() or code == KEY_FILE
    found = backups.listing_for(path, key)
    best: Backup | None = None
    for number, one in enumerate(found):
        tell(number, len(found), tr("Checking the backup"))
        if one.state == DAMAGED:
            continue
        fault = "" if encrypted and key is None else backup_check.fault_of(one.path, key)
        if not fault:
            best = one
            break
        found[number] = replace(one, state=DAMAGED if backup_check.is_damage(fault) else FAULTY)
    if best is None:  # better than none: it opens, and its faults can be repaired
        best = next((one for one in found if one.state == FAULTY), None)
    if code == "damaged" and _is_cut(path):
        code = TRUNCATED
    return Case(
        path=path, code=code, backups=tuple(found), best=best, encrypted=encrypted, step=noted.step if noted else 0
    )


def lacks(one: Backup) -> str:
    """How many changes a backup lacks, in words; "" where that is not known."""
    if one.since is None or one.since < 0:
        return ""
    if one.since == 0:
        return tr("No change is missing in it.")
    return trn("{n} change made after it is not in it.", "{n} changes made after it are not in it.", one.since)


def age(one: Backup, now: datetime) -> str:
    """How old a backup is, in words."""
    minutes = int((now - one.made_at).total_seconds() // 60)
    if minutes < 1:
        return tr("made just now")
    if minutes < 90:
        return trn("{n} minute old", "{n} minutes old", minutes)
    if minutes < 48 * 60:
        return trn("{n} hour old", "{n} hours old", (minutes + 30) // 60)
    return trn("{n} day old", "{n} days old", minutes // (24 * 60))


def put_in_place(
    case: Case, backup: Path, key: StoreKey | None, at: datetime | None = None, report: Report | None = None
) -> Path:
    """Put a backup where the damaged portfolio is, which is kept beside it; returns where.

    PlannerError when the backup is not whole or the disk refuses; everything is then as it was.
    """
    tell = report or (lambda _done, _total, _note: None)
    tell(0, 2, tr("Checking the backup"))
    moment = at or datetime.now(UTC)
    kept = backups.restore_over(backup, case.path, key, moment)
    return _named_damaged(kept, case.path, moment)


def bring_key(case: Case, source: Path) -> None:
    """Put a key file found elsewhere beside its portfolio; what is damaged there is kept under another name.

    PlannerError when the file is no key file, or one of another portfolio.
    """
    from planner.safe import key_file

    found = key_file.read_one(source)
    noted = side_file.read(paths.side_path(case.path))
    if found is None or (noted is not None and found.owner != noted.store_id):
        text = tr("{name} is not the key file of this portfolio. Nothing was changed.", name=source.name)
        raise PlannerError(text, KEY_FILE)
    for path in (paths.key_path(case.path), paths.key_copy_path(case.path)):
        if path.exists() and path.resolve() != source.resolve():
            path.rename(_free(path.with_name(path.name + ".damaged")))
    key_file.save(case.path, found)


def copy_for(path: Path, at: datetime | None = None) -> Path:
    """Where a copy made from a damaged portfolio is proposed to go; a name that is free."""
    day = (at or datetime.now(UTC)).astimezone().date().isoformat()
    word = tr("saved")
    return _free(path.with_name(f"{path.stem} {word} {day}{path.suffix}"))


def _named_damaged(kept: Path, portfolio: Path, at: datetime) -> Path:
    """What was replaced, under a name that says why; under its earlier one where that does not go."""
    day = at.astimezone().date().isoformat()
    target = _free(portfolio.with_name(f"{portfolio.stem} damaged {day}{portfolio.suffix}"))
    beside = [p for p in portfolio.parent.glob(f"{_plain(kept.name)}*") if p.name.startswith(kept.name)]
    done: list[tuple[Path, Path]] = []
    try:
        for path in sorted(beside, key=lambda one: len(one.name), reverse=True):  # the store itself goes last
            to = path.with_name(target.name + path.name[len(kept.name) :])
            path.rename(to)
            done.append((path, to))
    except OSError:
        for path, to in reversed(done):
            to.rename(path)
        return kept
    return target


def _plain(name: str) -> str:
    """A name for glob, whose signs mean themselves."""
    import glob

    return glob.escape(name)


def _free(path: Path) -> Path:
    found, number = path, 2
    while found.exists() or paths.key_path(found).exists():
        found, number = path.with_name(f"{path.stem} ({number}){path.suffix}"), number + 1
    return found


def _is_cut(path: Path) -> bool:
    """Whether the file ends before its last page does; whole pages are missed only where they can be counted."""
    from planner.store.database import read_head

    with suppress(PlannerError):
        head, size = read_head(path), _size(path)
        told = int.from_bytes(head[28:32], "big") if head.startswith(b"SQLite format 3\0") else 0
        return size % 4096 != 0 or size < told * 4096
    return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
