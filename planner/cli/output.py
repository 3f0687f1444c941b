# SPDX-License-Identifier: Apache-2.0
"""What commands print: JSON with stable names, CSV that no spreadsheet runs, aligned text (rulings)."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from planner.entities.spec import EntitySpec
from planner.kernel.numbers import decimal_text
from planner.kernel.text import Message, tr
from planner.rules.explain import Explained, one_place
from planner.views.tables import UNKNOWN, CellValue, Column
from planner.views.tables import Row as TableRow

SCHEMA = 1
Row = Mapping[str, Any]
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_PLAIN = re.compile(r"[+-]?[\d\s().,/-]*\d[\d\s().,/%-]*")


def listing(kind: str, items: Sequence[Row], form: str, columns: Sequence[tuple[str, str]]) -> None:
    """Print records as JSON or CSV with all their fields, or as text with the (key, heading) columns."""
    if form == "json":
        _json({"schema": SCHEMA, "kind": kind, "items": [plain(item) for item in items]})
    elif form == "csv":
        _csv(items, [key for key, _ in columns])
    else:
        table([[heading for _, heading in columns], *([text(item.get(k)) for k, _ in columns] for item in items)])


def single(kind: str, item: Row, form: str, lines: Iterable[str]) -> None:
    """Print one thing as a JSON object, as one CSV row, or as lines of text."""
    if form == "json":
        _json({"schema": SCHEMA, "kind": kind, **plain(item)})
    elif form == "csv":
        _csv([_flat(item)], ())
    else:
        for line in lines:
            print(line)


def show_json(kind: str, item: Row) -> None:
    """Print one thing as a JSON object, for a command that has no other form."""
    single(kind, item, "json", ())


def record(spec: EntitySpec[Any], entity: Any, rev: int) -> dict[str, Any]:
    """A record as stable names: id, code, rev and the fields of its spec."""
    fields = {name: getattr(entity, name) for name in spec.names if name not in {"id", "code"}}
    code = {"code": entity.code} if spec.code_prefix else {}
    return {"id": entity.id, **code, "rev": rev, **fields}


def explained(value: Explained) -> dict[str, Any]:
    """A derived value with what it rests on; the points of the lines sum to ``shown``."""
    return {
        "value": value.value,
        "shown": value.shown,
        "max": value.max,
        "band": value.band,
        "completeness": value.completeness,
        "confidence": value.confidence,
        "lines": [
            {
                "rule": line.rule,
                "text": line.text.text(),
                "points": line.points,
                "max": line.max_points,
                "evidence": [evidence.id for evidence in line.evidence],
            }
            for line in value.lines
        ],
        "missing": [missing.text.text() for missing in value.missing],
        "ruleset": value.ruleset,
        "as_of": value.as_of,
    }


def row(columns: Sequence[Column], found: TableRow) -> dict[str, Any]:
    """A row of a table on the screen as data, by the keys of the columns: stored names, ISO days, null for unknown."""
    cells = (_behind(cell) if isinstance(cell, CellValue) else cell for cell in found.cells)
    keys = (column.key for column in columns)
    return {key: None if cell in ("", UNKNOWN) else plain(cell) for key, cell in zip(keys, cells, strict=True)}


def _behind(cell: CellValue) -> str | float | None:
    """What a program reads of a cell: its stored name, the value behind it, or else its words."""
    if cell.data != "":
        return cell.data
    return cell.raw if cell.raw is not None else cell.said or cell.text


def plain(value: Any) -> Any:
    """A value as JSON knows it: dates ISO, decimals as text, unknown null."""
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type | Message):
        return plain(asdict(value))
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Message):
        return value.text()
    return str(value) if isinstance(value, Decimal) else value


def points(value: Decimal | str | None) -> str | None:
    """A score as people read it: one place, as everywhere on the screen; None where it is not known."""
    return None if value is None else decimal_text(one_place(Decimal(value)))


def text(value: Any) -> str:
    """A value as a cell of text; unknown is an en dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    found = plain(value)
    if isinstance(found, list):
        return "; ".join(part if isinstance(part, str) else json.dumps(part, ensure_ascii=False) for part in found)
    return " ".join(str(found).split())


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print aligned columns; letters of double width count twice."""
    widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)]
        print("  ".join(cells).rstrip())


def _json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _csv(items: Sequence[Row], columns: Sequence[str]) -> None:
    names = list(items[0]) if items else list(columns)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(names)
    for item in items:
        writer.writerow([_cell(item.get(name)) for name in names])
    sys.stdout.write(out.getvalue())


def _flat(item: Row, before: str = "") -> dict[str, Any]:
    """Parts of parts as columns of their own: counts.contacts, health.value."""
    found: dict[str, Any] = {}
    for key, value in item.items():
        found |= _flat(value, f"{before}{key}.") if isinstance(value, Mapping) else {f"{before}{key}": value}
    return found


def _cell(value: Any) -> str:
    """A CSV cell: empty for unknown, never something that a spreadsheet would run."""
    if value is None:
        return ""
    found = plain(value)
    if isinstance(found, dict) or (isinstance(found, list) and any(isinstance(p, dict | list) for p in found)):
        shown = json.dumps(found, ensure_ascii=False)
    else:
        shown = "; ".join(map(str, found)) if isinstance(found, list) else str(found)
    if shown.lstrip(" ").startswith(_FORMULA) and not _PLAIN.fullmatch(shown.strip(" ")):
        return "'" + shown
    return shown


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in cell)
