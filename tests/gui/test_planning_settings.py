# SPDX-License-Identifier: Apache-2.0
"""The part of Settings that belongs to the portfolio: currency, losses, working days, days off."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.text import speaking
from planner.rules.ruleset import DayOff
from planner.services import rulesets
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.forms.days_off import read_days_off
from ui.forms.parse import InputFault
from ui.screens.parts.holidays import HolidaysDialog, country_name
from ui.screens.planning_settings import PlanningSettings
from ui.screens.settings_screen import SettingsScreen


@pytest.fixture
def app(session: Session) -> FakeApp:
    return an_app(session)


@pytest.fixture
def planning(qtbot: QtBot, app: FakeApp) -> PlanningSettings:
    screen = SettingsScreen(app)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    qtbot.waitUntil(lambda: screen.refreshes > 0)
    return screen.planning


def choose(planning: PlanningSettings, code: str) -> None:
    planning.currency.setCurrentIndex(planning.currency.findData(code))
    planning.currency.activated.emit(planning.currency.currentIndex())


def typed(qtbot: QtBot, planning: PlanningSettings, step: int, low: str, high: str) -> None:
    for editor, text in zip(planning.losses[step], (low, high), strict=True):
        editor.edit.setFocus()
        editor.edit.selectAll()
        QTest.keyClicks(editor.edit, text)
        editor.commit()


def test_that_amounts_wait_for_a_currency_which_is_kept_when_chosen(
    planning: PlanningSettings, app: FakeApp, session: Session
) -> None:
    assert planning.currency.currentText() == "Not chosen"
    assert not any(editor.isEnabled() for pair in planning.losses.values() for editor in pair)
    choose(planning, "CHF")
    assert rulesets.current(session).risk.currency == "CHF"
    assert app.notices.undoable == ["Money is now counted in CHF"]
    assert all(editor.isEnabled() for pair in planning.losses.values() for editor in pair)
    assert planning.currency.findData("") == -1


def test_that_a_row_that_is_not_whole_is_named_and_the_others_are_kept(
    qtbot: QtBot, planning: PlanningSettings, session: Session
) -> None:
    choose(planning, "EUR")
    typed(qtbot, planning, 4, "100000", "")
    assert planning.loss_fault.text() == "Major: both amounts are needed."
    typed(qtbot, planning, 1, "1000", "500")
    typed(qtbot, planning, 2, "2", "12")
    assert "Negligible: the lower amount stands on the left." in planning.loss_fault.text()
    assert [loss.impact for loss in rulesets.current(session).risk.losses] == [2]
    typed(qtbot, planning, 1, "500", "1000")
    typed(qtbot, planning, 4, "100000", "500000")
    assert planning.loss_fault.text() == ""
    found = {loss.impact: (loss.low_minor, loss.high_minor) for loss in rulesets.current(session).risk.losses}
    assert found == {1: (50_000, 100_000), 2: (200, 1_200), 4: (10_000_000, 50_000_000)}


def test_that_the_last_working_day_can_not_be_taken(planning: PlanningSettings, session: Session) -> None:
    for box in planning.weekdays[:5]:
        box.click()
    assert rulesets.current(session).work.working_days == (4,)
    assert planning.weekdays[4].isChecked()
    assert "at least one working day" in planning.week_fault.text()


def test_that_days_off_are_lines_and_a_wrong_line_is_named(
    qtbot: QtBot, planning: PlanningSettings, session: Session
) -> None:
    editor = planning.days_off
    editor.edit.setPlainText("2027-01-06 Reyes\nsoon")
    editor.commit()
    assert planning.days_fault.text() == "Line 2 does not begin with a date: “soon”."
    assert rulesets.current(session).work.days_off == ()
    editor.edit.setPlainText("2027-01-06 Reyes\n1 Jan 2027 Año Nuevo")
    editor.commit()
    found = rulesets.current(session).work.days_off
    assert found == (DayOff(on="2027-01-01", name="Año Nuevo"), DayOff(on="2027-01-06", name="Reyes"))
    session.undo()
    qtbot.waitUntil(lambda: editor.edit.toPlainText() == "")


def test_that_public_holidays_are_seen_before_they_are_added(
    qtbot: QtBot, planning: PlanningSettings, session: Session
) -> None:
    rulesets.set_days_off(session, [DayOff(on="2027-03-19", name="San José")])
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HolidaysDialog)
        dialog.country.setCurrentIndex(dialog.country.findData("ES"))
        dialog.year.setCurrentIndex(dialog.year.findData(2027))
        seen.append(dialog.seen.toPlainText())
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)

    QTimer.singleShot(0, answer)
    planning.holidays.click()
    assert "2027-01-06 Epifanía del Señor" in seen[0]
    kept = {day.on for day in rulesets.current(session).work.days_off}
    assert {"2027-03-19", "2027-01-06"} <= kept


def test_that_countries_are_named_in_the_language_of_the_window_or_their_own() -> None:
    codes = ("ES", "CN", "TW", "AE", "AQ", "GB")
    assert [country_name(code) for code in codes] == [
        "Spain",
        "China",
        "Taiwan",
        "United Arab Emirates",
        "Antarctica",
        "United Kingdom",
    ]
    with speaking("es"):
        named = [country_name(code) for code in codes]
    assert named[:5] == ["España", "中国", "台灣", "United Arab Emirates", "Antarctica"]
    assert "UK" not in rulesets.countries()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("2027-05-01", (DayOff(on="2027-05-01"),)),
        ("01/05/2027\tFiesta del Trabajo", (DayOff(on="2027-05-01", name="Fiesta del Trabajo"),)),
        ("2027-05-01 a\n\n2027-05-01 b", (DayOff(on="2027-05-01", name="a"),)),
    ],
)
def test_that_pasted_lines_are_read(text: str, found: tuple[DayOff, ...]) -> None:
    assert read_days_off(text, date(2026, 11, 21)) == found


def test_that_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InputFault, match="Line 1"):
        read_days_off("31/02/2027 never", date(2026, 11, 21))
