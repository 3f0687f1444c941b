# SPDX-License-Identifier: Apache-2.0
"""Copying a whole portfolio to another folder: store, log, keys, side file and attachments."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from planner.kernel import paths
from planner.kernel.text import tr
from planner.safe.files import free_name, sync_folder
from planner.safe.private_copy import copy_store
from planner.safe.problems import file_problem

Report = Callable[[int, int, str], None]
_PARTS: Final = (paths.side_path, paths.erased_path, paths.key_copy_path, paths.key_path)


def copy_to(path: Path, folder: Path, report: Report | None = None) -> Path:
    """A copy of a portfolio in ``folder`` under a name that is free there; what is copied is only read.

    The store comes last, so that a copy that was cut off is never taken for a portfolio. FileProblemError when the
    disk refuses; nothing half-done is left then.
    """
    tell = report or (lambda _done, _total, _note: None)
    target = _free(folder / path.name)
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tell(0, 3, tr("Copying attachments"))
        if paths.files_folder(path).is_dir():
            shutil.copytree(paths.files_folder(path), paths.files_folder(target))
        tell(1, 3, tr("Copying the portfolio"))
        copy_store(path, part)
        for beside in _PARTS:
            if beside(path).exists():
                shutil.copyfile(beside(path), beside(target))
        tell(2, 3, tr("Making it durable"))
        _put(part, target)
        sync_folder(folder)
    except BaseException as fault:
        _remove(part, target)
        if isinstance(fault, OSError):
            raise file_problem(fault, target, saving=True) from fault
        raise
    return target


def _put(part: Path, target: Path) -> None:
    log = part.with_name(part.name + "-wal")
    for file in (log, part):
        if file.exists():
            with file.open("rb+") as copied:
                os.fsync(copied.fileno())
    if log.exists():
        log.replace(target.with_name(target.name + "-wal"))
    part.replace(target)


def _remove(part: Path, target: Path) -> None:
    logs = (part.with_name(part.name + "-wal"), target.with_name(target.name + "-wal"))
    for file in (part, target, *logs, *(beside(target) for beside in _PARTS)):
        with suppress(OSError):
            file.unlink(missing_ok=True)
    shutil.rmtree(paths.files_folder(target), ignore_errors=True)


def _free(path: Path) -> Path:
    """A name under which nothing of a portfolio lies yet."""
    wanted = free_name(path)
    while any(beside(wanted).exists() for beside in (*_PARTS, paths.files_folder)):
        wanted = free_name(wanted.with_name(f"{wanted.stem} copy{wanted.suffix}"))
    return wanted
