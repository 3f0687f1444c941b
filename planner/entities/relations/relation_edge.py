# SPDX-License-Identifier: Apache-2.0
"""RelationEdge: how one person of the customer stands to another (domain-model entity 13)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

EDGES = (
    ("reports_to", N_("Reports to")),
    ("influences", N_("Influences")),
    ("allied", N_("Allied with")),
    ("conflict", N_("In conflict with")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEdge:
    """A line from ``contact_id`` to ``to_id``; ``strength`` 1-3 is the width of an influence, None not judged.

    Without ``to_id`` (the other person was erased) it says nothing and is not drawn.
    """

    id: str
    account_id: str
    contact_id: str
    to_id: str | None = None
    kind: str
    strength: int | None = None
    note: str | None = None
    audience: str = "internal"


RELATION_EDGE = EntitySpec(
    name="relation_edge",
    table="relation_edge",
    cls=RelationEdge,
    label=N_("Relation line"),
    label_plural=N_("Relation lines"),
    title="kind",
    fields=(
        account_ref(),
        FieldSpec("contact_id", N_("Person"), Kind.REF, required=True, ref="contact"),
        FieldSpec("kind", N_("Relation"), Kind.CHOICE, required=True, choices=EDGES),
        FieldSpec("to_id", N_("To"), Kind.REF, ref="contact"),
        FieldSpec("strength", N_("Strength"), Kind.INT, low=1, high=3),
        FieldSpec("note", N_("Note"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
