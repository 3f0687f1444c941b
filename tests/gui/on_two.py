# SPDX-License-Identifier: Apache-2.0
"""What the tests of a show on two screens share: the screens, and what is seen on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.builders import a_risk
from tests.gui.shown import Stage
from tests.stores import put

K = Qt.Key


def laptop() -> QScreen:
    return QGuiApplication.screens()[0]


def projector() -> QScreen:
    return QGuiApplication.screens()[1]


def on(window: QWidget | None) -> QScreen:
    assert window is not None
    return window.windowHandle().screen()


def a_shared_risk(stage: Stage) -> None:
    """Something that a customer's show may hold."""
    put(
        stage.session,
        a_risk(account_id=stage.account.id, likelihood=3, impact=3, kind="technical", audience="customer"),
    )


def seen() -> set[QWidget]:
    return {window for window in QApplication.topLevelWidgets() if window.isVisible()}


def words_on(window: QWidget) -> list[str]:
    """What can be read of it, buttons apart."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
