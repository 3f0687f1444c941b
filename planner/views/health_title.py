# SPDX-License-Identifier: Apache-2.0
"""The words round the health chart: its takeaway of at most twelve words, headline, subtitle, footer (ux C1, 3.0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, month_name, short_day
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, tr, trn
from planner.rules.health import HEALTH_WORDS, health_band
from planner.rules.history import HEALTH
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import Rules
from planner.views.charts import whole
from planner.views.health_proof import LEAST_KNOWN, data_words, is_proven, share_of

if TYPE_CHECKING:
    from planner.views.health_chart import HealthRow, Readings

# Key in the readings, name of the row, name inside a sentence.
COMPONENTS: Final = (
    ("relation", N_("Relation"), N_("relation")),
    ("satisfaction", N_("Satisfaction"), N_("satisfaction")),
    ("service", N_("Service"), N_("service")),
    ("network", N_("Network"), N_("network")),
    ("needs", N_("Needs and value"), N_("needs and value")),
)
# Each where a component leads all, where it leads those that are proven, and where no proven one can be named.
_LEVEL: Final = (
    N_("Health {value}, {band}: {name} costs most"),
    N_("Health {value}, {band}: of the proven, {name} costs most"),
    N_("Health {value}, {word}"),
)
_STEADY: Final = (
    N_("Health {value}, steady since {month}: {name} costs most"),
    N_("Health {value}, steady: of the proven, {name} costs most"),
    N_("Health {value}, steady since {month}"),
)
_DOWN: Final = (
    N_("Health {value}, down {change} since {month}: {name} fell most"),
    N_("Health {value}, down {change}: of the proven, {name} fell most"),
    N_("Health {value}, down {change} since {month}"),
)
_UP: Final = (
    N_("Health {value}, up {change} since {month}: {name} rose most"),
    N_("Health {value}, up {change}: of the proven, {name} rose most"),
    N_("Health {value}, up {change} since {month}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the words round the chart rest on; ``proven`` is False below the minimum.

    ``old`` is None too where other components counted then: between such values nothing rose or fell.
    """

    value: Decimal | None
    old: Decimal | None
    rows: tuple[HealthRow, ...]
    known: int
    completeness: Decimal
    proven: bool
    since: date | None


def told_of(now: Readings, earlier: Readings, rows: tuple[HealthRow, ...], rules: Rules, since: date | None) -> Told:
    """What the readings of both days and the rows made of them allow to say."""
    health, old = now.get(HEALTH), earlier.get(HEALTH)
    completeness = health.completeness if health else Decimal(0)
    known = sum(row.now is not None for row in rows if not row.layer)
    alike = all((row.now is None) == (row.before is None) for row in rows if row.share and not row.layer)
    return Told(
        value=health.value if health else None,
        old=old.value if old and alike else None,
        rows=rows,
        known=known,
        completeness=completeness,
        proven=is_proven(completeness, rules.health) and known >= LEAST_KNOWN,
        since=since,
    )


def title(told: Told, rules: HealthRules) -> str:
    """The drafted takeaway, of at most twelve words; withheld below the minimum (ux 3.0)."""
    if told.value is None or told.known < LEAST_KNOWN:
        return trn(
            "Health unproven: {n} of {all} components known",
            "Health unproven: {n} of {all} components known",
            told.known,
            all=len(COMPONENTS),
        )
    if not told.proven:
        share = share_of(told.completeness, rules)
        return tr("Health unproven: {share} of the data, {limit} needed", share=share, limit=rules.unproven_below)
    change = _change(told)
    texts = _LEVEL if change is None else _STEADY if not _far(change, rules) else _DOWN if change < 0 else _UP
    named, of_all = _named(told, rules)
    band = band_word(told.value, rules)
    words = {
        "value": whole(told.value), "band": band, "word": band, "change": abs(change or 0),
        "month": month_name(told.since) if told.since else "", "name": _sentence_name(named) if named else "",
    }  # fmt: skip
    return tr(texts[2 if named is None else 0 if of_all else 1], **words)


def _change(told: Told) -> int | None:
    """The change of health in whole points; None where nothing is compared."""
    if told.value is None or told.old is None or told.since is None:
        return None
    return whole_change(told.value, told.old)


def _far(change: int, rules: HealthRules) -> bool:
    return abs(change) > rules.steady_within


def _named(told: Told, rules: HealthRules) -> tuple[HealthRow | None, bool]:
    """The proven component that moved most or else costs most, if any does, and whether it leads the unproven too."""
    parts = [row for row in told.rows if not row.layer and row.now is not None]
    change = _change(told)
    if change is None or not _far(change, rules):
        return _leading(parts, _cost, lambda row: row.proven)
    way = 1 if change > 0 else -1
    return _leading(parts, lambda row: way * moved(row), lambda row: row.proven_both)


def _leading(
    parts: list[HealthRow], most: Callable[[HealthRow], Decimal], firm: Callable[[HealthRow], bool]
) -> tuple[HealthRow | None, bool]:
    best = max((row for row in parts if firm(row) and most(row) > 0), key=most, default=None)
    return best, best is not None and most(best) >= max(map(most, parts))


def _cost(row: HealthRow) -> Decimal:
    return Decimal(0) if row.now is None else row.share * (100 - row.now)


def moved(row: HealthRow) -> Decimal:
    """How a measure moved in points; 0 where a day has no value."""
    return Decimal(0) if row.now is None or row.before is None else row.now - row.before


def _sentence_name(row: HealthRow) -> str:
    return next(tr(name) for key, _, name in COMPONENTS if key == row.key)


def lit(told: Told, rules: HealthRules) -> str:
    """The key of the row that the takeaway names, "" where it names none."""
    named = _named(told, rules)[0] if told.value is not None and told.proven else None
    return named.key if named else ""


def headline(told: Told, rules: HealthRules) -> str:
    """The whole value, its band and the value before; of an unproven one no band is named, of other parts no change."""
    if told.value is None:
        return tr("Health: not assessed")
    word = band_word(told.value, rules) if told.proven else tr("unproven")
    words = {"value": whole(told.value), "word": word}
    if told.old is not None and told.since is not None:
        return tr("Health {value}, {word}; {old} on {day}", old=whole(told.old), day=short_day(told.since), **words)
    new = [row for row in told.rows if row.share and not row.layer and (row.now is None) != (row.before is None)]
    if told.since is None or not any(row.before is not None for row in told.rows) or not new:
        return tr("Health {value}, {word}", **words)
    names, day = ", ".join(row.label for row in new), short_day(told.since)
    return tr("Health {value}, {word}; not comparable with {day}: {names}", names=names, day=day, **words)


def band_word(value: Decimal, rules: HealthRules) -> str:
    """The word of the band a health value lies in (D1)."""
    return tr(HEALTH_WORDS[health_band(value, rules)])


def subtitle(told: Told, rules: HealthRules, as_of: date) -> str:
    """How much is known; the share of the data stands in the title of what is unproven."""
    if told.value is not None and not told.proven and told.known >= LEAST_KNOWN:
        words = {"known": told.known, "all": len(COMPONENTS), "day": day_text(as_of)}
        return tr("Score 0–100 · {known} of {all} components · as of {day}", **words)
    return tr(
        "Score 0–100 · {known} of {all} components, {share} of the data · as of {day}",
        known=told.known,
        all=len(COMPONENTS),
        share=share_of(told.completeness, rules),
        day=day_text(as_of),
    )


def footer(now: Readings, told: Told, rules: HealthRules, as_of: date) -> str:
    """What the chart rests on, and what its share of the data counts; how much is known stands in the subtitle."""
    records = {item.id for reading in now.values() for item in reading.evidence}
    source = trn("Source: {n} record, {day}.", "Source: {n} records, {day}.", len(records), day=day_text(as_of))
    return source if told.value is None else f"{source} {data_words(told.completeness, rules)}"
