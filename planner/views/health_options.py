# SPDX-License-Identifier: Apache-2.0
"""The other views of the health chart: rows by their distance to healthy, and the radar (ux C1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.ruleset import Rules
from planner.views.charts import whole
from planner.views.health_chart import HealthChart, HealthRow

DOTS: Final = "dots"
DISTANCE: Final = "distance"
RADAR: Final = "radar"
LEAST_AXES: Final = 5
LEAST_SHAPE: Final = 3
_LAYERS: Final = {
    "key": N_("Relation: key"),
    "general": N_("Relation: general"),
    "organisational": N_("Relation: organisational"),
}


def in_view(chart: HealthChart, option: str, rules: Rules) -> HealthChart:
    """The chart in the view of that name; "" is the first, and so is a radar with too few values."""
    known = sum(row.now is not None for row in chart.rows)
    withheld = ((RADAR, _too_few(known)),) if known < LEAST_AXES else ()
    made = replace(chart, option=DOTS, withheld=withheld)
    if option == DISTANCE:
        healthy = rules.health.healthy_from
        rows = tuple(_with_distance(row, healthy) for row in _by_distance(chart.rows, healthy))
        parts = [row for row in rows if not row.layer and row.now is not None]
        first = next((row for row in parts if row.proven), None)
        words = _farthest(made, first, all_proven=all(row.proven for row in parts)) if first else made.title
        return replace(made, option=DISTANCE, rows=rows, title=words, lit=first.key if first and first.short else "",
                       order_label=tr("farthest below healthy first"))  # fmt: skip
    return _radar(made) if option == RADAR and not withheld else made


def _farthest(chart: HealthChart, row: HealthRow, *, all_proven: bool) -> str:
    """The takeaway of the distances: the proven component that is farthest from healthy."""
    if not row.short:
        return tr("No known component is below healthy") if all_proven else tr("No proven component is below healthy")
    if not chart.proven:
        return tr("{name} {n} short of healthy; health as a whole unproven", name=row.label, n=row.short)
    return trn(
        "{name} is {n} point short of healthy", "{name} is {n} points short of healthy", row.short, name=row.label
    )


def _radar(chart: HealthChart) -> HealthChart:
    """The layers of relation named as such; the subtitle tells them from the components, the footer the data."""
    rows = tuple(replace(row, label=tr(_LAYERS.get(row.key, row.label))) if row.layer else row
                 for row in chart.rows)  # fmt: skip
    parts = [row for row in rows if not row.layer]
    words = {
        "known": sum(row.now is not None for row in parts), "all": len(parts), "day": day_text(chart.as_of),
    }  # fmt: skip
    said = trn(
        "Score 0–100 · {known} of {all} components, {n} layer of Relation · as of {day}",
        "Score 0–100 · {known} of {all} components, {n} layers of Relation · as of {day}",
        len(rows) - len(parts),
        **words,
    )
    return replace(chart, option=RADAR, rows=rows, subtitle=said)


def lone(chart: HealthChart) -> bool:
    """Whether fewer than three neighbouring axes have a value, so that there is no shape."""
    known = [row.now is not None for row in chart.rows]
    twice, run, most = known + known, 0, 0
    for one in twice:
        run = run + 1 if one else 0
        most = max(most, run)
    return min(most, len(known)) < LEAST_SHAPE


def _too_few(known: int) -> str:
    return trn(
        "A radar needs {wanted} known values; here is {n}.",
        "A radar needs {wanted} known values; here are {n}.",
        known,
        wanted=LEAST_AXES,
    )


def _with_distance(row: HealthRow, healthy: int) -> HealthRow:
    """The row with how far it is below healthy, in place of what the other views say of it; no band where unproven."""
    if row.now is None:
        return replace(row, tag="")
    below = max(0, healthy - whole(row.now))
    level = row.unproven or tr("healthy")
    return replace(row, tag=tr("{n} below healthy", n=below) if below else level, short=below)


def _by_distance(rows: tuple[HealthRow, ...], healthy: int) -> tuple[HealthRow, ...]:
    """The farthest below healthy first, what was not assessed last; components stay above the relation layers."""

    def far(row: HealthRow) -> tuple[bool, bool, float]:
        return row.layer, row.now is None, 0.0 if row.now is None else float(row.now) - healthy

    return tuple(sorted(rows, key=far))
