# SPDX-License-Identifier: Apache-2.0
"""What planning an import stands on: the records there are, the drafts of the rows, and what will be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, TypeVar

from planner.entities.common.person import PERSON, Person
from planner.entities.customers.account import ACCOUNT, Account
from planner.entities.customers.asset import ASSET, Asset
from planner.entities.customers.org_unit import ORG_UNIT, OrgUnit
from planner.entities.customers.site import SITE, Site
from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import DECISION_ROLE, DecisionRole
from planner.entities.spec import EntitySpec
from planner.formats.values import normalise_email, normalise_name, normalise_phone
from planner.kernel.data import dataclass
from planner.kernel.text import N_, Message, language, tr
from planner.rules import asset_kinds
from planner.services.erased_before import ErasedBefore
from planner.services.import_fields import FIELDS, SPECS
from planner.services.import_match import by_name
from planner.services.import_values import Draft, Reading, Report
from planner.services.session import Session
from planner.store import undo_stacks
from planner.store.queries import imports
from planner.views.import_view import Diff

T = TypeVar("T")
NEW_PEOPLE = N_("These colleagues are new and will be added: {names}.")
_NAMED = 5


@dataclass(slots=True)
class Known:
    """The live records that an import meets, read before anything is decided."""

    accounts: dict[str, Account] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    units: dict[str, OrgUnit] = field(default_factory=dict)
    seats: dict[str, list[DecisionRole]] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    last_step: int = 0
    erased: ErasedBefore | None = None


@dataclass(slots=True)
class Writes:
    """What an import writes: new records and whole new states of old ones."""

    people: list[Person] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    units: list[OrgUnit] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    seats: list[DecisionRole] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    changed: list[tuple[EntitySpec[Any], Any]] = field(default_factory=list)
    graded: list[Account] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many records are written."""
        new = len(self.people) + len(self.accounts) + len(self.units) + len(self.contacts) + len(self.seats)
        new += len(self.sites) + len(self.assets)
        return new + len(self.changed) + len(self.graded)


@dataclass(slots=True)
class Work:
    """One planning: its drafts, what they meet, and what comes out.

    ``contested`` says that another planning on the result could tell more (`import_rounds`).
    """

    session: Session
    reading: Reading
    drafts: list[Draft]
    known: Known
    report: Report
    writes: Writes = field(default_factory=Writes)
    notes: list[Message] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    contested: bool = False
    erased: list[str] = field(default_factory=list)
    new_people: dict[str, Person] = field(default_factory=dict)
    people_ids: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, draft: Draft, name: str, reason: str) -> None:
        """Leave a row out because of the cell of one field."""
        value = draft.values.get(name)
        draft.refuse(self.reading.header(name), value if isinstance(value, str) else "", reason)


def read_known(session: Session, kind: str, report: Report) -> Known:
    """The records of a portfolio that an import of this kind meets; the store is held only for moments."""
    known = Known(last_step=session.read(undo_stacks.newest))
    known.accounts = {a.id: a for a in _every(session, ACCOUNT, report)}
    if kind == "accounts":
        known.people = {p.id: p for p in _every(session, PERSON, report)}
        return known
    if kind == "assets":
        known.sites = {s.id: s for s in _every(session, SITE, report)}
        known.assets = {a.id: a for a in _every(session, ASSET, report)}
        return known
    known.erased = ErasedBefore(session)
    known.contacts = {c.id: c for c in _every(session, CONTACT, report)}
    known.units = {u.id: u for u in _every(session, ORG_UNIT, report)}
    for seat in _every(session, DECISION_ROLE, report):
        known.seats.setdefault(seat.contact_id, []).append(seat)
    return known


def _every(session: Session, spec: EntitySpec[T], report: Report) -> list[T]:
    found: list[T] = []
    while True:
        report(0, 0, tr("Looking at what is there"))
        after = getattr(found[-1], "id") if found else ""  # noqa: B009 - T is any record
        part = session.read(lambda conn, last=after: imports.portion(conn, spec, last))  # type: ignore[misc]
        found += part
        if len(part) < imports.PORTION:
            return found


def owner_id(work: Work, draft: Draft) -> str | None:
    """The colleague a row names, new when nobody has that name; None when two have it, and the row is left out."""
    text = draft.values["owner"]
    if not work.people_ids:
        pairs = [(p.name, p.id) for p in work.known.people.values()]
        work.people_ids = by_name([*pairs, *((p.email, p.id) for p in work.known.people.values() if p.email)])
        work.people_ids.setdefault("", [])
    name = normalise_name(text)
    ids = work.people_ids.get(name, [])
    if len(ids) > 1:
        work.refuse(draft, "owner", tr("Several colleagues have this name."))
        return None
    if ids:
        return ids[0]
    if name not in work.new_people:
        work.new_people[name] = Person(id=work.session.new_id(), name=text)
    return work.new_people[name].id


def keep_new_people(work: Work) -> None:
    """Add the colleagues that rows which get in really need, and say so."""
    used = {draft.sets.get("owner_id") for draft in work.drafts if draft.alive}
    people = [person for person in work.new_people.values() if person.id in used]
    work.writes.people += people
    if people:
        names = ", ".join(person.name for person in people[:_NAMED])
        if len(people) > _NAMED:
            names = tr("{names} and {n} more", names=names, n=len(people) - _NAMED)
        work.notes.append(Message(NEW_PEOPLE, {"names": names}))


def changes_of(work: Work, draft: Draft, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose stored value differs from the one wanted."""
    return {name: value for name, value in wanted.items() if not _same(work, draft, name, value)}


def _same(work: Work, draft: Draft, name: str, value: Any) -> bool:
    old = getattr(draft.stored, name)
    if old == value or not isinstance(old, str):
        return bool(old == value)
    if name in {"email", "email2"}:
        return bool(normalise_email(old) == value)
    if name not in {"phone", "mobile"}:
        return False
    country = _country(work, draft)
    number = normalise_phone(value, country)
    return number is not None and number == normalise_phone(old, country)


def _country(work: Work, draft: Draft) -> str:
    stored = draft.stored
    account = stored if isinstance(stored, Account) else work.known.accounts.get(stored.account_id)
    return (account.country if account else None) or ""


def plain_values(work: Work, draft: Draft) -> dict[str, Any]:
    """The values of a row that go into fields of the record as they are."""
    return {
        f.target: draft.values[f.name]
        for f in FIELDS[work.reading.kind]
        if f.target and f.reader != "name_of" and f.name in draft.values
    }


def diffs(work: Work, draft: Draft) -> tuple[Diff, ...]:
    """What a row sets, in words."""
    spec = SPECS[work.reading.kind]
    found: list[Diff] = []
    for name, value in draft.sets.items():
        old = None if draft.stored is None else getattr(draft.stored, name)
        before, after = (_words(work, spec, name, one) for one in (old, value))
        label = tr(spec.field(name).label)
        found.append(Diff(label=label, old=before, new=after, name=name, was=old, will=value))
    return tuple(found)


def _words(work: Work, spec: EntitySpec[Any], name: str, value: Any) -> str:
    if value is None or value == () or (name == "grade" and value == "ungraded"):
        return ""
    part = spec.field(name)
    if part.ref:
        return work.labels.get(value, "")
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return next((tr(label) for stored, label in part.choices if stored == value), _plain(spec, name, value))


def _plain(spec: EntitySpec[Any], name: str, value: Any) -> str:
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if spec is ASSET and name == "kind":
        return asset_kinds.word(str(value), language())
    return value.isoformat() if isinstance(value, date) else str(value)
