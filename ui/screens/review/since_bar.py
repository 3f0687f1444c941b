# SPDX-License-Identifier: Apache-2.0
"""The row above the checks: what changed since the review before, each kind with its number and as a filter."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.kernel.dates import near_day
from planner.kernel.text import tr
from planner.rules.compare import Comparison
from planner.views.review_compare import FILTERS, gone_text, kinds
from ui.screens.review.data import Shown
from ui.widgets.chips import FilterChip
from ui.widgets.flow import FlowLayout
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel, set_tip


class SinceBar(Panel):
    """``changed`` tells that other checks are wanted; `chosen` are the kinds to show. Hidden where nothing changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="b", line="row_line")
        self.setObjectName("barSince")
        self._review = ""
        self.lead = PlainLabel("", role="caption", color="muted")
        self.gone = PlainLabel("", role="caption", color="muted")
        self.chips = {key: FilterChip(tr(word)) for key, word in FILTERS}
        row = FlowLayout(self)
        row.setContentsMargins(16, 6, 16, 7)
        row.addWidget(self.lead)
        for key, chip in self.chips.items():
            chip.setObjectName(f"chp_{key}")
            chip.toggled.connect(partial(self._toggled, key))
            row.addWidget(chip)
        row.addWidget(self.gone)
        self.hide()

    def show_comparison(self, shown: Shown, found: Comparison) -> None:
        """Say what changed in a review; another review begins without a filter."""
        if shown.review.id != self._review:
            self._review = shown.review.id
            self.clear()
        before = found.before
        day = near_day(before.done_on, shown.today) if before is not None and before.done_on else ""
        self.lead.setText(tr("Since {day}", day=day))
        any_found = False
        for key, word in FILTERS:
            number = sum(key in kinds(change) for change in found.changes)
            chip = self.chips[key]
            chip.set_count(str(number))
            set_tip(chip, tr("Show only these checks: {word}, {n}", word=tr(word).lower(), n=number))
            chip.setVisible(bool(number) or chip.isChecked())
            any_found = any_found or bool(number) or chip.isChecked()
        gone = found.of("gone")
        self.gone.setVisible(bool(gone))
        self.gone.setText(tr("{n} no longer on the list", n=len(gone)))
        names = {asset.id: asset.name for asset in shown.facts.assets}
        set_tip(self.gone, "\n".join(gone_text(c, names.get(c.check.asset_id or "", "")) for c in gone))
        self.setVisible(before is not None and (any_found or bool(gone)))

    def chosen(self) -> frozenset[str]:
        """The kinds of change to show; empty for all."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def clear(self) -> None:
        """Show all checks again, without a signal."""
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)

    def _toggled(self, _key: str, _on: bool) -> None:
        self.changed.emit()
