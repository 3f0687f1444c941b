# SPDX-License-Identifier: Apache-2.0
"""What runs inside the sandbox for a table: decide by content what the file is, then read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planner.formats.csv import DELIMITERS, read_csv
from planner.formats.encoding import is_known
from planner.formats.grid import Report
from planner.kernel.text import N_
from planner.safe.errors import RefusedError
from planner.safe.problems import file_problem

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

OLD_BOOK = N_(
    "This is an old Excel file or one with a password. Nothing was read."
    " Save it as .xlsx without a password, then try again."
)


def read(payload: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The table of the file at ``payload["path"]`` as JSON values."""
    path = Path(payload["path"])
    try:
        with path.open("rb") as file:
            magic = file.read(8)
            file.seek(0)
            data = b"" if magic.startswith((_ZIP, _EMPTY_ZIP, _OLE)) else file.read()
    except OSError as error:
        raise file_problem(error, path, saving=False) from error
    if magic.startswith(_OLE):
        raise RefusedError(OLD_BOOK, "old-workbook")
    if magic.startswith((_ZIP, _EMPTY_ZIP)):
        from planner.formats.xlsx import read_xlsx

        return read_xlsx(path, sheet=payload["sheet"], engine=payload["engine"], report=report)
    if payload["sheet"]:
        raise RefusedError(
            N_("Only a workbook has sheets, and this is a plain list. Nothing was read. Leave the sheet out."),
            "no-sheets",
        )
    return read_csv(
        data,
        encoding=_offered(payload["encoding"], is_known),
        delimiter=_offered(payload["delimiter"], dict(DELIMITERS).__contains__),
        report=report,
    )


def _offered(choice: str | None, known: Any) -> str | None:
    """The user's choice; anything that was never offered counts as none."""
    return choice if choice is not None and known(choice) else None
