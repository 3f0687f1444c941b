# SPDX-License-Identifier: Apache-2.0
"""Commands as data: keys, reasons, menus and the commands table."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from planner.kernel.errors import PlannerError
from planner.services.session import Session
from tests.fakes import an_app
from ui.actions.commands import Commands, run_command
from ui.actions.registry import MENUS, SPECS, ActionRegistry, conflicts
from ui.actions.spec import ActionSpec, Context
from ui.context import AppContext
from ui.screens import registry as screens

IDLE = Context(page="accounts")


class Host(QMainWindow):
    """A window with the menus; `ran` keeps what was triggered."""

    def __init__(self, absent: tuple[str, ...]) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.registry = ActionRegistry(self, self.ran.append, lambda name: name not in absent)
        self.registry.fill(self.menuBar())
        self.registry.refresh(IDLE)


def a_host(qtbot: QtBot, *, absent: tuple[str, ...] = ()) -> Host:
    host = Host(absent)
    qtbot.addWidget(host)
    return host


def test_that_no_two_commands_share_keys_or_ids() -> None:
    assert conflicts() == []
    twice = (*SPECS, ActionSpec(id="other", text="Other", menu="file", shortcuts=("Ctrl+K",)))
    assert conflicts(twice) == ["Ctrl+K"]


def test_that_every_key_is_one_that_qt_knows_and_none_needs_ctrl_alt() -> None:
    for spec in SPECS:
        for keys in spec.shortcuts:
            assert QKeySequence(keys).toString() == keys
            assert "Ctrl+Alt" not in keys


def test_that_every_command_belongs_to_a_menu_that_exists() -> None:
    assert {spec.menu for spec in SPECS} == {key for key, _ in MENUS}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_that_a_command_that_can_be_off_says_why(spec: ActionSpec) -> None:
    closed = Context(open=False)
    if not spec.enabled(closed) and spec.id not in {"go.find", "go.settings", "go.command"}:
        assert spec.why_not or spec.id.startswith("go.")


def test_that_a_command_without_handler_is_in_no_menu(qtbot: QtBot) -> None:
    host = a_host(qtbot, absent=("export.plan", "import.accounts", "import.people", "import.assets"))
    assert not host.registry.actions["export.plan"].isVisible()
    assert not host.registry.submenus["import"].menuAction().isVisible()
    assert "export.plan" not in {entry.id for entry in host.registry.palette(IDLE)}


def test_that_a_menu_without_entries_is_absent(qtbot: QtBot) -> None:
    host = a_host(qtbot, absent=tuple(spec.id for spec in SPECS if spec.menu == "chart"))
    assert not host.registry.menus["chart"].menuAction().isVisible()
    assert host.registry.menus["file"].menuAction().isVisible()


def test_that_undo_carries_the_name_of_its_step(qtbot: QtBot) -> None:
    host = a_host(qtbot)
    host.registry.refresh(replace(IDLE, undo_label="Rename R&D"))
    action = host.registry.actions["edit.undo"]
    assert action.isEnabled()
    assert action.text() == "&Undo: Rename R&&D"
    host.registry.refresh(IDLE)
    assert not action.isEnabled()
    assert "nothing to take back" in action.toolTip()


def test_that_a_running_import_switches_changes_off_and_reading_stays(qtbot: QtBot) -> None:
    host = a_host(qtbot)
    host.registry.refresh(replace(IDLE, busy=True, undo_label="x", selection={"account": ("a",)}))
    off = {name for name, action in host.registry.actions.items() if not action.isEnabled()}
    assert {"new", "edit.undo", "trash.selection", "import.accounts", "review.quick"} <= off
    assert not {"go.accounts", "go.command", "file.properties"} & off


def test_that_the_palette_lists_keys_and_reasons(qtbot: QtBot) -> None:
    host = a_host(qtbot)
    entries = {entry.id: entry for entry in host.registry.palette(IDLE)}
    assert entries["go.today"].shortcut == "Ctrl+1"
    assert entries["export.plan"].reason == "Choose an account first."
    assert entries["file.open"].text == "Open"
    assert "go.back" not in entries


def test_that_triggering_an_action_runs_the_command_of_its_name(qtbot: QtBot) -> None:
    host = a_host(qtbot)
    host.registry.actions["help.keys"].trigger()
    assert host.ran == ["help.keys"]


def test_that_a_screen_runs_a_command_with_its_own_arguments(session: Session) -> None:
    commands = Commands()
    commands.present = lambda: IDLE
    seen: list[Context] = []
    commands.register("review.quick", lambda _app, context: seen.append(context))
    app = an_app(session, commands=commands)
    assert run_command(app, "review.quick", account_id="a1")
    assert seen == [replace(IDLE, account_id="a1")]
    assert not run_command(app, "absent")


def test_that_a_late_handler_is_imported_when_first_run(session: Session) -> None:
    commands = Commands()
    commands.register("late", "tests.gui.test_actions:late_handler")
    app = an_app(session, commands=commands)
    run_command(app, "late", text="hello")
    assert app.notices.said == ["hello"]


def test_that_a_known_trouble_of_a_handler_is_shown(session: Session) -> None:
    def trouble(_app: AppContext, _context: Context) -> None:
        raise PlannerError("Not now.")

    commands = Commands()
    commands.register("trouble", trouble)
    app = an_app(session, commands=commands)
    run_command(app, "trouble")
    assert [str(fault) for fault in app.notices.faults] == ["Not now."]


def late_handler(app: AppContext, context: Context) -> None:
    """Found by name only."""
    app.notices.toast(context.text)


def test_that_every_page_and_late_command_is_where_the_registry_says() -> None:
    for target in (*screens.PAGES.values(), *screens.LATE.values()):
        module, _, name = target.partition(":")
        assert callable(getattr(import_module(module), name)), target
