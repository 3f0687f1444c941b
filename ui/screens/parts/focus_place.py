# SPDX-License-Identifier: Apache-2.0
"""Where the keyboard is in a column that is about to be built anew, so that it stays there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


class FocusPlace:
    """Made before a column is cleared; `give_back` puts the focus to the same part of it, or to what took its place."""

    def __init__(self, column: QLayout) -> None:
        self._column = column
        stops = _stops(column)
        held = stops[0].window().focusWidget() if stops else None
        self._number = stops.index(held) if held in stops else None
        self._name = held.accessibleName() if held is not None else ""

    def give_back(self) -> None:
        """Nothing happens where the focus was elsewhere."""
        stops = _stops(self._column)
        if self._number is None or not stops:
            return
        same = (stop for stop in stops if self._name and stop.accessibleName() == self._name)
        next(same, stops[min(self._number, len(stops) - 1)]).setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(column: QLayout) -> list[QWidget]:
    """What Tab comes to in the column, from the top."""
    found: list[QWidget] = []
    for place in range(column.count()):
        item = column.itemAt(place)
        part = item.widget() if item is not None else None
        if part is not None:
            found += [one for one in (part, *part.findChildren(QWidget)) if _tabs(one)]
    return found


def _tabs(one: QWidget) -> bool:
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isEnabled()
