# SPDX-License-Identifier: Apache-2.0
"""The tool bar of the charts: whose, as of which day, table, copy and export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from planner.views.chart_options import OPTIONS
from ui.context import AppContext
from ui.forms.as_of import AsOfEditor
from ui.forms.ref_editors import RefLine
from ui.forms.refs import RefSource
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel, set_tip

_ROOMY = 640
# What a chart is written as: ending, and whether for paper or for a slide of 1920 x 1080.
_FILES = (
    (N_("Picture for a document (PNG)"), ".png", "print"),
    (N_("Picture for a slide (PNG)"), ".png", "show"),
    (N_("Drawing (SVG)"), ".svg", "print"),
    (N_("Drawing for a slide (SVG)"), ".svg", "show"),
    (N_("Page (PDF)"), ".pdf", "print"),
    (N_("Slide (PDF)"), ".pdf", "show"),
)


class _Choose(RefSource):
    """Accounts to choose from; nothing is made on the spot."""

    @override
    def can_create(self, entity: str) -> bool:
        return False


class ToolRow(Panel):
    """``account_chosen`` carries an id, ``day_chosen`` a date or None for today, ``export_wanted`` ending and size.

    ``view_chosen`` carries the name of a view of the chart.
    """

    account_chosen = Signal(str)
    day_chosen = Signal(object)
    table_wanted = Signal()
    picture_wanted = Signal()
    data_wanted = Signal()
    export_wanted = Signal(str, str)
    view_chosen = Signal(str)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="b")
        self._app = app
        self._account, self._name = "", ""
        self.account = RefLine(_Choose(app), "account")
        self.account.setObjectName("edtChartAccount")
        self.account.setAccessibleName(tr("Account"))
        self.account.setMinimumWidth(110)
        self.account.setMaximumWidth(240)
        self.as_of_label = PlainLabel(tr("as of"), color="muted")
        self.day = AsOfEditor(app, "edtAsOf")
        self.day.setFixedWidth(self.day.room())
        self.btn_view = Button("", arrow=True, name=tr("View"))
        self.btn_view.setObjectName("cmbView")
        self.btn_view.hide()
        self.btn_table = Button(tr("Table"), icon="table", shortcut="T", name=tr("Table"))
        self.btn_table.setCheckable(True)
        self.btn_copy = Button(tr("Copy"), icon="copy", arrow=True, name=tr("Copy"))
        self.btn_export = Button(tr("Export"), icon="download", arrow=True, name=tr("Export"))
        self._build_menus()
        self._lay_out()
        self.account.picked.connect(self._picked)
        self.account.editingFinished.connect(self._restore_name)
        self.day.day_chosen.connect(self.day_chosen)
        self.btn_table.clicked.connect(self.table_wanted)

    def _build_menus(self) -> None:
        copy = QMenu(self)
        copy.addAction(tr("Picture")).triggered.connect(self.picture_wanted)
        copy.addAction(tr("Data")).triggered.connect(self.data_wanted)
        self.btn_copy.set_menu(copy)
        export = QMenu(self)
        for label, ending, size in _FILES:
            export.addAction(tr(label)).triggered.connect(partial(self._want, ending, size))
        self.btn_export.set_menu(export)

    def _lay_out(self) -> None:
        self.setFixedHeight(theme().density.px(56))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(self.account, 100)
        row.addWidget(self.as_of_label)
        row.addWidget(self.day)
        row.addStretch(1)
        for button in (self.btn_view, self.btn_table, self.btn_copy, self.btn_export):
            row.addWidget(button)

    def show_state(self, account_id: str, name: str, day: date | None) -> None:
        """What is chosen."""
        self._account = account_id
        self._name = name
        with QSignalBlocker(self.account):
            self.account.setText(name)
            self.account.setCursorPosition(0)
        if not self.day.dirty:
            self.day.set_value(day)

    def show_views(self, kind: str, chosen: str, withheld: Mapping[str, str]) -> None:
        """The views of a kind of chart; those withheld are off and say why. One view needs no choice."""
        options = OPTIONS.get(kind, ())
        self.btn_view.setVisible(len(options) > 1)
        self.btn_view.setText(tr(dict(options).get(chosen, "")) if options else "")
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name, label in options:
            action = menu.addAction(tr(label))
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.setEnabled(name not in withheld)
            action.setToolTip(withheld.get(name, ""))
            action.triggered.connect(partial(self._choose_view, name))
        self.btn_view.set_menu(menu)
        self._fit()

    def _choose_view(self, name: str, *_checked: object) -> None:
        self.view_chosen.emit(name)

    def set_table(self, shown: bool) -> None:
        """Whether the table twin is shown."""
        self.btn_table.setChecked(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the account's name its room: the buttons show their icons alone where there is too little."""
        for button in (self.btn_table, self.btn_copy, self.btn_export):
            button.set_variant("normal")
        short = self.width() < _ROOMY or self._free() < 0
        self.as_of_label.setVisible(not short and self._free() >= self.as_of_label.sizeHint().width() + 8)
        for button in (self.btn_table, self.btn_copy, self.btn_export):
            button.set_variant("icon" if short else "normal")
            set_tip(button, button.label() if short else "")

    def _free(self) -> int:
        """The width that is left when account and buttons have enough."""
        px = theme().density.px
        shown = [b for b in (self.btn_view, self.btn_table, self.btn_copy, self.btn_export) if b.isVisibleTo(self)]
        buttons = sum(button.sizeHint().width() + 8 for button in shown)
        return self.width() - 32 - px(176) - 8 - self.day.width() - buttons

    @Slot(str, str)
    def _picked(self, key: str, name: str) -> None:
        self._name = name
        self.account.setText(name)
        self.account_chosen.emit(key)

    @Slot()
    def _restore_name(self) -> None:
        """A name that was not chosen from the list leaves things as they were."""
        if not self.account.list_open():
            self.account.setText(self._name)

    def _want(self, ending: str, size: str, *_checked: object) -> None:
        self.export_wanted.emit(ending, size)
