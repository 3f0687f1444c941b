# SPDX-License-Identifier: Apache-2.0
"""Exact sums behind explained values: integers over one denominator, rounded once, lines that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from planner.entities.common.evidence_link import EvidenceLink
from planner.kernel.data import dataclass
from planner.kernel.text import Message
from planner.rules.explain import Evidence, Explained, Line, Missing, one_place
from planner.rules.ruleset import EVIDENCE_GRADES, Rules

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Addend:
    """A line before rounding: points as an integer over the denominator all addends share.

    ``grade`` is the strength of its evidence in percent; None takes the best of ``evidence``.
    """

    rule: str
    text: Message
    points: int
    max_points: int | None = None
    evidence: tuple[Evidence, ...] = ()
    detail: Message | None = None
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What an explained value carries besides its lines."""

    measure: str
    rules: Rules
    as_of: date
    missing: tuple[Missing, ...] = ()
    completeness: Decimal = Decimal(0)
    maximum: Decimal = HUNDRED


def weighed(value: Decimal, weight: int, known: int) -> Message:
    """How a part counts, so that it can be checked: its value × its weight ÷ the weights of all known parts."""
    return Message("{value} × {weight}/{known}", {"value": one_place(value), "weight": weight, "known": known})


def half_up(numerator: int, denominator: int) -> int:
    """The nearest integer, halves away from zero; the denominator is positive."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def hundredths(numerator: int, denominator: int) -> Decimal:
    """A ratio with 2 places, half up."""
    return Decimal(half_up(100 * numerator, denominator)).scaleb(-2)


def shown_from(limit: int) -> int:
    """The hundredths from which a value, shown with one place, reads as ``limit`` or more."""
    return 100 * limit - 5


def share(numerator: int, denominator: int) -> Decimal:
    """A share 0..1 with 4 places; 0 of nothing is 0."""
    return Decimal(half_up(10_000 * numerator, denominator)).scaleb(-4) if denominator else Decimal(0)


def in_hundredths(value: Decimal) -> int:
    """A value of 2 places as an integer."""
    return int(value.scaleb(2))


def largest_remainder(
    numerators: Sequence[int], denominator: int, total: int, tops: Sequence[int | None] = ()
) -> tuple[int, ...]:
    """Integers near ``numerators / denominator`` that sum to ``total``.

    Each is rounded down; what is left goes one by one to the largest remainders, the earlier first. Where ``tops`` are
    given, those that have reached theirs come after the others that have a remainder; without one nothing is added.
    """
    floors = [n // denominator for n in numerators]
    left = total - sum(floors)
    rests = [n % denominator for n in numerators]
    full = {i for i, top in enumerate(tops) if top is not None and floors[i] >= top}
    order = sorted(range(len(floors)), key=lambda i: (not rests[i], i in full, -rests[i], i))
    for i in order[:left]:
        floors[i] += 1
    return tuple(floors)


def nothing(frame: Frame) -> Explained:
    """A value that is not known, with what would tell."""
    return Explained(
        measure=frame.measure,
        value=None,
        max=frame.maximum,
        band=None,
        lines=(),
        missing=frame.missing,
        completeness=frame.completeness,
        confidence=None,
        as_of=frame.as_of,
        ruleset=frame.rules.hash,
    )


def add_up(
    frame: Frame,
    addends: Sequence[Addend],
    denominator: int,
    band: Callable[[Decimal], str | None] | None = None,
) -> Explained:
    """The value of all addends, its lines on the 0.1 grid, and its band (3.3).

    The band is that of the value as it is shown: what reads 60.0 is in the band that begins at 60.
    """
    cents = half_up(100 * sum(a.points for a in addends), denominator)
    value = Decimal(cents).scaleb(-2)
    shown = half_up(cents, 10)
    tops = [None if a.max_points is None else half_up(10 * a.max_points, denominator) for a in addends]
    tenths = largest_remainder([10 * a.points for a in addends], denominator, shown, tops)
    unproven = frame.completeness < Decimal(frame.rules.health.unproven_below).scaleb(-2)
    found_band = band(Decimal(shown).scaleb(-1)) if band else None
    return Explained(
        measure=frame.measure,
        value=value,
        max=frame.maximum,
        band="unproven" if unproven else found_band,
        lines=tuple(_line(*one) for one in zip(addends, tenths, tops, strict=True)),
        missing=frame.missing,
        completeness=frame.completeness,
        confidence=_confidence(addends, tenths),
        as_of=frame.as_of,
        ruleset=frame.rules.hash,
    )


def _line(addend: Addend, tenths: int, top: int | None) -> Line:
    """Where all lines are at their top, one may stand 0.1 above it so that they add up; nobody reads 33.4 of 33.3."""
    return Line(
        rule=addend.rule,
        text=addend.text,
        points=Decimal(tenths).scaleb(-1),
        max_points=None if top is None else Decimal(max(top, tenths)).scaleb(-1),
        evidence=addend.evidence,
        detail=addend.detail,
    )


def _confidence(addends: Iterable[Addend], tenths: Iterable[int]) -> Decimal | None:
    weighed = total = 0
    for addend, points in zip(addends, tenths, strict=True):
        grade = strength(addend.evidence) if addend.grade is None else addend.grade
        if grade is not None and addend.evidence:
            weighed += abs(points) * grade
            total += abs(points)
    return share(weighed, 100 * total) if total else None


def strength(evidence: Iterable[Evidence]) -> int | None:
    """The best grade of some evidence in percent; None when none is graded."""
    return max((EVIDENCE_GRADES[e.grade] for e in evidence if e.grade in EVIDENCE_GRADES), default=None)


def linked(links: Iterable[EvidenceLink]) -> tuple[Evidence, ...]:
    """Evidence links as evidence, newest first."""
    ordered = sorted(links, key=lambda e: (e.evidence_date or date.min, e.id), reverse=True)
    return tuple(Evidence("evidence_link", e.id, e.paraphrase or "", e.evidence_date, e.grade) for e in ordered)


def not_below_zero(addends: list[Addend], rule: str, text: Message) -> list[Addend]:
    """The addends, and where they sum below 0 a last one that lifts them to it."""
    total = sum(a.points for a in addends)
    return [*addends, Addend(rule, text, -total)] if total < 0 else addends


def all_evidence(parts: Iterable[Explained | None]) -> tuple[Evidence, ...]:
    """The evidence of several values, each record once."""
    seen: dict[tuple[str, str], Evidence] = {}
    for part in parts:
        for line in part.lines if part else ():
            for found in line.evidence:
                seen.setdefault((found.entity, found.id), found)
    return tuple(seen.values())
