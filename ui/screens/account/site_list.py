# SPDX-License-Identifier: Apache-2.0
"""The sites at the left of their equipment: all of them, each one, and what stands at none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.views.account_sites import ALL, SiteRow
from ui.screens.parts.details_pane import scrolling
from ui.theme.theme import theme
from ui.widgets.panes import Panel
from ui.widgets.rows import RowList


class SiteList(RowList):
    """Rows are made anew only when the sites are others; arrow keys move, Enter or Space chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=tr("Sites"))
        self.setObjectName("lstSites")
        self._column.setContentsMargins(8, 4, 9, 8)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_sites(self, rows: Sequence[SiteRow], chosen: str) -> None:
        """Show sites with their counts of equipment; focus and choice stay where they are still there."""
        wanted = tuple((row.key, row.label) for row in rows)
        focused = next((key for key in self.keys() if self.row(key).hasFocus()), "")
        if wanted != self._shown:
            self._shown = wanted
            self.clear_rows()
            for row in rows:
                self.add_row(row.key, row.label)
                self.row(row.key).show()  # before the next event, so that it can take the focus at once
        for row in rows:
            self.set_count(row.key, str(row.count) if row.count else "")
        self.set_key(chosen if chosen in self.keys() else ALL)
        if focused and focused in self.keys() and not self.row(focused).hasFocus():
            self.row(focused).setFocus()

    def has_focus(self) -> bool:
        """Whether one of the rows has the keyboard."""
        return any(self.row(key).hasFocus() for key in self.keys())

    def enter(self) -> None:
        """Put the keyboard on the chosen row."""
        if self.key():
            self.row(self.key()).setFocus()


def beside(sites: SiteList, button: QWidget) -> Panel:
    """The list, which scrolls where there are many sites, with a button below it."""
    holder = Panel(lines="r")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(scrolling(sites), 1)
    foot = QHBoxLayout()
    foot.setContentsMargins(16, 8, 16, 12)
    foot.addWidget(button)
    foot.addStretch(1)
    column.addLayout(foot)
    holder.setFixedWidth(theme().density.px(160))
    return holder
