# SPDX-License-Identifier: Apache-2.0
"""Planning an import of people: their account, who they are, their unit, and their seat in decisions."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any

from planner.entities.customers.org_unit import OrgUnit
from planner.entities.relations.contact import CONTACT, Contact
from planner.entities.relations.decision_role import CHAINS, DECISION_ROLE, ROLES, DecisionRole
from planner.formats.values import FREE_MAIL, domain_of_email, normalise_domain, normalise_name
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, Message, tr
from planner.services.import_match import (
    Found,
    Index,
    Keys,
    Subject,
    after,
    contact_keys,
    double_of,
    doubtful,
    matched_by,
)
from planner.services.import_values import Draft
from planner.services.import_work import Work, changes_of, plain_values
from planner.views.import_view import Diff

NAME_ONLY = N_(
    "This list has no numbers, e-mails or phones, so people of exactly the same name at the same account count as"
    " the same person."
)
NEW_UNITS = N_("New units that will be added to their accounts: {n}.")
_EVERY = 500
_RANK = {role: place for place, (role, _) in enumerate(ROLES)}


@dataclass(slots=True)
class AccountNames:
    """Ids of the accounts by everything a list of people may call them."""

    numbers: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    domains: dict[str, set[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Seats:
    """What rows do to seats in decisions, and how that reads."""

    diffs: dict[int, tuple[Diff, ...]] = field(default_factory=dict)


def plan_contacts(work: Work) -> dict[int, tuple[Diff, ...]]:
    """Decide what happens with every row and what is written; gives the differences in seats by row."""
    accounts = account_names(work)
    for draft in work.drafts:
        if not draft.faults:
            _name(draft)
            find_account(draft, accounts, work)
    _match(work)
    work.labels |= {u.id: u.name for u in work.known.units.values()}
    work.labels |= {a.id: a.name for a in work.known.accounts.values()}
    units = {(u.account_id, normalise_name(u.name)): u for u in work.known.units.values()}
    seats = _Seats()
    for draft in work.drafts:
        if draft.alive:
            _settle(work, draft, units, seats)
    if work.writes.units:
        work.notes.append(Message(NEW_UNITS, {"n": len(work.writes.units)}))
    return seats.diffs


def account_names(work: Work) -> AccountNames:
    """What lists may call the accounts there are."""
    found = AccountNames()
    for account in work.known.accounts.values():
        if account.external_id:
            found.numbers.setdefault(normalise_name(account.external_id), set()).add(account.id)
        for name in (account.name, account.legal_name):
            if name:
                found.names.setdefault(normalise_name(name), set()).add(account.id)
        for text in (account.domain, account.website):
            domain = normalise_domain(text) if text else None
            if domain and domain not in FREE_MAIL:
                found.domains.setdefault(domain, set()).add(account.id)
    return found


def _name(draft: Draft) -> None:
    """A name made of its parts where the list has no whole one; Chinese names have the family first, no space."""
    given, family = draft.values.get("given_name"), draft.values.get("family_name")
    if "name" in draft.values or not (given or family):
        return
    parts = [part for part in (given, family) if part]
    chinese = all("\u3400" <= c <= "\u9fff" for part in parts for c in part)
    draft.values["name"] = "".join(reversed(parts)) if chinese else " ".join(parts)


def find_account(draft: Draft, accounts: AccountNames, work: Work) -> None:
    """The account by number, name or domain of its cell, else by the domain of the e-mail; kept under "account_id"."""
    text = draft.values.get("account")
    by_mail = _by_mail(draft, accounts)
    if text is None:
        if len(by_mail) == 1:
            draft.values["account_id"] = next(iter(by_mail))
        return
    word = normalise_name(text)
    domain = normalise_domain(text) or ""
    for ids in (accounts.numbers.get(word), accounts.names.get(word), accounts.domains.get(domain)):
        if not ids:
            continue
        fitting = ids & by_mail if len(ids) > 1 else ids
        if len(fitting) == 1:
            draft.values["account_id"] = next(iter(fitting))
            draft.values["account_told"] = True
        else:
            work.refuse(draft, "account", tr("Several accounts have this name. Give the customer number instead."))
        return
    if len(by_mail) == 1:
        draft.values["account_id"] = next(iter(by_mail))
        draft.remark = tr("The account was found by the domain of the e-mail.")
        return
    work.refuse(draft, "account", tr("There is no such account. Import accounts first, or correct the name."))


def _by_mail(draft: Draft, accounts: AccountNames) -> set[str]:
    for name in ("email", "email2"):
        domain = domain_of_email(draft.values.get(name, ""), for_identity=True)
        if domain and domain in accounts.domains:
            return accounts.domains[domain]
    return set()


def _match(work: Work) -> None:
    index = Index()
    for contact in work.known.contacts.values():
        keys = contact_keys(contact, contact.account_id, _country(work, contact.account_id))
        index.add(Subject(key=contact.id, keys=keys, stored=contact))
    wanted = [_keys(work, draft) for draft in work.drafts]
    name_only = bool(wanted) and not any(k.any for k in wanted)
    if name_only:
        work.notes.append(Message(NAME_ONLY))
    # Rows that cannot become a person of their own come last: they are about who is there or about another row.
    order = sorted(range(len(wanted)), key=lambda at: (not _is_whole(work.drafts[at]), wanted[at].rank))
    for done, at in enumerate(order):
        if done % _EVERY == 0:
            work.report(done, len(wanted), tr("Comparing with what is there"))
        if not work.drafts[at].faults:
            _place(work, index, work.drafts[at], wanted[at], name_only=name_only)
            work.contested |= not work.drafts[at].alive
    work.contested |= index.contested or (index.namesakes and not all(k.any for k in wanted))


def _is_whole(draft: Draft) -> bool:
    return "name" in draft.values and "account_id" in draft.values


def _keys(work: Work, draft: Draft) -> Keys:
    scope = draft.values.get("account_id", "")
    return contact_keys(draft.values, scope, _country(work, scope))


def _country(work: Work, account_id: str) -> str:
    account = work.known.accounts.get(account_id)
    return (account.country if account else None) or ""


def _place(work: Work, index: Index, draft: Draft, keys: Keys, *, name_only: bool) -> None:
    found = _found(work, index, draft, keys, name_only=name_only)
    subject = found.subject
    if found.doubt:
        draft.refuse(_column(work, found.by), "", doubtful(found.by))
    elif subject is None:
        _create(work, index, draft, keys)
    elif draft.values.get("account_told") and subject.keys.scope != keys.scope:
        at = work.known.accounts.get(subject.keys.scope)
        reason = tr("This person is at {account}. An import moves nobody.", account=at.name if at else "–")
        work.refuse(draft, "account", reason)
    elif subject.row is not None:
        index.join(subject, keys)
        draft.skip(double_of(found.by, subject.row), left_out=True)
    else:
        subject.row, subject.values = draft.number, draft.values
        country = _country(work, subject.keys.scope)
        index.change(subject, contact_keys(after(subject.stored, draft.values), subject.keys.scope, country))
        draft.key, draft.stored, draft.outcome = subject.key, subject.stored, "update"
        draft.values["account_id"] = subject.keys.scope
        draft.remark = draft.remark or matched_by(found.by)


def _found(work: Work, index: Index, draft: Draft, keys: Keys, *, name_only: bool) -> Found:
    if keys.any:
        return index.find(keys)
    if not keys.scope or not keys.name:
        return Found()
    if name_only:
        return index.find_by_name(keys)
    return Found(next((s for s in index.named(keys) if _says_the_same(work, s, draft)), None), "name")


def _column(work: Work, by: str) -> str:
    """The header to name when a kind of key fits several people."""
    if by == "phone" and work.reading.has("mobile"):
        return work.reading.header("mobile")
    return work.reading.header(by)


def _says_the_same(work: Work, subject: Subject, draft: Draft) -> bool:
    """Whether somebody of this name at the account holds everything the row says."""
    contact: Contact | None = subject.stored
    unit = work.known.units.get(contact.unit_id or "") if contact else None
    seats = work.known.seats.get(subject.key, [])
    for name, value in draft.values.items():
        if contact is None or name in subject.values:
            same = name in {"name", "account", "account_told"} or subject.values.get(name) == value
        elif name == "unit":
            same = unit is not None and normalise_name(unit.name) == normalise_name(value)
        elif name in {"role", "chain"}:
            same = any(getattr(seat, name) == value for seat in seats)
        else:
            same = name in {"name", "account", "account_id", "account_told"} or getattr(contact, name) == value
        if not same:
            return False
    return True


def _create(work: Work, index: Index, draft: Draft, keys: Keys) -> None:
    if "name" not in draft.values:
        work.refuse(draft, "name", tr("A new person needs a name."))
    elif not keys.scope:
        work.refuse(draft, "account", tr("Nothing in this row tells at which account this person is."))
    if draft.faults or not _may_come_back(work, draft, keys):
        index.add(Subject(key="", keys=keys, row=draft.number))  # a further row with its keys is no better
    else:
        draft.key = work.session.new_id()
        index.add(Subject(key=draft.key, keys=keys, values=draft.values, row=draft.number))


def _may_come_back(work: Work, draft: Draft, keys: Keys) -> bool:
    """Whether somebody new was never erased here, or is to be imported all the same."""
    day = work.known.erased.day_of(keys) if work.known.erased else None
    if day is None:
        return True
    if work.reading.erased == "import":
        draft.remark = tr("This person was erased here on {day}.", day=day_text(day))
        return True
    work.erased.append(str(draft.values["name"]))
    draft.skip(tr("This person was erased here on {day}, so this row was left out.", day=day_text(day)), left_out=True)
    return False


def _settle(work: Work, draft: Draft, units: dict[tuple[str, str], OrgUnit], seats: _Seats) -> None:
    wanted = plain_values(work, draft)
    if "unit" in draft.values:
        wanted["unit_id"] = _unit(work, draft, units)
    said = _seat(work, draft)
    if said:
        seats.diffs[draft.at] = said
    if draft.stored is None:
        draft.sets = {"account_id": draft.values["account_id"], **wanted}
        work.writes.contacts.append(Contact(id=draft.key, **draft.sets))
        return
    draft.sets = changes_of(work, draft, wanted)
    if draft.sets:
        work.writes.changed.append((CONTACT, replace(draft.stored, **draft.sets)))
    elif not said:
        draft.skip(tr("Nothing new: everything in this row is known already."), left_out=False)


def _unit(work: Work, draft: Draft, units: dict[tuple[str, str], OrgUnit]) -> str:
    place = (draft.values["account_id"], normalise_name(draft.values["unit"]))
    if place not in units:
        units[place] = OrgUnit(id=work.session.new_id(), account_id=place[0], name=draft.values["unit"])
        work.writes.units.append(units[place])
        work.labels[units[place].id] = units[place].name
    return units[place].id


def _seat(work: Work, draft: Draft) -> tuple[Diff, ...]:
    """Give the person the seat the row tells of, or change the highest one, as the verb for roles does."""
    role, chain = draft.values.get("role"), draft.values.get("chain")
    seats = sorted(work.known.seats.get(draft.key, []), key=lambda s: _RANK[s.role])
    told: dict[str, Any] = {name: value for name, value in (("role", role), ("chain", chain)) if value}
    if not told or any(all(getattr(s, name) == value for name, value in told.items()) for s in seats):
        return ()
    if seats:
        changed = {name: value for name, value in told.items() if getattr(seats[0], name) != value}
        work.writes.changed.append((DECISION_ROLE, replace(seats[0], **changed)))
        return tuple(_seat_diff(name, getattr(seats[0], name), value) for name, value in changed.items())
    if role is None:
        draft.remark = tr("The chain was not used: it needs a decision role.")
        return ()
    place = {"account_id": draft.values["account_id"], "contact_id": draft.key}
    work.writes.seats.append(DecisionRole(id=work.session.new_id(), **place, **told))
    return tuple(_seat_diff(name, None, value) for name, value in told.items())


def _seat_diff(name: str, old: str | None, new: str) -> Diff:
    words = dict(ROLES if name == "role" else CHAINS)
    label, before = tr(DECISION_ROLE.field(name).label), tr(words[old]) if old else ""
    return Diff(label=label, old=before, new=tr(words[new]), name=name, was=old, will=new)
