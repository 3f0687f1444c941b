# SPDX-License-Identifier: Apache-2.0
"""The health of all accounts at once: one statement, in integers.

Parts that are used once end in LIMIT -1, and what reads them in WHERE 1: so SQLite hands their rows on one by one. It
would else write each part into a table first, or work out the same expression wherever it is named.

Each answers for the end of a day, as `planner.rules.rollback` has it: what is dated later is left out, what ended
later had not ended. Weights and limits are written into the statements from the rules, so that they are constants.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import lru_cache

from planner.rules.bulk_health import BITS, EXACT, Bulk, holds, review_interval
from planner.rules.lines import shown_from
from planner.rules.ruleset import Rules, Weights
from planner.store import driver

# Found by the index for one contact at a time, which takes less than a list of all and an index of that list.
_NEWEST = (
    "SELECT x.{} FROM relation_assessment x WHERE x.contact_id = c.id AND x.deleted = 0 AND x.assessed_on <= :day "
    "ORDER BY x.assessed_on DESC, x.id DESC LIMIT 1"
)
_LINKS = (
    "FROM evidence_link l WHERE l.target_id = n.id AND l.deleted = 0 AND l.target_type = 'relation_assessment' "
    "AND l.evidence_date <= :day"
)
_PRESENT = "c.deleted = 0 AND (c.left_on IS NULL OR c.left_on > :day)"
_DECIDED_LATER = "SELECT EXISTS (SELECT 1 FROM grade_decision g WHERE g.decided_on > :day AND g.deleted = 0)"
_LATER = """
later AS MATERIALIZED (SELECT g.account_id, coalesce((SELECT e.grade FROM grade_decision e
  WHERE e.account_id = g.account_id AND e.deleted = 0 AND e.decided_on <= :day
  ORDER BY e.decided_on DESC, e.id DESC LIMIT 1), 'ungraded') AS grade
  FROM grade_decision g WHERE g.deleted = 0 AND g.decided_on > :day GROUP BY g.account_id)"""
_GENERAL = f"""
touched AS (SELECT j.value FROM interaction i, json_each(i.participants) j WHERE i.deleted = 0
    AND i.happened_on BETWEEN :since AND :day
  UNION ALL SELECT j.value FROM explain_session e, json_each(e.listeners) j WHERE e.deleted = 0
    AND e.held_on BETWEEN :since AND :day
  UNION ALL SELECT k.contact_id FROM callback k WHERE k.deleted = 0 AND k.reached = 1 AND k.contact_id IS NOT NULL
    AND k.called_on BETWEEN :since AND :day AND (k.service_on IS NULL OR k.service_on <= :day)),
active AS MATERIALIZED (SELECT c.unit_id, count(*) AS number FROM contact c WHERE c.unit_id IS NOT NULL AND {_PRESENT}
  AND +c.id IN touched AND ({_NEWEST.format("level")}) NOT IN ('not_met', '-1') GROUP BY c.unit_id),
d3 AS MATERIALIZED (SELECT u.account_id, coalesce(sum(u.target_contacts <> 0), 0) AS units,
  sum(u.target_contacts IS NULL) AS unknown,
  sum(iif(u.target_contacts, min(coalesce(a.number, 0), u.target_contacts) * ({EXACT} / u.target_contacts), 0))
    AS shares,
  sum(iif(u.target_contacts, {EXACT} % u.target_contacts <> 0, 0)) AS odd
  FROM org_unit u LEFT JOIN active a ON a.unit_id = u.id WHERE u.deleted = 0 AND u.in_scope = 1
  GROUP BY u.account_id)"""
# Asked only where nobody is active: who is was met, and without anybody met D3 is unknown.
_MET = """
EXISTS (SELECT 1 FROM interaction i WHERE i.account_id = a.id AND i.deleted = 0 AND i.happened_on <= :day
    AND json_array_length(i.participants) > 0)
  OR EXISTS (SELECT 1 FROM explain_session e WHERE e.account_id = a.id AND e.deleted = 0 AND e.held_on <= :day
    AND json_array_length(e.listeners) > 0)
  OR EXISTS (SELECT 1 FROM callback k WHERE k.account_id = a.id AND k.deleted = 0 AND k.reached = 1
    AND k.contact_id IS NOT NULL AND k.called_on <= :day AND (k.service_on IS NULL OR k.service_on <= :day))"""
_WANTING = f"iif(d3.units > 0, iif(d3.shares > 0 OR {_MET}, d3.units, NULL), 0)"
_REVIEWED = (
    "(SELECT max(v.done_on) FROM network_review v WHERE v.account_id = a.id AND v.deleted = 0 AND v.done_on <= :day)"
)
_LAST_RESULT = (
    "SELECT d.result FROM drill d WHERE d.plan_id = p.id AND d.deleted = 0 AND d.held_on <= :day "
    "ORDER BY d.held_on DESC, d.id DESC LIMIT 1"
)
_DRILLED = f"""
SELECT p.risk_ids, p.made_on, p.expires_on
FROM contingency_plan p WHERE p.deleted = 0 AND p.drilled_on IS NOT NULL AND p.risk_ids IS NOT NULL
  AND p.trigger <> '' AND p.decider <> '' AND p.steps IS NOT NULL AND (p.made_on IS NULL OR p.made_on <= :day)
  AND iif(p.drilled_on <= :day, p.drill_result, ({_LAST_RESULT})) IN (SELECT value FROM json_each(:counts))
"""
_COLUMNS = (("relation", "r"), ("satisfaction", "s"), ("network", "n"))
_CHANGED_LATER = "(r.treated_on > :day OR r.closed_on > :day)"


def values(conn: driver.Connection, rules: Rules, day: date) -> dict[str, Bulk]:
    """The health of every live account at the end of a day, by its id."""
    since = (day - timedelta(days=rules.general_relation.active_days)).isoformat()
    words = {"day": day.isoformat(), "since": since, "drilled": drilled(conn, rules, day)}
    back = bool(conn.execute(_DECIDED_LATER, words).fetchone()[0])
    found, make, of = {}, tuple.__new__, rules.health  # what Bulk._make does, without its count of the columns
    healthy, watch, at_risk = shown_from(of.healthy_from), shown_from(of.watch_from), shown_from(of.at_risk_from)
    unproven = 100 * of.unproven_below
    rows = conn.execute(_statement(rules, day, back=back), words)
    for key, health, complete, relation, satisfaction, answers, of_parts, odd in rows:
        if health is None:
            band = None
        elif complete < unproven:
            band = "unproven"
        elif health >= healthy:
            band = "healthy"
        else:
            band = "watch" if health >= watch else "at_risk" if health >= at_risk else "critical"
        found[key] = make(Bulk, (health, band, complete, relation, satisfaction, answers, of_parts, odd))
    return found


@lru_cache(maxsize=4)
def _statement(rules: Rules, day: date, *, back: bool) -> str:
    """``back``: a grade was decided later, so that one before it counts."""
    later = (_LATER,) if back else ()
    parts = (
        _key(rules, day),
        _GENERAL,
        _calls(rules, day),
        _risks(rules),
        *later,
        _base(back=back),
        _parts(rules, day),
    )
    return f"WITH {', '.join(parts)}, {_related()} {_result(rules)}"


def _base(*, back: bool) -> str:
    """One line of sums for each live account."""
    grade, later = (
        ("coalesce(l.grade, a.grade)", "LEFT JOIN later l ON l.account_id = a.id") if back else ("a.grade", "")
    )
    return f"""
base AS (SELECT a.id, {grade} AS grade, {_REVIEWED} AS reviewed,
  d2.total, d2.assessed, d2.points, {_WANTING} AS units, d3.unknown, d3.shares, d3.odd, d7.number, d7.answered,
  d7.given, d7.weights, d7.late, d13.risks, d13.rated, d13.cost, d13.worst
  FROM account a {later} LEFT JOIN d2 ON d2.account_id = a.id LEFT JOIN d3 ON d3.account_id = a.id
  LEFT JOIN d7 ON d7.account_id = a.id LEFT JOIN d13 ON d13.account_id = a.id WHERE a.deleted = 0 LIMIT -1)"""


def _half_up(numerator: str, denominator: str) -> str:
    """The nearest integer, halves up; neither is negative."""
    return f"((2 * ({numerator}) + ({denominator})) / (2 * ({denominator})))"


def _half_even(numerator: str, denominator: str) -> str:
    """The nearest integer, halves to the even one, as decimals are quantized."""
    whole, rest = f"({numerator}) / ({denominator})", f"2 * (({numerator}) % ({denominator}))"
    return f"({whole} + ({rest} > {denominator} OR ({rest} = {denominator} AND ({whole}) % 2 = 1)))"


def _case(column: str, weights: Weights, other: int = 0) -> str:
    """A weight by name, as the rules have it."""
    if not weights:
        return str(other)
    parts = " ".join(f"WHEN {_quoted(name)} THEN {value}" for name, value in weights)
    return f"CASE {column} {parts} ELSE {other} END"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _by_age(expression: str, ages: tuple[tuple[int, int], ...], older: int, day: date) -> str:
    """The value of the first limit that the days up to ``day`` do not pass."""
    limits = (((day - timedelta(days=limit)).isoformat(), value) for limit, value in ages)
    parts = " ".join(f"WHEN {expression} >= '{first}' THEN {value}" for first, value in limits)
    return f"CASE {parts} ELSE {older} END" if parts else str(older)


def _key(rules: Rules, day: date) -> str:
    """D2: weights by role, levels and freshness of the key contacts."""
    of = rules.key_relation
    fresh = _by_age("coalesce(max(l.evidence_date), n.assessed_on)", of.freshness, of.stale, day)
    points = f"weight * {_case('level', of.levels)} * (SELECT {fresh} {_LINKS})"
    weight = f"(SELECT max({_case('role', of.roles)}) FROM decision_role WHERE contact_id = c.id AND deleted = 0)"
    return f"""
held AS (SELECT c.id, c.account_id, {weight} AS weight FROM contact c WHERE {_PRESENT} LIMIT -1),
d2 AS MATERIALIZED (SELECT c.account_id, sum(weight) AS total, sum(iif(n.id IS NULL, 0, weight)) AS assessed,
  sum(iif(n.id IS NULL, 0, {points})) AS points
  FROM held c LEFT JOIN relation_assessment n ON n.rowid = ({_NEWEST.format("rowid")})
  WHERE weight >= {of.key_from} GROUP BY c.account_id)"""


def _calls(rules: Rules, day: date) -> str:
    """D7: answers weighed by age, and corrections that are overdue."""
    of = rules.satisfaction
    weight = _by_age("k.called_on", of.ages, 0, day)
    oldest = (day - timedelta(days=max((limit for limit, value in of.ages if value), default=0))).isoformat()
    low = " OR ".join(f"k.{name} <= {of.low_rating}" for name in ("tech", "attitude", "norms", "overall"))
    answered = "(k.tech IS NOT NULL) + (k.attitude IS NOT NULL) + (k.norms IS NOT NULL)"
    points = "coalesce(k.tech, 0) + coalesce(k.attitude, 0) + coalesce(k.norms, 0)"
    return f"""
calls AS (SELECT k.account_id, {weight} AS weight, {answered} AS answered, {points} AS points,
  ({low}) AND EXISTS (SELECT 1 FROM action x WHERE x.id = k.corrective_action_id AND x.deleted = 0 AND x.due < :day
    AND (x.opened_on IS NULL OR x.opened_on <= :day) AND (x.done_on IS NULL OR x.done_on > :day)
    AND (x.dropped_on IS NULL OR x.dropped_on > :day)) AS late
  FROM callback k WHERE k.deleted = 0 AND k.called_on BETWEEN {_quoted(oldest)} AND :day
    AND (k.service_on IS NULL OR k.service_on <= :day) LIMIT -1),
d7 AS MATERIALIZED (SELECT account_id, sum(answered > 0) AS number, sum(answered) AS answered,
  sum(25 * (points - answered) * (6 / answered) * weight) AS given,
  sum(iif(answered, weight, 0)) AS weights, coalesce(sum(late), 0) AS late FROM calls WHERE weight > 0
  GROUP BY account_id)"""


def _risks(rules: Rules) -> str:
    """What open risks cost (D13), and the worst of them."""
    of, cost = rules.risk, rules.network
    bands = (("extreme", of.extreme_from), ("high", of.high_from), ("medium", of.medium_from), ("low", -1))
    parts = " ".join(
        f"WHEN now >= {low} THEN iif(drilled, {cost.cost(name)[1]}, {cost.cost(name)[0]})" for name, low in bands
    )
    kept = _case("r.kind", tuple((kind, 1) for kind in cost.kinds))
    treated = (
        f"iif({_CHANGED_LATER}, (r.closed_on > :day OR r.state = 'treated') AND r.treated_on <= :day, "
        "r.state = 'treated')"
    )
    residual = "r.residual_likelihood * r.residual_impact"
    return f"""
opened AS (SELECT r.account_id, {kept} AS kept,
  iif({treated}, coalesce({residual}, r.likelihood * r.impact), r.likelihood * r.impact) AS now,
  r.id IN (SELECT value FROM json_each(:drilled)) AS drilled
  FROM risk r WHERE r.deleted = 0 AND (r.opened_on IS NULL OR r.opened_on <= :day)
  AND (r.state <> 'closed' OR r.closed_on > :day) LIMIT -1),
d13 AS MATERIALIZED (SELECT account_id, sum(kept) AS risks, sum(kept AND now IS NOT NULL) AS rated,
  sum(iif(kept, CASE {parts} ELSE 0 END, 0)) AS cost, max(now) AS worst FROM opened GROUP BY account_id)"""


def _parts(rules: Rules, day: date) -> str:
    """The values of both layers of the relation, of satisfaction and of the network, with their completeness."""
    of = rules.satisfaction
    layers = {grade: rules.relation.layers(grade) for grade in ("S", "A", "B", "C", "")}
    weights = [f"{_case('grade', tuple((g, w[n]) for g, w in layers.items() if g), layers[''][n])}" for n in range(3)]
    taken = (
        f"min(late, min({of.penalty} * late, {of.penalty_max}) / {of.penalty}) * {of.penalty}" if of.penalty else "0"
    )
    pleased = _half_up(f"100 * max(0, given - ({taken}) * 6 * weights)", "6 * weights")
    overdue = f"coalesce({rules.network.overdue_review} * (reviewed < {_due_before(rules, day)}), 0)"
    return f"""
parts AS (SELECT id, odd, number, {weights[0]} AS kw, {weights[1]} AS gw, {weights[2]} AS ow,
  {_half_up("points", "assessed")} AS k,
  iif(total, {_half_up("10000 * assessed", "total")}, 0) AS ks,
  {_half_up("10000 * shares", f"units * {EXACT}")} AS g,
  iif(units + unknown, {_half_up("10000 * units", "units + unknown")}, 0) AS gs,
  iif(number, {pleased}, NULL) AS s,
  iif(number, {_half_up("10000 * answered", f"3 * max(number, {of.thin_below})")}, 0) AS ss,
  iif(reviewed IS NULL, NULL, 100 * max(0, 100 - coalesce(cost, 0) - {overdue})) AS n,
  iif(reviewed IS NULL, 0, {_half_up("10000 * (1 + coalesce(rated, 0))", "1 + coalesce(risks, 0)")}) AS ns
  FROM base WHERE 1 LIMIT -1)"""


def _due_before(rules: Rules, day: date) -> str:
    """The day before which the last review lies too far back, by the worst open risk and the grade."""

    def by_grade(band: str) -> str:
        found = {grade: review_interval(grade, band, rules) for grade in ("S", "A", "B", "C", "")}
        days = {
            grade: _quoted((day - timedelta(days=rules.cadence.overdue_above * interval // 100)).isoformat())
            if interval
            else "NULL"
            for grade, interval in found.items()
        }
        cases = " ".join(f"WHEN {_quoted(grade)} THEN {limit}" for grade, limit in days.items() if grade)
        return f"CASE grade {cases} ELSE {days['']} END"

    of = rules.risk
    return (
        f"CASE WHEN worst >= {of.extreme_from} THEN {by_grade('extreme')} "
        f"WHEN worst >= {of.high_from} THEN {by_grade('high')} ELSE {by_grade('')} END"
    )


def _related() -> str:
    """D5 of its layers."""
    known = "iif(k IS NULL, 0, kw) + iif(g IS NULL, 0, gw)"
    value = _half_up("coalesce(k * kw, 0) + coalesce(g * gw, 0)", known)
    return f"""
related AS (SELECT id, odd, number, {value} AS r, {_half_even("kw * ks + gw * gs", "kw + gw + ow")} AS rs, s, ss, n, ns
  FROM parts WHERE 1 LIMIT -1)"""


def _result(rules: Rules) -> str:
    """D1: the sum of the parts that are known, and how much of all is."""
    weights = dict(rules.health.weights)
    parts = [(weights.get(name, 0), value) for name, value in _COLUMNS]
    known = " + ".join(f"iif({value} IS NULL, 0, {weight})" for weight, value in parts)
    points = " + ".join(f"coalesce({weight} * {value}, 0)" for weight, value in parts)
    covered = " + ".join(f"{weight} * {value}s" for weight, value in parts)
    every = sum(weights.values())
    complete = _half_even(covered, str(every)) if every else "0"
    made = " + ".join(f"iif({value} IS NULL, 0, {BITS[name]})" for name, value in _COLUMNS if weights.get(name))
    return f"""
SELECT id, {_half_up(points, known)}, {complete}, r, s, coalesce(number, 0), {made or 0}, coalesce(odd, 0)
FROM related WHERE 1
"""


def drilled(conn: driver.Connection, rules: Rules, day: date) -> str:
    """The risks of which a plan that holds was drilled and did not fail, as JSON."""
    found: set[str] = set()
    words = {"day": day.isoformat(), "counts": json.dumps(rules.network.drill_counts)}
    for risk_ids, made_on, expires_on in conn.execute(_DRILLED, words):
        if holds(made_on, expires_on, rules, day):
            found.update(json.loads(risk_ids))
    return json.dumps(sorted(found))
