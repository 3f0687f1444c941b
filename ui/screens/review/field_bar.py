# SPDX-License-Identifier: Apache-2.0
"""A bar of the field sheet in touch size: what was seen before, what was not saved, what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from ui.ports import BarKind
from ui.screens.review.field_parts import TouchButton
from ui.theme.icons import icon_pixmap, role_color
from ui.theme.theme import theme
from ui.widgets.chips import StatusGlyph
from ui.widgets.paint import rounded
from ui.widgets.safe import PlainLabel

Action = tuple[str, Callable[[], object]]


class FieldBar(QWidget):
    """One sentence with a strong beginning and up to two buttons; empty it takes no room."""

    def __init__(self, icon: str, parent: QWidget | None = None, *, closable: bool = False) -> None:
        super().__init__(parent)
        self._icon_name, self._kind = icon, "info"
        self._icon = QLabel(self)
        self._sign = StatusGlyph("watch", self, size=16)
        self._lead = PlainLabel(role="touch_value")
        self._text = PlainLabel(role="touch_caption", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 5, 12, 5)
        self._row.setSpacing(10)
        for part in (self._icon, self._sign, self._lead):
            self._row.addWidget(part)
        self._row.addWidget(self._text, 1)
        self._buttons: list[TouchButton] = []
        self.btn_close: TouchButton | None = None
        if closable:
            self.btn_close = TouchButton(icon="x", bare=True, side=40, name=tr("Close"))
            self.btn_close.clicked.connect(self.clear)
            self._row.addWidget(self.btn_close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def text(self) -> str:
        """All that it says; "" while it is empty."""
        if self.isHidden():
            return ""
        return " ".join(part for part in (self._lead.full_text(), self._text.full_text()) if part)

    def buttons(self) -> list[TouchButton]:
        """Its buttons, from left to right."""
        return list(self._buttons)

    def say(self, lead: str, text: str, actions: Sequence[Action] = (), *, kind: BarKind = "info") -> None:
        """Say something, in place of what it said before."""
        self._drop_buttons()
        self._kind = kind
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._text.setText(text)
        for n, (word, act) in enumerate(actions):
            button = TouchButton(word, height=40)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.append(button)
            self._row.insertWidget(4 + n, button)
        self._icon.setVisible(kind == "info")
        self._sign.setVisible(kind != "info")
        self._sign.set_state("act" if kind == "act" else "watch")
        self.show()
        self.setAccessibleName(self.text)
        self._restyle()

    def clear(self) -> None:
        """Say nothing any more."""
        self.hide()
        self._drop_buttons()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    def _restyle(self) -> None:
        self.setMinimumHeight(52)
        self._icon.setPixmap(icon_pixmap(self._icon_name, 22, "accent", self.devicePixelRatioF()))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge = role_color(f"bar_{self._kind}"), role_color(f"bar_{self._kind}_edge")
        rounded(painter, QRectF(self.rect()), 8, fill, edge)
        painter.end()


class FootLabel(QWidget):
    """What comes next, in the middle of the foot: a muted word and a name that gives way where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = PlainLabel(role="touch_caption", color="muted")
        self._name = PlainLabel(role="touch_value", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._word)
        row.addWidget(self._name, 0)
        row.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_next(self, word: str, name: str) -> None:
        """Show a name; both empty show nothing."""
        self._word.setText(word)
        self._name.setText(name)

    def text(self) -> str:
        """Word and name."""
        return f"{self._word.full_text()} {self._name.full_text()}".strip()
