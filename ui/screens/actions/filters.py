# SPDX-License-Identifier: Apache-2.0
"""The row of filters above the actions: words, whose, and only what is late."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from planner.kernel.text import tr
from planner.rules.action_list import ActionFilter
from ui.theme.theme import theme
from ui.widgets.chips import FilterChip
from ui.widgets.field import SearchField
from ui.widgets.panes import Panel


class ActionFilters(Panel):
    """``changed`` says that one of the filters moved."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = SearchField(tr("Filter…"), icon="filter", shortcut="Ctrl+F")
        self.edit.setObjectName("edtFilter")
        self.edit.setMinimumWidth(160)
        self.edit.setMaximumWidth(260)
        self.owner = QComboBox()
        self.owner.setObjectName("cmbOwner")
        self.owner.setAccessibleName(tr("Owner"))
        self.owner.setMinimumWidth(130)
        self.late_chip = FilterChip(tr("Late"))
        self.late_chip.setObjectName("btnLate")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.owner)
        row.addWidget(self.late_chip)
        row.addStretch(2)
        self.setFixedHeight(theme().density.control + 24)
        self.set_owners(())
        self.edit.textChanged.connect(self.changed)
        self.owner.currentIndexChanged.connect(self.changed)
        self.late_chip.toggled.connect(self.changed)

    def set_owners(self, owners: Sequence[tuple[str, str]]) -> None:
        """Offer these people; the choice stays where it is still there."""
        wanted = [(None, tr("All owners")), *((key, name) for key, name in owners)]
        held = [(self.owner.itemData(n), self.owner.itemText(n)) for n in range(self.owner.count())]
        if held == wanted:
            return
        chosen = self.owner.currentData()
        self.owner.blockSignals(True)
        self.owner.clear()
        for key, name in wanted:
            self.owner.addItem(name, key)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
        self.owner.blockSignals(False)

    def wanted(self, sort: str, descending: bool) -> ActionFilter:
        """The filter as it stands, in an order."""
        key = self.owner.currentData()
        return ActionFilter(
            text=self.edit.text(),
            owner_id=str(key) if key else None,
            late=self.late_chip.isChecked(),
            sort=sort,
            descending=descending,
        )

    def clear(self) -> None:
        """Take every filter away."""
        self.edit.clear()
        self.owner.setCurrentIndex(0)
        self.late_chip.setChecked(False)
