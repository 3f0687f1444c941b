# SPDX-License-Identifier: Apache-2.0
"""Account: a key customer we plan for (domain-model entity 1, there called Customer)."""

from __future__ import annotations

from datetime import date

from planner.entities.customers.grades import GRADES
from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.text import N_

SEGMENTS = (
    ("government", N_("Government")),
    ("enterprise", N_("Enterprise")),
    ("consumer", N_("Consumer")),
)
TRENDS = (("rising", N_("Rising")), ("steady", N_("Steady")), ("declining", N_("Declining")))

__all__ = ["ACCOUNT", "GRADES", "SEGMENTS", "TRENDS", "Account"]

FACTS = N_("Company")
REACH = N_("Reach")
STANDING = N_("Standing")
OURS = N_("Our side")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A company we serve; only the name is required, everything else may stay unknown."""

    id: str
    name: str
    legal_name: str | None = None
    external_id: str | None = None
    grade: str = "ungraded"
    segment: str | None = None
    industry: str | None = None
    country: str | None = None
    city: str | None = None
    website: str | None = None
    domain: str | None = None
    phone: str | None = None
    employees: int | None = None
    parent_id: str | None = None
    owner_id: str | None = None
    languages: tuple[str, ...] = ()
    what_matters: str | None = None
    lives_from: str | None = None
    rank_in_industry: int | None = None
    trend: str | None = None
    stability: int | None = None
    relationship_stage: int | None = None
    tenure_start: date | None = None
    vip_from: date | None = None
    vip_to: date | None = None
    vip_reason: str | None = None
    service_owner_id: str | None = None
    plan_start: date | None = None
    notes: str | None = None
    audience: str = "internal"


ACCOUNT = EntitySpec(
    name="account",
    table="account",
    cls=Account,
    label=N_("Account"),
    label_plural=N_("Accounts"),
    title="name",
    fields=(
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, group=FACTS, search=True, max_length=200),
        FieldSpec("legal_name", N_("Legal name"), Kind.TEXT, group=FACTS, search=True, max_length=200),
        FieldSpec("external_id", N_("Customer number"), Kind.TEXT, group=FACTS, search=True),
        FieldSpec("grade", N_("Grade"), Kind.CHOICE, required=True, choices=GRADES, group=STANDING),
        FieldSpec("segment", N_("Segment"), Kind.CHOICE, choices=SEGMENTS, group=FACTS),
        FieldSpec("industry", N_("Industry"), Kind.TEXT, group=FACTS, search=True),
        FieldSpec("country", N_("Country"), Kind.TEXT, group=REACH),
        FieldSpec("city", N_("City"), Kind.TEXT, group=REACH, search=True),
        FieldSpec("website", N_("Website"), Kind.TEXT, group=REACH),
        FieldSpec("domain", N_("Mail domain"), Kind.TEXT, group=REACH),
        FieldSpec("phone", N_("Phone"), Kind.TEXT, group=REACH),
        FieldSpec("employees", N_("Employees"), Kind.INT, low=0, group=FACTS),
        FieldSpec("parent_id", N_("Subsidiary of"), Kind.REF, ref="account", group=FACTS),
        FieldSpec("owner_id", N_("Owner"), Kind.REF, ref="person", group=OURS),
        FieldSpec("languages", N_("Languages"), Kind.LIST, group=REACH),
        FieldSpec("what_matters", N_("What matters now"), Kind.NOTE, group=STANDING, search=True, max_length=2000),
        FieldSpec("lives_from", N_("What this customer lives from"), Kind.NOTE, group=STANDING, search=True),
        FieldSpec("rank_in_industry", N_("Rank in industry"), Kind.INT, low=1, group=STANDING),
        FieldSpec("trend", N_("Trend"), Kind.CHOICE, choices=TRENDS, group=STANDING),
        FieldSpec("stability", N_("Stability 1–5"), Kind.SCORE, low=1, high=5, group=STANDING),
        FieldSpec("relationship_stage", N_("Relationship stage 1–5"), Kind.SCORE, low=1, high=5, group=STANDING),
        FieldSpec("tenure_start", N_("Customer since"), Kind.DATE, group=STANDING),
        FieldSpec("vip_from", N_("VIP from"), Kind.DATE, group=OURS),
        FieldSpec("vip_to", N_("VIP until"), Kind.DATE, group=OURS),
        FieldSpec("vip_reason", N_("VIP reason"), Kind.TEXT, group=OURS),
        FieldSpec("service_owner_id", N_("Service owner"), Kind.REF, ref="person", group=OURS),
        FieldSpec("plan_start", N_("Plan start"), Kind.DATE, group=OURS),
        FieldSpec("notes", N_("Notes"), Kind.NOTE, group=OURS, search=True),
        AUDIENCE,
    ),
)
