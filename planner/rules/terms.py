# SPDX-License-Identifier: Apache-2.0
"""Every rule in words: its group, its key, what it decides, and how it is written (D1-D15; issue 5, part 1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
                yield Shown(group, term, path, cell.label, cell.unit, *values)


def differences(rules: Rules, other: Rules = DEFAULT) -> tuple[Shown, ...]:
    """The numbers in which two rulesets are not the same, in reading order."""
    return tuple(shown for shown in beside(rules, other) if shown.differs)
