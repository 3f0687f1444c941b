# SPDX-License-Identifier: Apache-2.0
"""The anatomy round a chart in a picture: takeaway, subtitle, source line and audience tag (ux 3.0)."""

from __future__ import annotations

from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Font, Pen, Rect, Scene, Sheet
from planner.render.tokens import Kit
from planner.views.audience import CUSTOMER, audience_name
from planner.views.charts import ChartView

# Left and right, top, bottom, in px of a slide of 1920 × 1080.
_SLIDE_MARGINS = (80.0, 60.0, 40.0)
_TITLE_LINE = 1.3
# The same dark red in every palette: on a dark slide too it carries white words.
_INTERNAL = "#7F0A04"


def framed(sheet: Sheet, view: ChartView, area: Box, kit: Kit, page: str = "") -> Box:
    """Draw title, subtitle and footer into ``area`` and return the room that is left for the chart.

    ``page`` is given in the show: it stands in place of the audience tag, and a customer's slide carries their name
    and the day in its corner.
    """
    sheet.framed = True
    slide = kit.style.name == "show"
    side, top, bottom = _SLIDE_MARGINS if slide else (kit.px(16), kit.px(12), kit.px(14))
    inner = Box(x=area.x + side, y=area.y + top, w=area.w - 2 * side, h=area.h - top - bottom)
    if slide:
        _banner(sheet, view, inner, kit, shown=bool(page))
    start = _heading(sheet, view, inner, kit)
    end = _footer(sheet, view, inner, kit, page)
    return Box(x=inner.x, y=start, w=inner.w, h=end - start)


def _heading(sheet: Sheet, view: ChartView, inner: Box, kit: Kit) -> float:
    """Title on up to two lines and the subtitle; returns where the chart may begin."""
    style = kit.style
    y = inner.y
    for line in wrap(view.title, style.title, 600, inner.w, 2):
        y += style.title * _TITLE_LINE
        sheet.text((inner.x, y - style.title * 0.32), line, Font(style.title, 600, kit["text"]))
    says = tr("{account} · {facts}", account=view.account, facts=view.subtitle) if view.account else view.subtitle
    for line in wrap(says, style.subtitle, 400, inner.w, 2):
        y += style.subtitle * 1.45
        sheet.text((inner.x, y - style.subtitle * 0.3), line, Font(style.subtitle, 400, kit["muted"]))
    return y + kit.px(18)


def _footer(sheet: Sheet, view: ChartView, inner: Box, kit: Kit, page: str) -> float:
    """Source line left, audience tag right, above the lower margin; returns where the chart must end."""
    style = kit.style
    word = page or audience_name(view.audience)
    pad, height = kit.px(7), style.footer * 1.7
    width = text_width(word, style.footer, 400) + 2 * pad
    base = inner.y + inner.h
    font = Font(style.footer, 400, kit["muted"])
    tag = Box(x=inner.x + inner.w - width, y=base - height, w=width, h=height)
    if not page:
        sheet.rect(tag, kit.hairline(), kit.px(4))
    sheet.text((tag.x + (2 * pad if page else pad), base - height / 2 + style.footer * 0.36), word, font)
    lines = wrap(view.footer, style.footer, 400, inner.w - width - kit.px(16), 2)
    y = base - height / 2 + style.footer * 0.36 - (len(lines) - 1) * style.footer * 1.4
    for line in lines:
        sheet.text((inner.x, y), line, font)
        y += style.footer * 1.4
    return base - max(height, len(lines) * style.footer * 1.4) - kit.px(12)


def _banner(sheet: Sheet, view: ChartView, inner: Box, kit: Kit, *, shown: bool) -> None:
    """The mark at the top right of a slide that is not for customers; in the show, theirs has name and day there."""
    size = kit.style.footer
    if view.audience == CUSTOMER:
        if shown:
            words = tr("{account} · {facts}", account=view.account, facts=day_text(view.as_of))
            sheet.text((inner.x + inner.w, 34), words, Font(size, 400, kit["muted"]), "end")
        return
    words = tr("INTERNAL — not for customers")
    width = text_width(words, size, 600) + 40
    sheet.rect(Box(x=inner.x + inner.w - width, y=0, w=width, h=44), Pen(fill=_INTERNAL))
    sheet.text((inner.x + inner.w - width + 20, 30), words, Font(size, 600, "#FFFFFF"))


def flag_of(scene: Scene) -> Box | None:
    """Where a slide says that it is not for customers; None where it does not."""
    flags = (one for one in scene.shapes if isinstance(one, Rect) and one.y == 0 and one.pen.fill == _INTERNAL)
    found = next(flags, None)
    return Box(x=found.x, y=found.y, w=found.w, h=found.h) if found is not None else None
