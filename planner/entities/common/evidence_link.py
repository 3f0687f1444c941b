# SPDX-License-Identifier: Apache-2.0
"""EvidenceLink: what a claim rests on, with its grade E1 to E4 (domain-model 3.1)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

KINDS = (
    ("interaction", N_("Meeting or call")),
    ("callback", N_("Callback")),
    ("finding", N_("Finding")),
    ("reading", N_("Reading")),
    ("document", N_("Document")),
    ("insight", N_("Insight")),
    ("contract", N_("Contract")),
    ("own_judgement", N_("Own judgement")),
)
GRADES = (
    ("E1", N_("E1 written by the customer or measured")),
    ("E2", N_("E2 said in a recorded meeting")),
    ("E3", N_("E3 public source")),
    ("E4", N_("E4 own inference")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink:
    """One piece of evidence for one record (or one field of it)."""

    id: str
    account_id: str
    target_type: str
    target_id: str
    target_field: str | None = None
    kind: str = "own_judgement"
    ref_type: str | None = None
    ref_id: str | None = None
    attachment_id: str | None = None
    paraphrase: str | None = None
    evidence_date: date | None = None
    grade: str = "E4"
    audience: str = "internal"


EVIDENCE_LINK = EntitySpec(
    name="evidence_link",
    table="evidence_link",
    cls=EvidenceLink,
    label=N_("Evidence"),
    label_plural=N_("Evidence"),
    title="paraphrase",
    fields=(
        account_ref(),
        FieldSpec("target_type", N_("Record kind"), Kind.TEXT, required=True, editable=False),
        FieldSpec("target_id", N_("Related record"), Kind.TEXT, required=True, editable=False),
        FieldSpec("target_field", N_("Field"), Kind.TEXT, editable=False),
        FieldSpec("kind", N_("Kind"), Kind.CHOICE, required=True, choices=KINDS),
        FieldSpec("ref_type", N_("Source kind"), Kind.TEXT, editable=False),
        FieldSpec("ref_id", N_("Source"), Kind.TEXT, editable=False),
        FieldSpec("attachment_id", N_("File"), Kind.REF, ref="attachment"),
        FieldSpec("paraphrase", N_("In short"), Kind.TEXT, max_length=300, search=True),
        FieldSpec("evidence_date", N_("Date"), Kind.DATE),
        FieldSpec("grade", N_("Grade"), Kind.CHOICE, required=True, choices=GRADES),
        AUDIENCE,
    ),
)
