# SPDX-License-Identifier: Apache-2.0
"""Scenes of people's data and of what stands round a page: the review filled, what an erasure says, bars, menus."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from planner.services import retention
from planner.services.erased_backups import Held
from planner.services.erasure import Erasure
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.dialogs import person_privacy
from ui.ports import BarKind

ACCOUNTS = Place(page="accounts")
GROUPS = ("language", "me", "planning", "data", "protection", "privacy", "about")
_MENUS = ("file", "edit", "view", "help")
_BARS: tuple[tuple[str, BarKind, str, str], ...] = (
    ("not-encrypted", "watch", "This portfolio is not encrypted: whoever has the file can read it.", "Encrypt it…"),
    ("doctor-faults", "act", "The check found 3 faults in this portfolio. Nothing was changed.", "Show…"),
    ("off-disk", "info", "All backups lie on the same disk as the portfolio.", "Choose a folder…"),
    ("unsaved", "watch", "6 texts that you typed were not saved. They are kept and wait at their fields.", "Show…"),
)


def scenes() -> list[Scene]:
    """People's data, the groups of Settings, all bars at once and the menus."""
    erased = ("erase-left", "erase-backups")
    return [
        Scene("people-review-filled", ACCOUNTS, _review, ("people-review-filled",)),
        Scene("erase-result", ACCOUNTS, _erased, erased),
        *(Scene(f"settings-{key}", Place(page="settings", section=key)) for key in GROUPS),
        Scene("banners", ACCOUNTS, _banners, ("banners", "banners-all")),
        Scene("menus", ACCOUNTS, _menus, tuple(f"menu-{name}" for name in _MENUS)),
    ]


def _review(stage: Stage) -> None:
    session = stage.app.session
    before = retention.months(session)
    retention.set_months(session, 1)
    stage.modal("people-review-filled", "file.people_review")
    retention.set_months(session, before)


def _look(stage: Stage, name: str) -> None:
    try:
        stage.picture(name)
    finally:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()


def _erased(stage: Stage) -> None:
    left = ("Meridian Foods, notes: E. Ruiz", "Attachment “Minutes of 13 Nov.pdf”, 2 places")
    QTimer.singleShot(400, partial(_look, stage, "erase-left"))
    person_privacy._was_erased(stage.app, Erasure(gone={"contact": 1}, changed={"action": 1}, files=0, left=left))
    QTimer.singleShot(400, partial(_look, stage, "erase-backups"))
    person_privacy._ask_backups(
        stage.app, [Held(path=Path(f"{n}.waterline"), people=1) for n in range(3)], say_none=True
    )


def _banners(stage: Stage) -> None:
    for key, kind, text, word in _BARS:
        stage.app.notices.banner(key, text, kind=kind, actions=((word, stage.settle), ("Not now", stage.settle)))
    stage.picture("banners")
    stage.window.banners._show_all()
    stage.picture("banners-all")
    stage.window.banners.clear()


def _menus(stage: Stage) -> None:
    bar = stage.window.menuBar()
    for action, name in zip(bar.actions(), ("file", "edit", "view", "go", "account", "chart", "help"), strict=False):
        menu = action.menu()
        if name not in _MENUS or not isinstance(menu, QMenu):
            continue
        menu.popup(bar.mapToGlobal(QPoint(bar.actionGeometry(action).left(), bar.height())))
        stage.picture(f"menu-{name}")
        menu.hide()
