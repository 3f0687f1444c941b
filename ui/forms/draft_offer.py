# SPDX-License-Identifier: Apache-2.0
"""Below a field: what was typed there and not saved, to be put back or discarded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.services.drafts import Draft
from ui.text import short_moment
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.paint import rounded
from ui.widgets.safe import WrappedLabel

_LONGEST = 240
_BESIDE = 520
_QUIET: dict[str, Any] = {"role": "caption", "color": "muted", "wrap": True}


class DraftOffer(QWidget):
    """``put_back`` and ``discard`` say what was chosen; the field itself is untouched until then.

    ``named``: it does not stand at its field, so it names it.
    """

    put_back = Signal()
    discard = Signal()

    def __init__(
        self, field: str, draft: Draft, *, changed: bool = False, named: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("draftOffer")
        self.draft = draft
        self.said = WrappedLabel(_said(draft, field if named else "", changed=changed), self, **_QUIET)
        self.text = WrappedLabel(beginning(draft.text), self, wrap=True)
        self.btn_back = Button(tr("Put back"), self, small=True, name=tr("Put back into {field}", field=field))
        self.btn_back.setObjectName("btnPutBack")
        self.btn_discard = Button(tr("Discard"), self, small=True, name=tr("Discard for {field}", field=field))
        self.btn_discard.setObjectName("btnDiscard")
        self.btn_back.clicked.connect(self.put_back)
        self.btn_discard.clicked.connect(self.discard)
        self.setAccessibleName(f"{self.said.full_text()} {self.text.full_text()}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        theme().changed.connect(self.update)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.text)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.btn_back)
        buttons.addWidget(self.btn_discard)
        buttons.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._sides.setContentsMargins(12, 7, 8, 8)
        self._sides.setSpacing(8)
        self._sides.addLayout(words, 1)
        self._sides.addLayout(buttons)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= theme().density.px(_BESIDE)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def follow_tab(self, field: QWidget) -> None:
        """Tab comes here from the field."""
        if field.window() is self.window():
            QWidget.setTabOrder(field, self.btn_back)
            QWidget.setTabOrder(self.btn_back, self.btn_discard)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, role_color("bar_info"), role_color("bar_info_edge"))
        painter.end()


def _said(draft: Draft, field: str, *, changed: bool) -> str:
    when = short_moment(draft.at) if draft.at else tr("earlier")
    if field:
        return tr("{field}, typed {when} and not saved:", field=field, when=when)
    if changed:
        return tr("Typed {when} and not saved; the field was changed since:", when=when)
    return tr("Typed {when} and not saved:", when=when)


def beginning(text: str, most: int = _LONGEST) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
