# SPDX-License-Identifier: Apache-2.0
"""The preview: all pages below each other, small ones beside them, and the zoom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from planner.kernel.text import tr
from ui.later import Later
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel
from ui.widgets.read_area import ReadArea
from ui.widgets.ring import RingOnFocus
from ui.widgets.safe import PlainLabel

STEPS = (50, 75, 100, 125, 150, 200)
_GAP = 16
_SMALL = QSize(72, 102)


class PageColumn(QWidget):
    """Pages as pictures in one column, at a width that is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QPixmap] = []
        self._scaled: dict[int, QPixmap] = {}
        self._wide = 400
        theme().changed.connect(self.update)

    def set_pages(self, pages: Sequence[QPixmap]) -> None:
        """Show these pages."""
        self._pages = list(pages)
        self._fit()

    def set_page_width(self, width: int) -> None:
        """Scale every page to this width in px."""
        if width != self._wide:
            self._wide = width
            self._fit()

    def page_width(self) -> int:
        """The width of a page on screen."""
        return self._wide

    def top_of(self, number: int) -> int:
        """Where a page begins."""
        return _GAP + sum(self._height(n) + _GAP for n in range(number))

    def page_at(self, y: int) -> int:
        """The page at a height."""
        return next((n for n in range(len(self._pages)) if y < self.top_of(n + 1)), max(0, len(self._pages) - 1))

    def _height(self, number: int) -> int:
        page = self._pages[number]
        return round(page.height() * self._wide / max(1, page.width()))

    def _fit(self) -> None:
        self._scaled.clear()
        self.setFixedSize(self._wide + 2 * _GAP, self.top_of(len(self._pages)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), role_color("window"))
        for number in range(len(self._pages)):
            top, height = self.top_of(number), self._height(number)
            if top + height < event.rect().top() or top > event.rect().bottom():
                continue
            painter.drawPixmap(QPoint(_GAP, top), self._page(number))
            painter.setPen(role_color("line"))
            painter.drawRect(_GAP - 1, top - 1, self._wide + 1, height + 1)
        painter.end()

    def _page(self, number: int) -> QPixmap:
        if number not in self._scaled:
            ratio = self.devicePixelRatioF()
            size = QSize(round(self._wide * ratio), round(self._height(number) * ratio))
            mode = Qt.TransformationMode.SmoothTransformation
            made = self._pages[number].scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
            made.setDevicePixelRatio(ratio)
            self._scaled[number] = made
        return self._scaled[number]


class PagesView(Panel):
    """Shows a preview; the zoom is a percentage of the paper's size, or the width at hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="l")
        self._zoom: int | None = None
        self._natural = 794
        self.small = QListWidget()
        self.small.setObjectName("lstPages")
        self.small.setAccessibleName(tr("Pages"))
        self.small.setIconSize(_SMALL)
        self.small.setFixedWidth(_SMALL.width() + 44)
        self.small.setFrameShape(QListWidget.Shape.NoFrame)
        self._ringed = RingOnFocus(self.small, 2.0)
        self.column = PageColumn()
        self.area = ReadArea(name=tr("Preview"))
        self.area.setWidgetResizable(False)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(self.column)
        self.place = PlainLabel(color="muted")
        self.btn_out = Button(variant="icon", icon="zoom-out", name=tr("Zoom out"))
        self.btn_in = Button(variant="icon", icon="zoom-in", name=tr("Zoom in"))
        self.btn_fit = Button(tr("Fit"), variant="text", small=True)
        self.zoom_word = PlainLabel(role="caption", color="muted")
        self.waiting = EmptyState(tr("Drawing the pages…"), compact=True)
        self._later = Later(self, self._fit)
        self._lay_out()
        self.btn_out.clicked.connect(self._smaller)
        self.btn_in.clicked.connect(self._larger)
        self.btn_fit.clicked.connect(self._whole_width)
        self.small.currentRowChanged.connect(self._show_page)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(4)
        bar.addWidget(self.place)
        bar.addStretch(1)
        for part in (self.btn_out, self.zoom_word, self.btn_in, self.btn_fit):
            bar.addWidget(part)
        pages = QWidget()
        row = QHBoxLayout(pages)
        row.setContentsMargins(1, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.small)
        row.addWidget(self.area, 1)
        self.body = QStackedWidget()
        self.body.addWidget(self.waiting)
        self.body.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.body, 1)

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """Show PNG pictures; the page looked at stays where it can."""
        here = max(0, self.small.currentRow())
        pixmaps = []
        for content in pages:
            pixmap = QPixmap()
            pixmap.loadFromData(content, "PNG")
            pixmaps.append(pixmap)
        self._natural = pixmaps[0].width() if pixmaps else 794
        self.small.ensurePolished()
        self.small.clear()
        for number, pixmap in enumerate(pixmaps, start=1):
            mode = Qt.TransformationMode.SmoothTransformation
            small = pixmap.scaled(_SMALL * 2, Qt.AspectRatioMode.KeepAspectRatio, mode)
            _edge(small)
            icon = QIcon(small)
            icon.addPixmap(small, QIcon.Mode.Selected)
            item = QListWidgetItem(icon, str(number))
            item.setSizeHint(QSize(_SMALL.width() + 30, _SMALL.height() + 10))
            self.small.addItem(item)
        self.column.set_pages(pixmaps)
        self.body.setCurrentIndex(1)
        self._fit()
        self.small.setCurrentRow(min(here, len(pixmaps) - 1))

    def show_waiting(self, text: str) -> None:
        """Say what is going on instead of the pages, where there are none yet."""
        self.waiting.set_text(text)
        if not self.small.count():
            self.body.setCurrentIndex(0)

    def count(self) -> int:
        """How many pages are shown."""
        return self.small.count()

    def zoom(self) -> int:
        """The zoom in percent of the paper's size."""
        return round(100 * self.column.page_width() / self._natural)

    @Slot()
    def _fit(self) -> None:
        room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - 2 * _GAP - 2
        wide = max(160, room) if self._zoom is None else round(self._natural * self._zoom / 100)
        self.column.set_page_width(wide)
        self.zoom_word.setText(tr("{n} %", n=self.zoom()))
        self._scrolled()

    @Slot()
    def _smaller(self) -> None:
        self._zoom = max((s for s in STEPS if s < self.zoom()), default=STEPS[0])
        self._fit()

    @Slot()
    def _larger(self) -> None:
        self._zoom = min((s for s in STEPS if s > self.zoom()), default=STEPS[-1])
        self._fit()

    @Slot()
    def _whole_width(self) -> None:
        self._zoom = None
        self._fit()

    @Slot(int)
    def _show_page(self, number: int) -> None:
        if number >= 0 and number != self._here():
            self.area.verticalScrollBar().setValue(self.column.top_of(number) - _GAP)
        self._say(number)

    def _here(self) -> int:
        bar = self.area.verticalScrollBar()
        return self.column.page_at(bar.value() + self.area.viewport().height() // 3)

    @Slot()
    def _scrolled(self) -> None:
        if self.count():
            self.small.blockSignals(True)
            self.small.setCurrentRow(self._here())
            self.small.blockSignals(False)
            self._say(self._here())

    def _say(self, number: int) -> None:
        shown = tr("Page {n} of {all}", n=number + 1, all=self.count()) if self.count() else ""
        self.place.setText(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start(0)


def _edge(page: QPixmap) -> None:
    """Draw the edge of the paper into its small picture, which has the ground's colour in the light."""
    painter = QPainter(page)
    painter.setPen(QPen(role_color("button_edge"), 2))
    painter.drawRect(page.rect().adjusted(1, 1, -1, -1))
    painter.end()
