# SPDX-License-Identifier: Apache-2.0
"""Why a value moved between two days: steps that add up, each with the records behind it (issue 5, part 2).

Both values come from the same rules, so what moved is what was recorded, what grew old, and how the known parts share
their weight. Values of different rules are never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message
from planner.rules.explain import Evidence, Explained, Line
from planner.rules.lines import half_up

NEW, GONE, CHANGED, AGE, WEIGHT, GRADE = "new", "gone", "changed", "age", "weight", "grade"
CAUSES: dict[str, str] = {
    NEW: N_("recorded since"),
    GONE: N_("no longer counts"),
    CHANGED: N_("other records"),
    AGE: N_("the same records count differently now"),
    WEIGHT: N_("other parts became known or unknown, so this one weighs differently"),
    GRADE: N_("the grade changed, so this part weighs differently"),
}

# Lines of which there is one at most: it is the same line on both days, whatever record it rests on.
_ONCE = frozenset(
    {
        "HY.actions",
        "HY.risks",
        "HY.levels",
        "HY.reviews",
        "HY.grade",
        "D5.organisational",
        "D7.floor",
        "D13.floor",
        "D13.review",
        "D13.start",
        "D15.inherent",
        "D15.reduction",
    }
)

Parts = Mapping[str, Explained]
_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step of the way, in points on the 0.1 grid; ``cause`` is one of CAUSES, ``records`` what is behind it."""

    rule: str
    text: Message
    points: Decimal
    cause: str
    records: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Two values and the way from one to the other; the moves sum exactly to the difference of the values shown."""

    before: Explained
    after: Explained
    moves: tuple[Move, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """The difference of the values shown, None where one of them is not known."""
        then, now = self.before.shown, self.after.shown
        return None if then is None or now is None else now - then

    @property
    def why_not(self) -> Message | None:
        """Why there is no way to show: nothing was known on one of the days, or the rules differ."""
        if self.before.ruleset != self.after.ruleset:
            return Message(N_("The rules changed between these days, and values of different rules are not compared."))
        for found in (self.before, self.after):
            if found.value is None:
                return Message(N_("Nothing was known on {day}, and unknown is not zero."), {"day": found.as_of})
        return None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A line at the bottom, in tenths of a point of the whole; ``scale`` is what one of its own points counts there.

    ``within`` are the rules of the parts it stands in, from the top.
    """

    line: Line
    top: Line
    tenths: int
    scale: Decimal
    within: tuple[str, ...] = ()


_Known = Mapping[tuple[str, ...], tuple[Evidence, ...]]


def movement(
    before: Explained,
    after: Explained,
    parts_before: Parts,
    parts_after: Parts,
    graded: Sequence[Evidence] = (),
) -> Movement:
    """The way between two values; ``parts`` name the explained value behind a line by the line's rule.

    ``graded`` are the decisions on the grade that were in force on one of the two days only.
    """
    found = Movement(before=before, after=after)
    if found.why_not is not None:
        return found
    then, now = _by_key(_leaves(before, parts_before)), _by_key(_leaves(after, parts_after))
    other = _on_one_day(_known(then.values()), _known(now.values()))
    moves = (move for key in {**then, **now} for move in _move(then.get(key), now.get(key), (other, graded)))
    return replace(found, moves=_ordered(_joined(move for move in moves if move.points)))


def _known(leaves: Iterable[_Leaf]) -> _Known:
    """The parts of which something is known, by the rules that lead to them, each with its records."""
    found: dict[tuple[str, ...], tuple[Evidence, ...]] = {}
    for leaf in leaves:
        for depth in range(1, len(leaf.within) + 1):
            path = leaf.within[:depth]
            found[path] = (*found.get(path, ()), *leaf.line.evidence)
    return found


def _on_one_day(then: _Known, now: _Known) -> _Known:
    return {path: records for path, records in {**then, **now}.items() if (path in then) != (path in now)}


def _beside(leaf: _Leaf, other: _Known) -> list[Evidence]:
    """The records of the parts beside those a line stands in, which share their weight with them."""
    seen: dict[tuple[str, str], Evidence] = {}
    for path, records in other.items():
        if path[:-1] == leaf.within[: len(path) - 1]:
            seen.update({(one.entity, one.id): one for one in records})
    return list(seen.values())


def _leaves(found: Explained, parts: Parts, within: _Leaf | None = None) -> list[_Leaf]:
    """The lines that have nothing more behind them, in points of the whole."""
    made: list[_Leaf] = []
    shares = _shares(found, within)
    for line, tenths in zip(found.lines, shares, strict=True):
        scale = within.scale if within else Decimal(1)
        leaf = _Leaf(line, within.top if within else line, tenths, scale, within.within if within else ())
        part = parts.get(line.rule)
        if part is None or not part.lines or not line.max_points:
            made.append(leaf)
        else:
            inner = (*leaf.within, line.rule)
            made += _leaves(part, parts, replace(leaf, scale=scale * line.max_points / part.max, within=inner))
    return made


def _shares(found: Explained, within: _Leaf | None) -> list[int]:
    """The lines in tenths of the whole; what rounding leaves goes to the largest, so that they sum to their parent."""
    if within is None:
        return [int(line.points * 10) for line in found.lines]
    numerators = [line.points * 10 * within.scale for line in found.lines]
    shares = [half_up(int(n * 10_000), 10_000) for n in numerators]
    largest = max(range(len(shares)), key=lambda i: (abs(numerators[i]), -i))
    shares[largest] += within.tenths - sum(shares)
    return shares


def _by_key(leaves: Iterable[_Leaf]) -> dict[_Key, _Leaf]:
    found: dict[_Key, _Leaf] = {}
    for leaf in leaves:
        rule = leaf.line.rule
        same = (rule, "" if rule in _ONCE else _subject(leaf.line))
        found[(*same, sum(key[:2] == same for key in found))] = leaf
    return found


def _subject(line: Line) -> str:
    """What a line is about: who or what it names, else the record it rests on."""
    name = line.text.args.get("name")
    return str(name) if name is not None else line.evidence[0].id if line.evidence else ""


def _move(then: _Leaf | None, now: _Leaf | None, why: tuple[_Known, Sequence[Evidence]]) -> Iterator[Move]:
    """The steps of a line: what its part weighs differently, and what happened to the line itself."""
    leaf = now or then
    assert leaf is not None
    tenths = (now.tenths if now else 0) - (then.tenths if then else 0)
    if then is None or now is None:
        yield _step(leaf, tenths, GONE if now is None else NEW, leaf.line.evidence)
        return
    if then.scale != now.scale:
        weight = _by_weight(then, now)
        yield _weighed(leaf, Decimal(weight).scaleb(-1), why)
        tenths -= weight
    other = _different(then.line.evidence, now.line.evidence)
    yield _step(leaf, tenths, CHANGED if other else AGE, other or now.line.evidence)


def _step(leaf: _Leaf, tenths: int, cause: str, records: Iterable[Evidence]) -> Move:
    points = Decimal(tenths).scaleb(-1)
    return Move(rule=leaf.line.rule, text=leaf.line.text, points=points, cause=cause, records=_dated(records))


def _by_weight(then: _Leaf, now: _Leaf) -> int:
    """What a line would have moved by its part's weight alone; all of it where the rest is but rounding."""
    moved = now.tenths - then.tenths
    alone = half_up(int(then.line.points * 10 * now.scale * 10_000), 10_000) - then.tenths
    return moved if abs(moved - alone) <= 1 else alone


def _weighed(leaf: _Leaf, points: Decimal, why: tuple[_Known, Sequence[Evidence]]) -> Move:
    """A part that counts more or less: because of its neighbours, or of the grade that decides on the layers."""
    other, graded = why
    beside = _beside(leaf, other)
    cause = GRADE if graded and not beside else WEIGHT
    return Move(rule=leaf.top.rule, text=leaf.top.text, points=points, cause=cause, records=_dated([*beside, *graded]))


def _different(then: Sequence[Evidence], now: Sequence[Evidence]) -> list[Evidence]:
    """What is evidence on one of the days only, the later day first."""
    old, new = {(e.entity, e.id) for e in then}, {(e.entity, e.id) for e in now}
    return [e for e in now if (e.entity, e.id) not in old] + [e for e in then if (e.entity, e.id) not in new]


def _dated(records: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(records, key=lambda e: (e.on is None, -(e.on.toordinal() if e.on else 0), e.entity, e.id)))


def _joined(moves: Iterable[Move]) -> list[Move]:
    """One step for each part that only weighs differently: its lines say nothing of their own."""
    found: dict[tuple[str, str, int], Move] = {}
    for number, move in enumerate(moves):
        key = (move.rule, move.cause, -1 if move.cause in {WEIGHT, GRADE} else number)
        before = found.get(key)
        found[key] = move if before is None else _both(before, move)
    return [move for move in found.values() if move.points]


def _both(first: Move, second: Move) -> Move:
    records = {(one.entity, one.id): one for one in (*first.records, *second.records)}
    return replace(first, points=first.points + second.points, records=_dated(records.values()))


def _ordered(moves: Iterable[Move]) -> tuple[Move, ...]:
    return tuple(sorted(moves, key=lambda move: (-abs(move.points), move.rule, move.text.key, str(move.text.args))))
