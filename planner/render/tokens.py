# SPDX-License-Identifier: Apache-2.0
"""Colours by role and the sizes of each drawing style (ux 3.0: screen, tile, print, show)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from planner.kernel.data import dataclass
from planner.render.scene import Font, Pen
from resources import resource

Palette = Mapping[str, str]


@cache
def palette(name: str) -> Palette:
    """Colours #RRGGBB by role of "light", "dark", "print" or "show"; FileNotFoundError for any other name."""
    data = tomllib.loads(resource("tokens", f"{name}.toml").read_text(encoding="utf-8"))
    return MappingProxyType({str(role): str(code) for role, code in data["color"].items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Sizes in px of one use. ``unit`` scales distances and marks; 1 is the screen at 100 %."""

    name: str
    palette: str
    unit: float
    title: float
    subtitle: float
    label: float
    axis: float
    second: float
    footer: float
    hair: float
    natural: tuple[float, float]


# Print: 1 px is 1/96 inch, so 170 mm are 642 px and 8.5 pt are 11.4 px. Show: a slide of 1920 x 1080.
STYLES: Mapping[str, Style] = MappingProxyType({
    style.name: style
    for style in (
        Style(name="screen", palette="light", unit=1.0, title=20, subtitle=13, label=14, axis=13, second=12,
              footer=12, hair=1.0, natural=(652, 560)),
        Style(name="tile", palette="light", unit=0.6, title=13, subtitle=12, label=12, axis=12, second=12,
              footer=12, hair=1.0, natural=(196, 72)),
        Style(name="print", palette="print", unit=0.84, title=16, subtitle=11.5, label=11.5, axis=11, second=10.8,
              footer=10.8, hair=0.75, natural=(642, 440)),
        Style(name="show", palette="show", unit=2.0, title=44, subtitle=28, label=28, axis=26, second=26,
              footer=24, hair=1.5, natural=(1920, 1080)),
    )
})  # fmt: skip


READING = Style(name="reading", palette="light", unit=1.2, title=24, subtitle=17, label=17, axis=16, second=15,
                footer=15, hair=1.0, natural=(720, 620))  # fmt: skip
"""The screen's style in larger type, for two people at one laptop; no document is drawn in it."""


def style_of(name: str) -> Style:
    """The style of that name; KeyError for an unknown one."""
    return READING if name == READING.name else STYLES[name]


@dataclass(frozen=True, slots=True)
class Kit:
    """What a drawing function draws with: the sizes of a style in the colours of a palette."""

    style: Style
    colors: Palette

    def px(self, length: float) -> float:
        """A length given for the screen at 100 %, in this style."""
        return length * self.style.unit

    def __getitem__(self, role: str) -> str:
        """The colour of a role."""
        return self.colors[role]

    @property
    def label(self) -> Font:
        """Names of rows and axis words."""
        return Font(self.style.label, 400, self["text"])

    @property
    def strong(self) -> Font:
        """Values."""
        return Font(self.style.label, 600, self["text"])

    @property
    def axis(self) -> Font:
        """Axis numbers and band words."""
        return Font(self.style.axis, 400, self["muted"])

    @property
    def second(self) -> Font:
        """Second lines, weights, changes."""
        return Font(self.style.second, 400, self["muted"])

    @property
    def head(self) -> Font:
        """Group heads inside a chart."""
        return Font(self.style.second, 600, self["muted"])

    def hairline(self, role: str = "line") -> Pen:
        """The thinnest line of the style."""
        return Pen(stroke=self[role], width=self.style.hair)


def kit(style: str, colors: Palette | None = None) -> Kit:
    """The kit of a style in its own palette or in ``colors``; KeyError for an unknown style."""
    found = style_of(style)
    return Kit(found, colors if colors is not None else palette(found.palette))


def mixed(color: str, ground: str, part: float) -> str:
    """A colour laid thinly on a ground, both "#RRGGBB"; ``part`` 0..1 is how much of it is seen."""
    pairs = ((int(color[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02X}" for a, b in pairs)
