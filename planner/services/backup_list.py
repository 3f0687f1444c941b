# SPDX-License-Identifier: Apache-2.0
"""What backups there are of a portfolio, open or not: their age, reason, state and how far behind they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.kernel.clock import moment
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.rules.backups import AUTO, BY_HAND, DAILY, IMPORT, QUIT, REPLACED, RESTORE, UPGRADE, told
from planner.safe import side_file
from planner.services import backup_proof
from planner.services.backup_check import fitting, is_damage
from planner.services.backup_proof import Proof
from planner.services.session import Session
from planner.store import driver, portfolio_settings, undo_stacks

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

REASONS: Final = {
    BY_HAND: N_("By hand"),
    AUTO: N_("Automatic"),
    DAILY: N_("Daily"),
    QUIT: N_("When closing"),
    IMPORT: N_("Before an import"),
    RESTORE: N_("Before restoring"),
    UPGRADE: N_("Before an upgrade"),
    "before-repair": N_("Before a repair"),
    REPLACED: N_("Replaced by a backup"),
}
VERIFIED, UNPROVEN, FAULTY, DAMAGED = "verified", "unproven", "faulty", "damaged"
SAME, AHEAD, APART, STRANGER = "same", "ahead", "apart", "stranger"
_REPLACED_MARK: Final = " replaced "
_DAMAGED_MARK: Final = " damaged "


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy of a portfolio: ``size`` in bytes without its files, ``since`` how many steps were made after it.

    ``state`` is verified (with ``checked_at``), unproven (it opens, but has no proof), faulty (it can be restored, with
    faults that its portfolio had) or damaged. ``line`` says how it stands to the portfolio: the same line of changes,
    ahead of it, apart from it since a restore, or a stranger's.
    ``since`` is negative when it is ahead and None where it can't be told.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int
    since: int | None
    state: str = UNPROVEN
    checked_at: datetime | None = None
    number: int = 0
    step: int = 0
    line: str = SAME

    @property
    def reason_text(self) -> str:
        """Why it was made, in words; a reason of another version as it stands."""
        return tr(REASONS.get(self.reason, self.reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """The portfolio that the copies are compared with; ``at_of`` gives the moment of a step, None for unknown."""

    path: Path
    key: StoreKey | None
    store_id: str
    newest: int | None
    at_of: Callable[[int], str | None]


def listing(session: Session) -> list[Backup]:
    """The backups beside the open portfolio, newest first; what a restore replaced is among them."""
    return _listed(_open_now(session), copies(session.path))


def listing_in(session: Session, folder: Path) -> list[Backup]:
    """The backups of the open portfolio in another folder, newest first."""
    return _listed(_open_now(session), in_folder(folder))


def told_of(session: Session, path: Path, key: StoreKey | None = None) -> Backup | None:
    """One copy anywhere, as it stands to the open portfolio; None when there is nothing at that path."""
    return _backup(path, replace(_open_now(session), key=key or session.db.key))


def room(found: Iterable[Path]) -> int:
    """The bytes that copies take with their attachments; what they share is counted once."""
    seen: set[tuple[int, int]] = set()
    taken = 0
    for copy in found:
        beside = paths.files_folder(copy)
        for file in (copy, *(beside.rglob("*") if beside.is_dir() else ())):
            with suppress(OSError):
                stat = file.stat()
                if file.is_file() and (stat.st_dev, stat.st_ino) not in seen:
                    seen.add((stat.st_dev, stat.st_ino))
                    taken += stat.st_size
    return taken


def listing_for(path: Path, key: StoreKey | None = None) -> list[Backup]:
    """The backups of a portfolio that is not open and may be damaged or gone: newest verified first, damaged last.

    Without its key an encrypted one's copies are told by their proofs. Nothing is written.
    """
    noted = side_file.read(paths.side_path(path))
    store_id, newest = (noted.store_id, noted.step) if noted else ("", None)
    found = _listed(_Now(path=path, key=key, store_id=store_id, newest=newest, at_of=lambda _step: None), copies(path))
    order = {VERIFIED: 0, UNPROVEN: 1, FAULTY: 2, DAMAGED: 3}
    return sorted(found, key=lambda one: order[one.state])


def copies(portfolio: Path) -> list[Path]:
    """The files that are copies of a portfolio: those in its folder of backups, and what a restore replaced."""
    return [*in_folder(paths.backups_folder(portfolio)), *_beside(portfolio, _REPLACED_MARK)]


def remains(portfolio: Path) -> list[Path]:
    """Every file that holds what the portfolio held: its copies, and what was damaged and kept beside it.

    What erasure, a changed password and encryption have to reach; those that were damaged are no backups.
    """
    return [*copies(portfolio), *damaged(portfolio)]


def damaged(portfolio: Path) -> list[Path]:
    """What was damaged, replaced by a backup and kept beside it under a name that says so."""
    return _beside(portfolio, _DAMAGED_MARK)


def _beside(portfolio: Path, mark: str) -> list[Path]:
    with suppress(OSError):
        found = portfolio.parent.glob(f"*{portfolio.suffix}")
        return [path for path in found if path.is_file() and path.name.startswith(portfolio.stem + mark)]
    return []


def in_folder(folder: Path) -> list[Path]:
    """The copies in a folder; none where there is no such folder."""
    with suppress(OSError):
        return [path for path in folder.glob(f"*{paths.SUFFIX}") if path.is_file()]
    return []


def ordered(found: Iterable[Backup]) -> list[Backup]:
    """Newest first by their moments; those with a number stand in its order, whatever a clock said."""
    rows = sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)
    places = [place for place, one in enumerate(rows) if one.number]
    numbered = sorted((one for one in rows if one.number), key=lambda one: one.number, reverse=True)
    for place, one in zip(places, numbered, strict=True):
        rows[place] = one
    return rows


def _open_now(session: Session) -> _Now:
    def at_of(step: int) -> str | None:
        row = session.read(lambda conn: conn.execute("SELECT at FROM step WHERE seq = ?", (step,)).fetchone())
        return str(row[0]) if row else None

    return _Now(
        path=session.path,
        key=session.db.key,
        store_id=session.read(lambda conn: portfolio_settings.text(conn, "store_id")) or "",
        newest=session.read(undo_stacks.newest),
        at_of=at_of,
    )


def _listed(now: _Now, found: Iterable[Path]) -> list[Backup]:
    rows = (_backup(path, now) for path in found)
    return ordered(one for one in rows if one is not None)


def _backup(path: Path, now: _Now) -> Backup | None:
    try:
        size, changed = path.stat().st_size, path.stat().st_mtime
    except OSError:  # it went while we looked
        return None
    proof = backup_proof.read(path)
    at, reason = _when_and_why(path, now.path.stem, proof) or (datetime.fromtimestamp(changed, UTC), "")
    if proof is None:
        return _without_proof(path, now, at, reason, size)
    damaged = is_damage(proof.fault) or size != proof.size
    line, since = _line(now, proof.portfolio, proof.step, proof.step_at)
    return Backup(
        path=path,
        made_at=at,
        reason=reason,
        size=size,
        since=None if damaged else since,
        state=DAMAGED if damaged else FAULTY if proof.fault else VERIFIED,
        checked_at=moment(proof.checked_at),
        number=proof.number,
        step=proof.step,
        line=line,
    )


def _when_and_why(path: Path, stem: str, proof: Proof | None) -> tuple[datetime, str] | None:
    found = told(path.stem, stem)
    if found is None and path.stem.startswith(stem + _REPLACED_MARK):
        found = told(f"{stem} {path.stem.removeprefix(stem + _REPLACED_MARK)} {REPLACED}", stem)
        found = found or (datetime.fromtimestamp(path.stat().st_mtime, UTC), REPLACED)
    if found is None and proof is not None:  # renamed, or of a portfolio that had another name
        return moment(proof.made_at), ""
    return found


def _without_proof(path: Path, now: _Now, at: datetime, reason: str, size: int) -> Backup:
    key = fitting(path, now.key)
    known = _known(path, key)
    if known is None:
        locked = key is None and paths.key_path(path).exists()
        state = UNPROVEN if locked else DAMAGED
        return Backup(path=path, made_at=at, reason=reason, size=size, since=None, state=state)
    line, since = _line(now, *known)
    return Backup(path=path, made_at=at, reason=reason, size=size, since=since, step=known[1], line=line)


def _known(path: Path, key: StoreKey | None) -> tuple[str, int, str] | None:
    """Store id, newest step and its moment of a copy; None when it can't be read."""
    try:
        with closing(driver.connect(path, key.pragma() if key else "", frozen=True)) as conn:
            row = conn.execute("SELECT seq, at FROM step ORDER BY seq DESC LIMIT 1").fetchone()
            store_id = portfolio_settings.text(conn, "store_id") or ""
        return (store_id, int(row[0]), str(row[1])) if row else (store_id, 0, "")
    except driver.DatabaseError:
        return None


def _line(now: _Now, store_id: str, step: int, step_at: str) -> tuple[str, int | None]:
    """How a copy stands to the portfolio, and how many steps it is behind."""
    if now.store_id and store_id and store_id != now.store_id:
        return STRANGER, None
    if now.newest is None:
        return SAME, None
    if step > now.newest:
        return AHEAD, now.newest - step
    at = now.at_of(step)
    if step and at is not None and at != step_at:
        return APART, None
    return SAME, now.newest - step
