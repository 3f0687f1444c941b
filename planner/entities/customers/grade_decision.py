# SPDX-License-Identifier: Apache-2.0
"""GradeDecision: who graded an account, why and until when (domain-model entity 2, append-only)."""

from __future__ import annotations

from datetime import date

from planner.entities.customers.account import GRADES
from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeDecision:
    """A human decision with reason and expiry: 12 months, 6 for S (domain-model P1).

    ``ruleset_hash`` and ``ruleset_version`` name the rules in force then; version 0 are the built-in ones.
    """

    id: str
    account_id: str
    grade: str
    suggested_grade: str | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_on: date
    valid_until: date | None = None
    ruleset_hash: str | None = None
    ruleset_version: int | None = None
    audience: str = "internal"


GRADE_DECISION = EntitySpec(
    name="grade_decision",
    table="grade_decision",
    cls=GradeDecision,
    label=N_("Grade decision"),
    label_plural=N_("Grade decisions"),
    title="grade",
    append_only=True,
    fields=(
        account_ref(),
        FieldSpec("grade", N_("Grade"), Kind.CHOICE, required=True, choices=GRADES),
        FieldSpec("suggested_grade", N_("Suggested grade"), Kind.CHOICE, choices=GRADES, editable=False),
        FieldSpec("reason", N_("Reason"), Kind.NOTE, search=True),
        FieldSpec("decided_by", N_("Decided by"), Kind.REF, ref="person"),
        FieldSpec("decided_on", N_("Decided on"), Kind.DATE, required=True),
        FieldSpec("valid_until", N_("Valid until"), Kind.DATE),
        FieldSpec("ruleset_hash", N_("Ruleset"), Kind.TEXT, editable=False),
        FieldSpec("ruleset_version", N_("Version of the rules"), Kind.INT, editable=False),
        AUDIENCE,
    ),
)
