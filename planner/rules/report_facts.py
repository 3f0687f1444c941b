# SPDX-License-Identifier: Apache-2.0
"""What the report of one network review is made from, whichever edition it is."""

from __future__ import annotations

from datetime import date

from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.rules.facts import AccountFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A stored picture of one check; the bytes lie under ``sha256``."""

    check_id: str
    sha256: str
    caption: str
    taken_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """One review with everything of its account that its report may tell.

    In the customer edition ``facts`` hold shareable records only, and of those only what a customer may read.
    """

    facts: AccountFacts
    review: NetworkReview
    pictures: tuple[Picture, ...] = ()
