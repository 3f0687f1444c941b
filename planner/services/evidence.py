# SPDX-License-Identifier: Apache-2.0
"""Verbs on evidence: what a claim rests on (domain-model 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.entities.common.evidence_link import EVIDENCE_LINK, EvidenceLink
from planner.entities.registry import BY_NAME
from planner.kernel.changes import ChangeSet
from planner.kernel.text import N_, Message
from planner.services import crud
from planner.services.parts import named, new
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit


class Evidence(NamedTuple):
    """One piece of evidence as it is entered; ``grade`` E1 (measured, written) to E4 (own inference)."""

    kind: str = "own_judgement"
    paraphrase: str | None = None
    grade: str = "E4"
    on: date | None = None


Given = Evidence | tuple[str, str | None, str, date | None]


def link(
    session: Session,
    target_type: str,
    target_id: str,
    evidence: Given,
    *,
    target_field: str | None = None,
    ref: tuple[str, str] | None = None,
    attachment_id: str | None = None,
    source: object = None,
) -> EvidenceLink:
    """Link evidence to any record; ``ref`` is the (entity, id) it comes from."""
    spec = BY_NAME[target_type]
    kept: list[EvidenceLink] = []

    def work(unit: Unit) -> None:
        target = Reader(spec, unit.conn).get(target_id)
        kept.append(
            new(
                session,
                unit,
                EVIDENCE_LINK,
                account_id=getattr(target, "account_id", None) or target_id,
                target_type=target_type,
                target_id=target_id,
                target_field=target_field,
                ref_type=ref[0] if ref else None,
                ref_id=ref[1] if ref else None,
                attachment_id=attachment_id,
                audience=target.audience,
                **_fields(evidence, session.today()),
            )
        )

    name = crud.title_of(session, spec, target_id)
    session.write(Message(N_("Link evidence to “{name}”"), {"name": name}), work, source)
    return kept[0]


def unlink(session: Session, evidence_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Take evidence links away; they go to the Trash."""
    ids = tuple(evidence_ids)
    label = named(session, EVIDENCE_LINK, ids, N_("Unlink evidence “{name}”"), N_("Unlink {n} pieces of evidence"))

    def work(unit: Unit) -> None:
        for key in ids:
            Table(EVIDENCE_LINK, unit).trash(key)

    return session.write(label, work, source)


def add_to(session: Session, unit: Unit, target: tuple[str, str, str], given: Iterable[Given]) -> None:
    """Link evidence inside another verb; ``target`` is (entity, id, account id)."""
    for evidence in given:
        new(
            session,
            unit,
            EVIDENCE_LINK,
            target_type=target[0],
            target_id=target[1],
            account_id=target[2],
            **_fields(evidence, session.today()),
        )


def _fields(given: Given, today: date) -> dict[str, object]:
    kind, paraphrase, grade, on = Evidence(*given)
    return {"kind": kind, "paraphrase": paraphrase, "grade": grade, "evidence_date": on or today}
