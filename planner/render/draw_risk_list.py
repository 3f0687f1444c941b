# SPDX-License-Identifier: Apache-2.0
"""Draw the ranked risk list beside the matrix on paper and slides, and the tray of what was not assessed (ux C3)."""

from __future__ import annotations

from itertools import accumulate

from planner.kernel.text import tr, trn
from planner.render import glyphs
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.risk_chart import RiskLine, RiskMatrix

# A slide shows the five that matter most (ux C3); paper as many as fit.
_MOST_ROWS = {"show": 5}
_MOST_LINES = 3
# The lines below the amount, in heights of their type; a slide has more air.
_TAIL = {"show": 3.0}


def draw_list(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit) -> None:
    """Heading, one row a risk as far as there is room, how many more, and the tray below."""
    style = kit.style
    label = text_width(view.amount_label, style.second)
    says = wrap(view.heading, style.second, 400, area.w - label - kit.px(16), 2)
    top = area.y + style.second * (0.2 + 1.3 * len(says))
    for number, line in enumerate(reversed(says)):
        sheet.text((area.x, top - style.second * (0.5 + 1.3 * number)), line, kit.second)
    sheet.text((area.x + area.w, top - style.second * 0.5), view.amount_label, kit.second, "end")
    sheet.line((area.x, top), (area.x + area.w, top), kit.hairline("axis"))
    waiting = _tray_names(view, area.w, kit)
    tray = kit.px(14) + style.second * (1.1 + 1.3 * len(waiting)) if view.unrated else 0.0
    room = area.y + area.h - top - tray
    needs = [_need(row, area.w, kit) for row in view.lines[: _MOST_ROWS.get(style.name, len(view.lines))]]
    shown = _fitting(needs, room)
    if shown < len(view.lines):
        room -= style.second * 1.7
        shown = max(1, _fitting(needs, room)) if needs else 0
    spare = max(0.0, (room - sum(needs[:shown])) / max(shown, 1))
    y = top
    for row, need in zip(view.lines[:shown], needs, strict=False):
        height = need + min(spare, kit.px(20))
        _row(sheet, row, Box(x=area.x, y=y, w=area.w, h=height), kit)
        y += height
    if shown < len(view.lines):
        y += style.second * 1.7
        more = len(view.lines) - shown
        sheet.text((area.x, y - style.second * 0.3), trn("and {n} more", "and {n} more", more), kit.second)
    if tray:
        box = Box(x=area.x, y=y + kit.px(14), w=area.w, h=tray - kit.px(14))
        _tray(sheet, view, (box, waiting), kit)


def _fitting(needs: list[float], room: float) -> int:
    """How many rows fit one below the other."""
    return sum(total <= room for total in accumulate(needs))


def _need(row: RiskLine, width: float, kit: Kit) -> float:
    """The least height of a row: its statement, its second line and a little air."""
    style = kit.style
    lines = len(_statement(row, _word_start(row, kit), width - _tail_width(row, kit) - kit.px(10), kit))
    tail = style.label + style.second * _TAIL.get(style.name, 2.6) if row.expected else kit.px(36)
    return max(lines * style.label * 1.25 + style.second * 1.3 + kit.px(12), tail + kit.px(6))


def _word_start(row: RiskLine, kit: Kit) -> float:
    """Where the statement begins: after the chip and the code."""
    code = max(text_width(row.code, kit.style.label, 600), kit.px(34))
    return kit.px(20) + kit.px(8) + code + kit.px(8)


def _statement(row: RiskLine, start: float, end: float, kit: Kit) -> tuple[str, ...]:
    return wrap(row.statement, kit.style.label, 500, end - start, _MOST_LINES)


def _tail_width(row: RiskLine, kit: Kit) -> float:
    style = kit.style
    glyph = kit.px(16) if row.plan_state else 0.0
    amount, more = _amounts(row)
    return max(text_width(row.plan_text, style.second) + glyph, text_width(amount, style.label, 600),
               text_width(more, style.second))  # fmt: skip


def _amounts(row: RiskLine) -> tuple[str, str]:
    """What the list is ordered by, and the range below it."""
    return (row.expected, row.amount) if row.expected else (row.amount, "")


def _row(sheet: Sheet, row: RiskLine, box: Box, kit: Kit) -> None:
    style = kit.style
    middle = box.y + box.h / 2
    side = kit.px(20)
    glyphs.band_chip(sheet, kit, Box(x=box.x, y=middle - side / 2, w=side, h=side), row.band, row.letter)
    code = Font(style.label, 600, kit["text"])
    sheet.text((box.x + side + kit.px(8), middle + style.label * 0.36), row.code, code)
    right = box.x + box.w
    _tail(sheet, row, (right, middle), kit)
    _words(sheet, row, box, kit)
    sheet.line((box.x, box.y + box.h), (right, box.y + box.h), kit.hairline("row_line"))


def _tail(sheet: Sheet, row: RiskLine, at: Point, kit: Kit) -> None:
    """Expected loss with its range, or score, above the state of the plan, right aligned."""
    style, (amount, more) = kit.style, _amounts(row)
    right, middle = at
    middle -= style.second * 0.6 if more else 0.0
    sheet.text((right, middle - style.label * 0.22), amount, kit.strong, "end")
    font = Font(style.second, 400, kit["text"] if row.plan_state else kit["muted"])
    base = middle + style.second * 1.12
    if more:
        sheet.text((right, base), more, kit.second, "end")
        base += style.second * 1.2
    sheet.text((right, base), row.plan_text, font, "end")
    if row.plan_state:
        size = kit.px(10)
        x = right - text_width(row.plan_text, font.size) - kit.px(6) - size / 2
        glyphs.status(sheet, kit, (x, base - font.size * 0.36), size, row.plan_state)


def _words(sheet: Sheet, row: RiskLine, box: Box, kit: Kit) -> None:
    """The statement on up to two lines, then who and until when."""
    style = kit.style
    start, end = _word_start(row, kit), box.w - _tail_width(row, kit) - kit.px(10)
    name = Font(style.label, 500, kit["text"])
    lines = _statement(row, start, end, kit)
    second = elide(row.owner_and_date, style.second, 400, end - start)
    total = len(lines) * name.size * 1.25 + (style.second * 1.3 if second else 0.0)
    x, y = box.x + start, box.y + (box.h - total) / 2 + name.size * 0.95
    for line in lines:
        sheet.text((x, y), line, name)
        y += name.size * 1.25
    sheet.text((x, y - name.size * 0.95 + style.second * 1.0), second, kit.second)


def _tray_head(view: RiskMatrix) -> str:
    return tr("Not assessed ({n})", n=len(view.unrated))


def _tray_names(view: RiskMatrix, width: float, kit: Kit) -> tuple[str, ...]:
    """What waits for a rating: beside the head where it fits there, else on up to three lines below it."""
    size = kit.style.second
    names = ", ".join(tr("{code} {statement}", code=risk.code, statement=risk.statement) for risk in view.unrated)
    beside = width - kit.px(42) - text_width(_tray_head(view), size, 600)
    if text_width(names, size) <= beside:
        return (names,)
    return ("", *wrap(names, size, 400, width - kit.px(20), 3))


def _tray(sheet: Sheet, view: RiskMatrix, place: tuple[Box, tuple[str, ...]], kit: Kit) -> None:
    """The dashed box of risks that wait for a rating."""
    box, names = place
    style = kit.style
    sheet.rect(box, Pen(stroke=kit["axis"], width=style.hair, dash=(kit.px(3), kit.px(2.5))), kit.px(4))
    base = box.y + style.second * 1.55
    r = kit.px(5)
    glyphs.unknown(sheet, kit, (box.x + kit.px(10) + r, base - style.second * 0.36), r)
    x = box.x + kit.px(16) + 2 * r
    head = _tray_head(view)
    sheet.text((x, base), head, Font(style.second, 600, kit["text"]))
    sheet.text((x + text_width(head, style.second, 600) + kit.px(8), base), names[0], kit.second)
    for line in names[1:]:
        base += style.second * 1.3
        sheet.text((box.x + kit.px(10), base), line, kit.second)
