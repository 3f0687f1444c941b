# SPDX-License-Identifier: Apache-2.0
"""Both workbook readers tell the same, and every refusal of a workbook has its reason."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.formats import child
from planner.formats.grid import MAX_TEXT, Oddities
from planner.formats.xlsx import check_book, moment_text, read_xlsx, value_text
from planner.safe.errors import FileProblemError, RefusedError
from tests.unit.formats.books import HEADER, a_book, a_raw_book, cell


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def _read(path: Path, engine: str = "calamine", sheet: str | None = None) -> Mapping[str, Any]:
    return read_xlsx(path, sheet=sheet, engine=engine, report=_silent)


def _code(path: Path, engine: str = "calamine") -> str:
    with pytest.raises(RefusedError) as caught:
        _read(path, engine)
    return caught.value.code


def test_that_both_readers_give_the_same_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["", "name", "since", "at", "n", "x", "yes", "note"],
        ["", "Acme", date(2026, 11, 21), datetime(2026, 1, 2, 3, 4, tzinfo=UTC).replace(tzinfo=None), 7, 0.1, True],
        [],
        ["", "Beta", date(1999, 12, 31), "", -2, 1e-7, False, "line\nline"],
    ]
    path = a_book(tmp_path / "a.xlsx", {"One": [["alone"]], "Two": rows, "Hidden": [["x"]]}, hidden=["Hidden"])
    fast, slow = _read(path), _read(path, "openpyxl")
    assert fast == slow
    assert fast["sheet"] == "Two"
    assert fast["rows"][0] == ["Acme", "2026-11-21", "2026-01-02 03:04:00", "7", "0.1", "true", ""]
    assert fast["date_columns"] == [1, 2]


@pytest.mark.parametrize("engine", ["calamine", "openpyxl"])
def test_that_both_readers_refuse_what_is_too_wide_long_or_damaged(tmp_path: Path, engine: str) -> None:
    wide = a_raw_book(tmp_path / "w.xlsx", HEADER + '<row r="2">' + cell("GS2", "x") + "</row>")
    long = a_raw_book(tmp_path / "l.xlsx", HEADER + '<row r="2">' + cell("A2", "y" * 1_000_001) + "</row>")
    cut = a_raw_book(tmp_path / "c.xlsx", HEADER + '<row r="2"><c')
    empty = a_raw_book(tmp_path / "e.xlsx", "")
    codes = [_code(path, engine) for path in (wide, empty)]
    assert codes == ["too-many-columns", "empty"]
    assert _code(cut, engine) == "damaged"
    assert _code(long, engine) in {"field-too-long", "zip-ratio"}


def test_that_macros_are_found_by_part_and_by_type(tmp_path: Path) -> None:
    by_part = a_raw_book(tmp_path / "p.xlsx", HEADER, more={"xl/vbaProject.bin": b"x"})
    assert _code(by_part) == "macros"
    source = a_raw_book(tmp_path / "s.xlsx", HEADER)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, data.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"))
    assert _code(tmp_path / "t.xlsx") == "macros"


def test_that_an_honest_book_passes_the_check(tmp_path: Path) -> None:
    check_book(a_book(tmp_path / "a.xlsx", {"S": [["a"], ["b"]]}))


def test_that_values_of_all_kinds_become_text() -> None:
    odd = Oddities()
    assert value_text(None, odd, 1) == ""
    assert value_text(" a\x00b ", odd, 1) == "ab"
    assert value_text("#REF!", odd, 4) == ""
    assert odd.as_json()[0]["args"] == {"row": 4, "fault": "#REF!"}
    assert moment_text(time(9, 30)) == "09:30:00"
    assert moment_text(timedelta(hours=36, minutes=5)) == "36:05"


def test_that_only_the_first_oddities_are_listed_and_the_rest_counted() -> None:
    odd = Oddities()
    for n in range(250):
        odd.add("quote", "Row {row}.", n)
    items = odd.as_json()
    assert len(items) == 201
    assert items[-1]["args"] == {"n": 50}


def test_that_one_text_in_many_cells_counts_each_time(tmp_path: Path) -> None:
    rows = [["name"], *([["t" * 32_000]] * (MAX_TEXT // 32_000 + 2))]
    assert _code(a_book(tmp_path / "a.xlsx", {"S": rows})) == "too-much-text"


@pytest.mark.parametrize(
    ("data", "code"),
    [(bytes.fromhex("d0cf11e0a1b11ae1"), "old-workbook"), (b"PK\x05\x06" + b"\0" * 18, "no-workbook")],
)
def test_that_the_content_decides_what_a_file_is(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(RefusedError) as caught:
        child.read(_payload(tmp_path / "list.csv"), _silent)
    assert caught.value.code == code


def test_that_choices_that_were_never_offered_count_as_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    odd_choice = _payload(tmp_path / "a.csv") | {"encoding": "rot13", "delimiter": "zz"}
    table = child.read(odd_choice, _silent)
    assert (table["encoding"], table["delimiter"]) == ("utf-8", ",")
    book = a_book(tmp_path / "b.csv", {"S": [["a"], ["b"]]})
    assert child.read(_payload(book), _silent)["kind"] == "xlsx"
    with pytest.raises(FileProblemError):
        child.read(_payload(tmp_path / "gone"), _silent)


def _payload(path: Path) -> dict[str, str | None]:
    return {"path": str(path), "encoding": None, "delimiter": None, "sheet": None, "engine": "calamine"}
