# SPDX-License-Identifier: Apache-2.0
"""Alerts of several accounts as plain rows, and the order in which they are listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.entities.common.alert_mute import AlertMute
from planner.kernel.data import dataclass
from planner.rules.alert import Alert, order


@dataclass(frozen=True, slots=True)
class Row:
    """One alert of one account; ``mute`` is what keeps it apart, None where it is heard, ``by`` who muted it."""

    account_id: str
    account: str
    grade: str
    alert: Alert
    mute: AlertMute | None = None
    by: str = ""

    @property
    def key(self) -> str:
        """What tells it from all other alerts of the portfolio."""
        return f"{self.account_id} {self.alert.rule} {self.alert.subject}"


@dataclass(frozen=True, slots=True)
class AlertList:
    """What is heard and what is muted, each by its urgency."""

    heard: tuple[Row, ...] = ()
    muted: tuple[Row, ...] = ()

    def of(self, account_id: str) -> AlertList:
        """Those of one account."""
        heard, muted = (tuple(r for r in rows if r.account_id == account_id) for rows in (self.heard, self.muted))
        return AlertList(heard, muted)


_FIRST = {
    rule: n for n, rule in enumerate(("K5", "K6", "K11", "K4", "K18", "K10", "K1", "K2", "K20", "K17", "K13", "K3"))
}


def by_urgency(rows: Iterable[Row], today: date) -> tuple[Row, ...]:
    """What is past its day first, then what stands, then what is ahead; in each what can hurt the customer comes first,
    then promises, people and papers, and of one rule the heavier grade."""
    return tuple(sorted(rows, key=lambda row: _urgency(row, today)))


def _urgency(row: Row, today: date) -> tuple[int, int, int, date, str, str]:
    due, grade = row.alert.due, "SABC".find(row.grade)
    return (
        1 if due is None else 0 if due <= today else 2,
        _FIRST.get(row.alert.rule, order(row.alert.rule)),
        grade if grade >= 0 else 9,
        due or date.max,
        row.account.casefold(),
        row.key,
    )
