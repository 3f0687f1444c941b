# SPDX-License-Identifier: Apache-2.0
"""The charts of an account at the left, in the order of its show, each with its tick and a small picture (W12)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.services.chart_cards import Card
from planner.views.audience import CUSTOMER, allowed
from ui.screens.charts.thumbs import draw_thumb
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.button import Button
from ui.widgets.cells import paint_cell
from ui.widgets.paint import Cell, draw_text, paint_check, rounded
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import set_tip

_WIDE, _SLIM, _NAMED = 228, 72, 100
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Tick(PaintedButton):
    """Whether the chart is in the show."""

    def __init__(self, row: ChartRow, label: str) -> None:
        super().__init__("", row, name=tr("In the show: {name}", name=label))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_tip(self, tr("In the show (Space)"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        paint_check(painter, area, checked=self.isChecked())


class ChartRow(PaintedButton):
    """One chart with its number in the show: Up and Down choose, Space ticks, Alt+Up, Alt+Down or dragging move it."""

    def __init__(self, card: Card, number: int, owner: ChartList, *, bare: bool) -> None:
        reach = tr("Nothing shared") if bare else ""  # customers may get it, once records are marked for them
        self._inside = reach if allowed(card.kind, CUSTOMER) else tr("Internal")
        label = tr(card.label)
        super().__init__(label, owner)
        self.kind, self._number, self._owner = card.kind, number, owner
        self.setObjectName(f"rowChart-{card.kind}")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tick = _Tick(self, label)
        self.tick.setChecked(card.shown)
        self.tick.toggled.connect(self._ticked)
        self._held: QPoint | None = None
        words = (label, self._inside, tr("in the show") if card.shown else tr("not in the show"))
        self.setAccessibleName(", ".join(word for word in words if word))

    @Slot(bool)
    def _ticked(self, on: bool) -> None:
        self._owner.ticked.emit(self.kind, on)

    @override
    def sizeHint(self) -> QSize:
        return QSize(56, theme().density.px(48))

    def number(self) -> int:
        """Its number in the show, 0 when it is not in it."""
        return self._number

    @override
    def nextCheckState(self) -> None:
        self._owner.choose(self.kind)

    @override
    def resizeEvent(self, event: object) -> None:
        self.tick.setVisible(self.width() >= _NAMED)
        self.tick.setGeometry(4, (self.height() - 24) // 2, 24, 24)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._owner.moved.emit(self.kind, step)
        elif step is not None:
            self._owner.step(self, step)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.tick.click()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        if self._held is not None and abs(event.position().toPoint().y() - self._held.y()) > far:
            self._owner.drag_to(self, self.mapToParent(event.position().toPoint()).y())
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if not self._owner.drop(self):
            super().mouseReleaseEvent(event)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        fill = "selection" if on else self.fill_role("")
        if fill:
            rounded(painter, area, 6, role_color(fill))
        named = self.width() >= _NAMED
        thumb = QRectF(32 if named else 4, (self.height() - 32) / 2, 48, 32)
        rounded(painter, thumb, 2, role_color("card"), role_color("line"))
        painter.save()
        painter.translate(thumb.topLeft())
        draw_thumb(painter, self.kind)
        painter.restore()
        if named:
            self._words(painter, on=on)

    def _words(self, painter: QPainter, *, on: bool) -> None:
        words = tr("{n} {name}", n=self._number, name=self._label) if self._number else self._label
        role, color = ("strong", "accent") if on else ("body", "text")
        room = QRect(88, 0, self.width() - 92, self.height())
        if not self._inside:
            paint_cell(painter, room, Cell(text=words, role=role, color=color))
            return
        line = theme().density.px(20)
        top = (self.height() - line - theme().density.px(16)) // 2
        draw_text(painter, QRect(room.x(), top, room.width(), line), words, role=role, color=color)
        under = QRect(room.x(), top + line, room.width(), theme().density.px(16))
        draw_text(painter, under, self._inside, role="caption", color="muted")


class ChartList(Panel):
    """``selected`` carries the kind of chart, ``ticked`` kind and tick, ``moved`` kind and how many places.

    Narrow pages show the pictures alone.
    """

    selected = Signal(str)
    ticked = Signal(str, bool)
    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="r")
        self.setAccessibleName(tr("Charts"))
        self.header = PaneHeader(tr("Charts"))
        self.rows: dict[str, ChartRow] = {}
        self._cards: tuple[Card, ...] = ()
        self._bare: frozenset[str] = frozenset()
        self._drop_at: int | None = None
        self._body = QWidget()
        self._inner = QVBoxLayout(self._body)
        self._inner.setContentsMargins(8, 8, 7, 8)
        self._inner.setSpacing(2)
        self._inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(scroll, 1)
        self.btn_present = Button(tr("Present"), icon="presentation", shortcut="F5", name=tr("Present"))
        self.btn_present.setObjectName("btnPresent")
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addWidget(self.btn_present)
        column.addLayout(foot)
        self._scroll = scroll
        self.set_slim(False)

    def set_cards(self, cards: Sequence[Card], bare: frozenset[str] = frozenset()) -> None:
        """Show these charts in this order; the focus stays with the chart that has it.

        ``bare`` are the kinds that customers may get, of which nothing is shared with them yet.
        """
        if (tuple(cards), bare) != (self._cards, self._bare):
            held = next((kind for kind, row in self.rows.items() if row.hasFocus()), "")
            self._cards, self._bare = tuple(cards), bare
            self._refill()
            if held in self.rows:
                self.rows[held].setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def _refill(self) -> None:
        for row in self.rows.values():
            self._inner.removeWidget(row)
            row.hide()
            row.deleteLater()
        number = count(1)  # as in the show, where a number jumps to its chart
        self.rows = {
            card.kind: ChartRow(card, next(number) if card.shown else 0, self, bare=card.kind in self._bare)
            for card in self._cards
        }
        for n, row in enumerate(self.rows.values()):
            self._inner.insertWidget(n, row)

    def _count(self) -> None:
        shown = sum(card.shown for card in self._cards)
        note = tr("{n} of {all} in show", n=shown, all=len(self._cards))
        slim = self.width() < _NAMED
        self.header.set_title("" if slim else tr("Charts"), "" if slim else note)

    def set_slim(self, slim: bool) -> None:
        """Pictures alone, or with the names."""
        self.setFixedWidth(_SLIM if slim else theme().density.px(_WIDE))
        self.btn_present.set_variant("icon" if slim else "normal")
        self._count()

    def set_key(self, kind: str) -> None:
        """Choose without a signal."""
        for name, row in self.rows.items():
            row.setChecked(name == kind)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == kind else Qt.FocusPolicy.ClickFocus)

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Choose as the user does."""
        self.set_key(kind)
        self.selected.emit(kind)

    def step(self, row: ChartRow, by: int) -> None:
        """Choose the chart above or below; it stops at the ends."""
        rows = list(self.rows.values())
        there = rows[min(len(rows) - 1, max(0, rows.index(row) + by))]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.choose(there.kind)

    def drag_to(self, row: ChartRow, y: int) -> None:
        """Show where a row that is dragged would come to stand."""
        rows = list(self.rows.values())
        self._drop_at = sum(other.geometry().center().y() < y for other in rows if other is not row)
        for other in rows:
            with QSignalBlocker(other):
                other.setDown(other is row)
        row.raise_()
        row.move(row.x(), max(0, min(y - row.height() // 2, self._body.height() - row.height())))

    def drop(self, row: ChartRow) -> bool:
        """Put a dragged row down; False when it was not dragged."""
        if self._drop_at is None:
            return False
        by = self._drop_at - list(self.rows.values()).index(row)
        self._drop_at = None
        row.setDown(False)
        self._inner.invalidate()
        self._inner.activate()
        if by:
            self.moved.emit(row.kind, by)
        return True
