# SPDX-License-Identifier: Apache-2.0
"""A way to look at the account list: filters, order, columns, table or cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from planner.kernel.text import N_, tr
from planner.rules.account_rows import SORTS, SortKey

LONGEST_NAME: Final = 60


class AccountView(NamedTuple):
    """A view of the list; where order, columns or cards are None they stay as they are.

    The name of a ``fixed`` view is marked text of ours. Empty ``columns`` means as many as there is room for.
    """

    name: str = ""
    fixed: bool = False
    text: str = ""
    grades: frozenset[str] = frozenset()
    attention: bool = False
    mine: bool = False
    sorts: tuple[SortKey, ...] | None = None
    columns: tuple[str, ...] | None = None
    cards: bool | None = None

    def title(self) -> str:
        """The name as it is shown."""
        return tr(self.name) if self.fixed else self.name

    def shows(self, now: AccountView) -> bool:
        """Whether the list, which is ``now``, looks as this view says."""
        wanted = self._replace(
            name=now.name,
            fixed=now.fixed,
            text=self.text.strip(),
            sorts=now.sorts if self.sorts is None else self.sorts,
            columns=now.columns if self.columns is None else self.columns,
            cards=now.cards if self.cards is None else self.cards,
        )
        return wanted == now._replace(text=now.text.strip())


ALL: Final = AccountView(N_("All accounts"), fixed=True)
FIXED: Final = (
    ALL,
    AccountView(N_("Needs attention"), fixed=True, attention=True),
    AccountView(N_("Mine"), fixed=True, mine=True),
)


def to_plain(view: AccountView) -> dict[str, Any]:
    """A saved view as JSON values."""
    return {
        "name": view.name,
        "text": view.text,
        "grades": sorted(view.grades),
        "attention": view.attention,
        "mine": view.mine,
        "sorts": [[key.key, key.descending] for key in view.sorts or ()],
        "columns": list(view.columns or ()),
        "cards": bool(view.cards),
    }


def from_plain(raw: object) -> AccountView | None:
    """A saved view from JSON values; what a newer or damaged file holds is left out, None without a name."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("name"), str) or not raw["name"].strip():
        return None
    return AccountView(
        name=raw["name"],
        text=str(raw.get("text") or ""),
        grades=frozenset(_words(raw.get("grades"))),
        attention=raw.get("attention") is True,
        mine=raw.get("mine") is True,
        sorts=_sorts(raw.get("sorts")),
        columns=_words(raw.get("columns")),
        cards=raw.get("cards") is True,
    )


def same_name(one: str, other: str) -> bool:
    """Whether two views would be taken for one another in a menu."""
    return one.strip().casefold() == other.strip().casefold()


def _words(raw: object) -> tuple[str, ...]:
    return tuple(word for word in raw if isinstance(word, str)) if isinstance(raw, list) else ()


def _sorts(raw: object) -> tuple[SortKey, ...] | None:
    pairs = [pair for pair in raw if isinstance(pair, list) and len(pair) == 2] if isinstance(raw, list) else []
    found = tuple(SortKey(key, way is True) for key, way in pairs if key in SORTS)
    return found[:2] or None
