# SPDX-License-Identifier: Apache-2.0
"""DecisionRole: a contact's seat in the customer's decisions (domain-model entity 12)."""

from __future__ import annotations

from planner.entities.spec import AUDIENCE, EntitySpec, FieldSpec, Kind, account_ref
from planner.kernel.data import dataclass
from planner.kernel.text import N_

ROLES = (
    ("approver", N_("Approver")),
    ("decider", N_("Decider")),
    ("supporter", N_("Supporter (evaluator)")),
    ("influencer", N_("Influencer")),
    ("user", N_("User")),
)
CHAINS = (
    ("technical", N_("Technical")),
    ("commercial", N_("Commercial")),
    ("general", N_("General")),
    ("hidden", N_("Hidden")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRole:
    """Which role a contact plays in which chain; the weight of the role is a rule (D2)."""

    id: str
    account_id: str
    contact_id: str
    role: str
    chain: str | None = None
    is_kdm: bool | None = None
    audience: str = "internal"


DECISION_ROLE = EntitySpec(
    name="decision_role",
    table="decision_role",
    cls=DecisionRole,
    label=N_("Decision role"),
    label_plural=N_("Decision roles"),
    title="role",
    fields=(
        account_ref(),
        FieldSpec("contact_id", N_("Person"), Kind.REF, required=True, ref="contact"),
        FieldSpec("role", N_("Role"), Kind.CHOICE, required=True, choices=ROLES),
        FieldSpec("chain", N_("Chain"), Kind.CHOICE, choices=CHAINS),
        FieldSpec("is_kdm", N_("Key decision maker"), Kind.BOOL),
        AUDIENCE,
    ),
)
