# SPDX-License-Identifier: Apache-2.0
"""Numbers as people write them, in the language in force: the decimal sign and a minus as long as the plus."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from planner.kernel.text import language

MINUS: Final = "−"
_COMMA: Final = frozenset({"es"})


def decimal_text(value: Decimal) -> str:
    """A number with the places it has: "46.2", in Spanish "46,2"."""
    text = f"{abs(value):f}"
    if language() in _COMMA:
        text = text.replace(".", ",")
    return f"{MINUS}{text}" if value < 0 else text
