# SPDX-License-Identifier: Apache-2.0
"""Whether a new portfolio is encrypted, its password, and the recovery key that is kept apart and proved to be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr
from planner.services.protection import Protection
from ui.dialogs.base import HouseDialog
from ui.dialogs.protect_pages import ProtectPages
from ui.ports import Prompts


class ProtectDialog(HouseDialog):
    """``protection`` is what was chosen once the dialog was accepted, None for a portfolio that is not encrypted."""

    def __init__(self, path: Path, prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(tr("Protect the new portfolio"), parent, width=520)
        self.setObjectName("dlgProtect")
        self.pages = ProtectPages(path, prompts, self)
        self.column.addWidget(self.pages, 1)
        self.back = self.add_button(tr("Back"), name="btnProtectBack")
        self.back.clicked.connect(self.pages.back)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.go = self.add_button(tr("Continue"), primary=True, name="btnProtectGo")
        self.go.clicked.connect(self.pages.go)
        self.pages.moved.connect(self._fit)
        self.pages.finished.connect(self.accept)
        self._fit()
        self.pages.begin()

    @property
    def protection(self) -> Protection | None:
        """What was chosen."""
        return self.pages.protection

    def _fit(self) -> None:
        self.back.setVisible(self.pages.step > 0)
        self.go.setText(tr("Make the portfolio") if self.pages.is_last else tr("Continue"))
