# SPDX-License-Identifier: Apache-2.0
"""What was to be done a moment later, and what was under way, when the portfolio was closed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from planner.services import customers
from planner.services.session import Session
from ui.bridge import ChangeBridge
from ui.later import Later


def test_that_many_wishes_cost_one_piece_of_work(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    later = Later(owner, lambda: done.append(1), 5)
    for _ in range(10):
        later.start()
    with qtbot.waitSignal(later.timeout):
        pass
    assert done == [1]
    assert not later.isActive()


def test_that_work_on_a_portfolio_is_dropped_once_it_is_closed(session: Session, qtbot: QtBot) -> None:
    owner, done = QObject(), []
    reads = Later(owner, lambda: done.append("reads"), 0, session)
    other = Later(owner, lambda: done.append("other"), 0)
    with qtbot.waitSignals([reads.timeout, other.timeout]):
        reads.start()
        other.start()
        session.close()
    assert done == ["other"]


def test_that_a_notice_under_way_is_dropped_once_the_portfolio_is_closed(session: Session, qtbot: QtBot) -> None:
    bridge = ChangeBridge(session.bus)
    told: list[object] = []
    bridge.changed.connect(lambda changes, _source: told.append(changes.tables))
    with qtbot.waitSignal(bridge.changed):
        customers.add_account(session, "Acme")
    customers.add_account(session, "Bolt")
    session.close()
    later = Later(bridge, lambda: told.append("end"))
    with qtbot.waitSignal(later.timeout):
        later.start()
    assert len(told) == 2
    assert told[-1] == "end"
