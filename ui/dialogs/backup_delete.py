# SPDX-License-Identifier: Apache-2.0
"""The question before a backup is deleted: what goes, from where, how much room comes back, and what is then left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import backup_removal
from planner.services.backup_list import STRANGER, VERIFIED, Backup
from planner.services.session import Session
from planner.views.account_work import size_words
from ui.context import AppContext
from ui.dialogs.backup_rows import BOTH, HERE, Listed, age_words, when_words
from ui.ports import Prompts
from ui.widgets.button import Button
from ui.widgets.table import DataTable

Report = Callable[[int, int, str], None]
_ONE: Final = "one"
_ALL: Final = "all"
_KEY: Final = QKeySequence.StandardKey.Delete


@dataclass(frozen=True, slots=True, kw_only=True)
class Doomed:
    """A backup that may be deleted: its row, its copies (that on this computer first) and the bytes that come back."""

    row: Listed
    copies: tuple[Path, ...]
    freed: int


def why_not(row: Listed | None, *, read_only: bool) -> str:
    """Why a row can't be deleted, "" where it can."""
    if row is None:
        return tr("Select a backup first.")
    if read_only:
        return backup_removal.off_text()
    return tr("This file is not one of the backups; delete it in its folder.") if row.external else ""


def ask(prompts: Prompts, doomed: Doomed, rows: Sequence[Listed], now: datetime, *, apart: bool) -> tuple[Path, ...]:
    """The copies to delete after all was said; none where the question was left.

    ``apart`` tells that the second folder is not there now, so that a copy in it stays.
    """
    one = doomed.row.backup
    question = tr("Delete the backup of {when}?", when=when_words(one.made_at, now))
    size = size_words(doomed.freed)
    said = [tr("The copy goes with its attachments and keys, {size}. It can't be brought back.", size=size)]
    said += [_left(doomed.row, rows, now), _where(doomed, apart=apart)]
    detail = " ".join(text for text in said if text)
    if doomed.row.where != BOTH:
        return doomed.copies if prompts.confirm(question, tr("Delete"), detail=detail) else ()
    ways = ((_ONE, tr("Only on this computer")), (_ALL, tr("In both places")))
    way = prompts.choose(question, ways, detail=detail)
    return {_ONE: doomed.copies[:1], _ALL: doomed.copies}.get(way, ())


def _left(row: Listed, rows: Sequence[Listed], now: datetime) -> str:
    """What is left of verified backups without it, where that is little."""
    whole = [one for one in rows if one.backup.state == VERIFIED and _counts(one)]
    others = [one for one in whole if one.key != row.key]
    if row not in whole:
        return ""
    if not others:
        return tr("It is the only verified backup: without it none is left that is known to be whole.")
    if whole[0].key == row.key:
        at = others[0].backup.made_at
        return tr(
            "It is the newest verified backup; the one before it is of {when}, {age}.",
            when=when_words(at, now),
            age=age_words(at, now),
        )
    return ""


def _counts(row: Listed) -> bool:
    return not row.external and row.backup.line != STRANGER


def _where(doomed: Doomed, *, apart: bool) -> str:
    folders = [str(copy.parent) for copy in doomed.copies]
    if doomed.row.where == BOTH:
        return tr("It lies in {here} and in {there}.", here=folders[0], there=folders[1])
    said = tr("It lies in {here}.", here=folders[0])
    if apart and doomed.row.where == HERE:
        said += " " + tr("The second folder is not there now; a copy in it stays.")
    return said


class List(Protocol):
    """What the list of backups offers to who deletes from it."""

    rows: list[Listed]
    there: list[Backup]
    apart: bool
    closed: bool
    table: DataTable
    buttons: QHBoxLayout

    @property
    def checking(self) -> bool:
        """Whether a check runs."""
        ...

    def row(self) -> Listed | None:
        """The row selected."""
        ...

    def took_away(self, place: int, gone: tuple[Path, ...]) -> None:
        """Backups were deleted."""
        ...

    def reload(self) -> None:
        """Look again."""
        ...

    def say(self, news: str) -> None:
        """Say something below the list."""
        ...


class Deleting(QObject):
    """The button at the far left, away from what restores; the key does the same on the list."""

    def __init__(self, app: AppContext, listed: List) -> None:
        super().__init__(listed.table)
        self._app, self._list = app, listed
        self.button = Button(tr("Delete…"), listed.table.window(), icon="trash")
        self.button.setObjectName("btnDeleteBackup")
        self.button.clicked.connect(self.begin)
        listed.buttons.insertWidget(0, self.button)
        listed.table.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(_KEY):
            self.button.click()
            return True
        return False

    def begin(self, *_checked: bool) -> None:
        """Find out what would go, then ask."""
        row = self._list.row()
        if row is None:
            return
        copies = [row.backup.path]
        if row.where == BOTH:
            copies += [one.path for one in self._list.there if one.path.name == row.backup.path.name]
        work = partial(look_at, row, tuple(copies))
        self._app.jobs.run(work, done=self._ask, failed=self._failed)

    def _ask(self, doomed: Doomed) -> None:
        found = self._list
        if found.closed or found.checking or found.row() != doomed.row:
            return
        wanted = ask(self._app.prompts, doomed, found.rows, self._app.session.clock.now(), apart=found.apart)
        if not wanted:
            return
        folder = self._app.settings.backup_folder
        work = partial(delete, self._app.session, wanted, Path(folder) if folder else None)
        done = partial(self._done, found.rows.index(doomed.row), wanted)
        self._app.jobs.run(work, done=done, failed=self._failed, title=tr("Deleting"))

    def _done(self, place: int, gone: tuple[Path, ...], _none: object) -> None:
        if not self._list.closed:
            self._list.took_away(place, gone)

    def _failed(self, error: Exception) -> None:
        if self._list.closed or not isinstance(error, PlannerError):
            self._app.notices.fault(error)
            return
        self._list.reload()
        self._list.say(str(error))


def look_at(row: Listed, copies: tuple[Path, ...], report: Report) -> Doomed:
    """Find out how much room comes back; runs as a job."""
    report(0, 1, "")
    return Doomed(row=row, copies=copies, freed=backup_removal.room_of(copies))


def delete(session: Session, copies: tuple[Path, ...], folder: Path | None, report: Report) -> None:
    """Delete them; runs as a job."""
    backup_removal.delete(session, copies, folder, report)
