# SPDX-License-Identifier: Apache-2.0
"""The way of the keyboard: F6 comes back to where one was, Esc leaves step by step, Alt+Down opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.customers.account import ACCOUNT
from planner.kernel.clock import FixedClock
from planner.services import crud, customers, people
from tests.gui.shells import session_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.dialogs.history import HistoryDialog
from ui.forms.entity_form import EntityForm
from ui.screens.export_plan import ExportDialog
from ui.widgets.table import DataTable

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, portfolio: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the account list."""
    with shell_on(portfolio, qtbot, clock) as made:
        account = customers.add_account(session_of(made), "Meridian Foods", industry="Food")
        people.add_contact(session_of(made), account.id, "Elena Ruiz")
        yield made


def _account(shell: Shell) -> str:
    return crud.every(session_of(shell), ACCOUNT)[0].id


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _profile(shell: Shell, qtbot: QtBot) -> EntityForm:
    shell.window.go(Place(page="account", account_id=_account(shell), section="profile"))
    qtbot.waitUntil(lambda: any(f.isVisible() and f.spec is ACCOUNT for f in _forms(shell)))
    return next(f for f in _forms(shell) if f.isVisible() and f.spec is ACCOUNT)


def _forms(shell: Shell) -> list[EntityForm]:
    return shell.window.findChildren(EntityForm)


def test_that_f6_comes_back_to_the_part_one_was_on(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    form = _profile(shell, qtbot)
    form.focus_field("city")
    at = _focus()
    QTest.keyClick(at, Key.Key_F6)
    assert not window.stack.pages.isAncestorOf(_focus())
    for _ in window.panes()[1:]:
        QTest.keyClick(_focus(), Key.Key_F6)
    assert _focus() is at
    QTest.keyClick(at, Key.Key_F6, SHIFT)
    QTest.keyClick(_focus(), Key.Key_F6)
    assert _focus() is at


def test_that_f6_goes_through_toast_and_status_bar(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.notices.toast("Hello", undo=True)
    qtbot.waitUntil(window.notices.host.toast.isVisible)
    seen: list[QWidget] = []
    for _ in window.panes():
        QTest.keyClick(_focus(), Key.Key_F6)
        seen.append(next(pane for pane in window.panes() if pane.isAncestorOf(_focus())))
    assert {window.notices.host.toast, window.status, window.stack.pages, window.rail, window.tool_bar} <= set(seen)


def test_that_f6_begins_anew_where_the_part_is_gone(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    _profile(shell, qtbot).focus_field("city")
    window.go(Place(page="accounts"))
    window.rail.row("accounts").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(_focus(), Key.Key_F6)
    assert window.stack.pages.isAncestorOf(_focus())
    assert _focus().isVisible()


def test_that_esc_takes_back_then_leaves_the_field_then_the_page(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.go(Place(page="accounts"))
    form = _profile(shell, qtbot)
    here = window.place()
    form.focus_field("city")
    field = _focus()
    QTest.keyClicks(field, "Porto")
    QTest.keyClick(field, Key.Key_Escape)
    assert (window.place(), _focus(), form.editor("city").dirty) == (here, field, False)
    QTest.keyClick(field, Key.Key_Escape)
    assert window.place() == here
    assert not form.editor("city").isAncestorOf(_focus())
    assert window.stack.pages.isAncestorOf(_focus())
    QTest.keyClick(_focus(), Key.Key_Escape)
    assert window.place().page == "accounts"


def test_that_esc_in_an_empty_filter_goes_to_the_list(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    window.go(Place(page="today"))
    window.go(Place(page="account", account_id=_account(shell), section="people"))
    here = window.place()
    window.trigger("go.find")
    QTest.keyClick(_focus(), Key.Key_Escape)
    assert window.place() == here
    assert isinstance(_focus(), DataTable)


def test_that_alt_down_opens_the_calendar_of_a_day(shell: Shell, qtbot: QtBot) -> None:
    form = _profile(shell, qtbot)
    form.focus_field("tenure_start")
    QTest.keyClick(_focus(), Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.hide()


def _shown_by_alt_down(field: QWidget) -> list[HistoryDialog]:
    """The histories that the key opens; each is closed again."""
    seen: list[HistoryDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HistoryDialog):
            seen.append(dialog)
            lines.extend((line.old, line.new) for line in dialog.lines)
            dialog.reject()

    lines: list[tuple[str, str]] = []
    QTimer.singleShot(0, look)
    QTest.keyClick(field, Key.Key_Down, ALT)
    QApplication.processEvents()
    assert lines == ([("Retail", "Dairy"), ("Food", "Retail")] if seen else [])
    return seen


def test_that_alt_down_in_a_plain_field_shows_the_history_of_that_field(shell: Shell, qtbot: QtBot) -> None:
    session, key = session_of(shell), _account(shell)
    for name, value in (("industry", "Retail"), ("city", "Porto"), ("industry", "Dairy")):
        crud.set_field(session, ACCOUNT, key, name, value)
    form = _profile(shell, qtbot)
    form.focus_field("industry")
    field = _focus()
    dialogs = _shown_by_alt_down(field)
    assert len(dialogs) == 1
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)


def test_that_a_field_never_changed_says_so(shell: Shell, qtbot: QtBot) -> None:
    form = _profile(shell, qtbot)
    form.focus_field("website")
    assert _shown_by_alt_down(_focus()) == []
    assert shell.window.notices.host.toast.message() == "“Website” has no earlier value."


def test_that_the_audience_menu_opens_what_the_team_lead_gets(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    chip = window.status.audience
    assert (chip.objectName(), chip.accessibleName()) == ("cmbAudience", "This view is for: Internal")
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chip, Key.Key_Space)
    assert chip.menu.isVisible()
    internal, lead = chip.menu.actions()
    assert internal.isChecked()
    internal.trigger()
    qtbot.waitUntil(internal.isChecked)
    chip.menu.hide()
    window.go(Place(page="account", account_id=_account(shell), section="overview"))
    qtbot.waitUntil(lead.isEnabled)
    lead.trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible())
    assert dialog.options.audience() == "team_lead"
    assert "TEAM LEAD" in dialog.target().name
    dialog.reject()


def test_that_nothing_to_show_the_team_lead_gives_a_reason(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    crud.trash(session_of(shell), ACCOUNT, [_account(shell)])
    lead = window.actions_of.actions["view.team_lead"]
    qtbot.waitUntil(lambda: not lead.isEnabled())
    assert "Choose an account first." in lead.toolTip()
