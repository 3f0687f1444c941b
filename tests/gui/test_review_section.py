# SPDX-License-Identifier: Apache-2.0
"""The review section: list, checks by keyboard, details, photos, missing bar, and a review from start to close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.account import Account
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.risk import RISK
from planner.services import checks, crud, customers, reviews
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.gui.forms_support import focused
from tests.permission import permit
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.account.screen import AccountScreen
from ui.screens.review import ReviewsSection
from ui.screens.review.check_model import NOTE, PHOTO, READING, RESULT
from ui.screens.review.data import EXPLAIN, INSPECT, PLANS, RISKS
from ui.screens.review.day_window import DayWindow
from ui.screens.review.thumbs import ThumbButton

Key = Qt.Key


@dataclass
class World:
    """An account with one site, one rectifier and a review of three checks."""

    session: Session
    app: FakeApp
    account: Account
    review: NetworkReview
    load: InspectionResult
    hot: InspectionResult
    alarm: InspectionResult

    def check(self, which: InspectionResult) -> InspectionResult:
        """A check as it is kept now."""
        return crud.get(self.session, INSPECTION_RESULT, which.id)

    def now(self) -> NetworkReview:
        """The review as it is kept now."""
        return crud.get(self.session, NETWORK_REVIEW, self.review.id)


@pytest.fixture
def world(session: Session) -> World:
    account = customers.add_account(session, "Meridian Foods", grade="S")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    asset = crud.add(session, ASSET, account_id=account.id, site_id=site.id, name="Rectifier R2")
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    crud.trash(session, INSPECTION_RESULT, [r.id for r in crud.of_account(session, INSPECTION_RESULT, account.id)])
    load = checks.add_check(session, review.id, "Load", group="power", asset_id=asset.id, unit="%", ok_range="< 80")
    hot = checks.add_check(session, review.id, "Hot spots", group="cooling", ok_range="<= 0")
    alarm = checks.add_check(session, review.id, "Alarm test", group="cooling", ok_range="OK")
    return World(session, an_app(session), account, review, load, hot, alarm)


@pytest.fixture
def section(world: World, qtbot: QtBot) -> Iterator[ReviewsSection]:
    made = ReviewsSection(world.app)
    qtbot.addWidget(made)
    qtbot.addWidget(made.pane)
    made.resize(1120, 640)
    made.show()
    made.activateWindow()
    made.show_account(world.account.id)
    qtbot.waitUntil(made.isActiveWindow)
    made.inspect.table.setFocus()
    yield made
    for window in made.findChildren(NewRecordDialog):
        window.reject()
    made.hide()


def _type(section: ReviewsSection, text: str) -> None:
    for sign in text:
        target = section.inspect.table.delegate.editor or section.inspect.table
        QTest.keyClicks(target, sign)


def _press(section: ReviewsSection, key: Qt.Key) -> None:
    QTest.keyClick(section.inspect.table.delegate.editor or section.inspect.table, key)


def test_that_letters_set_results_and_go_down_past_group_rows(section: ReviewsSection, world: World) -> None:
    assert section.inspect.current_key() == world.load.id
    for key in (Key.Key_F, Key.Key_A, Key.Key_P):
        _press(section, key)
    assert [world.check(c).result for c in (world.load, world.hot, world.alarm)] == ["fail", "attention", "pass"]
    assert section.inspect.current_key() == world.alarm.id
    assert (section.steps.step_button(INSPECT).accessibleName()) == "1 Inspect 3/3"


def test_that_typed_digits_become_a_reading_that_is_judged_at_once(section: ReviewsSection, world: World) -> None:
    _type(section, "91")
    assert world.check(world.load).reading is None
    _press(section, Key.Key_Return)
    kept = world.check(world.load)
    assert (kept.reading, kept.result) == ("91", "fail")
    assert kept.code is not None
    assert section.inspect.current_key() == world.hot.id


def test_that_escape_leaves_a_reading_as_it_was(section: ReviewsSection, world: World) -> None:
    _type(section, "7")
    _press(section, Key.Key_Escape)
    assert world.check(world.load).reading is None
    assert section.inspect.current_key() == world.load.id


def test_that_a_reading_is_kept_when_the_focus_leaves_it(section: ReviewsSection, world: World) -> None:
    _type(section, "61")
    section.steps.step_button(INSPECT).setFocus()
    assert world.check(world.load).reading == "61"


def test_that_a_change_elsewhere_does_not_disturb_what_is_typed(section: ReviewsSection, world: World) -> None:
    _type(section, "61")
    checks.record_result(world.session, world.load.id, note="Hot since Aug")
    QApplication.processEvents()
    section.refresh()
    editor = section.inspect.table.delegate.editor
    assert editor is not None
    assert editor.text() == "61"


def test_that_each_entry_is_one_step_that_undo_takes_back(section: ReviewsSection, world: World) -> None:
    _press(section, Key.Key_P)
    _press(section, Key.Key_F)
    world.session.undo()
    assert [world.check(c).result for c in (world.load, world.hot)] == ["pass", "not_checked"]


def test_that_a_note_is_written_in_the_row(section: ReviewsSection, world: World) -> None:
    table = section.inspect.table
    table.begin(table.current_row(), NOTE)
    _type(section, "Cells of 2017")
    _press(section, Key.Key_Return)
    assert world.check(world.load).note == "Cells of 2017"


def test_that_a_click_on_a_key_sets_the_result(section: ReviewsSection, world: World) -> None:
    table = section.inspect.table
    row = table.checks.row_of(world.hot.id)
    box = table.visualRect(table.checks.index(row, RESULT))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 14, box.center().y()))
    assert world.check(world.hot).result == "pass"


def test_that_the_menu_of_a_check_knows_what_does_not_apply(section: ReviewsSection, world: World) -> None:
    menu = section.inspect.table.menu_for(world.hot.id)
    next(a for a in menu.actions() if a.text() == "Not applicable").trigger()
    assert world.check(world.hot).result == "not_applicable"
    assert section.steps.step_button(INSPECT).accessibleName() == "1 Inspect 0/2"


def test_that_a_check_in_the_trash_can_come_back(section: ReviewsSection, world: World) -> None:
    menu = section.inspect.table.menu_for(world.alarm.id)
    next(a for a in menu.actions() if a.text() == "Move to Trash").trigger()
    assert world.app.notices.undoable == ["Moved Alarm test to Trash"]
    assert section.inspect.table.checks.row_of(world.alarm.id) == -1


def test_that_a_finished_review_is_only_read_until_it_is_opened_again(section: ReviewsSection, world: World) -> None:
    section.commands.close()
    section.inspect.table.setFocus()
    assert not section.inspect.table.begin(section.inspect.table.current_row(), READING)
    _press(section, Key.Key_F)
    assert (world.check(world.load).result, world.now().state) == ("not_checked", "closed")
    section.commands.reopen()
    _press(section, Key.Key_F)
    assert world.check(world.load).result == "fail"


def test_that_the_details_tell_finding_and_past(section: ReviewsSection, world: World, qtbot: QtBot) -> None:
    _type(section, "91")
    _press(section, Key.Key_Return)
    section.inspect.focus_record(world.load.id)
    qtbot.waitUntil(lambda: section.pane.check.detail is not None and section.pane.check.detail.finding)
    pane = section.pane.check
    assert pane.header.title() == "Rectifier R2"
    assert pane.measured.full_text() == "91 %, limit < 80"
    assert pane.seen.full_text() == "no"
    editor = pane.finding.field_editor
    editor.edit.setPlainText("Load over limit since August")  # type: ignore[attr-defined]
    editor.commit()
    assert world.check(world.load).finding == "Load over limit since August"


def test_that_rate_risk_raises_one_from_the_finding_and_opens_step_three(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    checks.record_result(world.session, world.load.id, "fail", finding="Rectifier overload")
    section.refresh()
    qtbot.waitUntil(lambda: section.pane.check.detail is not None and section.pane.check.detail.finding)
    section.pane.check.btn_risk.click()
    (risk,) = crud.of_account(world.session, RISK, world.account.id)
    assert (risk.statement, risk.finding_ids, risk.review_id) == (
        "Rectifier overload",
        (world.load.id,),
        world.review.id,
    )
    assert section.steps.current() == RISKS
    assert section.risks.current_key() == risk.id


def _picture(folder: Path) -> Path:
    path = folder / "rectifier.png"
    Image.new("RGB", (40, 30), "orange").save(path)
    return path


def test_that_a_picture_chosen_or_dropped_belongs_to_its_check(
    section: ReviewsSection, world: World, tmp_path: Path, qtbot: QtBot
) -> None:
    path = _picture(tmp_path)
    world.app.prompts.paths = [path]
    section.inspect.table.photo_wanted.emit(world.load.id)
    table = section.inspect.table
    spot = table.visualRect(table.checks.index(table.checks.row_of(world.load.id), PHOTO)).center()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(spot), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    table.dropEvent(drop)
    files = crud.of_account(world.session, ATTACHMENT, world.account.id)
    assert [(f.target_type, f.target_id) for f in files] == [("inspection_result", world.load.id)] * 2
    assert table.checks.index(table.checks.row_of(world.load.id), PHOTO).data() == "2"
    section.inspect.focus_record(world.load.id)
    qtbot.waitUntil(lambda: section.pane.check.detail is not None)
    section.pane.show()  # opened only now: the small pictures come then
    qtbot.waitUntil(lambda: len(section.pane.check.findChildren(ThumbButton)) == 2)


def test_that_what_is_typed_right_after_a_selection_goes_to_that_check(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    pane = section.pane
    section.inspect.focus_record(world.load.id)
    qtbot.waitUntil(lambda: pane.check.detail is not None and pane.check.detail.result.id == world.load.id)
    column = QVBoxLayout(window := QWidget())
    qtbot.addWidget(window)
    column.addWidget(pane)
    pane.show()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    section.inspect.focus_record(world.hot.id)
    pane.check.note.field_editor.setFocus()  # before the pane's short wait is over
    QTest.keyClicks(focused(), "Warm")
    pane.check.note.field_editor.commit()
    assert world.check(world.hot).note == "Warm"
    assert world.check(world.load).note is None
    pane.setParent(None)


def test_that_the_missing_bar_goes_to_the_step_that_lacks_something(section: ReviewsSection, world: World) -> None:
    assert section.missing.missing.text().startswith("3 items not checked · explanation")
    section.missing.jump.emit(EXPLAIN, world.review.id)
    assert section.steps.current() == EXPLAIN
    section.missing.jump.emit(INSPECT, world.review.id)
    assert section.inspect.current_key() == world.load.id


def test_that_a_new_review_takes_over_the_checks_of_the_last(section: ReviewsSection, world: World) -> None:
    _type(section, "91")
    _press(section, Key.Key_Return)
    section.commands.close()
    section.new_review()
    dialog = section.findChildren(NewRecordDialog)[0]
    dialog.panel.create_record()
    assert section.shown is not None
    assert section.review_id != world.review.id
    repeated = [r for r in section.shown.facts.results if r.review_id == section.review_id]
    assert [r.item for r in repeated] == ["Load", "Hot spots", "Alarm test"]
    assert world.app.navigator.went[-1].record == section.review_id
    assert section.list.keys() == (section.review_id, world.review.id)


def test_that_an_added_check_stands_in_its_group_and_is_current(section: ReviewsSection, world: World) -> None:
    section.btn_check.click()
    panel = section.inspect.window().findChildren(NewRecordDialog)[0].panel
    panel.row("item").field_editor.set_value("Fuel")
    panel.row("group").field_editor.set_value("power")
    panel.create_record()
    made = next(r for r in crud.of_account(world.session, INSPECTION_RESULT, world.account.id) if r.item == "Fuel")
    assert section.inspect.current_key() == made.id
    assert made.group == "power"


def test_that_an_account_without_reviews_offers_to_start_one(
    section: ReviewsSection, session: Session, qtbot: QtBot
) -> None:
    other = customers.add_account(session, "Nordlys Telecom")
    section.show_account(other.id)
    assert section.body.currentWidget() is section.empty
    assert section.details is None
    assert section.actions_context() == {}
    section.empty.btn_full.click()
    dialog = section.findChildren(NewRecordDialog)[0]
    dialog.panel.create_record()
    assert section.body.currentWidget() is section.editor
    assert section.details is section.pane


def test_that_a_record_opens_its_review_and_step(section: ReviewsSection, world: World) -> None:
    risk = crud.add(world.session, RISK, account_id=world.account.id, statement="Overload", review_id=world.review.id)
    section.show_account(world.account.id, risk.id)
    assert (section.steps.current(), section.risks.current_key()) == (RISKS, risk.id)
    section.show_account(world.account.id, world.hot.id)
    assert (section.steps.current(), section.inspect.current_key()) == (INSPECT, world.hot.id)
    assert section.actions_context()["record"] == ("inspection_result", world.hot.id)


def test_that_a_review_in_the_trash_is_gone_from_the_list_and_undo_brings_it_back(
    section: ReviewsSection, world: World, qtbot: QtBot
) -> None:
    section.commands.trash()
    assert section.body.currentWidget() is section.empty
    world.session.undo()
    qtbot.waitUntil(lambda: section.body.currentWidget() is section.editor)
    assert section.review_id == world.review.id


def test_that_moving_the_day_moves_the_report(section: ReviewsSection, world: World) -> None:
    _press(section, Key.Key_P)
    day = world.session.today() - timedelta(days=7)
    section.commands.run("day")
    (window,) = section.findChildren(DayWindow)
    window.editor.edit.setText(day.isoformat())
    window.editor.edit.textEdited.emit(day.isoformat())
    window.btn_keep.click()
    assert world.now().done_on == day
    assert section.head.report.accessibleName().endswith("d late")


def test_that_a_narrow_section_has_a_chooser_in_place_of_the_list(section: ReviewsSection, qtbot: QtBot) -> None:
    assert section.list.isVisible()
    assert not section.head.chooser.isVisible()
    section.resize(640, 480)
    qtbot.waitUntil(lambda: not section.list.isVisible())
    assert section.head.chooser.isVisible()
    qtbot.waitUntil(lambda: section.inspect.table.isColumnHidden(NOTE))
    assert not section.inspect.table.isColumnHidden(READING)


def test_that_the_same_account_again_is_not_built_anew(section: ReviewsSection, world: World) -> None:
    before = section.shown
    section.show_account(world.account.id)
    assert section.shown is before


def test_that_plans_step_says_when_nothing_needs_one(section: ReviewsSection) -> None:
    section.open_step(PLANS)
    assert section.plans.body.currentWidget() is section.plans.nothing


def test_that_the_account_page_shows_the_section_with_its_details(world: World, qtbot: QtBot) -> None:
    screen = AccountScreen(world.app)
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    screen.show_place(Place(page="account", account_id=world.account.id, section="reviews", record=world.hot.id))
    section = screen.findChild(ReviewsSection)
    assert section is not None
    qtbot.addWidget(section.pane)
    assert section.inspect.current_key() == world.hot.id
    assert screen.details is section.pane
    assert screen.actions_context()["inspection_result"] == (world.hot.id,)
    screen.hide()
