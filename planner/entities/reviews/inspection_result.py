# SPDX-License-Identifier: Apache-2.0
"""InspectionResult: one check of one asset in one review (domain-model entities 29 and 30)."""

from __future__ import annotations

from datetime import datetime

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

RESULTS = (
    ("pass", N_("Pass")),
    ("attention", N_("Attention")),
    ("fail", N_("Fail")),
    ("not_checked", N_("Not checked")),
    ("not_applicable", N_("Not applicable")),
)
GROUPS = (
    ("environment", N_("Environment")),
    ("basics", N_("Basics")),
    ("power", N_("Power")),
    ("cooling", N_("Cooling")),
    ("network", N_("Network")),
    ("running_state", N_("Running state")),
    ("interfaces", N_("Interfaces")),
    ("services", N_("Services")),
    ("security", N_("Security")),
    ("capacity", N_("Capacity")),
    ("spares_backup", N_("Spares and backup")),
    ("life_cycle", N_("Life cycle")),
    ("earlier_findings", N_("Earlier findings")),
)

GIVEN_BY = (("hand", N_("By hand")), ("reading", N_("By its reading")))
CADENCES = (("each", N_("Each review")), ("monthly", N_("Monthly")), ("yearly", N_("Yearly")))


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionResult:
    """A reading against its limit with a result; attention and fail carry a finding in words.

    ``ok_range`` is text such as "< 80", "18-24" or "OK"; ``reading`` is what was read, without
    its unit. ``template_id``, ``item_key``, ``advice``, ``cadence`` and ``source`` are what the checklist template said
    when the review was made. ``checked_at`` is when the result was given by this computer's clock, ``clock_note`` says
    that the clock had jumped. ``given_by`` says whether the result was given by hand or follows from the reading, None
    where that was not noted.
    """

    id: str
    account_id: str
    review_id: str
    code: str | None = None
    asset_id: str | None = None
    group: str = "basics"
    item: str
    unit: str | None = None
    ok_range: str | None = None
    reading: str | None = None
    result: str = "not_checked"
    given_by: str | None = None
    finding: str | None = None
    note: str | None = None
    position: int | None = None
    repeated_from_id: str | None = None
    template_id: str | None = None
    item_key: str | None = None
    advice: str | None = None
    cadence: str | None = None
    source: str | None = None
    checked_at: datetime | None = None
    clock_note: str | None = None
    audience: str = "internal"


INSPECTION_RESULT = EntitySpec(
    name="inspection_result",
    table="inspection_result",
    cls=InspectionResult,
    label=N_("Check"),
    label_plural=N_("Checks"),
    title="item",
    code_prefix="F-",
    fields=(
        account_ref(),
        FieldSpec("review_id", N_("Network review"), Kind.REF, required=True, ref="network_review"),
        FieldSpec("code", N_("Number"), Kind.TEXT, editable=False, search=True),
        FieldSpec("asset_id", N_("Asset"), Kind.REF, ref="asset"),
        FieldSpec("group", N_("Group"), Kind.CHOICE, required=True, choices=GROUPS),
        FieldSpec("item", N_("Check"), Kind.TEXT, required=True),
        FieldSpec("unit", N_("Unit of measure"), Kind.TEXT),
        FieldSpec("ok_range", N_("Limit"), Kind.TEXT),
        FieldSpec("reading", N_("Reading"), Kind.TEXT),
        FieldSpec("result", N_("Result"), Kind.CHOICE, required=True, choices=RESULTS),
        FieldSpec("given_by", N_("Result given"), Kind.CHOICE, choices=GIVEN_BY, editable=False),
        FieldSpec("finding", N_("Finding"), Kind.NOTE, search=True),
        FieldSpec("note", N_("Note"), Kind.NOTE, search=True),
        FieldSpec("position", N_("Position"), Kind.INT, editable=False),
        FieldSpec("repeated_from_id", N_("Seen before in"), Kind.REF, ref="inspection_result", editable=False),
        FieldSpec("template_id", N_("Checklist template"), Kind.REF, ref="checklist_template", editable=False),
        FieldSpec("item_key", N_("Key"), Kind.TEXT, editable=False),
        FieldSpec("advice", N_("Advice"), Kind.TEXT),
        FieldSpec("cadence", N_("How often"), Kind.CHOICE, choices=CADENCES),
        FieldSpec("source", N_("Source of the limit"), Kind.TEXT),
        FieldSpec("checked_at", N_("Checked at"), Kind.MOMENT, editable=False),
        FieldSpec("clock_note", N_("Clock"), Kind.TEXT, editable=False),
        AUDIENCE,
    ),
)
