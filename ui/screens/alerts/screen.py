# SPDX-License-Identifier: Apache-2.0
"""The alerts of all accounts or of one: found in the background, narrowed, opened, mended and muted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import ENTITIES
from planner.kernel.text import tr
from planner.rules.alert import RULES
from planner.services import alert_list, crud, today
from planner.services.alert_list import AlertList, Row
from planner.views import alerts_view
from planner.views.tables import TableView
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.later import Later
from ui.models.rows_model import RowsModel
from ui.models.selection import keep_selection, select_key
from ui.screens.alerts import verbs
from ui.screens.alerts.details import AlertDetails
from ui.screens.screen import Screen
from ui.screens.today.places import record_place
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.field import SearchField
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.safe import PlainLabel
from ui.widgets.table import DataTable

_ALERT, _ACCOUNT, _STEP = 1, 2, 3
_NEEDS_WIDTH = {_STEP: 760, _ACCOUNT: 560}


class AlertsScreen(Screen):
    """What was worked out is kept; a change works out its own account only."""

    depends_on = frozenset(spec.table for spec in ENTITIES)
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._found: AlertList | None = None
        self._rows: dict[str, Row] = {}
        self._account = ""
        self._running = self._again = False
        self.pane = AlertDetails(app)
        self.details: QWidget | None = self.pane
        self.setAutoFillBackground(True)
        self.header = PaneHeader(tr("Alerts"), page=True)
        self._build_filters()
        self.model = RowsModel(TableView(columns=alerts_view.COLUMNS), self)
        self.table = DataTable(name=tr("Alerts"), two_line=True, sortable=False)
        self.table.setObjectName("tblAlerts")
        self.table.setModel(self.model)
        widths = {n: c.width for n, c in enumerate(alerts_view.COLUMNS) if c.width}
        self.table.set_widths(widths, stretch=_ALERT)
        self._keeper = keep_selection(self.table)
        self._build_pages()
        self._lay_out()
        self._wire()

    def _build_filters(self) -> None:
        self.filters = Panel()
        self.edit = SearchField(tr("Filter…"), icon="filter", shortcut="Ctrl+F")
        self.edit.setObjectName("edtFilter")
        self.edit.setMinimumWidth(160)
        self.edit.setMaximumWidth(260)
        self.rule = QComboBox()
        self.rule.setObjectName("cmbRule")
        self.rule.setAccessibleName(tr("Rule"))
        self.rule.setMaximumWidth(300)
        self.rule.addItem(tr("All rules"), "")
        for rule, text in RULES.items():
            self.rule.addItem(f"{rule} · {tr(text)}", rule)
        self.chip_account = FilterChip("")
        self.chip_account.setObjectName("btnOneAccount")
        self.chip_account.setChecked(True)
        self.chip_muted = FilterChip(tr("Muted"))
        self.chip_muted.setObjectName("btnMuted")
        row = QHBoxLayout(self.filters)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        for part in (self.rule, self.chip_account, self.chip_muted):
            row.addWidget(part)
        row.addStretch(2)
        self.filters.setFixedHeight(theme().density.control + 24)
        self.chip_account.hide()

    def _build_pages(self) -> None:
        self.empty = EmptyState(
            tr("Nothing needs you."),
            tr("When a rule of your plans asks for a step, it stands here with its records and the step."),
        )
        self.nothing = EmptyState(tr("No alert matches."), compact=True)
        clear = Button(tr("Clear filters"))
        clear.clicked.connect(self._clear)
        self.nothing.add_button(clear)
        self.waiting = PlainLabel(tr("Looking through all accounts…"), color="muted")
        self.waiting.setContentsMargins(16, 12, 16, 12)

    def _lay_out(self) -> None:
        self.body = QStackedWidget()
        for page in (self.table, self.nothing, self.empty, self.waiting):
            self.body.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.filters)
        column.addWidget(self.body, 1)

    def _wire(self) -> None:
        self._typed = Later(self, self._show, 60, self.app.session)
        self.edit.textChanged.connect(self._typed.start)
        self.edit.returnPressed.connect(self.table.setFocus)
        self.rule.currentIndexChanged.connect(self._show)
        self.chip_muted.toggled.connect(self._show)
        self.chip_account.toggled.connect(self._all_accounts)
        self.table.opened.connect(self._open)
        self.table.peeked.connect(self._peek)
        self.table.selectionModel().selectionChanged.connect(self._selected)

    # -- finding

    @override
    def refresh(self) -> None:
        """Ask anew; where there are many accounts in the background, one computation at a time."""
        if not today.is_large(self.app.session):
            self._computed(alert_list.portfolio_alerts(self.app.session))
        elif self._running:
            self._again = True
        else:
            if self._found is None:
                self.body.setCurrentWidget(self.waiting)
            self._running, self._again = True, False
            self.app.jobs.run(self._work, done=self._computed, failed=self._failed)

    def _work(self, report: Callable[[int, int, str], None]) -> AlertList:
        return alert_list.portfolio_alerts(self.app.session, report=report)

    def _computed(self, found: AlertList) -> None:
        self._running = False
        self._found = found
        self._show()
        if self._again:
            self.mark_stale()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.app.notices.fault(error)

    @Slot()
    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        mine = found.of(self._account) if self._account else found
        muted = self.chip_muted.isChecked() and bool(mine.muted)
        rows = alerts_view.matching(mine.muted if muted else mine.heard, self._wanted())
        self._rows = {row.key: row for row in rows}
        self.model.set_view(alerts_view.table(rows, self.app.session.today()))
        self.header.set_title(tr("Alerts"), alerts_view.count_words(len(mine.heard), len(mine.muted)))
        self.chip_muted.set_count(str(len(mine.muted)) if mine.muted else "")
        self.chip_muted.setVisible(bool(mine.muted))
        self.filters.setVisible(bool(found.heard or found.muted or self._account))
        any_left = bool(mine.muted if muted else mine.heard)
        self.body.setCurrentWidget(self.table if rows else self.nothing if any_left else self.empty)
        pane = self.pane if found.heard or found.muted else None
        if pane is not self.details:
            self.details = pane
            self.details_changed.emit()
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._selected()

    def _wanted(self) -> alerts_view.Filter:
        return alerts_view.Filter(text=self.edit.text(), rule=str(self.rule.currentData() or ""))

    @Slot()
    def _clear(self) -> None:
        self.edit.clear()
        self.rule.setCurrentIndex(0)
        self.table.setFocus()

    # -- places

    @override
    def show_place(self, place: Place) -> None:
        self._account = place.account_id or ""
        found = crud.find(self.app.session, ACCOUNT, place.account_id)
        self.chip_account.blockSignals(True)
        self.chip_account.setText(found.name if found is not None else "")
        self.chip_account.setChecked(True)
        self.chip_account.blockSignals(False)
        self.chip_account.setVisible(found is not None)
        self._show()
        if place.record:
            select_key(self.table, place.record)
        (self.table if self.body.currentWidget() is self.table else self.edit).setFocus()

    @Slot(bool)
    def _all_accounts(self, checked: bool) -> None:
        if not checked:
            self.app.navigator.go(Place(page="alerts"))

    @override
    def search(self) -> None:
        self.edit.setFocus()
        self.edit.selectAll()

    @override
    def actions_context(self) -> dict[str, object]:
        row = self.current()
        if row is None:
            return {}
        record = ("alert_mute", row.mute.id) if row.mute else (row.alert.records[0].entity, row.alert.records[0].id)
        return {"alert": verbs.told(row), "account_id": row.account_id, "record": record}

    def copy_table(self) -> TableView:
        """The alerts shown, for the clipboard."""
        view = self.model.view()
        return TableView(view.columns[1:], tuple(row._replace(cells=row.cells[1:]) for row in view.rows))

    def current(self) -> Row | None:
        """The alert that is selected."""
        return self._rows.get(self.model.key(self.table.currentIndex())) if self.model.rowCount() else None

    @Slot()
    def _selected(self) -> None:
        self.pane.show_row(self.current())
        self.selection_changed.emit()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._rows.get(self.model.key(index))
        if row is not None:
            record = row.alert.records[0]
            self.app.navigator.go(record_place(self.app.session, row.account_id, record.entity, record.id))

    @Slot(QModelIndex)
    def _peek(self, _index: QModelIndex) -> None:
        run_command(self.app, "view.details")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The alert keeps its room; its step and its account give way first."""
        super().resizeEvent(event)
        for column, width in _NEEDS_WIDTH.items():
            self.table.setColumnHidden(column, self.width() < width)
