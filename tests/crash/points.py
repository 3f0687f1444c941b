# SPDX-License-Identifier: Apache-2.0
"""Faults at counted calls: at each call that changes the disk the process is killed, or the call fails (SK, FI)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from planner.kernel.errors import PlannerError
from planner.store import driver
from tests.crash.disk import Disk
from tests.crash.form_scenarios import FORMS
from tests.crash.life import Life, live
from tests.crash.scenarios import SCENARIOS, Scenario
from tests.crash.stage import Stage, fresh
from tests.crash.tally import Tally
from tests.crash.trace import traced

EVERY: Final = (*SCENARIOS, *FORMS)
_OF_A_NAME: Final = 100
ERRORS: Final = ("EIO", "ENOSPC")
_FAILING: Final = frozenset(
    {
        "pwrite64",
        "write",
        "ftruncate",
        "fdatasync",
        "fsync",
        "unlink",
        "rename",
        "link",
        "openat",
        "mkdir",
        "sendfile",
        "copy_file_range",
    }
)


@dataclass(frozen=True, slots=True)
class Point:
    """The ``number``-th call of that name in a scenario."""

    scenario: Scenario
    call: str
    number: int


def points(scenario: Scenario, template: Stage, folder: Path) -> list[Point]:
    """Every call of the scenario that changes its folder or makes something durable."""
    stage = fresh(template, folder / "count")
    disk, seen, found = Disk.of(stage.folder), Counter[str](), []
    life, events = traced(lambda say: scenario.work(stage, say), folder / "count.log")
    if life.code or life.told("raw") or life.told("told") or life.told("fault"):
        raise RuntimeError(f"{scenario.name} does not even work without a fault: {life.said}")
    for event in events:
        seen[event.name] += 1
        if disk.follow(event):
            found.append(Point(scenario, event.name, seen[event.name]))
    return found


def kill(seed: int, size: int, folder: Path) -> Tally:
    """Kill at ``size`` points, spread over all scenarios; 0 means at every one."""
    return _each(seed, size, folder, fail=False)


def fail(seed: int, size: int, folder: Path) -> Tally:
    """Let ``size`` points fail, once or from then on, with either error; 0 means all of them."""
    return _each(seed, size, folder, fail=True)


def _each(seed: int, size: int, folder: Path, *, fail: bool) -> Tally:
    tally, templates, found = Tally(), {}, []
    for scenario in EVERY:
        place = folder / scenario.name
        templates[scenario.name] = scenario.prepare(place / "template")
        every = points(scenario, templates[scenario.name], place)
        found.extend(_spread(every) if size else every)
    for point, inject in _chosen(_injections(found, fail=fail), seed, size):
        place = folder / point.scenario.name
        stage = fresh(templates[point.scenario.name], place / "hit")
        life = live(partial(point.scenario.work, stage), ["-e", f"trace={point.call}", "-e", f"inject={inject}"])
        _check(point, inject, stage, life, tally)
    return tally


def _spread(found: list[Point]) -> list[Point]:
    """At most about a hundred calls of each name, so that a sample is not all page writes of the longest job."""
    of_name = Counter(point.call for point in found)
    seen: Counter[str] = Counter()
    kept = []
    for point in found:
        if seen[point.call] % -(-of_name[point.call] // _OF_A_NAME) == 0:
            kept.append(point)
        seen[point.call] += 1
    return kept


def _injections(found: list[Point], *, fail: bool) -> list[tuple[Point, str]]:
    if not fail:
        return [(point, f"{point.call}:signal=SIGKILL:when={point.number}") for point in found]
    return [
        (point, f"{point.call}:error={error}:when={point.number}{more}")
        for point in found
        if point.call in _FAILING
        for error in ERRORS
        for more in ("", "+")
    ]


def _chosen(found: list[tuple[Point, str]], seed: int, size: int) -> Iterator[tuple[Point, str]]:
    if not size:
        yield from found
        return
    rng = random.Random(seed)
    while size > 0:
        yield from rng.sample(found, min(size, len(found)))
        size -= len(found)


def _check(point: Point, inject: str, stage: Stage, life: Life, tally: Tally) -> None:
    where = f"{point.scenario.name} {inject}"
    tally.runs += 1
    raw = [*life.told("raw"), *life.told("fault")]
    if raw:
        tally.unclear += 1
        tally.note(f"{where}: the user would see {raw[0]}")
    before = tally.lost
    try:
        wrong = point.scenario.check(stage, life.said, tally)
    except (PlannerError, driver.DatabaseError, OSError) as fault:
        wrong = f"afterwards: {type(fault).__name__}: {fault}"
    if wrong or tally.lost > before:
        tally.corrupt += tally.lost == before
        tally.note(f"{where}: {wrong or 'lost'}")
