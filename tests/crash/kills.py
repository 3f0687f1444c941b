# SPDX-License-Identifier: Apache-2.0
"""Kills an editing process at random moments and checks that nothing acknowledged was lost (§3.1 RK).

A fork server: this process imports everything but never opens the store while a child lives; each child opens it,
edits and acknowledges each committed edit or draft through a pipe until it is killed with SIGKILL.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.services import crud, doctor, drafts
from planner.services.session import Session
from tests.crash.stage import Stage, small
from tests.crash.tally import Tally

_DRAFTS = 3


def run(seed: int, count: int, folder: Path, *, tamper: bool = False) -> Tally:
    """Kill ``count`` children, encrypted with every other seed; ``tamper`` acknowledges before the commit."""
    rng, tally = random.Random(seed), Tally()
    stage = small(folder, encrypted=bool(seed % 2))
    session = stage.open()
    keys = [account.id for account in crud.every(session, ACCOUNT)]
    session.close()
    expected = dict.fromkeys([*keys, *(f"draft-{n}" for n in range(_DRAFTS))], 0)
    for _ in range(count):
        acked = _one_life(stage, keys, rng, tamper=tamper)
        expected.update(acked)
        tally.runs += 1
        tally.acknowledged += len(acked)
        _check(stage, expected, tally)
    return tally


def _one_life(stage: Stage, keys: list[str], rng: random.Random, *, tamper: bool) -> dict[str, int]:
    read_end, write_end = os.pipe()
    seed = rng.randrange(10**9)
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _edit_until_killed(stage, keys, random.Random(seed), write_end, tamper=tamper)
    os.close(write_end)
    # now at its start, now after some edits: counted, so that a busy computer does not only kill starts
    heard, wanted = b"", rng.randrange(6)
    while heard.count(b"\n") < wanted:
        heard += os.read(read_end, 4096)
    time.sleep(rng.random() * (0.02 if wanted else 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read_end, "rb") as pipe:
        lines = (heard + pipe.read()).decode("ascii").split("\n")[:-1]
    return {key: int(value) for key, value in (line.split() for line in lines)}


def _edit_until_killed(stage: Stage, keys: list[str], rng: random.Random, pipe: int, *, tamper: bool) -> None:
    session = stage.open()
    value = max(_values(session, keys).values())
    while True:
        key, value = rng.choice([*keys, f"draft-{rng.randrange(_DRAFTS)}"]), value + 1
        if tamper:
            os.write(pipe, f"{key} {value}\n".encode())
        if key.startswith("draft-"):
            drafts.put(session, key, {"text": value})
        else:
            crud.set_field(session, ACCOUNT, key, "employees", value)
        if not tamper:
            os.write(pipe, f"{key} {value}\n".encode())
        if rng.random() < 0.2:
            session.undo()
            session.redo()


def _values(session: Session, keys: list[str]) -> dict[str, int]:
    found = {key: crud.get(session, ACCOUNT, key).employees or 0 for key in keys}
    kept = {f"draft-{n}": drafts.get(session, f"draft-{n}").get("text", 0) for n in range(_DRAFTS)}
    return {**found, **kept}


def _check(stage: Stage, expected: dict[str, int], tally: Tally) -> None:
    session = stage.open()
    try:
        tally.corrupt += sum(
            check.faults for check in doctor.look_over(session) if check.name in ("structure", "references", "log")
        )
        tally.corrupt += session.missing > 0  # a kill takes nothing away, so nothing may be said to be missing
        session.redo()  # a kill between undo and redo left the newest edit taken back, to be made again
        found = _values(session, [key for key in expected if not key.startswith("draft-")])
        tally.lost += sum(found[key] < value for key, value in expected.items())
        expected.update(found)
    finally:
        session.close()
