# SPDX-License-Identifier: Apache-2.0
"""The customer's leave to inspect, where it is asked for: the bar above the checks, and the two remedies it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from planner.entities.reviews.authorisation import AUTHORISATION
from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.text import tr
from planner.rules.authorisation import Cover, cover_of, cover_words, visit_day
from planner.rules.review import CHECKED
from planner.services import attachments, authorisations, crud
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.new_record import NewRecordDialog
from ui.later import Later
from ui.screens.review.data import PICTURES, Shown
from ui.screens.review.parts import column
from ui.widgets.bar import Bar
from ui.widgets.button import Button

_FIELDS = ("scope", "site_ids", "from_on", "until_on", "given_by_id", "given_on", "reference")
_PAPERS = f"*.pdf {PICTURES}"


class PermissionBar(QWidget):
    """Says what keeps an inspection from beginning, or that the signed paper is not there yet.

    ``add_wanted``, ``attach_wanted`` and ``prepare_wanted`` are its buttons.
    """

    add_wanted = Signal()
    attach_wanted = Signal()
    prepare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar("watch")
        self.bar.setObjectName("barPermission")
        column(self, margins=(16, 12, 16, 4)).addWidget(self.bar)
        self.first: Button | None = None
        self._told: tuple[object, ...] = ()
        # A cell that was being typed in gives the focus back to its table first.
        self._later = Later(self, self._wait_at_remedy, 0)
        self.hide()

    def show_for(self, shown: Shown | None, *, here: bool) -> None:
        """Show it where checks are still to be made; ``here`` is false on the other steps."""
        if shown is None or not here or shown.settled or not _waiting(shown):
            self._told = ()
            self.hide()
            return
        cover = cover_of(shown.facts, shown.review, visit_day(shown.review, shown.today))
        paper = cover.authorisation is None or has_paper(shown, cover)
        if cover.permits and (paper or shown.review.done_on is not None):
            self._told = ()
            self.hide()
            return
        told = (shown.review.id, cover, paper)
        if told != self._told:
            self._told = told
            self._fill(cover)
        self.show()

    def refuse(self, text: str) -> None:
        """Say why an entry was not kept, and wait with the keyboard at the remedy."""
        self.bar.set_kind("act")
        self.bar.set_text(text)
        self.show()
        self._later.start()

    @Slot()
    def _wait_at_remedy(self) -> None:
        if self.first is not None and self.isVisible():
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, cover: Cover) -> None:
        self.bar.clear_buttons()
        self.bar.set_kind("info" if cover.permits else "watch")
        if cover.permits:
            self.bar.set_text(tr("The signed paper of the authorisation is not attached yet."))
            self.first = self.bar.add_button(tr("Attach document"), icon="paperclip")
            self.first.clicked.connect(self.attach_wanted)
            return
        words = cover_words(cover).text()
        self.bar.set_text(tr("{state}. Prepare what you like; checks can be made once it is there.", state=words))
        self.first = self.bar.add_button(tr("Add authorisation"), icon="plus")
        self.first.clicked.connect(self.add_wanted)
        self.bar.add_button(tr("Prepare…")).clicked.connect(self.prepare_wanted)


def has_paper(shown: Shown, cover: Cover) -> bool:
    """Whether something is attached to the authorisation."""
    key = cover.authorisation.id if cover.authorisation else ""
    return any(a.target_type == AUTHORISATION.name and a.target_id == key for a in shown.facts.attachments)


def _waiting(shown: Shown) -> bool:
    """Whether a check is still to be made; a review without any is one in preparation."""
    of_review = [r for r in shown.facts.results if r.review_id == shown.review.id]
    return not of_review or any(r.result not in CHECKED and r.result != "not_applicable" for r in of_review)


def ask_authorisation(app: AppContext, review_id: str, window: QWidget, done: Callable[[str], None]) -> None:
    """A small window with what is known filled in; ``done`` gets the id of the authorisation."""
    review = crud.get(app.session, NETWORK_REVIEW, review_id)
    dialog = NewRecordDialog(
        app,
        AUTHORISATION,
        account_id=review.account_id,
        fields=_FIELDS,
        preset=authorisations.preset(app.session, review_id),
        add=partial(_add, review.account_id, review_id),
        parent=window,
    )
    dialog.setWindowTitle(tr("Add authorisation"))
    dialog.created.connect(done)
    dialog.open()


def _add(account_id: str, review_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    given = {name: value for name, value in values.items() if name not in {"scope", "account_id"}}
    return authorisations.add(
        session, account_id, str(values.get("scope") or ""), review_id=review_id, source=source, **given
    )


def attach_paper(
    app: AppContext, account_id: str, authorisation_id: str, done: Callable[[], None], source: object = None
) -> None:
    """Let the user choose the signed paper and copy it into the portfolio, as a job."""
    patterns = tr("Documents and pictures ({patterns})", patterns=_PAPERS)
    path = app.prompts.pick_open(tr("Attach document"), patterns + ";;" + tr("All files (*)"))
    if path is None:
        return
    target = (AUTHORISATION.name, authorisation_id)

    def work(*_: object) -> object:
        return attachments.attach(app.session, account_id, path, target, source=source)

    def kept(_made: object) -> None:
        app.notices.toast(tr("Document attached."), undo=True)
        done()

    app.jobs.run(work, done=kept, failed=app.notices.fault, title=tr("Adding files"))
