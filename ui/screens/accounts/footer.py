# SPDX-License-Identifier: Apache-2.0
"""Below the list: how it is sorted and what the signs mean, or what can be done with several accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr, trn
from planner.rules.account_rows import SortKey
from planner.views.account_table import sort_sentence
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.widgets.chips import StatusText
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.widgets.bar import Bar


class Footer(Panel):
    """One muted line with the order and the legend of the signs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="t")
        self._sort = PlainLabel(role="caption", color="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(16)
        row.addWidget(self._sort)
        row.addStretch(1)
        self._legend = QHBoxLayout()
        self._legend.setSpacing(16)
        row.addLayout(self._legend)
        for state, words in (
            ("act", tr("needs action")),
            ("watch", tr("watch")),
            ("unknown", tr("unproven: under 60 % of the data")),
        ):
            self._legend.addWidget(StatusText(state, words, role="caption", size=10))
        self._legend.addWidget(PlainLabel(tr("– not assessed"), role="caption", color="muted"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The legend keeps its words; the order gives way where both have no room."""
        legend = self._legend.sizeHint().width()
        self._sort.setVisible(self.width() >= legend + self._sort.sizeHint().width() + 48)

    def set_sort(self, sort: SortKey, then: SortKey | None) -> None:
        """Say what the list is sorted by."""
        self._sort.setText(sort_sentence(sort, then))
        self._fit()


class SelectionBar(Panel):
    """Appears when several accounts are selected: edit, grade or trash them in one step."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="t")
        self._app = app
        self._keys: tuple[str, ...] = ()
        self._bar: Bar | None = None
        self.hide()

    @property
    def bar(self) -> Bar:
        """The words and the verbs, made when several accounts are selected first."""
        if self._bar is None:
            from ui.widgets.bar import Bar

            self._bar = Bar("info")
            self._bar.add_button(tr("Edit fields…"), icon="pencil").clicked.connect(self._edit)
            self._bar.add_button(tr("Grade…"), icon="star").clicked.connect(self._grade)
            self._bar.add_button(tr("Move to Trash"), icon="trash").clicked.connect(self._trash)
            column = QVBoxLayout(self)
            column.setContentsMargins(16, 8, 16, 12)
            column.addWidget(self._bar)
        return self._bar

    def show_selection(self, keys: Sequence[str]) -> None:
        """Offer the verbs for these accounts; hidden below two."""
        self._keys = tuple(keys)
        if len(keys) > 1:
            self.bar.set_text(trn("{n} account selected", "{n} accounts selected", len(keys)))
        self.setVisible(len(keys) > 1)

    @Slot()
    def _edit(self) -> None:
        from planner.entities.customers.account import ACCOUNT
        from ui.forms.bulk_edit import BulkEditDialog

        BulkEditDialog(self._app, ACCOUNT, self._keys, self.window()).open()

    @Slot()
    def _grade(self) -> None:
        from ui.forms.grade_editor import GradeDialog

        GradeDialog(self._app, self._keys, parent=self.window()).open()

    @Slot()
    def _trash(self) -> None:
        run_command(self._app, "trash.selection")
