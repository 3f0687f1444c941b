# SPDX-License-Identifier: Apache-2.0
"""The row of filters above the account list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.entities.customers.grades import GRADES
from planner.kernel.text import tr
from ui.theme.theme import theme
from ui.widgets.chips import FilterChip
from ui.widgets.field import SearchField
from ui.widgets.panes import Panel


class FilterRow(Panel):
    """Words, grades and "needs attention"; `changed` says that one of them moved."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="")
        self.edit = SearchField(tr("Filter…"), icon="filter", shortcut="Ctrl+F")
        self.edit.setObjectName("edtFilter")
        self.edit.setMinimumWidth(184)
        self.edit.setMaximumWidth(260)
        self.chips = {
            grade: FilterChip(grade, name=tr(word), tip=tr(word)) for grade, word in GRADES if grade != "ungraded"
        }
        self.attention_chip = FilterChip(tr("Needs attention"))
        self.attention_chip.setObjectName("btnAttention")
        self._lay_out()
        self.edit.textChanged.connect(self.changed)
        for grade, chip in self.chips.items():
            chip.setObjectName(f"chkGrade{grade}")
            chip.toggled.connect(self.changed)
        self.attention_chip.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        for chip in (*self.chips.values(), self.attention_chip):
            row.addWidget(chip)
        row.addStretch(2)
        self.setFixedHeight(theme().density.control + 24)
        row.setContentsMargins(16, 12, 16, 12)

    def text(self) -> str:
        """The words typed."""
        return self.edit.text()

    def grades(self) -> frozenset[str]:
        """The grades ticked."""
        return frozenset(grade for grade, chip in self.chips.items() if chip.isChecked())

    def attention(self) -> bool:
        """Whether only accounts that need attention are wanted."""
        return self.attention_chip.isChecked()

    def set_attention(self, number: int) -> None:
        """Show how many accounts need attention."""
        self.attention_chip.set_count(str(number) if number else "")

    def words(self) -> str:
        """The filters in force as words for the empty list."""
        parts = [f"“{self.text()}”"] if self.text().strip() else []
        if self.grades():
            parts.append(tr("grade {grades}", grades=", ".join(sorted(self.grades()))))
        if self.attention():
            parts.append(tr("needs attention"))
        return ", ".join(parts)

    def clear(self) -> None:
        """Take every filter away."""
        self.edit.clear()
        for chip in (*self.chips.values(), self.attention_chip):
            chip.setChecked(False)
