# SPDX-License-Identifier: Apache-2.0
"""The alerts: of all accounts, of one, the small window that mutes one, the muted ones, and Today with its alert."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from planner.services import alert_list
from tests.shots.stage import Scene, Stage
from ui.context import Place
from ui.forms.new_record import NewRecordDialog


def scenes(account_id: str) -> list[Scene]:
    """Every state of the list beside the plain one."""
    one = Place(page="alerts", account_id=account_id)
    return [
        Scene("alerts-mute", Place(page="alerts"), _mute, ("alerts-mute", "alerts-muted")),
        Scene("alerts-one-account", one),
        Scene("today-alert", Place(page="today"), _today, ("today-alert",)),
    ]


def _mute(stage: Stage) -> None:
    screen = stage.screen
    keys = screen.model.view().keys
    screen.table.selectRow(next(n for n, key in enumerate(keys) if screen._rows[key].alert.rule == "K1"))
    stage.window.trigger("alert.mute")
    stage.settle()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, NewRecordDialog) and w.isVisible())
    stage.picture("alerts-mute")
    dialog.reject()
    stage.settle()
    row = stage.screen.current()
    reason, (rule, subject) = "She leaves in May; her deputy is with us.", row.alert.key
    key = alert_list.mute(stage.app.session, row.account_id, rule, subject, reason).id
    stage.settle()
    stage.screen.chip_muted.setChecked(True)
    stage.settle()
    stage.picture("alerts-muted")
    stage.screen.chip_muted.setChecked(False)
    alert_list.lift(stage.app.session, [key])
    stage.settle()


def _today(stage: Stage) -> None:
    needs = stage.screen.needs
    needs.table.selectRow(next(n for n in range(8) if needs._rows[needs.model.key(n)].alerts))
    stage.window.trigger("view.details") if not stage.window.details_shown else None
    needs.peeked.emit(needs.current())
    stage.settle()
    stage.picture("today-alert")
    stage.screen._close_peek()
