# SPDX-License-Identifier: Apache-2.0
"""Settings, Trash, history, first run, reports of the unexpected, second starts."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud, purge
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.actions.registry import PaletteEntry
from ui.dialogs import about, error
from ui.dialogs.first_run import FirstRun
from ui.dialogs.history import HistoryDialog
from ui.models.selection import select_key
from ui.screens.settings_screen import SettingsScreen
from ui.screens.trash_screen import TrashScreen
from ui.windows.instance import Instance, raise_first, server_name

ROOT = Path(__file__).resolve().parents[2]
ASK = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
    "from ui.windows.instance import raise_first; app = QCoreApplication([]); print(raise_first(Path(sys.argv[1])))"
)


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()


# -- settings


def test_that_every_setting_is_kept_when_chosen(qtbot: QtBot, app: FakeApp) -> None:
    screen = SettingsScreen(app)
    shown(qtbot, screen)
    screen.scheme["dark"].click()
    screen.density["touch"].click()
    for box, value in ((screen.text_size, 125), (screen.language, "es"), (screen.dates, "dmy")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    kept = app.settings
    assert (kept.theme, kept.density, kept.text_scale) == ("dark", "touch", 125)
    assert (kept.language, kept.date_format) == ("es", "dmy")


def test_that_settings_show_what_is_in_force(qtbot: QtBot, app: FakeApp, session: Session) -> None:
    app.settings = replace(app.settings, theme="light", date_format="mdy")
    screen = SettingsScreen(app)
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.refreshes > 0)
    assert screen.scheme["light"].isChecked()
    assert screen.dates.currentData() == "mdy"
    assert screen.me.text() == "Dana Whitfield"
    assert screen.place.full_text() == str(session.path)


def test_that_my_new_name_signs_and_can_be_undone(qtbot: QtBot, app: FakeApp, session: Session) -> None:
    screen = SettingsScreen(app)
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.refreshes > 0)
    screen.me.setText("  Ana Vidal ")
    screen.me.editingFinished.emit()
    assert session.me is not None
    assert crud.get(session, PERSON, session.me).name == "Ana Vidal"
    assert app.notices.undoable == ["Changes are now signed by Ana Vidal"]
    screen.me.setText("   ")
    screen.me.editingFinished.emit()
    qtbot.waitUntil(lambda: screen.me.text() == "Ana Vidal")


# -- Trash


def test_that_trash_lists_families_by_their_head_and_restores_them_whole(
    qtbot: QtBot, app: FakeApp, session: Session
) -> None:
    account = crud.add(session, ACCOUNT, name="Bodega <i>Lirio</i>")
    person = crud.add(session, CONTACT, account_id=account.id, name="Iria")
    crud.trash(session, ACCOUNT, [account.id])
    screen = TrashScreen(app)
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    assert screen.model.index(0, 0).data() == "Bodega <i>Lirio</i>"
    assert screen.model.index(0, 2).data() == "1 record"
    assert screen.restore_button.isEnabled()  # the first is selected: Enter brings it back
    screen.restore_button.click()
    assert crud.get(session, CONTACT, person.id).name == "Iria"
    assert app.notices.undoable == ["Restored Bodega <i>Lirio</i>"]
    qtbot.waitUntil(screen.nothing.isVisible)


def test_that_emptying_asks_first_and_then_ends_undo(qtbot: QtBot, app: FakeApp, session: Session) -> None:
    account = crud.add(session, ACCOUNT, name="Bodega Lirio")
    crud.trash(session, ACCOUNT, [account.id])
    screen = TrashScreen(app)
    shown(qtbot, screen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    screen.empty_button.click()
    assert len(crud.trashed(session)) == 1
    app.prompts.answers = [True]
    screen.empty_button.click()
    assert app.prompts.asked == ["Empty the Trash?"] * 2
    assert crud.trashed(session) == []
    assert session.undo_label is None


# -- history


def test_that_history_tells_who_changed_what_and_puts_a_value_back(
    qtbot: QtBot, app: FakeApp, session: Session
) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian", grade="B")
    crud.set_field(session, ACCOUNT, account.id, "grade", "A")
    crud.set_field(session, ACCOUNT, account.id, "languages", ("es", "en"))
    dialog = HistoryDialog(app, "account", account.id)
    shown(qtbot, dialog)
    lines = [(line.who, line.label, line.old, line.new) for line in dialog.lines]
    assert lines == [
        ("Dana Whitfield", "Languages", "", "es, en"),
        ("Dana Whitfield", "Grade", "B cash flow", "A partner"),
        ("Dana Whitfield", "Added", "", "Meridian"),
    ]
    select_key(dialog.table, "2")
    assert not dialog.restore.isEnabled()
    select_key(dialog.table, "1")
    dialog.restore.click()
    assert crud.get(session, ACCOUNT, account.id).grade == "B"
    assert app.notices.undoable == ["Put the earlier value back: Grade"]
    assert len(dialog.lines) == 4
    dialog.close()


def test_that_a_value_that_no_longer_fits_is_refused_beside_the_list(
    qtbot: QtBot, app: FakeApp, session: Session
) -> None:
    account = crud.add(session, ACCOUNT, name="Meridian", employees=5)
    crud.set_field(session, ACCOUNT, account.id, "employees", 6)
    dialog = HistoryDialog(app, "account", account.id)
    shown(qtbot, dialog)
    dialog.lines[0] = replace(dialog.lines[0], stored=-1)
    select_key(dialog.table, "0")
    dialog.restore.click()
    assert dialog.fault.isVisible()
    assert crud.get(session, ACCOUNT, account.id).employees == 6
    dialog.close()


# -- first run


def test_that_the_sample_needs_three_presses_and_no_typing(qtbot: QtBot, tmp_path: Path) -> None:
    looks: list[Settings] = []
    dialog = FirstRun(Settings(), None, looks.append)
    shown(qtbot, dialog)
    dialog.next.click()
    dialog.next.click()
    dialog.starts["sample"].click()
    answers = dialog.answers()
    assert dialog.result() == FirstRun.DialogCode.Accepted
    assert (answers.start, answers.protection) == ("sample", None)
    assert answers.path == tmp_path / "data" / "portfolio.waterline"


def test_that_the_look_changes_while_it_is_chosen_and_back_keeps_it(qtbot: QtBot) -> None:
    looks: list[Settings] = []
    dialog = FirstRun(Settings(), None, looks.append)
    shown(qtbot, dialog)
    dialog.schemes.button(2).click()
    dialog.dates.setCurrentIndex(dialog.dates.findData("dmy"))
    dialog.name.setText("Ana")
    dialog.next.click()
    dialog.back.click()
    assert (looks[-1].theme, looks[-1].date_format) == ("dark", "dmy")
    assert dialog.answers().name == "Ana"
    dialog.close()


# -- reports, help, second starts


@pytest.mark.expects_log
def test_that_a_report_names_the_place_but_no_folder(qtbot: QtBot) -> None:
    try:
        try:
            raise OSError(28, "planted", "/home/ana/planted")
        except OSError as fault:
            raise ValueError("planted") from fault
    except ValueError as fault:
        text = error.report_text(fault)
        dialog = error.ErrorReport(fault)
    shown(qtbot, dialog)
    assert text.splitlines()[-1] == "OSError 28"
    assert "ValueError" in text
    assert "planted" not in text
    assert "test_shell_pages.py" in text
    assert str(Path(__file__).parent) not in text
    button = dialog.findChild(QWidget, "btnCopy")
    assert button is not None
    dialog._copy()
    assert QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    dialog.close()


def test_that_help_lists_the_keys_of_commands() -> None:
    entry = PaletteEntry(id="x", text="Find", shortcut="Ctrl+F", reason="", icon="")
    assert entry.shortcut == "Ctrl+F"
    assert "SIL OPEN FONT LICENSE" in about.licences().upper()


def test_that_a_second_start_raises_the_first_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    raised: list[bool] = []
    path = tmp_path / "one.waterline"
    first = Instance(path, lambda: raised.append(True))
    assert first.listening
    assert len(server_name(path)) < 50
    assert str(tmp_path) not in server_name(path)
    command = [sys.executable, "-c", ASK, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=15_000)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "True"
    assert raised == [True]
    first.close()


def test_that_nobody_answers_for_a_portfolio_that_is_not_open(qtbot: QtBot, tmp_path: Path) -> None:
    assert not raise_first(tmp_path / "none.waterline")


def test_that_a_fixed_clock_decides_what_is_old(session: Session, clock: FixedClock) -> None:
    old = crud.add(session, ACCOUNT, name="Old Secret")
    crud.trash(session, ACCOUNT, [old.id])
    clock.advance(timedelta(days=29))
    young = crud.add(session, ACCOUNT, name="Young")
    crud.trash(session, ACCOUNT, [young.id])
    assert purge.purge_old(session) == 0
    clock.advance(timedelta(days=2))
    assert purge.purge_old(session) == 1
    assert session.undo_label is not None
    session.undo()
    session.redo()
    assert [item.title for item in crud.trashed(session)] == ["Young"]
    kept = session.read(
        lambda conn: conn.execute("SELECT name, deleted FROM account WHERE id = ?", (old.id,)).fetchone()
    )
    assert kept == ("", 2)
    told = session.read(
        lambda conn: conn.execute(
            "SELECT args FROM step UNION ALL SELECT coalesce(before, '') || coalesce(after, '') FROM change"
        ).fetchall()
    )
    assert not any("Old Secret" in row[0] for row in told)
