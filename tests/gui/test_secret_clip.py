# SPDX-License-Identifier: Apache-2.0
"""Secrets on the clipboard: marked, and taken back after 30 seconds, on lock and on quit while they are still ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.fakes import FakePrompts
from ui.dialogs.protect import ProtectDialog
from ui.dialogs.recovery_sheet import RecoverySheet
from ui.widgets import secret_clip as module
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel
from ui.widgets.secret_clip import HINTS, KEPT_S, SecretClip, clear_secrets, guard, secret_clip

SECRET = "TAR7-CANARY-KEY"


class _Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    clear_secrets()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    """The seconds of the program's one clip."""
    made = _Clock()
    monkeypatch.setattr(module, "_one", [SecretClip(QGuiApplication.instance(), made)])
    return made


def _text() -> str:
    return QGuiApplication.clipboard().text()


def test_that_a_copied_secret_carries_the_hints_against_histories(clock: _Clock) -> None:
    secret_clip().copy(SECRET)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == SECRET
    assert {name: bytes(data.data(name).data()) for name in HINTS} == HINTS
    assert HINTS["x-kde-passwordManagerHint"] == b"secret"
    assert {"ExcludeClipboardContentFromMonitorProcessing", "org.nspasteboard.ConcealedType"} <= set(HINTS)


Step = Callable[[_Clock], object]


def _copy(_clock: _Clock) -> None:
    secret_clip().copy(SECRET)


def _later(clock: _Clock) -> None:
    clock.at += KEPT_S
    secret_clip().look()


def _soon(clock: _Clock) -> None:
    clock.at += KEPT_S - 1
    secret_clip().look()


def _gone(_clock: _Clock) -> None:
    clear_secrets()  # what lock and quit call


def _other(_clock: _Clock) -> None:
    QGuiApplication.clipboard().setText("shopping list")


def _taken_over(_clock: _Clock) -> None:
    """A clipboard manager holds the same text now, without our mark."""
    data = QMimeData()
    data.setText(SECRET)
    QGuiApplication.clipboard().setMimeData(data)


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ((_copy, _soon), SECRET),
        ((_copy, _later), ""),
        ((_copy, _gone, _later), ""),
        ((_copy, _later, _gone), ""),
        ((_copy, _soon, _copy, _soon), SECRET),
        ((_copy, _soon, _copy, _later), ""),
        ((_copy, _other, _later), "shopping list"),
        ((_copy, _other, _gone), "shopping list"),
        ((_copy, _gone, _other, _gone, _later), "shopping list"),
        ((_copy, _gone, _copy, _gone), ""),
        ((_copy, _taken_over, _later), ""),
        ((_gone, _copy, _soon), SECRET),
        ((_other, _gone), "shopping list"),
    ],
)
def test_that_a_secret_goes_in_every_order_of_lock_quit_and_copy_and_nothing_else_does(
    clock: _Clock, steps: tuple[Step, ...], left: str
) -> None:
    for step in steps:
        step(clock)
    assert _text() == left
    assert secret_clip().waiting == (left == SECRET)


def test_that_quitting_takes_it_back(qapp: QApplication, clock: _Clock) -> None:
    secret_clip().copy(SECRET)
    qapp.aboutToQuit.emit()
    assert _text() == ""


def test_that_the_text_itself_is_not_kept(clock: _Clock) -> None:
    clip = secret_clip()
    clip.copy(SECRET)
    assert SECRET not in repr(vars(clip))


def test_that_copy_and_cut_of_a_guarded_field_are_secrets_and_a_hidden_one_gives_nothing(
    qtbot: QtBot, clock: _Clock
) -> None:
    edit = QLineEdit(SECRET)
    qtbot.addWidget(edit)
    guard(edit)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.selectAll()
    QTest.keySequence(edit, "Ctrl+C")
    assert _text() == ""
    edit.setEchoMode(QLineEdit.EchoMode.Normal)
    edit.selectAll()
    QTest.keySequence(edit, "Ctrl+C")
    assert _text() == SECRET
    _later(clock)
    assert _text() == ""
    edit.selectAll()
    QTest.keySequence(edit, "Ctrl+X")
    assert (_text(), edit.text()) == (SECRET, "")
    assert secret_clip().waiting


def _menu_of(part: QLineEdit | PlainLabel) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), part.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(part, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_that_the_menu_of_a_guarded_field_copies_a_secret(qtbot: QtBot, clock: _Clock) -> None:
    edit = QLineEdit(SECRET)
    qtbot.addWidget(edit)
    guard(edit)
    edit.show()
    edit.selectAll()
    menu = _menu_of(edit)
    found = [action for action in menu.actions() if action.objectName() == "edit-copy"]
    assert len(found) == 1
    found[0].trigger()
    menu.hide()
    assert _text() == SECRET
    assert secret_clip().waiting


def test_that_a_label_with_a_secret_copies_it_as_one(qtbot: QtBot, clock: _Clock) -> None:
    label = PlainLabel(SECRET, selectable=True)
    qtbot.addWidget(label)
    guard(label)
    label.show()
    label.setSelection(0, len(SECRET))
    menu = _menu_of(label)
    menu.actions()[0].trigger()
    menu.hide()
    assert _text() == SECRET
    assert secret_clip().waiting
    _gone(clock)
    QTest.keySequence(label, "Ctrl+C")
    assert secret_clip().waiting


def test_that_the_recovery_key_is_copied_for_a_while(qtbot: QtBot, clock: _Clock, tmp_path: Path) -> None:
    dialog = ProtectDialog(tmp_path / "Mine.waterline", FakePrompts())
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClicks(dialog.pages.pair.password, "four words and a river")
    QTest.keyClicks(dialog.pages.pair.again, "four words and a river")
    dialog.go.click()
    button = dialog.findChild(Button, "btnCopyRecovery")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert _text() == dialog.pages.sheet.recovery
    _later(clock)
    assert _text() == ""


@pytest.fixture
def sheet(qtbot: QtBot, clock: _Clock, tmp_path: Path) -> RecoverySheet:
    made = RecoverySheet(tmp_path / "Mine.waterline", FakePrompts())
    qtbot.addWidget(made)
    made.show()
    return made


def _press_copy(sheet: RecoverySheet) -> None:
    button = sheet.findChild(Button, "btnCopyRecovery")
    assert button is not None
    button.click()


def test_that_copying_is_said_and_counts_down_until_it_is_gone(sheet: RecoverySheet, clock: _Clock) -> None:
    assert sheet.copied.isHidden()
    _press_copy(sheet)
    assert sheet.copied.isVisible()
    assert sheet.note.isHidden(), "in its place"
    assert sheet.copied.text() == "Copied. It is taken off the clipboard in 30 seconds."
    clock.at += 29
    secret_clip().look()
    assert sheet.copied.text() == "Copied. It is taken off the clipboard in 1 second."
    _later(clock)
    assert sheet.copied.text() == "It was taken off the clipboard again."
    _press_copy(sheet)
    assert "in 30 seconds" in sheet.copied.text()


def test_that_a_screen_reader_is_told_at_the_beginning_and_the_end_only(sheet: RecoverySheet, clock: _Clock) -> None:
    _press_copy(sheet)
    begun = sheet.copied.accessibleName()
    assert begun == sheet.copied.text()
    _soon(clock)
    assert sheet.copied.text() != begun
    assert sheet.copied.accessibleName() == begun
    _later(clock)
    assert sheet.copied.accessibleName() == sheet.copied.text()


def test_that_the_line_never_shows_the_secret(sheet: RecoverySheet, clock: _Clock) -> None:
    _press_copy(sheet)
    for _ in range(2):
        said = sheet.copied.text() + sheet.copied.accessibleName() + sheet.copied.toolTip()
        assert not [part for part in sheet.recovery.split("-") if part in said]
        _later(clock)


def test_that_what_is_said_later_takes_its_place(sheet: RecoverySheet, clock: _Clock, tmp_path: Path) -> None:
    prompts = sheet._prompts
    assert isinstance(prompts, FakePrompts)
    prompts.paths = [tmp_path / "key.txt"]
    _press_copy(sheet)
    keep = sheet.findChild(Button, "btnKeepRecovery")
    assert keep is not None
    keep.click()
    _later(clock)
    assert sheet.copied.isHidden()
    assert sheet.note.isVisible()
    assert "Saved as key.txt" in sheet.note.text()
