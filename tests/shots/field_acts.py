# SPDX-License-Identifier: Apache-2.0
"""The field sheet in its states."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet

_SMALL = (1024, 600)
PICTURES = (
    "field-sheet",
    "field-over",
    "field-small",
    "field-small-over",
    "field-risk",
    "field-risk-small",
    "field-words",
)


def scenes(account_id: str) -> list[Scene]:
    """The sheet over a review of an account."""
    place = Place(page="account", account_id=account_id, section="reviews")
    return [Scene("field", place, partial(_play), PICTURES)]


def _play(stage: Stage) -> None:
    section = next(s for s in stage.window.findChildren(ReviewsSection) if s.isVisible())
    before = stage.window.size()
    section.field.open()
    sheet = stage.window.findChild(FieldSheet)
    assert isinstance(sheet, FieldSheet)
    at = next((n for n, stop in enumerate(sheet.stops) if stop.item == "Load"), 0)
    sheet.show_at(at)
    stage.picture("field-sheet")
    sheet.reading.begin("91")
    stage.picture("field-over")
    stage.window.resize(*_SMALL)
    stage.picture("field-small-over")
    QTest.keyClick(sheet.reading.edit, Qt.Key.Key_Escape)
    stage.picture("field-small")
    sheet.rate_risk()
    assert sheet.rating.page is not None
    for key in (Qt.Key.Key_4, Qt.Key.Key_3):
        QTest.keyClick(sheet.rating.page, key)
    stage.picture("field-risk-small")
    stage.window.resize(before)
    stage.picture("field-risk")
    sheet.rating.close()
    words = next((n for n, stop in enumerate(sheet.stops) if stop.asset == ""), 0)
    sheet.show_at(words)
    stage.picture("field-words")
    section.field.drop()
