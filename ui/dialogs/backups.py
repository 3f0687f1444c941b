# SPDX-License-Identifier: Apache-2.0
"""The backups of the open portfolio: how old, how big, what changed since, whether whole; and restoring one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from typing_extensions import override

from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import backup_list
from planner.services.backup_check import is_damage
from planner.services.backup_list import DAMAGED, FAULTY, SAME, STRANGER, UNPROVEN, Backup
from planner.services.portfolio_facts import is_sample
from planner.views.account_work import size_words
from ui.context import AppContext
from ui.dialogs.about import open_folder
from ui.dialogs.backup_delete import Deleting, why_not
from ui.dialogs.backup_jobs import (
    Further,
    cancel,
    changed_since,
    check_these,
    checked_words,
    look_further,
    plain_words,
)
from ui.dialogs.backup_rows import COLUMNS, HERE, Listed, age_words, merged, table
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.widgets.button import Button
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey
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
        self.rows: list[Listed] = []
        self.there: list[Backup] = []
        self.apart = False
        self._others: dict[Path, StoreKey | None] = {}
        self._job: object = None
        self._faults: dict[Path, str] = {}
        self._news = ""
        self._asked: list[object] = []
        self.closed = False
        self.summary = self.add_text("", color="muted")
        self._build(app, back_up)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.opened.connect(lambda _index: self._check())
        self.reload()
        self.table.setFocus()

    def _build(self, app: AppContext, back_up: Callable[[], None]) -> None:
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
        self._deleting = Deleting(app, self)  # the button at the far left, and the key
        self.delete = self._deleting.button
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
        rows = merged(*(map(self._as_checked, found) for found in (backup_list.listing(session), self.there)))
        for path, key in self._others.items():
            one = backup_list.told_of(session, path, key)
            if one is not None:
                rows.insert(0, Listed(backup=self._as_checked(one), where=HERE, external=True))
        self.rows, self.found = rows, [one.backup for one in rows]
        self.model.set_view(table(rows, session.clock.now()))
        kept = next((one for one in self.found if before is not None and one.path == before.path), None)
        if self.found:
            select_key(self.table, str((kept or self.found[0]).path))
        self._fit()
        self._tell_changes()

    def _as_checked(self, one: Backup) -> Backup:
        """A copy without a proof, which can't keep what a check found, as the last check in this window found it."""
        damaged = one.state == UNPROVEN and is_damage(self._faults.get(one.path, ""))
        return replace(one, state=DAMAGED, since=None) if damaged else one

    def _further(self, more: Further) -> None:
        self.there = more.there
        self.apart = bool(self._app.settings.backup_folder) and not more.standing.reachable
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
        if self.apart:
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
        row = self.row()
        return row.backup if row is not None else None

    def row(self) -> Listed | None:
        """The row selected."""
        key = self.model.key(self.table.currentIndex())
        return next((one for one in self.rows if one.key == key), None)

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
        self.delete.set_off(running or why_not(self.row(), read_only=self._app.session.read_only))
        self.check.set_off(running or ("" if one is not None else tr("Select a backup first.")))
        self.check_all.set_off(running or ("" if self.found else tr("There is no backup yet.")))

    # -- what changed since

    def _tell_changes(self) -> None:
        one = self.chosen()
        if self._news:
            self.changes.setText(self._news)
            return
        if one is None or one.since is None or one.line != SAME or one.state in {DAMAGED, FAULTY}:
            self.changes.setText(plain_words(one))
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

    @property
    def checking(self) -> bool:
        """Whether a check runs."""
        return self._job is not None

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
        if self.closed:
            return
        self.bar.setValue(done * 1000 // max(total, 1))

    def _checked(self, faults: dict[Path, str]) -> None:
        self._faults |= faults
        self._ended()
        self._news = checked_words(faults)
        self._tell_changes()

    def _failed(self, error: Exception) -> None:
        self._ended()
        self._app.notices.fault(error)

    def _ended(self, _job: object = None) -> None:
        if self._job is None or self.closed:
            return
        self._job = None
        self._show_progress(shown=False)
        self._list()

    def _stop(self) -> None:
        cancel(self._job)

    def _run(self, work: Callable[[Report], Any], done: Callable[[Any], None]) -> None:
        """Find something out unseen; the answer is dropped when the window is closed before."""
        self._asked.append(self._app.jobs.run(work, done=done, failed=lambda _error: None))

    @override
    def done(self, result: int) -> None:
        self.closed = True
        for job in (*self._asked, self._job):
            cancel(job)
        super().done(result)

    # -- deleting

    def took_away(self, place: int, gone: tuple[Path, ...]) -> None:
        """Backups were deleted; the selection stays at its place."""
        self.there = [one for one in self.there if one.path not in gone]
        self.reload()
        if self.found:
            select_key(self.table, str(self.found[min(place, len(self.found) - 1)].path))
        self.say(tr("The backup was deleted."))

    def say(self, news: str) -> None:
        """Say something in the place of what changed since, until another backup is selected."""
        self._news = news
        self._tell_changes()

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


def _nothing() -> TableView:
    from planner.views.tables import TableView

    return TableView(columns=COLUMNS)
