# SPDX-License-Identifier: Apache-2.0
"""The import window: file, columns, check and done on one surface, beside the work and not in its way."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from ui.actions.spec import Context
from ui.context import AppContext, Place
from ui.dialogs.base import work_size
from ui.jobs.runner import JobRunner
from ui.jobs.strip import ProgressStrip
from ui.screens.import_steps.check_step import CheckStep
from ui.screens.import_steps.columns_step import ColumnsStep
from ui.screens.import_steps.done_step import DoneStep
from ui.screens.import_steps.file_step import FileStep
from ui.screens.import_steps.flow import TITLES, ImportFlow
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel
from ui.widgets.stepbar import StepBar

FILE, COLUMNS, CHECK, DONE = range(4)


def import_accounts(app: AppContext, _context: Context) -> ImportWindow:
    """Open the window that imports accounts."""
    return open_import(app, "accounts")


def import_people(app: AppContext, _context: Context) -> ImportWindow:
    """Open the window that imports people."""
    return open_import(app, "contacts")


def import_assets(app: AppContext, context: Context) -> ImportWindow:
    """Open the window that imports equipment, of the account at hand where there is one."""
    return open_import(app, "assets", account_id=context.account_id)


def open_import(app: AppContext, kind: str, path: Path | None = None, *, account_id: str | None = None) -> ImportWindow:
    """Open an import window, with a file where one is given already."""
    window = ImportWindow(app, kind, _main_window(), account_id=account_id)
    window.show()
    if path is not None:
        window.flow.read(path)
    return window


def _main_window() -> QWidget | None:
    """The window of the portfolio, never a menu or palette that is about to close."""
    shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
    return next((widget for widget in shown if isinstance(widget, QMainWindow)), None)


class ImportWindow(QDialog):
    """Four steps; Back and the step bar lead back as long as nothing is imported, Esc closes and loses nothing.

    It blocks nothing: accounts can be looked at meanwhile, and what is changed there is noticed before importing.
    """

    def __init__(
        self, app: AppContext, kind: str, parent: QWidget | None = None, *, account_id: str | None = None
    ) -> None:
        super().__init__(parent)
        self.app = app
        self.flow = ImportFlow(app, kind, self, account_id)
        self.setObjectName("importWindow")
        self.setWindowTitle(tr(TITLES[kind]))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._build()
        self.resize(work_size(parent))
        self.setMinimumSize(640, 420)
        self.flow.changed.connect(self.refresh)
        self.flow.arrived.connect(self.go)
        self.flow.fault.connect(self._say)
        app.session.on_close.append(self._on_portfolio_closed)
        self.go(FILE)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.steps = StepBar([tr("File"), tr("Columns"), tr("Check the rows"), tr("Done")], self, name=tr("Steps"))
        self.steps.selected.connect(self._on_step)
        self.file_name = PlainLabel("", self, color="muted", elide=True)
        self.steps.add_right(self.file_name)
        column.addWidget(self.steps)
        self._fault = Bar("act", "", self, closable=True)
        self._fault.hide()
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 8, 16, 0)
        holder.addWidget(self._fault)
        column.addLayout(holder)
        self._make_pages(column)
        if isinstance(self.app.jobs, JobRunner):
            column.addWidget(ProgressStrip(self.app.jobs, self))
        column.addWidget(self._make_foot())

    def _make_pages(self, column: QVBoxLayout) -> None:
        self.pages = QStackedWidget(self)
        self.file = FileStep(self.flow, self.pages)
        self.columns = ColumnsStep(self.flow, self.pages)
        self.check = CheckStep(self.flow, self.pages)
        self.done_page = DoneStep(self.flow, self.pages)
        for page in (self.file, self.columns, self.check, self.done_page):
            self.pages.addWidget(page)
        self.file.choose_wanted.connect(self.choose_file)
        self.done_page.save_wanted.connect(self.save_left_out)
        self.done_page.accounts_wanted.connect(self._show_accounts)
        self.done_page.people_wanted.connect(self._import_people)
        column.addWidget(self.pages, 1)

    def _make_foot(self) -> QWidget:
        foot = self.foot = Panel(self, fill="window", lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        self.note = PlainLabel("", foot, color="muted", elide=True)
        self.back = Button(tr("Back"), foot, shortcut=tr("Alt+Left"))
        self.back.setObjectName("btnBack")
        self.back.clicked.connect(self.go_back)
        self.next = Button(tr("Next"), foot, variant="primary", shortcut=tr("Ctrl+Enter"))
        self.next.setObjectName("btnNext")
        self.next.clicked.connect(self.go_on)
        row.addWidget(self.note, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)
        return foot

    @property
    def step(self) -> int:
        """The step that is open."""
        return self.pages.currentIndex()

    @Slot(int)
    def go(self, step: int) -> None:
        """Open a step and put the focus where it goes on."""
        self.pages.setCurrentIndex(step)
        self.steps.set_current(step)
        self._fault.hide()
        self.refresh()
        self._focus()

    @Slot()
    def go_on(self) -> None:
        """The next step, which may take a job; at the end the window closes."""
        if self.next.isEnabled() and not self.flow.busy:
            steps = {FILE: self._to_columns, COLUMNS: self.flow.check, CHECK: self.flow.apply, DONE: self.close}
            steps[self.step]()

    @Slot()
    def go_back(self) -> None:
        """The step before; after importing there is none, only undo."""
        if self.back.isVisibleTo(self) and not self.flow.busy:
            self.go(self.step - 1)

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and read it."""
        patterns = ";;".join((tr("Lists (*.csv *.tsv *.txt *.xlsx)"), tr("All files (*)")))
        path = self.app.prompts.pick_open(self.windowTitle(), patterns)
        if path is not None:
            self.flow.read(path)

    @Slot()
    def save_left_out(self) -> None:
        """Ask where, and write the rows left out."""
        if self.flow.path is None:
            return
        suffix = ".xlsx" if self.flow.path.suffix.lower() == ".xlsx" else ".csv"
        proposed = self.flow.path.with_name(tr("{name} left out", name=self.flow.path.stem) + suffix)
        patterns = tr("CSV file (*.csv)"), tr("Excel workbook (*.xlsx)")
        path = self.app.prompts.pick_save(
            tr("Save left-out rows"), proposed, ";;".join(patterns if suffix == ".csv" else patterns[::-1])
        )
        if path is not None:
            self.flow.save_left_out(path)

    @Slot()
    def refresh(self) -> None:
        """Bring name, notes and buttons in line with where the import stands."""
        self.file_name.setText(self.flow.file_name)
        self._note_steps()
        self.note.setText(self._foot_note())
        self.back.setVisible(self.step in {COLUMNS, CHECK})
        self.next.setText(self._next_word())
        self.next.set_off(self._why_not())
        self.foot.setVisible(self.step != FILE or self.flow.source is not None)

    def _note_steps(self) -> None:
        plan, source = self.flow.plan, self.flow.source
        self.steps.set_note(FILE, "" if source is None else f"{len(source.rows)}")
        used = sum(1 for column in self.flow.columns if column.field)
        self.steps.set_note(COLUMNS, "" if source is None else f"{used}/{len(self.flow.columns)}")
        self.steps.set_note(CHECK, "" if plan is None else f"{plan.counts.changing}/{plan.counts.total}")

    def _foot_note(self) -> str:
        if self.step == COLUMNS:
            return self.columns.matched()
        if self.step == CHECK:
            return tr("Nothing is changed yet. One undo takes the whole import back.")
        return ""

    def _next_word(self) -> str:
        if self.step == CHECK and self.flow.plan is not None:
            return trn("Import {n} row", "Import {n} rows", self.flow.plan.counts.changing)
        return {FILE: tr("Next"), COLUMNS: tr("Check rows"), CHECK: tr("Import"), DONE: tr("Close")}[self.step]

    def _why_not(self) -> str:
        """Why the next step cannot be taken now; "" when it can."""
        if self.flow.busy:
            return tr("Please wait until this has finished, or cancel it.")
        if self.step == COLUMNS and not any(column.field for column in self.flow.columns):
            return tr("Choose a field for at least one column.")
        plan = self.flow.plan
        if self.step != CHECK or plan is None:
            return ""
        if any(not question.proposal for question in plan.questions):
            return tr("Answer the question above first.")
        return "" if plan.counts.changing else tr("No row would change anything.")

    def _to_columns(self) -> None:
        self.go(COLUMNS)

    @Slot(int)
    def _on_step(self, step: int) -> None:
        """The step bar leads back freely, and on where the next step is due."""
        now = self.step
        if self.flow.busy or now == DONE or step > now + 1 or (now == FILE and self.flow.source is None):
            self.steps.set_current(now)
        elif step < now:
            self.go(step)
        else:
            self.steps.set_current(now)
            self.go_on()

    def _focus(self) -> None:
        if self.step == FILE:
            target: QWidget = self.file.choose if self.flow.source is None else self.next
        elif self.step == COLUMNS:
            target = self.columns.lines[0].combo if self.columns.lines else self.next
        else:
            target = self.check.table if self.step == CHECK else self.next
        target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _say(self, text: str) -> None:
        self._fault.clear_buttons()
        self._fault.set_text(text)
        if self.step == CHECK:
            again = self._fault.add_button(tr("Check again"))
            again.clicked.connect(self.flow.check)
        self._fault.show()

    @Slot()
    def _show_accounts(self) -> None:
        account = self.flow.account_id
        there = Place(page="account", account_id=account, section="sites") if account else Place(page="accounts")
        self.app.navigator.go(there)
        self.close()

    @Slot()
    def _import_people(self) -> None:
        self.close()
        open_import(self.app, "contacts")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.flow.busy and self._dropped(event) is not None and self.step != DONE:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.flow.read(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing stops what is read or checked; what is being written goes on and is told when it is done."""
        if self.flow.busy == "apply":
            event.ignore()
            self.hide()
            self.flow.arrived.disconnect(self.go)
            self.flow.arrived.connect(self._tell_and_close)
            return
        self.flow.cancel()
        self._leave()
        event.accept()  # QDialog's own would ask `reject` again

    @override
    def reject(self) -> None:
        self.close()

    @Slot(int)
    def _tell_and_close(self, _step: int) -> None:
        if self.flow.result is not None:
            self.app.notices.toast(self.flow.result.text(), undo=bool(self.flow.result.changes))
        self.close()

    def _on_portfolio_closed(self) -> None:
        self.flow.cancel()
        self.close()

    def _leave(self) -> None:
        with suppress(ValueError):
            self.app.session.on_close.remove(self._on_portfolio_closed)
