# SPDX-License-Identifier: Apache-2.0
"""A template in the making: what it says now, what is saved, and the way back and forward between the two."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import asdict, replace
from typing import Any, Final

from planner.entities.reviews.checklist_template import ChecklistTemplate, TemplateItem
from planner.kernel.data import dataclass

_STEPS: Final = 500
_BETWEEN: Final = re.compile(r"[,;，、；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What can be changed of a template."""

    name: str
    domain: str
    asset_kinds: tuple[str, ...]
    note: str
    items: tuple[TemplateItem, ...]

    def fields(self) -> dict[str, Any]:
        """As the verbs take it."""
        values = {name: getattr(self, name) for name in ("name", "domain", "asset_kinds", "items")}
        return {**values, "note": self.note or None}


def content_of(template: ChecklistTemplate) -> Content:
    """What a saved template says."""
    return Content(
        name=template.name,
        domain=template.domain,
        asset_kinds=template.asset_kinds,
        note=template.note or "",
        items=template.items,
    )


def split_kinds(text: str) -> tuple[str, ...]:
    """Kinds of equipment typed with commas between them."""
    return tuple(dict.fromkeys(part for part in (" ".join(one.split()) for one in _BETWEEN.split(text)) if part))


class WorkingCopy:
    """One template while it is edited; each change can be taken back until the window is left."""

    def __init__(self, template: ChecklistTemplate) -> None:
        self.kept = self.now = content_of(template)
        self._back: list[Content] = []
        self._ahead: list[Content] = []
        self._merge = ""

    @property
    def changed(self) -> bool:
        """Whether anything is not saved."""
        return self.now != self.kept

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return bool(self._ahead)

    def put(self, merge: str = "", **values: Any) -> bool:
        """Change something; letters typed one after the other under the same ``merge`` are one step."""
        after = replace(self.now, **values)
        if after == self.now:
            return False
        if not merge or merge != self._merge:
            self._back.append(self.now)
            del self._back[:-_STEPS]
        self._ahead.clear()
        self._merge, self.now = merge, after
        return True

    def undo(self) -> None:
        """One step back."""
        self._step(self._back, self._ahead)

    def redo(self) -> None:
        """One step forward."""
        self._step(self._ahead, self._back)

    def _step(self, source: list[Content], to: list[Content]) -> None:
        if source:
            to.append(self.now)
            self.now, self._merge = source.pop(), ""

    def saved(self, template: ChecklistTemplate) -> None:
        """What stands here is the saved template now; the way back stays."""
        self.kept = self.now = content_of(template)
        self._merge = ""

    # -- rows

    def change_row(self, row: int, name: str, value: str) -> bool:
        """Change one part of a check."""
        return self._rows(lambda items: items.__setitem__(row, replace(items[row], **{name: value})))

    def typed(self, row: int, name: str, value: str) -> WorkingCopy:
        """As it would be with what stands in an open cell; this one stays as it is."""
        other = copy(self)
        items = list(self.now.items)
        items[row] = replace(items[row], **{name: value})
        other.now = replace(self.now, items=tuple(items))
        return other

    def insert(self, row: int, item: TemplateItem) -> bool:
        """Put a check at a place."""
        return self._rows(lambda items: items.insert(row, item))

    def remove(self, row: int) -> bool:
        """Take a check out."""
        return self._rows(lambda items: items.__delitem__(row))

    def move(self, row: int, by: int) -> bool:
        """Move a check up or down; False at the ends."""
        if not 0 <= row + by < len(self.now.items):
            return False
        return self._rows(lambda items: items.insert(row + by, items.pop(row)))

    def _rows(self, work: Callable[[list[TemplateItem]], object]) -> bool:
        items = list(self.now.items)
        work(items)
        return self.put(items=tuple(items))

    # -- drafts

    def state(self) -> dict[str, Any]:
        """All of it as a JSON value."""
        return asdict(self.now)

    def restore(self, state: Any) -> bool:
        """Put back what was kept as a draft; False where it can't be read any more."""
        try:
            items = tuple(TemplateItem(**{k: str(v) for k, v in one.items()}) for one in state["items"])
            texts = {name: str(state[name]) for name in ("name", "domain", "note")}
            kinds = tuple(map(str, state["asset_kinds"]))
        except (KeyError, TypeError, AttributeError):
            return False
        return self.put(**texts, asset_kinds=kinds, items=items)
