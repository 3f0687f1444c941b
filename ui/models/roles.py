# SPDX-License-Identifier: Apache-2.0
"""Item data roles that all models share."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from ui.widgets.paint import CELL_ROLE

SORT_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 3

__all__ = ["CELL_ROLE", "KEY_ROLE", "SORT_ROLE"]
