# SPDX-License-Identifier: Apache-2.0
"""Every rule in words: its group, its key, what it decides, and how it is written (D1-D15; issue 5, part 1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from planner.kernel.data import dataclass
from planner.rules.ruleset import DEFAULT, Rules
from planner.rules.term_shapes import Cell, Shape


@dataclass(frozen=True, slots=True)
class Term:
    """One rule of a group; ``text`` is a marked sentence that says what it decides."""

    name: str
    text: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Group:
    """The rules of one formula. ``source`` is its number in the domain model; ``note`` says how it is computed.

    ``idle``: there are no records for it yet, so that it changes no value.
    """

    name: str
    title: str
    source: str
    note: str
    terms: tuple[Term, ...]
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One number of the rules beside that of other rules; None where the others have none there, or these."""

    group: Group
    term: Term
    path: str
    label: str
    unit: str
    now: int | str | None
    other: int | str | None
    low: int = 0
    high: int = 0
    row: str = ""

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.now != self.other


def groups() -> tuple[Group, ...]:
    """All groups in the order in which a person reads them."""
    from planner.rules.terms_about_scores import GROUPS
    from planner.rules.terms_about_work import GROUPS as MORE

    return (*GROUPS, *MORE)


def value_of(rules: Rules, group: Group, term: Term) -> Any:
    """The stored value of a rule."""
    return getattr(getattr(rules, group.name), term.name)


def cells(rules: Rules, group: Group, term: Term) -> tuple[Cell, ...]:
    """A rule number by number."""
    path = f"{group.name}.{term.name}"
    return tuple(term.shape.cells(value_of(rules, group, term), path, rules.risk.currency))


def beside(rules: Rules, other: Rules = DEFAULT) -> Iterator[Shown]:
    """Every number of these rules with that of others, in reading order; what only the others have comes after."""
    for group in groups():
        for term in group.terms:
            ours = {cell.path: cell for cell in cells(rules, group, term)}
            theirs = {cell.path: cell for cell in cells(other, group, term)}
            for path, cell in {**ours, **theirs}.items():
                now, then = ours.get(path), theirs.get(path)
                values = (now.value if now else None, then.value if then else None)
                yield Shown(group, term, path, cell.label, cell.unit, *values, cell.low, cell.high, cell.row)


def differences(rules: Rules, other: Rules = DEFAULT) -> tuple[Shown, ...]:
    """The numbers in which two rulesets are not the same, in reading order."""
    return tuple(shown for shown in beside(rules, other) if shown.differs)


def put(rules: Rules, numbers: Mapping[str, int]) -> Rules:
    """The rules with some numbers changed, by the key of their cell; PlannerError when one is out of its limits."""
    made = rules
    for group in groups():
        for term in group.terms:
            before = f"{group.name}.{term.name}"
            wanted = {path: n for path, n in numbers.items() if path == before or path.startswith(f"{before}.")}
            if wanted:
                value = _changed(term, value_of(made, group, term), before, wanted)
                made = replace(made, **{group.name: replace(getattr(made, group.name), **{term.name: value})})
    return made


def _changed(term: Term, value: Any, before: str, wanted: Mapping[str, int]) -> Any:
    written = term.shape.write(value, "")
    if before in wanted:
        return term.shape.read(wanted[before], value, before, "")
    if isinstance(written, list):  # steps, named by their limit
        (limit, worth) = tuple(written[0])
        found: Any = [{limit: one[limit], worth: wanted.get(f"{before}.{one[limit]}", one[worth])} for one in written]
        return term.shape.read(found, value, before, "")
    for path, number in wanted.items():
        place, *inner = path[len(before) + 1 :].split(".")
        written[place] = {**written[place], inner[0]: number} if inner else number
    return term.shape.read(written, value, before, "")
