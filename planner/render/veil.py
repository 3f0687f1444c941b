# SPDX-License-Identifier: Apache-2.0
"""A picture without its words: names and figures become blocks, the shape stays (ux 4, key V)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.render.measure import text_width
from planner.render.scene import Pen, Rect, Scene, Shape, Text

_HIGH: Final = 0.72
_DOWN: Final = 0.08


def veiled(scene: Scene) -> Scene:
    """The same picture with a block for every text, and nothing in it that could be read or asked."""
    shapes = tuple(_block(shape) if isinstance(shape, Text) else shape for shape in scene.shapes)
    return replace(scene, shapes=shapes, marks=(), title="", description="")


def _block(text: Text) -> Shape:
    """As wide as the word and as high as its letters, in the word's colour made weak by leaving out every edge."""
    wide = text_width(text.text, text.size, text.weight)
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    top = text.y - text.size * _HIGH
    return Rect(left, top, wide, text.size * (_HIGH + _DOWN), Pen(fill=_weak(text.color)), text.size * 0.12)


def _weak(color: str) -> str:
    """Half way to a middle grey: a block tells where a word stands, not how loud it is."""
    parts = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    return "#" + "".join(f"{(part + 2 * 0x9A) // 3:02X}" for part in parts)
