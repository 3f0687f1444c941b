# SPDX-License-Identifier: Apache-2.0
"""Generic verbs for any noun: add, change a field, trash, restore; specific verbs build on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec
from planner.kernel.changes import ChangeSet
from planner.kernel.data import fields, replace
from planner.kernel.errors import NotFoundError, PlannerError, ValidationError
from planner.kernel.text import N_, Message, tr
from planner.rules.validate import check, check_all
from planner.safe.clean import clean_text
from planner.services.session import Session
from planner.store import history, portfolio_settings, trash_can
from planner.store.history import Entry
from planner.store.table import Reader, Table
from planner.store.trash_can import Trashed
from planner.store.unit import Unit

T = TypeVar("T")
Prepare = Callable[[Unit, Any], Any]


def make(session: Session, spec: EntitySpec[T], **values: Any) -> T:
    """A new, unsaved record with a fresh id; texts are cleaned."""
    return spec.cls(**{"id": session.new_id(), **cleaned(values)})


def add(session: Session, spec: EntitySpec[T], *, source: object = None, **values: Any) -> T:
    """Create a record; ValidationError with all faults when the values can't be kept."""
    from planner.services import follow_ups

    entity = make(session, spec, **values)
    faults = check_all(spec, entity)
    if faults:
        raise ValidationError(faults)
    kept: list[T] = []
    label = Message(N_("Add {kind} “{name}”"), {"kind": Message(spec.label), "name": _name(spec, entity)})

    def work(unit: Unit) -> None:
        kept.append(insert(unit, spec, entity))
        follow_ups.settle(unit, spec, kept, session.today())

    session.write(label, work, source)
    return kept[0]


def insert(unit: Unit, spec: EntitySpec[T], entity: T) -> T:
    """Write a new record inside a verb, giving it its human code when its kind has one."""
    if spec.code_prefix and getattr(entity, "code", None) is None:
        number = portfolio_settings.next_number(unit.conn, spec.code_prefix)
        entity = replace(entity, code=f"{spec.code_prefix}{number}")  # type: ignore[type-var]
    return Table(spec, unit).add(entity)


def set_field(
    session: Session, spec: EntitySpec[Any], key: str, name: str, value: object, *, source: object = None
) -> ChangeSet:
    """Change one field of one record; ValidationError with the sentence to show beside it."""
    return set_fields(session, spec, [key], {name: value}, source=source)


def set_fields(
    session: Session,
    spec: EntitySpec[Any],
    keys: Iterable[str],
    values: Mapping[str, object],
    *,
    source: object = None,
) -> ChangeSet:
    """Change the same fields of several records in one step."""
    from planner.services import follow_ups

    if spec.append_only:
        raise PlannerError(tr("A decision stays as it was made. Decide again; the old one is kept."), "append-only")
    wanted = cleaned(values)
    faults = {n: m for n, v in wanted.items() if (m := check(spec, spec.field(n), v)) is not None}
    if faults:
        raise ValidationError(faults)
    ids = tuple(keys)

    def work(unit: Unit) -> None:
        table = Table(spec, unit)
        for key in ids:
            before = table.get(key)
            entity = replace(before, **wanted)
            _refuse_faults(spec, entity, wanted)
            table.put(entity)
            follow_ups.after_edit(unit, spec, before, entity, session.today())

    return session.write(_edit_label(session, spec, ids, wanted), work, source)


def trash(session: Session, spec: EntitySpec[Any], keys: Iterable[str], *, source: object = None) -> ChangeSet:
    """Move records and everything that belongs to them to the Trash, in one step."""
    from planner.services import follow_ups

    ids = tuple(keys)

    def work(unit: Unit) -> None:
        gone = [found for key in ids if (found := Reader(spec, unit.conn).find(key)) is not None]
        for key in ids:
            for table_name, child in trash_can.family(unit.conn, spec.name, key):
                Table(BY_NAME[table_name], unit).trash(child)
        follow_ups.settle(unit, spec, gone, session.today())

    if len(ids) == 1:
        label = Message(N_("Move “{name}” to Trash"), {"name": title_of(session, spec, ids[0])})
    else:
        label = Message(N_("Move {n} records to Trash"), {"n": len(ids)})
    return session.write(label, work, source)


def trashed(session: Session) -> list[Trashed]:
    """What lies in the Trash, newest first; records trashed together appear as their head."""
    return session.read(trash_can.listing)


def restore(session: Session, spec: EntitySpec[Any], key: str, *, source: object = None) -> ChangeSet:
    """Bring a record and what was trashed with it back."""
    from planner.services import follow_ups

    def work(unit: Unit) -> None:
        for change in trash_can.together(unit.conn, key):
            table = Table(BY_NAME[change.table], unit)
            if table.find(change.key) is None:
                table.write(change.inverse())
        back = Reader(spec, unit.conn).find(key)
        follow_ups.settle(unit, spec, [] if back is None else [back], session.today())

    name = session.read(lambda conn: trash_can.title(conn, spec.name, key))
    return session.write(Message(N_("Restore “{name}”"), {"name": name}), work, source)


def get(session: Session, spec: EntitySpec[T], key: str) -> T:
    """The live record; NotFoundError when absent or in the Trash."""
    return session.read(lambda conn: Reader(spec, conn).get(key))


def find(session: Session, spec: EntitySpec[T], key: str | None) -> T | None:
    """The live record or None."""
    return None if key is None else session.read(lambda conn: Reader(spec, conn).find(key))


def of_account(session: Session, spec: EntitySpec[T], account_id: str) -> list[T]:
    """All live records of a kind that belong to an account, oldest first."""
    return session.read(lambda conn: Reader(spec, conn).where("account_id = ?", (account_id,)))


def every(session: Session, spec: EntitySpec[T]) -> list[T]:
    """All live records of a kind, oldest first."""
    return session.read(lambda conn: Reader(spec, conn).where())


def record_history(session: Session, key: str) -> list[Entry]:
    """Who changed what of one record, newest first."""
    return session.read(lambda conn: history.of_record(conn, key))


def title_of(session: Session, spec: EntitySpec[Any], key: str) -> str:
    """The name a record is known by in labels and messages."""
    found = find(session, spec, key)
    if found is None:
        raise NotFoundError(tr("This record is no longer there; it may be in the Trash."), "not-found")
    return _name(spec, found)


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with texts normalised; text that is empty after trimming means unknown."""
    return {name: _clean(value) for name, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value).strip() or None
    return tuple(map(_clean_part, value)) if isinstance(value, tuple) else value


def _clean_part(part: Any) -> Any:
    """One entry of a list: a text, or an item whose texts are cleaned; in an item empty stays empty."""
    if isinstance(part, str):
        return clean_text(part).strip()
    from dataclasses import is_dataclass

    if not is_dataclass(part) or isinstance(part, type):
        return part
    texts = {f.name: _clean_part(value) for f in fields(part) if isinstance(value := getattr(part, f.name), str)}
    return replace(part, **texts)


def _refuse_faults(spec: EntitySpec[Any], entity: object, wanted: Mapping[str, object]) -> None:
    faults = {n: m for n, m in check_all(spec, entity).items() if n in wanted}
    if faults:
        raise ValidationError(faults)


def _name(spec: EntitySpec[Any], entity: object) -> str:
    value = getattr(entity, spec.title)
    return str(value) if value is not None else tr(spec.label)


def _edit_label(session: Session, spec: EntitySpec[Any], ids: tuple[str, ...], values: Mapping[str, object]) -> Message:
    what = Message(spec.field(next(iter(values))).label) if len(values) == 1 else Message(N_("fields"))
    if len(ids) == 1:
        return Message(N_("Change {field} of “{name}”"), {"field": what, "name": title_of(session, spec, ids[0])})
    return Message(N_("Change {field} of {n} records"), {"field": what, "n": len(ids)})
