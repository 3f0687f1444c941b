# SPDX-License-Identifier: Apache-2.0
"""Charts as pictures: the registry of chart kinds, and a view as a scene, SVG, PNG or PDF (ADR 0010)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from struct import pack
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.render.frame import framed
from planner.render.scene import Box, Scene, Sheet
from planner.render.tokens import STYLES, Kit, Palette, kit
from planner.views import portfolio_modules as modules
from planner.views.charts import ChartView
from resources import resource

if TYPE_CHECKING:
    from typst import Fonts

Size = tuple[float, float]
Draw = Callable[[Sheet, Any, Box, Kit, str], None]
_POINTS_PER_INCH = 72
_PX_PER_INCH = 96
_METRES_PER_INCH = 0.0254
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = 25
"""Bytes of the first part of a PNG file, after which its measure may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartKind:
    """How a kind of chart is drawn and called; ``label`` is a marked text, ``long`` one that says it is a chart."""

    label: str
    long: str = ""
    draw: Draw


def late(module: str, name: str = "") -> Draw:
    """The drawing function of that name, or of the name of its module, which is loaded with the first such chart."""

    def drawn(sheet: Sheet, view: Any, area: Box, tools: Kit, focus: str) -> None:
        getattr(import_module(f"planner.render.{module}"), name or module)(sheet, view, area, tools, focus)

    return drawn


CHARTS: Mapping[str, ChartKind] = MappingProxyType({
    "health": ChartKind(label=N_("Health"), long=N_("Health chart"), draw=late("draw_health")),
    "risk-matrix": ChartKind(label=N_("Risk matrix"), draw=late("draw_risk")),
    "trend": ChartKind(label=N_("Trend"), long=N_("Trend chart"), draw=late("draw_trend")),
    "satisfaction": ChartKind(label=N_("Satisfaction"), long=N_("Satisfaction chart"), draw=late("draw_satisfaction")),
    "review-cadence": ChartKind(label=N_("Review cadence"), draw=late("draw_cadence")),
    "movement": ChartKind(label=N_("Why it moved"), draw=late("draw_movement")),
    "coverage": ChartKind(label=N_("Coverage"), long=N_("Coverage map"), draw=late("draw_coverage")),
    "power-map": ChartKind(label=N_("Power map"), draw=late("draw_power_map")),
    "decision-chain": ChartKind(label=N_("Decision chain"), draw=late("draw_chain")),
})  # fmt: skip
# What the portfolio page is made of; no chart of an account, and so in no catalogue.
_IN_ROWS = (modules.ATTENTION, modules.RISKS, modules.SATISFACTION, modules.COVERAGE)
MODULES: Mapping[str, ChartKind] = MappingProxyType({
    **{kind: ChartKind(label=modules.NAMES[kind], draw=late("draw_portfolio", "draw_rows")) for kind in _IN_ROWS},
    modules.CADENCE: ChartKind(label=modules.NAMES[modules.CADENCE], draw=late("draw_portfolio", "draw_strips")),
    modules.HEALTH: ChartKind(label=modules.NAMES[modules.HEALTH], draw=late("draw_portfolio_health", "draw_strip")),
})  # fmt: skip


def kind_of(view: ChartView) -> ChartKind:
    """How a view is drawn and called; KeyError for an unknown kind."""
    return MODULES.get(view.kind) or CHARTS[view.kind]


def draw(
    view: ChartView,
    size: Size | None = None,
    style: str = "screen",
    colors: Palette | None = None,
    *,
    frame: bool = False,
    focus: str = "",
    page: str = "",
) -> Scene:
    """The chart laid out in ``size`` px (None is the style's own size), in the style's palette or ``colors``.

    With ``frame`` the title, subtitle, footer and audience tag are part of the picture. ``focus`` is the id of the
    mark to light; ``page`` ("2 / 8") makes it a slide of the show. KeyError for an unknown style or kind.
    """
    width, height = size or STYLES[style].natural
    tools = kit(style, colors)
    sheet = Sheet()
    area = Box(x=0.0, y=0.0, w=width, h=height)
    if frame:
        area = framed(sheet, view, area, tools, page)
    kind_of(view).draw(sheet, view, area, tools, focus)
    return Scene(
        width=width,
        height=height,
        ground=tools["card"] if frame else None,
        shapes=tuple(sheet.shapes),
        marks=tuple(sheet.marks),
        title=view.title,
        description=view.sentence(),
    )


def chart_svg(view: ChartView, size: Size | None = None, style: str = "print", *, frame: bool = True) -> str:
    """The chart as SVG text in the light palette; the same view gives the same text."""
    from planner.render.svg import svg

    return svg(draw(view, size, style, frame=frame))


def chart_png(
    view: ChartView, size: Size | None = None, style: str = "print", *, frame: bool = True, scale: float = 2.0
) -> bytes:
    """The chart as a PNG picture with ``scale`` picture points for one px."""
    return _compile(view, draw(view, size, style, frame=frame), "png", ppi=_POINTS_PER_INCH * scale)


def chart_pdf(view: ChartView, size: Size | None = None, style: str = "print", *, frame: bool = True) -> bytes:
    """The chart as a one-page PDF with vector shapes, real text and embedded fonts; 1 px is 1/96 inch."""
    return _compile(view, draw(view, size, style, frame=frame), "pdf")


def page_png(scene: Scene, day: date, *, scale: float = 2.0) -> bytes:
    """A drawing of several charts as a PNG picture."""
    return _typeset(scene, day, "png", ppi=_POINTS_PER_INCH * scale)


def page_pdf(scene: Scene, day: date) -> bytes:
    """A drawing of several charts as a one-page PDF."""
    return _typeset(scene, day, "pdf")


_PAGE = """#set document(title: sys.inputs.title, date: datetime(
  year: int(sys.inputs.year), month: int(sys.inputs.month), day: int(sys.inputs.day)))
#set text(lang: sys.inputs.lang)
#let wide = float(sys.inputs.width) * 1pt
#let high = float(sys.inputs.height) * 1pt
#set page(width: wide, height: high, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: wide, height: high, alt: sys.inputs.alt)
"""


@cache
def _fonts() -> Fonts:
    """The shipped fonts, read once."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(resource("fonts"))])


def _compile(view: ChartView, scene: Scene, form: Literal["png", "pdf"], ppi: float | None = None) -> bytes:
    return _typeset(scene, view.as_of, form, ppi)


def _typeset(scene: Scene, day: date, form: Literal["png", "pdf"], ppi: float | None = None) -> bytes:
    """Hand the SVG to typst with the shipped fonts only; the only date in the result is the chart's own."""
    import typst

    from planner.kernel.text import language
    from planner.render.svg import svg

    unit = 1.0 if form == "png" else _POINTS_PER_INCH / _PX_PER_INCH
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    inputs = {
        "svg": svg(scene),
        "title": scene.title,
        "alt": scene.description,
        "lang": language().partition("_")[0],
        "width": f"{scene.width * unit:.2f}",
        "height": f"{scene.height * unit:.2f}",
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
    }
    made = typst.compile(
        _PAGE.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format=form,
        ppi=ppi,
        sys_inputs=inputs,
        timestamp=int(noon.timestamp()),
    )
    return made if ppi is None else _measured(made, ppi / _POINTS_PER_INCH * _PX_PER_INCH)


def _measured(png: bytes, ppi: float) -> bytes:
    """The picture with its points per inch in it, so that a document sets it 170 mm wide and not twice that."""
    head = len(_PNG) + _HEAD
    across = round(ppi / _METRES_PER_INCH)
    told = b"pHYs" + pack(">IIB", across, across, 1)
    return png[:head] + pack(">I", len(told) - 4) + told + pack(">I", crc32(told)) + png[head:]
