# SPDX-License-Identifier: Apache-2.0
"""When something last happened with each person: what the proposals for erasure are worked out from."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.rules.retention import Known
from planner.store import driver, portfolio_settings

_HAPPENED: Final = (
    "SELECT e.value, max(i.happened_on) FROM interaction i, json_each(i.participants) e WHERE i.deleted = 0 GROUP BY 1",
    "SELECT contact_id, max(coalesce(called_on, service_on)) FROM callback WHERE deleted = 0 GROUP BY 1",
    "SELECT contact_id, max(assessed_on) FROM relation_assessment WHERE deleted = 0 GROUP BY 1",
    "SELECT e.value, max(x.held_on) FROM explain_session x, json_each(x.listeners) e WHERE x.deleted = 0 GROUP BY 1",
    "SELECT acknowledged_by, max(acknowledged_on) FROM explain_session WHERE deleted = 0 GROUP BY 1",
    "SELECT authorised_by, max(coalesce(done_on, planned_on)) FROM network_review WHERE deleted = 0 GROUP BY 1",
)
_OURS: Final = (
    "SELECT person_id, max(happened_on) FROM interaction WHERE deleted = 0 GROUP BY 1",
    "SELECT reviewer_id, max(done_on) FROM network_review WHERE deleted = 0 GROUP BY 1",
    "SELECT person_id, max(substr(at, 1, 10)) FROM step GROUP BY 1",
)
_CONTACTS: Final = (
    "SELECT c.id, substr(c.updated_at, 1, 10), a.id IS NOT NULL AND a.deleted = 0, c.left_on, k.until FROM contact c "
    "LEFT JOIN account a ON a.id = c.account_id LEFT JOIN kept_person k ON k.key = c.id WHERE c.deleted < 2"
)
_PEOPLE: Final = (
    "SELECT p.id, substr(p.updated_at, 1, 10), p.left_on, k.until FROM person p "
    "LEFT JOIN kept_person k ON k.key = p.id WHERE p.deleted < 2"
)
_KEEP: Final = "INSERT OR REPLACE INTO kept_person (key, entity, until, at) VALUES (?, ?, ?, ?)"


def known(conn: driver.Connection, me: str | None) -> list[Known]:
    """Everybody with content, live or in the Trash."""
    last, ours = _latest(conn, _HAPPENED), _latest(conn, _OURS)
    found = [
        Known(
            key=key, entity="contact", contact=_day(last.get(key)), change=date.fromisoformat(change),
            has_account=bool(account), left_on=_day(left), kept_until=_day(until),
        )
        for key, change, account, left, until in conn.execute(_CONTACTS)
    ]  # fmt: skip
    return found + [
        Known(
            key=key, entity="person", contact=_day(ours.get(key)), change=date.fromisoformat(change),
            left_on=_day(left), kept_until=_day(until), signs=key == me,
        )
        for key, change, left, until in conn.execute(_PEOPLE)
    ]  # fmt: skip


def names(conn: driver.Connection, entity: str, keys: list[str]) -> dict[str, tuple[str, str]]:
    """Names and accounts of people, in the Trash too."""
    sql = (
        "SELECT c.name, a.name FROM contact c LEFT JOIN account a ON a.id = c.account_id WHERE c.id = ?"
        if entity == "contact"
        else "SELECT name, '' FROM person WHERE id = ?"
    )
    found = {key: conn.execute(sql, (key,)).fetchone() for key in keys}
    return {key: (str(row[0]), str(row[1] or "")) for key, row in found.items() if row}


def keep(conn: driver.Connection, key: str, entity: str, until: date, at: str) -> None:
    """Note that somebody decided to keep a person until a day; the caller's transaction makes it durable."""
    conn.execute(_KEEP, (key, entity, until.isoformat(), at))


def months(conn: driver.Connection, default: int) -> int:
    """After how many months people are proposed."""
    found = portfolio_settings.get(conn, "retention_months", default)
    return found if isinstance(found, int) and found >= 0 else default


def _latest(conn: driver.Connection, queries: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sql in queries:
        for key, day in conn.execute(sql):
            if key and day and day > found.get(key, ""):
                found[key] = day
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
