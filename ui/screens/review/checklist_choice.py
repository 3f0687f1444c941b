# SPDX-License-Identifier: Apache-2.0
"""Which checklists a new review is made of: ticked by the equipment at its site, and the number of checks in all."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.services import checklist
from planner.services.checklist import Offer, Offers
from planner.services.session import Session
from ui.screens.parts.tick_list import TickList
from ui.widgets.safe import PlainLabel

_LOWEST, _TALLEST = 3, 7


class ChecklistChoice(QWidget):
    """A list of templates to tick; what was ticked by hand stays when the site or the day changes."""

    def __init__(self, session: Session, account_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._account = session, account_id
        self._site: str | None = None
        self._day: date = session.today()
        self._by_hand: dict[str, bool] = {}
        self.list = TickList(tr("Checklists"), self)
        self.list.setObjectName("lstReviewChecklists")
        caption = PlainLabel(tr("Checklists"), self, role="caption", color="muted")
        caption.setBuddy(self.list)
        self.note = PlainLabel("", self, role="caption", color="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(4)
        for part in (caption, self.list, self.note):
            column.addWidget(part)
        self.list.ticked.connect(self._ticked)

    def show_for(self, site_id: str | None, day: date) -> None:
        """Offer what fits a site on a day."""
        self._site, self._day = site_id, day
        found = checklist.offers(self._session, self._account, site_id, day)
        self.list.set_rows(
            (offer.template.id, _words(offer), self._by_hand.get(offer.template.id, offer.ticked))
            for offer in found.offers
        )
        self.list.show_rows(_LOWEST, _TALLEST)
        self._offers = found
        self._say()

    def chosen(self) -> list[str]:
        """The ids of the templates that are ticked."""
        return self.list.keys()

    @Slot(str, bool)
    def _ticked(self, key: str, on: bool) -> None:
        self._by_hand[key] = on
        self._say()

    def _say(self) -> None:
        count = checklist.count(self._session, self._account, self._site, self._day, self.chosen())
        parts = [trn("{n} check in all.", "{n} checks in all.", count), _from_last(self._offers)]
        if self._offers.from_library:
            parts.append(
                tr("From the starter library; take it into the portfolio under File, Checklists… to change it.")
            )
        self.note.setText(" ".join(part for part in parts if part))


def _from_last(offers: Offers) -> str:
    last = offers.last
    if last is None or last.done_on is None:
        return ""
    return tr("The list starts from that of {day}.", day=day_text(last.done_on))


def _words(offer: Offer) -> str:
    """A template with how much equipment it is for and how many checks it brings."""
    parts = []
    if offer.assets:
        parts.append(trn("{n} device", "{n} devices", offer.assets))
    elif offer.place or offer.checks:
        parts.append(tr("the place"))
    if parts:
        parts.append(trn("{n} check", "{n} checks", offer.checks))
    if offer.left_out:
        parts.append(trn("{n} not due yet", "{n} not due yet", offer.left_out))
    if not parts:
        return tr("{name}: nothing here", name=offer.template.name)
    return tr("{name}: {words}", name=offer.template.name, words=", ".join(parts))
