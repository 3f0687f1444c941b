# SPDX-License-Identifier: Apache-2.0
"""What stands where an account has no review yet (ux 2.10)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr
from ui.actions.commands import commands_of
from ui.screens.review.commands import ReviewCommands
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState


class NoReviews(EmptyState):
    """Offers the quick review where there is one, and the full one."""

    def __init__(self, commands: ReviewCommands, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("A review takes under a minute."),
            tr("Inspect, explain, rate risks, plan for them: begin with one sentence and complete it later."),
            parent,
        )
        quick = commands_of(commands.app).has("review.quick")
        if quick:
            self.btn_quick = Button(tr("Quick review"), variant="primary", icon="clipboard-check")
            self.btn_quick.set_shortcut_text("Ctrl+Shift+R")
            self.btn_quick.clicked.connect(commands.quick)
            self.add_button(self.btn_quick)
        self.btn_full = Button(tr("Full review"), icon="plus", variant="normal" if quick else "primary")
        self.btn_full.clicked.connect(commands.new_review)
        self.add_button(self.btn_full)
