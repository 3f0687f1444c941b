# SPDX-License-Identifier: Apache-2.0
"""The window of a review's report: editions, languages, what is left out, saving, and noting that it was given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud, reports, review_reports, rulesets
from planner.services.session import Session
from tests.builders import a_network_review, a_risk, a_site, an_account, an_inspection_result
from tests.fakes import FakeApp, an_app
from tests.stores import a_stored, put
from ui.actions.spec import Context
from ui.screens.export_plan.calendar import export_calendar
from ui.screens.review.check_model import SINCE
from ui.screens.review.data import shown
from ui.screens.review.inspect_step import InspectStep
from ui.screens.review.missing_bar import MissingBar
from ui.screens.review.report_window import ReportWindow, export_report, review_of, show_report
from ui.widgets.button import Button


@pytest.fixture
def review_id(session: Session) -> str:
    """A shareable review of a Spanish-speaking account with one check and one internal risk."""
    account = an_account(name="Meridian Foods", languages=("es",))
    put(session, account)
    mine = {"account_id": account.id, "audience": "customer"}
    site = a_site(**mine, name="North")
    put(session, site)
    review = a_network_review(**mine, site_id=site.id, code="V-7", done_on=date(2026, 10, 28), state="in_progress")
    put(session, review)
    put(session, an_inspection_result(**mine, review_id=review.id, item="Load", result="fail"))
    put(session, a_risk(account_id=account.id, review_id=review.id, statement="Price war"))
    return review.id


@pytest.fixture
def app(session: Session, review_id: str) -> FakeApp:
    """A context on that portfolio."""
    return an_app(session)


def _window(app: FakeApp, qtbot: QtBot, review_id: str, folder: Path) -> ReportWindow:
    window = show_report(app, review_id, None)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window._folder = folder
    window._show_file()
    return window


def _labels(window: ReportWindow) -> list[str]:
    assert window.bar is not None
    return [button.label() for button in window.bar.findChildren(Button)]


def test_that_the_customers_edition_comes_first_in_the_accounts_language_and_says_what_it_leaves_out(
    app: FakeApp, qtbot: QtBot, review_id: str, tmp_path: Path
) -> None:
    window = _window(app, qtbot, review_id, tmp_path)
    assert (window.options.audience(), window.options.language_code()) == ("customer", "es")
    assert "Left out: Risks: 1." in window.options.reader_words.text()
    assert window.target().name == "Meridian Foods North inspection report V-7 CUSTOMER 2026-11-02.pdf"
    assert window.pages.count() >= 4
    assert "gap" in window.options.check.accessibleName()


def test_that_saving_is_not_giving_and_giving_is_noted_by_its_own_button(
    app: FakeApp, qtbot: QtBot, review_id: str, tmp_path: Path
) -> None:
    window = _window(app, qtbot, review_id, tmp_path)
    window.btn_export.click()
    assert len(list(tmp_path.glob("*CUSTOMER*.pdf"))) == 1
    assert crud.get(app.session, NETWORK_REVIEW, review_id).reported_on is None
    assert "Report was given today" in _labels(window)
    window._given()
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    assert (review.state, review.reported_on) == ("reported", app.session.today())


def test_that_an_internal_edition_is_not_offered_as_given(
    app: FakeApp, qtbot: QtBot, review_id: str, tmp_path: Path
) -> None:
    window = _window(app, qtbot, review_id, tmp_path)
    window.options.reader.choose("internal")
    window._run(tmp_path / "i.pdf", overwrite=False)
    assert (tmp_path / "i.pdf").exists()
    assert "Report was given today" not in _labels(window)


def test_that_an_internal_review_says_why_there_is_no_customers_edition_and_offers_the_way(
    app: FakeApp, qtbot: QtBot, review_id: str, tmp_path: Path
) -> None:
    crud.set_field(app.session, NETWORK_REVIEW, review_id, "audience", "internal")
    window = _window(app, qtbot, review_id, tmp_path)
    assert window.options.audience() == "internal"
    window.options.reader.choose("customer")
    window._draw()
    assert window.bar is not None
    assert "no customer edition" in window.bar.text()
    assert window.pages.count() == 0
    window._share()
    window._draw()
    assert window.pages.count() >= 4
    assert crud.get(app.session, NETWORK_REVIEW, review_id).audience == "customer"


def test_that_the_report_is_due_three_working_days_after_the_visit(app: FakeApp, review_id: str) -> None:
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    assert review_reports.due(app.session, review) == date(2026, 11, 2)


def test_that_a_begun_review_offers_its_report_and_one_that_waits_does_not(qtbot: QtBot) -> None:
    bar = MissingBar()
    qtbot.addWidget(bar)
    wanted: list[str] = []
    bar.wanted.connect(wanted.append)
    bar.show_gaps((), settled=False, begun=True)
    button = next(b for b in bar.findChildren(Button) if b.objectName() == "btn_report_window")
    button.click()
    assert wanted == ["report_window"]


def test_that_the_calendar_is_saved_where_it_was_picked_with_its_ending(
    app: FakeApp, review_id: str, tmp_path: Path
) -> None:
    app.prompts.paths = [tmp_path / "days", None]
    export_calendar(app, Context(page="today"))
    assert (tmp_path / "days.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    export_calendar(app, Context(page="today"))
    assert len(list(tmp_path.glob("*.ics"))) == 1


def _inspect(app: FakeApp, qtbot: QtBot, review_id: str) -> tuple[InspectStep, dict[str, str]]:
    """The step with a review before: one check repeated and worse, one fixed, one new, one gone."""
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    mine = {"account_id": review.account_id, "audience": "customer"}
    before = a_network_review(**mine, site_id=review.site_id, done_on=date(2026, 7, 28), state="closed")
    put(app.session, before)
    made: dict[str, str] = {}
    for item, old, new in (("Load", "84", "91"), ("Fuel", "90", "40"), ("Doors", None, "10"), ("Filter", "20", None)):
        for held, reading in ((before, old), (review, new)):
            if reading is not None:
                result = "fail" if int(reading) >= 80 else "pass"
                check = an_inspection_result(**mine, review_id=held.id, item=f"{item} of R2", reading=reading,
                                             unit="%", ok_range="< 80", result=result)  # fmt: skip
                put(app.session, check)
                made[item] = check.id
    host = SimpleNamespace(app=app, perform=lambda work, _editor=None: work(None), ask_photo=None, attach=None)
    step = InspectStep(host)
    qtbot.addWidget(step)
    _show(step, app, review_id)
    return step, made


def _show(step: InspectStep, app: FakeApp, review_id: str) -> None:
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    facts = reports.facts(app.session, review.account_id)
    step.show_review(shown(facts, review, rulesets.current(app.session), app.session.today()))


def test_that_each_check_is_marked_in_words_and_the_bar_filters_by_what_changed(
    app: FakeApp, qtbot: QtBot, review_id: str
) -> None:
    step, made = _inspect(app, qtbot, review_id)
    model = step.table.checks
    marks = {model.row(n).id: model.index(n, SINCE).data() for n in range(model.rowCount()) if model.row(n)}  # type: ignore[union-attr]
    assert {name: marks.get(key) for name, key in made.items()} == {
        "Load": "Repeated 2×", "Fuel": "Fixed", "Doors": "New", "Filter": None,
    }  # fmt: skip
    assert step.since.lead.text() == "Since 28 Jul"
    assert step.since.gone.text() == "1 no longer on the list"
    step.since.chips["repeated"].click()
    assert [row for n in range(model.rowCount()) if (row := model.row(n))] == [model.row(model.row_of(made["Load"]))]
    step.focus_record(made["Fuel"])
    assert step.since.chosen() == frozenset()
    assert step.current_key() == made["Fuel"]


def test_that_a_first_review_has_no_marks_and_no_bar(app: FakeApp, qtbot: QtBot, review_id: str) -> None:
    host = SimpleNamespace(app=app, perform=None, ask_photo=None, attach=None)
    step = InspectStep(host)
    qtbot.addWidget(step)
    _show(step, app, review_id)
    assert not step.since.isVisibleTo(step)
    assert step.table.isColumnHidden(SINCE)


def test_that_the_command_finds_the_review_at_hand_otherwise_the_newest_one(
    app: FakeApp, qtbot: QtBot, review_id: str
) -> None:
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    check = next(iter(reports.facts(app.session, review.account_id).results))
    other = a_network_review(account_id=review.account_id, done_on=date(2026, 10, 30))
    put(app.session, other)
    found = {
        kind: review_of(app, Context(kind=kind, record=record, account_id=review.account_id))
        for kind, record in (("network_review", review_id), ("inspection_result", check.id), ("risk", "gone"))
    }
    assert found == {"network_review": review_id, "inspection_result": review_id, "risk": other.id}
    assert review_of(app, Context()) is None
    export_report(app, Context(account_id=a_stored(app.session, "account").id))
    assert app.notices.said[-1].startswith("No network review")
