# SPDX-License-Identifier: Apache-2.0
"""A contingency plan as one page for the wall: what its template draws, for us or the customer (domain-model P8)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from planner.entities.relations.contact import Contact
from planner.entities.risks.contingency_plan import DRILL_RESULTS, ContingencyPlan, PlanStep
from planner.entities.risks.risk import Risk
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.rules.risk import letter, plan_expiry, risk_states
from planner.rules.ruleset import Rules
from planner.views.audience import CUSTOMER, visible

FIRST: Final = 3
_ORDER = ("low", "medium", "high", "extreme")
_LONG_TRIGGER = 240


@dataclass(frozen=True, slots=True)
class CardInput:
    """What a card is made from; ``reader`` is internal or customer."""

    facts: AccountFacts
    plan: ContingencyPlan
    rules: Rules
    as_of: date
    reader: str


def build(given: CardInput) -> dict[str, Any]:
    """The values of the template. The customer's edition holds records marked Shareable and nothing else.

    Nor does it hold, as their report does not, our notes on whom to call and the text prepared for an incident.
    """
    plan, facts = given.plan, given.facts
    ours = given.reader != CUSTOMER
    risks = [r for r in facts.risks if r.id in plan.risk_ids and visible(r.audience, given.reader)]
    band = _worst(given, risks)
    steps = sorted(plan.steps, key=lambda s: s.t_plus_min if s.t_plus_min is not None else 10**6)
    return {
        "title": plan.title,
        "place": _place(given, risks),
        "band": band,
        "letter": tr(letter(band)) if band else "",
        "risks": [tr("{code} {text}", code=risk.code or "", text=risk.statement).strip() for risk in risks[:2]],
        "trigger": _short(plan.trigger) if plan.trigger else tr("No trigger yet"),
        "people": _people(given),
        "steps": [_step(step) for step in steps],
        "first": min(FIRST, len(steps)),
        "more": [_more(n) for n in range(1, len(steps) + 1)],
        "call": [_called(c) for c in _contacts(given)],
        "contacts": (plan.contacts or "") if ours else "",
        "spares": plan.spares or "",
        "tasks": plan.customer_tasks or "",
        "comms": (plan.comms_text or "") if ours else "",
        "words": _words(),
        "footer": _footer(given),
        "tag": tr("INTERNAL") if ours else "",
    }


def _words() -> dict[str, str]:
    return {
        "trigger": tr("IT STARTS WHEN"),
        "steps": tr("WHAT TO DO, MINUTES AFTER IT STARTED"),
        "back": tr("Way back:"),
        "call": tr("WHO TO CALL"),
        "spares": tr("SPARES AND THEIR PLACE"),
        "tasks": tr("CUSTOMER’S TASKS"),
        "comms": tr("TEXT FOR THE CUSTOMER"),
        "elsewhere": tr("It has no room here; it stands in the plan."),
    }


def _short(text: str) -> str:
    """A trigger that is longer than a sentence is shortened, so that it stays readable from afar."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONG_TRIGGER else one_line[: _LONG_TRIGGER - 1].rstrip() + "…"


def _more(n: int) -> str:
    return tr("1 more step stands in the plan.") if n == 1 else tr("{n} more steps stand in the plan.", n=n)


def _worst(given: CardInput, risks: list[Risk]) -> str:
    """The highest band of the risks it is for, as of today; "" for none."""
    keys = {risk.id for risk in risks}
    states = risk_states(given.facts, given.rules, given.as_of)
    found = [_ORDER.index(s.band) for s in states if s.risk.id in keys and s.band]
    return _ORDER[max(found)] if found else ""


def _place(given: CardInput, risks: list[Risk]) -> str:
    """Account and the sites of the risks."""
    assets = {a.id: a.site_id for a in given.facts.assets}
    keys = [risk.site_id or assets.get(risk.asset_id or "") for risk in risks]
    sites = [s.name for s in given.facts.sites if s.id in keys and visible(s.audience, given.reader)]
    parts = [tr("Contingency plan"), given.facts.account.name, *sites]
    return " · ".join(parts)


def _people(given: CardInput) -> list[dict[str, str]]:
    pairs = ((tr("DECIDES"), given.plan.decider), (tr("DEPUTY"), given.plan.deputy))
    return [{"label": label, "name": name, "phone": _phone_of(given, name)} for label, name in pairs if name]


def _phone_of(given: CardInput, name: str) -> str:
    """The number of a person at the customer who is named exactly so."""
    found = [c for c in given.facts.present_contacts() if c.name == name and visible(c.audience, given.reader)]
    return _phone(found[0]) if len(found) == 1 else ""


def _step(step: PlanStep) -> dict[str, str]:
    at = tr("T+{n}", n=step.t_plus_min) if step.t_plus_min is not None else "–"
    return {"at": at, "who": step.who, "action": step.action, "back": step.rollback}


def _contacts(given: CardInput) -> list[Contact]:
    """The people to call who are still there, in the order of the plan."""
    known = {c.id: c for c in given.facts.present_contacts() if visible(c.audience, given.reader)}
    return [known[key] for key in given.plan.contact_ids if key in known]


def _called(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "title": contact.title or "", "phone": _phone(contact)}


def _phone(contact: Contact) -> str:
    return " · ".join(number for number in (contact.mobile, contact.phone) if number)


def _footer(given: CardInput) -> str:
    plan = given.plan
    expiry = plan_expiry(plan, given.rules)
    parts = [tr("Valid until {on}", on=day_text(expiry)) if expiry else "", _drilled(plan)]
    parts.append(tr("Printed {on}", on=day_text(given.as_of)))
    return " · ".join(part for part in parts if part)


def _drilled(plan: ContingencyPlan) -> str:
    if plan.drilled_on is None:
        return tr("Not drilled yet")
    result = tr(dict(DRILL_RESULTS)[plan.drill_result]).lower() if plan.drill_result else ""
    if plan.drill_minutes is not None and result:
        return tr("Drilled {on}: {result}, {n} min to restore", on=day_text(plan.drilled_on), result=result,
                  n=plan.drill_minutes)  # fmt: skip
    return tr("Drilled {on}: {result}", on=day_text(plan.drilled_on), result=result) if result else ""
