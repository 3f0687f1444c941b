# SPDX-License-Identifier: Apache-2.0
"""Entities to stored rows and back, compiled once per spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

from planner.entities.spec import EntitySpec, FieldSpec, ItemSpec, Kind
from planner.kernel.clock import moment, stamp
from planner.kernel.data import fields

T = TypeVar("T")
Convert = Callable[[Any], Any]


@cache
def _coders() -> tuple[Callable[[object], bytes], Convert]:
    """Writes and reads JSON; loaded with the first value that needs it (9 ms, which a start has no use for)."""
    from msgspec import json

    return json.Encoder().encode, json.Decoder().decode


def to_json(value: object) -> str:
    """Canonical compact JSON text."""
    return _coders()[0](value).decode()


def from_json(text: str) -> Any:
    """The value of stored JSON text."""
    return _coders()[1](text)


class Codec(Generic[T]):
    """Encodes and decodes one entity; columns are the id and the content fields in spec order."""

    def __init__(self, spec: EntitySpec[T]) -> None:
        self.spec = spec
        self.columns = spec.names
        columns = ", ".join(f'"{name}"' for name in self.columns)
        self.select = f'SELECT {columns} FROM "{spec.table}" WHERE deleted = 0'
        self._get = attrgetter(*self.columns)
        self._out = _converters(spec, _encoder)
        self._in = _converters(spec, _decoder)
        # as a record's own constructor sets a value for every field, but without matching names: half the time.
        # A spec of chosen columns only leaves the rest to the constructor.
        cls: Any = spec.cls
        self._whole = {field.name for field in fields(cls)} == set(self.columns)
        self._new, self._put = spec.cls.__new__, tuple(getattr(spec.cls, name).__set__ for name in self.columns)
        self._cls = spec.cls

    def encode(self, entity: T) -> list[Any]:
        """The stored values in column order."""
        values = list(self._get(entity))
        for index, convert in self._out:
            value = values[index]
            if value is not None:
                values[index] = convert(value)
        return values

    def decode(self, row: Sequence[Any]) -> T:
        """The entity behind the stored values; unset lists come back empty."""
        values = list(row)
        for index, convert in self._in:
            values[index] = convert(values[index])
        if not self._whole:
            return self._cls(**dict(zip(self.columns, values, strict=True)))
        found: T = self._new(self._cls)
        for put, value in zip(self._put, values, strict=True):
            put(found, value)
        return found

    def image(self, values: Sequence[Any]) -> dict[str, object]:
        """The content image of a whole row: known values only, without the id."""
        pairs = zip(self.columns[1:], values[1:], strict=True)
        return {name: value for name, value in pairs if value is not None}

    def values(self, key: str, image: Mapping[str, object]) -> list[Any]:
        """Stored values from a whole content image."""
        return [key, *(image.get(name) for name in self.columns[1:])]


def codec(spec: EntitySpec[T]) -> Codec[T]:
    """The compiled codec of a spec, found by the spec itself: what it says is long to compare, and asked for often."""
    found = _made.get(id(spec))
    if found is None:
        found = _made[id(spec)] = Codec(spec)
    return found


_made: dict[int, Codec[Any]] = {}  # each keeps its spec, whose id is therefore given to nothing else


def _converters(spec: EntitySpec[Any], make: Callable[[FieldSpec], Convert | None]) -> tuple[tuple[int, Convert], ...]:
    found = ((index, make(field)) for index, field in enumerate(spec.fields, start=1))
    return tuple((index, convert) for index, convert in found if convert is not None)


def _encoder(field: FieldSpec) -> Convert | None:
    if field.kind is Kind.DATE:
        return date.isoformat
    if field.kind is Kind.MOMENT:
        return stamp
    if field.kind is Kind.BOOL:
        return int
    if field.kind is Kind.LIST:
        return _list_out
    return None


def _list_out(value: Sequence[Any]) -> str | None:
    return to_json(value) if value else None


def _decoder(field: FieldSpec) -> Convert | None:
    if field.kind is Kind.DATE:
        return lambda text: None if text is None else date.fromisoformat(text)
    if field.kind is Kind.MOMENT:
        return lambda text: None if text is None else moment(text)
    if field.kind is Kind.BOOL:
        return lambda number: None if number is None else bool(number)
    if field.kind is Kind.LIST:
        return _list_in(field.item)
    return None


def _list_in(item: ItemSpec | None) -> Convert:
    if item is None:
        return lambda text: tuple(from_json(text)) if text else ()
    kind = item.cls

    def records(text: str) -> tuple[Any, ...]:
        if not text:
            return ()
        from msgspec import convert

        return tuple(convert(part, kind) for part in from_json(text))

    return records
