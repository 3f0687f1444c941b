# SPDX-License-Identifier: Apache-2.0
"""Planning an import of accounts: matching, owners, parents in any order, and what each row changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from planner.entities.customers.account import ACCOUNT, Account
from planner.formats.values import normalise_name
from planner.kernel.text import N_, Message, tr
from planner.services.import_match import (
    Found,
    Index,
    Keys,
    Subject,
    account_keys,
    after,
    double_of,
    doubtful,
    matched_by,
)
from planner.services.import_values import Draft
from planner.services.import_work import Work, changes_of, keep_new_people, owner_id, plain_values

NAME_ONLY = N_(
    "Nothing in this list but the name tells accounts apart (a phone counts with its country), so accounts of exactly "
    "the same name count as the same account."
)
_EVERY = 500


def plan_accounts(work: Work) -> None:
    """Decide what happens with every row and what is written."""
    _match(work)
    for draft in work.drafts:
        if draft.alive and "owner" in draft.values and (person := owner_id(work, draft)) is not None:
            draft.sets["owner_id"] = person
    _place_parents(work)
    _settle(work)
    keep_new_people(work)
    _label(work)


def _match(work: Work) -> None:
    index = Index()
    for account in work.known.accounts.values():
        above = _names(work.known.accounts.get(account.parent_id or ""))
        index.add(Subject(key=account.id, keys=account_keys(account), stored=account, above=above))
    keys = [account_keys(draft.values) for draft in work.drafts]
    name_only = bool(keys) and not any(k.any for k in keys)
    if name_only:
        work.notes.append(Message(NAME_ONLY))
    # Rows that cannot become an account of their own come last: they are about what is there or about another row.
    order = sorted(range(len(keys)), key=lambda at: ("name" not in work.drafts[at].values, keys[at].rank))
    for done, at in enumerate(order):
        if done % _EVERY == 0:
            work.report(done, len(keys), tr("Comparing with what is there"))
        if not work.drafts[at].faults:
            _place(work, index, work.drafts[at], keys[at], name_only=name_only)
            work.contested |= not work.drafts[at].alive
    work.contested |= index.contested or (index.namesakes and not all(k.any for k in keys))


def _names(account: Account | None) -> frozenset[str]:
    if account is None:
        return frozenset()
    texts = (account.name, account.legal_name, account.external_id)
    return frozenset(normalise_name(text) for text in texts if text)


def _place(work: Work, index: Index, draft: Draft, keys: Keys, *, name_only: bool) -> None:
    parent = draft.values.get("parent")
    above = frozenset((normalise_name(parent),)) if parent else frozenset()
    if name_only:
        found = index.find_by_name(keys)
    elif keys.any:
        found = index.find(keys, above)
    else:
        found = Found(_alike(work, index, draft, keys), "name")
    if found.doubt:
        draft.refuse(work.reading.header(found.by), "", doubtful(found.by))
    elif found.subject is None:
        _create(work, index, draft, keys, above)
    elif found.subject.row is not None:
        index.join(found.subject, keys)
        draft.skip(double_of(found.by, found.subject.row), left_out=True)
    else:
        _take(index, draft, found, above)


def _alike(work: Work, index: Index, draft: Draft, keys: Keys) -> Subject | None:
    """An account of this name that holds everything the row says: the row brings nothing new."""
    if not keys.name:
        return None
    return next((s for s in index.named(keys) if _says_the_same(work, s, draft.values)), None)


def _says_the_same(work: Work, subject: Subject, values: dict[str, Any]) -> bool:
    for name, value in values.items():
        if subject.stored is None or name in subject.values:
            same = name == "name" or subject.values.get(name) == value
        elif name == "owner":
            person = work.known.people.get(subject.stored.owner_id or "")
            same = person is not None and normalise_name(value) in {
                normalise_name(person.name),
                normalise_name(person.email or ""),
            }
        elif name == "parent":
            same = normalise_name(value) in subject.above
        else:
            same = name == "name" or getattr(subject.stored, name) == value
        if not same:
            return False
    return True


def _create(work: Work, index: Index, draft: Draft, keys: Keys, above: frozenset[str]) -> None:
    if "name" not in draft.values:
        work.refuse(draft, "name", tr("A new account needs a name."))
        index.add(Subject(key="", keys=keys, row=draft.number))  # a further row with its keys is no better
        return
    if not keys.any and index.named(keys):
        draft.remark = tr("An account of this name exists; without number, phone or domain it is not taken for it.")
    draft.key = work.session.new_id()
    index.add(Subject(key=draft.key, keys=keys, values=draft.values, row=draft.number, above=above))


def _take(index: Index, draft: Draft, found: Found, above: frozenset[str]) -> None:
    subject = found.subject
    assert subject is not None
    subject.row, subject.values, subject.above = draft.number, draft.values, above or subject.above
    index.change(subject, account_keys(after(subject.stored, draft.values)))
    draft.key, draft.stored, draft.outcome = subject.key, subject.stored, "update"
    draft.remark = matched_by(found.by)


def _place_parents(work: Work) -> None:
    """Find every parent by number or name, among the accounts there are and the rows that get in, and refuse loops.

    A row that is left out can be the parent of another one, so this goes on until nothing changes any more.
    """
    waiting = [draft for draft in work.drafts if draft.alive and "parent" in draft.values]
    if not waiting:
        return
    before = len(waiting) + 1
    while len(waiting) < before:
        before = len(waiting)
        there, lost = _names_after(work), _names_left_out(work)
        for draft in waiting:
            ids = _parents(draft, there)
            if len(ids) == 1:
                draft.sets["parent_id"] = next(iter(ids))
            else:
                work.refuse(draft, "parent", _why_no_parent(draft, lost, several=bool(ids)))
        for draft in _in_loops(work, waiting):
            work.refuse(draft, "parent", tr("These accounts would stand above each other in a circle."))
        waiting = [draft for draft in waiting if draft.alive]


def _names_after(work: Work) -> _Names:
    """What the accounts will be called once the list is in."""
    found = _Names()
    rows = {draft.key: draft.values for draft in work.drafts if draft.alive}
    for account in work.known.accounts.values():
        get = rows.pop(account.id, {}).get
        name, legal = get("name") or account.name, get("legal_name") or account.legal_name
        found.add(account.id, get("external_id") or account.external_id, name, legal)
    for key, values in rows.items():
        found.add(key, values.get("external_id"), values.get("name"), values.get("legal_name"))
    return found


class _Names:
    """Ids of accounts by number, and by name."""

    def __init__(self) -> None:
        self.numbers: dict[str, set[str]] = {}
        self.names: dict[str, set[str]] = {}

    def add(self, key: str, number: str | None, *names: str | None) -> None:
        """Make an account findable."""
        if number:
            self.numbers.setdefault(normalise_name(number), set()).add(key)
        for name in names:
            if name:
                self.names.setdefault(normalise_name(name), set()).add(key)


def _parents(draft: Draft, there: _Names) -> set[str]:
    """The accounts that the cell may mean: by number, else by name."""
    text = normalise_name(draft.values["parent"])
    return there.numbers.get(text) or there.names.get(text) or set()


def _names_left_out(work: Work) -> dict[str, int]:
    """Names and numbers of rows that do not get in, with the numbers of these rows."""
    gone = [draft for draft in work.drafts if not draft.alive]
    texts = ((draft.values.get(name), draft.number) for draft in gone for name in ("name", "external_id"))
    return {normalise_name(text): row for text, row in texts if text}


def _why_no_parent(draft: Draft, lost: dict[str, int], *, several: bool) -> str:
    if several:
        return tr("Several accounts have this name. Give the customer number instead.")
    row = lost.get(normalise_name(draft.values["parent"]))
    if row is not None and row != draft.number:
        return tr("Row {row} with this account is left out.", row=row)
    return tr("There is no such account here or in the file.")


def _in_loops(work: Work, waiting: list[Draft]) -> Iterator[Draft]:
    """Rows whose chain of parents comes back to themselves."""
    parents = {a.id: a.parent_id for a in work.known.accounts.values()}
    planned = {draft.key: draft for draft in waiting if draft.alive}
    parents |= {key: draft.sets["parent_id"] for key, draft in planned.items()}
    done: set[str] = set()
    for start in planned:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = len(path)
            at = parents.get(at)
        if at is not None and at in path:
            yield from (planned[key] for key, place in path.items() if place >= path[at] and key in planned)
        done.update(path)


def _settle(work: Work) -> None:
    for draft in work.drafts:
        if not draft.alive:
            continue
        wanted = {**plain_values(work, draft), **draft.sets}
        if draft.stored is None:
            draft.sets = wanted
            work.writes.accounts.append(Account(id=draft.key, **wanted))
            if wanted.get("grade", "ungraded") != "ungraded":
                work.writes.graded.append(work.writes.accounts[-1])
            continue
        draft.sets = changes_of(work, draft, wanted)
        if not draft.sets:
            draft.skip(tr("Nothing new: everything in this row is known already."), left_out=False)
            continue
        changed: Account = replace(draft.stored, **draft.sets)
        work.writes.changed.append((ACCOUNT, changed))
        if "grade" in draft.sets:
            work.writes.graded.append(changed)


def _label(work: Work) -> None:
    """The names behind the ids that differences speak of."""
    work.labels |= {a.id: a.name for a in work.known.accounts.values()}
    work.labels |= {d.key: d.values["name"] for d in work.drafts if d.key and "name" in d.values}
    work.labels |= {p.id: p.name for p in (*work.known.people.values(), *work.new_people.values())}
