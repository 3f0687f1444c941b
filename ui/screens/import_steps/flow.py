# SPDX-License-Identifier: Apache-2.0
"""What an import window knows: the file, its columns, the check and the result; and the jobs that make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal, Slot

from planner.formats.table import SourceTable
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr
from planner.safe.clean import marked_bidi
from planner.services import imports
from planner.services.import_fields import ColumnMatch
from planner.services.import_plan import ImportPlan, check
from planner.services.imports import ImportOptions, ImportResult
from ui.context import AppContext
from ui.jobs.runner import Job, Report

TITLES = {"accounts": N_("Import accounts"), "contacts": N_("Import people"), "assets": N_("Import assets")}


class ImportFlow(QObject):
    """Every change is announced by `changed`; `arrived` names the step that a finished job leads to.

    `fault` carries a sentence that belongs beside what was just tried; nothing is lost by it.
    """

    changed = Signal()
    arrived = Signal(int)
    fault = Signal(str)

    def __init__(
        self, app: AppContext, kind: str, parent: QObject | None = None, account_id: str | None = None
    ) -> None:
        super().__init__(parent)
        self.app = app
        self.kind = kind
        self.path: Path | None = None
        self.source: SourceTable | None = None
        self.columns: tuple[ColumnMatch, ...] = ()
        self.account_id = account_id
        self.options = ImportOptions(account=account_id)
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None
        self.undone = False
        self.busy = ""
        self._job: Job | None = None

    @property
    def file_name(self) -> str:
        """The name of the file as it may be shown."""
        return marked_bidi(self.path.name) if self.path else ""

    @property
    def has_name(self) -> bool:
        """Whether some column gives names."""
        return bool({c.field for c in self.columns} & {"name", "given_name", "family_name"})

    def start_over(self) -> None:
        """Forget the file; what was imported stays."""
        self.path, self.source, self.columns, self.plan, self.result = None, None, (), None, None
        self.options, self.undone = ImportOptions(account=self.account_id), False
        self.changed.emit()
        self.arrived.emit(0)

    def read(self, path: Path, **changes: Any) -> None:
        """Read a file, or the same one again with another encoding, delimiter or sheet."""
        options = (
            replace(self.options, **changes) if path == self.path else ImportOptions(account=self.account_id, **changes)
        )

        def work(report: Report) -> tuple[SourceTable, tuple[ColumnMatch, ...], ImportOptions]:
            source = imports.read(path, options, report)
            columns, found = imports.match(self.app.session, source, self.kind, options=options)
            return source, columns, found

        def done(found: tuple[SourceTable, tuple[ColumnMatch, ...], ImportOptions]) -> None:
            self.path, self.plan, self.result, self.undone = path, None, None, False
            self.source, self.columns, self.options = found
            self._rest()
            self.arrived.emit(0)

        self._run("read", tr("Reading {name}", name=marked_bidi(path.name)), work, done)

    def set_field(self, index: int, field: str | None) -> None:
        """Fill a field from a column; another column that filled it is left out."""
        self.columns = tuple(
            replace(c, field=field, how="hand")
            if c.index == index
            else replace(c, field=None, how="hand")
            if field and c.field == field
            else c
            for c in self.columns
        )
        self.plan = None
        self.changed.emit()

    def answer(self, name: str, value: str) -> None:
        """Answer a question of the check (dates or decimals) and check again."""
        changes: dict[str, Any] = {name: value}
        self.options = replace(self.options, **changes)
        self.check()

    def check(self) -> None:
        """Check every row against the portfolio."""
        source, path = self.source, self.path
        if source is None or path is None:
            return
        columns, options = self.columns, self.options

        def work(report: Report) -> ImportPlan:
            return check(self.app.session, source, columns, kind=self.kind, path=path, options=options, report=report)

        def done(plan: ImportPlan) -> None:
            self.plan = plan
            self._rest()
            self.arrived.emit(2)

        self._run("check", tr("Checking {name}", name=self.file_name), work, done)

    def apply(self) -> None:
        """Import what the check says, as one step."""
        plan = self.plan
        if plan is None:
            return

        def work(report: Report) -> ImportResult:
            if self.app.settings.automatic_backups:
                from planner.services.automatic_backups import before_import

                before_import(self.app.session, report)
            return imports.apply(self.app.session, plan, self, report)

        def done(result: ImportResult) -> None:
            self.result = result
            self._rest()
            self.arrived.emit(3)

        self._run("apply", tr("Importing {name}", name=self.file_name), work, done)

    def undo(self) -> None:
        """Take the whole import back, while it is the newest step."""
        result = self.result
        if result is None:
            return

        def work(_report: Report) -> bool:
            if not imports.is_newest(self.app.session, result):
                return False
            self.app.session.undo()
            return True

        def done(taken_back: object) -> None:
            self.undone = bool(taken_back)
            self._rest()
            if not taken_back:
                self.fault.emit(
                    tr("Something was changed since, so this import is no longer the newest step. Use Undo.")
                )

        self._run("undo", tr("Taking the import back"), work, done)

    def save_left_out(self, path: Path) -> None:
        """Write the rows left out into a file."""
        plan = self.plan
        if plan is None:
            return

        def work(_report: Report) -> Path:
            imports.save_left_out(plan, path)
            return path

        def done(saved: Path) -> None:
            self._rest()
            self.app.notices.toast(tr("Saved {name}", name=marked_bidi(saved.name)))

        self._run("save", "", work, done)

    def cancel(self) -> None:
        """Stop what runs; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()

    def _run(
        self,
        busy: Literal["read", "check", "apply", "undo", "save"],
        title: str,
        work: Callable[[Report], Any],
        done: Callable[[Any], None],
    ) -> None:
        if self.busy:
            return
        self.busy = busy
        self.changed.emit()
        job = self.app.jobs.run(work, done=done, failed=self._failed, title=title)
        if isinstance(job, Job):
            self._job = job
            job.finished.connect(self._ended)
        elif self.busy:
            self._rest()

    def _rest(self) -> None:
        self.busy = ""
        self.changed.emit()

    @Slot(object)
    def _ended(self, job: object) -> None:
        if job is self._job:
            self._job = None
        if self.busy and self._job is None:
            self._rest()

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, PlannerError):
            self.fault.emit(str(error))
        else:
            self.app.notices.fault(error)
