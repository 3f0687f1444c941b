# SPDX-License-Identifier: Apache-2.0
"""What the list of backups finds out by jobs, and its words: what lies further away, changed, or was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from shiboken6 import isValid

from planner.kernel.data import dataclass
from planner.kernel.text import tr, trn
from planner.services import backup_list
from planner.services.backup_check import is_damage
from planner.services.backup_list import DAMAGED, FAULTY, Backup
from planner.services.session import Session
from ui.jobs.runner import Job

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.off_disk import Standing

Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What takes longer to find out: the copies in the second folder, how it stands, the room all copies take."""

    standing: Standing
    room: int
    there: list[Backup] = field(default_factory=list)


def look_further(session: Session, folder: Path | None, report: Report) -> Further:
    """Look into the second folder and add up the room; runs as a job."""
    from planner.services import off_disk

    report(0, 1, "")
    return Further(
        standing=off_disk.standing(session, folder),
        room=backup_list.room(backup_list.copies(session.path)),
        there=off_disk.listing(session, folder),
    )


def changed_since(session: Session, step: int, report: Report) -> str:
    """What was added, changed and deleted after a step, in words; runs as a job."""
    from planner.services import backup_changes

    report(0, 1, "")
    return backup_changes.words(backup_changes.since(session, step))


def check_these(wanted: list[tuple[Path, StoreKey | None]], report: Report) -> dict[Path, str]:
    """Check backups one after the other; answers what is wrong with each, "" for whole; runs as a job."""
    from planner.services.backup_check import check

    faults: dict[Path, str] = {}
    for number, (path, key) in enumerate(wanted):

        def tell(done: int, total: int, note: str, number: int = number) -> None:
            report(number * total + done, len(wanted) * total, note)

        faults[path] = check(path, key, tell)
    return faults


def checked_words(faults: dict[Path, str]) -> str:
    """What checks found where it matters: what can't be restored, and what is to be repaired after restoring."""
    damaged = sum(is_damage(fault) for fault in faults.values())
    faulty = sum(bool(fault) for fault in faults.values()) - damaged
    said: list[str] = []
    if damaged:
        text = trn(
            "{n} backup is damaged and can't be restored.", "{n} backups are damaged and can't be restored.", damaged
        )
        said.append(text)
    if faulty:
        text = trn(
            "{n} backup opens, with faults that the portfolio had.",
            "{n} backups open, with faults that the portfolio had.",
            faulty,
        )
        said.append(text)
    if said and damaged + faulty < len(faults):
        said.append(tr("The others are whole; restore one of them."))
    return " ".join(said)


def cancel(job: object) -> None:
    """Stop a job whose answer nobody waits for any more; one that has ended is gone already."""
    if isinstance(job, Job) and isValid(job):
        job.cancel()


def plain_words(one: Backup | None) -> str:
    """What is to be said about a backup in place of what changed since; "" for nothing."""
    if one is not None and one.state == DAMAGED:
        return tr("This backup is not what it was when it was made. Restore another one; the next is made by itself.")
    if one is not None and one.state == FAULTY:
        return tr("It opens, with faults that the portfolio had. Restored, they can be repaired with Check portfolio.")
    return ""
