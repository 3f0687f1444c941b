# SPDX-License-Identifier: Apache-2.0
"""A seat of a decision that nobody known holds: which it is, and the small window that asks who holds it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.entities.relations.contact import CONTACT
from planner.entities.relations.decision_role import CHAINS, ROLES
from planner.services import people
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog

NEW_FIELDS: Final = ("name", "title", "unit_id", "email", "phone")
_ROLES: Final = frozenset(role for role, _ in ROLES)
_CHAINS: Final = frozenset(chain for chain, _ in CHAINS)


def seat_of(key: str) -> tuple[str, str] | None:
    """Role and chain of a mark that stands for a seat: "person-seat-approver-", "seat-…", "step-<chain>-<role>"."""
    parts = key.removeprefix("person-").split("-")
    if parts[0] not in {"seat", "step"} or len(parts) < 3:
        return None
    role, chain = (parts[1], parts[2]) if parts[0] == "seat" else (parts[2], parts[1])
    return (role, chain) if role in _ROLES else None


def ask_holder(app: AppContext, account_id: str, seat: tuple[str, str], window: QWidget) -> NewRecordDialog:
    """Ask who holds a seat: a new person with that role and chain."""
    role, chain = seat
    add = partial(add_person, role=role or None, chain=chain if chain in _CHAINS else None)
    dialog = NewRecordDialog(app, CONTACT, account_id=account_id, fields=NEW_FIELDS, add=add, parent=window)
    dialog.setObjectName("dlgRemedy")
    dialog.open()
    return dialog


def add_person(
    session: Session, values: Mapping[str, Any], source: object, *, role: str | None = None, chain: str | None = None
) -> Any:
    """Add a person with a seat, where one is given."""
    rest = dict(values)
    account_id, name = str(rest.pop("account_id")), str(rest.pop("name", "") or "")
    return people.add_contact(session, account_id, name, role=role, chain=chain, source=source, **rest)
