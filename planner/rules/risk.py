# SPDX-License-Identifier: Apache-2.0
"""D15: where each open risk stands, what it requires by when, and which comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass, replace
from planner.kernel.text import N_, Message
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.rule_groups import LossRange
from planner.rules.ruleset import RISK_BANDS, Rules

BANDS = ("low", "medium", "high", "extreme")
_WORDS = {value: label for value, label, _ in RISK_BANDS}
_LETTERS = {value: short for value, _, short in RISK_BANDS}
_ADD = Message(N_("Add"))
_RECORD = Message(N_("Record"))
_DRILL = Message(N_("Plan drill"))
TOLD = Message(N_("Told today"))


@dataclass(frozen=True, slots=True)
class RiskState:
    """One risk as of a day.

    ``current`` is the residual score once the treatment is done, otherwise the inherent one, and
    None while unrated; ``likelihood`` and ``impact`` belong to it. ``loss`` is a range in minor units.
    ``plan_due`` and ``drill_due`` are the dates D15 requires (None when nothing is required or no
    day to count from is known); ``next_date`` is the earliest date still open, the risk's own included.
    ``told`` says that both managements were told of it, ``drill_on`` when a drill of its plans is planned for.
    """

    risk: Risk
    inherent: int | None
    residual: int | None
    current: int | None
    likelihood: int | None
    impact: int | None
    band: str | None
    treated: bool
    plans: tuple[ContingencyPlan, ...]
    valid_plan: bool
    drilled: bool
    required: str | None
    plan_due: date | None
    drill_due: date | None
    next_date: date | None
    loss: tuple[int, int] | None
    needs: tuple[Missing, ...]
    told: bool = False
    drill_on: date | None = None

    @property
    def reduction(self) -> int | None:
        """Inherent less residual score, counted only when the treatment is done; None while it is not (D15)."""
        return self.inherent - self.residual if self.treated and self.inherent and self.residual else None

    @property
    def name(self) -> str:
        """The number of the risk, or its statement."""
        return self.risk.code or self.risk.statement


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rated risks, the first first; unrated ones apart; ``heading`` says what the order rests on."""

    heading: Message
    rated: tuple[RiskState, ...]
    unrated: tuple[RiskState, ...]
    by_loss: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds the risks of one account on one day."""

    rules: Rules
    as_of: date
    plans: Mapping[str, list[ContingencyPlan]]
    review_days: Mapping[str, date | None]
    asset_sites: Mapping[str, str | None]
    acted_on: frozenset[str]
    drills: Mapping[str, list[Drill]]


def band(score: int, rules: Rules) -> str:
    """low, medium, high or extreme for a score 1-25."""
    limits = (rules.risk.medium_from, rules.risk.high_from, rules.risk.extreme_from)
    return BANDS[sum(score >= limit for limit in limits)]


def word(name: str) -> str:
    """The marked word of a band."""
    return _WORDS[name]


def letter(name: str) -> str:
    """The marked letter of a band."""
    return _LETTERS[name]


def plan_expiry(plan: ContingencyPlan, rules: Rules) -> date | None:
    """The last day a plan holds: as written, otherwise 12 months after it was made."""
    if plan.expires_on or not plan.made_on:
        return plan.expires_on
    return months_later(plan.made_on, rules.risk.plan_months)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def plan_valid(plan: ContingencyPlan, rules: Rules, as_of: date) -> bool:
    """Whether a plan has a trigger, a decider and a step and has not expired."""
    if not (plan.trigger and plan.decider and plan.steps) or (plan.made_on and plan.made_on > as_of):
        return False
    expiry = plan_expiry(plan, rules)
    return expiry is None or expiry >= as_of


def plan_drilled(plan: ContingencyPlan, rules: Rules, as_of: date) -> bool:
    """Whether a valid plan was drilled and the drill did not fail."""
    if plan.drilled_on is None or plan.drilled_on > as_of:
        return False
    return plan.drill_result in rules.network.drill_counts and plan_valid(plan, rules, as_of)


def risk_states(facts: AccountFacts, rules: Rules, as_of: date) -> tuple[RiskState, ...]:
    """All risks that are not closed, by id."""
    known = facts.at(as_of)
    return known.once("risk_states", rules, lambda: _states(known, rules, as_of))


def _states(known: AccountFacts, rules: Rules, as_of: date) -> tuple[RiskState, ...]:
    around = _Around(
        rules=rules,
        as_of=as_of,
        plans=known.plans_by_risk(),
        review_days={r.id: r.done_on for r in known.reviews},
        asset_sites={a.id: a.site_id for a in known.assets},
        acted_on=frozenset(
            a.parent_id for a in known.actions if a.parent_type == "risk" and a.parent_id and a.dropped_on is None
        ),
        drills=known.drills_by_plan(),
    )
    return tuple(_state(risk, around) for risk in sorted(known.open_risks(), key=lambda r: r.id))


def ranked(states: Iterable[RiskState], rules: Rules) -> Ranking:
    """By the midpoint of the expected loss where every rated risk has one, otherwise by score.

    Ties go to the earlier required date, then to the older risk.
    """
    rated = [s for s in states if s.current is not None]
    unrated = sorted((s for s in states if s.current is None), key=_age)
    by_loss = bool(rated) and all(s.loss for s in rated)
    if by_loss:
        heading = Message(N_("Ranked by expected loss ({currency})"), {"currency": rules.risk.currency})
    else:
        heading = Message(N_("Ranked by residual score, then required date, then age"))
    rated.sort(key=lambda s: (-sum(s.loss or (0, 0)) if by_loss else 0, *urgency(s)))
    return Ranking(heading, tuple(rated), tuple(unrated), by_loss)


def urgency(state: RiskState) -> tuple[int, date, tuple[date, str]]:
    """What comes first: the higher score, then the earlier required date, then the older risk."""
    return (-(state.current or 0), state.next_date or date.max, _age(state))


def _age(state: RiskState) -> tuple[date, str]:
    return (state.risk.opened_on or date.max, state.risk.id)


def _product(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact


def _state(risk: Risk, around: _Around) -> RiskState:
    inherent = _product(risk.likelihood, risk.impact)
    residual = _product(risk.residual_likelihood, risk.residual_impact)
    treated = risk.state == "treated"
    reduced = treated and residual is not None
    likelihood = risk.residual_likelihood if reduced else risk.likelihood
    impact = risk.residual_impact if reduced else risk.impact
    current = residual if reduced else inherent
    name = band(current, around.rules) if current is not None else None
    plans = tuple(sorted(around.plans.get(risk.id, ()), key=lambda p: p.id))
    valid = any(plan_valid(p, around.rules, around.as_of) for p in plans)
    drilled = any(plan_drilled(p, around.rules, around.as_of) for p in plans)
    required = {"medium": "action", "high": "plan", "extreme": "plan_drill"}.get(name or "")
    plan_due, drill_due = _deadlines(risk, name, around)
    dates = (None if valid else plan_due, None if drilled else drill_due, risk.due)
    state = RiskState(
        risk=risk,
        inherent=inherent,
        residual=residual,
        current=current,
        likelihood=likelihood if current is not None else None,
        impact=impact if current is not None else None,
        band=name,
        treated=treated,
        plans=plans,
        valid_plan=valid,
        drilled=drilled,
        required=required,
        plan_due=plan_due,
        drill_due=drill_due,
        next_date=min((d for d in dates if d), default=None),
        loss=_loss(risk, likelihood, impact, around) if current is not None else None,
        needs=(),
        told=risk.told_ours_on is not None and risk.told_customer_on is not None,
        drill_on=_drill_ahead(plans, around),
    )
    return _with_needs(state, around)


def _drill_ahead(plans: tuple[ContingencyPlan, ...], around: _Around) -> date | None:
    """The next day for which a drill of one of the plans is planned."""
    waiting = (d.planned_on for p in plans for d in around.drills.get(p.id, ()) if d.held_on is None)
    return min((on for on in waiting if on is not None), default=None)


def _with_needs(state: RiskState, around: _Around) -> RiskState:
    needs = tuple(_needs(state, around))
    return replace(state, needs=needs) if needs else state


def _deadlines(risk: Risk, name: str | None, around: _Around) -> tuple[date | None, date | None]:
    start = risk.opened_on or around.review_days.get(risk.review_id or "")
    if start is None or name not in {"high", "extreme"}:
        return None, None
    rules = around.rules.risk
    if name == "high":
        return start + timedelta(days=rules.high_plan_days), None
    return start + timedelta(days=rules.extreme_plan_days), start + timedelta(days=rules.extreme_drill_days)


def _needs(state: RiskState, around: _Around) -> list[Missing]:
    key, name = state.risk.id, {"name": state.name}
    found: list[Missing] = []
    if state.current is None:
        found.append(Missing(Message(N_("{name} is not rated"), name), "risk", "risk", key, Message(N_("Rate"))))
    elif state.treated and state.residual is None:
        text = Message(N_("{name} is treated, what remains is not rated"), name)
        found.append(Missing(text, "risk", "risk", key, Message(N_("Rate"))))
    if state.required == "action" and key not in around.acted_on:
        found.append(Missing(Message(N_("Action for {name}"), name), "action", "risk", key, _ADD))
    if state.required in {"plan", "plan_drill"} and not state.valid_plan:
        found.append(_plan_need(state, N_("Plan for {name}"), N_("Plan for {name} by {on}"), state.plan_due))
    if state.required == "plan_drill" and not state.drilled:
        found.append(_drill_need(state))
    if state.required == "plan_drill" and not state.told:
        found.append(Missing(_told_text(state), "risk", "risk", key, TOLD))
    return found


def _told_text(state: RiskState) -> Message:
    """Who does not know yet: both managements, or one of them."""
    name = {"name": state.name}
    if state.risk.told_ours_on is not None:
        return Message(N_("Tell the customer’s management about {name}"), name)
    if state.risk.told_customer_on is not None:
        return Message(N_("Tell our management about {name}"), name)
    return Message(N_("Tell both managements about {name}"), name)


def _plan_need(state: RiskState, plain: str, dated: str, due: date | None) -> Missing:
    text = Message(dated, {"name": state.name, "on": due}) if due else Message(plain, {"name": state.name})
    return Missing(text, "contingency_plan", "risk", state.risk.id, _ADD)


def _drill_need(state: RiskState) -> Missing:
    """The drill an extreme risk requires; a planned one waits to be recorded, one without a plan for the plan."""
    words = {"name": state.name, "on": state.drill_due, "day": state.drill_on}
    text = Message(N_("Drill for {name} by {on}") if state.drill_due else N_("Drill for {name}"), words)
    if state.drill_on:
        text = Message(N_("{need}, planned for {day}"), {"need": text, "day": state.drill_on})
    verb = _RECORD if state.drill_on else _DRILL if state.valid_plan else _ADD
    return Missing(text, "drill", "risk", state.risk.id, verb)


def _loss(risk: Risk, likelihood: int | None, impact: int | None, around: _Around) -> tuple[int, int] | None:
    site = risk.site_id or around.asset_sites.get(risk.asset_id or "") or ""
    found = _loss_range(around.rules.risk.losses, impact or 0, site)
    if found is None or not likelihood:
        return None
    low, high = around.rules.risk.chances[likelihood - 1]
    return low * found.low_minor // 100, high * found.high_minor // 100


def _loss_range(losses: tuple[LossRange, ...], impact: int, site: str) -> LossRange | None:
    fitting = {loss.site_id: loss for loss in losses if loss.impact == impact and loss.site_id in {"", site}}
    return fitting.get(site) or fitting.get("")
