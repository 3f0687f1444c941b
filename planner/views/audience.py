# SPDX-License-Identifier: Apache-2.0
"""Who may see what: which charts an audience gets at all, and which records (ux 3, domain-model 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from planner.entities.spec import AUDIENCES
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr

INTERNAL: Final = "internal"
TEAM_LEAD: Final = "team_lead"
CUSTOMER: Final = "customer"

# Health says how we judge people and relations, which never leaves the house (C1). The risk matrix has a customer
# version with shared technical risks only (C3), satisfaction one of shared callbacks as an aggregate of five at
# least (C7).
ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType({
    "health": frozenset({INTERNAL, TEAM_LEAD}),
    "risk-matrix": frozenset({INTERNAL, TEAM_LEAD, CUSTOMER}),
    "review-cadence": frozenset({INTERNAL, TEAM_LEAD}),
    "movement": frozenset({INTERNAL, TEAM_LEAD}),
    "power-map": frozenset({INTERNAL, TEAM_LEAD}),
    "decision-chain": frozenset({INTERNAL, TEAM_LEAD}),
    "coverage": frozenset({INTERNAL, TEAM_LEAD}),
    # The modules of the portfolio page set customers side by side (W11).
    "portfolio-attention": frozenset({INTERNAL, TEAM_LEAD}),
    "portfolio-health": frozenset({INTERNAL, TEAM_LEAD}),
    "portfolio-risks": frozenset({INTERNAL, TEAM_LEAD}),
    "portfolio-cadence": frozenset({INTERNAL, TEAM_LEAD}),
    "portfolio-satisfaction": frozenset({INTERNAL, TEAM_LEAD}),
    "portfolio-coverage": frozenset({INTERNAL, TEAM_LEAD}),
    "trend": frozenset({INTERNAL, TEAM_LEAD}),
    "satisfaction": frozenset({INTERNAL, TEAM_LEAD, CUSTOMER}),
})  # fmt: skip
_REFUSALS: Mapping[str, str] = MappingProxyType({
    "health": N_("The health chart shows internal judgements and is not for customers. "
                 "Choose the internal or the team lead audience, or share the risk matrix."),
    "review-cadence": N_("The rhythm of reviews follows from the grade and is not for customers. "
                         "Choose the internal or the team lead audience."),
    "movement": N_("Why a value moved names internal judgements and is not for customers. "
                   "Choose the internal or the team lead audience."),
    "power-map": N_("The power map says how we judge people and is not for customers. "
                    "Choose the internal or the team lead audience."),
    "decision-chain": N_("The decision chain names people with our judgement of them and is not for customers. "
                         "Choose the internal or the team lead audience."),
    "coverage": N_("Coverage says whom we reach and how far, and is not for customers. "
                   "Choose the internal or the team lead audience."),
    "trend": N_("The trend shows internal judgements and is not for customers. "
                "Choose the internal or the team lead audience."),
})  # fmt: skip


def allowed(kind: str, audience: str) -> bool:
    """Whether a chart of this kind may be made for this audience."""
    return audience in ALLOWED.get(kind, frozenset())


def require(kind: str, audience: str) -> None:
    """Raise PlannerError, with a sentence for the user, where a chart is not for an audience."""
    if not allowed(kind, audience):
        refusal = _REFUSALS.get(kind) or N_("This chart is not for customers. Choose the internal audience.")
        raise PlannerError(tr(refusal), "audience")


def visible(record_audience: str, reader: str) -> bool:
    """Whether a record's mark lets a reader see it: customers see only what is marked shareable for them."""
    return reader != CUSTOMER or record_audience == CUSTOMER


def audience_name(audience: str) -> str:
    """The word for an audience in the current language."""
    return tr(dict(AUDIENCES)[audience])
