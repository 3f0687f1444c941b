# SPDX-License-Identifier: Apache-2.0
"""The ways to write a day, each as a pattern and what it means on a given today (ux 6.2)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, partial
from re import IGNORECASE, Match
from re import compile as rule

from planner.rules.capture import calendar
from planner.rules.capture.day_words import (
    CJK_NUMBER,
    MONTHS,
    NUMBERS,
    OTHER_WORDS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    alternatives,
    cjk_number,
    count,
    number_of,
)
from planner.rules.capture.days import Found, Rule, sure, unsure
from planner.rules.capture.types import NO_DAY, WRONG_WEEKDAY

_YEAR = r"(?P<year>\d{4})"
_CJK_WEEK = (
    r"(?<![0-9一二三四五六七八九十两兩几幾每半数數])"
    r"(?P<which>下下[个個]?|下[个個]?|[本这這上][个個]?)?(?:[周週]|星期|[礼禮]拜)"
)
_CJK_UNIT = r"(?P<unit>[天日周週]|星期|[礼禮]拜|月)"


@cache
def rules_of(language: str) -> tuple[Rule, ...]:
    """All rules for who speaks a language: figures, Chinese, its own words, and the full words of the other one."""
    own = _western(language, full=False) if language in WEEKDAYS else ()
    others = [rule_ for name in WEEKDAYS if name != language for rule_ in _western(name, full=True)]
    return (*own, *others, *_FIGURES, *_chinese())


# -- figures


def _iso(m: Match[str], _today: date, _order: str) -> Found | None:
    return _exact(int(m["year"]), int(m["month"]), int(m["day"]))


def _exact(year: int, month: int, day: int) -> Found | None:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    found = calendar.exact(year, month, day)
    return sure(found) if found else _none(year, month)


def _none(year: int, month: int) -> Found:
    """There is no such day, as 31 February; the last of that month is offered."""
    first = calendar.exact(year, month, 1)
    return unsure(first and calendar.month_end(first), reason=NO_DAY)


def _slashed(m: Match[str], today: date, order: str) -> Found | None:
    if not m["year"] and _LABEL.search(m.string, 0, m.start()):
        return None
    first, second = int(m["first"]), int(m["second"])
    if m[0] == "24/7":  # round the clock
        return None
    ways = [pair for pair in ((first, second), (second, first)) if pair[1] <= 12 and 1 <= pair[0] <= 31 and pair[1]]
    if not ways:
        return None
    year = m["year"]
    found = [_day_of(day, month, year, today) for day, month in dict.fromkeys(ways)]
    if len(found) == 1:
        return found[0]
    short = not year and max(len(m["first"]), len(m["second"])) == 1  # 3/4 may be a part of something
    if not order or short:
        return unsure(*(day for one in found for day in one.choices))
    chosen, other = found if order == "dmy" else reversed(found)
    return Found(chosen.day, (*chosen.choices, *other.choices), chosen.reason)


def _day_of(day: int, month: int, year: str | None, today: date) -> Found:
    """A day and a month with or without a year."""
    if year:
        number = int(year) + (2000 if len(year) == 2 else 0)
        found = calendar.exact(number, month, day)
        return (sure(found) if found else None) or _none(max(1, number), month)
    found, choices = calendar.without_year(today, month, day)
    if found is None and not choices:
        return _none(today.year + (month < today.month), month)
    return Found(found, choices) if found else unsure(*choices)


# What two numbers with a stroke are behind these words is no day: "port 1/24", "version 12/26".
_LABEL = re.compile(
    r"(?:\b(?:ports?|slots?|racks?|cards?|shelf|interface|vlan|version|ver|v|rev|release|invoice|order|ticket|ref|part|"
    r"ratio|room|floor|unit|row|pair|fib(?:re|er)|tray|page|section|model|no|nr|puertos?|ranura|tarjeta|bastidor|versión|"
    r"factura|pedido|sala|fila|fibra|bandeja|página|modelo|núm|nº)\.?|端口|槽位|槽|版本|机柜|機櫃|板卡|编号|編號|第|单元|單元)\s*$",
    re.IGNORECASE,
)
_FIGURES: tuple[Rule, ...] = (
    (rule(rf"(?<![\d/.-]){_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?![\d/-])"), _iso),
    (
        rule(r"(?<![A-Za-z\d/.,-])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![A-Za-z0-9/%])"),
        _slashed,
    ),
    (rule(r"(?<![\d/.,-])(?P<first>\d{1,2})([.-])(?P<second>\d{1,2})\2(?P<year>\d{4})(?![\d/-])"), _slashed),
)


# -- English and Spanish


def _western(language: str, *, full: bool) -> tuple[Rule, ...]:
    weekdays = WEEKDAYS[language] if full else (*WEEKDAYS[language], *SHORT_WEEKDAYS[language])
    months = tuple(group.split("|")[0] for group in MONTHS[language]) if full else MONTHS[language]
    day = rf"\b(?P<weekday>{alternatives(weekdays)})\b\.?(?!\w)"
    month = rf"(?P<month>{alternatives(months)})\b\.?"
    number = rf"(?P<n>{alternatives(NUMBERS[language])}|\d{{1,4}})"
    made = _ENGLISH if language == "en" else _SPANISH
    return tuple(
        (rule(pattern.format(day=day, month=month, number=number, year=_YEAR), IGNORECASE), partial(make, language))
        for pattern, make in made
    )


def _fixed(days: int, _language: str, _m: Match[str], today: date, _order: str) -> Found | None:
    return sure(calendar.plus(today, days))


def _weekday(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    number, word = _which_weekday(language, m["weekday"])
    next_one = calendar.coming(today, number)
    later = next_one and calendar.plus(next_one, 7)
    if word in OTHER_WORDS and not m["weekday"][0].isupper():
        return unsure(next_one)
    same = today if number == today.weekday() else None
    return sure(next_one, same or later)


def _which_weekday(language: str, text: str) -> tuple[int, str]:
    word = text.casefold()
    for words in (WEEKDAYS[language], SHORT_WEEKDAYS[language]):
        if (number := number_of(words, word)) >= 0:
            return number, word
    raise AssertionError(text)


def _next_weekday(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    """ "next Tuesday" said on a Monday is tomorrow for some and in eight days for others."""
    number, _ = _which_weekday(language, m["weekday"])
    first, second = calendar.coming(today, number), calendar.in_week(today, number, 1)
    return sure(first) if first == second else unsure(first, second)


def _coming_weekday(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    number, _ = _which_weekday(language, m["weekday"])
    return sure(calendar.coming(today, number), calendar.in_week(today, number, 1))


def _this_weekday(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    number, _ = _which_weekday(language, m["weekday"])
    day = calendar.in_week(today, number, 0)
    return sure(day) if day and day >= today else unsure(calendar.coming(today, number))


def _weekday_next_week(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    return sure(calendar.in_week(today, _which_weekday(language, m["weekday"])[0], 1))


def _ahead(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    number, unit = count(m["n"], language), m["unit"].casefold()
    if number == 0:
        return None
    if unit[0] in "my":  # month, mes
        day, there = calendar.plus_months(today, number)
        return sure(day) if there else unsure(day)
    if language == "es" and unit.startswith("d") and number in {8, 15}:  # also said for one and two weeks
        return unsure(calendar.plus(today, number), calendar.plus(today, number - 1))
    days = {"d": 1, "w": 7, "s": 7, "f": 14}[unit[0]]
    return sure(calendar.plus(today, number * days))


def _some_week(_language: str, _m: Match[str], today: date, _order: str) -> Found:
    return unsure(calendar.in_week(today, 0, 1), calendar.in_week(today, 4, 1))


def _some_month(_language: str, _m: Match[str], today: date, _order: str) -> Found:
    first, _ = calendar.plus_months(today.replace(day=1), 1)
    return unsure(first, calendar.month_end(today, 1))


def _week_end(_language: str, _m: Match[str], today: date, _order: str) -> Found:
    days = (calendar.in_week(today, weekday, 0) for weekday in (4, 5, 6))
    return unsure(*(day for day in days if day and day >= today))


def _month_end(months: int, _language: str, _m: Match[str], today: date, _order: str) -> Found | None:
    return sure(calendar.month_end(today, months))


def _vague_month_end(_language: str, _m: Match[str], today: date, _order: str) -> Found:
    return unsure(calendar.month_end(today))


def _year_end(_language: str, _m: Match[str], today: date, _order: str) -> Found | None:
    return sure(calendar.exact(today.year, 12, 31))


def _end_of_named(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    month = number_of(MONTHS[language], m["month"].rstrip(".")) + 1
    first = today.replace(day=1)
    return sure(calendar.month_end(first, (month - today.month) % 12))


def _day_month(language: str, m: Match[str], today: date, _order: str) -> Found | None:
    word = m["month"].casefold()
    day, month = int(m["dom"]), number_of(MONTHS[language], m["month"]) + 1
    if not 1 <= day <= 31:
        return None
    if word in OTHER_WORDS and not m["month"][0].isupper() and language == "en":
        return None
    found = _day_of(day, month, m["year"], today)
    weekday = m.groupdict().get("weekday")
    if weekday and found.day and _which_weekday(language, weekday)[0] != found.day.weekday():
        return unsure(*found.choices, reason=WRONG_WEEKDAY)
    return found


def _weekday_dom(language: str, m: Match[str], today: date, order: str) -> Found | None:
    """ "martes 24": the next 24th, where it is a Tuesday."""
    found = _day_alone(language, m, today, order)
    if found is None or found.day is None or found.day.weekday() == _which_weekday(language, m["weekday"])[0]:
        return found
    return unsure(*found.choices, reason=WRONG_WEEKDAY)


def _day_alone(_language: str, m: Match[str], today: date, _order: str) -> Found | None:
    day = int(m["dom"])
    if not 1 <= day <= 31:
        return None
    found, choices = calendar.day_of_month(today, day)
    return Found(found, choices) if found else unsure(*choices)


_DOM = r"(?P<dom>\d{{1,2}})"
_OF_YEAR = r"(?:,?\s+(?:del?\s+)?{year}\b|(?!\s*[:.]?\d)|(?=\s+\d{{1,2}}[:h]\d{{2}}))"
_TH = r"(?:st|nd|rd|th)?"
_FROM_NOW = r"\s+from\s+(?:now|today)"
_UNITS_EN = r"(?P<unit>days?|weeks?|months?|fortnights?)"
_UNITS_ES = r"(?P<unit>días?|dias?|semanas?|mes(?:es)?)"
_ENGLISH = (
    (r"\b(?:today|tonight)\b", partial(_fixed, 0)),
    (r"(?<!after )\btomorrow\b", partial(_fixed, 1)),
    (r"\b(?:the\s+)?day\s+after\s+tomorrow\b", partial(_fixed, 2)),
    (r"{day}", _weekday),
    (r"\bnext\s+{day}", _next_weekday),
    (r"\bthis\s+{day}", _this_weekday),
    (r"\bthis\s+coming\s+{day}", _coming_weekday),
    (r"\b(?:next\s+week\s+(?:on\s+)?{day})", _weekday_next_week),
    (r"{day}(?:\s+of)?\s+next\s+week\b", _weekday_next_week),
    (rf"\b(?:with)?in\s+{{number}}\s+{_UNITS_EN}(?:'s|s')?(?:\s+time)?\b", _ahead),
    (rf"\b{{number}}\s+{_UNITS_EN}{_FROM_NOW}\b", _ahead),
    (r"\bnext\s+week\b", _some_week),
    (r"\bnext\s+month\b", _some_month),
    (r"\b(?:(?:the\s+)?end\s+of\s+(?:the|this)?\s*week|(?:the|this)?\s*weekend)\b", _week_end),
    (r"\b(?:(?:the\s+)?end\s+of\s+(?:(?:the|this)\s+)?month|month[-\s]end|EOM)\b", partial(_month_end, 0)),
    (r"\b(?:the\s+)?end\s+of\s+next\s+month\b", partial(_month_end, 1)),
    (r"\b(?:(?:the\s+)?end\s+of\s+(?:(?:the|this)\s+)?year|year[-\s]end)\b", _year_end),
    (r"\b(?:the\s+)?end\s+of\s+{month}(?!\s+\d)", _end_of_named),
    (rf"(?<![\d/.,-])(?:{{day}},?\s+)?(?:the\s+)?{_DOM}{_TH}\s+(?:of\s+)?{{month}}{_OF_YEAR}", _day_month),
    (rf"(?:{{day}},?\s+)?\b{{month}}\s+{_DOM}{_TH}(?:,?\s+{{year}})?(?![\w%:])", _day_month),
    (rf"{{day}},?\s+(?:the\s+)?{_DOM}{_TH}(?!\w|[:.,/-]\d|\s*(?:am|pm|h|%)\b|\s+[^\W\d_])", _weekday_dom),
    (r"\bthe\s+(?P<dom>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+\w)", _day_alone),
)  # fmt: skip
_SPANISH = (
    (r"\bhoy\b", partial(_fixed, 0)),
    (r"(?<!\bla )(?<!\besta )(?<!\bcada )(?<!\bmedia )(?<!\buna )(?<!pasado )\bmañana\b", partial(_fixed, 1)),
    (r"\bpasado\s+mañana\b", partial(_fixed, 2)),
    (r"{day}", _weekday),
    (r"\b(?:el\s+)?próximo\s+{day}", _coming_weekday),
    (r"{day}\s+(?:próximo|que\s+(?:viene|entra))\b", _coming_weekday),
    (r"\beste\s+{day}", _this_weekday),
    (r"{day}\s+de\s+la\s+(?:próxima\s+semana|semana\s+(?:que\s+viene|próxima))\b", _weekday_next_week),
    (rf"\b(?:en|dentro\s+de)\s+{{number}}\s+{_UNITS_ES}\b", _ahead),
    (r"\b(?:la\s+)?(?:semana\s+que\s+viene|próxima\s+semana|semana\s+próxima)\b", _some_week),
    (r"\b(?:el\s+)?(?:mes\s+que\s+viene|próximo\s+mes)\b", _some_month),
    (r"\b(?:el\s+)?fin(?:al)?\s+de\s+(?:la\s+)?semana\b", _week_end),
    (r"\b(?:a\s+)?(?:el\s+)?fin(?:al)?\s+(?:de|del)\s+(?:este\s+)?mes\b(?!\s+que)", partial(_month_end, 0)),
    (r"\b(?:a\s+)?(?:el\s+)?fin(?:al)?\s+(?:del\s+mes\s+que\s+viene|del\s+próximo\s+mes)\b", partial(_month_end, 1)),
    (r"\b(?:a\s+)?finales\s+de\s+mes\b", _vague_month_end),
    (r"\b(?:a\s+)?fin(?:al)?\s+de\s+año\b", _year_end),
    (r"\b(?:a\s+)?fin(?:al)?\s+de\s+{month}(?!\s+\d)", _end_of_named),
    (rf"(?<![\d/.,-])(?:{{day}},?\s+)?{_DOM}[.º°]?\s*(?:de\s+)?{{month}}{_OF_YEAR}", _day_month),
    (rf"{{day}},?\s+{_DOM}(?!\w|[:.,/-]\d|\s*(?:h|%)\b|\s+[^\W\d_])", _weekday_dom),
    (r"\bdía\s+(?P<dom>\d{{1,2}})\b(?!\s+(?:de\b|\w))", _day_alone),
)  # fmt: skip


# -- Chinese, simplified and traditional


@cache
def _chinese() -> tuple[Rule, ...]:
    years = r"(?:(?P<year>\d{4})年|(?P<which>今年|明年))?"
    weekday = r"(?:\s*[（(]?(?:[周週]|星期|[礼禮]拜)(?P<weekday>[一二三四五六日天])[）)]?)?"
    found: tuple[tuple[str, object], ...] = (
        (r"今[天日晚]", partial(_fixed, 0, "zh")),
        (r"明[天日早晚]", partial(_fixed, 1, "zh")),
        (r"(?<!大)[后後]天", partial(_fixed, 2, "zh")),
        (r"大[后後]天", partial(_fixed, 3, "zh")),
        (rf"{_CJK_WEEK}(?P<weekday>[一二三四五六天]|日(?![常报報志誌期程]))", _cjk_weekday),
        (rf"(?<![0-9.第])(?P<n>{CJK_NUMBER})\s*[个個]?{_CJK_UNIT}[之以]?[后後内內]", _cjk_ahead),
        (r"(?<![每下])下[个個]?(?:[周週]|星期|[礼禮]拜)(?![一二三四五六日天末])", _cjk_week),
        (r"(?<![每下])下[个個]?月(?![底末0-9一二三四五六七八九十])", _cjk_month),
        (r"(?<!上)(?<!下)(?:本|[这這][个個]?)?(?:[周週]末)", partial(_week_end, "zh")),
        (r"(?<![0-9０-９一二三四五六七八九十每个個上下半])(?:本|[这這][个個]?)?月[底末]", partial(_month_end, 0, "zh")),
        (r"(?<!下)下[个個]?月[底末]", partial(_month_end, 1, "zh")),
        (r"(?<![0-9去前明后後每])(?:今)?年[底末]", partial(_year_end, "zh")),
        (rf"(?<![0-9.第])(?P<month>{CJK_NUMBER})月[底末]", _cjk_month_end),
        (rf"(?<![0-9.第年]){years}(?P<month>{CJK_NUMBER})\s?月\s?(?P<dom>{CJK_NUMBER})\s?[日号號]{weekday}", _cjk_day),
        (rf"(?<!下)(?P<which>本|[这這][个個]?|下[个個]?)月(?P<dom>{CJK_NUMBER})[日号號]", _cjk_day_of_month),
    )  # fmt: skip
    return tuple((re.compile(pattern), make) for pattern, make in found)  # type: ignore[misc]


def _cjk_weekday(m: Match[str], today: date, _order: str) -> Found | None:
    number = "一二三四五六日".find(m["weekday"].replace("天", "日"))
    which = (m["which"] or "")[:2].rstrip("个個")
    if which == "上":
        return None
    if not which:
        return sure(calendar.coming(today, number), today if number == today.weekday() else None)
    if which in {"本", "这", "這"}:
        day = calendar.in_week(today, number, 0)
        return sure(day) if day and day >= today else None
    weeks = which.count("下")
    day = calendar.in_week(today, number, weeks)
    if number == 6 and any(sign in m[0] for sign in "週禮"):  # where weeks begin on Sunday it is a week earlier
        return unsure(calendar.in_week(today, 6, weeks - 1), day)
    return sure(day)


def _cjk_ahead(m: Match[str], today: date, _order: str) -> Found | None:
    number, unit = cjk_number(m["n"]), m["unit"]
    if not number:
        return None
    if unit == "月":
        if not re.search("[个個]", m[0]):  # 三月后 is after March
            return None
        day, there = calendar.plus_months(today, number)
        return sure(day) if there else unsure(day)
    return sure(calendar.plus(today, number * (1 if unit in "天日" else 7)))


def _cjk_week(_m: Match[str], today: date, order: str) -> Found:
    return _some_week("zh", _m, today, order)


def _cjk_month(_m: Match[str], today: date, order: str) -> Found:
    return _some_month("zh", _m, today, order)


def _cjk_month_end(m: Match[str], today: date, _order: str) -> Found | None:
    month = cjk_number(m["month"])
    if month is None or not 1 <= month <= 12:
        return None
    return sure(calendar.month_end(today.replace(day=1), (month - today.month) % 12))


def _cjk_day(m: Match[str], today: date, _order: str) -> Found | None:
    month, day = cjk_number(m["month"]), cjk_number(m["dom"])
    if not month or not day or month > 12 or day > 31:
        return None
    year = m["year"] or {"今年": f"{today.year:04}", "明年": f"{min(today.year + 1, 9999):04}"}.get(m["which"] or "")
    found = _day_of(day, month, year, today)
    if m["weekday"] and found.day:
        wanted = "一二三四五六日".find(m["weekday"].replace("天", "日"))
        if wanted != found.day.weekday():
            return unsure(*found.choices, reason=WRONG_WEEKDAY)
    return found


def _cjk_day_of_month(m: Match[str], today: date, _order: str) -> Found | None:
    day = cjk_number(m["dom"])
    if not day or day > 31:
        return None
    first, there = calendar.plus_months(today.replace(day=1), 1 if m["which"].startswith("下") else 0)
    if first is None or not there:
        return None
    found = calendar.exact(first.year, first.month, day)
    if found is None:
        return _none(first.year, first.month)
    return sure(found) if found >= today else None
