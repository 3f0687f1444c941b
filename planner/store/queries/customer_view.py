# SPDX-License-Identifier: Apache-2.0
"""What a customer may be shown of a network review: shareable records only, and of those named columns only.

Everything the customer view shows is read here and nowhere else. An internal record, or an internal field of a
shareable one, is not asked for, so that it is in no object the view could show by mistake. What is linked to is joined
under the same condition; what is kept back is not counted.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, Final

from planner.entities.registry import BY_NAME
from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.entities.service.action import Action
from planner.entities.spec import EntitySpec
from planner.rules.shared_review import SharedRecords
from planner.store import driver
from planner.store.table import Reader

CHOSEN: Final[dict[str, tuple[str, ...]]] = {
    "network_review": ("account_id", "site_id", "planned_on", "done_on", "summary"),
    "site": ("account_id", "name"),
    "asset": ("account_id", "name", "model"),
    "inspection_result": (
        "account_id", "review_id", "code", "asset_id", "group", "item", "unit", "ok_range", "reading", "result",
        "finding", "position", "advice", "source",
    ),
    "risk": (
        "account_id", "code", "statement", "kind", "cause", "effect", "finding_ids", "likelihood", "impact",
        "residual_likelihood", "residual_impact", "treatment", "opened_on", "due", "state", "treated_on", "closed_on",
    ),
    "contingency_plan": (
        "account_id", "title", "risk_ids", "trigger", "decider", "deputy", "steps", "spares", "customer_tasks",
        "made_on", "expires_on", "drilled_on", "drill_result", "drill_minutes",
    ),
    "action": ("account_id", "title", "parent_type", "parent_id", "due", "done_on", "dropped_on"),
}  # fmt: skip
"""The columns that are read, by kind of record. Whatever is not named here stays in the store."""

_NAME = (
    "SELECT a.name FROM account a JOIN network_review r ON r.account_id = a.id "
    "WHERE r.id = ? AND r.deleted = 0 AND a.deleted = 0"
)
_OF_ACCOUNT = "account_id = (SELECT account_id FROM network_review WHERE id = :review)"
_SITE = "(SELECT site_id FROM network_review WHERE id = :review)"
_RISKS = f"""kind = 'technical' AND state <> 'closed' AND {_OF_ACCOUNT} AND (
    review_id = :review
    OR EXISTS (
        SELECT 1 FROM json_each(risk.finding_ids) f JOIN inspection_result i ON i.id = f.value
        WHERE i.review_id = :review AND i.deleted = 0 AND i.audience = 'customer'
    )
    OR coalesce(site_id, (SELECT site_id FROM network_review r WHERE r.id = risk.review_id), {_SITE}, '')
        = coalesce({_SITE}, '')
)"""
_PHOTOS = (
    "SELECT a.target_id, a.sha256 FROM attachment a JOIN inspection_result i ON i.id = a.target_id "
    "WHERE a.deleted = 0 AND a.audience = 'customer' AND a.target_type = 'inspection_result' "
    "AND a.media_type IN ('image/png', 'image/jpeg') "
    "AND i.review_id = ? AND i.deleted = 0 AND i.audience = 'customer' ORDER BY a.taken_on, a.id"
)


def load(conn: driver.Connection, review_id: str) -> SharedRecords | None:
    """What may be shown of a review; None when it is gone."""
    name = conn.execute(_NAME, (review_id,)).fetchone()
    if name is None:
        return None
    review = _one(conn, "network_review", "id = :review", review_id)
    results = _some(conn, "inspection_result", "review_id = :review", review_id)
    risks = _some(conn, "risk", _RISKS, review_id)
    plans = _plans(conn, review_id, {risk.id for risk in risks})
    return SharedRecords(
        account=str(name[0]),
        review=review,
        site=_one(conn, "site", f"id = {_SITE}", review_id) if review is not None else None,
        assets=_some(conn, "asset", _OF_ACCOUNT, review_id),
        results=results,
        risks=risks,
        plans=plans,
        actions=_actions(conn, review_id, {one.id for one in (*results, *risks, *plans)} | {review_id}),
        photos=tuple(conn.execute(_PHOTOS, (review_id,)).fetchall()),
    )


def is_shared_photo(conn: driver.Connection, review_id: str, sha256: str) -> bool:
    """Whether a picture may be shown with a review now."""
    return any(sha == sha256 for _, sha in conn.execute(_PHOTOS, (review_id,)).fetchall())


@cache
def _narrow(name: str) -> EntitySpec[Any]:
    """The spec of a kind with the chosen columns only."""
    spec = BY_NAME[name]
    return replace(spec, fields=tuple(field for field in spec.fields if field.name in CHOSEN[name]))


def shareable(conn: driver.Connection, name: str, where: str, args: dict[str, str]) -> tuple[Any, ...]:
    """The shareable records of a kind that meet a constant SQL condition, with the chosen columns only."""
    reader = Reader(_narrow(name), conn)
    columns = ", ".join(f'"{column}"' for column in reader.codec.columns)
    rows = conn.execute(
        f'SELECT {columns} FROM "{BY_NAME[name].table}" '
        f"WHERE deleted = 0 AND audience = 'customer' AND ({where}) ORDER BY id",
        args,
    ).fetchall()
    return tuple(reader.codec.decode(row) for row in rows)


def _some(conn: driver.Connection, name: str, where: str, review_id: str) -> tuple[Any, ...]:
    return shareable(conn, name, where, {"review": review_id})


def _one(conn: driver.Connection, name: str, where: str, review_id: str) -> Any:
    return next(iter(_some(conn, name, where, review_id)), None)


def _plans(conn: driver.Connection, review_id: str, risks: set[str]) -> tuple[ContingencyPlan, ...]:
    """The plans for the risks that are shown, naming no other risk."""
    found: tuple[ContingencyPlan, ...] = _some(conn, "contingency_plan", _OF_ACCOUNT, review_id)
    narrowed = (replace(plan, risk_ids=tuple(key for key in plan.risk_ids if key in risks)) for plan in found)
    return tuple(plan for plan in narrowed if plan.risk_ids)


def _actions(conn: driver.Connection, review_id: str, parents: set[str]) -> tuple[Action, ...]:
    """The measures for what is shown."""
    found: tuple[Action, ...] = _some(conn, "action", f"dropped_on IS NULL AND {_OF_ACCOUNT}", review_id)
    return tuple(action for action in found if action.parent_id in parents)
