# SPDX-License-Identifier: Apache-2.0
"""Where a record of an account is shown, and the one step that fills a gap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from planner.entities.customers.org_unit import ORG_UNIT
from planner.entities.relations.decision_role import DECISION_ROLE
from planner.entities.service.action import ACTION
from planner.entities.service.callback import CALLBACK
from planner.kernel.text import tr
from planner.rules.explain import Missing
from planner.rules.facts import AccountFacts
from planner.rules.risk import TOLD
from planner.services.session import Session
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.screens.sections import SECTIONS

if TYPE_CHECKING:  # forms are loaded when one is asked for
    from ui.forms.new_record import NewRecordDialog

CALLBACK_FIELDS: Final = (
    "contact_id",
    "service_on",
    "called_on",
    "person_id",
    "caller_id",
    "reached",
    "tech",
    "attitude",
    "norms",
    "overall",
    "text",
)
CALLBACK_PRESET: Final[dict[str, object]] = {"reached": True}
_LINKED: Final = 3


def place_of(facts: AccountFacts, entity: str, key: str) -> Place | None:
    """The place of a record of this account; evidence leads to what it speaks for."""
    for _ in range(_LINKED):
        if entity != "evidence_link":
            break
        link = next((e for e in facts.evidence if e.id == key), None)
        if link is None:
            return None
        entity, key = link.target_type, link.target_id
    section = SECTIONS.get(entity)
    if section is None:
        return None
    return Place(page="account", account_id=facts.account.id, section=section, record=_record(facts, entity, key))


# A part, where the facts keep it, and the column that names the record of the section it is shown with.
_PARTS: Final = (
    ("relation_assessment", "assessments", "contact_id"),
    ("relation_edge", "edges", "contact_id"),
    ("map_place", "places", "contact_id"),
    ("decision_role", "roles", "contact_id"),
    ("inspection_result", "results", "review_id"),
    ("explain_session", "explains", "review_id"),
)


def _record(facts: AccountFacts, entity: str, key: str) -> str | None:
    """The record the section lists: a level belongs to its person, a check to its review."""
    for own, records, parent in _PARTS:
        if entity == own:
            return next((getattr(r, parent) for r in getattr(facts, records) if r.id == key), None)
    if entity == "contingency_plan":
        plan = next((p for p in facts.plans if p.id == key), None)
        return plan.risk_ids[0] if plan is not None and plan.risk_ids else None
    return None if entity in {"account", "grade_decision"} else key


Remedy = Callable[[AppContext, AccountFacts, Missing, QWidget], None]


def can_mend(missing: Missing) -> bool:
    """Whether there is one step that fills the gap."""
    return missing.verb is not None and missing.entity in _REMEDIES


def mend(app: AppContext, facts: AccountFacts, missing: Missing, window: QWidget) -> None:
    """Do the step, or go where it is done."""
    remedy = _REMEDIES.get(missing.entity)
    if remedy is not None:
        remedy(app, facts, missing, window)


def new_callback(app: AppContext, account_id: str, window: QWidget) -> NewRecordDialog:
    """Ask for a callback in a small window, which fits the lowest screens."""
    from ui.forms.new_record import NewRecordDialog

    fields = tuple(name for name in CALLBACK_FIELDS if name not in {"service_on", "text"})
    dialog = NewRecordDialog(app, CALLBACK, account_id=account_id, fields=fields, preset=CALLBACK_PRESET, parent=window)
    dialog.open()
    return dialog


def _go(app: AppContext, facts: AccountFacts, section: str, record: str | None, field: str | None = None) -> None:
    place = Place(page="account", account_id=facts.account.id, section=section, record=record, field=field)
    app.navigator.go(place)


def _assess(app: AppContext, facts: AccountFacts, missing: Missing, _window: QWidget) -> None:
    _go(app, facts, "people", missing.for_id if missing.for_entity == "contact" else None, "level")


def _evidence(app: AppContext, facts: AccountFacts, missing: Missing, _window: QWidget) -> None:
    place = place_of(facts, missing.for_entity, missing.for_id)
    if place is not None and place.section is not None:
        _go(app, facts, place.section, place.record, "evidence")


def _role(app: AppContext, facts: AccountFacts, missing: Missing, window: QWidget) -> None:
    """A seat asks who holds it; a role opens with its person; where nobody has a role, one of the known is chosen."""
    from ui.forms.new_record import NewRecordDialog
    from ui.screens.parts.seats import ask_holder

    if missing.preset or not facts.present_contacts():
        from ui.screens.parts.seats import ask_holder

        known = dict(missing.preset)
        ask_holder(app, facts.account.id, (known.get("role", ""), known.get("chain", "")), window)
    elif missing.for_entity == "decision_role":
        _go(app, facts, "people", _record(facts, "decision_role", missing.for_id), "chain")
    else:
        from ui.forms.new_record import NewRecordDialog

        NewRecordDialog(app, DECISION_ROLE, account_id=facts.account.id, parent=window).open()


def _callback(app: AppContext, facts: AccountFacts, _missing: Missing, window: QWidget) -> None:
    new_callback(app, facts.account.id, window)


def _unit(app: AppContext, facts: AccountFacts, missing: Missing, window: QWidget) -> None:
    from ui.forms.new_record import NewRecordDialog

    if missing.for_entity == "org_unit":
        _go(app, facts, "profile", missing.for_id, "target_contacts")
        return
    NewRecordDialog(app, ORG_UNIT, account_id=facts.account.id, parent=window).open()


def _review(app: AppContext, facts: AccountFacts, missing: Missing, _window: QWidget) -> None:
    if missing.for_entity == "network_review":
        _go(app, facts, "reviews", missing.for_id)
    else:
        run_command(app, "review.quick", account_id=facts.account.id)


def _drill(app: AppContext, facts: AccountFacts, missing: Missing, window: QWidget) -> None:
    """The drill that a risk or a plan waits for; a risk without a plan gets the plan first."""
    from ui.screens.parts import drill_windows

    found = facts.plans_by_risk().get(missing.for_id, []) if missing.for_entity == "risk" else []
    key = found[0].id if found else missing.for_id if missing.for_entity == "contingency_plan" else ""
    if not key:
        _plan(app, facts, missing, window)
    elif any(d.plan_id == key and d.held_on is None for d in facts.drills):
        drill_windows.record_drill(app, key, window)
    else:
        drill_windows.plan_drill(app, key, window)


def _risk(app: AppContext, facts: AccountFacts, missing: Missing, _window: QWidget) -> None:
    from planner.services import risks

    if missing.verb == TOLD:
        changes = risks.tell(app.session, missing.for_id)
        app.notices.toast(changes.label.text(), undo=True)
        return
    _go(app, facts, "risks", missing.for_id, "likelihood")


def _meeting(app: AppContext, facts: AccountFacts, _missing: Missing, window: QWidget) -> None:
    from ui.screens.account.commands import ask_note

    ask_note(app, facts.account.id, "meeting", window)


def _action(app: AppContext, facts: AccountFacts, missing: Missing, window: QWidget) -> None:
    from ui.forms.new_record import NewRecordDialog

    if missing.for_entity == "action":
        _go(app, facts, "actions", missing.for_id, "due")
        return
    add = partial(_add_action, facts.account.id, (missing.for_entity, missing.for_id))
    dialog = NewRecordDialog(app, ACTION, account_id=facts.account.id, add=add, parent=window)
    dialog.serve(missing.text.text())
    dialog.open()


def _add_action(
    account_id: str, parent: tuple[str, str], session: Session, values: Mapping[str, Any], source: object
) -> Any:
    from planner.services import actions, corrections

    title, due, owner = str(values.get("title") or ""), values.get("due"), values.get("owner_id")
    if parent[0] == "callback":  # the callback names its correction, otherwise it would still be missing
        return corrections.correct(session, parent[1], title, due, owner, source=source)
    return actions.add_action(session, account_id, title, due, owner, parent=parent, source=source)


def _plan(app: AppContext, facts: AccountFacts, missing: Missing, _window: QWidget) -> None:
    """A risk that has no plan gets one; the form of the plan then says what it needs."""
    from planner.services import plans

    key = missing.for_id
    if not facts.plans_by_risk().get(key):
        made = plans.add_plan(app.session, [key])
        app.notices.toast(tr("Added {title}", title=made.title), undo=True)
    _go(app, facts, "risks", key, "trigger")


def _grade(app: AppContext, facts: AccountFacts, _missing: Missing, window: QWidget) -> None:
    from ui.forms.grade_editor import GradeDialog

    GradeDialog(app, [facts.account.id], grade=facts.account.grade, parent=window).open()


_REMEDIES: Final[dict[str, Remedy]] = {
    "relation_assessment": _assess,
    "evidence_link": _evidence,
    "decision_role": _role,
    "callback": _callback,
    "interaction": _meeting,
    "org_unit": _unit,
    "network_review": _review,
    "inspection_result": _review,
    "explain_session": _review,
    "risk": _risk,
    "action": _action,
    "contingency_plan": _plan,
    "drill": _drill,
    "grade_decision": _grade,
}
