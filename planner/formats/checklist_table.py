# SPDX-License-Identifier: Apache-2.0
"""The checks of one template as a CSV or XLSX table, with the headings of the editor in any of our languages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from planner.entities.reviews.checklist_template import TEMPLATE_ITEM, ChecklistTemplate, TemplateItem
from planner.entities.spec import FieldSpec, Kind
from planner.formats.checklist_file import CHECK_KEYS, MAX_CHECKS, ChecklistFileError, ReadTemplate
from planner.formats.sheets_out import write_csv, write_xlsx
from planner.formats.table import SourceTable, read_table
from planner.kernel.text import LANGUAGES, N_, Message, speaking, tr
from planner.rules.limits import fault as limit_fault
from planner.safe.clean import clean_line

SUFFIXES: Final = frozenset({".csv", ".xlsx"})
_PARTS: Final = tuple(part for part in TEMPLATE_ITEM.fields if part.name != "key")


def read_items(path: Path) -> ReadTemplate:
    """One template named after the file; a column called Check or the like is needed.

    Raises ChecklistFileError with the row, RefusedError when the file can't be read.
    """
    table = read_table(path)
    columns = _columns(table)
    if "item" not in columns:
        reason = Message(
            N_("No column is called “{name}”, in any of our languages."), {"name": Message(_part("item").label)}
        )
        raise ChecklistFileError(reason)
    if len(table.rows) > MAX_CHECKS:
        raise ChecklistFileError(Message(N_("A template holds up to {n} checks."), {"n": MAX_CHECKS}))
    numbers = table.numbers or tuple(range(2, len(table.rows) + 2))
    items = [_item(row, columns, number) for row, number in zip(table.rows, numbers, strict=True)]
    return ReadTemplate(name=clean_line(path.stem)[:200] or tr("Checks"), items=[item for item in items if item])


def write_items(path: Path, template: ChecklistTemplate) -> None:
    """The checks in the language of the program; FileProblemError when that can't be written."""
    headers = [tr(part.label) for part in _PARTS]
    rows = [[_shown(part, getattr(item, part.name)) for part in _PARTS] for item in template.items]
    if path.suffix.casefold() == ".xlsx":
        write_xlsx(path, headers, rows, title=template.name)
    else:
        write_csv(path, headers, rows)


def _shown(part: FieldSpec, value: str) -> str:
    return tr(dict(part.choices).get(value, value)) if part.kind is Kind.CHOICE else value


def _columns(table: SourceTable) -> dict[str, int]:
    """The column of each part, by its heading."""
    words = {name: word for word, name in CHECK_KEYS.items()}
    found: dict[str, int] = {}
    for part in _PARTS:
        known = _in_languages(part.label) | {part.name, words[part.name]}
        for place, header in enumerate(table.headers):
            if header.strip().casefold() in known:
                found.setdefault(part.name, place)
    return found


def _item(row: tuple[str, ...], columns: dict[str, int], number: int) -> TemplateItem | None:
    """One check; None for a row without a name and without anything else."""
    texts = {name: clean_line(row[place]) for name, place in columns.items() if place < len(row)}
    if not any(texts.values()):
        return None
    if not texts.get("item"):
        raise ChecklistFileError(Message(N_("The check has no name.")), number)
    values = {name: _value(_part(name), text, number) for name, text in texts.items() if text}
    return TemplateItem(**values)


def _value(part: FieldSpec, text: str, number: int) -> str:
    label = tr(part.label)
    if part.kind is Kind.CHOICE:
        for stored, word in part.choices:
            if text.casefold() in _in_languages(word) | {stored}:
                return stored
        names = ", ".join(tr(word) for _, word in part.choices)
        raise ChecklistFileError(Message(N_("One of {names} is needed."), {"names": names}), number, label)
    if len(text) > part.limit:
        raise ChecklistFileError(Message(N_("Up to {n} characters are kept here."), {"n": part.limit}), number, label)
    reason = limit_fault(text) if part.name == "ok_range" else None
    if reason is not None:
        raise ChecklistFileError(reason, number, label)
    return text


def _part(name: str) -> FieldSpec:
    return next(part for part in _PARTS if part.name == name)


@lru_cache(maxsize=64)
def _in_languages(label: str) -> frozenset[str]:
    """A marked word in all our languages, in small letters."""
    found = set()
    for code, _ in LANGUAGES:
        with speaking(code):
            found.add(tr(label).casefold())
    return frozenset(found)
