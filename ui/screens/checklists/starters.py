# SPDX-License-Identifier: Apache-2.0
"""Taking templates from the starter library: in which language, and which of those that are not there yet."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from planner.entities.reviews.checklist_template import DOMAINS, ChecklistTemplate
from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, language, tr, trn
from planner.services import templates
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.screens.parts.tick_list import TickList
from ui.theme.theme import theme
from ui.widgets.field import FieldBox

_DOMAINS = dict(DOMAINS)


class StartersDialog(HouseDialog):
    """All are ticked; ``taken`` is sent with the id of the first that was taken."""

    taken = Signal(str)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Take from the starter library"), parent, width=520)
        self.setObjectName("dlgStarters")
        self._app = app
        self.add_text(
            tr(
                "The checks name where their limits come from: a standard, a maker or our own judgement. Once taken "
                "they are yours to change."
            ),
            color="muted",
        )
        self.language = QComboBox(self)
        self.language.setObjectName("cmbLibraryLanguage")
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language())))
        self.column.addWidget(FieldBox(tr("Language of the checks"), self.language, self))
        self.list = TickList(tr("Checklists of the starter library"), self)
        self.list.setObjectName("lstStarters")
        self.list.setMinimumHeight(theme().density.px(320))
        self.column.addWidget(self.list, 1)
        self.btn_cancel = self.add_button(tr("Cancel"), name="btnCancelStarters")
        self.btn_take = self.add_button(tr("Take"), primary=True, name="btnTakeStarters")
        self.btn_cancel.clicked.connect(self.reject)
        self.btn_take.clicked.connect(self.take)
        self.language.activated.connect(self._fill)
        self.list.ticked.connect(self._fit)
        self.list.entered_row.connect(self.btn_take.click)
        self._fill()
        self.list.setFocus()

    @Slot()
    def _fill(self, *_: object) -> None:
        """The library in the language chosen; what is ticked stays ticked."""
        off = set(self.list.keys(ticked=False))
        found = templates.starters(self._app.session, str(self.language.currentData()))
        self.list.set_rows((template.id, _words(template), template.id not in off) for template in found)
        self._fit()

    @Slot()
    def _fit(self, *_: object) -> None:
        count = len(self.list.keys())
        none = tr("The portfolio has all of them.") if not self.list.count() else tr("Tick one first.")
        self.btn_take.set_off("" if count else none)
        self.btn_take.setText(trn("Take {n} checklist", "Take {n} checklists", count) if count else tr("Take"))

    @Slot()
    def take(self, *_: object) -> None:
        """Put the ticked ones into the portfolio."""
        try:
            found = templates.take_starters(
                self._app.session, self.list.keys(), str(self.language.currentData()), source=self
            )
        except PlannerError as fault:
            self._app.notices.fault(fault)
            return
        if found:
            self.taken.emit(found[0].id)
        self.accept()


def _words(template: ChecklistTemplate) -> str:
    parts = (tr(_DOMAINS[template.domain]), trn("{n} check", "{n} checks", len(template.items)))
    return tr("{name} ({words})", name=template.name, words=", ".join(parts))
