# SPDX-License-Identifier: Apache-2.0
"""Carries committed changes from the plain bus into Qt, always onto the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.services.bus import Bus

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet


class ChangeBridge(QObject):
    """Re-emits every commit through a queued connection, whichever thread made it, while the portfolio is open."""

    changed = Signal(object, object)
    _arrived = Signal(object, object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = bus.subscribe(self._on_commit)

    def detach(self) -> None:
        """Stop listening; called before the session closes."""
        self._unsubscribe()

    def _on_commit(self, changes: ChangeSet, source: object) -> None:
        self._arrived.emit(changes, source)

    @Slot(object, object)
    def _deliver(self, changes: ChangeSet, source: object) -> None:
        if not self._bus.closed:  # what was under way when the portfolio was closed is dropped
            self.changed.emit(changes, source)
