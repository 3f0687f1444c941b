# SPDX-License-Identifier: Apache-2.0
"""Step 4 of an import: what is in, what was left out, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from planner.kernel.text import N_, tr, trn
from planner.views.import_view import Counts
from ui.screens.import_steps.check_step import CheckTable
from ui.screens.import_steps.file_step import clear
from ui.screens.import_steps.flow import ImportFlow
from ui.widgets.bar import Bar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState

_SHOW = {"accounts": N_("Show accounts"), "contacts": N_("Show accounts"), "assets": N_("Show assets")}


class DoneStep(QWidget):
    """The result bar with its steps, and the rows left out when they are wanted."""

    save_wanted = Signal()
    accounts_wanted = Signal()
    people_wanted = Signal()

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._shown: tuple[object, bool] = (None, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self.bars = QVBoxLayout()
        self.bars.setContentsMargins(16, 0, 16, 8)
        self.bars.setSpacing(8)
        column.addLayout(self.bars)
        self._stack = QStackedLayout()
        self.summary = EmptyState("", "", self)
        self.accounts = Button(tr(_SHOW[flow.kind]), self, icon="buildings")
        self.accounts.setObjectName("btnShowAccounts")
        self.accounts.clicked.connect(self.accounts_wanted)
        self.summary.add_button(self.accounts)
        if flow.kind == "accounts":
            self.people = Button(tr("Import people…"), self, icon="file-import")
            self.people.setObjectName("btnImportPeople")
            self.people.clicked.connect(self.people_wanted)
            self.summary.add_button(self.people)
        self.table = CheckTable(flow, self)
        self._stack.addWidget(self.summary)
        self._stack.addWidget(self.table)
        column.addLayout(self._stack, 1)
        flow.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the result as it is now."""
        result = self._flow.result
        if result is None or (result, self._flow.undone) == self._shown:
            return
        self._shown = (result, self._flow.undone)
        clear(self.bars)
        self.bars.addWidget(self._bar())
        self._stack.setCurrentIndex(0)
        counts = result.counts
        if self._flow.undone:
            self.summary.set_text(tr("The import was taken back."), tr("Everything is as it was before."))
        else:
            title = trn("{n} row is imported", "{n} rows are imported", counts.changing)
            self.summary.set_text(title, tr("{file}: {counts}", file=self._flow.file_name, counts=_words(counts)))

    def _bar(self) -> Bar:
        result = self._flow.result
        assert result is not None
        if self._flow.undone:
            return Bar("info", tr("The import was taken back. The portfolio is as it was before."), self)
        bar = Bar("watch" if result.left_out else "info", result.text(), self)
        if result.left_out:
            show = bar.add_button(tr("Show rows"))
            show.setObjectName("btnShowRows")
            show.clicked.connect(self.show_left_out)
        if result.changes:
            undo = bar.add_button(tr("Undo import"))
            undo.setObjectName("btnUndoImport")
            undo.clicked.connect(self._flow.undo)
        if result.left_out:
            save = bar.add_button(tr("Save left-out rows…"))
            save.setObjectName("btnSaveLeftOut")
            save.clicked.connect(self.save_wanted)
        return bar

    @Slot()
    def show_left_out(self) -> None:
        """Show the rows left out with their reasons."""
        if self._flow.result is not None:
            self.table.show_rows(list(self._flow.result.left_out))
            self._stack.setCurrentIndex(1)
            self.table.setFocus()


def _words(counts: Counts) -> str:
    """How many rows went which way; what did not happen is not told."""
    told = (
        (tr("{n} new", n=counts.create), counts.create),
        (tr("{n} changed", n=counts.update), counts.update),
        (tr("{n} skipped", n=counts.skip), counts.skip),
        (tr("{n} with a problem", n=counts.error), counts.error),
    )
    return ", ".join(words for words, n in told if n) or tr("nothing to do")
