# SPDX-License-Identifier: Apache-2.0
"""Draw satisfaction by quarter (ux C7) into a scene: answers as dots, means as bars, counts and expectation below."""

from __future__ import annotations

from dataclasses import replace

from planner.kernel.data import dataclass
from planner.kernel.text import tr, trn
from planner.render.measure import elide, text_width, wrap
from planner.render.missing_list import Gap, missing_list
from planner.render.scene import Box, Font, Mark, Pen, Point, Sheet
from planner.render.tokens import Kit
from planner.views.charts import whole
from planner.views.satisfaction_chart import Answer, Quarter, SatisfactionChart

_TICKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where the axes run, how wide a quarter and half the bar of its mean, how high a row below it is, in px."""

    left: float
    right: float
    top: float
    bottom: float
    step: float
    half: float
    row: float = 0.0
    shift: float = 0.0

    def y(self, value: float) -> float:
        """The place of a value."""
        return self.bottom - (self.bottom - self.top) * value / 100

    def middle(self, number: int) -> float:
        """The middle of a quarter."""
        return self.left + self.step * (number + 0.5)

    def bar(self, number: int) -> float:
        """The middle of a quarter's bar, which leaves room for its number at the right."""
        return self.middle(number) - self.shift


def draw_satisfaction(sheet: Sheet, view: SatisfactionChart, area: Box, kit: Kit, focus: str = "") -> None:
    """Put the quarters into ``area``; ``focus`` is the id of the mark that is lit."""
    if kit.style.name == "tile":
        _draw_tile(sheet, view, area, kit)
        return
    if view.empty_text:
        missing_list(sheet, (view.empty_text, (_gap(view),)), area, kit, focus)
        return
    inset = kit.px(8) if kit.style.name == "screen" else 0.0
    inner = Box(x=area.x + inset, y=area.y, w=area.w - 2 * inset, h=area.h)
    top = _quote(sheet, view, inner, _legend(sheet, view, inner, kit), kit)
    plot = _plot(view, inner, top, kit)
    _axis(sheet, plot, kit)
    for number, quarter in enumerate(view.quarters):
        _rows(sheet, view, (number, quarter), (plot, inner), kit)
    _labels(sheet, view, plot, inner, kit)
    for run in view.joined:
        points = tuple((plot.bar(n), plot.y(float(view.quarters[n].mean or 0))) for n in run)
        sheet.path(points, Pen(stroke=kit["chart_now"], width=kit.px(1.5)), closed=False)
    for number, quarter in enumerate(view.quarters):
        _quarter(sheet, (number, quarter), (plot, focus), kit)


def _gap(view: SatisfactionChart) -> Gap:
    """What stands for the quarters when none has an answer: whether anybody was called at all."""
    calls = sum(quarter.calls for quarter in view.quarters)
    words = trn("{n} in six quarters, not answered", "{n} in six quarters, none answered", calls) if calls else tr(
        "none in six quarters")  # fmt: skip
    return Gap(key=view.quarters[-1].key, name=tr("Callbacks"), reason=words, words=(tr("Callbacks"), words))


def _legend(sheet: Sheet, view: SatisfactionChart, area: Box, kit: Kit) -> float:
    font = kit.second
    size = font.size
    x, base = area.x, area.y + size
    for number, words in enumerate(view.legend):
        if not words or not _occurs(view, number):
            continue
        width = size * 1.9 + text_width(words, size)
        if x > area.x and x + width > area.x + area.w:
            x, base = area.x, base + size * 1.5
        middle = base - size * 0.36
        if number == 0:
            sheet.circle((x + size * 0.7, middle), kit.px(4), _answer_pen(kit))
        else:
            _bar(sheet, kit, Box(x=x, y=middle - kit.px(3), w=size * 1.5, h=kit.px(6)), thin=number == 2)
        sheet.text((x + size * 1.9, base), words, font)
        x += width + kit.px(16)
    return base + kit.px(12)


def _occurs(view: SatisfactionChart, number: int) -> bool:
    """Whether the sign of a word of the legend is in the picture: answers, means, means of too few answers."""
    if number == 0:
        return any(quarter.answers for quarter in view.quarters)
    means = [q for q in view.quarters if q.mean is not None and not q.single]
    return any(quarter.thin == (number == 2) for quarter in means)


def _quote(sheet: Sheet, view: SatisfactionChart, area: Box, top: float, kit: Kit) -> float:
    """The lowest recent words in at most two lines, with when they were said; returns where the plot begins."""
    if not view.quote:
        return top + kit.px(4)
    size = kit.style.second
    said = wrap(f"“{view.quote}”", size, 400, area.w - kit.px(12), 2)
    height = size * (1.35 * (len(said) + 1) + 0.3)
    sheet.rect(Box(x=area.x, y=top, w=kit.px(3), h=height), Pen(fill=kit["line"]))
    y = top + size * 1.1
    for line in said:
        sheet.text((area.x + kit.px(12), y), line, replace(kit.second, color=kit["text"]))
        y += size * 1.35
    sheet.text((area.x + kit.px(12), y), elide(view.quote_note, size, 400, area.w - kit.px(12)), kit.second)
    return top + height + kit.px(12)


def _plot(view: SatisfactionChart, area: Box, top: float, kit: Kit) -> _Plot:
    style = kit.style
    shown = view.row_labels[: _count(view)]
    words = max(text_width(part, style.second) for word in shown for part in word.split())
    lines = max(text_width(word, style.second) for word in shown)
    words = max(words, min(lines, area.w * 0.17))  # in one line each where that leaves the quarters their room
    left = area.x + min(max(words, text_width("100", style.axis)), area.w * 0.26) + kit.px(12)
    right = area.x + area.w
    row = _row(shown, left - area.x - kit.px(6), kit)
    foot = style.axis * 1.7 + len(shown) * row + kit.px(10)
    step = (right - left) / max(1, len(view.quarters))
    label = text_width("100", style.label, 600) + kit.px(8)  # its number stands beside the bar, within the quarter
    half = max(step * 0.1, min(step * 0.28, (step - label - kit.px(6)) / 2))
    return _Plot(
        left=left,
        right=right,
        top=top + style.axis * 0.6 + _over(view, kit),
        bottom=area.y + area.h - foot,
        step=step,
        half=half,
        row=row,
        shift=label / 2,
    )


def _over(view: SatisfactionChart, kit: Kit) -> float:
    """Room above the scale for the words of quarters without a mean."""
    gone = any(quarter.mean is None for quarter in view.quarters)
    return kit.style.second * 2.4 if gone else 0.0


def _count(view: SatisfactionChart) -> int:
    """How many rows stand below the plot: answers alone for a customer, expectation only where it is recorded."""
    return 1 if view.aggregate else 3 if view.gaps else 2


def _row(words: tuple[str, ...], room: float, kit: Kit) -> float:
    """The height of a row below the plot; where several names take two lines, both fit."""
    size = kit.style.second
    tall = sum(len(wrap(word, size, 400, room, 2)) > 1 for word in words)
    return max(kit.style.label * 1.6, size * 2.5 if tall > 1 else 0.0)


def _axis(sheet: Sheet, plot: _Plot, kit: Kit) -> None:
    """The whole scale, never cut."""
    for value in _TICKS:
        y = plot.y(value)
        sheet.line((plot.left, y), (plot.right, y), kit.hairline("axis" if value == 0 else "row_line"))
        sheet.text((plot.left - kit.px(8), y + kit.style.axis * 0.36), str(value), kit.axis, "end")


def _labels(sheet: Sheet, view: SatisfactionChart, plot: _Plot, area: Box, kit: Kit) -> None:
    for number, words in enumerate(view.row_labels[: _count(view)]):
        size = kit.style.second
        lines = wrap(words, size, 400, plot.left - area.x - kit.px(6), 2)
        y = _row_base(plot, number, kit) - (len(lines) - 1) * size * 0.35
        for line in lines:
            sheet.text((area.x, y), line, kit.second)
            y += size * 1.1


def _row_base(plot: _Plot, number: int, kit: Kit) -> float:
    return plot.bottom + kit.style.axis * 1.7 + plot.row * (number + 0.75)


def _rows(sheet: Sheet, view: SatisfactionChart, what: tuple[int, Quarter], place: tuple[_Plot, Box], kit: Kit) -> None:
    """The quarter's name, its answers, its reached rate and the sign of what was expected."""
    number, quarter = what
    plot = place[0]
    x, style = plot.middle(number), kit.style
    name = elide(quarter.label, style.axis, 400, plot.step - kit.px(4))
    sheet.text((x, plot.bottom + style.axis * 1.4), name, kit.axis, "middle")
    thin = quarter.thin or quarter.mean is None
    cells = [quarter.n_text, quarter.reached_text, quarter.gap_text or "–"][: _count(view)]
    for row, words in enumerate(cells):
        font = Font(style.label, 600 if row == 0 and not thin else 400, kit["muted" if thin else "text"])
        fits = elide(words, font.size, font.weight, plot.step - kit.px(4))
        sheet.text((x, _row_base(plot, row, kit)), fits, font, "middle")


def _quarter(sheet: Sheet, what: tuple[int, Quarter], place: tuple[_Plot, str], kit: Kit) -> None:
    number, quarter = what
    plot, focus = place
    x = plot.middle(number)
    if quarter.mean is None:
        size = kit.style.second
        lines = wrap(quarter.open_text, size, 400, plot.step - kit.px(4), 2)
        for row, line in enumerate(lines):  # above the plot's highest value, off the scale
            sheet.text((x, plot.top - size * (0.5 + 1.15 * (len(lines) - 1 - row))), line, kit.second, "middle")
        _mark(sheet, quarter, Box(x=x - plot.step / 2, y=plot.top, w=plot.step, h=plot.bottom - plot.top))
        return
    x, y = plot.bar(number), plot.y(float(quarter.mean))
    high = kit.px(6)
    box = Box(x=x - plot.half, y=y - high / 2, w=2 * plot.half, h=high)
    if focus == quarter.key:
        around = Box(x=box.x - kit.px(4), y=box.y - kit.px(4), w=box.w + kit.px(8), h=box.h + kit.px(8))
        sheet.rect(around, Pen(stroke=kit["accent"], width=kit.px(2)), kit.px(4))
    if not quarter.single:
        _bar(sheet, kit, box, thin=quarter.thin)
    _mark(sheet, quarter, Box(x=box.x, y=box.y - kit.px(8), w=box.w, h=box.h + kit.px(16)))
    for answer in quarter.answers:
        at = (x + answer.spread * plot.half * 0.92, plot.y(float(answer.value)))
        _answer(sheet, answer, at, kit, lit=focus == answer.callback_id)
    size = kit.style.label
    words = str(whole(quarter.mean))
    left = x + (kit.px(8) if quarter.single else plot.half + kit.px(6))
    font = Font(size, 400, kit["muted"]) if quarter.thin else Font(size, 600, kit["text"])
    ground = Box(x=left, y=y - size * 0.55, w=text_width(words, size, font.weight), h=size * 1.1)
    sheet.rect(ground, Pen(fill=kit["card"]), kit.px(2))
    sheet.text((left, y + size * 0.36), words, font)


def _bar(sheet: Sheet, kit: Kit, box: Box, *, thin: bool) -> None:
    """The mean; a thin one is hollow and hatched, so that it is told apart without colour."""
    if not thin:
        sheet.rect(box, Pen(fill=kit["chart_now"]), box.h / 2)
        return
    sheet.rect(box, Pen(fill=kit["card"], stroke=kit["chart_now"], width=kit.px(1.25)), box.h / 4)
    step, x = box.h * 1.1, box.x + box.h * 0.8
    while x + box.h < box.x + box.w:
        sheet.line((x, box.y + box.h), (x + box.h, box.y), Pen(stroke=kit["chart_now"], width=kit.px(1)))
        x += step


def _answer_pen(kit: Kit) -> Pen:
    return Pen(fill=kit["card"], stroke=kit["chart_before"], width=kit.px(1.75))


def _answer(sheet: Sheet, answer: Answer, at: Point, kit: Kit, *, lit: bool) -> None:
    r = kit.px(4.5)
    if lit:
        sheet.circle(at, r + kit.px(3.5), Pen(stroke=kit["accent"], width=kit.px(2)))
    sheet.circle(at, r, _answer_pen(kit))
    reach = r * 1.6
    box = Box(x=at[0] - reach, y=at[1] - reach, w=2 * reach, h=2 * reach)
    sheet.marks.append(
        Mark(id=answer.callback_id, entity="callback", records=(answer.callback_id,),
             sentence=". ".join(answer.words) + ".", box=box, card=answer.words)
    )  # fmt: skip


def _mark(sheet: Sheet, quarter: Quarter, box: Box) -> None:
    sheet.marks.append(
        Mark(id=quarter.key, entity="measure", records=(quarter.key,), sentence=quarter.sentence, box=box,
             card=(quarter.label, *quarter.sentence.removeprefix(f"{quarter.label}: ").rstrip(".").split(", ")))
    )  # fmt: skip


def _draw_tile(sheet: Sheet, view: SatisfactionChart, area: Box, kit: Kit) -> None:
    """The means alone, for a tile."""
    plot = _Plot(left=area.x, right=area.x + area.w, top=area.y + 6, bottom=area.y + area.h - 18,
                 step=area.w / max(1, len(view.quarters)), half=area.w / max(1, len(view.quarters)) * 0.28)  # fmt: skip
    sheet.line((plot.left, plot.bottom), (plot.right, plot.bottom), kit.hairline("axis"))
    for number, quarter in enumerate(view.quarters):
        x = plot.middle(number)
        if quarter.mean is None:
            sheet.text((x, plot.bottom - 4), "–", kit.second, "middle")
        else:
            box = Box(x=x - plot.half, y=plot.y(float(quarter.mean)) - 2, w=2 * plot.half, h=4)
            if quarter.single:
                sheet.circle((x, box.y + 2), 3, _answer_pen(kit))
            else:
                _bar(sheet, kit, box, thin=quarter.thin)
        sheet.text((x, area.y + area.h - 3), str(quarter.n), kit.second, "middle")
    sheet.marks.append(
        Mark(id="tile", entity="measure", records=("satisfaction",), sentence=view.sentence(), box=area,
             card=(view.title,))
    )  # fmt: skip
