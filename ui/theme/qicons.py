# SPDX-License-Identifier: Apache-2.0
"""Icons for what Qt paints itself: as QIcon, and bound to an action or button so that they follow the theme."""

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QAbstractButton

from ui.theme.icons import icon_pixmap
from ui.theme.theme import theme

_AFTER_FIRST_PAGE_MS = 250


def icon(name: str, size: int = 16, color: str = "muted") -> QIcon:
    """A QIcon in the current theme's colours: normal, disabled and selected; it does not follow a theme
    change.
    """
    made = QIcon()
    for mode, role in (
        (QIcon.Mode.Normal, color),
        (QIcon.Mode.Active, color),
        (QIcon.Mode.Disabled, "disabled"),
        (QIcon.Mode.Selected, "accent"),
    ):
        for ratio in (1.0, 2.0):
            made.addPixmap(icon_pixmap(name, size, role, ratio), mode)
    return made


class _IconBinding(QObject):
    """Gives its parent the icon again whenever the theme changes."""

    def __init__(self, parent: QAction | QAbstractButton, name: str, size: int, color: str) -> None:
        super().__init__(parent)
        self._target = parent
        self._name, self._size, self._color = name, size, color
        theme().changed.connect(self.refresh)
        if isinstance(parent, QAction):
            # menus are closed while the window opens: their icons need not hold up its first page
            QTimer.singleShot(_AFTER_FIRST_PAGE_MS, self, self.refresh)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Set the icon in the colours of the current theme."""
        self._target.setIcon(icon(self._name, self._size, self._color))
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(self._size, self._size))


def bind_icon(target: QAction | QAbstractButton, name: str, size: int = 16, color: str = "muted") -> None:
    """Give an action or a plain Qt button an icon that follows the theme."""
    _IconBinding(target, name, size, color)
