# SPDX-License-Identifier: Apache-2.0
"""Where editors that point to other records get names from, and make new ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.entities.registry import BY_NAME
from planner.entities.spec import EntitySpec
from planner.kernel.text import tr
from planner.services import crud
from planner.services.lookups import Choice, choices, fold, label_of, labels_of
from planner.services.session import Session
from ui.context import AppContext

# Kinds for which a name alone makes a useful record.
_BY_NAME_ALONE = frozenset({"person", "account", "contact", "org_unit", "site", "asset"})


class RefSource:
    """Choices for the reference fields of one record: of its account, and never the record itself."""

    def __init__(self, app: AppContext, account_id: str | None = None, exclude: str | None = None) -> None:
        self.app = app
        self.account_id = account_id
        self.exclude = exclude

    @property
    def session(self) -> Session:
        """The open portfolio."""
        return self.app.session

    def spec(self, entity: str) -> EntitySpec[Any]:
        """The spec of a kind; KeyError when unknown."""
        return BY_NAME[entity]

    def choices(self, entity: str, text: str) -> list[Choice]:
        """The records whose name fits the text, best first."""
        found = choices(self.session, entity, text, self.account_id)
        return [choice for choice in found if choice.id != self.exclude]

    def exact(self, entity: str, text: str) -> Choice | None:
        """The one record that goes by exactly this name."""
        wanted = fold(text)
        found = [choice for choice in self.choices(entity, text) if fold(choice.label) == wanted]
        return found[0] if len(found) == 1 else None

    def label(self, entity: str, key: str | None) -> str:
        """The name of a record; words for one that is in the Trash; empty for none."""
        if key is None:
            return ""
        return label_of(self.session, entity, key) or tr("(in the Trash)")

    def labels(self, entity: str, keys: Iterable[str]) -> dict[str, str]:
        """The names of several records."""
        wanted = tuple(keys)
        found = labels_of(self.session, entity, wanted)
        return {key: found.get(key) or tr("(in the Trash)") for key in wanted}

    def can_create(self, entity: str) -> bool:
        """Whether a new record of the kind can be made from a name here."""
        spec = BY_NAME[entity]
        return entity in _BY_NAME_ALONE and (not spec.has_account or self.account_id is not None)

    def create(self, entity: str, name: str) -> str:
        """Make a record with just this name and return its id; PlannerError when it can't be kept."""
        spec = BY_NAME[entity]
        values: dict[str, object] = {spec.title: name}
        if spec.has_account:
            values["account_id"] = self.account_id
        return str(crud.add(self.session, spec, source=self, **values).id)
