# SPDX-License-Identifier: Apache-2.0
"""Builders: one valid record of every noun, with fresh ids and counted names; any field can be given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from planner.entities.common.alert_mute import AlertMute
from planner.entities.common.attachment import Attachment
from planner.entities.common.chart_card import ChartCard
from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.common.person import Person
from planner.entities.common.ruleset import Ruleset
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
from planner.entities.reviews.checklist_template import ChecklistTemplate
from planner.entities.reviews.explain_session import ExplainSession
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.reviews.visit_plan import VisitPlan
from planner.entities.risks.contingency_plan import ContingencyPlan, PlanStep
from planner.entities.risks.drill import Drill
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.entities.service.callback import Callback
from planner.kernel.clock import FixedClock
from planner.kernel.ids import IdMaker

TODAY = date(2026, 11, 21)
_IDS = IdMaker(FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC)), seed=7)
_COUNT = count(1)


def an_id() -> str:
    """A fresh record id; later ones sort later."""
    return _IDS.new()


def _numbered(word: str) -> str:
    return f"{word} {next(_COUNT)}"


def _with(defaults: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {"id": an_id(), **defaults, **fields}


def _of_account(defaults: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    account = {} if "account_id" in fields else {"account_id": an_id()}
    return _with({**account, **defaults}, fields)


def a_person(**fields: Any) -> Person:
    """One of our people."""
    return Person(**_with({"name": _numbered("Colleague")}, fields))


def an_account(**fields: Any) -> Account:
    """An account with nothing but its name."""
    return Account(**_with({"name": _numbered("Account")}, fields))


def a_grade_decision(**fields: Any) -> GradeDecision:
    """A decision for grade A, taken today."""
    return GradeDecision(**_of_account({"grade": "A", "decided_on": TODAY}, fields))


def an_org_unit(**fields: Any) -> OrgUnit:
    """A unit in scope without a target."""
    return OrgUnit(**_of_account({"name": _numbered("Unit")}, fields))


def a_contact(**fields: Any) -> Contact:
    """A contact with nothing but a name."""
    return Contact(**_of_account({"name": _numbered("Contact")}, fields))


def a_decision_role(**fields: Any) -> DecisionRole:
    """A decider in the general chain."""
    defaults = {"contact_id": fields.get("contact_id") or an_id(), "role": "decider"}
    return DecisionRole(**_of_account(defaults, fields))


def a_relation_assessment(**fields: Any) -> RelationAssessment:
    """Level 1, assessed today."""
    defaults = {"contact_id": fields.get("contact_id") or an_id(), "assessed_on": TODAY, "level": "1"}
    return RelationAssessment(**_of_account(defaults, fields))


def a_relation_edge(**fields: Any) -> RelationEdge:
    """An influence of unknown strength."""
    defaults = {"contact_id": fields.get("contact_id") or an_id(), "kind": "influences"}
    return RelationEdge(**_of_account(defaults, fields))


def a_map_place(**fields: Any) -> MapPlace:
    """A card moved ten px to the right."""
    return MapPlace(**_of_account({"contact_id": fields.get("contact_id") or an_id(), "right": 10}, fields))


def an_alert_mute(**fields: Any) -> AlertMute:
    """An alert of the account muted today, without end."""
    return AlertMute(**_of_account({"rule": "K4", "reason": "Agreed with the customer", "muted_on": TODAY}, fields))


def a_chart_card(**fields: Any) -> ChartCard:
    """The health chart, with nothing decided about it."""
    return ChartCard(**_of_account({"kind": "health"}, fields))


def a_site(**fields: Any) -> Site:
    """A site with nothing but a name."""
    return Site(**_of_account({"name": _numbered("Site")}, fields))


def an_asset(**fields: Any) -> Asset:
    """An asset with nothing but a name."""
    return Asset(**_of_account({"name": _numbered("Asset")}, fields))


def an_authorisation(**fields: Any) -> Authorisation:
    """Leave to read everything, at all sites and without an end."""
    return Authorisation(**_of_account({"scope": _numbered("Reading at")}, fields))


def a_checklist_template(**fields: Any) -> ChecklistTemplate:
    """A template without checks."""
    return ChecklistTemplate(**_with({"name": _numbered("Template")}, fields))


def a_visit_plan(**fields: Any) -> VisitPlan:
    """A planned visit with a title only."""
    return VisitPlan(**_of_account({"title": _numbered("Visit")}, fields))


def a_drill(**fields: Any) -> Drill:
    """A drill that was not held yet."""
    return Drill(**_of_account({"plan_id": fields.get("plan_id") or an_id()}, fields))


def a_network_review(**fields: Any) -> NetworkReview:
    """A planned review without dates."""
    return NetworkReview(**_of_account({}, fields))


def an_inspection_result(**fields: Any) -> InspectionResult:
    """A check that was not made yet."""
    defaults = {"review_id": fields.get("review_id") or an_id(), "item": _numbered("Check")}
    return InspectionResult(**_of_account(defaults, fields))


def an_explain_session(**fields: Any) -> ExplainSession:
    """An explanation without day or listeners."""
    return ExplainSession(**_of_account({"review_id": fields.get("review_id") or an_id()}, fields))


def a_risk(**fields: Any) -> Risk:
    """An open, unrated risk."""
    return Risk(**_of_account({"statement": _numbered("Risk")}, fields))


def a_contingency_plan(**fields: Any) -> ContingencyPlan:
    """A plan with a title only; see a_valid_plan."""
    return ContingencyPlan(**_of_account({"title": _numbered("Plan")}, fields))


def a_valid_plan(**fields: Any) -> ContingencyPlan:
    """A plan with trigger, decider and one step, made today."""
    defaults = {
        "trigger": "load > 95 %",
        "decider": "A. Vidal",
        "made_on": TODAY,
        "steps": (PlanStep(t_plus_min=0, who="Shift", action="Shed load", rollback="Restore load"),),
    }
    return a_contingency_plan(**{**defaults, **fields})


def an_interaction(**fields: Any) -> Interaction:
    """A meeting today without participants."""
    return Interaction(**_of_account({"happened_on": TODAY, "title": _numbered("Meeting")}, fields))


def a_callback(**fields: Any) -> Callback:
    """A callback without answers."""
    return Callback(**_of_account({}, fields))


def an_action(**fields: Any) -> Action:
    """An open action without a due date."""
    return Action(**_of_account({"title": _numbered("Action")}, fields))


def an_evidence_link(**fields: Any) -> EvidenceLink:
    """Own judgement about an account."""
    defaults = {"target_type": "account", "target_id": fields.get("target_id") or an_id()}
    return EvidenceLink(**_of_account(defaults, fields))


def an_attachment(**fields: Any) -> Attachment:
    """A small picture that exists by name only."""
    name = _numbered("Photo") + ".jpg"
    defaults = {"file_name": name, "sha256": "0" * 64, "size": 10, "media_type": "image/jpeg"}
    return Attachment(**_of_account(defaults, fields))


def a_ruleset(**fields: Any) -> Ruleset:
    """A named ruleset without content."""
    return Ruleset(**_with({"name": _numbered("Rules"), "hash": "0" * 12}, fields))


BUILDERS: dict[str, Callable[..., Any]] = {
    "person": a_person,
    "account": an_account,
    "grade_decision": a_grade_decision,
    "org_unit": an_org_unit,
    "contact": a_contact,
    "decision_role": a_decision_role,
    "relation_assessment": a_relation_assessment,
    "relation_edge": a_relation_edge,
    "map_place": a_map_place,
    "site": a_site,
    "asset": an_asset,
    "authorisation": an_authorisation,
    "checklist_template": a_checklist_template,
    "network_review": a_network_review,
    "visit_plan": a_visit_plan,
    "inspection_result": an_inspection_result,
    "explain_session": an_explain_session,
    "risk": a_risk,
    "contingency_plan": a_contingency_plan,
    "drill": a_drill,
    "interaction": an_interaction,
    "callback": a_callback,
    "action": an_action,
    "evidence_link": an_evidence_link,
    "attachment": an_attachment,
    "ruleset": a_ruleset,
    "alert_mute": an_alert_mute,
    "chart_card": a_chart_card,
}
