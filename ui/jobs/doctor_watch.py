# SPDX-License-Identifier: Apache-2.0
"""Looks a portfolio over by itself: after it was not closed properly, and once a week while the user rests."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Slot

from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.safe.log import get_logger
from planner.services.session import Session
from ui.context import AppContext
from ui.later import Later

_log = get_logger("doctor")
REST_MS: Final = 90_000
FAULTS, REPAIRED, SALVAGED = "doctor-faults", "doctor-repaired", "doctor-salvaged"


class DoctorWatch(QObject):
    """Says nothing while all is well; otherwise a bar leads to the window of the check, which ``show`` opens."""

    def __init__(self, app: AppContext, show: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._app, self._show = app, show
        self.rest = Later(self, self.look_when_due, REST_MS, app.session)
        self.rest.start()
        app.bridge.changed.connect(self._changed)
        self.tell_marks()
        if app.session.unclean:
            app.jobs.run(partial(after_unclean_end, app.session), done=self._found, failed=self._failed)

    @Slot()
    def look_when_due(self) -> None:
        """The weekly look, put off while a longer step runs."""
        if self._app.jobs.busy:
            self.rest.start()
            return
        self._app.jobs.run(partial(weekly_look, self._app.session), done=self._found, failed=self._failed)

    @Slot(object, object)
    def _changed(self, changes: ChangeSet, _source: object) -> None:
        if self.rest.isActive():
            self.rest.start()  # at rest means after the last change
        if changes.kind != "do":  # a repair may have been taken back, or made again
            self.tell_marks()

    def tell_marks(self) -> None:
        """Bars for what was repaired or saved from damage, as long as nobody has looked at it."""
        from planner.services import doctor_watching

        try:
            told = doctor_watching.told(self._app.session)
        except PlannerError:  # the store is being given up; what leads out of that tells more
            return
        self._bar(REPAIRED, told.repaired_text, kind_act=False)
        self._bar(SALVAGED, told.salvaged_text, kind_act=False)

    def _bar(self, key: str, text: str, *, kind_act: bool) -> None:
        if text:
            actions = ((tr("Look at it"), self._show),)
            self._app.notices.banner(key, text, kind="act" if kind_act else "watch", actions=actions)
        else:
            self._app.notices.no_banner(key)

    def _found(self, faults: int | None) -> None:
        if faults is None:  # no look was due
            return
        text = ""
        if faults:
            said = trn(
                "A check found {n} fault in this portfolio.", "A check found {n} faults in this portfolio.", faults
            )
            safe = tr("Nothing was changed; look at it and decide.")
            text = f"{said} {safe}"
        self._bar(FAULTS, text, kind_act=True)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, PlannerError):
            _log.info("look-skipped", kind=error.code)
        else:
            _log.exception("look-failed", error)


def after_unclean_end(session: Session, report: Callable[[int, int, str], None]) -> int | None:
    """The quick look; the whole one only where that finds something. Runs as a job."""
    from planner.services import doctor_watching

    return doctor_watching.after_unclean_end(session, report)


def weekly_look(session: Session, report: Callable[[int, int, str], None]) -> int | None:
    """The whole look when a week has passed. Runs as a job."""
    from planner.services import doctor_watching

    return doctor_watching.weekly_look(session, report)
