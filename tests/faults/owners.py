# SPDX-License-Identifier: Apache-2.0
"""Several processes on one portfolio: many starts have one owner, two writers lose nothing (§2 B16, B18)."""

from __future__ import annotations

import os
import random
from contextlib import closing, suppress
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.services import crud
from planner.services.owning import AlreadyOpenError
from planner.services.session import Session
from tests.crash.stage import Stage, small
from tests.crash.tally import Tally

_TOGETHER = 25


def starts(seed: int, size: int, folder: Path) -> Tally:
    """``size`` processes open the same portfolio at once, some over another path; exactly one gets it."""
    stage = small(folder / "p", encrypted=bool(seed % 2))
    other = folder / "other way"
    other.symlink_to(stage.folder, target_is_directory=True)
    ready, go = os.pipe()
    held, hold = os.pipe()
    heard, say = os.pipe()
    children = []
    for number in range(size):
        child = os.fork()
        if child == 0:
            os.close(go)
            os.close(hold)
            _start(stage.moved(other) if number % 3 == 2 else stage, ready, say, held)
        children.append(child)
    for end in (ready, say, held):
        os.close(end)
    os.write(go, b"g" * size)
    answers = _read(heard, size)
    os.close(go)
    os.close(hold)  # lets the owner go
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    owners = answers.count(b"o")
    tally = Tally(runs=size, acknowledged=owners, corrupt=abs(owners - 1) + sum(code != 0 for code in ended))
    if tally.corrupt:
        tally.note(f"seed {seed}: {owners} owners of {size}, answers {answers!r}")
    stage.open().close()
    return tally


def writers(seed: int, size: int, folder: Path, *, careless: bool = False) -> Tally:
    """Two processes add one to the same number ``size`` times in all, taking turns as the lock lets them.

    ``careless`` ones only know the number from their own turn before: the planted lost update.
    """
    stage = small(folder, encrypted=bool(seed % 2))
    with closing(stage.open()) as session:
        key = crud.every(session, ACCOUNT)[0].id
    children = []
    for number in range(2):
        child = os.fork()
        if child == 0:
            _write_on(stage, key, size // 2, random.Random(f"{seed}/{number}"), careless=careless)
        children.append(child)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    with closing(stage.open()) as session:
        found = crud.get(session, ACCOUNT, key).employees or 0
    wanted = size // 2 * 2
    tally = Tally(runs=wanted, acknowledged=wanted, lost=wanted - found, corrupt=sum(code != 0 for code in ended))
    if found != wanted or tally.corrupt:
        tally.note(f"seed {seed}: {found} of {wanted}, processes ended with {ended}")
    return tally


def _start(stage: Stage, ready: int, say: int, held: int) -> None:
    """A child: opens at the signal, says whether it owns the portfolio, holds it until the parent lets go."""
    code = 70
    try:
        os.read(ready, 1)
        try:
            session = stage.open()
        except AlreadyOpenError:
            os.write(say, b"-")
        else:
            os.write(say, b"o")
            os.read(held, 1)
            session.close()
        code = 0
    finally:
        os._exit(code)


def _read(pipe: int, count: int) -> bytes:
    found = b""
    while len(found) < count:
        more = os.read(pipe, count)
        if not more:
            break
        found += more
    os.close(pipe)
    return found


def _write_on(stage: Stage, key: str, count: int, rng: random.Random, *, careless: bool) -> None:
    code, known = 70, 0
    try:
        while count:
            turn = min(count, rng.randrange(1, _TOGETHER))
            with suppress(AlreadyOpenError), closing(stage.open()) as session:
                start = known if careless else _number(session, key)
                for step in range(turn):
                    known = start + step + 1 if careless else _number(session, key) + 1
                    crud.set_field(session, ACCOUNT, key, "employees", known)
                count -= turn
        code = 0
    finally:
        os._exit(code)


def _number(session: Session, key: str) -> int:
    return crud.get(session, ACCOUNT, key).employees or 0
