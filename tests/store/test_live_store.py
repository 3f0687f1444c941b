# SPDX-License-Identifier: Apache-2.0
"""While a portfolio is open, only the database library touches its file, and only in this process (B19, B20, B21)."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT, Account
from planner.kernel.text import Message
from planner.services import automatic_backups, customers
from planner.services.session import Session
from planner.store.database import LOG_LIMIT
from planner.store.table import Table
from planner.store.unit import Unit

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = {"sqlcipher3", "sqlite3", "pysqlite3", "apsw", "_sqlite3"}
FORKS = {"multiprocessing", "concurrent.futures.process"}
MAPS = (
    "import sys; from pathlib import Path; from contextlib import closing\n"
    "from planner.services.portfolio import create\n"
    "import PySide6.QtWidgets, ui.bootstrap\n"
    "with closing(create(Path(sys.argv[1]))):\n"
    "    lines = Path('/proc/self/maps').read_text().splitlines()\n"
    "print('\\n'.join({line.split()[-1] for line in lines if 'sql' in line.rpartition('/')[2]}))\n"
    "print('_sqlite3' in sys.modules)\n"
)


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_that_a_full_day_never_opens_the_live_store_by_hand_and_no_child_has_it(tmp_path: Path, kind: str) -> None:
    done = _run(tmp_path, "-m", "tests.store.live_day", str(tmp_path), kind)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"hits": [], "inherited": []}


@pytest.mark.slow
def test_that_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """The negative control: a look at the head of the live file is noticed."""
    code = (
        "import os, sys; from pathlib import Path; from contextlib import closing\n"
        "from tests.store.live_day import Watch; from planner.services.portfolio import create, is_encrypted\n"
        "watch = Watch(); path = Path(sys.argv[1]) / 'live.waterline'\n"
        "with closing(create(path)):\n"
        "    watch.live, watch.doing = os.path.realpath(path), 'looking'\n"
        "    path.open('rb').close()\n    os.rename(path, path)\n    watch.live = ''\n"
        "print(watch.hits)\n"
    )
    done = _run(tmp_path, "-c", code, str(tmp_path))
    assert done.stdout.strip() == "['open while looking', 'os.rename while looking', 'os.rename while looking']", (
        done.stderr
    )


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc: not run here")
def test_that_one_database_library_is_loaded(tmp_path: Path) -> None:
    done = _run(tmp_path, "-c", MAPS, str(tmp_path / "p.waterline"))
    *libraries, other = done.stdout.splitlines()
    assert len(libraries) == 1, done.stdout + done.stderr
    assert "sqlcipher3" in libraries[0]
    assert other == "False"


def _imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _sources() -> list[Path]:
    return [ROOT / "main.py", *sorted((ROOT / "planner").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]


def test_that_only_the_adapter_names_a_driver_and_nothing_forks() -> None:
    wrong: list[str] = []
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        found = _imports(ast.parse(text))
        roots = {name.partition(".")[0] for name in found}
        own = path == ROOT / "planner/store/driver.py"
        if (roots & DRIVERS and not own) or "PySide6.QtSql" in found or found & FORKS or "os.fork" in text:
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_that_the_log_stays_below_its_limit_and_is_empty_after_a_backup(session: Session) -> None:
    log = session.path.with_name(session.path.name + "-wal")

    def work(unit: Unit) -> None:
        table = Table(ACCOUNT, unit)
        for number in range(700):
            table.add(Account(id=session.new_id(), name=f"Account {number}", notes=os.urandom(30_000).hex()))

    sizes = []
    for _ in range(2):
        session.write(Message("Much"), work)
        sizes.append(log.stat().st_size)
    assert max(sizes) <= LOG_LIMIT
    customers.add_account(session, "Meridian Foods")
    assert log.stat().st_size > 0
    assert automatic_backups.make(session) is not None
    assert log.stat().st_size == 0
