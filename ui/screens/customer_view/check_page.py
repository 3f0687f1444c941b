# SPDX-License-Identifier: Apache-2.0
"""The findings: the list at the left, and at the right one of them in words two people can read at one laptop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.customer_view import CustomerView, ShownCheck
from ui.screens.customer_view.check_list import CheckList
from ui.screens.customer_view.parts import Passage, page_of, row_of
from ui.screens.customer_view.scale import ReadingScale
from ui.screens.review.parts import clear
from ui.theme.theme import theme
from ui.widgets.chips import StatusGlyph
from ui.widgets.flow import FlowLayout
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel, WrappedLabel

Picture = Callable[[str, int], bytes | None]
_WIDE, _PHOTO, _SIGN = 0.42, 560, 20


class CheckDetail(QWidget):
    """One finding: result, reading against its limit, explanation, advice and photos."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.title = WrappedLabel("", role="touch_title", wrap=True)
        self.model = PlainLabel("", role="touch_caption", color="muted")
        self.sign = StatusGlyph("", size=_SIGN)
        self.result = PlainLabel("", role="touch_key")
        self.measured = PlainLabel("", role="touch_body", color="muted")
        self.scale = ReadingScale()
        self.finding = Passage(tr("What we found"))
        self.advice = Passage(tr("What we advise"))
        self.source = PlainLabel("", role="touch_caption", color="muted", wrap=True)
        self._photos = QVBoxLayout()
        self._photos.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(14)
        column.addWidget(self.title)
        column.addWidget(self.model)
        column.addLayout(row_of(self.sign, self.result, self.measured))
        for part in (self.scale, self.finding, self.advice, self.source):
            column.addWidget(part)
        column.addLayout(self._photos)
        column.addStretch(1)

    def show_check(self, check: ShownCheck) -> None:
        """Show a finding."""
        self.title.setText(check.title)
        self.model.setText(" · ".join(part for part in (check.code, check.model) if part))
        self.model.setVisible(bool(self.model.full_text()))
        self.sign.set_state(check.glyph)
        self.result.setText(check.result)
        limit = tr("limit {limit}", limit=check.limit) if check.limit else ""
        self.measured.setText(" · ".join(part for part in (check.reading, limit) if part))
        self.measured.setVisible(bool(self.measured.full_text()))
        self.scale.show_check(check)
        self.finding.say(check.finding)
        self.advice.say(check.advice)
        self.source.setText(tr("Limit from: {source}", source=check.source) if check.source else "")
        self.source.setVisible(bool(check.source))
        self._show_photos(check)

    def _show_photos(self, check: ShownCheck) -> None:
        clear(self._photos)
        for n, sha in enumerate(check.photos, 1):
            data = self._picture(sha, 2 * theme().density.px(_PHOTO))
            pixmap = QPixmap()
            if data is None or not pixmap.loadFromData(data):
                continue
            self._photos.addWidget(_Photo(pixmap, tr("Photo {n} of {name}", n=n, name=check.title)))


class _Photo(QWidget):
    """A photo as wide as there is room, up to a limit, and never larger than it is."""

    def __init__(self, picture: QPixmap, name: str) -> None:
        super().__init__()
        self._whole = picture
        self.setAccessibleName(name)
        self.setMinimumWidth(120)

    def _shown(self) -> QSize:
        most = min(self.width(), theme().density.px(_PHOTO), self._whole.width())
        return self._whole.size().scaled(QSize(most, self._whole.height()), Qt.AspectRatioMode.KeepAspectRatio)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._shown().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(QPoint(0, 0), self._shown()), self._whole)
        painter.end()


def _overview(view: CustomerView) -> QWidget:
    """The summary, and how many of the results shown are which."""
    made = Panel(lines="b", line="row_line")
    column = QVBoxLayout(made)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    if view.summary:
        column.addWidget(WrappedLabel(view.summary, role="touch_caption", wrap=True))
    counts = QWidget()
    flow = FlowLayout(counts, gap=12)
    for glyph, word, count in view.counts:
        pair = QWidget()
        both = QHBoxLayout(pair)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(6)
        both.addWidget(StatusGlyph(glyph, size=14))
        both.addWidget(PlainLabel(tr("{n} {word}", n=count, word=word), role="touch_caption", color="muted"))
        flow.addWidget(pair)
    column.addWidget(counts)
    return made


class CheckPage(Panel):
    """Both; with nothing to show it says so."""

    def __init__(self, view: CustomerView, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CheckList(view.checks)
        self.detail = CheckDetail(picture)
        self.area = page_of(self.detail)
        self.none = PlainLabel(tr("No finding is shown."), role="touch_body", color="muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        edge = Panel(lines="r")
        inside = QVBoxLayout(edge)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.setSpacing(0)
        inside.addWidget(_overview(view))
        inside.addWidget(self.list, 1)
        both.addWidget(edge, round(_WIDE * 100))
        both.addWidget(self.area, round((1 - _WIDE) * 100))
        both.addWidget(self.none, 100)
        edge.setVisible(bool(view.checks))
        self.area.setVisible(bool(view.checks))
        self.none.setVisible(not view.checks)
        self.list.shown.connect(self._show)
        self.list.go(0)

    @Slot(object)
    def _show(self, check: ShownCheck | None) -> None:
        if check is not None:
            self.detail.show_check(check)
            self.area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Begin at the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, by: int) -> None:
        """The next finding, or the one before."""
        self.list.step(by)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(640, 320)
