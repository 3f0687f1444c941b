# SPDX-License-Identifier: Apache-2.0
"""What tests with windows share: English text and a pool that is empty afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QThreadPool
from PySide6.QtWidgets import QApplication

from ui.text import use_date_format


@pytest.fixture(autouse=True)
def _calm(qapp: QApplication) -> Iterator[None]:
    """Jobs of a test finish inside it with their answers delivered, and no way of writing days is left behind."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    use_date_format("words")
