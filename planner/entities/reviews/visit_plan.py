# SPDX-License-Identifier: Apache-2.0
"""VisitPlan: what a visit is for and what is to be learnt (domain-model entity 19, P16)."""

from __future__ import annotations

from datetime import date, datetime

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, ItemSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

KINDS = (
    ("network_review", N_("Network review")),
    ("working", N_("Working visit")),
    ("executive", N_("Executive meeting")),
    ("callback", N_("Callback")),
    ("plan_review", N_("Plan review")),
)
LEVELS = (("must", N_("Must")), ("should", N_("Should")), ("could", N_("Could")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something to learn on the visit; ``origin`` names the record it was proposed from, as "table:id"."""

    text: str = ""
    level: str = "should"
    answer: str = ""
    origin: str = ""


FACT = ItemSpec(
    Fact,
    (
        FieldSpec("text", N_("To learn"), Kind.TEXT, required=True),
        FieldSpec("level", N_("Importance"), Kind.CHOICE, required=True, choices=LEVELS),
        FieldSpec("answer", N_("Answer"), Kind.TEXT),
        FieldSpec("origin", N_("Comes from"), Kind.TEXT, editable=False, max_length=80),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """One planned visit; ``packed_at`` is when all it needs was found on this computer."""

    id: str
    account_id: str
    title: str
    kind: str = "network_review"
    review_id: str | None = None
    site_id: str | None = None
    planned_on: date | None = None
    goal: str | None = None
    success_sign: str | None = None
    best_commitment: str | None = None
    minimum_commitment: str | None = None
    meet: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    packed_at: datetime | None = None
    note: str | None = None
    audience: str = "internal"


VISIT_PLAN = EntitySpec(
    name="visit_plan",
    table="visit_plan",
    cls=VisitPlan,
    label=N_("Visit plan"),
    label_plural=N_("Visit plans"),
    title="title",
    fields=(
        account_ref(),
        FieldSpec("title", N_("Title"), Kind.TEXT, required=True, search=True),
        FieldSpec("kind", N_("Kind"), Kind.CHOICE, required=True, choices=KINDS),
        FieldSpec("review_id", N_("Network review"), Kind.REF, ref="network_review"),
        FieldSpec("site_id", N_("Site"), Kind.REF, ref="site"),
        FieldSpec("planned_on", N_("Planned for"), Kind.DATE),
        FieldSpec("goal", N_("Goal"), Kind.TEXT, search=True),
        FieldSpec("success_sign", N_("Sign of success"), Kind.TEXT),
        FieldSpec("best_commitment", N_("Best commitment"), Kind.TEXT),
        FieldSpec("minimum_commitment", N_("Least commitment"), Kind.TEXT),
        FieldSpec("meet", N_("To meet"), Kind.LIST, ref="contact"),
        FieldSpec("facts", N_("To learn"), Kind.LIST, item=FACT, search=True),
        FieldSpec("packed_at", N_("Packed"), Kind.MOMENT, editable=False),
        FieldSpec("note", N_("Note"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
