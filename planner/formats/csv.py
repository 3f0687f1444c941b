# SPDX-License-Identifier: Apache-2.0
"""Reading delimited text as people make it: unknown delimiter, stray quotes, uneven rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from planner.formats.encoding import Detected, decode, detect
from planner.formats.grid import MAX_FIELD, Oddities, Report, Row, arrange, collect
from planner.formats.guard import unguarded
from planner.kernel.data import dataclass
from planner.kernel.text import N_
from planner.safe.clean import clean_text, count_controls
from planner.safe.errors import RefusedError

DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", N_("Comma")),
    (";", N_("Semicolon")),
    ("\t", N_("Tab")),
    ("|", N_("Vertical bar")),
)
_SAMPLE_CHARS = 64 * 1024
_SAMPLE_ROWS = 100
_MAX_RESCUES = 100
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\n", re.IGNORECASE)
_DECIMAL_SPLIT = re.compile(r"\d,\d{1,3}(?!\d)")
_MAX_ODD_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Delimiter:
    """The sign between cells; when not ``sure`` the user is shown the table and asked."""

    sign: str
    sure: bool


def read_csv(
    data: bytes, *, encoding: str | None = None, delimiter: str | None = None, report: Report
) -> dict[str, Any]:
    """The table in ``data`` as JSON values; encoding and delimiter are found unless given."""
    detected = detect(data)
    odd = Oddities()
    text = _readable_text(data, encoding or detected.encoding, odd)
    text, declared = _without_separator_line(text)
    guess = Delimiter(sign=declared, sure=True) if declared else detect_delimiter(text)
    sign = delimiter or guess.sign
    lines = text.split("\n")
    rows = collect(records(lines, sign, odd), len(lines), report)
    table = arrange(rows, odd)
    del table["columns"]  # only workbooks need to know where a column stood
    report(len(lines), len(lines))
    return table | {
        "kind": "csv",
        "encoding": encoding or detected.encoding,
        "delimiter": sign,
        "doubts": _doubts(detected, guess, encoding, delimiter),
        "candidates": [[c.encoding, c.score, c.preview] for c in detected.candidates],
        "problems": odd.as_json(),
        "sheet": "",
        "sheets": [],
        "date_columns": [],
    }


def detect_delimiter(text: str) -> Delimiter:
    """The sign that divides the first rows most evenly; text that none divides is one column."""
    sample = text[:_SAMPLE_CHARS]
    if len(text) > _SAMPLE_CHARS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    scores = {sign: _score(sample, sign) for sign, _ in DELIMITERS}
    order = sorted(scores, key=lambda sign: -scores[sign])
    best, second = order[0], order[1]
    if scores[best] < 0.5:
        unused = next((sign for sign in ("\t", "|", ";") if sign not in sample), "\t")
        return Delimiter(sign=unused, sure=scores[best] <= 0.0)
    return Delimiter(sign=best, sure=scores[best] >= 0.8 and scores[best] - scores[second] >= 0.1)


def records(lines: list[str], delimiter: str, odd: Oddities) -> Iterator[Row]:
    """Rows with the number of their first line (from 1).

    A quote that is opened and never closed would swallow all rows behind it; such a line is read without
    quoting, noted in ``odd``, and reading goes on with the next line.
    """
    csv.field_size_limit(MAX_FIELD)
    at, width, rescues = 0, 0, 0
    while at < len(lines):
        for fields, span in _run(lines, at, delimiter):
            if fields is None or _is_swallowed(lines, at, span, delimiter, width):
                break
            width = width or len(fields)
            yield at + 1, [_cell(f) for f in fields]
            at += span
        else:
            return
        rescues += 1
        yield at + 1, _rescued(lines[at], delimiter, at + 1, odd)
        at += 1
        if rescues > _MAX_RESCUES:
            raise RefusedError(
                N_("Quotes in this file are opened and not closed. Nothing was read. Save it anew as CSV."),
                "quotes",
            )


def _run(lines: list[str], at: int, delimiter: str) -> Iterator[tuple[list[str] | None, int]]:
    """Records from line ``at`` on and how many lines each took; None for one past all limits."""
    reader = csv.reader((line + "\n" for line in islice(lines, at, None)), delimiter=delimiter)
    before = 0
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None, 0
            return
        yield fields, reader.line_num - before
        before = reader.line_num


def _is_swallowed(lines: list[str], at: int, span: int, delimiter: str, width: int) -> bool:
    """Whether a record over several lines (or the last one) is the work of a quote that was never closed."""
    last = at + span >= len(lines) - 1
    if span == 1 and not (last and '"' in lines[at]):
        return False
    try:
        for _ in csv.reader((x + "\n" for x in lines[at : at + span]), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return last or (span > 1 and len(_literal(lines[at], delimiter)) == width)
    return False


def _rescued(line: str, delimiter: str, number: int, odd: Oddities) -> list[str]:
    if len(line) > MAX_FIELD:
        raise RefusedError(
            N_("Line {row} holds a cell of more than {limit} characters. Nothing was read. Shorten it first."),
            "field-too-long",
            row=number,
            limit=MAX_FIELD,
        )
    odd.add("quote", N_("Row {row} opens a quote and does not close it; check its values."), number)
    return [_cell(f.strip().strip('"')) for f in _literal(line, delimiter)]


def _literal(line: str, delimiter: str) -> list[str]:
    return line.split(delimiter)


def _cell(text: str) -> str:
    """The cell's text; an apostrophe that only kept a spreadsheet from computing it goes again."""
    text = text.strip()
    return unguarded(text) if text.startswith("'") else text


def _readable_text(data: bytes, encoding: str, odd: Oddities) -> str:
    """The cleaned text; a file that is mostly not text is refused."""
    text, unreadable = decode(data, encoding)
    controls = count_controls(text)
    if controls + unreadable > 20 + _MAX_ODD_SHARE * len(text) or text.startswith(("SQLite format 3", "%PDF-")):
        raise RefusedError(
            N_("This is not a table of text. Nothing was read. Choose a CSV or XLSX file."), "not-a-table"
        )
    if unreadable:
        odd.add("unreadable", N_("{n} characters could not be read in this encoding."), n=unreadable)
    if controls:
        odd.add("controls", N_("{n} invisible control characters were removed."), n=controls)
    return clean_text(text)


def _without_separator_line(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;" names the delimiter and is no data; it stays as a blank line."""
    found = _SEPARATOR_LINE.match(text)
    if found is None or found.group(1) not in dict(DELIMITERS):
        return text, ""
    return text[found.end() - 1 :], found.group(1)


def _doubts(detected: Detected, guess: Delimiter, encoding: str | None, delimiter: str | None) -> list[str]:
    doubts = []
    if not detected.sure and encoding is None:
        doubts.append("encoding")
    if not guess.sure and delimiter is None:
        doubts.append("delimiter")
    return doubts


def _score(sample: str, sign: str) -> float:
    """From about 1 (every row divided alike) to 0 (does not divide)."""
    csv.field_size_limit(MAX_FIELD)
    try:
        parsed = csv.reader((line + "\n" for line in sample.split("\n")), delimiter=sign)
        rows = [row for row in islice(parsed, _SAMPLE_ROWS) if any(c.strip() for c in row)]
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    counts = Counter(len(row) for row in rows)
    mode, times = max(counts.items(), key=lambda item: (item[1], item[0] == len(rows[0]), item[0]))
    if mode < 2:
        return 0.0
    header = 0.3 if len(rows[0]) == mode else 0.0
    cells = [c for row in rows for c in row]
    broken = sum(1 for c in cells if c.count('"') % 2) / len(cells)
    return 0.6 * times / len(rows) + header + min(mode, 10) / 100 - broken - _decimal_share(rows, sign)


def _decimal_share(rows: list[list[str]], sign: str) -> float:
    """For the comma: how much of the division goes through numbers, as in 12,50."""
    if sign != ",":
        return 0.0
    cuts = sum(max(0, len(row) - 1) for row in rows)
    through = sum(1 for row in rows for a, b in pairwise(row) if _DECIMAL_SPLIT.search(f"{a[-1:]},{b}"))
    return 0.3 * through / cuts if cuts else 0.0
