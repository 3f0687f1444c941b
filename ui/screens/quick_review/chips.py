# SPDX-License-Identifier: Apache-2.0
"""The chips below the text that say how it was read; each can be pressed to be corrected (mock-up 07)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.quick_review.words import ChipText
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import draw_text, paint_band, paint_glyph, rounded, text_width
from ui.widgets.safe import PlainLabel, set_tip

_PAD: Final = 8
_GAP: Final = 6
_PENCIL: Final = 14
_NARROW: Final = 160


class ReadChip(PaintedButton):
    """A correctable chip: sign, muted label, value, pencil; what is too long is cut and stands in the tooltip."""

    ring_radius = 6.0

    def __init__(self, parent: QWidget | None = None) -> None:
        self._most = _NARROW * 2
        self.told = ChipText(label="", value="", readings=())
        super().__init__("", parent)

    def tell(self, told: ChipText, most: int) -> None:
        """Show what was read, at most so many px wide."""
        self.told, self._most = told, max(_NARROW, most)
        self.setText(told.value)
        name = tr("{label}: {value}", label=told.label, value=told.value)
        self.set_name(tr("{chip}, left as text", chip=name) if told.left or told.open else name)
        set_tip(self, told.why or name)
        self.restyle()

    def _sign(self) -> int:
        return 20 if self.told.band else 16 if self.told.icon else 10 if self.told.sign else 0

    def _before(self) -> int:
        sign = self._sign()
        return _PAD + (sign + _GAP if sign else 0) + text_width(self.told.label, "caption") + _GAP - 2

    def _words(self) -> int:
        return text_width(self.told.value, "name") + 2

    @override
    def sizeHint(self) -> QSize:
        width = self._before() + self._words() + _GAP + _PENCIL + _PAD
        return QSize(min(width, self._most), max(24, theme().density.small))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        told = self.told
        rounded(painter, area, 6, role_color(self.fill_role("window")), role_color("line"))
        self._draw_sign(painter)
        left = self._before() - text_width(told.label, "caption") - _GAP + 2
        high = self.height()
        draw_text(
            painter,
            QRect(left, 0, text_width(told.label, "caption") + 2, high),
            told.label,
            role="caption",
            color="muted",
        )
        room = self.width() - self._before() - _GAP - _PENCIL - _PAD
        value = QRect(self._before(), 0, room, high)
        draw_text(painter, value, told.value, role="name", color="muted" if told.left else "text")
        at = QRectF(self.width() - _PAD - _PENCIL, (high - _PENCIL) / 2, _PENCIL, _PENCIL)
        paint_icon(painter, at, "pencil", "muted")

    def _draw_sign(self, painter: QPainter) -> None:
        side = self._sign()
        box = QRectF(_PAD, (self.height() - side) / 2, side, side)
        if self.told.band:
            paint_band(painter, box, self.told.band, theme().tokens)
        elif self.told.icon:
            paint_icon(painter, box, self.told.icon, "muted")
        elif self.told.sign:
            paint_glyph(painter, box, self.told.sign, theme().tokens)


class ReadAs(QWidget):
    """ "Read as" with its chips, and below them why something was left as text; hidden while nothing was read."""

    pressed = Signal(object)
    resized = Signal()

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Read as"))
        self._last: QWidget = after
        self.chips: list[ReadChip] = []
        self._area = QWidget()
        self._flow = FlowLayout(self._area, gap=6)
        self._caption = PlainLabel(tr("Read as"), role="caption", color="muted")
        self.why = PlainLabel("", role="caption", color="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._caption)
        column.addWidget(self._area)
        column.addWidget(self.why)
        self.hide()
        theme().changed.connect(self._fit)

    def tell(self, told: Sequence[ChipText]) -> None:
        """Show chips; those that are there are used again, so that the focus stays where it is."""
        while len(self.chips) < len(told):
            self._add()
        focus = QApplication.focusWidget()
        if focus in self.chips[len(told) :]:
            (self.chips[len(told) - 1] if told else self._last_text()).setFocus()
        for chip, one in zip(self.chips, told, strict=False):
            chip.tell(one, self._width())
            chip.show()
        for chip in self.chips[len(told) :]:
            chip.hide()
        reasons = dict.fromkeys(one.why for one in told if one.why)
        self.why.setText(" ".join(list(reasons)[:2]))
        self.why.setVisible(bool(reasons))
        self.setVisible(bool(told))
        self._fit()

    def shown(self) -> list[ReadChip]:
        """The chips that are there."""
        return [chip for chip in self.chips if not chip.isHidden()]

    def _add(self) -> None:
        chip = ReadChip(self._area)
        chip.clicked.connect(self._clicked)
        self._flow.addWidget(chip)
        QWidget.setTabOrder(self.chips[-1] if self.chips else self._last, chip)
        self.chips.append(chip)

    def _last_text(self) -> QWidget:
        return self._last

    @Slot()
    def _clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, ReadChip):
            self.pressed.emit(chip)

    def _width(self) -> int:
        return max(_NARROW, self.width())

    @Slot()
    def _fit(self) -> None:
        """As high as the lines of chips are."""
        self._flow.invalidate()
        high = self._flow.heightForWidth(self._width()) if self.shown() else 0
        if high != self._area.height():
            self._area.setFixedHeight(high)
            self.resized.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for chip in self.shown():
                chip.tell(chip.told, self._width())
            self._fit()
