# SPDX-License-Identifier: Apache-2.0
"""The frame round what undo or redo brought back, for a second and a half (ux 2.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.forms.field_row import FieldRow
from ui.later import Later
from ui.models.roles import KEY_ROLE
from ui.place import Place
from ui.widgets.cards import CardList, card_box
from ui.widgets.paint import paint_ring
from ui.widgets.table import DataTable
from ui.windows.main_window import MainWindow

_SHOWN_MS: Final = 1500
_SETTLE_MS: Final = 120  # details panes fill a moment after the selection
_REACH: Final = 3


class Outline(QWidget):
    """Lies over a window, takes no clicks, and hides by itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("undoOutline")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._place: Place | None = None
        self._begin = Later(self, self._find, _SETTLE_MS)
        self._end = Later(self, self.hide, _SHOWN_MS)
        self.hide()

    def show_soon(self, place: Place) -> None:
        """Frame the field or the row of a place, once the page shows it."""
        self.hide()
        self._place = place
        self._begin.start()

    def _find(self) -> None:
        area = None if self._place is None else area_of(self._window, self._place)
        if area is None:
            return
        self.setGeometry(area.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.raise_()
        self.show()
        self._end.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()).adjusted(_REACH, _REACH, -_REACH, -_REACH), 4, "accent")
        painter.end()


def area_of(window: MainWindow, place: Place) -> QRect | None:
    """Where in the window the changed field, else the row of the record is seen; None when neither is."""
    return next(_fields(window, place), None) or next(_rows(window, place), None)


def _fields(window: MainWindow, place: Place) -> Iterator[QRect]:
    stack = window.stack
    # A record's fields are in the details pane; the account's own are on the page.
    for part in (stack.details, stack.pages) if place.record != place.account_id else (stack.pages, stack.details):
        for row in part.findChildren(FieldRow):
            if place.field and row.field.name == place.field and not row.visibleRegion().isEmpty():
                yield _in(window, row.editor, row.editor.rect())


def _rows(window: MainWindow, place: Place) -> Iterator[QRect]:
    for cards in window.stack.findChildren(CardList):
        index = cards.currentIndex()
        if place.record and cards.isVisible() and index.isValid() and index.data(KEY_ROLE) == place.record:
            yield _in(window, cards.viewport(), card_box(cards.visualRect(index)).intersected(cards.viewport().rect()))
    for table in window.stack.findChildren(DataTable):
        index = table.currentIndex()
        if place.record and table.isVisible() and index.isValid() and index.data(KEY_ROLE) == place.record:
            left, line = table.viewport().rect(), table.visualRect(index)
            seen = QRect(left.left(), line.top(), left.width(), line.height()).intersected(left)
            if not seen.isEmpty():
                yield _in(window, table.viewport(), seen)


def _in(window: QWidget, part: QWidget, area: QRect) -> QRect:
    return QRect(part.mapTo(window, area.topLeft()), area.size())
