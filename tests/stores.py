# SPDX-License-Identifier: Apache-2.0
"""What store tests share: putting builder records into a session with all they refer to, and content dumps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planner.entities.registry import BY_NAME, ENTITIES
from planner.entities.spec import EntitySpec, Kind
from planner.kernel.text import Message
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit
from tests.builders import BUILDERS

Dump = dict[str, list[Any]]


def dump(session: Session) -> Dump:
    """All live records of all kinds, in id order."""
    return {spec.name: session.read(lambda conn, s=spec: Reader(s, conn).where()) for spec in ENTITIES}  # type: ignore[misc]


def put(session: Session, *entities: Any, label: str = "Put") -> None:
    """Write records in one step, whatever they refer to being there already."""
    by_class = {spec.cls: spec for spec in ENTITIES}

    def work(unit: Unit) -> None:
        for entity in entities:
            Table(by_class[type(entity)], unit).put(entity)

    session.write(Message(label), work)


def a_stored(session: Session, kind: str, /, **fields: Any) -> Any:
    """A record of that kind in the store, with fresh records for every required reference."""
    spec = BY_NAME[kind]
    needed = {
        f.name: a_stored(session, f.ref).id
        for f in spec.fields
        if f.kind is Kind.REF and f.required and f.name not in fields
    }
    entity = without_dangling(spec, BUILDERS[kind](**{**needed, **fields}), keep={*needed, *fields})
    put(session, entity)
    return entity


def without_dangling(spec: EntitySpec[Any], entity: Any, keep: set[str]) -> Any:
    """The entity without the optional references that a builder may have invented."""
    loose = {f.name: None for f in spec.fields if f.kind is Kind.REF and f.name not in keep}
    return replace(entity, **loose)
