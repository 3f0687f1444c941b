# SPDX-License-Identifier: Apache-2.0
"""Why a chart shows what it shows, for its details pane; and the account whose charts were seen last."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.entities.customers.account import ACCOUNT
from planner.entities.risks.risk import RISK, Risk
from planner.kernel.errors import NotFoundError, PlannerError
from planner.kernel.text import tr
from planner.rules.account_rows import AccountFilter
from planner.rules.explain import Evidence, Explained
from planner.rules.facts import AccountFacts
from planner.rules.grades import newest
from planner.rules.health import health
from planner.rules.measures import GENERAL, HEALTH, HYGIENE, KEY, MEASURES, Parts, measured
from planner.rules.movement import Movement, movement
from planner.rules.risk import risk_states
from planner.rules.risk_score import explain_risk, not_there
from planner.rules.ruleset import Rules
from planner.services import account_list, crud, reports, ruleset_versions, rulesets
from planner.services.session import Session
from planner.store import portfolio_settings
from planner.views import why_view
from planner.views.why_view import WhyView

if TYPE_CHECKING:
    from planner.rules.green import Green
    from planner.views.movement_chart import MovementChart

__all__ = ["GENERAL", "HEALTH", "HYGIENE", "KEY", "MEASURES"]

_LAST = "last_chart_account"
_NUMBER = re.compile(rf"{RISK.code_prefix}\d+", re.IGNORECASE)


def of_measure(session: Session, account_id: str, measure: str, as_of: date) -> WhyView:
    """The lines of health or of one of its parts on a day; NotFoundError when the account is gone."""
    found = health(reports.facts(session, account_id), rulesets.current(session), as_of, trend=False)
    return _stamped(session, why_view.health_why(found, measure, as_of))


def of_risk(session: Session, account_id: str, risk_id: str, as_of: date) -> WhyView | None:
    """The score of a risk on a day; None when it was not open then."""
    rules, facts = rulesets.current(session), reports.facts(session, account_id)
    state = next((s for s in risk_states(facts, rules, as_of) if s.risk.id == risk_id), None)
    return None if state is None else _stamped(session, why_view.risk_why(state, facts, rules, as_of))


def of_cadence(session: Session, account_id: str, as_of: date) -> WhyView:
    """When the next network review of an account is due and why; NotFoundError when the account is gone."""
    from planner.views.cadence_why import cadence_why

    return _stamped(session, cadence_why(reports.facts(session, account_id), rulesets.current(session), as_of))


def _stamped(session: Session, view: WhyView) -> WhyView:
    """With version and hash of the rules it was worked out with."""
    return replace(view, rules=ruleset_versions.stamp(session))


def of_person(session: Session, account_id: str, key: str, as_of: date) -> WhyView | None:
    """A person or a line of the power map, "" for the key relation; None where the record is gone."""
    from planner.views.person_why import people_why

    return people_why(reports.facts(session, account_id), rulesets.current(session), key, as_of)


def of_coverage(session: Session, account_id: str, key: str, as_of: date) -> WhyView | None:
    """A person, "" for which seats of the decision have a name."""
    from planner.views.person_why import coverage_why

    return coverage_why(reports.facts(session, account_id), rulesets.current(session), key, as_of)


def named(session: Session, account_id: str, wanted: str) -> str:
    """The name of a value as it was meant: in any case, a risk by its number or id; NotFoundError for another one."""
    folded = wanted.strip().casefold()
    if folded in MEASURES:
        return folded
    risk = _risk_called(reports.facts(session, account_id), wanted, session)
    return risk.code or risk.id


def explained(session: Session, account_id: str, measure: str, as_of: date) -> Explained:
    """The value of one of MEASURES, or of a risk by its number, on a day.

    NotFoundError for another name; nothing recorded is a value that is not known, with what would tell.
    """
    facts = reports.facts(session, account_id)
    _check(session, facts, measure)
    return _read(facts, rulesets.current(session), measure, as_of)[0]


def _check(session: Session, facts: AccountFacts, measure: str) -> None:
    """NotFoundError where the measure is neither one of MEASURES nor a risk of the account."""
    if measure not in MEASURES:
        _risk_called(facts, measure, session)


def moved(
    session: Session, account_id: str, measure: str, since: date, as_of: date, *, facts: AccountFacts | None = None
) -> Movement:
    """Why the same value moved between two days; PlannerError when they stand the wrong way round."""
    if since >= as_of:
        raise PlannerError(tr("The earlier day must come before the later one."), "since")
    known, rules = facts or reports.facts(session, account_id), rulesets.current(session)
    _check(session, known, measure)
    then, parts_then = _read(known, rules, measure, since)
    now, parts_now = _read(known, rules, measure, as_of)
    return movement(then, now, parts_then, parts_now, _graded(known, since, as_of))


def _graded(facts: AccountFacts, since: date, as_of: date) -> list[Evidence]:
    """The decisions on the grade behind another grade on the later day; none where it is the same."""
    then, now = facts.at(since), facts.at(as_of)
    if then.account.grade == now.account.grade:
        return []
    decided = [newest(now.grades), newest(then.grades)]
    return [Evidence("grade_decision", one.id, one.reason, one.decided_on) for one in decided if one is not None]


def movement_chart(
    session: Session,
    account_id: str,
    measure: str,
    since: date,
    as_of: date,
    *,
    audience: str = "internal",
    facts: AccountFacts | None = None,
) -> MovementChart:
    """The way between two days as a chart, marked where it is of the sample; PlannerError as `moved`."""
    from dataclasses import replace

    from planner.services.portfolio_facts import is_sample
    from planner.views.movement_chart import movement_view

    known = facts or reports.facts(session, account_id)
    called = "" if measure in MEASURES else _risk_called(known, measure, session).code or tr("Risk")
    way = moved(session, account_id, measure, since, as_of, facts=known)
    made = movement_view(way, measure, known.account.name, audience=audience, name=called)
    rules = ruleset_versions.other_rules_since(session, since) if made.stairs else ""
    if rules:
        made = replace(made, footer=f"{made.footer} {rules}")
    if not is_sample(session):
        return made
    mark = tr("SAMPLE — fictional")
    return replace(made, footer=tr("{mark} · {footer}", mark=mark, footer=made.footer) if made.footer else mark)


def green(session: Session, account_id: str, measure: str, as_of: date) -> Green:
    """The smallest sets of changes that would bring a value to its next band and to green; NotFoundError as above."""
    from planner.rules.green import green as smallest
    from planner.rules.green_risk import green_risk

    if measure == HYGIENE:
        raise PlannerError(
            tr("What is missing says what would tidy the plan; it is put right record by record."), "green"
        )
    facts, rules = reports.facts(session, account_id), rulesets.current(session)
    if measure in MEASURES:
        return smallest(facts, rules, measure, as_of)
    return green_risk(facts, rules, _risk_called(facts, measure, session).id, as_of)


def _read(facts: AccountFacts, rules: Rules, measure: str, day: date) -> tuple[Explained, Parts]:
    if measure not in MEASURES:
        return _risk(facts, rules, measure, day), {}
    return measured(facts, rules, measure, day)


def _risk_called(facts: AccountFacts, code: str, session: Session | None = None) -> Risk:
    """The risk of the account with that number; NotFoundError that, with a session, names whose it is instead."""
    found = _with_number(facts.risks, code)
    if found is not None:
        return found
    words = {"code": code.strip().upper(), "account": facts.account.name}
    other = _with_number(crud.every(session, RISK), code) if session is not None else None
    if session is not None and other is not None:
        theirs = crud.get(session, ACCOUNT, other.account_id).name
        text = tr("{code} is a risk of {other}, not of {account}. Ask for it with that account.", other=theirs, **words)
    elif _NUMBER.fullmatch(code.strip()):
        text = tr("{account} has no risk {code}, nor has any other account.", **words)
    else:
        text = tr("There is no value called {name}; choose one of {names}, or the number of a risk such as R-12.",
                  name=code, names=", ".join(MEASURES))  # fmt: skip
    raise NotFoundError(text, "measure")


def _with_number(risks: Iterable[Risk], code: str) -> Risk | None:
    wanted = code.strip().casefold()
    return next((risk for risk in risks if wanted in {(risk.code or "").casefold(), risk.id.casefold()}), None)


def _risk(facts: AccountFacts, rules: Rules, code: str, day: date) -> Explained:
    risk = _risk_called(facts, code)
    states = risk_states(facts, rules, day)
    state = next((state for state in states if state.risk.id == risk.id), None)
    if state is None:  # not open on that day
        return not_there(risk, rules, day)
    return explain_risk(state, facts, rules, day)


def last_account(session: Session) -> str | None:
    """The account whose charts were seen last, else the first of the list; None without accounts."""
    kept = session.read(lambda conn: portfolio_settings.get(conn, _LAST))
    if isinstance(kept, str) and crud.find(session, ACCOUNT, kept) is not None:
        return kept
    ids = account_list.account_ids(session, AccountFilter())
    return ids[0] if ids else None


def remember_account(session: Session, account_id: str) -> None:
    """Keep the account for the next visit; no step, nothing to undo."""
    if session.read(lambda conn: portfolio_settings.get(conn, _LAST)) == account_id:
        return
    with session.db.transaction(derived=True) as conn:
        portfolio_settings.put(conn, _LAST, account_id)
