# SPDX-License-Identifier: Apache-2.0
"""What a narrow window, the Trash and a text field do with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.kernel.clock import FixedClock
from planner.services import crud
from planner.services.portfolio import load_settings
from tests.gui.shells import account_of, shell_on
from ui.bootstrap import Shell
from ui.context import Place
from ui.screens.parts.evidence_box import EvidenceBox
from ui.screens.review.section import ReviewsSection
from ui.screens.today.places import record_place
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel
from ui.windows.text_keys import TextKeys


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, sample_file: Path, clock: FixedClock) -> Iterator[Shell]:
    """The whole window on the sample."""
    with shell_on(sample_file, qtbot, clock) as made:
        yield made


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_that_details_take_the_page_in_a_narrow_window_and_esc_gives_it_back(shell: Shell, qtbot: QtBot) -> None:
    window, stack = shell.window, shell.window.stack
    window.resize(900, 700)
    window.go(Place(page="account", account_id=account_of(shell), section="people"))
    table = window.findChild(QTableView, "tblPeople")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    table.setFocus()
    table.selectRow(0)
    assert not stack.details.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(stack.details.isVisible)
    assert not stack.area.isVisible()
    qtbot.waitUntil(lambda: stack.details.isAncestorOf(_focus()))
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    qtbot.waitUntil(stack.area.isVisible)
    assert not stack.details.isVisible()
    qtbot.waitUntil(lambda: stack.area.isAncestorOf(_focus()))


def test_that_a_wider_window_puts_the_details_beside_the_page_again(shell: Shell, qtbot: QtBot) -> None:
    window, stack = shell.window, shell.window.stack
    window.go(Place(page="account", account_id=account_of(shell), section="people"))
    qtbot.waitUntil(stack.details.isVisible)
    window.resize(900, 700)
    qtbot.waitUntil(lambda: not stack.details.isVisible())
    window.trigger("view.details")
    qtbot.waitUntil(stack.details.isVisible)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: stack.area.isVisible() and stack.details.isVisible())
    assert stack.details.width() <= 520


def test_that_the_trash_begins_with_its_newest_row_and_enter_restores_it(shell: Shell, qtbot: QtBot) -> None:
    assert shell.app is not None
    person = crud.of_account(shell.app.session, CONTACT, account_of(shell))[0]
    crud.trash(shell.app.session, CONTACT, [person.id])
    shell.window.go(Place(page="trash"))
    table = shell.window.findChild(QTableView, "tblTrash")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    assert _focus() is table
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert crud.find(shell.app.session, CONTACT, person.id) is not None


def test_that_a_check_as_evidence_opens_its_own_step(shell: Shell) -> None:
    assert shell.app is not None
    account = account_of(shell)
    shell.window.go(Place(page="account", account_id=account, section="reviews"))
    (part,) = (p for p in shell.window.findChildren(ReviewsSection) if p.isVisible())
    part.open_step(1)
    checks = [c for c in crud.of_account(shell.app.session, INSPECTION_RESULT, account) if c.code]
    shell.window.go(record_place(shell.app.session, account, "inspection_result", checks[0].id))
    assert part.steps.current() == 0
    assert part.record() == checks[0].id


def test_that_the_keyboard_stays_in_the_pane_after_asking_for_evidence(shell: Shell, qtbot: QtBot) -> None:
    shell.window.go(Place(page="account", account_id=account_of(shell), section="people"))
    details = shell.window.stack.details
    qtbot.waitUntil(lambda: any(b.isVisible() for b in details.findChildren(EvidenceBox)))
    box = next(b for b in details.findChildren(EvidenceBox) if b.isVisible())
    box.ask()
    qtbot.waitUntil(lambda: box.isAncestorOf(_focus()))
    QTest.keyClick(_focus(), Qt.Key.Key_Escape)
    assert not box.asking()
    assert box.title.isAncestorOf(_focus())


def _claims(edit: QLineEdit, key: Qt.Key) -> bool:
    """Whether a field takes Ctrl and a key for itself before any command hears of it."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(edit, event)
    return event.isAccepted()


def test_that_a_command_keeps_its_key_in_a_text_field_and_the_field_its_own(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    edit = QLineEdit("two words", window)
    window.show()
    window.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert _claims(edit, Qt.Key.Key_Right)
    edit.clearFocus()
    TextKeys(window, frozenset({"Ctrl+Right", "Ctrl+A"}))
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert not _claims(edit, Qt.Key.Key_Right)
    assert _claims(edit, Qt.Key.Key_A)


def test_that_every_key_of_the_commands_is_kept(shell: Shell) -> None:
    (keys,) = (child for child in shell.window.children() if isinstance(child, TextKeys))
    assert {"Ctrl+E", "Ctrl+K"} <= set(keys.keys)


def test_that_a_long_fault_shows_all_its_lines(qtbot: QtBot) -> None:
    box = FieldBox("E-mail", QLineEdit())
    qtbot.addWidget(box)
    box.resize(220, 80)
    box.show()
    box.set_fault("This is not an e-mail address. It has a name, one @ sign and the name of a domain with a dot.")
    text = next(label for label in box.findChildren(PlainLabel) if label.full_text().startswith("This is not"))
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()) > 30)


def test_that_text_grows_and_shrinks_by_steps_and_the_status_bar_tells(shell: Shell) -> None:
    window, sizes = shell.window, []
    for name in ("in", "in", "out", "reset", "out", "out"):
        window.trigger(f"view.zoom_{name}")
        sizes.append((shell.settings.text_scale, window.status.zoom.accessibleName()))
    assert [size for size, _ in sizes] == [110, 125, 110, 100, 90, 90]
    assert sizes[1][1] == "Text 125 %"
    assert sizes[3][1] == ""
    window.trigger("view.zoom_reset")
    assert load_settings().text_scale == 100
