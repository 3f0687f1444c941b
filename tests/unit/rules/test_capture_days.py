# SPDX-License-Identifier: Apache-2.0
"""Days in words and figures, told from a given today; what can mean two days is never decided."""

from __future__ import annotations

from datetime import date

import pytest

from planner.rules.capture.days import Day, find_days

WEDNESDAY = date(2026, 11, 4)


def _days(text: str, language: str, order: str = "", today: date = WEDNESDAY) -> list[Day]:
    return find_days(text, (0, len(text)), today, language, order)


def _one(text: str, language: str, order: str = "", today: date = WEDNESDAY) -> str:
    (day,) = _days(text, language, order, today)
    return day.day.isoformat() if day.day else "?"


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "order module Fri", "2026-11-06"),
        ("en", "by Friday", "2026-11-06"),
        ("en", "Wed", "2026-11-11"),
        ("en", "next Tuesday", "2026-11-10"),
        ("en", "Tuesday next week", "2026-11-10"),
        ("en", "this Friday", "2026-11-06"),
        ("en", "today", "2026-11-04"),
        ("en", "tomorrow", "2026-11-05"),
        ("en", "the day after tomorrow", "2026-11-06"),
        ("en", "in two weeks", "2026-11-18"),
        ("en", "within 3 days", "2026-11-07"),
        ("en", "in a month", "2026-12-04"),
        ("en", "27 Nov", "2026-11-27"),
        ("en", "Nov 27th", "2026-11-27"),
        ("en", "Fri 27 Nov", "2026-11-27"),
        ("en", "27/11", "2026-11-27"),
        ("en", "11/27", "2026-11-27"),
        ("en", "27/11/26", "2026-11-27"),
        ("en", "27.11.2026", "2026-11-27"),
        ("en", "2026-11-27", "2026-11-27"),
        ("en", "2 Feb", "2027-02-02"),
        ("en", "1 Dec 2026 09:00", "2026-12-01"),
        ("en", "1 Dec 09:00", "2026-12-01"),
        ("zh", "12 月 3 日", "2026-12-03"),
        ("zh", "11/27提交", "2026-11-27"),
        ("en", "the 27th", "2026-11-27"),
        ("en", "end of month", "2026-11-30"),
        ("en", "end of next month", "2026-12-31"),
        ("en", "year end", "2026-12-31"),
        ("en", "by the end of January", "2027-01-31"),
        ("es", "viernes", "2026-11-06"),
        ("es", "para el viernes", "2026-11-06"),
        ("es", "a más tardar el viernes", "2026-11-06"),
        ("es", "el próximo martes", "2026-11-10"),
        ("es", "el martes que viene", "2026-11-10"),
        ("es", "viernes de la semana que viene", "2026-11-13"),
        ("es", "mañana por la mañana", "2026-11-05"),
        ("es", "pasado mañana", "2026-11-06"),
        ("es", "en dos semanas", "2026-11-18"),
        ("es", "dentro de un mes", "2026-12-04"),
        ("es", "fin de mes", "2026-11-30"),
        ("es", "27 de noviembre de 2026", "2026-11-27"),
        ("es", "5/12", "2026-12-05"),
        ("es", "día 27", "2026-11-27"),
        ("es", "el viernes 27", "2026-11-27"),
        ("en", "Fri 27th", "2026-11-27"),
        ("zh", "周五", "2026-11-06"),
        ("zh", "星期天", "2026-11-08"),
        ("zh", "礼拜三", "2026-11-11"),
        ("zh", "下周二", "2026-11-10"),
        ("zh", "下下周二", "2026-11-17"),
        ("zh", "明天", "2026-11-05"),
        ("zh", "大后天", "2026-11-07"),
        ("zh", "两周后", "2026-11-18"),
        ("zh", "三天内", "2026-11-07"),
        ("zh", "三个月后", "2027-02-04"),
        ("zh", "月底", "2026-11-30"),
        ("zh", "下个月底", "2026-12-31"),
        ("zh", "11月27日（周五）", "2026-11-27"),
        ("zh", "十一月二十七日", "2026-11-27"),
        ("zh", "明年3月1号", "2027-03-01"),
        ("zh", "下月15日", "2026-12-15"),
        ("zh", "週五", "2026-11-06"),
        ("zh", "下週二", "2026-11-10"),
        ("zh", "兩週後", "2026-11-18"),
        ("zh", "後天", "2026-11-06"),
        ("zh", "11月27號", "2026-11-27"),
        ("en", "viernes", "2026-11-06"),
        ("es", "Friday", "2026-11-06"),
        ("en", "下周二", "2026-11-10"),
    ],
)
def test_that_a_day_is_told_from_today(language: str, text: str, day: str) -> None:
    assert _one(text, language, "dmy" if language == "es" else "") == day


@pytest.mark.parametrize(
    ("language", "text", "choices"),
    [
        ("en", "next Friday", ["2026-11-06", "2026-11-13"]),
        ("en", "05/06", ["2027-06-05", "2027-05-06"]),
        ("en", "before Friday", ["2026-11-06", "2026-11-05"]),
        ("en", "next week", ["2026-11-09", "2026-11-13"]),
        ("en", "3 Nov", ["2027-11-03", "2026-11-03"]),
        ("en", "Sat 27 Nov", ["2026-11-27"]),
        ("es", "el martes 27", ["2026-11-27", "2026-12-27"]),
        ("en", "31/02", ["2027-02-28"]),
        ("en", "30 February", ["2027-02-28"]),
        ("en", "29 Feb", ["2028-02-29"]),
        ("en", "2026-02-31", ["2026-02-28"]),
        ("es", "del viernes", ["2026-11-06", "2026-11-13"]),
        ("es", "en 15 días", ["2026-11-19", "2026-11-18"]),
        ("es", "31 de abril", ["2027-04-30"]),
        ("zh", "周五前", ["2026-11-06", "2026-11-05"]),
        ("zh", "下週日", ["2026-11-08", "2026-11-15"]),
        ("zh", "周五的", ["2026-11-06"]),
        ("zh", "11月27日周六", ["2026-11-27"]),
        ("en", "the 13th Fri", ["2026-11-06", "2026-11-13"]),
        ("en", "read The Sun", ["2026-11-08", "2026-11-15"]),
        ("es", "el 13 viernes", ["2026-11-06", "2026-11-13"]),
        ("zh", "13号星期五", ["2026-11-06"]),
        ("zh", "2月30日", ["2027-02-28"]),
    ],
)
def test_that_what_can_mean_several_days_or_none_is_offered_and_not_decided(
    language: str, text: str, choices: list[str]
) -> None:
    (day,) = _days(text, language)
    assert day.day is None
    assert [one.isoformat() for one in day.choices] == choices
    why = day.why(text)
    assert why is not None
    assert why.text()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Friday's backup"),
        ("en", "Mon-Fri"),
        ("en", "every Friday"),
        ("en", "since Monday"),
        ("en", "it may 3 times"),
        ("en", "3 may fail"),
        ("en", "27/11/2026/4"),
        ("en", "version 2.11.27"),
        ("en", "99/99"),
        ("en", "upgrade to version 12/26"),
        ("en", "check port 1/24"),
        ("en", "Gi1/24"),
        ("es", "puerto 1/24"),
        ("zh", "端口1/24"),
        ("zh", "下下月3日"),
        ("zh", "周日报告"),
        ("es", "por la mañana"),
        ("es", "los viernes"),
        ("es", "el viernes pasado"),
        ("zh", "两周一次"),
        ("zh", "下周日常巡检"),
        ("zh", "四周一圈"),
        ("zh", "每周一"),
        ("zh", "上周五"),
        ("zh", "每月底"),
        ("zh", "13月45日"),
        ("en", "available 24/7"),
        ("zh", "周五或周六"),
        ("zh", "周五和周六"),
        ("zh", "周一到周五"),
        ("zh", "不要周五"),
    ],
)
def test_that_what_only_looks_like_a_day_is_none(language: str, text: str) -> None:
    assert _days(text, language) == []


def test_that_the_order_of_day_and_month_follows_what_is_known() -> None:
    assert _one("05/06", "en", "dmy") == "2027-06-05"
    assert _one("05/06", "en", "mdy") == "2027-05-06"


def test_that_a_weekday_said_on_that_day_is_a_week_later_with_today_beside_it() -> None:
    (day,) = _days("Wed", "en")
    assert day.choices == (date(2026, 11, 11), WEDNESDAY)


def test_that_the_last_days_of_the_calendar_are_no_trouble() -> None:
    last = date(9999, 12, 31)
    for text in (
        "tomorrow",
        "in 3 weeks",
        "Fri",
        "next Friday",
        "1 Jan",
        "the 31st",
        "end of next month",
        "周五",
        "两个月后",
    ):
        for day in _days(text, "en", today=last):
            assert day.day is None or day.day >= last
