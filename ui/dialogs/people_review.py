# SPDX-License-Identifier: Apache-2.0
"""People to review: whom nothing has happened with for long, and our own people; kept, looked at or erased by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from planner.entities.common.person import PERSON
from planner.kernel.changes import ChangeSet
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.services import crud, retention
from planner.views.erasure_words import REASONS
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext
from ui.dialogs.base import HouseDialog
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.widgets.button import Button
from ui.widgets.segmented import Segment, SegmentedControl
from ui.widgets.table import DataTable

TO_REVIEW, COLLEAGUES = "to-review", "colleagues"
Verb = Callable[[str, str], None]
_COLUMNS: Final = (
    Column(key="name", title=N_("Name")),
    Column(key="account", title=N_("Account")),
    Column(key="contact", title=N_("Last contact")),
    Column(key="why", title=N_("Why")),
)
_OURS: Final = (
    Column(key="name", title=N_("Name")),
    Column(key="email", title=N_("E-mail")),
    Column(key="left", title=N_("Left on")),
    Column(key="note", title=N_("Note")),
)


class PeopleReviewDialog(HouseDialog):
    """``everything`` and ``erase`` are told the kind and id of the person chosen."""

    def __init__(self, app: AppContext, everything: Verb, erase: Verb, parent: QWidget | None = None) -> None:
        super().__init__(tr("People to review"), parent, width=820)
        self.setObjectName("dlgPeopleReview")
        self._app = app
        self._kinds: dict[str, str] = {}
        self.switch = SegmentedControl(
            [Segment(TO_REVIEW, tr("To review")), Segment(COLLEAGUES, tr("Our own people"))],
            self,
            name=tr("Which people"),
        )
        self.switch.setObjectName("segPeople")
        self.column.addWidget(self.switch)
        self.note = self.add_text("", color="muted")
        self.model = RowsModel(TableView(columns=_COLUMNS), self)
        self.table = DataTable(self, name=self.windowTitle(), sortable=False)
        self.table.setObjectName("tblPeopleReview")
        self.table.setModel(self.model)
        self.table.set_widths({0: 200, 1: 200, 2: 130, 3: 220}, stretch=3)
        self.table.setMinimumHeight(300)
        self.column.addWidget(self.table, 1)
        self.keep_button = self._button(tr("Keep for another year"), "btnKeepPerson", self._keep)
        self.show_button = self._button(
            tr("Everything about this person…"), "btnEverything", partial(self._do, everything)
        )
        self.erase_button = self._button(tr("Erase…"), "btnErasePerson", partial(self._do, erase))
        self.add_close()
        self.switch.selected.connect(self._switched)
        self.table.selectionModel().selectionChanged.connect(self._fit)
        app.bridge.changed.connect(self._changed)
        self.reload()
        self.table.setFocus()

    def _button(self, text: str, name: str, work: Callable[..., None]) -> Button:
        made = self.add_button(text, name=name)
        made.clicked.connect(work)
        return made

    def reload(self) -> None:
        """Look again; the same person stays chosen where they are still listed."""
        before = self.model.key(self.table.currentIndex())
        ours = self.switch.key() == COLLEAGUES
        rows = self._our_rows() if ours else self._review_rows()
        self.model.set_view(TableView(columns=_OURS if ours else _COLUMNS, rows=rows))
        self.note.setText(self._note(ours=ours, count=len(rows)))
        if rows:
            select_key(self.table, before if before in self._kinds else rows[0].key)
        self.keep_button.setVisible(not ours)
        self._fit()

    def _note(self, *, ours: bool, count: int) -> str:
        if ours:
            return tr("Whoever signs the changes of this portfolio can't be erased.")
        months = retention.months(self._app.session)
        if not months:
            return tr("Nobody is proposed, because the time limit in Settings is off.")
        if not count:
            return tr(
                "Nobody is to be reviewed. People are proposed after {n} months without contact or change.", n=months
            )
        return trn("Nothing has happened with them for {n} month or more. Nobody is erased by itself.",
                   "Nothing has happened with them for {n} months or more. Nobody is erased by itself.",
                   months)  # fmt: skip

    def _review_rows(self) -> tuple[Row, ...]:
        found = retention.to_review(self._app.session)
        self._kinds = {one.proposal.key: one.proposal.entity for one in found}
        return tuple(
            Row(
                key=one.proposal.key,
                cells=(
                    CellValue(text=one.name, role="name"),
                    one.account,
                    day_text(one.proposal.contact) if one.proposal.contact else tr("none recorded"),
                    tr(REASONS[one.proposal.reason]),
                ),
            )
            for one in found
        )

    def _our_rows(self) -> tuple[Row, ...]:
        found = sorted(crud.every(self._app.session, PERSON), key=lambda one: one.name.casefold())
        self._kinds = {one.id: PERSON.name for one in found}
        me = self._app.session.me
        return tuple(
            Row(
                key=one.id,
                cells=(
                    CellValue(text=one.name, role="name"),
                    one.email or "",
                    day_text(one.left_on) if one.left_on else "",
                    tr("Signs the changes") if one.id == me else "",
                ),
            )
            for one in found
        )

    def chosen(self) -> tuple[str, str] | None:
        """Kind and id of the person selected."""
        key = self.model.key(self.table.currentIndex())
        return (self._kinds[key], key) if key in self._kinds else None

    def _fit(self) -> None:
        one = self.chosen()
        reason = "" if one is not None else tr("Select a person first.")
        for button in (self.keep_button, self.show_button, self.erase_button):
            button.set_off(reason)
        if one is not None and one[1] == self._app.session.me:
            self.erase_button.set_off(tr("This is the name that signs your changes."))

    def _keep(self) -> None:
        one = self.chosen()
        if one is not None:
            until = retention.keep(self._app.session, *one)
            self._app.notices.toast(tr("Kept until {day}", day=day_text(until)))
            self.reload()

    def _do(self, verb: Verb, *_checked: bool) -> None:
        one = self.chosen()
        if one is not None:
            verb(*one)

    @Slot(str)
    def _switched(self, _key: str) -> None:
        self.reload()

    @Slot(object, object)
    def _changed(self, changes: ChangeSet, _source: object) -> None:
        if changes.tables & {"contact", "person"}:
            self.reload()
