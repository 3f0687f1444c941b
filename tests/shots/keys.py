# SPDX-License-Identifier: Apache-2.0
"""Scenes about passwords and keys: unlocking, protecting, changing what opens a portfolio, Settings of both kinds."""

from __future__ import annotations

import tempfile
from pathlib import Path

from planner.safe.keys import LEAST, PASSWORD, RECOVERY
from planner.safe.tries import Tries
from planner.services import sealing
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio
from planner.services.protection import Protection, unlock
from tests.shots.stage import Scene, Stage
from ui.actions.commands import run_command
from ui.context import Place
from ui.dialogs.change_secret import ChangeSecret
from ui.dialogs.protect import ProtectDialog
from ui.dialogs.seal import SealDialog, UnsealDialog
from ui.dialogs.unlock import UnlockDialog
from ui.widgets.secret_clip import clear_secrets

SECRET = "four words and a river"
_NAMES = (
    "unlock",
    "unlock-wrong",
    "unlock-recovery",
    "protect",
    "change-password",
    "change-password-new",
    "new-recovery",
    "recovery-copied",
    "seal-rest",
    "unseal",
)


def scenes() -> list[Scene]:
    """Every dialog about secrets."""
    return [Scene("keys-dialogs", Place(page="accounts"), _dialogs, tuple(f"keys-{name}" for name in _NAMES))]


def settings() -> Scene:
    """Settings of an encrypted portfolio with a backup from before; it is open afterwards."""
    return Scene("keys-settings", Place(page="settings"), _settings, ("keys-settings-plain", "keys-settings-sealed"))


def _made(folder: Path) -> Path:
    path = folder / "Key accounts.waterline"
    session = create(path, me_name="A. Vidal")
    back_up(session.db, folder / f"{path.name}.backups")
    session.close()
    changed = sealing.seal(path, Protection(password=SECRET, cost=LEAST))
    sealing.wipe_left(changed.left)
    return path


def _dialogs(stage: Stage) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = _made(Path(folder))
        _unlock(stage, path)
        protect = ProtectDialog(path, stage.app.prompts, stage.window)
        protect.open()
        protect.pages.pair.password.setText("Summer in Leeds")
        stage.picture("keys-protect")
        protect.reject()
        for kind, name in ((PASSWORD, "change-password"), (RECOVERY, "new-recovery")):
            change = ChangeSecret(path, kind, stage.app.jobs, stage.app.prompts, stage.window)
            change.open()
            if kind == PASSWORD:
                stage.picture(f"keys-{name}")
            change._opened(unlock(path, SECRET))
            stage.picture(f"keys-{name}-new" if kind == PASSWORD else f"keys-{name}")
            if kind == RECOVERY:
                change.sheet._copy()
                stage.picture("keys-recovery-copied")
                clear_secrets()
            change.reject()
        seal = SealDialog(path, sealing.readable_copies(path), stage.app.prompts, stage.window)
        seal.open()
        seal._to_rest()
        stage.picture("keys-seal-rest")
        seal.reject()
        unseal = UnsealDialog(path, stage.app.jobs, stage.window)
        unseal.open()
        stage.picture("keys-unseal")
        unseal.reject()


def _unlock(stage: Stage, path: Path) -> None:
    dialog = UnlockDialog(path, stage.app.jobs, stage.window, tries=Tries())
    dialog.open()
    stage.picture("keys-unlock")
    dialog.box.secret.setText("four words and a lake")
    dialog.box.unlock.click()
    stage.wait_for(dialog.box.field.fault)
    stage.picture("keys-unlock-wrong")
    dialog.box.other.click()
    stage.picture("keys-unlock-recovery")
    dialog.reject()


def _settings(stage: Stage) -> None:
    run_command(stage.app, "protection.show")
    stage.picture("keys-settings-plain")
    before = stage.app.session.path
    with tempfile.TemporaryDirectory() as folder:
        path = _made(Path(folder))
        stage.shell.show_session(open_portfolio(path, key=unlock(path, SECRET)), Place(page="settings"))
        stage.settle()
        run_command(stage.app, "protection.show")
        stage.picture("keys-settings-sealed")
        stage.shell.open(before)
        stage.settle()
