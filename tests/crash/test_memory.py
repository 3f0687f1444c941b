# SPDX-License-Identifier: Apache-2.0
"""Running out of memory loses nothing that was acknowledged and damages nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of address space: not run here")


def test_that_less_and_less_memory_ends_work_without_loss(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.memory", str(tmp_path)], capture_output=True, text=True, check=True
    )
    tally = json.loads(done.stdout)
    assert (tally["lost"], tally["damaged"]) == (0, 0)
    assert tally["finished"] > 3
    assert tally["short"] + tally["killed"] > 3  # some of the limits were felt, or the test would show nothing
    assert tally["acknowledged"] > 50
