# SPDX-License-Identifier: Apache-2.0
"""ContingencyPlan: what happens when a risk strikes, and whether it was drilled (domain-model entity 33)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, ItemSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

DRILL_RESULTS = (("passed", N_("Passed")), ("partly", N_("Partly")), ("failed", N_("Failed")))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step at T plus minutes, with the way back."""

    t_plus_min: int | None = None
    who: str = ""
    action: str = ""
    rollback: str = ""


PLAN_STEP = ItemSpec(
    PlanStep,
    (
        FieldSpec("t_plus_min", N_("T + min"), Kind.INT, low=0),
        FieldSpec("who", N_("Who"), Kind.TEXT),
        FieldSpec("action", N_("Does"), Kind.TEXT, required=True),
        FieldSpec("rollback", N_("Way back"), Kind.TEXT),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContingencyPlan:
    """Valid while it has a trigger, a decider and a step and has not expired (12 months).

    ``drilled_on``, ``drill_result`` and ``drill_minutes`` are those of the newest drill that was held.
    """

    id: str
    account_id: str
    title: str
    risk_ids: tuple[str, ...] = ()
    trigger: str | None = None
    decider: str | None = None
    deputy: str | None = None
    contacts: str | None = None
    contact_ids: tuple[str, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    spares: str | None = None
    customer_tasks: str | None = None
    comms_text: str | None = None
    made_on: date | None = None
    expires_on: date | None = None
    drilled_on: date | None = None
    drill_result: str | None = None
    drill_minutes: int | None = None
    audience: str = "internal"


CONTINGENCY_PLAN = EntitySpec(
    name="contingency_plan",
    table="contingency_plan",
    cls=ContingencyPlan,
    label=N_("Contingency plan"),
    label_plural=N_("Contingency plans"),
    title="title",
    fields=(
        account_ref(),
        FieldSpec("title", N_("Title"), Kind.TEXT, required=True, search=True),
        FieldSpec("risk_ids", N_("Risks"), Kind.LIST, ref="risk"),
        FieldSpec("trigger", N_("Trigger"), Kind.TEXT, search=True),
        FieldSpec("decider", N_("Decider"), Kind.TEXT),
        FieldSpec("deputy", N_("Deputy"), Kind.TEXT),
        FieldSpec("contacts", N_("Who to call"), Kind.NOTE),
        FieldSpec("contact_ids", N_("Contacts to call"), Kind.LIST, ref="contact"),
        FieldSpec("steps", N_("Steps"), Kind.LIST, item=PLAN_STEP, search=True),
        FieldSpec("spares", N_("Spares and their place"), Kind.NOTE),
        FieldSpec("customer_tasks", N_("Customer's tasks"), Kind.NOTE),
        FieldSpec("comms_text", N_("Text for the customer"), Kind.NOTE),
        FieldSpec("made_on", N_("Made on"), Kind.DATE),
        FieldSpec("expires_on", N_("Expires on"), Kind.DATE),
        FieldSpec("drilled_on", N_("Drilled on"), Kind.DATE, editable=False),
        FieldSpec("drill_result", N_("Drill result"), Kind.CHOICE, choices=DRILL_RESULTS, editable=False),
        FieldSpec("drill_minutes", N_("Minutes to restore"), Kind.INT, low=0, unit="min", editable=False),
        AUDIENCE,
    ),
)
