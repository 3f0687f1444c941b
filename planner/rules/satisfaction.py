# SPDX-License-Identifier: Apache-2.0
"""D7: satisfaction from callbacks, with its sample size, reached rate and top-two share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from planner.entities.service.action import Action
from planner.entities.service.callback import Callback
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.lines import Addend, Frame, add_up, hundredths, not_below_zero, nothing, share
from planner.rules.ruleset import Rules, by_age

_RATINGS = 3
_SIXTHS = 6  # 1, 2 or 3 answers divide it, so that events share one denominator


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """D7 with n answered callbacks; ``thin`` below 3; shares 0..1 or None without any answer."""

    explained: Explained
    n: int
    thin: bool
    reached: Decimal | None
    top_two: Decimal | None
    penalty: int


def event_value(call: Callback) -> Decimal | None:
    """One callback as 0-100 from the three ratings that were answered; None without any."""
    points, answered = _event(call)
    return hundredths(25 * points, answered) if answered else None


def satisfaction(facts: AccountFacts, rules: Rules, as_of: date) -> Satisfaction:
    """D7, 0-100: callbacks weighed by age, less the penalty for overdue corrections."""
    known, r = facts.at(as_of), rules.satisfaction
    recent = _recent(known, rules, as_of)
    counted = [(call, age) for call, age in recent if _event(call)[1]]
    actions = {a.id: a for a in known.actions}
    late = [c for c, _ in recent if _is_low(c, r.low_rating) and _overdue(c, actions, as_of)]
    penalty = min(r.penalty * len(late), r.penalty_max) if counted else 0
    answered = sum(_event(call)[1] for call, _ in counted)
    complete = share(answered, _RATINGS * max(len(counted), r.thin_below))
    frame = Frame("D7", rules, as_of, _missing(known, recent, rules), complete)
    thin = len(counted) < r.thin_below
    explained = nothing(frame)
    if counted:
        addends, base = _addends(counted, late[: penalty // r.penalty] if penalty else [], rules)
        explained = add_up(frame, addends, base, lambda _: "thin" if thin else None)
    told = [call.reached for call, _ in recent if call.reached is not None]
    overall = [call.overall for call, _ in recent if call.overall is not None]
    return Satisfaction(
        explained=explained,
        n=len(counted),
        thin=thin,
        reached=share(sum(told), len(told)) if told else None,
        top_two=share(sum(o >= r.top_two_from for o in overall), len(overall)) if overall else None,
        penalty=penalty,
    )


def is_low(call: Callback, rules: Rules) -> bool:
    """Whether any rating is 1 or 2 (K11)."""
    return _is_low(call, rules.satisfaction.low_rating)


def _event(call: Callback) -> tuple[int, int]:
    given = [rating for rating in (call.tech, call.attitude, call.norms) if rating is not None]
    return sum(given) - len(given), len(given)


def _recent(facts: AccountFacts, rules: Rules, as_of: date) -> list[tuple[Callback, int]]:
    """Calls that were made and still count, with their weight by age, newest first."""
    found: list[tuple[Callback, int]] = []
    for call in facts.callbacks:
        if call.called_on is not None:
            weight = by_age(rules.satisfaction.ages, (as_of - call.called_on).days, 0)
            if weight:
                found.append((call, weight))
    return sorted(found, key=lambda pair: (pair[0].called_on or date.min, pair[0].id), reverse=True)


def _is_low(call: Callback, low: int) -> bool:
    return any(v is not None and v <= low for v in (call.tech, call.attitude, call.norms, call.overall))


def _overdue(call: Callback, actions: Mapping[str, Action], as_of: date) -> bool:
    action = actions.get(call.corrective_action_id or "")
    if action is None or action.done_on or action.dropped_on:
        return False
    return action.due is not None and action.due < as_of


def _addends(counted: list[tuple[Callback, int]], late: list[Callback], rules: Rules) -> tuple[list[Addend], int]:
    base = _SIXTHS * sum(weight for _, weight in counted)
    addends = [_call(call, weight) for call, weight in counted]
    addends += [
        Addend(
            rule="D7.penalty",
            text=Message(N_("Correction overdue after the callback of {on}"), {"on": call.called_on}),
            points=-rules.satisfaction.penalty * base,
            evidence=(_evidence(call), Evidence("action", call.corrective_action_id or "", "", None, "E1")),
        )
        for call in late
    ]
    return not_below_zero(addends, "D7.floor", Message(N_("Never below 0"))), base


def _call(call: Callback, weight: int) -> Addend:
    points, answered = _event(call)
    ratings = {"tech": call.tech, "attitude": call.attitude, "norms": call.norms, "weight": weight}
    words = {name: "–" if rating is None else rating for name, rating in ratings.items()}
    return Addend(
        rule="D7.callback",
        text=Message(N_("Callback of {on}"), {"on": call.called_on}),
        points=25 * points * (_SIXTHS // answered) * weight,
        max_points=100 * _SIXTHS * weight,
        evidence=(_evidence(call),),
        detail=Message(N_("technical {tech}, attitude {attitude}, norms {norms}, counts {weight} %"), words),
    )


def _evidence(call: Callback) -> Evidence:
    return Evidence("callback", call.id, call.text or "", call.called_on, "E1")


def _missing(facts: AccountFacts, recent: list[tuple[Callback, int]], rules: Rules) -> tuple[Missing, ...]:
    account_id, add = facts.account.id, Message(N_("Record"))
    counted = sum(bool(_event(call)[1]) for call, _ in recent)
    found: list[Missing] = []
    if not counted:
        found.append(Missing(Message(N_("No callback in a year")), "callback", "account", account_id, add))
    elif counted < rules.satisfaction.thin_below:
        words = {"n": counted, "wanted": rules.satisfaction.thin_below}
        text = Message(N_("Callbacks that count: {n} of at least {wanted}"), words)
        found.append(Missing(text, "callback", "account", account_id, add))
    for call, _ in recent:
        if _is_low(call, rules.satisfaction.low_rating) and not call.corrective_action_id:
            text = Message(N_("Low rating on {on} without a corrective action"), {"on": call.called_on})
            found.append(Missing(text, "action", "callback", call.id, Message(N_("Add"))))
    return tuple(found)
