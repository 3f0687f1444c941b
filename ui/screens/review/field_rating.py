# SPDX-License-Identifier: Apache-2.0
"""The way from a check on the field sheet to a rated risk and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.entities.risks.risk import Risk
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.rules.risk import band, word
from planner.services import risks
from planner.services.field_sheet import SheetPage
from planner.views import field_reading
from planner.views.review_view import rating_words
from ui.screens.review.field_words import stop_name

if TYPE_CHECKING:
    from ui.screens.review.field_risk import FieldRisk
    from ui.screens.review.field_sheet import FieldSheet

_LONGEST = 500


class FieldRating:
    """Belongs to a sheet; the page with the scales is made when it is first wanted."""

    def __init__(self, sheet: FieldSheet) -> None:
        self._sheet = sheet
        self.page: FieldRisk | None = None
        self._at = 0

    def show_button(self, page: SheetPage | None, *, locked: bool) -> None:
        """Say which risk there is, or that one can be rated."""
        button = self._sheet.body.btn_risk
        risk = page.risks[0] if page is not None and page.risks else None
        more = len(page.risks) - 1 if page is not None and risk else 0
        words = self._risk_words(risk) if risk else tr("Rate risk")
        button.setText(tr("{risk} +{n}", risk=words, n=more) if more else words)
        button.setEnabled(not locked)

    def _risk_words(self, risk: Risk) -> str:
        if risk.likelihood is None or risk.impact is None:
            return tr("Rate {code}", code=risk.code or tr("Risk"))
        name = tr(word(band(risk.likelihood * risk.impact, self._sheet.rules)))
        return tr("{code} {band}", code=risk.code or tr("Risk"), band=name)

    def open(self) -> None:
        """Show the scales."""
        sheet = self._sheet
        if sheet.locked or sheet.page is None:
            return
        if self.page is None:
            from ui.screens.review.field_risk import FieldRisk

            self.page = FieldRisk(sheet.rules, sheet.way.examples)
            self.page.done.connect(self._rate)
            self.page.left.connect(self.close)
            self.page.other.connect(self._next)
            sheet.pages.addWidget(self.page)
        sheet.pages.setCurrentWidget(self.page)
        self._at = 0
        self._begin()

    def _risks(self) -> tuple[Risk, ...]:
        return self._sheet.page.risks if self._sheet.page is not None else ()

    def _begin(self) -> None:
        """The risk whose turn it is; behind the last one comes a new one."""
        assert self.page is not None
        known = self._risks()
        risk = known[self._at] if self._at < len(known) else None
        after = known[(self._at + 1) % (len(known) + 1) :][:1]
        other = (self._risk_words(after[0]) if after else tr("Another risk")) if known else ""
        self.page.begin(risk.statement if risk else self._statement(), risk, other)

    def _next(self) -> None:
        self._at = (self._at + 1) % (len(self._risks()) + 1)
        self._begin()

    def _statement(self) -> str:
        """What the risk is called: the finding in words, else what is checked and what was read."""
        check = self._sheet.check
        if check.finding:
            return check.finding[:_LONGEST]
        words = field_reading.reading_words(check, check.reading or "") or check.reading or ""
        name = stop_name(self._sheet.stop)
        return (tr("{name}: {reading}", name=name, reading=words) if words else name)[:_LONGEST]

    def close(self) -> None:
        """Back to the check."""
        self._sheet.pages.setCurrentIndex(0)
        self._sheet.rest()

    def _rate(self, likelihood: int, impact: int) -> None:
        sheet = self._sheet
        session, page = sheet.app.session, sheet.page
        if page is None:
            return
        rated = {"likelihood": likelihood, "impact": impact}
        self.close()
        try:
            if self._at < len(page.risks):
                risks.rate(session, page.risks[self._at].id, likelihood, impact, source=sheet.source)
            else:
                risks.risk_from_finding(session, sheet.stop.id, self._statement(), source=sheet.source, **rated)
        except PlannerError as error:
            sheet.say_fault(error, tr("Not saved."))
            return
        sheet.entered()
        _, words = rating_words(likelihood, impact, sheet.rules)
        sheet.notice.say(
            tr("Risk rated: {rating}.", rating=words), tr("Causes, owners and plan: step Risks of the review.")
        )
