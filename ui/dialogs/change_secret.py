# SPDX-License-Identifier: Apache-2.0
"""Changing what opens a portfolio: first what opens it now, even while it is open, then the new secret."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr, trn
from planner.safe.keys import COMPUTER, PASSWORD, RECOVERY, StoreKey
from planner.services import protection
from ui.dialogs.base import HouseDialog, plain_page
from ui.dialogs.password_pair import PasswordPair
from ui.dialogs.recovery_sheet import RecoverySheet
from ui.dialogs.unlock_box import UnlockBox
from ui.ports import Prompts, Runner
from ui.widgets.safe import PlainLabel

_TITLES: Final = {
    PASSWORD: N_("Change the password"),
    RECOVERY: N_("New recovery key"),
    COMPUTER: N_("Open on this computer without asking"),
}
_VERBS: Final = {
    PASSWORD: N_("Set the password"),
    RECOVERY: N_("Use this recovery key"),
    COMPUTER: N_("Allow it"),
}
_WORDS: Final = {
    PASSWORD: N_(
        "The old password then opens neither the portfolio nor the backups beside it. Copies kept elsewhere still open "
        "with the old one."
    ),
    RECOVERY: N_(
        "The previous recovery key no longer opens it; destroy its printout. Copies kept elsewhere still open with "
        "the old one."
    ),
    COMPUTER: N_(
        "Whoever is signed in to this computer under your name then opens the portfolio without a password. You can "
        "take it back at any time."
    ),
}


class ChangeSecret(HouseDialog):
    """Another password or recovery key, or leave for this computer; `said` tells what was done once accepted.

    ``key`` is at hand where somebody has just opened it; otherwise what opens it now is asked first.
    """

    def __init__(
        self,
        path: Path,
        kind: str,
        jobs: Runner,
        prompts: Prompts,
        parent: QWidget | None = None,
        *,
        key: StoreKey | None = None,
        lead: str = "",
    ) -> None:
        super().__init__(tr(_TITLES[kind]), parent, width=520, lead=lead)
        self.setObjectName("dlgChangeSecret")
        self.said = ""
        self._path, self._kind, self._jobs = path, kind, jobs
        self._key = key
        self._job: Any = None
        self.pages = QStackedWidget(self)
        self.box = UnlockBox(path, jobs, self)
        self.pages.addWidget(self._page_present())
        self.pair = PasswordPair((path.stem,), self, new=True)
        self.sheet = RecoverySheet(path, prompts, self)
        self.pages.addWidget(self._page_new())
        self.column.addWidget(self.pages, 1)
        leave = self.add_button(tr("Cancel") if key is None else tr("Not now"), name="btnCancel")
        leave.clicked.connect(self.reject)
        self.buttons.addWidget(self.box.unlock)
        self.go = self.add_button(tr(_VERBS[kind]), primary=True, name="btnChangeSecret")
        self.go.clicked.connect(self._go)
        self.box.opened.connect(self._opened)
        self.pair.entered.connect(self._go)
        self.sheet.entered.connect(self._go)
        self._show(0 if key is None else 1)

    def _page_present(self) -> QWidget:
        page, column = plain_page(self)
        words = tr("First the password or recovery key that opens the portfolio now.")
        column.addWidget(PlainLabel(words, page, wrap=True))
        column.addWidget(self.box)
        column.addStretch(1)
        return page

    def _page_new(self) -> QWidget:
        page, column = plain_page(self)
        for kind, part in ((PASSWORD, self.pair), (RECOVERY, self.sheet)):
            part.setVisible(kind == self._kind)
            column.addWidget(part)
        column.addWidget(PlainLabel(tr(_WORDS[self._kind]), page, color="muted", wrap=True))
        self.fault = PlainLabel("", page, color="act", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)
        column.addStretch(1)
        return page

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.box.unlock.setVisible(step == 0)
        self.go.setVisible(step == 1)
        begin: dict[str, QWidget] = {PASSWORD: self.pair.password, RECOVERY: self.sheet.proof, COMPUTER: self.go}
        (self.box.secret if step == 0 else begin[self._kind]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, key: StoreKey) -> None:
        self._key = key
        self._show(1)

    # -- doing

    def _go(self) -> None:
        if self._key is None or self._job is not None:
            return
        if (self._kind == PASSWORD and not self.pair.fits()) or (self._kind == RECOVERY and not self.sheet.proves()):
            return
        secret = {PASSWORD: self.pair.text(), RECOVERY: self.sheet.recovery, COMPUTER: ""}[self._kind]
        self._busy(True)
        work = partial(_change, self._path, self._key, self._kind, secret)
        self._job = self._jobs.run(work, done=self._done, failed=self._failed)

    def _done(self, renewed: int) -> None:
        self._job = None
        self.said = _said(self._kind, renewed)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.fault.setText(str(error))
        self.fault.show()
        self._busy(False)

    def _busy(self, on: bool) -> None:
        for part in (self.pair, self.sheet, self.go):
            part.setEnabled(not on)
        if on:
            self.fault.hide()

    @override
    def reject(self) -> None:
        """Leave; a change that is on its way is let finish, for half a change there is none."""
        if self._job is None:
            super().reject()

    @override
    def done(self, result: int) -> None:
        self.box.stop()
        self.pair.clear()
        self._key = None
        super().done(result)


def _said(kind: str, renewed: int) -> str:
    if kind == COMPUTER:
        return tr("This computer opens the portfolio without asking from now on.")
    if kind == PASSWORD:
        text = tr("The new password holds from now on.")
    else:
        text = tr("The new recovery key holds from now on.")
    if not renewed:
        return text
    return text + " " + trn("{n} backup took it over.", "{n} backups took it over.", renewed)


def _change(path: Path, key: StoreKey, kind: str, secret: str, report: Callable[[int, int, str], None]) -> int:
    """Slow by intention, so it runs as a job."""
    report(0, 1, "")
    if kind == PASSWORD:
        return protection.set_password(path, key, secret)
    if kind == RECOVERY:
        return protection.set_recovery_key(path, key, secret)
    protection.remember_here(path, key, partial(report, 0, 1, ""))
    return 0
