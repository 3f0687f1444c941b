# SPDX-License-Identifier: Apache-2.0
"""Show untrusted text as plain text only: labels and tooltips (documents and links: `ui.widgets.outside`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from planner.kernel.override import override
from ui.theme.icons import role_color
from ui.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

# The module html brings a table of two thousand names, which the first page would wait for.
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "\n": "<br>"})


class PlainLabel(QLabel):
    """A label that shows its text as it is, in a type role and a colour role of the theme.

    ``role`` is one of `ui.theme.fonts.ROLES`, ``color`` a colour role. ``elide`` shortens the end with "…"
    to the
    width at hand (the full text becomes the tooltip); ``selectable`` lets the user mark and copy; ``wrap``
    breaks lines.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "body",
        color: str = "text",
        elide: bool = False,
        selectable: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._role, self._color, self._elide = role, color, elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        # Otherwise a label lying on a button or an editor takes that part's text colour.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._restyle()
        theme().changed.connect(self._restyle)
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        """Show ``text``; markup in it stays visible as typed."""
        self._full = text
        self.setAccessibleName(text)
        self._show()
        self.updateGeometry()

    def full_text(self) -> str:
        """The whole text, also where only its beginning has room."""
        return self._full

    def set_role(self, role: str) -> None:
        """Change the type role."""
        self._role = role
        self._restyle()

    def set_color(self, color: str) -> None:
        """Change the colour role."""
        self._color = color
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, role_color(self._color))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, theme().tokens.color("disabled"))
        self.setPalette(palette)
        self._show()

    def _show(self) -> None:
        shown = self._full
        if self._elide:
            one_line = " ".join(self._full.split())
            metrics = QFontMetrics(self.font())
            shown = metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, max(0, self.contentsRect().width()))
            set_tip(self, self._full if shown != one_line else "")
        if shown != super().text():
            super().setText(shown)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.palette().color(QPalette.ColorRole.WindowText) != role_color(self._color):
            self._restyle()  # the theme was changed while the label was hidden

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self._show()

    @override
    def sizeHint(self) -> QSize:
        if not self._elide:
            return super().sizeHint()
        metrics = QFontMetrics(self.font())
        margins = self.contentsMargins()
        one_line = " ".join(self._full.split())
        # Letters of another script may be taller than the line of the main one.
        height = max(metrics.height(), metrics.size(Qt.TextFlag.TextSingleLine, one_line).height())
        return QSize(
            metrics.horizontalAdvance(one_line) + 2 + margins.left() + margins.right(),
            height + margins.top() + margins.bottom(),
        )

    @override
    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        return QSize(24, self.sizeHint().height())


class WrappedLabel(PlainLabel):
    """A text in lines that always has the height of all of them; grids and scroll areas do not see to it."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._grow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    @override
    def sizeHint(self) -> QSize:
        """Qt guesses a narrow block of text; once the width is known, so is the height."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.minimumHeight() or hint.height())

    def _grow(self) -> None:
        self.setMinimumHeight(0)  # Qt answers with at least this, so that the label would never get lower again
        if self.full_text():
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


def tip_text(text: str) -> str:
    """Tooltip text that Qt shows as typed: escaped, in lines, and wrapped when it is long. Empty stays empty."""
    if not text:
        return ""
    return "<qt>" + text.translate(_ESCAPED) + "</qt>"


def set_tip(target: QWidget | QAction, text: str) -> None:
    """Give a widget or action a tooltip of plain text; "" takes it away."""
    target.setToolTip(tip_text(text))
