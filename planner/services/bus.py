# SPDX-License-Identifier: Apache-2.0
"""Tells listeners what was committed, and by whom it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet

Listener: TypeAlias = "Callable[[ChangeSet, object], None]"


class Bus:
    """Plain synchronous notices after commit; the ui forwards them through a queued signal."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self.closed = False

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener(changes, source)`` after each commit; the result unsubscribes."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Tell no one any more: what they would read is closed."""
        self.closed = True

    def publish(self, changes: ChangeSet, source: object) -> None:
        """Tell everyone."""
        for listener in tuple(self._listeners):
            listener(changes, source)
