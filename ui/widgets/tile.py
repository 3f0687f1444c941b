# SPDX-License-Identifier: Apache-2.0
"""A tile of the overview: title with its basis, number with state and note, a small drawing; the whole is a
button.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.chips import StatusGlyph
from ui.widgets.paint import rounded
from ui.widgets.safe import PlainLabel


class Tile(PaintedButton):
    """A framed card that is pressed as a whole (`clicked`); what it holds takes no input of its own."""

    def __init__(self, title: str, parent: QWidget | None = None, *, basis: str = "") -> None:
        super().__init__("", parent, name=title)
        self.ring_radius = 8.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title = PlainLabel(title, self, role="name")
        self._basis = PlainLabel(basis, self, role="caption", color="muted", elide=True)
        self._number = PlainLabel("", self, role="number")
        self._glyph = StatusGlyph("", self)
        self._word = PlainLabel("", self)
        self._note_glyph = StatusGlyph("", self)
        self._note = PlainLabel("", self, role="caption", color="muted", elide=True)
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(17, 11, 17, 11)
        self._column.setSpacing(0)
        self._column.addLayout(self._row(self._title, self._basis))
        self._numbers = self._row(self._number, self._glyph, self._word, self._note_glyph, self._note, stretch_at=3)
        self._column.addLayout(self._numbers)
        self._column.addStretch(1)
        for label in (self._number, self._glyph, self._word, self._note_glyph, self._note):
            label.hide()
        self._speak()
        theme().changed.connect(self._fit)
        self._fit()

    def _row(self, *parts: QWidget, stretch_at: int = 1) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for index, part in enumerate(parts):
            if index == stretch_at:
                row.addStretch(1)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        return row

    def set_title(self, title: str, basis: str = "") -> None:
        """Change the title and what it rests on ("82 % complete")."""
        self._title.setText(title)
        self._basis.setText(basis)
        self._speak()

    def set_number(self, number: str, state: str = "", word: str = "") -> None:
        """The large figure, its status sign and word. Fine values carry no sign."""
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._glyph.set_state(state)
        self._glyph.setVisible(bool(state))
        self._word.setText(word)
        self._word.setVisible(bool(word))
        # Without a figure the words keep some distance from the title, and a drawing without both even more.
        self._numbers.setContentsMargins(0, 0 if number else 4 if word else theme().density.px(14), 0, 0)
        self._speak()

    def set_note(self, note: str, state: str = "") -> None:
        """The small muted words at the right of the figure, with a sign where something is due."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note_glyph.set_state(state)
        self._note_glyph.setVisible(bool(state))
        self._speak()

    def set_content(self, widget: QWidget) -> None:
        """Put a drawing or a short list below the figure; it replaces the one before."""
        if self._content is not None:
            self._content.deleteLater()
        self._content = widget
        widget.setParent(self)
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column.insertWidget(2, widget)

    def content(self) -> QWidget | None:
        """The drawing or list, None when there is none."""
        return self._content

    def _speak(self) -> None:
        parts = (self._title, self._number, self._word, self._note, self._basis)
        self.set_name(", ".join(part.full_text() for part in parts if part.full_text()))

    def _fit(self) -> None:
        self.setFixedHeight(theme().density.px(152))
        # Large letters of some scripts ask for a taller line and would push the drawing out of the tile.
        self._number.setFixedHeight(theme().density.px(28))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().density.px(226), theme().density.px(152))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().density.px(180), theme().density.px(152))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        rounded(painter, area, 8, role_color(self.fill_role("card")), role_color("line"))
