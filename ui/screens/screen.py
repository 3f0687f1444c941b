# SPDX-License-Identifier: Apache-2.0
"""Base of every screen: refreshes once when something it shows has changed and it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from planner.kernel.override import override
from ui.context import AppContext, Place
from ui.later import Later, unless_broken

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet


class Screen(QWidget):
    """Subclasses name the tables they show in ``depends_on`` and rebuild in ``refresh``.

    A hundred commits cost one refresh; a hidden screen costs none until it is shown. Changes whose
    source is the screen itself (or a part it named as source) are skipped.
    """

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.refreshes = 0
        self._stale = True
        self._later = Later(self, self._refresh_if_seen, 0, app.session)
        app.bridge.changed.connect(self._told)

    def refresh(self) -> None:
        """Ask the services for the view anew and show it."""

    def show_place(self, place: Place) -> None:
        """Select what the place names; called after the screen became visible."""

    def search(self) -> None:
        """Put the focus into the screen's filter (Ctrl+F)."""

    def actions_context(self) -> dict[str, object]:
        """What the actions need to know: selected ids by kind, e.g. {"accounts": (id, …)}."""
        return {}

    def moment(self) -> dict[str, Any]:
        """What it shows beyond its place, its lists and its filters, as JSON values; for `recall` after unlocking."""
        return {}

    def recall(self, moment: dict[str, Any]) -> None:
        """Show what `moment` told before."""

    def mark_stale(self) -> None:
        """Refresh soon, or when the screen is next shown."""
        self._stale = True
        self._later.start()

    def on_furnished(self) -> None:
        """The parts round the page and all commands are there now; at a start that is after the first page."""

    @Slot(object, object)
    def _told(self, changes: ChangeSet, source: object) -> None:
        """Connected instead of `on_changed`: PySide keeps a slot that is overridden after its screen is gone."""
        self.on_changed(changes, source)

    def on_changed(self, changes: ChangeSet, source: object) -> None:
        """Note a commit."""
        if source is not self and changes.tables & self.depends_on:
            self.mark_stale()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refreshes += 1
            self._stale = not unless_broken(self.app.session, self.refresh)
