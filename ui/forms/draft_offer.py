# SPDX-License-Identifier: Apache-2.0
"""Below a field: what was typed there and not saved, to be put back or discarded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.services.drafts import Draft
from ui.later import Later
from ui.text import short_moment
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.paint import rounded
from ui.widgets.safe import PlainLabel

_LONGEST = 240
_BESIDE = 520
_LEFT, _TOP, _RIGHT, _GAP = 12, 8, 8, 8
_SETTLE_MS = 60  # the form takes a moment to find its new height
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
        self.said = PlainLabel(_said(draft, field if named else "", changed=changed), self, **_QUIET)
        self.text = PlainLabel(beginning(draft.text), self, wrap=True)
        self.btn_back = Button(tr("Put back"), self, small=True, name=tr("Put back into {field}", field=field))
        self.btn_back.setObjectName("btnPutBack")
        self.btn_discard = Button(tr("Discard"), self, small=True, name=tr("Discard for {field}", field=field))
        self.btn_discard.setObjectName("btnDiscard")
        self.btn_back.clicked.connect(self.put_back)
        self.btn_discard.clicked.connect(self.discard)
        self.setAccessibleName(f"{self.said.full_text()} {self.text.full_text()}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._reveal = Later(self, self._show_whole, _SETTLE_MS)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        """Words above, buttons below or, where there is room, beside them; the height follows the width.

        Placed by hand: a layout that turns round remembers the height of its other arrangement.
        """
        first, then = self.btn_back.sizeHint(), self.btn_discard.sizeHint()
        row = first.width() + _GAP + then.width()
        beside = self.width() >= theme().density.px(_BESIDE)
        room = max(40, self.width() - _LEFT - _RIGHT - (row + 2 * _GAP if beside else 0))
        y = _TOP
        for label in (self.said, self.text):
            tall = label.heightForWidth(room)
            label.setGeometry(_LEFT, y, room, tall)
            y += tall + 2
        tall = max(first.height(), then.height())
        height = max(y, _TOP + tall) + _TOP if beside else y + _TOP + tall + _TOP
        x, top = (self.width() - _RIGHT - row, (height - tall) // 2) if beside else (_LEFT, y + _TOP - 2)
        self.btn_back.setGeometry(x, top, first.width(), tall)
        self.btn_discard.setGeometry(x + first.width() + _GAP, top, then.width(), tall)
        self.setFixedHeight(height)
        self.update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._reveal.start()

    def _show_whole(self) -> None:
        """Where its field has the focus it comes into sight with it, once the form has its new height."""
        focused, box = QApplication.focusWidget(), self.parentWidget()
        area: QWidget | None = box
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and box is not None and focused is not None and box.isAncestorOf(focused):
            area.ensureWidgetVisible(self, 8, 8)

    @override
    def sizeHint(self) -> QSize:
        return QSize(260, self.minimumHeight())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
