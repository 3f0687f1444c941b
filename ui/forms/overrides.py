# SPDX-License-Identifier: Apache-2.0
"""What forms do differently for single nouns: sections, fields of a new record, defaults, verbs, bulk fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.entities.spec import EntitySpec
from planner.kernel.text import N_
from planner.services import crud
from planner.services.customers import add_account
from planner.services.session import Session

Section = tuple[str, tuple[str, ...]]
Add = Callable[[Session, Mapping[str, Any], object], Any]

# Fields that are not named here follow under a heading of their own group, the audience always last.
SECTIONS: dict[str, tuple[Section, ...]] = {
    "risk": (
        (N_("Risk"), ("cause", "statement", "effect", "kind", "state")),
        (
            N_("Rating"),
            (
                "likelihood",
                "impact",
                "likelihood_reason",
                "impact_reason",
                "residual_likelihood",
                "residual_impact",
            ),
        ),
        (
            N_("Treatment"),
            (
                "treatment",
                "due",
                "owner_id",
                "customer_owner_id",
                "told_ours_on",
                "told_customer_on",
                "treated_on",
                "closed_on",
            ),
        ),
        (N_("Where it comes from"), ("review_id", "site_id", "asset_id", "opened_on", "finding_ids")),
    ),
    "contingency_plan": (
        (N_("When it starts"), ("title", "trigger", "risk_ids", "decider", "deputy")),
        (N_("What is done"), ("steps", "spares", "contact_ids", "contacts", "customer_tasks", "comms_text")),
        (
            N_("Validity"),
            ("made_on", "expires_on"),
        ),
    ),
    "network_review": (
        (N_("Visit"), ("site_id", "reviewer_id", "planned_on", "done_on", "state")),
        (N_("Permission"), ("authorisation_id",)),
        (N_("Result"), ("no_risk_found", "report_due", "reported_on", "closed_on", "summary")),
    ),
    "callback": (
        (N_("Call"), ("contact_id", "caller_id", "person_id", "review_id", "service_on", "called_on", "reached")),
        (
            N_("Answers"),
            ("overall", "expected", "tech", "attitude", "norms", "perceived_gain", "solved", "text"),
        ),
        (N_("What follows"), ("corrective_action_id",)),
    ),
}

NEW_FIELDS: dict[str, tuple[str, ...]] = {
    "person": ("name", "role", "email"),
    "account": ("name", "grade", "industry", "owner_id"),
    "grade_decision": ("grade", "reason", "decided_on", "valid_until"),
    "org_unit": ("name", "kind", "parent_id", "target_contacts"),
    "contact": ("name", "title", "unit_id", "email", "phone"),
    "decision_role": ("contact_id", "role", "chain", "is_kdm"),
    "relation_assessment": ("contact_id", "level", "assessed_on", "behaviour", "holder_id"),
    "site": ("name", "city", "kind", "criticality"),
    "asset": ("name", "site_id", "kind", "model", "serial", "criticality"),
    "network_review": ("site_id", "planned_on", "reviewer_id"),
    "inspection_result": ("review_id", "group", "item", "asset_id", "ok_range", "unit"),
    "explain_session": ("review_id", "held_on", "listeners"),
    "risk": ("statement", "kind", "likelihood", "impact", "site_id", "owner_id"),
    "contingency_plan": ("title", "risk_ids", "trigger", "decider"),
    "interaction": ("title", "happened_on", "channel", "participants", "outcomes"),
    "callback": ("contact_id", "called_on", "reached", "overall", "text"),
    "action": ("title", "owner_id", "due"),
    "evidence_link": ("kind", "paraphrase", "evidence_date", "grade"),
}

BULK_FIELDS: dict[str, tuple[str, ...]] = {
    "account": (
        "grade",
        "owner_id",
        "service_owner_id",
        "industry",
        "segment",
        "country",
        "city",
        "parent_id",
        "trend",
        "plan_start",
        "audience",
    ),
}

_TODAY = frozenset({"opened_on", "happened_on", "assessed_on", "made_on", "decided_on", "called_on"})
_ME = {
    "account": "owner_id",
    "action": "owner_id",
    "interaction": "person_id",
    "relation_assessment": "holder_id",
    "network_review": "reviewer_id",
    "callback": "caller_id",
    "grade_decision": "decided_by",
}


def form_sections(spec: EntitySpec[Any], fields: tuple[str, ...] | None = None) -> list[Section]:
    """Headings with their fields in reading order; without ``fields`` all that people edit.

    Given ``fields`` stay in the given order under one empty heading.
    """
    if fields is not None:
        return [("", fields)]
    editable = [field.name for field in spec.fields if field.editable and field.name != "account_id"]
    named = SECTIONS.get(spec.name, ())
    sections: dict[str, list[str]] = {heading: list(names) for heading, names in named}
    taken = {name for _, names in named for name in names} | {"audience"}
    for name in editable:
        if name not in taken:
            sections.setdefault(spec.field(name).group, []).append(name)
    if "audience" in editable:
        sections.setdefault("", []).append("audience")
    plain = sections.pop("") if "" in sections else []
    shown = [(heading, tuple(names)) for heading, names in sections.items()]
    return [*shown, ("", tuple(plain))] if plain else shown


def new_fields(spec: EntitySpec[Any]) -> tuple[str, ...]:
    """The few fields a new record is asked for."""
    if spec.name in NEW_FIELDS:
        return NEW_FIELDS[spec.name]
    required = (f.name for f in spec.fields if f.required and f.editable)
    return tuple(name for name in required if name not in {"account_id", "audience"})


def new_values(session: Session, spec: EntitySpec[Any]) -> dict[str, object]:
    """What a new record starts with: the class's own values, today, and me."""
    values: dict[str, object] = {}
    for field in spec.fields:
        default = spec.cls.__dataclass_fields__[field.name].default
        if isinstance(default, str | int | bool):
            values[field.name] = default
        if field.name in _TODAY:
            values[field.name] = session.today()
    mine = _ME.get(spec.name)
    if mine is not None and session.me is not None:
        values[mine] = session.me
    return values


def bulk_fields(spec: EntitySpec[Any]) -> tuple[str, ...]:
    """The fields that can be set for many records at once: short ones, never names."""
    if spec.name in BULK_FIELDS:
        return BULK_FIELDS[spec.name]
    kinds = {"choice", "ref", "date", "bool", "score"}
    return tuple(f.name for f in spec.fields if f.editable and f.kind.value in kinds and f.name != "account_id")


def add_record(session: Session, spec: EntitySpec[Any], values: Mapping[str, Any], source: object) -> Any:
    """Create a record by its own verb where it has one."""
    add = _VERBS.get(spec.name)
    return crud.add(session, spec, source=source, **values) if add is None else add(session, values, source)


def _add_account(session: Session, values: Mapping[str, Any], source: object) -> Any:
    rest = {name: value for name, value in values.items() if name != "name"}
    return add_account(session, str(values.get("name") or ""), source=source, **rest)


_VERBS: dict[str, Add] = {"account": _add_account}
