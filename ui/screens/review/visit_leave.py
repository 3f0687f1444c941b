# SPDX-License-Identifier: Apache-2.0
"""Step 1 of preparing a visit: the authorisation with its paper, or how to get one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.authorisation import AUTHORISATION
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.authorisation import WITHDRAWN, Cover, cover_words
from planner.services import attachments, authorisations
from ui.forms.entity_form import EntityForm
from ui.screens.review.parts import clear, column, line, scrolled
from ui.screens.review.permission import ask_authorisation, attach_paper
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.empty import EmptyState
from ui.widgets.outside import hand_over
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.screens.review.visit_window import VisitWindow

_FORM = ("scope", "site_ids", "from_on", "until_on", "given_by_id", "given_on", "reference", "note", "audience")


class LeavePage(QWidget):
    """Shows the authorisation that counts for the day of the visit."""

    def __init__(self, window: VisitWindow) -> None:
        super().__init__(window)
        self._window = window
        self.cover: Cover | None = None
        self.state = StatusText("", "", role="strong", size=14)
        self.btn_add = Button(tr("Add authorisation"), small=True, icon="plus")
        self.btn_add.setObjectName("btnAddAuthorisation")
        self.btn_attach = Button(tr("Attach document"), small=True, icon="paperclip")
        self.btn_withdraw = Button(tr("Withdraw"), small=True)
        self.btn_add.clicked.connect(self.add)
        self.btn_attach.clicked.connect(self.attach)
        self.btn_withdraw.clicked.connect(self._withdraw)
        self.form = EntityForm(window.app, AUTHORISATION, fields=_FORM, columns=2, scroll=False, padding=0)
        self.form.committed.connect(self._committed)
        self.papers = QWidget()
        self._papers = column(self.papers, gap=4)
        self._build()

    def _build(self) -> None:
        body = QWidget()
        inside = column(body, margins=(16, 16, 16, 16), gap=12)
        inside.addWidget(PlainLabel(tr("Signed paper"), role="caption", color="muted"))
        inside.addWidget(self.papers)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.empty = EmptyState(
            tr("No authorisation yet."),
            tr(
                "Planning and packing go on without. Checks can be made once the customer has permitted the inspection."
            ),
        )
        button = Button(tr("Add authorisation"), icon="plus", variant="primary")
        button.clicked.connect(self.add)
        self.empty.add_button(button)
        self.first = button
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(body))
        self.stack.addWidget(self.empty)
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(16, 12, 16, 0)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addLayout(line(self.btn_attach, self.btn_withdraw, self.btn_add, stretch=False))
        outer = column(self)
        outer.addWidget(self.head)
        outer.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Show what counts now."""
        session = self._window.app.session
        self.cover = cover = authorisations.cover(session, self._window.review_id)
        found = cover.authorisation
        self.head.setVisible(found is not None)
        self.stack.setCurrentIndex(0 if found is not None else 1)
        if found is None:
            return
        self.state.set_status("fine" if cover.permits else "act", cover_words(cover).text())
        self.btn_withdraw.setText(tr("Given again") if cover.state == WITHDRAWN else tr("Withdraw"))
        self.btn_add.setText(tr("New authorisation"))
        self.form.load(found)
        self._show_papers(authorisations.documents(session, found.id))

    def _show_papers(self, papers: list[Attachment]) -> None:
        clear(self._papers)
        if not papers:
            self._papers.addWidget(PlainLabel(tr("Not attached yet."), color="muted"))
        for paper in papers:
            button = Button(paper.file_name, small=True, icon="paperclip", variant="text")
            button.clicked.connect(partial(self._open, paper.id))
            self._papers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def take_focus(self) -> None:
        """Begin with what is missing, else with the first field."""
        if self.stack.currentIndex() == 1:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_field("scope")

    def flush(self) -> None:
        """Keep everything that is typed."""
        if self.stack.currentIndex() == 0:
            self.form.flush()

    @Slot()
    def add(self) -> None:
        """Ask for a new one."""
        ask_authorisation(self._window.app, self._window.review_id, self._window, self._added)

    def _added(self, _key: str) -> None:
        self._window.refresh()
        self.btn_attach.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def attach(self) -> None:
        """Choose the signed paper."""
        found = self.cover.authorisation if self.cover else None
        if found is not None:
            attach_paper(self._window.app, found.account_id, found.id, self._window.refresh)

    @Slot()
    def _withdraw(self) -> None:
        found = self.cover.authorisation if self.cover else None
        if self.cover is None or found is None:
            return
        session = self._window.app.session
        if self.cover.state == WITHDRAWN:
            self._window.perform(lambda: authorisations.give_again(session, found.id))
        else:
            self._window.perform(lambda: authorisations.withdraw(session, found.id))

    @Slot()
    def _committed(self, *_: object) -> None:
        self._window.refresh()

    def _open(self, key: str) -> None:
        app = self._window.app
        try:
            hand_over(attachments.open_copy(app.session, key))
        except PlannerError as fault:
            app.notices.fault(fault)
