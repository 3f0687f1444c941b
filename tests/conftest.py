# SPDX-License-Identifier: Apache-2.0
"""What every test stands on: own folders, silence in the log, nothing left running, a real session."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

# Before anything imports Qt or the program: no window, no time zone and no language of this computer.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "UTC"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the key store of a person
if hasattr(time, "tzset"):
    time.tzset()
os.environ["WATERLINE_DATA_DIR"] = os.environ["WATERLINE_CONFIG_DIR"] = os.devnull

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot
from typing_extensions import override

from planner.kernel.clock import FixedClock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from planner.services.backup_check import Facts
    from planner.services.session import Session
    from planner.store.database import Database
    from tests.drill import Drill

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ME = "Dana Whitfield"
DEVICE = "testdesk"

for _name, _examples in (("fast", 25), ("ci", 100), ("fuzz", 2000)):
    # A loaded machine must not decide whether a property holds.
    settings.register_profile(
        _name, max_examples=_examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "fast"))


_PATIENCE_MS = 60_000  # a wait ends as soon as what it waits for is there: only a failure takes this long


class _Patient(QtBot):
    """Waits as long as a busy computer needs, so that no test is decided by the clock."""

    @override
    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, _PATIENCE_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The usual one of pytest-qt, with more patience."""
    return _Patient(request)


class _Kept(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Portfolios and settings of a test never meet those of a person or of another test."""
    monkeypatch.setenv("WATERLINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WATERLINE_CONFIG_DIR", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """An unexpected warning is a fault; `expects_log` marks the tests that provoke one."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
    if kept.lines and request.node.get_closest_marker("expects_log") is None:
        pytest.fail("unexpected log records:\n" + "\n".join(kept.lines))


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """A test leaves no thread running, no job in the pool and no window open."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]
    left += _qt_leftovers()
    if left:
        pytest.fail("left behind: " + ", ".join(left))


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Where the windows have stopped Python's own collecting, it is done between the tests."""
    yield
    if "ui.collector" in sys.modules:
        from ui.collector import collect_due

        collect_due()


@pytest.fixture(autouse=True)
def drill(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drill]:
    """Every backup that a test makes is restored at once and compared with its source."""
    from planner.services import backup
    from tests.drill import Drill

    copy, real = backup._copy, backup._make
    made = Drill()

    def noted(db: Database, part: Path, tell: backup.Report) -> Facts:
        if made.free:
            return copy(db, part, tell)
        with db.reading():
            found = copy(db, part, tell)
            made.note(db, part)
            return found

    def drilled(db: Database, final: Path, moment: datetime, tell: backup.Report) -> None:
        real(db, final, moment, tell)
        made.run(db, final)

    # Not in a context of its own, which would end before what a test has put over it, and come back with that.
    monkeypatch.setattr(backup, "_copy", noted)
    monkeypatch.setattr(backup, "_make", drilled)
    yield made
    if made.faults:
        pytest.fail("a backup is not what it was made of:\n" + "\n".join(made.faults))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many backups were restored and compared."""
    if "tests.drill" in sys.modules and (total := sys.modules["tests.drill"].Drill.total):
        terminalreporter.write_line(f"restore drill: {total} backups restored and compared with their source")


def _qt_leftovers() -> list[str]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [f"window {type(w).__name__}" for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            widget.hide()  # one leak fails one test, not all that follow
    if QThreadPool.globalInstance().activeThreadCount():
        left.append("job in the thread pool")
    return left


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at NOW until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty portfolio, made once; tests work on copies."""
    from planner.services.portfolio import create

    path = tmp_path_factory.mktemp("template") / "template.waterline"
    create(path, me_name=ME, clock=FixedClock(NOW), device=DEVICE).close()
    return path


@pytest.fixture
def portfolio(template: Path, tmp_path: Path) -> Path:
    """A fresh empty portfolio file."""
    return Path(shutil.copy(template, tmp_path / "portfolio.waterline"))


def copied(made: Path, folder: Path) -> Path:
    """A portfolio that has its folder to itself, once more with all its files in a new folder."""
    return Path(shutil.copytree(made.parent, folder), made.name)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as it is made on the day of NOW, made once; tests work on copies."""
    from planner.services.sample import make_sample

    return make_sample(tmp_path_factory.mktemp("sample") / "sample.waterline", clock=FixedClock(NOW), device=DEVICE)


@pytest.fixture
def sample_file(sample_made: Path, tmp_path: Path) -> Path:
    """A fresh sample of NOW with its attachments."""
    return copied(sample_made, tmp_path / "sample")


@pytest.fixture(scope="session")
def sample_of_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a command makes it today, made once; who changes it works on a copy."""
    from planner.services.sample import make_sample

    return make_sample(tmp_path_factory.mktemp("today") / "sample.waterline", device=DEVICE)


@pytest.fixture
def todays_sample(sample_of_today: Path, tmp_path: Path) -> Path:
    """A fresh sample of today with its attachments."""
    return copied(sample_of_today, tmp_path / "today")


@pytest.fixture
def session(portfolio: Path, clock: FixedClock) -> Iterator[Session]:
    """An open session on a fresh empty portfolio, with the clock standing still."""
    from planner.services.portfolio import open_portfolio
    from planner.store.driver import DatabaseError

    opened = open_portfolio(portfolio, clock=clock, device=DEVICE)
    yield opened
    left_open = False
    with suppress(DatabaseError):  # closed by the test itself
        left_open = opened.db.conn.in_transaction
    opened.close()
    assert not left_open, "the test left a transaction open"
