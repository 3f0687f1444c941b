# SPDX-License-Identifier: Apache-2.0
"""Whether values may be kept, said in plain words for the place beside the field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from planner.entities.spec import EntitySpec, FieldSpec, Kind
from planner.kernel.text import N_, tr
from planner.rules.together import faults_of

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)

_NUMBERS = {Kind.INT, Kind.SCORE, Kind.MONEY, Kind.PERCENT}
_TEXTS = {Kind.TEXT, Kind.NOTE}
_HOST = r"(?:[^\s@/:.\-][^\s@/:.]*\.)+[^\s@/:.\d]{2,}"
_SHAPES = {
    "email": (
        rf"[^\s@,;<>\"]+@{_HOST}",
        N_("“{value}” does not look like an e-mail address. It should read like name@company.com."),
    ),
    "url": (
        rf"(?i:https?://)?{_HOST}(?::\d+)?(?:[/?#]\S*)?",
        N_("“{value}” does not look like a web address. It should read like www.company.com."),
    ),
    "domain": (
        _HOST,
        N_("“{value}” does not look like a domain. It should read like company.com."),
    ),
}
_SHAPED = {
    ("contact", "email"): "email",
    ("contact", "email2"): "email",
    ("person", "email"): "email",
    ("account", "website"): "url",
    ("account", "domain"): "domain",
}


def check(spec: EntitySpec[Any], field: FieldSpec, value: object) -> str | None:
    """The sentence to show beside a field, or None when the value may be kept."""
    if _is_empty(value):
        if field.required and field.kind is not Kind.BOOL:
            return tr("{field} is needed.", field=tr(field.label))
        return _needed_bool(field, value)
    return _CHECKS[field.kind](field, value) or _shape(spec, field, value)


def check_all(spec: EntitySpec[Any], entity: Any) -> dict[str, str]:
    """Field names with their sentences: each field alone, then the fields against each other."""
    faults: dict[str, str] = {}
    for field in spec.fields:
        fault = check(spec, field, getattr(entity, field.name))
        if fault:
            faults[field.name] = fault
    for name, sentence in faults_of(spec, entity):
        faults.setdefault(name, sentence)
    return faults


def _is_empty(value: object) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _needed_bool(field: FieldSpec, value: object) -> str | None:
    if field.required and value is None:
        return tr("{field}: choose yes or no.", field=tr(field.label))
    return None


def _text(field: FieldSpec, value: object) -> str | None:
    if not isinstance(value, str):
        return _wrong_kind(field)
    if len(value) > field.limit:
        return tr("{field} may have up to {n} characters.", field=tr(field.label), n=field.limit)
    return None


def _number(field: FieldSpec, value: object) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return tr("{field} is a whole number.", field=tr(field.label))
    low, high = field.low, field.high
    if low is not None and high is not None and not low <= value <= high:
        return tr("{field} lies between {low} and {high}.", field=tr(field.label), low=low, high=high)
    if low is not None and value < low:
        return tr("{field} is {low} or more.", field=tr(field.label), low=low)
    if high is not None and value > high:
        return tr("{field} is {high} or less.", field=tr(field.label), high=high)
    return None


def _date(field: FieldSpec, value: object) -> str | None:
    if not isinstance(value, date):
        return tr("{field} is a date.", field=tr(field.label))
    day = date(value.year, value.month, value.day)
    if not EARLIEST <= day <= LATEST:
        return tr("{field}: the year {year} is out of reach.", field=tr(field.label), year=value.year)
    return None


def _bool(field: FieldSpec, value: object) -> str | None:
    return None if isinstance(value, bool) else tr("{field}: choose yes or no.", field=tr(field.label))


def _choice(field: FieldSpec, value: object) -> str | None:
    if any(value == stored for stored, _ in field.choices):
        return None
    return tr(
        "{field}: “{value}” is not one of {choices}.",
        field=tr(field.label),
        value=value,
        choices=", ".join(tr(label) for _, label in field.choices),
    )


def _list(field: FieldSpec, value: object) -> str | None:
    if not isinstance(value, tuple):
        return _wrong_kind(field)
    if field.item is None:
        return None if all(isinstance(item, str) for item in value) else _wrong_kind(field)
    for number, item in enumerate(value, start=1):
        fault = _item(field, item)
        if fault:
            return tr("{field}, row {n}: {fault}", field=tr(field.label), n=number, fault=fault)
    return None


def _item(field: FieldSpec, item: object) -> str | None:
    if field.item is None or not isinstance(item, field.item.cls):
        return _wrong_kind(field)
    for part in field.item.fields:
        value = getattr(item, part.name)
        if _is_empty(value):
            fault = tr("{field} is needed.", field=tr(part.label)) if part.required else None
        else:
            fault = _CHECKS[part.kind](part, value)
        if fault:
            return fault
    return None


def _wrong_kind(field: FieldSpec) -> str:
    return tr("{field} cannot hold this value.", field=tr(field.label))


def _shape(spec: EntitySpec[Any], field: FieldSpec, value: object) -> str | None:
    shape = _SHAPED.get((spec.name, field.name))
    if shape is None or not isinstance(value, str):
        return None
    pattern, sentence = _SHAPES[shape]
    return None if re.fullmatch(pattern, value.strip()) else tr(sentence, value=value.strip())


_CHECKS: dict[Kind, Callable[[FieldSpec, object], str | None]] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_NUMBERS, _number),
    Kind.DATE: _date,
    Kind.MOMENT: _date,
    Kind.BOOL: _bool,
    Kind.CHOICE: _choice,
    Kind.REF: _text,
    Kind.LIST: _list,
}
