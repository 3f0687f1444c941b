# SPDX-License-Identifier: Apache-2.0
"""All nouns in one tuple; adding one means adding its name here."""

from __future__ import annotations

from typing import Any

from planner.entities.common.alert_mute import ALERT_MUTE
from planner.entities.common.attachment import ATTACHMENT
from planner.entities.common.chart_card import CHART_CARD
from planner.entities.common.evidence_link import EVIDENCE_LINK
from planner.entities.common.person import PERSON
from planner.entities.common.ruleset import RULESET
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.customers.site import SITE
from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.relations.interaction import INTERACTION
from planner.entities.relations.map_place import MAP_PLACE
from planner.entities.relations.relation_assessment import RELATION_ASSESSMENT
from planner.entities.relations.relation_edge import RELATION_EDGE
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE
from planner.entities.reviews.explain_session import EXPLAIN_SESSION
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.entities.service.callback import CALLBACK
from planner.entities.spec import EntitySpec

ENTITIES: tuple[EntitySpec[Any], ...] = (
    PERSON,
    ACCOUNT,
    GRADE_DECISION,
    ORG_UNIT,
    CONTACT,
    DECISION_ROLE,
    RELATION_ASSESSMENT,
    RELATION_EDGE,
    MAP_PLACE,
    SITE,
    ASSET,
    AUTHORISATION,
    CHECKLIST_TEMPLATE,
    NETWORK_REVIEW,
    VISIT_PLAN,
    INSPECTION_RESULT,
    EXPLAIN_SESSION,
    RISK,
    CONTINGENCY_PLAN,
    DRILL,
    INTERACTION,
    CALLBACK,
    ACTION,
    EVIDENCE_LINK,
    ATTACHMENT,
    RULESET,
    ALERT_MUTE,
    CHART_CARD,
)

BY_NAME: dict[str, EntitySpec[Any]] = {spec.name: spec for spec in ENTITIES}
BY_TABLE: dict[str, EntitySpec[Any]] = {spec.table: spec for spec in ENTITIES}
