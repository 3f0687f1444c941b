# SPDX-License-Identifier: Apache-2.0
"""Kill -9 loses nothing that was acknowledged, and the harness would notice if it did."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from planner.services import portfolio
from planner.services.session import Session
from tests.stores import Dump, dump

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork and SIGKILL: not run here")


def test_that_200_kills_lose_no_acknowledged_edit_and_undo_still_reaches_both_ends(tmp_path: Path) -> None:
    tally = _harness(200, 7, tmp_path)
    assert (tally["kills"], tally["lost"], tally["damaged"]) == (200, 0, 0)
    assert tally["acknowledged"] > 200
    session = portfolio.open_portfolio(tmp_path / "victim.waterline")
    try:
        _to_the_beginning_and_back(session)
    finally:
        session.close()


def test_that_acknowledging_before_the_commit_is_noticed_as_loss(tmp_path: Path) -> None:
    assert _harness(40, 3, tmp_path, "tamper")["lost"] > 0


def _to_the_beginning_and_back(session: Session) -> None:
    states: list[Dump] = [dump(session)]
    while session.undo() is not None:
        states.append(dump(session))
    assert len(states) > 100
    for expected in reversed(states[:-1]):
        session.redo()
        assert dump(session) == expected
    assert session.redo() is None


def _harness(count: int, seed: int, folder: Path, *extra: str) -> dict[str, int]:
    """A process of its own, because forking is only safe where no thread and no window exists."""
    import json
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.kills", str(count), str(seed), str(folder), *extra],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, int] = json.loads(done.stdout)
    return found
