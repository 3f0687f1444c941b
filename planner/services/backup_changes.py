# SPDX-License-Identifier: Apache-2.0
"""What a portfolio has more than a backup of it: the records added, changed and deleted since, by kind."""

from __future__ import annotations

from planner.entities.registry import BY_TABLE
from planner.kernel.data import dataclass
from planner.kernel.text import tr
from planner.services.session import Session
from planner.store import history


@dataclass(slots=True, kw_only=True)
class Changed:
    """Records of one kind; a record that was added and deleted since counts nowhere."""

    kind: str
    added: int = 0
    changed: int = 0
    deleted: int = 0

    @property
    def all(self) -> int:
        """How many in all."""
        return self.added + self.changed + self.deleted


def since(session: Session, step: int) -> list[Changed]:
    """What later steps did, the kind with most of it first."""
    found: dict[str, Changed] = {}
    for table, new, gone, count in session.read(lambda conn: history.changed_after(conn, step)):
        spec = BY_TABLE.get(table)
        if spec is None or (new and gone):
            continue
        one = found.setdefault(table, Changed(kind=spec.label_plural))
        if new:
            one.added += count
        elif gone:
            one.deleted += count
        else:
            one.changed += count
    return sorted(found.values(), key=lambda one: (-one.all, one.kind))


def words(found: list[Changed], most: int = 6) -> str:
    """The same in a line: "Accounts: 3 changed · Risks: 2 added, 10 changed"."""
    parts = [tr("{kinds}: {what}", kinds=tr(one.kind), what=_what(one)) for one in found[:most]]
    if len(found) > most:
        parts.append(tr("and more"))
    return " · ".join(parts)


def _what(one: Changed) -> str:
    parts: list[str] = []
    if one.added:
        parts.append(tr("{n} added", n=one.added))
    if one.changed:
        parts.append(tr("{n} changed", n=one.changed))
    if one.deleted:
        parts.append(tr("{n} deleted", n=one.deleted))
    return ", ".join(parts)
