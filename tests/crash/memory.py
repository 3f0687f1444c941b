# SPDX-License-Identifier: Apache-2.0
"""Works on a portfolio with less and less memory, and checks that nothing acknowledged was lost (reliability A14).

Run it alone with "python -m tests.crash.memory FOLDER". Each child may have so many MiB more than it began with; it
edits, searches, looks the portfolio over and backs it up until it is done or memory runs out.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.services import backup, crud, doctor, find, portfolio

STEPS = (*range(500, 50, -50), *range(50, 10, -5), *range(10, 0, -1))
"""Memory that a child may take on top of what it has, in MiB, falling."""
_DONE, _SHORT = 0, 3


@dataclass(slots=True)
class Tally:
    """What a run counted.

    ``short`` ended with an exception; ``killed`` died of a signal, as msgspec 0.22 does when it gets no memory for a
    decoded text: for the store that is a kill like any other.
    """

    runs: int = 0
    finished: int = 0
    short: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    killed: int = 0


def run(folder: Path) -> Tally:
    """One child for each step."""
    tally = Tally()
    path = folder / "narrow.waterline"
    session = portfolio.create(path, me_name="Narrow", device="narrow00")
    key = crud.add(session, ACCOUNT, name="Account", employees=0).id
    session.close()
    for room in STEPS:
        acked = _one(path, key, room, tally)
        tally.runs += 1
        tally.acknowledged += len(acked)
        session = portfolio.open_portfolio(path, device="narrow00")
        try:
            kept = crud.get(session, ACCOUNT, key).employees or 0
            tally.lost += any(value > kept for value in acked)
            tally.damaged += sum(check.faults for check in doctor.look_over(session))
        finally:
            session.close()
    return tally


def _one(path: Path, key: str, room: int, tally: Tally) -> list[int]:
    """What the child acknowledged."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _narrow(room)
        _work(path, key, write_end)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        acked = [int(line) for line in pipe.read().split()]
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    tally.finished += code == _DONE
    tally.short += code == _SHORT
    tally.killed += code < 0
    return acked


def _narrow(room: int) -> None:
    limit = psutil.Process().memory_info().vms + room * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _work(path: Path, key: str, pipe: int) -> None:
    """Edit until done or out of memory."""
    code = _SHORT
    try:
        session = portfolio.open_portfolio(path, device="narrow00")
        for size in (10, 1_000, 100_000, 900_000):
            value = (crud.get(session, ACCOUNT, key).employees or 0) + 1
            crud.set_fields(session, ACCOUNT, [key], {"employees": value, "notes": "memory " * (size // 7)})
            os.write(pipe, b"%d\n" % value)
        find.find_everything(session, "memory")
        doctor.look_over(session)
        backup.back_up(session.db, paths.backups_folder(path))
        session.close()
        code = _DONE
    except Exception:  # the window shows it as a report; which one it is depends on who got no memory
        code = _SHORT
    finally:
        os._exit(code)


if __name__ == "__main__":
    print(json.dumps(asdict(run(Path(sys.argv[1])))))
