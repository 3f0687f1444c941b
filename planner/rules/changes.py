# SPDX-License-Identifier: Apache-2.0
"""Changes that could be made to an account, each as a step from facts to facts; nothing is stored (issue 5, part 2).

"What would turn it green" looks for the fewest of them, "What if" lets a person choose them. Both then ask the
formula itself, so that no advice stands here that the formula does not carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.relations.interaction import Interaction
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan, PlanStep
from planner.entities.risks.risk import Risk
from planner.entities.service.callback import Callback
from planner.kernel.text import N_, Message
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import level_word

CLOSE, TREAT, PLAN, REVIEW = "close", "treat", "plan", "review"
LEVEL, FRESH, MEET, LEAVE = "level", "fresh", "meet", "leave"
CALLBACK, CORRECT = "callback", "correct"

# What a change asks of us, from a short piece of work to what others decide too. It only orders sets of one size.
EFFORT: Final[Mapping[str, int]] = MappingProxyType(
    {FRESH: 1, CORRECT: 1, MEET: 2, REVIEW: 2, CALLBACK: 2, PLAN: 2, TREAT: 3, LEVEL: 3, CLOSE: 4, LEAVE: 5}
)
LADDER: Final = ("not_met", "-1", "0", "1", "2", "3")
_MARK: Final = "scratch"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change: its kind, the record it is about, and what it becomes where that must be said.

    ``value`` is the new level of a contact ("2"), the ratings of a callback ("555": technical, attitude, norms), or
    what remains of a treated risk ("2x3": likelihood x impact); "" takes what is recorded.
    """

    kind: str
    entity: str
    id: str
    value: str = ""

    @property
    def subject(self) -> tuple[str, str]:
        """What it changes: two changes of one subject do not go together; callbacks do."""
        return (self.entity, f"{self.id}{self.value}" if self.kind == CALLBACK else self.id)

    @property
    def effort(self) -> int:
        """1 (a short piece of work) to 5."""
        return EFFORT[self.kind]


def changed(facts: AccountFacts, changes: Iterable[Change], day: date) -> AccountFacts:
    """The facts of a day with changes made on that day; the facts given stay as they are."""
    known = facts.at(day)
    for number, change in enumerate(changes):
        known = _STEPS[change.kind](known, change, (day, f"{_MARK}-{number:03}-{change.kind}"))
    return known


def words(change: Change, facts: AccountFacts) -> Message:
    """What is to be done, short enough for the title of an action."""
    name: object = ""
    if change.entity == "risk":
        risk = next((r for r in facts.risks if r.id == change.id), None)
        name = (risk.code or risk.statement) if risk else ""
    elif change.entity == "contact":
        name = facts.contact_name(change.id) or ""
    elif change.entity == "action":
        name = next((a.title for a in facts.actions if a.id == change.id), "")
    if change.kind == LEVEL:
        before = facts.newest_assessments().get(change.id)
        was = level_word(before.level) if before else Message(N_("not assessed"))
        return Message(_WORDS[LEVEL], {"name": name, "before": was, "after": level_word(change.value)})
    if change.kind == CALLBACK:
        return Message(_WORDS[CALLBACK], {"ratings": ", ".join(change.value)})
    return Message(_WORDS[change.kind], {"name": name})


_WORDS: Final[Mapping[str, str]] = MappingProxyType({
    CLOSE: N_("Close {name}, its cause gone"),
    TREAT: N_("Finish the treatment of {name}"),
    PLAN: N_("Make and drill a plan for {name}"),
    REVIEW: N_("Do the network review"),
    LEVEL: N_("Bring {name} from {before} to {after}"),
    FRESH: N_("Get fresh evidence on {name}"),
    MEET: N_("Meet {name}"),
    LEAVE: N_("{name} leaves"),
    CALLBACK: N_("Earn a callback rated {ratings}"),
    CORRECT: N_("Finish “{name}”"),
})  # fmt: skip

_When = tuple[date, str]


def _risk(facts: AccountFacts, key: str, step: Callable[[Risk], Risk]) -> AccountFacts:
    return replace(facts, risks=tuple(step(r) if r.id == key else r for r in facts.risks))


def _close(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    return _risk(facts, change.id, lambda r: replace(r, state="closed", closed_on=when[0]))


def _treat(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    remains: dict[str, int] = {}
    if change.value:
        likelihood, _, impact = change.value.partition("x")
        remains = {"residual_likelihood": int(likelihood), "residual_impact": int(impact)}
    done = {"state": "treated", "treated_on": when[0]}
    return _risk(facts, change.id, lambda r: replace(r, **done, **remains))  # type: ignore[arg-type]


def _plan(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    day, key = when
    made = ContingencyPlan(
        id=key,
        account_id=facts.account.id,
        title=_MARK,
        risk_ids=(change.id,),
        trigger=_MARK,
        decider=_MARK,
        steps=(PlanStep(action=_MARK),),
        made_on=day,
        drilled_on=day,
        drill_result="passed",
    )
    return replace(facts, plans=(*facts.plans, made))


def _review(facts: AccountFacts, _change: Change, when: _When) -> AccountFacts:
    made = NetworkReview(id=when[1], account_id=facts.account.id, done_on=when[0], state="inspected")
    return replace(facts, reviews=(*facts.reviews, made))


def _level(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    made = RelationAssessment(
        id=f"~{when[1]}",  # of two levels on one day the later id counts, and this one is the later
        account_id=facts.account.id,
        contact_id=change.id,
        assessed_on=when[0],
        level=change.value,
    )
    return replace(facts, assessments=(*facts.assessments, made))


def _fresh(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    level = facts.newest_assessments().get(change.id)
    if level is None:
        return facts
    made = EvidenceLink(
        id=when[1],
        account_id=facts.account.id,
        target_type="relation_assessment",
        target_id=level.id,
        kind="interaction",
        evidence_date=when[0],
        grade="E2",
    )
    return replace(facts, evidence=(*facts.evidence, made))


def _meet(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    made = Interaction(
        id=when[1], account_id=facts.account.id, happened_on=when[0], title=_MARK, participants=(change.id,)
    )
    return replace(facts, interactions=(*facts.interactions, made))


def _leave(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    contacts = tuple(replace(c, left_on=when[0]) if c.id == change.id else c for c in facts.contacts)
    return replace(facts, contacts=contacts)


def _callback(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    tech, attitude, norms = (int(rating) for rating in change.value)
    made = Callback(
        id=when[1],
        account_id=facts.account.id,
        called_on=when[0],
        reached=True,
        tech=tech,
        attitude=attitude,
        norms=norms,
    )
    return replace(facts, callbacks=(*facts.callbacks, made))


def _correct(facts: AccountFacts, change: Change, when: _When) -> AccountFacts:
    actions = tuple(replace(a, done_on=when[0]) if a.id == change.id else a for a in facts.actions)
    return replace(facts, actions=actions)


_STEPS: Final[Mapping[str, Callable[[AccountFacts, Change, _When], AccountFacts]]] = MappingProxyType({
    CLOSE: _close,
    TREAT: _treat,
    PLAN: _plan,
    REVIEW: _review,
    LEVEL: _level,
    FRESH: _fresh,
    MEET: _meet,
    LEAVE: _leave,
    CALLBACK: _callback,
    CORRECT: _correct,
})  # fmt: skip
