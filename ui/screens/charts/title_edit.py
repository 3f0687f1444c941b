# SPDX-License-Identifier: Apache-2.0
"""The takeaway over a chart: drafted from the data, confirmed or put into other words by whoever shows it (ux 3.0)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.common.chart_card import CHART_CARD
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.services import chart_cards, draft_places
from planner.views.charts import ChartView
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following
from ui.forms.editors import FieldRow, RefSource, make_editor
from ui.widgets.button import LinkButton
from ui.widgets.safe import PlainLabel, set_tip


class TitleEdit(QWidget):
    """The field for the title, and ``links`` beside the subtitle: confirm the draft, write another, take it back.

    ``editing`` tells when the title itself gives way to the field.
    """

    editing = Signal(bool)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._account = ""
        self._view: ChartView | None = None
        self._draft = ""
        field = CHART_CARD.field("title")
        self.btn_confirm = LinkButton(tr("Confirm"), icon="check", name=tr("Confirm the title"))
        set_tip(self.btn_confirm, tr("Say that this drafted title is what you mean"))
        self.btn_edit = LinkButton("", icon="pencil", name=tr("Edit chart title"))
        set_tip(self.btn_edit, tr("Edit chart title"))
        self.btn_back = LinkButton(tr("Back to the draft"), icon="arrow-back-up")
        self.older = PlainLabel("", color="muted", elide=True)
        self.btn_again = LinkButton(tr("Use it again"))
        self.editor = make_editor(field, RefSource(app))
        self.row = FieldRow(field, self.editor)
        self.row.hide()
        self._following = Following(keeper_of(app), self.editor, tr(field.label), self._below)
        self._following.before_back = self.edit
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self.links = QWidget()
        line = QHBoxLayout(self.links)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for part in (self.btn_confirm, self.btn_edit, self.btn_back):
            line.addWidget(part)
        before = QHBoxLayout()
        before.setSpacing(12)
        before.addWidget(self.older, 1)
        before.addWidget(self.btn_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(before)
        column.addWidget(self.row)

    def _wire(self) -> None:
        self.btn_confirm.clicked.connect(self._confirm)
        self.btn_edit.clicked.connect(self.edit)
        self.btn_back.clicked.connect(self._back)
        self.btn_again.clicked.connect(self._again)
        self.row.committed.connect(self._keep)
        self.editor.reverted.connect(self._leave)

    def show_view(self, account_id: str, view: ChartView | None) -> None:
        """Follow the chart shown. What is being typed stays."""
        moved = (account_id, view.kind if view else "") != (self._account, self._view.kind if self._view else "")
        if moved and self.row.isVisibleTo(self):
            self.editor.commit()
            self._leave()
        self._account, self._view = account_id, view
        self.links.setVisible(view is not None)
        if view is None:
            return
        self._draft = chart_cards.draft_of(self._app.session, account_id, view)
        if not self.editor.dirty:
            self.editor.set_value(view.title)
        self._following.at(draft_places.chart(account_id, "title", view.kind))
        older = chart_cards.outdated_title(self._app.session, account_id, view) or ""
        self.btn_confirm.setVisible(view.title_auto)
        self.btn_back.setVisible(not view.title_auto)
        self.older.setText(tr("Confirmed before the data changed: “{title}”", title=older) if older else "")
        for part in (self.older, self.btn_again):
            part.setVisible(bool(older))

    def _below(self, offer: QWidget) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(offer)
        offer.show()

    @Slot()
    def edit(self) -> None:
        """Put the title into other words."""
        if self._view is None:
            return
        if not self.editor.dirty:
            self.editor.set_value(self._view.title)
        self.links.hide()
        self.row.show()
        self.editing.emit(True)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave(self) -> None:
        self.row.hide()
        self.links.show()
        self.editing.emit(False)

    @Slot()
    def _confirm(self) -> None:
        self._write(self._draft)

    @Slot()
    def _back(self) -> None:
        self._write("")

    @Slot()
    def _again(self) -> None:
        if self._view is not None:
            older = chart_cards.outdated_title(self._app.session, self._account, self._view)
            self._write(older or "")

    @Slot(str, object)
    def _keep(self, _name: str, value: object) -> None:
        text = str(value or "")
        if self._view is not None and text == self._view.title and not self._view.title_auto:
            self._leave()
            return
        if self._write(text):
            self.editor.set_value(text)
            self._leave()

    def _write(self, title: str) -> bool:
        view = self._view
        if view is None:
            return False
        try:
            chart_cards.confirm_title(self._app.session, self._account, view, self._draft, title)
        except ValidationError as fault:
            self.editor.set_fault(fault.faults.get("title") or str(fault))
            return False
        except PlannerError as fault:
            self.editor.set_fault(str(fault))
            return False
        return True
