# SPDX-License-Identifier: Apache-2.0
"""Checklists from files and into them; foreign files are read off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from planner.entities.reviews.checklist_template import ChecklistTemplate
from planner.formats.checklist_file import SUFFIX, ReadTemplate
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.safe.files import free_name
from planner.safe.names import safe_file_name
from planner.services import templates
from ui.context import AppContext

T = TypeVar("T")
_FILES = N_("Checklists ({files})")


class Host(Protocol):
    """The window around it."""

    def perform(self, work: Callable[[], T]) -> T | None:
        """Run a verb; what was refused is said, and the answer is None."""
        ...

    def reload(self, key: str = "") -> None:
        """Show the templates as stored."""
        ...


class Files:
    """Import and export of one window; after `leave` nothing that arrives late is taken over."""

    def __init__(self, app: AppContext, host: Host) -> None:
        self._app, self._host = app, host
        self._left = False
        self._job: object = None

    def leave(self) -> None:
        """The window is closed."""
        self._left = True

    def read(self) -> None:
        """Ask for a file and add what it holds."""
        patterns = tr(_FILES, files=f"*{SUFFIX} *.csv *.xlsx")
        path = self._app.prompts.pick_open(tr("Import checklists"), patterns)
        if path is not None:
            self._job = self._app.jobs.run(
                lambda _report: templates.read_file(path), done=partial(self._add, path.name), failed=self._refused
            )

    def _add(self, name: str, read: list[ReadTemplate]) -> None:
        if self._left:
            return
        made = self._host.perform(lambda: templates.add_read(self._app.session, read, name, source=self._host))
        if made:
            self._host.reload(made[0].id)
        if made is not None and len(made) < len(read):
            said = trn("{n} checklist of the file is here already, word for word; it was left out.",
                       "{n} checklists of the file are here already, word for word; they were left out.",
                       len(read) - len(made))  # fmt: skip
            self._app.prompts.tell(tr("Checklists"), said)

    def _refused(self, fault: Exception) -> None:
        if not isinstance(fault, PlannerError):
            self._app.notices.fault(fault)
        elif not self._left:
            self._app.prompts.tell(tr("Checklists"), str(fault))

    def write(self, template: ChecklistTemplate) -> Path | None:
        """Ask where to, and write a template; None when that was left or did not go."""
        proposed = free_name(Path.home() / safe_file_name(template.name, extension=SUFFIX))
        patterns = f"Waterline (*{SUFFIX});;CSV (*.csv);;XLSX (*.xlsx)"
        path = self._app.prompts.pick_save(tr("Export checklist"), proposed, patterns)
        if path is None:
            return None
        return self._host.perform(lambda: templates.export_file(self._app.session, [template.id], path))
