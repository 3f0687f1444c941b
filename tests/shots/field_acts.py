# SPDX-License-Identifier: Apache-2.0
"""The field sheet in its states."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.services import crud
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.review import ReviewsSection
from ui.screens.review.field_sheet import FieldSheet

_SMALL = (1024, 600)
PICTURES = tuple(f"field-{name}{ending}" for name in ("sheet", "typing", "risk", "undone") for ending in ("", "-small"))


def scenes(account_id: str) -> list[Scene]:
    """The sheet over a review of an account."""
    place = Place(page="account", account_id=account_id, section="reviews")
    return [Scene("field", place, partial(_play), PICTURES)]


def _play(stage: Stage) -> None:
    section = next(s for s in stage.window.findChildren(ReviewsSection) if s.isVisible())
    going = next(r for r in crud.every(stage.app.session, NETWORK_REVIEW) if r.code == "V-7")
    section.show_account(going.account_id, going.id)  # whatever review another scene has left open
    before = stage.window.size()
    section.field.open()
    sheet = stage.window.findChild(FieldSheet)
    assert isinstance(sheet, FieldSheet)
    worst = next(n for n, stop in enumerate(sheet.stops) if (stop.asset, stop.item) == ("Rectifier R2", "Load"))
    open_ = next(n for n, stop in enumerate(sheet.stops) if stop.result == "not_checked")
    for size, ending in ((before.toTuple(), ""), (_SMALL, "-small")):
        stage.window.resize(*size)
        sheet.show_at(worst)
        stage.picture(f"field-sheet{ending}")
        sheet.show_at(open_)
        sheet.reading.begin("72")
        stage.picture(f"field-typing{ending}")
        sheet.escape()
        sheet.rate_risk()
        assert sheet.rating.page is not None
        for key in (Qt.Key.Key_4, Qt.Key.Key_3):
            QTest.keyClick(sheet.rating.page, key)
        stage.picture(f"field-risk{ending}")
        sheet.rating.close()
        sheet.give("pass")
        sheet.steps.undo()
        stage.picture(f"field-undone{ending}")
    section.field.drop()
    stage.window.resize(before)
