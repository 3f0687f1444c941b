# SPDX-License-Identifier: Apache-2.0
"""Backups in Settings: whether they are made by themselves, and the second folder that gets a copy of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.services.session import Session
from ui.context import AppContext
from ui.text import short_moment
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from planner.kernel.errors import PlannerError
    from planner.services.off_disk import Standing


class BackupBox(QWidget):
    """A tick and a folder, with what they mean and how old the newest copy there is; both apply at once."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.tick = QCheckBox(tr("Automatic backups"), self)
        self.tick.setObjectName("chkAutomaticBackups")
        words = tr(
            "Made by themselves when something was changed: while you rest, at most every half hour, on closing and "
            "before an import. Those of today and yesterday are kept, then one a day for 14 days, one a week for 10 "
            "weeks and one a month for 12 months."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tick)
        column.addWidget(PlainLabel(words, self, role="caption", color="muted", wrap=True))
        column.addSpacing(8)
        column.addWidget(PlainLabel(tr("Copies on another disk"), self, role="caption", color="muted"))
        self.place = PlainLabel("", self, selectable=True, wrap=True)
        column.addWidget(self.place)
        self.note = PlainLabel("", self, color="muted", wrap=True)
        column.addWidget(self.note)
        column.addSpacing(4)
        column.addLayout(self._buttons())
        self.tick.toggled.connect(self._keep)
        self.reload()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = Button(tr("Choose folder…"), self, icon="folder-open")
        self.choose.setObjectName("btnSecondFolder")
        self.choose.clicked.connect(self._choose)
        self.without = Button(tr("Without a second folder"), self)
        self.without.setObjectName("btnNoSecondFolder")
        self.without.clicked.connect(partial(self._set_folder, ""))
        row.addWidget(self.choose)
        row.addWidget(self.without)
        row.addStretch(1)
        return row

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Show the choices as they are, and look how the second folder stands."""
        folder = self._app.settings.backup_folder
        self.tick.setChecked(self._app.settings.automatic_backups)
        if self.place.text() != folder:
            self.note.setText("")
        self.place.setText(folder or tr("No second folder is chosen: all backups lie on the disk of the portfolio."))
        self.without.setVisible(bool(folder))
        self.note.setVisible(bool(folder))
        if folder:
            work = partial(look, self._app.session, Path(folder))
            self._app.jobs.run(work, done=self._stands, failed=lambda _error: None)

    def _stands(self, found: Standing) -> None:
        self.note.setText(standing_words(found, encrypted=self._app.session.db.key is not None))

    @Slot(bool)
    def _keep(self, on: bool) -> None:
        if on != self._app.settings.automatic_backups:
            self._app.save_settings(replace(self._app.settings, automatic_backups=on))

    # -- the second folder

    def _choose(self) -> None:
        before = self._app.settings.backup_folder
        start = Path(before) if before else Path.home()
        folder = self._app.prompts.pick_folder(tr("Choose a folder for copies of backups"), start)
        if folder is None:
            return
        from planner.kernel.errors import PlannerError
        from planner.services import off_disk

        try:
            off_disk.choose(folder, self._app.session.path)
        except PlannerError as fault:
            self._app.notices.fault(fault)
            return
        self._set_folder(str(folder))
        self._app.jobs.run(
            partial(copy_now, self._app.session, folder),
            done=self._copied,
            failed=self._app.notices.fault,
            title=tr("Copying the backups"),
        )

    def _copied(self, fault: PlannerError | None) -> None:
        if fault is not None:
            self._app.notices.fault(fault)
        self._app.notices.no_banner("off-disk")
        self.reload()

    def _set_folder(self, folder: str, *_checked: bool) -> None:
        self._app.save_settings(replace(self._app.settings, backup_folder=folder))
        self.reload()


def standing_words(found: Standing, *, encrypted: bool) -> str:
    """How the second folder stands, in words: the newest copy, where it is, and what to beware of."""
    from planner.services import off_disk

    parts: list[str] = []
    if found.newest is not None:
        parts.append(tr("Newest copy off this disk: {when}.", when=short_moment(found.newest)))
    elif found.kind != off_disk.SAME_DISK and found.reachable:
        parts.append(tr("There is no copy in it yet."))
    if not found.reachable:
        parts.append(tr("The folder is not there now; what it lacks is copied when it is back."))
    if warning := off_disk.warning(found.kind, encrypted=encrypted):
        parts.append(warning)
    if encrypted and found.reachable:
        parts.append(tr("Each copy carries its key file; it opens with the password or the recovery key only."))
    return " ".join(parts)


def look(session: Session, folder: Path, report: Callable[[int, int, str], None]) -> Standing:
    """How the second folder stands; runs as a job, for a network may be slow."""
    from planner.services import off_disk

    report(0, 1, "")
    return off_disk.standing(session, folder)


def copy_now(session: Session, folder: Path, report: Callable[[int, int, str], None]) -> PlannerError | None:
    """A backup where something was changed, and copies of what the folder lacks; runs as a job."""
    from ui.jobs.auto_backup import make_backup

    return make_backup(session, folder, report).fault
