# SPDX-License-Identifier: Apache-2.0
"""The bands of a score on a native chart: its plot is set to an exact place, with limits and words of shapes round it.

So the chart stays editable, and the slide says which values are critical, at risk, watch and healthy, as the screen
does (ux C1, C2).
"""

from __future__ import annotations

from typing import Any, Final

from planner.kernel.text import tr
from planner.render import pptx_risk
from planner.render.measure import text_width
from planner.render.pptx_master import Room
from planner.render.pptx_text import LABEL, LEAST, Hand, Type, cut, emu, fitted
from planner.render.tokens import palette

_LINE: Final = 18.0
_HEAD: Final = 26.0
_AXIS: Final = 24.0
_AIR: Final = 1.12
_LONGEST: Final = 0.36
_LEFT, _UP = 0.4, 7.0
_SIGN: Final = 46.0
_ONE_LINE: Final = 0.88


def upright(
    slide: Any, frame: Any, room: Room, hand: Hand, bands: tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...], str]
) -> list[Any]:
    """For bars: (limits, words, names of the rows, headline). Limits run down behind the bars, words stand above."""
    limits, words, names, headline = bands
    wide = max((text_width(name, LABEL) for name in names), default=0.0) * _AIR + 14
    left = min(wide, room.w * _LONGEST)
    top = _HEAD + _LINE
    plot = Room(room.x + left, room.y + top, room.w - left - 26, room.h - top - _AXIS)
    place(frame, room, plot)
    made = [_hairline(slide, (at, plot.y - _LINE), (at, plot.y + plot.h)) for at in _points(plot.x, plot.w, limits)]
    _behind(slide, made)
    ends = (*limits, 100)
    for start, end, word in zip((0, *limits), ends, words, strict=True):
        box = Room(plot.x + plot.w * start / 100 + 4, plot.y - _LINE, plot.w * (end - start) / 100 - 6, _LINE)
        made.append(_word(slide, box, word, hand))
    if headline:
        made.append(_word(slide, Room(room.x, room.y - _UP, room.w * _LEFT, _HEAD + _UP), headline, hand, bold=True))
    return made


def lying(slide: Any, frame: Any, room: Room, hand: Hand, bands: tuple[tuple[int, ...], tuple[str, ...]]) -> list[Any]:
    """For lines: (limits, words). Limits run across behind the lines, words stand at the right of their band."""
    limits, words = bands
    tail = max(text_width(word, LEAST) for word in words) * _AIR + 12
    head = _legend_height(frame, room) + 6
    plot = Room(room.x + 32, room.y + head, room.w - 32 - tail, room.h - head - _AXIS)
    place(frame, room, plot)
    right = plot.x + plot.w
    made = []
    for limit in limits:
        y = plot.y + plot.h * (1 - limit / 100)
        made.append(_hairline(slide, (plot.x, y), (right + tail, y)))
    _behind(slide, made)
    for start, end, word in zip((0, *limits), (*limits, 100), words, strict=True):
        middle = plot.y + plot.h * (1 - (start + end) / 200)
        made.append(_word(slide, Room(right + 6, middle - _LINE / 2, tail - 6, _LINE), word, hand))
    return made


def _legend_height(frame: Any, room: Room) -> float:
    """Of as many lines as it takes: programs set legends in columns as wide as the longest name."""
    names = [one.name for one in frame.chart.plots[0].series]
    wide = max(text_width(name, LABEL) + _SIGN for name in names)
    columns = max(1, int(room.w * _ONE_LINE / wide))
    return _HEAD * -(-len(names) // columns)


def place(frame: Any, room: Room, plot: Room) -> None:
    """Set the inside of a chart's plot to ``plot``, clear its ground, and leave the limits to their own lines."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    chart = frame.chart
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    shares = (
        ("x", (plot.x - room.x) / room.w), ("y", (plot.y - room.y) / room.h), ("w", plot.w / room.w),
        ("h", plot.h / room.h),
    )  # fmt: skip
    told = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares)
    area.insert(0, parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{told}</c:manualLayout></c:layout>'
    ))  # fmt: skip
    bare = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    if area.find(qn("c:spPr")) is None:
        area.append(parse_xml(bare))
    whole = chart._chartSpace
    if whole.find(qn("c:spPr")) is None:
        whole.chart.addnext(parse_xml(bare))
    chart.value_axis.has_major_gridlines = False


def _points(start: float, length: float, limits: tuple[int, ...]) -> list[float]:
    return [start + length * limit / 100 for limit in limits]


def _hairline(slide: Any, start: tuple[float, float], end: tuple[float, float]) -> Any:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.util import Pt

    shape = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(emu(n) for n in (*start, *end)))
    pptx_risk.bare(shape)
    shape.line.color.rgb, shape.line.width = RGBColor.from_string(palette("print")["grid"][1:]), Pt(1)
    said = tr("limit of a band")
    pptx_risk.name(shape, said, said)
    return shape


def _behind(slide: Any, shapes: list[Any]) -> None:
    """Under everything else on the slide."""
    tree = slide.shapes._spTree
    for shape in shapes:
        tree.remove(shape._element)
        tree.insert(2, shape._element)


def _word(slide: Any, room: Room, words: str, hand: Hand, *, bold: bool = False) -> Any:
    from pptx.enum.text import MSO_ANCHOR

    shape = slide.shapes.add_textbox(*room.emu)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    most = 2 if bold else 1
    size = fitted(words, (room.w, room.h), (LABEL, 13, LEAST) if bold else (LEAST,), bold=bold, most=most)
    color = palette("print")["text" if bold else "muted"]
    hand.fill(frame, (cut(words, size, room.w, most, bold=bold),), Type(size=size, bold=bold, color=color))
    return shape
