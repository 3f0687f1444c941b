# SPDX-License-Identifier: Apache-2.0
"""All measures of the trend as pictures on slides (ux C2), on as many as it takes for them to be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.kernel.data import dataclass
from planner.render.draw_trend import draw_some, draw_trend, gaps_of, rows_of
from planner.render.missing_list import Gap
from planner.render.pptx_master import Room
from planner.render.scene import Box, Scene, Sheet
from planner.render.tokens import kit
from planner.views.trend_chart import Panel, TrendChart

_PX: Final = 2.0
_SHARP: Final = 1.5
_LOWEST: Final = 3.0
"""How high the plot of a measure is at least, in lines of its axis: its ends and a limit between have a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The measures of one slide, and below them those without a value."""

    panels: tuple[Panel, ...]
    gaps: tuple[Gap, ...] = ()


def parts(view: TrendChart, room: Room) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The slides, and in words the gaps that have no room on the last one; no slides where none is high enough."""
    gaps = tuple(gaps_of(view))
    rows = rows_of(view, room.w * _PX, kit("show"))
    for below in (gaps, ()) if gaps else ((),):
        for number in range(1, len(rows) + 1):
            made = _split(rows, number, below)
            if all(_high(view, room, part) >= _LOWEST * kit("show").style.axis for part in made):
                return made, () if below else tuple(" · ".join(gap.words) for gap in gaps)
    return (), ()


def _split(rows: Sequence[tuple[Panel, ...]], number: int, gaps: tuple[Gap, ...]) -> tuple[Part, ...]:
    step = -(-len(rows) // number)
    shared = [tuple(panel for row in rows[at : at + step] for panel in row) for at in range(0, len(rows), step)]
    last = len(shared) - 1
    return tuple(Part(panels=panels, gaps=gaps if n == last else ()) for n, panels in enumerate(shared))


def _high(view: TrendChart, room: Room, part: Part) -> float:
    return draw_some(Sheet(), view, _area(room), (part.panels, part.gaps), (kit("show"), ""))


def _area(room: Room) -> Box:
    return Box(x=0.0, y=0.0, w=room.w * _PX, h=room.h * _PX)


def png(view: TrendChart, room: Room, part: Part | None = None) -> bytes:
    """A picture as large as ``room`` of one part, or of the whole chart."""
    from planner.render.picture import page_png

    sheet, area = Sheet(), _area(room)
    if part is None:
        draw_trend(sheet, view, area, kit("show"))
    else:
        draw_some(sheet, view, area, (part.panels, part.gaps), (kit("show"), ""))
    scene = Scene(width=area.w, height=area.h, ground=None, shapes=tuple(sheet.shapes), marks=tuple(sheet.marks),
                  title=view.title, description=view.sentence())  # fmt: skip
    return page_png(scene, view.as_of, scale=_SHARP)
