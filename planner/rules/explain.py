# SPDX-License-Identifier: Apache-2.0
"""The result every derived value has: a number that a person can check (domain-model 3.3)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from planner.kernel.data import dataclass
from planner.kernel.text import Message

UNPROVEN_BELOW = Decimal("0.60")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record a line rests on: entity name and id, its short text, date and grade E1-E4 or None."""

    entity: str
    id: str
    text: str
    on: date | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One addend. ``rule`` names the formula part (D1.relation); ``points`` are on the 0.1 grid shown."""

    rule: str
    text: Message
    points: Decimal
    max_points: Decimal | None = None
    evidence: tuple[Evidence, ...] = ()
    detail: Message | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known and which record would tell: entity to create, for which record, with what it has already."""

    text: Message
    entity: str
    for_entity: str = ""
    for_id: str = ""
    verb: Message | None = None
    preset: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A derived value with its lines.

    ``value`` is exact to 2 places or None when nothing is known; the line points sum to the
    value shown with 1 place. ``completeness`` and ``confidence`` are shares 0..1 (confidence None
    without any evidence). ``band`` is a stored name; "unproven" below 60 % completeness.
    """

    measure: str
    value: Decimal | None
    max: Decimal
    band: str | None
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]
    completeness: Decimal
    confidence: Decimal | None
    as_of: date
    ruleset: str

    @property
    def shown(self) -> Decimal | None:
        """The value with one place, as screens print it."""
        return None if self.value is None else one_place(self.value)


def two_places(value: Decimal) -> Decimal:
    """Rounded half up to 0.01, the stored precision."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def one_place(value: Decimal) -> Decimal:
    """Rounded half up to 0.1, the shown precision."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
