# SPDX-License-Identifier: Apache-2.0
"""The field sheet: single keys, readings judged while they are typed, results by hand, undo, drafts, photos, risk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.risks.risk import RISK
from planner.kernel.clock import FixedClock
from planner.rules.ruleset import DEFAULT
from planner.services import attachments, authorisations, checks, crud, customers, draft_places, reviews
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from tests.permission import permit
from ui.forms.draft_keeper import keeper_of
from ui.forms.new_record import NewRecordDialog
from ui.screens.review.field_sheet import FieldSheet

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class World:
    """A site with two rectifiers, a review of five checks, and one before it that found something."""

    session: Session
    app: FakeApp
    account_id: str
    review_id: str
    checks: list[InspectionResult]

    def now(self, at: int) -> InspectionResult:
        """A check as it is kept."""
        return crud.get(self.session, INSPECTION_RESULT, self.checks[at].id)

    def results(self) -> list[str]:
        """All results, on the way."""
        return [self.now(n).result for n in range(len(self.checks))]


def _clear(session: Session, account_id: str, review_id: str) -> None:
    rest = [c.id for c in crud.of_account(session, INSPECTION_RESULT, account_id) if c.review_id == review_id]
    crud.trash(session, INSPECTION_RESULT, rest)


@pytest.fixture
def world(session: Session) -> World:
    account = customers.add_account(session, "Meridian Foods", grade="S")
    permit(session, account.id)
    site = crud.add(session, SITE, account_id=account.id, name="North")
    r1, r2 = (crud.add(session, ASSET, account_id=account.id, site_id=site.id, name=name).id for name in ("R1", "R2"))
    authorisations.add(session, account.id, "Looking and reading")
    before = reviews.start_review(session, account.id, site.id, date(2026, 8, 14), copy_from_last=False)
    _clear(session, account.id, before.id)
    old = checks.add_check(session, before.id, "Load", group="power", asset_id=r1, unit="%", ok_range="< 80")
    checks.record_result(session, old.id, reading="86", finding="Load over limit")
    review = reviews.start_review(session, account.id, site.id, copy_from_last=False)
    _clear(session, account.id, review.id)
    made = [
        checks.add_check(session, review.id, "Load", group="power", asset_id=r1, unit="%", ok_range="< 80"),
        checks.add_check(session, review.id, "Fans", group="power", asset_id=r1),
        checks.add_check(session, review.id, "Voltage", group="power", asset_id=r2, unit="V", ok_range="53.5-54.5"),
        checks.add_check(session, review.id, "Alarm test", group="power", asset_id=r2, ok_range="OK"),
        checks.add_check(session, review.id, "Doors", group="security"),
    ]
    return World(session, an_app(session), account.id, review.id, made)


@pytest.fixture
def sheet(world: World, qtbot: QtBot) -> Iterator[FieldSheet]:
    made = FieldSheet(world.app, world.review_id, DEFAULT)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    made.hide()


def _focused(sheet: FieldSheet) -> QWidget:
    return QApplication.focusWidget() or sheet


def _press(sheet: FieldSheet, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(_focused(sheet), key, modifiers)


def _type(sheet: FieldSheet, text: str) -> None:
    for sign in text:
        QTest.keyClicks(_focused(sheet), sign)


def test_that_one_key_records_a_pass_and_goes_on(sheet: FieldSheet, world: World) -> None:
    _press(sheet, *[Key.Key_P] * 5)
    assert world.results() == ["pass"] * 5
    assert sheet.head.count.text() == "5 of 5"
    assert "All checks are made" in sheet.notice.text


def test_that_each_letter_stands_for_its_result_and_findings_stay_for_note_and_photo(
    sheet: FieldSheet, world: World
) -> None:
    _press(sheet, Key.Key_A)
    assert (world.now(0).result, sheet.index) == ("attention", 0)
    _press(sheet, Key.Key_Right, Key.Key_F)
    assert (world.now(1).result, sheet.index) == ("fail", 1)
    _press(sheet, Key.Key_Right, Key.Key_X, Key.Key_P, Key.Key_Minus)
    assert world.results() == ["attention", "fail", "not_applicable", "pass", "not_applicable"]


def test_that_a_dash_is_a_sign_of_the_number_where_one_is_read(sheet: FieldSheet, world: World) -> None:
    _type(sheet, "-3")
    assert sheet.reading.text == "-3"
    assert world.now(0).result == "not_checked"


def test_that_a_reading_is_judged_while_it_is_typed_and_enter_accepts(sheet: FieldSheet, world: World) -> None:
    _type(sheet, "91")
    assert sheet.body.gauge.words() == "91, over by 11"
    assert {n: k.state for n, k in sheet.body.results.keys.items() if k.state} == {"fail": "proposed"}
    assert world.now(0).reading is None
    _press(sheet, Key.Key_Return)
    kept = world.now(0)
    assert (kept.reading, kept.result, kept.given_by, sheet.index) == ("91", "fail", "reading", 1)
    assert kept.checked_at == world.session.clock.now()


def test_that_skipping_leaves_a_check_unmade(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_Right, Key.Key_Down, Key.Key_Return)
    assert (sheet.index, world.results()) == (3, ["not_checked"] * 5)
    _press(sheet, Key.Key_Left, Key.Key_Up)
    assert sheet.index == 1


def test_that_page_keys_and_the_button_go_from_equipment_to_equipment(sheet: FieldSheet) -> None:
    _press(sheet, Key.Key_Right, Key.Key_PageDown)
    assert sheet.index == 2
    sheet.foot.btn_place.click()
    assert sheet.index == 4
    assert not sheet.foot.btn_place.isEnabled()
    _press(sheet, Key.Key_PageUp, Key.Key_PageUp)
    assert sheet.index == 0


def test_that_a_key_held_down_passes_only_one_check(sheet: FieldSheet, world: World) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    _press(sheet, Key.Key_P)
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_P, Qt.KeyboardModifier.NoModifier, "p", True)
        QApplication.sendEvent(_focused(sheet), held)
    assert world.results() == ["pass", *["not_checked"] * 4]


def test_that_a_reading_never_overrules_a_hand_in_silence(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_P, Key.Key_Left)
    _type(sheet, "91")
    assert sheet.notice.text == "Pass was given by hand and stays. The reading shows: Fail."
    _press(sheet, Key.Key_Return)
    kept = world.now(0)
    assert (kept.reading, kept.result, sheet.index) == ("91", "pass", 0), "it stays to be seen"
    sheet.notice.buttons()[0].click()
    assert world.now(0).result == "fail"


def test_that_a_result_that_follows_a_new_reading_is_told(sheet: FieldSheet, world: World) -> None:
    _type(sheet, "70")
    _press(sheet, Key.Key_Return, Key.Key_Left)
    sheet.focus_reading()
    _type(sheet, "91")
    sheet.save(accept=True)
    assert (world.now(0).result, sheet.notice.text) == ("fail", "Pass became Fail. It follows the new reading.")


def test_that_enter_stays_where_no_limit_judges_the_reading(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_Right)
    _type(sheet, "7")
    _press(sheet, Key.Key_Return)
    assert (world.now(1).reading, world.now(1).result, sheet.index) == ("7", "not_checked", 1)
    assert "give the result yourself" in sheet.notice.text
    _press(sheet, Key.Key_Escape, Key.Key_Return)
    assert sheet.index == 2


def test_that_words_are_typed_where_the_limit_is_a_word(sheet: FieldSheet, world: World) -> None:
    sheet.go_to(3)
    _press(sheet, Key.Key_F2)
    _type(sheet, "Pano")
    assert sheet.reading.text == "Pano", "letters are no results here"
    _press(sheet, Key.Key_Return)
    assert (world.now(3).reading, world.now(3).result) == ("Pano", "fail")


def test_that_plus_and_minus_begin_with_the_last_reading(sheet: FieldSheet, world: World) -> None:
    sheet.body.btn_more.click()
    sheet.body.btn_more.click()
    _press(sheet, Key.Key_Down, modifiers=CONTROL)
    assert sheet.reading.text == "86"
    _press(sheet, Key.Key_Right)
    assert world.now(0).reading == "86"


def test_that_a_note_takes_all_letters_and_enter_keeps_it(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_W)
    _type(sheet, "hot, a fan rattles")
    _press(sheet, Key.Key_Return)
    assert world.now(0).note == "hot, a fan rattles"
    _press(sheet, Key.Key_P)
    assert world.now(0).result == "pass", "the keys are results again"


def test_that_touch_alone_is_enough(sheet: FieldSheet, world: World) -> None:
    for value in ("fail", "pass"):
        key = sheet.body.results.keys[value]
        assert key.height() >= 72
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert world.results()[:1] == ["pass"]
    QTest.mouseClick(sheet.foot.btn_next, Qt.MouseButton.LeftButton)
    assert sheet.index == 2
    small = [b for b in sheet.findChildren(QWidget) if b.metaObject().className().endswith("Button") and b.isVisible()]
    assert min(b.height() for b in small) >= 40


# -- undo, drafts, faults, clock


def test_that_undo_shows_what_came_back(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_P, Key.Key_P, Key.Key_P)
    _press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert (sheet.index, world.results()[:3]) == (2, ["pass", "pass", "not_checked"])
    assert sheet.notice.text == "Taken back: Record “Voltage”. R2, Voltage is now: Not checked."
    _press(sheet, Key.Key_Z, modifiers=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert world.results()[:3] == ["pass", "pass", "pass"]


def test_that_undo_stops_at_what_was_done_on_the_sheet(sheet: FieldSheet, world: World) -> None:
    steps = world.session.undo_step
    _press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert world.session.undo_step == steps
    assert "Nothing was entered" in sheet.notice.text


def test_that_undo_first_takes_back_what_is_typed(sheet: FieldSheet, world: World) -> None:
    _press(sheet, Key.Key_P, Key.Key_Left)
    _type(sheet, "9")
    _press(sheet, Key.Key_Z, modifiers=CONTROL)
    assert (sheet.reading.text, world.now(0).result) == ("", "pass")


def test_that_a_reading_typed_before_a_crash_is_offered_back(sheet: FieldSheet, world: World, qtbot: QtBot) -> None:
    _type(sheet, "91")
    keeper = keeper_of(world.app)
    assert keeper.flush()
    place = draft_places.record("inspection_result", world.checks[0].id, "reading")
    assert keeper.waiting(place) is not None
    sheet.reading.revert()  # what a crash leaves: the draft, and an empty field
    again = FieldSheet(world.app, world.review_id, DEFAULT)
    qtbot.addWidget(again)
    again.show()
    again.start()
    assert "91" in again.context.text
    again.context.buttons()[0].click()
    assert (again.reading.text, again.body.gauge.words()) == ("91", "91, over by 11")
    again.accept()
    assert world.now(0).result == "fail"
    assert keeper.waiting(place) is None
    again.hide()


def test_that_the_focus_leaving_keeps_the_reading(sheet: FieldSheet, world: World) -> None:
    _type(sheet, "61")
    sheet.note.edit.setFocus()
    assert (world.now(0).reading, world.now(0).result) == ("61", "pass")


def test_that_a_jump_of_the_clock_is_said_once_and_stays_until_closed(
    sheet: FieldSheet, world: World, clock: FixedClock
) -> None:
    clock.set_by(timedelta(hours=3))
    _press(sheet, Key.Key_P)
    assert "forward by 3 h 0 min" in sheet.notice.text
    assert "forward by 3 h 0 min" in str(world.now(0).clock_note)
    _press(sheet, Key.Key_P)
    assert "forward" in sheet.notice.text, "nobody has closed it yet"
    assert sheet.notice.btn_close is not None
    sheet.notice.btn_close.click()
    _press(sheet, Key.Key_P)
    assert (sheet.notice.text, world.now(2).clock_note) == ("", None)


def test_that_an_inspection_nobody_permitted_waits_with_its_remedy(
    sheet: FieldSheet, world: World, qtbot: QtBot
) -> None:
    crud.trash(world.session, AUTHORISATION, [a.id for a in crud.every(world.session, AUTHORISATION)])
    sheet.start()
    assert "authoris" in sheet.notice.text.lower()
    _type(sheet, "61")
    _press(sheet, Key.Key_Return)
    assert (world.now(0).reading, sheet.reading.text, sheet.index) == (None, "61", 0), "what is typed stays"
    assert sheet.notice.text.startswith("Not saved. Not recorded: the customer has not authorised this")
    sheet.notice.buttons()[0].click()
    dialog = next(iter(sheet.findChildren(NewRecordDialog)))
    dialog.panel.create_record()
    qtbot.waitUntil(lambda: bool(crud.every(world.session, AUTHORISATION)))
    assert sheet.notice.text == ""
    _press(sheet, Key.Key_Return)
    assert (world.now(0).reading, world.now(0).result) == ("61", "pass")


def test_that_a_finished_review_shows_everything_and_takes_nothing(
    sheet: FieldSheet, world: World, qtbot: QtBot
) -> None:
    _type(sheet, "91")
    _press(sheet, Key.Key_Return)
    reviews.close_review(world.session, world.review_id)
    closed = FieldSheet(world.app, world.review_id, DEFAULT)
    qtbot.addWidget(closed)
    closed.show()
    closed.start(world.checks[0].id)
    step = world.session.undo_step
    for key in (Key.Key_P, Key.Key_9, Key.Key_W, Key.Key_Z, Key.Key_R, Key.Key_Right):
        QTest.keyClick(closed, key)
    assert (closed.index, world.session.undo_step) == (1, step)
    assert "finished" in closed.notice.text
    closed.go(-1)
    assert (closed.reading.text, closed.body.gauge.words()) == ("91", "91, over by 11")
    assert not any(key.isEnabled() for key in closed.body.results.keys.values())
    closed.hide()


# -- what was seen before, risk, photos


def test_that_what_was_seen_before_is_told_and_can_be_used(sheet: FieldSheet, world: World) -> None:
    assert sheet.body.last.text() == "Last review 14 Aug: 86 %, fail"
    assert sheet.context.text == "Seen in 1 review. Finding F-1 “Load over limit” is still open."
    _press(sheet, Key.Key_U)
    kept = world.now(0)
    assert (kept.code, kept.finding, kept.result) == ("F-1", "Load over limit", "fail")
    assert sheet.context.text == "Seen in 1 review. This check goes on with finding F-1."


def test_that_a_risk_is_rated_with_two_digits(sheet: FieldSheet, world: World) -> None:
    _type(sheet, "91")
    _press(sheet, Key.Key_R)
    assert world.now(0).result == "fail", "what was typed is kept first"
    assert sheet.rating.page is not None
    _press(sheet, Key.Key_3, Key.Key_5, Key.Key_Backspace, Key.Key_4)
    assert sheet.rating.page.result.text() == "12 High"
    assert "30 days" in sheet.rating.page.needs.text()
    _press(sheet, Key.Key_Return)
    risk = crud.of_account(world.session, RISK, world.account_id)[0]
    assert (risk.likelihood, risk.impact, risk.finding_ids) == (3, 4, (world.checks[0].id,))
    assert risk.statement == "R1, Load: 91, over by 11"
    assert sheet.body.btn_risk.label() == "R-1 High"
    _press(sheet, Key.Key_R, Key.Key_Escape, Key.Key_Right)
    assert sheet.index == 1


def _photo(path: Path) -> Path:
    picture = Image.new("RGB", (3000, 1000), "white")
    picture.paste("red", (0, 0, 750, 1000))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "secret author"
    picture.save(path, exif=exif)
    return path


def test_that_photos_come_from_a_file_by_drop_and_from_the_clipboard(
    sheet: FieldSheet, world: World, tmp_path: Path
) -> None:
    path = _photo(tmp_path / "rack.jpg")
    world.app.prompts.paths = [path]
    _press(sheet, Key.Key_C)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, held = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    sheet.dropEvent(QDropEvent(QPoint(90, 90), action, data, Qt.MouseButton.LeftButton, held))
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    _press(sheet, Key.Key_V, modifiers=CONTROL)
    QGuiApplication.clipboard().clear()
    found = crud.of_account(world.session, ATTACHMENT, world.account_id)
    assert [f.target_id for f in found] == [world.checks[0].id] * 3
    assert sheet.photos.button.label() == "Photo (3)"
    for file, size in zip(found, ((683, 2048), (683, 2048), (640, 480)), strict=True):
        content = attachments.content(world.session, file.id)
        (tmp_path / "kept").write_bytes(content)
        with Image.open(tmp_path / "kept") as kept:
            assert (kept.size, dict(kept.getexif())) == (size, {})
        assert b"secret" not in content
    assert found[2].file_name == "Photo 2026-11-02 090000.png"


def test_that_pasting_text_types_it(sheet: FieldSheet) -> None:
    QGuiApplication.clipboard().setText("77")
    _press(sheet, Key.Key_V, modifiers=CONTROL)
    QGuiApplication.clipboard().clear()
    assert sheet.reading.text == "77"
