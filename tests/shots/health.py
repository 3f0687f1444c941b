# SPDX-License-Identifier: Apache-2.0
"""Scenes of the check, sound and with faults, and of the page for a portfolio that does not open."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.entities.relations.contact import CONTACT
from planner.kernel import paths
from planner.kernel.clock import FixedClock
from planner.safe.keys import LEAST
from planner.services import crud, customers, doctor_repair
from planner.services.backup import back_up
from planner.services.portfolio import create
from planner.services.protection import Protection
from planner.store import mending
from tests.broken import raw
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.dialogs.doctor import DoctorDialog
from ui.windows.recovery import RecoveryPage

_PASSWORD = "four plain words here"
_CHECKS = ("doctor-sound", "doctor-faults", "doctor-repaired")
_STATES = ("recovery-backup", "recovery-none", "recovery-locked", "recovery-key", "recovery-older", "recovery-fault")


def scenes() -> list[Scene]:
    """The check on the sample, and every state of the page for a damaged file."""
    return [
        Scene("doctor", Place(page="accounts"), _doctor, _CHECKS),
        Scene("recovery", Place(page="accounts"), _recovery, _STATES),
        Scene("seen", Place(page="accounts"), _waiting, ("account-repaired", "person-repaired")),
    ]


def _doctor(stage: Stage) -> None:
    session = stage.app.session
    _pictured(stage, "doctor-sound")
    missing = "01ZZZZZZZZZZZZZZZZZZZZZZZZ"
    raw(
        session,
        "UPDATE account SET stability = 9 WHERE name = 'Meridian Foods'",
        f"UPDATE account SET owner_id = '{missing}' WHERE name = 'Estancia San Telmo'",
        "UPDATE account SET website = 'nowhere' WHERE name = 'Meridian Foods'",
        "UPDATE risk SET due = '2020-01-01' WHERE id = (SELECT min(id) FROM risk)",
        "DELETE FROM search_doc WHERE entity = 'contact'",
    )
    _pictured(stage, "doctor-faults")
    dialog = DoctorDialog(stage.app, stage.window)
    dialog.open()
    stage.wait_for(lambda: dialog.checks)
    dialog._repaired(doctor_repair.repair(session))
    stage.picture("doctor-repaired")
    dialog.reject()
    dialog.deleteLater()
    session.undo()
    doctor_repair.acknowledge(session)


def _waiting(stage: Stage) -> None:
    """A repaired account and a repaired person that nobody has looked at yet."""
    session = stage.app.session
    person = crud.every(session, CONTACT)[0]
    kinds = (("account", person.account_id, "values"), ("contact", person.id, "references"))
    marks = [
        {"entity": kind, "key": key, "check": check, "step": 1, "at": "2026-11-21T09:00:00Z"}
        for kind, key, check in kinds
    ]
    with session.db.transaction() as conn:
        mending.keep_marks(conn, list(marks))
    for section, record, name in (("overview", None, "account-repaired"), ("people", person.id, "person-repaired")):
        stage.window.go(Place(page="account", account_id=person.account_id, section=section, record=record))
        stage.settle()
        stage.picture(name)
    doctor_repair.acknowledge(session)


def _pictured(stage: Stage, name: str) -> None:
    dialog = DoctorDialog(stage.app, stage.window)
    dialog.open()
    stage.wait_for(lambda: dialog.checks)
    stage.picture(name)
    dialog.reject()
    dialog.deleteLater()


def _recovery(stage: Stage) -> None:
    sample = stage.app.session.path
    with tempfile.TemporaryDirectory(prefix="shots") as folder:
        home = Path(folder, "Waterline")
        home.mkdir()
        stage.shell.close_portfolio()
        _state(stage, _made(home, "Portfolio", backups=2), "damaged", "recovery-backup")
        page = stage.window.stack.pages.currentWidget()
        assert isinstance(page, RecoveryPage)
        page._failed(FileNotFoundError())
        stage.picture("recovery-fault")
        _state(stage, _made(home, "New", backups=0), "truncated", "recovery-none")
        _state(stage, _made(home, "Sealed", backups=1, sealed=True), "truncated", "recovery-locked")
        _state(stage, _made(home, "Keyless", backups=0, sealed=True), "key-file", "recovery-key")
        _state(stage, _made(home, "Older", backups=2), "older-copy", "recovery-older")
        stage.shell.open(sample)
        stage.settle()


def _state(stage: Stage, path: Path, code: str, name: str) -> None:
    stage.shell.damaged(path, code)
    stage.picture(name)


def _made(home: Path, name: str, *, backups: int, sealed: bool = False) -> Path:
    path = home / f"{name}.waterline"
    clock = FixedClock(datetime.now(UTC) - timedelta(hours=30))
    protection = Protection(password=_PASSWORD, cost=LEAST) if sealed else None
    with closing(create(path, me_name="A. Vidal", clock=clock, protection=protection)) as session:
        for number in range(3):
            customers.add_account(session, f"Account {number}")
            if number < backups:
                back_up(session.db, paths.backups_folder(path), at=clock.now())
                clock.advance(timedelta(hours=20))
    return path
