# SPDX-License-Identifier: Apache-2.0
"""Why a value moved, large: the waterfall with its table, to copy and to save, its steps leading to their records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from planner.kernel.text import tr
from planner.render.scene import Mark
from planner.rules.explain import Evidence
from planner.services import chart_files
from planner.views.movement_chart import MovementChart, record_words
from ui.charts.panel import ChartPanel
from ui.context import AppContext
from ui.dialogs.base import HouseDialog, work_size

Open = Callable[[str, str], None]
_PATTERNS: Final = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"


class MovementWindow(HouseDialog):
    """One waterfall; opening a record closes the window."""

    def __init__(self, app: AppContext, view: MovementChart, open_record: Open, parent: QWidget | None = None) -> None:
        super().__init__(tr("Why it moved"), parent)
        self.setObjectName("dlgMovement")
        self._app, self._view, self._open = app, view, open_record
        self.panel = ChartPanel()
        self.panel.set_view(view)
        self.panel.evidence.connect(self._opened)
        self.panel.row_opened.connect(self._row_opened)
        self.panel.table_shown.connect(self._table_shown)
        self.column.addWidget(self.panel, 1)
        self.btn_table = self.add_button(tr("Table"), name="btnTable")
        self.btn_table.setCheckable(True)
        self.btn_table.clicked.connect(self.panel.toggle_table)
        self.btn_picture = self.add_button(tr("Copy picture"), name="btnCopyPicture")
        self.btn_picture.clicked.connect(self._copy_picture)
        self.btn_data = self.add_button(tr("Copy data"), name="btnCopyData")
        self.btn_data.clicked.connect(self._copy_data)
        self.btn_save = self.add_button(tr("Save…"), name="btnSave")
        self.btn_save.clicked.connect(self._save)
        self.add_close()
        self.resize(work_size(parent))
        self.panel.canvas.setFocus()

    @Slot(bool)
    def _table_shown(self, shown: bool) -> None:
        self.btn_table.setChecked(shown)

    @Slot(object)
    def _opened(self, mark: Mark) -> None:
        box = mark.box
        at = self.panel.canvas.mapToGlobal(QPoint(round(box.x + box.w / 2), round(box.y + box.h)))
        self._lead(self._records(mark.id, mark.records), at)

    @Slot(str)
    def _row_opened(self, key: str) -> None:
        self._lead(self._records(key, ()), self.panel.mapToGlobal(self.panel.rect().center()))

    def _records(self, key: str, ids: tuple[str, ...]) -> tuple[Evidence, ...]:
        found = next((stair.records for stair in self._view.stairs if stair.id == key), None)
        if found is not None:
            return found
        every = {record.id: record for stair in self._view.stairs for record in stair.records}
        return tuple(every[i] for i in ids if i in every)

    def _lead(self, records: tuple[Evidence, ...], at: QPoint) -> None:
        """To the record; where there are several, after a choice."""
        if len(records) == 1:
            self._go(records[0])
        elif records:
            menu = QMenu(self)
            for record in records:
                menu.addAction(record_words(record).replace("&", "&&")).triggered.connect(partial(self._go, record))
            menu.popup(at)

    def _go(self, record: Evidence, *_checked: bool) -> None:
        self.accept()
        self._open(record.entity, record.id)

    @Slot()
    def _copy_picture(self) -> None:
        self.panel.copy_picture()
        self._app.notices.toast(tr("Copied the chart as a picture"))

    @Slot()
    def _copy_data(self) -> None:
        self.panel.copy_data()
        self._app.notices.toast(tr("Copied the chart's data"))

    @Slot()
    def _save(self) -> None:
        proposed = Path.home() / chart_files.file_name(self._view, ".png")
        target = self._app.prompts.pick_save(tr("Export chart"), proposed, _PATTERNS)
        if target is not None:
            work = partial(_write, self._view, target if target.suffix else target.with_suffix(".png"))
            self._app.jobs.run(work, done=self._saved, failed=self._app.notices.fault, title=tr("Export chart"))

    def _saved(self, path: Path) -> None:
        self._app.notices.toast(tr("Saved {name}", name=path.name))


def _write(view: MovementChart, target: Path, _report: object) -> Path:
    return chart_files.save_view(view, target)
