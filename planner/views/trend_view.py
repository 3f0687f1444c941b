# SPDX-License-Identifier: Apache-2.0
"""Builds the trend of one account from its facts, the scores that were kept and the rules of each day (ux C2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, month_name, short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.health import LABELS, Health, health
from planner.rules.history import BACK, COMPONENTS, HEALTH, PLAN, Eras, Kept, Standing, falls, standing, standings
from planner.rules.ruleset import Rules, weight_of
from planner.views.audience import require
from planner.views.charts import signed, whole
from planner.views.health_chart import band_words
from planner.views.health_proof import LEAST_KNOWN, data_words, is_proven, legend_words, marked
from planner.views.missing_words import under_name
from planner.views.months import months
from planner.views.rules_stamp import stamp_text
from planner.views.trend_chart import PANELS, SLOPE, TREND, Dot, Panel, TrendChart, TrendEvent, counted
from planner.views.trend_events import beside, events
from planner.views.trend_title import Told, lead, title

_NOTABLE = 10
_CAUSES = {
    "week": N_("kept at the first opening of that week"),
    "review": N_("kept after a network review"),
    "plan": N_("kept with an exported plan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What all panels are made from."""

    facts: AccountFacts
    now: Health
    rules: Rules
    points: tuple[Standing, ...]
    quarters: tuple[Standing, Standing, Standing]
    ends: tuple[Standing, Standing]
    events: tuple[TrendEvent, ...]
    since: date
    start: date


def trend_view(
    facts: AccountFacts,
    rules: Rules,
    *,
    as_of: date,
    audience: str = "internal",
    option: str = PANELS,
    eras: Eras | None = None,
    kept: Iterable[Kept] = (),
) -> TrendChart:
    """The trend over the year to ``as_of``; ``eras`` are the rules by day, those in force throughout without them.

    Raises PlannerError for the customer audience.
    """
    require(TREND, audience)
    known = eras or Eras(((date.min, rules),), numbers=(0,))
    snapshots = tuple(one for one in kept if one.on <= as_of)
    past = _past(facts, known, snapshots, as_of)
    changes = tuple(day for day in known.changes() if past.start < day <= as_of)
    past = replace(past, events=events(facts, (past.start, as_of), changes))
    panels = tuple(_panel(past, key) for key in (HEALTH, *_counted(past.rules)))
    dates = {dot.on for panel in panels for dot in panel.dots}
    shown = SLOPE if option == SLOPE and len(dates) > 1 else PANELS
    told = _told_slope(past, panels) if shown == SLOPE else _told(past, panels)
    limits = (rules.health.at_risk_from, rules.health.watch_from, rules.health.healthy_from)
    return TrendChart(
        kind=TREND, account=facts.account.name, audience=audience, as_of=as_of,
        title=title(told), subtitle=_subtitle(past, dates, shown), footer=_footer(past, changes),
        completeness=past.now.explained.completeness,
        option=shown,
        withheld=() if len(dates) > 1 else ((SLOPE, tr("It needs two dates with a value.")),),
        start=past.start, end=as_of, since=past.ends[0].on if shown == SLOPE else past.since,
        months=months(past.start, as_of),
        panels=panels, events=past.events, breaks=changes,
        break_label=tr("rules changed"), legend=_slope_legend(past) if shown == SLOPE else _legend(past),
        limits=limits, steady=rules.health.steady_within, lead=lead(told),
        empty_text="" if dates else tr("Nothing is known yet. Record any of these, and the lines begin:"),
        since_text=tr("since {day}", day=short_day(past.since)), unproven=_unproven(past, panels, shown),
        band_words=band_words(),
    )  # fmt: skip


def _counted(rules: Rules) -> tuple[str, ...]:
    """The components that count under these rules, in their fixed order."""
    return tuple(name for name in COMPONENTS if weight_of(rules.health.weights, name))


def _past(facts: AccountFacts, eras: Eras, kept: Sequence[Kept], as_of: date) -> _Past:
    rules = eras.rules(as_of)
    step = timedelta(days=rules.health.trend_days)
    points = standings(facts, eras, kept, as_of)
    by_day = {point.on: point for point in points if not point.cause}
    now, before, earlier = (
        by_day.get(day) or standing(facts, eras, day) for day in (as_of, as_of - step, as_of - 2 * step)
    )
    plans = [point for point in points if point.cause == PLAN and point.on < as_of]
    return _Past(
        facts=facts,
        now=health(facts, rules, as_of, trend=False),
        rules=rules,
        points=points,
        quarters=(now, before, earlier),
        ends=(plans[-1] if plans else before, now),
        events=(),
        since=as_of - step,
        start=as_of - timedelta(days=BACK),
    )


def _panel(past: _Past, key: str) -> Panel:
    label = tr("Health") if key == HEALTH else tr(LABELS[key])
    runs = _runs(past, key, label)
    now, before, earlier = past.quarters
    fallen = falls(now, before, earlier, key, past.rules.health.alarm_fall)
    moved = _moved(now, before, key)
    value = now.value(key)
    gap, remedy = _gap(past.now, key) if value is None else ("", "")
    first, last = past.ends
    note, event = _note(past, runs)
    made = Panel(
        key=key,
        label=label,
        now=value,
        moved=moved,
        change=_change(past, key, moved),
        runs=runs,
        ends=(_dot(past, first, key, label, "from-"), _dot(past, last, key, label, "to-")),
        alarm="" if fallen is None else tr("down {n} in two quarters", n=whole(fallen)),
        fallen=0 if fallen is None else whole(fallen),
        note=note,
        missing=under_name(gap, label),
        remedy=remedy,
        sentence="",
        event=event,
    )
    return replace(made, sentence=_sentence(made))


def _moved(now: Standing, before: Standing, key: str) -> int | None:
    a, b = before.value(key), now.value(key)
    return None if a is None or b is None or not now.alike(before, key) else whole(b) - whole(a)


def _change(past: _Past, key: str, moved: int | None) -> str:
    now, before, _ = past.quarters
    a, b = before.value(key), now.value(key)
    if b is None:
        return ""
    if now.era != before.era:
        return tr("rules changed")
    if a is None:
        return tr("new")
    if moved is None:
        return tr("not comparable")
    return tr("steady") if abs(moved) <= past.rules.health.steady_within else signed(moved)


def _runs(past: _Past, key: str, label: str) -> tuple[tuple[Dot, ...], ...]:
    """Dots that follow each other without a gap, under the same rules and of the same components; these are joined."""
    runs: list[list[Dot]] = []
    open_run = False
    for point in past.points:
        dot = _dot(past, point, key, label)
        if dot is None:
            open_run = False
        elif open_run and runs[-1][-1].alike(dot):
            runs[-1].append(dot)
        else:
            runs.append([dot])
            open_run = True
    return tuple(tuple(run) for run in runs)


def _proven(past: _Past, point: Standing, key: str = HEALTH) -> bool:
    """Whether a measure rested on enough that day; of health where no share was kept by what its parts can tell."""
    if key != HEALTH:
        return is_proven(point.shares.get(key), past.rules.health)
    parts, limit = point.parts, past.rules.health.unproven_below
    share = point.completeness
    most = sum(weight_of(past.rules.health.weights, part) for part in parts)
    return len(parts) >= LEAST_KNOWN and (most if share is None else share * 100) >= limit


def _unproven(past: _Past, panels: Sequence[Panel], shown: str) -> str:
    """The words of the legend where anything drawn is unproven."""
    dots = (dot for panel in panels for dot in (panel.ends if shown == SLOPE else panel.dots))
    return "" if all(dot is None or dot.proven for dot in dots) else legend_words(past.rules.health)


def _dot(past: _Past, point: Standing, key: str, label: str, prefix: str = "") -> Dot | None:
    value = point.value(key)
    if value is None:
        return None
    how = tr(_CAUSES[point.cause]) if point.cause in _CAUSES else tr("computed from dated records")
    rules = stamp_text(point.version, point.ruleset)
    proven = _proven(past, point, key)
    said = marked(tr("{name}: {value} of 100", name=label, value=whole(value)), proven=proven)
    words = (said, day_text(point.on), how, rules)
    key_of = f"{prefix}{key}@{point.on.isoformat()}"
    return Dot(
        key=key_of, on=point.on, value=value, era=point.era, kept=bool(point.cause), words=words,
        ruleset=point.ruleset, version=point.version,
        parts=point.parts if key == HEALTH else frozenset(), proven=proven,
    )  # fmt: skip


def _note(past: _Past, runs: Sequence[Sequence[Dot]]) -> tuple[str, TrendEvent | None]:
    """What happened in the weeks of the largest change of ten points or more, never as its cause; else the range.

    Of health first the last components that began or ceased to count, across which it has no change.
    """
    other = _others(runs)
    if other:
        return other, None
    pairs = [(b.value - a.value, a, b) for run in runs for a, b in pairwise(run)]
    large = [pair for pair in pairs if abs(pair[0]) >= _NOTABLE]
    if not large:
        values = [whole(dot.value) for run in runs for dot in run]
        spread = tr("{low} to {high} in 12 months", low=min(values), high=max(values)) if len(values) > 1 else ""
        return spread, None
    _, a, b = max(large, key=lambda pair: (abs(pair[0]), pair[2].on))
    words = {"change": signed(whole(b.value) - whole(a.value)), "day": short_day(b.on)}
    near = beside(past.events, a.on, b.on)
    if not near:
        return tr("{change} by {day}", **words), None
    event = max(near, key=lambda one: (one.on, one.entity == "risk", one.id))  # the same in every language
    name = tr("{event} and {n} more", event=event.name, n=len(near) - 1) if len(near) > 1 else event.name
    said = tr("{event}, {on}; {change} by {day}", event=name, on=short_day(event.on), **words)
    return said, event


def _others(runs: Sequence[Sequence[Dot]]) -> str:
    """Which components count since when, the newest first: there a line ends, and no change is told across it."""
    said = [
        counted(a[-1].parts, b[0].parts, short_day(b[0].on)) for a, b in pairwise(runs) if a[-1].parts != b[0].parts
    ]
    return "; ".join(reversed(said[-2:]))


def _gap(now: Health, key: str) -> tuple[str, str]:
    """What is missing of a measure without a value, and the word of its remedy."""
    missing = now.explained.missing if key == HEALTH else next((c.missing for c in now.components if c.name == key), ())
    if not missing:
        return "", ""
    return missing[0].text.text(), missing[0].verb.text() if missing[0].verb else ""


def _sentence(panel: Panel) -> str:
    """First, lowest, highest and last; of those only that were made with the rules of the last one."""
    dots = [dot for dot in panel.dots if dot.era == panel.dots[-1].era]
    if not dots:
        return tr("{name}: not assessed.", name=panel.label)
    low, high = min(dots, key=_value), max(dots, key=_value)
    said = tr("{name}: {first} on {day}, lowest {low}, highest {high}, now {now}", name=panel.label,
              first=whole(dots[0].value), day=day_text(dots[0].on), low=whole(low.value), high=whole(high.value),
              now=marked(panel.value_text, proven=dots[-1].proven))  # fmt: skip
    if panel.alarm:
        said = tr("{said}; {more}", said=said, more=panel.alarm)
    return tr("{said}.", said=said)


def _value(dot: Dot) -> Decimal:
    return dot.value


def _told(past: _Past, panels: Sequence[Panel]) -> Told:
    known = sum(panel.now is not None for panel in panels[1:])
    proven = past.now.explained.value is not None and _proven(past, past.quarters[0])
    return Told(
        panels=tuple(_firm(past, panel, past.quarters) for panel in panels),
        weak=_weak(past, panels, past.quarters[:2]),
        known=known,
        all=len(panels) - 1,
        proven=proven,
        dates=len({dot.on for panel in panels for dot in panel.dots}),
        compared=past.quarters[0].era == past.quarters[1].era,
        month=month_name(past.since),
        steady=past.rules.health.steady_within,
    )


def _told_slope(past: _Past, panels: Sequence[Panel]) -> Told:
    """The same between the two days of the slope view, which shows nothing of what lies before or between them."""
    first, last = past.ends
    moved = tuple(replace(panel, alarm="", fallen=0, moved=_moved(last, first, panel.key)) for panel in panels)
    return replace(
        _told(past, panels),
        panels=tuple(_firm(past, panel, (last, first)) for panel in moved),
        weak=_weak(past, moved, (last, first)),
        compared=first.era == last.era,
        month=month_name(first.on),
    )


def _firm(past: _Past, panel: Panel, days: Sequence[Standing]) -> Panel:
    """What a title may say of a measure: of a part no change from or to a day, the newest first, it was unproven."""
    if panel.key == HEALTH:
        return panel
    proven = [_proven(past, day, panel.key) for day in days]
    made = panel if all(proven[:2]) else replace(panel, moved=None)
    return made if all(proven) else replace(made, alarm="", fallen=0)


def _weak(past: _Past, panels: Sequence[Panel], days: Sequence[Standing]) -> int:
    """The most points that a part moved whose value was unproven on one of both days."""
    found = [abs(p.moved or 0) for p in panels[1:] if not all(_proven(past, day, p.key) for day in days)]
    return max(found, default=0)


def _slope_legend(past: _Past) -> tuple[str, ...]:
    n = past.rules.health.steady_within
    return tr("named in the title"), tr("moved more than {n} points", n=n), tr("steady: within {n} points", n=n)


def _legend(past: _Past) -> tuple[str, ...]:
    since = tr("value on a day; change since {day}", day=short_day(past.since))
    return since, tr("the other measures"), tr("event: review, person left, grave risk, grade or rules")


def _subtitle(past: _Past, dates: set[date], shown: str) -> str:
    first, last = past.ends
    if shown == SLOPE:
        return tr("Score 0–100 · {first} against {last}", first=day_text(first.on), last=day_text(last.on))
    counts = trn("{n} date", "{n} dates", len(dates))
    kept = sum(1 for point in past.points if point.cause)
    if kept:
        counts = tr("{counts}, {n} of them kept", counts=counts, n=kept)
    return tr("Score 0–100 over a year · {counts} · as of {day}", counts=counts, day=day_text(last.on))


def _footer(past: _Past, changes: Sequence[date]) -> str:
    records = {(e.entity, e.id) for c in past.now.components for e in c.evidence}
    day = day_text(past.quarters[0].on)
    parts = [trn("Source: {n} record, {day}.", "Source: {n} records, {day}.", len(records), day=day)]
    if not past.points or all(point.value(key) is None for point in past.points for key in (HEALTH, *COMPONENTS)):
        return parts[0]
    parts.append(tr("Changes within {n} points are steady.", n=past.rules.health.steady_within))
    if changes:
        parts.append(tr("Values before and after a change of rules are never joined."))
    known = sum(c.value is not None for c in past.now.components)
    if known < len(COMPONENTS):
        parts.append(tr("{known} of {all} components.", known=known, all=len(COMPONENTS)))
    parts.append(data_words(past.now.explained.completeness, past.rules.health))
    return " ".join(parts)
