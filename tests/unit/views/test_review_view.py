# SPDX-License-Identifier: Apache-2.0
"""The review section as plain values: list, head, checks, past readings, risks, plans and gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.rules.facts import AccountFacts
from planner.rules.review import review_parts
from planner.rules.ruleset import DEFAULT
from planner.views import review_view
from planner.views.review_checks import check_detail, check_groups, limit_words, limits, number
from tests.builders import (
    TODAY,
    a_contingency_plan,
    a_network_review,
    a_risk,
    a_site,
    a_valid_plan,
    an_account,
    an_asset,
    an_attachment,
    an_inspection_result,
)

DONE = TODAY - timedelta(days=9)


@pytest.fixture
def facts() -> AccountFacts:
    """One site with a review in hand and an older, closed one."""
    account = an_account(name="Meridian Foods", grade="S")
    site = a_site(account_id=account.id, name="North")
    rectifier = an_asset(account_id=account.id, site_id=site.id, name="Rectifier R2")
    base: dict[str, Any] = {"account_id": account.id}
    old = a_network_review(**base, site_id=site.id, done_on=date(2026, 8, 14), state="closed")
    now = a_network_review(**base, site_id=site.id, done_on=DONE, state="in_progress")
    check: dict[str, Any] = {
        **base,
        "asset_id": rectifier.id,
        "item": "Load",
        "group": "power",
        "unit": "%",
        "ok_range": "< 80",
    }
    results = (
        an_inspection_result(**check, review_id=old.id, reading="81", result="fail", code="F-1", position=1),
        an_inspection_result(**check, review_id=now.id, reading="91", result="fail", code="F-31", position=1),
        an_inspection_result(**base, review_id=now.id, item="Hot spots", group="cooling", position=2),
        an_inspection_result(
            **base, review_id=now.id, item="Doors", group="security", result="not_applicable", position=3
        ),
    )
    return AccountFacts(account=account, sites=(site,), assets=(rectifier,), reviews=(old, now), results=results)


def _now(facts: AccountFacts) -> Any:
    return facts.reviews[1]


def test_that_the_newest_review_is_on_top_and_says_how_far_it_is(facts: AccountFacts) -> None:
    first, second = review_view.review_lines(facts, DEFAULT, TODAY)
    assert (first.site, first.state, first.count, first.draft) == ("North", "Draft", "1 of 2", True)
    assert (second.state, second.count, second.draft) == ("Closed", "", False)


def test_that_a_planned_review_is_no_draft_in_words(facts: AccountFacts) -> None:
    ahead = a_network_review(account_id=facts.account.id, planned_on=TODAY + timedelta(days=3))
    lines = review_view.review_lines(replace(facts, reviews=(*facts.reviews, ahead)), DEFAULT, TODAY)
    assert (lines[0].state, lines[0].site) == ("Planned", "")


def test_that_the_head_names_site_permission_and_late_report(facts: AccountFacts) -> None:
    review = replace(_now(facts), authorised_until=TODAY - timedelta(days=1), report_due=TODAY - timedelta(days=4))
    seen = replace(facts, reviews=(facts.reviews[0], review))
    head = review_view.review_head(seen, review, review_parts(seen, review, DEFAULT, TODAY), TODAY)
    assert head.title == "Network review, site North"
    assert (head.authorisation_glyph, head.report_late, head.report_glyph) == ("watch", 4, "watch")
    assert head.authorised.startswith("Authorisation ended")


def test_that_a_reported_review_waits_for_nothing(facts: AccountFacts) -> None:
    review = replace(_now(facts), state="reported", reported_on=TODAY, report_due=DONE)
    head = review_view.review_head(facts, review, review_parts(facts, review, DEFAULT, TODAY), TODAY)
    assert (head.report_due, head.report_late, head.reported_on) == (None, None, TODAY)


def test_that_checks_come_in_groups_that_count_without_what_does_not_apply(facts: AccountFacts) -> None:
    groups = check_groups(facts, _now(facts).id)
    assert [(g.label, g.note) for g in groups] == [
        ("Power", "1 of 1 checked"),
        ("Cooling", "0 of 1 checked"),
        ("Security", "0 of 0 checked"),
    ]
    row = groups[0].rows[0]
    assert (row.asset, row.shown_reading, row.limit, row.result) == ("Rectifier R2", "91 %", "< 80", "fail")


def test_that_pictures_of_a_check_are_counted(facts: AccountFacts) -> None:
    key = facts.results[1].id
    file = an_attachment(account_id=facts.account.id, target_type="inspection_result", target_id=key)
    seen = replace(facts, attachments=(file,))
    assert check_groups(seen, _now(facts).id)[0].rows[0].photos == 1
    detail = check_detail(seen, key)
    assert detail is not None
    assert detail.files == (file,)


def test_that_a_check_knows_its_past(facts: AccountFacts) -> None:
    detail = check_detail(facts, facts.results[1].id)
    assert detail is not None
    assert (detail.seen_before, detail.high, detail.low) == (1, Decimal(80), None)
    assert [(r.on, r.value) for r in detail.readings] == [
        (date(2026, 8, 14), Decimal(81)),
        (DONE, Decimal(91)),
    ]
    assert (detail.word, detail.measured) == ("Fail", "91 %, limit < 80")


def test_that_a_check_without_equipment_has_its_past_at_the_same_site_only(facts: AccountFacts) -> None:
    elsewhere = a_network_review(account_id=facts.account.id, done_on=date(2026, 5, 1))
    other = an_inspection_result(
        account_id=facts.account.id, review_id=elsewhere.id, item="Hot spots", reading="2", result="attention"
    )
    seen = replace(facts, reviews=(*facts.reviews, elsewhere), results=(*facts.results, other))
    detail = check_detail(seen, facts.results[2].id)
    assert detail is not None
    assert detail.seen_before == 0


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("< 80", None, Decimal(80)),
        (">= 23.1", Decimal("23.1"), None),
        ("18-24", Decimal(18), Decimal(24)),
        ("18–24 °C", Decimal(18), Decimal(24)),
        ("< 50 ms", None, Decimal(50)),
        ("OK", None, None),
        (None, None, None),
    ],
)
def test_that_limits_are_read(text: str | None, low: Decimal | None, high: Decimal | None) -> None:
    assert limits(text) == (low, high)


def test_that_limits_are_printed_with_their_signs() -> None:
    assert [limit_words(text) for text in ("<= 12", "18-24", ">=  3", None)] == ["≤ 12", "18–24", "≥ 3", ""]
    assert number("22,4 V") == Decimal("22.4")


def test_that_findings_without_a_risk_are_offered(facts: AccountFacts) -> None:
    review = _now(facts)
    (line,) = review_view.findings_without_risk(facts, review.id)
    assert line.topic == "F-31 Rectifier R2, Load"
    risk = a_risk(account_id=facts.account.id, finding_ids=(line.result_id,))
    assert review_view.findings_without_risk(replace(facts, risks=(risk,)), review.id) == ()


def test_that_risks_of_the_site_and_of_no_site_belong_into_the_talk(facts: AccountFacts) -> None:
    account, review, site = facts.account.id, _now(facts), facts.sites[0].id
    other = a_site(account_id=account)
    own = a_risk(account_id=account, review_id=review.id)
    here = a_risk(account_id=account, site_id=site)
    nowhere = a_risk(account_id=account)
    there = a_risk(account_id=account, site_id=other.id)
    gone = a_risk(account_id=account, site_id=site, state="closed", closed_on=TODAY)
    seen = replace(facts, sites=(*facts.sites, other), risks=(own, here, nowhere, there, gone))
    assert review_view.risks_of(seen, review) == (own, here, nowhere)
    assert len(review_view.review_matrix(seen, review, DEFAULT, TODAY).unrated) == 3


def test_that_a_rating_is_told_in_words() -> None:
    assert review_view.rating_words(3, 4, DEFAULT) == ("high", "12 High")
    assert review_view.rating_words(3, None, DEFAULT) == ("", "")
    assert review_view.scale_text(3, 4) == "3 Possible × 4 Major"


def test_that_plans_are_listed_uncovered_first_with_their_state(facts: AccountFacts) -> None:
    review = _now(facts)
    rated: dict[str, Any] = {"account_id": facts.account.id, "review_id": review.id, "opened_on": DONE}
    bare = a_risk(**rated, likelihood=3, impact=4)
    held = a_risk(**rated, likelihood=4, impact=4)
    weak = a_risk(**rated, likelihood=3, impact=5)
    small = a_risk(**rated, likelihood=1, impact=1)
    good = a_valid_plan(account_id=facts.account.id, risk_ids=(held.id,), made_on=DONE)
    poor = a_contingency_plan(account_id=facts.account.id, risk_ids=(weak.id,), trigger="over 95 %", made_on=DONE)
    seen = replace(facts, risks=(bare, held, weak, small), plans=(good, poor))
    lines = review_view.plan_lines(seen, review, DEFAULT, TODAY)
    assert [(n.risk.id, n.state, n.glyph) for n in lines] == [
        (weak.id, "Lacks decider, steps", "watch"),
        (bare.id, "No plan yet", "act"),
        (held.id, "Valid", "fine"),
    ]
    assert lines[1].due == DONE + timedelta(days=30)
    assert review_view.covered(lines, DEFAULT, TODAY) == "1/3"


def test_that_an_old_plan_is_expired_and_a_drilled_one_says_so(facts: AccountFacts) -> None:
    review = _now(facts)
    risk = a_risk(account_id=facts.account.id, review_id=review.id, likelihood=3, impact=4)
    plan = a_valid_plan(account_id=facts.account.id, risk_ids=(risk.id,), made_on=date(2025, 1, 1))
    seen = replace(facts, risks=(risk,), plans=(plan,))
    assert review_view.plan_lines(seen, review, DEFAULT, TODAY)[0].state == "Expired"
    fresh = replace(plan, made_on=DONE, drilled_on=DONE, drill_result="passed")
    drilled = review_view.plan_lines(replace(seen, plans=(fresh,)), review, DEFAULT, TODAY)[0]
    assert (drilled.state, drilled.due) == ("Valid, drilled", DONE)


def test_that_gaps_lead_to_the_step_that_mends_them(facts: AccountFacts) -> None:
    parts = review_parts(facts, _now(facts), DEFAULT, TODAY)
    assert [(gap.text, gap.step, gap.verb) for gap in review_view.gaps(parts)] == [
        ("1 item not checked", 0, "Show items"),
        ("explanation", 1, "Explain"),
        ("risks, or the answer that there are none", 2, "Add risk"),
    ]
    assert review_view.step_notes(facts, _now(facts), parts, (DEFAULT, TODAY)) == ("1/2", "–", "–", "–")


def test_that_the_next_review_says_its_rule(facts: AccountFacts) -> None:
    found = review_view.next_review(facts, DEFAULT, TODAY)
    assert (found.due, found.state) == (DONE + timedelta(days=90), "ok")
    assert found.reason.startswith("S: every 90 d")


def test_that_the_review_left_in_the_middle_is_the_one_to_go_on_with() -> None:
    newest, middle, old = (
        review_view.ReviewLine(review_id=key, on=None, site="", state="", count="", draft=draft, going=going)
        for key, draft, going in (("new", True, False), ("middle", True, True), ("old", False, False))
    )
    assert review_view.to_go_on_with((newest, middle, old)) == "middle"
    assert review_view.to_go_on_with((newest, old)) == "new"
    assert review_view.to_go_on_with((old,)) == "old"
    assert review_view.to_go_on_with(()) == ""
