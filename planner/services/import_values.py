# SPDX-License-Identifier: Apache-2.0
"""Cells of a list read as values of its fields, with a reason for each that cannot be; and what must be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from typing import Any

from planner.entities.customers.account import GRADES, SEGMENTS
from planner.entities.relations import decision_role
from planner.entities.spec import AUDIENCES, Choice, EntitySpec
from planner.formats.table import SourceTable
from planner.formats.values import (
    FREE_MAIL,
    DateOrder,
    Decimals,
    date_order_evidence,
    decimal_evidence,
    normalise_domain,
    normalise_email,
    parse_date,
    parse_list,
    parse_number,
)
from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr
from planner.rules import asset_kinds
from planner.rules.validate import check
from planner.safe.clean import clean_line, clean_text
from planner.services import import_asset_words, import_words
from planner.services.import_fields import FIELDS, SPECS, ColumnMatch, ImportField, fold
from planner.views.import_view import CellFault, Outcome

Report = Callable[[int, int, str], None]
_BLANKS = frozenset({"", "-", "–", "—", "--", "n/a", "#n/a", "n.a.", "null", "nan", "s/d", "无", "無", "暂无"})
_EXAMPLES = 3
_EVERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How the file is read and its doubtful values are understood; None means found or asked.

    ``dates`` is dmy, mdy or ymd; ``decimals`` is "." or ","; ``erased`` (leave or import) says what happens with
    people who were erased here before. ``account`` is the id of the account that rows without an account of their own
    belong to.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    dates: DateOrder | None = None
    decimals: Decimals | None = None
    erased: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something the file does not tell: ``name`` is the option that answers it (dates, decimals or erased).

    ``examples`` are cells that can be read in more than one way; ``choices`` are (value, finished words).
    ``proposal`` is the value used as long as nobody answers; without one the cells are left out meanwhile.
    """

    name: str
    column: str
    examples: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    proposal: str = ""

    def text(self) -> str:
        """The question in the current language."""
        return tr(_QUESTIONS[self.name], column=self.column, examples=", ".join(self.examples))


_QUESTIONS = {
    "dates": N_("{column} can be read in two ways ({examples}). Which comes first?"),
    "decimals": N_("{column} can be read in two ways ({examples}). Which sign stands before decimals?"),
    "erased": N_("In this list are people who were erased here for good ({examples}). Import them again?"),
}


class CellRefusedError(Exception):
    """A cell cannot be taken; the text says why."""


@dataclass(slots=True)
class Draft:
    """One row on its way through the checks.

    ``values`` maps import fields to what was read (absent = blank); ``key`` is the record it ends in.
    """

    at: int
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    outcome: Outcome = "create"
    remark: str = ""
    left_out: bool = False
    key: str = ""
    stored: Any = None
    sets: dict[str, Any] = field(default_factory=dict)

    @property
    def alive(self) -> bool:
        """Whether the row still gets in."""
        return not self.faults and self.outcome in {"create", "update"}

    def refuse(self, column: str, value: str, reason: str) -> None:
        """Leave the row out because of one cell."""
        self.faults.append(CellFault(column=column, value=value, reason=reason))
        self.outcome, self.left_out = "error", True

    def skip(self, remark: str, *, left_out: bool) -> None:
        """Pass over the row; ``left_out`` when its content is not in the portfolio."""
        self.outcome, self.remark, self.left_out = "skip", remark, left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything the readers of cells need to know."""

    kind: str
    columns: tuple[tuple[ColumnMatch, ImportField], ...]
    dates: DateOrder
    decimals: Decimals
    questions: tuple[Question, ...] = ()
    erased: str | None = None
    account: str | None = None

    def header(self, name: str) -> str:
        """The header of the column that fills a field; the field's label when none does."""
        for column, found in self.columns:
            if found.name == name:
                return column.header
        return next((tr(f.label) for f in FIELDS[self.kind] if f.name == name), name)

    def has(self, name: str) -> bool:
        """Whether a column fills the field."""
        return any(found.name == name for _, found in self.columns)


def understand(source: SourceTable, kind: str, columns: Sequence[ColumnMatch], options: ImportOptions) -> Reading:
    """How dates and numbers of this list are read, and what has to be asked because the list does not tell."""
    fields = {f.name: f for f in FIELDS[kind]}
    mapped = tuple((column, fields[column.field]) for column in columns if column.field)
    dates, decimals = options.dates, options.decimals
    questions: list[Question] = []
    if dates is None:
        dates = date_order_evidence(_cells(source, mapped, "date"))
        questions += _dates_question(source, mapped) if dates == "ambiguous" else []
    if decimals is None:
        decimals = decimal_evidence(_cells(source, mapped, "number"))
        if decimals == "ambiguous":
            asked = _decimals_question(source, mapped)
            decimals = asked[0].proposal or "ambiguous" if asked else decimals  # type: ignore[assignment]
            questions += asked
    return Reading(
        kind=kind,
        columns=mapped,
        dates=dates,
        decimals=decimals,
        questions=tuple(questions),
        erased=options.erased,
        account=options.account,
    )


def _cells(source: SourceTable, mapped: Sequence[tuple[ColumnMatch, ImportField]], reader: str) -> Iterator[str]:
    for column, found in mapped:
        if found.reader == reader:
            yield from (text for row in source.rows if not _is_blank(text := row[column.index].strip()))


def _dates_question(source: SourceTable, mapped: Sequence[tuple[ColumnMatch, ImportField]]) -> list[Question]:
    open_cells = [c for c in dict.fromkeys(_cells(source, mapped, "date")) if parse_date(c) is None]
    choices = (
        ("dmy", tr("Day first (31/12/2026)")),
        ("mdy", tr("Month first (12/31/2026)")),
    )
    return _question("dates", mapped, "date", [c for c in open_cells if parse_date(c, "dmy")], choices)


def _decimals_question(source: SourceTable, mapped: Sequence[tuple[ColumnMatch, ImportField]]) -> list[Question]:
    open_cells = [c for c in dict.fromkeys(_cells(source, mapped, "number")) if parse_number(c) is None]
    choices = ((".", tr("Point (1,234.5)")), (",", tr("Comma (1.234,5)")))
    asked = _question("decimals", mapped, "number", [c for c in open_cells if _is_read(c, ",")], choices)
    # All our numbers are whole ones: a reading that makes 1.234 of 1,234 employees is hardly meant.
    whole = [sign for sign in (".", ",") if all(_is_whole(c, sign) for c in open_cells)]
    return [replace(question, proposal=whole[0]) for question in asked] if len(whole) == 1 else asked


def _is_read(cell: str, sign: Decimals) -> bool:
    return parse_number(cell, sign) is not None


def _is_whole(cell: str, sign: Decimals) -> bool:
    number = parse_number(cell, sign)
    return number is None or number == number.to_integral_value()


def erased_question(names: Sequence[str], options: ImportOptions) -> list[Question]:
    """What is asked when people of a list were erased here before; nothing once that was answered."""
    if not names or options.erased is not None:
        return []
    choices = (("leave", tr("Leave them out")), ("import", tr("Import them again")))
    return [Question(name="erased", column="", examples=tuple(names[:_EXAMPLES]), choices=choices, proposal="leave")]


def _question(
    name: str,
    mapped: Sequence[tuple[ColumnMatch, ImportField]],
    reader: str,
    cells: Sequence[str],
    choices: tuple[tuple[str, str], ...],
) -> list[Question]:
    header = next((column.header for column, found in mapped if found.reader == reader), "")
    return [Question(name=name, column=header, examples=tuple(cells[:_EXAMPLES]), choices=choices)] if cells else []


def read_rows(source: SourceTable, reading: Reading, report: Report) -> list[Draft]:
    """Every row of the list as a draft with its values and faults."""
    drafts: list[Draft] = []
    total = len(source.rows)
    for at, row in enumerate(source.rows):
        if at % _EVERY == 0:
            report(at, total, tr("Reading values"))
        draft = Draft(at=at, number=source.numbers[at] if source.numbers else at + 1)
        for column, found in reading.columns:
            text = row[column.index].strip()
            if not _is_blank(text):
                _take(draft, text, column, found, reading)
        drafts.append(draft)
    return drafts


def _is_blank(text: str) -> bool:
    return len(text) < 7 and text.casefold() in _BLANKS


def _take(draft: Draft, text: str, column: ColumnMatch, found: ImportField, reading: Reading) -> None:
    try:
        value = _READERS[found.reader](found, text, reading)
    except CellRefusedError as error:
        draft.refuse(column.header, text, str(error))
        return
    if value is not None and value != ():
        draft.values[found.name] = value


def _checked(found: ImportField, value: Any, kind: str) -> Any:
    """The value when its field may hold it."""
    spec: EntitySpec[Any] = SPECS[kind]
    fault = check(spec, spec.field(found.target), value) if value is not None else None
    if fault:
        raise CellRefusedError(fault)
    return value


def _line(found: ImportField, text: str, reading: Reading) -> Any:
    return _checked(found, clean_line(text) or None, reading.kind)


def _name_of(_found: ImportField, text: str, _reading: Reading) -> Any:
    line = clean_line(text)
    if len(line) > 200:
        raise CellRefusedError(tr("This name is longer than {n} characters.", n=200))
    return line or None


def _note(found: ImportField, text: str, reading: Reading) -> Any:
    return _checked(found, clean_text(text).strip() or None, reading.kind)


def _email(_found: ImportField, text: str, _reading: Reading) -> Any:
    email = normalise_email(text)
    if email is None:
        raise CellRefusedError(tr("This does not look like an e-mail address."))
    return email


def _phone(found: ImportField, text: str, reading: Reading) -> Any:
    line = clean_line(text)
    if sum(1 for c in line if c.isdecimal()) < 3:
        raise CellRefusedError(tr("This does not look like a phone number."))
    return _checked(found, line, reading.kind)


def _website(found: ImportField, text: str, reading: Reading) -> Any:
    return _checked(found, clean_line(text).rstrip("/"), reading.kind)


def _domain(_found: ImportField, text: str, _reading: Reading) -> Any:
    domain = normalise_domain(text)
    if domain is None:
        raise CellRefusedError(tr("This does not look like a domain or an address."))
    return None if domain in FREE_MAIL else domain


def _number(found: ImportField, text: str, reading: Reading) -> Any:
    number = parse_number(text, reading.decimals)
    if number is None and parse_number(text, ",") is not None:
        raise CellRefusedError(tr("This number can be read in two ways."))
    if number is None:
        raise CellRefusedError(tr("This is not a number."))
    if number != number.to_integral_value():
        raise CellRefusedError(tr("This is not a whole number."))
    return _checked(found, int(number), reading.kind)


def _list(found: ImportField, text: str, reading: Reading) -> Any:
    return _checked(found, tuple(clean_line(part) for part in parse_list(text)), reading.kind)


def _date(found: ImportField, text: str, reading: Reading) -> Any:
    day = parse_date(text, reading.dates)
    if day is None and parse_date(text, "dmy") is not None and reading.dates == "ambiguous":
        raise CellRefusedError(tr("This date can be read in two ways."))
    if day is None:
        raise CellRefusedError(tr("There is no such date."))
    return _checked(found, day, reading.kind)


_CHOICES: dict[str, tuple[Mapping[str, str], tuple[Choice, ...]]] = {
    "grade": (import_words.GRADES, GRADES),
    "segment": (import_words.SEGMENTS, SEGMENTS),
    "role": (import_words.ROLES, decision_role.ROLES),
    "chain": (import_words.CHAINS, decision_role.CHAINS),
    "audience": (import_asset_words.AUDIENCES, AUDIENCES),
}


@cache
def _known_words(name: str) -> dict[str, str]:
    words, _ = _CHOICES[name]
    return {fold(word): stored for stored, texts in words.items() for word in [stored, *texts.split("|")]}


def _word(found: ImportField, text: str, _reading: Reading) -> Any:
    """A choice by its stored name or any of its words in our languages."""
    word = fold(text[:200])
    stored = _known_words(found.name).get(word)
    if stored is not None:
        return stored
    choices = _CHOICES[found.name][1]
    for value, label in choices:
        if fold(tr(label)) == word:
            return value
    raise CellRefusedError(tr("This is not one of {choices}.", choices=", ".join(tr(label) for _, label in choices)))


def _kind(found: ImportField, text: str, reading: Reading) -> Any:
    """A kind of equipment: a name of one in any language is kept as that kind, other words as they are."""
    line = clean_line(text)
    return _checked(found, asset_kinds.named(line) or line or None, reading.kind)


def _level(found: ImportField, text: str, reading: Reading) -> Any:
    """A step from 1 to 5, as a number or in words."""
    level = import_asset_words.level_of(text[:200])
    number = parse_number(text, ".") if level is None else level
    if number is None or number != int(number):
        raise CellRefusedError(tr("This is not a step from 1 to 5."))
    return _checked(found, int(number), reading.kind)


def _flag(_found: ImportField, text: str, _reading: Reading) -> Any:
    flag = import_asset_words.flag_of(clean_line(text))
    if flag is None:
        raise CellRefusedError(tr("This says neither yes nor no."))
    return flag


_READERS: dict[str, Callable[[ImportField, str, Reading], Any]] = {
    "line": _line,
    "note": _note,
    "email": _email,
    "phone": _phone,
    "website": _website,
    "domain": _domain,
    "number": _number,
    "list": _list,
    "date": _date,
    "word": _word,
    "grade": _word,
    "name_of": _name_of,
    "kind": _kind,
    "level": _level,
    "flag": _flag,
}
