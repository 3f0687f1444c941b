# SPDX-License-Identifier: Apache-2.0
"""The step bar of a record that is filled in steps: number disc, word, state as plain text; any step may be
opened.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import icon_pixmap, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, text_width
from ui.widgets.panes import Panel

_BETWEEN = 32


class _Step(PaintedButton):
    def __init__(self, bar: "StepBar", index: int, word: str) -> None:
        self._bar, self.index, self.note = bar, index, ""
        self.brief = False
        super().__init__(word, bar)
        self.setCheckable(True)

    def set_note(self, note: str) -> None:
        self.note = note
        self.set_name(f"{self.index + 1} {self._label} {note}".strip())
        self.restyle()

    @override
    def nextCheckState(self) -> None:
        self._bar.choose(self.index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._bar.step(self.index + step)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wide(note=not self.brief), theme().density.px(43))

    def wide(self, *, note: bool) -> int:
        """How wide it is with its state beside the word, or without."""
        beside = 8 + text_width(self.note, "caption") if note and self.note else 0
        return 4 + theme().density.px(20) + 8 + text_width(self._label, "strong") + beside + 8

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        if not on and self.underMouse():
            painter.fillRect(area, role_color("hover"))
        side = theme().density.px(20)
        disc = QRectF(4, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(role_color("axis"), 1))
        painter.setBrush(role_color("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc if on else disc.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(theme().font("badge"))
        painter.setPen(role_color("on_accent" if on else "muted"))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(self.index + 1))
        left = 4 + side + 8
        role = "strong" if on else "name"
        rest = QRect(left, 0, self.width() - left, self.height())
        used = draw_text(painter, rest, self._label, role=role, color="accent" if on else "text")
        if self.note and not self.brief:
            note = rest.adjusted(used + 8, 0, 0, 0)
            draw_text(painter, note, self.note, role="caption", color="muted")
        if on:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), role_color("accent"))


class _Between(PaintedWidget):
    brief = False

    @override
    def sizeHint(self) -> QSize:
        return QSize(16 if self.brief else _BETWEEN, 16)

    @override
    def draw(self, painter: QPainter) -> None:
        pixmap = icon_pixmap("chevron-right", 16, "muted", self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - 16) / 2, (self.height() - 16) / 2), pixmap)


class StepBar(Panel):
    """Steps by word; `selected` carries the index the user opens. Parts at the right end by `add_right`."""

    selected = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, lines="b")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 16, 1)
        self._row.setSpacing(0)
        self._steps = [_Step(self, index, word) for index, word in enumerate(words)]
        self._betweens: list[_Between] = []
        for step in self._steps:
            if step.index:
                between = _Between(self)
                self._betweens.append(between)
                between.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
                self._row.addWidget(between)
            self._row.addWidget(step)
        self._row.addStretch(1)
        self._current = 0
        self.set_current(0)
        self._fit()
        theme().changed.connect(self._fit)

    def current(self) -> int:
        """Index of the open step."""
        return self._current

    def set_current(self, index: int) -> None:
        """Open a step without a signal."""
        self._current = index
        for step in self._steps:
            on = step.index == index
            step.setChecked(on)
            step.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
            step.restyle()

    def choose(self, index: int) -> None:
        """Open a step as the user does."""
        if index != self._current:
            self.set_current(index)
            self.selected.emit(index)

    def step(self, index: int) -> None:
        """Open the step and put the focus on it; indexes beyond the ends do nothing."""
        if 0 <= index < len(self._steps):
            self.choose(index)
            self._steps[index].setFocus(Qt.FocusReason.TabFocusReason)

    def set_note(self, index: int, note: str) -> None:
        """The state beside a step's word: "14/18", "–"."""
        self._steps[index].set_note(note)
        self._shorten()

    def step_button(self, index: int) -> PaintedButton:
        """The part of a step, for tests."""
        return self._steps[index]

    def add_right(self, widget: QWidget) -> None:
        """Put a part at the right end."""
        self._row.addSpacing(8)
        self._row.addWidget(widget)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        """Where all has no room, the states go first, which the steps tell themselves; no word is cut."""
        own = {*self._steps, *self._betweens}
        items = [self._row.itemAt(n) for n in range(self._row.count())]
        parts = [part for item in items if item is not None and (part := item.widget()) is not None and part not in own]
        right = sum(8 + part.sizeHint().width() for part in parts if not part.isHidden())
        steps = sum(step.wide(note=True) for step in self._steps) + _BETWEEN * len(self._betweens)
        brief = self.width() < steps + right + 28
        shorter: list[_Step | _Between] = [*self._steps, *self._betweens]
        for part in shorter:
            if part.brief != brief:
                part.brief = brief
                part.updateGeometry()
                part.update()

    def _fit(self) -> None:
        self.setFixedHeight(theme().density.px(44))
