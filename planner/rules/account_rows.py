# SPDX-License-Identifier: Apache-2.0
"""The account list as plain values: its filter, its lines and the derived values kept for sorting.

Kept apart from the rules that work them out, so that the first page loads none of those.
"""

from datetime import date
from typing import NamedTuple

SORTS = (
    "grade",
    "name",
    "next_due",
    "last_review_on",
    "health",
    "satisfaction",
    "risk_score",
    "attention",
    "industry",
    "owner",
    "city",
)


class SortKey(NamedTuple):
    """One key to sort by: one of SORTS, and which way. Unknown values come last either way."""

    key: str = "grade"
    descending: bool = False


class AccountFilter(NamedTuple):
    """Which accounts to list: words in any script, grades, only those that need attention or are one owner's.

    ``then`` sorts those that ``sort`` leaves equal; the name comes last in any case.
    """

    text: str = ""
    grades: frozenset[str] = frozenset()
    attention: bool = False
    owner: str = ""
    sort: SortKey = SortKey()
    then: SortKey | None = None


class ScoreRow(NamedTuple):
    """The derived values of one account, as kept for sorting; hundredths for scores, None for unknown.

    ``health_trend`` is "up", "down", "steady" or, where health was made of other components then, "other".
    """

    account_id: str
    as_of: date
    ruleset: str
    health: int | None = None
    health_band: str | None = None
    health_change: int | None = None
    completeness: int = 0
    satisfaction: int | None = None
    satisfaction_n: int = 0
    risk_score: int | None = None
    risk_id: str | None = None
    risk_code: str | None = None
    risk_band: str | None = None
    open_risks: int = 0
    last_review_on: date | None = None
    next_review_on: date | None = None
    review_state: str | None = None
    next_action: str | None = None
    next_due: date | None = None
    relation: int | None = None
    attention: int = 0
    health_trend: str | None = None


class AccountRow(NamedTuple):
    """One line of the account list."""

    id: str
    name: str
    grade: str
    industry: str | None
    city: str | None
    owner: str | None
    score: ScoreRow | None
