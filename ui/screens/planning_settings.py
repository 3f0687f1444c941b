# SPDX-License-Identifier: Apache-2.0
"""The planning rules a portfolio sets itself: currency, what an impact may cost, the business calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.changes import ChangeSet
from planner.kernel.errors import PlannerError
from planner.kernel.money import COMMON
from planner.kernel.text import N_, tr
from planner.rules.ruleset import IMPACTS, DayOff, LossRange, Rules
from planner.services import draft_places, rulesets
from ui.context import AppContext
from ui.forms.days_off import DaysOffEditor
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following, Host
from ui.forms.editor import Editor
from ui.forms.field_row import FaultLine
from ui.forms.parse import InputFault
from ui.forms.text_editors import MoneyEditor
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel

_LOW: Final = FieldSpec("low_minor", N_("From"), Kind.MONEY)
_HIGH: Final = FieldSpec("high_minor", N_("To"), Kind.MONEY)
_EDITOR_WIDTH: Final = 150


class PlanningSettings(QWidget):
    """Each part is kept as soon as it is left; a fault is said below the part it belongs to."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grpPlanning")
        self.app = app
        self._followed: list[tuple[Following, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._build_currency()
        self._build_losses()
        self._build_week()
        self._build_days_off()

    def _follow(self, editor: Editor, name: str, setting: str, host: Host) -> None:
        following = Following(keeper_of(self.app), editor, name, host)
        self._followed.append((following, draft_places.setting(setting)))

    def refresh(self) -> None:
        """Show the rules in force; what is being typed stays."""
        rules = rulesets.current(self.app.session)
        self._show_currency(rules)
        self._show_losses(rules)
        for number, box in enumerate(self.weekdays):
            box.setChecked(number in rules.work.working_days)
        if not self.days_off.dirty:
            self.days_off.set_value(rules.work.days_off)
        for following, place in self._followed:
            following.at(place)

    # -- parts

    def _build_currency(self) -> None:
        self.currency = QComboBox(self)
        self.currency.setObjectName("cmbCurrency")
        self.currency.setMaximumWidth(320)
        self._column.addWidget(FieldBox(tr("Currency"), self.currency, self))
        self.currency.activated.connect(self._currency_chosen)

    def _build_losses(self) -> None:
        self._caption(tr("What an impact may cost"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        offers = QVBoxLayout()
        self.losses: dict[int, tuple[MoneyEditor, MoneyEditor]] = {}
        for row, (step, word) in enumerate(IMPACTS):
            name = tr(word)
            grid.addWidget(PlainLabel(tr("{n}  {word}", n=step, word=name), self), row, 0)
            pair = (MoneyEditor(_LOW, self), MoneyEditor(_HIGH, self))
            for place, (editor, side) in enumerate(zip(pair, (tr("from"), tr("to")), strict=True)):
                editor.edit.setObjectName(f"edtLoss.{step}.{place}")
                editor.edit.setAccessibleName(tr("{word}, {side}", word=name, side=side))
                editor.edit.setPlaceholderText(side)
                editor.setMaximumWidth(_EDITOR_WIDTH)
                editor.committed.connect(self._losses_left)
                name_of = tr("{word}, {side}", word=name, side=side)
                self._follow(editor, name_of, f"loss.{step}.{place}", offers.addWidget)
                grid.addWidget(editor, row, 1 + place)
            self.losses[step] = pair
        grid.setColumnStretch(3, 1)
        self._column.addLayout(grid)
        self._column.addLayout(offers)
        self.loss_fault = self._fault()
        self._note(tr("With an amount for every impact in use, risks are ranked by the loss to expect."))

    def _build_week(self) -> None:
        self._caption(tr("Working days"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.weekdays: list[QCheckBox] = []
        for number in range(7):
            box = QCheckBox(QLocale().dayName(number + 1, QLocale.FormatType.ShortFormat), self)
            box.setAccessibleName(QLocale().dayName(number + 1))
            box.setObjectName(f"chkDay.{number}")
            box.clicked.connect(self._week_changed)
            self.weekdays.append(box)
            row.addWidget(box)
        row.addStretch(1)
        self._column.addLayout(row)
        self.week_fault = self._fault()

    def _build_days_off(self) -> None:
        self.days_off = DaysOffEditor(self.app.session.today(), self)
        self.days_off.edit.setObjectName("edtDaysOff")
        box = FieldBox(tr("Days off, one on each line"), self.days_off, self)
        self._column.addWidget(box)
        self._follow(self.days_off, tr("Days off"), "days_off", box.add_below)
        self.days_fault = self._fault()
        self.days_off.committed.connect(self._days_off_left)
        self.days_off.fault_changed.connect(self.days_fault.say)
        self.holidays = Button(tr("Add public holidays…"), self, icon="calendar")
        self.holidays.setObjectName("btnHolidays")
        self.holidays.clicked.connect(self._ask_holidays)
        row = QHBoxLayout()
        row.addWidget(self.holidays)
        row.addStretch(1)
        self._column.addLayout(row)
        self._note(tr("Deadlines counted in working days skip them, such as the report three days after a visit."))

    # -- kept at once

    def _currency_chosen(self, _index: int) -> None:
        code = str(self.currency.currentData())
        if code and self._keep(None, partial(rulesets.set_currency, self.app.session, code)):
            self.app.notices.toast(tr("Money is now counted in {currency}", currency=code), undo=True)
        self.refresh()

    def _losses_left(self, _value: object) -> None:
        """Keep every row that is whole; one that is not keeps what it had and says what it lacks."""
        kept = {loss.impact: loss for loss in rulesets.current(self.app.session).risk.losses if not loss.site_id}
        said: list[str] = []
        for step, (low, high) in self.losses.items():
            try:
                found = _range(step, low.value(), high.value())
            except InputFault as fault:
                said.append(tr("{word}: {fault}", word=tr(dict(IMPACTS)[step]), fault=str(fault)))
                continue
            kept.pop(step, None)
            if found is not None:
                kept[step] = found
        if self._keep(self.loss_fault, partial(rulesets.set_losses, self.app.session, kept.values())):
            self.loss_fault.say(" ".join(said))

    def _week_changed(self) -> None:
        days = [number for number, box in enumerate(self.weekdays) if box.isChecked()]
        if not self._keep(self.week_fault, partial(rulesets.set_working_days, self.app.session, days)):
            self.refresh()

    def _days_off_left(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._keep_days(value)

    def _keep_days(self, days: Iterable[DayOff]) -> bool:
        return self._keep(self.days_fault, partial(rulesets.set_days_off, self.app.session, tuple(days)))

    def _ask_holidays(self) -> None:
        from ui.screens.parts.holidays import HolidaysDialog

        dialog = HolidaysDialog(self.app.session.today(), self.window())
        if dialog.exec() == HolidaysDialog.DialogCode.Accepted:
            before = rulesets.current(self.app.session).work.days_off
            if self._keep_days((*before, *dialog.days)):
                self.app.notices.toast(tr("The public holidays are among the days off"), undo=True)
        dialog.deleteLater()
        self.holidays.setFocus()
        self.refresh()

    def _keep(self, fault: FaultLine | None, verb: Callable[[], ChangeSet]) -> bool:
        """Do it; a refusal is said in place."""
        try:
            verb()
        except PlannerError as error:
            if fault is None:
                self.app.notices.fault(error)
            else:
                fault.say(str(error))
            return False
        if fault is not None:
            fault.say("")
        return True

    # -- shown

    def _show_currency(self, rules: Rules) -> None:
        chosen = rules.risk.currency
        codes = [*COMMON] if not chosen or chosen in COMMON else [chosen, *COMMON]
        self.currency.clear()
        if not chosen:
            self.currency.addItem(tr("Not chosen"), "")
        for code in codes:
            self.currency.addItem(code, code)
        self.currency.setCurrentIndex(self.currency.findData(chosen))

    def _show_losses(self, rules: Rules) -> None:
        known = {loss.impact: loss for loss in rules.risk.losses if not loss.site_id}
        off = "" if rules.risk.currency else tr("Choose a currency first.")
        for step, (low, high) in self.losses.items():
            loss = known.get(step)
            for editor, amount in ((low, loss and loss.low_minor), (high, loss and loss.high_minor)):
                editor.set_off(off)
                editor.set_currency(rules.risk.currency)
                if not editor.dirty:
                    editor.set_value(amount)
        if not any(editor.dirty for pair in self.losses.values() for editor in pair):
            self.loss_fault.say("")

    # -- layout

    def _caption(self, text: str) -> None:
        self._column.addWidget(PlainLabel(text, self, role="caption", color="muted"))

    def _note(self, text: str) -> None:
        self._column.addWidget(PlainLabel(text, self, role="caption", color="muted", wrap=True))

    def _fault(self) -> FaultLine:
        line = FaultLine(self)
        self._column.addWidget(line)
        return line


def _range(step: int, low: object, high: object) -> LossRange | None:
    """The amounts of a row, None for none; InputFault when one is missing or they stand the wrong way round."""
    if low is None and high is None:
        return None
    if not isinstance(low, int) or not isinstance(high, int):
        raise InputFault(tr("both amounts are needed."))
    if low > high:
        raise InputFault(tr("the lower amount stands on the left."))
    return LossRange(impact=step, low_minor=low, high_minor=high)
