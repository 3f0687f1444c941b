# SPDX-License-Identifier: Apache-2.0
"""What only the presenter sees beside a chart, at the foot of the details pane (W12)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.entities.common.chart_card import CHART_CARD
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.services import chart_cards, draft_places
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following
from ui.forms.editors import FieldRow, RefSource, make_editor
from ui.widgets.panes import Panel


class NoteBox(Panel):
    """The note of the chart shown; it is kept when the focus leaves, Esc brings the old one back."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="t")
        self._app = app
        self._account, self._kind = "", ""
        field = CHART_CARD.field("note")
        self.editor = make_editor(field, RefSource(app))
        self.editor.setObjectName("edtPresenterNote")
        self.row = FieldRow(field, self.editor)
        self.row.committed.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        column.addWidget(self.row)
        self._following = Following(keeper_of(app), self.editor, tr(field.label), self._below)

    def show_note(self, account_id: str, kind: str) -> None:
        """Show the note of a chart; what is typed for another one is kept first."""
        if (account_id, kind) != (self._account, self._kind) and self.editor.dirty:
            self.editor.commit()
        self._account, self._kind = account_id, kind
        note = chart_cards.card_of(self._app.session, account_id, kind).note
        if self.editor.dirty:
            self.editor.rebase(note)
        else:
            self.editor.set_value(note)
        self._following.at(draft_places.chart(account_id, "note", kind))

    def take_focus(self) -> None:
        """Begin to write (N)."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _below(self, offer: QWidget) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(offer)
        offer.show()

    @Slot(str, object)
    def _keep(self, _name: str, value: object) -> None:
        try:
            chart_cards.set_note(self._app.session, self._account, self._kind, str(value or ""), source=self)
        except ValidationError as fault:
            self.editor.set_fault(fault.faults.get("note") or str(fault))
        except PlannerError as fault:
            self.editor.set_fault(str(fault))
        else:
            self.editor.set_value(value)
