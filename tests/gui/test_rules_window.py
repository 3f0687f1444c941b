# SPDX-License-Identifier: Apache-2.0
"""The window of the rules: read, compare, edit, import, try, adopt with a reason, and go back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.rules.explain import Explained
from planner.rules.ruleset import DEFAULT
from planner.rules.terms import put
from planner.services import crud, customers, ruleset_files, ruleset_versions, rulesets
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.conftest import DEVICE
from tests.fakes import FakeApp, an_app
from tests.services.dumps import dump
from ui.jobs.runner import JobRunner
from ui.screens.account.why_pane import WhyPane
from ui.screens.account.world import load
from ui.screens.rules.trial import TrialWindow
from ui.screens.rules.window import RulesWindow
from ui.widgets.button import LinkButton
from ui.widgets.safe import PlainLabel


@pytest.fixture
def app(session: Session) -> FakeApp:
    customers.add_account(session, "Meridian Foods")
    return an_app(session)


@pytest.fixture
def window(qtbot: QtBot, app: FakeApp) -> RulesWindow:
    """The window, shown."""
    made = RulesWindow(app)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(window: RulesWindow) -> list[str]:
    assert window.page is not None
    return [label.full_text() for label in window.page.findChildren(PlainLabel)]


def number(window: RulesWindow, path: str) -> QSpinBox:
    assert window.page is not None
    found = window.page.findChild(QSpinBox, f"num.{path}")
    assert isinstance(found, QSpinBox)
    return found


def adopt(window: RulesWindow, why: str) -> None:
    trial = window.trial
    assert isinstance(trial, TrialWindow)
    assert not trial.btn_adopt.isEnabled()
    trial.reason.returnPressed.emit()
    assert window.trial is trial, "without a reason Enter adopts nothing"
    trial.reason.setText(why)
    trial.reason.returnPressed.emit()


def test_that_the_rules_are_told_and_none_can_be_used_again_that_are_in_force(window: RulesWindow) -> None:
    said = texts(window)
    assert any(text.startswith("Health is 30 Relation + 20 Satisfaction") for text in said)
    assert "Cadence · D12" in said
    assert window.title.full_text() == f"Built-in rules · Built-in rules · {DEFAULT.hash[:8]}"
    assert not window.btn_back.isEnabled()
    assert not window.btn_try.isVisible()


def test_that_edited_numbers_are_tried_and_adopted_with_a_reason(window: RulesWindow, session: Session) -> None:
    window.btn_edit.click()
    number(window, "health.weights.relation").setValue(40)
    assert any("Health is 40 Relation" in text and "out of 110" in text for text in texts(window)), "told as typed"
    number(window, "cadence.network_review.S").setValue(60)
    before = dump(session)
    window.btn_try.click()
    assert window.trial is not None
    assert [window.trial.changes.row(n).key for n in range(2)] == [
        "health.weights.relation",
        "cadence.network_review.S",
    ]
    assert dump(session) == before
    adopt(window, "The board wants it")
    assert rulesets.current(session) == put(DEFAULT, {"health.weights.relation": 40, "cadence.network_review.S": 60})
    newest = ruleset_versions.in_force(session)
    assert (newest.number, newest.reason) == (1, "The board wants it")
    assert "default 30" in texts(window)
    assert window.count.full_text() == "2 rules differ"


def test_that_what_makes_no_sense_together_is_said_and_the_numbers_stay(window: RulesWindow, app: FakeApp) -> None:
    window.btn_edit.click()
    number(window, "health.watch_from").setValue(99)
    window.btn_try.click()
    assert window.trial is None
    assert app.prompts.asked == ["Rules"]
    assert number(window, "health.watch_from").value() == 99


def test_that_edited_numbers_are_back_when_the_window_was_closed(
    qtbot: QtBot, app: FakeApp, window: RulesWindow
) -> None:
    window.btn_edit.click()
    number(window, "health.watch_from").setValue(61)
    window.reject()  # also how a lock closes it
    assert app.prompts.asked == []
    again = RulesWindow(app)
    qtbot.addWidget(again)
    again.show()
    assert number(again, "health.watch_from").value() == 61
    assert again.btn_try.isEnabled()
    again.btn_discard.click()
    third = RulesWindow(app)
    qtbot.addWidget(third)
    assert not third.btn_try.isVisible()
    assert third.btn_edit.isEnabled()


def test_that_a_file_goes_out_and_comes_back_through_a_trial(
    window: RulesWindow, app: FakeApp, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "ours.toml"
    app.prompts.paths = [path, path]
    window.btn_export.click()
    assert window.note.full_text() == "The rules are in ours.toml"
    text = path.read_text("utf-8").replace("healthy_from = 80", "healthy_from = 85")
    path.write_text(text.replace("\n", '\nreason = "Agreed last year"\n', 1), "utf-8")
    window.btn_import.click()
    assert window.trial is not None
    assert window.trial.accounts.rowCount() == 1
    assert "Agreed last year" in window.trial.told.text(), "told, and not claimed as the reason of now"
    assert (window.trial.reason.text(), window.trial.btn_adopt.isEnabled()) == ("", False)
    window.trial.btn_discard.click()
    assert rulesets.current(session) == DEFAULT
    app.prompts.paths = [path]
    window.btn_import.click()
    adopt(window, "From the head office")
    assert rulesets.current(session).health.healthy_from == 85


def test_that_the_built_in_rules_come_back_but_keep_what_is_the_portfolios_own(
    window: RulesWindow, session: Session
) -> None:
    rulesets.set_currency(session, "EUR")
    ruleset_files.adopt(session, put(rulesets.current(session), {"risk.high_from": 9}), "stricter")
    window.reload()
    last = window.list.model.rowCount() - 1
    window.table.selectRow(last)
    window.btn_back.click()
    adopt(window, "Too strict")
    now = rulesets.current(session)
    assert (now.risk.high_from, now.risk.currency) == (10, "EUR")
    assert [one.number for one in ruleset_versions.versions(session)] == [3, 2, 1, 0]


def test_that_two_versions_are_compared(window: RulesWindow, session: Session) -> None:
    ruleset_files.adopt(session, put(DEFAULT, {"risk.high_from": 9}), "stricter")
    ruleset_files.adopt(session, put(DEFAULT, {"risk.high_from": 8}), "even stricter")
    window.reload()
    window.compare.setCurrentIndex(1)
    window.compare.activated.emit(1)
    assert "v1 9" in texts(window)
    window.table.selectRow(1)
    assert window.count.full_text() == "no difference"
    assert window.told.full_text() == "Adopted on 2 Nov 2026 by Dana Whitfield. stricter"
    assert not window.btn_edit.isEnabled()


def test_that_a_trial_is_worked_out_beside_the_window_and_ends_with_it(
    qtbot: QtBot, app: FakeApp, session: Session
) -> None:
    app.jobs = JobRunner(QApplication.instance())  # type: ignore[assignment]
    trial = TrialWindow(app, put(DEFAULT, {"health.healthy_from": 85}), "x", None)
    qtbot.addWidget(trial)
    trial.show()
    qtbot.waitUntil(lambda: trial.accounts.rowCount() == 1)
    assert trial.lbl_accounts.full_text() == "Nothing changes for the one account."
    assert trial.lbl_account.full_text() == "Meridian Foods"
    second = TrialWindow(app, put(DEFAULT, {"health.healthy_from": 85}), "x", None)
    qtbot.addWidget(second)
    second.reject()
    qtbot.waitUntil(lambda: not app.jobs.live)  # type: ignore[attr-defined]
    assert second.accounts.rowCount() == 0
    app.jobs.shutdown()


def test_that_the_rules_behind_a_value_are_one_click_away(qtbot: QtBot, app: FakeApp, session: Session) -> None:
    ruleset_files.adopt(session, put(DEFAULT, {"risk.high_from": 9}), "stricter")
    asked: list[str] = []
    app.commands.register("rules.show", lambda _app, _context: asked.append("rules.show"))
    pane = WhyPane(app)
    qtbot.addWidget(pane)
    world = load(session, crud.every(session, ACCOUNT)[0].id)
    found = Explained("D1", Decimal("60.00"), Decimal(100), "watch", (), (), Decimal(1), None, session.today(),
                      rulesets.current(session).hash)  # fmt: skip
    pane.show_value(world, "Health", found, {})
    link = pane.findChild(LinkButton, "lnkRules")
    assert isinstance(link, LinkButton)
    assert link.label() == ruleset_versions.stamp(session)
    link.click()
    assert asked == ["rules.show"]


def test_that_a_portfolio_open_for_reading_shows_and_exports_its_rules_only(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    ruleset_files.adopt(session, put(DEFAULT, {"risk.high_from": 9}), "stricter")
    path = session.path
    session.close()
    reading = open_portfolio(path, clock=session.clock, device=DEVICE, read_only=True)
    app = an_app(reading)
    window = RulesWindow(app)
    qtbot.addWidget(window)
    window.show()
    window.table.selectRow(1)
    assert not any(button.isEnabled() for button in (window.btn_import, window.btn_edit, window.btn_back))
    app.prompts.paths = [tmp_path / "out.toml"]
    window.btn_export.click()
    assert (tmp_path / "out.toml").exists()
    window.reject()
    reading.close()
