# SPDX-License-Identifier: Apache-2.0
"""Whether a review may begin: an authorisation that holds on its day for its site (K18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.network_review import NetworkReview
from planner.rules.facts import AccountFacts


def holds(found: Authorisation, day: date, site_id: str | None = None) -> bool:
    """Whether an authorisation holds on a day, both ends included, for a site; no site named means every one."""
    begun = found.from_on is None or found.from_on <= day
    over = found.until_on is not None and found.until_on < day
    withdrawn = found.withdrawn_on is not None and found.withdrawn_on <= day
    here = site_id is None or not found.site_ids or site_id in found.site_ids
    return begun and not over and not withdrawn and here


def holding(every: Iterable[Authorisation], day: date, site_id: str | None) -> Authorisation | None:
    """The authorisation that holds longest from a day on; None without any."""
    found = [a for a in every if holds(a, day, site_id)]
    return max(found, key=lambda a: (a.until_on or date.max, a.id), default=None)


def permission_until(facts: AccountFacts, review: NetworkReview, day: date) -> tuple[bool, date | None]:
    """Whether a review is permitted on a day, and until when; a date alone where the permission has run out.

    The linked authorisation decides, then any other of the account, then what was noted on the review before there
    were authorisations of their own.
    """
    linked = [a for a in facts.authorisations if a.id == review.authorisation_id]
    found = holding([a for a in linked if holds(a, day)], day, None) or holding(
        facts.authorisations, day, review.site_id
    )
    if found is not None:
        return True, found.until_on
    if review.authorised_until is not None and review.authorised_until >= day:
        return True, review.authorised_until
    ends = [a.until_on for a in facts.authorisations if a.until_on and _of_site(a, review.site_id)]
    return False, max([*ends, *([review.authorised_until] if review.authorised_until else [])], default=None)


def _of_site(found: Authorisation, site_id: str | None) -> bool:
    return site_id is None or not found.site_ids or site_id in found.site_ids
