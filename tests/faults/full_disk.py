# SPDX-License-Identifier: Apache-2.0
"""Disks of 2 to 64 MB that are full, in a mount namespace of their own (§2 A4).

Every job is begun with no or hardly any room: it must be told in a sentence, whatever was there before must be as it
was, and the same job must work as soon as there is room again.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from tests.crash.judge import files_of, same_files
from tests.crash.life import Say
from tests.crash.scenarios import SCENARIOS, Scenario, guarded, mark
from tests.crash.scripts import preload
from tests.crash.stage import Stage
from tests.crash.tally import Tally

_MEGABYTES: Final = (2, 3, 4, 8, 16, 32, 64)
_ROOMS: Final = (0, 0, 4096, 20_000, 100_000, 400_000)
_ENOUGH: Final = "400m"
# the store itself takes what was kept from its log; everything else of before must stay byte for byte
_LIVING: Final = (".waterline", "-wal", "-shm", ".last", ".lock", ".claim", "list.csv")


def run(seed: int, size: int, folder: Path) -> Tally:
    """``size`` jobs on full disks."""
    why = trouble()
    if why:
        return Tally(not_run=size, notes=[f"NOT RUN: {why}"])
    folder.mkdir(parents=True, exist_ok=True)
    command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.full_disk", str(seed), str(size), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-1500:])
    return Tally(**json.loads(done.stdout))


def trouble() -> str:
    """Why small disks can't be mounted here; empty when they can."""
    with suppress(OSError):
        tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
        if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
            return ""
    return "namespaces with disks of their own are not allowed here"


def inside(seed: int, size: int, folder: Path) -> Tally:
    """The jobs, once in the namespace."""
    rng, tally = random.Random(seed), Tally()
    jobs = (_editing(), *SCENARIOS)
    for number in range(size):
        scenario = jobs[number % len(jobs)]
        place = folder / f"disk-{number}"
        place.mkdir()
        _mount(place, _ENOUGH)
        try:
            _one(scenario, place, rng, tally)
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)
    return tally


def _one(scenario: Scenario, place: Path, rng: random.Random, tally: Tally) -> None:
    stage = scenario.prepare(place / "p")
    before = {name: content for name, content in files_of(place).items() if not name.endswith(_LIVING)}
    used = sum(file.stat().st_blocks * 512 for file in place.rglob("*"))
    megabytes = next(n for n in sorted(_MEGABYTES, key=lambda _: rng.random()) if n * 2**20 > used + 2**20)
    where = f"{scenario.name} on {megabytes} MB"
    _mount(place, f"{megabytes}m", again=True)
    room = rng.choice(_ROOMS)
    said: list[str] = []
    if scenario.name == "editing":
        stage = replace(stage, folder=stage.folder)
        _edit(stage, place, room, said.append)
    else:
        _fill(place, room)
        scenario.work(stage, said.append)
    tally.runs += 1
    tally.unclear += any(line.startswith("raw") for line in said)
    done = "ack password" in said  # that job is to change the key file
    changed = [name for name in same_files(place, before) if not (done and ".waterline.key" in name)]
    tally.corrupt += bool(changed)
    (place / "ballast").unlink(missing_ok=True)
    _mount(place, _ENOUGH, again=True)
    wrong = scenario.check(stage, tuple(said), tally)
    again: list[str] = []
    scenario.work(stage, again.append)
    refused = [line for line in again if line.startswith(("raw", "told"))]
    refused = [line for line in refused if not (line == "told exists" and any(s.startswith("ack") for s in said))]
    wrong = wrong or scenario.check(stage, tuple(again), tally)
    tally.corrupt += bool(wrong or refused)
    if changed or wrong or refused or any(line.startswith("raw") for line in said):
        tally.note(f"{where}, {room} left: {said[:4]} {changed} {wrong} {refused}")


def _editing() -> Scenario:
    """The disk fills up while the portfolio is open; the same window goes on once there is room."""
    save = next(one for one in SCENARIOS if one.name == "save")
    return replace(save, name="editing")


def _edit(stage: Stage, place: Path, room: int, say: Say) -> None:
    session = stage.open()
    _fill(place, room)
    for number in range(10, 20):
        guarded(say, lambda n=number: mark(session, n), f"ack {number}")  # type: ignore[misc]
    (place / "ballast").unlink()
    for number in range(20, 24):
        if not guarded(say, lambda n=number: mark(session, n), f"ack {number}"):  # type: ignore[misc]
            say("raw the window does not go on when there is room again")
    guarded(say, session.close)


def _mount(place: Path, size: str, *, again: bool = False) -> None:
    options = f"{'remount,' if again else ''}size={size}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)


def _fill(place: Path, room: int) -> None:
    """Take all blocks of the disk but so many bytes."""
    with (place / "ballast").open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(65536))
        with suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(max(0, os.fstat(file.fileno()).st_size - room))


if __name__ == "__main__":
    preload()
    print(json.dumps(inside(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])).plain()))
