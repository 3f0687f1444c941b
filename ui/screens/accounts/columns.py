# SPDX-License-Identifier: Apache-2.0
"""Which columns of the account list are shown: those the user chose, else as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QHeaderView

from planner.views.account_table import COLUMNS
from ui.screens.accounts.model import PLACES
from ui.theme.theme import theme
from ui.widgets.table import DataTable

NEVER_HIDDEN: Final = "name"
# From which width of the list on a column is shown where the user chose none.
_WIDE: Final = {"last_review_on": 700, "satisfaction": 760, "industry": 1000, "owner": 1200, "city": 1320}
_STRETCH: Final = ("next_due", NEVER_HIDDEN)
_LEAST: Final = 140


def known(keys: Sequence[str]) -> tuple[str, ...]:
    """Chosen columns as they can be shown: in the order of the list, with the name, none twice; empty stays empty."""
    found = tuple(column.key for column in COLUMNS if column.key in keys or column.key == NEVER_HIDDEN)
    return found if keys else ()


class ListColumns:
    """Shows and hides the columns of one table; ``chosen`` is empty while the width decides."""

    def __init__(self, table: DataTable, chosen: Sequence[str], keep: Callable[[tuple[str, ...]], object]) -> None:
        self._table, self._keep = table, keep
        self.chosen = known(chosen)
        self._width = 0
        self._scale = 0.0
        self._elastic = ""

    def shown(self) -> tuple[str, ...]:
        """The columns to be seen at the present width."""
        scale = theme().density.scale
        return self.chosen or tuple(c.key for c in COLUMNS if self._width >= _WIDE.get(c.key, 0) * scale)

    def fit(self, width: int) -> None:
        """Take over the width of the list."""
        self._width = width
        shown = self.shown()
        for column in COLUMNS:
            self._table.setColumnHidden(PLACES[column.key], column.key not in shown)
        if self._scale != theme().density.scale:
            self._scale = theme().density.scale
            self._table.set_widths({PLACES[column.key]: column.width for column in COLUMNS})
        self._stretch(shown)

    def choose(self, keys: Sequence[str]) -> None:
        """Show these columns from now on, on this computer; none means as many as there is room for."""
        self.chosen = known(keys)
        self._keep(self.chosen)
        self.fit(self._width)

    def turn(self, key: str, *, on: bool) -> None:
        """Show or hide one column."""
        self.choose([name for name in (*self.shown(), key) if on or name != key])

    def _stretch(self, shown: Sequence[str]) -> None:
        """One column takes what is left; where too little is left, the table scrolls instead."""
        head = self._table.head
        key = next(name for name in _STRETCH if name in shown)
        taken = sum(head.sectionSize(PLACES[name]) for name in shown if name != key)
        enough = self._width - taken >= theme().density.px(_LEAST)
        elastic = key if enough else ""
        if elastic == self._elastic:
            return
        for name in _STRETCH:
            mode = QHeaderView.ResizeMode.Stretch if name == elastic else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(PLACES[name], mode)
        wide = {PLACES[column.key]: column.width for column in COLUMNS if column.key in _STRETCH}
        self._table.set_widths({place: width for place, width in wide.items() if place != PLACES.get(elastic)})
        self._elastic = elastic
