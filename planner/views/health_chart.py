# SPDX-License-Identifier: Apache-2.0
"""C1: where an account is strong or weak, and against last time, as rows of one dot plot (ux C1, D1 to D4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import short_day
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, tr
from planner.rules.explain import Evidence, Missing
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import DEFAULT, HEALTH_BANDS, Rules, weight_of
from planner.views.audience import require
from planner.views.charts import ChartView, percent, signed, whole
from planner.views.health_proof import LEAST_KNOWN, cell, is_proven, legend_words, own_words
from planner.views.health_tags import missing_of, tagged
from planner.views.health_title import COMPONENTS, footer, headline, lit, moved, subtitle, title, told_of
from planner.views.missing_words import under_name
from planner.views.tables import CellValue, Column, Row, TableView

HEALTH: Final = "health"
_LAYERS: Final = (
    ("key", N_("Key relation")),
    ("general", N_("General relation")),
    ("organisational", N_("Organisational")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known of one measure on one day: its value 0-100 or None, what it rests on, what is missing."""

    value: Decimal | None
    completeness: Decimal = Decimal(0)
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()


Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One measure on the 0-100 scale; ``now`` and ``before`` are None where it was not assessed, never 0.

    ``short`` is how far below healthy it is, where the view is about that. ``unproven`` are the words for a value now
    that rests on too little of its own data, else ""; ``proven_before`` is whether the earlier one rested on enough.
    """

    key: str
    label: str
    weight: str
    now: Decimal | None
    before: Decimal | None
    change: str
    share: int = 0
    layer: bool = False
    missing: str = ""
    remedy: str = ""
    sources: int = 0
    tag: str = ""
    short: int = 0
    unproven: str = ""
    proven_before: bool = True

    @property
    def value_text(self) -> str:
        """The value as printed, or the words for none."""
        return tr("not assessed") if self.now is None else str(whole(self.now))

    @property
    def proven(self) -> bool:
        """Whether there is a value now that rests on enough."""
        return self.now is not None and not self.unproven

    @property
    def proven_both(self) -> bool:
        """Whether a change of it rests on enough: on both days."""
        return self.proven and self.before is not None and self.proven_before


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthChart(ChartView):
    """The dot plot. ``value`` is the whole health or None; ``proven`` tells whether a band may be named.

    ``headline`` is the value with its change and band; ``lit`` the key of the row that the drafted title names, or "";
    ``order_label`` says what the rows are sorted by where that is not their fixed order. ``unproven_label`` are the
    words of the legend where a row rests on too little, else "".
    """

    value: Decimal | None
    proven: bool
    rows: tuple[HealthRow, ...]
    limits: tuple[int, ...]
    steady: int
    band_words: tuple[str, ...]
    now_label: str
    before_label: str
    weight_label: str
    layers_label: str
    headline: str
    lit: str = ""
    order_label: str = ""
    unproven_label: str = ""

    @property
    def empty_text(self) -> str:
        """What stands in place of the scale where nothing is known."""
        return tr("Nothing is known yet. Record any of these, and health begins:")

    @property
    def ghost(self) -> bool:
        """Whether too few components are known for a picture of health; what is known is then drawn faintly."""
        return sum(row.now is not None for row in self.rows if not row.layer) < LEAST_KNOWN

    @override
    def table(self) -> TableView:
        """Measure, weight, now, before, change and what is missing, one row a measure."""
        columns = (
            Column(key="measure", title=N_("Measure")),
            Column(key="weight", title=N_("Weight"), kind="number", align="right"),
            Column(key="now", title=N_("Now"), kind="number", align="right"),
            Column(key="before", title=self.before_label or N_("Before"), kind="number", align="right"),
            Column(key="change", title=N_("Change"), kind="number", align="right"),
            Column(key="missing", title=N_("Missing")),
        )
        rows = tuple(
            Row(
                key=row.key,
                cells=(
                    row.label,
                    row.weight,
                    CellValue(text=row.value_text, data=None) if row.now is None else cell(row.now, proven=row.proven),
                    None if row.before is None else cell(row.before, proven=row.proven_before),
                    row.change,
                    row.missing,
                ),
            )
            for row in self.rows
        )
        return TableView(columns=columns, rows=rows)

    @override
    def sentence(self) -> str:
        """Lowest, highest and the largest fall of what is proven, what is unproven or not assessed, in sentences."""
        known = [row for row in self.rows if row.proven and not row.layer]
        parts = [tr("{title}.", title=self.title)]
        if known:
            low, high = min(known, key=_now), max(known, key=_now)
            parts.append(
                tr("Lowest: {low}, {low_value}. Highest: {high}, {high_value}.",
                   low=low.label, low_value=low.value_text, high=high.label, high_value=high.value_text)
            )  # fmt: skip
        falls = [row for row in known if row.proven_both and _fell(row, self.steady)]
        if falls:
            fell = min(falls, key=moved)
            parts.append(tr("Largest fall: {name}, {change}.", name=fell.label, change=fell.change))
        weak = [tr("{name} {value}", name=row.label, value=row.value_text) for row in self.rows if row.unproven]
        if weak:
            parts.append(tr("Unproven: {names}.", names=", ".join(weak)))
        gaps = [row.label for row in self.rows if row.now is None]
        if gaps:
            parts.append(tr("Not assessed: {names}.", names=", ".join(gaps)))
        return " ".join(parts)


def health_chart(
    account: str,
    now: Readings,
    before: Readings | None = None,
    *,
    as_of: date,
    since: date | None = None,
    grade: str = "ungraded",
    rules: Rules = DEFAULT,
    audience: str = "internal",
) -> HealthChart:
    """The health chart from readings of today and, where there are any, of the day ``since``.

    Keys: "health", "relation", "satisfaction", "service", "network", "needs", "key", "general", "organisational".
    None is "not assessed"; a layer that does not count is no row. Raises PlannerError for the customer audience.
    """
    require(HEALTH, audience)
    earlier = before if before and since else {}
    rows = tagged(_rows(now, earlier, grade, rules), rules.health.steady_within, missing_of(now.get(HEALTH)))
    told = told_of(now, earlier, rows, rules, since)
    return HealthChart(
        kind=HEALTH, account=account, audience=audience, as_of=as_of,
        title=title(told, rules.health),
        subtitle=subtitle(told, rules.health, as_of),
        footer=footer(now, told, rules.health, as_of),
        completeness=told.completeness,
        value=told.value,
        proven=told.proven,
        rows=rows,
        limits=(rules.health.at_risk_from, rules.health.watch_from, rules.health.healthy_from),
        steady=rules.health.steady_within,
        band_words=band_words(),
        now_label=tr("now"),
        before_label=short_day(since) if since and earlier else "",
        weight_label=tr("×{n} weight in Health", n=weight_of(rules.health.weights, "relation")),
        layers_label=tr("Relation layers, with their share of Relation"),
        headline=headline(told, rules.health),
        lit=lit(told, rules.health),
        unproven_label=_unproven_label(rows, rules.health),
    )  # fmt: skip


def band_words() -> tuple[str, ...]:
    """The bands of health in words, the worst first."""
    return tuple(tr(word) for name, word in reversed(HEALTH_BANDS) if name != "unproven")


def _unproven_label(rows: tuple[HealthRow, ...], rules: HealthRules) -> str:
    return legend_words(rules) if any(row.unproven or not row.proven_before for row in rows) else ""


def _rows(now: Readings, earlier: Readings, grade: str, rules: Rules) -> tuple[HealthRow, ...]:
    shares = zip(_LAYERS, rules.relation.layers(grade), strict=True)
    components = tuple(
        _row(key, tr(label), _Weight(weight_of(rules.health.weights, key)), now.get(key),
             _Before(earlier.get(key), bool(earlier), rules.health))
        for key, label, _ in COMPONENTS
    )  # fmt: skip
    layers = tuple(
        _row(key, tr(label), _Weight(share, layer=True), now.get(key),
             _Before(earlier.get(key), bool(earlier), rules.health))
        for (key, label), share in shares
        if share
    )  # fmt: skip
    return components + layers


@dataclass(frozen=True, slots=True)
class _Weight:
    percent: int
    layer: bool = False

    @property
    def text(self) -> str:
        return percent(Decimal(self.percent).scaleb(-2)) if self.layer else f"×{self.percent}"


@dataclass(frozen=True, slots=True)
class _Before:
    reading: Reading | None
    compared: bool
    rules: HealthRules

    @property
    def proven(self) -> bool:
        """Whether the value then rested on enough, where there was one."""
        known = self.reading is not None and self.reading.value is not None
        return not known or is_proven(self.reading.completeness if self.reading else None, self.rules)

    def change(self, value: Decimal | None) -> str:
        """How ``value`` differs from then, as printed; "" where nothing is compared."""
        if value is None or not self.compared:
            return ""
        if self.reading is None or self.reading.value is None:
            return tr("new")
        points = whole_change(value, self.reading.value)
        return tr("steady") if abs(points) <= self.rules.steady_within else signed(points)


def _row(key: str, label: str, weight: _Weight, reading: Reading | None, old: _Before) -> HealthRow:
    value = reading.value if reading else None
    weak = reading is not None and value is not None and not is_proven(reading.completeness, old.rules)
    gap = reading.missing[0] if reading and reading.missing and value is None else None
    return HealthRow(
        key=key,
        label=label,
        weight=weight.text,
        share=weight.percent,
        now=value,
        before=old.reading.value if old.reading else None,
        change=old.change(value),
        layer=weight.layer,
        missing=under_name(gap.text.text(), label) if gap else "",
        remedy=gap.verb.text() if gap and gap.verb else "",
        sources=len({item.id for item in reading.evidence}) if reading else 0,
        unproven=own_words(reading.completeness, old.rules) if reading and weak else "",
        proven_before=old.proven,
    )


def _now(row: HealthRow) -> Decimal:
    return row.now if row.now is not None else Decimal(-1)


def _fell(row: HealthRow, steady: int) -> bool:
    return row.now is not None and row.before is not None and whole_change(row.now, row.before) < -steady
