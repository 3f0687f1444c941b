# SPDX-License-Identifier: Apache-2.0
"""Interaction: a meeting, call or note with the customer (domain-model entity 17)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

CHANNELS = (
    ("visit", N_("Visit")),
    ("meeting", N_("Meeting")),
    ("call", N_("Call")),
    ("video", N_("Video call")),
    ("mail", N_("Mail")),
    ("message", N_("Message")),
    ("note", N_("Note")),
)
DIRECTIONS = (("proactive", N_("We went to them")), ("reactive", N_("They came to us")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """What happened, with whom, and what each side promised."""

    id: str
    account_id: str
    happened_on: date
    title: str
    channel: str = "meeting"
    direction: str | None = None
    participants: tuple[str, ...] = ()
    person_id: str | None = None
    minutes: int | None = None
    outcomes: str | None = None
    customer_commitments: str | None = None
    our_promises: str | None = None
    audience: str = "internal"


INTERACTION = EntitySpec(
    name="interaction",
    table="interaction",
    cls=Interaction,
    label=N_("Note"),
    label_plural=N_("Notes and meetings"),
    title="title",
    fields=(
        account_ref(),
        FieldSpec("happened_on", N_("On"), Kind.DATE, required=True),
        FieldSpec("title", N_("Title"), Kind.TEXT, required=True, search=True),
        FieldSpec("channel", N_("Channel"), Kind.CHOICE, required=True, choices=CHANNELS),
        FieldSpec("direction", N_("Direction"), Kind.CHOICE, choices=DIRECTIONS),
        FieldSpec("participants", N_("Met"), Kind.LIST, ref="contact"),
        FieldSpec("person_id", N_("Our side"), Kind.REF, ref="person"),
        FieldSpec("minutes", N_("Minutes"), Kind.INT, low=0, unit="min"),
        FieldSpec("outcomes", N_("Outcomes"), Kind.NOTE, search=True),
        FieldSpec("customer_commitments", N_("Their commitments"), Kind.NOTE, search=True),
        FieldSpec("our_promises", N_("Our promises"), Kind.NOTE, search=True),
        AUDIENCE,
    ),
)
