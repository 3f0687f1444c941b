# SPDX-License-Identifier: Apache-2.0
"""What surrounds a check on the field sheet: leave to inspect, finished reviews, earlier findings, risk, photos."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.risks.risk import RISK
from planner.rules.ruleset import DEFAULT
from planner.services import attachments, crud, reviews
from planner.services.session import Session
from tests.gui.field_sheets import CONTROL, Key, World, make_world, press, shown, type_in
from ui.forms.new_record import NewRecordDialog
from ui.screens.review.field_sheet import FieldSheet


@pytest.fixture
def world(session: Session) -> World:
    return make_world(session)


@pytest.fixture
def sheet(world: World, qtbot: QtBot) -> Iterator[FieldSheet]:
    with shown(world, qtbot) as made:
        yield made


def test_that_an_inspection_nobody_permitted_waits_with_its_remedy(
    sheet: FieldSheet, world: World, qtbot: QtBot
) -> None:
    crud.trash(world.session, AUTHORISATION, [a.id for a in crud.every(world.session, AUTHORISATION)])
    sheet.start()
    assert "authoris" in sheet.notice.text.lower()
    type_in(sheet, "61")
    press(sheet, Key.Key_Return)
    assert (world.now(0).reading, sheet.reading.text, sheet.index) == (None, "61", 0), "what is typed stays"
    assert sheet.notice.text.startswith("Not saved. The customer has not authorised this inspection yet")
    sheet.notice.buttons()[0].click()
    dialog = next(iter(sheet.findChildren(NewRecordDialog)))
    dialog.panel.create_record()
    qtbot.waitUntil(lambda: bool(crud.every(world.session, AUTHORISATION)))
    assert sheet.notice.text == ""
    press(sheet, Key.Key_Return)
    assert (world.now(0).reading, world.now(0).result) == ("61", "pass")


def test_that_a_finished_review_shows_everything_and_takes_nothing(
    sheet: FieldSheet, world: World, qtbot: QtBot
) -> None:
    type_in(sheet, "91")
    press(sheet, Key.Key_Return)
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
    press(sheet, Key.Key_U)
    kept = world.now(0)
    assert (kept.code, kept.finding, kept.result) == ("F-1", "Load over limit", "fail")
    assert sheet.context.text == "Seen in 1 review. This check goes on with finding F-1."


def test_that_a_risk_is_rated_with_two_digits(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "91")
    press(sheet, Key.Key_R)
    assert world.now(0).result == "fail", "what was typed is kept first"
    assert sheet.rating.page is not None
    press(sheet, Key.Key_3, Key.Key_5, Key.Key_Backspace, Key.Key_4)
    assert sheet.rating.page.result.text() == "12 High"
    assert "30 days" in sheet.rating.page.needs.text()
    press(sheet, Key.Key_Return)
    risk = crud.of_account(world.session, RISK, world.account_id)[0]
    assert (risk.likelihood, risk.impact, risk.finding_ids) == (3, 4, (world.checks[0].id,))
    assert risk.statement == "R1, Load: 91, over by 11"
    assert sheet.body.btn_risk.label() == "R-1 High"
    press(sheet, Key.Key_R, Key.Key_Escape, Key.Key_Right)
    assert sheet.index == 1


def test_that_each_of_several_risks_of_a_check_can_be_rated_and_rated_again(sheet: FieldSheet, world: World) -> None:
    type_in(sheet, "91")
    press(sheet, Key.Key_R, Key.Key_3, Key.Key_4, Key.Key_Return)
    page = sheet.rating.page
    assert page is not None
    press(sheet, Key.Key_R)
    assert page.btn_other.label() == "Another risk"
    press(sheet, Key.Key_R, Key.Key_2, Key.Key_2, Key.Key_Return)
    assert sheet.body.btn_risk.label() == "R-1 High +1"
    press(sheet, Key.Key_R, Key.Key_5, Key.Key_5, Key.Key_Return)  # the first one anew, from likelihood on
    press(sheet, Key.Key_R)
    assert page.btn_other.label() == "R-2 Low"
    press(sheet, Key.Key_R, Key.Key_1, Key.Key_3, Key.Key_Return)
    rated = {r.code: (r.likelihood, r.impact) for r in crud.of_account(world.session, RISK, world.account_id)}
    assert rated == {"R-1": (5, 5), "R-2": (1, 3)}


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
    press(sheet, Key.Key_C)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, held = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    sheet.dropEvent(QDropEvent(QPoint(90, 90), action, data, Qt.MouseButton.LeftButton, held))
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    press(sheet, Key.Key_V, modifiers=CONTROL)
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
    press(sheet, Key.Key_V, modifiers=CONTROL)
    QGuiApplication.clipboard().clear()
    assert sheet.reading.text == "77"
