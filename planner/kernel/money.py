# SPDX-License-Identifier: Apache-2.0
"""Money as integer minor units with an ISO currency; never a float."""

from __future__ import annotations

from decimal import Decimal

_NO_MINOR = frozenset({"JPY", "KRW", "CLP", "VND", "PYG", "ISK", "XAF", "XOF", "UGX"})
_THREE_MINOR = frozenset({"BHD", "KWD", "OMR", "TND", "JOD"})


def digits(currency: str) -> int:
    """How many decimals a currency has."""
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE_MINOR else 2


def to_decimal(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal amount."""
    return Decimal(minor).scaleb(-digits(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """A decimal amount as minor units, rounded half away from zero."""
    scaled = amount.scaleb(digits(currency))
    return int(scaled.to_integral_value(rounding="ROUND_HALF_UP"))
