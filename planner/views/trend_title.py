# SPDX-License-Identifier: Apache-2.0
"""The drafted takeaway of the trend, of at most twelve words; withheld where too little is known (ux 3.0)."""

from __future__ import annotations

from decimal import Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr, trn
from planner.views.charts import whole
from planner.views.trend_chart import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the takeaway rests on: health is the first panel; ``month`` is that of the day compared with.

    The panels have changes and alarms of what is proven alone; ``weak`` is the most that an unproven part moved.
    """

    panels: tuple[Panel, ...]
    known: int
    all: int
    proven: bool
    dates: int
    compared: bool
    month: str
    steady: int
    weak: int = 0


def title(told: Told) -> str:
    """What the year says in one line."""
    if not told.dates:
        return tr("No trend yet: nothing is assessed")
    if told.dates == 1:
        return tr("No trend yet: one date only")
    if not told.compared:
        return tr("The rules changed since {month}: no trend across that", month=told.month)
    mover = _mover(told)
    return _proven(told, mover) if told.proven else _unproven(told, mover)


def lead(told: Told) -> str:
    """The key of the measure that the title names first, "" where it names none."""
    if told.dates < 2 or not told.compared:
        return ""
    named = _fallen(told) or _mover(told) or (told.panels[0] if told.proven else None)
    return named.key if named else ""


def _proven(told: Told, mover: Panel | None) -> str:
    """An alarm comes first, of the part that fell most before health; then what moved most."""
    value = whole(told.panels[0].now or Decimal(0))
    alarm = _fallen(told)
    if alarm is told.panels[0]:
        return tr("Health {value}, down {n} in two quarters", value=value, n=alarm.fallen)
    if alarm is not None:
        return tr("{name} down {n} in two quarters; health is {value}", name=alarm.label, n=alarm.fallen, value=value)
    if mover is None:
        return _still(told, value)
    return _since(told, mover)


def _still(told: Told, value: int) -> str:
    """No proven part moved; where an unproven one did, health may have."""
    change = told.panels[0].moved or 0
    words = {"value": value, "change": abs(change), "month": told.month}
    if told.weak <= told.steady:
        return tr("Health {value} and its parts steady since {month}", **words)
    if abs(change) <= told.steady:
        return tr("Health {value} and its proven parts steady since {month}", **words)
    if change < 0:
        return tr("Health {value}, down {change} since {month}", **words)
    return tr("Health {value}, up {change} since {month}", **words)


def _unproven(told: Told, mover: Panel | None) -> str:
    """Health itself says nothing yet; a component that moved does."""
    alarm = _fallen(told)
    if alarm is not None:
        return tr("{name} down {n} in two quarters; health as a whole unproven", name=alarm.label, n=alarm.fallen)
    if mover is None or mover.moved is None:
        return trn(
            "Trend unproven: {n} of {all} components known",
            "Trend unproven: {n} of {all} components known",
            told.known,
            all=told.all,
        )
    words = {"name": mover.label, "n": abs(mover.moved), "month": told.month}
    if mover.moved < 0:
        return tr("{name} down {n} since {month}; health as a whole unproven", **words)
    return tr("{name} up {n} since {month}; health as a whole unproven", **words)


def _fallen(told: Told) -> Panel | None:
    """The component that fell most of those with an alarm; else a proven health that has one; else None."""
    parts = [panel for panel in told.panels[1:] if panel.alarm]
    if parts:
        return max(parts, key=lambda panel: panel.fallen)
    return told.panels[0] if told.proven and told.panels[0].alarm else None


def _since(told: Told, mover: Panel) -> str:
    words = {"name": mover.label, "n": abs(mover.moved or 0), "month": told.month}
    fell, of_all = (mover.moved or 0) < 0, told.weak <= abs(mover.moved or 0)
    if fell:
        text = (
            N_("{name} down {n} since {month}, the most of all"),
            N_("{name} down {n} since {month}, the most of the proven"),
        )
    else:
        text = (
            N_("{name} up {n} since {month}, the most of all"),
            N_("{name} up {n} since {month}, the most of the proven"),
        )
    return tr(text[0 if of_all else 1], **words)


def _mover(told: Told) -> Panel | None:
    """The component that moved most beyond what counts as steady."""
    moved = [p for p in told.panels[1:] if p.moved is not None and abs(p.moved) > told.steady]
    return max(moved, key=lambda panel: abs(panel.moved or 0), default=None)
