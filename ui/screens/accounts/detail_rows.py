# SPDX-License-Identifier: Apache-2.0
"""Small parts of details panes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLayout, QWidget

from planner.kernel.text import tr
from ui.text import near_date
from ui.theme.theme import theme
from ui.widgets.chips import StatusGlyph, StatusText
from ui.widgets.safe import PlainLabel, WrappedLabel

if TYPE_CHECKING:
    from planner.entities.service.action import Action


class ActionRow(QWidget):
    """An open action with a box to tick; `ticked` carries the action."""

    ticked = Signal(object)

    def __init__(self, action: Action, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.box = QCheckBox()
        self.box.setAccessibleName(tr("Done: {title}", title=action.title))
        self.box.clicked.connect(self._tick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(PlainLabel(action.title, elide=True), 1)
        row.addWidget(_when(action, today))

    @Slot()
    def _tick(self) -> None:
        self.ticked.emit(self._action)


def _when(action: Action, today: date) -> QWidget:
    if action.due is None:
        return PlainLabel(tr("no date"), role="caption", color="muted")
    late = (today - action.due).days
    if late > 0:
        return StatusText("watch", tr("{n} d late", n=late), role="caption", size=10)
    return PlainLabel(near_date(action.due, today), role="caption", color="muted")


def warned(text: str) -> QWidget:
    """A sentence to watch, in as many lines as it needs."""
    px = theme().density.px
    label = WrappedLabel(text, role="caption", wrap=True)
    label.setContentsMargins(px(10) + 6, 0, 0, 0)
    # Lies on the label, whose height alone follows its lines; beside it the row would keep room for more.
    StatusGlyph("watch", label, size=10).move(0, px(3))
    return label


def clear_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
