# SPDX-License-Identifier: Apache-2.0
"""The part of docs/DATA-FORMAT.md that is made from a fresh portfolio and the registry of nouns.

"python -m tests.tools.data_format" writes it anew; a test compares it, so that it can't go stale.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from planner.entities.registry import BY_NAME, BY_TABLE
from planner.entities.spec import FieldSpec, Kind
from planner.services.portfolio import create
from planner.store.database import APPLICATION_ID, SCHEMA

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "DATA-FORMAT.md"
BEGIN, END = "<!-- schema: begin -->\n", "<!-- schema: end -->"
_MOMENT: Final = "UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`"
_OWN: Final = {
    "step": "One line for each step of work: what undo takes back. `of` is the step that an undo or redo replays.",
    "change": "What a step changed in one record: `before` and `after` hold the changed fields as JSON.",
    "counter": "The last number of each human code, such as R-12.",
    "search": "Full text (FTS5): titles and texts of the records, in pairs of signs.",
    "search_doc": "Which record a row of `search` belongs to.",
    "score": "Derived values by which lists sort; can be thrown away and worked out again.",
    "score_snapshot": "Derived values as they stood on a day, with their lines; thrown away when a person is erased.",
    "stale": "Accounts whose derived values are out of date.",
    "setting": "Settings of the portfolio by name, as JSON; `store_id` names the portfolio for ever.",
    "draft": "Text that is typed and not kept as a record yet.",
    "erasure": "People erased for privacy, by salted hashes only.",
    "kept_person": "People who were proposed for erasure and kept until a day.",
}
_COMMON: Final = {
    "id": "sortable by the moment it was made",
    "rev": "counts its changes",
    "created_at": _MOMENT,
    "updated_at": _MOMENT,
    "created_by": "id of `person`",
    "updated_by": "id of `person`",
    "device_id": "the computer of the last change",
    "deleted": "1 lies in the Trash",
}
_STORED: Final = {
    Kind.MONEY: "whole number of the currency's smallest unit",
    Kind.DATE: "`YYYY-MM-DD`",
    Kind.MOMENT: _MOMENT,
    Kind.BOOL: "0 or 1",
    Kind.PERCENT: "whole number",
    Kind.LIST: "JSON array",
}


def generated() -> str:
    """The section between the marks."""
    with tempfile.TemporaryDirectory() as folder, closing(create(Path(folder) / "p.waterline")) as session:
        names = session.read(_tables)
        columns = {name: session.read(lambda conn, n=name: _columns(conn, n)) for name in names}  # type: ignore[misc]
    lines = [f"`application_id` is {APPLICATION_ID} (0x{APPLICATION_ID:X}), `user_version` is {SCHEMA}.", ""]
    for name in sorted(names):
        lines += _table(name, columns[name])
    return "\n".join(lines) + "\n"


def _tables(conn: Any) -> list[str]:
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
    return [row[0] for row in conn.execute(sql) if not row[0].startswith(("sqlite_", "_sqlite_"))]


def _columns(conn: Any, table: str) -> list[tuple[str, str, bool, bool]]:
    found = conn.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [(row[1], row[2], bool(row[3]), bool(row[5])) for row in found]


def _table(name: str, columns: list[tuple[str, str, bool, bool]]) -> Iterator[str]:
    spec = BY_TABLE.get(name)
    yield f"### {name}"
    yield ""
    yield f"Records of the kind *{spec.label}*." if spec is not None else _OWN[name]
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column, kind, needed, is_key in columns:
        field = None if spec is None else next((f for f in spec.fields if f.name == column), None)
        marks = "key" if is_key else "needed" if needed else ""
        parts = [part for part in (marks, *_meaning(field), _COMMON.get(column, "") if spec else "") if part]
        yield f"| `{column}` | {kind.lower() or 'text'} | {'; '.join(parts)} |"
    yield ""


def _meaning(field: FieldSpec | None) -> Iterator[str]:
    if field is None:
        return
    yield field.label
    if field.choices:
        yield "one of " + ", ".join(f"`{value}`" for value, _ in field.choices)
    if field.ref:
        yield f"{'ids' if field.kind is Kind.LIST else 'id'} of `{BY_NAME[field.ref].table}`"
    elif field.kind in _STORED:
        yield _STORED[field.kind]


def main() -> None:
    """Write the section anew."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    PAGE.write_text(f"{head}{BEGIN}{generated()}{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
