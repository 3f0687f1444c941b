# SPDX-License-Identifier: Apache-2.0
"""Whether a reading lies within its limit, for limits such as "< 80", "≥ 23.1", "18–24", "OK" or "0"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NamedTuple

Verdict = Literal["pass", "fail"]
Number = tuple[Decimal, ...]

_NUMBER = r"[+\-]?\d+(?:[.,]\d+)*"
_READING = re.compile(rf"({_NUMBER})\s*(.*)", re.DOTALL)
_BOUND = re.compile(rf"(<=|>=|=<|=>|<|>|=)\s*({_NUMBER})\s*(.*)", re.DOTALL)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|\.\.+|to|a|至|到|~)\s*({_NUMBER})\s*(.*)", re.DOTALL | re.IGNORECASE)
_SIGNS = str.maketrans({"≤": "<=", "≥": ">=", "–": "-", "—": "-", "−": "-", "＜": "<", "＞": ">", "～": "~"})
_TESTS: dict[str, Callable[[Number, Number], bool]] = {
    "<": lambda read, limit: read < limit,
    ">": lambda read, limit: read > limit,
    "<=": lambda read, limit: read <= limit,
    "=<": lambda read, limit: read <= limit,
    ">=": lambda read, limit: read >= limit,
    "=>": lambda read, limit: read >= limit,
    "=": lambda read, limit: read == limit,
}


def judge(reading: str | None, ok_range: str | None, unit: str | None = None) -> Verdict | None:
    """ "pass" or "fail" where reading and limit can be compared; None where a person must decide.

    Numbers take a point or a comma, versions such as 22.4.1 are compared part by part, and a unit
    that differs between reading and limit is never guessed away.
    """
    read, limit = _tidy(reading), _tidy(ok_range)
    if not read or not limit:
        return None
    bound, between, exact = _BOUND.fullmatch(limit), _RANGE.fullmatch(limit), _READING.fullmatch(limit)
    if bound:
        return _compare(read, (bound[2],), bound[3] or unit or "", _TESTS[bound[1]])
    if between:
        return _between(read, (between[1], between[2]), between[3] or unit or "")
    if exact:
        return _compare(read, (exact[1],), exact[2] or unit or "", _TESTS["="])
    return "pass" if read.casefold() == limit.casefold() else _word_fault(read)


class LimitParts(NamedTuple):
    """A limit with numbers, taken apart: its sign ("-" for a range), the numbers as written, its own unit."""

    sign: str
    numbers: tuple[str, ...]
    unit: str


def limit_parts(ok_range: str | None) -> LimitParts | None:
    """The parts of a limit that numbers are judged by; None for no limit and for one in words."""
    limit = _tidy(ok_range)
    bound, between, exact = _BOUND.fullmatch(limit), _RANGE.fullmatch(limit), _READING.fullmatch(limit)
    if bound:
        return LimitParts(bound[1], (bound[2],), bound[3].strip())
    if between:
        return LimitParts("-", (between[1], between[2]), between[3].strip())
    return LimitParts("=", (exact[1],), exact[2].strip()) if exact else None


def _tidy(text: str | None) -> str:
    return " ".join((text or "").translate(_SIGNS).split())


def _word_fault(read: str) -> Verdict | None:
    """A number never answers a limit in words; another word than the wanted one is a fail."""
    return None if _READING.fullmatch(read) else "fail"


def _compare(read: str, limits: tuple[str], unit: str, test: Callable[[Number, Number], bool]) -> Verdict | None:
    found = _measure(read, unit)
    if found is None:
        return None
    value, limit = _level(found, _number(limits[0]))
    return "pass" if test(value, limit) else "fail"


def _between(read: str, limits: tuple[str, str], unit: str) -> Verdict | None:
    found = _measure(read, unit)
    if found is None:
        return None
    low, high = _number(limits[0]), _number(limits[1])
    above = _TESTS[">="](*_level(found, low))
    below = _TESTS["<="](*_level(found, high))
    return "pass" if above and below else "fail"


def _measure(read: str, unit: str) -> Number | None:
    found = _READING.fullmatch(read)
    if not found:
        return None
    given = found[2].strip().casefold()
    if given and given != unit.strip().casefold():
        return None
    return _number(found[1])


def _number(text: str) -> Number:
    """One decimal number, or the parts of a version when it has two or more points."""
    parts = re.split(r"[.,]", text)
    if len(parts) > 2:
        return tuple(Decimal(part) for part in parts)
    return (Decimal(".".join(parts)),)


def _level(left: Number, right: Number) -> tuple[Number, Number]:
    """Two numbers with the same count of parts: a plain one next to a version is split at its point."""
    size = max(len(left), len(right))
    return (left, right) if size == 1 else (_parts(left, size), _parts(right, size))


def _parts(number: Number, size: int) -> Number:
    parts = number if len(number) > 1 else tuple(Decimal(part) for part in str(number[0]).split("."))
    return parts + (Decimal(0),) * (size - len(parts))
