# SPDX-License-Identifier: Apache-2.0
"""What tests of the show share: one that runs, and the keys pressed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.services import customers
from planner.services.session import Session
from tests.builders import a_risk
from tests.fakes import FakeApp, an_app
from tests.stores import put
from ui.screens.show import setting as settings
from ui.screens.show.setting import Setting
from ui.screens.show.show import Show

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """Now."""
        return self.seconds


class Stage:
    """An account with a risk that was treated, our own window, and shows of it."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.app, self._qtbot = session, an_app(session), qtbot
        self.account = customers.add_account(session, "Meridian Foods", grade="A")
        values = {
            "likelihood": 4,
            "impact": 4,
            "residual_likelihood": 2,
            "residual_impact": 4,
            "treated_on": session.today(),
            "state": "treated",
        }
        self.risk = a_risk(account_id=self.account.id, code="R-12", statement="Rectifier overload", **values)
        put(session, self.risk)
        self.ours = QWidget()
        qtbot.addWidget(self.ours)
        self.ours.resize(800, 500)
        self.ours.show()
        self.clock = Clock()
        self.shows: list[Show] = []

    def setting(self, **changes: object) -> Setting:
        """What the set-up sheet begins with, changed."""
        from dataclasses import replace

        return replace(settings.first(self.session, self.account.id, self.ours), **changes)  # type: ignore[arg-type]

    def show(self, *, kind: str = "", rehearsal: bool = False, **changes: object) -> Show:
        """A show that runs."""
        made = Show(
            self.app,
            (self.account.id, self.account.name),
            self.setting(**changes),
            kind=kind,
            rehearsal=rehearsal,
            now=self.clock,
        )
        self.shows.append(made)
        made.windows._settle.setInterval(0)
        made.start(self.ours)
        self._qtbot.waitUntil(lambda: made.windows.settled)
        return made


@contextmanager
def a_stage(session: Session, qtbot: QtBot) -> Iterator[Stage]:
    """A stage whose shows are over afterwards."""
    made = Stage(session, qtbot)
    yield made
    for show in made.shows:
        show.finish()
        if show.afterwards is not None:
            show.come_back()


def press(window: QWidget | None, *keys: Qt.Key) -> None:
    """Press keys in a window of the show."""
    assert window is not None
    for key in keys:
        QTest.keyClick(window, key)


Kinds = Callable[[Show], list[str]]
App = FakeApp
