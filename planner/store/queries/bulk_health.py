# SPDX-License-Identifier: Apache-2.0
"""The sums behind the health of all accounts at once: one statement for each part, integers only.

Each answers for the end of a day, as `planner.rules.rollback` has it: what is dated later is left out, what ended
later had not ended. Weights and limits are written into the statements from the rules, so that they are constants.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from planner.rules.bulk_health import EXACT, Sums
from planner.rules.ruleset import Rules, Weights
from planner.store import driver

_ACCOUNTS = "SELECT id, grade FROM account WHERE deleted = 0 ORDER BY id"
_LATER_GRADES = (
    "SELECT g.account_id, (SELECT e.grade FROM grade_decision e WHERE e.account_id = g.account_id AND e.deleted = 0 "
    "AND e.decided_on <= :day ORDER BY e.decided_on DESC, e.id DESC LIMIT 1) FROM grade_decision g "
    "WHERE g.deleted = 0 AND g.decided_on > :day GROUP BY g.account_id"
)
_NEWEST = (
    "newest AS MATERIALIZED (SELECT contact_id, id, level, assessed_on, max(assessed_on || id) FROM relation_assessment "
    "WHERE deleted = 0 AND assessed_on <= :day GROUP BY contact_id)"
)
_LINKS = (
    "SELECT max(l.evidence_date) FROM evidence_link l WHERE l.target_id = n.id AND l.deleted = 0 "
    "AND l.target_type = 'relation_assessment' AND l.evidence_date <= :day"
)
_PRESENT = "c.deleted = 0 AND (c.left_on IS NULL OR c.left_on > :day)"
_TOUCHED = (
    "SELECT j.value FROM interaction i, json_each(i.participants) j WHERE i.deleted = 0 "
    "AND i.happened_on BETWEEN :since AND :day "
    "UNION SELECT j.value FROM explain_session e, json_each(e.listeners) j WHERE e.deleted = 0 "
    "AND e.held_on BETWEEN :since AND :day "
    "UNION SELECT k.contact_id FROM callback k WHERE k.deleted = 0 AND k.reached = 1 AND k.contact_id IS NOT NULL "
    "AND k.called_on BETWEEN :since AND :day AND (k.service_on IS NULL OR k.service_on <= :day)"
)
_GENERAL = f"""
WITH {_NEWEST}, touched AS MATERIALIZED ({_TOUCHED}),
active AS MATERIALIZED (SELECT c.unit_id, count(*) AS number FROM touched t JOIN contact c ON c.id = t.value
  JOIN newest n ON n.contact_id = c.id WHERE {_PRESENT} AND c.unit_id IS NOT NULL
  AND n.level NOT IN ('not_met', '-1') GROUP BY c.unit_id)
SELECT u.account_id, sum(u.target_contacts <> 0), sum(u.target_contacts IS NULL),
  sum(iif(u.target_contacts, min(coalesce(a.number, 0), u.target_contacts) * ({EXACT} / u.target_contacts), 0)),
  sum(iif(u.target_contacts, {EXACT} % u.target_contacts <> 0, 0))
FROM org_unit u LEFT JOIN active a ON a.unit_id = u.id WHERE u.deleted = 0 AND u.in_scope = 1 GROUP BY u.account_id
"""
_REVIEWS = (
    "SELECT account_id, max(done_on) FROM network_review WHERE deleted = 0 AND done_on <= :day GROUP BY account_id"
)
_LAST_DRILL = (
    "SELECT {column} FROM drill d WHERE d.plan_id = p.id AND d.deleted = 0 AND d.held_on <= :day "
    "ORDER BY d.held_on DESC, d.id DESC LIMIT 1"
)
_DRILLED = f"""
SELECT p.risk_ids, p.made_on, p.expires_on,
  iif(p.drilled_on <= :day, p.drill_result, ({_LAST_DRILL.format(column="d.result")}))
FROM contingency_plan p WHERE p.deleted = 0 AND p.drilled_on IS NOT NULL AND p.risk_ids IS NOT NULL
  AND p.trigger <> '' AND p.decider <> '' AND p.steps IS NOT NULL AND (p.made_on IS NULL OR p.made_on <= :day)
"""
_CHANGED_LATER = "(r.treated_on > :day OR r.closed_on > :day)"


def sums(conn: driver.Connection, rules: Rules, day: date) -> dict[str, Sums]:
    """What is known of every live account at the end of a day, by its id."""
    words = {"day": day.isoformat()}
    found = {key: Sums(key, grade) for key, grade in conn.execute(_ACCOUNTS)}
    for key, grade in conn.execute(_LATER_GRADES, words):
        if key in found:
            found[key].grade = grade or "ungraded"
    since = (day - timedelta(days=rules.general_relation.active_days)).isoformat()
    _put(found, "key", conn.execute(_key_sql(rules, day), words))
    _put(found, "general", conn.execute(_GENERAL, {**words, "since": since}))
    _put(found, "calls", conn.execute(_calls_sql(rules, day), words))
    _put(found, "risks", conn.execute(_risks_sql(rules), {**words, "drilled": drilled(conn, rules, day)}))
    for key, last in conn.execute(_REVIEWS, words):
        if key in found:
            found[key].reviewed = last
    return found


def _put(found: dict[str, Sums], name: str, rows: Iterable[Any]) -> None:
    for row in rows:
        one = found.get(row[0])
        if one is not None:
            setattr(one, name, row)


def _case(column: str, weights: Weights) -> str:
    """A weight by name, as the rules have it."""
    if not weights:
        return "0"
    parts = " ".join(f"WHEN {_quoted(name)} THEN {value}" for name, value in weights)
    return f"CASE {column} {parts} ELSE 0 END"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _by_age(expression: str, ages: tuple[tuple[int, int], ...], older: int, day: date) -> str:
    """The value of the first limit that the days up to ``day`` do not pass."""
    limits = (((day - timedelta(days=limit)).isoformat(), value) for limit, value in ages)
    parts = " ".join(f"WHEN {expression} >= '{first}' THEN {value}" for first, value in limits)
    return f"CASE {parts} ELSE {older} END" if parts else str(older)


def _key_sql(rules: Rules, day: date) -> str:
    of = rules.key_relation
    fresh = _by_age("newest_on", of.freshness, of.stale, day)
    return f"""
WITH {_NEWEST},
held AS MATERIALIZED (SELECT contact_id, max({_case("role", of.roles)}) AS weight FROM decision_role WHERE deleted = 0
  GROUP BY contact_id HAVING max({_case("role", of.roles)}) >= {of.key_from}),
told AS MATERIALIZED (SELECT c.account_id, h.weight, n.id AS level_id, {_case("n.level", of.levels)} AS points,
  iif(n.id IS NULL, NULL, coalesce(({_LINKS}), n.assessed_on)) AS newest_on
  FROM held h JOIN contact c ON c.id = h.contact_id LEFT JOIN newest n ON n.contact_id = h.contact_id WHERE {_PRESENT})
SELECT account_id, sum(weight), sum(iif(level_id IS NULL, 0, weight)),
  sum(iif(level_id IS NULL, 0, weight * points * {fresh})) FROM told GROUP BY account_id
"""


def _calls_sql(rules: Rules, day: date) -> str:
    of = rules.satisfaction
    weight = _by_age("k.called_on", of.ages, 0, day)
    low = " OR ".join(f"k.{name} <= {of.low_rating}" for name in ("tech", "attitude", "norms", "overall"))
    answered = "(k.tech IS NOT NULL) + (k.attitude IS NOT NULL) + (k.norms IS NOT NULL)"
    points = "coalesce(k.tech, 0) + coalesce(k.attitude, 0) + coalesce(k.norms, 0)"
    return f"""
WITH calls AS (SELECT k.account_id, {weight} AS weight, {answered} AS answered, {points} AS points,
  ({low}) AND EXISTS (SELECT 1 FROM action x WHERE x.id = k.corrective_action_id AND x.deleted = 0 AND x.due < :day
    AND (x.opened_on IS NULL OR x.opened_on <= :day) AND (x.done_on IS NULL OR x.done_on > :day)
    AND (x.dropped_on IS NULL OR x.dropped_on > :day)) AS late
  FROM callback k WHERE k.deleted = 0 AND k.called_on <= :day AND (k.service_on IS NULL OR k.service_on <= :day))
SELECT account_id, sum(answered > 0), sum(answered),
  sum(iif(answered, 25 * (points - answered) * (6 / max(answered, 1)) * weight, 0)), sum(iif(answered, weight, 0)),
  sum(coalesce(late, 0)) FROM calls WHERE weight > 0 GROUP BY account_id
"""


def _risks_sql(rules: Rules) -> str:
    of, cost = rules.risk, rules.network
    bands = (("extreme", of.extreme_from), ("high", of.high_from), ("medium", of.medium_from), ("low", -1))
    parts = " ".join(
        f"WHEN now >= {low} THEN iif(drilled, {cost.cost(name)[1]}, {cost.cost(name)[0]})" for name, low in bands
    )
    kinds = ", ".join(_quoted(kind) for kind in cost.kinds)
    kept = f"kind IN ({kinds})" if kinds else "0"
    treated = (
        f"iif({_CHANGED_LATER}, (r.closed_on > :day OR r.state = 'treated') AND r.treated_on <= :day, "
        "r.state = 'treated')"
    )
    residual = "r.residual_likelihood * r.residual_impact"
    return f"""
WITH opened AS (SELECT r.account_id, r.kind,
  CASE WHEN {treated} AND {residual} IS NOT NULL THEN {residual} ELSE r.likelihood * r.impact END AS now,
  r.id IN (SELECT value FROM json_each(:drilled)) AS drilled
  FROM risk r WHERE r.deleted = 0 AND (r.opened_on IS NULL OR r.opened_on <= :day)
  AND (r.state <> 'closed' OR r.closed_on > :day))
SELECT account_id, sum({kept}), sum({kept} AND now IS NOT NULL),
  sum(CASE WHEN NOT {kept} OR now IS NULL THEN 0 {parts} END),
  max(now >= {of.extreme_from}), max(now >= {of.high_from} AND now < {of.extreme_from}), count(*)
FROM opened GROUP BY account_id
"""


def drilled(conn: driver.Connection, rules: Rules, day: date) -> str:
    """The risks of which a plan that holds was drilled and did not fail, as JSON."""
    from planner.rules.bulk_health import holds

    found: set[str] = set()
    for risk_ids, made_on, expires_on, result in conn.execute(_DRILLED, {"day": day.isoformat()}):
        if result in rules.network.drill_counts and holds(made_on, expires_on, rules, day):
            found.update(json.loads(risk_ids))
    return json.dumps(sorted(found))
