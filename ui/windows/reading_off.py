# SPDX-License-Identifier: Apache-2.0
"""What is off in a portfolio that is open for reading only: the buttons and boxes of the pages that change something.

Commands are off by their specs, and the store refuses whatever is left; this spares people the sentence. Screens know
nothing of it: buttons are told by their names and by the signs that the visual language keeps for changes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from planner.kernel.text import tr
from ui.actions.spec import READING
from ui.widgets.button import Button
from ui.widgets.safe import set_tip, tip_text

_BUTTONS: Final = (
    "btnAddCheck btnAddPlan btnAddRisk btnCatchUp btnEmptyTrash btnGetGoingClose btnHolidays btnMute btnNew "
    "btnNewAccount btnNewAction btnNewCallback btnNewReview btnPhoto btnPutBack btnQuickReview btnRateRisk btnReplan "
    "btnRestore btnSaveReview btnStep btnUnmute"
)
_NAMES: Final = frozenset(_BUTTONS.split())
_CHANGES: Final = "archive check circle-check circle-x clipboard-check logout pencil plus square-check star trash"
_SIGNS: Final = frozenset(_CHANGES.split())


def switch_off(pages: QWidget) -> None:
    """Switch off what would change the portfolio in the pages that are there now; asked again when they changed."""
    for button in pages.findChildren(Button):
        if button.isEnabled() and (button.objectName() in _NAMES or button.icon_name in _SIGNS):
            button.setEnabled(False)
            set_tip(button, tr(READING))
    for box in pages.findChildren(QCheckBox):
        box.setEnabled(False)


def switch_on(part: QWidget) -> None:
    """Switch on again what was off in a part of the window that outlives the portfolio; its pages are made anew."""
    for button in part.findChildren(Button):
        if not button.isEnabled() and button.toolTip() == tip_text(tr(READING)):
            button.setEnabled(True)
            set_tip(button, "")
