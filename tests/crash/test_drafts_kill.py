# SPDX-License-Identifier: Apache-2.0
"""Kill -9 while typing loses at most the last second, and what is kept is offered back in its field."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.services.drafts import KEEP_WITHIN_MS
from tests.crash.drafts_kill import KEY_MS, LOST_MS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork and SIGKILL: not run here")


def test_that_40_kills_while_typing_lose_no_text_but_its_last_second(tmp_path: Path) -> None:
    tally = _harness(40, 11, tmp_path)
    assert (tally["kills"], tally["lost"], tally["not_offered"]) == (40, 0, 0)
    assert tally["keystrokes"] > 400
    assert min(tally["kept"], tally["offered"]) > 20


def test_that_a_timer_begun_anew_by_every_key_is_noticed_as_loss(tmp_path: Path) -> None:
    assert _harness(12, 3, tmp_path, "late")["lost"] > 0


def test_that_the_timer_leaves_room_within_the_second_for_the_key_and_the_write() -> None:
    assert KEEP_WITHIN_MS + 2 * KEY_MS <= LOST_MS


def _harness(count: int, seed: int, folder: Path, *extra: str) -> dict[str, int]:
    """A process of its own, because forking is only safe where no thread and no window exists."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.drafts_kill", str(count), str(seed), str(folder), *extra],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not done.stderr, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found
