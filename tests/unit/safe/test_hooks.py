# SPDX-License-Identifier: Apache-2.0
"""Faults outside the window's thread are logged without their words, and not printed."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from planner.safe import hooks

FAULTS = """
import sys, threading
from pathlib import Path
from planner.safe import hooks
from planner.safe.log import start_log_file
start_log_file(Path(sys.argv[1]))
hooks.install()
def work():
    raise ValueError("CANARY in a thread")
thread = threading.Thread(target=work)
thread.start()
thread.join()
class Falls:
    def __del__(self):
        raise KeyError("CANARY at the end")
Falls()
hooks.uninstall()
"""


def test_that_threads_and_destructors_print_nothing_and_log_codes(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", FAULTS, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root)})
    assert done.stderr == ""
    text = (tmp_path / "waterline.log").read_text()
    assert "in-thread error=ValueError" in text
    assert "unraisable error=KeyError" in text
    assert "CANARY" not in text


def test_that_python_prints_again_afterwards() -> None:
    import threading

    before = threading.excepthook, sys.unraisablehook
    hooks.install()
    hooks.uninstall()
    try:
        assert threading.excepthook is threading.__excepthook__
        assert sys.unraisablehook is sys.__unraisablehook__
    finally:
        threading.excepthook, sys.unraisablehook = before
    gc.collect()
