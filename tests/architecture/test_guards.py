# SPDX-License-Identifier: Apache-2.0
"""The guards of tests/conftest.py: each fault that they are for fails a test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = "import logging, threading, pytest\n"
FAULTS = {
    "unexpected log records": "def test_it():\n    logging.getLogger('planner').warning('planted')\n",
    "Qt messages with level WARNING": (
        "def test_it(qapp):\n    from PySide6.QtCore import qWarning\n    qWarning('planted')\n"
    ),
    "left behind: planted": (
        "def test_it():\n"
        "    done = threading.Event()\n"
        "    threading.Thread(target=done.wait, args=(2,), name='planted').start()\n"
    ),
    "left behind: window QLabel": (
        "from PySide6.QtWidgets import QLabel\n"
        "def test_it(qapp):\n    qapp.planted = QLabel('x')\n    qapp.planted.show()\n"
    ),
    "left a transaction open": "def test_it(session):\n    session.db.conn.execute('BEGIN')\n",
}
HARMLESS = (
    "@pytest.mark.expects_log\ndef test_log():\n    logging.getLogger('planner').warning('meant')\n"
    "def test_closed(session):\n    session.close()\n"
    "def test_window(qtbot):\n"
    "    from PySide6.QtWidgets import QLabel\n"
    "    label = QLabel('x')\n    qtbot.addWidget(label)\n    label.show()\n    label.raise_()\n"
)


def _pytest(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "tests/conftest.py", folder)
    (folder / "test_planted.py").write_text(HEAD + source, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        str(ROOT / "pyproject.toml"),
        f"--rootdir={folder}",
    ]
    command += ["-p", "no:cacheprovider", "test_planted.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("complaint", FAULTS)
def test_that_a_planted_fault_fails_its_test(tmp_path: Path, complaint: str) -> None:
    result = _pytest(tmp_path, FAULTS[complaint])
    assert result.returncode == 1
    assert complaint in result.stdout


@pytest.mark.slow
def test_that_what_is_meant_or_tidied_up_passes(tmp_path: Path) -> None:
    result = _pytest(tmp_path, HARMLESS)
    assert result.returncode == 0, result.stdout
