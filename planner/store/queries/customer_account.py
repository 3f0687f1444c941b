# SPDX-License-Identifier: Apache-2.0
"""What of one account a customer may be shown: shareable records, chosen columns, and answers only as aggregates.

The only reading place of everything that goes to a customer about an account. What is internal is not asked for; a
wave of fewer than five people is not even added up.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.entities.risks.contingency_plan import ContingencyPlan
from planner.rules.shared_account import LEAST_WAVE, SharedAccount, Wave
from planner.store import driver
from planner.store.queries.customer_view import shareable

_NAME = "SELECT name FROM account WHERE id = :account AND deleted = 0"
_MINE = "account_id = :account"
_WAVES = f"""
WITH answers AS (
    SELECT substr(called_on, 1, 4) AS year, (CAST(substr(called_on, 6, 2) AS INTEGER) + 2) / 3 AS quarter, overall,
        coalesce(contact_id, id) AS who,
        (tech IS NOT NULL) + (attitude IS NOT NULL) + (norms IS NOT NULL) AS given,
        coalesce(tech, 0) + coalesce(attitude, 0) + coalesce(norms, 0) AS points
    FROM callback
    WHERE deleted = 0 AND audience = 'customer' AND account_id = :account AND called_on <= :day
)
SELECT year, quarter, count(*), avg(25.0 * (points - given) / given),
    CASE WHEN count(overall) >= {LEAST_WAVE} THEN avg(overall) END
FROM answers WHERE given > 0
GROUP BY year, quarter HAVING count(DISTINCT who) >= {LEAST_WAVE} ORDER BY year, quarter
"""
_TITLE = (
    "SELECT title, title_of FROM chart_card "
    "WHERE deleted = 0 AND audience = 'customer' AND account_id = ? AND kind = ? ORDER BY id LIMIT 1"
)
_AGREED = """
SELECT a.title, a.due, p.name FROM json_each(:noted) j
JOIN action a ON a.id = j.value LEFT JOIN person p ON p.id = a.owner_id AND p.deleted = 0
WHERE a.deleted = 0 AND a.audience = 'customer' AND a.account_id = :account AND a.dropped_on IS NULL ORDER BY j.key
"""


def load(conn: driver.Connection, account_id: str, day: str) -> SharedAccount | None:
    """What may be shown of a live account, answers up to ``day``; None when it is gone."""
    args = {"account": account_id, "day": day}
    known = name(conn, account_id)
    if known is None:
        return None
    risks = shareable(conn, "risk", f"{_MINE} AND kind = 'technical'", args)
    return SharedAccount(
        account=known,
        sites=shareable(conn, "site", _MINE, args),
        assets=shareable(conn, "asset", _MINE, args),
        reviews=shareable(conn, "network_review", _MINE, args),
        results=shareable(conn, "inspection_result", _MINE, args),
        risks=risks,
        plans=_plans(conn, args, {risk.id for risk in risks}),
        actions=shareable(conn, "action", f"{_MINE} AND dropped_on IS NULL", args),
        waves=tuple(
            Wave(year=int(year), quarter=int(quarter), n=n, value=value, overall=overall)
            for year, quarter, n, value, overall in conn.execute(_WAVES, args).fetchall()
        ),
    )


def name(conn: driver.Connection, account_id: str) -> str | None:
    """The name of a live account; None when it is gone."""
    found = conn.execute(_NAME, {"account": account_id}).fetchone()
    return str(found[0]) if found else None


def title(conn: driver.Connection, account_id: str, kind: str) -> tuple[str | None, str | None]:
    """The title confirmed for the customer and the draft it was confirmed against; nothing else of the card."""
    found = conn.execute(_TITLE, (account_id, kind)).fetchone()
    return (found[0], found[1]) if found else (None, None)


def agreed(conn: driver.Connection, account_id: str, noted: Sequence[str]) -> tuple[tuple[str, date | None, str], ...]:
    """Of these actions the shareable ones, in this order: what, by when, and the name of who does it."""
    rows = conn.execute(_AGREED, {"account": account_id, "noted": json.dumps(list(noted))}).fetchall()
    return tuple((str(what), date.fromisoformat(due) if due else None, who or "") for what, due, who in rows)


def _plans(conn: driver.Connection, args: dict[str, str], risks: set[str]) -> tuple[ContingencyPlan, ...]:
    """The plans for the risks that are shown, naming no other risk."""
    found: tuple[ContingencyPlan, ...] = shareable(conn, "contingency_plan", _MINE, args)
    narrowed = (replace(plan, risk_ids=tuple(key for key in plan.risk_ids if key in risks)) for plan in found)
    return tuple(plan for plan in narrowed if plan.risk_ids)
