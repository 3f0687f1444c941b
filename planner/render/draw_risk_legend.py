# SPDX-License-Identifier: Apache-2.0
"""What the signs of the risk matrix mean: the bands in order, the rings, former places, and whose pin is whose."""

from __future__ import annotations

from planner.kernel.text import tr, trn
from planner.render import glyphs
from planner.render.measure import elide, text_width, wrap
from planner.render.scene import Box, Font, Pen, Sheet
from planner.render.tokens import Kit, mixed
from planner.views.audience import CUSTOMER
from planner.views.risk_chart import DRILLED, NO_PLAN, PLAN, RiskMatrix, RiskPin

_BANDS = ("l", "m", "h", "e")
# How much of its colour a band keeps when there is no risk at all.
_CALM = 0.22
_NAMES, _GHOST, _NUMBER = 8, "ghost", "number"


def draw_legend(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit, *, low: bool, named: bool) -> None:
    """From the top of ``area`` downwards: the strip of bands, the signs, on screen the names of the risks.

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
            x += wide + kit.px(18) + text_width(words, size)
    y += kit.px(4)
    names = _names(view, kit, named=named and not low)
    rows, width = -(-len(names) // 2), area.w / 2
    for number, (unrated, words) in enumerate(names):
        column, row = divmod(number, max(1, rows))
        x, base = area.x + column * width, y + size * 1.6 * (row + 1)
        if unrated:
            glyphs.unknown(sheet, kit, (x + size * 0.4, base - size * 0.36), size * 0.36)
            x += size * 1.2
        room = area.x + (column + 1) * width - kit.px(12) - x
        font = Font(size, 400 if unrated else 500, kit["muted" if unrated else "text"])
        sheet.text((x, base), elide(words, size, font.weight, room), font)
    if view.empty_text:
        y += kit.px(8)
        for words in _empty_lines(view, area.w, kit):
            y += kit.style.label * 1.4
            sheet.text((area.x, y), words, Font(kit.style.label, 500, kit["text"]))


def legend_height(view: RiskMatrix, width: float, kit: Kit, *, low: bool, named: bool) -> float:
    """How high the legend is at that width."""
    signs, names = _sign_lines(view, width, kit, low=low), _names(view, kit, named=named and not low)
    band = 0.0 if low else kit.style.second * 1.7
    empty = len(_empty_lines(view, width * 0.75, kit)) * kit.style.label * 1.4 + kit.px(8) if view.empty_text else 0.0
    rows = -(-len(names) // 2)
    return band + kit.style.second * 1.6 * rows + _pitch(kit, low=low) * len(signs) + kit.px(8) + empty


def _empty_lines(view: RiskMatrix, width: float, kit: Kit) -> tuple[str, ...]:
    return wrap(view.empty_text, kit.style.label, 500, width, 3)


def _pitch(kit: Kit, *, low: bool) -> float:
    return kit.style.second * 1.6 if low else max(kit.style.second * 1.6, kit.px(21.5))


def ground_of(view: RiskMatrix, role: str, kit: Kit) -> tuple[str, str]:
    """Colour and ink of a band; where there is no risk at all the colours are a map and no alarm, and so are thin."""
    ground, ink = kit[f"risk_{role}"], kit[f"risk_{role}_text"]
    return (mixed(ground, kit["card"], _CALM), kit["muted"]) if view.empty_text else (ground, ink)


def strip(sheet: Sheet, view: RiskMatrix, area: Box, kit: Kit) -> float:
    """The four bands side by side from the mildest to the worst, each with its letter and its word."""
    size = kit.style.second
    x, high = area.x, size * 1.6
    wides = [text_width(words, size, 500) + kit.px(12) for words in view.bands]
    shrink = min(1.0, area.w / sum(wides))
    for role, words, wide in zip(_BANDS, view.bands, wides, strict=True):
        box = Box(x=x, y=area.y, w=wide * shrink, h=high)
        ground, ink = ground_of(view, role, kit)
        sheet.rect(box, Pen(fill=ground, stroke=kit["axis"], width=kit.style.hair))
        sheet.text((box.middle[0], area.y + size * 1.16), words, Font(size, 500, ink), "middle")
        x += wide * shrink
    return area.y + high


def _entries(view: RiskMatrix, *, low: bool) -> tuple[tuple[str, str], ...]:
    """The signs that occur; a customer is not told that a plan is missing: it may be there and not shared."""
    if not view.pins:
        return ()
    known = ((NO_PLAN, tr("no plan")), (PLAN, tr("plan")), (DRILLED, tr("drilled plan")))
    plans = {pin.plan for pin in view.pins} - ({NO_PLAN} if view.audience == CUSTOMER else set())
    found = [entry for entry in known if entry[0] in plans]
    if any(pin.before for pin in view.pins):
        found.append((_GHOST, tr("before treatment")))
    first = _sample(view)
    if first is not None and first.risk_id in view.named:
        words = tr("= {code}, in the title", code=first.code) if len(view.named) == 1 else tr("in the title")
        found.append((_NUMBER, words))
    elif first is not None and first.number != first.code and not low:
        found.append((_NUMBER, tr("= {code}", code=first.code)))
    return tuple(found)


def _states(view: RiskMatrix, kit: Kit) -> tuple[tuple[str, str], ...]:
    """The signs beside the words of a plan, where the list is drawn."""
    if kit.style.name not in {"print", "show"}:
        return ()
    found = {line.plan_state for line in view.lines}
    known = (("act", tr("needs action")), ("watch", tr("watch")))
    return tuple(entry for entry in known if entry[0] in found)


def _sample(view: RiskMatrix) -> RiskPin | None:
    """The pin that the legend shows: one that the title speaks of, else the first."""
    return next((pin for pin in view.pins if pin.risk_id in view.named), next(iter(view.pins), None))


def _sign_lines(view: RiskMatrix, width: float, kit: Kit, *, low: bool) -> list[list[tuple[str, str]]]:
    entries = (*_entries(view, low=low), *_states(view, kit))
    lines: list[list[tuple[str, str]]] = [[]] if entries else []
    used = 0.0
    for key, words in entries:
        wide = _sign_width(view, key, kit) + kit.px(18) + text_width(words, kit.style.second)
        if lines[-1] and used + wide - kit.px(12) > width:
            lines.append([])
            used = 0.0
        lines[-1].append((key, words))
        used += wide
    return lines


def _names(view: RiskMatrix, kit: Kit, *, named: bool) -> tuple[tuple[bool, str], ...]:
    """Every risk by name, where no list stands beside the matrix: those rated in their order, then those that are not.

    What has no room is counted.
    """
    if kit.style.name not in {"screen", "reading"} or not named:
        return ()
    found = [(False, tr("{code} {statement}", code=line.code, statement=line.statement)) for line in view.lines]
    found += [(True, tr("{code} not assessed: {statement}", code=risk.code, statement=risk.short))
              for risk in view.unrated]  # fmt: skip
    if len(found) <= _NAMES:
        return tuple(found)
    waiting = found[len(view.lines) :][:2]
    shown = [*found[: min(len(view.lines), _NAMES - 1 - len(waiting))], *waiting]
    more = len(found) - len(shown)
    return (*shown, (False, trn("and {n} more", "and {n} more", more)))


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
    if key in {"act", "watch"}:
        glyphs.status(sheet, kit, (x + r * 1.75, middle), kit.px(10), key)
        return
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
