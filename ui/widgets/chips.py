# SPDX-License-Identifier: Apache-2.0
"""Chips: filter, grade, risk band, level, tag and status sign."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.kernel.override import override
from planner.kernel.text import N_, tr
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import (
    draw_text,
    paint_band,
    paint_glyph,
    paint_grade,
    paint_level,
    paint_tag,
    rounded,
    text_width,
)

_BAND_WORDS = {"l": N_("Low"), "m": N_("Medium"), "h": N_("High"), "e": N_("Extreme")}
_STATE_WORDS = {
    "fine": N_("fine"),
    "watch": N_("watch"),
    "act": N_("needs action"),
    "unknown": N_("not assessed"),
}


class FilterChip(PaintedButton):
    """A checkable filter; on = selection fill, tick and accent word; ``count`` ("" = none) stands after the
    word.
    """

    def __init__(
        self, text: str, parent: QWidget | None = None, *, name: str = "", count: str = "", tip: str = ""
    ) -> None:
        self._count = count
        super().__init__(text, parent, name=name, tip=tip)
        self.setCheckable(True)
        self.restyle()

    @override
    def restyle(self) -> None:
        self.ring_radius = self._height() / 2
        super().restyle()

    def set_count(self, count: str) -> None:
        """Change the number after the word."""
        self._count = count
        self.restyle()

    def _height(self) -> int:
        return max(24, theme().density.small)

    def _role(self) -> str:
        return "badge" if self.isChecked() else "caption"

    def _inner(self) -> int:
        width = text_width(self._label, self._role())
        if self.isChecked():
            width += 16 + 4
        if self._count:
            width += 4 + text_width(self._count, "caption")
        return width

    @override
    def checkStateSet(self) -> None:
        """Ticked by code, as by "Clear filters": the sign needs room or gives it back."""
        super().checkStateSet()
        self.updateGeometry()

    @override
    def nextCheckState(self) -> None:
        super().nextCheckState()
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(28, self._inner() + 16), self._height())

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        fill = self.fill_role("selection" if on else "card")
        rounded(painter, area, self.ring_radius, role_color(fill), role_color("selection_edge" if on else "line"))
        color = "disabled" if not self.isEnabled() else "accent" if on else "text"
        x = (self.width() - self._inner()) // 2
        if on:
            paint_icon(painter, QRectF(x, (self.height() - 16) / 2, 16, 16), "check", color)
            x += 16 + 4
        width = text_width(self._label, self._role())
        draw_text(painter, QRect(x, 0, width + 1, self.height()), self._label, role=self._role(), color=color)
        if self._count:
            area_left = x + width + 4
            rest = QRect(area_left, 0, self.width() - area_left, self.height())
            draw_text(painter, rest, self._count, role="caption", color="muted")


class _Chip(PaintedWidget):
    """A painted square that never grows."""

    side = 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = theme().density.px(self.side)
        return QSize(side, side)


class GradeChip(_Chip):
    """The grade letter: 20 px, or 28 in headers with ``large``. ``grade`` is s, a, b, c; anything else is
    "–".
    """

    def __init__(self, grade: str = "", parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self.side = 28 if large else 20
        self._grade = ""
        self.set_grade(grade)

    def set_grade(self, grade: str) -> None:
        """Show another grade."""
        self._grade = grade
        known = grade.lower() in {"s", "a", "b", "c"}
        self.setAccessibleName(tr("Grade {grade}", grade=grade.upper()) if known else tr("Not graded"))
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        paint_grade(painter, QRectF(self.rect()), self._grade, theme().tokens)


class BandChip(_Chip):
    """The risk band letter, 20 px. ``band`` is l, m, h, e or a word beginning so; anything else is a dashed
    box.
    """

    def __init__(self, band: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band = ""
        self.set_band(band)

    def set_band(self, band: str) -> None:
        """Show another band."""
        self._band = band
        word = _BAND_WORDS.get(band.lower()[:1], "")
        self.setAccessibleName(tr("Risk band {band}", band=tr(word)) if word else tr("Not rated"))
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        paint_band(painter, QRectF(self.rect()), self._band, theme().tokens)


class LevelChip(_Chip):
    """A relation level: ``text`` such as "+2" in a block coloured by the sign of ``value``; None = not met,
    dashed.
    """

    side = 24

    def __init__(self, value: float | None, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._text = ""
        self.set_level(value, text)

    def set_level(self, value: float | None, text: str) -> None:
        """Show another level."""
        self._value, self._text = value, text
        self.setAccessibleName(tr("Not met") if value is None else tr("Level {level}", level=text))
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        paint_level(painter, QRectF(self.rect()), self._value, self._text, theme().tokens)


class Tag(PaintedWidget):
    """A word in an edge, muted: "Draft", "Internal"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the word."""
        self._text = text
        self.setAccessibleName(text)
        self.restyle()

    @override
    def sizeHint(self) -> QSize:
        return QSize(text_width(self._text, "caption") + 14, theme().density.px(20))

    @override
    def draw(self, painter: QPainter) -> None:
        paint_tag(painter, self.rect(), self._text)


class StatusGlyph(_Chip):
    """The status sign alone (fine ●, watch ▲, act ◆, unknown dashed ring); put its word beside it, or use
    `StatusText`.
    """

    def __init__(self, state: str = "", parent: QWidget | None = None, *, size: int = 12) -> None:
        super().__init__(parent)
        self.side = size
        self._state = ""
        self.set_state(state)

    def set_state(self, state: str) -> None:
        """Show another state; "" paints nothing."""
        self._state = state
        word = _STATE_WORDS.get(state, "")
        self.setAccessibleName(tr(word) if word else "")
        self.update()

    @override
    def draw(self, painter: QPainter) -> None:
        paint_glyph(painter, QRectF(self.rect()), self._state, theme().tokens)


class StatusText(PaintedWidget):
    """A status sign with its word: `StatusText("watch", "Report due Tue")`; ``role`` is the type role of the
    word.
    """

    def __init__(
        self, state: str, text: str, parent: QWidget | None = None, *, role: str = "body", size: int = 12
    ) -> None:
        super().__init__(parent)
        self._state, self._text, self._role, self._size = "", "", role, size
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_status(state, text)

    def set_status(self, state: str, text: str) -> None:
        """Show another state and word."""
        self._state, self._text = state, text
        self.setAccessibleName(text)
        self.restyle()

    def _glyph(self) -> int:
        return theme().density.px(self._size) if self._state else 0

    @override
    def sizeHint(self) -> QSize:
        gap = 6 if self._state else 0
        return QSize(self._glyph() + gap + text_width(self._text, self._role) + 2, theme().density.px(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._glyph() + 48), self.sizeHint().height())

    @override
    def draw(self, painter: QPainter) -> None:
        side = self._glyph()
        if side:
            paint_glyph(painter, QRectF(0, (self.height() - side) / 2, side, side), self._state, theme().tokens)
        left = side + 6 if side else 0
        rest = QRect(left, 0, self.width() - left, self.height())
        draw_text(painter, rest, self._text, role=self._role, color="text")
