# SPDX-License-Identifier: Apache-2.0
"""What people type, as numbers, money, days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from ui import text
from ui.forms.parse import (
    InputFault,
    read_date,
    read_int,
    read_moment,
    read_money,
    read_percent,
    show_int,
    show_money,
)

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _iso() -> None:
    text.use_date_format("iso")


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-21",
        "21/11/2026",
        "21.11.2026",
        "2026年11月21日",
        "２０２６－１１－２１",
        "20261121",
        "today",
        " Today ",
        "21.11.",
        "11月21日",
        "21/11/26",
        "+0",
    ],
)
def test_that_a_day_is_read_in_its_many_writings(written: str) -> None:
    assert read_date(written, TODAY) == TODAY


@pytest.mark.parametrize("written", ["", "  ", "–"])
def test_that_an_empty_day_is_unknown(written: str) -> None:
    assert read_date(written, TODAY) is None


@pytest.mark.parametrize("written", ["soon", "31/02/2026", "2026-13-01", "1", "99.99.2026", "21/11/20261"])
def test_that_a_day_that_is_none_gets_a_sentence(written: str) -> None:
    with pytest.raises(InputFault) as fault:
        read_date(written, TODAY)
    assert str(fault.value).endswith(".")


def test_that_the_chosen_format_decides_where_both_orders_fit() -> None:
    assert read_date("03/04/2026", TODAY) == date(2026, 4, 3)
    text.use_date_format("mdy")
    assert read_date("03/04/2026", TODAY) == date(2026, 3, 4)
    assert read_date("21/11/2026", TODAY) == TODAY
    assert read_date("03.04.2026", TODAY) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [
        ("en_US", "12,400", 12400),
        ("en_US", "-5", -5),
        ("en_US", "−5", -5),
        ("en_US", "１２", 12),
        ("en_US", "12 400", 12400),
        ("es_ES", "12.400", 12400),
        ("es_ES", "1.234.567", 1234567),
        ("en_US", "", None),
    ],
)
def test_that_whole_numbers_are_read_in_the_language_of_the_reader(
    language: str, written: str, number: int | None
) -> None:
    QLocale.setDefault(QLocale(language))
    assert read_int(written) == number


@pytest.mark.parametrize("written", ["twelve", "1.5", "1,2,3", "--5", "1.2.3"])
def test_that_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(InputFault):
        read_int(written)


@pytest.mark.parametrize(
    ("language", "written", "minor"),
    [
        ("en_US", "1,234.50", 123450),
        ("es_ES", "1.234,50 €", 123450),
        ("es_ES", "1.234", 123400),
        ("en_US", "1.234", 123),
        ("en_US", "EUR 90", 9000),
        ("en_US", "99999999999.99", 9999999999999),
        ("en_US", "", None),
    ],
)
def test_that_money_is_read_as_minor_units(language: str, written: str, minor: int | None) -> None:
    QLocale.setDefault(QLocale(language))
    assert read_money(written, "EUR") == minor


@pytest.mark.parametrize("language", ["en_US", "es_ES", "zh_CN", "de_CH"])
@pytest.mark.parametrize("minor", [0, 5, -5, 123456, -123456789012])
def test_that_shown_money_reads_back_as_it_was(language: str, minor: int) -> None:
    QLocale.setDefault(QLocale(language))
    assert read_money(show_money(minor, "EUR"), "EUR") == minor
    assert read_money(show_money(minor, "JPY"), "JPY") == minor
    assert read_int(show_int(minor)) == minor


def test_that_a_percentage_may_carry_its_sign() -> None:
    assert read_percent("12 %") == 12
    assert read_percent("") is None


def test_that_a_moment_is_a_day_with_a_time_in_this_zone() -> None:
    expected = datetime(2026, 11, 21, 14, 30).astimezone().astimezone(UTC)
    assert read_moment("21/11/2026 14:30", TODAY) == expected
    assert read_moment("14:30", TODAY) == expected
    with pytest.raises(InputFault):
        read_moment("2026-11-21 25:00", TODAY)
