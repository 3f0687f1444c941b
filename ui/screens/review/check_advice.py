# SPDX-License-Identifier: Apache-2.0
"""What a checklist says about a check: advice, where its limit comes from, how often it is made."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.entities.reviews.inspection_result import CADENCES, InspectionResult
from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.text import tr
from planner.rules.limits import reads_as
from ui.screens.review.parts import column
from ui.widgets.safe import PlainLabel

_CADENCES = dict(CADENCES)


class CheckAdvice(QWidget):
    """Hidden for a check that came from no checklist and has no limit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = column(self, gap=4)
        self.advice_label = PlainLabel(tr("Advice"), self, role="caption", color="muted")
        self.advice = PlainLabel("", self, role="body", wrap=True, selectable=True)
        self.advice.setObjectName("txtAdvice")
        self.limit = PlainLabel("", self, role="caption", color="muted", wrap=True, selectable=True)
        self.limit.setObjectName("txtLimitSource")
        for part in (self.advice_label, self.advice, self.limit):
            inside.addWidget(part)

    def show_check(self, review: NetworkReview, result: InspectionResult) -> None:
        """Show what the checklist said when the review was made."""
        self.advice.setText(result.advice or "")
        for part in (self.advice_label, self.advice):
            part.setVisible(bool(result.advice))
        words = " · ".join(_limit_words(review, result))
        self.limit.setText(words)
        self.limit.setVisible(bool(words))
        self.setVisible(bool(result.advice or words))


def _limit_words(review: NetworkReview, result: InspectionResult) -> list[str]:
    found = []
    limit = reads_as(result.ok_range, result.unit)
    if limit is not None and result.source:
        found.append(tr("Good: {limit}. Source: {source}", limit=limit.text(), source=result.source))
    elif result.source:
        found.append(tr("Source: {source}", source=result.source))
    if result.cadence and result.cadence != "each":
        found.append(tr(_CADENCES[result.cadence]))
    used = next((one for one in review.templates if one.template_id == result.template_id), None)
    if used is not None and result.template_id:
        found.append(tr("{name}, version {n}", name=used.name, n=used.version or 1))
    return found
