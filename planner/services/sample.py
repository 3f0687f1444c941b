# SPDX-License-Identifier: Apache-2.0
"""The sample file: a separate portfolio marked as fictional, made when asked for (ux 6.1)."""

from __future__ import annotations

import shutil
from pathlib import Path

from planner.kernel import paths
from planner.kernel.clock import Clock
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services.portfolio import create, open_portfolio
from planner.services.session import Session
from planner.store import portfolio_settings

ME = "A. Vidal"


def make_sample(
    path: Path,
    *,
    accounts: int | None = None,
    seed: int = 1,
    clock: Clock | None = None,
    device: str = "",
) -> Path:
    """Write the sample to a new file at ``path``; PlannerError when something is there already.

    ``accounts`` cuts the eight short or adds generated ones.
    """
    from planner.services import sample_data

    count = sample_data.STORIES if accounts is None else accounts
    session = create(path, me_name=ME, clock=clock, device=device, sample=True)
    try:
        sample_data.build(session, accounts=count, seed=seed)
    except BaseException:  # stopped or failed: half a sample would look like a whole one
        session.close()
        _erase(path)
        raise
    session.close()
    return path


def open_sample(
    path: Path | None = None, *, fresh: bool = False, clock: Clock | None = None, device: str = ""
) -> Session:
    """The sample, made first where there is none; ``fresh`` makes it anew, and what was changed in it goes.

    Only a file that is marked as sample is ever replaced.
    """
    place = path or paths.sample_portfolio()
    if fresh and place.exists():
        remove_sample(place)
    if not place.exists():
        make_sample(place, clock=clock, device=device)
    return open_portfolio(place, clock=clock, device=device)


def remove_sample(path: Path) -> None:
    """Delete the sample and its files; PlannerError when the file is no sample or is open."""
    session = open_portfolio(path)
    marked = is_sample(session)
    session.close()
    if not marked:
        raise PlannerError(tr("This portfolio is not the sample, so it was left untouched."), "not-sample")
    _erase(path)


def _erase(path: Path) -> None:
    """Delete a store with its attachments and backups."""
    for suffix in ("", "-wal", "-shm", ".last", ".erased", ".key", ".key.copy"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    for folder in (paths.files_folder(path), paths.backups_folder(path)):
        shutil.rmtree(folder, ignore_errors=True)


def is_sample(session: Session) -> bool:
    """Whether the open portfolio is marked as fictional."""
    return session.read(lambda conn: portfolio_settings.get(conn, "sample")) is True
