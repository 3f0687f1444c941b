# SPDX-License-Identifier: Apache-2.0
"""What was noted in the show: the closing page made of it, and changing it from the presenter's window (ux 4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from planner.entities.service.action import ACTION
from planner.kernel.changes import ChangeSet
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.services import crud
from planner.services import recap as service
from planner.services.show import Slide
from planner.views import show as rules
from planner.views.audience import CUSTOMER, audience_name
from planner.views.recap import RECAP, Agreed
from ui.forms.entity_form import EntityForm
from ui.forms.panel import AskingPanel
from ui.later import Later
from ui.screens.show.capture import Capture, account_of
from ui.widgets.button import Button

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_FIELDS: Final = ("title", "due", "owner_id", "audience")


class Noting(QObject):
    """The actions of one show; the page comes with the first that its audience may see, and goes with the last."""

    def __init__(self, show: Show) -> None:
        super().__init__(show)
        self._show = show
        self._noted: list[str] = []
        self._mine: tuple[tuple[str, Agreed], ...] = ()
        self._page: Slide | None = None
        self.form: Capture | Changing | None = None
        self._later = Later(self, self._renew, session=show.app.session)
        show.app.bridge.changed.connect(self._changed)

    # -- the page

    @Slot(object, object)
    def _changed(self, changes: ChangeSet, _source: object) -> None:
        if self._noted and any(row.table in {"action", "person"} for row in changes):
            self._later.start()

    def _renew(self) -> None:
        """Make the page anew where something of it is different now."""
        show, setting = self._show, self._show.setting
        if show.is_over:
            return
        session, key = show.app.session, show.account_id
        mine = service.mine(session, key, self._noted)
        page = service.page(session, key, setting.audience, self._noted, as_of=show.day, language=setting.language)
        before, self._mine = self._mine, mine
        if setting.recap and page != self._page:
            self._page = page
            show.pictures.set_recap(page)
            show.go(rules.with_steps(show.state, tuple(len(slide.steps) for slide in show.pictures.slides)))
        elif mine != before:
            show.refresh()

    @property
    def here(self) -> bool:
        """Whether the presenter is at the page."""
        return self._show.slide.kind == RECAP

    @property
    def count(self) -> int:
        """How many of the actions noted in this show there still are."""
        return sum(crud.find(self._show.app.session, ACTION, key) is not None for key in self._noted)

    # -- noting and changing, in the presenter's window

    def begin(self) -> None:
        """Ask for a new action, where the audience does not see it."""
        if not self._free():
            return
        if account_of(self._show):
            self._open(Capture(self._show, self._note))
        else:
            self._show.presenter.strip.show_words("", tr("Choose a mark first (↓): an action belongs to an account."))

    def ways(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """What was noted in words, each with what opens it for changing."""
        return tuple((one.title, _second(one), partial(self.change, key)) for key, one in self._mine)

    def change_row(self, row: str) -> None:
        """Change the action of a row of the page."""
        customer = self._show.setting.customer
        shown = [key for key, one in self._mine if not customer or one.audience == CUSTOMER]
        if row.isdigit() and 1 <= int(row) <= len(shown):
            self.change(shown[int(row) - 1])

    def change(self, key: str) -> None:
        """Change a noted action in place of the notes, after another one that was being changed."""
        if isinstance(self.form, Changing):
            self.form.leave()
        if self._free():
            self._open(Changing(self._show, key))

    def _free(self) -> bool:
        """Whether a form may open where only the presenter sees it."""
        show = self._show
        if not show.presenter.isVisible() or show.windows.covered or self.form is not None:
            return False
        show.windows.take_keys()  # they may be with the audience's window
        return True

    def _open(self, form: Capture | Changing) -> None:
        self.form = form
        form.over.connect(self._closed)
        self._tell_ways()

    @Slot()
    def _closed(self) -> None:
        self.form = None
        self._tell_ways()

    def _tell_ways(self) -> None:
        """While the audience's screen is lost, which key goes on depends on whether something is typed."""
        if self._show.windows.is_lost and not self._show.is_over:
            self._show.telling.ways()

    def _note(self, key: str) -> None:
        self._noted.append(key)
        self._renew()
        self._show.presenter.strip.show_words("", self._said(key))

    def _said(self, key: str) -> str:
        show = self._show
        inside = show.setting.customer and dict(self._mine)[key].audience != CUSTOMER
        if not show.account_id and not show.setting.recap:
            return tr("Noted. It is among the actions of the account.")
        if not show.setting.recap:
            return tr("Noted. It is among the actions of the account, “From the show”.")
        if inside:
            return tr("Noted, internal. The closing page does not show it.")
        return tr("Noted. It stands on the closing page, after the last chart.")


def _second(one: Agreed) -> str:
    parts = (one.owner, day_text(one.due) if one.due else "", audience_name(one.audience))
    return " · ".join(part for part in parts if part)


class Changing(QObject):
    """One action in place of the notes; ``over`` is sent when it is left."""

    over = Signal()

    def __init__(self, show: Show, key: str) -> None:
        super().__init__(show)
        self._show = show
        self.panel = AskingPanel()
        self.form = EntityForm(show.app, ACTION, fields=_FIELDS, scroll=False, padding=0)
        self.form.load(crud.get(show.app.session, ACTION, key))
        self.btn_done = Button(tr("Done"), shortcut=tr("Esc"))
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.btn_done)
        column.addLayout(row)
        self.btn_done.clicked.connect(self.leave)
        self.panel.cancelled.connect(self.leave)
        show.presenter.open_capture(self.panel)
        self.form.focus_field("owner_id")

    @Slot()
    def leave(self) -> None:
        """Keep what is typed and go."""
        if not self.form.flush():
            return  # it says beside the field what can't be kept
        self._show.presenter.close_capture()
        self.over.emit()
        self.deleteLater()
