# SPDX-License-Identifier: Apache-2.0
"""Carries committed changes from the plain bus into Qt, always onto the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from planner.kernel.changes import ChangeSet
from planner.services.bus import Bus


class ChangeBridge(QObject):
    """Re-emits every commit through a queued connection, whichever thread made it."""

    changed = Signal(object, object)
    _arrived = Signal(object, object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = bus.subscribe(self._on_commit)

    def detach(self) -> None:
        """Stop listening; called before the session closes."""
        self._unsubscribe()

    def _on_commit(self, changes: ChangeSet, source: object) -> None:
        self._arrived.emit(changes, source)
