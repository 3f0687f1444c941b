# SPDX-License-Identifier: Apache-2.0
"""Reading workbooks inside the sandbox: kept values only, no formulas, links or macros."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.formats.grid import (
    MAX_COLUMNS,
    MAX_FIELD,
    MAX_TEXT,
    Oddities,
    Report,
    Row,
    arrange,
    collect,
    too_many_columns,
)
from planner.kernel.text import N_
from planner.safe.clean import clean_text
from planner.safe.errors import RefusedError
from planner.safe.zipgate import DAMAGED, TOO_LARGE, check_zip, scan_members

_MACRO_PARTS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/)", re.IGNORECASE)
_MACRO_TYPE = b"macroEnabled"
_FORMATS = re.compile(r'formatCode="([^"]*)"')
_PADDED = re.compile(r"0(?:[0\s()+/.-]|\\.|&quot;|\")*0(?:[0\s()+/-]|\\.)*")
_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"})
_SHEETS_TRIED = 20

MACROS = N_("This workbook holds macros, so it was not opened. Save it as .xlsx without macros, then try again.")
NO_BOOK = N_("This is not an Excel workbook (.xlsx). Nothing was read. Save it as .xlsx or CSV, then try again.")
NO_SHEET = N_("There is no sheet named {sheet} in this workbook. Nothing was read. Choose another sheet.")


def read_xlsx(path: Path, *, sheet: str | None, engine: str, report: Report) -> dict[str, Any]:
    """The table of one sheet as JSON values.

    ``engine`` is calamine (fast) or openpyxl (slower, sparing, knows number formats). Without ``sheet``
    the first visible one with at least two rows is taken.
    """
    check_book(path)
    if engine == "openpyxl" or _has_padded_numbers(path):
        from planner.formats.xlsx_openpyxl import OpenpyxlBook as Book
    else:
        from planner.formats.xlsx_calamine import CalamineBook as Book  # type: ignore[assignment]
    book = Book(path)
    try:
        name, rows, dates, odd = _chosen(book, sheet, report)
    finally:
        book.close()
    table = arrange(rows, odd)
    report(1, 1)
    kept = table.pop("columns")
    return table | {
        "kind": "xlsx",
        "encoding": "",
        "delimiter": "",
        "doubts": [],
        "candidates": [],
        "problems": odd.as_json(),
        "sheet": name,
        "sheets": [[n, hidden] for n, hidden in book.sheets],
        "date_columns": [at for at, column in enumerate(kept) if column in dates],
    }


def check_book(path: Path) -> None:
    """Refuse anything that is not a plain workbook before a parser sees it."""
    infos = check_zip(path)
    names = {info.filename for info in infos}
    if any(_MACRO_PARTS.search(name) for name in names):
        raise RefusedError(MACROS, "macros")
    if "[Content_Types].xml" not in names or not any(n.lower().endswith("workbook.xml") for n in names):
        raise RefusedError(NO_BOOK, "no-workbook")
    with zipfile.ZipFile(path) as archive:
        scan_members(archive)
        if _MACRO_TYPE in archive.read("[Content_Types].xml"):
            raise RefusedError(MACROS, "macros")


def value_text(value: object, odd: Oddities, row: int, number_format: str = "") -> str:
    """A cell's value as text: numbers as they were typed, dates as ISO, faults of formulas as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value, number_format)
    if isinstance(value, date | time | timedelta):
        return moment_text(value)
    return _text(str(value), odd, row)


def moment_text(value: date | time | timedelta) -> str:
    """A date as ISO text, with its time only where there is one; a duration as hours:minutes."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if not isinstance(value, datetime):
        return value.isoformat()
    plain = value.replace(tzinfo=None, microsecond=0)
    return plain.date().isoformat() if plain.time() == time() else plain.isoformat(" ")


def number_text(value: float, number_format: str = "") -> str:
    """A number without exponent, trailing ``.0`` or loss, with the leading zeros that its format shows."""
    if not math.isfinite(value):
        return ""
    if isinstance(value, float) and not value.is_integer():
        return format(Decimal(repr(value)), "f")
    whole = int(value) if abs(value) < 10**15 else int(Decimal(repr(value)))
    if whole >= 0 and is_padded(number_format):
        return _padded(str(whole), number_format)
    return str(whole)


def is_padded(number_format: str) -> bool:
    """Whether a number format shows leading zeros, like 00000 or 000-0000."""
    first = number_format.partition(";")[0]
    return bool(_PADDED.fullmatch(first)) and "." not in first


def _padded(digits: str, number_format: str) -> str:
    """Digits filled into the zeros of a format from the right, its other signs kept."""
    rest = list(digits)
    shape = number_format.partition(";")[0].replace("\\", "").replace("&quot;", "").replace('"', "")
    shown = [(rest.pop() if rest else "0") if sign == "0" else sign for sign in reversed(shape)]
    return "".join(rest) + "".join(reversed(shown))


def _text(value: str, odd: Oddities, row: int) -> str:
    if len(value) > MAX_FIELD:
        raise RefusedError(
            N_("Row {row} holds a cell of more than {limit} characters. Nothing was read. Shorten it first."),
            "field-too-long",
            row=row,
            limit=MAX_FIELD,
        )
    if value in _ERRORS:
        odd.add(
            "cell-fault",
            N_("Row {row} holds the formula fault {fault}; it is read as empty."),
            row,
            fault=value,
        )
        return ""
    return clean_text(value).strip()


def _chosen(book: Any, sheet: str | None, report: Report) -> tuple[str, list[Row], set[int], Oddities]:
    if sheet is not None and sheet not in dict(book.sheets):
        raise RefusedError(NO_SHEET, "no-sheet", sheet=clean_text(sheet)[:100])
    names = [sheet] if sheet is not None else [n for n, hidden in book.sheets if not hidden][:_SHEETS_TRIED]
    first: tuple[str, list[Row], set[int], Oddities] | None = None
    for name in names:
        odd, dates = Oddities(), set[int]()
        rows = collect(_rows(book, name, odd, dates), book.height(name), report)
        if len(rows) >= 2 or sheet is not None:
            return name, rows, dates, odd
        first = first or (name, rows, dates, odd)
    return first or ("", [], set(), Oddities())


def _rows(book: Any, name: str, odd: Oddities, dates: set[int]) -> Iterator[Row]:
    """Rows as text; width and total length are checked before the cells are worked on (one text may fill many)."""
    spent = 0
    for number, values in book.rows(name):
        while values and values[-1][0] in (None, ""):
            values.pop()
        if len(values) > MAX_COLUMNS:
            raise too_many_columns(number, len(values))
        cells: list[str] = []
        for column, (value, number_format) in enumerate(values):
            spent += len(value) if isinstance(value, str) else 1
            if spent > MAX_TEXT:
                raise RefusedError(TOO_LARGE, "too-much-text")
            cells.append("" if value is None or value == "" else value_text(value, odd, number, number_format))
            if isinstance(value, date):
                dates.add(column)
        yield number, cells


def _has_padded_numbers(path: Path) -> bool:
    """Whether a number format of the book shows leading zeros, which the fast engine cannot tell."""
    with zipfile.ZipFile(path) as archive:
        try:
            styles = archive.read("xl/styles.xml").decode("utf-8", errors="replace")
        except KeyError:
            return False
        except (zipfile.BadZipFile, OSError) as error:
            raise RefusedError(DAMAGED, "zip-damaged") from error
    return any(is_padded(code) for code in _FORMATS.findall(styles))
