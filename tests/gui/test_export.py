# SPDX-License-Identifier: Apache-2.0
"""Exporting a plan: preview, names, collisions, troubles, and what may be opened afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from planner.safe.errors import FileProblemError
from planner.services import customers, plan_preview, risks
from planner.services.session import Session
from tests.fakes import FakeApp, an_app
from ui.actions.spec import Context
from ui.dialogs.open_file import note_written, open_file, show_folder
from ui.jobs.runner import JobRunner
from ui.screens.export_plan import ExportDialog, export_plan
from ui.widgets.button import Button

NAME = "Meridian Foods plan v1 INTERNAL 2026-11-02.pdf"


@pytest.fixture
def account_id(session: Session) -> str:
    """An account with one rated risk and no plan for it."""
    account = customers.add_account(session, "Meridian Foods")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 4, 4)
    return account.id


@pytest.fixture
def app(session: Session, account_id: str) -> FakeApp:
    """A context on that account."""
    return an_app(session)


def _dialog(app: FakeApp, qtbot: QtBot, account_id: str, folder: Path) -> ExportDialog:
    dialog = ExportDialog(app, account_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog._folder = folder
    dialog._show_file()
    dialog.open()
    return dialog


def _button(dialog: ExportDialog, label: str) -> Button:
    assert dialog.bar is not None
    return next(b for b in dialog.bar.findChildren(Button) if b.label() == label)


def test_that_the_preview_has_pages_and_names_the_gaps(session: Session, account_id: str) -> None:
    made = plan_preview.preview(session, account_id, "internal", "es")
    assert len(made.pages) > 2
    assert all(page.startswith(b"\x89PNG") for page in made.pages)
    assert any(gap.startswith("Plan for R-1") for gap in made.gaps)


def test_that_the_window_shows_pages_name_and_gaps(app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path) -> None:
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    assert dialog.pages.count() > 2
    assert dialog.options.file.full_text() == NAME
    assert "gap" in dialog.options.check.accessibleName() or dialog.options.see.isVisibleTo(dialog)
    dialog.pages.btn_in.click()
    assert dialog.pages.zoom() in {50, 75, 100, 125, 150, 200}
    dialog.pages.small.setCurrentRow(1)
    assert dialog.pages.place.full_text() == f"Page 2 of {dialog.pages.count()}"


def test_that_the_reader_is_part_of_the_name(app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path) -> None:
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog.options.reader.choose("team_lead")
    assert dialog.target().name == NAME.replace("INTERNAL", "TEAM LEAD")


def test_that_export_writes_the_file_and_offers_to_open_it(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog.btn_export.click()
    assert (tmp_path / NAME).read_bytes().startswith(b"%PDF")
    assert app.notices.said == [f"Saved {NAME}"]
    assert _button(dialog, "Open file") is dialog.focusWidget()
    assert _button(dialog, "Show folder").isEnabled()


def test_that_a_taken_name_gets_a_number_and_the_earlier_file_stays(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_bytes(b"mine")
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    assert dialog.target().name == NAME.replace(".pdf", " (2).pdf")
    dialog.btn_export.click()
    assert (tmp_path / NAME).read_bytes() == b"mine"
    assert dialog.target().name == NAME.replace(".pdf", " (3).pdf")


def test_that_a_file_the_user_picked_is_replaced(app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path) -> None:
    picked = tmp_path / "mine.pdf"
    picked.write_bytes(b"old")
    app.prompts.paths = [picked]
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog.options.btn_change.click()
    dialog.btn_export.click()
    assert picked.read_bytes().startswith(b"%PDF")


def test_that_a_name_without_ending_never_replaces_another_file(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    (tmp_path / "mine.pdf").write_bytes(b"old")
    app.prompts.paths = [tmp_path / "mine"]
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog.options.btn_change.click()
    assert dialog.target().name == "mine (2).pdf"


def test_that_a_missing_folder_is_said_in_the_window(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    dialog = _dialog(app, qtbot, account_id, tmp_path / "gone")
    app.prompts.paths = [tmp_path / "here.pdf"]
    dialog.btn_export.click()
    assert dialog.bar is not None
    assert dialog.bar.text() == "This folder can't be written to. Your work is safe in the portfolio file."
    _button(dialog, "Choose another folder").click()
    assert dialog.target() == tmp_path / "here.pdf"
    assert dialog.bar is None


def test_that_an_open_file_can_be_saved_as_a_copy(app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path) -> None:
    taken = tmp_path / NAME
    taken.write_bytes(b"open elsewhere")
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog._failed(taken, FileProblemError("{name}", "file-denied", name=NAME))
    assert dialog.bar is not None
    assert "is open in another program" in dialog.bar.text()
    _button(dialog, "Save copy").click()
    assert taken.read_bytes() == b"open elsewhere"
    assert (tmp_path / NAME.replace(".pdf", " (2).pdf")).exists()


def test_that_another_trouble_keeps_its_own_sentence(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog._failed(tmp_path / NAME, FileProblemError("The disk is full.", "file-full"))
    assert dialog.bar is not None
    assert dialog.bar.text() == "The disk is full."
    _button(dialog, "Try again").click()
    assert (tmp_path / NAME).exists()


def test_that_a_real_job_writes_while_the_window_waits(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    runner = JobRunner()
    app.jobs = runner  # type: ignore[assignment]
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    qtbot.waitUntil(lambda: dialog.pages.count() > 2, timeout=20_000)
    dialog.btn_export.click()
    assert not dialog.btn_export.isEnabled()
    qtbot.waitUntil(lambda: (tmp_path / NAME).exists() and dialog.btn_export.isEnabled(), timeout=20_000)
    dialog.reject()
    runner.shutdown()


def test_that_escape_stops_the_writing_before_it_closes(
    app: FakeApp, qtbot: QtBot, account_id: str, tmp_path: Path
) -> None:
    runner = JobRunner()
    app.jobs = runner  # type: ignore[assignment]
    dialog = _dialog(app, qtbot, account_id, tmp_path)
    dialog.btn_export.click()
    dialog.reject()
    qtbot.waitUntil(lambda: not runner.live, timeout=20_000)
    qtbot.waitUntil(lambda: dialog.bar is not None, timeout=5_000)
    assert dialog.bar is not None
    assert dialog.bar.text() == "Stopped. Nothing was saved."
    assert not (tmp_path / NAME).exists()
    dialog.reject()
    runner.shutdown()


def test_that_export_without_an_account_says_what_to_do(session: Session) -> None:
    app = an_app(session)
    export_plan(app, Context())
    assert app.notices.said == ["Add an account first; a plan is made from one."]


class _Opened(QObject):
    """Receives what the system would open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Kept."""
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened(qapp: object) -> Iterator[_Opened]:
    """Takes the place of the system's programs for files."""
    receiver = _Opened()
    method: Any = "take"  # the binding wants text where its stub says bytes
    QDesktopServices.setUrlHandler("file", receiver, method)
    yield receiver
    QDesktopServices.unsetUrlHandler("file")


def test_that_only_files_written_by_us_are_opened(opened: _Opened, tmp_path: Path) -> None:
    ours, foreign, program = tmp_path / "plan.pdf", tmp_path / "other.pdf", tmp_path / "plan.exe"
    for path in (ours, foreign, program):
        path.write_bytes(b"x")
    note_written(ours)
    note_written(program)
    assert open_file(ours)
    assert show_folder(ours)
    assert not open_file(foreign)
    assert not show_folder(foreign)
    assert not open_file(program)
    assert [Path(url) for url in opened.urls] == [Path(os.path.realpath(p)) for p in (ours, tmp_path)]
    ours.unlink()
    assert not open_file(ours)
