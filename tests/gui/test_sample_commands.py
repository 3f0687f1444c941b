# SPDX-License-Identifier: Apache-2.0
"""The sample can be begun afresh and removed, only when asked, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.settings import Settings
from planner.services import crud, sample
from tests.fakes import FakePrompts
from ui.bootstrap import Shell


@pytest.fixture
def prompts() -> FakePrompts:
    return FakePrompts()


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, prompts: FakePrompts) -> Iterator[Shell]:
    sample.make_sample(paths.sample_portfolio())
    made = Shell(qapp, Settings(theme="light"), prompts=lambda _window: prompts, server=False)
    qtbot.addWidget(made.window)
    made.window.show()
    assert made.open(paths.sample_portfolio())
    yield made
    made.window.close()


def test_that_the_sample_begins_afresh_when_the_user_agrees(qtbot: QtBot, shell: Shell, prompts: FakePrompts) -> None:
    assert shell.app is not None
    crud.add(shell.app.session, ACCOUNT, name="Mine")
    prompts.answers.append(True)
    shell.window.trigger("sample.afresh")
    qtbot.waitUntil(lambda: shell.app is not None and _names(shell) >= 8, timeout=10_000)
    assert shell.app is not None
    assert "Mine" not in [a.name for a in crud.every(shell.app.session, ACCOUNT)]


def test_that_nothing_happens_when_the_user_thinks_better_of_it(shell: Shell, prompts: FakePrompts) -> None:
    prompts.answers.append(False)
    shell.window.trigger("sample.remove")
    assert shell.app is not None
    assert paths.sample_portfolio().exists()


def test_that_removing_deletes_the_sample_with_its_files(shell: Shell, prompts: FakePrompts, portfolio: Path) -> None:
    prompts.answers.append(True)
    shell.window.trigger("sample.remove")
    assert shell.app is None
    assert not paths.sample_portfolio().exists()
    assert not paths.files_folder(paths.sample_portfolio()).exists()
    assert portfolio.exists()


def test_that_the_commands_are_absent_in_a_portfolio_of_the_users_own(shell: Shell, portfolio: Path) -> None:
    shown = shell.window.actions_of.actions["sample.remove"]
    shell.window.refresh_actions()
    assert shown.isVisible()
    assert shell.open(portfolio)
    shell.window.refresh_actions()
    assert not shown.isVisible()


def _names(shell: Shell) -> int:
    assert shell.app is not None
    return len(crud.every(shell.app.session, ACCOUNT))
