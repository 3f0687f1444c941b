# SPDX-License-Identifier: Apache-2.0
"""AlertMute: an alert somebody decided not to hear of for now, and why (domain-model 3.5)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMute:
    """``rule`` is the alert's number (K5) and ``subject`` the id of the record it is about, "" for the account itself.

    It holds until the end of ``until``; without one until it is lifted or the alert goes by itself.
    """

    id: str
    account_id: str
    rule: str
    subject: str = ""
    reason: str
    muted_on: date
    until: date | None = None
    muted_by: str | None = None
    audience: str = "internal"


ALERT_MUTE = EntitySpec(
    name="alert_mute",
    table="alert_mute",
    cls=AlertMute,
    label=N_("Muted alert"),
    label_plural=N_("Muted alerts"),
    title="rule",
    fields=(
        account_ref(),
        FieldSpec("rule", N_("Alert"), Kind.TEXT, required=True, editable=False, max_length=8),
        FieldSpec("subject", N_("About"), Kind.TEXT, editable=False, max_length=80),
        FieldSpec("reason", N_("Reason"), Kind.NOTE, required=True, search=True),
        FieldSpec("muted_on", N_("Muted on"), Kind.DATE, required=True, editable=False),
        FieldSpec("until", N_("Until"), Kind.DATE),
        FieldSpec("muted_by", N_("Muted by"), Kind.REF, ref="person", editable=False),
        AUDIENCE,
    ),
)
