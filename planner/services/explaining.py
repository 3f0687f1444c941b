# SPDX-License-Identifier: Apache-2.0
"""Verbs on explanations: several for one review, acknowledged by a contact or by a name, signed or not (P7, 4.1.8).

What may be shown to the customer is decided here too: the mark of findings, risks and plans, with what is needed to
tell them, in one step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from planner.entities.common.attachment import ATTACHMENT
from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT
from planner.entities.reviews.explain_session import EXPLAIN_SESSION, ExplainSession
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.reviews.network_review import NETWORK_REVIEW, NetworkReview
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.kernel.changes import ChangeSet
from planner.kernel.text import LANGUAGES, N_, Message
from planner.services import crud
from planner.services.parts import change, new
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit

CUSTOMER, INTERNAL = "customer", "internal"
SHARED_KINDS: Final = frozenset({INSPECTION_RESULT.name, RISK.name, CONTINGENCY_PLAN.name, ATTACHMENT.name})
_WHO: Final = ("acknowledged_by", "acknowledged_name")
_OF_SIGNATURE: Final = {"acknowledged_at", "signature", "acknowledged_on"}


def note(
    session: Session, review_id: str, explain_id: str | None = None, *, source: object = None, **fields: Any
) -> ExplainSession:
    """Note something of an explanation; without its id it is a new one, held on the day of the review.

    Who acknowledges is a contact or a name, never both. The moment is that of the present, and the day is the local
    one. A signature belongs to whoever acknowledges: it goes when that is somebody else.
    """
    review = crud.get(session, NETWORK_REVIEW, review_id)
    kept: list[ExplainSession] = []

    def work(unit: Unit) -> None:
        if explain_id is None:
            base = {"held_on": review.done_on or session.today(), "audience": review.audience}
            base |= {"account_id": review.account_id, "review_id": review_id}
            base["language"] = _spoken(session, review.account_id, fields.get("listeners") or ())
            kept.append(new(session, unit, EXPLAIN_SESSION, **{**base, **_acknowledged(session, None, fields)}))
        else:
            before = Table(EXPLAIN_SESSION, unit).get(explain_id)
            kept.append(change(unit, EXPLAIN_SESSION, explain_id, **_acknowledged(session, before, fields)))
        advance(unit, [review_id], session.today())

    session.write(_label(review, fields), work, source)
    return kept[0]


def _spoken(session: Session, account_id: str, listeners: Iterable[str]) -> str | None:
    """The language of who listens, else of the account, by its own name where it is one of ours."""
    heard = [found.language for key in listeners if (found := crud.find(session, CONTACT, key)) is not None]
    codes = [*filter(None, heard), *crud.get(session, ACCOUNT, account_id).languages]
    return dict(LANGUAGES).get(codes[0], codes[0]) if codes else None


def begin(session: Session, review_id: str, *, source: object = None) -> ExplainSession:
    """Another explanation of the same review, held today."""
    return note(session, review_id, None, source=source, held_on=session.today())


def _acknowledged(session: Session, before: ExplainSession | None, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with what follows from them for the acknowledgement."""
    wanted = dict(fields)
    named = [name for name in _WHO if name in wanted]
    if named:
        wanted |= _by_whom(session, before, wanted, named[0])
    elif "acknowledged_on" in wanted and before is not None and before.acknowledged_at is not None:
        if wanted["acknowledged_on"] != _local(before):
            wanted["acknowledged_at"] = None  # of another day nobody knows the hour
    elif wanted.get("signature") and before is not None:
        wanted["acknowledged_at"] = session.clock.now()
        wanted["acknowledged_on"] = session.today()
    return wanted


def _by_whom(session: Session, before: ExplainSession | None, wanted: dict[str, Any], field: str) -> dict[str, Any]:
    other = _WHO[1 - _WHO.index(field)]
    value = wanted[field]
    if before is not None and value == getattr(before, field):
        return {}
    if not value:
        left = wanted.get(other, getattr(before, other, None))
        return {} if left else dict.fromkeys(_OF_SIGNATURE)
    made: dict[str, Any] = {other: None, "signature": wanted.get("signature")}
    at = session.clock.now()
    return made | {"acknowledged_at": at, "acknowledged_on": wanted.get("acknowledged_on") or session.today()}


def _local(told: ExplainSession) -> date | None:
    return told.acknowledged_at.astimezone().date() if told.acknowledged_at else None


def _label(review: NetworkReview, fields: dict[str, Any]) -> Message:
    if len(fields) != 1:
        return Message(N_("Explain review {name}"), {"name": review.code or ""})
    label = Message(EXPLAIN_SESSION.field(next(iter(fields))).label)
    return Message(N_("Change “{field}” of the explanation of {name}"), {"field": label, "name": review.code or ""})


# -- what the customer may see


def share(
    session: Session, review_id: str, records: Iterable[tuple[str, str]], *, shown: bool, source: object = None
) -> ChangeSet:
    """Mark findings, risks, plans and photos Shareable, or Internal again, in one step.

    With them go what they can't be told without: the review, its site and the equipment. Taking the mark away leaves
    those as they are. A risk that is not technical is never marked.
    """
    wanted = [(kind, key) for kind, key in dict.fromkeys(records) if kind in SHARED_KINDS]
    review = crud.get(session, NETWORK_REVIEW, review_id)

    def work(unit: Unit) -> None:
        for kind, key in wanted:
            _mark(unit, kind, key, CUSTOMER if shown else INTERNAL)
        if shown:
            for kind, key in _needed(unit, review, wanted):
                _mark(unit, kind, key, CUSTOMER)

    label = N_("Show records of review {name} to the customer") if shown else N_(
        "Keep records of review {name} internal")  # fmt: skip
    return session.write(Message(label, {"name": review.code or ""}), work, source)


def _mark(unit: Unit, kind: str, key: str, audience: str) -> None:
    table = Table(BY_NAME[kind], unit)
    found = table.find(key)
    if found is None or found.audience == audience:
        return
    if audience == CUSTOMER and kind == RISK.name and found.kind != "technical":
        return
    table.put(replace(found, audience=audience))


def _needed(unit: Unit, review: NetworkReview, records: list[tuple[str, str]]) -> list[tuple[str, str]]:
    found = [(NETWORK_REVIEW.name, review.id)]
    if review.site_id:
        found.append((SITE.name, review.site_id))
    for kind, key in records:
        if kind in {INSPECTION_RESULT.name, RISK.name}:
            record: Any = Table(BY_NAME[kind], unit).find(key)
            if record is not None and record.asset_id:
                found.append((ASSET.name, record.asset_id))
    return list(dict.fromkeys(found))
