# SPDX-License-Identifier: Apache-2.0
"""Person: one of our own people (domain-model entity 50)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.text import N_

ROLES = (
    ("account_manager", N_("Account manager")),
    ("solution_manager", N_("Solution manager")),
    ("delivery_manager", N_("Delivery manager")),
    ("service", N_("Service engineer")),
    ("caller", N_("Caller")),
    ("lead", N_("Team lead")),
    ("manager", N_("Manager")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who signs changes, owns accounts, reviews networks or calls customers back."""

    id: str
    name: str
    role: str = "account_manager"
    email: str | None = None
    manager_id: str | None = None
    region: str | None = None
    left_on: date | None = None
    audience: str = "internal"


PERSON = EntitySpec(
    name="person",
    table="person",
    cls=Person,
    label=N_("Colleague"),
    label_plural=N_("Colleagues"),
    title="name",
    fields=(
        FieldSpec("name", N_("Name"), Kind.TEXT, required=True, search=True),
        FieldSpec("role", N_("Role"), Kind.CHOICE, required=True, choices=ROLES),
        FieldSpec("email", N_("E-mail"), Kind.TEXT),
        FieldSpec("manager_id", N_("Manager"), Kind.REF, ref="person"),
        FieldSpec("region", N_("Region"), Kind.TEXT),
        FieldSpec("left_on", N_("Left on"), Kind.DATE),
        AUDIENCE,
    ),
)
