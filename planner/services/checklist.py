# SPDX-License-Identifier: Apache-2.0
"""What a new review checks: the templates for its site and equipment, and last time's list of the same site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, ChecklistTemplate
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview, UsedTemplate
from planner.kernel.data import dataclass
from planner.kernel.text import language
from planner.rules import checklist as rule
from planner.rules.checklist import FINDINGS, STARTER, Line, Past, Place, Spot, Wanted, spots
from planner.rules.review import CHECKED
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader

_LAST = "account_id = ? AND site_id IS ? AND done_on IS NOT NULL AND id <> ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A template as it is offered for a new review: whether it is ticked, for how much equipment, how many checks.

    ``checks`` are those it would add on that day, ``left_out`` those that are not due yet; ``place`` says that some
    of them hang on the site itself.
    """

    template: ChecklistTemplate
    ticked: bool
    place: bool
    assets: int
    checks: int
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What can be chosen from for a review of a site on a day; ``last`` is the review whose list it starts from."""

    offers: tuple[Offer, ...]
    last: NetworkReview | None
    from_library: bool


def lines(
    conn: driver.Connection, review: NetworkReview, *, copy_from_last: bool, templates: Iterable[str] | None = None
) -> tuple[list[dict[str, Any]], tuple[UsedTemplate, ...]]:
    """The field values of each check of a new review, in order and without ids, and the templates they came from.

    ``templates`` are the ids chosen, None those that are proposed.
    """
    place = _place(conn, review)
    past, _ = _past(conn, review, copy_from_last=copy_from_last)
    ticked = rule.proposed(place, past, language()) if templates is None else frozenset(templates)
    chosen = [template for template in place.pool if template.id in ticked]
    day = review.planned_on or date.max
    composed = rule.compose(chosen, place, past, day)
    values = [_values(line, review) for line in composed]
    used = {line.wanted.template.id: line.wanted.template for line in composed if line.wanted is not None}
    numbered = [{**line, "position": number} for number, line in enumerate(values, start=1)]
    return numbered, tuple(used_template(used[t.id]) for t in chosen if t.id in used)


def offers(session: Session, account_id: str, site_id: str | None, on: date, *, copy_from_last: bool = True) -> Offers:
    """What a new review of a site could be made of, the ticked ones first; nothing is changed."""
    review = NetworkReview(id="", account_id=account_id, site_id=site_id, planned_on=on)

    def work(conn: driver.Connection) -> Offers:
        place = _place(conn, review)
        past, last = _past(conn, review, copy_from_last=copy_from_last)
        ticked = rule.proposed(place, past, language())
        found = [_offer(template, place, past, on=on, ticked=template.id in ticked) for template in place.pool]
        found.sort(key=lambda offer: (not offer.ticked, not (offer.assets or offer.place)))
        library_only = bool(place.pool) and place.pool[0].id.startswith(STARTER)
        return Offers(offers=tuple(found), last=last, from_library=library_only)

    return session.read(work)


def count(session: Session, account_id: str, site_id: str | None, on: date, templates: Sequence[str]) -> int:
    """How many checks a review of a site would have with the templates chosen."""
    review = NetworkReview(id="", account_id=account_id, site_id=site_id, planned_on=on)
    return session.read(lambda conn: len(lines(conn, review, copy_from_last=True, templates=templates)[0]))


def _offer(template: ChecklistTemplate, place: Place, past: Past, *, on: date, ticked: bool) -> Offer:
    asked = rule.wanted([template], place)
    made = [line for line in rule.compose([template], place, past, on) if line.wanted is not None]
    return Offer(
        template=template,
        ticked=ticked,
        place=rule.covers_place(template, place.site_kind),
        assets=len(rule.assets_of(template, place)),
        checks=len(made),
        left_out=sum(not rule.due(one, past, on) for one in asked),
    )


def wanted_for(conn: driver.Connection, review: NetworkReview, ids: Sequence[str]) -> tuple[Wanted, ...]:
    """All checks that templates ask for at the place of a review, due or not."""
    place = _place(conn, review)
    return rule.wanted([template for template in place.pool if template.id in ids], place)


def used_template(template: ChecklistTemplate) -> UsedTemplate:
    """How a review remembers a template."""
    return UsedTemplate(template_id=template.id, name=template.name, version=template.version)


def pool(conn: driver.Connection) -> tuple[ChecklistTemplate, ...]:
    """The templates in use; those of the starter library where the portfolio has none of its own."""
    stored = Reader(CHECKLIST_TEMPLATE, conn).where("1 = 1", (), order="name, id")
    if not stored:
        from planner.services.checklist_library import library

        return library(language())
    return tuple(template for template in stored if template.retired_on is None)


def _last(conn: driver.Connection, review: NetworkReview) -> tuple[NetworkReview | None, list[InspectionResult]]:
    args = (review.account_id, review.site_id, review.id)
    for last in Reader(NETWORK_REVIEW, conn).where(_LAST, args, order="done_on DESC, id DESC"):
        checks = Reader(INSPECTION_RESULT, conn).where(
            "review_id = ?", (last.id,), order="coalesce(position, 9999), id"
        )
        if checks:
            return last, checks
    return None, []


def _place(conn: driver.Connection, review: NetworkReview) -> Place:
    where, args = "account_id = ?", [review.account_id]
    site = None
    if review.site_id is not None:
        where, args = "account_id = ? AND site_id = ?", [review.account_id, review.site_id]
        site = Reader(SITE, conn).find(review.site_id)
    assets = tuple(Reader(ASSET, conn).where(where, args))
    return Place(site_kind=(site.kind if site else None) or "", assets=assets, pool=pool(conn))


def _past(conn: driver.Connection, review: NetworkReview, *, copy_from_last: bool) -> tuple[Past, NetworkReview | None]:
    """What was before at the same site: the last list (unless it is not wanted) and when each check was made."""
    last, checks = _last(conn, review) if copy_from_last else (None, [])
    checked, open_spots = _checked(conn, review)
    versions = {used.template_id: used.version or 1 for used in (last.templates if last else ())}
    found = Past(checks=tuple(checks), versions=versions, checked=checked, open_spots=open_spots)
    return found, last


def _checked(conn: driver.Connection, review: NetworkReview) -> tuple[dict[Spot, date], frozenset[Spot]]:
    """When each check was last made here, and those that showed something then."""
    args = (review.account_id, review.site_id, review.id)
    past = Reader(NETWORK_REVIEW, conn).where(_LAST, args, order="done_on, id")
    days = {one.id: one.done_on for one in past if one.done_on is not None}
    by_review: dict[str, list[InspectionResult]] = {}
    for check in Reader(INSPECTION_RESULT, conn).where("account_id = ?", (review.account_id,)):
        if check.result in CHECKED and check.review_id in days:
            by_review.setdefault(check.review_id, []).append(check)
    checked: dict[Spot, date] = {}
    showed: dict[Spot, bool] = {}
    for key, day in days.items():
        for check in by_review.get(key, ()):
            for spot in spots(check.asset_id, check.item_key, check.item):
                checked[spot] = day
                showed[spot] = check.result in FINDINGS
    return checked, frozenset(spot for spot, bad in showed.items() if bad)


def _values(line: Line, review: NetworkReview) -> dict[str, Any]:
    """The field values of one check."""
    if line.wanted is None or not line.fresh:
        assert line.last is not None
        values = _repeated(line.last)
        return values if line.wanted is None else {**fields(line.wanted), **values}
    values = {**fields(line.wanted), "audience": review.audience}
    if line.last is not None:
        values |= {"repeated_from_id": line.last.id, "audience": line.last.audience}
    return values


def fields(one: Wanted) -> dict[str, Any]:
    """What a check takes over from its template."""
    item, template = one.item, one.template
    return {
        "asset_id": one.asset_id,
        "group": item.group,
        "item": item.item,
        "unit": item.unit or None,
        "ok_range": item.ok_range or None,
        "advice": item.advice or None,
        "cadence": item.cadence,
        "source": item.source or None,
        "item_key": item.key or None,
        "template_id": None if template.id.startswith(STARTER) else template.id,
    }


def _repeated(check: InspectionResult) -> dict[str, Any]:
    """A check as it was on the last list; what it did not say then (advice, source) may come from its template."""
    told = {
        "advice": check.advice,
        "cadence": check.cadence,
        "source": check.source,
        "item_key": check.item_key,
    }
    return {
        "asset_id": check.asset_id,
        "group": check.group,
        "item": check.item,
        "unit": check.unit,
        "ok_range": check.ok_range,
        "repeated_from_id": check.id,
        "audience": check.audience,
        **{name: value for name, value in told.items() if value is not None},
    }
