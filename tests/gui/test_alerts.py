# SPDX-License-Identifier: Apache-2.0
"""The Alerts page: its list, its filters, the step, muting and hearing again; Today and the account lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.kernel.clock import FixedClock
from planner.services import alert_list, customers, today
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.conftest import DEVICE
from tests.fakes import an_app
from tests.gui.shells import account_of, session_of, shell_on
from tests.stores import a_stored
from ui.bootstrap import Shell
from ui.context import Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.alerts import AlertsScreen


def furnish(session: Session) -> str:
    """One account with an extreme risk, an opponent and a low rating, and one that is quiet."""
    account = customers.add_account(session, "Meridian Foods").id
    customers.add_account(session, "Quiet Harbour")
    day = session.today()
    a_stored(session, "risk", account_id=account, code="R-1", likelihood=5, impact=4, opened_on=day)
    contact = a_stored(session, "contact", account_id=account, name="E. Ruiz")
    a_stored(session, "decision_role", account_id=account, contact_id=contact.id, role="approver")
    a_stored(session, "relation_assessment", account_id=account, contact_id=contact.id, level="-1", assessed_on=day)
    a_stored(session, "callback", account_id=account, called_on=day - timedelta(days=20), reached=True, overall=1)
    return account


@pytest.fixture
def shell(qtbot: QtBot, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The window on those accounts."""
    session = open_portfolio(portfolio, clock=clock, device=DEVICE)
    furnish(session)
    session.close()
    with shell_on(portfolio, qtbot, clock) as made:
        yield made


def page(shell: Shell, qtbot: QtBot, place: Place | None = None) -> AlertsScreen:
    shell.window.go(place or Place(page="alerts"))
    screen = shell.window.stack.current()
    assert isinstance(screen, AlertsScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    return screen


def rules(screen: AlertsScreen) -> list[str]:
    return [screen._rows[key].alert.rule for key in screen.model.view().keys]


def dialog(qtbot: QtBot, name: str) -> NewRecordDialog:
    def shown() -> list[NewRecordDialog]:
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, NewRecordDialog) and w.objectName() == name and w.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def press(shell: Shell, qtbot: QtBot, command: str, key: Qt.Key) -> None:
    """Press the keys of a command as soon as it can run."""
    qtbot.waitUntil(shell.window.actions_of.actions[command].isEnabled)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(shell.window, key, keys)


def test_that_alerts_are_listed_with_rule_records_and_step(shell: Shell, qtbot: QtBot) -> None:
    screen = page(shell, qtbot)
    assert rules(screen) == ["K11", "K1", "K5"]
    assert screen.pane.text.text() == "Low rating on 13 Oct 2026 without a corrective action"
    assert screen.pane.btn_step.text() == "Add action"
    assert "K11" in screen.pane.rule.text()
    assert screen.pane.record_lines.count() == 1
    screen.edit.setText("ruiz")
    qtbot.waitUntil(lambda: rules(screen) == ["K1"])
    screen.edit.setText("nothing like it")
    qtbot.waitUntil(lambda: screen.body.currentWidget() is screen.nothing)
    screen._clear()
    screen.rule.setCurrentIndex(screen.rule.findData("K5"))
    assert rules(screen) == ["K5"]


def test_that_an_alert_is_muted_by_the_keys_told_apart_and_heard_again(shell: Shell, qtbot: QtBot) -> None:
    screen = page(shell, qtbot)
    screen.table.selectRow(1)
    press(shell, qtbot, "alert.mute", Qt.Key.Key_U)
    asked = dialog(qtbot, "dlgMute")
    assert asked.windowTitle() == "Mute “E. Ruiz, Approver, works against us”"
    asked.panel.create_button.click()
    assert asked.isVisible()  # without a reason nothing is muted
    asked.panel.row("reason").field_editor.set_value("She leaves in May")
    asked.panel.create_button.click()
    qtbot.waitUntil(lambda: rules(screen) == ["K11", "K5"])
    assert shell.window.context().undo_label == "Mute “E. Ruiz, Approver, works against us”"
    screen.chip_muted.setChecked(True)
    assert rules(screen) == ["K1"]
    assert "She leaves in May" in screen.pane.reason.text()
    assert shell.window.context().alert[0] == "muted"
    shell.window.trigger("alert.unmute")
    qtbot.waitUntil(lambda: rules(screen) == ["K11", "K1", "K5"])
    shell.window.trigger("edit.undo")
    shell.window.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(alert_list.portfolio_alerts(session_of(shell)).heard) == 3)


def test_that_the_step_of_a_low_rating_answers_it(shell: Shell, qtbot: QtBot) -> None:
    screen = page(shell, qtbot)
    screen.table.setFocus()
    press(shell, qtbot, "alert.step", Qt.Key.Key_Return)
    asked = dialog(qtbot, "dlgRemedy")
    asked.panel.row("title").field_editor.set_value("Call the night shift")
    asked.panel.create_button.click()
    qtbot.waitUntil(lambda: rules(screen) == ["K1", "K5"])


def test_that_one_account_is_shown_alone_until_its_chip_is_taken_away(shell: Shell, qtbot: QtBot) -> None:
    key = account_of(shell)
    shell.window.go(Place(page="account", account_id=key, section="overview"))
    link = shell.window.stack.current().header.alerts  # type: ignore[union-attr]
    assert link.text() == "3 alerts"
    link.click()
    assert shell.window.place() == Place(page="alerts", account_id=key)
    screen = shell.window.stack.current()
    assert isinstance(screen, AlertsScreen)
    assert screen.chip_account.isVisible()
    screen.chip_account.setChecked(False)
    assert shell.window.place() == Place(page="alerts")
    shell.window.go(Place(page="alerts", account_id=account_of(shell, "Quiet")))
    assert screen.body.currentWidget() is screen.empty


def test_that_enter_opens_the_record_behind_an_alert(shell: Shell, qtbot: QtBot) -> None:
    screen = page(shell, qtbot)
    screen.table.selectRow(2)
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert shell.window.place().section == "risks"


def test_that_many_accounts_are_looked_through_in_the_background(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(session)
    monkeypatch.setattr(today, "_MANY", 1)
    app = an_app(session)
    screen = AlertsScreen(app)
    qtbot.addWidget(screen)
    qtbot.addWidget(screen.pane)
    screen.show()
    screen.refresh()
    assert rules(screen) == ["K11", "K1", "K5"]
    assert app.jobs.reports


def test_that_a_row_of_today_offers_the_step_of_its_alert_and_mutes_it(shell: Shell, qtbot: QtBot) -> None:
    shell.window.go(Place(page="today"))
    screen = shell.window.stack.current()
    needs = screen.needs  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: needs.model.rowCount() > 0)
    assert shell.window.context().alert[2] == "K11"
    before = needs.model.rowCount()
    shell.window.trigger("alert.mute")
    asked = dialog(qtbot, "dlgMute")
    asked.panel.row("reason").field_editor.set_value("Settled by phone")
    asked.panel.create_button.click()
    qtbot.waitUntil(lambda: needs.model.rowCount() == before - 1)
    row = next(r for r in needs._rows.values() if r.alerts and r.alerts[0].rule == "K1")
    needs.table.selectRow(list(needs._rows).index(f"person {row.id} {row.title.key}"))
    needs.stepped.emit(row)
    asked = dialog(qtbot, "dlgRemedy")
    asked.panel.row("title").field_editor.set_value("Meet her deputy")
    asked.panel.row("due").field_editor.set_value(session_of(shell).today())
    asked.panel.create_button.click()
    qtbot.waitUntil(lambda: not any(r.kind == "person" for r in needs._rows.values()))
    assert any(r.title.text() == "Meet her deputy" for r in needs._rows.values())  # one row, not two


def test_that_the_pane_and_the_peek_have_buttons_for_all_of_it(shell: Shell, qtbot: QtBot) -> None:
    screen = page(shell, qtbot)
    screen.pane.btn_mute.click()
    asked = dialog(qtbot, "dlgMute")
    asked.panel.row("reason").field_editor.set_value("Settled by phone")
    asked.panel.row("until").field_editor.set_value(None)
    asked.panel.create_button.click()
    qtbot.waitUntil(lambda: rules(screen) == ["K1", "K5"])
    screen.chip_muted.setChecked(True)
    assert screen.pane.until.text() == "until it goes by itself"
    screen.pane.btn_unmute.click()
    qtbot.waitUntil(lambda: len(rules(screen)) == 3)
    shell.window.go(Place(page="today"))
    today_page = shell.window.stack.current()
    needs = today_page.needs  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: needs.current() is not None)
    needs.peeked.emit(needs.current())
    peek = today_page.peek  # type: ignore[union-attr]
    assert "K11" in peek.rule.text()
    peek.btn_step.click()
    dialog(qtbot, "dlgRemedy").reject()
    peek.btn_mute.click()
    dialog(qtbot, "dlgMute").reject()
