# SPDX-License-Identifier: Apache-2.0
"""Planning until the list has nothing more to say, so that the same list twice changes nothing.

Where rows and records share phones, domains or names, what a row is about can depend on what the other rows have
made of the portfolio. Such lists are planned again on what they would leave behind, and the plans become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planner.entities.customers.account import ACCOUNT
from planner.entities.relations.contact import CONTACT
from planner.services.import_work import Known, Writes
from planner.views.import_view import RowCheck

MOST_ROUNDS = 6


def known_after(known: Known, writes: Writes) -> Known:
    """The records as they will be once a plan is written."""
    found = Known(
        accounts=known.accounts | {a.id: a for a in writes.accounts},
        people=known.people | {p.id: p for p in writes.people},
        contacts=known.contacts | {c.id: c for c in writes.contacts},
        units=known.units | {u.id: u for u in writes.units},
        seats={key: list(seats) for key, seats in known.seats.items()},
        sites=known.sites | {s.id: s for s in writes.sites},
        assets=known.assets | {a.id: a for a in writes.assets},
        last_step=known.last_step,
        erased=known.erased,
    )
    for seat in writes.seats:
        found.seats.setdefault(seat.contact_id, []).append(seat)
    for spec, entity in writes.changed:
        if spec is ACCOUNT:
            found.accounts[entity.id] = entity
        elif spec is CONTACT:
            found.contacts[entity.id] = entity
        else:
            held = found.seats[entity.contact_id]
            held[:] = [entity if seat.id == entity.id else seat for seat in held]
    return found


def joined_writes(first: Writes, second: Writes) -> Writes:
    """Both plans in one: what the first makes and the second changes is made changed at once."""
    changes: dict[str, tuple[Any, Any]] = {e.id: (spec, e) for spec, e in (*first.changed, *second.changed)}
    made = {name: _made(name, first, second, changes) for name in ("people", "accounts", "units", "contacts", "seats")}
    made |= {name: _made(name, first, second, changes) for name in ("sites", "assets")}
    accounts = {a.id: a for a in made["accounts"]} | {e.id: e for spec, e in changes.values() if spec is ACCOUNT}
    graded = {a.id: accounts.get(a.id, a) for a in (*first.graded, *second.graded)}
    return Writes(**made, changed=list(changes.values()), graded=list(graded.values()))


def _made(name: str, first: Writes, second: Writes, changes: dict[str, tuple[Any, Any]]) -> list[Any]:
    new = [*getattr(first, name), *getattr(second, name)]
    return [changes.pop(entity.id)[1] if entity.id in changes else entity for entity in new]


def joined_rows(first: Sequence[RowCheck], second: Sequence[RowCheck]) -> tuple[RowCheck, ...]:
    """What happens with each row in both plans together."""
    return tuple(_row(one, other) for one, other in zip(first, second, strict=True))


def _row(first: RowCheck, second: RowCheck) -> RowCheck:
    if second.outcome not in {"create", "update"}:
        return first
    if first.outcome not in {"create", "update"}:
        return second
    diffs = {diff.label: diff for diff in first.diffs}
    for diff in second.diffs:
        old = diffs[diff.label].old if diff.label in diffs else diff.old
        diffs[diff.label] = replace(diff, old=old)
    return replace(first, diffs=tuple(diffs.values()))
