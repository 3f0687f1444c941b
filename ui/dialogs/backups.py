# SPDX-License-Identifier: Apache-2.0
"""The backups beside the open portfolio: how old, how big, what changed since, whether whole; and restoring one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.kernel import paths
from planner.kernel.text import N_, tr, trn
from planner.safe.keys import StoreKey
from planner.services import backups
from planner.services.backups import Backup
from planner.views.account_work import size_words
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext
from ui.dialogs.about import open_folder
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.text import short_moment
from ui.widgets.button import Button
from ui.widgets.table import DataTable

NEW_FILE, IN_PLACE = "new-file", "in-place"
_COLUMNS: Final = (
    Column(key="made", title=N_("Made")),
    Column(key="why", title=N_("Why")),
    Column(key="size", title=N_("Size"), align="right"),
    Column(key="since", title=N_("Changed since")),
    Column(key="state", title=N_("State")),
)


class BackupsDialog(HouseDialog):
    """Accepting it means restoring: `chosen` and `way` say what and how; the dialog itself restores nothing."""

    def __init__(self, app: AppContext, back_up: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("Backups of {name}", name=app.session.path.stem), parent, width=820)
        self.setObjectName("dlgBackups")
        self._app = app
        self.way = ""
        self.found: list[Backup] = []
        self._whole: dict[Path, bool] = {}
        self.model = RowsModel(TableView(columns=_COLUMNS), self)
        self.table = DataTable(self, name=self.windowTitle(), sortable=False)
        self.table.setObjectName("tblBackups")
        self.table.setModel(self.model)
        self.table.set_widths({0: 170, 1: 150, 2: 90, 3: 170, 4: 160}, stretch=4)
        self.table.setMinimumHeight(300)
        self.column.addWidget(self.table, 1)
        self.note = self.add_text(
            tr(
                "Each copy was opened and compared before it counted as a backup. What a restored one replaces is kept."
            ),
            color="muted",
        )
        self.now = self._tools(back_up)
        self.check = self.add_button(tr("Check now"), name="btnCheckBackup")
        self.check.clicked.connect(self._check)
        self.as_new = self.add_button(tr("Restore as a new file…"), name="btnRestoreAsNew")
        self.as_new.clicked.connect(partial(self._take, NEW_FILE))
        self.over = self.add_button(tr("Put in place…"), name="btnRestoreOver")
        self.over.clicked.connect(partial(self._take, IN_PLACE))
        self.add_close()
        self.table.selectionModel().selectionChanged.connect(self._fit)
        self.reload()
        self.table.setFocus()

    def _tools(self, back_up: Callable[[], None]) -> Button:
        """The row below the list; returns the button that makes a backup."""
        row = QHBoxLayout()
        row.setSpacing(8)
        made: list[Button] = []
        for text, icon, name, work in (
            (tr("Back up now"), "archive", "btnBackUpNow", back_up),
            (tr("Open folder"), "folder-open", "btnBackupFolder", self._open_folder),
        ):
            button = Button(text, self, icon=icon)
            button.setObjectName(name)
            button.clicked.connect(work)
            row.addWidget(button)
            made.append(button)
        row.addStretch(1)
        self.column.addLayout(row)
        return made[0]

    def reload(self) -> None:
        """Look again; the same backup stays chosen, otherwise the newest is."""
        before = self.chosen()
        self.found = backups.listing(self._app.session)
        self._show()
        kept = next((one for one in self.found if before is not None and one.path == before.path), None)
        if self.found:
            select_key(self.table, str((kept or self.found[0]).path))
        self._fit()

    def chosen(self) -> Backup | None:
        """The backup selected."""
        key = self.model.key(self.table.currentIndex())
        return next((one for one in self.found if str(one.path) == key), None)

    def _show(self) -> None:
        rows = tuple(Row(key=str(one.path), cells=self._cells(one)) for one in self.found)
        self.model.set_view(TableView(columns=_COLUMNS, rows=rows))

    def _cells(self, one: Backup) -> tuple[CellValue | str, ...]:
        made = CellValue(text=short_moment(one.made_at), role="name")
        return (made, one.reason_text or tr("unknown"), size_words(one.size), _since(one), self._state(one))

    def _state(self, one: Backup) -> str:
        if one.since is None or self._whole.get(one.path) is False:
            return tr("damaged")
        return tr("checked just now, whole") if one.path in self._whole else tr("whole when made")

    def _fit(self) -> None:
        one = self.chosen()
        reason = "" if one is not None else tr("Select a backup first.")
        if one is not None and (one.since is None or self._whole.get(one.path) is False):
            reason = tr("This backup is damaged; choose another one.")
        for button in (self.as_new, self.over):
            button.set_off(reason)
        self.check.set_off("" if one is not None else tr("Select a backup first."))

    # -- doing

    def _check(self) -> None:
        one = self.chosen()
        if one is not None:
            work = partial(_is_whole, one.path, self._app.session.db.key)
            self.check.set_off(tr("A check is running."))
            self._app.jobs.run(work, done=partial(self._checked, one.path), failed=self._app.notices.fault)

    def _checked(self, path: Path, whole: bool) -> None:
        self._whole[path] = whole
        self._show()
        select_key(self.table, str(path))
        self._fit()

    def _take(self, way: str, *_checked: bool) -> None:
        self.way = way
        self.accept()

    def _open_folder(self) -> None:
        folder = paths.backups_folder(self._app.session.path)
        open_folder(folder if folder.is_dir() else folder.parent)


def _since(one: Backup) -> str:
    if one.since is None:
        return tr("can't be read")
    if one.since < 0:
        return tr("newer than this portfolio")
    return trn("{n} change", "{n} changes", one.since) if one.since else tr("nothing")


def _is_whole(path: Path, key: StoreKey | None, report: Callable[[int, int, str], None]) -> bool:
    report(0, 1, "")
    return backups.is_whole(path, key)
