# SPDX-License-Identifier: Apache-2.0
"""OrgUnit: a department of the customer (domain-model entity 10)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

KINDS = (
    ("executive", N_("Executive")),
    ("operations", N_("Operations")),
    ("construction", N_("Construction")),
    ("planning", N_("Planning")),
    ("procurement", N_("Procurement")),
    ("finance", N_("Finance")),
    ("it", N_("IT")),
    ("user_dept", N_("User department")),
    ("other", N_("Other")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnit:
    """A unit with the number of contacts we want there; units out of scope count nowhere."""

    id: str
    account_id: str
    name: str
    parent_id: str | None = None
    kind: str = "other"
    target_contacts: int | None = None
    in_scope: bool = True
    audience: str = "internal"


ORG_UNIT = EntitySpec(
    name="org_unit",
    table="org_unit",
    cls=OrgUnit,
    label=N_("Unit"),
    label_plural=N_("Units"),
    title="name",
    fields=(
        account_ref(),
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, search=True),
        FieldSpec("parent_id", N_("Part of"), Kind.REF, ref="org_unit"),
        FieldSpec("kind", N_("Kind"), Kind.CHOICE, required=True, choices=KINDS),
        FieldSpec("target_contacts", N_("Contacts wanted"), Kind.INT, low=0),
        FieldSpec("in_scope", N_("In scope"), Kind.BOOL, required=True),
        AUDIENCE,
    ),
)
