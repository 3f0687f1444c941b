# SPDX-License-Identifier: Apache-2.0
"""Cells of foreign tables turned into values: dates, numbers, yes or no, lists; None means not readable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from planner.formats.identity import (
    FREE_MAIL,
    domain_of_email,
    normalise_domain,
    normalise_email,
    normalise_name,
    normalise_phone,
)
from planner.formats.months import MONTHS

__all__ = [
    "FREE_MAIL",
    "DateOrder",
    "Decimals",
    "date_order_evidence",
    "decimal_evidence",
    "domain_of_email",
    "normalise_domain",
    "normalise_email",
    "normalise_name",
    "normalise_phone",
    "parse_bool",
    "parse_date",
    "parse_list",
    "parse_number",
    "plain_digits",
]

DateOrder = Literal["dmy", "mdy", "ymd", "ambiguous"]
Decimals = Literal[".", ",", "ambiguous"]

_YES_WORDS = "yes y true t 1 x ✓ ✔ si sí s verdadero cierto oui ja wahr 是 有 对 對 真 √ on"
_NO_WORDS = "no n false f 0 - ✗ ✘ falso non nein falsch 否 无 無 没有 沒有 不是 假 × off"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_LONGEST = 100  # no date or number is longer; patterns never see whole notes
_CENTURY_TURN = 70  # two-digit years below it are 20xx, as most programs read them
_SEPARATED = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})")
_CHINESE = re.compile(r"(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_TIME = re.compile(r"[T\s]+\d{1,2}[:：]\d{2}.*$")
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º)?\s*[-/\s]\s*(?:de\s+)?([^\W\d_]+)\.?,?\s*[-/\s]\s*(?:de[l]?\s+)?(\d{4}|\d{2})"
)
_WORDS_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(r"^[^\W\d_]+\.?,\s+|\s*[(（]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?")
_MONEY_SIGNS = re.compile(r"(?:[€$£¥￥₩]|EUR|USD|GBP|CNY|RMB|TWD|HKD|JPY|NT|US|HK|元|圆|圓)", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f'’_]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+")
_UNITS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_LIST_SIGNS = re.compile(r"[;；|、\n]")
_COMMAS = re.compile(r"[,，]")


def plain_digits(text: str) -> str:
    """Full-width forms and other scripts' digits as ASCII digits; Chinese punctuation as its plain twin."""
    text = unicodedata.normalize("NFKC", text)
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def parse_date(text: str, order: DateOrder = "ambiguous") -> date | None:
    """The day that ``text`` names, or None.

    ISO (2026-11-21), 2026年11月21日, 20261121 and dates with a month's name need no ``order``. Others follow
    it; with "ambiguous" they are read only where one reading is possible (21/11/2026). A time is left out.
    """
    if len(text) > _LONGEST:
        return None
    text = _TIME.sub("", plain_digits(text).strip())
    text = _WEEKDAY.sub("", text).strip()
    for pattern in (_CHINESE, _COMPACT):
        if found := pattern.fullmatch(text):
            return _day(found.group(1), found.group(2), found.group(3))
    if found := _SEPARATED.fullmatch(text):
        return _separated(found.group(1), found.group(3), found.group(4), order)
    return _worded(text)


def date_order_evidence(values: Iterable[str]) -> DateOrder:
    """In which order a column writes its dates, judged by all values together.

    "ambiguous" when both day-first and month-first fit every value, or when the values contradict each other.
    A column without any separated date needs no order and gives "ymd".
    """
    day_first = month_first = open_ones = False
    for value in values:
        first, second = _leading_pair(value)
        if first is None or second is None:
            continue
        day_first |= first > 12 >= second
        month_first |= second > 12 >= first
        open_ones |= first <= 12 and second <= 12 and first != second
    if day_first and month_first:
        return "ambiguous"
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    return "ambiguous" if open_ones else "ymd"


def parse_number(text: str, decimal: Decimals = "ambiguous") -> Decimal | None:
    """The exact number that ``text`` writes, or None.

    Currency signs, spaces, apostrophes and a final % are left out (12 % is 12); (5) and 5- are negative;
    万 and 亿 multiply. With "ambiguous" a single sign before exactly three digits (1.234) is not read.
    """
    if len(text) > _LONGEST:
        return None
    text = _MONEY_SIGNS.sub("", plain_digits(text)).strip().removesuffix("%").strip()
    negative = text.startswith(("-", "−", "(")) or text.endswith("-")
    text = _SPACES.sub("", text.strip("+-−()"))
    factor = _UNITS.get(text[-1:], 1)
    if factor != 1:
        text = text[:-1]
    if not _DIGITS.fullmatch(text):
        return None
    plain = _without_groups(text, decimal)
    if plain is None:
        return None
    try:
        number = Decimal(plain) * factor
    except InvalidOperation:
        return None
    return -number if negative else number


def decimal_evidence(values: Iterable[str]) -> Decimals:
    """Which sign a column uses for decimals, judged by all values together.

    "ambiguous" when some value could be read both ways (1.234) and none decides, or when values contradict
    each other. A column of whole numbers gives ".".
    """
    votes: set[str] = set()
    open_ones = False
    for value in values:
        if len(value) > _LONGEST:
            continue
        vote = _decimal_vote(_SPACES.sub("", _MONEY_SIGNS.sub("", plain_digits(value))).strip("+-−()%"))
        if vote in {".", ","}:
            votes.add(vote)
        open_ones |= vote == "open"
    if len(votes) == 1:
        return "," if "," in votes else "."
    return "ambiguous" if votes or open_ones else "."


def parse_bool(text: str) -> bool | None:
    """Yes or no in English, Spanish, Chinese, French and German, as words, letters, ticks or 1 and 0."""
    word = plain_digits(text[:_LONGEST]).strip().strip(".!").casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def parse_list(text: str) -> tuple[str, ...]:
    """The entries of one cell, divided by ; | 、 or line ends, else by commas; each once, in order."""
    parts = _LIST_SIGNS.split(text)
    if len(parts) == 1:
        parts = _COMMAS.split(text)
    return tuple(dict.fromkeys(p.strip() for p in parts if p.strip()))


def _leading_pair(value: str) -> tuple[int | None, int | None]:
    """The first two numbers of a separated date that does not begin with its year."""
    if len(value) > _LONGEST:
        return None, None
    found = _SEPARATED.fullmatch(_TIME.sub("", plain_digits(value).strip()))
    if found is None or len(found.group(1)) > 2:
        return None, None
    return int(found.group(1)), int(found.group(3))


def _separated(a: str, b: str, c: str, order: DateOrder) -> date | None:
    if len(a) > 2:
        return _day(a, b, c) if len(a) == 4 else None
    if len(c) not in (2, 4):
        return _day(a, b, c) if order == "ymd" else None
    if order == "ymd" and len(c) == 2:
        return _day(a, b, c)
    if order == "dmy":
        return _day(c, b, a)
    if order == "mdy":
        return _day(c, a, b)
    readings = {d for d in (_day(c, b, a), _day(c, a, b)) if d is not None}
    return readings.pop() if len(readings) == 1 else None


def _worded(text: str) -> date | None:
    if found := _WORDS.fullmatch(text):
        day, word, year = found.groups()
    elif found := _WORDS_FIRST.fullmatch(text):
        word, day, year = found.groups()
    else:
        return None
    month = MONTHS.get(word.casefold())
    return _day(year, str(month), day) if month else None


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year)
    if len(year) <= 2:
        full += 2000 if full < _CENTURY_TURN else 1900
    try:
        return date(full, int(month), int(day)) if full >= 1000 else None
    except ValueError:
        return None


def _without_groups(text: str, decimal: Decimals) -> str | None:
    """The digits with a point as the decimal sign, or None when groups or the sign are not clear."""
    vote = _decimal_vote(text)
    if decimal == "ambiguous":
        if vote in {"open", "bad"}:
            return None
        decimal = "," if vote == "," else "."
    group = "," if decimal == "." else "."
    whole, sign, rest = text.partition(decimal)
    if group in rest or decimal in rest:
        return None
    groups = whole.split(group)
    if len(groups) > 1 and not _fits_groups(groups):
        return None
    return f"{''.join(groups) or '0'}{'.' if sign else ''}{rest}"


def _fits_groups(groups: list[str]) -> bool:
    """Groups of three (1.234.567), or of two before the last (12,34,567 in India)."""
    head, middle, last = groups[0], groups[1:-1], groups[-1]
    for size, end in ((3, 3), (2, 3)):
        if 1 <= len(head) <= size and len(last) == end and all(len(g) == size for g in middle):
            return True
    return False


def _decimal_vote(text: str) -> str:
    """What one number tells about the decimal sign: "." or ",", "open" for both, "none", or "bad"."""
    if not _DIGITS.fullmatch(text):
        return "none" if not text or text.isdecimal() else "bad"
    points, commas = text.count("."), text.count(",")
    if points and commas:
        return _vote_of_both(text, points, commas)
    sign = "." if points else ","
    if points + commas == 0:
        return "none"
    if points + commas > 1:
        return "," if points else "."
    head, _, tail = text.partition(sign)
    grouped = len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
    return "open" if grouped else sign


def _vote_of_both(text: str, points: int, commas: int) -> str:
    last = "." if text.rfind(".") > text.rfind(",") else ","
    return last if (points if last == "." else commas) == 1 else "bad"
