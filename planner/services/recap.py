# SPDX-License-Identifier: Apache-2.0
"""The closing page of a show from the actions that were noted in it (ux 4).

A customer's page is made of shareable actions alone, by the query that reads nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date

from planner.entities.common.person import PERSON
from planner.entities.customers.account import ACCOUNT
from planner.entities.service.action import ACTION, Action
from planner.kernel.text import speaking, tr
from planner.services import crud, customer_facts
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.services.show import Slide
from planner.store.table import Reader
from planner.views.audience import CUSTOMER
from planner.views.recap import LABEL, RECAP, Agreed, recap


def page(
    session: Session, account_id: str, audience: str, noted: Sequence[str], *, as_of: date | None = None,
    language: str = "",
) -> Slide | None:  # fmt: skip
    """The page of the actions with these ids, in this order; None where none of them is for this audience."""
    if audience == CUSTOMER:
        actions = tuple(Agreed(*one) for one in customer_facts.agreed(session, account_id, noted))
    else:
        actions = tuple(one for _, one in mine(session, account_id, noted))
    if not actions:
        return None
    name = customer_facts.name(session, account_id) if account_id else tr("Portfolio")
    day = as_of or session.today()
    with speaking(language) if language else nullcontext():
        view = recap(name, actions, audience, day, sample=is_sample(session))
        return Slide(kind=RECAP, label=tr(LABEL), steps=(view,))


def mine(session: Session, account_id: str, noted: Sequence[str]) -> tuple[tuple[str, Agreed], ...]:
    """The same actions for the presenter's own window, with their ids; those that were dropped are left out."""
    which = "dropped_on IS NULL AND id IN (SELECT value FROM json_each(?)) AND ? IN ('', account_id)"
    kept = session.read(lambda conn: {one.id: one for one in Reader(ACTION, conn).where(
        which, (json.dumps(list(noted)), account_id), order="id")})  # fmt: skip
    names = session.read(lambda conn: {one.id: one.name for one in Reader(PERSON, conn).where("1", (), order="id")})
    accounts = {} if account_id else {one.id: one.name for one in crud.every(session, ACCOUNT)}
    return tuple((key, _agreed(kept[key], names, accounts)) for key in noted if key in kept)


def _agreed(one: Action, names: dict[str, str], accounts: dict[str, str]) -> Agreed:
    """In words; in a show of the whole portfolio the title begins with the account."""
    of = accounts.get(one.account_id)
    title = tr("{account}: {title}", account=of, title=one.title) if of else one.title
    return Agreed(title, one.due, names.get(one.owner_id or "", ""), one.audience)
