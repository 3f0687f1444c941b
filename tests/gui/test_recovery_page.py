# SPDX-License-Identifier: Apache-2.0
"""The page for a portfolio that does not open: the right backup, every way on, and nothing overwritten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.safe.keys import LEAST
from planner.services import crud, customers
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection
from tests.conftest import DEVICE
from tests.fakes import FakePrompts
from tests.gui.shells import session_of
from ui.bootstrap import Shell
from ui.jobs.doctor_watch import SALVAGED
from ui.windows.recovery import RecoveryPage

PASSWORD = "four plain words here"


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, clock: FixedClock, prompts: FakePrompts) -> Iterator[Shell]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Shell(app, Settings(theme="light"), clock=clock, prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.window.close()


def a_portfolio(path: Path, *, sealed: bool = False) -> Path:
    """A portfolio with a backup of yesterday that holds one account; a second one came after it."""
    clock = FixedClock(datetime.now(UTC) - timedelta(days=1))
    protection = Protection(password=PASSWORD, cost=LEAST) if sealed else None
    with closing(create(path, me_name="Dana", clock=clock, device=DEVICE, protection=protection)) as session:
        customers.add_account(session, "Meridian Foods")
        back_up(session.db, paths.backups_folder(path), at=clock.now())
        customers.add_account(session, "Nordlys")
    return path


def header_gone(path: Path) -> bytes:
    """Damage a portfolio; what it holds now."""
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])
    return path.read_bytes()


def page_of(shell: Shell, qtbot: QtBot) -> RecoveryPage:
    """The page, once it knows what there is."""
    qtbot.waitUntil(lambda: bool(shell.window.findChildren(RecoveryPage)))
    page = shell.window.findChildren(RecoveryPage)[-1]
    qtbot.waitUntil(lambda: bool(page.buttons))
    return page


def names(shell: Shell) -> list[str]:
    return sorted(account.name for account in crud.every(session_of(shell), ACCOUNT))


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = a_portfolio(tmp_path / "mine.waterline")
    header_gone(path)
    return path


def test_that_the_page_tells_what_happened_what_is_safe_and_offers_the_backup(
    shell: Shell, qtbot: QtBot, damaged: Path
) -> None:
    before = damaged.read_bytes()
    assert not shell.open(damaged)
    page = page_of(shell, qtbot)
    assert page.head.text() == "mine.waterline did not open"
    assert (
        page.said.text()
        == "The portfolio file does not begin as one. Nothing was changed. The newest whole backup is below."
    )
    assert "24 hours old" in page.lines[0].text()
    assert page.lines[1].text() == "Checked just now: it opens and is whole."
    assert page.lines[2].text() == "1 change made after it is not in it."
    assert list(page.buttons) == ["copy", "place", "salvage", "backup", "other", "folder"]
    assert damaged.read_bytes() == before


def test_that_a_copy_of_the_backup_opens_beside_the_damaged_file(shell: Shell, qtbot: QtBot, damaged: Path) -> None:
    before = damaged.read_bytes()
    shell.open(damaged)
    page_of(shell, qtbot).buttons["copy"].click()
    qtbot.waitUntil(lambda: shell.app is not None)
    assert names(shell) == ["Meridian Foods"]
    assert session_of(shell).path.name.startswith("mine saved ")
    assert damaged.read_bytes() == before


def test_that_a_backup_takes_the_place_after_a_yes_and_the_damaged_file_is_kept(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, damaged: Path
) -> None:
    before = damaged.read_bytes()
    shell.open(damaged)
    page = page_of(shell, qtbot)
    page.buttons["place"].click()
    assert shell.app is None
    prompts.answers = [True]
    page.buttons["place"].click()
    qtbot.waitUntil(lambda: shell.app is not None)
    assert session_of(shell).path == damaged
    assert names(shell) == ["Meridian Foods"]
    (kept,) = damaged.parent.glob("mine damaged *.waterline")
    assert kept.read_bytes() == before
    assert shell.window.notices.bar is not None
    assert kept.name in shell.window.notices.bar.text()


def test_that_what_can_be_read_is_saved_and_says_so(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, damaged: Path
) -> None:
    before = damaged.read_bytes()
    prompts.paths = [damaged.with_name("saved")]
    shell.open(damaged)
    page_of(shell, qtbot).buttons["salvage"].click()
    qtbot.waitUntil(lambda: shell.app is not None)
    assert session_of(shell).path.name == "saved.waterline"
    assert names(shell) == ["Meridian Foods", "Nordlys"]
    qtbot.waitUntil(lambda: SALVAGED in shell.window.banners.shown())
    assert damaged.read_bytes() == before


def test_that_a_way_that_does_not_go_is_told_and_the_others_stay(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, damaged: Path
) -> None:
    prompts.paths = [damaged]
    shell.open(damaged)
    page = page_of(shell, qtbot)
    page.buttons["backup"].click()
    qtbot.waitUntil(lambda: not page.fault.isHidden())
    assert "damaged" in page.fault.text()
    assert page.buttons["copy"].isEnabled()


def test_that_another_open_portfolio_stays_and_a_bar_leads_to_the_page(
    shell: Shell, qtbot: QtBot, portfolio: Path, damaged: Path
) -> None:
    assert shell.open(portfolio)
    assert not shell.open(damaged)
    assert session_of(shell).path == portfolio
    assert "damage" in shell.window.banners.shown()


def test_that_damage_during_work_closes_the_portfolio_and_shows_the_page(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_portfolio(tmp_path / "mine.waterline")
    assert shell.open(path)
    assert shell.damaged(path)
    page = page_of(shell, qtbot)
    assert shell.app is None
    assert page.said.text().startswith("The portfolio file didn't open cleanly. Nothing was changed.")


def test_that_a_file_that_never_was_a_portfolio_is_only_refused(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "letter.waterline"
    path.write_bytes(b"Dear Sir or Madam, " * 40)
    assert not shell.open(path)
    assert not shell.window.findChildren(RecoveryPage)


def test_that_a_damaged_encrypted_one_asks_for_its_password_first(
    shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    path = a_portfolio(tmp_path / "mine.waterline", sealed=True)
    with path.open("rb+") as file:
        file.truncate(10)
    assert not shell.open(path)
    page = page_of(shell, qtbot)
    assert list(page.buttons) == ["unlock", "other", "folder"]
    assert page.lines[1].text() == "It was whole when it was made. Give the password to check and open it."
    prompts.passwords = [PASSWORD]
    page.buttons["unlock"].click()
    qtbot.waitUntil(lambda: page.lines[1].text() == "Checked just now: it opens and is whole.")
    page.buttons["copy"].click()
    qtbot.waitUntil(lambda: shell.app is not None)
    assert names(shell) == ["Meridian Foods"]


def test_that_a_lost_key_file_is_asked_for(shell: Shell, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path) -> None:
    path = tmp_path / "mine.waterline"
    session = create(path, device=DEVICE, protection=Protection(password=PASSWORD, cost=LEAST))
    back_up(session.db, paths.backups_folder(path), at=session.clock.now())
    session.close()
    stick = paths.key_path(path).rename(tmp_path / "stick.key")
    for key in (*tmp_path.glob("mine*/*.key"), *tmp_path.glob("mine*/*.copy"), paths.key_copy_path(path)):
        key.unlink()
    assert not shell.open(path)
    page = page_of(shell, qtbot)
    assert page.said.text().startswith("The key file beside this portfolio is missing or damaged. Nothing was changed.")
    assert f"Look for {paths.key_path(path).name} on other disks" in page.said.text()
    assert next(iter(page.buttons)) == "key"
    assert page.lines[1].text().endswith("It opens with the same key file.")
    prompts.paths, prompts.passwords = [stick], [PASSWORD]
    page.buttons["key"].click()
    qtbot.waitUntil(lambda: shell.app is not None)


def test_that_a_log_that_is_not_its_own_is_named_and_the_portfolio_opens_without_it(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    ours, theirs = a_portfolio(tmp_path / "mine.waterline"), a_portfolio(tmp_path / "theirs" / "mine.waterline")
    with closing(open_portfolio(theirs, device=DEVICE)) as session:
        customers.add_account(session, "Stranger")
        log = ours.with_name(ours.name + "-wal")
        shutil.copyfile(theirs.with_name(log.name), log)
    before = ours.read_bytes(), log.read_bytes()
    assert not shell.open(ours)
    page = shell.window.findChild(RecoveryPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.case is not None)
    assert "ending in -wal" in page.said.text()
    assert "Nothing was changed." in page.said.text()
    assert (ours.read_bytes(), log.read_bytes()) == before
    log.rename(tmp_path / "put away")
    assert shell.open(ours)
    assert {one.name for one in crud.every(session_of(shell), ACCOUNT)} == {"Meridian Foods", "Nordlys"}
