# SPDX-License-Identifier: Apache-2.0
"""Preparing a visit: the bar that asks for the authorisation, its remedies, and the window with its papers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.entities.customers.site import SITE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.kernel.clock import FixedClock
from planner.rules.ruleset import DEFAULT
from planner.services import authorisations, checks, crud, customers, reviews, risks, visit_plans
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.gui.shells import shell_on
from tests.permission import permit
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet
from ui.screens.review.visit_paper_window import VisitPaperWindow
from ui.screens.review.visit_window import LEAVE, PACK, PLAN, VisitWindow, open_visit
from ui.screens.today.visits import VisitRow


@pytest.fixture
def review(session: Session) -> NetworkReview:
    """A review six days ahead with one check and one high risk, which nobody permitted."""
    account = customers.add_account(session, "Meridian Foods", grade="S")
    site = crud.add(session, SITE, account_id=account.id, name="North")
    day = session.today() + timedelta(days=6)
    found = reviews.start_review(session, account.id, site.id, day, copy_from_last=False)
    crud.trash(session, INSPECTION_RESULT, [r.id for r in crud.of_account(session, INSPECTION_RESULT, account.id)])
    checks.add_check(session, found.id, "Load", unit="%", ok_range="< 80")
    risks.add_risk(session, account.id, "Rectifier overload", site_id=site.id, likelihood=3, impact=4)
    return found


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def section(app: FakeApp, review: NetworkReview, qtbot: QtBot) -> Iterator[ReviewsSection]:
    made = ReviewsSection(app)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show_account(review.account_id)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def window(app: FakeApp, review: NetworkReview) -> Iterator[VisitWindow]:
    made = VisitWindow(app, review.id)
    made.show()
    yield made
    if isValid(made):
        made.reject()


def _dialog(owner: object) -> NewRecordDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible()]
    assert len(found) == 1, owner
    return found[0]


def _check(session: Session, review: NetworkReview) -> str:
    return crud.of_account(session, INSPECTION_RESULT, review.account_id)[0].id


def test_that_a_refused_result_offers_the_remedy_at_the_same_place(
    section: ReviewsSection, review: NetworkReview, app: FakeApp
) -> None:
    bar = section.permitting.bar
    assert bar.isVisible()
    assert bar.bar.text().startswith("No authorisation.")
    key = _check(app.session, review)
    section.perform(lambda source: checks.record_result(app.session, key, "pass", source=source))
    assert bar.bar.kind() == "act"
    assert "not authorised" in bar.bar.text()
    assert bar.first is not None
    bar.first.click()
    dialog = _dialog(section)
    assert "North" in str(dialog.panel.row("scope").field_editor.value())
    dialog.panel.create_record()
    assert not bar.isVisible() or bar.bar.kind() == "info"
    section.perform(lambda source: checks.record_result(app.session, key, "pass", source=source))
    assert crud.get(app.session, INSPECTION_RESULT, key).result == "pass"


def test_that_the_head_says_until_when_it_is_permitted(
    section: ReviewsSection, review: NetworkReview, session: Session
) -> None:
    assert section.head.authorised.accessibleName() == "No authorisation"
    permit(session, review.account_id, until_on=review.planned_on)
    section.refresh()
    assert section.head.authorised_plain.full_text().startswith("Authorised until")
    assert section.permitting.bar.bar.text().startswith("The signed paper")


def test_that_the_paper_is_attached_from_the_bar(
    section: ReviewsSection, review: NetworkReview, app: FakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    given = permit(app.session, review.account_id)
    section.refresh()
    paper = tmp_path / "leave.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    app.prompts.paths.append(paper)
    section.permitting.attach()
    qtbot.waitUntil(lambda: len(authorisations.documents(app.session, given)) == 1)
    section.refresh()
    assert not section.permitting.bar.isVisible()


def test_that_prepare_opens_where_something_is_missing(
    section: ReviewsSection, review: NetworkReview, session: Session
) -> None:
    section.permitting.prepare()
    found = section.permitting.window
    assert found is not None
    assert found.steps.current() == LEAVE
    found.reject()
    permit(session, review.account_id)
    section.permitting.prepare()
    again = section.permitting.window
    assert again is not None
    assert again.steps.current() == PLAN
    again.reject()


def test_that_a_plan_is_begun_and_proposals_are_ticked_by_keyboard(window: VisitWindow, session: Session) -> None:
    window.open_step(PLAN)
    page = window.plan
    assert not page.boxes[0].isEnabled(), "there is no plan to tick them into"
    page.btn_begin.click()
    plan = visit_plans.of_review(session, window.review_id)
    assert plan is not None
    assert [fact.level for fact in plan.facts] == ["must"]
    assert page.boxes[0].isChecked()
    page.boxes[0].setFocus()
    QTest.keyClick(page.boxes[0], Qt.Key.Key_Space)
    plan = visit_plans.of_review(session, window.review_id)
    assert plan is not None
    assert plan.facts == ()
    editor = page.form.editor("goal")
    editor.set_value("A second module")
    assert page.form.flush()


def test_that_packing_names_what_is_missing_and_takes_a_reason(
    window: VisitWindow, session: Session, review: NetworkReview, qtbot: QtBot
) -> None:
    window.open_step(PACK)
    qtbot.waitUntil(lambda: bool(window.pack.lines))
    assert window.pack.state.accessibleName() == "1 thing is missing"
    assert window.pack.reason_box.isVisible()
    window.pack.pack()
    assert visit_plans.of_review(session, review.id) is None
    window.pack.reason.setText("The paper comes by mail")
    window.pack.pack()
    plan = visit_plans.of_review(session, review.id)
    assert plan is not None
    assert "The paper comes by mail" in str(plan.note)
    assert crud.get(session, NETWORK_REVIEW, review.id).state == "packed"


def test_that_withdrawing_and_giving_again_show_at_once(
    window: VisitWindow, session: Session, review: NetworkReview
) -> None:
    given = permit(session, review.account_id)
    window.open_step(LEAVE)
    assert window.leave.state.accessibleName() == "Authorised"
    window.leave.btn_withdraw.click()
    assert window.leave.state.accessibleName().startswith("Authorisation withdrawn")
    window.leave.btn_withdraw.click()
    assert crud.get(session, AUTHORISATION, given).withdrawn_on is None


def test_that_the_carry_sheet_of_a_review_that_is_ours_alone_can_be_made_shareable(
    window: VisitWindow, session: Session, review: NetworkReview, qtbot: QtBot
) -> None:
    paper = VisitPaperWindow(window.app, review.id, "carry", window)
    paper.show()
    qtbot.waitUntil(lambda: paper._bar is not None)
    paper.share()
    assert crud.get(session, NETWORK_REVIEW, review.id).audience == "customer"
    qtbot.waitUntil(lambda: paper.pages.count() == 2, timeout=10_000)
    paper.reject()


def test_that_the_window_opens_over_another(
    app: FakeApp, review: NetworkReview, qtbot: QtBot, session: Session
) -> None:
    plan = visit_plans.begin(session, review.id)
    permit(session, review.account_id)
    crud.set_field(session, VISIT_PLAN, plan.id, "goal", "A second module")
    made = open_visit(app, review.id, None)  # type: ignore[arg-type]
    assert made.steps.current() == PACK
    made.reject()


def test_that_the_field_sheet_keeps_a_refused_entry_and_offers_the_remedy(
    app: FakeApp, review: NetworkReview, session: Session, qtbot: QtBot
) -> None:
    sheet = FieldSheet(app, review.id, DEFAULT)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.start()
    sheet.begin_reading("70")
    assert not sheet.save("pass")
    assert crud.get(session, INSPECTION_RESULT, sheet.check.id).result == "not_checked"
    assert sheet.reading.text == "70"
    (button,) = sheet.notice.buttons()
    button.click()
    _dialog(sheet).panel.create_record()
    assert sheet.save("pass")
    sheet.hide()


def test_that_today_prepares_a_planned_visit_with_its_review_behind(
    portfolio: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    with closing(open_portfolio(portfolio, clock=clock)) as session:
        account = customers.add_account(session, "Meridian Foods", grade="S").id
        site = crud.add(session, SITE, account_id=account, name="North").id
        planned = reviews.start_review(session, account, site, session.today() + timedelta(days=6))
    with shell_on(portfolio, qtbot, clock) as shell:
        shell.window.go(Place(page="today"))
        qtbot.waitUntil(lambda: bool(shell.window.findChildren(VisitRow)))
        shell.window.findChild(VisitRow).prepare.click()  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: bool(shell.window.findChildren(VisitWindow)))
        window = shell.window.findChildren(VisitWindow)[0]
        section = shell.window.findChildren(ReviewsSection)[0]
        assert window.isVisible()
        assert section.review_id == planned.id
        window.reject()
        qtbot.waitUntil(lambda: not window.isVisible())
