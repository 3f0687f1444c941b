# SPDX-License-Identifier: Apache-2.0
"""Checklist templates as a file that people read and write: a small, strict part of TOML (docs/checklists.md).

Files come from anywhere: each line is read by itself, so that nothing in one costs more than its length, every fault
has its line, and nothing in a file is ever run.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any, Final, NamedTuple

from planner.entities.reviews.checklist_template import DOMAINS, TEMPLATE_ITEM, ChecklistTemplate, TemplateItem
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.data import dataclass
from planner.kernel.text import LANGUAGES, N_, Message
from planner.rules.limits import fault as limit_fault
from planner.safe.clean import clean_line, clean_text, marked_bidi
from planner.safe.errors import RefusedError
from planner.safe.problems import file_problem

SUFFIX: Final = ".wlchecklist"
SUFFIXES: Final = frozenset({SUFFIX, ".toml"})
"""Only these are opened: closing a file that is an open portfolio would drop its lock."""
FORMAT: Final = "waterline-checklist 1"
MAX_BYTES: Final = 1024 * 1024
MAX_LINE: Final = 8_000
MAX_TEMPLATES: Final = 60
MAX_CHECKS: Final = 500
MAX_KINDS: Final = 30

_TEMPLATE_KEYS: Final = {
    "name": "name",
    "domain": "domain",
    "kinds": "asset_kinds",
    "language": "language",
    "note": "note",
    "version": "version",
}
CHECK_KEYS: Final = {
    "key": "key",
    "group": "group",
    "check": "item",
    "unit": "unit",
    "limit": "ok_range",
    "advice": "advice",
    "how_often": "cadence",
    "source": "source",
}
"""The word of the file for each part of a check."""
_TRANSLATED: Final = frozenset({"name", "note", "check", "unit", "limit", "advice", "source"})
_CODES: Final = tuple(code for code, _ in LANGUAGES)
_HEADING = re.compile(r"\[\[\s*(template(?:\s*\.\s*check)?)\s*\]\]\s*(?:#.*)?")
_PAIR = re.compile(r"([A-Za-z_]+)(?:\s*\.\s*([A-Za-z_]+))?\s*=\s*(.+)")
_KEY = re.compile(r"[A-Za-z0-9_.\-]{1,60}")


class ChecklistFileError(RefusedError):
    """A checklist file can't be taken over; ``line`` says where, 0 for the file as a whole."""

    def __init__(self, reason: Message, line: int = 0, part: str = "") -> None:
        self.line, self.part = line, part
        if line and part:
            key, args = N_("Line {line}, “{field}”: {reason} Nothing was taken over."), {"line": line, "field": part}
        elif line:
            key, args = N_("Line {line}: {reason} Nothing was taken over."), {"line": line}
        else:
            key, args = N_("{reason} Nothing was taken over."), {}
        super().__init__(key, "checklist-file", reason=reason, **args)


@dataclass(slots=True)
class ReadTemplate:
    """One template of a file, checked; ``asset_kinds`` as written."""

    name: str = ""
    domain: str = "other"
    asset_kinds: tuple[str, ...] = ()
    language: str = ""
    note: str = ""
    version: int = 1
    items: list[TemplateItem] = field(default_factory=list)


class _Value(NamedTuple):
    line: int
    value: Any


_Block = dict[str, dict[str, _Value]]
"""The values of one heading by key and language ("" for a value without one)."""


@dataclass(slots=True)
class _Raw:
    line: int
    values: _Block = field(default_factory=dict)
    checks: list[_Raw] = field(default_factory=list)


def read_file(path: Path, language: str = "en") -> list[ReadTemplate]:
    """The templates of a file; ChecklistFileError with line and field, FileProblemError when it can't be read."""
    if path.suffix.casefold() not in SUFFIXES or not path.is_file():
        text = N_("{name} is no checklist file. Its name ends in {suffix}.")
        raise ChecklistFileError(Message(text, {"name": marked_bidi(path.name), "suffix": SUFFIX}))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise file_problem(error, path, saving=False) from error
    if len(data) > MAX_BYTES:
        text = N_("{name} is larger than {n} MB, so it is no checklist.")
        raise ChecklistFileError(Message(text, {"name": marked_bidi(path.name), "n": 1}))
    try:
        return read(data.decode("utf-8-sig"), language)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ChecklistFileError(Message(N_("This is not text in UTF-8.")), line) from error


def read(text: str, language: str = "en") -> list[ReadTemplate]:
    """The templates of a file's text; of texts in several languages the one in ``language``, else English."""
    raw = _split(text)
    found = [_template(one, language) for one in raw]
    if not found:
        raise ChecklistFileError(Message(N_("There is no template in this file.")))
    return found


def write(templates: Iterable[ChecklistTemplate]) -> str:
    """Templates as the text of a file, which `read` takes back unchanged."""
    lines = ["# Waterline checklist templates. Text in UTF-8; every value stands on one line.", _line("format", FORMAT)]
    for template in templates:
        lines += ["", "[[template]]", _line("name", template.name), _line("domain", template.domain)]
        kinds = ", ".join(map(_quoted, template.asset_kinds))
        lines.append(f"kinds = [{kinds}]")
        if template.language:
            lines.append(_line("language", template.language))
        lines.append(f"version = {template.version}")
        if template.note:
            lines.append(_line("note", template.note))
        for item in template.items:
            lines += ["", "[[template.check]]", *_check_lines(item)]
    return "\n".join(lines) + "\n"


def _check_lines(item: TemplateItem) -> Iterator[str]:
    for word, name in CHECK_KEYS.items():
        value = getattr(item, name)
        if value:
            yield _line(word, value)


def _line(key: str, value: str) -> str:
    return f"{key} = {_quoted(value)}"


def _quoted(value: str) -> str:
    """A TOML basic string; JSON writes the same escapes."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


# -- reading


def _split(text: str) -> list[_Raw]:
    """Headings and values with their lines; only the outline is checked here."""
    head = _Raw(0)
    found: list[_Raw] = []
    at = head
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip(" \t\r")
        if not plain or plain.startswith("#"):
            continue
        if len(plain) > MAX_LINE:
            raise ChecklistFileError(Message(N_("This line is longer than {n} characters."), {"n": MAX_LINE}), number)
        if plain.startswith("["):
            _format_known(head, number)
            at = _under(plain, number, found)
        else:
            _keep(at, plain, number)
    _format_known(head, 1)
    return found


def _format_known(head: _Raw, line: int) -> None:
    given = head.values.get("format", {}).get("")
    if given is None:
        raise ChecklistFileError(
            Message(N_("A checklist file begins with format = “{format}”."), {"format": FORMAT}), line
        )
    if given.value != FORMAT:
        text = N_("This version of Waterline reads the format “{format}”.")
        raise ChecklistFileError(Message(text, {"format": FORMAT}), given.line, "format")
    for word, values in head.values.items():
        if word != "format":
            raise _unknown(word, next(iter(values.values())).line)


def _under(plain: str, number: int, found: list[_Raw]) -> _Raw:
    heading = _HEADING.fullmatch(plain)
    if heading is None:
        text = N_("Only the headings [[template]] and [[template.check]] are known.")
        raise ChecklistFileError(Message(text), number)
    made = _Raw(number)
    if "." not in heading[1]:
        found.append(made)
    elif not found:
        raise ChecklistFileError(Message(N_("A check comes after the template it belongs to.")), number)
    else:
        found[-1].checks.append(made)
    if len(found) > MAX_TEMPLATES:
        raise ChecklistFileError(Message(N_("A file holds up to {n} templates."), {"n": MAX_TEMPLATES}), number)
    if len(found[-1].checks) > MAX_CHECKS:
        raise ChecklistFileError(Message(N_("A template holds up to {n} checks."), {"n": MAX_CHECKS}), number)
    return made


def _keep(at: _Raw, plain: str, number: int) -> None:
    pair = _PAIR.fullmatch(plain)
    if pair is None:
        raise ChecklistFileError(Message(N_("A line reads like: check = “Room temperature”.")), number)
    word, code = pair[1], pair[2] or ""
    try:
        value = tomllib.loads(f"v = {pair[3]}")["v"]
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        text = N_("The value can't be read. A text stands in quotation marks, all on one line.")
        raise ChecklistFileError(Message(text), number, word) from None
    if code and (code not in _CODES or word not in _TRANSLATED):
        text = N_("“{code}” is not one of the languages {languages}.")
        raise ChecklistFileError(Message(text, {"code": code, "languages": ", ".join(_CODES)}), number, word)
    values = at.values.setdefault(word, {})
    if code in values or (values and ("" in values or not code)):
        raise ChecklistFileError(Message(N_("This was given before.")), number, word)
    values[code] = _Value(number, value)


def _template(raw: _Raw, language: str) -> ReadTemplate:
    spoken = "name" in raw.values and "" not in raw.values["name"]
    found = ReadTemplate(language=language if spoken and language in raw.values["name"] else "")
    _known_keys(raw, _TEMPLATE_KEYS)
    for word, given in raw.values.items():
        one = _chosen(given, language)
        name = _TEMPLATE_KEYS[word]
        setattr(found, name, _template_value(word, one))
    if not found.name:
        raise ChecklistFileError(Message(N_("The template has no name.")), raw.line, "name")
    seen: set[str] = set()
    for check in raw.checks:
        item = _check(check, language)
        if item.key and item.key in seen:
            line = _chosen(check.values["key"], language).line
            raise ChecklistFileError(Message(N_("Another check of this template has the same key.")), line, "key")
        seen.add(item.key)
        found.items.append(item)
    return found


def _template_value(word: str, one: _Value) -> Any:
    if word == "version":
        if isinstance(one.value, bool) or not isinstance(one.value, int) or not 1 <= one.value <= 1_000_000:
            raise ChecklistFileError(Message(N_("A whole number from 1 is needed.")), one.line, word)
        return one.value
    if word == "kinds":
        if not isinstance(one.value, list) or len(one.value) > MAX_KINDS:
            text = N_("A list of up to {n} texts is needed, such as [“router”, “switch”].")
            raise ChecklistFileError(Message(text, {"n": MAX_KINDS}), one.line, word)
        kinds = (_text(_Value(one.line, kind), word, 100) for kind in one.value)
        return tuple(dict.fromkeys(kind for kind in kinds if kind))
    if word == "domain":
        return _one_of(one, word, DOMAINS)
    return _text(one, word, {"note": 4_000, "language": 10}.get(word, 200))


def _check(raw: _Raw, language: str) -> TemplateItem:
    _known_keys(raw, CHECK_KEYS)
    specs = {part.name: part for part in TEMPLATE_ITEM.fields}
    values: dict[str, str] = {}
    for word, given in raw.values.items():
        values[CHECK_KEYS[word]] = _check_value(word, _chosen(given, language), specs[CHECK_KEYS[word]])
    item = TemplateItem(**values)
    if not item.item:
        raise ChecklistFileError(Message(N_("The check has no name.")), raw.line, "check")
    return item


def _check_value(word: str, one: _Value, spec: FieldSpec) -> str:
    if spec.kind is Kind.CHOICE:
        return _one_of(one, word, spec.choices)
    text = _text(one, word, spec.limit)
    if word == "key" and text and not _KEY.fullmatch(text):
        raise ChecklistFileError(Message(N_("A key has letters, digits, points and dashes only.")), one.line, word)
    if word == "limit" and (reason := limit_fault(text)) is not None:
        raise ChecklistFileError(reason, one.line, word)
    return text


def _known_keys(raw: _Raw, known: dict[str, str]) -> None:
    for word, values in raw.values.items():
        if word not in known:
            raise _unknown(word, next(iter(values.values())).line)


def _unknown(word: str, line: int) -> ChecklistFileError:
    return ChecklistFileError(Message(N_("“{word}” is not known here."), {"word": word[:40]}), line)


def _chosen(given: dict[str, _Value], language: str) -> _Value:
    """The value in the language, else without one, else in English, else the first there is."""
    for code in (language, "", "en"):
        if code in given:
            return given[code]
    return next(iter(given.values()))


def _text(one: _Value, word: str, longest: int) -> str:
    if not isinstance(one.value, str):
        raise ChecklistFileError(Message(N_("A text in quotation marks is needed.")), one.line, word)
    text = clean_text(one.value).strip() if word == "note" else clean_line(one.value)
    if len(text) > longest:
        reason = Message(N_("Up to {n} characters are kept here."), {"n": longest})
        raise ChecklistFileError(reason, one.line, word)
    return text


def _one_of(one: _Value, word: str, choices: tuple[tuple[str, str], ...]) -> str:
    names = [name for name, _ in choices]
    if one.value not in names:
        reason = Message(N_("One of {names} is needed."), {"names": ", ".join(names)})
        raise ChecklistFileError(reason, one.line, word)
    return str(one.value)
