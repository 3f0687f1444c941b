# SPDX-License-Identifier: Apache-2.0
"""What can be done with an alert: its one step, muting it with a reason, hearing it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QApplication, QWidget

from planner.entities.common.alert_mute import ALERT_MUTE
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.alert import Alert
from planner.rules.explain import Missing
from planner.services import alert_list, reports
from planner.services.alert_list import Row
from planner.services.session import Session
from ui.actions.spec import Context
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog

HEARD, MUTED = "heard", "muted"
Told = tuple[str, str, str, str]
# Steps that are a short form, whatever the record is for; the others lead to the page of their record.
_ASKED: Final = frozenset({"action", "callback"})


def told(row: Row) -> Told:
    """An alert as the commands are told of it: heard or muted, account, rule and subject."""
    return MUTED if row.mute is not None else HEARD, row.account_id, row.alert.rule, row.alert.subject


def told_of(account_id: str, alert: Alert) -> Told:
    """A heard alert of an account, as the commands are told of it."""
    return HEARD, account_id, alert.rule, alert.subject


def take_step(app: AppContext, context: Context) -> None:
    """Do what ends the alert, or go where it is done."""
    row = _row(app, context)
    step(app, row.account_id, row.alert, _window(app))


def step(app: AppContext, account_id: str, alert: Alert, window: QWidget | None) -> None:
    """The one step of an alert: a small form where one is enough, the place of the record otherwise."""
    missing, parent = alert.remedy, window or _window(app)
    if missing.entity == "authorisation":
        from ui.screens.review.permission import ask_authorisation

        assert parent is not None
        ask_authorisation(app, missing.for_id, parent, partial(_permitted, app))
    elif missing.entity in _ASKED and missing.for_entity != missing.entity:
        from ui.screens.charts.remedies import fill

        fill(app, account_id, missing, parent)  # type: ignore[arg-type]
    elif missing.for_entity == missing.entity:
        from ui.screens.today.places import record_place

        app.navigator.go(record_place(app.session, account_id, missing.entity, missing.for_id))
    else:
        _mend(app, account_id, missing, parent)


def _mend(app: AppContext, account_id: str, missing: Missing, window: QWidget | None) -> None:
    from ui.screens.account.places import mend

    mend(app, reports.facts(app.session, account_id), missing, window)  # type: ignore[arg-type]


def _permitted(app: AppContext, _key: str) -> None:
    app.notices.toast(tr("Authorisation added"), undo=True)


def mute_alert(app: AppContext, context: Context) -> None:
    """Ask why an alert is not to be heard for now, and until when."""
    app.session.refuse_reading()
    row = _row(app, context)
    mute_window(app, row.account_id, row.alert, _window(app)).open()


def mute_window(app: AppContext, account_id: str, alert: Alert, window: QWidget | None) -> NewRecordDialog:
    """The small window that asks for the reason; 30 days are offered, an empty day means until it goes by itself."""
    until = app.session.today() + timedelta(days=alert_list.MUTE_DAYS)
    dialog = NewRecordDialog(
        app,
        ALERT_MUTE,
        account_id=account_id,
        fields=("reason", "until"),
        preset={"until": until, "rule": alert.rule, "subject": alert.subject, "muted_on": app.session.today()},
        add=_mute,
        parent=window,
    )
    dialog.setObjectName("dlgMute")
    dialog.setWindowTitle(tr("Mute “{alert}”", alert=alert.text.text()))
    dialog.panel.row("until").set_label(tr("Until (empty: until it goes by itself)"))
    dialog.panel.create_button.setText(tr("Mute"))
    dialog.created.connect(partial(_muted, app, alert))
    return dialog


def _mute(session: Session, values: Mapping[str, Any], source: object) -> Any:
    until = values.get("until")
    return alert_list.mute(
        session,
        values["account_id"],
        values["rule"],
        values.get("subject") or "",
        str(values.get("reason") or ""),
        until=until if isinstance(until, date) else None,
        source=source,
    )


def _muted(app: AppContext, alert: Alert, _key: str) -> None:
    app.notices.toast(tr("Muted: {alert}", alert=alert.text.text()), undo=True)


def unmute_alert(app: AppContext, context: Context) -> None:
    """Hear of an alert again from today."""
    row = _row(app, context)
    if row.mute is not None:
        unmute(app, row)


def unmute(app: AppContext, row: Row) -> None:
    """Lift the mute and say so, with Undo."""
    if row.mute is not None and alert_list.lift(app.session, [row.mute.id]):
        app.notices.toast(tr("Heard again: {alert}", alert=row.alert.text.text()), undo=True)


def _row(app: AppContext, context: Context) -> Row:
    """The alert of the context as it stands now. PlannerError when it went meanwhile."""
    if len(context.alert) == 4:
        found = alert_list.alerts(app.session, context.alert[1])
        for row in (*found.heard, *found.muted):
            if row.alert.key == context.alert[2:]:
                return row
    raise PlannerError(tr("This alert is not there any more. Nothing was changed."), "alert-gone")


def _window(app: AppContext) -> QWidget | None:
    return app.navigator if isinstance(app.navigator, QWidget) else QApplication.activeWindow()
