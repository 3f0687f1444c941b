# SPDX-License-Identifier: Apache-2.0
"""The rules in words: what each decides, its numbers, and where they are other than the built-in ones."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from planner.kernel.data import dataclass
from planner.kernel.numbers import decimal_text
from planner.kernel.text import tr, trn
from planner.rules.health import HEALTH_WORDS, LABELS
from planner.rules.ruleset import DEFAULT, Rules
from planner.rules.term_shapes import DAYS, MINUTES, MONTHS, PERCENT, POINTS
from planner.rules.terms import Group, Shown, Term, beside, groups
from planner.rules.words import RISK_BANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleValue:
    """One number in words; ``other`` is the built-in one, or that of the rules compared with, where it differs."""

    path: str
    label: str
    value: str
    other: str = ""
    unit: str = ""
    number: int | None = None
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule: what it decides, and its numbers; a rule that is a table, ``of``, has one for each of its lines."""

    text: str
    of: str = ""
    values: tuple[RuleValue, ...]

    @property
    def differs(self) -> bool:
        """Whether one of its numbers is other than the built-in one."""
        return any(value.other for value in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """The rules of one formula: how it is computed, its headline in words, and every number."""

    name: str
    title: str
    source: str
    note: str
    sentences: tuple[str, ...]
    rows: tuple[RuleRow, ...]
    idle: bool

    @property
    def differs(self) -> bool:
        """Whether one of its numbers is other than the built-in one."""
        return any(row.differs for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A number that two rulesets do not share, in words."""

    group: str
    text: str
    path: str
    now: str
    other: str


def rules_page(rules: Rules, other: Rules = DEFAULT) -> tuple[RuleGroup, ...]:
    """All groups in words, marked where they are other than ``other``."""
    every = list(beside(rules, other))
    made: list[RuleGroup] = []
    for group in groups():
        rows: list[RuleRow] = []
        for term in group.terms:
            shown = [one for one in every if one.term is term]
            rows += [_row(term, row, tuple(cells), own=other is DEFAULT) for row, cells in groupby(shown, key=_line)]
            if not shown:
                rows.append(RuleRow(text=tr(term.text), values=()))
        made.append(
            RuleGroup(
                name=group.name,
                title=tr(group.title),
                source=group.source,
                note=tr(group.note),
                sentences=tuple(_sentences(rules, group)),
                rows=tuple(rows),
                idle=group.idle,
            )
        )
    return tuple(made)


def _line(shown: Shown) -> str:
    return shown.row


def differences(rules: Rules, other: Rules = DEFAULT) -> tuple[Difference, ...]:
    """Where two rulesets are not the same, in reading order."""
    return tuple(_difference(shown) for shown in beside(rules, other) if shown.differs)


def amount(value: int | str | None, unit: str) -> str:
    """A number with its unit in words; unknown is an en dash."""
    if not isinstance(value, int):
        return value or "–"
    if unit == DAYS:
        return trn("{n} day", "{n} days", value)
    if unit == MONTHS:
        return trn("{n} month", "{n} months", value)
    if unit == MINUTES:
        return _minutes(value)
    if unit == POINTS:
        return trn("{n} point", "{n} points", value)
    return f"{value} %" if unit == PERCENT else str(value)


def _minutes(value: int) -> str:
    """Whole days or hours as such; nothing is no target."""
    if not value:
        return "–"
    if value % 1440 == 0:
        return trn("{n} day", "{n} days", value // 1440)
    return trn("{n} hour", "{n} hours", value // 60) if value % 60 == 0 else trn("{n} minute", "{n} minutes", value)


# of the portfolio alone: there is nothing built in that they could differ from
_OWN = ("risk.currency", "risk.losses", "work.days_off")


def _row(term: Term, row: str, cells: tuple[Shown, ...], *, own: bool) -> RuleRow:
    shown = [cell for cell in cells if not (own and cell.path.startswith(_OWN)) or cell.now is not None]
    text = tr(term.text)
    return RuleRow(text=row or text, of=text if row else "", values=tuple(_cell(cell, own=own) for cell in shown))


def _cell(cell: Shown, *, own: bool) -> RuleValue:
    differs = cell.differs and not (own and cell.path.startswith(_OWN))
    return RuleValue(
        path=cell.path,
        label=tr(cell.label),
        value=amount(cell.now, cell.unit),
        other=amount(cell.other, cell.unit) if differs else "",
        unit=tr(cell.unit) if cell.unit else "",
        number=cell.now if isinstance(cell.now, int) else None,
        low=cell.low,
        high=cell.high,
    )


def _difference(shown: Shown) -> Difference:
    parts = [tr(shown.term.text), shown.row, tr(shown.label)]
    text = ": ".join(part for part in parts if part)
    return Difference(
        group=tr(shown.group.title),
        text=text,
        path=shown.path,
        now=amount(shown.now, shown.unit),
        other=amount(shown.other, shown.unit),
    )


# -- the headline of a group


def _sentences(rules: Rules, group: Group) -> Iterator[str]:
    if group.name == "health":
        yield _health(rules)
        yield _health_bands(rules)
    elif group.name == "risk":
        yield _risk_bands(rules)


def _health(rules: Rules) -> str:
    weights = rules.health.weights
    parts = " + ".join(f"{weight} {tr(LABELS.get(name, name))}" for name, weight in weights)
    return tr("Health is {parts}, out of {sum}.", parts=parts, sum=sum(weight for _, weight in weights))


def _health_bands(rules: Rules) -> str:
    h, below = rules.health, Decimal("0.1")
    steps = (("healthy", h.healthy_from, Decimal(100)), ("watch", h.watch_from, h.healthy_from - below),
             ("at_risk", h.at_risk_from, h.watch_from - below), ("critical", 0, h.at_risk_from - below))  # fmt: skip
    said = ", ".join(f"{low}–{decimal_text(high)} {tr(HEALTH_WORDS[name])}" for name, low, high in steps)
    return tr("Bands: {bands}.", bands=said)


def _risk_bands(rules: Rules) -> str:
    r = rules.risk
    starts = (1, r.medium_from, r.high_from, r.extreme_from, 26)
    said = ", ".join(
        f"{low}–{high - 1} {tr(word)}" for (_, word, _), low, high in zip(RISK_BANDS, starts, starts[1:], strict=False)
    )
    return tr("Bands: {bands}.", bands=said)
