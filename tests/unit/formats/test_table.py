# SPDX-License-Identifier: Apache-2.0
"""Files in, plain tables out, through the limited child process."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter

from planner.formats.table import SheetInfo, read_table
from planner.formats.xlsx import is_padded, number_text
from planner.kernel.errors import Cancelled
from planner.safe.errors import FileProblemError, RefusedError
from tests.unit.formats.books import HEADER, a_book, a_raw_book, cell
from tests.unit.formats.lists import account_list


def test_that_a_csv_file_becomes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "Lista de clientes ñ.csv"
    path.write_bytes(account_list("es", 3, ";").encode("cp1252"))
    table = read_table(path)
    assert table.headers == ("Cliente", "Ciudad", "Teléfono", "Sector", "Última revisión")
    assert (table.source.kind, table.source.encoding, table.source.delimiter) == ("csv", "cp1252", ";")
    assert table.source.sure
    assert len(table.rows) == len(table.numbers) == 5


def test_that_a_doubtful_encoding_comes_with_candidates_to_choose_from(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name,city\n茶,Bonn\n".encode("gbk"))
    table = read_table(path)
    assert not table.source.sure
    assert table.source.doubts == ("encoding",)
    assert "gb18030" in [c.encoding for c in table.source.candidates]
    assert read_table(path, encoding="gb18030").rows == (("茶", "Bonn"),)


def test_that_a_workbook_keeps_texts_dates_and_long_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["name", "id", "since", "seen", "size", "share", "ok"],
        [
            "蓝岭",
            "007",
            date(2026, 11, 21),
            datetime(2026, 11, 21, 9, 30, tzinfo=UTC).replace(tzinfo=None),
            123456789012345,
            0.1,
            True,
        ],
    ]
    table = read_table(a_book(tmp_path / "a.xlsx", {"S": rows}))
    expected = ("蓝岭", "007", "2026-11-21", "2026-11-21 09:30:00", "123456789012345", "0.1", "true")
    assert table.rows == (expected,)
    assert table.source.date_columns == (2, 3)
    assert table.source.kind == "xlsx"


def test_that_leading_zeros_of_a_number_format_are_kept(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "zip"])
    sheet.write_row(1, 0, ["Acme"])
    sheet.write_number(1, 1, 1067, book.add_format({"num_format": "00000"}))
    book.close()
    assert read_table(tmp_path / "a.xlsx").rows == (("Acme", "01067"),)


def test_that_sheets_are_listed_and_can_be_chosen(tmp_path: Path) -> None:
    sheets = {"Old": [["x"]], "Notes": [["n"], ["old"]], "Konten 客户": [["name"], ["Acme"]]}
    path = a_book(tmp_path / "a.xlsx", sheets, hidden=["Notes"])
    table = read_table(path)
    assert table.source.sheet == "Konten 客户"
    assert table.source.sheets == (
        SheetInfo(name="Old", hidden=False),
        SheetInfo(name="Notes", hidden=True),
        SheetInfo(name="Konten 客户", hidden=False),
    )
    assert read_table(path, sheet="Notes").rows == (("old",),)
    with pytest.raises(RefusedError) as caught:
        read_table(path, sheet="Gone")
    assert caught.value.code == "no-sheet"


def test_that_a_table_may_start_anywhere_on_its_sheet(tmp_path: Path) -> None:
    rows = [["Report"], [], ["", "", "name", "city", "zip"], ["", "", "Acme", "Bonn", "1"], ["", "", "B", "Ulm"]]
    table = read_table(a_book(tmp_path / "a.xlsx", {"S": rows}))
    assert table.headers == ("name", "city", "zip")
    assert table.rows == (("Acme", "Bonn", "1"), ("B", "Ulm", ""))
    assert table.numbers == (4, 5)


def test_that_formulas_give_their_kept_values_and_faults_give_nothing(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["name", "sum", "bad"])
    sheet.write_string(1, 0, "Acme")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    assert read_table(tmp_path / "a.xlsx").rows == (("Acme", "2", ""),)


def test_that_columns_without_a_name_get_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,,city\nAcme,x,Bonn\n")
    assert read_table(path).headers == ("name", "Column 2", "city")


def test_that_what_the_fast_reader_cannot_take_is_read_by_the_other(tmp_path: Path) -> None:
    # Two cells at opposite corners: the fast reader asks for all the cells between and dies of it.
    rows = HEADER + '<row r="1048576">' + cell("GR1048576", "far") + "</row>"
    table = read_table(a_raw_book(tmp_path / "a.xlsx", rows))
    assert table.headers[:2] == ("name", "city")
    assert table.numbers == (1048576,)
    assert table.rows[0][-1] == "far"


def _note(heard: list[tuple[int, int]], done: int, total: int) -> None:
    heard.append((done, total))


@pytest.mark.slow
def test_that_ten_thousand_rows_are_read_with_progress(tmp_path: Path) -> None:
    header = ["name", "city", "phone", "email", "website", "employees", "since", "notes"]
    rows: list[list[str | int | date]] = [
        [f"Firma {n}", "Málaga", f"+34 600 {n:06}", f"x{n}@ex.es", "ex.es", n, date(2026, 1, 2), "a, b"]
        for n in range(10_000)
    ]
    book = a_book(tmp_path / "a.xlsx", {"S": [header, *rows]})
    lines = [";".join(header), *(";".join(map(str, row)) for row in rows)]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    for path in (book, tmp_path / "a.csv"):
        heard: list[tuple[int, int]] = []
        table = read_table(path, on_progress=partial(_note, heard))
        assert len(table.rows) == 10_000
        assert heard[-1][0] == heard[-1][1]


def test_that_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * 100_000)
    with pytest.raises(Cancelled):
        read_table(path, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", "empty"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old-workbook"),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 500, "zip-damaged"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not-a-table"),
    ],
)
def test_that_other_files_are_refused_by_name_and_reason(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RefusedError) as caught:
        read_table(tmp_path / name)
    assert caught.value.code == code


def test_that_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(RefusedError):
        read_table(tmp_path)


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (123.0, "", "123"),
        (1e20, "General", "100000000000000000000"),
        (1e-7, "", "0.0000001"),
        (0.1, "", "0.1"),
        (-5.0, "00000", "-5"),
        (7, "00000", "00007"),
        (123456, "000", "123456"),
        (5551234, "000\\-0000", "555-1234"),
        (float("nan"), "", ""),
        (12.5, "00.00", "12.5"),
    ],
)
def test_that_numbers_become_the_text_that_was_meant(value: float, style: str, text: str) -> None:
    assert number_text(value, style) == text


@pytest.mark.parametrize("style", ["General", "0", "0.00", "#,##0", "hh:mm:ss", "yyyy", "0%", "0.0E+00", ""])
def test_that_usual_number_formats_have_no_leading_zeros(style: str) -> None:
    assert not is_padded(style)
