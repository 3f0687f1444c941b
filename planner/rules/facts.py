# SPDX-License-Identifier: Apache-2.0
"""Everything recorded about one account, and what of it was known on a given day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from planner.entities.common.alert_mute import AlertMute
from planner.entities.common.attachment import Attachment
from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.common.person import Person
from planner.entities.customers.account import Account
from planner.entities.customers.asset import Asset
from planner.entities.customers.grade_decision import GradeDecision
from planner.entities.customers.org_unit import OrgUnit
from planner.entities.customers.site import Site
from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import DecisionRole
from planner.entities.relations.interaction import Interaction
from planner.entities.relations.map_place import MapPlace
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.entities.relations.relation_edge import RelationEdge
from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.drill import Drill
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.entities.service.callback import Callback
from planner.kernel.data import dataclass, field, replace
from planner.rules import rollback

T = TypeVar("T")
_NOBODY: Mapping[str, Person] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Touch:
    """A dated contact with one person: which record says so."""

    entity: str
    id: str
    text: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """The live records of one account; ``people`` are ours, by id.

    ``known_on`` is set on what ``at`` returns: the facts as they stood on that day.
    """

    account: Account
    parent_name: str | None = None
    units: tuple[OrgUnit, ...] = ()
    contacts: tuple[Contact, ...] = ()
    roles: tuple[DecisionRole, ...] = ()
    assessments: tuple[RelationAssessment, ...] = ()
    edges: tuple[RelationEdge, ...] = ()
    places: tuple[MapPlace, ...] = ()
    sites: tuple[Site, ...] = ()
    assets: tuple[Asset, ...] = ()
    reviews: tuple[NetworkReview, ...] = ()
    results: tuple[InspectionResult, ...] = ()
    explains: tuple[ExplainSession, ...] = ()
    risks: tuple[Risk, ...] = ()
    plans: tuple[ContingencyPlan, ...] = ()
    drills: tuple[Drill, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    actions: tuple[Action, ...] = ()
    evidence: tuple[EvidenceLink, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    grades: tuple[GradeDecision, ...] = ()
    mutes: tuple[AlertMute, ...] = ()
    people: Mapping[str, Person] = field(default_factory=lambda: _NOBODY)
    known_on: date | None = None
    _kept: dict[str, tuple[object, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, rules: object, make: Callable[[], T]) -> T:
        """What is worked out from these facts and rules under a name, the first time only.

        For what never changes afterwards, and only on facts of one day; a copy of the facts begins anew.
        """
        kept = self._kept.get(name)
        if kept is None or kept[0] is not rules:
            kept = self._kept[name] = (rules, make())
        found: T = kept[1]
        return found

    def at(self, day: date) -> AccountFacts:
        """What was known at the end of ``day``.

        Records dated later are left out, later steps of a record (done, treated, closed, drilled,
        called, left) are taken back; undated records were always known.
        """
        if self.known_on == day:
            return self
        reviews = rollback.reviews(self.reviews, day)
        return replace(
            self,
            account=rollback.account(self.account, self.grades, day),
            contacts=rollback.contacts(self.contacts, day),
            assessments=tuple(a for a in self.assessments if a.assessed_on <= day),
            reviews=reviews,
            results=rollback.results(self.results, self.reviews, day),
            explains=rollback.explains(self.explains, day),
            risks=rollback.risks(self.risks, day),
            plans=rollback.plans(self.plans, day, self.drills),
            drills=rollback.drills(self.drills, day),
            authorisations=rollback.authorisations(self.authorisations, day),
            interactions=tuple(i for i in self.interactions if i.happened_on <= day),
            callbacks=rollback.callbacks(self.callbacks, day),
            actions=rollback.actions(self.actions, day),
            evidence=tuple(e for e in self.evidence if _known(e.evidence_date, day)),
            attachments=tuple(a for a in self.attachments if _known(a.taken_on, day)),
            grades=tuple(g for g in self.grades if g.decided_on <= day),
            mutes=tuple(m for m in self.mutes if m.muted_on <= day),
            known_on=day,
        )

    def newest_assessments(self) -> dict[str, RelationAssessment]:
        """The newest level of each contact; of two on one day the one recorded later counts."""
        newest: dict[str, RelationAssessment] = {}
        for found in self.assessments:
            before = newest.get(found.contact_id)
            if before is None or (found.assessed_on, found.id) > (before.assessed_on, before.id):
                newest[found.contact_id] = found
        return newest

    def last_touches(self) -> dict[str, Touch]:
        """The last time each contact was met or spoken to: notes, explanations, reached callbacks."""
        last: dict[str, Touch] = {}
        for meeting in self.interactions:
            _latest(last, meeting.participants, ("interaction", meeting.id, meeting.title, meeting.happened_on))
        for session in self.explains:
            _latest(last, session.listeners, ("explain_session", session.id, "", session.held_on))
        for call in self.callbacks:
            if call.reached and call.contact_id:
                _latest(last, (call.contact_id,), ("callback", call.id, call.text or "", call.called_on))
        return last

    def last_contacts(self) -> dict[str, date]:
        """The day of each contact's last touch."""
        return {contact_id: touch.on for contact_id, touch in self.last_touches().items()}

    def present_contacts(self) -> tuple[Contact, ...]:
        """Contacts that have not left."""
        return tuple(c for c in self.contacts if c.left_on is None)

    def open_risks(self) -> tuple[Risk, ...]:
        """Risks that are not closed: open, treated and accepted ones."""
        return tuple(r for r in self.risks if r.state != "closed")

    def open_actions(self) -> tuple[Action, ...]:
        """Actions neither done nor dropped."""
        return tuple(a for a in self.actions if a.done_on is None and a.dropped_on is None)

    def done_reviews(self) -> tuple[NetworkReview, ...]:
        """Reviews that were carried out, newest first."""
        done = [r for r in self.reviews if r.done_on is not None]
        return tuple(sorted(done, key=lambda r: (r.done_on or date.min, r.id), reverse=True))

    def links(self, entity: str) -> dict[str, list[EvidenceLink]]:
        """Evidence links to records of one kind, by record id."""
        found: dict[str, list[EvidenceLink]] = {}
        for link in self.evidence:
            if link.target_type == entity:
                found.setdefault(link.target_id, []).append(link)
        return found

    def plans_by_risk(self) -> dict[str, list[ContingencyPlan]]:
        """Contingency plans by the id of each risk they cover."""
        found: dict[str, list[ContingencyPlan]] = {}
        for plan in self.plans:
            for risk_id in plan.risk_ids:
                found.setdefault(risk_id, []).append(plan)
        return found

    def drills_by_plan(self) -> dict[str, list[Drill]]:
        """Drills by the id of the plan that they try out, oldest first."""
        found: dict[str, list[Drill]] = {}
        for drill in sorted(self.drills, key=lambda d: (d.held_on or d.planned_on or date.max, d.id)):
            found.setdefault(drill.plan_id, []).append(drill)
        return found

    def contact_name(self, contact_id: str | None) -> str | None:
        """The display name of a contact of this account."""
        return next((c.name for c in self.contacts if c.id == contact_id), None)

    def person_name(self, person_id: str | None) -> str | None:
        """The name of one of our people."""
        person = self.people.get(person_id) if person_id else None
        return person.name if person else None


def _known(on: date | None, day: date) -> bool:
    return on is None or on <= day


def _latest(last: dict[str, Touch], who: Iterable[str], touch: tuple[str, str, str, date | None]) -> None:
    entity, key, text, on = touch
    if on is None:
        return
    for contact_id in who:
        before = last.get(contact_id)
        if before is None or (before.on, before.id) < (on, key):
            last[contact_id] = Touch(entity, key, text, on)
