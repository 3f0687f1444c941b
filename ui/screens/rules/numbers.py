# SPDX-License-Identifier: Apache-2.0
"""The numbers of a rule on the page: as words with what differs, or to edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.rules_page import RuleRow, RuleValue
from ui.theme.theme import theme
from ui.widgets.safe import PlainLabel, WrappedLabel

Changed = Callable[[str, int], None]
_SPIN: Final = 128
_NARROW: Final = 78


class _Number(QSpinBox):
    """A wheel over it scrolls the page, so that no rule is changed by passing by."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Numbers:
    """Puts rows into a grid; ``changed`` is told every number that is edited, None shows them only.

    ``other`` names what the marks compare with, such as "default".
    """

    def __init__(self, parent: QWidget, other: str, changed: Changed | None = None) -> None:
        self._parent, self._other, self._changed = parent, other, changed

    def grid(self, rows: list[RuleRow]) -> QGridLayout:
        """Rules that share their columns as one table, the others one below the other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        labels = [value.label for value in rows[0].values]
        if len(rows) > 1:
            self._table(grid, rows, labels)
        else:
            self._single(grid, rows[0])
        return grid

    def _table(self, grid: QGridLayout, rows: list[RuleRow], labels: list[str]) -> None:
        if rows[0].of:
            grid.addWidget(WrappedLabel(rows[0].of, self._parent, wrap=True), 0, 0, 1, 1 + len(labels))
        editing = self._changed is not None
        unit = rows[0].values[0].unit if editing or not rows[0].of else ""
        grid.addWidget(PlainLabel(unit, self._parent, role="caption", color="muted"), 1, 0)
        for column, label in enumerate(labels, 1):
            head = PlainLabel(label, self._parent, role="caption", color="muted", wrap=len(label) > 14)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 1, column)
        for line, row in enumerate(rows, 2):
            grid.addWidget(WrappedLabel(row.text, self._parent, wrap=True), line, 0)
            for column, value in enumerate(row.values, 1):
                grid.addWidget(self._cell(row, value, narrow=True), line, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def _single(self, grid: QGridLayout, row: RuleRow) -> None:
        if len(row.values) == 1 and not row.values[0].label:
            grid.addWidget(WrappedLabel(row.text, self._parent, wrap=True), 0, 0)
            grid.addWidget(self._cell(row, row.values[0]), 0, 1)
        else:
            grid.addWidget(WrappedLabel(row.text, self._parent, wrap=True), 0, 0, 1, 2)
            for line, value in enumerate(row.values, 1):
                label = WrappedLabel(value.label, self._parent, color="muted", wrap=True)
                label.setContentsMargins(theme().density.px(16), 0, 0, 0)
                grid.addWidget(label, line, 0)
                grid.addWidget(self._cell(row, value), line, 1)
            if not row.values:
                grid.addWidget(PlainLabel(tr("none"), self._parent, color="muted"), 0, 1)
        grid.setColumnStretch(0, 1)

    def _cell(self, row: RuleRow, value: RuleValue, *, narrow: bool = False) -> QWidget:
        if self._changed is not None and value.number is not None:
            return self._editor(row, value, narrow=narrow)
        box = QWidget(self._parent)
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addStretch(1)
        if value.other:
            said = tr("{name} {value}", name=self._other, value=value.other)
            line.addWidget(PlainLabel(said, box, role="caption", color="muted"))
        words = str(value.number) if narrow and not row.of and value.number is not None else value.value
        shown = PlainLabel(words, box, role="strong", color="accent" if value.other else "text")
        line.addWidget(shown)
        return box

    def _editor(self, row: RuleRow, value: RuleValue, *, narrow: bool) -> QWidget:
        spin = _Number(self._parent)
        spin.setObjectName(f"num.{value.path}")
        spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spin.setRange(value.low, value.high)
        spin.setValue(value.number or 0)
        spin.setFixedWidth(theme().density.px(_NARROW if narrow else _SPIN))
        if value.unit and not narrow:
            spin.setSuffix(f" {value.unit}")
        spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        spin.setAccessibleName(": ".join(part for part in (row.of, row.text, value.label) if part))
        assert self._changed is not None
        spin.valueChanged.connect(partial(self._changed, value.path))
        return spin
