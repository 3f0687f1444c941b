# SPDX-License-Identifier: Apache-2.0
"""Kills an editing process at random moments and checks that nothing acknowledged was lost.

A fork server: this process imports everything but never opens the store; each child opens it,
edits and acknowledges each committed edit through a pipe until it is killed with SIGKILL.
Run it alone with "python -m tests.crash.kills COUNT SEED [FOLDER]".
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.services import crud, doctor, portfolio
from planner.services.session import Session

ACCOUNTS = 5


@dataclass(slots=True)
class Tally:
    """What a run counted."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0


def run(count: int, seed: int, folder: Path, *, tamper: bool = False) -> Tally:
    """Kill ``count`` children; ``tamper`` acknowledges before the commit, so that loss must be seen."""
    rng, tally = random.Random(seed), Tally()
    path = folder / "victim.waterline"
    session = portfolio.create(path, me_name="Victim", device="victim00")
    keys = [crud.add(session, ACCOUNT, name=f"Account {n}", employees=0).id for n in range(ACCOUNTS)]
    session.close()
    expected = dict.fromkeys(keys, 0)
    for _ in range(count):
        acked = _one_life(path, keys, rng, tamper=tamper)
        expected.update(acked)
        tally.kills += 1
        tally.acknowledged += len(acked)
        _check(path, expected, tally)
    return tally


def _one_life(path: Path, keys: list[str], rng: random.Random, *, tamper: bool) -> dict[str, int]:
    read_end, write_end = os.pipe()
    seed = rng.randrange(10**9)
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _edit_until_killed(path, keys, random.Random(seed), write_end, tamper=tamper)
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


def _edit_until_killed(path: Path, keys: list[str], rng: random.Random, pipe: int, *, tamper: bool) -> None:
    session = portfolio.open_portfolio(path, device="victim00")
    value = max(crud.get(session, ACCOUNT, key).employees or 0 for key in keys)
    while True:
        key, value = rng.choice(keys), value + 1
        if tamper:
            os.write(pipe, f"{key} {value}\n".encode())
        crud.set_field(session, ACCOUNT, key, "employees", value)
        if not tamper:
            os.write(pipe, f"{key} {value}\n".encode())
        if rng.random() < 0.2:
            _back_and_forth(session)


def _back_and_forth(session: Session) -> None:
    session.undo()
    session.redo()


def _check(path: Path, expected: dict[str, int], tally: Tally) -> None:
    session = portfolio.open_portfolio(path, device="victim00")
    try:
        tally.damaged += sum(
            check.faults for check in doctor.look_over(session) if check.name in ("structure", "references", "log")
        )
        session.redo()  # a kill between undo and redo left the newest edit taken back, to be made again
        for key, value in expected.items():
            expected[key] = crud.get(session, ACCOUNT, key).employees or 0
            tally.lost += expected[key] < value
    finally:
        session.close()


if __name__ == "__main__":
    where = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp())
    print(json.dumps(asdict(run(int(sys.argv[1]), int(sys.argv[2]), where, tamper="tamper" in sys.argv))))
