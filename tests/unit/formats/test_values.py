# SPDX-License-Identifier: Apache-2.0
"""Cells become values only where one reading is possible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.identity import FREE_MAIL, domain_of_email, identity_domain, region_of
from planner.formats.values import (
    DateOrder,
    Decimals,
    date_order_evidence,
    decimal_evidence,
    normalise_domain,
    normalise_email,
    normalise_name,
    normalise_phone,
    parse_bool,
    parse_date,
    parse_list,
    parse_number,
)

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21", "2026/11/21", "2026.11.21", "20261121", "2026年11月21日", "２０２６年１１月２１日",
        "2026年11月21號",
        "2026年11月21日 星期六", "21/11/2026", "21.11.2026", "11/21/2026", "21 de noviembre de 2026", "21 nov 2026",
        "21-nov-26", "sábado, 21 de noviembre de 2026", "Nov 21, 2026", "21. November 2026", "21 novembre 2026",
        "2026-11-21T00:00:00", "2026-11-21 10:30", " 21/11/2026 ", "٢٠٢٦-١١-٢١", "November 21st, 2026",
    ],
)  # fmt: skip
def test_that_clear_dates_need_no_order(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("05/06/2026", "dmy", date(2026, 6, 5)),
        ("05/06/2026", "mdy", date(2026, 5, 6)),
        ("05/06/2026", "ambiguous", None),
        ("5.6.26", "dmy", date(2026, 6, 5)),
        ("5/6/71", "dmy", date(1971, 6, 5)),
        ("26/6/5", "ymd", date(2026, 6, 5)),
        ("7/7/2026", "ambiguous", date(2026, 7, 7)),
        ("31/02/2026", "dmy", None),
        ("13/13/2026", "ambiguous", None),
        ("21/11/2026", "mdy", None),
        ("2026-13-01", "dmy", None),
        ("2026年1月", "dmy", None),
        ("soon", "dmy", None),
        ("", "dmy", None),
        ("45000", "dmy", None),
        ("9" * 5000, "dmy", None),
    ],
)
def test_that_other_dates_follow_the_order_or_are_not_read(text: str, order: DateOrder, expected: date | None) -> None:
    assert parse_date(text, order) == expected


@given(st.dates(date(1950, 1, 1), date(2069, 12, 31)))
def test_that_every_day_is_read_back_from_every_usual_writing(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(day.strftime("%d/%m/%Y"), "dmy") == day
    assert parse_date(day.strftime("%m-%d-%Y"), "mdy") == day
    assert parse_date(day.strftime("%d/%m/%Y")) in {day, None}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["21/11/2026", "05/06/2026"], "dmy"),
        (["05/06/2026", "12/25/2026", ""], "mdy"),
        (["05/06/2026", "01/02/2026"], "ambiguous"),
        (["13/1/2026", "1/13/2026"], "ambiguous"),
        (["2026-01-02", "2026年1月2日"], "ymd"),
        (["7/7/2026"], "ymd"),
        ([], "ymd"),
    ],
)
def test_that_the_order_of_a_column_is_judged_by_all_its_values(values: list[str], expected: str) -> None:
    assert date_order_evidence(values) == expected


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("1.234,56", "ambiguous", "1234.56"),
        ("1,234.56", "ambiguous", "1234.56"),
        ("1.234", "ambiguous", None),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("12,5", "ambiguous", "12.5"),
        ("12,5", ".", None),
        ("1.234.567", "ambiguous", "1234567"),
        ("12,34,567", ".", "1234567"),
        ("1 234 567,8", ",", "1234567.8"),
        ("1'000", ".", "1000"),
        ("€ 1.250,00", ",", "1250.00"),
        ("NT$1,200", ".", "1200"),
        ("１，２００", ".", "1200"),
        ("５００", ".", "500"),
        ("1.5万", ".", "15000"),
        ("3亿", ".", "300000000"),
        ("(5)", ".", "-5"),
        ("5-", ".", "-5"),
        ("-3,5", ",", "-3.5"),
        ("12 %", ".", "12"),
        ("0,500", "ambiguous", "0.500"),
        (".5", ".", "0.5"),
        ("1.2.3", ".", None),
        ("12,3456", ".", None),
        ("1e5", ".", None),
        ("abc", ".", None),
        ("", ".", None),
        ("-", ".", None),
        ("1" * 5000, ".", None),
    ],
)
def test_that_numbers_are_read_exactly_or_not_at_all(text: str, decimal: Decimals, expected: str | None) -> None:
    assert parse_number(text, decimal) == (None if expected is None else Decimal(expected))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_that_numbers_written_in_either_way_are_read_back(number: Decimal) -> None:
    english = f"{number:,.2f}"
    continental = english.translate(str.maketrans(".,", ",."))
    assert parse_number(english, ".") == number
    assert parse_number(continental, ",") == number


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1.234", "12,5"], ","),
        (["1,234", "12.5"], "."),
        (["1.234"], "ambiguous"),
        (["1,5", "1.5"], "ambiguous"),
        (["5", "6", ""], "."),
        (["1.234,00 €"], ","),
        (["n/a", "2,5"], ","),
    ],
)
def test_that_the_decimal_sign_of_a_column_is_judged_by_all_its_values(values: list[str], expected: str) -> None:
    assert decimal_evidence(values) == expected


def test_that_yes_and_no_are_read_in_four_languages() -> None:
    assert all(parse_bool(t) is True for t in ("Yes", "Sí", "SI", "是", "對", "x", "1", "ｔｒｕｅ"))
    assert all(parse_bool(t) is False for t in ("No", "n", "否", "0", "FALSE", "-"))
    assert all(parse_bool(t) is None for t in ("", "maybe", "2"))


def test_that_lists_are_divided_by_their_own_sign() -> None:
    assert parse_list("a; b,c ;;a") == ("a", "b,c")
    assert parse_list("A, B，C") == ("A", "B", "C")
    assert parse_list("中文、英文") == ("中文", "英文")
    assert parse_list(" ") == ()


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("600 123 123", "Spain", "+34600123123"),
        ("600 123 123", "España", "+34600123123"),
        ("+34 (600) 123-123", "", "+34600123123"),
        ("0034 600123123", "", "+34600123123"),
        ("13800138000", "中国", "+8613800138000"),
        ("０２-２３４５-６７８９", "臺灣", "+886223456789"),
        ("91 123 45 67 ext. 12", "ES", "+34911234567"),
        ("010-62345678转123", "CN", "+861062345678"),
        ("600123123", "", None),
        ("1", "ES", None),
        ("call me", "ES", None),
        ("1" * 1000, "ES", None),
    ],
)
def test_that_phones_become_international(text: str, country: str, expected: str | None) -> None:
    assert normalise_phone(text, country) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Ruiz <Ana.Ruiz@Example.ES>", "ana.ruiz@example.es"),
        ("mailto:a@b.com", "a@b.com"),
        ("ａ@ｂ.com", "a@b.com"),
        ("张@例子.中国", "张@例子.中国"),
        ("a@b", None),
        ("a b@c.com", None),
        ("a@b.com, c@d.com", None),
        ("a..b@c.com", None),
        ("@b.com", None),
        ("", None),
        ("x" * 500 + "@b.com", None),
    ],
)
def test_that_addresses_have_one_form(text: str, expected: str | None) -> None:
    assert normalise_email(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.Acme.es/x?y#z", "acme.es"),
        ("acme.co.uk:8080/", "acme.co.uk"),
        ("http://user:p@acme.com", "acme.com"),
        ("ana@acme.es", "acme.es"),
        ("acme.es, beta.es", "acme.es"),
        ("acme", None),
        ("192.168.0.1", None),
        ("", None),
        ("http://-x-.com", None),
    ],
)
def test_that_domains_have_one_form(text: str, expected: str | None) -> None:
    assert normalise_domain(text) == expected


def test_that_free_mail_never_identifies_a_company() -> None:
    assert identity_domain("", "ana@gmail.com", "https://www.acme.es") == "acme.es"
    assert identity_domain("li@qq.com") is None
    assert domain_of_email("li@163.com") == "163.com"
    assert domain_of_email("li@163.com", for_identity=True) is None
    assert all(normalise_domain(d) == d for d in FREE_MAIL)


def test_that_names_are_compared_without_case_space_and_width() -> None:
    assert normalise_name("  ＡＣＭＥ　Straße ") == normalise_name("acme strasse")
    assert normalise_name("José") != normalise_name("Jose")


@given(st.text(max_size=60))
def test_that_every_parser_takes_any_text(text: str) -> None:
    name = normalise_name(text)
    assert normalise_name(name) == name
    for parse in (parse_date, parse_number, parse_bool, normalise_phone, normalise_email, normalise_domain):
        parse(text)


def test_that_countries_are_known_by_code_and_name() -> None:
    assert [region_of(c) for c in ("es", "Reino Unido", "UK", "台湾", "Atlantis", "")] == [
        "ES", "GB", "GB", "TW", None, None,
    ]  # fmt: skip
