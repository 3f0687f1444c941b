# SPDX-License-Identifier: Apache-2.0
"""What the pages of the plan must tell (ux 5.1): help asked, sources, three sentences, prepared or not, states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planner.entities.customers.account import Account
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import DEFAULT
from planner.views.plan import PlanInput, build
from planner.views.risk_matrix import risk_matrix
from tests.builders import (
    TODAY,
    a_callback,
    a_network_review,
    a_person,
    a_risk,
    a_valid_plan,
    an_account,
    an_action,
    an_evidence_link,
)

OWNER = a_person(name="A. Vidal", manager_id="boss")
LEAD = a_person(name="L. Ferrer", role="lead")
BOSS = a_person(id="boss", name="S. Okafor", role="manager")
PEOPLE = {person.id: person for person in (OWNER, LEAD, BOSS)}
NO_HELP = "No help from the team lead is recorded."


@pytest.fixture
def account() -> Account:
    return an_account(name="Meridian Foods", owner_id=OWNER.id)


def _plan(account: Account, *, when: str = "", **records: Any) -> PlanInput:
    facts = AccountFacts(account=account, people=PEOPLE, **records)
    return PlanInput(facts=facts, rules=DEFAULT, as_of=TODAY, version=1, facts_as_of=when)


def _blocks(plan: PlanInput, key: str) -> list[dict[str, Any]]:
    found = next(section for section in build(plan).sections if section.key == key)
    flat: list[dict[str, Any]] = []
    for block in found.blocks:
        parts = [*block["left"], *block["right"]] if block["t"] == "columns" else [block]  # type: ignore[misc]
        flat += parts
    return flat


def _under(plan: PlanInput, key: str, heading: str) -> dict[str, Any]:
    """The block that follows a heading of a section."""
    blocks = _blocks(plan, key)
    at = next(n for n, block in enumerate(blocks) if block["t"] == "heading" and block["text"] == heading)
    return blocks[at + 1]


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


def _action(account: Account, title: str, **fields: Any) -> Any:
    return an_action(account_id=account.id, title=title, **fields)


# -- help asked


def test_that_page_one_asks_the_lead_for_his_three_next_actions(account: Account) -> None:
    actions = tuple(_action(account, f"Ask {n}", owner_id=LEAD.id, due=_in(n)) for n in (4, 2, 3, 1))
    others = (_action(account, "Ours", owner_id=OWNER.id, due=_in(0)), _action(account, "Nobody's", due=_in(0)))
    asked = _under(_plan(account, actions=actions + others), "page", "Help we ask for")
    assert [row[0]["text"] for row in asked["rows"]] == ["Ask 1", "Ask 2", "Ask 3"]
    assert asked["rows"][0][0]["second"] == "L. Ferrer · 22 Nov 2026"


def test_that_an_action_of_the_owners_manager_is_help_asked_but_one_of_an_owner_who_leads_is_not() -> None:
    ours = an_account(owner_id=OWNER.id)
    assert len(_plan(ours, actions=(_action(ours, "Call", owner_id=BOSS.id),)).help_asked) == 1
    own = an_account(owner_id=LEAD.id)
    assert _plan(own, actions=(_action(own, "Call", owner_id=LEAD.id),)).help_asked == ()


def test_that_help_that_was_given_is_not_asked_again(account: Account) -> None:
    done = _action(account, "Call", owner_id=LEAD.id, done_on=_in(-1))
    dropped = _action(account, "Write", owner_id=LEAD.id, dropped_on=_in(-1))
    assert _plan(account, actions=(done, dropped)).help_asked == ()


@pytest.mark.parametrize("key", ["page", "actions"])
def test_that_a_plan_that_asks_no_help_says_so(account: Account, key: str) -> None:
    assert _under(_plan(account), key, "Help we ask for")["text"] == NO_HELP


def test_that_the_page_of_actions_lists_all_help_asked_and_what_the_list_rests_on(account: Account) -> None:
    actions = tuple(_action(account, f"Ask {n}", owner_id=LEAD.id, due=_in(n)) for n in range(5))
    plan = _plan(account, actions=actions)
    assert len(_under(plan, "actions", "Help we ask for")["rows"]) == 5
    (heading,) = [b for b in _blocks(plan, "actions") if b.get("text") == "Help we ask for"]
    assert heading["aside"] == "open actions of the team lead"


# -- sources of the facts


def test_that_facts_without_a_source_say_so_and_when_the_records_last_changed(account: Account) -> None:
    notes = [b["text"] for b in _blocks(_plan(account, when="15 Nov 2026, 07:30"), "profile") if b["t"] == "note"]
    assert notes[0] == (
        "No source is recorded for these facts; the records of this account last changed on 15 Nov 2026, 07:30."
    )
    assert _blocks(_plan(account), "profile")[1]["text"] == "No source is recorded for these facts."


def test_that_recorded_sources_of_the_account_stand_under_its_facts_newest_first(account: Account) -> None:
    ours = {"account_id": account.id, "target_id": account.id, "kind": "document"}
    old = an_evidence_link(**ours, evidence_date=_in(-9), paraphrase="Register")
    new = an_evidence_link(**ours, target_field="employees", evidence_date=_in(-1), grade="E1", paraphrase="Report")
    other = an_evidence_link(account_id=account.id, target_type="risk", target_id=account.id)
    table = _under(_plan(account, evidence=(old, new, other)), "profile", "Sources of these facts")
    assert table["rows"] == [
        ["Employees", "20 Nov 2026", "Document", "E1", "Report"],
        ["–", "12 Nov 2026", "Document", "E4", "Register"],
    ]


# -- three sentences of health


def _calls(account: Account, days: int, mark: int) -> tuple[Any, ...]:
    rated = {"tech": mark, "attitude": mark, "norms": mark, "overall": mark, "reached": True}
    return tuple(a_callback(account_id=account.id, called_on=_in(days - n), **rated) for n in range(4))


def _sentences(plan: PlanInput) -> list[str]:
    lines: list[str] = _under(plan, "health", "In short")["lines"]
    return lines


def test_that_health_is_told_in_three_sentences_costs_change_and_gaps(account: Account) -> None:
    plan = _plan(account, callbacks=_calls(account, -1, 2) + _calls(account, -100, 5))
    now = next(c.value for c in plan.health.components if c.name == "satisfaction")
    costs, change, gaps = _sentences(plan)
    assert now is not None
    assert costs == f"Satisfaction costs most: {round(now)} of 100 at weight 20."
    assert change.startswith("Largest fall since 23 Aug 2026: Satisfaction, −")
    assert gaps == "Not assessed: Relation, Service, Network, Needs and value."


def test_that_a_health_without_a_fall_or_without_a_past_says_so(account: Account) -> None:
    steady = _sentences(_plan(account, callbacks=_calls(account, -1, 5) + _calls(account, -100, 5)))
    assert steady[0] == "No assessed part costs points."
    assert steady[1] == "Nothing fell by more than 3 points since 23 Aug 2026."
    fresh = _sentences(_plan(account, callbacks=_calls(account, -1, 3)))
    assert fresh[1] == "Nothing is known of 23 Aug 2026 to compare with."


def test_that_a_part_without_weight_is_not_called_unknown(account: Account) -> None:
    weights = tuple((name, 100 if name == "satisfaction" else 0) for name, _ in DEFAULT.health.weights)
    plan = replace(
        _plan(account, callbacks=_calls(account, -1, 3)),
        rules=replace(DEFAULT, health=replace(DEFAULT.health, weights=weights)),
    )
    assert _sentences(plan)[2] == "All parts are assessed."


def test_that_health_of_which_nothing_is_known_is_one_honest_sentence(account: Account) -> None:
    assert _sentences(_plan(account)) == ["Nothing is recorded to work health out from."]


# -- risks


def test_that_the_list_of_risks_says_of_each_plan_what_the_picture_says(account: Account) -> None:
    ours = {"account_id": account.id, "opened_on": _in(-1)}
    high, low, medium = (
        a_risk(**ours, code=code, likelihood=n, impact=m)
        for code, n, m in (("R-1", 3, 4), ("R-15", 2, 2), ("R-7", 2, 4))
    )
    plan = _plan(
        account,
        reviews=(a_network_review(account_id=account.id),),
        risks=(high, low, medium),
        plans=(a_valid_plan(account_id=account.id, risk_ids=(medium.id,)),),
        actions=(_action(account, "Do", parent_type="risk", parent_id=medium.id),),
    )
    table = _under(plan, "risks", "All open risks")
    listed = {row[1]["text"].split()[0]: (row[5]["text"], row[5]["second"]) for row in table["rows"]}
    assert listed == {
        "R-1": ("Plan for R-1 by 20 Dec 2026", "No plan yet"),
        "R-15": ("Nothing required", "No plan yet"),
        "R-7": ("Nothing more", "Plan ready"),
    }
    picture = risk_matrix(plan.facts, plan.rules, as_of=TODAY).lines
    assert {line.code: line.plan_text for line in picture} == {code: said for code, (_, said) in listed.items()}


# -- actions


def test_that_every_action_tells_what_it_serves_and_its_state(account: Account) -> None:
    risk = a_risk(account_id=account.id, code="R-12")
    serves = {"parent_type": "risk", "parent_id": risk.id, "owner_id": OWNER.id}
    plan = _plan(
        account,
        risks=(risk,),
        actions=(
            _action(account, "Late one", due=_in(-3), **serves),
            _action(account, "Open one", due=_in(3), parent_type="account", parent_id=account.id),
            _action(account, "Kept", due=_in(-5), done_on=_in(-4), **serves),
            _action(account, "Long done", done_on=_in(-31), **serves),
            _action(account, "Dropped", dropped_on=_in(-2), **serves),
        ),
    )
    head = _under(plan, "actions", "Late")["head"]
    assert head == ["Action", "For", "Owner", "Due", "State"]
    assert _under(plan, "actions", "Late")["rows"] == [["Late one", "R-12", "A. Vidal", "18 Nov 2026", "3 d late"]]
    assert _under(plan, "actions", "Next 30 days")["rows"] == [["Open one", "–", "–", "24 Nov 2026", "still open"]]
    kept = [["Kept", "R-12", "A. Vidal", "16 Nov 2026", "done 17 Nov"]]
    assert _under(plan, "actions", "Done in the last 30 days")["rows"] == kept


def test_that_kept_promises_show_even_where_nothing_is_open(account: Account) -> None:
    plan = _plan(account, actions=(_action(account, "Kept", done_on=_in(-4)),))
    assert _blocks(plan, "actions")[0]["text"] == "No open actions."
    assert _under(plan, "actions", "Done in the last 30 days")["rows"][0][0] == "Kept"
