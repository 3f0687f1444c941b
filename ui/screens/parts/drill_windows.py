# SPDX-License-Identifier: Apache-2.0
"""Small windows about drills: plan one, record one that was held, look at one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from planner.entities.risks.contingency_plan import CONTINGENCY_PLAN
from planner.entities.risks.drill import DRILL, Drill
from planner.entities.risks.risk import Risk
from planner.kernel.errors import ValidationError
from planner.kernel.text import tr
from planner.services import crud, drills, plans
from planner.services.session import Session
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.forms.entity_form import EntityForm
from ui.forms.new_record import NewRecordDialog

_PLANNED: Final = ("planned_on", "led_by_id", "attendees")
_HELD: Final = ("held_on", "result", "minutes", "learned", "led_by_id", "attendees")
_ALL: Final = ("planned_on", *_HELD, "audience")


def plan_drill(app: AppContext, plan_id: str, window: QWidget, *, on: date | None = None) -> NewRecordDialog:
    """Ask for the day of a drill; ``on`` is proposed."""
    plan = crud.get(app.session, CONTINGENCY_PLAN, plan_id)
    return _ask(app, plan.account_id, _PLANNED, partial(_plan, plan_id), _day(app, on, plan_id), window=window)


def plan_first_drill(app: AppContext, risk: Risk, window: QWidget, *, on: date | None = None) -> NewRecordDialog:
    """Ask for the day of a drill of a risk that has no plan: the plan is begun with it."""
    return _ask(app, risk.account_id, _PLANNED, partial(_plan_with, risk.id), _day(app, on, ""), window=window)


def record_drill(app: AppContext, plan_id: str, window: QWidget, drill: Drill | None = None) -> NewRecordDialog:
    """Ask how a drill went; ``drill`` is the planned one that was held."""
    waiting = drill or drills.waiting_on(app.session, plan_id, app.session.today())
    plan = crud.get(app.session, CONTINGENCY_PLAN, plan_id)
    preset: dict[str, object] = {"held_on": app.session.today(), "plan_id": plan_id}
    if waiting is not None:
        preset |= {"led_by_id": waiting.led_by_id, "attendees": waiting.attendees}
    add = partial(_record, plan_id, waiting.id if waiting else "")
    return _ask(app, plan.account_id, _HELD, add, preset, window=window)


def show_drill(app: AppContext, drill_id: str, window: QWidget) -> HouseDialog:
    """One drill with all its fields."""
    found = crud.get(app.session, DRILL, drill_id)
    title = crud.title_of(app.session, CONTINGENCY_PLAN, found.plan_id)
    dialog = HouseDialog(tr("Drill of {plan}", plan=title), window, width=480)
    form = EntityForm(app, DRILL, fields=_ALL, scroll=False, padding=0, parent=dialog)
    form.load(found)
    dialog.column.addWidget(form)
    gone = dialog.add_button(tr("Move to Trash"), name="btnTrashDrill")
    gone.clicked.connect(partial(_trash, app, drill_id, dialog))
    dialog.add_close()
    dialog.finished.connect(partial(_closed, form))
    dialog.keep(form)
    dialog.open()
    form.focus_field("held_on" if found.held_on is None else "learned")
    return dialog


def _closed(form: EntityForm, _result: int) -> None:
    form.flush()


def _trash(app: AppContext, drill_id: str, dialog: HouseDialog) -> None:
    changes = crud.trash(app.session, DRILL, [drill_id])
    dialog.reject()
    app.notices.toast(changes.label.text(), undo=True)


def _day(app: AppContext, on: date | None, plan_id: str) -> dict[str, object]:
    """What a drill begins with: the day by which it is required, unless that has passed."""
    return {"plan_id": plan_id, "planned_on": on if on is not None and on >= app.session.today() else None}


def _ask(
    app: AppContext,
    account_id: str,
    fields: tuple[str, ...],
    add: Any,
    preset: Mapping[str, object],
    *,
    window: QWidget,
) -> NewRecordDialog:
    known = {"led_by_id": app.session.me, **preset}
    dialog = NewRecordDialog(app, DRILL, account_id=account_id, fields=fields, preset=known, add=add, parent=window)
    dialog.setWindowTitle(tr("Plan a drill") if fields is _PLANNED else tr("Record a drill"))
    dialog.open()
    return dialog


def _plan(plan_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    if values.get("planned_on") is None:
        raise ValidationError({"planned_on": tr("A drill needs its day.")})
    return drills.plan_drill(
        session,
        plan_id,
        values["planned_on"],
        led_by_id=values.get("led_by_id"),
        attendees=values.get("attendees") or (),
        source=source,
    )


def _plan_with(risk_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    if values.get("planned_on") is None:
        raise ValidationError({"planned_on": tr("A drill needs its day.")})
    plan = plans.add_plan(session, [risk_id], source=source)
    return _plan(plan.id, session, values, source)


def _record(plan_id: str, drill_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    if not values.get("result"):
        raise ValidationError({"result": tr("Say how it went: passed, partly or failed.")})
    told = {name: values.get(name) for name in ("minutes", "learned", "led_by_id")}
    attendees = values.get("attendees") or ()
    if drill_id:
        drills.hold_drill(
            session, drill_id, values["result"], values.get("held_on"), source=source, attendees=attendees, **told
        )
        return drill_id
    return drills.record_drill(
        session, plan_id, values["result"], values.get("held_on"), attendees=attendees, source=source, **told
    )
