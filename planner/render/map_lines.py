# SPDX-License-Identifier: Apache-2.0
"""The lines of a power map: who reports to whom, who influences whom, who is allied or in conflict (ux C5).

They differ in form, not in colour alone: solid elbow, dashed arrow, zigzag, double line.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, sin
from typing import Final

from planner.render.scene import Box, Pen, Point, Sheet
from planner.render.tokens import Kit

_BEND: Final = 14
_WIDTHS: Final = {0: 1.2, 1: 1.2, 2: 1.8, 3: 2.4}
_ON_WAY: Final = 4.0


def reporting(sheet: Sheet, kit: Kit, ends: tuple[Box, Box], scale: float, *, stacked: bool, strong: bool) -> None:
    """From the lower card up to its superior with right angles; ``strong`` is a step of the way to the approver."""
    pen = Pen(stroke=kit["text"] if strong else kit["axis"], width=kit.px(_ON_WAY if strong else 1.5))
    sheet.path(elbow(ends, scale, stacked=stacked), pen, closed=False)


def elbow(ends: tuple[Box, Box], scale: float, *, stacked: bool) -> tuple[Point, ...]:
    """From a card to its superior."""
    child, boss = ends
    x, y = child.x + child.w / 2, child.y
    bx, by = boss.x + boss.w / 2, boss.y + boss.h
    if stacked and child.y > by:
        spine = child.x - 10 * scale
        return ((child.x, child.y + child.h / 2), (spine, child.y + child.h / 2),
                (spine, by + 20 * scale), (bx, by + 20 * scale), (bx, by))  # fmt: skip
    if child.y > by:
        middle = max(by + (child.y - by) / 2, child.y - 20 * scale)
        return (x, y), (x, middle), (bx, middle), (bx, by)
    return _side(child, boss), _side(boss, child)


def _side(box: Box, other: Box) -> Point:
    """The middle of the side that looks at the other box."""
    (x, y), (ox, oy) = box.middle, other.middle
    if abs(ox - x) * box.h >= abs(oy - y) * box.w:
        return (box.x + box.w if ox > x else box.x), y
    return x, (box.y + box.h if oy > y else box.y)


@lru_cache(maxsize=16)
def routes(
    pairs: tuple[tuple[str, str], ...], boxes: tuple[tuple[str, Box], ...], scale: float
) -> tuple[tuple[Point, ...], ...]:
    """A line for each pair of cards that crosses as few cards and earlier lines as may be, else the shortest."""
    by_key = dict(boxes)
    done: list[tuple[Point, ...]] = []
    for one, other in pairs:
        barred = tuple(box for key, box in boxes if key not in {one, other})
        found = min(
            _candidates(by_key[one], by_key[other], scale),
            key=lambda points: (3 * _crossed(points, barred) + sum(_cuts(points, old) for old in done), _reach(points)),
        )
        done.append(found)
    return tuple(done)


def _cuts(one: tuple[Point, ...], other: tuple[Point, ...]) -> int:
    """How often two lines cross, looked at in few steps."""
    first, second = _few(one), _few(other)
    return sum(_cross(a, b, c, d) for a, b in pairwise(first) for c, d in pairwise(second))


def _few(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return (*points[:-1:3], points[-1])


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def turn(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def _candidates(start: Box, end: Box, scale: float) -> tuple[tuple[Point, ...], ...]:
    (x1, y1), (x2, y2) = start.middle, end.middle
    to_right = x2 >= x1
    found: list[tuple[Point, ...]] = []
    near = (start.x + start.w if to_right else start.x, y1 + start.h * 0.12)
    far = (end.x if to_right else end.x + end.w, y2 + end.h * 0.12)
    apart = (far[0] - near[0]) * (1 if to_right else -1) > 8 * scale
    if apart and abs(y1 - y2) < (start.h + end.h) / 4:
        level = (max(start.y, end.y) + min(start.y + start.h, end.y + end.h)) / 2
        found.append(((near[0], level), (far[0], level)))
    above = y2 < y1
    leave = (x1 + (0.3 if to_right else -0.3) * start.w, start.y if above else start.y + start.h)
    if apart:
        found.append(_curve(leave, (leave[0], far[1]), far))
        found.append(_curve(near, ((near[0] + far[0]) / 2, near[1]), far))
    for side in (-0.3, 0.3):
        foot = (x2 + side * end.w, end.y + end.h if above else end.y)
        for other in (-0.3, 0.3):
            head = (x1 + other * start.w, leave[1])
            found.append(_curve(head, ((head[0] + foot[0]) / 2, (head[1] + foot[1]) / 2), foot))
    arrive = (x2 + (-0.3 if to_right else 0.3) * end.w, end.y + end.h if above else end.y)
    found.append(_curve(leave, ((leave[0] + arrive[0]) / 2, (leave[1] + arrive[1]) / 2), arrive))
    if apart:
        found.append(_curve(near, (arrive[0], near[1]), arrive))
    for sign in (-1, 1):  # round the outside: above both, or below both
        top = (min(start.y, end.y) if sign < 0 else max(start.y + start.h, end.y + end.h)) + sign * 30 * scale
        edge = (start.y if sign < 0 else start.y + start.h, end.y if sign < 0 else end.y + end.h)
        found.append(_arch((leave[0], edge[0]), top, (arrive[0], edge[1])))
    for sign in (-1, 1):  # round the outside at the left or right of both
        out = (min(start.x, end.x) if sign < 0 else max(start.x + start.w, end.x + end.w)) + sign * 26 * scale
        sides = (start.x if sign < 0 else start.x + start.w, end.x if sign < 0 else end.x + end.w)
        found.append(_bow((sides[0], y1), out, (sides[1], y2 + end.h * 0.15)))
    return tuple(found)


def _curve(start: Point, bend: Point, end: Point) -> tuple[Point, ...]:
    """A quadratic curve as short straight lines."""
    points = []
    for n in range(_BEND + 1):
        t = n / _BEND
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return tuple(points)


def _cubic(start: Point, one: Point, two: Point, end: Point) -> tuple[Point, ...]:
    points = []
    for n in range(_BEND + 1):
        t = n / _BEND
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        parts = (start, one, two, end)
        points.append(
            (sum(w * p[0] for w, p in zip(weights, parts, strict=True)),
             sum(w * p[1] for w, p in zip(weights, parts, strict=True)))
        )  # fmt: skip
    return tuple(points)


def _arch(start: Point, top: float, end: Point) -> tuple[Point, ...]:
    return _cubic(start, (start[0], top), (end[0], top), end)


def _bow(start: Point, out: float, end: Point) -> tuple[Point, ...]:
    return _cubic(start, (out, start[1]), (out, end[1]), end)


def _crossed(points: tuple[Point, ...], barred: tuple[Box, ...]) -> int:
    """How many cards a line runs through, and how often it leaves the page at the left or top."""
    dense = tuple(
        (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
        for a, b in pairwise(points)
        for t in (0.0, 0.25, 0.5, 0.75)
    )
    return sum(any(box.holds(x, y) for x, y in dense) for box in barred)


def _reach(points: tuple[Point, ...]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def influence(sheet: Sheet, kit: Kit, points: tuple[Point, ...], strength: int, *, strong: bool) -> None:
    """A dashed line, wide by strength, with a filled head at its end; whole and heavy on the way to the approver."""
    width = kit.px(max(_ON_WAY, _WIDTHS.get(strength, 1.5)) if strong else _WIDTHS.get(strength, 1.5))
    head = max(kit.px(8), width * 2.6)
    trimmed, angle = _trimmed(points, head * 0.8)
    color = kit["text"] if strong else kit["muted"]
    sheet.path(trimmed, Pen(stroke=color, width=width, dash=() if strong else (kit.px(5), kit.px(3.5))), closed=False)
    tip = points[-1]
    back = (tip[0] - head * cos(angle), tip[1] - head * sin(angle))
    wing = (head * 0.45 * sin(angle), head * 0.45 * cos(angle))
    corners = (tip, (back[0] + wing[0], back[1] - wing[1]), (back[0] - wing[0], back[1] + wing[1]))
    sheet.path(corners, Pen(fill=color))


def _trimmed(points: tuple[Point, ...], by: float) -> tuple[tuple[Point, ...], float]:
    """The line without its last ``by`` px, and the direction in which it arrives."""
    kept = list(points)
    tip = kept[-1]
    while len(kept) > 2 and hypot(tip[0] - kept[-2][0], tip[1] - kept[-2][1]) <= by:
        kept.pop(-2)
    angle = atan2(tip[1] - kept[-2][1], tip[0] - kept[-2][0])
    kept[-1] = (tip[0] - by * cos(angle), tip[1] - by * sin(angle))
    return tuple(kept), angle


def conflict(sheet: Sheet, kit: Kit, points: tuple[Point, ...]) -> None:
    """A zigzag along the line."""
    sheet.path(_zigzag(points, kit.px(6), kit.px(3)), Pen(stroke=kit["level_minus"], width=kit.px(1)), closed=False)


def _zigzag(points: tuple[Point, ...], step: float, high: float) -> tuple[Point, ...]:
    dense = _even(points, step)
    found = [dense[0]]
    for n in range(1, len(dense) - 1):
        (x1, y1), (x2, y2) = dense[n - 1], dense[n + 1]
        angle = atan2(y2 - y1, x2 - x1)
        side = high if n % 2 else -high
        found.append((dense[n][0] - side * sin(angle), dense[n][1] + side * cos(angle)))
    return (*found, dense[-1])


def _even(points: tuple[Point, ...], step: float) -> list[Point]:
    """Points at equal steps along a line."""
    total = _reach(points)
    count = max(2, round(total / step))
    wanted = [total * n / count for n in range(count + 1)]
    found: list[Point] = []
    done = 0.0
    for a, b in pairwise(points):
        length = hypot(b[0] - a[0], b[1] - a[1])
        while len(found) < len(wanted) and wanted[len(found)] <= done + length + 1e-9:
            share = (wanted[len(found)] - done) / length if length else 0.0
            found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
        done += length
    return found


def allied(sheet: Sheet, kit: Kit, points: tuple[Point, ...]) -> None:
    """Two thin lines side by side."""
    gap = kit.px(2)
    for side in (gap, -gap):
        moved = []
        for n, (x, y) in enumerate(points):
            before, after = points[max(0, n - 1)], points[min(len(points) - 1, n + 1)]
            angle = atan2(after[1] - before[1], after[0] - before[0])
            moved.append((x - side * sin(angle), y + side * cos(angle)))
        sheet.path(tuple(moved), Pen(stroke=kit["chart_now"], width=kit.px(1.25)), closed=False)
