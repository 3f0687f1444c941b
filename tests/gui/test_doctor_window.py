# SPDX-License-Identifier: Apache-2.0
"""The window of the check: what it says, the way to a record, the repair and its undo, and when it looks by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import crud, doctor_repair, doctor_watching
from planner.services.portfolio import open_portfolio
from planner.services.record_log import field_history
from planner.services.session import Session
from tests.broken import filled, raw, raw_dump
from tests.conftest import DEVICE
from tests.fakes import FakeApp, an_app
from tests.gui.shells import shell_on
from ui.dialogs.doctor import REPAIRED, DoctorDialog
from ui.jobs.doctor_watch import FAULTS, DoctorWatch, after_unclean_end
from ui.models.selection import select_key


def spoil(session: Session) -> None:
    """A value that can be repaired and one that only its user can put right, the log telling of both."""
    raw(session, "UPDATE account SET stability = 9 WHERE name = 'Nordlys'", "UPDATE account SET website = 'nowhere'")


@pytest.fixture
def app(session: Session) -> FakeApp:
    filled(session)
    return an_app(session)


@pytest.fixture
def opened(app: FakeApp, qtbot: QtBot) -> Iterator[DoctorDialog]:
    """The window on a portfolio with faults."""
    spoil(app.session)
    dialog = DoctorDialog(app)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.done(0)


def found(dialog: DoctorDialog) -> dict[str, str]:
    """The count beside each check that found something."""
    model = dialog.model
    rows = {model.key(n): str(model.index(n, 2).data() or "") for n in range(model.rowCount())}
    return {key: count for key, count in rows.items() if count not in {"", "0"}}


def test_that_a_sound_portfolio_is_called_sound(app: FakeApp, qtbot: QtBot) -> None:
    dialog = DoctorDialog(app)
    qtbot.addWidget(dialog)
    assert dialog.head.text() == "Everything is sound."
    assert found(dialog) == {}
    assert not dialog.mend.isEnabled()
    assert dialog.records.isHidden()


def test_that_findings_are_counted_and_the_first_is_selected(opened: DoctorDialog) -> None:
    assert opened.head.text() == "5 faults were found."
    assert found(opened) == {"values": "3", "log": "2"}
    assert opened.model.key(opened.table.currentIndex()) == "values"
    assert opened.records_model.rowCount() == 3
    assert opened.mend.text() == "Repair 3…"


def test_that_a_record_is_gone_to_by_enter(opened: DoctorDialog, app: FakeApp) -> None:
    index = opened.records_model.index(0, 0)
    opened.records.opened.emit(index)
    assert opened.result() == DoctorDialog.DialogCode.Accepted
    assert opened.record is not None
    assert opened.record[0] == "account"
    assert crud.find(app.session, ACCOUNT, opened.record[1]) is not None


def test_that_nothing_is_repaired_without_a_yes(opened: DoctorDialog, app: FakeApp) -> None:
    before = raw_dump(app.session)
    opened.repair()
    assert app.prompts.asked == ["Repair 3 faults?"]
    assert raw_dump(app.session) == before


def test_that_a_repair_tells_what_it_did_and_can_be_undone(opened: DoctorDialog, app: FakeApp) -> None:
    before = raw_dump(app.session)
    app.prompts.answers = [True]
    opened.repair()
    assert opened.head.text() == "3 faults were repaired. 2 are left for you."
    assert "before-repair" in opened.note.text()
    assert found(opened) == {REPAIRED: "1", "values": "2"}
    assert raw_dump(app.session) != before
    assert not opened.undo.isHidden()
    opened.take_back()
    assert raw_dump(app.session) == before
    assert opened.undo.isHidden()


def test_that_repaired_records_are_listed_until_all_are_seen(opened: DoctorDialog, app: FakeApp) -> None:
    app.prompts.answers = [True]
    opened.repair()
    select_key(opened.table, REPAIRED)
    assert opened.records_model.index(0, 0).data() == "Nordlys"
    opened.acknowledge()
    assert REPAIRED not in found(opened)
    assert doctor_repair.marks(app.session) == []


def test_that_the_history_of_a_repaired_record_names_the_repair(opened: DoctorDialog, app: FakeApp) -> None:
    app.prompts.answers = [True]
    opened.repair()
    account = next(a for a in crud.every(app.session, ACCOUNT) if a.name == "Nordlys")
    lines = field_history(app.session, "account", account.id)
    assert (lines[0].who, lines[0].name, lines[0].old, lines[0].new) == ("Repair", "stability", "9", "")


def test_that_a_report_holds_no_content(opened: DoctorDialog, app: FakeApp, tmp_path: Path) -> None:
    app.prompts.paths = [tmp_path / "report.json"]
    opened.save_report()
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert json.loads(text)["repairable"] == 3
    assert not [word for word in ("Meridian", "Nordlys", "nowhere") if word in text]


def test_that_a_look_is_due_once_a_week(session: Session, clock: FixedClock) -> None:
    filled(session)
    assert doctor_watching.weekly_look(session, _silent) == 0
    clock.advance(timedelta(days=6))
    assert doctor_watching.weekly_look(session, _silent) is None
    clock.advance(timedelta(days=1))
    spoil(session)
    assert doctor_watching.weekly_look(session, _silent) == 5
    clock.advance(timedelta(days=-40))
    assert doctor_watching.is_due(session)


def _silent(_done: int, _total: int, _note: str) -> None:
    pass


def test_that_a_sound_portfolio_is_not_spoken_of(app: FakeApp, qtbot: QtBot) -> None:
    app.session.unclean = True
    assert after_unclean_end(app.session, _silent) is None
    watch = DoctorWatch(app, lambda: None, app.bridge)
    watch.look_when_due()
    assert app.notices.banners == {}


def test_that_faults_found_at_rest_are_told_in_a_bar(app: FakeApp, qtbot: QtBot) -> None:
    spoil(app.session)
    watch = DoctorWatch(app, lambda: None, app.bridge)
    watch.look_when_due()
    assert app.notices.banners[FAULTS].startswith("A check found 5 faults in this portfolio.")


_CUT_OFF = """
import os, signal, sys
from pathlib import Path
from planner.services.portfolio import open_portfolio
open_portfolio(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_damage_is_told_at_the_start_after_a_program_was_killed(
    portfolio: Path, qtbot: QtBot, clock: FixedClock
) -> None:
    session = open_portfolio(portfolio, clock=clock)
    filled(session)
    find = "SELECT rootpage FROM sqlite_schema WHERE name = 'idx_account_external_id'"
    (root,) = session.db.conn.execute(find).fetchone()
    session.close()
    subprocess.run([sys.executable, "-c", _CUT_OFF, str(portfolio)], check=False, env=dict(os.environ))
    content = bytearray(portfolio.read_bytes())
    content[(root - 1) * 4096 : root * 4096 : 8] = b"\xff" * 512
    portfolio.write_bytes(content)
    with shell_on(portfolio, qtbot, clock) as shell:
        qtbot.waitUntil(lambda: FAULTS in shell.window.banners.shown())


def test_that_the_menu_opens_the_check_and_a_record_leads_to_its_page(
    portfolio: Path, qtbot: QtBot, clock: FixedClock
) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    filled(session)
    spoil(session)
    session.close()

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DoctorDialog)
        qtbot.waitUntil(lambda: dialog.records_model.rowCount() > 0)
        dialog.records.opened.emit(dialog.records_model.index(0, 0))

    with shell_on(portfolio, qtbot, clock) as shell:
        shell.furnish()
        assert shell.app is not None
        shell.doctor.watch(shell.app)
        QTimer.singleShot(0, act)
        shell.window.trigger("file.check")
        assert shell.window.place().page == "account"
        assert shell.window.place().account_id is not None
        qtbot.waitUntil(lambda: not shell.window.findChildren(DoctorDialog))
