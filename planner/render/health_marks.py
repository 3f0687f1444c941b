# SPDX-License-Identifier: Apache-2.0
"""What every view of the health chart has: the headline, and the mark of a measure with its hover card."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.charts import whole
from planner.views.health_chart import HealthChart, HealthRow
from planner.views.health_proof import marked


def headline(sheet: Sheet, view: HealthChart, area: Box, kit: Kit) -> float:
    """The whole value above the parts; returns the height it takes."""
    size = kit.style.label * 1.1
    x = area.x + (kit.px(8) if kit.style.name == "screen" else 0.0)
    lines = wrap(view.headline, size, 600, area.x + area.w - x, 2)
    for number, line in enumerate(lines):
        sheet.text((x, area.y + size * (1 + 1.25 * number)), line, Font(size, 600, kit["text"]))
    return kit.style.label * 1.7 + size * 1.25 * (len(lines) - 1)


def hollow(kit: Kit, role: str, ground: str = "card") -> Pen:
    """The dashed ring of a value that rests on too little of its data."""
    return Pen(fill=kit[ground], stroke=kit[role], width=kit.px(1.75), dash=(kit.px(3), kit.px(2)))


def dashed(pen: Pen, kit: Kit) -> Pen:
    """A line that comes from or goes to such a value."""
    return replace(pen, width=pen.width * 0.75, dash=(kit.px(4), kit.px(3)))


def now_role(view: HealthChart) -> str:
    """The colour of the values of now, in the plot and in its legend; too few components have none of their own."""
    return "chart_before" if view.ghost else "chart_now"


def unproven_sign(sheet: Sheet, view: HealthChart, at: Point, kit: Kit) -> float:
    """The sign of an unproven value and its words in the legend, if there is one; returns the width they take."""
    if not view.unproven_label:
        return 0.0
    size, r = kit.style.second, kit.px(5)
    sheet.circle((at[0] + r, at[1] - size * 0.36), r, hollow(kit, now_role(view)))
    sheet.text((at[0] + 2 * r + kit.px(6), at[1]), view.unproven_label, kit.second)
    return 2 * r + kit.px(22) + text_width(view.unproven_label, size)


def row_mark(view: HealthChart, row: HealthRow, box: Box) -> Mark:
    """The mark of a measure, with its hover card."""
    words = row_card(view, row)
    return Mark(id=row.key, entity="measure", records=(row.key,), sentence=". ".join(words) + ".", box=box, card=words)


def row_card(view: HealthChart, row: HealthRow) -> tuple[str, ...]:
    """The lines of the hover card of a measure."""
    card = [tr("{name}: {value} of 100", name=row.label, value=row.value_text)]
    if row.now is None:
        card = [tr("{name}: not assessed", name=row.label), row.missing, row.remedy]
    elif row.before is not None:
        before = marked(str(whole(row.before)), proven=row.proven_before)
        card.append(tr("{day}: {value}", day=view.before_label, value=before))
    if row.unproven:
        card.append(row.unproven)
    if row.tag and row.tag != row.unproven:
        card.append(row.tag)
    card.append(day_text(view.as_of))
    if row.now is not None:
        card.append(trn("{n} source", "{n} sources", row.sources))
    return tuple(line for line in card if line)
