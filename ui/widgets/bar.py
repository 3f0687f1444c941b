# SPDX-License-Identifier: Apache-2.0
"""The inline bar: sign, sentence and small buttons, in the layout beside its cause."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.ports import BarKind
from ui.theme.icons import icon_pixmap, role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusGlyph
from ui.widgets.paint import rounded
from ui.widgets.safe import PlainLabel


class _InfoSign(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._restyle()
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setPixmap(icon_pixmap("info-circle", 16, "accent", self.devicePixelRatioF()))


class Bar(QWidget):
    """A bar of kind "info", "watch" or "act": ``lead`` (one strong word or "") and ``text``; buttons by
    `add_button`.

    With ``closable`` an × at the right hides it and sends `closed`.
    """

    closed = Signal()

    def __init__(
        self,
        kind: BarKind,
        text: str = "",
        parent: QWidget | None = None,
        *,
        lead: str = "",
        closable: bool = False,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 8, 7)
        self._row.setSpacing(8)
        self._sign = self._made_sign()
        self._row.addWidget(self._sign)
        self._lead = PlainLabel(lead, self, role="strong")
        self._lead.setVisible(bool(lead))
        self._row.addWidget(self._lead)
        self._text = PlainLabel(text, self, wrap=True)
        self._row.addWidget(self._text, 1)
        self._buttons = 0
        if closable:
            close = Button(parent=self, variant="icon", icon="x", small=True, name=tr("Close"))
            close.clicked.connect(self._close)
            self._row.addWidget(close)
        self.setAccessibleName(text)
        self._restyle()
        theme().changed.connect(self._restyle)

    def set_kind(self, kind: BarKind) -> None:
        """Give it another sign and ground."""
        if kind == self._kind:
            return
        self._kind, before = kind, self._sign
        self._sign = self._made_sign()
        self._row.replaceWidget(before, self._sign)
        before.hide()
        before.deleteLater()
        self._sign.show()
        self._restyle()

    def kind(self) -> BarKind:
        """Which kind it is now."""
        return self._kind

    def _made_sign(self) -> QWidget:
        return _InfoSign(self) if self._kind == "info" else StatusGlyph(self._kind, self, size=14)

    def set_text(self, text: str, lead: str | None = None) -> None:
        """Change the sentence, and the strong word where it is given."""
        self._text.setText(text)
        if lead is not None:
            self._lead.setText(lead)
            self._lead.setVisible(bool(lead))
        self.setAccessibleName(" ".join(part for part in (self._lead.full_text(), text) if part))

    def text(self) -> str:
        """The sentence."""
        return self._text.full_text()

    def add_button(self, text: str, *, icon: str = "") -> Button:
        """Add a small button at the right (before the ×) and return it."""
        button = Button(text, self, small=True, icon=icon)
        self._buttons += 1
        self._row.insertWidget(2 + self._buttons, button)
        return button

    def button_count(self) -> int:
        """How many buttons were added."""
        return self._buttons

    def clear_buttons(self) -> None:
        """Take all added buttons away."""
        for _ in range(self._buttons):
            item = self._row.takeAt(3)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = 0

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _restyle(self) -> None:
        self.setMinimumHeight(theme().density.px(40))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, edge = role_color(f"bar_{self._kind}"), role_color(f"bar_{self._kind}_edge")
        rounded(painter, QRectF(self.rect()), 8, fill, edge)
        painter.end()
