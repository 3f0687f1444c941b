# SPDX-License-Identifier: Apache-2.0
"""The list that opens from a chip: what else it can be, another day, or leave it as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from planner.kernel.text import N_, tr
from planner.rules.capture import types as kinds
from planner.rules.capture.reader import result_key
from planner.rules.capture.types import RESULTS, Key, Reading, Value
from ui.forms.date_editors import CalendarPopup
from ui.screens.quick_review.words import Named, choice_text

if TYPE_CHECKING:
    from ui.screens.quick_review.chips import ReadChip

_LEAVE: Final = {
    kinds.DUE: N_("Leave the day as text"),
    kinds.OWNER: N_("Leave the owner as text"),
    kinds.RESULT: N_("Leave the result as text"),
    kinds.MEASURE: N_("Leave the reading as text"),
}
_WHOLE: Final = N_("Leave as text")
Fix = Callable[[Key, "Value | None"], None]
Edit = Callable[[Reading], bool]


class Corrections:
    """Opens the list of a chip. ``fix`` takes a correction; ``edit`` goes to the field of a reading, if it has one."""

    def __init__(self, today: Callable[[], date], named: Named, fix: Fix, edit: Edit, editable: Edit) -> None:
        self._today, self._named, self._fix, self._edit, self._editable = today, named, fix, edit, editable
        self._calendar: CalendarPopup | None = None

    def open(self, chip: ReadChip) -> QMenu:
        """Show the list below the chip."""
        menu = self.menu(chip)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        return menu

    def menu(self, chip: ReadChip) -> QMenu:
        """The list of a chip; it goes when it is closed."""
        menu = QMenu(chip)
        menu.aboutToHide.connect(menu.deleteLater)
        told = chip.told
        if told.why:
            menu.addAction(told.why).setEnabled(False)
        main = told.readings[0]
        for one in reversed(told.readings):
            self._choices(menu, chip, one)
        self._results(menu, told.readings)
        if self._editable(main):
            words = tr("Change in the fields below…")
            menu.addAction(words).triggered.connect(partial(self._go, main))
        if not told.left:
            for one in told.readings[1:]:
                if one.kind in _LEAVE:
                    self._leave(menu, one, tr(_LEAVE[one.kind]))
            self._leave(menu, main, tr(_WHOLE))
        return menu

    def _results(self, menu: QMenu, readings: Sequence[Reading]) -> None:
        """A result for equipment of which the text tells none."""
        asset = readings[0]
        if asset.kind == kinds.ASSET and asset.value is not None and all(one.kind != kinds.RESULT for one in readings):
            for name in RESULTS:
                self._entry(menu, kinds.RESULT, result_key(asset), name, None)
            menu.addSeparator()

    def _leave(self, menu: QMenu, one: Reading, words: str) -> None:
        menu.addAction(words).triggered.connect(partial(self._take, one.key, None))

    def _choices(self, menu: QMenu, chip: ReadChip, one: Reading) -> None:
        """What a reading can be, where there is more than what it is."""
        if one.kind in {kinds.ACTION, kinds.TRIGGER, kinds.STEP, kinds.TOPIC} and one.value is not None:
            return
        if one.others or one.kind == kinds.DUE:
            for value in one.choices:
                self._entry(menu, one.kind, one.key, value, one.value)
            if one.kind == kinds.DUE:
                menu.addAction(tr("Another day…")).triggered.connect(partial(self._pick_day, chip, one))
            menu.addSeparator()

    def _entry(self, menu: QMenu, kind: str, key: Key, value: Value, now: Value | None) -> None:
        entry = menu.addAction(choice_text(kind, value, self._today(), self._named).replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(value == now)
        entry.triggered.connect(partial(self._take, key, value))

    def _take(self, key: Key, value: Value | None, *_checked: bool) -> None:
        self._fix(key, value)

    def _go(self, one: Reading, *_checked: bool) -> None:
        self._edit(one)

    def _pick_day(self, chip: ReadChip, one: Reading, *_checked: bool) -> None:
        """A month to pick from, below the chip."""
        if self._calendar is not None and isValid(self._calendar):
            self._calendar.deleteLater()
        self._calendar = CalendarPopup(chip, optional=False)
        self._calendar.picked.connect(partial(self._picked, one.key))
        shown = next((value for value in (one.value, *one.choices) if isinstance(value, date)), self._today())
        self._calendar.open_below(chip, shown, self._today())

    def _picked(self, key: Key, day: object) -> None:
        if isinstance(day, date):
            self._fix(key, day)
