# SPDX-License-Identifier: Apache-2.0
"""The ways to green are true to the tenth when their steps are done in the store by the usual verbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.entities.customers.account import ACCOUNT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.risks.contingency_plan import PlanStep
from planner.entities.service.callback import CALLBACK
from planner.rules import changes as kinds
from planner.rules.changes import Change
from planner.services import (
    actions,
    crud,
    drills,
    evidence,
    interactions,
    people,
    plans,
    reports,
    reviews,
    risks,
    sample,
    why,
)
from planner.services.portfolio import open_portfolio
from planner.services.session import Session
from tests.conftest import DEVICE

MEASURES = ("health", "relation", "satisfaction", "network", "key", "general")


def close(session: Session, _account: str, change: Change) -> None:
    risks.close(session, [change.id])


def treat(session: Session, _account: str, change: Change) -> None:
    if change.value:
        likelihood, _, impact = change.value.partition("x")
        risks.rate_residual(session, change.id, int(likelihood), int(impact))
    risks.treat(session, [change.id])


def plan(session: Session, _account: str, change: Change) -> None:
    steps = (PlanStep(action="Switch over"),)
    made = plans.add_plan(session, [change.id], "Plan", trigger="It fails", decider="R. Vidal", steps=steps)
    drills.record_drill(session, made.id, "passed")


def review(session: Session, account: str, _change: Change) -> None:
    made = reviews.start_review(session, account)
    crud.set_field(session, NETWORK_REVIEW, made.id, "done_on", session.today())


def level(session: Session, _account: str, change: Change) -> None:
    people.assess(session, change.id, change.value, "Seen in a meeting")


def fresh(session: Session, account: str, change: Change) -> None:
    newest = reports.facts(session, account).newest_assessments()[change.id]
    evidence.link(session, "relation_assessment", newest.id, ("interaction", "Said again", "E2", session.today()))


def meet(session: Session, account: str, change: Change) -> None:
    interactions.log(session, account, "Met", None, [change.id])


def callback(session: Session, account: str, change: Change) -> None:
    tech, attitude, norms = (int(rating) for rating in change.value)
    rated = {"tech": tech, "attitude": attitude, "norms": norms}
    crud.add(session, CALLBACK, account_id=account, called_on=session.today(), reached=True, **rated)


def correct(session: Session, _account: str, change: Change) -> None:
    actions.done(session, [change.id])


VERBS: dict[str, Callable[[Session, str, Change], None]] = {
    kinds.CLOSE: close,
    kinds.TREAT: treat,
    kinds.PLAN: plan,
    kinds.REVIEW: review,
    kinds.LEVEL: level,
    kinds.FRESH: fresh,
    kinds.MEET: meet,
    kinds.CALLBACK: callback,
    kinds.CORRECT: correct,
}


@pytest.mark.parametrize("accounts", [None, 12])
def test_that_every_way_reaches_what_it_says_when_its_steps_are_done(tmp_path: Path, accounts: int | None) -> None:
    path = tmp_path / "sample.waterline"
    sample.make_sample(path, accounts=accounts, seed=7)
    session = open_portfolio(path, device=DEVICE)
    try:
        tried = 0
        for account in crud.every(session, ACCOUNT):
            for measure in MEASURES:
                for way in why.green(session, account.id, measure, session.today()).ways:
                    before = session.undo_step
                    for step in way.steps:
                        VERBS[step.change.kind](session, account.id, step.change)
                    found = why.explained(session, account.id, measure, session.today())
                    assert found.shown == way.value, (account.name, measure, way.steps)
                    while session.undo_step != before:
                        session.undo()
                    tried += 1
        assert tried > 20
    finally:
        session.close()
