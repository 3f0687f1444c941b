# SPDX-License-Identifier: Apache-2.0
"""Check portfolio: what was looked at, what was found, and repairing it with a preview and one step to undo."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.services import doctor, doctor_mends, doctor_repair, doctor_words
from planner.services.doctor import Check, Finding
from planner.services.doctor_repair import Repaired
from planner.services.session import Session
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

REPAIRED: Final = "repaired"
_CHECKS: Final = (
    Column(key="state", title="", kind="glyph", width=34, name=N_("State")),
    Column(key="text", title=N_("What was looked at")),
    Column(key="found", title=N_("Found"), align="right", width=70),
    Column(key="way", title=N_("What can be done")),
)
_RECORDS: Final = (
    Column(key="name", title=N_("Name")),
    Column(key="kind", title=N_("Kind"), width=160),
    Column(key="field", title=N_("Field"), width=200),
)


class _Told(QObject):
    """Brings the progress of a job to the window's thread."""

    step = Signal(int, int, str)


class DoctorDialog(HouseDialog):
    """Looks as soon as it is open. ``record`` is what the user chose to go to; accepting means going there."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Check of {name}", name=app.session.path.stem), parent, width=940)
        self.setObjectName("dlgDoctor")
        self._app, self._closed = app, False
        self.checks: tuple[Check, ...] = ()
        self.record: tuple[str, str] | None = None
        self.mends: tuple[doctor_mends.Mend, ...] = ()
        self.marks: list[doctor_repair.Mark] = []
        self._told = _Told(self)
        self._told.step.connect(self._progress)
        self.head = PlainLabel("", self, role="section", wrap=True)
        self.head.setObjectName("lblDoctorResult")
        self.column.addWidget(self.head)
        self.note = self.add_text("", color="muted")
        self.model, self.table = self._table(_CHECKS, "tblChecks", tr("Checks"), 250)
        self.table.set_widths({0: 34, 1: 430, 2: 70, 3: 340}, stretch=3)
        self.way = self.add_text("")
        self.records_model, self.records = self._table(_RECORDS, "tblFindings", tr("Records found"), 130)
        self.records.set_widths({0: 500, 1: 160, 2: 200}, stretch=0)
        self.records.opened.connect(self._open)
        self._buttons()
        self.table.selectionModel().selectionChanged.connect(self._chosen)
        self.look()

    def _table(self, columns: tuple[Column, ...], name: str, spoken: str, height: int) -> tuple[RowsModel, DataTable]:
        model = RowsModel(TableView(columns=columns), self)
        table = DataTable(self, name=spoken, sortable=False)
        table.setObjectName(name)
        table.setModel(model)
        table.setMinimumHeight(height)
        self.column.addWidget(table, 2 if columns is _CHECKS else 1)
        return model, table

    def _buttons(self) -> None:
        self.seen = self._button(tr("All seen"), "btnSeen", self.acknowledge)
        self.save = self._button(tr("Save report…"), "btnSaveReport", self.save_report)
        self.again = self._button(tr("Check again"), "btnCheckAgain", self.look)
        self.undo = self._button(tr("Undo the repair"), "btnUndoRepair", self.take_back)
        self.mend = self._button(tr("Repair…"), "btnRepair", self.repair, primary=True)
        self.undo.hide()
        self.add_close()

    def _button(self, text: str, name: str, work: object, *, primary: bool = False) -> Button:
        button = self.add_button(text, primary=primary, name=name)
        button.clicked.connect(lambda *_checked: work())  # type: ignore[operator]
        return button

    # -- looking

    def look(self) -> None:
        """Look the portfolio over, off the window's thread."""
        self._wait(tr("Looking the portfolio over"))
        self._app.jobs.run(partial(_look, self._app.session, self._told), done=self._looked, failed=self._failed)

    def _looked(self, checks: tuple[Check, ...]) -> None:
        if not self._closed:
            self.undo.hide()
            self._show(checks, _result(checks))

    def _wait(self, text: str) -> None:
        self.head.setText(text)
        self.note.setText("")
        for button in (self.save, self.again, self.mend, self.seen):
            button.set_off(tr("A check is running."))

    def _progress(self, done: int, total: int, note: str) -> None:
        if not self._closed and note:
            self.note.setText(tr("{n} of {total}: {what}", n=done + 1, total=total, what=note))

    def _failed(self, error: Exception) -> None:
        if self._closed:
            return
        said = str(error) if isinstance(error, PlannerError) else tr("The check could not be finished.")
        self._show(self.checks, said)

    # -- showing

    def _show(self, checks: tuple[Check, ...], head: str, note: str = "") -> None:
        self.checks = checks
        self.head.setText(head)
        self.mends = doctor_mends.plan(checks)
        can = sum(one.count for one in self.mends if one.how)
        self.mend.setText(trn("Repair {n}…", "Repair {n}…", can) if can else tr("Repair…"))
        self.mend.set_off(self._why_not(can))
        self.save.set_off("" if checks else tr("Check first."))
        self.again.set_off("")
        self.note.setText(note or self._hint(can))
        self.marks = doctor_repair.marks(self._app.session)
        self.seen.setVisible(bool(self.marks))
        self.seen.set_off(tr("This portfolio is open for reading only.") if self._app.session.read_only else "")
        found = sorted(checks, key=lambda check: (check.sound, check.tidy))  # what needs a look stands above
        rows = [*self._marked(), *(self._row(check) for check in found)]
        self.model.set_view(TableView(columns=_CHECKS, rows=tuple(rows)))
        if rows:
            select_key(self.table, rows[0].key)
        self._chosen()
        self.table.setFocus()

    def _why_not(self, can: int) -> str:
        if self._app.session.read_only:
            return tr("This portfolio is open for reading only.")
        return "" if can else tr("There is nothing to repair.")

    def _hint(self, can: int) -> str:
        if can:
            return tr("A copy is made before anything is repaired, and one Undo takes the repair back.")
        return tr("Nothing was changed.")

    def _marked(self) -> list[Row]:
        if not self.marks:
            return []
        text = CellValue(text=tr("Repaired records nobody has looked at yet"), role="name")
        way = tr("Look at them, then choose “All seen”.")
        return [Row(key=REPAIRED, cells=(CellValue(state="watch"), text, len(self.marks), way))]

    def _row(self, check: Check) -> Row:
        state = "fine" if check.sound else "unknown" if check.tidy else "act"
        ways = " ".join(one.text for one in self.mends if one.check == check.name)
        text = CellValue(text=check.text.text(), role="body" if check.sound else "name")
        said = {"fine": tr("sound"), "act": tr("faults"), "unknown": tr("untidy")}[state]
        sign = CellValue(state=state, said=said)
        if check.sound:
            return Row(key=check.name, cells=(sign, text, CellValue(text="0", color="muted"), _muted(said)))
        return Row(key=check.name, cells=(sign, text, check.faults, ways))

    def _chosen(self, *_changed: object) -> None:
        key = self.model.key(self.table.currentIndex())
        findings: tuple[Finding, ...] = ()
        if key == REPAIRED:
            findings = tuple(Finding(mark.entity, mark.key) for mark in self.marks)
        else:
            findings = next((check.findings for check in self.checks if check.name == key), ())
        self.way.setText("\n".join(one.text for one in self.mends if one.check == key))
        self.way.setVisible(bool(findings) and key != REPAIRED)
        found = doctor_words.lines(self._app.session, findings)
        rows = tuple(
            Row(key=f"{line.entity} {line.key}", cells=(CellValue(text=line.name, role="name"), line.kind, line.field))
            for line in dict.fromkeys(found)
        )
        self.records_model.set_view(TableView(columns=_RECORDS, rows=rows))
        self.records.setVisible(bool(rows))

    def _open(self, index: QModelIndex) -> None:
        entity, _, key = self.records_model.key(index).partition(" ")
        if entity:
            self.record = (entity, key)
            self.accept()

    # -- doing

    def repair(self) -> None:
        """Say what would be done, and do it after a yes."""
        wanted = [one for one in self.mends if one.how]
        count = sum(one.count for one in wanted)
        question = trn("Repair {n} fault?", "Repair {n} faults?", count)
        detail = "\n".join([*(f"• {one.text}" for one in wanted), "", tr("A copy of the portfolio is made first.")])
        if not self._app.prompts.confirm(question, tr("Repair"), detail=detail):
            return
        self._wait(tr("Repairing the portfolio"))
        self._app.jobs.run(partial(_repair, self._app.session, self._told), done=self._repaired, failed=self._failed)

    def _repaired(self, done: Repaired) -> None:
        if self._closed:
            return
        count = sum(one.count for one in done.mended)
        head = trn("{n} fault was repaired.", "{n} faults were repaired.", count)
        if done.left:
            head += " " + trn("{n} is left for you.", "{n} are left for you.", done.left)
        self._show(done.checks, head, tr("The state before is kept among the backups as {name}.", name=done.copy.name))
        self.undo.setVisible(bool(done.step) and self._app.session.undo_step == done.step)

    def take_back(self) -> None:
        """Undo the repair, and look again."""
        self.undo.hide()
        self._app.session.undo()
        self.look()

    def acknowledge(self) -> None:
        """The repaired records were looked at."""
        doctor_repair.acknowledge(self._app.session)
        self._show(self.checks, _result(self.checks))

    def save_report(self) -> None:
        """Save what was found, without any content."""
        word = tr("check")
        proposed = Path.home() / f"{self._app.session.path.stem} {word} {self._app.session.today()}.json"
        path = self._app.prompts.pick_save(tr("Save report"), proposed, "JSON (*.json)")
        if path is None:
            return
        from planner.safe.files import write_atomic

        try:
            write_atomic(path, doctor_words.report(self._app.session, self.checks).encode())
        except PlannerError as error:
            self.note.setText(str(error))
            return
        self.note.setText(tr("Saved as {name}; it holds codes, ids and counts only.", name=path.name))

    @override
    def done(self, result: int) -> None:
        self._closed = True
        super().done(result)


def _result(checks: tuple[Check, ...]) -> str:
    faults = doctor.faults_in(checks)
    if faults:
        return trn("{n} fault was found.", "{n} faults were found.", faults)
    return tr("Everything is sound.")


def _muted(text: str) -> CellValue:
    return CellValue(text=text, color="muted")


def _look(session: Session, told: _Told, report: doctor.Report) -> tuple[Check, ...]:
    return doctor.look_over(session, partial(_tell, told, report))


def _repair(session: Session, told: _Told, report: doctor.Report) -> Repaired:
    return doctor_repair.repair(session, partial(_tell, told, report))


def _tell(told: _Told, report: doctor.Report, done: int, total: int, note: str) -> None:
    report(done, total, note)
    told.step.emit(done, total, note)
