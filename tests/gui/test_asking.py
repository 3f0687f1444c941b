# SPDX-License-Identifier: Apache-2.0
"""After a question the window that asked has the keys again, in the part that had them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.prompts import QtPrompts

Ask = Callable[[QtPrompts], object]
QUESTIONS: dict[str, Ask] = {
    "open": lambda prompts: prompts.pick_open("Open", "*.txt"),
    "save": lambda prompts: prompts.pick_save("Save", Path("plan.pdf"), "*.pdf"),
    "confirm": lambda prompts: prompts.confirm("Really?", "Do it"),
    "tell": lambda prompts: prompts.tell("Note", "Read this."),
}


def _window(qtbot: QtBot) -> tuple[QWidget, QLineEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    QLineEdit(window)
    edit = QLineEdit(window)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return window, edit


def _answer(usual: QWidget, seen: list[QDialog], *, yes: bool) -> None:
    """Close the question; meanwhile the system brings the window behind to the front."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    seen.append(dialog)
    usual.activateWindow()
    if yes and isinstance(dialog, QFileDialog):
        dialog.done(QDialog.DialogCode.Accepted)
    else:
        dialog.reject()


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("yes", [False, True], ids=["no", "yes"])
def test_that_the_asking_window_gets_the_keys_back(qtbot: QtBot, name: str, yes: bool) -> None:
    usual, _ = _window(qtbot)
    asking, edit = _window(qtbot)
    seen: list[QDialog] = []
    QTimer.singleShot(0, lambda: _answer(usual, seen, yes=yes))
    QUESTIONS[name](QtPrompts(usual))
    assert len(seen) == 1
    qtbot.waitUntil(asking.isActiveWindow)
    qtbot.waitUntil(edit.hasFocus)


def test_that_a_part_that_is_gone_meanwhile_is_left_alone(qtbot: QtBot) -> None:
    asking, edit = _window(qtbot)
    seen: list[QDialog] = []

    def answer() -> None:
        edit.hide()
        _answer(asking, seen, yes=False)

    QTimer.singleShot(0, answer)
    QtPrompts(asking).confirm("Really?", "Do it")
    qtbot.waitUntil(asking.isActiveWindow)
    assert not edit.hasFocus()
