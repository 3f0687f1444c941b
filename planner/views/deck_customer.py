# SPDX-License-Identifier: Apache-2.0
"""The slides of the customer deck, from shareable records alone (ux 5.2, the order of domain-model 4.3)."""

from __future__ import annotations

from datetime import date, timedelta

from planner.entities.reviews.inspection_result import GROUPS, RESULTS
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan
from planner.kernel.dates import day_text, month_name, short_day
from planner.kernel.text import N_, tr, trn
from planner.rules.shared_account import SharedAccount
from planner.views.deck import Grid, Road, Slide, Stop
from planner.views.deck_words import source

_AHEAD = timedelta(days=365)
_STATES = ("pass", "attention", "fail", "not_checked")


def cover(shared: SharedAccount, as_of: date, *, sample: bool) -> Slide:
    """The joint review and its day."""
    lines = [tr("Joint review"), day_text(as_of)]
    if sample:
        lines.append(tr("SAMPLE — fictional"))
    return Slide(key="cover", title=shared.account, lines=tuple(lines))


def network(shared: SharedAccount) -> Slide | None:
    """The newest inspection of each site: how many checks of each group came out how; None without any."""
    reviews = _newest(shared)
    results = [one for one in shared.results if one.review_id in reviews]
    if not results:
        return None
    sites = {site.id: site.name for site in shared.sites}
    groups: dict[tuple[str, str], dict[str, int]] = {}
    names = dict(GROUPS)
    order = list(names)
    placed = sorted(results, key=lambda r: (reviews[r.review_id].site_id or "", order.index(r.group)))
    for one in placed:
        site = sites.get(reviews[one.review_id].site_id or "", "")
        counts = groups.setdefault((site, tr(names[one.group])), {})
        counts[one.result] = counts.get(one.result, 0) + 1
    words = dict(RESULTS)
    shown = [state for state in _STATES if any(state in counts for counts in groups.values())]
    with_site = any(site for site, _ in groups)
    heads = [tr("Site")] if with_site else []
    heads += [tr("Checks of"), tr("Checks"), *(tr(words[state]) for state in shown)]
    rows = tuple(
        ((site,) if with_site else ())
        + (group, str(sum(counts.values())), *(str(counts.get(state, 0)) for state in shown))
        for (site, group), counts in groups.items()
    )
    good = sum(counts.get("pass", 0) for counts in groups.values())
    days = [r.done_on for r in reviews.values() if r.done_on]
    first = 2 if with_site else 1
    return Slide(
        key="network",
        title=tr("{good} of {n} checks of the network passed", good=good, n=len(results)),
        subtitle=tr("Newest inspection of each site · {n}", n=trn("{n} check", "{n} checks", len(results))),
        grid=Grid(heads=tuple(heads), rows=rows, right=tuple(range(first, len(heads)))),
        source=source(trn("{n} inspection", "{n} inspections", len(reviews)), max(days)),
    )


def _newest(shared: SharedAccount) -> dict[str, NetworkReview]:
    """The newest review that was carried out, of each site."""
    found: dict[str, NetworkReview] = {}
    done = [review for review in shared.reviews if review.done_on is not None]
    for review in sorted(done, key=lambda r: (r.done_on or date.min, r.id)):
        found[review.site_id or ""] = review
    return {review.id: review for review in found.values()}


def plans(shared: SharedAccount, as_of: date) -> Slide | None:
    """The agreed plans with their drills; None without any."""
    if not shared.plans:
        return None
    risks = {risk.id: risk.code or risk.statement for risk in shared.risks}
    rows = tuple(
        (plan.title, ", ".join(risks[key] for key in plan.risk_ids if key in risks), plan.trigger or "",
         plan.customer_tasks or "", _drill(plan))
        for plan in shared.plans
    )  # fmt: skip
    heads = (tr("Plan"), tr("Risks"), tr("Trigger"), tr("Customer's tasks"), tr("Drill"))
    kept = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in rows)]
    counted = trn("{n} agreed plan", "{n} agreed plans", len(shared.plans))
    return Slide(
        key="plans",
        title=_plans_title(shared, counted),
        subtitle=tr("Plans and drills"),
        grid=Grid(heads=tuple(heads[n] for n in kept), rows=tuple(tuple(row[n] for n in kept) for row in rows)),
        source=source(counted, as_of),
    )


def _plans_title(shared: SharedAccount, counted: str) -> str:
    """How many plans were drilled; a drill that failed is called so, as the plan it was of is not proven."""
    done = [plan for plan in shared.plans if plan.drilled_on is not None]
    bad = sum(plan.drill_result == "failed" for plan in done)
    if not bad:
        return tr("{plans}, {n} drilled", plans=counted, n=len(done))
    failed = trn("{n} drill failed", "{n} drills failed", bad)
    if len(done) == bad:
        return tr("{plans}, {failed}", plans=counted, failed=failed)
    return tr("{plans}, {n} drilled, {failed}", plans=counted, n=len(done) - bad, failed=failed)


def _drill(plan: ContingencyPlan) -> str:
    if plan.drilled_on is None:
        return ""
    result = tr(dict(DRILL_RESULTS)[plan.drill_result]) if plan.drill_result in dict(DRILL_RESULTS) else ""
    parts = [short_day(plan.drilled_on), result]
    if plan.drill_minutes is not None:
        parts.append(tr("{n} min to restore", n=plan.drill_minutes))
    return ", ".join(part for part in parts if part)


def satisfaction(shared: SharedAccount, as_of: date) -> Slide | None:
    """The answers of each quarter together, five people at least; None without such a quarter."""
    waves = [wave for wave in shared.waves if wave.value is not None]
    if not waves:
        return None
    rows = tuple(
        (tr("Q{n} {year}", n=wave.quarter, year=wave.year), str(wave.n), str(round(wave.value or 0)))
        for wave in reversed(waves)
    )
    last = waves[-1]
    total = sum(wave.n for wave in waves)
    return Slide(
        key="satisfaction",
        title=tr("Satisfaction {value} of 100 from {n} answers", value=round(last.value or 0), n=last.n),
        subtitle=tr("Mean of all answers of a quarter, 0–100; quarters with fewer than five people are not shown"),
        grid=Grid(heads=(tr("Quarter"), tr("Answers"), tr("Satisfaction")), rows=rows, right=(1, 2), even=True),
        source=source(trn("{n} answer", "{n} answers", total), as_of),
    )


_VISIT = N_("Network review, site {site}")


def roadmap(shared: SharedAccount, as_of: date) -> Slide | None:
    """What is planned in the next twelve months: visits, agreed measures; None without any."""
    end = as_of + _AHEAD
    sites = {site.id: site.name for site in shared.sites}
    stops = [
        Stop(on=one.planned_on, words=tr(_VISIT, site=sites[one.site_id or ""]) if one.site_id in sites
             else tr("Network review"))
        for one in shared.reviews
        if one.done_on is None and one.planned_on is not None and as_of <= one.planned_on < end
    ]  # fmt: skip
    stops += [
        Stop(on=one.due, words=one.title)
        for one in shared.actions
        if one.done_on is None and one.due is not None and as_of <= one.due < end
    ]
    if not stops:
        return None
    counted = trn("{n} joint step", "{n} joint steps", len(stops))
    return Slide(
        key="roadmap",
        title=tr("{steps} in the next 12 months", steps=counted),
        subtitle=tr("Visits and agreed measures"),
        road=Road(months=_months(as_of, end), end=end, stops=tuple(sorted(stops, key=lambda stop: stop.on))),
        described=". ".join(
            tr("{day}: {what}", day=day_text(stop.on), what=stop.words) for stop in sorted(stops, key=lambda s: s.on)
        ),
        source=source(counted, as_of),
    )


def _months(start: date, end: date) -> tuple[tuple[date, str], ...]:
    """The first days of the months from that of ``start`` until ``end``, with short words."""
    found = []
    year, month = start.year, start.month
    while (day := date(year, month, 1)) < end:
        word = month_name(day)
        found.append((day, word[:3] if word.isascii() or len(word) > 4 else word))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)
