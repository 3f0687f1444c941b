# SPDX-License-Identifier: Apache-2.0
"""What tests with windows share: English text and a pool that is empty afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.text import use_date_format

_STARTS = frozenset({"CaptureStart", "Shell", "Start"})


@pytest.fixture(autouse=True)
def _calm(qapp: QApplication) -> Iterator[None]:
    """Jobs of a test finish inside it with their answers delivered; no date format and no held key is left behind."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    for left in qapp.children():
        # A start belongs to the program and would go on for all tests that follow, its timers and watches too.
        if type(left).__name__ in _STARTS:
            left.deleteLater()
    for widget in qapp.topLevelWidgets():
        # Panes that a section hands to a window which isn't there; each would be styled anew with every later theme.
        if widget.parent() is None and type(widget).__module__.startswith("ui."):
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.setStyleSheet("")  # parts are built four times as fast without, and a window brings its own
    use_date_format("words")
    if qapp.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        # Keys pressed with Ctrl leave it held for Qt: the next test's selection would add to the one before.
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
