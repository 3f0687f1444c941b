# SPDX-License-Identifier: Apache-2.0
"""The unbroken trace: inspected item, finding, explanation, acknowledgement, risk, plan, drill, action, re-inspection.

The nine links are the same from whichever record one starts; what lies before it is the way back, what lies after it
the way on. A missing link says which step would mend it (issue 4; domain-model P7, entities 28-33).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.cadence import review_cadence
from planner.rules.facts import AccountFacts
from planner.rules.risk import RiskState, risk_states
from planner.rules.ruleset import Rules
from planner.rules.trace_threads import Checks, checks_of, earlier, later, origin

KINDS = ("check", "finding", "explanation", "acknowledgement", "risk", "plan", "drill", "action", "reinspection")
STARTS = {
    "inspection_result": "finding",
    "risk": "risk",
    "contingency_plan": "plan",
    "drill": "drill",
    "action": "action",
}
_SEVERE = frozenset({"high", "extreme"})


@dataclass(frozen=True, slots=True)
class Node:
    """One record of a link; ``ahead`` says that it is planned and did not happen yet."""

    entity: str
    id: str
    on: date | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not there: its words, the step's name, and the record that the step begins from."""

    text: Message
    verb: Message
    entity: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One of the nine. ``wanted`` says that a gap breaks the trace; otherwise nothing asks for it yet."""

    kind: str
    nodes: tuple[Node, ...]
    gap: Gap | None = None
    wanted: bool = True

    @property
    def state(self) -> str:
        """there, missing, or open where nothing asks for it yet."""
        return "there" if self.gap is None else "missing" if self.wanted else "open"


@dataclass(frozen=True, slots=True)
class Trace:
    """The nine links around one record; ``at`` is the kind of link that the record stands in."""

    entity: str
    id: str
    at: str
    links: tuple[Link, ...]

    @property
    def back(self) -> tuple[Link, ...]:
        """From the record to the reading: the links before it, the nearest first."""
        return tuple(reversed(self.links[: KINDS.index(self.at)]))

    @property
    def onward(self) -> tuple[Link, ...]:
        """From the record to the re-inspection: the links after it."""
        return self.links[KINDS.index(self.at) + 1 :]

    @property
    def broken(self) -> tuple[Link, ...]:
        """The links that are asked for and missing."""
        return tuple(link for link in self.links if link.state == "missing")

    def link(self, kind: str) -> Link:
        """One of the nine by its name."""
        return self.links[KINDS.index(kind)]


@dataclass(frozen=True, slots=True)
class _Found:
    """All records around the one that the trace starts from."""

    facts: AccountFacts
    rules: Rules
    as_of: date
    checks: Checks
    states: dict[str, RiskState]
    start: tuple[str, str]
    raised: tuple[InspectionResult, ...]
    before: tuple[InspectionResult, ...]
    after: tuple[InspectionResult, ...]
    risks: tuple[Risk, ...]
    plans: tuple[ContingencyPlan, ...]
    drills: tuple[Drill, ...]

    @property
    def focus(self) -> tuple[InspectionResult, ...]:
        """The checks that the explanation is looked for: the one started from, else those the risk was raised from."""
        own = tuple(r for r in self.before if self.start == ("inspection_result", r.id))
        return own or self.raised


def trace(facts: AccountFacts, entity: str, key: str, rules: Rules, as_of: date) -> Trace | None:
    """The trace through a check, risk, plan, drill or action of the account; None for anything else."""
    found = _gather(facts.at(as_of), (entity, key), rules, as_of)
    if found is None:
        return None
    links = (
        _check_link(found),
        _finding_link(found),
        *_told_links(found),
        _risk_link(found),
        _plan_link(found),
        _drill_link(found),
        _action_link(found),
        _again_link(found),
    )
    return Trace(entity, key, STARTS[entity], links)


# -- gather


def _gather(facts: AccountFacts, start: tuple[str, str], rules: Rules, as_of: date) -> _Found | None:
    checks = checks_of(facts)
    seed = _seed(facts, checks, start)
    if seed is None:
        return None
    known, risks = seed
    if known and not risks:
        thread = earlier(checks, known) | later(checks, known)
        risks = tuple(r for r in facts.risks if thread.intersection(r.finding_ids))
    raised = [key for risk in risks for key in risk.finding_ids if key in checks.by_id]
    if known:  # of a risk with several findings only the thread that was asked for is followed
        raised = [key for key in raised if key in earlier(checks, known) | later(checks, known)] or list(known)
    before = earlier(checks, raised) | set(known)
    keys = {risk.id for risk in risks}
    plans = tuple(p for p in facts.plans if keys.intersection(p.risk_ids) or start == ("contingency_plan", p.id))
    plan_keys = {plan.id for plan in plans}
    return _Found(
        facts=facts,
        rules=rules,
        as_of=as_of,
        checks=checks,
        states={state.risk.id: state for state in risk_states(facts, rules, as_of)},
        start=start,
        raised=checks.ordered(raised),
        before=checks.ordered(before),
        after=checks.ordered(later(checks, before)),
        risks=risks,
        plans=plans,
        drills=tuple(d for d in facts.drills if d.plan_id in plan_keys),
    )


def _seed(
    facts: AccountFacts, checks: Checks, start: tuple[str, str]
) -> tuple[tuple[str, ...], tuple[Risk, ...]] | None:
    """The checks that were asked for, or the risks; None for an unknown record."""
    entity, key = start
    if entity == "inspection_result":
        return ((origin(checks, key),), ()) if key in checks.by_id else None
    if entity == "risk":
        found = tuple(r for r in facts.risks if r.id == key)
        return ((), found) if found else None
    if entity == "contingency_plan":
        plan = next((p for p in facts.plans if p.id == key), None)
        return None if plan is None else ((), _by_id(facts.risks, plan.risk_ids))
    if entity == "drill":
        drill = next((d for d in facts.drills if d.id == key), None)
        return None if drill is None else _seed(facts, checks, ("contingency_plan", drill.plan_id))
    action = next((a for a in facts.actions if a.id == key), None) if entity == "action" else None
    if action is None or action.parent_type not in STARTS or action.parent_type == "action":
        return None
    return _seed(facts, checks, (action.parent_type, action.parent_id or ""))


def _by_id(risks: tuple[Risk, ...], keys: Iterable[str]) -> tuple[Risk, ...]:
    wanted = set(keys)
    return tuple(risk for risk in risks if risk.id in wanted)


# -- the links


def _first_risk(found: _Found) -> str:
    return found.risks[0].id if found.risks else ""


def _check_link(found: _Found) -> Link:
    nodes = tuple(_check_node(found, check) for check in found.before)
    if nodes:
        return Link("check", nodes)
    text = Message(N_("No reading is linked to it"))
    gap = Gap(text, Message(N_("Choose a finding")), "risk", _first_risk(found))
    return Link("check", (), gap, wanted=_of_network(found))


def _of_network(found: _Found) -> bool:
    """A commercial risk, or one between people, comes from no reading and is explained in no review."""
    return not found.risks or any(risk.kind == "technical" for risk in found.risks)


def _check_node(found: _Found, check: InspectionResult) -> Node:
    on = found.checks.days.get(check.review_id)
    return Node("inspection_result", check.id, on, ahead=on is None)


def _finding_link(found: _Found) -> Link:
    nodes = tuple(_check_node(found, r) for r in found.before if found.checks.is_finding(r.id))
    if nodes:
        return Link("finding", nodes)
    if not found.before:
        text = Message(N_("No finding is linked to it"))
        gap = Gap(text, Message(N_("Choose a finding")), "risk", _first_risk(found))
        return Link("finding", (), gap, wanted=_of_network(found))
    text = Message(N_("The check showed nothing"))
    step = Gap(text, Message(N_("Open the check")), "inspection_result", found.before[-1].id)
    return Link("finding", (), step, wanted=bool(found.risks))


def _told_links(found: _Found) -> tuple[Link, Link]:
    reviews = {check.review_id for check in found.focus}
    if not reviews:
        reviews = {risk.review_id for risk in found.risks if risk.review_id}
    held = [s for s in found.facts.explains if s.review_id in reviews and s.held_on and _told(found, s)]
    signed = [s for s in held if s.acknowledged_by or s.acknowledged_on or s.acknowledged_name]
    review = next(iter(sorted(reviews)), "")
    asked = bool(found.risks) and _of_network(found)
    asked = asked or any(found.checks.is_finding(r.id) for r in found.before)
    told = Gap(Message(N_("Not explained yet")), Message(N_("Explain")), "network_review", review)
    if not reviews:
        told = Gap(
            Message(N_("No review to explain it from")), Message(N_("Choose a finding")), "risk", _first_risk(found)
        )
    signature = Gap(Message(N_("Not acknowledged yet")), Message(N_("Acknowledge")), "network_review", review)
    if not held:
        signature = Gap(signature.text, told.verb, told.entity, told.id)
    return (
        Link("explanation", tuple(_told_nodes(held)), None if held else told, wanted=asked),
        Link("acknowledgement", tuple(_told_nodes(signed)), None if signed else signature, wanted=asked),
    )


def _told_nodes(sessions: list[ExplainSession]) -> Iterator[Node]:
    for session in sorted(sessions, key=lambda s: (s.held_on or date.max, s.id)):
        yield Node("explain_session", session.id, session.acknowledged_on or session.held_on)


def _told(found: _Found, session: ExplainSession) -> bool:
    """Whether an explanation told these findings: one that names findings by number told only those."""
    codes = {r.code for r in found.facts.results if r.review_id == session.review_id and r.code}
    named = {topic.split(" ")[0] for topic in session.topics} & codes
    focus = [check for check in found.focus if check.review_id == session.review_id]
    return not named or not focus or any(check.code in named for check in focus)


def _risk_link(found: _Found) -> Link:
    if found.risks:
        return Link("risk", tuple(Node("risk", risk.id, risk.opened_on) for risk in found.risks))
    check = found.before[-1] if found.before else None
    if check is None:
        text, verb = Message(N_("It is for no risk")), Message(N_("Choose the risk"))
        return Link("risk", (), Gap(text, verb, *found.start))
    text, verb = Message(N_("No risk was raised from it")), Message(N_("Rate risk"))
    wanted = found.checks.is_finding(check.id)
    return Link("risk", (), Gap(text, verb, "inspection_result", check.id), wanted=wanted)


def _bands(found: _Found) -> set[str]:
    states = (found.states.get(risk.id) for risk in found.risks)
    return {state.band for state in states if state is not None and state.band}


def _plan_link(found: _Found) -> Link:
    nodes = tuple(Node("contingency_plan", plan.id, plan.made_on) for plan in found.plans)
    if nodes:
        return Link("plan", nodes)
    gap = Gap(Message(N_("No contingency plan")), Message(N_("Add plan")), "risk", _first_risk(found))
    return Link("plan", (), gap if found.risks else _after_risk(found), wanted=bool(_SEVERE & _bands(found)))


def _after_risk(found: _Found) -> Gap:
    """A gap that the risk has to come before."""
    gap = _risk_link(found).gap
    assert gap is not None
    return Gap(Message(N_("No risk yet")), gap.verb, gap.entity, gap.id)


def _drill_link(found: _Found) -> Link:
    nodes = tuple(
        Node("drill", d.id, d.held_on or d.planned_on, ahead=d.held_on is None)
        for d in sorted(found.drills, key=lambda d: (d.held_on or d.planned_on or date.max, d.id))
    )
    if any(not node.ahead for node in nodes):
        return Link("drill", nodes)
    wanted = "extreme" in _bands(found)
    if not found.plans:
        gap = _plan_link(found).gap
        assert gap is not None
        return Link("drill", (), Gap(Message(N_("No drill")), gap.verb, gap.entity, gap.id), wanted=wanted)
    plan = found.plans[0].id
    if nodes:
        step = Gap(Message(N_("Not held yet")), Message(N_("Record drill")), "contingency_plan", plan)
        return Link("drill", nodes, step, wanted=wanted)
    gap = Gap(Message(N_("No drill")), Message(N_("Plan drill")), "contingency_plan", plan)
    return Link("drill", (), gap, wanted=wanted)


def _action_link(found: _Found) -> Link:
    parents = {("risk", r.id) for r in found.risks} | {("contingency_plan", p.id) for p in found.plans}
    parents |= {("drill", d.id) for d in found.drills}
    parents |= {("inspection_result", c.id) for c in (*found.before, *found.after)}
    acts = [a for a in found.facts.actions if (a.parent_type, a.parent_id) in parents and a.dropped_on is None]
    nodes = tuple(_action_node(a) for a in sorted(acts, key=lambda a: (a.due or date.max, a.id)))
    if nodes:
        return Link("action", nodes)
    if found.risks:
        gap = Gap(Message(N_("No action")), Message(N_("Add action")), "risk", _first_risk(found))
    elif found.before:
        gap = Gap(Message(N_("No action")), Message(N_("Add action")), "inspection_result", found.before[-1].id)
    else:
        gap = Gap(Message(N_("No action")), Message(N_("Add action")), *found.start)
    return Link("action", (), gap, wanted="medium" in _bands(found))


def _action_node(action: Action) -> Node:
    return Node("action", action.id, action.done_on or action.due, ahead=action.done_on is None)


def _again_link(found: _Found) -> Link:
    nodes = tuple(_check_node(found, check) for check in found.after)
    if any(not node.ahead and found.checks.by_id[node.id].result != "not_checked" for node in nodes):
        return Link("reinspection", nodes)
    if not found.before:
        text, verb = Message(N_("Nothing to look at again")), Message(N_("Choose a finding"))
        return Link("reinspection", nodes, Gap(text, verb, "risk", _first_risk(found)), wanted=False)
    cadence = review_cadence(found.facts, found.rules, found.as_of, tuple(found.states.values()))
    last = found.before[-1]
    if nodes:
        gap = Gap(
            Message(N_("Not looked at again yet")), Message(N_("Open the check")), "inspection_result", nodes[-1].id
        )
    else:
        text = Message(N_("Not looked at again yet"))
        if cadence.next_due is not None:
            text = Message(N_("Not looked at again; next review {on}"), {"on": cadence.next_due})
        gap = Gap(text, Message(N_("Plan review")), "network_review", last.review_id)
    late = cadence.state in {"due", "overdue"} and found.checks.is_finding(last.id)
    return Link("reinspection", nodes, gap, wanted=late and not nodes)


def photos(facts: AccountFacts, key: str) -> tuple[Attachment, ...]:
    """The pictures and files of a record, the newest first."""
    found = [a for a in facts.attachments if a.target_id == key]
    return tuple(sorted(found, key=lambda a: (a.taken_on or date.min, a.id), reverse=True))
