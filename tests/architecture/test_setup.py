# SPDX-License-Identifier: Apache-2.0
"""The set-up answers in one sentence where it cannot go on, and costs nothing where nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and sh belong to Linux and macOS")


def _set_up(folder: Path, python: Path | str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "setup.sh", folder)
    # A pip that finds no index: nothing may be fetched in a test.
    settings = {"PYTHON": str(python), "PIP_INDEX_URL": (folder / "no index").as_uri(), "PIP_RETRIES": "0"}
    return subprocess.run(
        ["sh", "setup.sh"],
        cwd=folder,
        env={**os.environ, **settings, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_that_an_unfit_python_is_named_in_one_sentence(tmp_path: Path) -> None:
    unfit = tmp_path / "unfit"
    unfit.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    unfit.chmod(0o755)
    result = _set_up(tmp_path, unfit)
    assert result.returncode == 1
    assert result.stderr == f"PYTHON names {unfit}, which is not a Python from 3.11 to 3.14.\n"
    assert not (tmp_path / ".venv").exists()


@pytest.mark.slow
def test_that_an_unreachable_index_leaves_the_set_up_unfinished(tmp_path: Path) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    result = _set_up(tmp_path, sys.executable)
    assert result.returncode == 1
    assert result.stderr.endswith("check the network or pip's settings and run the same command again.\n")
    assert not (tmp_path / ".venv/stamp").exists()
