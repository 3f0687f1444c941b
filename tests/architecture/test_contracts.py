# SPDX-License-Identifier: Apache-2.0
"""The six import contracts: green on this tree, red on a planted violation of each."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANTS = (
    ("core-without-ui", "planner/views/planted.py", "import PySide6.QtCore"),
    ("core-without-ui", "planner/services/planted.py", "import ui.text"),
    ("core-without-ui", "planner/services/planted.py", "import main"),
    ("planner-layers", "planner/rules/planted.py", "import planner.services"),
    ("planner-layers", "planner/views/planted.py", "import planner.store"),
    ("planner-layers", "planner/undeclared/__init__.py", ""),
    ("pure-parts", "planner/render/planted.py", "import planner.store"),
    ("pure-parts", "planner/formats/planted.py", "import planner.store"),
    ("ui-without-store", "ui/screens/planted.py", "import planner.store"),
    ("one-driver", "planner/store/planted.py", "import sqlcipher3"),
    ("one-driver", "ui/planted.py", "import sqlite3"),
    ("ui-layers", "ui/widgets/planted.py", "import ui.screens"),
    ("ui-layers", "ui/actions/planted.py", "import ui.models"),
    ("ui-layers", "ui/undeclared/__init__.py", ""),
)


def _contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """The folders that the contracts name, empty, with the same contracts."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "planner/store").mkdir(parents=True)
    (tmp_path / "planner/store/driver.py").write_text("import sqlcipher3\n", encoding="utf-8")
    for contract in _contracts():
        for container in contract.get("containers", ()):  # type: ignore[attr-defined]  # TOML values are objects
            for layer in contract["layers"]:  # type: ignore[attr-defined]
                for name in layer.split(" | "):
                    (tmp_path / container / name).mkdir(parents=True, exist_ok=True)
    for folder in [path for path in tmp_path.rglob("*") if path.is_dir()]:
        (folder / "__init__.py").touch()
    return tmp_path


@pytest.mark.slow
def test_that_the_tree_keeps_every_contract() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


@pytest.mark.slow
def test_that_a_clean_skeleton_keeps_every_contract(skeleton: Path) -> None:
    result = _lint(skeleton)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "file", "line"), PLANTS)
def test_that_a_planted_violation_breaks_its_contract(skeleton: Path, contract: str, file: str, line: str) -> None:
    (skeleton / file).parent.mkdir(exist_ok=True)
    (skeleton / file).write_text(line + "\n", encoding="utf-8")
    result = _lint(skeleton, "--contract", contract)
    assert result.returncode != 0
    assert "planted" in result.stdout or "undeclared" in result.stdout, result.stdout[-3000:]


def test_that_every_contract_has_a_planted_violation() -> None:
    assert {contract["id"] for contract in _contracts()} == {plant[0] for plant in PLANTS}
    assert len(_contracts()) == 6
