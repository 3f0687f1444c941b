# SPDX-License-Identifier: Apache-2.0
"""What a quick capture begins with: today's visit, the current page, or the account used last (ux 6.2)."""

from __future__ import annotations

from planner.entities.customers.account import ACCOUNT
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.entities.reviews.visit_plan import VISIT_PLAN
from planner.kernel.data import dataclass
from planner.services import crud, today
from planner.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """The account, the site and the people of a visit; ``visit`` says that it is planned for today."""

    account_id: str = ""
    site_id: str = ""
    met: tuple[str, ...] = ()
    visit: bool = False


def preset(session: Session, *, chosen: str | None = None, page: str | None = None, last: str = "") -> Preset:
    """The account that was ``chosen``, else that of today's visit, else that of the ``page``, else the ``last`` one.

    With several visits today the one to the account of the page counts, otherwise the first.
    """
    visits = _visits(session)
    if chosen:
        return visits.get(chosen) or _known(session, chosen)
    if visits:
        return visits.get(page or "") or next(iter(visits.values()))
    return _known(session, page, last)


def _known(session: Session, *keys: str | None) -> Preset:
    for key in keys:
        if key and crud.find(session, ACCOUNT, key) is not None:
            return Preset(account_id=key)
    return Preset()


def _visits(session: Session) -> dict[str, Preset]:
    """Today's visits by account, as they are planned."""
    found: dict[str, Preset] = {}
    for visit in today.visits(session, 1):
        review = crud.find(session, NETWORK_REVIEW, visit.review_id)
        if review is not None and review.done_on is None:
            found.setdefault(
                visit.account_id, Preset(account_id=visit.account_id, site_id=review.site_id or "", visit=True)
            )
    for plan in crud.every(session, VISIT_PLAN):
        if plan.planned_on != session.today():
            continue
        before = found.get(plan.account_id)
        site_id = plan.site_id or (before.site_id if before else "")
        found[plan.account_id] = Preset(account_id=plan.account_id, site_id=site_id, met=plan.meet, visit=True)
    return {key: one for key, one in found.items() if crud.find(session, ACCOUNT, key) is not None}
