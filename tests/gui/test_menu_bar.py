# SPDX-License-Identifier: Apache-2.0
"""The menu bar at rest and while Alt is held."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from ui.windows.menu_bar import MenuBar


def test_that_letters_are_marked_only_while_alt_is_held(qtbot: QtBot) -> None:
    window = QMainWindow()
    bar = MenuBar(window)
    bar.addMenu("&File").addAction("Open")
    window.setMenuBar(bar)
    edit = QLineEdit()
    window.setCentralWidget(edit)
    window.resize(300, 200)
    qtbot.addWidget(window)
    window.show()
    edit.setFocus()
    rest = bar.grab().toImage()
    assert not bar.underlines()
    QTest.keyPress(edit, Qt.Key.Key_Alt)
    assert bar.underlines()
    assert bar.grab().toImage() != rest
    QTest.keyRelease(edit, Qt.Key.Key_Alt)
    assert not bar.underlines() or bar.hasFocus()
