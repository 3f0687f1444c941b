# SPDX-License-Identifier: Apache-2.0
"""Trace replay of whole jobs: what a power cut may leave of backups, restored files, key files and new portfolios.

Here the names count: a rename that no sync of its folder made durable may be undone, and a file that was renamed before
it was synced may be empty or torn under its final name.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from planner.kernel.errors import PlannerError
from planner.store import driver
from planner.store.database import Database
from tests.crash.disk import Disk
from tests.crash.form_scenarios import FORMS
from tests.crash.judge import Place
from tests.crash.life import Say
from tests.crash.points import points
from tests.crash.replay import under
from tests.crash.scenarios import SCENARIOS, Scenario
from tests.crash.stage import Stage, fresh
from tests.crash.tally import Tally
from tests.crash.trace import Event, traced

_JOBS = ("import", "ladder", "backup", "restore-as", "restore-over", "keys", "create", "seal", "unseal", "erase")


def run(seed: int, size: int, folder: Path, *, forget_sync: bool = False) -> Tally:
    """``size`` images spread over all jobs; ``forget_sync`` plants files of ours that are renamed unsynced."""
    tally = Tally()
    jobs = [one for one in (*SCENARIOS, *FORMS) if one.name in (("keys",) if forget_sync else _JOBS)]
    for number, scenario in enumerate(jobs):
        share = size * (number + 1) // len(jobs) - size * number // len(jobs)
        _job(scenario, share, seed, folder / scenario.name, tally, forget_sync=forget_sync)
    return tally


def run_failed_sync(seed: int, size: int, folder: Path, *, careless: bool = False) -> Tally:
    """Power cuts after a sync that failed once: what it was to sync is gone, though the next syncs work (§2 A6).

    Syncs of the folder fail, too: SQLite makes the name of its log durable by one and passes over its failure, so ours
    comes before; ``careless`` plants a store that leaves it to SQLite.
    """
    tally = Tally()
    if careless:
        Database._name_log = Database._be_there  # type: ignore[method-assign]  # only asks whether it is open
    scenario = next(one for one in SCENARIOS if one.name == ("save-sealed" if seed % 2 else "save"))
    before = scenario.prepare(folder / "before")
    syncs = [point.number for point in points(scenario, before, folder / "points") if point.call == "fsync"]
    for number, sync in enumerate(syncs):
        share = size * (number + 1) // len(syncs) - size * number // len(syncs)
        stage = fresh(before, folder / "day")
        _, events = traced(partial(scenario.work, stage), folder / "trace.log", f"fsync:error=EIO:when={sync}")
        calls = under(events, stage.folder, before.folder)
        moments = [call for call, _, _ in _moments(calls, before.folder)]
        chosen = set(random.Random(f"{seed}/{sync}").sample(moments, min(share, len(moments))))
        for call, said, disk in _moments(calls, before.folder):
            if call in chosen:
                shutil.rmtree(folder / "image", ignore_errors=True)
                place = Place(before.moved(folder / "image"))
                place.lay_out(disk.after_power_loss(random.Random(f"{seed}/{sync}/{call}")))
                _check(scenario, place, said, f"sync {sync} failed, seed {seed}, call {call}", tally)
    return tally


def _job(scenario: Scenario, size: int, seed: int, folder: Path, tally: Tally, *, forget_sync: bool) -> None:
    before = scenario.prepare(folder / "before")
    stage = fresh(before, folder / "day")
    work = partial(_careless, scenario, stage) if forget_sync else partial(scenario.work, stage)
    life, events = traced(work, folder / "trace.log")
    if life.code or life.told("raw") or life.told("told"):
        raise RuntimeError(f"{scenario.name} did not end well: {life.code} {life.said[-2:]}")
    calls = under(events, stage.folder, before.folder)
    count = sum(1 for _ in _moments(calls, before.folder))
    for moment, (number, said, disk) in enumerate(_moments(calls, before.folder)):
        for which in range(size * (moment + 1) // count - size * moment // count):
            rng = random.Random(f"{seed}/{scenario.name}/{number}/{which}")
            shutil.rmtree(folder / "image", ignore_errors=True)
            place = Place(before.moved(folder / "image"))
            place.lay_out(disk.after_power_loss(rng))
            _check(scenario, place, said, f"{scenario.name}, seed {seed}, call {number}, image {which}", tally)


def _moments(calls: list[Event], folder: Path) -> Iterator[tuple[int, tuple[str, ...], Disk]]:
    """Every call that changed the disk: its number, what had been said by then, and the disk."""
    disk, said = Disk.of(folder), list[str]()
    for number, event in enumerate(calls):
        if event.name == "writev":
            said.append(event.texts[0].decode().rstrip("\n"))
        elif disk.follow(event):
            yield number, tuple(said), disk


def _careless(scenario: Scenario, stage: Stage, say: Say) -> None:
    """Plant files that get their final names before they are on the disk."""
    from planner.safe import files

    files.sync_file = lambda file: file.flush()
    scenario.work(stage, say)


def _check(scenario: Scenario, place: Place, said: tuple[str, ...], where: str, tally: Tally) -> None:
    tally.runs += 1
    before = tally.lost
    try:
        wrong = scenario.check(place.stage, said, tally)
    except (PlannerError, driver.DatabaseError, OSError, KeyError) as fault:
        wrong = f"{type(fault).__name__}: {fault}"
    if wrong or tally.lost > before:
        tally.corrupt += tally.lost == before
        tally.note(f"{where}: {wrong or 'lost'}")
