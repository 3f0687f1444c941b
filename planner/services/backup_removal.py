# SPDX-License-Identifier: Apache-2.0
"""Deleting backups on request: only what is listed as one of the open portfolio, and nothing beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.locks import Lock, try_lock
from planner.safe.problems import file_problem
from planner.services import backup_list, off_disk
from planner.services.backup import Report, remove
from planner.services.session import Session


def room_of(copies: Iterable[Path]) -> int:
    """The bytes that deleting these copies gives back: what they share with others stays."""
    freed = 0
    for copy in copies:
        beside = paths.files_folder(copy)
        files = [copy, *(beside.rglob("*") if beside.is_dir() else ())]
        for file in files:
            try:
                found = file.stat()
            except OSError:  # it went while we looked
                continue
            if file.is_file() and found.st_nlink == 1:
                freed += found.st_size
    return freed


def delete(session: Session, wanted: Iterable[Path], folder: Path | None, report: Report | None = None) -> None:
    """Delete backups of the open portfolio with their files, keys and proofs, here and in the second ``folder``.

    They can't be brought back. PlannerError for what is no backup of it, is open itself or can't be deleted, and where
    the portfolio is open for reading only: somebody else may need them, or its own file is in danger.
    """
    tell = report or (lambda _done, _total, _note: None)
    if session.read_only:
        raise PlannerError(off_text(), "read-only")
    every = list(wanted)
    known = {*backup_list.copies(session.path), *_there(session, folder)} - {session.path}
    for number, copy in enumerate(every):
        tell(number, len(every), "")
        if copy not in known:
            raise PlannerError(tr("This file is not one of the backups, so it was not deleted."), "no-backup")
        _delete(copy)


def off_text() -> str:
    """Why nothing is deleted while the portfolio is open for reading only."""
    return tr("The portfolio is open for reading only, so its backups are left alone.")


def _there(session: Session, folder: Path | None) -> list[Path]:
    if folder is None or not off_disk.is_reachable(folder):
        return []
    return backup_list.in_folder(off_disk.place_in(folder, session))


def _delete(copy: Path) -> None:
    try:
        lock = try_lock(copy)
        if not isinstance(lock, Lock):
            text = tr("This backup is open in another window, so it was not deleted. Close it there first.")
            raise PlannerError(text, "open-elsewhere")
        with lock:
            remove(copy)
    except OSError as fault:
        raise file_problem(fault, copy, saving=True) from fault
