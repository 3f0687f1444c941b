# SPDX-License-Identifier: Apache-2.0
"""Asks for the name of a view: to save it, or to call a saved one otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.account_views import LONGEST_NAME, AccountView, same_name
from planner.services import account_views, draft_places
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following, TypedLine
from ui.widgets.field import FieldBox


class _NameDialog(HouseDialog):
    """One field; `done_with` carries the view as it is kept."""

    done_with = Signal(object)

    def __init__(self, app: AppContext, view: AccountView, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(title, parent, width=420)
        self.setObjectName("dlgView")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.app, self.view = app, view
        self.edit = QLineEdit("" if view.fixed else view.name)
        self.edit.setObjectName("edtViewName")
        self.edit.setMaxLength(LONGEST_NAME)
        self.edit.selectAll()
        self.field = FieldBox(tr("Name"), self.edit)
        self.column.addWidget(self.field)
        self.note = self.add_text("", color="muted")
        cancel = self.add_button(tr("Cancel"), name="btnCancel")
        cancel.clicked.connect(self.reject)
        self.btn_do = self.add_button(verb, primary=True, name="btnKeepView")
        self.btn_do.clicked.connect(self._keep)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._keep)
        self._following = Following(keeper_of(app), TypedLine(self.edit), tr("Name"), self.field.add_below, held=True)
        self._following.at(draft_places.setting("view"))
        self.finished.connect(self._following.done)
        self.edit.setFocus()
        self._typed()

    @Slot()
    def _typed(self) -> None:
        self.field.clear_fault()
        self.tell()

    def tell(self) -> None:
        """Say beforehand what the name typed would do."""

    def named(self, name: str) -> AccountView:
        """Do it; PlannerError where the name cannot be."""
        raise NotImplementedError

    @Slot()
    def _keep(self) -> None:
        try:
            kept = self.named(self.edit.text())
        except PlannerError as error:
            self.field.set_fault(str(error))
            self.edit.setFocus()
            return
        self.accept()
        self.done_with.emit(kept)


class SaveView(_NameDialog):
    """Saves the list as it looks now; a view of the same name is replaced, which is said before."""

    def __init__(self, app: AppContext, view: AccountView, parent: QWidget | None = None) -> None:
        self._known = account_views.saved(app.session)
        super().__init__(app, view, tr("Save this view"), tr("Save view"), parent)

    @override
    def tell(self) -> None:
        taken = next((view.name for view in self._known if same_name(view.name, self.edit.text())), "")
        what = tr("Filters, order, columns and table or cards are kept in this portfolio.")
        self.note.setText(tr("There is a view “{name}” already. Saving replaces it.", name=taken) if taken else what)
        self.btn_do.setText(tr("Replace view") if taken else tr("Save view"))

    @override
    def named(self, name: str) -> AccountView:
        return account_views.save(self.app.session, self.view._replace(name=name))


class RenameView(_NameDialog):
    """Gives a saved view another name."""

    def __init__(self, app: AppContext, view: AccountView, parent: QWidget | None = None) -> None:
        super().__init__(app, view, tr("Rename view"), tr("Rename"), parent)
        self.note.hide()

    @override
    def named(self, name: str) -> AccountView:
        return self.view._replace(name=account_views.rename(self.app.session, self.view.name, name))
