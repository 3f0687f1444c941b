# SPDX-License-Identifier: Apache-2.0
"""The menu of the table's head: sort by this, then by this, and which columns are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.account_rows import SortKey
from planner.views.account_table import COLUMNS, SORT_WORDS
from ui.screens.accounts.columns import NEVER_HIDDEN, ListColumns

SortBy = Callable[[str], object]
_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class HeadMenu(QMenu):
    """For one column, or for all with the orders in menus of their own; ticking columns leaves it open."""

    def __init__(self, columns: ListColumns, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("menuColumns")
        self._columns = columns
        self._ticks: dict[str, QAction] = {}
        self.aboutToHide.connect(self.deleteLater)

    def offer_sort(self, sort: SortBy, then: SortBy, keys: tuple[SortKey, ...], column: str = "") -> None:
        """Offer both orders, with what holds now ticked; without a ``column`` for each of them."""
        now = [key.key for key in keys] + [""]
        if column:
            name = tr(SORT_WORDS[column])
            self._order(self, tr("Sort by {name}", name=name), sort, column, now[0])
            self._order(self, tr("Then by {name}", name=name), then, column, now[1])
            return
        for menu, act, chosen in (
            (self.addMenu(tr("Sort by")), sort, now[0]),
            (self.addMenu(tr("Then by")), then, now[1]),
        ):
            for each in COLUMNS:
                self._order(menu, tr(each.spoken()), act, each.key, chosen)

    def _order(self, menu: QMenu, words: str, act: SortBy, key: str, now: str) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == now)
        action.triggered.connect(partial(_call, act, key))

    def offer_columns(self) -> None:
        """Offer every column with a tick, and the way back."""
        self.addSeparator()
        for column in COLUMNS:
            action = self.addAction(tr(column.spoken()))
            action.setCheckable(True)
            action.setEnabled(column.key != NEVER_HIDDEN)
            action.triggered.connect(partial(self._turn, column.key))
            self._ticks[column.key] = action
        self.addSeparator()
        self.addAction(tr("Reset columns")).triggered.connect(partial(_call, self._columns.choose, ()))
        self._show()

    def _turn(self, key: str, *_checked: bool) -> None:
        self._columns.turn(key, on=self._ticks[key].isChecked())
        self._show()

    def _show(self) -> None:
        shown = self._columns.shown()
        for key, action in self._ticks.items():
            action.setChecked(key in shown)

    def _stays(self, action: QAction | None) -> bool:
        return action is not None and action.isEnabled() and action in self._ticks.values()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and self._stays(action):
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() in _KEYS and self._stays(action):
            action.trigger()
        else:
            super().keyPressEvent(event)


def _call(act: Callable[..., object], argument: object, *_checked: bool) -> None:
    act(argument)
