# SPDX-License-Identifier: Apache-2.0
"""Draw all accounts on the health scale, those not proven apart, and who moved most (ux W11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.draw_portfolio import empty
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Anchor, Box, Font, Mark, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.charts import signed
from planner.views.portfolio_modules import AccountDot, HealthStrip

_WIDE = 440.0
_MOST_DOTS = 300  # beyond that there are bars, and the table has the accounts
_STEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """The 0-100 scale in px."""

    left: float
    right: float

    def at(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / 100


def draw_strip(sheet: Sheet, view: HealthStrip, area: Box, kit: Kit, focus: str = "") -> None:
    """The strip, the lane of what is not proven, and the movers at the right or below."""
    if view.empty_text:
        empty(sheet, view.empty_text, area, kit)
        return
    inset = kit.px(10) if kit.style.name == "screen" else kit.px(4)
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    beside = inner.w >= kit.px(_WIDE)
    line = kit.style.second * 1.75
    if beside:
        side = min(inner.w * 0.36, kit.px(220))
        movers = Box(x=inner.x + inner.w - side, y=inner.y, w=side, h=inner.h)
        main = Box(x=inner.x, y=inner.y, w=inner.w - side - kit.px(20), h=inner.h)
    else:
        rows = (min(len(view.movers), 3) or 1) + len(view.movers_words) - 1
        high = min(line * (rows + 1.2), inner.h * 0.42)
        movers = Box(x=inner.x, y=inner.y + inner.h - high, w=inner.w, h=high)
        main = Box(x=inner.x, y=inner.y, w=inner.w, h=inner.h - high - kit.px(6))
    _plot(sheet, view, main, kit, focus)
    _movers(sheet, view, movers, kit, focus)


def _plot(sheet: Sheet, view: HealthStrip, box: Box, kit: Kit, focus: str) -> None:
    style = kit.style
    scale = _Scale(left=box.x, right=box.x + box.w)
    head = style.label * 1.2 + style.second * 1.5
    lanes = [(tr("unproven"), view.unproven), (tr("unknown"), view.unknown)]
    lane = style.second * 1.75
    axis = style.axis * 1.5
    bottom = box.y + box.h - lane * len(lanes) - axis - kit.px(4)
    _bands(sheet, view, Box(x=box.x, y=box.y, w=box.w, h=bottom - box.y), (kit, scale))
    for value in sorted({0, 100, *(b.low for b in view.bands)}):
        anchor: Anchor = "start" if value == 0 else "end" if value == 100 else "middle"
        sheet.text((scale.at(value), bottom + style.axis * 1.15), str(value), kit.axis, anchor)
    sheet.line((box.x, bottom), (box.x + box.w, bottom), kit.hairline("axis"))
    _dots(sheet, view.dots, Box(x=box.x, y=box.y + head, w=box.w, h=bottom - box.y - head), (kit, scale), focus)
    y = bottom + axis + kit.px(4)
    number = max(
        style.second * 1.9, *(text_width(str(len(d)), style.second, 600) + style.second * 0.8 for _, d in lanes)
    )
    words = number + max(text_width(word, style.second) for word, _ in lanes) + style.second * 1.3
    for word, dots in lanes:
        _lane(sheet, (word, dots), Box(x=box.x, y=y, w=box.w, h=lane), (kit, number, words), focus)
        y += lane


def _bands(sheet: Sheet, view: HealthStrip, box: Box, drawn: tuple[Kit, _Scale]) -> None:
    """Each band's number and word over its stretch; hairlines between."""
    kit, scale = drawn
    style = kit.style
    for band in view.bands:
        x, end = scale.at(band.low), scale.at(band.high)
        if band.low:
            sheet.line((x, box.y), (x, box.y + box.h), kit.hairline("grid"))
        pad = kit.px(6) if band.low else 0.0
        number = Font(style.label * 1.1, 600, kit["text"] if band.number else kit["muted"])
        sheet.text((x + pad, box.y + style.label * 1.05), str(band.number), number)
        word = elide(band.word, style.second, 400, end - x - pad - 2)
        sheet.text((x + pad, box.y + style.label * 1.2 + style.second), word, kit.second)
        said = tr("{word}: {n}", word=band.word, n=band.number)
        over = Box(x=x, y=box.y, w=end - x, h=style.label * 1.2 + style.second * 1.4)
        sheet.marks.append(Mark(id=f"band-{band.key}", entity="", records=(), sentence=said, box=over, card=(said,),
                                stop=False))  # fmt: skip


def _dots(sheet: Sheet, dots: Sequence[AccountDot], box: Box, drawn: tuple[Kit, _Scale], focus: str) -> None:
    """A dot at its value, above those it would lie on; bars where they are too many."""
    kit, scale = drawn
    r = kit.px(5.5)
    while len(dots) <= _MOST_DOTS:
        levels = _levels([scale.at(dot.value or 0.0) for dot in dots], 2.2 * r)
        if max(levels, default=0) * 2.2 * r + 2.6 * r <= box.h:
            for dot, level in zip(dots, levels, strict=True):
                x = min(max(scale.at(dot.value or 0.0), box.x + r), box.x + box.w - r)
                y = box.y + box.h - r * 1.3 - level * 2.2 * r
                _dot(sheet, dot, (x, y, r), kit, lit=focus == dot.account_id)
            return
        if r <= kit.px(2.5):
            break
        r -= kit.px(0.5)
    _bars(sheet, dots, box, (kit, scale))


def _levels(places: Sequence[float], wide: float) -> list[int]:
    """For places from left to right, the lowest level on which each lies on no other."""
    ends: list[float] = []
    found = []
    for x in places:
        level = next((n for n, end in enumerate(ends) if x >= end), len(ends))
        if level == len(ends):
            ends.append(x)
        ends[level] = x + wide
        found.append(level)
    return found


def _bars(sheet: Sheet, dots: Sequence[AccountDot], box: Box, drawn: tuple[Kit, _Scale]) -> None:
    """How many accounts there are in every five points."""
    kit, scale = drawn
    stacks = Counter(min(int((dot.value or 0.0) // _STEP), 100 // _STEP - 1) for dot in dots)
    highest = max(stacks.values())
    for place, number in sorted(stacks.items()):
        low, high = place * _STEP, (place + 1) * _STEP
        x, end = scale.at(low), scale.at(high)
        tall = max(1.0, box.h * number / highest)
        sheet.rect(Box(x=x + 1, y=box.y + box.h - tall, w=max(1.0, end - x - 2), h=tall), Pen(fill=kit["chart_now"]))
        said = tr("{low} to {high}: {n} accounts", low=low, high=high, n=number)
        whole = Box(x=x, y=box.y, w=end - x, h=box.h)
        sheet.marks.append(Mark(id=f"stack-{place}", entity="", records=(), sentence=said, box=whole, card=(said,)))


def _dot(sheet: Sheet, dot: AccountDot, at: tuple[float, float, float], kit: Kit, *, lit: bool) -> None:
    x, y, r = at
    if lit:
        sheet.circle((x, y), r + kit.px(3), Pen(stroke=kit["accent"], width=kit.px(2)))
    if dot.proven:
        sheet.circle((x, y), r, Pen(fill=kit["chart_now"], stroke=kit["card"], width=kit.style.hair))
    else:
        glyphs.unknown(sheet, kit, (x, y), r * 0.85)
    box = Box(x=x - r * 1.2, y=y - r * 1.2, w=r * 2.4, h=r * 2.4)
    sheet.marks.append(Mark(id=dot.account_id, entity="account", records=(dot.account_id,), sentence=dot.sentence,
                            box=box, card=(dot.sentence,)))  # fmt: skip


def _lane(
    sheet: Sheet, lane: tuple[str, Sequence[AccountDot]], box: Box, drawn: tuple[Kit, float, float], focus: str
) -> None:
    """The number and word of what has no place on the scale, then a ring for each as far as there is room."""
    (word, dots), (kit, number, start) = lane, drawn
    style, middle = kit.style, box.y + box.h / 2
    base = middle + style.second * 0.36
    sheet.text((box.x, base), str(len(dots)), Font(style.second, 600, kit["text" if dots else "muted"]))
    sheet.text((box.x + number, base), word, kit.second)
    r = kit.px(4.5)
    room = int((box.w - start) // (r * 2.8))
    for n, dot in enumerate(dots[:room]):
        _dot(sheet, dot, (box.x + start + r + n * r * 2.8, middle, r), kit, lit=focus == dot.account_id)


def _movers(sheet: Sheet, view: HealthStrip, box: Box, kit: Kit, focus: str) -> None:
    style = kit.style
    line = style.second * 1.75
    sheet.text((box.x, box.y + style.second * 1.1), elide(view.movers_title, style.second, 600, box.w), kit.head)
    if view.rules_note:
        note = wrap(view.rules_note, style.second, 400, box.w)
        for n, said in enumerate(note, start=1):
            sheet.text((box.x, box.y + style.second * (1.1 + 1.35 * n)), said, kit.second)
        down = style.second * 1.35 * len(note)
        box = Box(x=box.x, y=box.y + down, w=box.w, h=box.h - down)
    if not view.movers:
        words = elide(view.movers_none, style.second, 400, box.w)
        sheet.text((box.x, box.y + style.second * 1.1 + line), words, kit.second)
        return
    room = max(1, int((box.h - line) // line))
    shown = view.movers[:room] if len(view.movers) <= room else _most(view.movers, room)
    for n, dot in enumerate(shown):
        _mover(sheet, dot, Box(x=box.x, y=box.y + line * (n + 1), w=box.w, h=line), kit, lit=focus == _id(dot))


def _most(movers: Sequence[AccountDot], room: int) -> list[AccountDot]:
    """Those that moved most, still from the deepest fall to the highest rise."""
    kept = sorted(movers, key=lambda d: -abs(d.change or 0))[:room]
    return sorted(kept, key=lambda d: d.change or 0)


def _id(dot: AccountDot) -> str:
    return f"mover-{dot.account_id}"


def _mover(sheet: Sheet, dot: AccountDot, box: Box, kit: Kit, *, lit: bool) -> None:
    style, middle = kit.style, box.y + box.h / 2
    around = Box(x=box.x - kit.px(4), y=box.y, w=box.w + kit.px(8), h=box.h)
    if lit and style.name == "screen":
        sheet.rect(around, Pen(fill=kit["selection"]), kit.px(4))
    change = dot.change or 0
    up, size = change > 0, style.second * 0.7
    x, base = box.x + size / 2, middle + style.second * 0.36
    tip, foot = (middle - size / 2, middle + size / 2) if up else (middle + size / 2, middle - size / 2)
    color = kit["fine"] if up else kit["act"]
    sheet.path(((x, tip), (x + size / 2, foot), (x - size / 2, foot)), Pen(fill=color))
    font = Font(style.second, 600, kit["text"])
    number = max(text_width("+00", style.second, 600), text_width(signed(change), style.second, 600))
    sheet.text((box.x + size + kit.px(6) + number, base), signed(change), font, "end")
    left = box.x + size + kit.px(14) + number
    name = elide(dot.name, style.second, 400, box.x + box.w - left)
    sheet.text((left, base), name, Font(style.second, 400, kit["text"]))
    sheet.marks.append(Mark(id=_id(dot), entity="account", records=(dot.account_id,), sentence=dot.sentence, box=around,
                            card=(dot.sentence,)))  # fmt: skip
