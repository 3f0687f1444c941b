# SPDX-License-Identifier: Apache-2.0
"""Verbs on visit plans: begin one for a review, take proposals in and out (workflow 4.1 step 2, P16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from planner.entities.customers.site import SITE
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.reviews.visit_plan import VISIT_PLAN, Fact, VisitPlan
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message, tr
from planner.rules.visit_proposal import Proposal, visit_proposals
from planner.services import crud, reports, rulesets
from planner.services.parts import change, new
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader
from planner.store.unit import Unit

_TEXT = 300


def of_review(session: Session, review_id: str) -> VisitPlan | None:
    """The visit plan of a review, the first made where there are several; None for none yet."""
    return session.read(lambda conn: find(conn, review_id))


def find(conn: driver.Connection, review_id: str) -> VisitPlan | None:
    """`of_review` on a connection."""
    found = Reader(VISIT_PLAN, conn).where("review_id = ?", (review_id,))
    return min(found, key=lambda plan: plan.id, default=None)


def proposals(session: Session, review_id: str, today: date | None = None) -> tuple[Proposal, ...]:
    """What the visit of a review should deal with, from what is open today."""
    review = crud.get(session, NETWORK_REVIEW, review_id)
    facts = reports.facts(session, review.account_id)
    return visit_proposals(facts, review, rulesets.current(session), today or session.today())


def begin(session: Session, review_id: str, ticked: Iterable[Proposal] = (), *, source: object = None) -> VisitPlan:
    """The plan of a review, made with ``ticked`` where there was none; it is internal whatever the review is."""
    kept: list[VisitPlan] = []

    def work(unit: Unit) -> None:
        before = find(unit.conn, review_id)
        kept.append(before or make(session, unit, review_id, ticked))

    name = crud.title_of(session, NETWORK_REVIEW, review_id)
    session.write(Message(N_("Begin visit plan of {name}"), {"name": name}), work, source)
    return kept[0]


def make(session: Session, unit: Unit, review_id: str, ticked: Iterable[Proposal] = ()) -> VisitPlan:
    """A new plan inside a verb."""
    review = Reader(NETWORK_REVIEW, unit.conn).get(review_id)
    wanted = tuple(ticked)
    return new(
        session,
        unit,
        VISIT_PLAN,
        account_id=review.account_id,
        title=_title(unit.conn, review),
        review_id=review_id,
        site_id=review.site_id,
        planned_on=review.planned_on,
        meet=tuple(dict.fromkeys(p.contact_id for p in wanted if p.contact_id)),
        facts=tuple(_fact(p) for p in wanted if not p.contact_id),
    )


def tick(session: Session, plan_id: str, proposal: Proposal, *, on: bool, source: object = None) -> ChangeSet:
    """Take a proposal into a plan, or out of it; out, an answer that was noted goes with it."""
    plan = crud.get(session, VISIT_PLAN, plan_id)
    changed = _with(plan, proposal) if on else _without(plan, proposal)

    def work(unit: Unit) -> None:
        change(unit, VISIT_PLAN, plan_id, meet=changed.meet, facts=changed.facts)

    text = N_("Take “{text}” into the visit plan") if on else N_("Take “{text}” out of the visit plan")
    return session.write(Message(text, {"text": proposal.text}), work, source)


def is_ticked(plan: VisitPlan | None, proposal: Proposal) -> bool:
    """Whether a plan holds what is proposed; of several lines of one note each counts for itself."""
    if plan is None:
        return False
    if proposal.contact_id:
        return proposal.contact_id in plan.meet
    return any(_same(fact, proposal) for fact in plan.facts)


def _with(plan: VisitPlan, proposal: Proposal) -> VisitPlan:
    if is_ticked(plan, proposal):
        return plan
    if proposal.contact_id:
        return replace(plan, meet=(*plan.meet, proposal.contact_id))
    return replace(plan, facts=(*plan.facts, _fact(proposal)))


def _without(plan: VisitPlan, proposal: Proposal) -> VisitPlan:
    if proposal.contact_id:
        return replace(plan, meet=tuple(key for key in plan.meet if key != proposal.contact_id))
    return replace(plan, facts=tuple(fact for fact in plan.facts if not _same(fact, proposal)))


def _fact(proposal: Proposal) -> Fact:
    return Fact(text=proposal.text.text()[:_TEXT], level=proposal.level, origin=proposal.origin)


def _same(fact: Fact, proposal: Proposal) -> bool:
    """One note may hold several promises, which only their words tell apart; elsewhere the words may be changed."""
    if fact.origin != proposal.origin:
        return False
    return not proposal.origin.startswith("interaction:") or fact.text == proposal.text.text()[:_TEXT]


def _title(conn: driver.Connection, review: NetworkReview) -> str:
    site = Reader(SITE, conn).find(review.site_id) if review.site_id else None
    return tr("Visit to {site}", site=site.name) if site else tr("Visit")
