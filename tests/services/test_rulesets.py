# SPDX-License-Identifier: Apache-2.0
"""Facts about the rules that a portfolio sets itself: currency, what an impact costs, the business calendar."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from planner.entities.common.ruleset import RULESET
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.errors import PlannerError
from planner.rules.ruleset import DEFAULT, DayOff, LossRange, from_json
from planner.services import charts, crud, customers, reviews, risks, rulesets, scores
from planner.services.portfolio import create, open_portfolio
from planner.services.session import Session
from planner.views.risk_chart import RiskMatrix
from tests.services.dumps import one_step, steps

HALF_MILLION = LossRange(impact=4, low_minor=10_000_000, high_minor=50_000_000)


def matrix(session: Session, account_id: str) -> RiskMatrix:
    made = charts.view(session, account_id, "risk-matrix")
    assert isinstance(made, RiskMatrix)
    return made


def test_that_a_portfolio_without_rules_of_its_own_follows_the_built_in_ones(session: Session) -> None:
    assert rulesets.current(session) == DEFAULT
    assert crud.every(session, RULESET) == []


def test_that_every_change_is_a_new_version_that_names_its_hash(session: Session) -> None:
    with one_step(session):
        rulesets.set_currency(session, "eur")
    with one_step(session):
        rulesets.set_working_days(session, (6, 0, 1, 2, 3, 3))
    first, second = crud.every(session, RULESET)
    assert (first.version, second.version) == (1, 2)
    assert [from_json(kept.body).hash for kept in (first, second)] == [first.hash, second.hash]
    assert (second.adopted_on, rulesets.current(session).hash) == (session.today(), second.hash)
    assert rulesets.current(session).work.working_days == (0, 1, 2, 3, 6)
    assert rulesets.current(session).risk.currency == "EUR"


def test_that_undo_brings_the_rules_before_back_and_redo_the_others(session: Session) -> None:
    rulesets.set_currency(session, "EUR")
    rulesets.set_currency(session, "CHF")
    session.undo()
    assert rulesets.current(session).risk.currency == "EUR"
    session.undo()
    assert rulesets.current(session) == DEFAULT
    session.redo()
    session.redo()
    assert rulesets.current(session).risk.currency == "CHF"


def test_that_the_rules_in_force_are_not_adopted_again(session: Session) -> None:
    rulesets.set_currency(session, "EUR")
    before = steps(session)
    rulesets.set_currency(session, "EUR")
    rulesets.set_working_days(session, DEFAULT.work.working_days)
    assert steps(session) == before


@pytest.mark.parametrize("code", ["", "euro", "E1R", "ÄÖÜ", "EU"])
def test_that_what_is_no_currency_is_refused_with_a_sentence(session: Session, code: str) -> None:
    with pytest.raises(PlannerError, match="three letters"):
        rulesets.set_currency(session, code)
    assert rulesets.current(session) == DEFAULT


def test_that_amounts_keep_their_figures_in_a_currency_without_cents(session: Session) -> None:
    rulesets.set_currency(session, "EUR")
    rulesets.set_losses(session, [HALF_MILLION])
    rulesets.set_currency(session, "JPY")
    (loss,) = rulesets.current(session).risk.losses
    assert (loss.low_minor, loss.high_minor) == (100_000, 500_000)


def test_that_risks_are_ranked_by_expected_loss_once_every_impact_has_an_amount(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    risk = risks.add_risk(session, account.id, "Rectifier overload")
    risks.rate(session, risk.id, 3, 4)
    assert matrix(session, account.id).amount_label == "Score"
    rulesets.set_currency(session, "EUR")
    rulesets.set_losses(session, [HALF_MILLION])
    made = matrix(session, account.id)
    # 30-50 % of 100,000-500,000
    assert (made.amount_label, made.lines[0].amount) == ("Expected, range", "30–250 k")


def test_that_losses_need_a_currency_and_the_lower_amount_first(session: Session) -> None:
    with pytest.raises(PlannerError, match="currency first"):
        rulesets.set_losses(session, [HALF_MILLION])
    rulesets.set_currency(session, "EUR")
    with pytest.raises(PlannerError, match="lower amount"):
        rulesets.set_losses(session, [LossRange(impact=4, low_minor=2, high_minor=1)])


def test_that_new_amounts_for_all_sites_leave_those_of_one_site(session: Session) -> None:
    of_site = LossRange(impact=4, low_minor=1, high_minor=2, site_id="s1")
    rulesets.set_currency(session, "EUR")
    rulesets.set_losses(session, [HALF_MILLION, of_site])
    rulesets.set_losses(session, [])
    assert rulesets.current(session).risk.losses == (of_site,)


def test_that_a_report_is_due_later_when_a_holiday_lies_between(session: Session) -> None:
    account = customers.add_account(session, "Meridian Foods")
    off = [DayOff(on="2026-11-24", name="Local feast"), DayOff(on="2026-11-24", name="again")]
    rulesets.set_days_off(session, off)
    assert rulesets.current(session).work.days_off == (off[0],)
    review = reviews.start_review(session, account.id)
    reviews.set_no_risk_found(session, review.id, value=True)
    reviews.set_day(session, review.id, date(2026, 11, 20))
    assert crud.get(session, NETWORK_REVIEW, review.id).report_due == date(2026, 11, 26)


def test_that_a_week_without_a_working_day_is_refused(session: Session) -> None:
    with pytest.raises(PlannerError, match="at least one"):
        rulesets.set_working_days(session, ())


def test_that_other_rules_make_all_scores_wait_for_being_worked_out_again(session: Session) -> None:
    customers.add_account(session, "Meridian Foods")
    scores.catch_up(session)
    assert scores.waiting(session) == 0
    rulesets.set_currency(session, "EUR")
    assert scores.waiting(session) == 1
    scores.catch_up(session)
    assert scores.waiting(session) == 0


def test_that_public_holidays_come_in_the_language_of_their_country() -> None:
    named = {day.on: day.name for day in rulesets.public_holidays("ES", 2027)}
    assert named["2027-01-01"] == "Año Nuevo"
    assert {"ES", "CN", "TW", "DE"} <= set(rulesets.countries())
    assert all(len(code) == 2 for code in rulesets.countries())


def test_that_undo_does_not_go_back_behind_the_set_up_of_a_portfolio(tmp_path: Path) -> None:
    path = tmp_path / "p.waterline"
    for begin in (partial(create, me_name="Dana", currency="CHF"), open_portfolio):
        session = begin(path)
        assert session.undo_label is None
        assert session.undo() is None
        assert rulesets.current(session).risk.currency == "CHF"
        session.close()
