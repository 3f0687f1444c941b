# SPDX-License-Identifier: Apache-2.0
"""The portfolio page: what needs attention and why, health, risks, rhythm and satisfaction over all accounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.entities.risks.contingency_plan import PlanStep
from planner.kernel.errors import PlannerError
from planner.kernel.text import Message
from planner.render.picture import draw
from planner.render.scene import Text
from planner.rules.account_rows import AccountRow, ScoreRow
from planner.rules.portfolio import attention
from planner.rules.rule_groups import HealthRules
from planner.rules.ruleset import DEFAULT
from planner.services import customers, people, plans, portfolio_files, portfolio_page, risks, rulesets, sample
from planner.services.portfolio_page import Wanted
from planner.services.portfolio_past import accounts_on
from planner.services.session import Session
from planner.views import account_table
from planner.views.account_table import health_words
from planner.views.portfolio_cadence import PortfolioCadence
from planner.views.portfolio_modules import (
    ATTENTION,
    CADENCE,
    COVERAGE,
    HEALTH,
    RISKS,
    SATISFACTION,
    HealthStrip,
    RowsModule,
)
from planner.views.portfolio_view import Read, attention_module, health_module
from planner.views.tables import CellValue
from tests.stores import a_stored


def _rows(session: Session, kind: str, wanted: Wanted | None = None) -> RowsModule:
    found = portfolio_page.load(session, wanted).module(kind)
    assert isinstance(found, RowsModule)
    return found


def test_that_an_unprepared_high_risk_brings_its_account_to_attention_until_it_has_a_plan(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 3, 4)
    found = _rows(session, ATTENTION)
    assert [row.name for row in found.rows] == ["Meridian Foods"]
    assert "no contingency plan" in found.rows[0].words
    assert (found.rows[0].state, found.rows[0].target.record) == ("act", risk.id)
    assert _rows(session, RISKS).title == "1 high or extreme risk is unprepared"
    plans.add_plan(session, [risk.id], trigger="> 95 %", decider="E. Ruiz", steps=(PlanStep(action="Shed load"),))
    assert not _rows(session, ATTENTION).rows
    assert _rows(session, RISKS).title == "Every high or extreme risk is prepared"


def test_that_what_is_not_proven_is_never_judged(session: Session) -> None:
    today = session.today()
    score = ScoreRow(
        account_id="a", as_of=today, ruleset="x", health=1_200, health_band="unproven", health_change=-4_000
    )
    row = AccountRow(id="a", name="A", grade="C", industry=None, city=None, owner=None, score=score)
    assert attention([row], [], DEFAULT, today) == ()
    proven = row._replace(score=score._replace(health_band="critical"))
    assert [r.text.text() for r in attention([proven], [], DEFAULT, today)[0].reasons] == [
        "health 12, critical",
        "health down 40 in 90 days",
    ]


def test_that_the_most_pressing_reason_ranks_and_then_the_grade(session: Session) -> None:
    today = session.today()
    late = ScoreRow(account_id="", as_of=today, ruleset="x", review_state="overdue",
                    next_review_on=today - timedelta(days=12), last_review_on=today)  # fmt: skip
    low = ScoreRow(account_id="", as_of=today, ruleset="x", health=3_000, health_band="critical")
    rows = [
        AccountRow(id=i, name=i, grade=grade, industry=None, city=None, owner=None, score=score)
        for i, grade, score in (("b-late", "B", late), ("s-late", "S", late), ("c-low", "C", low))
    ]
    found = attention(rows, [], DEFAULT, today)
    assert [one.account.id for one in found] == ["c-low", "s-late", "b-late"]
    assert found[1].reasons[0].text.text() == "review 12 d overdue"


def test_that_a_change_from_a_day_of_other_rules_says_so_wherever_it_is_told(session: Session) -> None:
    assert portfolio_page.read_all(session, Wanted()).held == ""
    rulesets.adopt(session, replace(DEFAULT, health=HealthRules(healthy_from=85)), Message("Adopt"))
    held = portfolio_page.read_all(session, Wanted()).held
    assert held == "under today’s rules; the built-in ones held then"
    today = session.today()
    score = ScoreRow(account_id="a", as_of=today, ruleset="x", health=7_000, health_band="watch", health_change=-1_800)
    row = AccountRow(id="a", name="A", grade="C", industry=None, city=None, owner=None, score=score)
    read = Read(accounts=[row], risks=[], rules=DEFAULT, today=today, held=held)
    strip = health_module(read)
    assert strip.movers[0].sentence == f"A: 70, watch, −18 in 90 days ({held})."
    assert strip.table().texts()[0][-1] == held
    fell = attention_module(read, attention([row], [], DEFAULT, today))
    assert fell.rules_note == f"Falls of health: {held}"
    assert fell.sentence().endswith(fell.rules_note)
    assert health_words(row, 90, held) == f"Health 70, watch; −18 in 90 days, {held}"
    assert health_words(row, 90) == "Health 70, watch; −18 in 90 days"
    alike = replace(read, held="")
    assert held not in f"{health_module(alike).sentence()} {health_module(alike).table()}"


def test_that_health_made_of_other_components_then_is_told_as_such_and_as_no_change(session: Session) -> None:
    today = session.today()
    score = ScoreRow(account_id="a", as_of=today, ruleset="x", health=7_000, health_band="watch", health_trend="other")
    row = AccountRow(id="a", name="A", grade="C", industry=None, city=None, owner=None, score=score)
    read = Read(accounts=[row], risks=[], rules=DEFAULT, today=today)
    strip = health_module(read)
    assert (strip.movers, strip.movers_none) == ((), "not comparable")
    assert strip.dots[0].sentence == "A: 70, watch, not comparable with 90 days ago: other components counted."
    assert strip.table().texts()[0][-1] == "not comparable"
    assert attention([row], [], DEFAULT, today) == ()
    assert health_words(row, 90) == "Health 70, watch; not comparable with 90 days ago: other components counted"
    (cell,) = account_table.rows([row], today, ["health"])[0].cells
    assert isinstance(cell, CellValue)
    assert (cell.text, cell.trend) == ("70", "")


def test_that_a_past_day_shows_every_module_as_it_stood(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    day = session.today() - timedelta(days=60)
    a_stored(session, "risk", account_id=account.id, likelihood=5, impact=5, state="closed",
             opened_on=day, closed_on=session.today())  # fmt: skip
    a_stored(session, "callback", account_id=account.id, called_on=session.today(), tech=3, attitude=4, norms=4)
    customers.decide_grade(session, [account.id], "A", "Leads its sector")
    now, then = portfolio_page.load(session), portfolio_page.load(session, Wanted(as_of=day))
    assert (now.past, now.mark, then.past, then.as_of) == (False, "", True, day)
    assert then.mark.startswith("As it stood on ")
    assert {module.as_of for module in then.modules} == {day}
    told = {module.kind: module for module in then.modules}
    assert told[RISKS].title == "1 high or extreme risk is unprepared"
    assert told[SATISFACTION].title == "No callback of the last year is recorded"
    assert told[CADENCE].today_label != "today"  # type: ignore[attr-defined]
    assert not now.module(RISKS).rows  # type: ignore[union-attr]
    graded = frozenset("A")
    counts = [portfolio_page.load(session, Wanted(as_of=on, grades=graded)).number for on in (None, day)]
    assert counts == [1, 0], "the grade is that of the day"
    assert portfolio_page.load(session, Wanted(as_of=session.today())).past is False
    with pytest.raises(PlannerError, match="ahead"):
        portfolio_page.load(session, Wanted(as_of=session.today() + timedelta(days=1)))


def test_that_as_of_today_the_accounts_are_those_that_are_live(session: Session) -> None:
    some = [a_stored(session, "account", name=f"Account {n}", grade="A", owner_id=None, parent_id=None).id
            for n in range(52)]  # fmt: skip
    for key in some[:3]:
        a_stored(session, "network_review", account_id=key, done_on=session.today() - timedelta(days=400))
        a_stored(session, "callback", account_id=key, called_on=session.today(), tech=3, attitude=4, norms=4)
        a_stored(session, "risk", account_id=key, likelihood=5, impact=5, state="open")
    portfolio_page.load(session)
    live = portfolio_page.read_all(session, Wanted()).accounts
    for keys in (some[:3], some):  # few are worked out one by one, many at once
        found = {row.id: row for row in accounts_on(session, keys, session.today())}
        assert found == {row.id: row for row in live if row.id in found}
        assert len(found) == len(keys)


def test_that_unknown_and_unproven_stand_apart_from_the_scale(session: Session) -> None:
    customers.add_account(session, "Nothing known")
    found = portfolio_page.load(session).module(HEALTH)
    assert isinstance(found, HealthStrip)
    assert not found.dots
    assert [dot.name for dot in (*found.unproven, *found.unknown)] == ["Nothing known"]
    assert found.title == "No account’s health is proven yet"


def test_that_one_proven_account_is_told_in_the_singular(session: Session) -> None:
    score = ScoreRow(account_id="a", as_of=session.today(), ruleset="x", health=7_000, health_band="watch")
    known = AccountRow(id="a", name="A", grade="C", industry=None, city=None, owner=None, score=score)
    rows = [known, known._replace(id="b"), known._replace(id="c", score=None)]
    titles = [
        health_module(Read(accounts=some, risks=[], rules=DEFAULT, today=session.today())).title
        for some in (rows[1:], rows)
    ]
    assert titles == ["1 of 2 accounts is proven, none at risk", "2 of 3 accounts are proven, none at risk"]


def test_that_filters_by_grade_leave_the_others_out_of_every_module(session: Session) -> None:
    kept, other = (customers.add_account(session, name) for name in ("Kept", "Other"))
    customers.decide_grade(session, [kept.id], "A", "Leads its sector")
    for account in (kept, other):
        risk = risks.add_risk(session, account.id, "Rectifier overload")
        risks.rate(session, risk.id, 5, 5)
    page = portfolio_page.load(session, Wanted(grades=frozenset("A")))
    assert (page.number, page.every) == (1, 2)
    for module in page.modules:
        assert "Other" not in module.sentence()
        assert "Other" not in str(module.table())


def test_that_every_row_of_every_module_leads_somewhere(session: Session) -> None:
    account = a_stored(session, "account", name="Meridian Foods", grade="A")
    a_stored(session, "network_review", account_id=account.id, done_on=session.today() - timedelta(days=400))
    a_stored(session, "risk", account_id=account.id, likelihood=5, impact=5, state="open")
    a_stored(session, "callback", account_id=account.id, called_on=session.today(), tech=3, attitude=4, norms=4)
    page = portfolio_page.load(session)
    assert {m.kind for m in page.modules} == {ATTENTION, HEALTH, RISKS, CADENCE, SATISFACTION, COVERAGE}
    for module in page.modules:
        keys = module.table().keys
        assert keys, module.kind
        for key in keys:
            target = module.target(key)  # type: ignore[attr-defined]
            assert target is not None
            assert target.account_id == account.id


@pytest.mark.parametrize("ending", [".pdf", ".png", ".csv"])
def test_that_the_page_is_written_also_when_it_is_empty(session: Session, tmp_path: Path, ending: str) -> None:
    view = portfolio_page.load(session)
    target = portfolio_files.save(view, tmp_path / f"page{ending}")
    assert target.stat().st_size > 20


def test_that_another_ending_is_refused_with_a_sentence(session: Session, tmp_path: Path) -> None:
    with pytest.raises(PlannerError, match="endings"):
        portfolio_files.save(portfolio_page.load(session), tmp_path / "page.docx")


def test_that_an_approver_never_met_or_never_named_is_a_gap_in_the_coverage(session: Session) -> None:
    met, without = (customers.add_account(session, name) for name in ("Meridian Foods", "Nordlys Telecom"))
    contact = people.add_contact(session, met.id, "E. Ruiz", role="approver", is_kdm=True)
    people.assess(session, contact.id, "not_met")
    rows = {row.name: row for row in _rows(session, COVERAGE).rows}
    assert rows["Meridian Foods"].words.startswith("approver E. Ruiz not met")
    assert rows["Meridian Foods"].target.record == contact.id
    assert (rows["Nordlys Telecom"].words, rows["Nordlys Telecom"].state) == ("no approver named", "unknown")
    assert without.id == rows["Nordlys Telecom"].key


def test_that_the_rhythm_counts_every_account_that_it_does_not_draw(tmp_path: Path) -> None:
    session = sample.open_sample(tmp_path / "sample.waterline")
    try:
        found = portfolio_page.load(session).module(CADENCE)
    finally:
        session.close()
    assert isinstance(found, PortfolioCadence)
    assert (len(found.strips), found.rest) == (5, 2)
    texts = [shape.text for shape in draw(found, (380, 260)).shapes if isinstance(shape, Text)]
    drawn = sum(any(text.startswith(strip.name[:6]) for text in texts) for strip in found.strips)
    assert 0 < drawn < len(found.strips)
    assert f"{7 - drawn} more accounts have no room here" in texts, "of seven accounts with a rhythm"
