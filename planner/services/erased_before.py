# SPDX-License-Identifier: Apache-2.0
"""Noticing on an import that a person was erased here before: by e-mail, phone, number, or name at the account."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.store import erasures

if TYPE_CHECKING:
    from planner.services.import_match import Keys
    from planner.services.session import Session


class ErasedBefore:
    """The hashed identities of everybody erased; what is asked about is hashed slowly, and only where there are any."""

    def __init__(self, session: Session) -> None:
        self._known: dict[str, dict[str, str]] = {}
        self._asked: dict[tuple[str, str], str | None] = {}
        for salt, on, hashes in session.read(erasures.identities):
            self._known.setdefault(salt, {}).update(dict.fromkeys(hashes, on))

    def day_of(self, keys: Keys) -> date | None:
        """The day somebody with one of these keys was erased; None when nobody was."""
        if not self._known:
            return None
        from planner.services.erasing_work import values_of

        for sort, value in values_of(keys):
            if (sort, value) not in self._asked:
                self._asked[sort, value] = self._look(sort, value)
            on = self._asked[sort, value]
            if on is not None:
                return date.fromisoformat(on)
        return None

    def _look(self, sort: str, value: str) -> str | None:
        from planner.safe.erased_file import slow_digest

        days = (hashes.get(slow_digest(salt, sort, value)) for salt, hashes in self._known.items())
        return next((on for on in days if on is not None), None)
