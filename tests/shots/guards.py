# SPDX-License-Identifier: Apache-2.0
"""Scenes of what is said about a portfolio's safety: for reading only, open elsewhere, its place, its disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from planner.safe.claims import Claim
from planner.safe.places import NETWORK, Trouble
from planner.services import guarding, places, reading
from planner.services.owning import AlreadyOpenError, ClaimedError, claimed_text
from planner.store import faults
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.dialogs.place_question import settled_place
from ui.windows.guards import Guards
from ui.windows.ways_in import WaysIn

ACCOUNTS = Place(page="accounts")
READINGS = (
    reading.CHOSEN,
    reading.OPEN_ELSEWHERE,
    reading.NOT_WRITABLE,
    reading.TAKEN_OVER,
    reading.DISK_FAULT,
    reading.DAMAGED,
)


def scenes(account_id: str) -> list[Scene]:
    """All of them; they change what is shown for good, so they come last of a series."""
    profile = Place(page="account", account_id=account_id, section="profile")
    return [
        Scene("guards-place", ACCOUNTS, _place, ("guards-place-bar", "guards-place-synced", "guards-place-network")),
        Scene("guards-open", ACCOUNTS, _open, ("guards-open", "guards-claimed")),
        Scene("guards-disk", ACCOUNTS, _disk, ("guards-mended", "guards-full")),
        Scene("guards-reading", ACCOUNTS, _reading, tuple(f"guards-reading-{name}" for name in READINGS)),
        Scene("guards-fields", profile, _fields, ("guards-fields",)),
    ]


def _guards(stage: Stage) -> Guards:
    return stage.shell._guard()


def _asked(stage: Stage, name: str, ask: Callable[[], object]) -> None:
    """Picture the question that is asked, and leave it."""

    def look() -> None:
        try:
            stage.picture(name)
        finally:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                dialog.reject()

    QTimer.singleShot(400, look)
    ask()
    stage.window.notices.hush()


def _place(stage: Stage) -> None:
    told: Any = places.to_tell
    setattr(places, "to_tell", lambda _session: "Dropbox")  # noqa: B010 - for this picture
    try:
        _guards(stage)._tell_place()
        stage.settle()
        stage.picture("guards-place-bar")
    finally:
        setattr(places, "to_tell", told)  # noqa: B010
    stage.window.banners.clear()
    prompts = stage.shell.prompts
    _asked(stage, "guards-place-synced", partial(settled_place, prompts, Path("/home/avidal/Dropbox/mine.waterline")))
    network = places._told(Trouble(NETWORK, "cifs"))
    path = stage.app.session.path
    _asked(stage, "guards-place-network", lambda: WaysIn(stage.shell).instead(path, None, network.error()))


def _open(stage: Stage) -> None:
    session = stage.app.session
    now = session.clock.now()
    claim = Claim("there", "DESK-7", 4711, now, now, "")
    text = claimed_text(claim, session.today())
    ways = WaysIn(stage.shell)
    other = (
        "This portfolio is already open on this computer since 09:12 (process 4711). Close it there, or go on there."
    )
    _asked(stage, "guards-open", lambda: ways.instead(session.path, None, AlreadyOpenError(other, "already-open")))
    _asked(stage, "guards-claimed", lambda: ways.instead(session.path, None, ClaimedError(text, claim)))


def _disk(stage: Stage) -> None:
    _guards(stage)._act(guarding.MENDED)
    stage.settle()
    stage.picture("guards-mended")
    stage.window.banners.clear()
    missing: Any = faults.missing_room
    setattr(faults, "missing_room", lambda _path: 1)  # noqa: B010 - for this picture
    try:
        _guards(stage).disk.look()
        stage.settle()
    finally:
        setattr(faults, "missing_room", missing)  # noqa: B010
    stage.window.notices.fault(faults._full(stage.app.session.path, saving=True))
    stage.settle()
    stage.picture("guards-full")
    stage.window.notices.hush()
    stage.window.banners.clear()


def _reading(stage: Stage) -> None:
    stage.shell.open(stage.app.session.path, read_only=True)
    for name in READINGS:
        stage.app.session.reading = name
        _guards(stage)._tell_reading()
        stage.settle()
        stage.picture(f"guards-reading-{name}")


def _fields(stage: Stage) -> None:
    stage.picture("guards-fields")
