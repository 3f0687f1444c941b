# SPDX-License-Identifier: Apache-2.0
"""A wide button among others below each other: its sign or digit at the left, so that all labels begin in one line."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import draw_text, rounded, text_width

_PAD, _BARE_PAD, _GAP = 12, 16, 10


class Choice(PaintedButton):
    """``icon`` or ``key`` (a digit that also chooses it; it binds none) stands before the label, ``note`` muted at
    the right. ``bare`` has no edge at rest.
    """

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        key: str = "",
        icon: str = "",
        note: str = "",
        bare: bool = False,
    ) -> None:
        self._key, self._icon, self._icon_color, self._note, self._bare = key, icon, "muted", note, bare
        super().__init__(text, parent, name=", ".join(part for part in (key, text, note) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, color: str = "muted") -> None:
        """Change the sign and its colour role."""
        self._icon, self._icon_color = icon, color
        self.update()

    def set_note(self, note: str) -> None:
        """Change the words at the right."""
        self._note = note
        self.set_name(", ".join(part for part in (self._key, self._label, note) if part))
        self.updateGeometry()
        self.update()

    def note(self) -> str:
        """The words at the right."""
        return self._note

    def _side(self) -> int:
        return theme().density.px(20) if self._key else theme().density.icon

    def _pad(self) -> int:
        return _BARE_PAD if self._bare else _PAD

    @override
    def sizeHint(self) -> QSize:
        note = text_width(self._note, "caption") + _GAP if self._note else 0
        words = text_width(self._label, "name") + note
        return QSize(2 * self._pad() + self._side() + _GAP + words + 2, theme().density.control)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill = self.fill_role("" if self._bare else "card")
        edge = None if self._bare else role_color("button_edge" if self.isEnabled() else "line")
        if fill or edge is not None:
            rounded(painter, area, self.ring_radius, role_color(fill) if fill else None, edge)
        height, side = self.height(), self._side()
        place = QRectF(self._pad(), (height - side) / 2, side, side)
        color = "text" if self.isEnabled() else "disabled"
        if self._key:
            rounded(painter, place, 4, role_color("window"), role_color("line"))
            draw_text(
                painter, place.toRect(), self._key, role="badge", color=color, align=Qt.AlignmentFlag.AlignHCenter
            )
        elif self._icon:
            paint_icon(painter, place, self._icon, self._icon_color if self.isEnabled() else "disabled")
        left = self._pad() + side + _GAP
        room = self.width() - left - self._pad()
        note = text_width(self._note, "caption") if self._note else 0
        if self._note:
            right = QRect(left + room - note, 0, note, height)
            muted = "muted" if self.isEnabled() else "disabled"
            draw_text(painter, right, self._note, role="caption", color=muted, align=Qt.AlignmentFlag.AlignRight)
            room -= note + _GAP
        draw_text(painter, QRect(left, 0, room, height), self._label, role="name", color=color)
