# SPDX-License-Identifier: Apache-2.0
"""The first section: what matters now, six tiles, the last five moments; the pane explains a value (ux W3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.explain import Explained
from planner.rules.health import LABELS
from planner.views.health_readings import health_view
from planner.views.overview import TileView
from planner.views.risk_matrix import risk_matrix
from planner.views.timeline import Moment, timeline
from ui.actions.commands import run_command
from ui.charts.canvas import ChartCanvas
from ui.context import AppContext
from ui.screens.account import places
from ui.screens.account.callbacks import callback_group
from ui.screens.account.moment_row import MomentRow, title_width
from ui.screens.account.section import Section
from ui.screens.account.statement import Statement
from ui.screens.account.tile_paint import DotStrip, TileLines
from ui.screens.account.why_pane import WhyPane
from ui.screens.account.world import World
from ui.screens.parts.details_pane import scrolling
from ui.screens.parts.layouts import clear_layout
from ui.theme.theme import theme
from ui.widgets.panes import SectionTitle
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.tile import Tile

ORDER = ("health", "satisfaction", "risks", "actions", "reviews", "people")
MOMENTS = 5
_MOST = 14
_THREE_FROM, _TWO_FROM = 640, 420


class OverviewSection(Section):
    """A press on Health or Satisfaction explains it in the pane; the other tiles open their section."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.why = WhyPane(app)
        self.details = self.why
        self.why.escaped.connect(self.enter)
        self.why.left_new.connect(self.enter)
        self._subject = "health"
        self._account = ""
        self.statement = Statement(app)
        self.tiles = {key: Tile("") for key in ORDER}
        for key, tile in self.tiles.items():
            tile.setObjectName(f"tile_{key}")
            tile.clicked.connect(partial(self.open_tile, key))
        self._columns = 0
        self._room = MOMENTS
        self.grid = QGridLayout()
        self.grid.setSpacing(12)
        self.title = SectionTitle(tr("Timeline"), large=True, link=tr("All"))
        self.title.link_clicked.connect(partial(self.go, "timeline"))
        self.moments = QVBoxLayout()
        self.moments.setSpacing(0)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 9, 16, 8)
        column.setSpacing(0)
        column.addWidget(self.statement)
        column.addSpacing(12)
        column.addLayout(self.grid)
        column.addSpacing(12)
        column.addWidget(self.title)
        column.addLayout(self.moments)
        column.addStretch(1)
        area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._arrange(3)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self.grid.takeAt(0) is not None:
            pass
        for number, key in enumerate(ORDER):
            self.grid.addWidget(self.tiles[key], number // columns, number % columns)
        for column in range(3):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, px = event.size().width(), theme().density.px
        self._arrange(3 if width >= px(_THREE_FROM) else 2 if width >= px(_TWO_FROM) else 1)
        if self.world is not None and self._moment_room() != self._room:
            self._fill_moments(self.world)

    def _moment_room(self) -> int:
        """The last five moments, more where the page is tall enough for them."""
        density = theme().density
        rows = -(-len(ORDER) // max(1, self._columns))
        free = self.height() - density.px(102 + 164 * rows)
        return max(MOMENTS, min(_MOST, free // density.row))

    # -- showing

    @override
    def show_world(self, world: World) -> None:
        super().show_world(world)
        if world.account_id != self._account:
            self._account, self._subject = world.account_id, "health"
        self.statement.show_account(world.facts.account)
        for key in ORDER:
            self._fill_tile(key, world.overview.tiles[key])
        health = world.overview.tiles["health"]
        moved = tr("{said}, {clause}", said=health.note, clause=world.held) if world.held and health.note else ""
        set_tip(self.tiles["health"], health.tip or moved)
        self._fill_moments(world)
        self._explain()

    def _fill_tile(self, key: str, view: TileView) -> None:
        tile = self.tiles[key]
        tile.set_title(view.title, view.basis)
        tile.set_number(view.number, view.state, view.word)
        tile.set_note(view.note, view.note_state)
        before = tile.content()
        if before is not None:
            before.hide()  # it goes with the next turn of the event loop and must not take room until then
        tile.set_content(self._content(key, view))

    def _content(self, key: str, view: TileView) -> QWidget:
        world = self.world
        assert world is not None
        if key == "health":
            canvas = ChartCanvas(style="tile")
            canvas.setFixedHeight(theme().density.px(74 if view.number else 86))
            canvas.set_view(health_view(world.facts, world.rules, as_of=world.today))
            return canvas
        if key == "risks" and (world.overview.ranking.rated or world.overview.ranking.unrated):
            canvas = ChartCanvas(style="tile")
            canvas.setFixedHeight(theme().density.px(96))
            canvas.set_view(risk_matrix(world.facts, world.rules, as_of=world.today))
            return canvas
        if key == "satisfaction" and view.dots:
            return DotStrip(view.dots)
        return TileLines(view.lines)

    def _fill_moments(self, world: World) -> None:
        clear_layout(self.moments)
        found = timeline(world.facts)
        self._room = self._moment_room()
        self.title.set_link(tr("All") if len(found) > self._room else "")
        titles = max((title_width(moment) for moment in found[: self._room]), default=0)
        for moment in found[: self._room]:
            row = MomentRow(moment, titles=titles)
            row.clicked.connect(partial(self._open_moment, moment))
            self.moments.addWidget(row)
        if not found:
            self.moments.addWidget(PlainLabel(tr("Nothing has happened here yet."), color="muted"))

    def _open_moment(self, moment: Moment) -> None:
        if self.world is None:
            return
        place = places.place_of(self.world.facts, moment.entity, moment.id)
        if place is not None:
            self.app.navigator.go(place)

    # -- explaining

    def open_tile(self, key: str) -> None:
        """What a press on a tile does."""
        if key in {"health", "satisfaction"}:
            self._subject = key
            self._explain()
            self._bring_pane()
        else:
            self.go(key)

    @Slot()
    def show_gaps(self) -> None:
        """Show what a plan check finds."""
        self._subject = "gaps"
        self._explain()
        self._bring_pane()

    @Slot()
    def show_hygiene(self) -> None:
        """Explain the second number: how tidy the plan is."""
        self._subject = "hygiene"
        self._explain()
        self._bring_pane()

    def _bring_pane(self) -> None:
        """The pane may be closed; who asks why wants to see it."""
        if not self.why.isVisible():
            run_command(self.app, "view.details")

    def _explain(self) -> None:
        world = self.world
        if world is None:
            return
        if self._subject == "gaps":
            self.why.show_gaps(world, world.overview.gaps)
            return
        if self._subject == "hygiene":
            self.why.show_value(world, tr("Plan hygiene"), world.overview.hygiene, {})
            return
        found = world.overview.health
        if self._subject == "satisfaction":
            self.why.show_value(world, tr("Satisfaction"), found.satisfaction.explained, {})
            self.why.add(callback_group(self.app, world, self.why.ask_callback))
            return
        parts: dict[str, tuple[str, Explained]] = {
            "D1.relation": (tr(LABELS["relation"]), found.relation.explained),
            "D1.satisfaction": (tr(LABELS["satisfaction"]), found.satisfaction.explained),
            "D1.network": (tr(LABELS["network"]), found.network),
            "D5.key": (tr("Key relation"), found.relation.key),
            "D5.general": (tr("General relation"), found.relation.general),
        }
        self.why.show_value(world, tr("Health"), found.explained, parts)

    @Slot()
    @override
    def enter(self) -> None:
        self.tiles[self._subject if self._subject in self.tiles else "health"].setFocus()

    @override
    def flush(self) -> None:
        self.statement.flush()
