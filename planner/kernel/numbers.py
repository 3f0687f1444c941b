# SPDX-License-Identifier: Apache-2.0
"""Numbers as people write them, in the language in force: the decimal sign and a minus as long as the plus."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from planner.kernel.text import language

MINUS: Final = "−"
_COMMA: Final = frozenset({"es"})


def whole(value: Decimal) -> int:
    """Rounded half up to a whole number, as values are shown."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def whole_of(hundredths: int) -> int:
    """The same of a value in hundredths, as lists hold it; never of one below 0."""
    return (hundredths + 50) // 100


def whole_change(now: Decimal, before: Decimal) -> int:
    """How far a value moved, in whole points between the two values as they are shown.

    What counts as steady is judged by it, so that the words never disagree with the numbers beside them.
    """
    return whole(now) - whole(before)


def whole_change_of(now: int, change: int) -> int:
    """The same from a value and its change in hundredths, as lists hold them."""
    return whole_of(now) - whole_of(now - change)


def decimal_text(value: Decimal) -> str:
    """A number with the places it has: "46.2", in Spanish "46,2"."""
    text = f"{abs(value):f}"
    if language() in _COMMA:
        text = text.replace(".", ",")
    return f"{MINUS}{text}" if value < 0 else text
