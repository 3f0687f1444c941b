# SPDX-License-Identifier: Apache-2.0
"""Contact: a person at the customer (domain-model entity 11; no private-life fields exist)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

PERSONAL = N_("Person")
REACH = N_("Reach")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Someone at the customer, known by a display name."""

    id: str
    account_id: str
    name: str
    given_name: str | None = None
    family_name: str | None = None
    title: str | None = None
    unit_id: str | None = None
    email: str | None = None
    email2: str | None = None
    phone: str | None = None
    mobile: str | None = None
    language: str | None = None
    external_id: str | None = None
    is_end_user: bool | None = None
    left_on: date | None = None
    lawful_basis: str | None = None
    notes: str | None = None
    audience: str = "internal"


CONTACT = EntitySpec(
    name="contact",
    table="contact",
    cls=Contact,
    label=N_("Person"),
    label_plural=N_("People"),
    title="name",
    fields=(
        account_ref(),
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, group=PERSONAL, search=True, max_length=200),
        FieldSpec("given_name", N_("Given name"), Kind.TEXT, group=PERSONAL, search=True),
        FieldSpec("family_name", N_("Family name"), Kind.TEXT, group=PERSONAL, search=True),
        FieldSpec("title", N_("Job title"), Kind.TEXT, group=PERSONAL, search=True),
        FieldSpec("unit_id", N_("Unit"), Kind.REF, ref="org_unit", group=PERSONAL),
        FieldSpec("email", N_("E-mail"), Kind.TEXT, group=REACH, search=True),
        FieldSpec("email2", N_("Second e-mail"), Kind.TEXT, group=REACH, search=True),
        FieldSpec("phone", N_("Phone"), Kind.TEXT, group=REACH),
        FieldSpec("mobile", N_("Mobile"), Kind.TEXT, group=REACH),
        FieldSpec("language", N_("Language"), Kind.TEXT, group=REACH),
        FieldSpec("external_id", N_("Contact number"), Kind.TEXT, group=PERSONAL),
        FieldSpec("is_end_user", N_("End user"), Kind.BOOL, group=PERSONAL),
        FieldSpec("left_on", N_("Left on"), Kind.DATE, group=PERSONAL),
        FieldSpec("lawful_basis", N_("Lawful basis"), Kind.TEXT, group=PERSONAL),
        FieldSpec("notes", N_("Notes"), Kind.NOTE, group=PERSONAL, search=True),
        AUDIENCE,
    ),
)
