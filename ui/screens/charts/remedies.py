# SPDX-License-Identifier: Apache-2.0
"""The one step that fills a gap: a small window where the record is short, its place otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.entities.registry import BY_NAME
from planner.entities.risks.risk import Risk
from planner.kernel.text import tr
from planner.rules.explain import Missing
from planner.services import actions, corrections, crud, plans, reports
from planner.services.session import Session
from ui.context import AppContext, Place
from ui.forms.new_record import Add, NewRecordDialog
from ui.screens.account.places import CALLBACK_FIELDS, CALLBACK_PRESET, can_mend, mend
from ui.screens.today.places import record_place, section_of

# Kinds whose few fields fit a small window.
_ASKED: Final = frozenset({"callback", "relation_assessment", "org_unit", "action", "contingency_plan"})
# Kinds whose step is that of the account's page: a review, a drill, a decision, who was told, evidence, a role, a note.
_AS_THERE: Final = frozenset(
    {"network_review", "drill", "grade_decision", "risk", "evidence_link", "decision_role", "interaction"}
)
# A call counts only with its three ratings, which its usual few fields leave out.
_RATED: Final = tuple(name for name in CALLBACK_FIELDS if name not in {"service_on", "text"})


def fill(app: AppContext, account_id: str, missing: Missing, window: QWidget) -> None:
    """Lead to what ``missing`` asks for."""
    there = missing.entity in _AS_THERE or missing.entity == missing.for_entity
    if there and can_mend(missing):
        mend(app, reports.facts(app.session, account_id), missing, window)
    elif missing.entity in _ASKED and missing.for_entity != missing.entity:
        _ask(app, account_id, missing, window)
    elif missing.for_entity and missing.for_entity != "account":
        app.navigator.go(record_place(app.session, account_id, missing.for_entity, missing.for_id))
    else:
        app.navigator.go(Place(page="account", account_id=account_id, section=section_of(missing.entity)))


def _ask(app: AppContext, account_id: str, missing: Missing, window: QWidget) -> None:
    served = crud.find(app.session, BY_NAME[missing.for_entity], missing.for_id) if missing.for_entity else None
    if missing.for_entity and served is None:
        return
    spec = BY_NAME[missing.entity]
    names = set(spec.names)
    preset: dict[str, object] = {}
    if f"{missing.for_entity}_id" in names and missing.for_entity != "account":
        preset[f"{missing.for_entity}_id"] = missing.for_id
    if f"{missing.for_entity}_ids" in names:
        preset[f"{missing.for_entity}_ids"] = (missing.for_id,)
    if isinstance(served, Risk) and missing.entity == "contingency_plan":
        preset["title"] = tr("Plan for {name}", name=served.code or served.statement)
    fields = None
    if missing.entity == "callback":
        fields, preset = _RATED, {**CALLBACK_PRESET, **preset}
        if missing.for_entity == "network_review":  # the call answers this review, or it would be asked for again
            preset["review_id"] = missing.for_id
    add = _adder(missing)
    dialog = NewRecordDialog(app, spec, account_id=account_id, fields=fields, preset=preset, add=add, parent=window)
    dialog.setObjectName("dlgRemedy")
    dialog.serve(missing.text.text() if missing.entity == "action" else "")
    if missing.entity == "contingency_plan":
        # A plan counts only with its trigger and steps, which need more room than the small window has.
        dialog.created.connect(partial(_show, app, account_id, missing.entity))
    dialog.open()


def _show(app: AppContext, account_id: str, entity: str, key: str) -> None:
    app.navigator.go(record_place(app.session, account_id, entity, key))


def _adder(missing: Missing) -> Add | None:
    """The verb that makes the record and links it to what it is for."""
    if missing.entity == "contingency_plan":
        return _add_plan
    if missing.entity == "action" and missing.for_entity == "callback":
        return partial(_correct, missing.for_id)
    if missing.entity == "action":
        return partial(_add_action, (missing.for_entity, missing.for_id))
    return None


def _add_plan(session: Session, values: Mapping[str, Any], source: object) -> Any:
    rest = {name: value for name, value in values.items() if name not in {"risk_ids", "title"}}
    return plans.add_plan(session, values.get("risk_ids", ()), values.get("title"), source=source, **rest)


def _correct(callback_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    title = values.get("title") or ""
    return corrections.correct(session, callback_id, title, values.get("due"), values.get("owner_id"), source=source)


def _add_action(parent: tuple[str, str], session: Session, values: Mapping[str, Any], source: object) -> Any:
    return actions.add_action(
        session,
        values["account_id"],
        values.get("title") or "",
        values.get("due"),
        values.get("owner_id"),
        parent=parent,
        source=source,
    )
