# SPDX-License-Identifier: Apache-2.0
"""Action: something somebody promised to do by a date (domain-model entity 47)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Open until ``done_on`` or ``dropped_on`` is set; ``parent`` says what it serves."""

    id: str
    account_id: str
    title: str
    parent_type: str | None = None
    parent_id: str | None = None
    owner_id: str | None = None
    opened_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    drop_reason: str | None = None
    effect_note: str | None = None
    audience: str = "internal"


ACTION = EntitySpec(
    name="action",
    table="action",
    cls=Action,
    label=N_("Action"),
    label_plural=N_("Actions"),
    title="title",
    fields=(
        account_ref(),
        FieldSpec("title", N_("Action"), Kind.TEXT, required=True, search=True),
        FieldSpec("parent_type", N_("Serves kind"), Kind.TEXT, editable=False),
        FieldSpec("parent_id", N_("Serves"), Kind.TEXT, editable=False),
        FieldSpec("owner_id", N_("Owner"), Kind.REF, ref="person"),
        FieldSpec("opened_on", N_("Opened on"), Kind.DATE),
        FieldSpec("due", N_("Due"), Kind.DATE),
        FieldSpec("done_on", N_("Done on"), Kind.DATE),
        FieldSpec("dropped_on", N_("Dropped on"), Kind.DATE),
        FieldSpec("drop_reason", N_("Reason for dropping"), Kind.TEXT),
        FieldSpec("effect_note", N_("Effect"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
