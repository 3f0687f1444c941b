# SPDX-License-Identifier: Apache-2.0
"""The chooser of views above the account list: those that are always there, then the saved ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.kernel.errors import PlannerError
from planner.kernel.override import override
from planner.kernel.text import tr
from planner.rules.account_views import ALL, FIXED, AccountView
from ui.context import AppContext
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.paint import text_width
from ui.widgets.safe import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

_WIDEST: Final = 170


class ViewChooser(Button):
    """Shows the name of the view in force; `chosen` carries another one that the list should take over.

    ``view`` is what the list looks like now, its name that of the view it began with.
    """

    chosen = Signal(object)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__("", parent, arrow=True)
        self.setObjectName("cmbView")
        self._app = app
        self._begun = ALL
        self.view = ALL
        self._made: QMenu | None = None
        self._known: list[AccountView] = []
        self.clicked.connect(self.open_menu)
        self.show_view(ALL)

    @property
    def begun(self) -> AccountView:
        """The view chosen last, as it was then."""
        return self._begun

    def changed(self) -> bool:
        """Whether the list looks otherwise than its view says."""
        return not self._begun.shows(self.view)

    def begin(self, view: AccountView) -> None:
        """A view was chosen, saved or renamed: what is shown is compared with it from now on."""
        self._begun = view
        self.show_view(self.view)

    def show_view(self, now: AccountView) -> None:
        """Take over what the list looks like now."""
        self.view = now._replace(name=self._begun.name, fixed=self._begun.fixed)
        title = self._begun.title()
        words = tr("{view} · changed", view=title) if self.changed() else title
        self.set_name(tr("View: {name}", name=words))
        self.setText(_short(words, title, changed=self.changed()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:  # with or without Alt, as a combo box opens
            self.open_menu()
            return
        super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Open the list of views below the button."""
        from PySide6.QtCore import QPoint

        if self._made is not None:
            self._made.deleteLater()
        self._made = self.make_menu()
        self._made.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        chosen = [action for action in self._made.actions() if action.isChecked()]
        self._made.setActiveAction(chosen[0] if chosen else self._made.actions()[0])

    def make_menu(self) -> QMenu:
        """The views to choose from, and what can be done with them."""
        from PySide6.QtWidgets import QMenu

        from planner.services import account_views

        busy = self._app.jobs.busy  # a job may hold the store; the window does not wait for it
        if not busy:
            self._known = account_views.saved(self._app.session)
        menu = QMenu(self)
        menu.setObjectName("menuViews")
        menu.setToolTipsVisible(True)
        for view in FIXED:
            if not view.mine or self._app.session.me is not None:
                self._offer(menu, view)
        menu.addSeparator()
        for view in self._known:
            self._offer(menu, view)
        menu.addSeparator()
        self._do(menu, tr("Save this view…"), self._save, busy=busy)
        if not self._begun.fixed:
            self._do(menu, tr("Rename “{name}”…", name=self._begun.name), self._rename, busy=busy)
            self._do(menu, tr("Delete view “{name}”", name=self._begun.name), self._delete, busy=busy)
        return menu

    def _do(self, menu: QMenu, words: str, act: Callable[[], object], *, busy: bool) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setEnabled(not busy)
        set_tip(action, tr("A longer step is still running.") if busy else "")
        action.triggered.connect(act)

    def _offer(self, menu: QMenu, view: AccountView) -> None:
        action = menu.addAction(view.title().replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked((view.name, view.fixed) == (self._begun.name, self._begun.fixed))
        action.triggered.connect(partial(self._choose, view))

    def _choose(self, view: AccountView, *_checked: bool) -> None:
        self._begun = view
        self.chosen.emit(view)

    def _save(self) -> None:
        from ui.screens.accounts.view_dialog import SaveView

        dialog = SaveView(self._app, self.view, self.window())
        dialog.done_with.connect(self._saved)
        dialog.open()

    def _saved(self, view: AccountView) -> None:
        self.begin(view)
        self._app.notices.toast(tr("View “{name}” saved", name=view.name))

    def _rename(self) -> None:
        from ui.screens.accounts.view_dialog import RenameView

        dialog = RenameView(self._app, self._begun, self.window())
        dialog.done_with.connect(self.begin)
        dialog.open()

    def _delete(self) -> None:
        """The list stays as it looks, so that saving it again takes the step back."""
        from planner.services import account_views

        name = self._begun.name
        try:
            account_views.delete(self._app.session, name)
        except PlannerError as error:
            self._app.notices.fault(error)
            return
        self.begin(ALL)
        self._app.notices.toast(tr("View “{name}” deleted. The list stays as it is, to be saved again.", name=name))


def _short(words: str, title: str, *, changed: bool) -> str:
    """The words, with a long name shortened before the sign that says it was changed."""
    room = theme().density.px(_WIDEST)
    while text_width(words, "name") > room and len(title) > 4:
        title = title.removesuffix("…")[:-1].rstrip() + "…"
        words = tr("{view} · changed", view=title) if changed else title
    return words
