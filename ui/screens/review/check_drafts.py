# SPDX-License-Identifier: Apache-2.0
"""What is typed into a cell of the table of checks: kept while it is typed, and offered back below the table."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.services import draft_places
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.draft_offer import DraftOffer
from ui.later import Later
from ui.screens.review.check_model import READING
from ui.screens.review.check_table import ChecksTable


class CheckDrafts(QObject):
    """Follows readings and notes; the note of a check is offered back in its details, where it has a field too."""

    def __init__(self, app: AppContext, table: ChecksTable, host: QVBoxLayout) -> None:
        super().__init__(table)
        self._table, self._host = table, QVBoxLayout()
        self._host.setContentsMargins(16, 0, 16, 0)
        host.addLayout(self._host)
        self._reveal = Later(self, self._show_current)
        self.keeper = keeper_of(app)
        self.offer: DraftOffer | None = None
        self._offered = ""
        table.delegate.opened.connect(self._opened)
        table.delegate.closeEditor.connect(self._closed)
        self.keeper.gone.connect(self._gone)

    def saving(self, key: str, column: int) -> AbstractContextManager[object]:
        """Round the verb that keeps a cell."""
        return self.keeper.saving(_place(key, column))

    @Slot(object, str, int)
    def _opened(self, editor: QLineEdit, key: str, column: int) -> None:
        editor.setProperty("place", _place(key, column))
        editor.textEdited.connect(partial(self._typed, editor))

    def _typed(self, editor: QLineEdit, text: str) -> None:
        place = str(editor.property("place"))
        self.keeper.note(place, {"typed": text, "text": text, "was": ""})

    def _closed(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Esc gives the text up, and so does typing what stood there before; a refused one stays a draft."""
        place = str(editor.property("place") or "")
        given_up = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if place and (given_up or (isinstance(editor, QLineEdit) and editor.text().strip() == self._shown(place))):
            self.keeper.forget(place)

    def _shown(self, place: str) -> str:
        key, name = place.split(":")[2:]
        row = self._table.checks.row(self._table.checks.row_of(key))
        return "" if row is None else row.reading if name == "reading" else row.note

    # -- the offer

    def show_for(self, key: str) -> None:
        """Offer the reading of the check at hand that was not saved."""
        self._take()
        number = self._table.checks.row_of(key)
        row = self._table.checks.row(number)
        place = _place(key, READING)
        draft = self.keeper.waiting(place)
        if row is None or draft is None or self._table.hasEditor():
            return
        if draft.text.strip() == row.reading:
            self.keeper.forget(place)
            return
        name = tr("{column} of {name}", column=tr("Reading"), name=row.name)
        self.offer, self._offered = DraftOffer(name, draft, named=True), place
        self.offer.put_back.connect(partial(self._put_back, number, draft.text))
        self.offer.discard.connect(partial(self._discard, place))
        self._host.setContentsMargins(16, 8, 16, 8)
        self._host.addWidget(self.offer)
        self.offer.show()
        self.offer.follow_tab(self._table)
        self._reveal.start()

    def _show_current(self) -> None:
        """The offer takes room from the table; the check it is about stays in sight."""
        self._table.scrollTo(self._table.currentIndex())

    def _put_back(self, number: int, text: str) -> None:
        self._take()
        self._table.begin(number, READING, text)

    def _discard(self, place: str) -> None:
        self.keeper.forget(place)
        self._table.setFocus()

    @Slot(str)
    def _gone(self, place: str) -> None:
        if place == self._offered:
            self._take()

    def _take(self) -> None:
        offer, self.offer, self._offered = self.offer, None, ""
        if offer is not None:
            self._host.setContentsMargins(16, 0, 16, 0)
            offer.hide()
            offer.deleteLater()


def _place(key: str, column: int) -> str:
    return draft_places.record("inspection_result", key, "reading" if column == READING else "note")
