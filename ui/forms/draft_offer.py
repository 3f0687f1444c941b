# SPDX-License-Identifier: Apache-2.0
"""Below a field: what was typed there and not saved, to be put back or discarded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
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


class DraftOffer(QWidget):
    """``put_back`` and ``discard`` say what was chosen; the field itself is untouched until then."""

    put_back = Signal()
    discard = Signal()

    def __init__(self, field: str, draft: Draft, *, changed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draftOffer")
        self.draft = draft
        said = (
            tr("Typed {when} and not saved:", when=short_moment(draft.at)) if draft.at else tr("Typed and not saved:")
        )
        if changed:
            said = tr("{said} (the field was changed since)", said=said)
        self.said = WrappedLabel(said, self, role="caption", color="muted", wrap=True)
        self.text = WrappedLabel(beginning(draft.text), self, wrap=True)
        self.btn_back = Button(tr("Put back"), self, small=True, name=tr("Put back into {field}", field=field))
        self.btn_back.setObjectName("btnPutBack")
        self.btn_discard = Button(tr("Discard"), self, small=True, name=tr("Discard for {field}", field=field))
        self.btn_discard.setObjectName("btnDiscard")
        self.btn_back.clicked.connect(self.put_back)
        self.btn_discard.clicked.connect(self.discard)
        self.setAccessibleName(tr("{said} {text}", said=said, text=self.text.full_text()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out()
        theme().changed.connect(self.update)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(4)
        column.addWidget(self.said)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.btn_back)
        row.addWidget(self.btn_discard)
        row.addStretch(1)
        column.addLayout(row)

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


def beginning(text: str, most: int = _LONGEST) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
