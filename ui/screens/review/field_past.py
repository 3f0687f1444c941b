# SPDX-License-Identifier: Apache-2.0
"""Below the keys of the field sheet, where a larger window has room: earlier readings as a line, and the photos."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.common.attachment import Attachment
from planner.kernel.text import tr
from planner.services import attachments
from planner.services.field_sheet import SheetPage
from planner.views.review_checks import CheckDetail, Reading, limits, number
from ui.later import Later
from ui.screens.review.parts import clear
from ui.screens.review.readings_chart import ReadingsChart
from ui.screens.review.thumbs import ThumbButton
from ui.theme.theme import theme
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.screens.review.field_photo import FieldPhotos

_MOST_PHOTOS: Final = 4
_REST_MS: Final = 200  # one who goes through the checks does not wait for what is only looked at


class FieldPast(QWidget):
    """Fills itself a moment after a check came to rest."""

    def __init__(self, photos: FieldPhotos) -> None:
        super().__init__()
        self._photos = photos
        self._page: SheetPage | None = None
        self._on = date.min
        self._small: dict[str, QPixmap] = {}
        self.title = PlainLabel(tr("Earlier readings"), role="touch_caption", color="muted")
        self.chart = ReadingsChart()
        self._thumbs = QHBoxLayout()
        self._thumbs.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addWidget(self.chart, 1)
        beside.addLayout(self._thumbs)
        column.addLayout(beside)
        self._later = Later(self, self._fill, _REST_MS, photos.app.session)
        self._show_chart(drawn=False)

    def show_page(self, page: SheetPage, on: date) -> None:
        """Show the past of a check, soon; ``on`` is the day of its review."""
        self._page, self._on = page, on
        self._show_chart(drawn=False)
        clear(self._thumbs)
        self._later.start()

    def _show_chart(self, *, drawn: bool) -> None:
        self.title.setVisible(drawn)
        self.chart.setVisible(drawn)

    def _fill(self) -> None:
        if self._page is None or not self.isVisible():
            return
        self._show_chart(drawn=self.chart.set_detail(_detail(self._page, self._on)))
        self.chart.setFixedHeight(theme().density.px(120))
        clear(self._thumbs)
        for file in [f for f in self._page.files if f.media_type.startswith("image/")][:_MOST_PHOTOS]:
            picture = self._picture(file)
            if not picture.isNull():
                button = ThumbButton(picture, file.caption or file.file_name)
                button.clicked.connect(partial(self._photos.open, file.id))
                self._thumbs.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if not self.chart.isVisibleTo(self):
            self._thumbs.addStretch(1)

    def _picture(self, file: Attachment) -> QPixmap:
        if file.sha256 not in self._small:
            pixmap = QPixmap()
            data = attachments.thumbnail(self._photos.app.session, file.id, 160)
            if data:
                pixmap.loadFromData(data)
            self._small[file.sha256] = pixmap
        return self._small[file.sha256]


def _detail(page: SheetPage, on: date) -> CheckDetail:
    """The readings of a check as its chart takes them."""
    check = page.check
    low, high = limits(check.ok_range)
    past = [
        Reading(on=s.on, text=s.reading, value=number(s.reading), result=s.result) for s in page.earlier if s.reading
    ]
    if check.reading:
        past.append(Reading(on=on, text=check.reading, value=number(check.reading), result=check.result))
    return CheckDetail(
        result=check,
        title="",
        subtitle="",
        glyph="",
        word="",
        measured="",
        seen_before=page.times,
        readings=tuple(past),
        low=low,
        high=high,
        unit=check.unit or "",
        risks=(),
        files=(),
    )
