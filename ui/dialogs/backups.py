# SPDX-License-Identifier: Apache-2.0
"""The backups of the open portfolio: how old, how big, what changed since, whether whole; and restoring one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid
from typing_extensions import override

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import backup_list
from planner.services.backup_list import DAMAGED, SAME, STRANGER, Backup
from planner.services.portfolio_facts import is_sample
from planner.services.session import Session
from planner.views.account_work import size_words
from ui.context import AppContext
from ui.dialogs.about import open_folder
from ui.dialogs.backup_rows import COLUMNS, HERE, Listed, age_words, merged, table
from ui.dialogs.base import HouseDialog
from ui.jobs.runner import Job
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
    from planner.services.off_disk import Standing
    from planner.views.tables import TableView

NEW_FILE, IN_PLACE = "new-file", "in-place"
PATTERNS = "Waterline (*.waterline)"
Report = Callable[[int, int, str], None]


class BackupsDialog(HouseDialog):
    """Accepting it means restoring: `chosen`, `key` and `way` say what and how; the dialog itself restores nothing."""

    def __init__(self, app: AppContext, back_up: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("Backups of {name}", name=app.session.path.stem), parent, width=1040)
        self.setObjectName("dlgBackups")
        self._app = app
        self.way = ""
        self.found: list[Backup] = []
        self._rows: list[Listed] = []
        self._there: list[Backup] = []
        self._others: dict[Path, StoreKey | None] = {}
        self._job: object = None
        self._news = ""
        self._asked: list[object] = []
        self._closed = False
        self.summary = self.add_text("", color="muted")
        self._build(back_up)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.opened.connect(lambda _index: self._check())
        self.reload()
        self.table.setFocus()

    def _build(self, back_up: Callable[[], None]) -> None:
        self.model = RowsModel(_nothing(), self)
        self.table = DataTable(self, name=self.windowTitle(), sortable=False)
        self.table.setObjectName("tblBackups")
        self.table.setModel(self.model)
        self.table.set_widths({0: 205, 1: 172, 2: 80, 3: 172, 4: 122, 5: 233}, stretch=5)
        self.table.setMinimumHeight(300)
        self.column.addWidget(self.table, 1)
        self.changes = PlainLabel("", self, wrap=True)
        self.changes.setMinimumHeight(44)
        self.column.addWidget(self.changes)
        self.column.addLayout(self._progress_row())
        self.now, self.check_all, self.folder, self.other = self._tools(back_up)
        self.check = self.add_button(tr("Check this one"), name="btnCheckBackup")
        self.check.clicked.connect(self._check)
        self.as_new = self.add_button(tr("Restore as a new file…"), name="btnRestoreAsNew")
        self.as_new.clicked.connect(partial(self._take, NEW_FILE))
        self.over = self.add_button(tr("Put in place…"), name="btnRestoreOver")
        self.over.clicked.connect(partial(self._take, IN_PLACE))
        self.add_close()

    def _tools(self, back_up: Callable[[], None]) -> list[Button]:
        """The row below the list."""
        row = QHBoxLayout()
        row.setSpacing(8)
        made: list[Button] = []
        for text, icon, name, work in (
            (tr("Back up now"), "archive", "btnBackUpNow", back_up),
            (tr("Check all"), "shield-check", "btnCheckAll", self._check_all),
            (tr("Show folder"), "folder-open", "btnBackupFolder", self._open_folder),
            (tr("Other file…"), "file", "btnOtherBackup", self._other_file),
        ):
            button = Button(text, self, icon=icon)
            button.setObjectName(name)
            button.clicked.connect(work)
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        self.column.addLayout(row)
        return made

    def _progress_row(self) -> QHBoxLayout:
        """What is seen while checks run: how far they are, and a way to stop them."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.doing = PlainLabel("", self, color="muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(200)
        self.stop = Button(tr("Stop"), self, small=True)
        self.stop.setObjectName("btnStopCheck")
        self.stop.clicked.connect(self._stop)
        row.addWidget(self.doing, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self._show_progress(shown=False)
        return row

    def _show_progress(self, *, shown: bool) -> None:
        for part in (self.doing, self.bar, self.stop):
            part.setVisible(shown)

    # -- the list

    def reload(self) -> None:
        """Look again, on this disk at once and in the second folder a moment later; the same backup stays chosen."""
        self._list()
        folder = self._app.settings.backup_folder
        work = partial(look_further, self._app.session, Path(folder) if folder else None)
        self._run(work, self._further)

    def _list(self) -> None:
        before = self.chosen()
        session = self._app.session
        rows = merged(backup_list.listing(session), self._there)
        for path, key in self._others.items():
            one = backup_list.told_of(session, path, key)
            if one is not None:
                rows.insert(0, Listed(backup=one, where=HERE, external=True))
        self._rows, self.found = rows, [one.backup for one in rows]
        self.model.set_view(table(rows, session.clock.now()))
        kept = next((one for one in self.found if before is not None and one.path == before.path), None)
        if self.found:
            select_key(self.table, str((kept or self.found[0]).path))
        self._fit()
        self._tell_changes()

    def _further(self, more: Further) -> None:
        self._there = more.there
        self._list()
        self.summary.setText(self._summed(more))

    def _summed(self, more: Further) -> str:
        if not self.found:
            return self._none_yet()
        parts = [trn("{n} backup", "{n} backups", len(self.found)), tr("{size} in all", size=size_words(more.room))]
        newest = more.standing.newest
        if newest is not None:
            parts.append(tr("newest off this disk {age}", age=age_words(newest, self._app.session.clock.now())))
        else:
            parts.append(tr("none off this disk; choose a second folder in Settings"))
        if self._app.settings.backup_folder and not more.standing.reachable:
            parts.append(tr("the second folder is not there now"))
        return " · ".join(parts)

    def _none_yet(self) -> str:
        if is_sample(self._app.session):
            return tr(
                "The sample is not backed up automatically, because it can be started afresh. You can back it up by "
                "hand."
            )
        if not self._app.settings.automatic_backups:
            return tr("There is no backup yet, and automatic backups are switched off in Settings. Make one by hand.")
        return tr("There is no backup yet. One is made by itself when something was changed, or now by hand.")

    def chosen(self) -> Backup | None:
        """The backup selected."""
        key = self.model.key(self.table.currentIndex())
        return next((one for one in self.found if str(one.path) == key), None)

    def key(self) -> StoreKey | None:
        """What opens the backup selected."""
        one = self.chosen()
        own = self._app.session.db.key
        return (self._others.get(one.path) or own) if one is not None else own

    def _selected(self) -> None:
        self._news = ""
        self._fit()
        self._tell_changes()

    def _fit(self) -> None:
        one = self.chosen()
        reason = "" if one is not None else tr("Select a backup first.")
        if one is not None and one.state == DAMAGED:
            reason = tr("This backup is damaged; choose another one.")
        self.as_new.set_off(reason)
        if not reason and one is not None and one.line == STRANGER:
            reason = tr("This is a backup of another portfolio; restore it as a new file.")
        if not reason and self._app.session.read_only:
            reason = tr("The portfolio is open for reading only; restore as a new file.")
        self.over.set_off(reason)
        running = tr("A check is running.") if self._job is not None else ""
        self.check.set_off(running or ("" if one is not None else tr("Select a backup first.")))
        self.check_all.set_off(running or ("" if self.found else tr("There is no backup yet.")))

    # -- what changed since

    def _tell_changes(self) -> None:
        one = self.chosen()
        if self._news:
            self.changes.setText(self._news)
            return
        if one is None or one.since is None or one.line != SAME or one.state == DAMAGED:
            self.changes.setText(_plain_words(one))
            return
        if not one.since:
            self.changes.setText(tr("Nothing was changed since this backup."))
            return
        work = partial(changed_since, self._app.session, one.step)
        self._run(work, partial(self._changed, one.path))

    def _changed(self, path: Path, said: str) -> None:
        one = self.chosen()
        if one is not None and one.path == path and not self._news:
            self.changes.setText(tr("Changed since: {what}", what=said) if said else "")

    # -- checking

    def _check(self) -> None:
        one = self.chosen()
        if one is not None and self._job is None:
            self._run_checks([(one.path, self.key())])

    def _check_all(self) -> None:
        own = self._app.session.db.key
        self._run_checks([(one.path, self._others.get(one.path) or own) for one in self.found])

    def _run_checks(self, wanted: list[tuple[Path, StoreKey | None]]) -> None:
        self.doing.setText(trn("Checking {n} backup", "Checking {n} backups", len(wanted)))
        self.bar.setValue(0)
        self._show_progress(shown=True)
        job = self._app.jobs.run(partial(check_these, wanted), done=self._checked, failed=self._failed)
        self._job = job
        for signal, heard in (("progressed", self._progressed), ("finished", self._ended)):
            if hasattr(job, signal):
                getattr(job, signal).connect(heard)
        self._fit()

    def _progressed(self, done: int, total: int, _note: str) -> None:
        if self._closed:
            return
        self.bar.setValue(done * 1000 // max(total, 1))

    def _checked(self, damaged: int) -> None:
        self._ended()
        if damaged:
            self._news = trn(
                "{n} backup is damaged. The others are whole; restore one of them.",
                "{n} backups are damaged. The others are whole; restore one of them.",
                damaged,
            )
            self._tell_changes()

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._app.notices.fault(error)

    def _ended(self, _job: object = None) -> None:
        if self._job is None or self._closed:
            return
        self._job = None
        self._show_progress(shown=False)
        self._list()

    def _stop(self) -> None:
        _cancel(self._job)

    def _run(self, work: Callable[[Report], Any], done: Callable[[Any], None]) -> None:
        """Find something out unseen; the answer is dropped when the window is closed before."""
        self._asked.append(self._app.jobs.run(work, done=done, failed=lambda _error: None))

    @override
    def done(self, result: int) -> None:
        self._closed = True
        for job in (*self._asked, self._job):
            _cancel(job)
        super().done(result)

    # -- doing

    def _take(self, way: str, *_checked: bool) -> None:
        self.way = way
        self.accept()

    def _open_folder(self) -> None:
        one = self.chosen()
        folder = one.path.parent if one is not None else paths.backups_folder(self._app.session.path)
        open_folder(folder if folder.is_dir() else self._app.session.path.parent)

    def _other_file(self) -> None:
        """Show a copy from anywhere in the list; an encrypted one is asked for what opens it."""
        path = self._app.prompts.pick_open(tr("Choose a backup"), PATTERNS)
        if path is None:
            return
        try:
            key, known = self._key_of(path)
        except PlannerError as fault:
            self.changes.setText(str(fault))
            return
        if known:
            self._others[path] = key
            self._list()
            select_key(self.table, str(path))

    def _key_of(self, path: Path) -> tuple[StoreKey | None, bool]:
        """What opens a file, and whether that is known; False when the question for it was left."""
        from planner.safe import key_file
        from planner.services.portfolio import is_encrypted

        if not is_encrypted(path):
            return None, True
        own = self._app.session.db.key
        if own is not None and key_file.load(path).check == own.check():
            return own, True
        key = self._app.prompts.unlock(path, self._app.jobs)
        return key, key is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What takes longer to find out: the copies in the second folder, how it stands, the room all copies take."""

    standing: Standing
    room: int
    there: list[Backup] = field(default_factory=list)


def look_further(session: Session, folder: Path | None, report: Report) -> Further:
    """Look into the second folder and add up the room; runs as a job."""
    from planner.services import off_disk

    report(0, 1, "")
    return Further(
        standing=off_disk.standing(session, folder),
        room=backup_list.room(backup_list.copies(session.path)),
        there=off_disk.listing(session, folder),
    )


def changed_since(session: Session, step: int, report: Report) -> str:
    """What was added, changed and deleted after a step, in words; runs as a job."""
    from planner.services import backup_changes

    report(0, 1, "")
    return backup_changes.words(backup_changes.since(session, step))


def check_these(wanted: list[tuple[Path, StoreKey | None]], report: Report) -> int:
    """Check backups one after the other; answers how many are damaged; runs as a job."""
    from planner.services.backup_check import check

    damaged = 0
    for number, (path, key) in enumerate(wanted):

        def tell(done: int, total: int, note: str, number: int = number) -> None:
            report(number * total + done, len(wanted) * total, note)

        damaged += bool(check(path, key, tell))
    return damaged


def _cancel(job: object) -> None:
    """Stop a job whose answer nobody waits for any more; one that has ended is gone already."""
    if isinstance(job, Job) and isValid(job):
        job.cancel()


def _plain_words(one: Backup | None) -> str:
    if one is not None and one.state == DAMAGED:
        return tr("This backup is not what it was when it was made. Restore another one; the next is made by itself.")
    return ""


def _nothing() -> TableView:
    from planner.views.tables import TableView

    return TableView(columns=COLUMNS)
