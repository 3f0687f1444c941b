# SPDX-License-Identifier: Apache-2.0
"""Which fields a list can fill, and which column of it fills which: by header, by content, or as remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.relations.contact import CONTACT
from planner.entities.spec import AUDIENCE, EntitySpec
from planner.formats.table import SourceTable
from planner.formats.values import normalise_email, normalise_phone
from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr
from planner.services.import_words import GRADES, HEADERS, NOT_OURS

Reader = Literal[
    "line",
    "note",
    "email",
    "phone",
    "website",
    "domain",
    "number",
    "list",
    "date",
    "word",
    "grade",
    "name_of",
    "kind",
    "level",
    "flag",
]
KINDS = ("accounts", "contacts", "assets")
SPECS: dict[str, EntitySpec[Any]] = {"accounts": ACCOUNT, "contacts": CONTACT, "assets": ASSET}
IDENTITY: dict[str, tuple[str, ...]] = {
    "accounts": ("external_id", "phone", "website", "domain"),
    "contacts": ("external_id", "email", "email2", "phone", "mobile"),
    "assets": ("serial", "site"),
}
_SAMPLES = 3
_LOOK = 200
_PARTS = re.compile(r"[/|()（）\[\]【】,，;；:：\n–—]| - ")
_HOST = re.compile(r"(?:https?://|www\.)\S+\.\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportField:
    """One field that a column can fill.

    ``target`` is the field of the record it ends in; "" for those that become records of their own. ``reader`` says
    how its cells are read.
    """

    name: str
    label: str
    reader: Reader = "line"
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """One column of the file: what fills it, and how that was found: header, content, remembered, hand or "".

    ``field`` is the name of an ImportField, None when the column is left out.
    """

    index: int
    header: str
    samples: tuple[str, ...]
    field: str | None = None
    how: str = ""


def _field(name: str, label: str, reader: Reader = "line", target: str | None = None) -> ImportField:
    return ImportField(name=name, label=label, reader=reader, target=name if target is None else target)


ACCOUNT_FIELDS: tuple[ImportField, ...] = (
    _field("name", N_("Name")),
    _field("legal_name", N_("Legal name")),
    _field("external_id", N_("Customer number")),
    _field("grade", N_("Grade"), "grade"),
    _field("segment", N_("Segment"), "word"),
    _field("industry", N_("Industry")),
    _field("country", N_("Country")),
    _field("city", N_("City")),
    _field("website", N_("Website"), "website"),
    _field("domain", N_("Mail domain"), "domain"),
    _field("phone", N_("Phone"), "phone"),
    _field("employees", N_("Employees"), "number"),
    _field("parent", N_("Subsidiary of"), "name_of", "parent_id"),
    _field("owner", N_("Owner"), "name_of", "owner_id"),
    _field("languages", N_("Languages"), "list"),
    _field("tenure_start", N_("Customer since"), "date"),
    _field("notes", N_("Notes"), "note"),
)
CONTACT_FIELDS: tuple[ImportField, ...] = (
    _field("name", N_("Name")),
    _field("given_name", N_("Given name")),
    _field("family_name", N_("Family name")),
    _field("title", N_("Job title")),
    _field("unit", N_("Unit"), "name_of", "unit_id"),
    _field("account", N_("Account"), "name_of", "account_id"),
    _field("email", N_("E-mail"), "email"),
    _field("email2", N_("Second e-mail"), "email"),
    _field("phone", N_("Phone"), "phone"),
    _field("mobile", N_("Mobile"), "phone"),
    _field("role", N_("Decision role"), "word", ""),
    _field("chain", N_("Decision chain"), "word", ""),
    _field("language", N_("Language")),
    _field("external_id", N_("Contact number")),
    _field("left_on", N_("Left on"), "date"),
    _field("notes", N_("Notes"), "note"),
)
ASSET_FIELDS: tuple[ImportField, ...] = (
    _field("name", N_("Name")),
    _field("site", N_("Site"), "name_of", "site_id"),
    _field("account", N_("Account"), "name_of", "account_id"),
    _field("kind", N_("Kind"), "kind"),
    _field("model", N_("Model")),
    _field("serial", N_("Serial number")),
    _field("version", N_("Version")),
    _field("installed_on", N_("In use since"), "date"),
    _field("end_of_support", N_("End of support"), "date"),
    _field("criticality", N_("Criticality 1–5"), "level"),
    _field("redundancy", N_("Redundant"), "flag"),
    _field("spare_place", N_("Spare part kept at")),
    _field("notes", N_("Notes"), "note"),
    _field("audience", AUDIENCE.label, "word"),
)
FIELDS: dict[str, tuple[ImportField, ...]] = {
    "accounts": ACCOUNT_FIELDS,
    "contacts": CONTACT_FIELDS,
    "assets": ASSET_FIELDS,
}


def field_named(kind: str, name: str) -> ImportField:
    """The field of that name; PlannerError with the names there are otherwise."""
    for field in FIELDS[kind]:
        if field.name == name:
            return field
    names = ", ".join(field.name for field in FIELDS[kind])
    raise PlannerError(
        tr("There is no field “{name}” to import into. The fields are: {names}.", name=name, names=names), "no-field"
    )


def fold(header: str) -> str:
    """A header or word as it is compared: letters and digits only, without case, width or accents."""
    text = unicodedata.normalize("NFKD", header).casefold()
    return "".join(c for c in text if c.isalnum() and not unicodedata.combining(c))


@cache
def words_of(kind: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Folded header words with (rank, field) of every field they may name."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name, words in HEADERS[kind].items():
        for rank, word in enumerate([name, *words.split("|")]):
            found.setdefault(fold(word), []).append((rank, name))
    return {word: tuple(sorted(set(places))) for word, places in found.items()}


@cache
def _not_ours() -> frozenset[str]:
    return frozenset(fold(word) for word in NOT_OURS.split("|"))


def signature(kind: str, headers: Sequence[str]) -> str:
    """The name under which the columns of lists with these headers are remembered."""
    text = "\x1f".join([kind, *(fold(header) or header for header in headers)])
    return f"import:{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def match_columns(
    source: SourceTable,
    kind: str,
    *,
    remembered: Sequence[str | None] | None = None,
    chosen: Mapping[str | int, str | None] | None = None,
) -> tuple[ColumnMatch, ...]:
    """Which field each column fills.

    ``chosen`` (by header or by index from 0) counts most, then what was ``remembered`` for these headers, then the
    header's words, then what the cells look like. PlannerError for unknown columns or fields.
    """
    columns = [
        ColumnMatch(index=at, header=header, samples=_samples(source, at)) for at, header in enumerate(source.headers)
    ]
    picked = _picked(source, kind, chosen or {})
    if remembered is not None and len(remembered) == len(columns):
        known = {field.name for field in FIELDS[kind]}
        fields = {at: name for at, name in enumerate(remembered) if name is None or name in known}
        columns = [replace(c, field=fields.get(c.index), how="remembered") for c in columns]
    else:
        columns = _named(_by_content(source, kind, _by_header(source, kind, columns, picked), picked))
    return tuple(_with_picked(columns, picked))


def _named(columns: list[ColumnMatch]) -> list[ColumnMatch]:
    """A list that has only the legal name of its companies is a list of names."""
    fields = [column.field for column in columns]
    if "name" in fields or "legal_name" not in fields:
        return columns
    return [replace(c, field="name") if c.field == "legal_name" else c for c in columns]


def _samples(source: SourceTable, at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in source.rows[:_LOOK]:
        text = " ".join(row[at].split())
        if text:
            found[text] = None
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _picked(source: SourceTable, kind: str, chosen: Mapping[str | int, str | None]) -> dict[int, str | None]:
    picked: dict[int, str | None] = {}
    for column, name in chosen.items():
        at = column if isinstance(column, int) else _column_named(source, column)
        if not 0 <= at < len(source.headers):
            raise PlannerError(tr("There is no column {n} in this file.", n=at + 1), "no-column")
        picked[at] = field_named(kind, name).name if name else None
    taken = [name for name in picked.values() if name]
    for name in taken:
        if taken.count(name) > 1:
            label = tr(field_named(kind, name).label)
            raise PlannerError(
                tr("Two columns are matched to {field}. Leave one of them out.", field=label), "field-twice"
            )
    return picked


def _column_named(source: SourceTable, header: str) -> int:
    for compare in (str.strip, fold):
        wanted = compare(header)
        for at, name in enumerate(source.headers):
            if compare(name) == wanted:
                return at
    raise PlannerError(
        tr("There is no column “{name}”. The columns are: {names}.", name=header, names=", ".join(source.headers)),
        "no-column",
    )


def _by_header(
    source: SourceTable, kind: str, columns: list[ColumnMatch], picked: Mapping[int, str | None]
) -> list[ColumnMatch]:
    if source.source.header_row is None:
        return columns
    offers = sorted(
        (rank, column.index, name)
        for column in columns
        if column.index not in picked
        for rank, name in _offers(kind, column.header)
    )
    fields: dict[int, str] = {}
    taken = {name for name in picked.values() if name}
    for _, at, name in offers:
        if at not in fields and name not in taken:
            fields[at] = name
            taken.add(name)
    return [replace(c, field=fields[c.index], how="header") if c.index in fields else c for c in columns]


def _offers(kind: str, header: str) -> Iterator[tuple[int, str]]:
    """Fields that a header may mean with their rank; its parts ("Phone / 电话") count after the whole."""
    words = words_of(kind)
    yield from words.get(fold(header), ())
    parts = [fold(part) for part in _PARTS.split(header)]
    if len(parts) > 1 and not any(part in _not_ours() for part in parts):
        for part in parts:
            yield from ((rank + 100, name) for rank, name in words.get(part, ()))


def _by_content(
    source: SourceTable, kind: str, columns: list[ColumnMatch], picked: Mapping[int, str | None]
) -> list[ColumnMatch]:
    taken = {c.field for c in columns if c.field} | {name for name in picked.values() if name}
    found = list(columns)
    for column in columns:
        if column.field or column.index in picked or fold(column.header) in _not_ours():
            continue
        name = _looks_like(source, kind, column.index)
        if name is not None and name not in taken:
            taken.add(name)
            found[column.index] = replace(column, field=name, how="content")
    if "name" not in taken and not {"given_name", "family_name"} <= taken:
        at = _name_column(source, found, picked)
        if at is not None:
            found[at] = replace(found[at], field="name", how="content")
    return found


def _looks_like(source: SourceTable, kind: str, at: int) -> str | None:
    cells = [text for row in source.rows[:_LOOK] if (text := row[at].strip())]
    if not cells:
        return None
    if _share(cells, lambda c: normalise_email(c) is not None):
        return {"contacts": "email", "accounts": "domain"}.get(kind)
    if kind == "accounts" and _share(cells, lambda c: _HOST.fullmatch(c) is not None):
        return "website"
    if kind == "accounts" and len(cells) > 1 and _share(cells, lambda c: c in GRADES):
        return "grade"
    if (
        kind != "assets"
        and source.source.header_row is None
        and _share(cells, lambda c: normalise_phone(c) is not None)
    ):
        return "phone"
    return None


def _share(cells: Sequence[str], test: Any) -> bool:
    return sum(1 for cell in cells if test(cell)) >= 0.8 * len(cells)


def _name_column(source: SourceTable, columns: Sequence[ColumnMatch], picked: Mapping[int, str | None]) -> int | None:
    """The first free column whose cells are words and mostly differ: what a list without known headers is about."""
    for column in columns:
        if column.field or column.index in picked or fold(column.header) in _not_ours():
            continue
        cells = [text for row in source.rows[:_LOOK] if (text := row[column.index].strip())]
        worded = [c for c in cells if any(ch.isalpha() for ch in c) and len(c) <= 200]
        if cells and len(worded) >= 0.9 * len(cells) and len(set(cells)) >= 0.8 * len(cells):
            return column.index
    return None


def _with_picked(columns: Sequence[ColumnMatch], picked: Mapping[int, str | None]) -> Iterator[ColumnMatch]:
    taken = {name for name in picked.values() if name}
    for column in columns:
        if column.index in picked:
            yield replace(column, field=picked[column.index], how="hand")
        elif column.field in taken:
            yield replace(column, field=None, how="")
        else:
            yield column
