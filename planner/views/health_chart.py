# SPDX-License-Identifier: Apache-2.0
"""C1: where an account is strong or weak, and against last time, as rows of one dot plot (ux C1, D1 to D4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, month_name, short_day
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, tr, trn
from planner.rules.explain import Evidence, Missing
from planner.rules.health import HEALTH_WORDS, health_band
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import DEFAULT, HEALTH_BANDS, Rules, weight_of
from planner.views.audience import require
from planner.views.charts import ChartView, percent, signed, whole
from planner.views.health_proof import data_words, share_of
from planner.views.health_tags import missing_of, tagged
from planner.views.missing_words import under_name
from planner.views.tables import CellValue, Column, Row, TableView

HEALTH: Final = "health"
# Key in the readings, name of the row, name inside a sentence.
_COMPONENTS: Final = (
    ("relation", N_("Relation"), N_("relation")),
    ("satisfaction", N_("Satisfaction"), N_("satisfaction")),
    ("service", N_("Service"), N_("service")),
    ("network", N_("Network"), N_("network")),
    ("needs", N_("Needs and value"), N_("needs and value")),
)
_LAYERS: Final = (
    ("key", N_("Key relation")),
    ("general", N_("General relation")),
    ("organisational", N_("Organisational")),
)
LEAST_KNOWN: Final = 3


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

    ``short`` is how far below healthy it is, where the view is about that.
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

    @property
    def value_text(self) -> str:
        """The value as printed, or the words for none."""
        return tr("not assessed") if self.now is None else str(whole(self.now))


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthChart(ChartView):
    """The dot plot. ``value`` is the whole health or None; ``proven`` tells whether a band may be named.

    ``headline`` is the value with its change and band; ``lit`` the key of the row that the drafted title names, or "";
    ``order_label`` says what the rows are sorted by where that is not their fixed order.
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
                    CellValue(text=row.value_text, data=None) if row.now is None else whole(row.now),
                    None if row.before is None else whole(row.before),
                    row.change,
                    row.missing,
                ),
            )
            for row in self.rows
        )
        return TableView(columns=columns, rows=rows)

    @override
    def sentence(self) -> str:
        """Lowest, highest, the largest fall and what is not assessed, in whole sentences."""
        known = [row for row in self.rows if row.now is not None and not row.layer]
        parts = [tr("{title}.", title=self.title)]
        if known:
            low, high = min(known, key=_now), max(known, key=_now)
            parts.append(
                tr("Lowest: {low}, {low_value}. Highest: {high}, {high_value}.",
                   low=low.label, low_value=low.value_text, high=high.label, high_value=high.value_text)
            )  # fmt: skip
        falls = [row for row in known if _fell(row, self.steady)]
        if falls:
            fell = min(falls, key=_moved)
            parts.append(tr("Largest fall: {name}, {change}.", name=fell.label, change=fell.change))
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
    told = _told(now, earlier, rows, rules, since)
    return HealthChart(
        kind=HEALTH, account=account, audience=audience, as_of=as_of,
        title=_title(told, rules.health),
        subtitle=_subtitle(told, rules.health, as_of),
        footer=_footer(now, told, rules.health, as_of),
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
        headline=_headline(told, rules.health),
        lit=_lit(told, rules.health),
    )  # fmt: skip


def band_words() -> tuple[str, ...]:
    """The bands of health in words, the worst first."""
    return tuple(tr(word) for name, word in reversed(HEALTH_BANDS) if name != "unproven")


def _rows(now: Readings, earlier: Readings, grade: str, rules: Rules) -> tuple[HealthRow, ...]:
    steady = rules.health.steady_within
    shares = zip(_LAYERS, rules.relation.layers(grade), strict=True)
    components = tuple(
        _row(key, tr(label), _Weight(weight_of(rules.health.weights, key)), now.get(key),
             _Before(earlier.get(key), bool(earlier), steady))
        for key, label, _ in _COMPONENTS
    )  # fmt: skip
    layers = tuple(
        _row(key, tr(label), _Weight(share, layer=True), now.get(key),
             _Before(earlier.get(key), bool(earlier), steady))
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
    steady: int

    def change(self, value: Decimal | None) -> str:
        """How ``value`` differs from then, as printed; "" where nothing is compared."""
        if value is None or not self.compared:
            return ""
        if self.reading is None or self.reading.value is None:
            return tr("new")
        moved = whole_change(value, self.reading.value)
        return tr("steady") if abs(moved) <= self.steady else signed(moved)


def _row(key: str, label: str, weight: _Weight, reading: Reading | None, old: _Before) -> HealthRow:
    value = reading.value if reading else None
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
    )


def _now(row: HealthRow) -> Decimal:
    return row.now if row.now is not None else Decimal(-1)


def _moved(row: HealthRow) -> Decimal:
    return Decimal(0) if row.now is None or row.before is None else row.now - row.before


def _fell(row: HealthRow, steady: int) -> bool:
    return row.now is not None and row.before is not None and whole_change(row.now, row.before) < -steady


def _sentence_name(row: HealthRow) -> str:
    return next(tr(name) for key, _, name in _COMPONENTS if key == row.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
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


def _told(now: Readings, earlier: Readings, rows: tuple[HealthRow, ...], rules: Rules, since: date | None) -> _Told:
    health, old = now.get(HEALTH), earlier.get(HEALTH)
    completeness = health.completeness if health else Decimal(0)
    known = sum(row.now is not None for row in rows if not row.layer)
    alike = all((row.now is None) == (row.before is None) for row in rows if row.share and not row.layer)
    return _Told(
        value=health.value if health else None,
        old=old.value if old and alike else None,
        rows=rows,
        known=known,
        completeness=completeness,
        proven=completeness * 100 >= rules.health.unproven_below and known >= LEAST_KNOWN,
        since=since,
    )


def _title(told: _Told, rules: HealthRules) -> str:
    """The drafted takeaway, of at most twelve words; withheld below the minimum (ux 3.0)."""
    if told.value is None or told.known < LEAST_KNOWN:
        return trn(
            "Health unproven: {n} of {all} components known",
            "Health unproven: {n} of {all} components known",
            told.known,
            all=len(_COMPONENTS),
        )
    if not told.proven:
        share = share_of(told.completeness, rules)
        return tr("Health unproven: {share} of the data, {limit} needed", share=share, limit=rules.unproven_below)
    drag = mover = _sentence_name(_named(told, rules))
    before = told.old
    if before is None or told.since is None:
        return tr("Health {value}, {band}: {name} costs most",
                  value=whole(told.value), band=band_word(told.value, rules), name=drag)  # fmt: skip
    month = month_name(told.since)
    change = whole_change(told.value, before)
    if abs(change) <= rules.steady_within:
        return tr("Health {value}, steady since {month}: {name} costs most",
                  value=whole(told.value), month=month, name=drag)  # fmt: skip
    if change < 0:
        return tr("Health {value}, down {change} since {month}: {name} fell most",
                  value=whole(told.value), change=-change, month=month, name=mover)  # fmt: skip
    return tr("Health {value}, up {change} since {month}: {name} rose most",
              value=whole(told.value), change=change, month=month, name=mover)  # fmt: skip


def _named(told: _Told, rules: HealthRules) -> HealthRow:
    """The component that a proven title names: the one that moved most, else the one that costs most."""
    parts = [row for row in told.rows if not row.layer and row.now is not None]
    if told.value is None or told.old is None or abs(whole_change(told.value, told.old)) <= rules.steady_within:
        return max(parts, key=lambda row: row.share * (100 - _now(row)))
    return (min if told.value < told.old else max)(parts, key=_moved)


def _lit(told: _Told, rules: HealthRules) -> str:
    return _named(told, rules).key if told.value is not None and told.proven else ""


def _headline(told: _Told, rules: HealthRules) -> str:
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


def _subtitle(told: _Told, rules: HealthRules, as_of: date) -> str:
    """How much is known; the share of the data stands in the title of what is unproven."""
    if told.value is not None and not told.proven and told.known >= LEAST_KNOWN:
        words = {"known": told.known, "all": len(_COMPONENTS), "day": day_text(as_of)}
        return tr("Score 0–100 · {known} of {all} components · as of {day}", **words)
    return tr(
        "Score 0–100 · {known} of {all} components, {share} of the data · as of {day}",
        known=told.known,
        all=len(_COMPONENTS),
        share=share_of(told.completeness, rules),
        day=day_text(as_of),
    )


def _footer(now: Readings, told: _Told, rules: HealthRules, as_of: date) -> str:
    """What the chart rests on, and what its share of the data counts; how much is known stands in the subtitle."""
    records = {item.id for reading in now.values() for item in reading.evidence}
    source = trn("Source: {n} record, {day}.", "Source: {n} records, {day}.", len(records), day=day_text(as_of))
    return source if told.value is None else f"{source} {data_words(told.completeness, rules)}"
