# SPDX-License-Identifier: Apache-2.0
"""The floor of T4: the health of every account in one hand-written statement over narrow tables of the same facts.

It knows today only and one set of weights, which risks have a drilled plan is given to it, it does not round step by
step, and it has nothing to explain or to take back. Health is what the program calls so: the value, how much of what it
stands on is known, and the band, which is "unproven" where that is too little. `values_alone` leaves both out.

Where it is faster, parts hand their rows on one by one (LIMIT -1 in the part, WHERE 1 in what reads it), as ours do:
SQLite would else work out the value again in every line of the band.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from planner.services.session import Session
from planner.store import driver

_SAME = ("temp_store = MEMORY", "cache_size = -16000", "mmap_size = 0")
_SCHEMA = """
CREATE TABLE account (id TEXT PRIMARY KEY, grade TEXT NOT NULL) STRICT;
CREATE TABLE contact (id TEXT PRIMARY KEY, account_id TEXT NOT NULL, unit_id TEXT) STRICT;
CREATE TABLE role (contact_id TEXT NOT NULL, role TEXT NOT NULL) STRICT;
CREATE INDEX role_contact ON role (contact_id, role);
CREATE TABLE level (id TEXT PRIMARY KEY, contact_id TEXT NOT NULL, level TEXT NOT NULL, told TEXT NOT NULL) STRICT;
CREATE INDEX level_contact ON level (contact_id, told, id, level);
CREATE TABLE proof (level_id TEXT NOT NULL, told TEXT NOT NULL) STRICT;
CREATE INDEX proof_level ON proof (level_id, told);
CREATE TABLE unit (id TEXT PRIMARY KEY, account_id TEXT NOT NULL, wanted INTEGER) STRICT;
CREATE TABLE touch (account_id TEXT NOT NULL, contact_id TEXT NOT NULL, met TEXT NOT NULL) STRICT;
CREATE INDEX touch_met ON touch (met, contact_id);
CREATE INDEX touch_account ON touch (account_id);
CREATE TABLE call (account_id TEXT NOT NULL, called TEXT NOT NULL, tech INTEGER, attitude INTEGER, norms INTEGER,
  overall INTEGER, due TEXT) STRICT;
CREATE TABLE risk (id TEXT PRIMARY KEY, account_id TEXT NOT NULL, likelihood INTEGER, impact INTEGER, left_l INTEGER,
  left_i INTEGER, treated INTEGER NOT NULL, drilled INTEGER NOT NULL) STRICT;
CREATE TABLE review (account_id TEXT NOT NULL, done TEXT NOT NULL, summary TEXT) STRICT;
CREATE INDEX review_done ON review (account_id, done);
"""
_COPIES = (
    ("account", "SELECT id, grade FROM account WHERE deleted = 0"),
    ("contact", "SELECT id, account_id, unit_id FROM contact WHERE deleted = 0 AND coalesce(left_on, '9') > :day"),
    ("role", "SELECT contact_id, role FROM decision_role WHERE deleted = 0"),
    ("level", "SELECT id, contact_id, level, assessed_on FROM relation_assessment WHERE assessed_on <= :day"),
    ("proof", "SELECT target_id, evidence_date FROM evidence_link WHERE evidence_date <= :day"),
    ("unit", "SELECT id, account_id, target_contacts FROM org_unit WHERE in_scope = 1"),
    (
        "touch",
        "SELECT account_id, value, happened_on FROM interaction, json_each(participants) WHERE happened_on <= :day",
    ),
    ("touch", "SELECT account_id, value, held_on FROM explain_session, json_each(listeners) WHERE held_on <= :day"),
    (
        "touch",
        "SELECT account_id, contact_id, called_on FROM callback WHERE reached = 1 AND contact_id NOTNULL "
        "AND called_on <= :day",
    ),
    (
        "call",
        "SELECT k.account_id, k.called_on, k.tech, k.attitude, k.norms, k.overall, "
        "iif(x.done_on IS NULL AND x.dropped_on IS NULL, x.due, NULL) FROM callback k "
        "LEFT JOIN action x ON x.id = k.corrective_action_id WHERE k.called_on <= :day",
    ),
    (
        "risk",
        "SELECT id, account_id, likelihood, impact, residual_likelihood, residual_impact, state = 'treated', "
        "id IN (SELECT value FROM json_each(:drilled)) FROM risk WHERE state <> 'closed'",
    ),
    ("review", "SELECT account_id, done_on, summary FROM network_review WHERE done_on <= :day"),
)
_KNOWN = {
    "d2": ", 1.0 * sum(iif(level_id IS NULL, 0, w)) / sum(w) AS known",
    "d3": ", 1.0 * sum(u.wanted > 0) / nullif(sum(u.wanted IS NULL OR u.wanted > 0), 0) AS known",
    "d7": ", sum(n) / (3.0 * max(sum(n > 0), 3)) AS known",
    "costs": ", count(*) AS risks, count(now) AS rated",
    "sums": ", d2.known AS kk, d3.known AS gk, d7.known AS sk, c.risks, c.rated",
}
_FACTS = """
WITH newest AS MATERIALIZED (SELECT contact_id, id, level, told, max(told || id) FROM level GROUP BY contact_id),
held AS MATERIALIZED (SELECT contact_id, max(CASE role WHEN 'approver' THEN 5 WHEN 'decider' THEN 4
    WHEN 'supporter' THEN 3 WHEN 'influencer' THEN 2 ELSE 1 END) AS w FROM role GROUP BY contact_id),
people AS MATERIALIZED (SELECT c.account_id, h.w, n.id AS level_id, CASE n.level WHEN '3' THEN 100 WHEN '2' THEN 75
    WHEN '1' THEN 50 WHEN '0' THEN 25 ELSE 0 END AS v,
    coalesce((SELECT max(told) FROM proof p WHERE p.level_id = n.id), n.told) AS told
  FROM held h JOIN contact c ON c.id = h.contact_id LEFT JOIN newest n ON n.contact_id = h.contact_id WHERE h.w > 1),
d2 AS (SELECT account_id, 1.0 * sum(iif(level_id IS NULL, 0, w * v * CASE WHEN told >= :d90 THEN 100
    WHEN told >= :d180 THEN 80 WHEN told >= :d365 THEN 60 ELSE 40 END)) / nullif(sum(iif(level_id IS NULL, 0, w)), 0)
    / 100 AS value{d2} FROM people GROUP BY account_id),
met AS MATERIALIZED (SELECT DISTINCT contact_id FROM touch WHERE met >= :d180),
active AS MATERIALIZED (SELECT c.unit_id, count(*) AS n FROM met JOIN contact c ON c.id = met.contact_id
  JOIN newest n ON n.contact_id = c.id WHERE n.level NOT IN ('not_met', '-1') GROUP BY c.unit_id),
d3 AS (SELECT u.account_id, avg(100.0 * min(coalesce(a.n, 0), u.wanted) / nullif(u.wanted, 0)) AS value{d3} FROM unit u
  LEFT JOIN active a ON a.unit_id = u.id GROUP BY u.account_id),
calls AS (SELECT account_id, CASE WHEN called >= :d90 THEN 100 WHEN called >= :d180 THEN 75 WHEN called >= :d365 THEN 50
    ELSE 0 END AS w, (tech IS NOT NULL) + (attitude IS NOT NULL) + (norms IS NOT NULL) AS n,
    coalesce(tech, 0) + coalesce(attitude, 0) + coalesce(norms, 0) AS s,
    due < :day AND min(coalesce(tech, 5), coalesce(attitude, 5), coalesce(norms, 5), coalesce(overall, 5)) <= 2 AS late
  FROM call LIMIT -1),
d7 AS (SELECT account_id, max(0, 1.0 * sum(iif(n, w * 25.0 * (s - n) / n, 0)) / nullif(sum(iif(n, w, 0)), 0)
    - min(20, 5 * sum(coalesce(late, 0)))) AS value{d7}
  FROM calls WHERE w GROUP BY account_id),
scored AS (SELECT account_id, iif(treated AND left_l * left_i IS NOT NULL, left_l * left_i, likelihood * impact) AS now,
    drilled FROM risk),
costs AS (SELECT account_id, sum(CASE WHEN now >= :extreme THEN iif(drilled, 15, 25) WHEN now >= :high
    THEN iif(drilled, 7, 12) WHEN now >= :medium THEN iif(drilled, 2, 4) WHEN now NOTNULL THEN iif(drilled, 0, 1)
    ELSE 0 END) AS cost, max(now) AS worst{costs} FROM scored GROUP BY account_id),
sums AS (SELECT a.id, a.grade, d2.value AS k, iif(d3.value > 0 OR
    EXISTS (SELECT 1 FROM touch t WHERE t.account_id = a.id), d3.value, NULL) AS g, d7.value AS s, c.cost, c.worst,
    (SELECT max(done) FROM review r WHERE r.account_id = a.id) AS done{sums}
  FROM account a LEFT JOIN d2 ON d2.account_id = a.id LEFT JOIN d3 ON d3.account_id = a.id
  LEFT JOIN d7 ON d7.account_id = a.id LEFT JOIN costs c ON c.account_id = a.id LIMIT -1),
"""
_NETWORK = """iif(done IS NULL, NULL, max(0, 100 - coalesce(cost, 0) - 15 * (julianday(:day) - julianday(done)
    > 1.1 * CASE WHEN worst >= :extreme THEN 30 WHEN worst >= :high THEN 60 WHEN grade = 'S' THEN 90
      WHEN grade = 'A' THEN 180 WHEN grade = 'B' THEN 365 ELSE 99999 END)))"""
_WEIGHTS = """CASE grade WHEN 'C' THEN 100 WHEN 'S' THEN 50 WHEN 'A' THEN 50 ELSE 70 END AS kw,
  CASE grade WHEN 'C' THEN 0 WHEN 'S' THEN 25 WHEN 'A' THEN 25 ELSE 30 END AS gw"""
_RELATION = """(0.0 + coalesce(k * kw, 0) + coalesce(g * gw, 0))
    / nullif(iif(k IS NULL, 0, kw) + iif(g IS NULL, 0, gw), 0)"""
_VALUE = """(0.0 + coalesce(30 * r, 0) + coalesce(20 * s, 0) + coalesce(15 * n, 0))
    / nullif(iif(r IS NULL, 0, 30) + iif(s IS NULL, 0, 20) + iif(n IS NULL, 0, 15), 0)"""
_HEALTH = f"""{_FACTS.format(**_KNOWN)}
parts AS (SELECT id, s, k, g, {_NETWORK} AS n, {_WEIGHTS}, coalesce(kk, 0) AS kk, iif(g IS NULL, 0, gk) AS gk,
    iif(s IS NULL, 0, sk) AS sk, iif(done IS NULL, 0, (1.0 + coalesce(rated, 0)) / (1 + coalesce(risks, 0))) AS nk
  FROM sums WHERE 1 LIMIT -1),
related AS (SELECT id, s, n, sk, nk, {_RELATION} AS r, (kk * kw + gk * gw) / 100 AS rk FROM parts WHERE 1 LIMIT -1),
told AS (SELECT id, {_VALUE} AS value, 30 * rk + 20 * sk + 15 * nk AS known FROM related WHERE 1 LIMIT -1)
SELECT id, value, CASE WHEN value IS NULL THEN NULL WHEN known < 60 THEN 'unproven' WHEN value >= 80 THEN 'healthy'
  WHEN value >= 60 THEN 'watch' WHEN value >= 40 THEN 'at_risk' ELSE 'critical' END, known FROM told WHERE 1
"""
_VALUES = f"""{_FACTS.format(**dict.fromkeys(_KNOWN, ""))}
parts AS (SELECT id, s, k, g, {_NETWORK} AS n, {_WEIGHTS} FROM sums WHERE 1 LIMIT -1),
related AS (SELECT id, s, n, {_RELATION} AS r FROM parts WHERE 1 LIMIT -1)
SELECT id, {_VALUE} FROM related WHERE 1
"""


def connect(path: Path) -> driver.Connection:
    """An empty floor store with the same durability."""
    conn = opened(path)
    conn.executescript(_SCHEMA)
    return conn


def opened(path: Path) -> driver.Connection:
    """A floor store that is there, with the same durability and as much memory for pages as ours."""
    conn = driver.connect(path)
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "secure_delete = ON",
        *_SAME,
    ):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def copy(session: Session, conn: driver.Connection, drilled: str) -> None:
    """The facts of today out of our store, and the statistics a planner of queries wants."""
    words = {"day": session.today().isoformat(), "drilled": drilled}
    conn.execute("BEGIN")
    for table, sql in _COPIES:
        rows = session.read(lambda ours, sql=sql: ours.execute(sql, words).fetchall())  # type: ignore[misc]
        if rows:
            conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    conn.execute("COMMIT")
    conn.execute("ANALYZE")


def words_of(day: date) -> dict[str, object]:
    """The limits of the statement as of a day."""
    limits = {f"d{n}": (day - timedelta(days=n)).isoformat() for n in (90, 180, 365)}
    return {"day": day.isoformat(), "medium": 5, "high": 10, "extreme": 20, **limits}


def health(conn: driver.Connection, words: dict[str, object]) -> list[tuple[Any, ...]]:
    """The health of every account, 0-100 or None, its band, and how much is known in per cent."""
    return conn.execute(_HEALTH, words).fetchall()


def values_alone(conn: driver.Connection, words: dict[str, object]) -> list[tuple[Any, ...]]:
    """The value of every account without its band and without how much is known: less than what is called health."""
    return conn.execute(_VALUES, words).fetchall()
