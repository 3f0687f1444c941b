# SPDX-License-Identifier: Apache-2.0
"""Money as integer minor units with an ISO currency; never a float."""

from __future__ import annotations

from decimal import Decimal

_NO_MINOR = frozenset({"JPY", "KRW", "CLP", "VND", "PYG", "ISK", "XAF", "XOF", "UGX"})
_THREE_MINOR = frozenset({"BHD", "KWD", "OMR", "TND", "JOD"})

# what a choice of currencies offers; the command line takes any other three letters
_CODES = (
    "EUR USD GBP CHF CNY TWD HKD JPY KRW SGD INR MYR THB VND IDR PHP AUD NZD CAD MXN COP CLP PEN ARS BRL UYU "
    "SEK NOK DKK PLN CZK HUF RON TRY ILS SAR AED QAR KWD EGP MAD ZAR NGN KES"
)
COMMON = tuple(_CODES.split())


def is_currency(code: str) -> bool:
    """Whether this can be a currency: three capital letters, as ISO 4217 writes them."""
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


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
