# SPDX-License-Identifier: Apache-2.0
"""Verbs on contingency plans: make, link to risks (domain-model entity 33)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN, ContingencyPlan
from planner.entities.risks.risk import RISK, Risk
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import ValidationError
from planner.kernel.text import N_, Message, tr
from planner.rules.plan_templates import by_key
from planner.services import crud
from planner.services.parts import change, named, new
from planner.services.review_state import advance
from planner.services.session import Session
from planner.store.table import Reader, Table
from planner.store.unit import Unit


def add_plan(
    session: Session,
    risk_ids: Iterable[str],
    title: str | None = None,
    *,
    account_id: str | None = None,
    template: str = "",
    source: object = None,
    **values: Any,
) -> ContingencyPlan:
    """A plan for one or several risks of an account, made today; named after the risk unless given.

    ``template`` names first steps to begin with (planner.rules.plan_templates).
    """
    ids = tuple(dict.fromkeys(risk_ids))
    covered = [crud.get(session, RISK, key) for key in ids]
    begun = by_key(template).values() if template else {}
    fields = {"made_on": session.today(), **_from_risks(covered, account_id), **begun, **values}
    fields["title"] = title or _title(covered)
    kept: list[ContingencyPlan] = []

    def work(unit: Unit) -> None:
        kept.append(new(session, unit, CONTINGENCY_PLAN, risk_ids=ids, **fields))
        advance(unit, [risk.review_id for risk in covered], session.today())

    session.write(Message(N_("Add plan “{name}”"), {"name": fields["title"]}), work, source)
    return kept[0]


def begin(session: Session, plan_id: str, template: str, *, source: object = None) -> ChangeSet:
    """Fill what a plan lacks from a template of first steps; what is written already stays."""
    plan = crud.get(session, CONTINGENCY_PLAN, plan_id)
    values = {name: value for name, value in by_key(template).values().items() if not getattr(plan, name)}

    def work(unit: Unit) -> None:
        change(unit, CONTINGENCY_PLAN, plan_id, **values)
        _advance(session, unit, plan.risk_ids)

    label = named(session, CONTINGENCY_PLAN, [plan_id], N_("Begin plan “{name}”"), "")
    return session.write(label, work, source)


def _advance(session: Session, unit: Unit, risk_ids: Iterable[str]) -> None:
    found = [Table(RISK, unit).find(key) for key in risk_ids]
    advance(unit, sorted({r.review_id for r in found if r and r.review_id}), session.today())


def link_risks(session: Session, plan_id: str, risk_ids: Iterable[str], *, source: object = None) -> ChangeSet:
    """Say which risks a plan is for."""
    ids = tuple(dict.fromkeys(risk_ids))

    def work(unit: Unit) -> None:
        before = Reader(CONTINGENCY_PLAN, unit.conn).get(plan_id)
        change(unit, CONTINGENCY_PLAN, plan_id, risk_ids=ids)
        _advance(session, unit, {*before.risk_ids, *ids})

    label = named(session, CONTINGENCY_PLAN, [plan_id], N_("Change risks of plan “{name}”"), "")
    return session.write(label, work, source)


def _from_risks(covered: list[Risk], account_id: str | None) -> dict[str, Any]:
    if covered:
        return {"account_id": covered[0].account_id, "audience": covered[0].audience}
    if account_id is None:
        raise ValidationError({"risk_ids": tr("Choose the risk that this plan is for.")})
    return {"account_id": account_id}


def _title(covered: list[Risk]) -> str:
    if not covered:
        return tr("Contingency plan")
    return tr("Plan for {risk}", risk=covered[0].code or covered[0].statement[:80])
