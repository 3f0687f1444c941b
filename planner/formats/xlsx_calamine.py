# SPDX-License-Identifier: Apache-2.0
"""The fast workbook reader; hostile books can make it end its process, so it only runs in the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from planner.safe.errors import RefusedError
from planner.safe.zipgate import DAMAGED


class CalamineBook:
    """One workbook; sheets are read whole when asked for."""

    def __init__(self, path: Path) -> None:
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except CalamineError as error:
            raise RefusedError(DAMAGED, "damaged") from error
        self._read: tuple[str, CalamineSheet] | None = None
        self.sheets: list[tuple[str, bool]] = [
            (m.name, m.visible != SheetVisibleEnum.Visible)
            for m in self._book.sheets_metadata
            if m.typ == SheetTypeEnum.WorkSheet
        ]

    def close(self) -> None:
        """Let the file go."""
        self._read = None
        self._book.close()

    def height(self, name: str) -> int:
        """The number of rows up to the last one with a value."""
        return self._sheet(name).total_height

    def rows(self, name: str) -> Iterator[tuple[int, list[tuple[object, str]]]]:
        """Row numbers from 1 with (value, number format); formats are unknown here, so always empty."""
        for number, row in enumerate(self._sheet(name).iter_rows(), start=1):
            yield number, [(value, "") for value in row]

    def _sheet(self, name: str) -> CalamineSheet:
        if self._read is None or self._read[0] != name:
            try:
                self._read = (name, self._book.get_sheet_by_name(name))
            except CalamineError as error:
                raise RefusedError(DAMAGED, "damaged") from error
        return self._read[1]
