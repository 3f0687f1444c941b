# SPDX-License-Identifier: Apache-2.0
"""The segmented control: one of a few parts is chosen; arrow keys move the choice."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.kernel.override import override
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import draw_text, rounded, text_width
from ui.widgets.safe import set_tip

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segment(NamedTuple):
    """One part: what it stands for, its word, and an icon name or ""."""

    key: str
    label: str
    icon: str = ""


class _Part(PaintedButton):
    def __init__(self, control: "SegmentedControl", segment: Segment) -> None:
        self._control, self.segment = control, segment
        super().__init__(segment.label, control)
        self.setCheckable(True)

    @override
    def ring_target(self) -> QWidget:
        return self._control

    @override
    def nextCheckState(self) -> None:
        self._control.choose(self.segment.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._control.step(step)

    def wide(self, *, compact: bool) -> int:
        """Its width with or without words."""
        role = "badge" if self._control.small else "strong"
        side = theme().density.icon if self.segment.icon else 0
        words = self._words(compact=compact)
        inner = text_width(words, role) + side + (6 if side and words else 0)
        return inner + (16 if self._control.small else 24)

    def _words(self, *, compact: bool) -> str:
        return "" if compact and self.segment.icon else self._label

    @override
    def sizeHint(self) -> QSize:
        density = theme().density
        small = self._control.small
        return QSize(self.wide(compact=self._control.compact), density.small if small else density.control)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        fill = self.fill_role("selection" if on else "")
        if fill:
            painter.setClipPath(self._control.shape_in(self))
            painter.fillRect(area, role_color("selection" if on else fill))
        color = "disabled" if not self.isEnabled() else "accent" if on else "muted"
        regular, chosen = ("head", "badge") if self._control.small else ("name", "strong")
        role = chosen if on else regular
        words = self._words(compact=self._control.compact)
        side = theme().density.icon if self.segment.icon else 0
        gap = 6 if side and words else 0
        x = (self.width() - side - gap - text_width(words, role)) // 2
        if side:
            paint_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), self.segment.icon, color)
        rest = QRect(x + side + gap, 0, self.width() - x - side - gap, self.height())
        draw_text(painter, rest, words, role=role, color=color)


class SegmentedControl(QWidget):
    """Choose one of ``segments``; `selected` carries the key when the user chooses.

    Tab reaches the chosen part, arrow keys move the choice. ``name`` says to screen readers what is chosen
    here.
    """

    selected = Signal(str)

    def __init__(
        self,
        segments: Sequence[Segment],
        parent: QWidget | None = None,
        *,
        name: str = "",
        small: bool = False,
    ) -> None:
        super().__init__(parent)
        self.small = small
        self.compact = False
        self._key = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._parts = [_Part(self, segment) for segment in segments]
        for part in self._parts:
            row.addWidget(part)
        theme().changed.connect(self.update)
        self.set_key(segments[0].key if segments else "")

    def key(self) -> str:
        """The chosen key, "" when none is."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose without a signal; an unknown key or "" chooses none."""
        known = {part.segment.key for part in self._parts}
        self._key = key if key in known else ""
        for index, part in enumerate(self._parts):
            on = part.segment.key == self._key
            part.setChecked(on)
            reach = on or (not self._key and index == 0)
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reach else Qt.FocusPolicy.ClickFocus)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show icons without their words, which then are tooltips; parts without an icon keep theirs."""
        if compact == self.compact:
            return
        self.compact = compact
        for part in self._parts:
            set_tip(part, part.segment.label if compact and part.segment.icon else "")
            part.restyle()

    def wide(self, *, compact: bool) -> int:
        """Its width with words beside the icons, or without."""
        return sum(part.wide(compact=compact) for part in self._parts)

    def choose(self, key: str) -> None:
        """Choose as the user does, with the signal where it is a change."""
        if key == self._key:
            return
        self.set_key(key)
        self.selected.emit(self._key)

    def step(self, by: int) -> None:
        """Move the choice and the focus by one part; it stops at the ends."""
        keys = [part.segment.key for part in self._parts]
        at = keys.index(self._key) if self._key in keys else -1
        to = min(len(keys) - 1, max(0, at + by))
        self.choose(keys[to])
        self._parts[to].setFocus(Qt.FocusReason.TabFocusReason)

    def part(self, key: str) -> PaintedButton:
        """The part of a key, for tests and tooltips; KeyError when there is none."""
        return {part.segment.key: part for part in self._parts}[key]

    def shape_in(self, part: QWidget) -> QPainterPath:
        """The inside of the control's rounded edge in the coordinates of ``part``."""
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).translated(-part.x(), 0).adjusted(1, 1, -1, -1), 5, 5)
        return path

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = 5 if self.small else 6
        rounded(painter, QRectF(self.rect()), radius, role_color("card"), role_color("button_edge"))
        for part in self._parts[1:]:
            painter.fillRect(QRect(part.x(), 1, 1, self.height() - 2), role_color("line"))
        painter.end()
