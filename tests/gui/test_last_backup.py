# SPDX-License-Identifier: Apache-2.0
"""Quitting: what no backup holds yet gets one, the window is gone meanwhile, and nothing keeps the program open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import automatic_backups, customers, off_disk
from planner.services.backups import is_whole, listing
from planner.services.portfolio import open_portfolio
from planner.store import driver
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.dialogs.base import HouseDialog
from ui.windows import last_backup
from ui.windows.instance import CLOSING, ask_first

ROOT = Path(__file__).parents[2]
ASK = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
    "from ui.windows.instance import ask_first; app = QCoreApplication([]); print(ask_first(Path(sys.argv[1])))"
)


def opened(qtbot: QtBot, path: Path, clock: FixedClock, settings: Settings | None = None) -> Shell:
    """A window on a portfolio with a change that no backup holds."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(
        app,
        settings or Settings(theme="light"),
        clock=clock,
        prompts=lambda _window: FakePrompts(),
        server=settings is None,
    )
    qtbot.addWidget(made.window)
    made.window.show()
    assert made.open(path)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    customers.add_account(session_of(made), "Meridian Foods")
    return made


def quit_(shell: Shell) -> None:
    """Close the window, and let what it still had to do come to its end."""
    assert shell.window.close()
    QApplication.processEvents()


def kept(path: Path) -> list[Path]:
    return sorted(paths.backups_folder(path).glob("*.waterline"))


def test_that_quitting_backs_up_what_no_backup_holds(portfolio: Path, clock: FixedClock, qtbot: QtBot) -> None:
    shell = opened(qtbot, portfolio, clock)
    quit_(shell)
    (made,) = kept(portfolio)
    assert made.name.endswith("on-quit.waterline")
    assert is_whole(made)
    session = open_portfolio(portfolio, device=DEVICE)
    assert [(one.since, one.reason_text) for one in listing(session)] == [(0, "When closing")]
    session.close()


def test_that_nothing_is_made_when_nothing_was_changed_or_nobody_wants_it(
    portfolio: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    shell = opened(qtbot, portfolio, clock)
    automatic_backups.make(session_of(shell))
    quit_(shell)
    assert len(kept(portfolio)) == 1
    unwanted = opened(qtbot, portfolio, clock, Settings(theme="light", automatic_backups=False))
    quit_(unwanted)
    assert len(kept(portfolio)) == 1


def test_that_the_field_being_typed_in_is_in_the_last_backup(portfolio: Path, clock: FixedClock, qtbot: QtBot) -> None:
    from planner.entities.common.person import PERSON
    from planner.services import crud
    from ui.context import Place
    from ui.screens.settings_screen import SettingsScreen

    shell = opened(qtbot, portfolio, clock)
    shell.window.go(Place(page="settings"))
    screen = shell.window.stack.current()
    assert isinstance(screen, SettingsScreen)
    shell.window.activateWindow()
    screen.me.setFocus()
    qtbot.waitUntil(screen.me.hasFocus)
    screen.me.setText("Dana W. Whitfield")
    quit_(shell)
    (made,) = kept(portfolio)
    session = open_portfolio(made, device=DEVICE)
    person = crud.find(session, PERSON, session.me)
    session.close()
    assert person is not None
    assert person.name == "Dana W. Whitfield"


def full(*_args: object, **_named: object) -> None:
    raise driver.DatabaseError("database or disk is full")


def broken(*_args: object, **_named: object) -> None:
    raise RuntimeError("a fault of ours")


@pytest.mark.expects_log
@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("planner.services.backup._copy", full),
        ("planner.services.backup._copy", broken),
        ("planner.services.automatic_backups.is_wanted", broken),
    ],
)
def test_that_no_fault_keeps_the_program_open(
    portfolio: Path,
    clock: FixedClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    fault: Callable[..., object],
) -> None:
    shell = opened(qtbot, portfolio, clock)
    monkeypatch.setattr(place, fault)
    quit_(shell)
    assert shell.app is None
    assert kept(portfolio) == []
    monkeypatch.undo()
    session = open_portfolio(portfolio, device=DEVICE)  # nobody holds it any more
    assert len(customers_of(session)) == 1
    session.close()


def customers_of(session: object) -> list[object]:
    from planner.entities.customers.account import ACCOUNT
    from planner.services import crud

    return list(crud.every(session, ACCOUNT))  # type: ignore[arg-type]


def test_that_a_long_backup_shows_a_way_to_quit_without_it_and_a_second_start_waits(
    portfolio: Path, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = opened(qtbot, portfolio, clock)
    shell.furnish()
    shell._settle()
    go, real = Event(), automatic_backups.make
    monkeypatch.setattr(last_backup, "SHOW_AFTER_MS", 0)

    def slow(session: object, reason: str, report: Callable[[int, int, str], None]) -> Path | None:
        go.wait(20)
        return real(session, reason, report)  # type: ignore[arg-type]

    monkeypatch.setattr("planner.services.automatic_backups.make", slow)
    seen: list[object] = []

    def meanwhile() -> None:
        command = [sys.executable, "-c", ASK, str(portfolio)]
        with Popen(command, cwd=ROOT, stdout=PIPE, text=True) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=15_000)
            assert second.stdout is not None
            seen.append(second.stdout.read().strip())
        seen.append(shell.window.isVisible())
        dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "dlgLastBackup")
        seen.append(dialog.isVisible())
        assert isinstance(dialog, HouseDialog)
        dialog.reject()
        go.set()

    from ui.later import Later

    Later(shell, meanwhile, 50).start()
    quit_(shell)
    assert seen == [repr(CLOSING), False, True]
    assert kept(portfolio) == [], "it was stopped, and nothing half-done is left"
    assert ask_first(portfolio) == b""


def test_that_the_second_folder_gets_the_last_backup_too(
    portfolio: Path, clock: FixedClock, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    off_disk.choose(stick, portfolio)
    shell = opened(qtbot, portfolio, clock, Settings(theme="light", backup_folder=str(stick)))
    quit_(shell)
    assert [path.name for path in stick.rglob("*.waterline")] == [path.name for path in kept(portfolio)]
