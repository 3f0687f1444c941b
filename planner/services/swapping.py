# SPDX-License-Identifier: Apache-2.0
"""Putting another file in the place of a closed portfolio: cut off at any moment, the old one or the new one is there.

A portfolio is several files, which no disk renames at once. A note beside it says what is being moved where; whoever
opens the portfolio next finishes that or takes it back, before anything else is looked at (reliability B18).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.kernel import paths
from planner.safe.errors import FileProblemError
from planner.safe.files import sync_folder, write_atomic
from planner.safe.problems import file_problem

if TYPE_CHECKING:
    from planner.kernel.clock import Clock

_LOGS: Final = ("-wal", "-shm", "-journal")
# in this order: the write-ahead log goes first and never stays behind, the store itself last
_PARTS: Final[tuple[Callable[[Path], Path], ...]] = (
    lambda path: path.with_name(path.name + "-wal"),
    lambda path: path.with_name(path.name + "-shm"),
    paths.side_path,
    paths.files_folder,
    paths.key_copy_path,
    paths.key_path,
    lambda path: path,
)


def begin(portfolio: Path, fresh: Path) -> None:
    """Note that ``fresh`` is being built: where that is cut off, nothing of it stays. FileProblemError."""
    wipe_all(fresh)
    _write(portfolio, fresh, None)


def give_up(portfolio: Path, fresh: Path) -> None:
    """``fresh`` will not take the place; nothing happens where it is there already."""
    found = _read(portfolio)
    if found is not None and found[1] is None:
        with suppress(OSError):
            wipe_all(fresh)
            paths.moving_path(portfolio).unlink()


def swap(portfolio: Path, kept: Path, fresh: Path) -> None:
    """Put ``fresh`` in the place of the portfolio, which becomes ``kept``; all of it or nothing. FileProblemError."""
    _write(portfolio, fresh, kept)
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in ((portfolio, kept), (fresh, portfolio)):
            _move(source, target, done)
        sync_folder(portfolio.parent)
    except OSError as fault:
        if _move_back(done):
            with suppress(OSError):
                wipe_all(fresh)
                paths.moving_path(portfolio).unlink()
        raise file_problem(fault, portfolio, saving=True) from fault
    with suppress(OSError):
        paths.moving_path(portfolio).unlink()


def settle(portfolio: Path, computer: str, clock: Clock | None = None) -> None:
    """Finish or take back what was cut off. AlreadyOpenError, ClaimedError while another program is at it."""
    if not paths.moving_path(portfolio).exists():
        return
    from planner.services.owning import own

    try:
        owner = own(portfolio, computer, clock)
    except FileProblemError:  # nothing can be written here; it is read as it lies
        return
    try:
        _settle(portfolio)
    except OSError as fault:
        raise file_problem(fault, portfolio, saving=True) from fault
    finally:
        owner.release()


def wipe_all(store: Path) -> None:
    """Delete a store with everything that belongs to it, overwritten as far as a disk obeys; OSError."""
    from planner.safe.wipe import wipe

    for log in _LOGS:
        wipe(store.with_name(store.name + log))
    wipe(paths.files_folder(store))
    for beside in (paths.key_path, paths.key_copy_path, paths.side_path, paths.proof_path):
        wipe(beside(store))
    wipe(store)


def move_in(store: Path, target: Path) -> None:
    """Rename a closed store with all that belongs to it to a free name; OSError, all of it is then where it was."""
    done: list[tuple[Path, Path]] = []
    try:
        _move(store, target, done)
        sync_folder(target.parent)
    except OSError:
        _move_back(done)
        raise


def _settle(portfolio: Path) -> None:
    found = _read(portfolio)
    if found is not None:
        fresh, kept = found
        if kept is not None and kept.exists():  # the old one is out of the way, whole: the new one follows
            _move(fresh, portfolio, [])
        else:
            if kept is not None:
                for part in _PARTS:
                    if part(kept).exists():
                        part(kept).rename(part(portfolio))
            wipe_all(fresh)
        sync_folder(portfolio.parent)
    paths.moving_path(portfolio).unlink(missing_ok=True)


def _move(store: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    """Rename a store with all that belongs to it."""
    for part in _PARTS:
        if part(store).exists():
            part(store).rename(part(target))
            done.append((part(store), part(target)))


def _move_back(done: list[tuple[Path, Path]]) -> bool:
    """Whether all of it went; what did not goes when the portfolio is opened next."""
    try:
        for source, target in reversed(done):
            target.rename(source)
    except OSError:
        return False
    return True


def _write(portfolio: Path, fresh: Path, kept: Path | None) -> None:
    body = {"fresh": fresh.name, "kept": kept.name if kept is not None else ""}
    write_atomic(paths.moving_path(portfolio), json.dumps(body).encode(), private=True)


def _read(portfolio: Path) -> tuple[Path, Path | None] | None:
    """What is being moved where; None for a note that is none of ours."""
    try:
        body = json.loads(paths.moving_path(portfolio).read_bytes())
        names = str(body["fresh"]), str(body["kept"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    begins = all(name.startswith(f"{portfolio.stem} ") and Path(name).name == name for name in names if name)
    if not names[0] or not begins:
        return None
    return portfolio.with_name(names[0]), portfolio.with_name(names[1]) if names[1] else None
