# SPDX-License-Identifier: Apache-2.0
"""A reading as the field sheet shows it while it is typed (ux W6b): what it proposes, its bar, "91, over by 11"."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, Decimal

from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.rules.inspect import judge
from planner.views.review_checks import limit_words, limits, number

_PLAIN = re.compile(r"\s*[+\-−]?\d+(?:[.,]\d+)?\s*\D*")
_ROUND = (Decimal(1), Decimal("1.2"), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(5), Decimal(8), Decimal(10))


@dataclass(frozen=True, slots=True)
class Gauge:
    """The bar beside a reading: its ends, the limits (None for an open side) and the value (None for nothing yet).

    ``words`` is what stands at the value, ``proposed`` the result it makes ("" for none).
    """

    start: Decimal
    end: Decimal
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    words: str
    proposed: str

    def share(self, value: Decimal) -> float:
        """Where a value stands from 0 (the start) to 1 (the end); beyond an end it stands at it."""
        whole = self.end - self.start
        return float(min(Decimal(1), max(Decimal(0), (value - self.start) / whole))) if whole else 0.0


def proposed(check: InspectionResult, text: str) -> str:
    """pass or fail as the limit of a check judges a text, "" where a person must decide."""
    return judge(text, check.ok_range, check.unit) or ""


def takes_number(check: InspectionResult) -> bool:
    """Whether a number is to be read: the check has a unit or a limit in numbers."""
    return bool(check.unit) or limits(check.ok_range) != (None, None) or number(check.ok_range) is not None


def gauge(check: InspectionResult, text: str) -> Gauge | None:
    """The bar of a check whose limit is in numbers; None for others."""
    low, high = limits(check.ok_range)
    if low is None and high is None:
        return None
    value = number(text.replace("−", "-")) if _PLAIN.fullmatch(text) else None
    start, end = _ends(low, high, check.unit, value)
    return Gauge(start, end, low, high, value, reading_words(check, text), proposed(check, text))


def _ends(
    low: Decimal | None, high: Decimal | None, unit: str | None, value: Decimal | None
) -> tuple[Decimal, Decimal]:
    """From zero where both fit, percent up to a hundred; a narrow range in the middle of its surroundings."""
    if low is not None and high is not None:
        room = max((high - low) * Decimal("0.75"), Decimal(1) if high - low >= 1 else high - low)
        finest = Decimal(1) if room >= 2 else Decimal(1).scaleb(room.adjusted() - 1)
        start = ((low - room) / finest).to_integral_value(ROUND_FLOOR) * finest
        end = high + room
        if unit == "%" and high <= 100:
            end = min(end, Decimal(100))
        if low >= 0 > start:
            start = Decimal(0)
    else:
        bound = high if high is not None else low
        assert bound is not None
        start, end = (
            (Decimal(0), _up(bound * (2 if low is not None else Decimal("1.25"))))
            if bound > 0
            else (
                bound * 2 - 10,
                max(Decimal(0), bound + 10),
            )
        )
        if unit == "%" and 0 <= bound <= 100:
            end = Decimal(100)
    if value is not None:
        start, end = min(start, value), max(end, value)
    return start, end


def _up(value: Decimal) -> Decimal:
    """The next round number."""
    if value <= 0:
        return Decimal(10)
    unit = Decimal(10) ** value.adjusted()
    return next(step * unit for step in _ROUND if step * unit >= value)


def reading_words(check: InspectionResult, text: str) -> str:
    """The typed reading against its limit: "91, over by 11", "15, under by 3", "70, within the limit"."""
    shown = " ".join(text.split())
    verdict = proposed(check, shown)
    if not shown or not verdict:
        return ""
    if verdict == "pass":
        return tr("{reading}, within the limit", reading=shown)
    value = number(shown.replace("−", "-")) if _PLAIN.fullmatch(shown) else None
    low, high = limits(check.ok_range)
    plain = plain_number(value) if value is not None else shown
    if value is not None and high is not None and value > high:
        return tr("{reading}, over by {n}", reading=plain, n=plain_number(value - high))
    if value is not None and low is not None and value < low:
        return tr("{reading}, under by {n}", reading=plain, n=plain_number(low - value))
    if value is not None and value in {low, high}:
        return tr("{reading}, at the limit itself", reading=plain)
    return tr("{reading}, outside the limit", reading=shown)


def plain_number(value: Decimal) -> str:
    """A number without needless zeros: "11", "0.5"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def stepped(text: str, by: int, before: str = "") -> str:
    """A reading moved by one of its last place; an empty one begins with the reading ``before``, else at zero."""
    shown = text.strip()
    if not shown:
        return before if before and _PLAIN.fullmatch(before) else "0"
    found = re.fullmatch(r"([+\-−]?\d+(?:[.,](\d+))?)\s*(.*)", shown)
    if found is None:
        return text
    comma = "," in found[1]
    value = Decimal(found[1].replace(",", ".").replace("−", "-"))
    moved = value + by * Decimal(1).scaleb(-len(found[2] or ""))
    plain = format(moved, "f")
    return (plain.replace(".", ",") if comma else plain) + (f" {found[3]}" if found[3] else "")


def limit_text(check: InspectionResult) -> str:
    """The limit in words for the bar: "limit 80", "18–24"; "" for none."""
    low, high = limits(check.ok_range)
    if low is not None and high is not None:
        return tr("limit {limit}", limit=limit_words(check.ok_range))
    bound = high if high is not None else low
    if bound is not None:
        return tr("limit {limit}", limit=plain_number(bound))
    return tr("limit {limit}", limit=limit_words(check.ok_range)) if check.ok_range else ""
