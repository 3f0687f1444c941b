# SPDX-License-Identifier: Apache-2.0
"""What other rules would change, before they count: all accounts, one of them line by line; then adopt or discard."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.numbers import decimal_text
from planner.kernel.text import N_, tr, trn
from planner.rules.explain import Explained
from planner.rules.health import HEALTH_WORDS
from planner.rules.ruleset import Rules
from planner.services import draft_places, ruleset_files, ruleset_trial, ruleset_versions
from planner.services.ruleset_trial import TrialAccount, TrialRow, TrialValue
from planner.views.rules_page import differences
from planner.views.tables import CellValue, Column, Row, TableView
from ui.context import AppContext
from ui.dialogs.base import HouseDialog, work_size
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following, TypedLine
from ui.jobs.runner import Job
from ui.models.rows_model import RowsModel
from ui.models.selection import select_key
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

_CHANGES: Final = (
    Column(key="rule", title=N_("Rule"), kind="two_line", sortable=False),
    Column(key="now", title=N_("Now"), align="right", sortable=False),
    Column(key="then", title=N_("Then"), align="right", sortable=False),
)
_ACCOUNTS: Final = (
    Column(key="grade", title=N_("Gr"), kind="grade", name=N_("Grade")),
    Column(key="name", title=N_("Account"), kind="two_line"),
    Column(key="now", title=N_("Now"), kind="number", align="right"),
    Column(key="then", title=N_("Then"), kind="number", align="right"),
    Column(key="change", title=N_("Change"), kind="number", align="right"),
)
_LINES: Final = (
    Column(key="line", title=N_("Line"), kind="two_line", sortable=False),
    Column(key="now", title=N_("Now"), kind="number", align="right", sortable=False),
    Column(key="then", title=N_("Then"), kind="number", align="right", sortable=False),
)
_GRADES: Final = frozenset("SABC")


class TrialWindow(HouseDialog):
    """Nothing is written until "Adopt"; a reason is asked for there and kept with the version."""

    def __init__(
        self,
        app: AppContext,
        rules: Rules,
        title: str,
        parent: QWidget | None,
        *,
        name: str = "",
        note: str = "",
    ) -> None:
        super().__init__(tr("Try rules"), parent, width=860)
        self.setObjectName("dlgTryRules")
        self._app, self._rules, self._name = app, rules, name
        self._rows: dict[str, TrialRow] = {}
        self._account: TrialAccount | None = None
        now = ruleset_versions.in_force(app.session)
        self._next = now.number + 1
        self.head = PlainLabel(f"{now.stamp} → {title}", self, role="section", wrap=True)
        told = tr("Nothing is changed until you adopt them.")
        self.told = PlainLabel(f"{told} {note}".strip(), self, color="muted", wrap=True)
        self._build_changes(now.rules)
        self._build_accounts()
        self._build_account()
        self._build_foot()
        self._lay_out()
        self.resize(work_size(parent.parentWidget() or parent if parent is not None else None))
        self._job: object = app.jobs.run(partial(_all, app, rules), done=self._found, failed=self._failed)
        if isinstance(self._job, Job):
            self._job.progressed.connect(self._progress)

    # -- build

    def _table(self, columns: tuple[Column, ...], name: str, *, sortable: bool = False) -> tuple[RowsModel, DataTable]:
        model = RowsModel(TableView(columns=columns), self)
        table = DataTable(self, name=name, sortable=sortable, two_line=True)
        table.setModel(model)
        return model, table

    def _build_changes(self, now: Rules) -> None:
        self.changes, self.tbl_changes = self._table(_CHANGES, tr("What is other than now"))
        self.tbl_changes.setObjectName("tblChanges")
        found = differences(self._rules, now)
        rows = tuple(
            Row(key=one.path, cells=(CellValue(text=one.text, second=one.group), one.other, one.now)) for one in found
        )
        self.changes.set_view(TableView(columns=_CHANGES, rows=rows))
        self.tbl_changes.set_widths({1: 104, 2: 104}, stretch=0)
        text = trn(
            "{n} number differs from the rules in force", "{n} numbers differ from the rules in force", len(found)
        )
        self.lbl_changes = PlainLabel(text, self, role="strong")

    def _build_accounts(self) -> None:
        self.accounts, self.tbl_accounts = self._table(
            _ACCOUNTS, tr("Health of all accounts now and then"), sortable=True
        )
        self.tbl_accounts.setObjectName("tblTrial")
        self.tbl_accounts.set_widths({0: 52, 2: 80, 3: 88, 4: 80}, stretch=1)
        self.tbl_accounts.selectionModel().currentChanged.connect(self._selected)
        self.lbl_accounts = PlainLabel(tr("Health of all accounts"), self, role="strong", wrap=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.stop = Button(tr("Stop"), self, small=True)
        self.stop.setObjectName("btnStopTrial")
        self.stop.clicked.connect(self._stop)

    def _build_account(self) -> None:
        self.lbl_account = PlainLabel(tr("Choose an account"), self, role="strong", wrap=True)
        self.measure = QComboBox(self)
        self.measure.setObjectName("cmbMeasure")
        self.measure.setAccessibleName(tr("Value"))
        for key, label in ruleset_trial.MEASURES:
            self.measure.addItem(tr(label), key)
        self.measure.activated.connect(lambda _index: self._show_value())
        self.value = PlainLabel("", self, role="section")
        self.lines, self.tbl_lines = self._table(_LINES, tr("Lines of the value now and then"))
        self.tbl_lines.setObjectName("tblLines")
        self.tbl_lines.set_widths({1: 88, 2: 88}, stretch=0)
        self.more = PlainLabel("", self, color="muted", wrap=True)

    def _build_foot(self) -> None:
        self.reason = QLineEdit(self)
        self.reason.setObjectName("edtReason")
        self.reason.setMaxLength(2000)
        self.reason.setPlaceholderText(tr("for example: agreed in the planning meeting"))
        self.reason.textChanged.connect(self._fit)
        self.reason.returnPressed.connect(self._entered)
        self.btn_discard = self.add_button(tr("Discard"), name="btnDiscardTrial")
        self.btn_discard.clicked.connect(self.reject)
        self.btn_adopt = self.add_button(tr("Adopt as version {n}", n=self._next), primary=True, name="btnAdopt")
        self.btn_adopt.clicked.connect(self.adopt)
        self._fit()

    def _lay_out(self) -> None:
        self.column.addWidget(self.head)
        self.column.addWidget(self.told)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(8)
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.stop)
        rows = self.tbl_changes.verticalHeader().length() + self.tbl_changes.horizontalHeader().sizeHint().height()
        self.tbl_changes.setMaximumHeight(min(theme().density.px(220), rows + theme().density.px(4)))
        for part in (self.lbl_changes, self.tbl_changes, self.lbl_accounts):
            left.addWidget(part)
        left.addLayout(progress)
        left.addWidget(self.tbl_accounts, 1)
        chosen = QHBoxLayout()
        chosen.addWidget(self.lbl_account, 1)
        chosen.addWidget(self.measure)
        right.addLayout(chosen)
        right.addWidget(self.value)
        right.addWidget(self.tbl_lines, 1)
        right.addWidget(self.more)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        box = FieldBox(tr("Why these rules"), self.reason, self)
        self.column.addWidget(box)
        following = Following(
            keeper_of(self._app), TypedLine(self.reason), tr("Why these rules"), box.add_below, held=True
        )
        following.at(draft_places.setting("rules_reason"))
        self.finished.connect(following.done)

    # -- all accounts

    @Slot(object, object, str)
    def _progress(self, done: int, total: int, _note: str) -> None:
        self.bar.setValue(1000 * done // max(1, total))

    def _found(self, rows: tuple[TrialRow, ...]) -> None:
        self._quiet(ruleset_trial.summary(rows))
        self._rows = {row.account_id: row for row in rows}
        self.accounts.set_view(TableView(columns=_ACCOUNTS, rows=tuple(_account_row(row) for row in rows)))
        if rows:
            select_key(self.tbl_accounts, rows[0].account_id)

    def _failed(self, fault: Exception) -> None:
        self._quiet(tr("The accounts could not be worked out."))
        self._app.notices.fault(fault)

    def _stop(self) -> None:
        self._cancel()
        self._quiet(tr("Stopped before all accounts were worked out."))

    def _quiet(self, said: str) -> None:
        self.lbl_accounts.setText(said)
        self.bar.hide()
        self.stop.hide()

    # -- one account

    @Slot()
    def _selected(self, *_: object) -> None:
        key = self.accounts.key(self.tbl_accounts.currentIndex())
        if not key or (self._account is not None and self._account.row.account_id == key):
            return
        try:
            self._account = ruleset_trial.of_account(self._app.session, key, self._rules)
        except PlannerError as fault:
            self._app.notices.fault(fault)
            return
        self._show_value()

    def _show_value(self) -> None:
        account = self._account
        if account is None:
            return
        found = next(value for value in account.values if value.measure == self.measure.currentData())
        self.lbl_account.setText(account.row.name)
        self.value.setText(f"{said(found.now)} → {said(found.then)}")
        self.lines.set_view(TableView(columns=_LINES, rows=_line_rows(found)))
        more = [f"{text}: {now} → {then}" for text, now, then in account.more]
        self.more.setText("\n".join(more))
        self.more.setVisible(bool(more))

    # -- the end

    def _fit(self) -> None:
        reading = tr("This portfolio is open for reading only.") if self._app.session.read_only else ""
        same = tr("These are the rules in force.") if not self.changes.rowCount() else ""
        why = "" if self.reason.text().strip() else tr("Say first why.")
        self.btn_adopt.set_off(reading or same or why)

    def _entered(self) -> None:
        if self.btn_adopt.isEnabled():
            self.btn_adopt.click()

    def adopt(self) -> None:
        """Put the rules in force with the reason; what is refused is said and the window stays."""
        try:
            ruleset_files.adopt(
                self._app.session, self._rules, self.reason.text(), name=self._name or None, source=self
            )
        except PlannerError as fault:
            self._app.prompts.tell(self.windowTitle(), str(fault))
            return
        self._app.notices.toast(tr("The rules are in force as version {n}", n=self._next), undo=True)
        self.accept()

    @override
    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)

    def _cancel(self) -> None:
        if isinstance(self._job, Job):
            self._job.cancel()


def _all(app: AppContext, rules: Rules, report: ruleset_trial.Report) -> tuple[TrialRow, ...]:
    return ruleset_trial.every(app.session, rules, report)


def said(value: Explained) -> str:
    """A value with its band in words."""
    shown = "–" if value.shown is None else decimal_text(value.shown)
    return f"{shown} {_band(value)}".strip()


def _band(value: Explained) -> str:
    return tr(HEALTH_WORDS.get(value.band, value.band)) if value.band else ""


def _account_row(row: TrialRow) -> Row:
    bands = _band(row.then)
    if row.now.band != row.then.band:
        bands = f"{_band(row.now) or '–'} → {bands or '–'}"
    return Row(
        key=row.account_id,
        cells=(
            CellValue(state=row.grade.lower() if row.grade in _GRADES else "", raw=row.grade, said=row.grade),
            CellValue(text=row.name, second=bands),
            _number(row.now.shown),
            _number(row.then.shown),
            _number(row.change, signed=True),
        ),
    )


def _line_rows(found: TrialValue) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, pair in enumerate(found.lines):
        details = [pair.now_detail, pair.then_detail]
        detail = " → ".join(dict.fromkeys(part for part in details if part))
        cells = (CellValue(text=pair.text, second=detail), _number(pair.now), _number(pair.then))
        rows.append(Row(key=str(number), cells=cells))
    return tuple(rows)


def _number(value: Decimal | None, *, signed: bool = False) -> CellValue:
    if value is None:
        return CellValue(text="–")
    text = decimal_text(value)
    return CellValue(text=f"+{text}" if signed and value > 0 else text, raw=float(value))
