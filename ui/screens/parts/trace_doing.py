# SPDX-License-Identifier: Apache-2.0
"""What a press in a trace does: go to the record, or do the step that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from planner.entities.service.action import ACTION
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.services import actions, attachments, plans, risks
from planner.services.session import Session
from planner.views.trace_view import Step
from ui.context import AppContext, Place
from ui.forms.new_record import NewRecordDialog
from ui.screens.parts import drill_windows
from ui.screens.parts.trace_strip import TraceStrip
from ui.widgets.outside import hand_over

Near = Callable[[str, str], bool]
_SECTIONS: Final = {
    "inspection_result": "reviews",
    "explain_session": "reviews",
    "network_review": "reviews",
    "risk": "risks",
    "contingency_plan": "risks",
    "drill": "risks",
    "action": "actions",
}


class TraceDoing:
    """Serves one strip. ``near`` shows a record where the user is, and answers whether it could."""

    def __init__(self, app: AppContext, strip: TraceStrip, near: Near | None = None) -> None:
        self._app, self._strip, self._near = app, strip, near
        self._facts: AccountFacts | None = None
        strip.opened.connect(self.go)
        strip.wanted.connect(self.mend)

    def set_facts(self, facts: AccountFacts) -> None:
        """What the trace shown was read from."""
        self._facts = facts

    # -- go

    def go(self, entity: str, key: str) -> None:
        """Show a record; a picture opens in the system's program."""
        if entity == "attachment":
            self._open_file(key)
        elif not (self._near is not None and self._near(entity, key)):
            self._go(entity, key)

    def _go(self, entity: str, key: str, field: str | None = None) -> None:
        facts = self._facts
        if facts is None or entity not in _SECTIONS:
            return
        record = key
        if entity == "drill":
            record = next((d.plan_id for d in facts.drills if d.id == key), key)
            field = field or "drills"
        self._app.navigator.go(
            Place(page="account", account_id=facts.account.id, section=_SECTIONS[entity], record=record, field=field)
        )

    def _open_file(self, key: str) -> None:
        try:
            hand_over(attachments.open_copy(self._app.session, key))
        except PlannerError as fault:
            self._app.notices.fault(fault)

    # -- mend

    def mend(self, step: Step) -> None:
        """Do the step that a gap names, or go where it is done."""
        if step.gap is None or self._facts is None:
            return
        key = step.gap.verb.key
        remedies: Mapping[str, Callable[[Step], None]] = {
            "Choose a finding": self._choose,
            "Choose the risk": self._choose,
            "Open the check": self._open,
            "Explain": self._explain,
            "Acknowledge": self._explain,
            "Rate risk": self._raise_risk,
            "Add plan": self._add_plan,
            "Plan drill": self._plan_drill,
            "Record drill": self._record_drill,
            "Add action": self._add_action,
            "Plan review": self._plan_review,
        }
        try:
            remedies[key](step)
        except PlannerError as fault:
            self._app.notices.fault(fault)

    def _target(self, step: Step) -> tuple[str, str]:
        assert step.gap is not None
        return step.gap.entity, step.gap.id

    def _choose(self, step: Step) -> None:
        entity, key = self._target(step)
        self._go(entity, key, "finding_ids" if entity == "risk" else "risk_ids")

    def _open(self, step: Step) -> None:
        self.go(*self._target(step))

    def _explain(self, step: Step) -> None:
        entity, key = self._target(step)
        if not (self._near is not None and self._near("explain", key)):
            self._go(entity, key, "explain")

    def _raise_risk(self, step: Step) -> None:
        made = risks.risk_from_finding(self._app.session, self._target(step)[1])
        self._app.notices.toast(tr("Added {title}", title=made.code or made.statement), undo=True)
        if not (self._near is not None and self._near("risk", made.id)):
            self._go("risk", made.id, "likelihood")

    def _add_plan(self, step: Step) -> None:
        key = self._target(step)[1]
        made = plans.add_plan(self._app.session, [key])  # as everywhere: what it begins with is chosen there
        self._app.notices.toast(tr("Added {title}", title=made.title), undo=True)
        if not (self._near is not None and self._near("contingency_plan", made.id)):
            self._go("contingency_plan", made.id, "decider")

    def _plan_drill(self, step: Step) -> None:
        drill_windows.plan_drill(self._app, self._target(step)[1], self._strip.window())

    def _record_drill(self, step: Step) -> None:
        drill_windows.record_drill(self._app, self._target(step)[1], self._strip.window())

    def _add_action(self, step: Step) -> None:
        assert self._facts is not None
        add = partial(_add_action, self._facts.account.id, self._target(step))
        window = self._strip.window()
        NewRecordDialog(self._app, ACTION, account_id=self._facts.account.id, add=add, parent=window).open()

    def _plan_review(self, _step: Step) -> None:
        from ui.screens.review.new_review import ask_new_review

        assert self._facts is not None
        ask_new_review(self._app, self._facts.account.id, self._strip.window(), partial(self._go, "network_review"))


def _add_action(
    account_id: str, parent: tuple[str, str], session: Session, values: Mapping[str, Any], source: object
) -> Any:
    title, due, owner = str(values.get("title") or ""), values.get("due"), values.get("owner_id")
    return actions.add_action(session, account_id, title, due, owner, parent=parent, source=source)
