# SPDX-License-Identifier: Apache-2.0
"""What the process gives away: tried in processes of their own, as the limits hold for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TELLS = """
import os, resource, sys
from pathlib import Path
os.umask(0o022)
from planner.safe import process
from planner.safe.files import write_atomic
process.keep_private()
folder = Path(sys.argv[1])
(folder / "ours").write_text("x")
write_atomic(folder / "export.pdf", b"x")
write_atomic(folder / "settings", b"x", private=True)
with process.as_usual():
    (folder / "theirs").write_text("x")
(folder / "after").write_text("x")
print(resource.getrlimit(resource.RLIMIT_CORE), Path("/proc/self/coredump_filter").read_text().strip())
"""


def _run(code: str, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="modes and crash files of Linux")
def test_that_our_files_are_private_exports_are_as_usual_and_a_crash_writes_nothing_down(tmp_path: Path) -> None:
    assert _run(TELLS, str(tmp_path)) == "(0, 0) 00000000"
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert modes == {
        "ours": "0o600",
        "export.pdf": "0o644",
        "settings": "0o600",
        "theirs": "0o644",
        "after": "0o600",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="a property of Linux")
def test_that_the_command_line_lets_no_other_program_look_into_its_memory() -> None:
    code = (
        "import main, planner.cli as cli, ctypes\n"
        "cli.main = lambda argv, gui=None: 0\n"
        "for argv in (['gui'], ['list']):\n"
        "    main.main(argv)\n"
        "    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    assert _run(code).split() == ["1", "0"], "the windows stay open to the portals of the desktop"
