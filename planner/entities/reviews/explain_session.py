# SPDX-License-Identifier: Apache-2.0
"""ExplainSession: the findings told to the customer, and what they understood (domain-model entity 31)."""

from __future__ import annotations

from datetime import date, datetime

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

UNDERSTOOD = (("yes", N_("Yes")), ("partly", N_("Partly")), ("no", N_("No")))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainSession:
    """Who listened, to what, and who acknowledged it.

    ``acknowledged_name`` is who did where no contact is kept for that person. ``signature`` are the strokes of a drawn
    one: strokes apart by ";", points by " ", each "x,y" in thousandths of the height of the field.
    """

    id: str
    account_id: str
    review_id: str
    held_on: date | None = None
    listeners: tuple[str, ...] = ()
    language: str | None = None
    topics: tuple[str, ...] = ()
    questions: str | None = None
    understood: str | None = None
    acknowledged_by: str | None = None
    acknowledged_on: date | None = None
    acknowledged_name: str | None = None
    acknowledged_at: datetime | None = None
    signature: str | None = None
    audience: str = "internal"


EXPLAIN_SESSION = EntitySpec(
    name="explain_session",
    table="explain_session",
    cls=ExplainSession,
    label=N_("Explanation"),
    label_plural=N_("Explanations"),
    title="held_on",
    fields=(
        account_ref(),
        FieldSpec("review_id", N_("Network review"), Kind.REF, required=True, ref="network_review"),
        FieldSpec("held_on", N_("On"), Kind.DATE),
        FieldSpec("listeners", N_("Listeners"), Kind.LIST, ref="contact"),
        FieldSpec("language", N_("Language"), Kind.TEXT),
        FieldSpec("topics", N_("Topics shown"), Kind.LIST),
        FieldSpec("questions", N_("Questions"), Kind.NOTE, search=True),
        FieldSpec("understood", N_("Understood"), Kind.CHOICE, choices=UNDERSTOOD),
        FieldSpec("acknowledged_by", N_("Acknowledged by"), Kind.REF, ref="contact"),
        FieldSpec("acknowledged_on", N_("Acknowledged on"), Kind.DATE),
        FieldSpec("acknowledged_name", N_("Acknowledged by (name)"), Kind.TEXT),
        FieldSpec("acknowledged_at", N_("Acknowledged at"), Kind.MOMENT, editable=False),
        FieldSpec("signature", N_("Signature"), Kind.NOTE, editable=False, max_length=60_000),
        AUDIENCE,
    ),
)
