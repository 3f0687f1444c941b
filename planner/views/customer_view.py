# SPDX-License-Identifier: Apache-2.0
"""The customer view of a network review, built from shareable records alone (ux 4, customer mode; domain-model 4.1.8).

No id of a record leaves this module: rows, pins and photos are numbered anew.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.entities.customers.asset import Asset
from planner.entities.reviews.inspection_result import RESULTS, InspectionResult
from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan
from planner.entities.risks.risk import TREATMENTS, Risk
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, near_day
from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.rules.shared_review import SharedRecords
from planner.views.review_checks import GLYPHS, limit_words, limits, number
from planner.views.review_view import rating_words, scale_text
from planner.views.risk_chart import RiskMatrix
from planner.views.shared_risks import numbered, shared_matrix

_RESULTS = dict(RESULTS)
_TREATMENTS = dict(TREATMENTS)
_DRILLS = dict(DRILL_RESULTS)
_WORST = {"fail": 0, "attention": 1, "not_checked": 3, "not_applicable": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCheck:
    """One check as the customer sees it; ``value``, ``low`` and ``high`` are for the scale, None where there is none.

    ``photos`` are hashes by which the pictures are read.
    """

    number: int
    code: str
    asset: str
    model: str
    item: str
    reading: str
    limit: str
    result: str
    glyph: str
    finding: str
    advice: str
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    photos: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Equipment and check."""
        return tr("{asset}, {item}", asset=self.asset, item=self.item) if self.asset else self.item

    @property
    def sentence(self) -> str:
        """All of it in a line, for whoever listens instead of reading."""
        measured = (
            tr("{reading}, limit {limit}", reading=self.reading, limit=self.limit)
            if self.reading and self.limit
            else self.reading
        )
        return ". ".join(part for part in (self.title, self.result, measured, self.finding) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRisk:
    """One risk: what may happen and why, how likely and how bad, and what is proposed.

    ``before`` is how bad it was before the treatment that is done, ``after`` how bad it will be after the proposed one.
    """

    code: str
    statement: str
    cause: str
    effect: str
    rating: str
    band: str
    band_word: str
    before: str
    after: str
    treatment: str
    due: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """One agreed plan; ``steps`` are (when, who and what, the way back)."""

    title: str
    risks: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str], ...]
    drill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerView:
    """All that is shown. ``when`` and ``site`` are "" while review or site are not shareable."""

    account: str
    site: str
    when: str
    summary: str
    counts: tuple[tuple[str, str, int], ...]
    checks: tuple[ShownCheck, ...]
    matrix: RiskMatrix
    risks: tuple[ShownRisk, ...]
    measures: tuple[tuple[str, str], ...]
    plans: tuple[ShownPlan, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.checks or self.risks or self.measures or self.plans)


def customer_view(shared: SharedRecords, rules: Rules, today: date) -> CustomerView:
    """Build what is shown; ``shared`` is all it knows."""
    review = shared.review
    on = (review.done_on or review.planned_on) if review else None
    checks = _checks(shared)
    matrix = shared_matrix(shared.account, shared.risks, shared.plans, rules, today)
    ranked = {
        key: n for n, key in enumerate([*(x.risk_id for x in matrix.lines), *(x.risk_id for x in matrix.unrated)])
    }
    numbers = numbered(shared.risks)
    risks = sorted(shared.risks, key=lambda risk: ranked.get(numbers[risk.id], len(ranked)))
    known = {risk.id for risk in risks}
    return CustomerView(
        account=shared.account,
        site=shared.site.name if shared.site else "",
        when=day_text(on) if on else "",
        summary=(review.summary or "") if review else "",
        counts=_counts(checks),
        checks=checks,
        matrix=matrix,
        risks=tuple(_risk(risk, shared, rules, today) for risk in risks),
        measures=tuple(_measure(a, today) for a in _by_due(shared) if a.parent_id not in known),
        plans=tuple(_plan(plan, shared) for plan in shared.plans),
    )


# -- checks


def _checks(shared: SharedRecords) -> tuple[ShownCheck, ...]:
    """What failed first, then what needs attention, then the rest in the order of the checklist."""
    found = sorted(shared.results, key=lambda r: (_WORST.get(r.result, 2), r.position or 0, r.id))
    assets = {asset.id: asset for asset in shared.assets}
    return tuple(_check(n, result, assets.get(result.asset_id or ""), shared) for n, result in enumerate(found, 1))


def _check(place: int, result: InspectionResult, asset: Asset | None, shared: SharedRecords) -> ShownCheck:
    low, high = limits(result.ok_range)
    value = number(result.reading)
    unit = result.unit or ""
    reading, limit = (result.reading or "").strip(), limit_words(result.ok_range)
    return ShownCheck(
        number=place,
        code=result.code or "",
        asset=asset.name if asset else "",
        model=(asset.model or "") if asset else "",
        item=result.item,
        reading=_with_unit(reading, unit),
        limit=_with_unit(limit, unit) if (low, high) != (None, None) else limit,
        result=tr(_RESULTS.get(result.result, "")) if result.result in _RESULTS else "",
        glyph=GLYPHS.get(result.result, ""),
        finding=result.finding or "",
        advice=result.advice or "",
        source=result.source or "",
        value=value,
        low=low,
        high=high,
        photos=tuple(sha for check, sha in shared.photos if check == result.id),
    )


def _with_unit(text: str, unit: str) -> str:
    """A number or a limit with its unit, which words and what has one already do not get."""
    plain = unit and text and text[-1].isdigit()
    return tr("{n} {unit}", n=text, unit=unit) if plain else text


def _counts(checks: tuple[ShownCheck, ...]) -> tuple[tuple[str, str, int], ...]:
    """Glyph, word and number of each result that is shown."""
    found: dict[tuple[str, str], int] = {}
    for check in checks:
        found[check.glyph, check.result] = found.get((check.glyph, check.result), 0) + 1
    return tuple((glyph, word, count) for (glyph, word), count in found.items())


# -- risks


def _risk(risk: Risk, shared: SharedRecords, rules: Rules, today: date) -> ShownRisk:
    first = (risk.likelihood, risk.impact)
    after = (risk.residual_likelihood, risk.residual_impact)
    treated = risk.state == "treated" and None not in after
    now = after if treated else first
    band, word = rating_words(*now, rules)
    _, other = rating_words(*(first if treated else after), rules)
    return ShownRisk(
        code=risk.code or "",
        statement=risk.statement,
        cause=risk.cause or "",
        effect=risk.effect or "",
        rating=scale_text(*now),
        band=band,
        band_word=word or tr("not assessed"),
        before=other if treated else "",
        after="" if treated else other,
        treatment=tr(_TREATMENTS[risk.treatment]) if risk.treatment in _TREATMENTS else "",
        due=near_day(risk.due, today) if risk.due else "",
        measures=tuple(_measure(action, today) for action in _by_due(shared) if action.parent_id == risk.id),
    )


def _by_due(shared: SharedRecords) -> list[Action]:
    return sorted(shared.actions, key=lambda a: (a.done_on is not None, a.due or date.max, a.id))


def _measure(action: Action, today: date) -> tuple[str, str]:
    if action.done_on is not None:
        return action.title, tr("done {day}", day=near_day(action.done_on, today))
    return action.title, tr("by {day}", day=near_day(action.due, today)) if action.due else ""


# -- plans


def _plan(plan: ContingencyPlan, shared: SharedRecords) -> ShownPlan:
    named = [risk.code or risk.statement for risk in shared.risks if risk.id in plan.risk_ids]
    facts = (
        (tr("Trigger"), plan.trigger),
        (tr("Decider"), plan.decider),
        (tr("Deputy"), plan.deputy),
        (tr("Spares and their place"), plan.spares),
        (tr("Customer's tasks"), plan.customer_tasks),
    )
    return ShownPlan(
        title=plan.title,
        risks=", ".join(named),
        facts=tuple((label, value) for label, value in facts if value),
        steps=tuple(
            (
                tr("T + {n} min", n=step.t_plus_min) if step.t_plus_min is not None else "",
                tr("{who}: {action}", who=step.who, action=step.action) if step.who else step.action,
                step.rollback,
            )
            for step in plan.steps
        ),
        drill=_drill(plan),
    )


def _drill(plan: ContingencyPlan) -> str:
    if plan.drilled_on is None:
        return ""
    result = tr(_DRILLS[plan.drill_result]) if plan.drill_result in _DRILLS else ""
    parts = [tr("Drilled {day}", day=day_text(plan.drilled_on)), result]
    if plan.drill_minutes is not None:
        parts.append(tr("{n} min to restore", n=plan.drill_minutes))
    return ", ".join(part for part in parts if part)
