# SPDX-License-Identifier: Apache-2.0
"""The head of the portfolio page: how many accounts, filters by owner and grade, modules, export."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from planner.entities.customers.grades import GRADES
from planner.kernel.text import tr
from planner.services import portfolio_page
from ui.context import AppContext
from ui.screens.portfolio.modules_menu import ModulesMenu
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.panes import PaneHeader


class ToolRow(PaneHeader):
    """``changed`` says that a filter moved, ``export_wanted`` carries an ending."""

    changed = Signal()
    export_wanted = Signal(str)

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Portfolio"), parent, page=True)
        self._app = app
        self.owner = ""
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
        self.btn_modules = Button(tr("Modules"), icon="layout-dashboard", arrow=True)
        self.btn_modules.setObjectName("btnPortfolioModules")
        self.modules = ModulesMenu(self)
        self.btn_modules.set_menu(self.modules)
        self.btn_export = Button(tr("Export"), icon="download", arrow=True)
        self.btn_export.setObjectName("btnPortfolioExport")
        self.btn_export.set_menu(self._export_menu())
        for button in (self.btn_owner, self.btn_modules, self.btn_export):
            self.add_right(button)

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
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.changed.emit()
