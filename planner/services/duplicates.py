# SPDX-License-Identifier: Apache-2.0
"""A second record like one that is there: own id and number, "(copy)" in the name, nothing identifies twice."""

from __future__ import annotations

from typing import Any, Final

from planner.entities.customers.account import ACCOUNT
from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.entities.registry import BY_NAME
from planner.entities.relations.contact import CONTACT
from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.risk import RISK
from planner.entities.service.action import ACTION
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, Message, tr
from planner.services import crud
from planner.services.parts import new
from planner.services.review_state import advance
from planner.services.risks import insert_risk
from planner.services.session import Session
from planner.store.table import Table
from planner.store.unit import Unit

# What a copy begins without: numbers and addresses by which imports recognise a record, a grade (which is decided for
# one account), and what has happened to the first one only.
_LEFT_OUT: Final[dict[str, dict[str, Any]]] = {
    ACCOUNT.name: {
        **dict.fromkeys(("legal_name", "external_id", "domain", "website", "phone")),
        "grade": "ungraded",
        **dict.fromkeys(("vip_from", "vip_to", "vip_reason")),
    },
    CONTACT.name: dict.fromkeys(("external_id", "email", "email2", "phone", "mobile", "left_on")),
    RISK.name: {"code": None, "state": "open", "treated_on": None, "closed_on": None},
    CONTINGENCY_PLAN.name: dict.fromkeys(("drilled_on", "drill_result", "drill_minutes", "expires_on")),
    SITE.name: {},
    ASSET.name: {"serial": None},
    ACTION.name: dict.fromkeys(("done_on", "dropped_on", "drop_reason", "effect_note")),
}
_BEGUN: Final = {RISK.name: "opened_on", ACTION.name: "opened_on", CONTINGENCY_PLAN.name: "made_on"}
KINDS: Final = frozenset(_LEFT_OUT)


def duplicate(session: Session, kind: str, key: str, *, source: object = None) -> str:
    """Add a record like the one named and return its id; it begins today. PlannerError for a kind that has no copies.

    What belongs to the record (an account's people, a person's levels) stays with the first one.
    """
    if kind not in KINDS:
        raise PlannerError(tr("This kind of record can't be duplicated."), "no-copy")
    spec = BY_NAME[kind]
    first = crud.get(session, spec, key)
    values = {name: getattr(first, name) for name in spec.names if name != "id"} | _LEFT_OUT[kind]
    values[spec.title] = _name(str(getattr(first, spec.title)), spec.field(spec.title).limit)
    if kind in _BEGUN:
        values[_BEGUN[kind]] = session.today()
    kept: list[Any] = []

    def work(unit: Unit) -> None:
        if kind == RISK.name:
            kept.append(insert_risk(session, unit, **values))
            return
        kept.append(new(session, unit, spec, **values))
        if kind == CONTINGENCY_PLAN.name:
            _advance(session, unit, values["risk_ids"])

    session.write(Message(N_("Duplicate “{name}”"), {"name": str(getattr(first, spec.title))}), work, source)
    return str(kept[0].id)


def _advance(session: Session, unit: Unit, risk_ids: tuple[str, ...]) -> None:
    found = [Table(RISK, unit).find(key) for key in risk_ids]
    advance(unit, sorted({risk.review_id for risk in found if risk and risk.review_id}), session.today())


def _name(name: str, limit: int) -> str:
    copied = tr("{name} (copy)", name=name)
    return copied if len(copied) <= limit else tr("{name} (copy)", name=name[: limit - (len(copied) - len(name))])
