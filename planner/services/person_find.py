# SPDX-License-Identifier: Apache-2.0
"""Which person somebody means: one of the customers' people or a colleague, by id, e-mail or name."""

from __future__ import annotations

from planner.entities.common.person import PERSON
from planner.entities.relations.contact import CONTACT
from planner.kernel.errors import NotFoundError
from planner.services import crud, records
from planner.services.session import Session


def named(session: Session, wanted: str) -> tuple[str, str]:
    """Kind and id of the person named; NotFoundError when nobody fits, PlannerError when several do."""
    email = wanted.strip().casefold()
    known: list[tuple[str, str, set[str | None]]] = [
        *((CONTACT.name, one.id, {one.email, one.email2}) for one in crud.every(session, CONTACT)),
        *((PERSON.name, one.id, {one.email}) for one in crud.every(session, PERSON)),
    ]
    fitting = [(kind, key) for kind, key, emails in known if email in {(e or "").casefold() for e in emails}]
    if email and len(fitting) == 1:
        return fitting[0]
    try:
        return CONTACT.name, records.named(session, CONTACT, wanted)
    except NotFoundError:
        return PERSON.name, records.named(session, PERSON, wanted)
