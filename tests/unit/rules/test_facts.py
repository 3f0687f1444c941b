# SPDX-License-Identifier: Apache-2.0
"""What was known on a past day, from dated records alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from planner.rules.explain import Evidence
from planner.rules.facts import AccountFacts
from planner.rules.lines import half_up, hundredths, largest_remainder, share, strength
from planner.rules.risk import risk_states
from planner.rules.ruleset import DEFAULT
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_contingency_plan,
    a_grade_decision,
    a_network_review,
    a_person,
    a_relation_assessment,
    a_risk,
    an_action,
    an_attachment,
    an_evidence_link,
    an_explain_session,
    an_inspection_result,
    an_interaction,
)
from tests.unit.rules.worlds import ago, facts_of

DAY = ago(30)
BEFORE, AFTER = ago(40), ago(20)


def at(**records: object) -> AccountFacts:
    return facts_of(**records).at(DAY)  # type: ignore[arg-type]


def test_that_facts_keep_what_is_worked_out_and_copies_begin_anew() -> None:
    facts = at(risks=(a_risk(opened_on=BEFORE),))
    states = risk_states(facts, DEFAULT, DAY)
    assert risk_states(facts, DEFAULT, DAY) is states
    assert risk_states(replace(facts, risks=()), DEFAULT, DAY) == ()
    assert risk_states(facts, DEFAULT, AFTER) is not states
    assert risk_states(facts, replace(DEFAULT), DAY) is not states


def test_that_later_records_are_unknown_and_undated_ones_known() -> None:
    found = at(
        assessments=(a_relation_assessment(assessed_on=AFTER), a_relation_assessment(assessed_on=BEFORE)),
        interactions=(an_interaction(happened_on=AFTER),),
        explains=(an_explain_session(held_on=AFTER), an_explain_session()),
        risks=(a_risk(opened_on=AFTER), a_risk()),
        plans=(a_contingency_plan(made_on=AFTER), a_contingency_plan()),
        actions=(an_action(opened_on=AFTER), an_action()),
        evidence=(an_evidence_link(evidence_date=AFTER), an_evidence_link()),
        attachments=(an_attachment(taken_on=AFTER), an_attachment(taken_on=DAY)),
        callbacks=(a_callback(service_on=AFTER), a_callback(called_on=AFTER), a_callback()),
    )
    counts = SimpleNamespace(**{name: len(getattr(found, name)) for name in ("assessments", "explains", "risks")})
    assert (counts.assessments, counts.explains, counts.risks, len(found.interactions)) == (1, 1, 1, 0)
    assert [len(x) for x in (found.plans, found.actions, found.evidence, found.attachments, found.callbacks)] == [1] * 5
    assert found.at(DAY) is found


def test_that_later_steps_of_a_record_are_taken_back() -> None:
    found = at(
        contacts=(a_contact(left_on=AFTER), a_contact(left_on=BEFORE)),
        explains=(an_explain_session(held_on=BEFORE, acknowledged_on=AFTER, acknowledged_by="c"),),
        plans=(a_contingency_plan(drilled_on=AFTER, drill_result="passed", drill_minutes=9),),
        actions=(an_action(done_on=AFTER), an_action(dropped_on=AFTER), an_action(done_on=BEFORE)),
        callbacks=(a_callback(service_on=BEFORE, called_on=AFTER, reached=True, tech=5),),
    )
    assert len(found.present_contacts()) == 1
    assert (found.explains[0].acknowledged_by, found.plans[0].drill_result) == (None, None)
    assert len(found.open_actions()) == 2
    assert (found.callbacks[0].tech, found.callbacks[0].reached) == (None, None)


def test_that_reviews_go_back_to_what_they_were() -> None:
    later = a_network_review(done_on=AFTER, state="closed", reported_on=AFTER, no_risk_found=True)
    closed = a_network_review(done_on=BEFORE, reported_on=DAY, closed_on=AFTER, state="closed")
    fresh = a_network_review(done_on=BEFORE, reported_on=AFTER, closed_on=AFTER, state="closed")
    old = a_network_review(done_on=ago(90), reported_on=ago(80), closed_on=ago(70), state="closed")
    checks = tuple(an_inspection_result(review_id=r.id) for r in (later, old))
    found = at(reviews=(later, closed, fresh, old), results=checks)
    assert [r.state for r in found.reviews] == ["planned", "reported", "inspected", "closed"]
    assert [r.id for r in found.done_reviews()] == [fresh.id, closed.id, old.id]
    assert found.results == checks[1:]


def test_that_risks_reopen_on_days_before_their_end() -> None:
    cases = (
        a_risk(state="closed", closed_on=AFTER),
        a_risk(state="closed", closed_on=AFTER, treated_on=BEFORE),
        a_risk(state="closed", closed_on=AFTER, treatment="accept"),
        a_risk(state="treated", treated_on=AFTER),
        a_risk(state="open", treated_on=AFTER),
        a_risk(state="closed", closed_on=BEFORE),
        a_risk(state="closed"),
    )
    found = at(risks=cases)
    assert [r.state for r in found.risks] == ["open", "treated", "accepted", "open", "open", "closed", "closed"]
    assert len(found.open_risks()) == 5


def test_that_the_grade_follows_the_decisions_of_that_day() -> None:
    early, late = a_grade_decision(grade="B", decided_on=BEFORE), a_grade_decision(grade="S", decided_on=AFTER)
    facts = facts_of("S", grades=(late, early))
    assert facts.at(DAY).account.grade == "B"
    assert facts.at(ago(50)).account.grade == "ungraded"
    assert facts.at(TODAY).account.grade == "S"
    assert replace(facts, grades=()).at(DAY).account.grade == "S"


def test_that_names_are_found_by_id() -> None:
    contact, person = a_contact(name="E. Ruiz"), a_person(name="A. Vidal")
    facts = facts_of(contacts=(contact,), people={person.id: person})
    assert (facts.contact_name(contact.id), facts.contact_name(None)) == ("E. Ruiz", None)
    assert (facts.person_name(person.id), facts.person_name(None), facts.person_name("x")) == ("A. Vidal", None, None)


def test_that_the_last_touch_is_the_newest() -> None:
    meetings = (
        an_interaction(happened_on=ago(2), participants=("c",)),
        an_interaction(happened_on=ago(5), participants=("c",)),
    )
    assert facts_of(interactions=meetings).last_contacts() == {"c": ago(2)}


def test_that_rounding_is_half_away_from_zero_and_sums_are_kept() -> None:
    assert [half_up(n, 2) for n in (1, -1, 3, -3)] == [1, -1, 2, -2]
    assert hundredths(1, 3) == Decimal("0.33")
    assert share(1, 0) == 0
    assert largest_remainder([1774, 945], 10, 272) == (177, 95)
    assert largest_remainder([], 10, 0) == ()
    assert strength((Evidence("risk", "r", ""), Evidence("risk", "r", "", None, "E3"))) == 70
