# SPDX-License-Identifier: Apache-2.0
"""What the signs of the risk matrix mean: the bands in order, the rings, former places, and whose pin is whose."""

from __future__ import annotations

from planner.kernel.text import tr
from planner.render import glyphs
from planner.render.measure import text_width, wrap
from planner.render.scene import Box, Font, Pen, Sheet
from planner.render.tokens import Kit
from planner.views.audience import CUSTOMER
from planner.views.risk_chart import DRILLED, NO_PLAN, PLAN, RiskMatrix, RiskPin

_BANDS = ("l", "m", "h", "e")
_NAMES, _GHOST, _NUMBER = 3, "ghost", "number"


def draw_legend(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit, *, low: bool, named: bool) -> None:
    """From the top of ``area`` downwards: the strip of bands, the signs, on screen the names of the first risks.

    ``named`` pictures carry the names. On a ``low`` page it keeps to the signs; the strip then stands above the matrix.
    """
    size = kit.style.second
    y = area.y if low else strip(sheet, view, area, kit)
    for line in _sign_lines(view, area.w, kit, low=low):
        y += _pitch(kit, low=low)
        x = area.x
        for key, words in line:
            wide = _sign_width(view, key, kit)
            _sign(sheet, view, (key, x, y - size * 0.36), kit)
            sheet.text((x + wide + kit.px(6), y), words, kit.second)
            x += wide + kit.px(22) + text_width(words, size)
    y += kit.px(4)
    for words in _name_lines(view, area.w, kit, named=named and not low):
        y += size * 1.6
        sheet.text((area.x, y), words, Font(size, 500, kit["text"]))


def legend_height(view: RiskMatrix, width: float, kit: Kit, *, low: bool, named: bool) -> float:
    """How high the legend is at that width."""
    signs, names = _sign_lines(view, width, kit, low=low), _name_lines(view, width, kit, named=named and not low)
    band = 0.0 if low else kit.style.second * 1.7
    return band + kit.style.second * 1.6 * len(names) + _pitch(kit, low=low) * len(signs) + kit.px(8)


def _pitch(kit: Kit, *, low: bool) -> float:
    return kit.style.second * 1.6 if low else max(kit.style.second * 1.6, kit.px(24))


def strip(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit) -> float:
    """The four bands side by side from the mildest to the worst, each with its letter and its word."""
    size = kit.style.second
    x, high = area.x, size * 1.6
    wides = [text_width(words, size, 500) + kit.px(12) for words in view.bands]
    shrink = min(1.0, area.w / sum(wides))
    for role, words, wide in zip(_BANDS, view.bands, wides, strict=True):
        box = Box(x=x, y=area.y, w=wide * shrink, h=high)
        sheet.rect(box, Pen(fill=kit[f"risk_{role}"], stroke=kit["axis"], width=kit.style.hair))
        sheet.text((box.middle[0], area.y + size * 1.16), words, Font(size, 500, kit[f"risk_{role}_text"]), "middle")
        x += wide * shrink
    return area.y + high


def _entries(view: RiskMatrix, *, low: bool) -> tuple[tuple[str, str], ...]:
    found = [(NO_PLAN, tr("no plan")), (PLAN, tr("plan")), (DRILLED, tr("drilled plan"))]
    # A customer is not told that a plan is missing: it may be there and not shared.
    found = found[1:] if view.audience == CUSTOMER else found
    if any(pin.before for pin in view.pins):
        found.append((_GHOST, tr("before treatment")))
    if not view.pins:
        return ()
    first = _sample(view)
    if first is not None and first.risk_id in view.named:
        words = tr("= {code}, in the title", code=first.code) if len(view.named) == 1 else tr("in the title")
        found.append((_NUMBER, words))
    elif first is not None and first.number != first.code and not low:
        found.append((_NUMBER, tr("= {code}", code=first.code)))
    return tuple(found)


def _sample(view: RiskMatrix) -> RiskPin | None:
    """The pin that the legend shows: one that the title speaks of, else the first."""
    return next((pin for pin in view.pins if pin.risk_id in view.named), next(iter(view.pins), None))


def _sign_lines(view: RiskMatrix, width: float, kit: Kit, *, low: bool) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for key, words in _entries(view, low=low):
        wide = _sign_width(view, key, kit) + kit.px(22) + text_width(words, kit.style.second)
        if lines[-1] and used + wide - kit.px(16) > width:
            lines.append([])
            used = 0.0
        lines[-1].append((key, words))
        used += wide
    return lines


def _name_lines(view: RiskMatrix, width: float, kit: Kit, *, named: bool) -> tuple[str, ...]:
    """The first risks by name, where no list stands beside the matrix."""
    if kit.style.name not in {"screen", "reading"} or not view.lines or not named:
        return ()
    names = (tr("{code} {statement}", code=line.code, statement=line.short) for line in view.lines[:_NAMES])
    return wrap(" · ".join(names), kit.style.second, 500, width, 2)


def _sign_width(view: RiskMatrix, key: str, kit: Kit) -> float:
    r = kit.px(5)
    if key == _GHOST:
        return r * 5
    if key == _NUMBER:
        return 2 * glyphs.pin_half(_number(view), kit.style.second, kit.px(10))
    return 2 * (r if key == NO_PLAN else r * 1.75)


def _number(view: RiskMatrix) -> str:
    sample = _sample(view)
    return sample.number if sample else ""


def _sign(sheet: Sheet, view: RiskMatrix, place: tuple[str, float, float], kit: Kit) -> None:
    key, x, middle = place
    r, width, ink = kit.px(5), kit.px(1.5), kit["text"]
    if key == _GHOST:
        glyphs.ghost(sheet, kit, (x + r, middle), r)
        glyphs.arrow(sheet, (x + 2 * r, middle), (x + 5 * r, middle), ink, width)
        return
    if key == _NUMBER:
        sample = _sample(view)
        strong = sample is not None and sample.risk_id in view.named
        look = glyphs.Pinned(number=_number(view), plan=NO_PLAN, ring=ink, strong=strong)
        glyphs.pin(sheet, kit, (x + _sign_width(view, key, kit) / 2, middle), look, kit.px(10))
        return
    outer = r if key == NO_PLAN else r * 1.75
    sheet.circle((x + outer, middle), r, Pen(stroke=ink, width=width))
    if key != NO_PLAN:
        dash = (r * 0.5, r * 0.4) if key == DRILLED else ()
        sheet.circle((x + outer, middle), outer, Pen(stroke=ink, width=width, dash=dash))
