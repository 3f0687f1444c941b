# SPDX-License-Identifier: Apache-2.0
"""How a rule is written for people and read back: plain numbers, tables of names, steps by age (issue 5, part 1).

Each shape turns a stored value into what a text file holds, and what a file holds into a checked value. Every fault
names the key as it stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.money import is_currency, to_decimal, to_minor
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr
from planner.rules.rule_groups import DayOff, LossRange, SeverityTarget
from planner.safe.clean import clean_line, marked_bidi

PERCENT, DAYS, MONTHS, MINUTES, POINTS = "%", N_("days"), N_("months"), N_("minutes"), N_("points")
MOST = 1_000_000
_MOST_MONEY = Decimal("1e13")
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number or word of the rules: its key as in a file, a marked label within its rule, the value, its unit.

    ``row`` is the translated line of a table it stands in; ``low`` and ``high`` are the limits of a number.
    """

    path: str
    label: str
    value: int | str
    unit: str = ""
    low: int = 0
    high: int = 0
    row: str = ""


class Shape(Protocol):
    """One way of writing a rule; ``money`` is the currency that amounts are in."""

    def write(self, value: Any, money: str) -> Any:
        """The value as a file holds it."""
        ...

    def read(self, found: Any, base: Any, path: str, money: str) -> Any:
        """The value that a file holds; parts it leaves out stay as in ``base``. PlannerError names the key."""
        ...

    def cells(self, value: Any, path: str, money: str) -> Iterator[Cell]:
        """The value number by number."""
        ...


def refuse(path: str, reason: str) -> PlannerError:
    """A rule that can't be taken over: its key and why, in one sentence."""
    name = marked_bidi(clean_line(path)[:120])
    text = tr("“{name}”: {reason} The rules in force stay as they are.", name=name, reason=reason)
    return PlannerError(text, "rules")


def unknown(path: str) -> PlannerError:
    """A key that no version of these rules has."""
    return refuse(path, tr("this key is not known."))


def table(found: object, path: str) -> dict[str, Any]:
    """A table of a file; PlannerError when something else stands there."""
    if not isinstance(found, dict):
        raise refuse(path, tr("a table of keys and values is needed here."))
    return found


def _whole(found: object, path: str, low: int, high: int) -> int:
    if type(found) is not int or not low <= found <= high:
        said = str(found) if isinstance(found, int | float | Decimal | str) else tr("something else")
        raise refuse(path, tr("a whole number from {low} to {high} is needed, not {found}.",
                              low=low, high=high, found=marked_bidi(clean_line(said)[:40])))  # fmt: skip
    return found


def _chosen(found: object, path: str, names: tuple[str, ...]) -> str:
    if not isinstance(found, str) or found not in names:
        raise refuse(path, tr("choose from {names}.", names=", ".join(names)))
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """One whole number."""

    low: int = 0
    high: int = 100
    unit: str = ""

    def write(self, value: int, _money: str) -> int:
        """As it is."""
        return value

    def read(self, found: Any, _base: int, path: str, _money: str) -> int:
        """A number within the limits."""
        return _whole(found, path, self.low, self.high)

    def cells(self, value: int, path: str, _money: str) -> Iterator[Cell]:
        """The one number."""
        yield Cell(path, "", value, self.unit, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Named:
    """A number for each of some names, as pairs in their order."""

    names: Names
    low: int = 0
    high: int = 100
    unit: str = ""

    def write(self, value: tuple[tuple[str, int], ...], _money: str) -> dict[str, int]:
        """Name = number."""
        return dict(value)

    def read(self, found: Any, base: Any, path: str, _money: str) -> tuple[tuple[str, int], ...]:
        """The numbers of known names."""
        kept, known = dict(base), [name for name, _ in self.names]
        for name, number in table(found, path).items():
            if name not in known:
                raise unknown(f"{path}.{name}")
            kept[name] = _whole(number, f"{path}.{name}", self.low, self.high)
        order = [*dict(base), *(name for name in known if name not in dict(base))]
        return tuple((name, kept[name]) for name in order if name in kept)

    def cells(self, value: tuple[tuple[str, int], ...], path: str, _money: str) -> Iterator[Cell]:
        """One number for each name."""
        labels = dict(self.names)
        for name, number in value:
            yield Cell(f"{path}.{name}", labels.get(name, name), number, self.unit, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Row:
    """A few numbers in fixed places, each with the key and label it has in a file."""

    names: Names
    low: int = 0
    high: int = 100
    unit: str = ""

    def write(self, value: tuple[int, ...], _money: str) -> dict[str, int]:
        """Key = number."""
        return {name: number for (name, _), number in zip(self.names, value, strict=True)}

    def read(self, found: Any, base: Any, path: str, _money: str) -> tuple[int, ...]:
        """The numbers of known keys."""
        kept = self.write(base, "")
        for name, number in table(found, path).items():
            if name not in kept:
                raise unknown(f"{path}.{name}")
            kept[name] = _whole(number, f"{path}.{name}", self.low, self.high)
        return tuple(kept.values())

    def cells(self, value: tuple[int, ...], path: str, _money: str) -> Iterator[Cell]:
        """One number for each place."""
        for (name, label), number in zip(self.names, value, strict=True):
            yield Cell(f"{path}.{name}", label, number, self.unit, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Steps:
    """Pairs in their order: up to a limit, this value. ``count`` fixes how many there are."""

    keys: tuple[str, str] = ("days", "percent")
    labels: tuple[str, str] = (N_("up to {n} days"), PERCENT)
    high: tuple[int, int] = (3650, 100)
    count: int = 0
    low: tuple[int, int] = (0, 0)

    def write(self, value: tuple[tuple[int, int], ...], _money: str) -> list[dict[str, int]]:
        """A list of two keys each."""
        return [dict(zip(self.keys, pair, strict=True)) for pair in value]

    def read(self, found: Any, _base: Any, path: str, _money: str) -> tuple[tuple[int, int], ...]:
        """All pairs anew: a list has no names by which a part could stay."""
        if not isinstance(found, list) or not 1 <= len(found) <= 12 or (self.count and len(found) != self.count):
            wanted = str(self.count) if self.count else tr("1 to 12")
            raise refuse(path, tr("a list of {n} steps is needed.", n=wanted))
        return tuple(self._pair(one, f"{path}.{number}") for number, one in enumerate(found, 1))

    def _pair(self, found: Any, path: str) -> tuple[int, int]:
        given = table(found, path)
        for name in given:
            if name not in self.keys:
                raise unknown(f"{path}.{name}")
        limits = zip(self.keys, self.low, self.high, strict=True)
        first, second = (_whole(given.get(key), f"{path}.{key}", low, high) for key, low, high in limits)
        return first, second

    def cells(self, value: tuple[tuple[int, int], ...], path: str, _money: str) -> Iterator[Cell]:
        """One line for each step, named by its limit, so that another limit is another line."""
        label, unit = self.labels
        for limit, worth in value:
            yield Cell(f"{path}.{limit}", tr(label, n=limit), worth, unit, self.low[1], self.high[1])


@dataclass(frozen=True, slots=True)
class Words:
    """Some of a few fixed words."""

    names: Names

    def write(self, value: tuple[str, ...], _money: str) -> list[str]:
        """A list of words."""
        return list(value)

    def read(self, found: Any, _base: Any, path: str, _money: str) -> tuple[str, ...]:
        """Known words, each once, in their own order."""
        known = tuple(name for name, _ in self.names)
        if not isinstance(found, list):
            raise refuse(path, tr("a list of words is needed; choose from {names}.", names=", ".join(known)))
        chosen = {_chosen(one, path, known) for one in found}
        return tuple(name for name in known if name in chosen)

    def cells(self, value: tuple[str, ...], path: str, _money: str) -> Iterator[Cell]:
        """All words in one."""
        labels = dict(self.names)
        yield Cell(path, "", ", ".join(tr(labels.get(one, one)) for one in value) or "–")


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Weekdays as numbers, Monday is 0."""

    def write(self, value: tuple[int, ...], _money: str) -> list[str]:
        """English names, which are the same in every language of the program."""
        return [_WEEK[number] for number in value]

    def read(self, found: Any, _base: Any, path: str, _money: str) -> tuple[int, ...]:
        """At least one day."""
        if not isinstance(found, list) or not found:
            raise refuse(path, tr("a list of words is needed; choose from {names}.", names=", ".join(_WEEK)))
        return tuple(sorted({_WEEK.index(_chosen(one, path, _WEEK)) for one in found}))

    def cells(self, value: tuple[int, ...], path: str, _money: str) -> Iterator[Cell]:
        """All days in one."""
        yield Cell(path, "", ", ".join(tr(_WEEK_WORDS[number]) for number in value))


_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK_WORDS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Holidays."""

    def write(self, value: tuple[DayOff, ...], _money: str) -> list[dict[str, object]]:
        """Day and name."""
        return [{"on": date.fromisoformat(day.on), "name": day.name} for day in value]

    def read(self, found: Any, _base: Any, path: str, _money: str) -> tuple[DayOff, ...]:
        """Each day once, in the order of the calendar."""
        if not isinstance(found, list) or len(found) > 2000:
            raise refuse(path, tr("a list of days is needed, such as on = 2026-12-25."))
        by_date: dict[str, DayOff] = {}
        for number, one in enumerate(found, 1):
            day = self._day(table(one, f"{path}.{number}"), f"{path}.{number}")
            by_date.setdefault(day.on, day)
        return tuple(by_date[on] for on in sorted(by_date))

    def _day(self, given: Mapping[str, Any], path: str) -> DayOff:
        for name in given:
            if name not in {"on", "name"}:
                raise unknown(f"{path}.{name}")
        on, name = given.get("on"), given.get("name", "")
        if type(on) is not date:
            raise refuse(f"{path}.on", tr("a date like 2026-12-25 is needed."))
        if not isinstance(name, str):
            raise refuse(f"{path}.name", tr("a text in quotation marks is needed."))
        return DayOff(on=on.isoformat(), name=" ".join(name.split())[:200])

    def cells(self, value: tuple[DayOff, ...], path: str, _money: str) -> Iterator[Cell]:
        """One line for each day."""
        for day in value:
            yield Cell(f"{path}.{day.on}", day.on, day.name or tr("day off"))


@dataclass(frozen=True, slots=True)
class Currency:
    """The currency that money is counted in."""

    def write(self, value: str, _money: str) -> str:
        """Its code."""
        return value

    def read(self, found: Any, _base: Any, path: str, _money: str) -> str:
        """An ISO 4217 code, or "" for none."""
        if not isinstance(found, str) or (found and not is_currency(found)):
            raise refuse(path, tr("three letters such as “EUR” are needed."))
        return found

    def cells(self, value: str, path: str, _money: str) -> Iterator[Cell]:
        """The code."""
        yield Cell(path, "", value or tr("not chosen"))


@dataclass(frozen=True, slots=True)
class Losses:
    """What each impact step may cost, in the currency of the portfolio."""

    def write(self, value: tuple[LossRange, ...], money: str) -> list[dict[str, object]]:
        """Impact, lowest and highest amount."""
        return [
            {
                "impact": loss.impact,
                "low": to_decimal(loss.low_minor, money),
                "high": to_decimal(loss.high_minor, money),
                **({"site": loss.site_id} if loss.site_id else {}),
            }
            for loss in value
        ]

    def read(self, found: Any, _base: Any, path: str, money: str) -> tuple[LossRange, ...]:
        """All ranges anew."""
        if not isinstance(found, list) or len(found) > 500:
            raise refuse(path, tr("a list of amounts is needed."))
        if found and not money:
            raise refuse(path, tr("amounts need a currency, risk.currency."))
        return tuple(self._one(table(one, f"{path}.{n}"), f"{path}.{n}", money) for n, one in enumerate(found, 1))

    def _one(self, given: Mapping[str, Any], path: str, money: str) -> LossRange:
        for name in given:
            if name not in {"impact", "low", "high", "site"}:
                raise unknown(f"{path}.{name}")
        site = given.get("site", "")
        if not isinstance(site, str):
            raise refuse(f"{path}.site", tr("a text in quotation marks is needed."))
        low, high = (_amount(given.get(key), f"{path}.{key}", money) for key in ("low", "high"))
        if low > high:
            raise refuse(f"{path}.low", tr("it must not be higher than “high”."))
        return LossRange(impact=_whole(given.get("impact"), f"{path}.impact", 1, 5), low_minor=low, high_minor=high,
                         site_id=site)  # fmt: skip

    def cells(self, value: tuple[LossRange, ...], path: str, money: str) -> Iterator[Cell]:
        """One line for each range."""
        for loss in value:
            low, high = (decimal_text(to_decimal(amount, money)) for amount in (loss.low_minor, loss.high_minor))
            span = f"{low}–{high} {money}"
            key = f"{path}.{loss.impact}{'.' + loss.site_id if loss.site_id else ''}"
            label = tr("impact {n}, one site", n=loss.impact) if loss.site_id else tr("impact {n}", n=loss.impact)
            yield Cell(key, label, span)


def _amount(found: Any, path: str, money: str) -> int:
    amount = Decimal(found) if type(found) in {int, Decimal} else None
    if amount is None or not amount.is_finite() or not 0 <= amount <= _MOST_MONEY:
        raise refuse(path, tr("an amount of money from 0 up is needed."))
    return to_minor(amount, money)


@dataclass(frozen=True, slots=True)
class Targets:
    """Minutes to respond, restore and solve by severity, ordinary and VIP."""

    names: Names
    keys: Names
    unit: str = MINUTES

    def write(self, value: tuple[SeverityTarget, ...], _money: str) -> dict[str, dict[str, int]]:
        """A table for each severity."""
        return {one.severity: {key: getattr(one, key) for key, _ in self.keys} for one in value}

    def read(self, found: Any, base: tuple[SeverityTarget, ...], path: str, _money: str) -> tuple[SeverityTarget, ...]:
        """The minutes of known severities."""
        kept = self.write(base, "")
        for name, given in table(found, path).items():
            if name not in kept:
                raise unknown(f"{path}.{name}")
            for key, number in table(given, f"{path}.{name}").items():
                if key not in kept[name]:
                    raise unknown(f"{path}.{name}.{key}")
                kept[name][key] = _whole(number, f"{path}.{name}.{key}", 0, MOST)
        return tuple(SeverityTarget(severity=name, **numbers) for name, numbers in kept.items())

    def cells(self, value: tuple[SeverityTarget, ...], path: str, _money: str) -> Iterator[Cell]:
        """One number for each severity and step."""
        words, steps = dict(self.names), dict(self.keys)
        for key, step in steps.items():
            for one in value:
                key_path = f"{path}.{one.severity}.{key}"
                yield Cell(key_path, words[one.severity], getattr(one, key), MINUTES, 0, MOST, tr(step))
