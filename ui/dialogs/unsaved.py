# SPDX-License-Identifier: Apache-2.0
"""The texts that were typed and not saved: where, when, and what; to go there, to copy or to discard (ux 6.2)."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from planner.kernel.text import N_, tr, trn
from planner.services import draft_places, drafts
from planner.services.draft_places import Whereabouts
from planner.services.drafts import Draft
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.text import short_moment
from ui.widgets.field import FieldBox
from ui.widgets.table import DataTable

_COLUMNS: Final = (
    Column(key="where", title=N_("Where")),
    Column(key="text", title=N_("Text")),
    Column(key="at", title=N_("Typed")),
)
_SEEN = 120


class UnsavedDialog(HouseDialog):
    """Accepting it means going to ``chosen``, a place and its whereabouts; the dialog itself goes nowhere."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Unsaved texts"), parent, width=840)
        self.setObjectName("dlgUnsaved")
        self._app = app
        self.chosen: Whereabouts | None = None
        self.found: list[tuple[Draft, Whereabouts]] = []
        self.note = self.add_text("", color="muted")
        self.model = RowsModel(TableView(columns=_COLUMNS), self)
        self.table = DataTable(self, name=self.windowTitle(), sortable=False)
        self.table.setObjectName("tblUnsaved")
        self.table.setModel(self.model)
        self.table.set_widths({0: 310, 1: 270, 2: 190}, stretch=1)
        self.table.setMinimumHeight(180)
        self.column.addWidget(self.table, 1)
        self.whole = QPlainTextEdit(self)
        self.whole.setObjectName("txtUnsaved")
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(110)
        self.column.addWidget(FieldBox(tr("The whole text"), self.whole))
        self.btn_discard = self.add_button(tr("Discard"), name="btnDiscardText")
        self.btn_discard.clicked.connect(self._discard)
        self.btn_copy = self.add_button(tr("Copy text"), name="btnCopyText")
        self.btn_copy.clicked.connect(self._copy)
        self.btn_go = self.add_button(tr("Go there"), primary=True, name="btnGoThere")
        self.btn_go.clicked.connect(self._go)
        self.add_close()
        self.table.selectionModel().selectionChanged.connect(self._fit)
        self.table.activated.connect(self._go)
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Read again what waits; what is being typed at this moment is written first."""
        if self._app.drafts is not None:
            self._app.drafts.flush()
        session = self._app.session
        self.found = [(draft, draft_places.whereabouts(session, draft.place)) for draft in waiting(self._app)]
        rows = tuple(
            Row(
                key=draft.place,
                cells=(CellValue(text=where.words, role="name"), _beginning(draft.text), _when(draft)),
            )
            for draft, where in self.found
        )
        self.model.set_view(TableView(columns=_COLUMNS, rows=rows))
        n = len(rows)
        said = trn(
            "{n} text was typed and not saved. It waits here and at its field until you save or discard it.",
            "{n} texts were typed and not saved. They wait here and at their fields until you save or discard them.",
            n,
        )
        self.note.setText(said if n else tr("Nothing waits here: every text that was typed is saved."))
        if rows:
            select_key(self.table, rows[0].key)
        self._fit()

    def current(self) -> tuple[Draft, Whereabouts] | None:
        """The text at hand."""
        key = self.model.key(self.table.currentIndex())
        return next((one for one in self.found if one[0].place == key), None)

    def _fit(self, *_: object) -> None:
        one = self.current()
        self.whole.setPlainText(one[0].text if one is not None else "")
        none = tr("Choose a text first.") if one is None else ""
        only_read = tr("The portfolio is open for reading only.") if self._app.session.read_only else ""
        self.btn_discard.set_off(none or only_read)
        self.btn_copy.set_off(none)
        gone = tr("The record is deleted; its text can still be copied.") if one is not None and one[1].gone else ""
        self.btn_go.set_off(none or gone)

    def _go(self, *_: object) -> None:
        one = self.current()
        if one is not None and not one[1].gone:
            self.chosen = one[1]
            self.accept()

    def _copy(self, *_: object) -> None:
        one = self.current()
        if one is not None:
            QGuiApplication.clipboard().setText(one[0].text)
            self._app.notices.toast(tr("The text is in the clipboard."))

    def _discard(self, *_: object) -> None:
        one = self.current()
        if one is None:
            return
        if self._app.drafts is not None:
            self._app.drafts.forget(one[0].place)
        if not drafts.try_keep(self._app.session, {one[0].place: None}):
            self._app.notices.toast(tr("The text could not be discarded now. Try again in a moment."))
        self.reload()
        self.table.setFocus()


def waiting(app: AppContext) -> list[Draft]:
    """The texts that wait, newest first; what is only remembered, such as the last account, is none."""
    return [draft for draft in drafts.every(app.session) if draft.text.strip()]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SEEN else line[: _SEEN - 1].rstrip() + "…"


def _when(draft: Draft) -> str:
    return short_moment(draft.at) if draft.at is not None else ""
