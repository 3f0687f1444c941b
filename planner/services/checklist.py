# SPDX-License-Identifier: Apache-2.0
"""What a new review checks: last time's list of the same site, or a short one by kinds of equipment."""

from __future__ import annotations

from typing import Any, NamedTuple

from planner.entities.customers.asset import ASSET, Asset
from planner.entities.reviews.inspection_result import INSPECTION_RESULT, InspectionResult
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.kernel.text import N_, tr
from planner.store import driver
from planner.store.table import Reader


class Check(NamedTuple):
    """One line of the built-in list: group, marked text, unit and limit."""

    group: str
    item: str
    unit: str | None = None
    ok_range: str | None = None


PLACE = (
    Check("environment", N_("Room temperature"), "°C", "18-27"),
    Check("environment", N_("Access, cleanliness and fire load")),
    Check("security", N_("Doors, locks and visitor list")),
    Check("spares_backup", N_("Spare parts present as listed")),
)
END = (Check("earlier_findings", N_("Earlier findings looked at again")),)
BY_KIND: dict[str, tuple[Check, ...]] = {
    "rectifier": (
        Check("power", N_("Load"), "%", "< 80"),
        Check("power", N_("Output voltage"), "V", "53.5-54.5"),
    ),
    "battery": (
        Check("power", N_("Capacity"), "%", ">= 80"),
        Check("power", N_("Cell temperature"), "°C", "< 30"),
    ),
    "generator": (
        Check("power", N_("Start time under load"), "s", "< 15"),
        Check("power", N_("Fuel"), "h", ">= 24"),
    ),
    "cooling": (
        Check("cooling", N_("Supply air temperature"), "°C", "18-24"),
        Check("cooling", N_("Compressor starts per hour"), None, "<= 6"),
    ),
    "router": (
        Check("network", N_("CPU load"), "%", "< 70"),
        Check("network", N_("Errors on uplinks per day"), None, "< 10"),
        Check("spares_backup", N_("Configuration backup age"), "d", "<= 7"),
    ),
    "storage": (
        Check("capacity", N_("Used capacity"), "%", "< 85"),
        Check("spares_backup", N_("Last restore test"), "d", "<= 90"),
    ),
}
_SAME_AS = {"switch": "router", "firewall": "router", "chiller": "cooling", "ups": "battery", "server": "storage"}
OTHER = (Check("running_state", N_("Alarms")), Check("life_cycle", N_("Support and software version")))
_LAST = "account_id = ? AND site_id IS ? AND done_on IS NOT NULL AND id <> ?"


def lines(conn: driver.Connection, review: NetworkReview, *, copy_from_last: bool) -> list[dict[str, Any]]:
    """The field values of each check of a new review, in order, without ids."""
    before = last_checks(conn, review) if copy_from_last else []
    found = [_repeated(check) for check in before] if before else _built_in(conn, review)
    return [{**values, "position": place} for place, values in enumerate(found, start=1)]


def last_checks(conn: driver.Connection, review: NetworkReview) -> list[InspectionResult]:
    """The checks of the newest review of the same site that had any."""
    args = (review.account_id, review.site_id, review.id)
    for last in Reader(NETWORK_REVIEW, conn).where(_LAST, args, order="done_on DESC, id DESC"):
        checks = Reader(INSPECTION_RESULT, conn).where(
            "review_id = ?", (last.id,), order="coalesce(position, 9999), id"
        )
        if checks:
            return checks
    return []


def _repeated(check: InspectionResult) -> dict[str, Any]:
    return {
        "asset_id": check.asset_id,
        "group": check.group,
        "item": check.item,
        "unit": check.unit,
        "ok_range": check.ok_range,
        "repeated_from_id": check.id,
        "audience": check.audience,
    }


def _built_in(conn: driver.Connection, review: NetworkReview) -> list[dict[str, Any]]:
    where, args = "account_id = ?", [review.account_id]
    if review.site_id is not None:
        where, args = "account_id = ? AND site_id = ?", [review.account_id, review.site_id]
    assets = Reader(ASSET, conn).where(where, args)
    found = [_line(check, None, review) for check in PLACE]
    found += [_line(check, asset, review) for asset in assets for check in _of_kind(asset)]
    return found + [_line(check, None, review) for check in END]


def _of_kind(asset: Asset) -> tuple[Check, ...]:
    kind = (asset.kind or "").strip().casefold()
    return BY_KIND.get(_SAME_AS.get(kind, kind), OTHER)


def _line(check: Check, asset: Asset | None, review: NetworkReview) -> dict[str, Any]:
    return {
        "asset_id": asset.id if asset else None,
        "group": check.group,
        "item": tr(check.item),
        "unit": check.unit,
        "ok_range": check.ok_range,
        "audience": review.audience,
    }
