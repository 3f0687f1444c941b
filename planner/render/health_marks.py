# SPDX-License-Identifier: Apache-2.0
"""What every view of the health chart has: the headline, and the mark of a measure with its hover card."""

from __future__ import annotations

from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.render.measure import wrap
from planner.render.scene import Box, Font, Mark, Sheet
from planner.render.tokens import Kit
from planner.views.health_chart import HealthChart, HealthRow


def headline(sheet: Sheet, view: HealthChart, area: Box, kit: Kit) -> float:
    """The whole value above the parts; returns the height it takes."""
    size = kit.style.label * 1.1
    x = area.x + (kit.px(8) if kit.style.name == "screen" else 0.0)
    lines = wrap(view.headline, size, 600, area.x + area.w - x, 2)
    for number, line in enumerate(lines):
        sheet.text((x, area.y + size * (1 + 1.25 * number)), line, Font(size, 600, kit["text"]))
    return kit.style.label * 1.7 + size * 1.25 * (len(lines) - 1)


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
        card.append(tr("{day}: {value}", day=view.before_label, value=f"{row.before:.0f}"))
    if row.tag:
        card.append(row.tag)
    card.append(day_text(view.as_of))
    if row.now is not None:
        card.append(trn("{n} source", "{n} sources", row.sources))
    return tuple(line for line in card if line)
