# SPDX-License-Identifier: Apache-2.0
"""Readings and limits as numbers, for charts and comparisons; whether a reading passes says planner.rules.inspect."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?")
_BOUND = re.compile(r"(<=|>=|<|>|≤|≥)\s*([+\-]?\d+(?:[.,]\d+)?)\s*\D*")
_RANGE = re.compile(r"([+\-]?\d+(?:[.,]\d+)?)\s*[-–]\s*([+\-]?\d+(?:[.,]\d+)?)\s*\D*")


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
    text = (ok_range or "").strip()
    between, bound = _RANGE.fullmatch(text), _BOUND.fullmatch(text)
    if between:
        return number(between[1]), number(between[2])
    if not bound:
        return None, None
    value = number(bound[2])
    return (None, value) if bound[1] in {"<", "<=", "≤"} else (value, None)
