# SPDX-License-Identifier: Apache-2.0
"""The page of a window without a portfolio."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr
from ui.widgets.empty import EmptyState


class NothingOpen(EmptyState):
    """What is shown while no portfolio is open, with the reason where there is one."""

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("No portfolio is open."),
            reason or tr("Open one, or make a new one."),
            parent,
            note=tr("Your plans stay in one file on this computer. Waterline itself sends nothing anywhere."),
        )
        self.setObjectName("pageNothingOpen")
