# SPDX-License-Identifier: Apache-2.0
"""The empty state: ghost rows, a headline, one sentence, buttons, and a quiet note."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import paint_grade, rounded
from ui.widgets.ring import RingOnFocus
from ui.widgets.safe import PlainLabel

# Per ghost row: grade, width of the name, width of the second column, share of the target reached in px.
_ROWS = (("s", 96, 48, 48), ("a", 72, 56, 30), ("b", 84, 40, 58))


class GhostRows(PaintedWidget):
    """A drawing of the list that will be here; it holds no text and is skipped by screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(336, 128)

    @override
    def draw(self, painter: QPainter) -> None:
        rounded(painter, QRectF(0, 0, 336, 128), 8, role_color("card"), role_color("line"))
        for left, width in ((16, 16), (48, 48), (176, 36), (256, 40)):
            rounded(painter, QRectF(left, 13, width, 7), 2, role_color("row_line"))
        for y, color in ((32, "line"), (64, "row_line"), (96, "row_line")):
            painter.fillRect(QRectF(1, y, 334, 1), role_color(color))
        for index, (grade, name, second, reached) in enumerate(_ROWS):
            top = 32 * (index + 1)
            paint_grade(painter, QRectF(16, top + 6, 20, 20), grade, theme().tokens)
            rounded(painter, QRectF(48, top + 12, name, 8), 2, role_color("line"))
            rounded(painter, QRectF(176, top + 12, second, 8), 2, role_color("row_line"))
            painter.fillRect(QRectF(256, top + 13, 64, 6), role_color("row_line"))
            painter.fillRect(QRectF(256, top + 13, reached, 6), role_color("selection_edge"))
            painter.fillRect(QRectF(308, top + 10, 2, 12), role_color("axis"))


class EmptyState(QWidget):
    """What a page says when it has nothing to show: ``headline`` and ``sentence`` in the middle, one step by
    `add_button`.

    ``ghost`` draws the rows that will be here; ``note`` is a quiet line below the buttons. ``compact`` is
    for panes: left, small, without the drawing; ``card`` gives such a one the ground of the list whose place it takes.
    """

    def __init__(
        self,
        headline: str,
        sentence: str = "",
        parent: QWidget | None = None,
        *,
        note: str = "",
        ghost: bool = False,
        compact: bool = False,
        card: bool = False,
    ) -> None:
        super().__init__(parent)
        self._bare = compact and not card
        self._ringed = RingOnFocus(self, 6.0)  # without a button it takes the focus of its page
        middle = Qt.AlignmentFlag.AlignLeft if compact else Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16 if compact else 64)
        column.setSpacing(0)
        if not compact:
            column.addStretch(1)
        if ghost and not compact:
            column.addWidget(GhostRows(self), 0, middle)
            column.addSpacing(32)
        self._labels(headline, sentence, note, compact=compact)
        column.addWidget(self._headline)
        column.addSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(12 if compact else 24)
        column.addLayout(self._button_row(compact=compact))
        column.addSpacing(12 if compact else 24)
        column.addWidget(self._note)
        column.addStretch(1)

    def _button_row(self, *, compact: bool) -> QLayout:
        """In the middle; a pane may be too narrow for all of them beside one another."""
        self._buttons: QLayout = FlowLayout(gap=8) if compact else QHBoxLayout()
        self._buttons.setSpacing(8)
        if compact:
            return self._buttons
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(self._buttons)
        holder.addStretch(1)
        return holder

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bare:  # it takes the place of a list and so has its ground
            painter = QPainter(self)
            painter.fillRect(self.rect(), role_color("card"))
            painter.end()

    def _labels(self, headline: str, sentence: str, note: str, *, compact: bool) -> None:
        self.setAccessibleName(headline)
        self.setAccessibleDescription(sentence)
        role = "strong" if compact else "page_title"
        self._headline = PlainLabel(headline, self, role=role, wrap=True)
        self._sentence = PlainLabel(sentence, self, color="muted", wrap=True)
        self._note = PlainLabel(note, self, role="caption", color="muted", wrap=True)
        for label in (self._headline, self._sentence, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft if compact else Qt.AlignmentFlag.AlignHCenter)
            label.setVisible(bool(label.full_text()))

    def add_button(self, button: Button) -> Button:
        """Put a button into the row below the sentence."""
        self._buttons.addWidget(button)
        if self.focusProxy() is None:
            self.setFocusProxy(button)
        return button

    def set_text(self, headline: str, sentence: str = "") -> None:
        """Change headline and sentence."""
        for label, text in ((self._headline, headline), (self._sentence, sentence)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(sentence)
