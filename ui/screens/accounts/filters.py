# SPDX-License-Identifier: Apache-2.0
"""The row above the account list: filters at the left, the view and table or cards at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.customers.grades import GRADES
from planner.kernel.override import override
from planner.kernel.text import tr
from ui.context import AppContext
from ui.later import Later
from ui.theme.theme import theme
from ui.widgets.chips import FilterChip
from ui.widgets.field import SearchField
from ui.widgets.panes import Panel

if TYPE_CHECKING:  # the parts at the right are loaded once the list is painted
    from planner.rules.account_views import AccountView
    from ui.screens.accounts.views import ViewChooser
    from ui.widgets.segmented import SegmentedControl

TABLE: Final = "table"
CARDS: Final = "cards"
_LEAST_FIELD: Final = 184
_GAP: Final = 8
_EDGE: Final = 16
_AFTER_PAINT_MS: Final = 30
_ROOMY: Final = 840


class _Words(SearchField):
    """The words to look for; Down leads on into the list."""

    left_down = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.left_down.emit()
            return
        super().keyPressEvent(event)


class FilterRow(Panel):
    """Words, grades and "needs attention"; `changed` says that one of them moved.

    Where not all has room in one line, the view and the switch go into a second one. Both come a moment after the
    list is painted, or as soon as somebody asks for them; ``looks`` tells what they show then.
    """

    changed = Signal()
    view_chosen = Signal(object)
    switched = Signal(str)

    def __init__(self, app: AppContext, looks: Callable[[], AccountView], parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="")
        self._app, self._looks = app, looks
        self._parts: tuple[ViewChooser, SegmentedControl] | None = None
        self.edit = _Words(tr("Filter…"), icon="filter", shortcut="Ctrl+F")
        self.edit.setObjectName("edtFilter")
        self.edit.setMinimumWidth(_LEAST_FIELD)
        self.edit.setMaximumWidth(260)
        self.chips = {
            grade: FilterChip(grade, name=tr(word), tip=tr(word)) for grade, word in GRADES if grade != "ungraded"
        }
        self.attention_chip = FilterChip(tr("Needs attention"))
        self.attention_chip.setObjectName("btnAttention")
        self.mine = False
        self._lay_out()
        self._wire()
        Later(self, self.build, _AFTER_PAINT_MS, app.session).start()

    @property
    def view(self) -> ViewChooser:
        """The chooser of views."""
        return self.build()[0]

    @property
    def switch(self) -> SegmentedControl:
        """Table or cards."""
        return self.build()[1]

    def build(self) -> tuple[ViewChooser, SegmentedControl]:
        """The parts at the right, made at the first call."""
        if self._parts is None:
            from ui.screens.accounts.views import ViewChooser
            from ui.widgets.segmented import Segment, SegmentedControl

            segments = (
                Segment(key=TABLE, label=tr("Table"), icon="table"),
                Segment(key=CARDS, label=tr("Cards"), icon="layout-grid"),
            )
            view, switch = ViewChooser(self._app), SegmentedControl(segments, name=tr("Table or cards"))
            switch.setObjectName("segTableCards")
            self._parts = view, switch
            for part in self._parts:
                self._upper.addWidget(part)
            view.chosen.connect(self.view_chosen)
            switch.selected.connect(self.switched)
            before: QWidget = self.attention_chip
            for stop in (view, switch.part(TABLE), switch.part(CARDS)):  # made late, reached where they stand
                QWidget.setTabOrder(before, stop)
                before = stop
            view.show_view(self._looks())
            self.fit()
        return self._parts

    def _wire(self) -> None:
        self.edit.textChanged.connect(self.changed)
        for grade, chip in self.chips.items():
            chip.setObjectName(f"chkGrade{grade}")
            chip.toggled.connect(self.changed)
        self.attention_chip.toggled.connect(self.changed)
        theme().changed.connect(self.fit)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 12, _EDGE, 12)
        column.setSpacing(_GAP)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for line in (self._upper, self._lower):
            line.setSpacing(_GAP)
            column.addLayout(line)
        self._upper.addWidget(self.edit, 1)
        for chip in (*self.chips.values(), self.attention_chip):
            self._upper.addWidget(chip)
        self._upper.addStretch(2)
        self._broken = False
        self.fit()

    def fit(self) -> None:
        """Words or signs in the switch, one line or two, as the width, the text size and the words need it."""
        if self._parts is None:
            self.setFixedHeight(theme().density.control + 24)
            if self.isVisible() and self.width() < theme().density.px(_ROOMY):
                self.build()  # they may need a second line, which the list must not wait for
            return
        parts = (*self.chips.values(), self.attention_chip, self.view)
        taken = 2 * _EDGE + _LEAST_FIELD + sum(part.sizeHint().width() + _GAP for part in parts) + _GAP
        broken = self.width() < taken + self.switch.wide(compact=True)
        self.switch.set_compact(not broken and self.width() < taken + self.switch.wide(compact=False))
        if broken != self._broken:
            self._broken = broken
            for part in (self.view, self.switch):
                (self._lower if broken else self._upper).addWidget(part)
            if broken:
                self._lower.addStretch(1)
            else:
                self._lower.takeAt(0)
        self.setFixedHeight((2 if broken else 1) * theme().density.control + 24 + (_GAP if broken else 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

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
        self.fit()

    def show_view(self) -> None:
        """Say what the list looks like now."""
        if self._parts is not None:
            self.view.show_view(self._looks())
            self.fit()

    def put(self, view: AccountView) -> None:
        """Take over the filters of a view, with no `changed`."""
        with QSignalBlocker(self):
            self.edit.setText(view.text)
            for grade, chip in self.chips.items():
                chip.setChecked(grade in view.grades)
            self.attention_chip.setChecked(view.attention)
        self.mine = view.mine

    def words(self) -> str:
        """The filters in force as words for the empty list."""
        parts = [f"“{self.text()}”"] if self.text().strip() else []
        if self.grades():
            parts.append(tr("grade {grades}", grades=", ".join(sorted(self.grades()))))
        if self.attention():
            parts.append(tr("needs attention"))
        if self.mine:
            parts.append(tr("mine"))
        return ", ".join(parts)

    def clear(self) -> None:
        """Take every filter away."""
        from planner.rules.account_views import ALL

        self.put(ALL)
        self.changed.emit()
