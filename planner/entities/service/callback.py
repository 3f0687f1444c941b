# SPDX-License-Identifier: Apache-2.0
"""Callback: a call after a service by someone who did not do the work (domain-model entity 40, S1-10)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Three ratings 1-5 with the overall one; unanswered ratings stay unknown."""

    id: str
    account_id: str
    contact_id: str | None = None
    review_id: str | None = None
    person_id: str | None = None
    caller_id: str | None = None
    service_on: date | None = None
    called_on: date | None = None
    reached: bool | None = None
    tech: int | None = None
    attitude: int | None = None
    norms: int | None = None
    overall: int | None = None
    expected: int | None = None
    solved: bool | None = None
    perceived_gain: int | None = None
    text: str | None = None
    corrective_action_id: str | None = None
    audience: str = "internal"


CALLBACK = EntitySpec(
    name="callback",
    table="callback",
    cls=Callback,
    label=N_("Callback"),
    label_plural=N_("Callbacks"),
    title="called_on",
    fields=(
        account_ref(),
        FieldSpec("contact_id", N_("Person"), Kind.REF, ref="contact"),
        FieldSpec("review_id", N_("Network review"), Kind.REF, ref="network_review"),
        FieldSpec("person_id", N_("Served by"), Kind.REF, ref="person"),
        FieldSpec("caller_id", N_("Caller"), Kind.REF, ref="person"),
        FieldSpec("service_on", N_("Service on"), Kind.DATE),
        FieldSpec("called_on", N_("Called on"), Kind.DATE),
        FieldSpec("reached", N_("Reached"), Kind.BOOL),
        FieldSpec("tech", N_("Technical ability"), Kind.SCORE, low=1, high=5),
        FieldSpec("attitude", N_("Service attitude"), Kind.SCORE, low=1, high=5),
        FieldSpec("norms", N_("Service norms"), Kind.SCORE, low=1, high=5),
        FieldSpec("overall", N_("Overall"), Kind.SCORE, low=1, high=5),
        FieldSpec("expected", N_("Expected"), Kind.SCORE, low=1, high=5),
        FieldSpec("solved", N_("Solved"), Kind.BOOL),
        FieldSpec("perceived_gain", N_("Perceived gain"), Kind.SCORE, low=1, high=5),
        FieldSpec("text", N_("In their words"), Kind.NOTE, search=True),
        FieldSpec("corrective_action_id", N_("Corrective action"), Kind.REF, ref="action"),
        AUDIENCE,
    ),
)
