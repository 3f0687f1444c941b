# SPDX-License-Identifier: Apache-2.0
"""Back and forward through places, and the place where a changed record is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.services.session import Session
from ui.context import Place
from ui.screens.sections import SECTIONS

if TYPE_CHECKING:
    from planner.kernel.changes import ChangeSet

_KEPT: Final = 200


class PlaceHistory:
    """The way the user went, as a browser keeps it; going somewhere new forgets the way forward."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._ahead: list[Place] = []
        self.current: Place | None = None

    def filled(self, place: Place) -> Place:
        """Charts are of one account: without one named, of the account visited last."""
        seen = self.accounts() if place.page == "charts" and place.account_id is None else []
        return place._replace(account_id=seen[0]) if seen else place

    def go(self, place: Place) -> None:
        """Note a new place; the same place again is no step."""
        if place == self.current:
            return
        if self.current is not None:
            self._back.append(self.current)
            del self._back[:-_KEPT]
        self._ahead.clear()
        self.current = place

    def back(self) -> Place | None:
        """Step back; None at the beginning."""
        if not self._back or self.current is None:
            return None
        self._ahead.append(self.current)
        self.current = self._back.pop()
        return self.current

    def forward(self) -> Place | None:
        """Step forward again; None at the end."""
        if not self._ahead or self.current is None:
            return None
        self._back.append(self.current)
        self.current = self._ahead.pop()
        return self.current

    @property
    def can_back(self) -> bool:
        """Whether there is a step back."""
        return bool(self._back)

    @property
    def can_forward(self) -> bool:
        """Whether there is a step forward."""
        return bool(self._ahead)

    def accounts(self) -> list[str]:
        """Accounts visited, the last one first."""
        way = [*self._back, *([self.current] if self.current else [])]
        return list(dict.fromkeys(p.account_id for p in reversed(way) if p.account_id))


def place_of(session: Session, changes: ChangeSet) -> Place | None:
    """Where the first record of a step is shown; None when it belongs to no page."""
    from planner.entities.registry import BY_TABLE
    from planner.services import crud

    focus = changes.focus
    if focus is None:
        return None
    spec = BY_TABLE[focus[0]]
    section = SECTIONS.get(spec.name)
    if section is None:
        return Place(page="settings") if spec.name in {"person", "ruleset", "checklist_template"} else None
    found = crud.find(session, spec, focus[1])
    account_id = _account_of(spec.name, focus[1], found, changes)
    if account_id is None or not _is_live(session, account_id):
        return Place(page="accounts")
    first = next((row for row in changes if row.key == focus[1]), None)
    field = next(iter(first.after or ()), None) if first is not None and first.kind == "edit" else None
    record = focus[1] if found is not None else None
    return Place(page="account", account_id=account_id, section=section, record=record, field=field)


def _account_of(kind: str, key: str, found: object, changes: ChangeSet) -> str | None:
    if kind == "account":
        return key
    if found is not None:
        return str(getattr(found, "account_id", "")) or None
    for row in changes:
        image = row.before or row.after or {}
        if row.key == key and image.get("account_id"):
            return str(image["account_id"])
    return None


def _is_live(session: Session, account_id: str) -> bool:
    from planner.entities.customers.account import ACCOUNT
    from planner.services import crud

    return crud.find(session, ACCOUNT, account_id) is not None
