# SPDX-License-Identifier: Apache-2.0
"""Alerts about service and grade: K10 callback not made in 48 h, K11 low rating without action, K13 grade expired."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from planner.entities.service.callback import Callback
from planner.kernel.text import N_, Message
from planner.rules.alert import Alert
from planner.rules.explain import Evidence, Missing
from planner.rules.facts import AccountFacts
from planner.rules.grades import holds_until, newest
from planner.rules.review import add_working_days
from planner.rules.ruleset import Rules
from planner.rules.satisfaction import is_low

LOW_DAYS = 365
_CORRECT_WITHIN = 2


def service_alerts(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Alert]:
    """K10, K11 and K13 as they stand on a day; ``facts`` are those known then."""
    yield from _not_called(facts, rules, as_of)
    yield from _uncorrected(facts, rules, as_of)
    yield from _grade(facts, rules, as_of)


def _not_called(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Alert]:
    """K10: a service, or a review that was done, without a call in time.

    A review is asked about for as long as Today does (30 days); then a call would tell nothing of it any more.
    """
    within = timedelta(days=rules.cadence.callback_days)
    for call in facts.callbacks:
        if call.service_on is not None and call.called_on is None and call.reached is None:
            due = call.service_on + within
            if due < as_of:
                name = facts.contact_name(call.contact_id)
                words = {"name": name or "", "on": call.service_on}
                text = Message(
                    N_("No callback to {name} after the service of {on}")
                    if name
                    else N_("No callback after the service of {on}"),
                    words,
                )
                step = Missing(text, "callback", "callback", call.id, Message(N_("Record the call")))
                yield Alert("K10", text, (_call(call),), step, due, call.id)
    asked = {call.review_id for call in facts.callbacks}
    oldest = as_of - timedelta(days=rules.cadence.callback_ask_days)
    for review in facts.done_reviews():
        if review.done_on is None or review.id in asked or not oldest <= review.done_on < as_of - within:
            continue
        text = Message(N_("No callback after the review of {on}"), {"on": review.done_on})
        step = Missing(text, "callback", "network_review", review.id, Message(N_("Record a call")))
        record = Evidence("network_review", review.id, review.code or "", review.done_on)
        yield Alert("K10", text, (record,), step, review.done_on + within, review.id)


def _uncorrected(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Alert]:
    """K11: a rating of 1 or 2 in the last year that no action answers."""
    for call in uncorrected(facts, rules, as_of):
        if call.called_on is not None:
            text = Message(N_("Low rating on {on} without a corrective action"), {"on": call.called_on})
            step = Missing(text, "action", "callback", call.id, Message(N_("Add action")))
            due = add_working_days(call.called_on, _CORRECT_WITHIN, rules)
            yield Alert("K11", text, (_call(call),), step, due, call.id)


def uncorrected(facts: AccountFacts, rules: Rules, as_of: date) -> list[Callback]:
    """Calls of the last year with a rating of 1 or 2 and no action for it, as the facts of that day have it."""
    known = {action.id for action in facts.actions}
    return [
        call
        for call in facts.callbacks
        if call.called_on is not None
        and (as_of - call.called_on).days <= LOW_DAYS
        and call.corrective_action_id not in known
        and is_low(call, rules)
    ]


def _call(call: Callback) -> Evidence:
    return Evidence("callback", call.id, call.text or "", call.called_on or call.service_on)


def _grade(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Alert]:
    """K13: the decision on the grade no longer holds."""
    decision = newest(facts.grades)
    until = holds_until(decision, rules) if decision is not None else None
    if decision is None or until is None or until >= as_of:
        return
    text = Message(N_("Grade {grade} has expired"), {"grade": decision.grade, "on": until})
    step = Missing(text, "grade_decision", "account", facts.account.id, Message(N_("Renew")))
    record = Evidence("grade_decision", decision.id, decision.reason or "", decision.decided_on)
    yield Alert("K13", text, (record,), step, until)
