# SPDX-License-Identifier: Apache-2.0
"""Faults of other people's releases that would damage data or kill the program."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel
from sqlcipher3 import dbapi2


def test_that_qt_calls_leave_the_count_of_none_alone(qapp: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert abs(sys.getrefcount(None) - before) < 20


def test_that_sqlite_is_new_enough_to_keep_committed_pages() -> None:
    # Before 3.51.3 a checkpoint of the write-ahead log could skip pages that were committed.
    assert dbapi2.sqlite_version_info >= (3, 51, 3)
