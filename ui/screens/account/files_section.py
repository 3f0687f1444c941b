# SPDX-License-Identifier: Apache-2.0
"""The files of an account: pictures small beside their names, a larger one in the pane, drop or pick to add."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.common.attachment import ATTACHMENT
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import attachments
from planner.services.session import Session
from planner.views.account_work import FILE_COLUMNS, file_table, size_words
from planner.views.tables import TableView
from ui.context import AppContext
from ui.forms.entity_form import EntityForm
from ui.models.roles import CELL_ROLE
from ui.models.rows_model import RowsModel
from ui.screens.account import places
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.outside import hand_over
from ui.widgets.paint import Cell
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

_Index = QModelIndex | QPersistentModelIndex
_SMALL, _LARGE = 80, 560
Report = Callable[[int, int, str], None]


class FilesModel(RowsModel):
    """Shows a picture beside a file's name once it is there."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: dict[str, QPixmap] = {}

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = super().data(index, role)
        if role == CELL_ROLE and index.column() == 0 and isinstance(found, Cell):
            picture = self.pictures.get(self.key(index))
            if picture is None:
                return Cell(kind="icon", icon="file", text=found.text, role=found.role, color="text")
            return Cell(kind="thumb", pixmap=picture, text=found.text, role=found.role)
        return found


class FilesSection(TableSection):
    """Files are copied into the portfolio as a job; a read-only copy is handed to other programs."""

    entity = "attachment"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("File")
        super().__init__(app, parent)
        self._asked: set[str] = set()
        self._large = ""
        self.model = FilesModel()
        self.table = FittedTable(
            FILE_COLUMNS, name=tr("Files"), stretch="name", drops=("size", "audience", "target", "taken"),
            two_line=True, model=self.model,
        )  # fmt: skip
        self.model.setParent(self.table)
        self.table.setObjectName("tblFiles")
        self.empty = EmptyState(
            tr("No files yet."),
            tr("Drop pictures or documents here. They are copied into the portfolio; the originals stay as they are."),
        )
        add = Button(tr("Add file"), variant="primary", icon="plus")
        add.clicked.connect(self.new_record)
        self.empty.add_button(add)
        self.setAcceptDrops(True)
        self.chosen_bar.add_button(tr("Edit fields…"), icon="pencil").clicked.connect(self.bulk_edit)
        self.chosen_bar.add_button(tr("Move to Trash"), icon="trash").clicked.connect(self.trash)
        self.assemble()
        self._fill_pane()

    def _fill_pane(self) -> None:
        self.head = Panel(lines="b", line="row_line")
        column = QVBoxLayout(self.head)
        column.setContentsMargins(16, 16, 16, 13)
        column.setSpacing(8)
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("Picture"))
        self.facts = PlainLabel(role="caption", color="muted", wrap=True)
        self.btn_open = Button(tr("Open a copy"), icon="external-link")
        self.btn_open.clicked.connect(self.open_copy)
        self.btn_target = Button(tr("Show record"))
        self.btn_target.clicked.connect(self._open_target)
        column.addWidget(self.picture)
        column.addWidget(self.facts)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        flow.addWidget(self.btn_open)
        flow.addWidget(self.btn_target)
        row = QHBoxLayout()
        row.addWidget(holder, 1)
        column.addLayout(row)
        fields = ("caption", "taken_on", "file_name", "audience")
        self.form = EntityForm(self.app, ATTACHMENT, fields=fields, scroll=False)
        self.pane.add(self.head)
        self.pane.add(self.form)

    # -- showing

    @override
    def view(self, world: World) -> TableView:
        for file in world.facts.attachments:
            if file.media_type.startswith("image/") and file.id not in self._asked:
                self._asked.add(file.id)
                self._fetch(file.id, _SMALL, partial(self._small_there, file.id))
        return file_table(world.facts)

    def _fetch(self, key: str, size: int, done: Callable[[Any], None]) -> None:
        self.app.jobs.run(partial(_picture, self.app.session, key, size), done=done, failed=self._no_picture)

    def _no_picture(self, _error: Exception) -> None:
        """A picture that can't be shown leaves the row with its icon."""

    def _small_there(self, key: str, content: bytes | None) -> None:
        picture = _pixmap(content)
        row = self.model.row_of(key)
        if picture is not None:
            self.model.pictures[key] = picture
        if row >= 0:
            self.model.dataChanged.emit(self.model.index(row, 0), self.model.index(row, 0))

    @override
    def show_one(self, world: World, key: str) -> None:
        file = next((a for a in world.facts.attachments if a.id == key), None)
        if file is None:
            return
        self.pane.set_title(file.file_name)
        self.form.load(file)
        self.facts.setText(" · ".join((file.media_type, size_words(file.size))))
        self.btn_target.setVisible(bool(file.target_type and file.target_id))
        if self._large != key:
            self._large = key
            self.picture.clear()
            self.picture.setVisible(file.media_type.startswith("image/"))
            if file.media_type.startswith("image/"):
                self._fetch(key, _LARGE, partial(self._large_there, key))

    def _large_there(self, key: str, content: bytes | None) -> None:
        picture = _pixmap(content)
        if key != self._large or picture is None:
            return
        room = QSize(max(200, self.pane.width() - 33), 280)
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = picture.scaled(room * ratio, keep, smooth)
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)

    @override
    def focus_first(self, field: str | None = None) -> None:
        self.form.focus_field(field or "caption")

    @override
    def flush(self) -> None:
        self.form.flush()

    # -- verbs

    @override
    def new_record(self) -> None:
        path = self.app.prompts.pick_open(tr("Add file"), tr("All files (*)"))
        if path is not None:
            self.attach([path])

    def attach(self, paths: Sequence[Path]) -> None:
        """Copy files into the portfolio, one after the other, off the GUI thread."""
        if self.world is None or not paths:
            return
        self.app.jobs.run(
            partial(_attach, self.app.session, self.world.account_id, tuple(paths)),
            done=self._attached,
            failed=self.app.notices.fault,
            title=tr("Adding files"),
        )

    def _attached(self, found: tuple[list[str], list[PlannerError]]) -> None:
        made, faults = found
        if made:
            self.made(made[-1])
        for fault in faults[:1]:
            self.app.notices.fault(fault)

    @Slot()
    def open_copy(self) -> None:
        """Hand a read-only copy to the program the system opens such files with."""
        keys = self.table.keys()
        if len(keys) != 1:
            return
        try:
            path = attachments.open_copy(self.app.session, keys[0])
        except (PlannerError, OSError) as fault:
            self.app.notices.fault(fault)
            return
        if not hand_over(path):
            self.app.notices.toast(tr("No program on this computer opens {name}.", name=path.name))

    @Slot()
    def _open_target(self) -> None:
        world, keys = self.world, self.table.keys()
        file = next((a for a in world.facts.attachments if a.id in keys), None) if world else None
        if world is None or file is None or not file.target_type or not file.target_id:
            return
        place = places.place_of(world.facts, file.target_type, file.target_id)
        if place is not None:
            self.app.navigator.go(place)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach([path for path in paths if path.is_file()])
        event.acceptProposedAction()


def _picture(session: Session, key: str, size: int, report: Report) -> bytes | None:
    report(0, 1, "")
    return attachments.thumbnail(session, key, size)


def _pixmap(content: bytes | None) -> QPixmap | None:
    picture = QPixmap()
    return picture if content and picture.loadFromData(content) else None


def _attach(
    session: Session, account_id: str, paths: tuple[Path, ...], report: Report
) -> tuple[list[str], list[PlannerError]]:
    made: list[str] = []
    faults: list[PlannerError] = []
    for number, path in enumerate(paths):
        report(number, len(paths), path.name)
        try:
            made.append(attachments.attach(session, account_id, path).id)
        except PlannerError as fault:
            faults.append(fault)
    return made, faults
