# SPDX-License-Identifier: Apache-2.0
"""Delimited text as people make it."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.csv import detect_delimiter, read_csv
from planner.formats.guard import guarded
from planner.safe.errors import RefusedError
from tests.unit.formats.lists import LANGUAGES, account_list


def _read(text: str | bytes, **choices: str) -> dict[str, Any]:
    data = text.encode() if isinstance(text, str) else text
    return read_csv(data, report=_silent, **choices)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _codes(table: dict[str, Any]) -> list[str]:
    return [p["code"] for p in table["problems"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_the_delimiter_of_account_lists_is_found(lang: str, sign: str) -> None:
    for seed in range(20):
        found = detect_delimiter(account_list(lang, seed, sign).replace("\r", ""))
        assert (found.sign, found.sure) == (sign, True)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("name;sales;margin\nAcme;12,50;3,5\nBeta;1,5;0,2\n", ";"),
        ("name\tsales\nAcme\t1,5\nBeta\t2,5\n", "\t"),
        ('name,"a;b;c",city\n"Acme; Inc","x;y;z",1\nBeta,q,2\n', ","),
        ('name;note\n"Acme, S.L.";"one, two, three"\n"Beta, S.A.";"four, five"\n', ";"),
        ("name,tags\nAcme,a|b|c\nBeta,d|e\n", ","),
        ("name;2025;2026\nAcme;1.234,50;2,00\nBeta;1,00;3,00\n", ";"),
        ('"name";"street"\n"A";"Line 1\nLine 2, left"\n"B";"x"\n', ";"),
        ("1,2,3\n4,5,6\n", ","),
    ],
)
def test_that_quotes_decimals_and_lists_do_not_mislead(text: str, sign: str) -> None:
    assert detect_delimiter(text).sign == sign


def test_that_one_column_with_commas_in_names_stays_one_column() -> None:
    table = _read("name\nAcme, Inc.\nBeta\nGamma, Co\n")
    assert table["headers"] == ["name"]
    assert table["rows"] == [["Acme, Inc."], ["Beta"], ["Gamma, Co"]]


def test_that_excels_own_separator_line_is_followed_and_left_out() -> None:
    table = _read("\ufeffsep=;\nname;city\nA,b;c\n".encode("utf-16-le"))
    assert (table["headers"], table["rows"]) == (["name", "city"], [["A,b", "c"]])
    assert table["numbers"] == [3]


def test_that_rows_keep_the_numbers_of_their_lines() -> None:
    table = _read('name,city\n\nAcme,"a\nb"\n,\nBeta,c\n')
    assert table["rows"] == [["Acme", "a\nb"], ["Beta", "c"]]
    assert table["numbers"] == [3, 6]
    assert table["header_row"] == 1


def test_that_lines_above_the_header_are_left_out_and_said() -> None:
    table = _read("List of accounts,,\nas of 2026-11-02,,\nname,city,note\nAcme,Bonn,x\nBeta,Ulm,y\n")
    assert table["headers"] == ["name", "city", "note"]
    assert table["header_row"] == 3
    assert _codes(table) == ["lines-above"]


def test_that_a_list_without_header_loses_no_row() -> None:
    table = _read("Acme,+34 600 123 123,a@b.es\nBeta,+34 600 123 124,b@b.es\n")
    assert table["header_row"] is None
    assert len(table["rows"]) == 2
    assert _codes(table) == ["no-header"]


def test_that_years_may_name_columns() -> None:
    assert _read("name,2025,2026\nAcme,1,2\n")["headers"] == ["name", "2025", "2026"]


def test_that_uneven_rows_are_kept_and_reported() -> None:
    table = _read("name,city,note\nAcme,Bonn,x,extra\nBeta\nGamma,Ulm,y\nDelta,Kiel,,,\n")
    assert table["headers"] == ["name", "city", "note", ""]
    assert table["rows"][0] == ["Acme", "Bonn", "x", "extra"]
    assert table["rows"][1] == ["Beta", "", "", ""]
    assert [(p["code"], p["row"]) for p in table["problems"]] == [("ragged", 2)]


@pytest.mark.parametrize(
    "text",
    [
        'name,city\nAcme,"Broken\nBeta,Bonn\nGamma,Ulm\n',
        'name,city\nAcme,"Broken\nBeta,Bonn\nGamma,"quoted"\n',
        'name,city\nBeta,Bonn\nGamma,Ulm\nAcme,"Broken',
        'name,city\nAcme,"Broken\n' + "Beta,Bonn\n" * 150_000,
    ],
)
def test_that_an_unclosed_quote_costs_one_row_at_most(text: str) -> None:
    table = _read(text)
    assert "quote" in _codes(table)
    assert ["Acme", "Broken"] in table["rows"]
    assert ["Beta", "Bonn"] in table["rows"]
    assert len(table["rows"]) == len(text.strip().split("\n")) - 1


def test_that_quotes_inside_plain_cells_are_no_problem() -> None:
    table = _read('name,size\nPipe,5" wide\nRod,7"\n')
    assert table["rows"] == [["Pipe", '5" wide'], ["Rod", '7"']]
    assert _codes(table) == []


def test_that_removed_controls_are_counted() -> None:
    table = _read(b"name,city\nA\x00c\x07me,Bonn\n")
    assert table["rows"] == [["Acme", "Bonn"]]
    assert table["problems"][0]["args"] == {"n": 2}


def test_that_the_users_choice_of_encoding_and_delimiter_is_followed() -> None:
    data = "名,x;y\n茶,1;2\n".encode("gbk")
    table = _read(data, encoding="gb18030", delimiter=";")
    assert table["headers"] == ["名,x", "y"]
    assert table["doubts"] == []
    assert _read("name,city\n茶,Bonn\n".encode("gbk"))["doubts"] == ["encoding"]


def test_that_a_wrong_choice_says_how_much_is_unreadable() -> None:
    assert "unreadable" in _codes(_read("name,city\nMuñoz,Cádiz\n".encode("cp1252"), encoding="utf-8"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (("a,b\n" + "x" * 1_000_001 + ",1\n").encode(), "field-too-long"),
        (("a,b\n" + "1,2\n" * 200_001).encode(), "too-many-rows"),
        (("x," * 200 + "x\n").encode(), "too-many-columns"),
        (bytes(range(256)) * 50, "not-a-table"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "not-a-table"),
        (b"%PDF-1.7\nxref\n", "not-a-table"),
        (b"\n\n  \n", "empty"),
    ],
)
def test_that_what_is_no_table_or_too_large_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        _read(data)
    assert caught.value.code == code


def test_that_the_limits_themselves_fit() -> None:
    assert len(_read("a,b\n" + "1,2\n" * 200_000)["rows"]) == 200_000
    assert len(_read("n," * 199 + "n\nv\n")["headers"]) == 200
    assert len(_read("a,b\n" + "x" * 999_999 + ",1\n")["rows"][0][0]) == 999_999


_CELL = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8))
def test_that_well_formed_rows_come_back_exactly(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(
        [("name", "city", "note"), *([guarded(c) for c in row] for row in rows)]
    )
    table = _read("\ufeff" + out.getvalue(), delimiter=",")
    assert table["headers"] == ["name", "city", "note"]
    assert table["rows"] == [[unicodedata.normalize("NFC", c).strip() for c in row] for row in rows]
    assert table["problems"] == []


@given(st.text(st.sampled_from('ab",;\n\t|\r1é'), max_size=200))
def test_that_any_text_is_read_or_refused_as_ours(text: str) -> None:
    try:
        table = _read(text)
    except RefusedError:
        return
    widths = {len(row) for row in table["rows"]}
    assert widths <= {len(table["headers"])}
    assert len(table["numbers"]) == len(table["rows"])
