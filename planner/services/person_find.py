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
    for spec in (CONTACT, PERSON):
        fitting = [
            one.id
            for one in crud.every(session, spec)
            if email and email in {(getattr(one, name, None) or "").casefold() for name in ("email", "email2")}
        ]
        if len(fitting) == 1:
            return spec.name, fitting[0]
    try:
        return CONTACT.name, records.named(session, CONTACT, wanted)
    except NotFoundError:
        return PERSON.name, records.named(session, PERSON, wanted)
