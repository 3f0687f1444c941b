# SPDX-License-Identifier: Apache-2.0
"""The shareable records of one network review, as the customer view is built from them."""

from __future__ import annotations

from planner.entities.customers.asset import Asset
from planner.entities.customers.site import Site
from planner.entities.reviews.inspection_result import InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.risks.risk import Risk
from planner.entities.service.action import Action
from planner.kernel.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecords:
    """The shareable records of a review; ``review`` and ``site`` are None while they are not shareable themselves.

    ``photos`` are the hashes of pictures by the check they show.
    """

    account: str
    review: NetworkReview | None
    site: Site | None
    assets: tuple[Asset, ...] = ()
    results: tuple[InspectionResult, ...] = ()
    risks: tuple[Risk, ...] = ()
    plans: tuple[ContingencyPlan, ...] = ()
    actions: tuple[Action, ...] = ()
    photos: tuple[tuple[str, str], ...] = ()
