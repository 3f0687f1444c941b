# SPDX-License-Identifier: Apache-2.0
"""Tables written for spreadsheet programs: CSV and XLSX whose cells are only ever text, numbers or dates."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from planner.formats.guard import guarded
from planner.kernel.text import N_, tr
from planner.safe.clean import clean_text
from planner.safe.errors import RefusedError
from planner.safe.files import write_atomic

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | date | bool | None
EXCEL_TEXT = 32_767
_EXCEL_ROWS = 1_048_576
_EXCEL_COLUMNS = 16_384
_EXACT_DIGITS = 15
_FIRST_EXCEL_DAY = date(1900, 3, 1)  # earlier days are counted wrongly by Excel itself
# A moment, so that the same table gives the same file; the writer passes over a day alone.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> None:
    """Write UTF-8 with byte order mark and Windows line ends, every text quoted and guarded against formulas.

    The old file at ``path`` stays until the new one is whole. Raises FileProblemError.
    """
    write_atomic(path, csv_bytes(headers, rows, delimiter=delimiter))


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]], *, delimiter: str = ",") -> bytes:
    """The same as bytes."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(clean_text(h)) for h in headers])
    for row in rows:
        writer.writerow([_csv_value(v) for v in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str = "Waterline"
) -> None:
    """Write one sheet with a header that stays and filters; texts never become formulas or links.

    Texts above Excel's 32,767 characters are cut with a note where the whole text is: in parts on a second sheet.
    The old file at ``path`` stays until the new one is whole. Raises FileProblemError, RefusedError.
    """
    write_atomic(path, lambda file: _write_book(file, headers, list(rows), title))


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(clean_text(value))
    return _plain(value)


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _write_book(file: BinaryIO, headers: Sequence[str], rows: list[Sequence[Value]], title: str) -> None:
    import xlsxwriter

    if len(rows) >= _EXCEL_ROWS or len(headers) > _EXCEL_COLUMNS:
        raise RefusedError(
            N_("This table is larger than Excel takes. Nothing was written. Filter it or export CSV."), "sheet-full"
        )
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": "", "author": "", "created": _CREATED})
    writer = _SheetWriter(book, _sheet_name(title))
    writer.header(headers)
    for number, row in enumerate(rows, start=1):
        writer.row(number, row)
    writer.finish(len(rows), len(headers))
    book.close()


class _SheetWriter:
    """Fills the main sheet, and the sheet of long texts when one is needed."""

    def __init__(self, book: Any, name: str) -> None:
        self._book = book
        self._sheet: Worksheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._annex: Worksheet | None = None
        self._annex_row = 0
        self._widths: dict[int, int] = {}

    def header(self, headers: Sequence[str]) -> None:
        """The first row, in bold, which stays while scrolling."""
        for column, name in enumerate(headers):
            self._string(0, column, name, self._bold)
        self._sheet.freeze_panes(1, 0)

    def row(self, number: int, values: Sequence[Value]) -> None:
        """One row of values by their kinds; unknown stays empty."""
        for column, value in enumerate(values):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                self._sheet.write_boolean(number, column, value)
            elif isinstance(value, str):
                self._string(number, column, value, self._text)
            elif isinstance(value, date):
                self._date(number, column, value)
            else:
                self._number(number, column, value)

    def finish(self, rows: int, columns: int) -> None:
        """Filters and widths."""
        if columns:
            self._sheet.autofilter(0, 0, max(rows, 1), columns - 1)
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, min(60, max(8, width + 2)))

    def _number(self, row: int, column: int, value: float | Decimal) -> None:
        """Numbers that Excel would round, and those that are none (infinite), are written as text."""
        digits = len(_plain(value).strip("-0").replace(".", ""))
        exact = digits <= _EXACT_DIGITS or isinstance(value, float)
        if exact and math.isfinite(value):
            self._sheet.write_number(row, column, value)
        else:
            self._string(row, column, _plain(value), self._text)

    def _date(self, row: int, column: int, value: date) -> None:
        if value < _FIRST_EXCEL_DAY:
            self._string(row, column, value.isoformat(), self._text)
            return
        self._widths[column] = max(self._widths.get(column, 0), 10)
        self._sheet.write_datetime(row, column, value, self._day)

    def _string(self, row: int, column: int, value: str, style: Any) -> None:
        text = clean_text(value)
        self._widths[column] = max(self._widths.get(column, 0), _shown_width(text))
        if _excel_length(text) <= EXCEL_TEXT:
            self._sheet.write_string(row, column, text, style)
            return
        note = tr("[The whole text is on the sheet {sheet}, row {row}.]", sheet=_annex_name(), row=self._annex_row + 1)
        self._to_annex(row, column, text)
        self._sheet.write_string(row, column, f"{_cut(text, EXCEL_TEXT - len(note) - 1)}\n{note}", style)

    def _to_annex(self, row: int, column: int, text: str) -> None:
        """The whole text in a row of its own: where it belongs, then its parts."""
        if self._annex is None:
            self._annex = self._book.add_worksheet(_annex_name())
        self._annex.write_number(self._annex_row, 0, row + 1)
        self._annex.write_number(self._annex_row, 1, column + 1)
        at = 2
        while text:
            part = _cut(text, EXCEL_TEXT)
            self._annex.write_string(self._annex_row, at, part, self._text)
            text, at = text[len(part) :], at + 1
        self._annex_row += 1


def _annex_name() -> str:
    return _sheet_name(tr("Long texts"))


def _sheet_name(title: str) -> str:
    """A name that Excel takes: at most 31 characters, none of its special signs."""
    name = "".join(" " if c in "[]:*?/\\" else c for c in clean_text(title)).strip(" '")
    return name[:31].strip(" '") or "Waterline"


def _excel_length(text: str) -> int:
    """Excel counts units of UTF-16."""
    return len(text) + sum(1 for c in text if c > "\uffff")


def _cut(text: str, units: int) -> str:
    """The longest beginning of at most ``units`` units of UTF-16."""
    if _excel_length(text) <= units:
        return text
    taken = 0
    for at, sign in enumerate(text):
        taken += 2 if sign > "\uffff" else 1
        if taken > units:
            return text[:at]
    return text


def _shown_width(text: str) -> int:
    """About how many columns the longest of the first lines takes; Chinese signs take two."""
    line = max(text[:500].split("\n"), key=len)[:60]
    return sum(2 if c > "\u2e7f" else 1 for c in line)
