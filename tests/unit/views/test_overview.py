# SPDX-License-Identifier: Apache-2.0
"""The overview of an account in words, and the tables of its sections."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from planner.kernel.dates import short_day
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT
from planner.views import account_people, account_risks, account_story, account_work
from planner.views.account_why import evidence_lines, why_lines
from planner.views.overview import overview, unique
from planner.views.risk_matrix import risk_matrix
from planner.views.timeline import timeline
from tests.builders import (
    TODAY,
    a_callback,
    a_contact,
    a_decision_role,
    a_grade_decision,
    a_network_review,
    a_relation_assessment,
    a_risk,
    a_valid_plan,
    an_account,
    an_action,
    an_evidence_link,
    an_interaction,
)
from tests.unit.rules.worlds import ago, both_worlds, calls_world, facts_of, key_world, reviewed


def test_that_an_account_without_facts_says_what_would_tell() -> None:
    found = overview(facts_of("ungraded"), DEFAULT, TODAY)
    tiles = found.tiles
    assert (tiles["health"].word, tiles["health"].number, tiles["health"].state) == ("no data", "", "unknown")
    assert tiles["satisfaction"].word == "no callbacks yet"
    assert tiles["risks"].word == "none recorded"
    assert (tiles["actions"].number, tiles["actions"].word) == ("0", "no next step yet")
    assert tiles["reviews"].word == "never reviewed"
    assert tiles["people"].word == "no key person named"
    assert found.gaps
    assert not found.next_step


def test_that_unproven_health_shows_no_figure() -> None:
    tile = overview(facts_of("S", **key_world()), DEFAULT, TODAY).tiles["health"]
    assert (tile.number, tile.word, tile.state) == ("", "unproven", "unknown")


def test_that_the_tile_of_health_tells_no_change_where_other_components_counted_then() -> None:
    calls = tuple(a_callback(called_on=ago(n), tech=1, attitude=1, norms=1, reached=True) for n in (20, 21, 22))
    known = {**key_world((("decider", "3", 95),)), **reviewed(100)}
    tile = overview(facts_of("C", **known, callbacks=calls), DEFAULT, TODAY).tiles["health"]
    assert (tile.note, tile.tip) == ("90 d not comparable", f"not comparable with {short_day(ago(90))}: Satisfaction")
    before = tuple(a_callback(called_on=ago(n), tech=5, attitude=5, norms=5, reached=True) for n in (91, 92, 93))
    alike = overview(facts_of("C", **known, callbacks=(*before, *calls)), DEFAULT, TODAY).tiles["health"]
    assert alike.note.startswith("↓ ")
    assert not alike.tip


def test_that_health_lines_sum_to_the_figure_shown() -> None:
    found = overview(facts_of("S", **both_worlds(), **calls_world(), **reviewed()), DEFAULT, TODAY).health.explained
    lines = why_lines(found)
    assert sum((Decimal(line.points) for line in lines), Decimal(0)) == found.shown
    assert [line.text for line in lines] == ["Relation", "Satisfaction", "Network"]
    assert all("×" in line.weight for line in lines)


def test_that_satisfaction_shows_a_dot_for_each_callback_oldest_first() -> None:
    tile = overview(facts_of("S", **calls_world()), DEFAULT, TODAY).tiles["satisfaction"]
    assert tile.dots == (58, 83)
    assert tile.basis == "n 2, reached 100 %"
    assert tile.note == "only 2 answers"


def test_that_the_next_step_is_the_one_due_first_and_late_ones_are_counted() -> None:
    steps = (
        an_action(title="Later", due=TODAY + timedelta(days=9), done_on=None, dropped_on=None),
        an_action(title="Late", due=ago(12), opened_on=ago(20), done_on=None, dropped_on=None),
        an_action(title="Undated", due=None, done_on=None, dropped_on=None),
    )
    found = overview(facts_of("S", actions=steps), DEFAULT, TODAY)
    assert (found.next_step, found.next_when, found.next_late) == ("Late", "12 d late", True)
    assert found.tiles["actions"].note == "1 late"
    assert [line.text for line in found.tiles["actions"].lines] == ["Late", "Later", "Undated"]


def test_that_an_expired_grade_is_a_gap() -> None:
    grade = a_grade_decision(grade="S", decided_on=ago(400), valid_until=ago(30))
    found = overview(facts_of("S", grades=(grade,)), DEFAULT, TODAY)
    assert any(gap.entity == "grade_decision" for gap in found.gaps)
    assert unique([*found.gaps, *found.gaps]) == found.gaps


def test_that_people_are_counted_by_level_and_opponents_named() -> None:
    world = key_world((("approver", "-1", 10), ("decider", "2", 10)))
    tile = overview(facts_of("S", **world), DEFAULT, TODAY).tiles["people"]
    assert (tile.number, tile.note, tile.note_state) == ("2 of 2", "1 opponent", "act")
    assert tile.lines[0].level == "−1"


def test_that_reviews_say_their_rhythm() -> None:
    tile = overview(facts_of("S", **reviewed(100)), DEFAULT, TODAY).tiles["reviews"]
    assert tile.number == "100 d"
    assert tile.note_state in {"watch", "act"}
    assert tile.lines[-1].text.startswith("S: every")


def test_that_evidence_names_each_record_once_newest_first() -> None:
    facts = facts_of("S", **calls_world())
    found = overview(facts, DEFAULT, TODAY).health.satisfaction.explained
    lines = evidence_lines(found, facts)
    assert len(lines) == len({line.id for line in lines}) == 2
    assert lines[0].on == TODAY
    assert {line.grade for line in lines} == {"E1"}


def test_that_people_stand_by_role_and_those_who_left_last() -> None:
    gone, ceo, clerk = a_contact(name="Gone", left_on=ago(5)), a_contact(name="Ceo"), a_contact(name="Clerk")
    facts = AccountFacts(
        account=an_account(), contacts=(gone, clerk, ceo), roles=(a_decision_role(contact_id=ceo.id, role="approver"),)
    )
    assert account_people.people_table(facts, DEFAULT, TODAY).keys == (ceo.id, clerk.id, gone.id)


def test_that_a_level_of_two_wants_two_pieces_and_says_what_it_was() -> None:
    contact = a_contact(name="E. Ruiz")
    old = a_relation_assessment(contact_id=contact.id, level="0", assessed_on=ago(300))
    new = a_relation_assessment(contact_id=contact.id, level="2", assessed_on=ago(200))
    link = an_evidence_link(
        target_type="relation_assessment", target_id=new.id, grade="E2", evidence_date=ago(200), ref_id=None
    )
    facts = AccountFacts(account=an_account(), contacts=(contact,), assessments=(old, new), evidence=(link,))
    found = account_people.standing(facts, DEFAULT, contact.id, TODAY)
    assert found.lacks == 1
    assert found.stale
    assert "evidence E2" in found.line
    assert "was 0 on" in found.line
    assert found.line.endswith("stale")


def test_that_risks_without_rating_follow_the_ranked_ones_and_closed_ones_only_when_asked() -> None:
    high = a_risk(code="R-1", likelihood=3, impact=4, state="open")
    unrated = a_risk(code="R-2", likelihood=None, impact=None, state="open")
    closed = a_risk(code="R-3", likelihood=3, impact=4, state="closed", closed_on=ago(1), opened_on=ago(9))
    facts = facts_of("S", risks=(unrated, closed, high))
    matrix = risk_matrix(facts, DEFAULT, as_of=TODAY)
    assert account_risks.risk_table(matrix, facts).keys == (high.id, unrated.id)
    assert account_risks.risk_table(matrix, facts, closed=True).keys == (high.id, unrated.id, closed.id)


def test_that_a_plan_says_what_it_lacks_and_how_long_it_holds() -> None:
    plan = a_valid_plan(made_on=ago(10))
    assert account_risks.plan_words(plan, DEFAULT, TODAY)[1].startswith("valid until")
    bare = type(plan)(id=plan.id, account_id=plan.account_id, title="Bare", trigger="load > 95 %")
    assert account_risks.plan_words(bare, DEFAULT, TODAY) == ("watch", "To be valid it needs: decider, a step")


def test_that_finished_actions_follow_only_when_asked() -> None:
    open_one = an_action(title="Open", due=TODAY, done_on=None, dropped_on=None)
    done = an_action(title="Done", done_on=ago(3), opened_on=ago(9), due=None, dropped_on=None)
    facts = facts_of("S", actions=(done, open_one))
    assert account_work.action_table(facts, TODAY).keys == (open_one.id,)
    assert account_work.action_table(facts, TODAY, finished=True).keys == (open_one.id, done.id)


def test_that_the_story_has_a_heading_for_each_month() -> None:
    facts = facts_of(
        "S",
        interactions=(
            an_interaction(title="Now", happened_on=TODAY),
            an_interaction(title="Then", happened_on=ago(60)),
        ),
        reviews=(a_network_review(done_on=ago(1), state="closed"),),
    )
    moments = timeline(facts)
    keys = account_story.story_table(moments).keys
    assert sum(key.startswith(account_story.HEADING) for key in keys) == 2
    assert len(keys) == len(set(keys))
    assert account_story.counts(moments)["notes"] == 2
    assert [m.title for m in account_story.chosen(moments, {"notes"}, "then")] == ["Then"]


def test_that_sizes_are_said_in_kb_and_mb() -> None:
    assert account_work.size_words(10) == "1 KB"
    assert account_work.size_words(3 * 1024 * 1024) == "3.0 MB"
