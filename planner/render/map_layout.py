# SPDX-License-Identifier: Apache-2.0
"""Where the cards of a power map stand: a tidy tree by reporting, the same on every computer (ux C5).

All lengths are px of the screen at 100 %. Who reports to nobody and has nobody below stands in rows under the trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from math import ceil
from typing import Final

from planner.kernel.data import dataclass
from planner.render.measure import text_width
from planner.render.scene import Box

_SIZES: Final = {5: (184.0, 72.0), 4: (176.0, 64.0), 3: (152.0, 56.0), 2: (140.0, 52.0)}
_LEAST: Final = (132.0, 48.0)
_ACROSS, _DOWN, _TREES, _STACK_IN = 20.0, 40.0, 32.0, 20.0
LOOSE_HEAD: Final = 36.0
"""The height above the cards without a line, for the words that say so."""
_STACKS: Final = (9, 4, 3, 2)
_SHAPE: Final = 1.75
_LEVEL_ROOM: Final = 58.0
_LETTER: Final = 18.0
_TRIES: Final = 20
_FEW: Final = 4
"""So many cards without a line stand in one row: below one another they would look like a hierarchy."""


@dataclass(frozen=True, slots=True)
class Node:
    """A card: its key, its role weight, its name and second line, whom it reports to, its nudge, its last line."""

    key: str
    weight: int
    name: str
    under: str
    above: str
    right: int
    down: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes by key from 0,0; ``stacked`` hang at the side of their superior; ``loose_at`` is where the rest begins."""

    boxes: Mapping[str, Box]
    width: float
    height: float
    stacked: frozenset[str]
    loose_at: float | None


@dataclass(slots=True)
class _Block:
    """A part of the tree; the contours say how far it reaches at each depth from its own first one."""

    places: list[tuple[str, float, int]]
    left: list[float]
    right: list[float]
    stacked: set[str] = field(default_factory=set)

    def shifted(self, by: float) -> _Block:
        return _Block(
            [(key, x + by, depth) for key, x, depth in self.places],
            [x + by for x in self.left],
            [x + by for x in self.right],
            self.stacked,
        )


@lru_cache(maxsize=1024)
def card_size(node: Node) -> tuple[float, float]:
    """Width and height of a card: by role weight at least, wider for its name, higher for more than two lines."""
    width, height = _SIZES.get(node.weight, _LEAST)
    width = max(width, min(_SIZES[5][0], _LEVEL_ROOM + _LETTER + text_width(node.name, 13, 600)))
    room = width - _LEVEL_ROOM
    under = min(3, ceil(text_width(node.under, 12) * 1.08 / room)) if node.under else 1
    lines = 1 + (text_width(node.name, 13, 600) > room) + max(1, under) + bool(node.by)
    return width, max(height, 14 + 16 * lines)


@lru_cache(maxsize=32)
def layout(nodes: tuple[Node, ...], links: tuple[tuple[str, str], ...] = ()) -> Layout:
    """Place the cards; among siblings the order that keeps ``links`` (all other lines) short wins."""
    by_key = {node.key: node for node in nodes}
    below: dict[str, list[str]] = {}
    for node in nodes:
        if node.above in by_key and not _in_circle(node.key, by_key):
            below.setdefault(node.above, []).append(node.key)
    heads = [n.key for n in nodes if n.key in below and not _placed_below(n.key, below)]
    loose = [n.key for n in nodes if n.key not in below and not _placed_below(n.key, below)]
    tried = [_place(by_key, below, heads, loose, stack) for stack in _STACKS]
    stack = _STACKS[min(range(len(_STACKS)), key=lambda n: (1 + n / 10) * _largest(tried[n]))]
    if 1 < len(nodes) <= _TRIES and links:
        _untangle((by_key, below, heads, loose, stack), links)
    return _place(by_key, below, heads, loose, stack)


def _largest(found: Layout) -> float:
    """How high a page of the usual shape must be to hold the map."""
    return max(found.width / _SHAPE, found.height)


def _in_circle(key: str, by_key: Mapping[str, Node]) -> bool:
    seen: set[str] = set()
    at = key
    while at in by_key and at not in seen:
        seen.add(at)
        at = by_key[at].above
    return at in seen


def _placed_below(key: str, below: Mapping[str, list[str]]) -> bool:
    return any(key in children for children in below.values())


_Parts = tuple[Mapping[str, Node], dict[str, list[str]], list[str], list[str], int]


def _untangle(parts: _Parts, links: tuple[tuple[str, str], ...]) -> None:
    """Swap neighbours as long as the other lines get shorter; the start is fixed, so the end is."""
    _, below, heads, _, _ = parts
    best = _length(_place(*parts), links)
    for _ in range(2):
        before = best
        for group in (heads, *(below[key] for key in sorted(below))):
            for n in range(len(group) - 1):
                group[n], group[n + 1] = group[n + 1], group[n]
                now = _length(_place(*parts), links)
                if now < best - 1:
                    best = now
                else:
                    group[n], group[n + 1] = group[n + 1], group[n]
        if best >= before - 1:
            return


def _length(found: Layout, links: Iterable[tuple[str, str]]) -> float:
    total = 0.0
    for one, other in links:
        if one in found.boxes and other in found.boxes:
            (x1, y1), (x2, y2) = found.boxes[one].middle, found.boxes[other].middle
            total += abs(x1 - x2) + abs(y1 - y2)
    return total


def _place(
    by_key: Mapping[str, Node], below: Mapping[str, list[str]], heads: list[str], loose: list[str], stack: int
) -> Layout:
    sizes = {key: card_size(node) for key, node in by_key.items()}
    forest = _joined([_block(key, below, sizes, stack) for key in heads], _TREES)
    boxes: dict[str, Box] = {}
    tops = _tops(forest, sizes)
    start = min(forest.left, default=0.0)
    for key, x, depth in forest.places:
        width, height = sizes[key]
        boxes[key] = Box(x=x - start - width / 2, y=tops[depth][0], w=width, h=height)
    deep = max((box.y + box.h for box in boxes.values()), default=0.0)
    wide = max((box.x + box.w for box in boxes.values()), default=0.0)
    loose_at = None
    if loose:
        loose_at = deep + _DOWN * 0.6 if boxes else None
        first = deep + _DOWN * 0.6 + LOOSE_HEAD if boxes else 0.0
        boxes |= _rows(loose, sizes, (wide, first), by_key)
    return _settled(boxes, by_key, frozenset(forest.stacked), loose_at)


def _settled(boxes: dict[str, Box], by_key: Mapping[str, Node], stacked: frozenset[str], loose: float | None) -> Layout:
    """Moved by their nudges, and all of it shifted so that it begins at 0,0."""
    moved = {
        key: Box(x=box.x + by_key[key].right, y=box.y + by_key[key].down, w=box.w, h=box.h)
        for key, box in boxes.items()
    }
    left, top = min((b.x for b in moved.values()), default=0.0), min((b.y for b in moved.values()), default=0.0)
    found = {key: Box(x=b.x - left, y=b.y - top, w=b.w, h=b.h) for key, b in moved.items()}
    width = max((b.x + b.w for b in found.values()), default=1.0)
    height = max((b.y + b.h for b in found.values()), default=1.0)
    return Layout(found, width, height, stacked, None if loose is None else loose - top)


def _block(key: str, below: Mapping[str, list[str]], sizes: Mapping[str, tuple[float, float]], stack: int) -> _Block:
    width = sizes[key][0]
    children = below.get(key, [])
    if not children:
        return _Block([(key, 0.0, 0)], [-width / 2], [width / 2])
    if len(children) >= stack and not any(child in below for child in children):
        under = _stacks(children, sizes)
    else:
        under = _joined([_block(child, below, sizes, stack) for child in children], _ACROSS)
    tops = [x for _, x, depth in under.places if depth == 0]
    middle = (min(tops) + max(tops)) / 2
    under = under.shifted(-middle)
    places = [(key, 0.0, 0), *((child, x, depth + 1) for child, x, depth in under.places)]
    return _Block(places, [-width / 2, *under.left], [width / 2, *under.right], under.stacked)


def _stacks(children: list[str], sizes: Mapping[str, tuple[float, float]]) -> _Block:
    """Many who lead nobody stand below one another in columns, so that the map stays narrow."""
    columns = max(1, ceil(len(children) / 3))
    deep = ceil(len(children) / columns)
    found = _Block([], [], [], set(children))
    x = 0.0
    for column in range(columns):
        keys = children[column * deep : (column + 1) * deep]
        wide = max(sizes[key][0] for key in keys)
        x += _STACK_IN
        for depth, key in enumerate(keys):
            found.places.append((key, x + sizes[key][0] / 2, depth))
            if depth == len(found.left):
                found.left.append(x - _STACK_IN)
                found.right.append(x + wide)
            found.right[depth] = max(found.right[depth], x + wide)
        x += wide + _ACROSS / 2
    return found


def _joined(blocks: list[_Block], gap: float) -> _Block:
    """Side by side, each as near to those before as its outline allows."""
    whole = _Block([], [], [])
    for block in blocks:
        shared = range(min(len(whole.right), len(block.left)))
        by = max((whole.right[d] - block.left[d] + gap for d in shared), default=0.0)
        moved = block.shifted(by)
        whole.places += moved.places
        whole.stacked |= moved.stacked
        for depth, (left, right) in enumerate(zip(moved.left, moved.right, strict=True)):
            if depth < len(whole.left):
                whole.left[depth] = min(whole.left[depth], left)
                whole.right[depth] = max(whole.right[depth], right)
            else:
                whole.left.append(left)
                whole.right.append(right)
    return whole


def _tops(forest: _Block, sizes: Mapping[str, tuple[float, float]]) -> list[tuple[float, float]]:
    """Where each depth begins and how high it is; rows of stacked cards stand closer."""
    rows: list[tuple[float, float]] = []
    y = 0.0
    for depth in range(len(forest.left)):
        here = [key for key, _, d in forest.places if d == depth]
        following = [key for key, _, d in forest.places if d == depth + 1]
        high = max((sizes[key][1] for key in here), default=0.0)
        rows.append((y, high))
        close = bool(following) and all(key in forest.stacked for key in (*here, *following))
        y += high + (_ACROSS if close else _DOWN)
    return rows


def _rows(
    keys: list[str], sizes: Mapping[str, tuple[float, float]], start: tuple[float, float], by_key: Mapping[str, Node]
) -> dict[str, Box]:
    """In rows as wide as the trees, the heaviest roles first; alone on the map each weight begins a row."""
    wide, y = start
    alone = not wide
    total = sum(sizes[key][0] + _ACROSS for key in keys)
    most = wide or max(760.0, (total * 84 * _SHAPE) ** 0.5)
    rows: list[list[str]] = [[]]
    for key in keys:
        row = rows[-1]
        used = sum(sizes[k][0] + _ACROSS for k in row)
        new_weight = alone and row and by_key[row[-1]].weight != by_key[key].weight and _FEW < len(keys) <= _TRIES
        if row and (new_weight or used + sizes[key][0] > most):
            rows.append([])
        rows[-1].append(key)
    found: dict[str, Box] = {}
    for row in rows:
        length = sum(sizes[k][0] + _ACROSS for k in row) - _ACROSS
        x = (most - length) / 2 if alone else 0.0
        for key in row:
            width, height = sizes[key]
            found[key] = Box(x=x, y=y, w=width, h=height)
            x += width + _ACROSS
        y += max(sizes[k][1] for k in row) + _ACROSS
    return found
