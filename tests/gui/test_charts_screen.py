# SPDX-License-Identifier: Apache-2.0
"""The charts workspace: account, day, reasons, evidence, remedies, copies and files."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.rules.explain import Missing
from planner.services import chart_cards, chart_files, charts, crud, customers, people, plans, risks, why
from planner.services.session import Session
from planner.views.why_view import WhyView
from tests.builders import a_network_review
from tests.fakes import FakeApp, an_app
from tests.stores import put
from ui.actions.spec import Context
from ui.context import Place
from ui.forms.grade_editor import GradeDialog
from ui.forms.new_record import NewRecordDialog
from ui.screens.charts import ChartsScreen, copy_data, copy_picture, toggle_table


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with a key contact, a rated risk and an unrated one."""
    account = customers.add_account(session, "Meridian Foods")
    customers.decide_grade(session, [account.id], "A", "Leads its sector")
    contact = people.add_contact(session, account.id, "E. Ruiz", role="approver", is_kdm=True)
    people.assess(session, contact.id, "0")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 3, 4)
    risks.add_risk(session, account.id, "Fuel contract ends")
    return account.id


@pytest.fixture
def app(session: Session, account_id: str) -> FakeApp:
    """A context on that account."""
    return an_app(session)


def _screen(app: FakeApp, qtbot: QtBot, place: Place | None = None) -> ChartsScreen:
    screen = ChartsScreen(app)
    qtbot.addWidget(screen)
    qtbot.addWidget(screen.why)
    screen.resize(1100, 700)
    screen.show()
    screen.show_place(place or Place(page="charts"))
    return screen


def _sum(view: WhyView) -> Decimal:
    return sum((Decimal(line.points.replace("−", "-")) for line in view.lines), Decimal(0))


def test_that_the_first_account_and_health_are_shown_without_a_choice(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert screen.panel.view is not None
    assert (screen.panel.view.kind, screen.panel.view.account) == ("health", "Meridian Foods")
    assert screen.tools.account.text() == "Meridian Foods"
    assert screen.crumb() == "Health"


@pytest.mark.parametrize("measure", ["", "relation", "key"])
def test_that_the_lines_of_a_value_add_up_to_it(app: FakeApp, account_id: str, measure: str) -> None:
    view = why.of_measure(app.session, account_id, measure, app.session.today())
    assert view.lines
    assert _sum(view) == Decimal(view.total)


@pytest.mark.parametrize("measure", ["service", "needs", "organisational", "satisfaction", "general", "network"])
def test_that_what_is_not_assessed_says_so_without_a_number(app: FakeApp, account_id: str, measure: str) -> None:
    view = why.of_measure(app.session, account_id, measure, app.session.today())
    assert (view.lines, view.total, view.note) == ((), "", "not assessed")
    assert view.empty


def test_that_a_focused_component_explains_itself(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.panel.canvas.focus_mark("relation")
    assert screen.why.view is not None
    assert screen.why.view.key == "relation"
    assert "in Health" in screen.why.view.note
    screen.panel.canvas.focus_mark("")
    assert screen.why.view.key == "health"


def test_that_an_evidence_record_opens_its_place(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    screen.panel.canvas.focus_mark("key")
    assert screen.why.view is not None
    link = screen.why.view.groups[-1].links[0]
    screen.why.opened.emit(link.entity, link.id)
    place = app.navigator.went[-1]
    assert (place.account_id, place.section) == (account_id, "people")


def test_that_another_chart_or_account_is_another_place(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    screen.list.choose("risk-matrix")
    assert app.navigator.went[-1] == Place(page="charts", account_id=account_id, section="risk-matrix")
    screen.show_place(app.navigator.went[-1])
    assert screen.panel.view is not None
    assert screen.panel.view.kind == "risk-matrix"
    other = customers.add_account(app.session, "Nordlys")
    screen.tools.account.picked.emit(other.id, "Nordlys")
    assert app.navigator.went[-1] == Place(page="charts", account_id=other.id, section="risk-matrix")


def test_that_the_account_is_remembered_for_the_next_visit(app: FakeApp, qtbot: QtBot) -> None:
    other = customers.add_account(app.session, "Zeta")
    before = app.session.undo_label
    _screen(app, qtbot, Place(page="charts", account_id=other.id, section="health"))
    assert why.last_account(app.session) == other.id
    assert app.session.undo_label == before


def test_that_a_past_day_shows_what_was_known_then(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot, Place(page="charts", section="risk-matrix"))
    screen.tools.day_chosen.emit(app.session.today() - timedelta(days=30))
    assert screen.panel.view is not None
    assert screen.panel.view.as_of == app.session.today() - timedelta(days=30)
    assert screen.panel.view.table().rows == ()
    assert screen.why.view is None
    screen.tools.day_chosen.emit(None)
    assert len(screen.panel.view.table().rows) == 2


def test_that_a_day_ahead_is_refused_beside_its_field(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.tools.day.committed.emit(app.session.today() + timedelta(days=1))
    assert screen.tools.day.fault
    assert screen.day == app.session.today()


def test_that_the_selected_risk_is_explained_with_its_gaps(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot, Place(page="charts", section="risk-matrix"))
    view = screen.why.view
    assert view is not None
    assert (view.title, view.lead, view.statement) == ("R-1", "high", "Rectifier overload")
    assert _sum(view) == Decimal(view.total) == 12
    assert any(missing.entity == "contingency_plan" for missing in view.missing)
    screen.panel.select_record(screen.panel.view.table().rows[1].key if screen.panel.view else "")


def test_that_the_plan_of_a_risk_can_be_opened(app: FakeApp, account_id: str) -> None:
    risk = risks.add_risk(app.session, account_id, "Uplink")
    risks.rate(app.session, risk.id, 2, 4)
    plan = plans.add_plan(app.session, [risk.id], "Second path", trigger="link flaps")
    view = why.of_risk(app.session, account_id, risk.id, app.session.today())
    assert view is not None
    link = view.groups[0].links[0]
    assert (link.entity, link.id, link.title, link.second) == (
        "contingency_plan", plan.id, "Second path", "link flaps"
    )  # fmt: skip
    assert why.of_risk(app.session, account_id, risk.id, app.session.today() - timedelta(days=1)) is None


def test_that_a_missing_plan_is_made_where_it_is_missing(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot, Place(page="charts", section="risk-matrix"))
    assert screen.why.view is not None
    missing = next(m for m in screen.why.view.missing if m.entity == "contingency_plan")
    screen.why.wanted.emit(missing)
    dialog = screen.findChild(NewRecordDialog, "dlgRemedy")
    assert dialog is not None
    dialog.panel.create_record()
    made = crud.every(app.session, CONTINGENCY_PLAN)
    assert [plan.risk_ids for plan in made] == [(missing.for_id,)]
    assert app.navigator.went[-1].record == made[0].id
    qtbot.waitUntil(lambda: screen.why.view is not None and screen.why.view.groups[0].links[0].id == made[0].id)


def test_that_the_form_of_a_missing_callback_asks_for_what_makes_it_count(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    screen = _screen(app, qtbot)
    today = app.session.today()
    (missing,) = why.of_measure(app.session, account_id, "satisfaction", today).missing
    screen.why.wanted.emit(missing)
    dialog = screen.findChild(NewRecordDialog, "dlgRemedy")
    assert dialog is not None
    for name, value in (("called_on", today), ("tech", 4), ("attitude", 4), ("norms", 5)):
        dialog.panel.row(name).field_editor.set_value(value)
    dialog.panel.create_record()
    assert why.of_measure(app.session, account_id, "satisfaction", today).total == "83.3"


def test_that_a_missing_review_starts_a_quick_review(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    asked: list[str | None] = []
    app.commands.register("review.quick", lambda _app, context: asked.append(context.account_id))
    view = why.of_measure(app.session, account_id, "network", app.session.today())
    screen = _screen(app, qtbot)
    screen.why.wanted.emit(view.missing[0])
    assert asked == [account_id]


def test_that_a_gap_without_a_record_of_its_own_has_no_button(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    screen.panel.canvas.focus_mark("service")
    assert screen.why.view is not None
    assert all(isinstance(m, Missing) and not m.entity for m in screen.why.view.missing)


def test_that_the_commands_act_on_the_chart_shown(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    toggle_table(app, Context(page="charts"))
    assert screen.panel.showing_table()
    assert screen.tools.btn_table.isChecked()
    copy_data(app, Context(page="charts"))
    assert QApplication.clipboard().text().startswith("Component\t") or "\t" in QApplication.clipboard().text()
    copy_picture(app, Context(page="charts"))
    assert not QApplication.clipboard().image().isNull()
    assert len(app.notices.said) == 2


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<svg"), (".pdf", b"%PDF")])
def test_that_a_chart_is_written_as_its_ending_says(
    app: FakeApp, qtbot: QtBot, tmp_path: Path, ending: str, start: bytes
) -> None:
    screen = _screen(app, qtbot)
    app.prompts.paths = [tmp_path / f"health{ending}"]
    screen.tools.export_wanted.emit(ending, "print")
    assert start in (tmp_path / f"health{ending}").read_bytes()[:200]
    assert app.notices.said == [f"Saved health{ending}"]


def test_that_the_proposed_name_carries_account_reader_and_day(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    assert screen.panel.view is not None
    assert chart_files.file_name(screen.panel.view, ".png") == "Meridian Foods health INTERNAL 2026-11-02.png"


def test_that_without_accounts_there_is_one_way_on_and_no_details(session: Session, qtbot: QtBot) -> None:
    screen = _screen(an_app(session), qtbot)
    assert screen.pages.currentWidget() is screen.empty
    assert screen.details is None
    customers.add_account(session, "Meridian Foods")
    qtbot.waitUntil(lambda: screen.details is screen.why)


def test_that_a_dot_of_the_rhythm_leads_to_its_review_and_the_pane_says_why_the_next_is_due(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    day = app.session.today() - timedelta(days=40)
    review = a_network_review(account_id=account_id, done_on=day)
    put(app.session, review)
    screen = _screen(app, qtbot, Place(page="charts", section="review-cadence"))
    assert screen.why.view is not None
    assert screen.why.view.title == "Review cadence"
    screen.panel.canvas.focus_mark(f"review-{review.id}")
    screen.panel.canvas.open_mark()
    place = app.navigator.went[-1]
    assert (place.account_id, place.section, place.record) == (account_id, "reviews", review.id)
    screen.panel.row_opened.emit(review.id)
    assert app.navigator.went[-1].record == review.id
    screen.panel.canvas.focus_mark(f"strip-{account_id}")
    screen.panel.canvas.open_mark()
    assert app.navigator.went[-1].record == review.id


def test_that_ticks_and_order_of_the_show_are_kept_and_the_number_is_told(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    screen = _screen(app, qtbot)
    first, second, *_ = screen.list.rows
    QTest.keyClick(screen.list.rows[first], Qt.Key.Key_Space)
    QTest.keyClick(screen.list.rows[first], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: list(screen.list.rows)[:2] == [second, first])
    assert not chart_cards.card_of(app.session, account_id, first).shown
    assert not screen.list.rows[first].tick.isChecked()


def test_that_a_row_is_dragged_to_its_place_in_the_show(app: FakeApp, qtbot: QtBot) -> None:
    screen = _screen(app, qtbot)
    order = list(screen.list.rows)
    row, last = screen.list.rows[order[0]], screen.list.rows[order[-1]]
    start = row.rect().center()
    end = row.mapFromGlobal(last.mapToGlobal(last.rect().bottomLeft()))
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(row, QPoint(start.x(), end.y()))
    assert row.y() > 0
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=row.mapFromGlobal(last.mapToGlobal(last.rect().center())))
    qtbot.waitUntil(lambda: list(screen.list.rows) == [*order[1:], order[0]])


def test_that_a_title_is_confirmed_written_and_given_back(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    drafted = screen.panel.title.text()
    assert screen.panel.auto.isVisible()
    screen.title.btn_confirm.click()
    qtbot.waitUntil(lambda: not screen.panel.auto.isVisible())
    screen.title.btn_edit.click()
    assert not screen.panel.title.isVisible()
    edit = screen.title.editor.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, "Begin with the people we have not met")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.panel.title.text() == "Begin with the people we have not met")
    assert screen.panel.title.isVisible()
    assert charts.view(app.session, account_id, "health").title == "Begin with the people we have not met"
    screen.title.btn_back.click()
    qtbot.waitUntil(lambda: screen.panel.title.text() == drafted)


def test_that_a_title_of_older_data_is_offered_again(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot, Place(page="charts", section="risk-matrix"))
    view = screen.panel.view
    assert view is not None
    chart_cards.confirm_title(app.session, account_id, view, view.title, "One risk leads")
    risks.rate(app.session, risks.add_risk(app.session, account_id, "Flood").id, 5, 5)
    qtbot.waitUntil(screen.title.btn_again.isVisible)
    assert "One risk leads" in screen.title.older.full_text()
    screen.title.btn_again.click()
    qtbot.waitUntil(lambda: screen.panel.title.text() == "One risk leads")


def test_that_a_presenter_note_is_kept_and_belongs_to_its_chart(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    edit = screen.note.editor.findChild(QPlainTextEdit)
    assert edit is not None
    edit.setPlainText("Ask J. Paz about credit notes")
    screen.show_place(Place(page="charts", section="risk-matrix"))
    assert chart_cards.card_of(app.session, account_id, "health").note == "Ask J. Paz about credit notes"
    assert edit.toPlainText() == ""


def test_that_a_rhythm_without_grade_or_review_leads_to_both(app: FakeApp, qtbot: QtBot) -> None:
    other = customers.add_account(app.session, "Nordlys")
    screen = _screen(app, qtbot, Place(page="charts", account_id=other.id, section="review-cadence"))
    assert screen.why.view is not None
    assert [missing.entity for missing in screen.why.view.missing] == ["grade_decision", "network_review"]
    screen._fill(screen.why.view.missing[0])
    assert screen.window().findChild(GradeDialog) is not None


def test_that_the_pane_says_how_sure_why_it_moved_and_what_would_help(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    screen = _screen(app, qtbot)
    assert screen.why.view is not None
    assert any("confidence" in words or "no evidence" in words for words in screen.why.view.sure)
    assert screen.why.findChild(QWidget, "grpWhyMoved") is not None
    assert screen.why.findChild(QWidget, "grpGreen") is not None


def _read_to_the_end(screen: ChartsScreen, qtbot: QtBot) -> QScrollBar:
    """The reasons in a low pane, scrolled down to their last line."""
    bar = screen.why.area.verticalScrollBar()
    screen.why.resize(320, 260)
    screen.why.show()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()
    return bar


def test_that_another_chart_or_mark_is_explained_from_the_top(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    bar = _read_to_the_end(screen, qtbot)
    screen.panel.canvas.focus_mark("relation")
    assert (screen.why.view.key if screen.why.view else "", bar.value()) == ("relation", 0)
    bar = _read_to_the_end(screen, qtbot)
    screen.show_place(Place(page="charts", account_id=account_id, section="risk-matrix"))
    assert (screen.why.view.title if screen.why.view else "", bar.value()) == ("R-1", 0)


def test_that_reasons_worked_out_anew_keep_the_place_where_they_are_read(
    app: FakeApp, qtbot: QtBot, account_id: str
) -> None:
    screen = _screen(app, qtbot)
    bar = _read_to_the_end(screen, qtbot)
    shown, before = screen.why.view, bar.value()
    people.add_contact(app.session, account_id, "Just Added")
    qtbot.waitUntil(lambda: screen.why.view is not shown)
    qtbot.waitUntil(lambda: bar.value() == min(before, bar.maximum()) > 100)


def test_that_charts_are_numbered_as_in_the_show(app: FakeApp, qtbot: QtBot, account_id: str) -> None:
    screen = _screen(app, qtbot)
    first, second, *_ = screen.list.rows
    assert screen.list.rows[second].number() == 2
    chart_cards.tick(app.session, account_id, first, shown=False)
    qtbot.waitUntil(lambda: screen.list.rows[second].number() == 1)
    assert screen.list.rows[first].number() == 0
