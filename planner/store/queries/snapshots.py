# SPDX-License-Identifier: Apache-2.0
"""Scores as they stood on a day (domain-model entity 49): derived, neither logged nor undone, never retaken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from planner.rules.history import Kept
from planner.store import driver


class SnapshotRow(NamedTuple):
    """One measure on one day; value, completeness and confidence in hundredths of a point or of a percent.

    ``ruleset`` is the hash of the rules, ``version`` their number that day, 0 for the built-in ones.
    """

    account_id: str
    on_day: date
    measure: str
    value: int | None
    band: str | None
    completeness: int
    confidence: int | None
    lines: str
    ruleset: str
    version: int
    cause: str


_NAMES = ", ".join(SnapshotRow._fields)
_MARKS = ", ".join("?" * len(SnapshotRow._fields))
_PUT = f"INSERT INTO score_snapshot ({_NAMES}) VALUES ({_MARKS})"
_OTHER = "SELECT 1 FROM score_snapshot WHERE account_id = ? AND on_day = ? AND ruleset <> ? LIMIT 1"
_EMPTY = "DELETE FROM score_snapshot WHERE account_id = ? AND on_day = ?"
_CURRENT = (
    "JOIN score s ON s.account_id = a.id AND s.as_of = :today AND s.ruleset = :ruleset "
    "LEFT JOIN stale t ON t.account_id = a.id "
)
# Health is kept for every account, known or not, so that one look at the primary key tells whether anything was.
_KEPT = "EXISTS (SELECT 1 FROM score_snapshot p WHERE p.account_id = a.id AND p.measure = 'health' AND "
_THIS_WEEK = f"{_KEPT} p.on_day >= :monday)"
_AT_REVIEW = f"{_KEPT} p.on_day = :today AND p.cause <> 'week')"
_WEEKLY = (
    f"SELECT a.id FROM account a {_CURRENT} WHERE a.deleted = 0 AND t.account_id IS NULL AND NOT {_THIS_WEEK} "
    "ORDER BY a.id LIMIT :most"
)
# What was reviewed is told by the scores, looked through in no time, or by the few accounts that wait for theirs.
_REVIEWED = (
    f"SELECT a.id FROM account a {_CURRENT} WHERE a.deleted = 0 AND t.account_id IS NULL "
    f"AND s.last_review_on = :today AND NOT {_AT_REVIEW} ORDER BY a.id LIMIT :most"
)
# Kept at a review today, which was taken back since.
_UNREVIEWED = (
    "score_snapshot p ON p.account_id = a.id AND p.measure = 'health' AND p.on_day = :today AND p.cause = 'review' "
    "AND NOT EXISTS (SELECT 1 FROM network_review r WHERE r.account_id = a.id AND r.deleted = 0 "
    "AND :today IN (r.done_on, r.reported_on, r.closed_on))"
)
_UNDONE = (
    f"SELECT a.id FROM account a {_CURRENT} JOIN {_UNREVIEWED} WHERE a.deleted = 0 AND t.account_id IS NULL "
    "ORDER BY a.id LIMIT :most"
)
_WANTED = (
    f"SELECT EXISTS (SELECT 1 FROM account a WHERE a.deleted = 0 AND NOT {_THIS_WEEK}) "
    "OR EXISTS (SELECT 1 FROM score s JOIN account a ON a.id = s.account_id AND a.deleted = 0 "
    f"WHERE s.last_review_on = :today AND NOT {_AT_REVIEW}) "
    "OR EXISTS (SELECT 1 FROM stale t CROSS JOIN account a ON a.id = t.account_id AND a.deleted = 0 "
    "JOIN network_review r ON r.account_id = a.id AND r.deleted = 0 AND r.done_on = :today "
    f"WHERE NOT {_AT_REVIEW}) "
    f"OR EXISTS (SELECT 1 FROM account a CROSS JOIN {_UNREVIEWED} WHERE a.deleted = 0)"
)
_THIN = (
    "DELETE FROM score_snapshot WHERE cause = 'week' AND on_day < ? AND EXISTS (SELECT 1 FROM score_snapshot later "
    "WHERE later.account_id = score_snapshot.account_id AND later.measure = score_snapshot.measure "
    "AND later.on_day > score_snapshot.on_day AND substr(later.on_day, 1, 7) = substr(score_snapshot.on_day, 1, 7))"
)


def of_account(conn: driver.Connection, account_id: str) -> tuple[Kept, ...]:
    """What was kept of an account, oldest first."""
    names = "on_day, measure, value, ruleset, version, cause, completeness"
    sql = f"SELECT {names} FROM score_snapshot WHERE account_id = ? ORDER BY on_day"
    return tuple(
        Kept(
            on=date.fromisoformat(on),
            measure=measure,
            value=None if value is None else Decimal(value).scaleb(-2),
            ruleset=ruleset,
            version=version,
            cause=cause,
            completeness=Decimal(complete).scaleb(-4),
        )
        for on, measure, value, ruleset, version, cause, complete in conn.execute(sql, (account_id,))
    )


def of_day(conn: driver.Connection, account_id: str, measure: str, on: date) -> SnapshotRow | None:
    """One measure as it was kept on a day, None where it was not."""
    sql = f"SELECT {_NAMES} FROM score_snapshot WHERE account_id = ? AND measure = ? AND on_day = ?"
    found = conn.execute(sql, (account_id, measure, on.isoformat())).fetchone()
    return None if found is None else SnapshotRow(found[0], date.fromisoformat(found[1]), *found[2:])


def waiting(conn: driver.Connection, today: date, ruleset: str, monday: date, most: int) -> list[tuple[str, str]]:
    """(account, cause) of those to keep now; current ones only.

    Last reviewed today, not kept since Monday, or kept at a review that was taken back the same day.
    """
    words = {"today": today.isoformat(), "ruleset": ruleset, "monday": monday.isoformat(), "most": most}
    reviewed = [(row[0], "review") for row in conn.execute(_REVIEWED, words)]
    weekly = [(row[0], "week") for sql in (_UNDONE, _WEEKLY) for row in conn.execute(sql, words)]
    taken = {key for key, _ in reviewed}
    return [*reviewed, *(pair for pair in weekly if pair[0] not in taken)][:most]


def wanted(conn: driver.Connection, today: date, monday: date) -> bool:
    """Whether any account is to be kept, up to date or not."""
    words = {"today": today.isoformat(), "monday": monday.isoformat()}
    return bool(conn.execute(_WANTED, words).fetchone()[0])


def put(conn: driver.Connection, rows: Iterable[SnapshotRow]) -> None:
    """Keep rows; those of a later look on the same day replace all of the first, except where it was made with other
    rules: values of two rulesets never stand side by side on one day."""
    places: dict[tuple[str, str], list[SnapshotRow]] = {}
    for row in rows:
        places.setdefault((row.account_id, row.on_day.isoformat()), []).append(row)
    for place, own in places.items():
        if conn.execute(_OTHER, (*place, own[0].ruleset)).fetchone() is None:
            conn.execute(_EMPTY, place)
            conn.executemany(_PUT, [(row[0], row[1].isoformat(), *row[2:]) for row in own])


def thin(conn: driver.Connection, before: date) -> int:
    """Of the weekly ones before a day, leave the last of each month; returns how many rows went."""
    return int(conn.execute(_THIN, (before.isoformat(),)).rowcount)


def forget_gone(conn: driver.Connection) -> None:
    """Forget what was kept of accounts whose content is gone for good."""
    conn.execute("DELETE FROM score_snapshot WHERE account_id IN (SELECT id FROM account WHERE deleted = 2)")
