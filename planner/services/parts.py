# SPDX-License-Identifier: Apache-2.0
"""What the verbs share: making and changing checked records inside a running unit of work."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final, TypeVar

from planner.entities.spec import EntitySpec
from planner.kernel.data import replace
from planner.kernel.errors import ValidationError
from planner.kernel.text import Message
from planner.rules.validate import check_all
from planner.services import crud
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit

T = TypeVar("T")


class Keep(Enum):
    """The type of KEEP, so that None stays free to mean "unknown"."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


def given(**values: Any) -> dict[str, Any]:
    """The values that are to be changed: those that are not KEEP."""
    return {name: value for name, value in values.items() if value is not KEEP}


def new(session: Session, unit: Unit, spec: EntitySpec[T], /, **values: Any) -> T:
    """Write a new record with a fresh id, and its code where its kind has one; ValidationError on faults."""
    return crud.insert(unit, spec, checked(session, spec, **values))


def checked(session: Session, spec: EntitySpec[T], /, **values: Any) -> T:
    """A new, unsaved record that may be kept; ValidationError with all faults otherwise."""
    entity = crud.make(session, spec, **values)
    faults = check_all(spec, entity)
    if faults:
        raise ValidationError(faults)
    return entity


def change(unit: Unit, spec: EntitySpec[T], key: str, /, **values: Any) -> T:
    """Change fields of a record and return it; ValidationError when one of them can't be kept."""
    table = Table(spec, unit)
    wanted = crud.cleaned(values)
    entity: T = replace(table.get(key), **wanted)  # type: ignore[type-var]
    faults = {name: fault for name, fault in check_all(spec, entity).items() if name in wanted}
    if faults:
        raise ValidationError(faults)
    table.put(entity)
    return entity


def named(session: Session, spec: EntitySpec[Any], keys: Iterable[str], one: str, many: str) -> Message:
    """The label of a verb on one record ({name}) or several ({n}); both texts are marked."""
    ids = tuple(keys)
    if len(ids) == 1:
        return Message(one, {"name": crud.title_of(session, spec, ids[0])})
    return Message(many, {"n": len(ids)})
