# SPDX-License-Identifier: Apache-2.0
"""The pictures of a show at the audience's resolution: drawn once, the next and the previous ones ahead (ux 4)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPixmap

from planner.kernel.text import speaking
from planner.render.picture import draw
from planner.render.scene import Scene
from planner.render.table_sheet import draw_table
from planner.render.tokens import STYLES, palette
from planner.render.veil import veiled
from planner.services.show import Slide
from planner.views.show import Frame
from ui.charts.painter import paint_scene
from ui.later import Later
from ui.screens.show.stage import box_in

_KEPT: Final = 8
_SMALL: Final = QSize(384, 216)


class Pictures(QObject):
    """Made from what the audience may see and from nothing else. ``drawn`` says that one more is there, drawn ahead."""

    drawn = Signal()

    def __init__(self, slides: Sequence[Slide], parent: QObject, *, dark: bool = False, language: str = "") -> None:
        super().__init__(parent)
        self.slides = tuple(slides)
        self._colors = palette("dark" if dark else STYLES["show"].palette)
        self._language = language
        self._size = QSize(1920, 1080)
        self._scenes: dict[Frame, Scene] = {}
        self._kept: OrderedDict[tuple[Frame, int], QPixmap] = OrderedDict()
        self._thumbs: dict[int, QPixmap] = {}
        self._wanted: list[Frame] = []
        self._later = Later(self, self._draw_one)

    def set_size(self, room: QSize) -> None:
        """Draw for a screen of so many pixels from now on."""
        wanted = box_in(QRectF(0, 0, room.width(), room.height())).size().toSize()
        if wanted != self._size and not wanted.isEmpty():
            self._size = wanted
            self.forget()

    def forget(self) -> None:
        """Draw all of them anew when they are wanted."""
        self._wanted.clear()
        self._kept.clear()

    @property
    def size(self) -> QSize:
        """How large the pictures are, in pixels."""
        return self._size

    def scene(self, frame: Frame) -> Scene:
        """A picture as shapes and marks."""
        if frame not in self._scenes:
            self._scenes[frame] = self._draw(frame)
        return self._scenes[frame]

    def _draw(self, frame: Frame) -> Scene:
        slide = self.slides[frame.slide]
        page = f"{frame.slide + 1} / {len(self.slides)}"
        if not self._language:
            return self._drawn(frame, slide, page)
        with speaking(self._language):
            return self._drawn(frame, slide, page)

    def _drawn(self, frame: Frame, slide: Slide, page: str) -> Scene:
        if frame.table:
            made = draw_table(slide.view, self._colors, page)
        else:
            view = slide.steps[min(frame.step, len(slide.steps) - 1)]
            made = draw(view, None, "show", self._colors, frame=True, page=page)
        return veiled(made) if frame.veiled else made

    def picture(self, frame: Frame, times: int = 1) -> QPixmap:
        """A picture, drawn now where it is not at hand; ``times`` as many pixels for looking at it closely."""
        key = (frame, times)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = paint(self.scene(frame), self._size * times)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return found

    def thumb(self, slide: int, *, veil: bool = False) -> QPixmap:
        """A chart in full, small, for the overview."""
        if veil:
            return paint(self.scene(Frame(slide=slide, step=self._full(slide), veiled=True)), _SMALL)
        if slide not in self._thumbs:
            self._thumbs[slide] = paint(self.scene(Frame(slide=slide, step=self._full(slide))), _SMALL * 2)
        return self._thumbs[slide]

    def _full(self, slide: int) -> int:
        return len(self.slides[slide].steps) - 1

    def ready(self, frame: Frame) -> bool:
        """Whether a picture is at hand."""
        return (frame, 1) in self._kept

    def ahead(self, frames: Iterable[Frame | None]) -> None:
        """Draw these as soon as nothing else waits, one between two events."""
        self._wanted = [frame for frame in frames if frame is not None and not self.ready(frame)]
        if self._wanted:
            self._later.start()

    @Slot()
    def _draw_one(self) -> None:
        if self._wanted:
            self.picture(self._wanted.pop(0))
            self.drawn.emit()
        if self._wanted:
            self._later.start()


def paint(scene: Scene, size: QSize) -> QPixmap:
    """A scene as pixels."""
    made = QPixmap(size)
    made.fill()
    painter = QPainter(made)
    painter.scale(size.width() / scene.width, size.height() / scene.height)
    paint_scene(painter, scene)
    painter.end()
    return made
