# SPDX-License-Identifier: Apache-2.0
"""Raw rows of any source made into a header, even rows and a list of what was odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Any

from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.safe.errors import RefusedError

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_FIELD = 1_000_000
MAX_TEXT = 50_000_000
_LISTED = 200
_LOOK = 50
_DATA_LIKE = re.compile(
    r"[+(]?[\d\uff10-\uff19][\d\s.,:/()%€$£¥年月日\uff10-\uff19-]*|\S+@\S+\.\S+|(?:https?://|www\.)\S+",
    re.IGNORECASE,
)

Report = Callable[[int, int], None]
Row = tuple[int, list[str]]


@dataclass(slots=True)
class Oddities:
    """What a reader noticed; the first ones one by one, all of them counted."""

    items: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, code: str, key: str, row: int | None = None, **args: object) -> None:
        """Note something under a short code with its sentence (key and arguments) and row, if it has one."""
        self.counts[code] += 1
        if len(self.items) < _LISTED:
            self.items.append(
                {"code": code, "key": key, "row": row, "args": args if row is None else {"row": row, **args}}
            )

    def as_json(self) -> list[dict[str, Any]]:
        """All items, with one more that says how many were not listed."""
        more = sum(self.counts.values()) - len(self.items)
        if more <= 0:
            return self.items
        key = N_("{n} further rows have the same kinds of problems.")
        return [*self.items, {"code": "more", "key": key, "row": None, "args": {"n": more}}]


def too_many_columns(row: int, n: int) -> RefusedError:
    """The refusal of a row that is wider than allowed."""
    return RefusedError(
        N_("Row {row} has {n} columns; at most {limit} fit. Nothing was read. Remove columns first."),
        "too-many-columns",
        row=row,
        n=n,
        limit=MAX_COLUMNS,
    )


def collect(rows: Iterable[Row], total: int, report: Report) -> list[Row]:
    """The rows that are not blank, within the limits on rows and columns; trailing empty cells are cut."""
    kept: list[Row] = []
    for count, (number, cells) in enumerate(rows):
        if count % 1000 == 0:
            report(min(count, total), total)
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(number, len(cells))
        kept.append((number, cells))
        if len(kept) > MAX_ROWS + 1:
            raise RefusedError(
                N_("This file has more than {limit} rows. Nothing was read. Split it, then try again."),
                "too-many-rows",
                limit=MAX_ROWS,
            )
    return kept


def arrange(rows: list[Row], odd: Oddities) -> dict[str, Any]:
    """Header, even rows, their row numbers in the source, and the columns kept, as JSON values.

    ``header_row`` is None when the first rows look like data; all headers are then empty.
    """
    if not rows:
        raise RefusedError(
            N_("There are no rows in this file. Nothing was read. Choose another file or sheet."), "empty"
        )
    at = find_header(rows)
    head = [] if at is None else rows[at][1]
    body = rows if at is None else rows[at + 1 :]
    width = max([len(head), *(len(cells) for _, cells in body)])
    _note_ragged(body, len(head), odd)
    for _, cells in body:
        cells.extend([""] * (width - len(cells)))
    headers = head + [""] * (width - len(head))
    kept = _kept_columns(headers, body)
    if at is None:
        odd.add("no-header", N_("The first row looks like data, so the columns have no names."))
    elif at > 0:
        odd.add("lines-above", N_("The header is in row {row}; what stands above it was left out."), rows[at][0])
    whole = len(kept) == width
    return {
        "headers": [" ".join(headers[c].split()) for c in kept],
        "rows": [cells if whole else [cells[c] for c in kept] for _, cells in body],
        "numbers": [number for number, _ in body],
        "columns": kept,
        "header_row": None if at is None else rows[at][0],
    }


def find_header(rows: list[Row]) -> int | None:
    """The index of the row that names the columns, or None when there seems to be none.

    It is the first row about as wide as the usual one; it must not hold numbers, dates or addresses.
    """
    look = rows[:_LOOK]
    filled = [sum(1 for c in cells if c.strip()) for _, cells in look]
    usual = sorted(filled)[len(filled) // 2]
    for at, count in enumerate(filled):
        if count < max(1, 0.6 * usual):
            continue
        names = [c.strip() for c in look[at][1] if c.strip()]
        return None if any(_DATA_LIKE.fullmatch(n) and not _is_year(n) for n in names) else at
    return None


def _is_year(name: str) -> bool:
    """Years are usual as column names."""
    return len(name) == 4 and name.isdecimal() and name[:2] in {"19", "20"}


def _note_ragged(body: list[Row], width: int, odd: Oddities) -> None:
    if not width:
        return
    for number, cells in body:
        if len(cells) > width and any(c.strip() for c in cells[width:]):
            key = N_("Row {row} has {n} cells but the header has {width}; its values may stand in wrong columns.")
            odd.add("ragged", key, number, n=len(cells), width=width)


def _kept_columns(headers: list[str], body: list[Row]) -> list[int]:
    """Columns with a name or at least one value."""
    unnamed = {c for c, h in enumerate(headers) if not h.strip()}
    for _, cells in body:
        if not unnamed:
            break
        unnamed -= {c for c in unnamed if cells[c].strip()}
    return [c for c in range(len(headers)) if c not in unnamed]
