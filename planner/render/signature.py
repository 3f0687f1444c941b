# SPDX-License-Identifier: Apache-2.0
"""A drawn signature: its strokes as text and back, and the smooth line through them for screen and paper.

Strokes are kept apart by ";", points by " ", each "x,y" in thousandths of the height of the field. No picture is ever
made of them: what is drawn is drawn anew at the size at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

Point = tuple[float, float]
Stroke = tuple[tuple[int, int], ...]
Strokes = tuple[Stroke, ...]

HEIGHT: Final = 1000
LEAST_POINTS: Final = 8
"""Fewer are a slip of the hand, no signature."""
MOST_POINTS: Final = 4500
LINE: Final = 0.014
"""Thickness of the line in heights of the field."""
_POINT: Final = re.compile(r"(-?\d{1,5}),(-?\d{1,5})")


class Curve(NamedTuple):
    """A piece of a line from where the one before ended: through ``bend`` to ``end``; None begins a new line there."""

    bend: Point | None
    end: Point


def parse(text: str | None) -> Strokes:
    """The strokes of a stored signature; what is no point is left out."""
    lines = (tuple((int(x), int(y)) for x, y in _POINT.findall(part)) for part in (text or "").split(";"))
    return tuple(line for line in lines if line)


def written(strokes: Iterable[Sequence[tuple[int, int]]]) -> str:
    """The strokes as they are stored."""
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes if stroke)


def points(strokes: Iterable[Sequence[object]]) -> int:
    """How many points all strokes have together."""
    return sum(len(stroke) for stroke in strokes)


def is_enough(strokes: Strokes) -> bool:
    """Whether it is more than a slip of the hand."""
    return points(strokes) >= LEAST_POINTS


def bounds(strokes: Strokes) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all points; zeros where there is none."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0, 0, 0, 0)


def curves(strokes: Strokes, scale: float = 1.0, left: float = 0.0, top: float = 0.0) -> Iterator[Curve]:
    """The smooth line through the points: bends at the points, joints half-way between them.

    Each point is moved to (left + x · scale, top + y · scale). A single point is a line of no length, drawn as a dot.
    """
    for stroke in strokes:
        line = [(left + x * scale, top + y * scale) for x, y in stroke]
        yield Curve(None, line[0])
        if len(line) < 3:
            yield Curve(line[0], line[-1])
            continue
        for here, after in pairwise(line[1:]):
            last = after is line[-1]
            yield Curve(here, after if last else ((here[0] + after[0]) / 2, (here[1] + after[1]) / 2))


def fitted(strokes: Strokes, width: float, height: float, margin: float = 0.0) -> tuple[float, float, float]:
    """Scale, left and top by which the drawn part lies in the middle of an area, as large as it may be."""
    x0, y0, x1, y1 = bounds(strokes)
    room = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    scale = min(room[0] / max(1, x1 - x0), room[1] / max(1, y1 - y0))
    return scale, (width - (x1 - x0) * scale) / 2 - x0 * scale, (height - (y1 - y0) * scale) / 2 - y0 * scale


def svg_path(text: str | None, width: float, height: float) -> str:
    """The "d" of an SVG path that fills an area of that size with a stored signature; "" for none.

    Draw it without fill, with round ends and joins, and a line of ``line_width(height)``.
    """
    strokes = parse(text)
    if not strokes:
        return ""
    scale, left, top = fitted(strokes, width, height, line_width(height))
    return " ".join(_piece(curve) for curve in curves(strokes, scale, left, top))


def line_width(height: float) -> float:
    """How thick the line is in a field of that height."""
    return max(0.6, round(height * LINE, 2))


def svg(text: str | None, width: float, height: float, color: str = "#1B1F24") -> str:
    """A whole SVG picture of a stored signature, with nothing in it but the line; "" for none."""
    path = svg_path(text, width, height)
    if not path:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}"><path d="{path}" fill="none" stroke="{color}" stroke-width="{line_width(height):g}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _piece(curve: Curve) -> str:
    end = f"{curve.end[0]:.2f} {curve.end[1]:.2f}"
    if curve.bend is None:
        return f"M{end}"
    return f"Q{curve.bend[0]:.2f} {curve.bend[1]:.2f} {end}"
