# SPDX-License-Identifier: Apache-2.0
"""Check portfolio from the menu, and the way from there to the records it tells of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import ref

from planner.kernel.changes import ChangeSet, RowChange
from planner.kernel.text import Message, tr
from ui.actions.spec import Context
from ui.context import AppContext, Place

if TYPE_CHECKING:
    from ui.jobs.doctor_watch import DoctorWatch
    from ui.windows.main_window import MainWindow


class DoctorCommands:
    """Registers its handler on the window's commands table."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._watch: Callable[[], DoctorWatch | None] = lambda: None
        self._window.commands.register("file.check", self._check)
        self._window.commands.register("repair.seen", self._seen)

    def watch(self, app: AppContext) -> DoctorWatch:
        """Let an open portfolio be looked over by itself; goes with the returned object."""
        from ui.jobs.doctor_watch import DoctorWatch

        watch = DoctorWatch(app, self.show, self._window)
        self._watch = ref(watch)
        return watch

    def show(self) -> None:
        """Open the window of the check."""
        self._window.trigger("file.check")

    def _seen(self, app: AppContext, context: Context) -> None:
        from planner.services import doctor_repair

        if context.record is not None:
            doctor_repair.acknowledge(app.session, [context.record])
        watch = self._watch()
        if watch is not None:
            watch.tell_marks()

    def _check(self, app: AppContext, _context: Context) -> None:
        from ui.dialogs.doctor import DoctorDialog

        dialog = DoctorDialog(app, self._window)
        went = dialog.exec() == DoctorDialog.DialogCode.Accepted
        record, looked = dialog.record, bool(dialog.checks)
        dialog.deleteLater()
        if self._window.app is not app:
            return
        if looked:
            app.notices.no_banner("doctor-faults")
            self._trust(app)
        watch = self._watch()
        if watch is not None:
            watch.tell_marks()
        if went and record is not None:
            app.navigator.go(self._place(app, *record))

    def _trust(self, app: AppContext) -> None:
        """Whoever has seen the check of a portfolio that was saved from damage was told."""
        from planner.services import doctor_watching, salvage

        doctor_watching.note_look(app.session)
        if not app.session.read_only and app.session.read(salvage.salvaged_at) is not None:
            with app.session.db.transaction() as conn:
                salvage.trust(conn)

    def _place(self, app: AppContext, entity: str, key: str) -> Place:
        from planner.entities.registry import BY_NAME
        from ui.windows.places import place_of

        change = RowChange(BY_NAME[entity].table, key, {}, {})
        try:
            found = place_of(app.session, ChangeSet(Message(""), (change,), 1))
        except (ValueError, TypeError):  # a value that no screen can show; its account can't be told
            found = None
        if found is None:
            app.notices.toast(tr("This record has no page of its own."))
        return found or Place(page="accounts")
