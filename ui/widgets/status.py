# SPDX-License-Identifier: Apache-2.0
"""Parts of the status bar: words with an icon, a thin divider, and the audience chip."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.kernel.override import override
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, paint_glyph, rounded, text_width


class StatusPart(PaintedWidget):
    """Muted words with an icon; ``active`` (a running clock) uses the text colour. Long text is shortened in
    the middle.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, icon: str = "", active: bool = False) -> None:
        super().__init__(parent)
        self._text, self._icon, self._active = "", icon, active
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str, *, active: bool | None = None) -> None:
        """Change the words, and whether they are in the text colour."""
        self._text = text
        self._active = self._active if active is None else active
        self.setAccessibleName(text)
        self.restyle()

    def set_icon(self, icon: str) -> None:
        """Change or take away ("") the icon."""
        self._icon = icon
        self.restyle()

    def text(self) -> str:
        """The words shown."""
        return self._text

    @override
    def sizeHint(self) -> QSize:
        icon = 16 + 4 if self._icon else 0
        return QSize(icon + text_width(self._text, "caption") + 2, theme().density.px(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 60), self.sizeHint().height())

    @override
    def draw(self, painter: QPainter) -> None:
        color = "text" if self._active else "muted"
        left = 0
        if self._icon:
            paint_icon(painter, QRectF(0, (self.height() - 16) / 2, 16, 16), self._icon, color)
            left = 20
        rest = QRect(left, 0, self.width() - left, self.height())
        draw_text(painter, rest, self._text, role="caption", color=color)


class Divider(PaintedWidget):
    """The thin upright line between parts of the status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(17, 12)

    @override
    def draw(self, painter: QPainter) -> None:
        painter.fillRect(QRect(8, (self.height() - 12) // 2, 1, 12), role_color("line"))


class AudienceChip(PaintedButton):
    """Who may read what is on the screen: "INTERNAL VIEW" with ◆ on the act fill; ``arrow`` where it opens a
    menu.

    ``kind`` "act" is for internal, "info" for what may be shown.
    """

    ring_radius = 4.0

    def __init__(self, text: str, parent: QWidget | None = None, *, kind: str = "act", arrow: bool = False) -> None:
        self._kind, self._arrow = kind, arrow
        super().__init__(text, parent)

    def _sign(self) -> int:
        return 10 + 6 if self._kind == "act" else 0

    @override
    def sizeHint(self) -> QSize:
        arrow = 6 + 16 if self._arrow else 0
        # 24 px is the smallest target; the chip itself is painted 20 px high.
        return QSize(16 + self._sign() + text_width(self._label, "badge") + 2 + arrow, theme().density.px(24))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        chip = area.adjusted(0, 2, 0, -2)
        rounded(painter, chip, 4, role_color(f"bar_{self._kind}"), role_color(f"bar_{self._kind}_edge"))
        left = 8
        if self._sign():
            paint_glyph(painter, QRectF(left, (self.height() - 10) / 2, 10, 10), "act", theme().tokens)
            left += self._sign()
        rest = QRect(left, 0, self.width() - left, self.height())
        used = draw_text(painter, rest, self._label, role="badge")
        if self._arrow:
            paint_icon(painter, QRectF(left + used + 6, (self.height() - 16) / 2, 16, 16), "chevron-down", "text")
