# SPDX-License-Identifier: Apache-2.0
"""RelationAssessment: where a contact stands, with the behaviour that shows it (domain-model entity 14)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

LEVELS = (
    ("3", N_("+3 warns and advises us without being asked")),
    ("2", N_("+2 speaks for us in an internal meeting")),
    ("1", N_("+1 shares schedule and accepts meetings")),
    ("0", N_("0 listens only")),
    ("-1", N_("−1 worked against us in a recorded case")),
    ("not_met", N_("Not met")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAssessment:
    """A dated level; the newest counts. Levels 2 and 3 need two independent pieces of evidence."""

    id: str
    account_id: str
    contact_id: str
    assessed_on: date
    level: str
    behaviour: str | None = None
    holder_id: str | None = None
    audience: str = "internal"


RELATION_ASSESSMENT = EntitySpec(
    name="relation_assessment",
    table="relation_assessment",
    cls=RelationAssessment,
    label=N_("Level"),
    label_plural=N_("Levels"),
    title="level",
    fields=(
        account_ref(),
        FieldSpec("contact_id", N_("Person"), Kind.REF, required=True, ref="contact"),
        FieldSpec("assessed_on", N_("On"), Kind.DATE, required=True),
        FieldSpec("level", N_("Level"), Kind.CHOICE, required=True, choices=LEVELS),
        FieldSpec("behaviour", N_("What we saw"), Kind.NOTE, search=True),
        FieldSpec("holder_id", N_("Our holder"), Kind.REF, ref="person"),
        AUDIENCE,
    ),
)
