# SPDX-License-Identifier: Apache-2.0
"""Encrypting a portfolio that is not: password, recovery key, and what becomes of what anybody can read now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.safe.keys import StoreKey
from planner.services.protection import Protection
from ui.dialogs.base import HouseDialog, plain_page
from ui.dialogs.protect_pages import ProtectPages
from ui.dialogs.unlock_box import UnlockBox
from ui.ports import Prompts, Runner
from ui.widgets.safe import PlainLabel

_NAMED = 4  # backups told by name; the rest is counted


class SealDialog(HouseDialog):
    """Accepted, ``protection`` and the two ticks say what is wanted; the dialog itself changes nothing."""

    def __init__(self, path: Path, copies: list[Path], prompts: Prompts, parent: QWidget | None = None) -> None:
        super().__init__(tr("Encrypt this portfolio"), parent, width=520)
        self.setObjectName("dlgSeal")
        self.pages = QStackedWidget(self)
        self.protect = ProtectPages(path, prompts, self, choice=False)
        self.pages.addWidget(self.protect)
        self.pages.addWidget(self._page_rest(path, copies))
        self.column.addWidget(self.pages, 1)
        self.back = self.add_button(tr("Back"), name="btnSealBack")
        self.back.clicked.connect(self._back)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.go = self.add_button(tr("Continue"), primary=True, name="btnSealGo")
        self.go.clicked.connect(self._go)
        self.protect.moved.connect(self._fit)
        self.protect.finished.connect(self._to_rest)
        self._fit()
        self.protect.begin()

    @property
    def protection(self) -> Protection | None:
        """Password and recovery key."""
        return self.protect.protection

    def _page_rest(self, path: Path, copies: list[Path]) -> QWidget:
        page, column = plain_page(self)
        words = tr(
            "The encrypted portfolio is built beside {name} and compared with it before it takes its place. Then the "
            "old file is still there, and anybody can read it.",
            name=path.name,
        )
        column.addWidget(PlainLabel(words, page, wrap=True))
        self.wipe_left = QCheckBox(tr("Overwrite and delete the unencrypted file"), page)
        self.wipe_left.setObjectName("chkWipeLeft")
        self.wipe_left.setChecked(True)
        column.addWidget(self.wipe_left)
        self.wipe_copies = QCheckBox(
            trn(
                "Overwrite and delete {n} backup that is not encrypted",
                "Overwrite and delete {n} backups that are not encrypted",
                len(copies),
            ),
            page,
        )
        self.wipe_copies.setObjectName("chkWipeCopies")
        self.wipe_copies.setChecked(bool(copies))
        self.wipe_copies.setVisible(bool(copies))
        column.addWidget(self.wipe_copies)
        if copies:
            names = PlainLabel(copy_names(copies), page, role="caption", color="muted", wrap=True)
            names.setContentsMargins(26, 0, 0, 0)
            column.addWidget(names)
            told = tr("An encrypted backup is made first.")
            column.addWidget(PlainLabel(told, page, role="caption", color="muted", wrap=True))
        column.addWidget(PlainLabel(limits_text(), page, color="muted", wrap=True))
        column.addStretch(1)
        return page

    def _back(self) -> None:
        if self.pages.currentIndex() == 1:
            self.pages.setCurrentIndex(0)
            self._fit()
            self.protect.begin()
        else:
            self.protect.back()

    def _go(self) -> None:
        if self.pages.currentIndex() == 1:
            self.accept()
        else:
            self.protect.go()

    def _to_rest(self) -> None:
        self.pages.setCurrentIndex(1)
        self._fit()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        last = self.pages.currentIndex() == 1
        self.back.setVisible(last or self.protect.step > 0)
        self.go.setText(tr("Encrypt") if last else tr("Continue"))


class UnsealDialog(HouseDialog):
    """Asks for what opens the portfolio before its encryption is taken off; ``key`` is what it opened."""

    def __init__(self, path: Path, jobs: Runner, parent: QWidget | None = None) -> None:
        lead = tr("Take the encryption off {name}?", name=path.stem)
        super().__init__(tr("Take the encryption off"), parent, width=480, lead=lead)
        self.setObjectName("dlgUnseal")
        self.key: StoreKey | None = None
        self.add_text(
            tr(
                "Whoever has the file or this computer can then read all of it. Backups made until now stay encrypted "
                "and open with their passwords."
            )
        )
        self.box = UnlockBox(path, jobs, self)
        self.box.unlock_words(tr("Take it off"))
        self.box.opened.connect(self._opened)
        self.column.addWidget(self.box)
        self.column.addStretch(1)
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.buttons.addWidget(self.box.unlock)
        self.box.secret.setFocus()

    def _opened(self, key: StoreKey) -> None:
        self.key = key
        self.accept()

    @override
    def done(self, result: int) -> None:
        self.box.stop()
        super().done(result)


def copy_names(copies: list[Path]) -> str:
    """The names of some copies, and how many more there are."""
    names = [copy.name for copy in copies[:_NAMED]]
    more = len(copies) - len(names)
    if more:
        names.append(trn("and {n} more", "and {n} more", more))
    return "\n".join(names)


def limits_text() -> str:
    """What overwriting can't promise."""
    return tr(
        "A modern disk may keep traces of what was overwritten; an encrypted disk is what helps against that. Copies "
        "in other places stay as they are."
    )


def readable(path: Path, report: Callable[[int, int, str], None]) -> list[Path]:
    """The backups that anybody can read, also on a disk that takes its time; runs as a job."""
    from planner.services.sealing import readable_copies

    report(0, 1, "")
    return readable_copies(path)
