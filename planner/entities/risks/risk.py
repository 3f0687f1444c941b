# SPDX-License-Identifier: Apache-2.0
"""Risk: cause, event and effect with likelihood and impact (domain-model entity 32, D15)."""

from __future__ import annotations

from datetime import date

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

KINDS = (
    ("technical", N_("Technical")),
    ("commercial", N_("Commercial")),
    ("relationship", N_("Relationship")),
)
TREATMENTS = (
    ("avoid", N_("Avoid")),
    ("reduce", N_("Reduce")),
    ("transfer", N_("Transfer")),
    ("accept", N_("Accept")),
)
STATES = (
    ("open", N_("Still open")),
    ("treated", N_("Treated")),
    ("accepted", N_("Accepted")),
    ("closed", N_("Closed")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Something that could hurt; unrated until both likelihood and impact are given."""

    id: str
    account_id: str
    code: str | None = None
    statement: str
    kind: str = "technical"
    cause: str | None = None
    effect: str | None = None
    review_id: str | None = None
    site_id: str | None = None
    asset_id: str | None = None
    finding_ids: tuple[str, ...] = ()
    likelihood: int | None = None
    impact: int | None = None
    likelihood_reason: str | None = None
    impact_reason: str | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    treatment: str | None = None
    told_ours_on: date | None = None
    told_customer_on: date | None = None
    owner_id: str | None = None
    customer_owner_id: str | None = None
    opened_on: date | None = None
    due: date | None = None
    state: str = "open"
    treated_on: date | None = None
    closed_on: date | None = None
    audience: str = "internal"


RISK = EntitySpec(
    name="risk",
    table="risk",
    cls=Risk,
    label=N_("Risk"),
    label_plural=N_("Risks"),
    title="statement",
    code_prefix="R-",
    fields=(
        account_ref(),
        FieldSpec("code", N_("Number"), Kind.TEXT, editable=False, search=True),
        FieldSpec("statement", N_("Risk"), Kind.TEXT, required=True, search=True),
        FieldSpec("kind", N_("Kind"), Kind.CHOICE, required=True, choices=KINDS),
        FieldSpec("cause", N_("Cause"), Kind.NOTE, search=True),
        FieldSpec("effect", N_("Effect"), Kind.NOTE, search=True),
        FieldSpec("review_id", N_("Network review"), Kind.REF, ref="network_review"),
        FieldSpec("site_id", N_("Site"), Kind.REF, ref="site"),
        FieldSpec("asset_id", N_("Asset"), Kind.REF, ref="asset"),
        FieldSpec("finding_ids", N_("Findings"), Kind.LIST, ref="inspection_result"),
        FieldSpec("likelihood", N_("Likelihood"), Kind.SCORE, low=1, high=5),
        FieldSpec("impact", N_("Impact"), Kind.SCORE, low=1, high=5),
        FieldSpec("likelihood_reason", N_("Why this likelihood"), Kind.TEXT),
        FieldSpec("impact_reason", N_("Why this impact"), Kind.TEXT),
        FieldSpec("residual_likelihood", N_("Residual likelihood"), Kind.SCORE, low=1, high=5),
        FieldSpec("residual_impact", N_("Residual impact"), Kind.SCORE, low=1, high=5),
        FieldSpec("treatment", N_("Treatment"), Kind.CHOICE, choices=TREATMENTS),
        FieldSpec("told_ours_on", N_("Our management told on"), Kind.DATE),
        FieldSpec("told_customer_on", N_("Their management told on"), Kind.DATE),
        FieldSpec("owner_id", N_("Our owner"), Kind.REF, ref="person"),
        FieldSpec("customer_owner_id", N_("Their owner"), Kind.REF, ref="contact"),
        FieldSpec("opened_on", N_("Opened on"), Kind.DATE),
        FieldSpec("due", N_("Due"), Kind.DATE),
        FieldSpec("state", N_("State"), Kind.CHOICE, required=True, choices=STATES),
        FieldSpec("treated_on", N_("Treated on"), Kind.DATE),
        FieldSpec("closed_on", N_("Closed on"), Kind.DATE),
        AUDIENCE,
    ),
)
