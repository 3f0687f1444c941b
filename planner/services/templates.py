# SPDX-License-Identifier: Apache-2.0
"""Verbs on checklist templates (domain-model entity 29): make, change, copy, retire, use; starter library; files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from planner.entities.reviews.checklist_template import (
    CHECKLIST_TEMPLATE,
    DOMAINS,
    ChecklistTemplate,
    TemplateItem,
)
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.formats import checklist_file
from planner.formats.checklist_file import MAX_CHECKS, SUFFIX, ReadTemplate
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import N_, Message, language, tr
from planner.rules.checklist import Wanted, spots
from planner.rules.limits import fault as limit_fault
from planner.safe.files import write_atomic
from planner.services import checklist, crud
from planner.services.checklist_library import library
from planner.services.checks import insert_check
from planner.services.parts import change as put
from planner.services.parts import new
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader, Table
from planner.store.unit import Unit

_ORDER: Final = {name: place for place, (name, _) in enumerate(DOMAINS)}
_CONTENT: Final = frozenset({"name", "domain", "asset_kinds", "items", "language", "note", "audience"})
_LAST_POSITION: Final = "SELECT coalesce(max(position), 0) FROM inspection_result WHERE review_id = ? AND deleted = 0"


def listing(session: Session) -> list[ChecklistTemplate]:
    """All templates by field of work and name, those in use first."""
    found = crud.every(session, CHECKLIST_TEMPLATE)
    return sorted(found, key=lambda t: (t.retired_on is not None, _ORDER.get(t.domain, 99), t.name.casefold(), t.id))


def make(
    session: Session,
    name: str,
    *,
    items: Sequence[TemplateItem] = (),
    origin: str = "own",
    source: object = None,
    **fields: Any,
) -> ChecklistTemplate:
    """A new template in its first version; ValidationError names the row that can't be kept."""
    kept: list[ChecklistTemplate] = []

    def work(unit: Unit) -> None:
        kept.append(_add(session, unit, name=name, items=tuple(items), origin=origin, **fields))

    session.write(Message(N_("Add checklist “{name}”"), {"name": name.strip()}), work, source)
    return kept[0]


def change(session: Session, key: str, *, source: object = None, **fields: Any) -> ChecklistTemplate:
    """Change what a template says; its version rises by one in the same step. Nothing new changes nothing.

    Reviews that were made of an earlier version stay as they are.
    """
    unknown = set(fields) - _CONTENT
    assert not unknown, unknown
    kept: list[ChecklistTemplate] = []
    if "items" in fields:
        fields["items"] = keyed(session, fields["items"])
        _refuse_faults(fields["items"])

    def work(unit: Unit) -> None:
        before = Table(CHECKLIST_TEMPLATE, unit).get(key)
        if replace(before, **crud.cleaned(fields)) == before:
            kept.append(before)
            return
        kept.append(put(unit, CHECKLIST_TEMPLATE, key, **fields, version=before.version + 1))

    label = Message(N_("Change checklist “{name}”"), {"name": crud.title_of(session, CHECKLIST_TEMPLATE, key)})
    session.write(label, work, source)
    return kept[0]


def copy(session: Session, key: str, name: str = "", *, source: object = None) -> ChecklistTemplate:
    """A template of one's own with the same checks; the checks keep their keys, so that their past is found."""
    before = crud.get(session, CHECKLIST_TEMPLATE, key)
    wanted = name.strip() or tr("{name} (copy)", name=before.name)
    fields = {part: getattr(before, part) for part in _CONTENT - {"name", "items"}}
    return make(session, wanted, items=before.items, source=source, **fields)


def retire(session: Session, keys: Iterable[str], *, source: object = None) -> ChangeSet:
    """Offer templates for new reviews no more; those made of them keep them."""
    label = (N_("Retire checklist “{name}”"), N_("Retire {n} checklists"))
    return _dated(session, keys, session.today(), label, source)


def bring_back(session: Session, keys: Iterable[str], *, source: object = None) -> ChangeSet:
    """Offer retired templates again."""
    return _dated(session, keys, None, (N_("Use checklist “{name}” again"), N_("Use {n} checklists again")), source)


def _dated(session: Session, keys: Iterable[str], day: object, label: tuple[str, str], source: object) -> ChangeSet:
    from planner.services.parts import named

    ids = tuple(keys)

    def work(unit: Unit) -> None:
        for key in ids:
            put(unit, CHECKLIST_TEMPLATE, key, retired_on=day)

    return session.write(named(session, CHECKLIST_TEMPLATE, ids, *label), work, source)


def use(session: Session, review_id: str, keys: Iterable[str], *, source: object = None) -> int:
    """Add the checks of templates to a review that is under way; how many were added.

    Checks that it has already are not added again. The review keeps name and version of each template.
    """
    review = crud.get(session, NETWORK_REVIEW, review_id)
    if review.state in {"reported", "closed"}:
        raise PlannerError(tr("The review is finished. Open it again to change its checks."), "review-closed")
    ids, added = tuple(keys), [0]

    def work(unit: Unit) -> None:
        added[0] = _use(session, unit, review, ids)
        advance(unit, [review_id], session.today())

    session.write(Message(N_("Add checks to review {name}"), {"name": review.code or ""}), work, source)
    return added[0]


def usable(session: Session, review_id: str) -> list[tuple[ChecklistTemplate, int]]:
    """The templates that have something for a review which it lacks, with how many checks they would add."""
    review = crud.get(session, NETWORK_REVIEW, review_id)

    def work(conn: driver.Connection) -> list[tuple[ChecklistTemplate, int]]:
        pool = checklist.pool(conn)
        counts: dict[str, int] = {}
        for one in _lacking(conn, review, [template.id for template in pool]):
            counts[one.template.id] = counts.get(one.template.id, 0) + 1
        return [(template, counts[template.id]) for template in pool if template.id in counts]

    return session.read(work)


def _lacking(conn: driver.Connection, review: NetworkReview, ids: Sequence[str]) -> list[Wanted]:
    """What templates ask for and the review does not have."""
    there = Reader(INSPECTION_RESULT, conn).where("review_id = ?", (review.id,))
    taken = {spot for check in there for spot in spots(check.asset_id, check.item_key, check.item)}
    return [one for one in checklist.wanted_for(conn, review, ids) if not taken.intersection(one.spots)]


def _use(session: Session, unit: Unit, review: NetworkReview, ids: tuple[str, ...]) -> int:
    last = unit.conn.execute(_LAST_POSITION, (review.id,)).fetchone()[0]
    used = {one.template_id: one for one in review.templates}
    count = 0
    for count, one in enumerate(_lacking(unit.conn, review, ids), start=1):
        place = {"account_id": review.account_id, "review_id": review.id, "position": int(last) + count}
        insert_check(session, unit, **place, **checklist.fields(one), audience=review.audience)
        used[one.template.id] = checklist.used_template(one.template)
    if count:
        put(unit, NETWORK_REVIEW, review.id, templates=tuple(used.values()))
    return count


# -- the starter library


def starters(session: Session, wanted: str = "") -> list[ChecklistTemplate]:
    """The templates of the starter library that the portfolio does not have yet, in a language or the present one."""
    there = {item.key for template in crud.every(session, CHECKLIST_TEMPLATE) for item in template.items if item.key}
    return [t for t in library(wanted or language()) if not any(item.key in there for item in t.items)]


def take_starters(
    session: Session, keys: Iterable[str] | None = None, wanted: str = "", *, source: object = None
) -> list[ChecklistTemplate]:
    """Put templates of the starter library into the portfolio, all that are missing unless some are named."""
    ids = None if keys is None else frozenset(keys)
    chosen = [template for template in starters(session, wanted) if ids is None or template.id in ids]
    kept: list[ChecklistTemplate] = []

    def work(unit: Unit) -> None:
        table = Table(CHECKLIST_TEMPLATE, unit)
        kept.extend(table.add(replace(template, id=session.new_id())) for template in chosen)

    label = N_("Take {n} checklists from the starter library")
    if len(chosen) == 1:
        label = N_("Take checklist “{name}” from the starter library")
    if chosen:
        session.write(Message(label, {"n": len(chosen), "name": chosen[0].name}), work, source)
    return kept


# -- files


def read_file(path: Path) -> list[ReadTemplate]:
    """The templates of a checklist file, or the checks of a CSV or XLSX table as one; touches no portfolio.

    All of it or nothing: ChecklistFileError says the line and the field at fault, RefusedError why it can't be read.
    """
    from planner.formats import checklist_table

    if path.suffix.casefold() in checklist_table.SUFFIXES:
        return [checklist_table.read_items(path)]
    return checklist_file.read_file(path, language())


def add_read(
    session: Session, read: Sequence[ReadTemplate], file_name: str, *, source: object = None
) -> list[ChecklistTemplate]:
    """Add the templates of a file in one step; one that is there word for word is left out, so nothing is asked twice.

    A template of the same name with other checks gets a number behind its name.
    """
    there = [t for t in crud.every(session, CHECKLIST_TEMPLATE) if t.retired_on is None]
    added = [one for one in read if not any(_same(one, template) for template in there)]
    names = {template.name for template in there}
    kept: list[ChecklistTemplate] = []

    def work(unit: Unit) -> None:
        for one in added:
            name = next(n for n in (one.name, *(f"{one.name} ({k})" for k in range(2, 1000))) if n not in names)
            names.add(name)
            fields: dict[str, Any] = {"domain": one.domain, "asset_kinds": one.asset_kinds, "note": one.note or None}
            fields |= {"language": one.language or language(), "version": one.version}
            kept.append(_add(session, unit, name=name, items=tuple(one.items), origin="file", **fields))

    if added:
        session.write(Message(N_("Import checklists from {file}"), {"file": file_name}), work, source)
    return kept


def _same(read: ReadTemplate, template: ChecklistTemplate) -> bool:
    """Whether a template asks for just what the one of a file asks for."""
    asked = [tuple(replace(item, key="") for item in items) for items in (read.items, template.items)]
    heads = ((read.name, read.domain, read.asset_kinds), (template.name, template.domain, template.asset_kinds))
    return asked[0] == asked[1] and heads[0] == heads[1]


def import_file(session: Session, path: Path, *, source: object = None) -> list[ChecklistTemplate]:
    """Read a file and add what it holds."""
    return add_read(session, read_file(path), path.name, source=source)


def export_file(session: Session, keys: Iterable[str], path: Path) -> Path:
    """Write templates as a checklist file, or one as a table where the name ends in .csv or .xlsx."""
    from planner.formats import checklist_table

    found = [crud.get(session, CHECKLIST_TEMPLATE, key) for key in keys]
    if path.suffix.casefold() in checklist_table.SUFFIXES:
        if len(found) != 1:
            raise PlannerError(
                tr("A table holds one checklist. Choose one, or a name ending in {suffix}.", suffix=SUFFIX)
            )
        checklist_table.write_items(path, found[0])
        return path
    target = path if path.suffix.casefold() in checklist_file.SUFFIXES else path.with_name(path.name + SUFFIX)
    write_atomic(target, checklist_file.write(found).encode())
    return target


# -- checks of a template


def keyed(session: Session, items: Iterable[TemplateItem]) -> tuple[TemplateItem, ...]:
    """The checks with a key each; a key that came twice, as by copying a row, is made anew."""
    seen: set[str] = set()
    found = []
    for item in items:
        key = item.key if item.key and item.key not in seen else session.new_id().lower()
        seen.add(key)
        found.append(replace(item, key=key))
    return tuple(found)


def item_faults(items: Sequence[TemplateItem]) -> dict[int, str]:
    """What is wrong with each check, by its place from 0."""
    found: dict[int, str] = {}
    for place, item in enumerate(items):
        reason = limit_fault(item.ok_range)
        if not item.item.strip():
            found[place] = tr("The check has no name.")
        elif reason is not None:
            found[place] = reason.text()
    return found


def _refuse_faults(items: Sequence[TemplateItem]) -> None:
    if len(items) > MAX_CHECKS:
        raise ValidationError({"items": tr("A template holds up to {n} checks.", n=MAX_CHECKS)})
    for place, fault in item_faults(items).items():
        raise ValidationError({"items": tr("Row {n}: {fault}", n=place + 1, fault=fault)})


def _add(session: Session, unit: Unit, **fields: Any) -> ChecklistTemplate:
    items = keyed(session, fields.pop("items"))
    _refuse_faults(items)
    fields.setdefault("language", language())
    return new(session, unit, CHECKLIST_TEMPLATE, items=items, **fields)
