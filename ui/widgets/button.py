# SPDX-License-Identifier: Apache-2.0
"""The button: normal, primary, text or icon; normal or small; with icon, shortcut and menu arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from planner.kernel.override import override
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import draw_text, rounded, text_width
from ui.widgets.safe import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

Variant = Literal["normal", "primary", "text", "icon"]
_GAP = 6


class Button(PaintedButton):
    """A button in the visual language (at most one primary per pane).

    ``icon`` is a file name of resources/icons without its ending, ``shortcut`` is shown after the label in
    muted,
    ``small`` makes it 24 instead of 32 px high, ``arrow`` adds a chevron for a button that
    opens a menu, ``trail`` any other icon after the label. Icon buttons
    need ``name``: it is their accessible name and, without ``tip``, their tooltip.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        variant: Variant = "normal",
        icon: str = "",
        shortcut: str = "",
        small: bool = False,
        arrow: bool = False,
        trail: str = "",
        name: str = "",
        tip: str = "",
    ) -> None:
        self._variant: Variant = variant
        self._icon, self._shortcut, self._small = icon, shortcut, small
        self._trail = "chevron-down" if arrow else trail
        self._menu: QMenu | None = None
        self._action: QAction | None = None
        super().__init__(text, parent, name=name, tip=tip or ("" if text else name))
        self.ring_radius = 5.0 if small else 6.0

    def set_variant(self, variant: Variant) -> None:
        """Change the variant."""
        self._variant = variant
        self.restyle()

    @property
    def icon_name(self) -> str:
        """The name of the icon, "" where there is none."""
        return self._icon

    def set_icon(self, icon: str) -> None:
        """Change or take away ("") the icon."""
        self._icon = icon
        self.restyle()

    def set_shortcut_text(self, shortcut: str) -> None:
        """Change the shortcut shown after the label; it binds no key."""
        self._shortcut = shortcut
        self.restyle()

    def set_menu(self, menu: QMenu) -> None:
        """Open ``menu`` below the button when it is pressed."""
        self._menu = menu
        menu.aboutToShow.connect(self._give_letters)
        self.clicked.connect(self._open_menu)

    def follow(self, action: QAction, *, keep_label: bool = False) -> None:
        """Mirror an action: label (unless ``keep_label``), state and tooltip; a press triggers it."""
        self._action = action
        self._keep_label = keep_label
        action.changed.connect(self._mirror)
        self.clicked.connect(action.trigger)
        self._mirror()

    def _mirror(self) -> None:
        if self._action is None:
            return
        if not self._keep_label:
            self.setText(self._action.iconText())
        from PySide6.QtGui import QKeySequence

        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if self._variant != "icon" and keys:
            self._shortcut = keys
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
        if self._action.toolTip() != self._action.iconText():
            self.setToolTip(self._action.toolTip())
        elif self._variant == "icon":
            set_tip(self, self._action.iconText())
        self.restyle()

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _give_letters(self) -> None:
        if self._menu is not None:
            from ui.widgets.letters import give_letters

            give_letters(self._menu)

    # -- size and paint

    def _text_role(self) -> str:
        return "head" if self._small else "name"

    def _padding(self) -> int:
        if self._variant == "text":
            return 6
        return 8 if self._small else 12

    def _height(self) -> int:
        density = theme().density
        return density.small if self._small else density.control

    def _parts_width(self) -> int:
        side = theme().density.icon
        widths = [side] if self._icon else []
        if self._label and self._variant != "icon":
            widths.append(text_width(self._label, self._text_role()))
        if self._shortcut and self._variant != "icon":
            widths.append(text_width(self._shortcut, "caption"))
        if self._trail:
            widths.append(side)
        return sum(widths) + _GAP * max(0, len(widths) - 1)

    @override
    def sizeHint(self) -> QSize:
        height = self._height()
        if self._variant == "icon" and not self._trail:
            return QSize(height, height)
        return QSize(max(24, self._parts_width() + 2 * self._padding()), height)

    def _colors(self) -> tuple[str, str, str, str]:
        """Roles of fill, edge, text and icon; "" paints none."""
        bare = self._variant in {"text", "icon"}
        if not self.isEnabled():
            return "" if bare else "card", "" if bare else "line", "disabled", "disabled"
        if self._variant == "primary":
            fill = "accent_hover" if self.isDown() or self.underMouse() else "accent"
            return fill, fill, "on_accent", "on_accent"
        if self.isChecked():
            return "selection", "selection_edge", "accent", "accent"
        fill = self.fill_role("" if bare else "card")
        if self._variant == "text":
            return fill, "", "accent", "accent"
        return fill, "" if bare else "button_edge", "text", "muted"

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill, edge, text, symbol = self._colors()
        if fill or edge:
            rounded(
                painter,
                area,
                self.ring_radius,
                role_color(fill) if fill else None,
                role_color(edge) if edge else None,
            )
        self._draw_parts(painter, text, symbol)

    def _draw_parts(self, painter: QPainter, text: str, symbol: str) -> None:
        side = theme().density.icon
        x = (self.width() - self._parts_width()) // 2
        height = self.height()
        if self._icon:
            paint_icon(painter, QRectF(x, (height - side) / 2, side, side), self._icon, symbol)
            x += side + _GAP
        if self._variant == "icon" and not self._trail:
            return
        if self._label and self._variant != "icon":
            role = self._text_role()
            width = text_width(self._label, role)
            draw_text(painter, QRect(x, 0, width + 1, height), self._label, role=role, color=text)
            x += width + _GAP
        if self._shortcut and self._variant != "icon":
            width = text_width(self._shortcut, "caption")
            color = text if self._variant == "primary" or not self.isEnabled() else "muted"
            draw_text(painter, QRect(x, 0, width + 1, height), self._shortcut, role="caption", color=color)
            x += width + _GAP
        if self._trail:
            paint_icon(painter, QRectF(x, (height - side) / 2, side, side), self._trail, symbol)


class LinkButton(Button):
    """A text button as a link in a sentence or list: small, no padding, pointing hand."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, icon: str = "", name: str = "") -> None:
        super().__init__(text, parent, variant="text", icon=icon, small=True, name=name)
        self.ring_radius = 4.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def _padding(self) -> int:
        return 0
