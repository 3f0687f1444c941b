# SPDX-License-Identifier: Apache-2.0
"""Asks which checklists are added to a review that is under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr, trn
from planner.services import templates
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.screens.parts.tick_list import TickList


class UseChecklistWindow(HouseDialog):
    """Lists only what the review lacks; ``chosen`` carries the ids of the templates ticked."""

    chosen = Signal(object)

    def __init__(self, app: AppContext, review_id: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add checks of a checklist"), parent)
        self.setObjectName("dlgUseChecklist")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        app.session.refuse_reading()
        found = templates.usable(app.session, review_id)
        self.list = TickList(tr("Checklists"), self)
        self.list.setObjectName("lstUsable")
        self.list.set_rows((template.id, _words(template.name, count), False) for template, count in found)
        if found:
            self.add_text(tr("For the equipment at this site the review lacks:"), color="muted")
            self.column.addWidget(self.list, 1)
            self.list.show_rows(3, 12)
        else:
            self.list.hide()
            self.add_text(tr("The review has the checks of every checklist that fits this site."))
        cancel = self.add_button(tr("Cancel"), name="btnCancelUse")
        cancel.clicked.connect(self.reject)
        self.btn_add = self.add_button(tr("Add"), primary=True, name="btnUse")
        self.btn_add.clicked.connect(self._add)
        self.list.ticked.connect(self._fit)
        self.list.entered_row.connect(self.btn_add.click)
        self._fit()
        (self.list if found else cancel).setFocus()

    @Slot()
    def _fit(self, *_: object) -> None:
        self.btn_add.set_off("" if self.list.keys() else tr("Tick one first."))

    @Slot()
    def _add(self, *_: object) -> None:
        ids = self.list.keys()
        self.accept()
        self.chosen.emit(ids)


def _words(name: str, count: int) -> str:
    return tr("{name}: {words}", name=name, words=trn("{n} check", "{n} checks", count))
