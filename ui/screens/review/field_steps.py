# SPDX-License-Identifier: Apache-2.0
"""Undo and redo on the field sheet: only what was entered on it, and always at the check that it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from ui.screens.review import field_context

if TYPE_CHECKING:
    from ui.screens.review.field_sheet import FieldSheet


class FieldSteps:
    """Belongs to a sheet; what was done before it was opened is not its own to take back."""

    def __init__(self, sheet: FieldSheet) -> None:
        self._sheet = sheet
        self._floor = sheet.app.session.undo_step
        self._undone = 0

    def new_entry(self) -> None:
        """Something was entered: what was taken back before can't be made again."""
        self._undone = 0

    def undo(self) -> None:
        """Take back the text being typed, otherwise the newest entry."""
        sheet = self._sheet
        if sheet.typing:
            sheet.escape()
        elif sheet.locked or sheet.app.session.undo_step <= self._floor:
            sheet.notice.say("", tr("Nothing was entered on this sheet that could be taken back."))
        else:
            self._replay(back=True)

    def redo(self) -> None:
        """Make the entry again that was taken back last."""
        if self._undone and not self._sheet.locked:
            self._replay(back=False)

    def _replay(self, *, back: bool) -> None:
        sheet, session = self._sheet, self._sheet.app.session
        try:
            changes = session.undo() if back else session.redo()
        except PlannerError as error:
            sheet.say_fault(error, tr("Not taken back.") if back else tr("Not made again."))
            return
        if changes is None:
            return
        self._undone += 1 if back else -1
        touched = {row.key for row in changes.rows}
        sheet.index = next((n for n, stop in enumerate(sheet.stops) if stop.id in touched), sheet.index)
        sheet.refresh_way()
        sheet.head.show_saved(session.clock.now())
        field_context.tell_replayed(sheet, changes, back=back)
