# SPDX-License-Identifier: Apache-2.0
"""What tests with windows share: English text and a pool that is empty afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QThreadPool
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _calm(qapp: QApplication) -> Iterator[None]:
    """Jobs of a test finish inside it, and their answers are delivered before the next one starts."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
