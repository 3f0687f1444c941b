# SPDX-License-Identifier: Apache-2.0
"""Scenes of the windows that stand over the main one; each closes what it opened."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.errors import PlannerError
from planner.services import crud, erasure
from planner.views.catch_up import Way
from tests.services.import_lists import ENGLISH_HEAD, companies, write
from tests.shots import capture_acts
from tests.shots.stage import Scene, Stage
from ui.actions.spec import Context
from ui.context import Place
from ui.dialogs.erase_person import ErasePersonDialog
from ui.dialogs.error import ErrorReport
from ui.dialogs.first_run import FirstRun
from ui.dialogs.history import HistoryDialog
from ui.dialogs.protect_pages import ProtectPages
from ui.forms.new_record import NewRecordDialog
from ui.screens.export_plan import ExportDialog
from ui.screens.export_slides import SlidesWindow
from ui.screens.import_screen import ImportWindow, open_import
from ui.screens.quick_review import quick_review
from ui.screens.quick_review.form_state import FormState
from ui.screens.review.report_window import show_report
from ui.screens.today.catch_up import CatchUpWindow

ACCOUNTS = Place(page="accounts")
_IMPORT = ("file", "columns", "question", "check", "problems", "done", "left-out")
_CATCH_UP = ("catch-up", "catch-up-said", "catch-up-reason", "catch-up-open", "catch-up-summary")
_REPORTS = ("review-report", "review-report-saved", "review-report-internal")
_FIRST_RUN = ("first-run-1", "first-run-2", "first-run-3", "first-run-4", "first-run-4-plain", "first-run-5")
_FILLED = FormState(
    met=("E. Ruiz",),
    explained="partly",
    text="Rectifier R2 at 91 % load, may take 3 stores down. The spare module is on order since September.",
    likelihood=3,
    impact=4,
    trigger="over 95 %",
    step="switch to generator",
    next_action="order module",
    next_due="2026-12-04",
)


def scenes(account_id: str) -> list[Scene]:
    """Every dialog of an open portfolio."""
    page = Place(page="account", account_id=account_id, section="overview")
    steps = ("import-empty", *(f"import-{step}" for step in _IMPORT))
    capture = tuple(f"quick-review{name}" for name in ("", "-filled", "-back", "-fault"))
    return [
        Scene("import", ACCOUNTS, _import, steps),
        Scene("export", page, partial(_export, account_id=account_id), ("export-waiting", "export")),
        Scene("slides", page, partial(_slides, account_id=account_id), ("slides", "slides-charts", "slides-customer")),
        Scene("review-report", page, partial(_review_report, account_id=account_id), _REPORTS),
        Scene("quick-review", page, partial(_quick_review, account_id=account_id), capture),
        *capture_acts.scenes(account_id),
        Scene("catch-up", Place(page="today"), _catch_up, _CATCH_UP),
        Scene("erase-person", page, partial(_erase_person, account_id=account_id), ("erase-person",)),
        Scene("history", page, partial(_history, account_id=account_id), ("history",)),
        Scene("new-record", ACCOUNTS, _new_record, ("new-record", "new-record-fault")),
        Scene("report", ACCOUNTS, _report, ("report",)),
        *(
            Scene(name, ACCOUNTS, partial(_modal, name=name, command=command), (name,))
            for name, command in (
                ("keys", "help.keys"),
                ("about", "help.about"),
                ("properties", "file.properties"),
                ("people-review", "file.people_review"),
            )
        ),
    ]


def first_run() -> Scene:
    """The questions and the page behind them; the portfolio is closed for them, so this is the last of a series."""
    return Scene("first-run", ACCOUNTS, _first_run, (*_FIRST_RUN, "nothing-open"))


def _erase_person(stage: Stage, account_id: str) -> None:
    session = stage.app.session
    key = next(c.id for c in crud.of_account(session, CONTACT, account_id) if c.name == "E. Ruiz")
    dialog = ErasePersonDialog(erasure.preview(session, "contact", key), stage.window)
    dialog.open()
    dialog.name.setText("E. Ruiz")
    stage.picture("erase-person")
    dialog.reject()
    dialog.deleteLater()


def _modal(stage: Stage, name: str, command: str) -> None:
    stage.modal(name, command)


def _import(stage: Stage) -> None:
    window = open_import(stage.app, "accounts")
    stage.picture("import-empty")
    with tempfile.TemporaryDirectory() as folder:
        window.flow.read(_list(Path(folder)))
        stage.picture("import-file")
        for step in ("columns", "question"):
            window.go_on()
            stage.picture(f"import-{step}")
        _answer(stage, window)
        stage.picture("import-check")
        window.check.chips["error"].click()
        stage.picture("import-problems")
        window.go_on()
        stage.picture("import-done")
        _click(window, "btnShowRows")
        stage.picture("import-left-out")
    window.flow.undo()
    stage.settle()
    window.close()


def _list(folder: Path) -> Path:
    """A list as a company keeps it: new and known accounts, a grade that there is none of, a day in doubt."""
    rows = companies(60, "all")
    rows[3][2], rows[8][8] = "gold", "many"
    for row in rows:
        row[11] = "03/04/2020"
    known = ["", "Meridian Foods", "S", "Food", "United Kingdom", "Leeds", *[""] * 7]
    return write(folder / "Accounts from the old system.csv", ENGLISH_HEAD, [known, *rows])


def _answer(stage: Stage, window: ImportWindow) -> None:
    """Answer each question of the check with its first offer."""
    while window.flow.plan is not None and (
        open_ones := [question for question in window.flow.plan.questions if not question.proposal]
    ):
        window.flow.answer(open_ones[0].name, open_ones[0].choices[0][0])
        stage.settle()


def _click(window: ImportWindow, name: str) -> None:
    from ui.widgets.base import PaintedButton

    found = window.findChild(PaintedButton, name)
    assert found is not None, name
    found.click()


def _export(stage: Stage, account_id: str) -> None:
    dialog = ExportDialog(stage.app, account_id, stage.window)
    dialog.open()
    stage.picture("export-waiting")
    stage.wait_for(dialog.pages.count)
    stage.picture("export")
    dialog.reject()


def _slides(stage: Stage, account_id: str) -> None:
    """The window of slides: the whole deck, chosen charts, and the customer's deck after it was saved."""
    window = SlidesWindow(stage.app, account_id, stage.window)
    window._folder = Path(tempfile.mkdtemp())
    window.open()
    stage.wait_for(lambda: bool(window.slides.outline))
    stage.picture("slides")
    window.options.choose_charts()
    stage.rest("slides-charts")
    window.options.what.choose("deck")
    window.options.reader.choose("customer")
    stage.rest("slides-customer")
    window.reject()


def _review_report(stage: Stage, account_id: str) -> None:
    """The report of the newest review: the customer's edition, saved, and the internal one."""
    reviews = [r for r in crud.every(stage.app.session, NETWORK_REVIEW) if r.account_id == account_id and r.done_on]
    newest = max(reviews, key=lambda review: (review.done_on, review.id))
    window = show_report(stage.app, newest.id, stage.window)
    window._folder = Path(tempfile.mkdtemp())
    window._show_file()
    stage.wait_for(window.pages.count)
    stage.picture("review-report")
    window.btn_export.click()
    stage.wait_for(lambda: window.bar is not None)
    stage.picture("review-report-saved")
    window.options.reader.choose("internal")
    stage.rest("review-report-internal")
    window.reject()


def _quick_review(stage: Stage, account_id: str) -> None:
    window = quick_review(stage.app, Context(account_id=account_id))
    stage.picture("quick-review")
    day = stage.app.session.today().isoformat()
    window.form.fill(
        FormState(
            **{name: getattr(_FILLED, name) for name in _FILLED.__slots__} | {"account_id": account_id, "on": day}
        )
    )
    stage.picture("quick-review-filled")
    window.hide()
    stage.window.activateWindow()
    stage.settle()
    window = quick_review(stage.app, Context(account_id=account_id))
    stage.picture("quick-review-back")
    window.start_empty()
    window.form.action.setText("order module")
    window.form.account.field_editor.set_value(None)
    window.save()
    stage.picture("quick-review-fault")
    window.start_empty()
    window.hide()


def _catch_up(stage: Stage) -> None:
    stage.wait_for(stage.screen.needs.late_ones)
    stage.screen.needs.btn_catch_up.click()
    window = stage.dialog(CatchUpWindow)
    _go_to(window, "open")
    stage.picture("catch-up-open")
    _go_to(window, "done")
    stage.picture("catch-up")
    window.choose("done")
    stage.picture("catch-up-said")
    window.back()  # the later pictures show the same portfolio
    window.choose("drop")
    stage.picture("catch-up-reason")
    window.reject()
    while window.round.row is not None:
        window.choose("leave")
    stage.picture("catch-up-summary")
    window.accept()


def _go_to(window: CatchUpWindow, way: Way) -> None:
    """Leave what can't be decided this way."""
    while window.round.row is not None and way not in window.choices:
        window.choose("leave")


def _history(stage: Stage, account_id: str) -> None:
    for city in ("Leeds", "York"):
        crud.set_fields(stage.app.session, ACCOUNT, [account_id], {"city": city})
    dialog = HistoryDialog(stage.app, "account", account_id, stage.window)
    dialog.open()
    stage.picture("history")
    dialog.reject()
    dialog.deleteLater()
    stage.app.session.undo()
    stage.app.session.undo()


def _new_record(stage: Stage) -> None:
    stage.window.trigger("account.new")
    stage.picture("new-record")
    dialog = stage.dialog(NewRecordDialog)
    dialog.panel.create_record()
    stage.picture("new-record-fault")
    dialog.reject()


def _report(stage: Stage) -> None:
    try:
        raise PlannerError("An example of what a report looks like.")
    except PlannerError as error:
        dialog = ErrorReport(error, stage.window)
    dialog.open()
    stage.picture("report")
    dialog.reject()
    dialog.deleteLater()


def _first_run(stage: Stage) -> None:
    stage.shell.close_portfolio()
    dialog = FirstRun(stage.shell.settings, stage.window)
    dialog.name.setText("A. Vidal")
    dialog.open()
    for number in (1, 2, 3):
        stage.picture(f"first-run-{number}")
        (dialog.next if number < 3 else dialog.starts["account"]).click()
    pages = dialog.findChild(ProtectPages)
    assert pages is not None
    pages.pair.password.setText("Waterline2026!")
    stage.picture("first-run-4")
    pages.plain.click()
    stage.picture("first-run-4-plain")
    pages.sealed.click()
    for edit in (pages.pair.password, pages.pair.again):
        edit.setText("four words and a river")
    dialog.next.click()
    stage.picture("first-run-5")
    dialog.reject()
    dialog.deleteLater()
    stage.shell.show_nothing()
    stage.picture("nothing-open")
