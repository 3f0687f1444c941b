# SPDX-License-Identifier: Apache-2.0
"""Steps of a trace that the review in hand shows itself, so that a press stays in it."""

from __future__ import annotations

from planner.views.review_view import plan_lines, risks_of
from ui.screens.parts.trace_doing import Near
from ui.screens.review.data import EXPLAIN, INSPECT, PLANS, RISKS, Host, Shown


def near(host: Host) -> Near:
    """Opens a record in one of the four steps; False where the review in hand doesn't show it."""

    def show(entity: str, key: str) -> bool:
        step = _now(host, entity, key)
        if step is None:  # what was made a moment ago
            host.perform(lambda _source: None)
            step = _now(host, entity, key)
        if step is None:
            return False
        host.open_step(step, "" if entity == "explain" else key)
        return True

    return show


def _now(host: Host, entity: str, key: str) -> int | None:
    shown: Shown | None = getattr(host, "shown", None)
    return None if shown is None else _step(shown, entity, key)


def _step(shown: Shown, entity: str, key: str) -> int | None:
    facts, review = shown.facts, shown.review
    if entity == "inspection_result":
        return INSPECT if any(r.id == key and r.review_id == review.id for r in facts.results) else None
    if entity == "explain":
        return EXPLAIN if key == review.id else None
    if entity == "explain_session":
        return EXPLAIN if any(e.id == key and e.review_id == review.id for e in facts.explains) else None
    if entity == "risk":
        return RISKS if any(risk.id == key for risk in risks_of(facts, review)) else None
    if entity == "contingency_plan":
        lines = plan_lines(facts, review, shown.rules, shown.today)
        return PLANS if any(line.plan is not None and line.plan.id == key for line in lines) else None
    return None
