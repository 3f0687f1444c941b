# SPDX-License-Identifier: Apache-2.0
"""How deep each of our people knows each of theirs, from who met whom (C4, view B)."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.kernel.data import dataclass
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules

STEPS: Final = ((7, 4), (4, 3), (2, 2), (1, 1))
"""From so many touches in a year the depth is so much; an older touch alone is 1, holding without any touch 0."""
_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Depth:
    """0 to 4 for one contact and one of ours; ``last`` is their last touch, ``stale`` older than the rules trust."""

    value: int
    touches: int
    last: date | None
    stale: bool
    holds: bool
    records: tuple[tuple[str, str], ...]


def depths(facts: AccountFacts, rules: Rules, as_of: date) -> dict[tuple[str, str], Depth]:
    """By contact and person of ours; facts are those known on the day. Pairs without touch or holding are not in it."""
    touches: dict[tuple[str, str], list[tuple[date, str, str]]] = {}
    for note in facts.interactions:
        if note.person_id:
            for contact in note.participants:
                touches.setdefault((contact, note.person_id), []).append((note.happened_on, "interaction", note.id))
    for call in facts.callbacks:
        caller = call.caller_id or call.person_id
        if call.reached and call.contact_id and caller and call.called_on:
            touches.setdefault((call.contact_id, caller), []).append((call.called_on, "callback", call.id))
    held = {(a.contact_id, a.holder_id) for a in facts.newest_assessments().values() if a.holder_id}
    found: dict[tuple[str, str], Depth] = {}
    for pair in {*touches, *((contact, holder) for contact, holder in held if holder)}:
        told = sorted(touches.get(pair, []))
        recent = sum(1 for day, _, _ in told if (as_of - day).days <= _YEAR)
        value = next((depth for least, depth in STEPS if recent >= least), 1 if told else 0)
        last = told[-1][0] if told else None
        stale = last is not None and (as_of - last).days > rules.coverage.active_days
        found[pair] = Depth(value, recent, last, stale, pair in held, tuple((kind, key) for _, kind, key in told))
    return found
