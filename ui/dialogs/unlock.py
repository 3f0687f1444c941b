# SPDX-License-Identifier: Apache-2.0
"""Asking for the password or the recovery key of an encrypted portfolio, over the window."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.safe.keys import StoreKey
from planner.safe.tries import Tries
from ui.dialogs.base import HouseDialog
from ui.dialogs.unlock_box import UnlockBox
from ui.later import Later
from ui.ports import Runner

_MOMENT_MS: Final = 600


class UnlockDialog(HouseDialog):
    """``key`` opens the portfolio once the dialog was accepted."""

    def __init__(self, path: Path, jobs: Runner, parent: QWidget | None = None, *, tries: Tries | None = None) -> None:
        lead = tr("{name} is encrypted", name=path.stem)
        super().__init__(tr("Unlock the portfolio"), parent, width=460, lead=lead)
        self.setObjectName("dlgUnlock")
        self.key: StoreKey | None = None
        self.box = UnlockBox(path, jobs, self, tries=tries, remember=True)
        self.box.opened.connect(self._opened)
        self._fitting = Later(self, self._fit)
        self.box.said.connect(self._fitting.start)
        self.column.addWidget(self.box)
        words = tr("Nothing can be read without the password or the recovery key, and nobody can reset them.")
        self.add_text(words, color="muted")
        self.column.addStretch(1)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.buttons.addWidget(self.box.unlock)
        QWidget.setTabOrder(cancel, self.box.unlock)
        self.box.secret.setFocus()

    def ask_computer(self) -> bool:
        """Give this computer's key store a moment to open it before anything is asked; whether it did."""
        if self.key is None and self.box.try_computer() and self.key is None:
            loop = QEventLoop(self)
            self.accepted.connect(loop.quit)
            QTimer.singleShot(_MOMENT_MS, loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self.key is not None

    @override
    def reject(self) -> None:
        self.box.stop()
        super().reject()

    def _fit(self) -> None:
        """As high as what is said needs, no more."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = (
                layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
            )
            self.resize(self.width(), height)

    def _opened(self, key: StoreKey) -> None:
        self.key = key
        self.accept()
