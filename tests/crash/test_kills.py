# SPDX-License-Identifier: Apache-2.0
"""Kill -9 loses nothing that was acknowledged, and the harness would notice if it did."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.services import crud, portfolio
from planner.services.session import Session
from tests.crash.run import counted
from tests.stores import Dump, dump

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="NOT RUN: kills need fork and SIGKILL")


@pytest.mark.parametrize("seed", [7, 8])
def test_that_130_kills_at_random_lose_no_acknowledged_edit_and_no_draft(seed: int) -> None:
    tally = counted("random-kills", seed=seed, size=130)
    assert tally.clean, tally
    assert tally.runs == 130
    assert tally.acknowledged > 130


def test_that_acknowledging_before_the_commit_is_noticed_as_loss() -> None:
    assert counted("planted-early-ack-kills", seed=3, size=40).lost > 0


def test_that_undo_still_reaches_both_ends_after_kills(tmp_path: Path) -> None:
    path = tmp_path / "victim.waterline"
    with closing(portfolio.create(path)) as session:
        key = crud.add(session, ACCOUNT, name="Account").id
    for value in range(1, 4):
        child = os.spawnvp(os.P_NOWAIT, _python(), [_python(), "-c", _EDITS, str(path), key, str(value * 100)])
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    with closing(portfolio.open_portfolio(path)) as session:
        _to_the_beginning_and_back(session)


_EDITS = """
import os, signal, sys
from pathlib import Path
from planner.entities.customers.account import ACCOUNT
from planner.services import crud, portfolio
session = portfolio.open_portfolio(Path(sys.argv[1]))
for value in range(40):
    crud.set_field(session, ACCOUNT, sys.argv[2], "employees", int(sys.argv[3]) + value)
    if value % 5 == 0:
        session.undo(), session.redo()
os.kill(os.getpid(), signal.SIGKILL)
"""


def _python() -> str:
    import sys

    return sys.executable


def _to_the_beginning_and_back(session: Session) -> None:
    states: list[Dump] = [dump(session)]
    while session.undo() is not None:
        states.append(dump(session))
    assert len(states) > 100
    for expected in reversed(states[:-1]):
        session.redo()
        assert dump(session) == expected
    assert session.redo() is None
