# SPDX-License-Identifier: Apache-2.0
"""A laid-out drawing as plain shapes in logical px, which every painter (Qt, SVG) draws alike (ADR 0010)."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from planner.kernel.data import dataclass

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How a shape is filled and edged: #RRGGBB or None; ``dash`` are on and off lengths in px."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, with round corners when ``radius`` is above 0."""

    x: float
    y: float
    w: float
    h: float
    pen: Pen
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A disc or ring round a middle point."""

    x: float
    y: float
    r: float
    pen: Pen


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines through points; ``closed`` joins the last to the first."""

    points: tuple[Point, ...]
    pen: Pen
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its base line, ``x`` the point its anchor stands on."""

    x: float
    y: float
    text: str
    size: float
    weight: int
    color: str
    anchor: Anchor = "start"


Shape = Rect | Circle | Path | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A region in px."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h

    @property
    def middle(self) -> Point:
        """The middle point."""
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A part of a chart that can be pointed at, focused and opened.

    ``entity`` and ``records`` name what stands behind it, ``sentence`` says it in words (also for screen readers) and
    ``card`` are the lines of its hover card: value, unit, date, source count. Only marks with ``stop`` take the
    keyboard focus; the others answer to the mouse and lie above them. ``rows`` are the keys of the table twin's rows
    that it stands for, where there are more than the one named like it.
    """

    id: str
    entity: str
    records: tuple[str, ...]
    sentence: str
    box: Box
    card: tuple[str, ...] = ()
    stop: bool = True
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The whole drawing: size, ground colour or None, shapes from back to front, and its marks in reading order."""

    width: float
    height: float
    ground: str | None
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...] = ()
    title: str = ""
    description: str = ""

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The frontmost mark at a point, or None."""
        return next((mark for mark in reversed(self.marks) if mark.box.holds(x, y)), None)

    def mark(self, key: str) -> Mark | None:
        """The mark of that id, or None."""
        return next((mark for mark in self.marks if mark.id == key), None)


@dataclass(slots=True)
class Sheet:
    """Where a drawing function puts its shapes, from back to front.

    ``framed`` pictures carry their title and source, and have nothing beside them on the page.
    """

    shapes: list[Shape] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    framed: bool = False

    def rect(self, box: Box, pen: Pen, radius: float = 0.0) -> None:
        """Put a rectangle."""
        self.shapes.append(Rect(box.x, box.y, box.w, box.h, pen, radius))

    def circle(self, middle: Point, r: float, pen: Pen) -> None:
        """Put a disc or ring."""
        self.shapes.append(Circle(*middle, r, pen))

    def line(self, start: Point, end: Point, pen: Pen) -> None:
        """Put a straight line."""
        self.shapes.append(Path((start, end), pen))

    def path(self, points: tuple[Point, ...], pen: Pen, *, closed: bool = True) -> None:
        """Put a polygon or a polyline."""
        self.shapes.append(Path(points, pen, closed))

    def text(self, at: Point, text: str, font: Font, anchor: Anchor = "start") -> None:
        """Put one line of text; nothing for an empty one."""
        if text:
            self.shapes.append(Text(*at, text, font.size, font.weight, font.color, anchor))


@dataclass(frozen=True, slots=True)
class Font:
    """Size in px, weight 400, 500 or 600, and colour #RRGGBB."""

    size: float
    weight: int
    color: str
