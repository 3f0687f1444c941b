# SPDX-License-Identifier: Apache-2.0
"""The head of a review: title, state, audience, permission, report, and what can be done with it as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.entities.reviews.network_review import NETWORK_REVIEW
from planner.kernel.dates import near_day
from planner.kernel.text import N_, tr
from planner.services import crud
from planner.views.review_view import ReviewHead, review_head
from ui.forms.editors import RefSource, make_editor
from ui.screens.review.data import Host, Shown
from ui.screens.review.review_list import ReviewChooser
from ui.text import weekday
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusText, Tag
from ui.widgets.panes import PaneHeader
from ui.widgets.safe import PlainLabel

_WITH_AUTHORISED, _WITH_AUDIENCE, _WITH_REPORT, _WITH_TAG = 980, 780, 560, 430
_MENU = (
    ("prepare", N_("Prepare visit…")),
    ("field", N_("Field sheet")),
    ("new", N_("New review…")),
    ("day", N_("Change day…")),
    ("checklist", N_("Add checks of a checklist…")),
    ("report_window", N_("Report…")),
    ("customer", N_("Customer view")),
    ("report", N_("Report was given today")),
    ("close", N_("Close review")),
    ("reopen", N_("Open again")),
    ("history", N_("History…")),
    ("trash", N_("Move to Trash")),
)


class ReviewHeader(PaneHeader):
    """``wanted`` carries what was chosen: prepare, new, day, checklist, report, close, reopen, history or trash."""

    wanted = Signal(str)

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__("", parent, page=True)
        self._host = host
        self._shown: Shown | None = None
        self.chooser = ReviewChooser()
        self.add_lead(self.chooser)
        self.tag = Tag("")
        self.audience = make_editor(NETWORK_REVIEW.field("audience"), RefSource(host.app))
        self.audience.committed.connect(self._share)
        for part in (self.tag, self.audience):
            self.add_left(part)
        self.authorised = StatusText("", "")
        self.authorised_plain = PlainLabel(color="muted")
        self.report = StatusText("", "", role="name")
        self.btn_more = Button(variant="icon", icon="dots", name=tr("More"))
        self.btn_more.setObjectName("btnReviewMore")
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._picked)
        self.btn_more.set_menu(self.menu)
        for right in (self.authorised_plain, self.authorised, self.report, self.btn_more):
            self.add_right(right)

    def show_review(self, shown: Shown) -> None:
        """Show the head of a review."""
        self._shown = shown
        head = review_head(shown.facts, shown.review, shown.parts, shown.today)
        self.set_title(head.title)
        self.tag.set_text(head.state)
        self.audience.set_value(shown.review.audience)
        glyph, words = head.authorisation_glyph, head.authorised
        self.authorised_plain.setText("" if glyph else words)
        self.authorised.set_status(glyph, words if glyph else "")
        self.report.set_status(head.report_glyph, _report_words(head, shown))
        self._fill_menu(shown)
        self.fit(self.width())

    def fit(self, width: int, *, choose: bool | None = None) -> None:
        """Leave out what has no room; ``choose`` says whether the chooser stands for the list."""
        px = theme().density.px
        if choose is not None:
            self.chooser.setVisible(choose)
        shown = self._shown
        over = shown is not None and self.authorised.accessibleName() != ""
        self.authorised.setVisible(over and width >= px(_WITH_REPORT))
        plain = bool(self.authorised_plain.full_text())
        self.authorised_plain.setVisible(plain and width >= px(_WITH_AUTHORISED))
        self.report.setVisible(bool(self.report.accessibleName()) and width >= px(_WITH_REPORT))
        self.tag.setVisible(width >= px(_WITH_TAG))
        self.audience.setVisible(width >= px(_WITH_AUDIENCE))
        if (layout := self.layout()) is not None:
            layout.activate()  # else the parts would still be reckoned as they were before
        self._keep_title()  # it has the room that these leave

    def _fill_menu(self, shown: Shown) -> None:
        self.menu.clear()
        hidden = {"report", "close", "checklist"} if shown.settled else {"reopen"}
        if shown.review.state == "reported":
            hidden = {"report", "checklist"}
        for name, word in _MENU:
            if name in {"history"}:
                self.menu.addSeparator()
            if name not in hidden:
                self.menu.addAction(tr(word)).setData(name)

    def _picked(self, action: object) -> None:
        self.wanted.emit(action.data())  # type: ignore[attr-defined]

    def _share(self, value: object) -> None:
        if self._shown is None:
            return
        session, key = self._host.app.session, self._shown.review.id
        self._host.perform(
            lambda source: crud.set_field(session, NETWORK_REVIEW, key, "audience", value, source=source),
            self.audience,
        )


def _report_words(head: ReviewHead, shown: Shown) -> str:
    if head.reported_on is not None:
        return tr("Report given {day}", day=near_day(head.reported_on, shown.today))
    if head.report_due is None:
        return ""
    day = tr("{weekday} {day}", weekday=weekday(head.report_due)[:3], day=near_day(head.report_due, shown.today))
    if head.report_late:
        return tr("Report due {day}, {n} d late", day=day, n=head.report_late)
    return tr("Report due {day}", day=day)
