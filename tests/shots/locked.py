# SPDX-License-Identifier: Apache-2.0
"""Scenes of an encrypted portfolio: covered while a step runs, locked, and a wrong password. The last of a series."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QScrollArea

from planner.safe.keys import LEAST, new_recovery_key
from planner.services import customers
from planner.services.portfolio import create
from planner.services.protection import Protection
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.screens.lock_box import LockBox
from ui.windows.locking import Locking

_PASSWORD = "four words and a river"
NAMES = ("locking", "locked", "locked-wrong", "settings-lock")


def scene() -> Scene:
    """All of them; the portfolio of the series is closed for it."""
    return Scene("locked", Place(page="accounts"), _locked, NAMES)


def _locked(stage: Stage) -> None:
    locking = stage.shell.locking
    path = Path(tempfile.mkdtemp()) / "Nordic accounts.waterline"
    protection = Protection(password=_PASSWORD, recovery=new_recovery_key(), cost=LEAST)
    session = create(path, me_name="A. Vidal", protection=protection)
    customers.add_account(session, "Meridian Foods")
    stage.shell.show_session(session)
    locking.watch()
    stage.go(Place(page="settings"))
    area, box = stage.screen.findChild(QScrollArea), stage.screen.findChild(LockBox)
    area.ensureWidgetVisible(box, 0, 80)
    stage.picture("settings-lock")
    _covered(stage, locking)
    page = locking.page
    assert page is not None
    stage.picture("locked")
    page.box.secret.setText("four words and a lake")
    page.box.unlock.click()
    stage.wait_for(page.box.field.fault)
    stage.picture("locked-wrong")
    page.box._tries.right(path)


def _covered(stage: Stage, locking: Locking) -> None:
    go = Event()
    jobs = stage.window.jobs
    jobs.run(partial(_wait, go), done=lambda _none: None, failed=stage.window.notices.fault, title="Importing")
    locking.lock()
    stage.rest("locking")
    go.set()
    stage.wait_for(lambda: locking.page)


def _wait(go: Event, _report: object) -> None:
    go.wait(60)
