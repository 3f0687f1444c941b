# SPDX-License-Identifier: Apache-2.0
"""The whole portfolio page as one drawing, for a landscape page of A4."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.frame import framed
from planner.render.measure import text_width
from planner.render.picture import kind_of
from planner.render.scene import Box, Font, Scene, Sheet
from planner.render.tokens import kit
from planner.views.portfolio_view import PortfolioView

SIZE = (1123.0, 794.0)  # 297 x 210 mm at 96 px to the inch
_EDGE, _HEAD, _GAP = 38.0, 46.0, 10.0


def page_scene(view: PortfolioView) -> Scene:
    """Every module with its takeaway and source line, the first row wider where they do not fill all."""
    tools = kit("print")
    sheet = Sheet()
    wide, high = SIZE[0] - 2 * _EDGE, SIZE[1] - 2 * _EDGE - _HEAD
    sheet.text((_EDGE, _EDGE + 20), tr("Portfolio"), Font(22, 600, tools["text"]))
    if view.mark:
        left = _EDGE + text_width(tr("Portfolio"), 22, 600) + 16
        glyphs.status(sheet, tools, (left + 7, _EDGE + 13), 14, "watch")
        sheet.text((left + 22, _EDGE + 19), view.mark, Font(15, 600, tools["text"]))
    columns = 3 if len(view.modules) not in {1, 2, 4} else min(2, len(view.modules))
    first = len(view.modules) % columns or columns
    rows = [view.modules[:first]]
    rest = view.modules[first:]
    rows += [rest[n : n + columns] for n in range(0, len(rest), columns)]
    step = (high + _GAP) / max(1, len(rows))
    for n, row in enumerate(rows):
        each = (wide + _GAP) / max(1, len(row))
        for m, module in enumerate(row):
            box = Box(x=_EDGE + m * each, y=_EDGE + _HEAD + n * step, w=each - _GAP, h=step - _GAP)
            sheet.rect(box, tools.hairline(), 4)
            inside = framed(sheet, replace(module, account=""), box, tools)  # the page says whose they are
            kind_of(module).draw(sheet, module, inside, tools, "")
    says = " ".join([*([tr("{title}.", title=view.mark)] if view.mark else []), *(m.sentence() for m in view.modules)])
    return Scene(width=SIZE[0], height=SIZE[1], ground=tools["card"], shapes=tuple(sheet.shapes), title=tr("Portfolio"),
                 description=says)  # fmt: skip
