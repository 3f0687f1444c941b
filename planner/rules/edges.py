# SPDX-License-Identifier: Apache-2.0
"""Lines between the people of a customer: which may be drawn, and what they say together (entity 13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.entities.relations.relation_edge import EDGES, RelationEdge
from planner.kernel.text import tr

REPORTS, INFLUENCES, ALLIED, CONFLICT = (kind for kind, _ in EDGES)
KIND_WORDS = dict(EDGES)


def bosses(edges: Iterable[RelationEdge]) -> dict[str, str]:
    """Whom each person reports to."""
    return {e.contact_id: e.to_id for e in edges if e.kind == REPORTS and e.to_id}


def fault(edges: Iterable[RelationEdge], new: RelationEdge, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The field and the sentence why a line may not be drawn beside the others of the account, None when it may.

    ``names`` are all people of the account by id.
    """
    others = [e for e in edges if e.id != new.id]
    if new.to_id is None:
        return "to_id", tr("Choose the other person.")
    if new.contact_id == new.to_id:
        return "to_id", tr("A line joins two different people.")
    if new.contact_id not in names or new.to_id not in names:
        return "to_id", tr("Both people must belong to the same account.")
    words = {"one": names[new.contact_id], "other": names[new.to_id]}
    if new.kind == REPORTS:
        return _reporting(bosses(others), new, names)
    pair = {new.contact_id, new.to_id}
    if any(e.kind == new.kind and {e.contact_id, e.to_id} == pair for e in others):
        return "to_id", tr("{one} and {other} have a line of this kind already; change or remove that one.", **words)
    return None


def _reporting(above: Mapping[str, str], new: RelationEdge, names: Mapping[str, str]) -> tuple[str, str] | None:
    """One superior each, and nobody above themselves."""
    boss = above.get(new.contact_id)
    if boss is not None:
        words = {"one": names[new.contact_id], "other": names.get(boss, "")}
        return "to_id", tr("{one} reports to {other} already; remove that line first.", **words)
    seen, at = {new.contact_id}, new.to_id
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    if at == new.contact_id:
        words = {"one": names[new.contact_id], "other": names[new.to_id or ""]}
        return "to_id", tr(
            "{other} reports to {one}, directly or through others; lines may not form a circle.", **words
        )
    return None
