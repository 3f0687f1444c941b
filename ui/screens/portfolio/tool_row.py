# SPDX-License-Identifier: Apache-2.0
"""The head of the portfolio page: how many accounts, filters by owner and grade, the day, modules, show, export."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from planner.entities.customers.grades import GRADES
from planner.kernel.text import tr
from planner.services import portfolio_page
from ui.context import AppContext
from ui.forms.as_of import AsOfEditor
from ui.screens.portfolio.modules_menu import ModulesMenu
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.panes import PaneHeader
from ui.widgets.safe import PlainLabel, set_tip

_TITLE = 200


class ToolRow(PaneHeader):
    """``changed`` says that a filter or the day moved, ``export_wanted`` carries an ending."""

    changed = Signal()
    export_wanted = Signal(str)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Portfolio"), parent, page=True)
        self._app = app
        self.owner = ""
        self.as_of: date | None = None
        self.chips = {g: FilterChip(g, name=tr(word), tip=tr(word)) for g, word in GRADES if g != "ungraded"}
        for grade, chip in self.chips.items():
            chip.setObjectName(f"chkPortfolioGrade{grade}")
            chip.toggled.connect(self.changed)
            self.add_right(chip)
        self.btn_owner = Button(tr("All owners"), icon="user", arrow=True)
        self.btn_owner.setObjectName("btnPortfolioOwner")
        self._owners = QMenu(self)
        self._owners.aboutToShow.connect(self._fill_owners)
        self.btn_owner.set_menu(self._owners)
        self._build_day()
        self.btn_modules = Button(tr("Modules"), icon="layout-dashboard", arrow=True)
        self.btn_modules.setObjectName("btnPortfolioModules")
        self.modules = ModulesMenu(self)
        self.btn_modules.set_menu(self.modules)
        self.btn_export = Button(tr("Export"), icon="download", arrow=True)
        self.btn_export.setObjectName("btnPortfolioExport")
        self.btn_export.set_menu(self._export_menu())
        self.btn_present = Button(tr("Present"), icon="presentation", shortcut="F5", name=tr("Present"))
        self.btn_present.setObjectName("btnPortfolioPresent")
        parts = (self.btn_owner, self.day_label, self.day, self.btn_modules, self.btn_present, self.btn_export)
        for part in parts:
            self.add_right(part)
        self._parts: tuple[QWidget, ...] = (*self.chips.values(), *parts)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_parts()

    def _fit_parts(self) -> None:
        """Where there is too little room the words beside the day go first, then those of the buttons."""
        self.day_label.setVisible(True)
        buttons = (self.btn_export, self.btn_modules, self.btn_present, self.btn_owner)
        for button in buttons:
            button.set_variant("normal")
            set_tip(button, "")
        self.day_label.setVisible(self._needed() <= self.width())
        for button in buttons:
            if self._needed() > self.width():
                button.set_variant("icon")
                set_tip(button, button.label())
        self._keep_title()

    def _needed(self) -> int:
        """The width of everything as it stands now."""
        shown = [part for part in self._parts if part.isVisibleTo(self)]
        widths = [part.width() if part is self.day else part.sizeHint().width() for part in shown]
        return theme().density.px(_TITLE) + sum(widths) + 8 * len(widths)

    def _build_day(self) -> None:
        self.day_label = PlainLabel(tr("as of"), color="muted")
        self.day = AsOfEditor(self._app, "edtPortfolioAsOf")
        self.day.setFixedWidth(self.day.room())
        self.day.day_chosen.connect(self.show_day)

    @Slot()
    def to_today(self) -> None:
        """Back to today."""
        self.show_day(None)

    def keep_day(self, day: date | None) -> None:
        """Say of which day the page is that stands; nothing is asked anew."""
        self.as_of = day
        self.day.set_value(day)

    @Slot(object)
    def show_day(self, day: date | None) -> None:
        """Choose the day of the page, None for today."""
        self.day.set_value(day)
        if day != self.as_of:
            self.as_of = day
            self.changed.emit()

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        for label, ending in ((tr("Page (PDF)"), ".pdf"), (tr("Picture (PNG)"), ".png"), (tr("Data (CSV)"), ".csv")):
            menu.addAction(label).triggered.connect(partial(self._export, ending))
        return menu

    def _export(self, ending: str, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's signal
        self.export_wanted.emit(ending)

    @Slot()
    def _fill_owners(self) -> None:
        self._owners.clear()
        for key, name in [("", tr("All owners")), *portfolio_page.owners(self._app.session)]:
            action = self._owners.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self.owner)
            action.triggered.connect(partial(self._choose_owner, key, name))

    def _choose_owner(self, key: str, name: str, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's signal
        self.owner = key
        self.btn_owner.setText(name)
        self._fit_parts()
        self.changed.emit()

    def grades(self) -> frozenset[str]:
        """The grades ticked."""
        return frozenset(grade for grade, chip in self.chips.items() if chip.isChecked())

    def filtered(self) -> bool:
        """Whether any filter is on."""
        return bool(self.owner or self.grades())

    def clear(self) -> None:
        """Take every filter away."""
        self.owner = ""
        self.btn_owner.setText(tr("All owners"))
        self._fit_parts()
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.changed.emit()
