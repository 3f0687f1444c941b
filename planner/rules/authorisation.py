# SPDX-License-Identifier: Apache-2.0
"""Whether the customer has permitted an inspection: an authorisation in force on its day for its site (K18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from planner.entities.reviews.authorisation import Authorisation
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.facts import AccountFacts

IN_FORCE, NOT_YET, EXPIRED, WITHDRAWN = "in_force", "not_yet", "expired", "withdrawn"
ELSEWHERE, NONE = "elsewhere", "none"
_ENDED = frozenset({EXPIRED, WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Cover:
    """How far a day at a site is covered.

    ``state`` is one of the names above; ``on`` its day: the end (None without one), the beginning, the day it ended or
    was withdrawn. ``authorisation`` is None where there is none, or where only an older review says who permitted it.
    """

    state: str
    on: date | None = None
    authorisation: Authorisation | None = None

    @property
    def permits(self) -> bool:
        """Whether one may inspect."""
        return self.state == IN_FORCE


def state_of(found: Authorisation, day: date) -> Cover:
    """How one authorisation stands on a day, whatever its sites; both ends are included."""
    end, withdrawn = found.until_on, found.withdrawn_on
    if withdrawn is not None and withdrawn <= day and not (end is not None and end < withdrawn):
        return Cover(WITHDRAWN, withdrawn, found)
    if end is not None and end < day:
        return Cover(EXPIRED, end, found)
    if found.from_on is not None and found.from_on > day:
        return Cover(NOT_YET, found.from_on, found)
    return Cover(IN_FORCE, end, found)


def is_for(found: Authorisation, site_id: str | None) -> bool:
    """Whether an authorisation is for a site; no site named means every one, so a review of no site needs that."""
    return not found.site_ids or site_id in found.site_ids


def covers(every: Iterable[Authorisation], review: NetworkReview, day: date) -> Cover:
    """The authorisation that counts for a review on a day: the linked one where it is in force, else the best.

    What was noted on a review before there were authorisations counts while none is linked to it.
    """
    known = tuple(every)
    found = [state_of(a, day) for a in known if is_for(a, review.site_id)]
    linked = next((a for a in known if a.id == review.authorisation_id), None)
    if review.authorisation_id is None and (review.authorised_until is not None or review.authorised_by is not None):
        over = review.authorised_until is not None and review.authorised_until < day
        found.append(Cover(EXPIRED if over else IN_FORCE, review.authorised_until))
    if not found:
        return Cover(ELSEWHERE if known else NONE, None, linked)
    return max(found, key=lambda cover: _rank(cover, review.authorisation_id))


def _rank(cover: Cover, linked: str | None) -> tuple[int, bool, int, str]:
    """In force before one to come before those that ended; of equals the linked, the longest, the soonest, the last."""
    key = cover.authorisation.id if cover.authorisation else ""
    own = bool(key) and key == linked
    day = (cover.on or date.max).toordinal()
    if cover.state == NOT_YET:
        return 1, own, -day, key
    return (2 if cover.permits else 0), own, day, key


def inspection_day(review: NetworkReview, today: date) -> date:
    """The day that has to be permitted: when it was done, else as planned where that is past, else today."""
    planned = review.planned_on
    return review.done_on or (planned if planned is not None and planned <= today else today)


def visit_day(review: NetworkReview, today: date) -> date:
    """The day to look at in preparation: when it was done, else the planned one where it lies ahead, else today."""
    return review.done_on or max(review.planned_on or today, today)


def cover_of(facts: AccountFacts, review: NetworkReview, day: date) -> Cover:
    """`covers` for a review of an account."""
    return covers(facts.authorisations, review, day)


def cover_words(cover: Cover) -> Message:
    """The state in a few words."""
    if cover.state == IN_FORCE and cover.on is None:
        return Message(N_("Authorised"))
    return Message(_WORDS[cover.state], {"day": cover.on})


def unpermitted(facts: AccountFacts, as_of: date) -> Iterator[tuple[NetworkReview, Cover]]:
    """K18: reviews that lie ahead or are about to begin and that nobody permitted for their day."""
    for review in facts.reviews:
        if review.done_on is None and review.state not in {"reported", "closed"}:
            cover = cover_of(facts, review, visit_day(review, as_of))
            if not cover.permits:
                yield review, cover


_WORDS = {
    IN_FORCE: N_("Authorised until {day}"),
    NOT_YET: N_("Authorised only from {day}"),
    EXPIRED: N_("Authorisation ended {day}"),
    WITHDRAWN: N_("Authorisation withdrawn {day}"),
    ELSEWHERE: N_("Authorised for other sites only"),
    NONE: N_("No authorisation"),
}
