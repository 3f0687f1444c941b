# SPDX-License-Identifier: Apache-2.0
"""The field sheet (ux W6b): the way through the checks of a review, what one screen shows, and a finding used again.

Each screen is read by itself, so that a key costs the same in a portfolio of any size.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from planner.entities.common.attachment import ATTACHMENT, Attachment
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.site import SITE, ImpactExample
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.risk import RISK, Risk
from planner.kernel.changes import ChangeSet
from planner.kernel.clock import moment
from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.rules.review import CHECKED
from planner.services.checks import by_hand, put_result
from planner.services.parts import change, named
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader
from planner.store.unit import Unit

FINDINGS = frozenset({"attention", "fail"})
_STOPS = (
    "SELECT r.id, r.asset_id, coalesce(a.name, ''), r.\"group\", r.item, r.result FROM inspection_result r "
    "LEFT JOIN asset a ON a.id = r.asset_id WHERE r.review_id = ? AND r.deleted = 0 "
    "ORDER BY coalesce(r.position, 9999), r.id"
)
_SAVED = "SELECT max(checked_at) FROM inspection_result WHERE review_id = ? AND deleted = 0"
_DAYS = "SELECT id, site_id, done_on FROM network_review WHERE account_id = ? AND deleted = 0 AND done_on IS NOT NULL"
_OF_SITE = (
    "asset_id IS NULL AND item = ? AND review_id IN "
    "(SELECT id FROM network_review WHERE account_id = ? AND site_id IS ? AND deleted = 0)"
)
_LINKED = "account_id = ? AND state <> 'closed' AND instr(finding_ids, ?) > 0"


class Stop(NamedTuple):
    """One check on the way; ``asset`` is "" where it is about no equipment."""

    id: str
    asset_id: str | None
    asset: str
    group: str
    item: str
    result: str

    @property
    def place(self) -> str:
        """What is looked at together: the equipment, else the group."""
        return self.asset_id or f"group {self.group}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A review with its checks in the order in which one walks: equipment by equipment, as the list first names it.

    ``saved`` is when its last result was given, None for none yet.
    """

    review: NetworkReview
    account: str
    site: str
    examples: tuple[ImpactExample, ...]
    stops: tuple[Stop, ...]
    saved: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an earlier review found at the same check."""

    id: str
    on: date
    reading: str
    result: str
    code: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """One screen: the check, what was seen before (oldest first), its open risks and its files.

    ``still_open`` is the finding with which the last look ended, None where that was good.
    """

    check: InspectionResult
    earlier: tuple[Seen, ...]
    risks: tuple[Risk, ...]
    files: tuple[Attachment, ...]

    @property
    def last(self) -> Seen | None:
        """The last look before this review."""
        return self.earlier[-1] if self.earlier else None

    @property
    def times(self) -> int:
        """In how many reviews before something was found."""
        return sum(seen.result in FINDINGS for seen in self.earlier)

    @property
    def still_open(self) -> Seen | None:
        """The finding that the last look left."""
        last = self.last
        return last if last is not None and last.result in FINDINGS and last.code else None

    @property
    def used(self) -> bool:
        """Whether this check goes on with the finding that is still open."""
        found = self.still_open
        return found is not None and self.check.code == found.code


def way(session: Session, review_id: str) -> Way:
    """The checks of a review in walking order; NotFoundError when the review is gone."""
    return session.read(lambda conn: _way(conn, review_id))


def _way(conn: driver.Connection, review_id: str) -> Way:
    review = Reader(NETWORK_REVIEW, conn).get(review_id)
    account = Reader(ACCOUNT, conn).get(review.account_id)
    site = Reader(SITE, conn).find(review.site_id) if review.site_id else None
    places: dict[str, list[Stop]] = {}
    for stop in map(Stop._make, conn.execute(_STOPS, (review_id,)).fetchall()):
        places.setdefault(stop.place, []).append(stop)
    last = conn.execute(_SAVED, (review_id,)).fetchone()[0]
    return Way(
        review=review,
        account=account.name,
        site=site.name if site else "",
        examples=site.impact_examples if site else (),
        saved=moment(last) if last else None,
        stops=tuple(stop for found in places.values() for stop in found),
    )


def page(session: Session, result_id: str) -> SheetPage:
    """One screen; NotFoundError when the check is gone."""
    return session.read(lambda conn: _page(conn, result_id))


def _page(conn: driver.Connection, result_id: str) -> SheetPage:
    check = Reader(INSPECTION_RESULT, conn).get(result_id)
    return SheetPage(
        check=check,
        earlier=_earlier(conn, check),
        risks=tuple(Reader(RISK, conn).where(_LINKED, (check.account_id, check.id))),
        files=tuple(
            Reader(ATTACHMENT, conn).where("target_type = ? AND target_id = ?", (INSPECTION_RESULT.name, check.id))
        ),
    )


def _earlier(conn: driver.Connection, check: InspectionResult) -> tuple[Seen, ...]:
    """The same check in reviews before: by its chain, otherwise by equipment (or site) and words."""
    days = {key: (site, date.fromisoformat(on)) for key, site, on in conn.execute(_DAYS, (check.account_id,))}
    row = conn.execute("SELECT site_id, done_on FROM network_review WHERE id = ?", (check.review_id,)).fetchone()
    here = date.fromisoformat(row[1]) if row[1] else date.max
    table = Reader(INSPECTION_RESULT, conn)
    found = {other.id: other for other in _alike(table, check, row[0])}
    key = check.repeated_from_id
    while key and key not in found:
        other = table.find(key)
        if other is None:
            break
        found[key], key = other, other.repeated_from_id
    looked = [
        o for o in found.values() if o.review_id in days and o.review_id != check.review_id and o.result in CHECKED
    ]
    rows = [(days[o.review_id][1], o) for o in looked]
    return tuple(_seen(on, o) for on, o in sorted(rows, key=lambda pair: (pair[0], pair[1].id)) if on < here)


def _alike(table: Reader[InspectionResult], check: InspectionResult, site: str | None) -> list[InspectionResult]:
    if check.asset_id is not None:
        return table.where("asset_id = ? AND item = ?", (check.asset_id, check.item))
    return table.where(_OF_SITE, (check.item, check.account_id, site))


def _seen(on: date, check: InspectionResult) -> Seen:
    return Seen(
        id=check.id,
        on=on,
        reading=check.reading or "",
        result=check.result,
        code=check.code or "",
        finding=check.finding or "",
    )


def use_finding(session: Session, result_id: str, finding_id: str, *, source: object = None) -> ChangeSet:
    """Go on with a finding of an earlier review: the same number and words, and its open risks go on with it.

    A check without a result gets the one it had then; the reading of today and a result of today stay.
    """

    def work(unit: Unit) -> None:
        table = Reader(INSPECTION_RESULT, unit.conn)
        check, before = table.get(result_id), table.get(finding_id)
        values = {"code": before.code, "repeated_from_id": before.id, "finding": check.finding or before.finding}
        if check.result == "not_checked":
            values |= by_hand(before.result)
        put_result(unit, result_id, values)
        for risk in Reader(RISK, unit.conn).where(_LINKED, (check.account_id, before.id)):
            change(unit, RISK, risk.id, finding_ids=tuple(dict.fromkeys((*risk.finding_ids, check.id))))
        advance(unit, [check.review_id], session.today())

    label = named(session, INSPECTION_RESULT, [result_id], N_("Go on with the finding of “{name}”"), "")
    return session.write(label, work, source)
