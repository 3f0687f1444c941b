# SPDX-License-Identifier: Apache-2.0
"""All alerts of an account, and those about reviews, risks, drills and permissions: K4, K5, K6 and K18."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.kernel.text import N_, Message
from planner.rules.alert import Alert, order
from planner.rules.alert_people import people_alerts
from planner.rules.alert_service import service_alerts
from planner.rules.authorisation import EXPIRED, NOT_YET, WITHDRAWN, unpermitted
from planner.rules.cadence import review_cadence
from planner.rules.explain import Evidence, Missing
from planner.rules.facts import AccountFacts
from planner.rules.risk import RiskState, plan_valid, risk_states
from planner.rules.ruleset import Rules

__all__ = ["EVERY", "Alert", "alerts", "failed_plans", "permissions"]

_SEVERE = frozenset({"high", "extreme"})


_OF_PEOPLE = frozenset({"K1", "K2", "K3", "K17", "K20"})
_OF_RISKS = frozenset({"K4", "K5", "K6"})
_OF_SERVICE = frozenset({"K10", "K11", "K13"})
_OF_LEAVE = frozenset({"K18"})
EVERY = _OF_PEOPLE | _OF_RISKS | _OF_SERVICE | _OF_LEAVE


def alerts(facts: AccountFacts, rules: Rules, as_of: date, only: frozenset[str] = EVERY) -> tuple[Alert, ...]:
    """All that stand on a day, in the order of their numbers; ``only`` those of some rules, which is sooner done."""
    known = facts.at(as_of)
    found: list[Alert] = []
    if only & _OF_PEOPLE:
        found += people_alerts(known, rules, as_of, only)
    if only & _OF_RISKS:
        states = risk_states(known, rules, as_of)
        found += _overdue(known, states, rules, as_of)
        found += (*_without_plan(states), *_drills(known, states, rules, as_of))
    if only & _OF_SERVICE:
        found += service_alerts(known, rules, as_of)
    if only & _OF_LEAVE:
        found += permissions(known, as_of)
    return tuple(sorted((alert for alert in found if alert.rule in only), key=lambda alert: order(alert.rule)))


def _overdue(facts: AccountFacts, states: tuple[RiskState, ...], rules: Rules, as_of: date) -> Iterator[Alert]:
    """K4: the rhythm of network reviews is broken, with the risks that shorten it."""
    cadence = review_cadence(facts, rules, as_of, states)
    if cadence.state != "overdue":
        return
    last = facts.done_reviews()[:1]
    records = [Evidence("network_review", review.id, review.code or "", review.done_on) for review in last]
    records += [_risk_record(state) for state in states if state.band == cadence.shortened_by]
    step = Missing(cadence.reason, "network_review", "account", facts.account.id, Message(N_("New review…")))
    text = Message(N_("Network review {state}"), {"state": cadence.text})
    yield Alert("K4", text, tuple(records), step, cadence.next_due)


def _risk_record(state: RiskState) -> Evidence:
    return Evidence("risk", state.risk.id, state.risk.statement, state.risk.opened_on)


def _without_plan(states: tuple[RiskState, ...]) -> Iterator[Alert]:
    """K5: a high or extreme risk without a valid plan."""
    for state in states:
        if state.band not in _SEVERE or state.valid_plan:
            continue
        key, words = state.risk.id, {"name": state.name}
        text = Message(
            N_("Extreme risk {name} without a valid plan")
            if state.band == "extreme"
            else N_("High risk {name} without a valid plan"),
            words,
        )
        step = Missing(Message(N_("Plan for {name}"), words), "contingency_plan", "risk", key, Message(N_("Add plan")))
        records = (_risk_record(state), *(_plan_record(plan) for plan in state.plans))
        yield Alert("K5", text, records, step, state.plan_due, key)


def _plan_record(plan: ContingencyPlan) -> Evidence:
    return Evidence("contingency_plan", plan.id, plan.title, plan.made_on)


def _drills(facts: AccountFacts, states: tuple[RiskState, ...], rules: Rules, as_of: date) -> Iterator[Alert]:
    """K6: the drill an extreme risk requires is missing, or the last drill of a plan in force failed."""
    for state in states:
        if (
            state.required == "plan_drill"
            and state.valid_plan
            and not state.drilled
            and not _failed(state, rules, as_of)
        ):
            words = {"name": state.name}
            step = _drill_step(facts, next(p for p in state.plans if plan_valid(p, rules, as_of)))
            records = (_risk_record(state), *(_plan_record(plan) for plan in state.plans))
            yield Alert(
                "K6", Message(N_("Drill for {name} is missing"), words), records, step, state.drill_due, state.risk.id
            )
    for plan in failed_plans(states, rules, as_of):
        text = Message(N_("The drill of “{plan}” failed"), {"plan": plan.title})
        held = tuple(
            Evidence("drill", d.id, d.learned or "", d.held_on)
            for d in facts.drills
            if d.plan_id == plan.id and d.held_on == plan.drilled_on
        )
        yield Alert("K6", text, (_plan_record(plan), *held), _drill_step(facts, plan), plan.drilled_on, plan.id)


def _failed(state: RiskState, rules: Rules, as_of: date) -> bool:
    """Whether the failed drill of a plan in force says it already."""
    return any(plan.drill_result == "failed" and plan_valid(plan, rules, as_of) for plan in state.plans)


def failed_plans(states: tuple[RiskState, ...], rules: Rules, as_of: date) -> tuple[ContingencyPlan, ...]:
    """Valid plans for an open risk whose last drill failed, by id."""
    found = {
        plan.id: plan
        for state in states
        for plan in state.plans
        if plan.drill_result == "failed" and plan_valid(plan, rules, as_of)
    }
    return tuple(found[key] for key in sorted(found))


def _drill_step(facts: AccountFacts, plan: ContingencyPlan) -> Missing:
    """A drill that is planned already is recorded, not planned again."""
    text = Message(N_("Drill of “{plan}”"), {"plan": plan.title})
    planned = any(drill.plan_id == plan.id and drill.held_on is None for drill in facts.drills)
    verb = Message(N_("Record drill")) if planned else Message(N_("Plan drill"))
    return Missing(text, "drill", "contingency_plan", plan.id, verb)


def permissions(facts: AccountFacts, as_of: date) -> Iterator[Alert]:
    """K18: a review lies ahead or is about to begin and nobody permitted it on its day."""
    for review, cover in unpermitted(facts, as_of):
        site = next((s.name for s in facts.sites if s.id == review.site_id), "")
        words = {"site": site, "on": cover.on}
        there, anywhere = _UNPERMITTED.get(cover.state, _NOT_GIVEN)
        text = Message(there if site else anywhere, words)
        record = Evidence("network_review", review.id, review.code or "", review.planned_on)
        step = Missing(text, "authorisation", "network_review", review.id, Message(N_("Add authorisation")))
        yield Alert("K18", text, (record,), step, review.planned_on, review.id)


_NOT_GIVEN = (N_("No authorisation for {site}"), N_("No authorisation"))
_UNPERMITTED = {
    EXPIRED: (N_("Authorisation for {site} ended on {on}"), N_("The authorisation ended on {on}")),
    WITHDRAWN: (N_("Authorisation for {site} withdrawn on {on}"), N_("The authorisation was withdrawn on {on}")),
    NOT_YET: (N_("Authorisation for {site} only from {on}"), N_("The authorisation begins on {on}")),
}
