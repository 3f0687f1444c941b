# SPDX-License-Identifier: Apache-2.0
"""One door for foreign tables: a file goes in, a plain table with all doubts about it comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from planner.formats.encoding import Candidate
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message, tr
from planner.safe.clean import marked_bidi
from planner.safe.errors import RefusedError, SandboxError
from planner.safe.log import get_logger
from planner.safe.problems import file_problem
from planner.safe.sandbox import Bounds, run_limited

MAX_BYTES = 50 * 1024 * 1024
_READER = "planner.formats.child:read"
_BOUNDS = Bounds(timeout_s=60.0, memory_mb=512, result_mb=96)
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_log = get_logger("formats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something odd in the source: a stable code, its sentence, and the source's own number of the row."""

    code: str
    message: Message
    row: int | None = None

    def text(self) -> str:
        """The sentence in the current language."""
        return self.message.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetInfo:
    """One sheet of a workbook that can be chosen."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """How a source was read, and what its reader was not sure of.

    ``kind`` is csv or xlsx. ``doubts`` holds "encoding" and "delimiter" where the user should be asked.
    ``date_columns`` are the columns in which a workbook kept real dates (they come as ISO text).
    ``header_row`` is the source's row number of the header, None when there was none.
    """

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[SheetInfo, ...] = ()
    sure: bool = True
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    problems: tuple[Problem, ...] = ()
    date_columns: tuple[int, ...] = ()
    header_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """Headers and even rows of text; ``numbers`` gives each row's number in the source, for messages."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: SourceInfo
    numbers: tuple[int, ...] = field(default=())


def read_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceTable:
    """Read a CSV or XLSX file in a limited child process.

    Encoding, delimiter and sheet are found unless given. Columns without a name get one ("Column 3").
    Raises RefusedError (FileProblemError, SandboxError) with a sentence for the user, Cancelled on request.
    This process never opens the file itself: closing it here would drop locks if it were an open portfolio.
    """
    _check_file(path)
    payload = {
        "path": str(path.absolute()),
        "encoding": encoding,
        "delimiter": delimiter,
        "sheet": sheet,
        "engine": "calamine",
    }
    try:
        found = run_limited(_READER, payload, bounds=_BOUNDS, on_progress=on_progress, cancelled=cancelled)
    except SandboxError as error:
        if error.kind == "too-big" or path.suffix.lower() in _TEXT_SUFFIXES:
            raise
        _log.info("second-reader", kind=error.kind)
        payload["engine"] = "openpyxl"
        found = run_limited(_READER, payload, bounds=_BOUNDS, on_progress=on_progress, cancelled=cancelled)
    return _table(found)


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
    except OSError as error:
        raise file_problem(error, path, saving=False) from error
    name = marked_bidi(path.name)
    if not path.is_file():
        raise RefusedError(N_("{name} is not a file. Choose a CSV or XLSX file."), "not-a-file", name=name)
    if status.st_size == 0:
        raise RefusedError(N_("{name} is empty. Nothing was read."), "empty", name=name)
    if status.st_size > MAX_BYTES:
        raise RefusedError(
            N_("{name} is larger than {limit} MB. Nothing was read. Split it, then try again."),
            "file-too-large",
            name=name,
            limit=MAX_BYTES // (1024 * 1024),
        )


def _table(found: Mapping[str, Any]) -> SourceTable:
    headers = tuple(h or tr("Column {n}", n=at) for at, h in enumerate(found["headers"], start=1))
    return SourceTable(
        headers=headers,
        rows=tuple(map(tuple, found["rows"])),
        source=_info(found),
        numbers=tuple(found["numbers"]),
    )


def _info(found: Mapping[str, Any]) -> SourceInfo:
    return SourceInfo(
        kind=found["kind"],
        encoding=found["encoding"],
        delimiter=found["delimiter"],
        sheet=found["sheet"],
        sheets=tuple(SheetInfo(name=name, hidden=hidden) for name, hidden in found["sheets"]),
        sure=not found["doubts"],
        doubts=tuple(found["doubts"]),
        candidates=tuple(Candidate(encoding=e, score=s, preview=p) for e, s, p in found["candidates"]),
        problems=tuple(
            Problem(code=p["code"], message=Message(p["key"], p["args"]), row=p["row"]) for p in found["problems"]
        ),
        date_columns=tuple(found["date_columns"]),
        header_row=found["header_row"],
    )
