# SPDX-License-Identifier: Apache-2.0
"""A scene as SVG text: the same scene gives the same bytes, and every text stays text."""

from __future__ import annotations

from functools import singledispatch

from planner.render.measure import CHINESE, LATIN, runs, text_width
from planner.render.scene import Circle, Path, Pen, Rect, Scene, Shape, Text

# Characters that XML 1.0 cannot hold; entries are cleaned on the way in, this is for what came before.
_FORBIDDEN = {code: None for code in range(32) if code not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}
_FAMILIES = {LATIN: f"{LATIN}, sans-serif", CHINESE: f"'{CHINESE}', sans-serif"}


def escape(text: str) -> str:
    """A text between tags (as xml.sax.saxutils has it, which takes the modules for the network along)."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def svg(scene: Scene) -> str:
    """The scene as one SVG document with title and description for screen readers."""
    size = f'width="{_n(scene.width)}" height="{_n(scene.height)}"'
    box = f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img">',
        f"<title>{_words(scene.title)}</title>",
        f"<desc>{_words(scene.description)}</desc>",
    ]
    if scene.ground:
        parts.append(f'<rect {size} fill="{scene.ground}"/>')
    parts += [_shape(shape) for shape in scene.shapes]
    return "\n".join((*parts, "</svg>")) + "\n"


def _n(number: float) -> str:
    """A length with at most two decimals and no trailing zeros."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _words(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))


def _pen(pen: Pen) -> str:
    parts = [f'fill="{pen.fill or "none"}"']
    if pen.stroke:
        parts.append(f'stroke="{pen.stroke}" stroke-width="{_n(pen.width)}"')
    if pen.dash:
        parts.append(f'stroke-dasharray="{" ".join(_n(step) for step in pen.dash)}"')
    return " ".join(parts)


@singledispatch
def _shape(shape: Shape) -> str:
    raise TypeError(type(shape).__name__)


@_shape.register
def _(shape: Rect) -> str:
    round_ = f' rx="{_n(shape.radius)}"' if shape.radius else ""
    at = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.w)}" height="{_n(shape.h)}"'
    return f"<rect {at}{round_} {_pen(shape.pen)}/>"


@_shape.register
def _(shape: Circle) -> str:
    return f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.r)}" {_pen(shape.pen)}/>'


@_shape.register
def _(shape: Path) -> str:
    steps = " ".join(f"{_n(x)} {_n(y)}" for x, y in shape.points)
    return f'<path d="M{steps}{"Z" if shape.closed else ""}" {_pen(shape.pen)}/>'


@_shape.register
def _(shape: Text) -> str:
    """One element, with a part of its own for each font: a part that begins anew keeps its font in every reader."""
    parts = runs(shape.text.translate(_FORBIDDEN))
    look = f'font-size="{_n(shape.size)}" font-weight="{shape.weight}" fill="{shape.color}" xml:space="preserve"'
    if len(parts) == 1:
        family, words = parts[0]
        anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
        at = f'x="{_n(shape.x)}" y="{_n(shape.y)}"'
        return f'<text {at}{anchor} font-family="{_FAMILIES[family]}" {look}>{escape(words)}</text>'
    spans = []
    x = text_start(shape)
    for family, words in parts:
        at = f'x="{_n(x)}" y="{_n(shape.y)}"'
        spans.append(f'<tspan {at} font-family="{_FAMILIES[family]}">{escape(words)}</tspan>')
        x += text_width(words, shape.size, shape.weight)
    return f"<text {look}>{''.join(spans)}</text>"


def text_start(shape: Text) -> float:
    """Where the text begins, whatever point its anchor stands on."""
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
    return shape.x - share * text_width(shape.text, shape.size, shape.weight) if share else shape.x
