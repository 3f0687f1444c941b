# SPDX-License-Identifier: Apache-2.0
"""All harnesses by name: "python -m tests.crash.run NAME --seed 1 --size 100" prints what one of them counted.

Each runs in a process of its own, because forking is only safe where no thread and no window exists.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, LifoQueue

from tests.crash import kills, points, replay, replay_files
from tests.crash.scripts import preload
from tests.crash.stage import scratch
from tests.crash.tally import Tally
from tests.faults import clocks, full_disk, mutants, owners, theft

_PATIENCE = 1800
Harness = Callable[[int, int, Path], Tally]


@dataclass(frozen=True, slots=True)
class Entry:
    """A harness: what it is called with, how much one round of the long run takes, and what it needs.

    ``planted`` ones hold a fault that must be found: a run of theirs that finds nothing is a failure.
    """

    run: Harness
    round: int
    traced: bool = False
    planted: bool = False


def typing(seed: int, count: int, folder: Path, *, late: bool = False) -> Tally:
    """Kills while somebody types into real forms; not imported before, because the other harnesses fork without Qt."""
    from tests.crash import drafts_kill

    folder.mkdir(parents=True)
    found = drafts_kill.run(count, seed, folder, late=late)
    return Tally(runs=found.kills, acknowledged=found.kept + found.offered, lost=found.lost, corrupt=found.not_offered)


HARNESSES: dict[str, Entry] = {
    "replay": Entry(partial(replay.run, encrypted=False), 20_000, traced=True),
    "replay-sealed": Entry(partial(replay.run, encrypted=True), 15_000, traced=True),
    "replay-realistic": Entry(replay.run_realistic, 1_000, traced=True),
    "replay-nested": Entry(replay.run_nested, 4_000, traced=True),
    "replay-files": Entry(replay_files.run, 3_000, traced=True),
    "replay-failed-sync": Entry(replay_files.run_failed_sync, 1_000, traced=True),
    "kill-points": Entry(points.kill, 0, traced=True),
    "random-kills": Entry(kills.run, 500),
    "typing-kills": Entry(typing, 60),
    "failing-calls": Entry(points.fail, 1_000, traced=True),
    "full-disk": Entry(full_disk.run, 40),
    "damaged-files": Entry(mutants.run, 4_000),
    "parallel-starts": Entry(owners.starts, 50),
    "two-writers": Entry(owners.writers, 2_000),
    "clocks": Entry(clocks.run, 120),
    "stolen-files": Entry(theft.run, 1_000),
    "planted-unencrypted": Entry(partial(theft.run, encrypted=False), 200, planted=True),
    "planted-sync-off": Entry(partial(replay.run_planted, synchronous="OFF"), 2_000, traced=True, planted=True),
    "planted-sync-normal": Entry(partial(replay.run_planted, synchronous="NORMAL"), 2_000, traced=True, planted=True),
    "planted-missing-sync": Entry(partial(replay_files.run, forget_sync=True), 300, traced=True, planted=True),
    "planted-lost-name": Entry(partial(replay_files.run_failed_sync, careless=True), 400, traced=True, planted=True),
    "planted-early-ack": Entry(partial(replay.run_planted, too_early=True), 1_000, traced=True, planted=True),
    "planted-late-drafts": Entry(partial(typing, late=True), 20, planted=True),
    "planted-lost-update": Entry(partial(owners.writers, careless=True), 400, planted=True),
    "planted-early-ack-kills": Entry(partial(kills.run, tamper=True), 40, planted=True),
}


class BrokenHarnessError(Exception):
    """The harness itself did not come to its end."""


def _cores() -> LifoQueue[int]:
    """The processors of this computer, for one harness each; another worker of the tests begins with another one."""
    found: LifoQueue[int] = LifoQueue()
    cores = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for place in range(len(cores)):
        found.put(cores[(worker - 1 - place) % len(cores)])
    return found


_FREE = _cores()


def counted(name: str, *, seed: int, size: int) -> Tally:
    """Run a harness in a process of its own; BrokenHarnessError with its last words when it breaks."""
    command = [sys.executable, "-m", "tests.crash.run", name, "--seed", str(seed), "--size", str(size)]
    core = None
    with suppress(Empty):
        core = _FREE.get_nowait()
        command += ["--core", str(core)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise BrokenHarnessError(f"{name}, seed {seed}: not at its end after {_PATIENCE} s") from None
    finally:
        if core is not None:
            _FREE.put(core)
    if done.returncode != 0:
        raise BrokenHarnessError(f"{name}, seed {seed}: {done.stderr[-2000:]}")
    return Tally(**json.loads(done.stdout))


def main() -> int:
    """One harness, its tally as JSON on the standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(HARNESSES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int)
    parser.add_argument("--core", type=int, help="the processor on which a harness stays that follows system calls")
    asked = parser.parse_args()
    entry = HARNESSES[asked.name]
    if asked.core is not None and entry.traced and sys.platform == "linux":
        # strace and what it follows take turns at every call: on one processor that is twice to five times as fast
        os.sched_setaffinity(0, {asked.core})
    size = entry.round if asked.size is None else asked.size
    folder = scratch()
    for name in ("DATA", "CONFIG"):
        os.environ[f"WATERLINE_{name}_DIR"] = str(folder / name.lower())
    preload()
    try:
        found = entry.run(asked.seed, size, folder / "work")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(found.plain()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
