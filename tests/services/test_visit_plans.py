# SPDX-License-Identifier: Apache-2.0
"""Facts about visit plans and the look whether all is packed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.relations.interaction import INTERACTION
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.entities.service.action import ACTION as ACTION_SPEC
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.rules.visit_proposal import ACTION, DUE, FINDING, MEET, PROMISE, RISK, Proposal
from planner.services import (
    attachments,
    checks,
    crud,
    customers,
    packing,
    people,
    reviews,
    risks,
    visit_plans,
)
from planner.services.session import Session
from tests.permission import permit
from tests.services.dumps import one_step


@pytest.fixture
def review(session: Session) -> NetworkReview:
    """A review six days ahead, at a site with a failed check, a risk, a promise and a late action."""
    account = customers.add_account(session, "Meridian Foods")
    permit(session, account.id)
    today = session.today()
    site = crud.add(session, SITE, account_id=account.id, name="North")
    asset = crud.add(session, ASSET, account_id=account.id, site_id=site.id, name="Rectifier R2")
    last = reviews.start_review(session, account.id, site.id, today - timedelta(days=90), copy_from_last=False)
    load = checks.add_check(session, last.id, "Load", asset_id=asset.id, unit="%", ok_range="< 80")
    checks.record_result(session, load.id, reading="91")
    checks.add_check(session, last.id, "Door sensor")
    risks.add_risk(session, account.id, "Rectifier overload", site_id=site.id, likelihood=3, impact=4)
    risks.add_risk(session, account.id, "Elsewhere", site_id=_other(session, account.id), likelihood=5, impact=5)
    ortega = people.add_contact(session, account.id, "M. Ortega")
    people.set_role(session, ortega.id, "decider")
    crud.add(
        session,
        INTERACTION,
        account_id=account.id,
        happened_on=today - timedelta(days=20),
        title="Call",
        our_promises="Send the spare list\nName a deputy",
    )
    crud.add(
        session,
        INTERACTION,
        account_id=account.id,
        happened_on=today - timedelta(days=300),
        title="Old",
        our_promises="X",
    )
    late = {"due": today - timedelta(days=2), "opened_on": today - timedelta(days=9)}
    crud.add(session, ACTION_SPEC, account_id=account.id, title="Order module", **late)
    return reviews.start_review(session, account.id, site.id, today + timedelta(days=6))


def _other(session: Session, account_id: str) -> str:
    return crud.add(session, SITE, account_id=account_id, name="South").id


def _of(found: tuple[Proposal, ...], kind: str) -> list[str]:
    return [p.text.text() for p in found if p.kind == kind]


def test_that_a_visit_is_proposed_from_what_is_open(session: Session, review: NetworkReview) -> None:
    found = visit_plans.proposals(session, review.id)
    assert _of(found, MEET) == ["Meet M. Ortega"]
    assert _of(found, FINDING)[0].endswith("Rectifier R2, Load: 91 % last time; mended?")
    assert len(_of(found, RISK)) == 1, "risks of other sites stay out"
    assert len(_of(found, PROMISE)) == 2, "each line is one promise; old notes stay out"
    assert _of(found, ACTION) == ["Order module: done?"]
    assert "Door sensor" in _of(found, DUE)
    levels = {p.kind: p.level for p in found}
    assert (levels[MEET], levels[FINDING], levels[RISK], levels[ACTION]) == ("must", "must", "must", "must")


def test_that_a_plan_begins_with_what_is_ticked(session: Session, review: NetworkReview) -> None:
    found = visit_plans.proposals(session, review.id)
    must = [p for p in found if p.level == "must"]
    with one_step(session):
        plan = visit_plans.begin(session, review.id, must)
    assert (plan.title, plan.audience, plan.planned_on) == ("Visit to North", "internal", review.planned_on)
    assert len(plan.meet) == 1
    assert len(plan.facts) == len(must) - 1
    assert visit_plans.begin(session, review.id).id == plan.id, "a review has one plan"


def test_that_a_proposal_is_taken_in_and_out(session: Session, review: NetworkReview) -> None:
    plan = visit_plans.begin(session, review.id)
    first, second = (p for p in visit_plans.proposals(session, review.id) if p.kind == PROMISE)
    visit_plans.tick(session, plan.id, first, on=True)
    plan = crud.get(session, VISIT_PLAN, plan.id)
    assert (visit_plans.is_ticked(plan, first), visit_plans.is_ticked(plan, second)) == (True, False)
    visit_plans.tick(session, plan.id, first, on=True)
    assert len(crud.get(session, VISIT_PLAN, plan.id).facts) == 1
    visit_plans.tick(session, plan.id, first, on=False)
    assert crud.get(session, VISIT_PLAN, plan.id).facts == ()


def test_that_a_visit_is_packed_only_when_nothing_that_matters_is_missing(
    session: Session, review: NetworkReview
) -> None:
    lines = packing.look(session, review.id)
    assert packing.lacking(lines) == ()
    states = {line.key: (line.state, line.remedy) for line in lines}
    assert states["document"] == ("watch", "document")
    assert states["plan"] == ("watch", "plan")
    assert states["backup"] == ("watch", "backup")
    with one_step(session):
        plan = packing.pack(session, review.id, lines)
    assert plan.packed_at is not None
    assert crud.get(session, NETWORK_REVIEW, review.id).state == "packed"


def test_that_a_missing_file_is_told_and_packing_by_hand_keeps_the_reason(
    session: Session, review: NetworkReview, tmp_path: Path
) -> None:
    paper = tmp_path / "leave.txt"
    paper.write_text("You may look.", encoding="utf-8")
    given = permit(session, review.account_id)
    kept = attachments.attach(session, review.account_id, paper, ("authorisation", given))
    reviews.set_day(session, review.id, session.today() + timedelta(days=3))
    _link(session, review, given)
    assert {line.key: line.state for line in packing.look(session, review.id)}["document"] == "fine"
    for stored in paths.files_folder(session.path).rglob(f"*{kept.sha256[:12]}*"):
        stored.unlink()
    lines = packing.look(session, review.id)
    assert [(line.key, line.remedy) for line in packing.lacking(lines)] == [("files", "files")]
    with pytest.raises(PlannerError) as fault:
        packing.pack(session, review.id, lines)
    assert fault.value.code == "not-packed"
    assert crud.get(session, NETWORK_REVIEW, review.id).state == "planned"
    plan = packing.pack(session, review.id, lines, reason="The paper lies in the car.")
    assert "The paper lies in the car." in str(plan.note)
    assert "Files" in str(plan.note)


def _link(session: Session, review: NetworkReview, given: str) -> None:
    from planner.services import authorisations

    authorisations.link(session, review.id, given)


def test_that_without_an_authorisation_nothing_is_packed(session: Session, review: NetworkReview) -> None:
    from planner.entities.reviews.authorisation import AUTHORISATION

    every = [a.id for a in crud.of_account(session, AUTHORISATION, review.account_id)]
    crud.trash(session, AUTHORISATION, every)
    lacking = packing.lacking(packing.look(session, review.id))
    assert [(line.key, line.remedy, line.text) for line in lacking] == [
        ("authorisation", "authorisation", "No authorisation")
    ]
