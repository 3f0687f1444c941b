# SPDX-License-Identifier: Apache-2.0
"""How far a new portfolio has come: what of the first tasks is there."""

from __future__ import annotations

from planner.kernel.data import dataclass
from planner.store import driver

_SQL = (
    "SELECT (SELECT count(*) FROM account WHERE deleted = 0), "
    "(SELECT count(*) FROM (SELECT 1 FROM contact WHERE deleted = 0 LIMIT 2)), "
    "EXISTS (SELECT 1 FROM network_review WHERE deleted = 0 AND done_on IS NOT NULL), "
    "EXISTS (SELECT 1 FROM contingency_plan p JOIN json_each(p.risk_ids) j JOIN risk r ON r.id = j.value "
    "WHERE p.deleted = 0 AND r.deleted = 0), EXISTS (SELECT 1 FROM risk WHERE deleted = 0)"
)
_ACCOUNT = "SELECT id FROM account WHERE deleted = 0 ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Made:
    """How many accounts and people (two is enough), and whether there is a review, a risk with a plan, any risk."""

    accounts: int
    people: int
    reviewed: bool
    planned: bool
    risks: bool


def made(conn: driver.Connection) -> Made:
    """What there is; what lies in the Trash does not count."""
    accounts, people, *there = conn.execute(_SQL).fetchone()
    return Made(accounts, people, *map(bool, there))


def newest_account(conn: driver.Connection) -> str | None:
    """The account made last; None where there is none."""
    row = conn.execute(_ACCOUNT).fetchone()
    return row[0] if row else None
