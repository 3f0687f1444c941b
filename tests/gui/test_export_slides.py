# SPDX-License-Identifier: Apache-2.0
"""The window that exports slides: what it lists, whom it is for, charts, template, and what it writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.services.session import Session
from planner.views.audience import CUSTOMER
from tests.builders import a_risk, an_account, an_action
from tests.fakes import FakeApp, an_app
from tests.stores import put
from ui.actions.spec import Context
from ui.screens.export_slides import SlidesWindow, commands, export_chart_slide, export_slides


@pytest.fixture
def app(session: Session) -> FakeApp:
    account = an_account(name="Meridian Foods")
    mine = {"account_id": account.id, "kind": "technical", "state": "open", "likelihood": 3, "impact": 4}
    put(
        session,
        account,
        a_risk(**mine, statement="Single uplink", audience=CUSTOMER),
        a_risk(**mine, statement="Price war", audience="internal"),
        an_action(account_id=account.id, title="Call the buyer", done_on=None, dropped_on=None),
    )
    made = an_app(session)
    made.account = account.id  # type: ignore[attr-defined]
    return made


def _window(app: FakeApp, qtbot: QtBot, folder: Path, audience: str = "internal") -> SlidesWindow:
    made = SlidesWindow(app, app.account, audience=audience)  # type: ignore[attr-defined]
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made._folder = folder
    made._show_file()
    return made


def test_that_the_slides_are_listed_with_what_is_left_out(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    window = _window(app, qtbot, tmp_path)
    assert window.slides.outline[0] == "Meridian Foods"
    assert any(line.startswith("Strategy match: ") for line in window.slides.outline)
    assert window.target().name.startswith("Meridian Foods deck INTERNAL ")
    window.btn_export.click()
    assert window.bar is not None
    (made,) = tmp_path.glob("*.pptx")
    words = [shape.text_frame.text for slide in Presentation(str(made)).slides for shape in slide.shapes
             if shape.has_text_frame]  # fmt: skip
    assert "INTERNAL — not for customers" in words


def test_that_a_customers_deck_lists_only_what_is_shareable(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    window = _window(app, qtbot, tmp_path, CUSTOMER)
    assert "1 technical risk for your attention" in window.slides.outline
    assert not window.options.editable.isHidden()
    window.options.editable.setChecked(True)
    window.btn_export.click()
    (made,) = tmp_path.glob("*CUSTOMER*.pptx")
    words = "\n".join(
        cell.text
        for slide in Presentation(str(made)).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    )
    assert "Single uplink" in words
    assert "Price war" not in words


def test_that_charts_are_ticked_and_those_not_for_customers_are_off(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    window = _window(app, qtbot, tmp_path)
    window.options.choose_charts()
    assert not window.options.charts.isHidden()
    for box in window.options.boxes.values():
        box.setChecked(False)
    assert not window.btn_export.isEnabled() or window.btn_export.toolTip()
    window.options.boxes["risk-matrix"].setChecked(True)
    assert window.options.kinds() == ("risk-matrix",)
    window.options.reader.set_key(CUSTOMER)
    window.options._reader_chosen(CUSTOMER)
    assert not window.options.boxes["health"].isEnabled()
    assert window.options.boxes["risk-matrix"].isEnabled()


def test_that_a_template_is_used_and_one_that_is_none_is_said(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    company, broken = tmp_path / "company.pptx", tmp_path / "broken.pptx"
    Presentation().save(str(company))
    broken.write_bytes(b"nothing")
    folder = tmp_path / "out"
    folder.mkdir()
    app.prompts.paths = [company, broken]
    window = _window(app, qtbot, folder)
    window.options.btn_template.click()
    assert window.options.template == company
    window.btn_export.click()
    (made,) = folder.glob("*.pptx")
    assert Presentation(str(made)).slide_width == 9144000
    window.options.btn_template.click()
    window.btn_export.click()
    assert window.bar is not None
    assert len(list(folder.glob("*.pptx"))) == 1


def test_that_what_has_no_room_in_a_template_is_listed(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    small = tmp_path / "small.pptx"
    company: Any = Presentation()
    company.slide_width, company.slide_height = 9144000, 4572000
    company.save(str(small))
    app.prompts.paths = [small]
    window = _window(app, qtbot, tmp_path)
    said = "Risks and contingency: a table instead of a drawing, no room in this template"
    assert said not in window.slides.outline
    window.options.btn_template.click()
    qtbot.waitUntil(lambda: said in window.slides.outline)
    window.options.btn_own.click()
    qtbot.waitUntil(lambda: bool(window.slides.outline) and said not in window.slides.outline)


def test_that_a_stop_leaves_no_file(app: FakeApp, qtbot: QtBot, tmp_path: Path) -> None:
    from planner.services import decks

    def stop(done: int, total: int, note: str) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        decks.export(app.session, app.account, tmp_path, report=stop)  # type: ignore[attr-defined]
    assert list(tmp_path.glob("*.pptx")) == []


def test_that_the_commands_open_the_window_for_the_account_at_hand(app: FakeApp, qtbot: QtBot) -> None:
    export_slides(app, Context(account_id=app.account))  # type: ignore[attr-defined]
    export_chart_slide(app, Context(account_id=app.account, page="charts"))  # type: ignore[attr-defined]
    opened = sorted(commands._open, key=lambda one: one.options.what.key())
    assert [one.options.what.key() for one in opened] == ["charts", "deck"]
    for one in opened:
        one.reject()
    assert not commands._open
