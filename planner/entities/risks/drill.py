# SPDX-License-Identifier: Apache-2.0
"""Drill: a contingency plan tried out, with the minutes it took to restore (domain-model entity 33, K6)."""

from __future__ import annotations

from datetime import date

from planner.entities.risks.contingency_plan import DRILL_RESULTS
from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """Planned until ``held_on`` is set; the newest one held stands on the plan as well."""

    id: str
    account_id: str
    plan_id: str
    planned_on: date | None = None
    held_on: date | None = None
    result: str | None = None
    minutes: int | None = None
    led_by_id: str | None = None
    attendees: tuple[str, ...] = ()
    learned: str | None = None
    audience: str = "internal"


DRILL = EntitySpec(
    name="drill",
    table="drill",
    cls=Drill,
    label=N_("Drill"),
    label_plural=N_("Drills"),
    title="held_on",
    fields=(
        account_ref(),
        FieldSpec("plan_id", N_("Contingency plan"), Kind.REF, required=True, ref="contingency_plan"),
        FieldSpec("planned_on", N_("Planned for"), Kind.DATE),
        FieldSpec("held_on", N_("Held on"), Kind.DATE),
        FieldSpec("result", N_("Drill result"), Kind.CHOICE, choices=DRILL_RESULTS),
        FieldSpec("minutes", N_("Minutes to restore"), Kind.INT, low=0, unit="min"),
        FieldSpec("led_by_id", N_("Led by"), Kind.REF, ref="person"),
        FieldSpec("attendees", N_("Took part"), Kind.LIST, ref="contact"),
        FieldSpec("learned", N_("What was learnt"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
