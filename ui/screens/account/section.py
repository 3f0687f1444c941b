# SPDX-License-Identifier: Apache-2.0
"""What every section of the account page is: shows a World, selects a record, and may offer a details pane."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.views.tables import TableView
from ui.context import AppContext, Place
from ui.screens.account.world import World
from ui.widgets.panes import Panel


class Section(Panel):
    """``details`` is the pane beside it (None for none); `details_changed` says that it came or went."""

    selection_changed = Signal()
    details_changed = Signal()
    entity = ""
    new_text = ""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.details: QWidget | None = None
        self.world: World | None = None

    def show_world(self, world: World) -> None:
        """Show an account, or its new state; typing and selection stay where the account is the same."""
        self.world = world

    def show_record(self, record: str, field: str | None) -> None:
        """Select one record and the field of it that a place names."""

    def enter(self) -> None:
        """Take the keyboard focus."""

    def search(self) -> None:
        """Put the focus into the filter."""

    def selection(self) -> tuple[str, tuple[str, ...]]:
        """The kind and the ids of the selected records, for Trash and History."""
        return "", ()

    def new_record(self) -> None:
        """Start a new record of this section's kind."""

    def table_view(self) -> TableView | None:
        """What Copy as table takes; None where there is no table."""
        return None

    def flush(self) -> None:
        """Keep what is being typed."""

    def go(self, section: str, record: str | None = None, field: str | None = None) -> None:
        """Go to another section of the same account."""
        if self.world is not None:
            place = Place(page="account", account_id=self.world.account_id, section=section, record=record, field=field)
            self.app.navigator.go(place)
