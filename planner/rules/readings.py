# SPDX-License-Identifier: Apache-2.0
"""Readings and limits as numbers, for charts and comparisons; whether a reading passes says planner.rules.inspect."""

from __future__ import annotations

import re
from decimal import Decimal

from planner.rules.inspect import limit_parts

_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?")


def is_number(text: str) -> bool:
    """Whether a text is one plain number."""
    return _NUMBER.fullmatch(text) is not None


def number(text: str | None) -> Decimal | None:
    """The number a text begins with, None where it is no number."""
    found = _NUMBER.match((text or "").strip())
    return Decimal(found[0].replace(",", ".")) if found else None


def plain_number(text: str | None) -> Decimal | None:
    """The number that a text is as a whole; None for versions, words and numbers with words behind them."""
    found = (text or "").strip()
    return number(found) if is_number(found) else None


def limits(ok_range: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest good value; None where there is no such bound."""
    parts = limit_parts(ok_range)
    if parts is None:
        return None, None
    values = [plain_number(text) for text in parts.numbers]
    if parts.sign == "-":
        return values[0], values[1]
    if "<" in parts.sign:
        return None, values[0]
    return (values[0], None) if ">" in parts.sign else (None, None)
