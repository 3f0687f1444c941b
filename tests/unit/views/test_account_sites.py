# SPDX-License-Identifier: Apache-2.0
"""The equipment of an account as a table, and the past of one piece across reviews."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planner.entities.common.attachment import Attachment
from planner.entities.customers.account import Account
from planner.entities.customers.asset import Asset
from planner.entities.customers.site import Site
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.risk import Risk
from planner.rules.facts import AccountFacts
from planner.views.account_sites import (
    ALL,
    FINDING,
    NO_SITE,
    SUPPORT,
    allowed,
    asset_history,
    equipment_table,
    site_rows,
)

TODAY = date(2026, 11, 21)
PHOTO = Attachment(
    id="f1",
    account_id="x",
    target_type="inspection_result",
    target_id="c2",
    file_name="a.png",
    sha256="0" * 64,
    size=1,
    media_type="image/png",
)


def check(key: str, review: str, reading: str, result: str, **fields: object) -> InspectionResult:
    values: dict[str, object] = {"item": "Load", "unit": "%", "ok_range": "< 80", "asset_id": "a1", **fields}
    return InspectionResult(id=key, account_id="x", review_id=review, reading=reading, result=result, **values)  # type: ignore[arg-type]


@pytest.fixture
def facts() -> AccountFacts:
    """Two sites, four pieces of equipment, two reviews."""
    return AccountFacts(
        account=Account(id="x", name="Acme"),
        sites=(Site(id="n", account_id="x", name="North"), Site(id="s", account_id="x", name="South")),
        assets=(
            Asset(id="a1", account_id="x", site_id="n", name="Rectifier", end_of_support=date(2026, 3, 1)),
            Asset(id="a2", account_id="x", site_id="s", name="Switch", kind="switch", end_of_support=date(2027, 6, 1)),
            Asset(id="a3", account_id="x", site_id="s", name="Core", end_of_support=date(2030, 1, 1)),
            Asset(id="a4", account_id="x", name="Spare"),
        ),
        reviews=(
            NetworkReview(id="r1", account_id="x", done_on=date(2026, 2, 1)),
            NetworkReview(id="r2", account_id="x", done_on=date(2026, 8, 1)),
            NetworkReview(id="r3", account_id="x", planned_on=date(2027, 2, 1)),
        ),
        results=(
            check("c1", "r1", "62", "pass"),
            check("c2", "r2", "88", "fail", item="Output load", repeated_from_id="c1", finding="Too high"),
            check("c3", "r2", "OK", "pass", item="Fans", ok_range="OK", unit=None),
            check("c4", "r3", "", "not_checked"),
            check("c5", "r1", "1", "fail", asset_id="a2"),
            check("c6", "r2", "0", "pass", asset_id="a2"),
        ),
        risks=(
            Risk(id="k1", account_id="x", statement="By the piece", asset_id="a1"),
            Risk(id="k2", account_id="x", statement="By a finding", finding_ids=("c2",)),
            Risk(id="k3", account_id="x", statement="Closed", asset_id="a1", state="closed"),
        ),
        attachments=(PHOTO,),
    )


def test_that_every_site_is_listed_with_its_count_and_what_stands_nowhere_is_not_lost(facts: AccountFacts) -> None:
    assert [(row.label, row.count) for row in site_rows(facts)] == [
        ("All", 4),
        ("North", 1),
        ("South", 2),
        ("At no site", 1),
    ]


def test_that_an_end_of_support_is_told_in_words_when_past_or_near(facts: AccountFacts) -> None:
    rows = {row.cells[0].text: row.cells for row in equipment_table(facts, TODAY).rows}  # type: ignore[union-attr]
    assert [(c.second, c.state) for c in (rows["Rectifier"][5], rows["Switch"][5], rows["Core"][5])] == [  # type: ignore[union-attr]
        ("has ended", "act"),
        ("under a year", "watch"),
        ("", ""),
    ]
    assert rows["Spare"][5] is None


def test_that_the_list_keeps_to_a_site_and_to_what_needs_a_look(facts: AccountFacts) -> None:
    def keys(site: str = ALL, *only: str) -> tuple[str, ...]:
        return equipment_table(facts, TODAY, site, frozenset(only)).keys

    assert keys() == ("a4", "a1", "a3", "a2")
    assert (keys("s"), keys(NO_SITE)) == (("a3", "a2"), ("a4",))
    assert keys(ALL, SUPPORT) == ("a1", "a2")
    assert keys(ALL, FINDING) == ("a1",)


def test_that_the_last_result_is_the_worst_of_the_newest_review(facts: AccountFacts) -> None:
    rows = {row.key: row.cells[-1] for row in equipment_table(facts, TODAY).rows}
    assert (rows["a1"].text, rows["a1"].second) == ("Fail", "1 Aug")  # type: ignore[union-attr]
    assert rows["a2"].text == "Pass"  # type: ignore[union-attr]
    assert rows["a3"] is None


def test_that_the_past_comes_newest_first_with_pictures_and_a_renamed_check_stays_one_line(facts: AccountFacts) -> None:
    past = asset_history(facts, "a1")
    assert [c.result.id for c in past.checks] == ["c2", "c3", "c1"]
    assert past.checks[0].measured == "88 %, limit < 80"
    assert [f.id for f in past.checks[0].files] == ["f1"]
    (line,) = past.lines
    assert (line.title, [r.text for r in line.readings]) == ("Output load", ["62", "88"])
    assert (line.low, line.high) == (None, Decimal(80))


def test_that_the_risks_of_a_piece_come_by_itself_and_by_its_findings(facts: AccountFacts) -> None:
    assert [risk.id for risk in asset_history(facts, "a1").risks] == ["k1", "k2"]


@pytest.mark.parametrize(
    ("limit", "bounds"),
    [
        ("-1 to 1", (-1, 1)),
        ("18-24", (18, 24)),
        ("-48 .. -42", (-48, -42)),
        (">= 23.1", (Decimal("23.1"), None)),
        ("< 80", (None, 80)),
        ("0", (0, 0)),
        ("OK", (None, None)),
        (None, (None, None)),
    ],
)
def test_that_the_allowed_range_is_read_from_every_form_of_limit(limit: str | None, bounds: tuple[object, ...]) -> None:
    assert allowed(limit) == bounds
