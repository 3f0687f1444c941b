# SPDX-License-Identifier: Apache-2.0
"""What matters now: one or two sentences that are read most of the time and edited in place (ux W3)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT, Account
from planner.kernel.errors import PlannerError, ValidationError
from planner.kernel.text import tr
from planner.services import crud, draft_places
from ui.actions.spec import READING
from ui.context import AppContext
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following
from ui.forms.field_row import FieldRow
from ui.forms.text_editors import NoteEditor
from ui.later import Later
from ui.widgets.button import LinkButton
from ui.widgets.ring import FocusRing
from ui.widgets.safe import PlainLabel


class _Sentence(PlainLabel):
    """The sentence as read; a click, Enter or F2 begins to edit."""

    def __init__(self, owner: Statement) -> None:
        super().__init__("", owner, role="statement", wrap=True)
        self._owner = owner
        self._ring: FocusRing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._owner.edit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._owner.edit()
            return
        super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._ring is None and self.isVisible():
            self._ring = FocusRing(self, 4)
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide} and self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
        return super().event(event)


class Statement(QWidget):
    """Shows Account.what_matters; the text is kept when the focus leaves, Esc brings the old one back."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._account: Account | None = None
        field = ACCOUNT.field("what_matters")
        self.sentence = _Sentence(self)
        self.sentence.setAccessibleName(tr(field.label))
        self.btn_edit = LinkButton(tr("Edit"), icon="pencil")
        self.btn_edit.clicked.connect(self.edit)
        self.editor = NoteEditor(field)  # the one of its kind; what makes all kinds loads all of them
        if app.session.read_only:
            self.editor.lock(tr(READING))
        self.row = FieldRow(field, self.editor)
        self.row.committed.connect(self._keep)
        self.editor.reverted.connect(self._leave)
        self.row.hide()
        self._following = Following(keeper_of(app), self.editor, tr(field.label), self._below)
        self._following.before_back = self.edit
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(tr(field.label), role="group", color="muted"))
        head.addWidget(self.btn_edit)
        head.addStretch(1)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._head, self.sentence, self.row):
            column.addWidget(part)
        self._watch = Later(self, self._if_left, 0, app.session)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def show_account(self, account: Account) -> None:
        """Show an account; what is being typed for the same one stays."""
        same = self._account is not None and self._account.id == account.id
        if not same and self.row.isVisibleTo(self):
            self.editor.commit()
            self._leave()
        self._account = account
        if same and self.editor.dirty:
            self.editor.rebase(account.what_matters)
        else:
            self.editor.set_value(account.what_matters)
        self._following.at(draft_places.record("account", account.id, "what_matters"))
        text = account.what_matters or tr("Say in one sentence what counts at this account now.")
        self.sentence.setText(text)
        self.sentence.set_color("text" if account.what_matters else "muted")

    def _below(self, offer: QWidget) -> None:
        """What is offered back stands below the sentence, which is read most of the time."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(offer)
        offer.show()

    @Slot()
    def edit(self) -> None:
        """Begin to edit."""
        self._head.hide()
        self.sentence.hide()
        self.row.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def editing(self) -> bool:
        """Whether the text is being edited."""
        return self.row.isVisibleTo(self)

    def flush(self) -> None:
        """Keep what is typed."""
        if self.editing():
            self.editor.commit()

    @Slot(str, object)
    def _keep(self, name: str, value: object) -> None:
        if self._account is None:
            return
        try:
            crud.set_field(self._app.session, ACCOUNT, self._account.id, name, value)
        except ValidationError as fault:
            self.editor.set_fault(fault.faults.get(name) or str(fault))
        except PlannerError as fault:
            self.editor.set_fault(str(fault))
        else:
            self.editor.set_value(value)
            self.show_account(crud.get(self._app.session, ACCOUNT, self._account.id))
            self._watch.start()

    @Slot()
    def _leave(self) -> None:
        self.row.hide()
        self._head.show()
        self.sentence.show()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and self.isAncestorOf(old) and not (now is not None and self.isAncestorOf(now)):
            self._watch.start()

    @Slot()
    def _if_left(self) -> None:
        """Go back to reading once the focus is elsewhere and the text could be kept."""
        focused = QApplication.focusWidget()
        if self.editing() and not self.editor.fault and not (focused and self.row.isAncestorOf(focused)):
            self._leave()
