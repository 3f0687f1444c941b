# SPDX-License-Identifier: Apache-2.0
"""Scenes of the backups: none yet, a life of them, a damaged one, the second folder in Settings, the last of a day."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.services import crud, customers, off_disk
from planner.services.backup import back_up
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.dialogs.backups import BackupsDialog
from ui.jobs.auto_backup import AutoBackup
from ui.models.selection import select_key
from ui.screens.backup_box import BackupBox
from ui.windows.last_backup import _Finishing

_LIFE = (("by-hand", 24 * 41), ("auto", 24 * 6), ("before-import", 49), ("auto", 27), ("auto", 26), ("on-quit", 18))


def scenes() -> list[Scene]:
    """Every picture of backups."""
    return [
        Scene("backups-empty", Place(page="accounts"), lambda stage: stage.modal("backups-empty", "file.backups"),
              ("backups-empty",)),
        Scene("backups", Place(page="accounts"), _life,
              ("backups", "backups-delete", "backups-damaged", "backups-reminder")),
        Scene("backups-settings", Place(page="settings"), _settings, ("backups-settings",)),
        Scene("backups-last", Place(page="accounts"), _last, ("backups-last",)),
    ]  # fmt: skip


def _life(stage: Stage) -> None:
    session, now = stage.app.session, stage.app.session.clock.now()
    folder = paths.backups_folder(session.path)
    accounts = crud.every(session, ACCOUNT)
    for number, (reason, hours) in enumerate(_LIFE):
        back_up(session.db, folder, reason=reason, at=now - timedelta(hours=hours))
        account = accounts[number] if number < len(accounts) else customers.add_account(session, f"Account {number}")
        crud.set_field(session, ACCOUNT, account.id, "city", f"Leeds {number}")
        crud.add(session, CONTACT, account_id=account.id, name=f"Contact {number}")
    back_up(session.db, folder, reason="auto", at=now - timedelta(minutes=12))
    crud.set_field(session, ACCOUNT, crud.every(session, ACCOUNT)[0].id, "notes", "Called about the spare module.")
    damaged = sorted(folder.glob("* auto.waterline"))[1]
    QTimer.singleShot(0, lambda: _pictures(stage, damaged))
    stage.window.trigger("file.backups")
    auto = stage.shell.findChild(AutoBackup)
    assert auto is not None
    auto._remind()
    stage.picture("backups-reminder")
    stage.app.notices.no_banner("off-disk")
    shutil.rmtree(folder)


def _pictures(stage: Stage, damaged: Path) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BackupsDialog)
    try:
        select_key(dialog.table, str(dialog.found[3].path))
        stage.wait_for(dialog.changes.text)
        stage.picture("backups")
        QTimer.singleShot(0, lambda: _question(stage, dialog))
        dialog.delete.click()
        stage.settle()
        content = bytearray(damaged.read_bytes())
        content[9000] ^= 255
        damaged.write_bytes(content)
        dialog.check_all.click()
        stage.wait_for(dialog.check_all.isEnabled)
        stage.picture("backups-damaged")
    finally:
        dialog.reject()


def _question(stage: Stage, below: BackupsDialog) -> None:
    """Picture the question as soon as it is asked, and leave it."""
    if QApplication.activeModalWidget() is below:
        QTimer.singleShot(50, lambda: _question(stage, below))
    else:
        stage._modal("backups-delete")


def _settings(stage: Stage) -> None:
    before = stage.app.settings
    folder = Path(stage.app.session.path.parent, "Backup stick")
    folder.mkdir(exist_ok=True)
    off_disk.choose(folder, stage.app.session.path)
    stage.app.save_settings(replace(before, backup_folder=str(folder)))
    box = stage.screen.findChild(BackupBox)
    box.hide()
    box.show()
    stage.settle()
    area = stage.screen.findChild(type(stage.screen)) or stage.screen
    for scroll in area.findChildren(object):
        if hasattr(scroll, "ensureWidgetVisible"):
            scroll.ensureWidgetVisible(box)
    stage.picture("backups-settings")
    stage.app.save_settings(before)


def _last(stage: Stage) -> None:
    dialog = _Finishing()
    dialog.show()
    stage.picture("backups-last")
    dialog.hide()
    dialog.deleteLater()
