# SPDX-License-Identifier: Apache-2.0
"""Fields that must fit each other: dates in order, and people who may not be the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from planner.entities.spec import EntitySpec
from planner.kernel.text import tr

Fault = tuple[str, str]

# (entity, earlier field, later field): the later may not lie before the earlier.
ORDERED: tuple[tuple[str, str, str], ...] = (
    ("account", "vip_from", "vip_to"),
    ("grade_decision", "decided_on", "valid_until"),
    ("network_review", "done_on", "report_due"),
    ("network_review", "done_on", "reported_on"),
    ("network_review", "done_on", "closed_on"),
    ("explain_session", "held_on", "acknowledged_on"),
    ("risk", "opened_on", "due"),
    ("risk", "opened_on", "treated_on"),
    ("risk", "opened_on", "closed_on"),
    ("contingency_plan", "made_on", "expires_on"),
    ("contingency_plan", "made_on", "drilled_on"),
    ("risk", "opened_on", "told_ours_on"),
    ("risk", "opened_on", "told_customer_on"),
    ("callback", "service_on", "called_on"),
    ("action", "opened_on", "due"),
    ("action", "opened_on", "done_on"),
    ("action", "opened_on", "dropped_on"),
)
# (entity, field): a record may not be part of itself.
OWN_PARENT: tuple[tuple[str, str], ...] = (
    ("account", "parent_id"),
    ("org_unit", "parent_id"),
    ("person", "manager_id"),
)


def faults_of(spec: EntitySpec[Any], entity: Any) -> Iterator[Fault]:
    """Field names and sentences for values that do not fit each other."""
    yield from _dates(spec, entity)
    for name, field in OWN_PARENT:
        if name == spec.name and getattr(entity, field) == entity.id:
            yield field, tr("{field}: a record cannot be above itself.", field=_label(spec, field))
    own = _RULES.get(spec.name)
    if own:
        yield from own(entity)


def _dates(spec: EntitySpec[Any], entity: Any) -> Iterator[Fault]:
    for name, earlier, later in ORDERED:
        if name != spec.name:
            continue
        first, second = getattr(entity, earlier), getattr(entity, later)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            words = {"later": _label(spec, later), "earlier": _label(spec, earlier), "on": first}
            yield later, tr("{later} lies before {earlier} ({on}).", **words)


def _label(spec: EntitySpec[Any], field: str) -> str:
    return tr(spec.field(field).label)


def _callback(call: Any) -> Iterator[Fault]:
    if call.caller_id and call.caller_id == call.person_id:
        yield "caller_id", tr("The caller may not be the person who served.")
    ratings = (call.tech, call.attitude, call.norms, call.overall)
    if call.reached is False and any(rating is not None for rating in ratings):
        yield "reached", tr("There are ratings, so somebody was reached.")


def _action(action: Any) -> Iterator[Fault]:
    if action.done_on and action.dropped_on:
        yield "dropped_on", tr("An action is either done or dropped, not both.")


def _edge(edge: Any) -> Iterator[Fault]:
    if edge.to_id == edge.contact_id:
        yield "to_id", tr("A line joins two different people.")


_RULES: dict[str, Callable[[Any], Iterator[Fault]]] = {
    "callback": _callback,
    "action": _action,
    "relation_edge": _edge,
}
