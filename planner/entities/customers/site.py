# SPDX-License-Identifier: Apache-2.0
"""Site: a place of the customer with equipment (domain-model entity 26)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, ItemSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactExample:
    """What a step of the impact scale means at one site, in the customer's own words."""

    impact: int | None = None
    example: str = ""


IMPACT_EXAMPLE = ItemSpec(
    ImpactExample,
    (
        FieldSpec("impact", N_("Impact"), Kind.SCORE, required=True, low=1, high=5),
        FieldSpec("example", N_("Example"), Kind.TEXT, required=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A location that network reviews visit."""

    id: str
    account_id: str
    name: str
    region: str | None = None
    city: str | None = None
    kind: str | None = None
    criticality: int | None = None
    address: str | None = None
    access: str | None = None
    impact_examples: tuple[ImpactExample, ...] = ()
    notes: str | None = None
    audience: str = "internal"


SITE = EntitySpec(
    name="site",
    table="site",
    cls=Site,
    label=N_("Site"),
    label_plural=N_("Sites"),
    title="name",
    fields=(
        account_ref(),
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, search=True),
        FieldSpec("region", N_("Region"), Kind.TEXT, search=True),
        FieldSpec("city", N_("City"), Kind.TEXT, search=True),
        FieldSpec("kind", N_("Kind"), Kind.TEXT),
        FieldSpec("criticality", N_("Criticality 1–5"), Kind.SCORE, low=1, high=5),
        FieldSpec("address", N_("Address"), Kind.TEXT),
        FieldSpec("access", N_("Way in"), Kind.NOTE, hint=N_("Keys, doors, who to call")),
        FieldSpec("impact_examples", N_("What an impact means here"), Kind.LIST, item=IMPACT_EXAMPLE),
        FieldSpec("notes", N_("Notes"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
