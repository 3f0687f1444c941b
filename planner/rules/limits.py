# SPDX-License-Identifier: Apache-2.0
"""A limit in words, so that whoever types "18-24" sees what it will do (domain-model P7)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from planner.kernel.text import N_, Message
from planner.rules.inspect import limit_parts

_SAYS: Final = {
    "<": N_("below {n}"),
    "<=": N_("at most {n}"),
    "=<": N_("at most {n}"),
    ">": N_("above {n}"),
    ">=": N_("at least {n}"),
    "=>": N_("at least {n}"),
    "=": N_("exactly {n}"),
}
_SIGN = re.compile(r"[<>=≤≥＜＞]")
_ONLY_SIGNS = re.compile(r"[\d\s.,+\-–—−<>=≤≥~～%]+")


def reads_as(ok_range: str | None, unit: str | None = None) -> Message | None:
    """What a limit means: "from 18 to 24 °C", "at most 6", "the word “OK”"; None for no limit and for one at fault."""
    text = " ".join((ok_range or "").split())
    if not text or fault(text) is not None:
        return None
    parts = limit_parts(text)
    if parts is None:
        return Message(N_("the word “{word}”"), {"word": text})
    numbers = parts.numbers
    own = parts.unit or (unit or "").strip()
    if parts.sign == "-":
        return Message(N_("from {low} to {high}"), {"low": numbers[0], "high": _with(numbers[1], own)})
    return Message(_SAYS[parts.sign], {"n": _with(numbers[0], own)})


def fault(ok_range: str | None) -> Message | None:
    """Why a limit can't be read, None where it can; a word that stands alone is what the reading must be."""
    text = " ".join((ok_range or "").split())
    if not text:
        return None
    parts = limit_parts(text)
    if parts is None:
        if _SIGN.search(text) or _ONLY_SIGNS.fullmatch(text):
            return Message(
                N_("“{limit}” can't be read. Write a limit like < 80, >= 24, 18-24, 0 or OK."), {"limit": text}
            )
        return None
    if parts.sign == "-" and _value(parts.numbers[0]) > _value(parts.numbers[1]):
        return Message(N_("In “{limit}” the lower number comes first."), {"limit": text})
    if _SIGN.search(parts.unit):
        return Message(N_("“{limit}” can't be read. Write a limit like < 80, >= 24, 18-24, 0 or OK."), {"limit": text})
    return None


def _with(number: str, unit: str) -> str:
    return f"{number} {unit}" if unit else number


def _value(number: str) -> Decimal:
    """A number to compare by; of a version only its first part."""
    try:
        return Decimal(number.replace(",", "."))
    except InvalidOperation:
        return Decimal(re.split(r"[.,]", number)[0])
