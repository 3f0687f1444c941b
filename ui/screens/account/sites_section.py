# SPDX-License-Identifier: Apache-2.0
"""The sites of a customer and their equipment: sites at the left, equipment as a table, either one in the pane."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.asset import ASSET
from planner.entities.customers.site import SITE
from planner.kernel.text import tr
from planner.views.account_sites import ALL, COLUMNS, FINDING, NO_SITE, SUPPORT, equipment_table, site_rows
from planner.views.tables import TableView
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.forms.entity_form import EntityForm
from ui.screens.account.asset_past import AssetPast
from ui.screens.account.site_list import SiteList, beside
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState

_DROPS = ("spare", "redundancy", "criticality", "version", "serial", "kind", "model")


class SitesSection(TableSection):
    """The pane shows the site that was chosen last, or the equipment once the table is gone into."""

    entity = "asset"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("Asset")
        super().__init__(app, parent)
        self._site = ALL
        self._on_site = False
        self._made = ""
        self.sites = SiteList()
        self.sites.selected.connect(self.choose_site)
        self.table = FittedTable(COLUMNS, name=tr("Assets"), stretch="name", drops=_DROPS, two_line=True)
        self.table.setObjectName("tblEquipment")
        self.table.installEventFilter(self)
        self._make_empty()
        self.ending = FilterChip(tr("Support ends"), tip=tr("Support has ended, or ends within a year"))
        self.found = FilterChip(tr("Findings"), tip=tr("Attention or fail in the last review"))
        self.btn_site = Button(tr("Site"), icon="plus", small=True)
        self.btn_site.setObjectName("btnNewSite")
        self.btn_site.clicked.connect(self.new_site)
        self._left = beside(self.sites, self.btn_site)
        self.chosen_bar.add_button(tr("Edit fields…"), icon="pencil").clicked.connect(self.bulk_edit)
        self.chosen_bar.add_button(tr("Move to Trash"), icon="trash").clicked.connect(self.trash)
        self.assemble(self.ending, self.found)
        for chip in (self.ending, self.found):
            chip.toggled.connect(self.rebuild)
        self._put_sites_beside()
        self.past = AssetPast(app)
        self.form = EntityForm(app, ASSET, scroll=False)
        self.site_form = EntityForm(app, SITE, scroll=False)
        for part in (self.past, self.form, self.site_form):
            self.pane.add(part)

    def _make_empty(self) -> None:
        self.empty = EmptyState(
            tr("What stands where at this customer?"),
            tr("Network reviews visit sites and check the equipment there; risks and plans hang on it."),
        )
        site = Button(tr("Add site"), variant="primary", icon="plus")
        site.clicked.connect(self.new_site)
        asset = Button(tr("Add asset"), icon="plus")
        asset.clicked.connect(self.new_record)
        bring = Button(tr("Import list"), icon="file-import")
        bring.clicked.connect(self._import)
        self._add_site, self._add_asset = site, asset
        for button in (site, asset, bring):
            self.empty.add_button(button)

    def _put_sites_beside(self) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        at = column.indexOf(self.body)
        column.removeWidget(self.body)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.body, 1)
        column.insertLayout(at, row, 1)

    # -- showing

    @override
    def show_world(self, world: World) -> None:
        if self.world is None or world.account_id != self.world.account_id:
            self._site, self._on_site = ALL, False
        made, self._made = self._made, ""
        rows = site_rows(world.facts)
        if made in {row.key for row in rows}:
            self._site, self._on_site = made, True
        elif made and self._site not in {ALL, self._place_of(world, made)}:
            self._site = self._place_of(world, made)
        if self._site not in {row.key for row in rows}:
            self._site, self._on_site = ALL, False
        self.sites.show_sites(rows, self._site)
        self._left.setVisible(bool(world.facts.sites))
        super().show_world(world)

    @staticmethod
    def _place_of(world: World, asset_id: str) -> str:
        """The row of the list of sites that holds a piece of equipment."""
        sites = {site.id for site in world.facts.sites}
        at = next((a.site_id for a in world.facts.assets if a.id == asset_id), None)
        return at if at in sites and at else NO_SITE

    @override
    def view(self, world: World) -> TableView:
        chosen = {SUPPORT: self.ending, FINDING: self.found}
        only = frozenset(key for key, chip in chosen.items() if chip.isChecked())
        self._say_empty(world)
        return equipment_table(world.facts, world.today, self._site, only)

    def _say_empty(self, world: World) -> None:
        sites = bool(world.facts.sites)  # the next step is the one that leads on
        self._add_site.set_variant("normal" if sites else "primary")
        self._add_asset.set_variant("primary" if sites else "normal")
        if self.ending.isChecked() or self.found.isChecked():
            self.empty.set_text(tr("Nothing matches."), tr("No equipment here needs that kind of attention."))
        elif world.facts.sites or world.facts.assets:
            self.empty.set_text(
                tr("No equipment is noted here yet."), tr("Add it by hand, or bring a list from a CSV or Excel file.")
            )
        else:
            self.empty.set_text(
                tr("What stands where at this customer?"),
                tr("Network reviews visit sites and check the equipment there; risks and plans hang on it."),
            )

    @override
    def has_more(self) -> bool:
        return bool(self.world and (self.world.facts.sites or self.world.facts.assets))

    @override
    def _fit_pane(self) -> None:
        wanted = self.pane if self.has_more() or self.pane.asking() else None
        if wanted is not self.details:
            self.details = wanted
            self.details_changed.emit()

    @Slot()
    @override
    def _chosen(self) -> None:
        site = self._chosen_site()
        if site and self.world is not None:
            self._chosen_holder.hide()
            self.pane.set_record("site", site)
            self._show_site(self.world, site)
            self.selection_changed.emit()
            return
        super()._chosen()

    def _chosen_site(self) -> str:
        """The site that the pane is about, "" where it is about equipment."""
        return self._site if self._on_site and self._site not in {ALL, NO_SITE} else ""

    def _show_site(self, world: World, key: str) -> None:
        site = next((s for s in world.facts.sites if s.id == key), None)
        if site is None:
            return
        self._turn(site_shown=True)
        self.pane.set_title(site.name, tr("Site"))
        self.site_form.load(site)

    @override
    def show_one(self, world: World, key: str) -> None:
        asset = next((a for a in world.facts.assets if a.id == key), None)
        if asset is None:
            return
        self._turn(site_shown=False)
        self.pane.set_title(asset.name, asset.model or "")
        self.past.show_asset(world, key)
        self.form.load(asset)

    def _turn(self, *, site_shown: bool) -> None:
        self.site_form.setVisible(site_shown)
        for part in (self.past, self.form):
            part.setVisible(not site_shown)

    # -- choosing

    @Slot(str)
    def choose_site(self, key: str) -> None:
        """Show the equipment of one site, of all or of none, and the site itself in the pane."""
        self._site, self._on_site = key, True
        self.sites.set_key(key)
        self.rebuild()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.FocusIn and self._on_site:
            self._on_site = False
            self._chosen()
        return super().eventFilter(watched, event)

    @override
    def show_record(self, record: str, field: str | None) -> None:
        if self.world is None:
            return
        if any(site.id == record for site in self.world.facts.sites):
            self.choose_site(record)
            self.sites.enter()
            if field:
                self.site_form.focus_field(field)
            return
        self._on_site = False
        if self._site not in {ALL, self._place_of(self.world, record)}:
            self._site = ALL
            self.sites.set_key(ALL)
        for chip in (self.ending, self.found):
            chip.setChecked(False)
        self.rebuild()
        super().show_record(record, field)

    @override
    def focus_first(self, field: str | None = None) -> None:
        form = self.site_form if self._chosen_site() else self.form
        form.focus_field(field or "name")

    @Slot()
    @override
    def enter(self) -> None:
        if self.body.currentWidget() is self.table and not self._chosen_site():
            super().enter()
        elif not self._left.isHidden():
            self.sites.enter()

    @override
    def selection(self) -> tuple[str, tuple[str, ...]]:
        site = self._chosen_site()
        return ("site", (site,)) if site else super().selection()

    @Slot()
    @override
    def clear_filter(self) -> None:
        for chip in (self.ending, self.found):
            chip.setChecked(False)
        super().clear_filter()

    # -- verbs

    @override
    def new_record(self) -> None:
        at = self._site if self._site not in {ALL, NO_SITE} else None
        self.ask_new({"site_id": at} if at else None)

    @Slot()
    def new_site(self) -> None:
        """Ask for a site."""
        self.ask_new(entity="site")

    @Slot(str)
    @override
    def made(self, key: str) -> None:
        self._made = key
        self._on_site = False
        super().made(key)

    @Slot()
    def _import(self) -> None:
        run_command(self.app, "import.assets")

    @override
    def flush(self) -> None:
        self.form.flush()
        self.site_form.flush()
