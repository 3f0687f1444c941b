# SPDX-License-Identifier: Apache-2.0
"""The days ahead as a calendar file: what is in it, for whom, and that a second import updates."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.errors import PlannerError
from planner.services import calendar_file, crud
from planner.services.session import Session
from tests.builders import (
    a_contingency_plan,
    a_drill,
    a_network_review,
    a_risk,
    a_site,
    an_account,
)
from tests.stores import put

DONE, LATER = date(2026, 10, 30), date(2026, 12, 18)


@pytest.fixture
def ids(session: Session) -> dict[str, str]:
    """A graded account: one planned review, one done and unreported, one extreme risk, one planned drill."""
    account = an_account(name="Meridian Foods", grade="S", notes="qqsecretnote")
    put(session, account)
    mine: dict[str, Any] = {"account_id": account.id, "audience": "customer"}
    site = a_site(**mine, name="North", address="Calle 1; patio", city="Zaragoza")
    put(session, site)
    planned = a_network_review(**mine, site_id=site.id, planned_on=LATER, state="planned")
    done = a_network_review(**mine, site_id=site.id, done_on=DONE, report_due=date(2026, 11, 4), state="in_progress")
    hidden = a_network_review(account_id=account.id, planned_on=LATER + timedelta(days=9), state="planned")
    risk = a_risk(account_id=account.id, statement="qqsecretrisk", code="R-9", likelihood=5, impact=5,
                  opened_on=date(2026, 10, 20))  # fmt: skip
    plan = a_contingency_plan(**mine, title="Shed load")
    put(session, planned, done, hidden, risk, plan)
    drill = a_drill(**mine, plan_id=plan.id, planned_on=date(2026, 12, 2))
    put(session, drill)
    return {"account": account.id, "planned": planned.id, "done": done.id, "hidden": hidden.id, "risk": risk.id,
            "drill": drill.id}  # fmt: skip


def _events(path: Path) -> dict[str, dict[str, str]]:
    """The events of a file by their name."""
    found: dict[str, dict[str, str]] = {}
    for part in path.read_bytes().decode().replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = dict(line.split(":", 1) for line in part.split("END:VEVENT")[0].split("\r\n") if line)
        found[lines["UID"].removesuffix("@waterline")] = lines
    return found


def test_that_reviews_reports_and_drills_are_in_the_file(session: Session, ids: dict[str, str], tmp_path: Path) -> None:
    found = _events(calendar_file.export_calendar(session, tmp_path / "x.ics"))
    wanted = {f"review-{ids['planned']}", f"review-{ids['hidden']}", f"report-{ids['done']}", f"drill-{ids['drill']}",
              f"drill-for-{ids['risk']}"}  # fmt: skip
    assert set(found) == wanted
    review = found[f"review-{ids['planned']}"]
    assert review["DTSTART;VALUE=DATE"] == "20261218"
    assert review["SUMMARY"] == "Network review Meridian Foods\\, site North"
    assert review["LOCATION"] == "North\\, Calle 1\\; patio\\, Zaragoza"
    assert found[f"report-{ids['done']}"]["DTSTART;VALUE=DATE"] == "20261104"
    assert found[f"drill-for-{ids['risk']}"]["DTSTART;VALUE=DATE"] == "20261119"
    assert {event["CLASS"] for event in found.values()} == {"PRIVATE"}


def test_that_the_rhythm_names_the_day_where_no_review_is_planned(
    session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    crud.trash(session, NETWORK_REVIEW, [ids["planned"], ids["hidden"]])
    found = _events(calendar_file.export_calendar(session, tmp_path / "x.ics"))
    event = found[f"next-review-{ids['account']}"]
    assert event["DTSTART;VALUE=DATE"] == "20261129", "an extreme risk shortens 90 days to 30"
    assert "extreme" in event["DESCRIPTION"]


def test_that_the_customers_file_holds_shareable_days_and_no_word_of_ours(
    session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    made = calendar_file.export_calendar(session, tmp_path / "c.ics", account_id=ids["account"], audience="customer",
                                         language="es")  # fmt: skip
    assert set(_events(made)) == {f"review-{ids['planned']}", f"report-{ids['done']}", f"drill-{ids['drill']}"}
    text = made.read_text("utf-8").casefold()
    assert not [word for word in ("qqsecret", "internal", "intern", "r-9", "private") if word in text]
    with pytest.raises(PlannerError, match="Name the account"):
        calendar_file.export_calendar(session, tmp_path / "d.ics", audience="customer")


def test_that_a_second_file_moves_what_changed_keeps_what_did_not_and_takes_out_what_is_gone(
    session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    def made(name: str) -> dict[str, dict[str, str]]:
        return _events(calendar_file.export_calendar(session, tmp_path / name))

    planned, hidden = f"review-{ids['planned']}", f"review-{ids['hidden']}"
    first = made("1.ics")
    assert {event["SEQUENCE"] for event in first.values()} == {"0"}
    assert {key: event["SEQUENCE"] for key, event in made("2.ics").items()} == dict.fromkeys(first, "0")
    crud.set_field(session, NETWORK_REVIEW, ids["planned"], "planned_on", LATER + timedelta(days=3))
    crud.trash(session, NETWORK_REVIEW, [ids["hidden"]])
    for name in ("3.ics", "4.ics"):
        third = made(name)
        assert (third[planned]["SEQUENCE"], third[planned]["DTSTART;VALUE=DATE"]) == ("1", "20261221")
        assert (third[hidden]["SEQUENCE"], third[hidden]["STATUS"]) == ("1", "CANCELLED")
    crud.restore(session, NETWORK_REVIEW, ids["hidden"])
    assert (made("5.ics")[hidden]["SEQUENCE"], made("6.ics")[hidden]["STATUS"]) == ("2", "CONFIRMED")


def test_that_a_review_that_took_place_is_not_cancelled_in_the_readers_calendar(
    session: Session, ids: dict[str, str], tmp_path: Path
) -> None:
    crud.set_field(session, NETWORK_REVIEW, ids["planned"], "planned_on", session.today())
    calendar_file.export_calendar(session, tmp_path / "1.ics")
    crud.set_field(session, NETWORK_REVIEW, ids["planned"], "done_on", session.today())
    assert f"review-{ids['planned']}" not in _events(calendar_file.export_calendar(session, tmp_path / "2.ics"))
