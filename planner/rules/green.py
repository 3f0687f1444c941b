# SPDX-License-Identifier: Apache-2.0
"""What would turn a value green: the smallest set of changes, worked out backwards from the formula (issue 5, part 2).

Every candidate is a change of the facts that the formula itself evaluates; what is not known is never assumed, it is
only named. Fewest changes first, then the least effort, then the most points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from itertools import combinations, islice
from math import comb
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules import changes as steps
from planner.rules.changes import Change, changed, words
from planner.rules.explain import Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.health import health_band
from planner.rules.key_relation import key_contacts
from planner.rules.lines import in_hundredths, shown_from
from planner.rules.measures import HYGIENE, Parts, measured, unfloored
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules

MOST: Final = 8  # a plan of more steps is no plan
_FRONT: Final = 40  # sets of one size that are kept while searching
_TRIES: Final = 120  # sets of one size that the formula is asked about
_EXACT: Final = 120  # all sets of a size are tried where there are no more than these
_JOINT: Final = frozenset({steps.CLOSE, steps.TREAT, steps.CORRECT})  # these may add more together than alone
_WORK: Final = frozenset({"action", "contingency_plan", "drill"})
_RATE: Final = Message(N_("Rate"))
_SLACK: Final = 6  # hundredths that rounding of the parts may make between a sum of steps and the formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change with the points it adds after those before it, on the 0.1 grid."""

    change: Change
    text: Message
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The smallest set found that reaches ``goal``; the points of its steps sum to ``value`` less what is shown now."""

    goal: int
    band: str
    steps: tuple[Step, ...]
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Green:
    """The ways to the next band and to green; ``best`` is what every helpful change together would give.

    ``unknown`` must be known before a band can be trusted or more can be said. ``proven`` is whether enough is known.
    """

    measure: str
    now: Explained
    green_from: int
    ways: tuple[Way, ...] = ()
    out_of_reach: tuple[int, ...] = ()
    best: Decimal | None = None
    unknown: tuple[Missing, ...] = ()
    proven: bool = True

    @property
    def is_green(self) -> bool:
        """Whether nothing is left to do."""
        if self.now.value is None or not self.proven:
            return False
        return not self.ways and not self.out_of_reach and self.measure != HYGIENE


@dataclass(slots=True)
class _Search:
    """One value of one account on one day."""

    facts: AccountFacts
    rules: Rules
    measure: str
    day: date
    asked: dict[tuple[Change, ...], Explained | None] = field(default_factory=dict)

    def with_(self, chosen: tuple[Change, ...]) -> tuple[Explained, Parts]:
        return measured(changed(self.facts, chosen, self.day), self.rules, self.measure, self.day)

    def value(self, chosen: tuple[Change, ...]) -> int:
        """The value of the formula in hundredths."""
        if chosen not in self.asked:
            self.asked[chosen] = self.with_(chosen)[0]
        found = self.asked[chosen]
        assert found is not None
        return in_hundredths(found.value or Decimal(0))


@dataclass(frozen=True, slots=True)
class _Option:
    change: Change
    gain: int


def green(facts: AccountFacts, rules: Rules, measure: str, as_of: date) -> Green:
    """The ways for a value of 0-100 where more is better; KeyError for a measure without one."""
    known = facts.at(as_of)
    search = _Search(known, rules, measure, as_of)
    now, parts = search.with_(())
    made = Green(
        measure=measure,
        now=now,
        green_from=rules.health.healthy_from,
        unknown=() if measure == HYGIENE else unknown(now),
        proven=now.band != "unproven" and now.value is not None,
    )
    if now.value is None or measure == HYGIENE:
        return made
    goals = [limit for limit in sorted(_limits(rules)) if shown_from(limit) > in_hundredths(now.value)]
    if not goals:
        return made
    options = _options(search, parts, now)
    best = _all_of(search, options)
    ways, beyond = _ways(search, options, dict.fromkeys((goals[0], rules.health.healthy_from)), best)
    return Green(
        measure=measure,
        now=now,
        green_from=made.green_from,
        ways=tuple(ways),
        out_of_reach=tuple(beyond),
        best=best,
        unknown=made.unknown,
        proven=made.proven,
    )


def unknown(found: Explained) -> tuple[Missing, ...]:
    """Of what is missing that which nobody knows yet; a plan that is still to be made is no gap of data."""
    return tuple(m for m in found.missing if m.entity not in _WORK and not (m.entity == "risk" and m.verb != _RATE))


def _limits(rules: Rules) -> tuple[int, ...]:
    return (rules.health.at_risk_from, rules.health.watch_from, rules.health.healthy_from)


def _ways(
    search: _Search, options: list[_Option], goals: Iterable[int], best: Decimal | None
) -> tuple[list[Way], list[int]]:
    ways: list[Way] = []
    beyond: list[int] = []
    for goal in goals:
        found = _smallest(search, options, shown_from(goal)) if best is not None and best >= goal else None
        if found is None:
            beyond.append(goal)
        else:
            ways.append(_way(search, found, goal))
    return ways, beyond


def _way(search: _Search, chosen: tuple[Change, ...], goal: int) -> Way:
    """The steps in the order of what they give, each with what it adds to the ones before."""
    ordered = sorted(chosen, key=lambda c: (-search.value((c,)), c.effort, c))
    made: list[Step] = []
    before = search.with_(())[0].shown or Decimal(0)
    after = before
    for number, change in enumerate(ordered, 1):
        after = search.with_(tuple(ordered[:number]))[0].shown or Decimal(0)
        made.append(Step(change=change, text=words(change, search.facts), points=after - before))
        before = after
    return Way(goal=goal, band=health_band(Decimal(goal), search.rules.health), steps=tuple(made), value=after)


def _all_of(search: _Search, options: list[_Option]) -> Decimal | None:
    """What the formula gives when of every subject the most helpful change is made."""
    chosen: dict[tuple[str, str], _Option] = {}
    for option in options:
        before = chosen.get(option.change.subject)
        if before is None or option.gain > before.gain:
            chosen[option.change.subject] = option
    return search.with_(tuple(sorted(o.change for o in chosen.values())))[0].shown


# -- the search


def _smallest(search: _Search, options: list[_Option], goal: int) -> tuple[Change, ...] | None:
    """The first set, by size and then effort, with which the formula reaches the goal, in hundredths."""
    need = goal - search.value(())
    fronts = _fronts(options)
    for size in range(1, MOST + 1):
        tries = sorted(
            (chosen for gain, chosen in fronts[size] if gain + _SLACK >= need),
            key=lambda chosen: (sum(c.effort for c in chosen), -_sum(options, chosen)),
        )
        for chosen in islice(tries, _TRIES):
            if search.value(chosen) >= goal:
                return chosen
        for chosen in _every(options, size):  # steps that only together add what none adds alone
            if search.value(chosen) >= goal:
                return chosen
    return None


def _sum(options: Sequence[_Option], chosen: tuple[Change, ...]) -> int:
    gains = {option.change: option.gain for option in options}
    return sum(gains[change] for change in chosen)


def _every(options: Sequence[_Option], size: int) -> Iterator[tuple[Change, ...]]:
    """All sets of a size without two changes of one subject, the least effort first; where they are too many only of
    those that may add more together than alone, if at all.
    """
    if comb(len(options), size) > _EXACT:
        options = [option for option in options if option.change.kind in _JOINT]
    if not 0 < comb(len(options), size) <= _EXACT:
        return
    every = (tuple(sorted(option.change for option in chosen)) for chosen in combinations(options, size))
    fit = [chosen for chosen in every if len({change.subject for change in chosen}) == size]
    yield from sorted(fit, key=lambda chosen: (sum(c.effort for c in chosen), -_sum(options, chosen)))


_Set = tuple[int, tuple[Change, ...]]


def _fronts(options: Sequence[_Option]) -> list[list[_Set]]:
    """Of every size the sets that promise most for their effort, by the sum of what each change gives alone."""
    fronts: list[list[_Set]] = [[(0, ())], *([] for _ in range(MOST))]
    subjects: dict[tuple[str, str], list[_Option]] = {}
    for option in options:
        subjects.setdefault(option.change.subject, []).append(option)
    for choices in subjects.values():
        for size in range(MOST, 0, -1):
            more = [
                (gain + option.gain, tuple(sorted((*chosen, option.change))))
                for gain, chosen in fronts[size - 1]
                for option in choices
            ]
            fronts[size] = _thinned(fronts[size] + more)
    return fronts


def _thinned(sets: list[_Set]) -> list[_Set]:
    """The best few of each effort, so that easy sets stand beside strong ones."""
    kept: dict[int, int] = {}
    found: list[_Set] = []
    for gain, chosen in sorted(sets, key=lambda s: (-s[0], s[1])):
        effort = sum(change.effort for change in chosen)
        if kept.get(effort, 0) < _FRONT // 8:
            kept[effort] = kept.get(effort, 0) + 1
            found.append((gain, chosen))
    return found


# -- what can be done


def _options(search: _Search, parts: Parts, now: Explained) -> list[_Option]:
    """The candidates that the formula rewards, the most rewarding first; none makes an unknown part known."""
    before = unfloored(now, parts) or Decimal(0)
    known = _known(now, parts)
    found: list[_Option] = []
    for change in candidates(search.facts, search.rules, search.day):
        after, behind = search.with_((change,))
        if search.measure in _WHOLES and _known(after, behind) != known:
            continue
        gain = in_hundredths((unfloored(after, behind) or Decimal(0)) - before)
        if gain > 0:
            found.append(_Option(change, gain))
    return sorted(found, key=lambda option: (-option.gain, option.change))


_WHOLES: Final = frozenset({"health", "relation"})


def _known(found: Explained, parts: Parts) -> set[str]:
    """The parts of a whole that have a value, and the layers of its relation."""
    layers = parts.get("D1.relation")
    return {line.rule for one in (found, layers) if one for line in one.lines if line.max_points}


def candidates(facts: AccountFacts, rules: Rules, as_of: date) -> list[Change]:
    """What could be done about the records there are: nothing that would first have to become known."""
    return [*_about_risks(facts, rules, as_of), *_about_people(facts, rules), *_about_service(facts, as_of)]


def _about_risks(facts: AccountFacts, rules: Rules, as_of: date) -> Iterator[Change]:
    if not facts.done_reviews():
        return
    for state in risk_states(facts, rules, as_of):
        if state.current is None:
            continue
        key = state.risk.id
        yield Change(steps.CLOSE, "risk", key)
        if not state.treated and state.residual is not None:
            yield Change(steps.TREAT, "risk", key)
        if not state.drilled:
            yield Change(steps.PLAN, "risk", key)
    yield Change(steps.REVIEW, "account", facts.account.id)


def _about_people(facts: AccountFacts, rules: Rules) -> Iterator[Change]:
    """One step up for those who were assessed, a meeting for those who were not seen, evidence for old levels."""
    key = {person.contact.id for person in key_contacts(facts, rules)}
    wanted = {unit.id for unit in facts.units if unit.in_scope and unit.target_contacts}
    levels = facts.newest_assessments()
    for contact in facts.present_contacts():
        level = levels.get(contact.id)
        if level is None or not (contact.id in key or contact.unit_id in wanted):
            continue
        up = _up(level.level)
        if up:
            yield Change(steps.LEVEL, "contact", contact.id, up)
        if contact.id in key:
            yield Change(steps.FRESH, "contact", contact.id)
        if contact.unit_id in wanted:
            yield Change(steps.MEET, "contact", contact.id)


def _up(level: str) -> str:
    """The next step of the ladder; who was never met is met without a judgement first."""
    if level == "not_met":
        return "0"
    at = steps.LADDER.index(level) if level in steps.LADDER else len(steps.LADDER)
    return steps.LADDER[at + 1] if at + 1 < len(steps.LADDER) else ""


def _about_service(facts: AccountFacts, as_of: date) -> Iterator[Change]:
    promised = {call.corrective_action_id for call in facts.callbacks if call.called_on}
    for action in facts.open_actions():
        if action.id in promised and action.due is not None and action.due < as_of:
            yield Change(steps.CORRECT, "action", action.id)
    if any(call.called_on and any((call.tech, call.attitude, call.norms)) for call in facts.callbacks):
        yield Change(steps.CALLBACK, "account", facts.account.id, "555")
