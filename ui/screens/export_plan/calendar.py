# SPDX-License-Identifier: Apache-2.0
"""Export calendar…: the days ahead of the whole portfolio as a file that calendars import."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from planner.kernel.text import tr
from planner.services import calendar_file
from ui.actions.spec import Context
from ui.context import AppContext
from ui.screens.export_plan.dialog import documents_folder

_ICS = "iCalendar (*.ics)"


def export_calendar(app: AppContext, _context: Context) -> None:
    """Ask where to save it, and write it; it is for ourselves, with every event marked private."""
    proposed = documents_folder() / calendar_file.file_name(app.session, None, "internal")
    picked = app.prompts.pick_save(tr("Save calendar as"), proposed, _ICS)
    if picked is None:
        return
    # The system has asked about the name that was picked; one that only got its ending here is never replaced.
    path = picked if picked.suffix.lower() == ".ics" else picked.with_name(f"{picked.name}.ics")
    work = partial(_write, app, path, overwrite=path == picked)
    app.jobs.run(work, done=partial(_written, app), failed=app.notices.fault, title=tr("Export calendar"))


def _write(app: AppContext, path: Path, report: calendar_file.Report, *, overwrite: bool) -> Path:
    return calendar_file.export_calendar(app.session, path, overwrite=overwrite, report=report)


def _written(app: AppContext, path: Path) -> None:
    text = tr("Saved {name}. Import it into your calendar; importing a newer one updates it.", name=path.name)
    app.notices.toast(text)
