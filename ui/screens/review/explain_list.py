# SPDX-License-Identifier: Apache-2.0
"""The explanations of a review to choose from, and the way to begin another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.kernel.text import tr
from planner.views.explain_view import ToldLine
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.flow import FlowLayout


class ExplainList(QWidget):
    """``chosen`` carries the id of an explanation, ``wanted`` asks for a new one, ``trashed`` for this one to go."""

    chosen = Signal(str)
    wanted = Signal()
    trashed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Explanations"))
        self._flow = FlowLayout(self, gap=8)
        self._lines: tuple[ToldLine, ...] = ()
        self.chips: dict[str, FilterChip] = {}
        self.btn_new = Button(tr("Another explanation"), self, small=True, icon="plus")
        self.btn_new.clicked.connect(self.wanted)
        self.btn_trash = Button(parent=self, variant="icon", icon="trash", small=True,
                                name=tr("Move this explanation to Trash"))  # fmt: skip
        self.btn_trash.clicked.connect(self.trashed)
        self._flow.addWidget(self.btn_new)
        self._flow.addWidget(self.btn_trash)

    def stops(self) -> list[QWidget]:
        """The parts Tab goes through."""
        return [*self.chips.values(), self.btn_new, self.btn_trash]

    def show_lines(self, lines: Sequence[ToldLine], current: str) -> bool:
        """Show the explanations with one of them in front, nothing while there is none; whether they were made anew."""
        fresh = tuple(lines) != self._lines
        if fresh:
            self._lines = tuple(lines)
            self._rebuild()
        for key, chip in self.chips.items():
            chip.setChecked(key == current)
        self.setVisible(bool(lines))
        return fresh

    def _rebuild(self) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for button in (self.btn_new, self.btn_trash):
            self._flow.removeWidget(button)
        self.chips = {}
        if len(self._lines) > 1:
            for line in self._lines:
                chip = FilterChip(line.text, self)
                chip.clicked.connect(partial(self._choose, line.explain_id))
                self._flow.addWidget(chip)
                chip.show()
                self.chips[line.explain_id] = chip
        for button in (self.btn_new, self.btn_trash):
            self._flow.addWidget(button)
        self.updateGeometry()

    def _choose(self, key: str, _on: bool = True) -> None:  # noqa: FBT002 - Qt's signal
        for other, chip in self.chips.items():
            chip.setChecked(other == key)
        self.chosen.emit(key)
