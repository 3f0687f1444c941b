# SPDX-License-Identifier: Apache-2.0
"""The main job from first start to the plan for the lead: once by mouse, once by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.kernel.clock import FixedClock
from planner.kernel.settings import Settings
from planner.services import crud
from planner.services.session import Session
from tests.fakes import FakePrompts
from tests.flows.beginning import first_run_by_keys, first_run_by_mouse
from tests.flows.user import Key, User, line_of
from ui.bootstrap import Shell
from ui.charts.panel import ChartPanel
from ui.forms.editor import Editor
from ui.forms.item_editor import ItemTableEditor
from ui.forms.new_record import NewRecordDialog
from ui.screens.accounts.screen import AccountsScreen
from ui.screens.export_plan.dialog import ExportDialog
from ui.screens.import_screen import CHECK, DONE, ImportWindow
from ui.screens.quick_review.window import QuickReview
from ui.screens.review.check_model import READING
from ui.screens.review.check_table import ChecksTable
from ui.widgets.stepbar import StepBar

COMPANIES = (
    ("K-01", "Muñoz Hermanos S.A.", "www.munoz.es", "A", "Olivares Aragón S.L.", "05/09/2015"),
    ("K-02", "Olivares Aragón S.L.", "www.olivares.es", "S", "", "03/04/2013"),
    ("K-03", "Müller Kälte GmbH", "www.mueller-kaelte.de", "B", "", "07/08/2019"),
    ("K-04", "Crémerie Noël SARL", "www.noel.fr", "C", "", "pronto"),
    ("K-02", "Olivares Aragón S.L.", "www.olivares.es", "S", "", "03/04/2013"),
)
PEOPLE = (("Begoña", "Peña", "Olivares Aragón S.L.", "Gerente", "bp@olivares.es"),)


def _write(path: Path, head: str, rows: tuple[tuple[str, ...], ...]) -> Path:
    path.write_bytes("\r\n".join([head, *(";".join(row) for row in rows), ""]).encode("cp1252"))
    return path


@pytest.fixture
def lists(tmp_path: Path) -> list[Path | None]:
    """The two files of a customer base as another program wrote them."""
    accounts = _write(
        tmp_path / "clientes.csv", "Código;Empresa;Sitio web;Clasificación;Filial de;Cliente desde", COMPANIES
    )
    people = _write(tmp_path / "contactos.csv", "Nombre;Apellidos;Empresa;Cargo;Correo electrónico", PEOPLE)
    return [accounts, people]


@pytest.fixture
def shell(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    clock: FixedClock,
    lists: list[Path | None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shell]:
    """The empty window of a first start; the home folder is the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    between = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1)  # so that two presses of a fast test are two
    made = Shell(
        qapp, Settings(theme="light"), clock=clock, prompts=lambda _window: FakePrompts(paths=list(lists)), server=False
    )
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    made.window.close()
    QThreadPool.globalInstance().waitForDone()
    qapp.setDoubleClickInterval(between)


def _session(shell: Shell) -> Session:
    assert shell.app is not None
    return shell.app.session


def _imports(user: User) -> ImportWindow:
    return user.find(ImportWindow)


def _check_plan(folder: Path) -> None:
    """The file for the lead is a document of several pages."""
    (made,) = folder.glob("*TEAM LEAD*.pdf")
    assert made.name.startswith("Olivares Aragón S.L. plan v1")
    assert made.read_bytes().startswith(b"%PDF")
    assert made.stat().st_size > 20_000


def _check_what_was_kept(session: Session, account_id: str) -> None:
    """What the job leaves behind, whichever way it was done."""
    (review,) = crud.of_account(session, NETWORK_REVIEW, account_id)
    failed = [r for r in crud.of_account(session, INSPECTION_RESULT, account_id) if r.result == "fail"]
    assert [(r.reading, r.finding) for r in failed] == [("45", "Fan stands still")]
    (risk,) = crud.of_account(session, RISK, account_id)
    assert (risk.likelihood, risk.impact, risk.review_id) == (4, 4, review.id)
    (plan,) = crud.of_account(session, CONTINGENCY_PLAN, account_id)
    assert plan.risk_ids == (risk.id,)
    assert plan.trigger == "Room above 40"
    assert [step.action for step in plan.steps] == ["Open the doors"]
    (told,) = crud.of_account(session, EXPLAIN_SESSION, account_id)
    assert told.understood == "yes"
    (level,) = crud.of_account(session, RELATION_ASSESSMENT, account_id)
    assert level.level == "2"


def _check_the_lists(session: Session) -> Account:
    """What both files brought: three companies with the parent resolved, one person; faults and doubles left out."""
    names = {account.name: account for account in crud.every(session, ACCOUNT)}
    assert set(names) == {"Muñoz Hermanos S.A.", "Olivares Aragón S.L.", "Müller Kälte GmbH"}
    olivares = names["Olivares Aragón S.L."]
    assert names["Muñoz Hermanos S.A."].parent_id == olivares.id
    assert str(olivares.tenure_start) == "2013-04-03"
    assert [c.name for c in crud.of_account(session, CONTACT, olivares.id)] == ["Begoña Peña"]
    return olivares


def _check_the_charts(user: User, name: str) -> None:
    """The page of charts opens with the account that was worked on."""
    assert user.find(QLineEdit, "edtChartAccount").text() == name
    panel = user.find(ChartPanel)
    assert panel.view is not None


def _row_text(screen: AccountsScreen, row: int) -> str:
    model = screen.model
    return " ".join(str(model.index(row, n).data()) for n in range(model.columnCount()))


# -- by mouse


def _import_by_mouse(user: User) -> None:
    user.press("btnChooseFile")
    user.until(lambda: _imports(user).flow.source is not None)
    user.press("btnNext")
    user.press("btnNext")
    user.until(lambda: _imports(user).step == CHECK)
    user.press("answer_dmy")
    user.press("btnNext")
    user.until(lambda: _imports(user).step == DONE)
    user.press("btnImportPeople")
    user.until(lambda: user.sees(ImportWindow) is not None and _imports(user).flow.kind == "contacts")
    user.press("btnChooseFile")
    user.until(lambda: _imports(user).flow.source is not None)
    user.press("btnNext")
    user.press("btnNext")
    user.until(lambda: _imports(user).step == CHECK)
    user.press("btnNext")
    user.until(lambda: _imports(user).step == DONE)
    user.press("btnShowAccounts")


def _combo(editor: Editor) -> QComboBox:
    found = editor.findChild(QComboBox)
    assert found is not None
    return found


def _add_person_by_mouse(user: User) -> None:
    user.section("people")
    user.press("Person")
    user.click(line_of(user.field("name")))
    user.type("Rosa Ibarra")
    user.press("Add")
    user.choose(_combo(user.field("role")), "Decider")
    user.choose(_combo(user.field("level")), "+2")


def _review_by_mouse(user: User) -> None:
    user.section("reviews")
    user.press("Full review")
    user.take_name(user.field("site_id"), "North")
    user.press("Add")
    user.press("Add authorisation")
    user.press("Add")
    table = user.find(ChecksTable)
    row = table.checks.first_open()
    user.click_cell(table, table.checks.index(row, READING))
    user.type("45")
    user.click_cell(table, table.checks.index(row, 0))
    user.click(line_of(user.field("finding")))
    user.type("Fan stands still")
    user.step(2)
    user.take_name(user.field("listeners"), "Rosa")
    user.press("Understood: Yes")
    user.press("Add risk")
    user.choose_from_menu("F-1")
    user.choose(_combo(user.field("likelihood")), "4 Likely")
    user.choose(_combo(user.field("impact")), "4 Major")
    user.press("Add plan")
    user.click(line_of(user.field("trigger")))
    user.type("Room above 40")
    steps = user.field("steps")
    assert isinstance(steps, ItemTableEditor)
    user.press("Add row")
    user.type("5")
    user.open_row(steps.table, steps.table.model().index(0, 2))
    user.type("Open the doors")
    user.click(line_of(user.field("trigger")))


def test_that_the_main_job_goes_by_mouse(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    user = User(qtbot, shell)
    first_run_by_mouse(user)
    _import_by_mouse(user)
    session = _session(shell)
    olivares = _check_the_lists(session)
    accounts = user.find(AccountsScreen)
    user.open_row(accounts.table, accounts.model.index(accounts.model.row_of(olivares.id), 0))
    _add_person_by_mouse(user)
    _review_by_mouse(user)
    _check_what_was_kept(session, olivares.id)
    user.page("charts")
    _check_the_charts(user, olivares.name)
    user.page("accounts")
    row = accounts.model.row_of(olivares.id)
    user.until(lambda: "R-1" in _row_text(accounts, row))
    user.open_row(accounts.table, accounts.model.index(row, 0))
    user.press("btnExport")
    dialog = user.find(ExportDialog)
    user.press("Team-lead review copy")
    user.click(dialog.btn_export)
    user.until(lambda: list(tmp_path.glob("*TEAM LEAD*.pdf")))
    user.until(lambda: dialog.bar is not None and dialog.bar.isVisible())
    user.press("Close")
    _check_plan(tmp_path)


# -- by keyboard


def _import_by_keys(user: User) -> None:
    user.until(lambda: user.sees(ImportWindow) is not None and _imports(user).file.choose.hasFocus())
    user.key(Key.Key_Space)
    user.until(lambda: _imports(user).flow.source is not None)
    user.key(Key.Key_Return, Key.Key_Return, control=True)
    user.until(lambda: _imports(user).step == CHECK)
    user.tab_to_button("answer_dmy")
    user.key(Key.Key_Space)
    user.until(_imports(user).next.isEnabled)
    user.key(Key.Key_Return, control=True)
    user.until(lambda: _imports(user).step == DONE)
    user.tab_to_button("btnImportPeople", back=True)
    user.key(Key.Key_Space)
    user.until(lambda: _imports(user).flow.kind == "contacts" and _imports(user).file.choose.hasFocus())
    user.key(Key.Key_Space)
    user.until(lambda: _imports(user).flow.source is not None)
    user.key(Key.Key_Return, Key.Key_Return, control=True)
    user.until(lambda: _imports(user).step == CHECK and _imports(user).next.isEnabled())
    user.key(Key.Key_Return, control=True)
    user.until(lambda: _imports(user).step == DONE)
    user.key(Key.Key_Return, control=True)


def _add_person_by_keys(user: User) -> None:
    user.key(Key.Key_3, alt=True)
    user.key(Key.Key_N, control=True)
    user.type("Rosa Ibarra")
    user.key(Key.Key_Return)
    user.until(lambda: user.sees(QLineEdit, "Name") is not None)
    user.key(Key.Key_Return)
    user.type("d")
    user.tab_to_field("level")
    user.type("+2")
    user.key(Key.Key_Return)


def _inspect_by_keys(user: User) -> None:
    user.key(Key.Key_4, alt=True)
    user.key(Key.Key_N, control=True)
    user.type("North")
    user.key(Key.Key_Return, Key.Key_Return)
    table = user.find(ChecksTable)
    user.come_back()
    user.until(table.hasFocus)
    user.type("45")
    user.key(Key.Key_Return)  # nobody permitted it yet: the keyboard waits at the remedy
    user.key(Key.Key_Space)
    user.until(lambda: user.sees(NewRecordDialog) is not None)
    user.key(Key.Key_Return)
    user.until(lambda: user.sees(NewRecordDialog) is None)
    user.come_back()
    user.until(table.hasFocus)
    user.type("45")
    user.key(Key.Key_Return, Key.Key_Up)
    user.field("finding")
    user.key(Key.Key_F6)
    user.tab_to_field("finding")
    user.type("Fan stands still")
    user.key(Key.Key_F6, shift=True)
    user.tab_to(lambda w: w is user.find(StepBar).step_button(0), back=True)
    user.key(Key.Key_Right)


def _complete_by_keys(user: User) -> None:
    user.tab_to_field("listeners")
    user.type("Rosa")
    user.key(Key.Key_Return)
    user.tab_to_field("understood")
    user.key(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    user.tab_to_button("Add risk")
    user.key(Key.Key_Space)
    user.until(lambda: QApplication.activePopupWidget() is not None)
    user.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    user.tab_to_field("likelihood")
    user.type("4")
    user.tab_to_field("impact")
    user.type("4")
    user.key(Key.Key_F6)
    user.tab_to_button("Add plan")
    user.key(Key.Key_Space)
    user.tab_to_field("trigger")
    user.type("Room above 40")
    user.tab_to_field("steps")
    user.key(Key.Key_Insert)
    user.type("5")
    user.key(Key.Key_Tab, Key.Key_Tab)
    user.type("Open the doors")
    user.key(Key.Key_Return)
    user.key(Key.Key_Return, control=True)


def _quick_review_by_keys(user: User) -> None:
    user.key(Key.Key_R, control=True, shift=True)
    quick = user.find(QuickReview)
    user.until(quick.form.text.hasFocus)
    user.type("Second line is noisy")
    user.key(Key.Key_Return, control=True)
    user.until(lambda: user.sees(QuickReview) is None)
    user.come_back()


def test_that_the_main_job_goes_by_keyboard_alone(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    user = User(qtbot, shell)
    first_run_by_keys(user)
    _import_by_keys(user)
    session = _session(shell)
    olivares = _check_the_lists(session)
    user.key(Key.Key_K, control=True)
    user.type("aragon olivares")
    user.key(Key.Key_Return)
    _add_person_by_keys(user)
    _inspect_by_keys(user)
    _complete_by_keys(user)
    _check_what_was_kept(session, olivares.id)
    _quick_review_by_keys(user)
    assert len(crud.of_account(session, NETWORK_REVIEW, olivares.id)) == 2
    user.key(Key.Key_4, control=True)
    _check_the_charts(user, olivares.name)
    user.key(Key.Key_E, control=True)
    dialog = user.find(ExportDialog)
    user.tab_to_button("Internal", back=True)
    user.key(Key.Key_Right)
    user.tab_to(lambda w: w is dialog.btn_export)
    user.key(Key.Key_Space)
    user.until(lambda: list(tmp_path.glob("*TEAM LEAD*.pdf")))
    user.until(lambda: dialog.bar is not None and dialog.bar.isVisible())
    user.key(Key.Key_Escape)
    _check_plan(tmp_path)
