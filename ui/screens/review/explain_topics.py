# SPDX-License-Identifier: Apache-2.0
"""The topics of an explanation: what was told, and beside it what the customer may see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from planner.kernel.text import tr
from planner.views.explain_view import TopicLine
from ui.screens.review.parts import clear, column
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel, WrappedLabel, set_tip

Records = tuple[tuple[str, str], ...]
_TOLD, _NOTE, _PHOTOS, _SHOWN = range(4)


class TopicTable(QWidget):
    """``told_changed`` carries all ticked topics, ``shared_changed`` records and whether the customer may see them."""

    told_changed = Signal(object)
    shared_changed = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[TopicLine, ...] = ()
        self.boxes: dict[str, QCheckBox] = {}
        self.shares: dict[str, QCheckBox] = {}
        self.photos: dict[str, QCheckBox] = {}
        self.btn_all = Button(tr("Tick all"), small=True)
        self.btn_all.clicked.connect(self._tick_all)
        self.btn_share = Button(tr("Show all to the customer"), small=True, icon="eye")
        self.btn_share.clicked.connect(self._share_all)
        self.none = PlainLabel(tr("No finding yet. What shows attention or fails appears here."), color="muted")
        self._area = QWidget()
        self._grid = QGridLayout(self._area)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(_TOLD, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(tr("Topics shown"), role="caption", color="muted"))
        head.addStretch(1)
        head.addWidget(self.btn_all)
        head.addWidget(self.btn_share)
        whole = column(self, gap=6)
        whole.addLayout(head)
        whole.addWidget(self.none)
        whole.addWidget(self._area)

    def stops(self) -> list[QWidget]:
        """The parts Tab goes through, as one reads."""
        found: list[QWidget] = [self.btn_all, self.btn_share]
        for line in self._lines:
            boxes = (self.boxes.get(line.topic), self.photos.get(line.key), self.shares.get(line.key))
            found += [box for box in boxes if box is not None]
        return found

    def show_lines(self, lines: Sequence[TopicLine]) -> bool:
        """Show the topics; whether their boxes were made anew."""
        fresh = [_shape(line) for line in lines] != [_shape(line) for line in self._lines]
        self._lines = tuple(lines)
        if fresh:
            self._rebuild()
        for line in lines:
            if line.topic:
                self.boxes[line.topic].setChecked(line.told)
            if line.key in self.shares:
                self.shares[line.key].setChecked(line.shared)
            if line.key in self.photos:
                self.photos[line.key].setChecked(line.photos_shared)
        topics = [line for line in lines if line.topic]
        self.none.setVisible(not topics)
        self._area.setVisible(bool(lines))
        self.btn_all.setVisible(len(topics) > 1 and not all(line.told or not line.can_share for line in topics))
        self.btn_share.setVisible(any(line.can_share and not line.shared for line in lines))
        return fresh

    def _rebuild(self) -> None:
        clear(self._grid)
        self.boxes, self.shares, self.photos = {}, {}, {}
        for row, line in enumerate(self._lines):
            self._add(row, line)

    def _add(self, row: int, line: TopicLine) -> None:
        if line.topic:
            box = self._box(line.text, self._tick)
            box.setAccessibleName(tr("Told: {topic}", topic=line.text))
            self.boxes[line.topic] = box
            self._grid.addWidget(box, row, _TOLD, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._grid.addWidget(WrappedLabel(line.text, color="muted", wrap=True), row, _TOLD)
        if line.note:
            self._grid.addWidget(PlainLabel(line.note, role="caption", color="muted"), row, _NOTE)
        if line.photos:
            photos = self._box(tr("Photos ({n})", n=len(line.photos)), partial(self._photos_ticked, line))
            photos.setAccessibleName(tr("Show photos to the customer: {topic}", topic=line.text))
            self.photos[line.key] = photos
            self._grid.addWidget(photos, row, _PHOTOS)
        if line.can_share:
            shown = self._box(tr("Show to the customer"), partial(self._share_ticked, line))
            shown.setAccessibleName(tr("Show to the customer: {topic}", topic=line.text))
            set_tip(shown, tr("Marks it Shareable, with the review, the site and the equipment it is about"))
            self.shares[line.key] = shown
            self._grid.addWidget(shown, row, _SHOWN)
        elif line.entity:
            self._grid.addWidget(PlainLabel(tr("Never shown"), role="caption", color="muted"), row, _SHOWN)

    def _box(self, text: str, work: object) -> QCheckBox:
        made = QCheckBox(text.replace("&", "&&"), self._area)
        made.setMinimumWidth(theme().density.px(24))
        made.clicked.connect(work)
        return made

    def _tick(self) -> None:
        self.told_changed.emit(tuple(topic for topic, box in self.boxes.items() if box.isChecked()))

    def _tick_all(self) -> None:
        """All were told but what no customer is ever shown; such a topic is ticked by itself only."""
        kept = {line.topic for line in self._lines if line.can_share or line.told}
        self.told_changed.emit(tuple(topic for topic in self.boxes if topic in kept))

    def _share_ticked(self, line: TopicLine) -> None:
        self.shared_changed.emit(line.records, self.shares[line.key].isChecked())

    def _photos_ticked(self, line: TopicLine) -> None:
        self.shared_changed.emit(line.photos, self.photos[line.key].isChecked())

    def _share_all(self) -> None:
        records = tuple(one for line in self._lines if line.can_share for one in line.records)
        self.shared_changed.emit(records, True)


def _shape(line: TopicLine) -> tuple[object, ...]:
    """What a row is made of; ticks may change without making it anew."""
    return line.key, line.text, line.note, line.can_share, line.photos, line.records
