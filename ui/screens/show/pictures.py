# SPDX-License-Identifier: Apache-2.0
"""The pictures of a show at the audience's resolution: drawn once, the next and the previous ones ahead (ux 4).

What is drawn ahead is drawn in a thread of its own, which is given the slides of the audience and nothing else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from planner.kernel.data import dataclass
from planner.kernel.text import speaking
from planner.render.draw_recap import draw_recap
from planner.render.picture import draw
from planner.render.scene import Scene
from planner.render.table_sheet import draw_table
from planner.render.tokens import STYLES, Palette, palette
from planner.render.veil import veiled
from planner.services.show import Slide
from planner.views.recap import RECAP, Recap
from planner.views.show import Frame
from ui.charts.painter import paint_scene
from ui.jobs.runner import JobRunner, Report
from ui.later import Later
from ui.screens.show.stage import box_in

_KEPT: Final = 8
_IDLE_MS: Final = 600
_SMALL: Final = (768, 432)


@dataclass(frozen=True, eq=False)
class Easel:
    """Everything a picture is made of, none of it changed by drawing: it may be used in any thread."""

    slides: tuple[Slide, ...]
    colors: Palette
    language: str

    def scene(self, frame: Frame) -> Scene:
        """A picture as shapes and marks, in the language of the charts."""
        if not self.language:
            return self._scene(frame)
        with speaking(self.language):
            return self._scene(frame)

    def _scene(self, frame: Frame) -> Scene:
        slide = self.slides[frame.slide]
        if isinstance(slide.view, Recap):
            made = draw_recap(slide.view, self.colors, slide.label)
            return veiled(made) if frame.veiled else made
        page = f"{frame.slide + 1} / {self.charts}"
        if frame.table:
            made = draw_table(slide.view, self.colors, page)
        else:
            view = slide.steps[min(frame.step, len(slide.steps) - 1)]
            made = draw(view, None, "show", self.colors, frame=True, page=page)
        return veiled(made) if frame.veiled else made

    @property
    def charts(self) -> int:
        """How many charts there are; the closing page is none."""
        return sum(slide.kind != RECAP for slide in self.slides)

    def last(self, slide: int) -> int:
        """The step at which a chart is whole."""
        return len(self.slides[slide].steps) - 1


class _Wish(NamedTuple):
    """A picture of so many pixels, made with an easel."""

    easel: Easel
    frame: Frame
    wide: int
    high: int


class _Done(NamedTuple):
    """What came of a wish."""

    wish: _Wish
    scene: Scene
    image: QImage


class Pictures(QObject):
    """Made from what the audience may see and from nothing else. ``drawn`` says that one more is there, drawn ahead."""

    drawn = Signal()

    def __init__(self, slides: Sequence[Slide], parent: QObject, *, dark: bool = False, language: str = "") -> None:
        super().__init__(parent)
        colors = palette("dark" if dark else STYLES["show"].palette)
        self._easel = Easel(tuple(slides), colors, language)
        self._size = QSize(1920, 1080)
        self._scenes: dict[Frame, Scene] = {}
        self._kept: OrderedDict[_Wish, QPixmap] = OrderedDict()
        self._thumbs: dict[Frame, QPixmap] = {}
        self._reached: dict[int, int] = {}
        self._wanted: list[_Wish] = []
        self._now: _Wish | None = None
        self._worker = JobRunner(self, threads=1)
        self._idle = Later(self, self._small, _IDLE_MS)

    @property
    def slides(self) -> tuple[Slide, ...]:
        """What is shown, in its order."""
        return self._easel.slides

    @property
    def charts(self) -> int:
        """How many of them are charts; the closing page is none."""
        return self._easel.charts

    def set_recap(self, page: Slide | None) -> None:
        """Another closing page, or none; the charts keep their pictures."""
        old, charts = self._easel, self._easel.slides[: self._easel.charts]
        self._easel = replace(old, slides=(*charts, page) if page is not None else charts)
        last = len(charts)
        self._wanted.clear()
        self._scenes = {frame: scene for frame, scene in self._scenes.items() if frame.slide < last}
        self._thumbs = {frame: thumb for frame, thumb in self._thumbs.items() if frame.slide < last}
        kept = (
            (wish._replace(easel=self._easel), made) for wish, made in self._kept.items() if wish.frame.slide < last
        )
        self._kept = OrderedDict(kept)

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
            self._scenes[frame] = self._easel.scene(frame)
        return self._scenes[frame]

    def picture(self, frame: Frame) -> QPixmap:
        """A picture, drawn now where it is not at hand."""
        wish = self._wish(frame)
        found = self._kept.get(wish)
        if found is None:
            return self._keep(wish, QPixmap.fromImage(paint(self.scene(frame), self._size)))
        self._kept.move_to_end(wish)
        return found

    def near(self, frame: Frame) -> QPixmap:
        """The picture with twice its pixels, for looking closely; until it is drawn, the one there is."""
        wish = self._wish(frame, 2)
        if wish not in self._kept:
            self._want([wish], first=True)
            return self.picture(frame)
        self._kept.move_to_end(wish)
        return self._kept[wish]

    def reach(self, frame: Frame) -> None:
        """The audience has this picture: so far its chart is no secret any more."""
        self._reached[frame.slide] = max(frame.step, self._reached.get(frame.slide, 0))

    def thumb(self, slide: int, *, whole: bool = True, veil: bool = False) -> QPixmap | None:
        """A chart small, for the overview; None until it is drawn.

        It is the ``whole`` chart, or as far as the audience had it: the first step of one that was not on yet.
        """
        step = self._easel.last(slide) if whole else self._reached.get(slide, 0)
        frame = Frame(slide=slide, step=step, veiled=veil)
        if frame not in self._thumbs:
            self._want([_Wish(self._easel, frame, *_SMALL)])
        return self._thumbs.get(frame)

    def _wish(self, frame: Frame, times: int = 1) -> _Wish:
        return _Wish(self._easel, frame, self._size.width() * times, self._size.height() * times)

    def _keep(self, wish: _Wish, picture: QPixmap) -> QPixmap:
        self._kept[wish] = picture
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return picture

    # -- ahead

    def ready(self, frame: Frame) -> bool:
        """Whether a picture is at hand."""
        return self._wish(frame) in self._kept

    def ahead(self, frames: Iterable[Frame | None]) -> None:
        """Draw these while nobody waits for them, and when nothing happens for a while what the overview needs."""
        self._wanted = [wish for wish in self._wanted if wish.wide > self._size.width()]
        self._want([self._wish(frame) for frame in frames if frame is not None])
        self._idle.start()

    def _small(self) -> None:
        steps = ((n, step) for n, slide in enumerate(self.slides) for step in range(len(slide.steps)))
        self._want([_Wish(self._easel, Frame(slide=n, step=step), *_SMALL) for n, step in steps])

    def _want(self, wishes: Iterable[_Wish], *, first: bool = False) -> None:
        known = {self._now, *self._wanted}
        new = [wish for wish in wishes if wish not in known and not self._has(wish)]
        self._wanted = [*new, *self._wanted] if first else [*self._wanted, *new]
        self._go_on()

    def _has(self, wish: _Wish) -> bool:
        return wish.frame in self._thumbs if (wish.wide, wish.high) == _SMALL else wish in self._kept

    def _go_on(self) -> None:
        if self._now is not None or not self._wanted:
            return
        wish = self._now = self._wanted.pop(0)
        work = partial(_drawn, wish, self._scenes.get(wish.frame))
        self._worker.run(work, done=self._arrived, failed=self._failed)

    def _arrived(self, done: _Done) -> None:
        self._now = None
        wish = done.wish
        if wish.easel is self._easel and not self._has(wish):
            self._scenes.setdefault(wish.frame, done.scene)
            picture = QPixmap.fromImage(done.image)
            if (wish.wide, wish.high) == _SMALL:
                self._thumbs[wish.frame] = picture
            else:
                self._keep(wish, picture)
        self._go_on()
        self.drawn.emit()

    def _failed(self, _error: Exception) -> None:
        """It will be drawn when it is wanted, which says what is wrong where somebody can be told."""
        self._now = None
        self._go_on()

    def close(self) -> None:
        """The show is over: nothing is drawn any more."""
        self._idle.stop()
        self._wanted.clear()
        self._worker.shutdown()


def _drawn(wish: _Wish, scene: Scene | None, _report: Report) -> _Done:
    """In the thread: values in, a value out."""
    scene = scene or wish.easel.scene(wish.frame)
    return _Done(wish, scene, paint(scene, QSize(wish.wide, wish.high)))


def paint(scene: Scene, size: QSize) -> QImage:
    """A scene as pixels; in any thread."""
    made = QImage(size, QImage.Format.Format_RGB32)
    made.fill(0xFFFFFFFF)
    painter = QPainter(made)
    painter.scale(size.width() / scene.width, size.height() / scene.height)
    paint_scene(painter, scene)
    painter.end()
    return made
