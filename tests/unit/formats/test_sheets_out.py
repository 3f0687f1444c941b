# SPDX-License-Identifier: Apache-2.0
"""Tables that go out hold text, numbers and dates, never formulas."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.formats.guard import guarded, unguarded
from planner.formats.sheets_out import EXCEL_TEXT, Value, csv_bytes, write_csv, write_xlsx
from planner.formats.table import read_table
from planner.safe.clean import clean_text

DANGEROUS = (
    "=1+1", "+cmd|' /c calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "＋1+1", "－1+1", "＠A",
    '=HYPERLINK("http://x","y")', "-", "+", "=",
)  # fmt: skip
HARMLESS = ("-5", "+34 600 123 123", "-1.234,50", "+12%", "a=b", "Acme - Sons", "", "'quoted", "5-3", "-0.5")


@pytest.mark.parametrize("text", DANGEROUS)
def test_that_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_that_numbers_phones_and_plain_text_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(max_size=30))
def test_that_guarding_can_always_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(guarded(f"'={text}")) == f"'={text}"


def test_that_csv_is_utf_8_with_mark_and_quotes_everything() -> None:
    data = csv_bytes(["name", "=x"], [['蓝岭, "A"', Decimal("1.50")], ["@a", None], [True, date(2026, 1, 2)]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "'=x"], ['蓝岭, "A"', "1.50"], ["'@a", ""], ["true", "2026-01-02"]]
    assert data.count(b"\r\n") == 4


def test_that_our_csv_is_read_back_by_our_reader(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Acme; S.L.", "line 1\nline 2"], ['He said "no"', "=1+1"]]
    write_csv(tmp_path / "out.csv", ["name", "note"], rows)
    table = read_table(tmp_path / "out.csv")
    assert [list(r) for r in table.rows] == rows
    assert table.source.sure


def test_that_workbooks_hold_no_formula_and_no_link_of_the_users_text(tmp_path: Path) -> None:
    texts = [*DANGEROUS, "http://example.com", "mailto:a@b.c", "{=1}", "internal:A1", "C:\\x", "_x000D_", "12345678901"]
    write_xlsx(tmp_path / "a.xlsx", ["name"], [(t,) for t in texts])
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        xml = b"".join(archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels")))
    assert not re.search(rb"<f[ >]", xml)
    assert b"<hyperlink" not in xml.lower().replace(b"<hyperlinkschanged>", b"")
    assert b"relationships/hyperlink" not in xml.lower()
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    found = [row[0].value for row in sheet.iter_rows(min_row=2, max_row=len(texts) + 1)]
    assert found == [clean_text(t) for t in texts]


def test_that_kinds_are_kept_in_workbooks(tmp_path: Path) -> None:
    row: list[Value] = ["007", 5, Decimal("1.5"), date(2026, 11, 21), True, None, 12345678901234567, date(1850, 1, 1)]
    write_xlsx(tmp_path / "a.xlsx", list("abcdefgh"), [row])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    values = [c.value for c in sheet[2]]
    assert values[:3] == ["007", 5, 1.5]
    assert values[3].date() == date(2026, 11, 21)
    assert values[4:] == [True, None, "12345678901234567", "1850-01-01"]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("unit", ["x", "蓝", "😀"])
@pytest.mark.parametrize("extra", [0, 1, 50_000])
def test_that_no_long_text_is_ever_lost(tmp_path: Path, unit: str, extra: int) -> None:
    text = (unit * (EXCEL_TEXT + extra))[: EXCEL_TEXT // len(unit.encode("utf-16-le")) * 2 + extra]
    write_xlsx(tmp_path / "a.xlsx", ["note"], [[text]])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = book.worksheets[0]["A2"].value
    if len(book.worksheets) == 1:
        assert shown == text
        return
    assert "The whole text is on the sheet Long texts, row 1" in shown
    assert len(shown.encode("utf-16-le")) // 2 <= EXCEL_TEXT
    row = [c.value for c in book.worksheets[1][1]]
    assert row[:2] == [2, 1]
    assert "".join(row[2:]) == text


def test_that_a_faulty_row_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def rows() -> object:
        yield ["fine"]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_xlsx(path, ["a"], rows())  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_the_same_table_gives_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, ["a"], [["x"]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {book.properties.created, book.properties.modified} == {datetime(2000, 1, 1)}  # noqa: DTZ001


def test_that_an_empty_table_is_a_workbook_too(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["a", "b"], [], title="[x]: what?/ " + "long " * 20)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [c.value for c in sheet[1]] == ["a", "b"]
    assert len(sheet.title) <= 31
