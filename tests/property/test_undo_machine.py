# SPDX-License-Identifier: Apache-2.0
"""Any mixture of edits, undo, redo and restarts keeps model and store equal."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT, Account
from planner.kernel.clock import FixedClock
from planner.kernel.text import Message
from planner.services import portfolio
from planner.services.session import Session
from planner.store.table import Reader, Table
from tests.builders import an_id

CLOCK = FixedClock(datetime(2026, 11, 21, tzinfo=UTC))
NAMES = st.sampled_from(["Meridian", "Nordlys", "川住", "Río Claro"])


@cache
def _empty() -> bytes:
    """A portfolio with nothing in it: making one takes longer than all that is done with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.waterline")
        portfolio.create(path, clock=CLOCK, device="machine1").close()
        return path.read_bytes()


class UndoMachine(RuleBasedStateMachine):
    """A dict of accounts with a list of states beside the real store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.waterline"
        self.path.write_bytes(_empty())
        self.session = self._opened()
        self.states: list[dict[str, Account]] = [{}]
        self.at = 0

    @property
    def now(self) -> dict[str, Account]:
        return self.states[self.at]

    def _step(self, after: dict[str, Account]) -> None:
        del self.states[self.at + 1 :]
        self.states.append(after)
        self.at += 1

    @rule(name=NAMES)
    def add(self, name: str) -> None:
        made = Account(id=an_id(), name=name)
        self.session.write(Message("Add"), lambda unit: Table(ACCOUNT, unit).add(made))
        self._step({**self.now, made.id: made})

    @precondition(lambda self: self.now)
    @rule(name=NAMES, data=st.data(), heads=st.none() | st.integers(0, 9))
    def edit(self, name: str, data: st.DataObject, heads: int | None) -> None:
        key = data.draw(st.sampled_from(sorted(self.now)))
        after = replace(self.now[key], name=name, employees=heads)
        if self.session.write(Message("Edit"), lambda unit: Table(ACCOUNT, unit).put(after)):
            self._step({**self.now, key: after})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def trash(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.now)))
        self.session.write(Message("Trash"), lambda unit: Table(ACCOUNT, unit).trash(key))
        self._step({k: v for k, v in self.now.items() if k != key})

    @rule()
    def undo(self) -> None:
        assert (self.session.undo() is not None) == (self.at > 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        assert (self.session.redo() is not None) == (self.at < len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def restart(self) -> None:
        self.session.close()
        self.session = self._opened()

    def _opened(self) -> Session:
        return portfolio.open_portfolio(self.path, clock=CLOCK, device="machine1")

    @invariant()
    def store_equals_model(self) -> None:
        stored = self.session.read(lambda conn: Reader(ACCOUNT, conn).where())
        assert {a.id: a for a in stored} == self.now

    @override
    def teardown(self) -> None:
        self.session.close()
        self.folder.cleanup()


TestUndoMachine = pytest.mark.slow(UndoMachine.TestCase)
TestUndoMachine.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
