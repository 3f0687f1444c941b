# SPDX-License-Identifier: Apache-2.0
"""The import window: four steps by mouse and by keyboard, with nothing lost on bad input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.services import crud, imports
from planner.services.customers import add_account
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.services.import_lists import ENGLISH_HEAD, companies, write
from ui.actions.spec import Context
from ui.jobs.runner import JobRunner
from ui.screens.import_screen import CHECK, COLUMNS, DONE, FILE, ImportWindow, import_accounts, import_people
from ui.widgets.base import PaintedButton
from ui.widgets.ring import FocusRing


@pytest.fixture
def app(session: Session, qapp: QApplication) -> FakeApp:
    """A context whose jobs run at once."""
    return an_app(session)


@pytest.fixture
def window(app: FakeApp, qtbot: QtBot) -> Iterator[ImportWindow]:
    """An open window that imports accounts."""
    shown = ImportWindow(app, "accounts")
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()


def _list(tmp_path: Path, *lines: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _press(parent: QWidget, name: str) -> None:
    found = parent.findChild(PaintedButton, name) or parent.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def _checked(window: ImportWindow, path: Path) -> None:
    window.flow.read(path)
    window.go_on()
    window.go_on()
    assert window.step == CHECK


def test_that_an_empty_window_offers_one_thing_to_do(window: ImportWindow) -> None:
    assert window.step == FILE
    assert window.file.choose.isVisible()
    assert not window.foot.isVisible()


def test_that_a_chosen_file_shows_how_it_is_read_and_its_first_rows(
    window: ImportWindow, app: FakeApp, tmp_path: Path
) -> None:
    app.prompts.paths = [
        write(tmp_path / "l.csv", ENGLISH_HEAD, companies(150, "es"), encoding="cp1252", delimiter=";")
    ]
    window.file.choose.click()
    assert window.file.encoding.currentData() == "cp1252"
    assert window.file.delimiter.currentData() == ";"
    assert window.file.model.rowCount() == 100
    assert window.file.model.columnCount() == len(ENGLISH_HEAD)


def test_that_another_encoding_reads_the_file_again(window: ImportWindow, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_bytes("Name;City\nMálaga Port;Málaga\n".encode("cp1252"))
    window.flow.read(path)
    window.file.encoding.setCurrentIndex(window.file.encoding.findData("mac_roman"))
    window.file.encoding.activated.emit(window.file.encoding.currentIndex())
    assert window.flow.source is not None
    assert window.flow.source.source.encoding == "mac_roman"
    assert window.flow.source.rows[0][1] != "Málaga"


def test_that_a_dropped_file_is_read(window: ImportWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(_list(tmp_path, "Company", "Acme")))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )  # fmt: skip
    window.dropEvent(event)
    assert window.flow.source is not None
    assert window.flow.source.headers == ("Company",)


def test_that_a_file_that_cannot_be_read_says_why_and_loses_nothing(window: ImportWindow, tmp_path: Path) -> None:
    window.flow.read(_list(tmp_path, "Company", "Acme"))
    (tmp_path / "empty.csv").write_bytes(b"")
    window.flow.read(tmp_path / "empty.csv")
    assert window._fault.isVisible()
    assert "empty.csv is empty" in window._fault.text()
    assert window.flow.source is not None
    assert window.flow.file_name == "list.csv"


def test_that_the_whole_way_can_be_gone_by_keyboard(
    window: ImportWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    window.flow.read(_list(tmp_path, "Customer no,Company,City", "1,Acme,Leeds", "2,Beta,York"))
    for step in (COLUMNS, CHECK, DONE):
        qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
        assert window.step == step
    assert sorted(a.name for a in crud.every(session, ACCOUNT)) == ["Acme", "Beta"]
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # type: ignore[no-untyped-call]
    assert not window.isVisible()


def test_that_back_leads_to_the_step_before(window: ImportWindow, tmp_path: Path, qtbot: QtBot) -> None:
    _checked(window, _list(tmp_path, "Company", "Acme"))
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # type: ignore[no-untyped-call]
    assert window.step == COLUMNS
    window.steps.choose(FILE)
    assert window.step == FILE
    window.steps.choose(DONE)
    assert (window.step, window.steps.current()) == (FILE, FILE)


def test_that_a_field_taken_by_another_column_moves(window: ImportWindow, tmp_path: Path) -> None:
    window.flow.read(_list(tmp_path, "Company,Trade", "Acme,Acme Ltd"))
    window.go_on()
    combo = window.columns.lines[1].combo
    combo.setCurrentIndex(combo.findData("name"))
    combo.activated.emit(combo.currentIndex())
    assert [c.field for c in window.flow.columns] == [None, "name"]
    assert window.columns.lines[0].combo.currentData() is None


def test_that_the_wheel_over_a_field_changes_no_column(window: ImportWindow, tmp_path: Path) -> None:
    window.flow.read(_list(tmp_path, "Company,City", "Acme,Leeds"))
    window.go_on()
    combo = window.columns.lines[0].combo
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert [c.field for c in window.flow.columns] == ["name", "city"]


def test_that_missing_names_are_said_and_unmatched_columns_stop_the_way(window: ImportWindow, tmp_path: Path) -> None:
    window.flow.read(_list(tmp_path, "Fax,Street", "1,2"))
    window.go_on()
    assert window.columns.missing.isVisible()
    assert not window.next.isEnabled()
    assert window._why_not() == "Choose a field for at least one column."


def test_that_chips_count_and_filter_the_rows(window: ImportWindow, session: Session, tmp_path: Path) -> None:
    add_account(session, "Old", external_id="9", city="Hull")
    _checked(
        window, _list(tmp_path, "Customer no,Company,City,Grade", "1,A,X,S", "9,Old,York,", "9,Old,Bath,", "3,C,X,gold")
    )
    table = window.check.table.rows_model
    assert table.ids() == ["0", "1", "2", "3"]
    window.check.chips["error"].click()
    assert table.ids() == ["3"]
    assert [str(cell) for cell in _texts(window, 0)][1:] == ["Problem", "C", "Grade: gold", _reason(window, 3)]
    window.check.chips["update"].click()
    assert table.ids() == ["1", "3"]
    assert _texts(window, 0)[3:] == ["City", "Hull → York"]


def _texts(window: ImportWindow, row: int) -> list[str]:
    model = window.check.table.rows_model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def _reason(window: ImportWindow, at: int) -> str:
    assert window.flow.plan is not None
    return window.flow.plan.rows[at].faults[0].reason


def test_that_open_questions_stop_the_import_until_they_are_answered(
    window: ImportWindow, session: Session, tmp_path: Path
) -> None:
    _checked(window, _list(tmp_path, "Customer no,Company,Customer since", "1,Acme,03/04/2020"))
    assert not window.next.isEnabled()
    _press(window.check, "answer_mdy")
    assert window.next.isEnabled()
    window.go_on()
    day = crud.every(session, ACCOUNT)[0].tenure_start
    assert day is not None
    assert day.isoformat() == "2020-03-04"


def test_that_the_result_can_be_shown_saved_and_taken_back(
    window: ImportWindow, app: FakeApp, session: Session, tmp_path: Path
) -> None:
    _checked(window, _list(tmp_path, "Customer no,Company,Employees", "1,Acme,many", "2,Beta,5"))
    window.go_on()
    assert window.step == DONE
    _press(window.done_page, "btnShowRows")
    assert window.done_page.table.rows_model.ids() == ["0"]
    app.prompts.paths = [tmp_path / "left out.csv"]
    _press(window.done_page, "btnSaveLeftOut")
    assert "This is not a number." in (tmp_path / "left out.csv").read_text(encoding="utf-8-sig")
    _press(window.done_page, "btnUndoImport")
    assert crud.every(session, ACCOUNT) == []
    assert window.flow.undone


def test_that_undo_import_does_not_take_back_something_else(
    window: ImportWindow, session: Session, tmp_path: Path
) -> None:
    _checked(window, _list(tmp_path, "Customer no,Company", "1,Acme"))
    window.go_on()
    add_account(session, "Later")
    _press(window.done_page, "btnUndoImport")
    assert len(crud.every(session, ACCOUNT)) == 2
    assert "no longer the newest step" in window._fault.text()


def test_that_changes_made_meanwhile_are_noticed_and_checked_again(
    window: ImportWindow, session: Session, tmp_path: Path
) -> None:
    _checked(window, _list(tmp_path, "Customer no,Company", "1,Acme"))
    add_account(session, "Acme", external_id="1")
    window.go_on()
    assert window.step == CHECK
    assert "was changed since" in window._fault.text()
    window.flow.check()
    assert window.flow.plan is not None
    assert window.flow.plan.rows[0].outcome == "skip"
    assert window._why_not() == "No row would change anything."


def test_that_hostile_text_is_shown_as_text(window: ImportWindow, tmp_path: Path) -> None:
    _checked(window, _list(tmp_path, "Customer no,<b>Company</b>", '1,"<img src=x>\u202egnp"', name="a\u202e.csv"))
    assert "\u202e" not in window.flow.file_name
    assert window.check.table.rows_model.index(0, 2).data().startswith("<img")


def test_that_people_are_imported_the_same_way(app: FakeApp, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    add_account(session, "Acme")
    window = import_people(app, Context())
    window.flow.read(_list(tmp_path, "姓名,公司", "王伟,Acme"))
    window.go_on()
    window.go_on()
    window.go_on()
    assert [c.name for c in crud.every(session, CONTACT)] == ["王伟"]
    window.close()


def test_that_the_window_closes_with_its_portfolio(app: FakeApp, session: Session, qtbot: QtBot) -> None:
    window = import_accounts(app, Context())
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    finish = list(session.on_close)
    finish[-1]()
    assert not window.isVisible()
    assert len(session.on_close) == len(finish) - 1


def test_that_a_real_job_shows_itself_and_leaves_nothing_when_cancelled(
    app: FakeApp, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    runner = JobRunner()
    app.jobs = runner  # type: ignore[assignment]
    window = ImportWindow(app, "accounts")
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    path = write(tmp_path / "l.csv", ENGLISH_HEAD, companies(3000, "all"))
    window.flow.read(path)
    assert window.flow.busy == "read"
    assert not window.next.isEnabled()
    window.flow.cancel()
    qtbot.waitUntil(lambda: not window.flow.busy)
    assert window.flow.source is None
    window.flow.read(path)
    qtbot.waitUntil(lambda: window.flow.source is not None)
    window.go_on()
    window.go_on()
    qtbot.waitUntil(lambda: window.step == CHECK and not window.flow.busy)
    window.go_on()
    window.flow.cancel()
    qtbot.waitUntil(lambda: not window.flow.busy)
    assert crud.every(session, ACCOUNT) == [] or imports.is_newest(session, window.flow.result)  # type: ignore[arg-type]
    window.close()
    runner.shutdown()


def test_that_tab_reaches_what_the_check_says_about_a_row(window: ImportWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.resize(1300, 760)
    _checked(window, _list(tmp_path, "Name,City", "Meridian Foods,Leeds"))
    window.activateWindow()
    window.check.table.setFocus()
    qtbot.waitUntil(window.check.table.hasFocus)
    assert window.check.details.isVisible()
    QTest.keyClick(window.check.table, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.check.details.isAncestorOf(focus)
    qtbot.waitUntil(lambda: any(ring.isVisible() for ring in window.findChildren(FocusRing)))
