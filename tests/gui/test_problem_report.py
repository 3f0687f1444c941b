# SPDX-License-Identifier: Apache-2.0
"""Report a problem shows all that it holds, saves what is shown, and knows nobody's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from planner.entities.relations.contact import CONTACT
from planner.kernel.settings import Settings
from planner.safe.log import get_logger, start_log_file, stop_log_file
from planner.services import crud, customers
from planner.services.problem_report import report
from planner.services.session import Session
from tests.fakes import FakePrompts
from ui.dialogs.report import ProblemReport

NAMES = ("Meridian", "Elena", "portfolio.waterline", "/home")
VERSIONS = {"Waterline": "0.1", "Qt": "6.11"}


def _text(session: Session, log: Path) -> str:
    account = customers.add_account(session, "Meridian Foods", notes="Elena decides")
    crud.add(session, CONTACT, account_id=account.id, name="Elena Ruiz", email="elena@meridian.example")
    settings = replace(Settings(theme="dark"), recent=("/home/ana/portfolio.waterline",))
    settings = settings.with_recent(str(session.path))
    return report(session, settings, VERSIONS, log)


def test_that_a_report_tells_versions_look_counts_and_codes_but_no_name(session: Session, tmp_path: Path) -> None:
    start_log_file(tmp_path)
    get_logger("ui").info("told", kind="file-denied")
    stop_log_file()
    text = _text(session, tmp_path / "waterline.log")
    for words in ("Qt: 6.11", "theme: dark", "account: 1", "contact: 1", "told kind=file-denied"):
        assert words in text
    assert [name for name in (*NAMES, str(session.path), session.path.name) if name in text] == []


def test_that_a_report_is_made_without_portfolio_and_without_log(tmp_path: Path) -> None:
    text = report(None, Settings(), VERSIONS, tmp_path / "none.log")
    assert "open: no" in text
    assert "(none)" in text


def test_that_what_is_shown_is_what_is_saved_where_the_user_says(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    prompts = FakePrompts(paths=[None, target])
    dialog = ProblemReport(report(None, Settings(), VERSIONS, tmp_path / "none.log"), prompts)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.text.textCursor().position() > 0)
    dialog.text.insertPlainText("It froze.")
    dialog.save.click()
    assert list(tmp_path.iterdir()) == []
    dialog.save.click()
    assert target.read_text(encoding="utf-8") == dialog.text.toPlainText()
    assert "own words:\n  It froze.\n" in dialog.text.toPlainText()
    assert dialog.told.full_text() == "Saved mine.txt"
