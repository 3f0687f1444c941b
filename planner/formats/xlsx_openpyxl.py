# SPDX-License-Identifier: Apache-2.0
"""The sparing workbook reader: row by row, with number formats, for books the fast one cannot take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planner.safe.errors import RefusedError
from planner.safe.zipgate import DAMAGED


class OpenpyxlBook:
    """One workbook, opened for streaming, with kept values and without links."""

    def __init__(self, path: Path) -> None:
        from openpyxl import load_workbook

        self._file = path.open("rb")
        try:
            self._book: Any = load_workbook(self._file, read_only=True, data_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception as error:  # a dozen unrelated classes come out of it for damaged books
            self._file.close()
            raise RefusedError(DAMAGED, "damaged") from error
        self.sheets: list[tuple[str, bool]] = [
            (str(ws.title), ws.sheet_state != "visible") for ws in self._book.worksheets
        ]

    def close(self) -> None:
        """Let the file go."""
        self._book.close()
        self._file.close()

    def height(self, name: str) -> int:
        """The number of rows that the sheet claims; only for the progress shown."""
        return min(int(self._book[name].max_row or 1), 1_048_576)

    def rows(self, name: str) -> Iterator[tuple[int, list[tuple[object, str]]]]:
        """Row numbers from 1 with (value, number format)."""
        sheet = self._book[name]
        sheet.reset_dimensions()  # what the file claims about its size is not trusted
        try:
            for number, row in enumerate(sheet.iter_rows(), start=1):
                yield number, [self._cell(cell) for cell in row]
        except (MemoryError, RefusedError):
            raise
        except Exception as error:
            raise RefusedError(DAMAGED, "damaged") from error

    def _cell(self, cell: Any) -> tuple[object, str]:
        value = cell.value
        if value is None or isinstance(value, str):
            return value, ""
        return value, str(cell.number_format or "")
