# SPDX-License-Identifier: Apache-2.0
"""The status bar: when it was saved, which file, what is due, and whose eyes the page is for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr, trn
from ui.text import short_time
from ui.theme.icons import paint_icon
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.paint import draw_text, text_width
from ui.widgets.panes import Panel
from ui.widgets.safe import set_tip
from ui.widgets.status import AudienceChip, Divider, StatusPart


class StatusLink(PaintedButton):
    """Words with an icon in the status bar that lead somewhere."""

    ring_radius = 4.0

    def __init__(self, text: str, parent: QWidget, *, icon: str) -> None:
        self._icon = icon
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return QSize(20 + text_width(self._label, "caption") + 2, theme().density.px(24))

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        paint_icon(painter, QRectF(0, (self.height() - 16) / 2, 16, 16), self._icon, "text")
        color = "accent" if self.underMouse() else "text"
        draw_text(painter, QRect(20, 0, self.width() - 20, self.height()), self._label, role="caption", color=color)


class AudienceMenu(AudienceChip):
    """For whom the window is, and the way to what others get; the window fills `menu` with its commands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("INTERNAL VIEW"), parent, arrow=True)
        self.setObjectName("cmbAudience")
        self.set_name(tr("This view is for: {audience}", audience=tr("Internal")))
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.menu.popup(self.mapToGlobal(QPoint(0, -self.menu.sizeHint().height() - 4)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._open()
            return
        super().keyPressEvent(event)


class StatusBar(Panel):
    """28 px high with a line above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="window", lines="t")
        self._reading = False
        self.saved = StatusPart("", self, icon="check")
        self.saved.setObjectName("lblSaved")
        self.file = StatusPart("", self)
        self.file.setObjectName("lblFile")
        self.due = StatusLink("", self, icon="clock")
        self.due.setObjectName("lnkClocks")
        self.sample = AudienceChip(tr("SAMPLE"), self, kind="info")
        self.sample.setObjectName("lblSample")
        self.sample.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.audience = AudienceMenu(self)
        set_tip(self.sample, tr("Everything in this portfolio is made up."))
        set_tip(self.audience, tr("What you see here is for you and your team, not for customers."))
        self.zoom = StatusPart("", self)
        self.zoom.setObjectName("lblZoom")
        self._before, self._gap = Divider(self), Divider(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(8)
        for part in (self.saved, self._before, self.file, self._gap, self.due):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.zoom)
        row.addWidget(self.sample)
        row.addWidget(self.audience)
        self.clear()
        theme().changed.connect(self._fit)
        self._fit()

    def clear(self) -> None:
        """No portfolio is open."""
        self.saved.set_text(tr("Nothing open"))
        self.saved.set_icon("")  # the tick is for what is saved
        self._before.hide()
        self.file.set_text("")
        set_tip(self.file, "")
        self.set_due(None)
        self.sample.hide()
        self.audience.hide()

    def set_file(self, path: Path, *, sample: bool, reading: bool = False) -> None:
        """A portfolio was opened; ``reading`` says that nothing is saved in it."""
        self._reading = reading
        self.saved.set_text(tr("For reading only") if reading else tr("Saved"))
        self.saved.set_icon("eye" if reading else "check")
        self._before.show()
        self.file.set_text(str(path))
        set_tip(self.file, str(path))
        self.sample.setVisible(sample)
        self.audience.show()

    def set_note(self, text: str) -> None:
        """Say something more about the file, in its tip."""
        set_tip(self.file, f"{self.file.text()}\n{text}")

    def set_saved(self, at: datetime) -> None:
        """Something was kept at this moment; not said once nothing can be, as a change may be told after a fault."""
        if self._reading:
            return
        self.saved.set_text(tr("Saved {time}", time=short_time(at)))

    def set_due(self, count: int | None) -> None:
        """How many things wait for today; None while that is not known."""
        self.due.setVisible(count is not None)
        self._gap.setVisible(count is not None)
        if count is not None:
            self.due.setText(trn("{n} due today", "{n} due today", count) if count else tr("Nothing due today"))

    def _fit(self) -> None:
        self.setFixedHeight(max(28, theme().density.px(28)))
        percent = round(theme().density.scale * 100)
        self.zoom.set_text("" if percent == 100 else tr("Text {n} %", n=percent))
