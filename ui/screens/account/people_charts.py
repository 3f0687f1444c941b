# SPDX-License-Identifier: Apache-2.0
"""The people of an account as map, coverage or decision chain, in the People section beside the details pane (W5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from planner.entities.relations.decision_role import ROLES
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr
from planner.render.people_rows import MORE
from planner.render.scene import Mark
from planner.rules.unknown_seat import UNKNOWN_NAME
from planner.services import chart_cards, charts, edges, people
from planner.views.account_people import role_word
from planner.views.chart_options import OPTIONS
from planner.views.charts import ChartView
from planner.views.coverage_chart import COVERAGE
from planner.views.decision_chain import DECISION_CHAIN
from planner.views.power_map import INFLUENCE, OURS, POWER_MAP, REPORTING, TREE, PowerMap
from ui.charts.canvas import ChartCanvas
from ui.charts.nudge import CardMover
from ui.context import AppContext
from ui.screens.account.world import World
from ui.screens.parts.seats import seat_of
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel
from ui.widgets.segmented import Segment, SegmentedControl

TABLE: Final = "table"
KINDS: Final = {"map": POWER_MAP, "coverage": COVERAGE, "chain": DECISION_CHAIN}
LAYERS: Final = (
    (REPORTING, N_("Reporting lines")),
    (INFLUENCE, N_("Influences and conflicts")),
    (OURS, N_("Our holders")),
)
_ZOOMS: Final = (50, 75, 100, 125, 150, 200)


def view_switch() -> SegmentedControl:
    """[Table | Map | Coverage | Decision chain]."""
    parts = (
        Segment(TABLE, tr("Table")),
        Segment("map", tr("Map")),
        Segment("coverage", tr("Coverage")),
        Segment("chain", tr("Decision chain")),
    )
    return SegmentedControl(parts, name=tr("People as"))


class PeopleCharts(Panel):
    """``chosen`` carries the person a mark stands for, ``entered`` as well when Enter opened it.

    ``seat_wanted`` carries role and chain of a seat nobody is known in, ``rest_wanted`` that all should be listed.
    """

    chosen = Signal(str)
    entered = Signal(str)
    seat_wanted = Signal(str, str)
    rest_wanted = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._mode = ""
        self._world: World | None = None
        self._zoom = 100
        self._hidden: set[str] = set()
        self.title = PlainLabel(role="section", wrap=True)
        self.canvas = ChartCanvas()
        self.canvas.setObjectName("cnvPeople")
        self.mover = CardMover(self.canvas)
        self.mover.moved.connect(self._move)
        self.canvas.focused.connect(self._on_focused)
        self.canvas.activated.connect(self._on_opened)
        self.canvas.entered.connect(self._on_entered)
        self._lay_out()

    def _lay_out(self) -> None:
        self.arrange = Button(tr("Arrange"), icon="hierarchy", small=True)
        self.arrange.clicked.connect(self._arrange)
        self.seat = Button(tr("Unknown seat"), icon="circle-dashed", small=True, arrow=True)
        self.seat.clicked.connect(self._ask_seat)
        self.view = Button(tr("View"), small=True, arrow=True)
        self.view.clicked.connect(self._ask_view)
        self.less = Button(icon="minus", small=True, name=tr("Smaller"))
        self.more = Button(icon="plus", small=True, name=tr("Larger"))
        self.percent = PlainLabel(role="caption", color="muted")
        self.less.clicked.connect(self.zoom_out)
        self.more.clicked.connect(self.zoom_in)
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 8, 16, 0)
        tools.setSpacing(8)
        for part in (self.seat, self.view):
            tools.addWidget(part)
        tools.addStretch(1)
        map_tools: tuple[QWidget, ...] = (self.arrange, self.less, self.percent, self.more)
        for tool in map_tools:
            tools.addWidget(tool)
        said = QVBoxLayout()
        said.setContentsMargins(16, 6, 16, 4)
        said.addWidget(self.title)
        self.room = QScrollArea()
        self.room.setFrameShape(QScrollArea.Shape.NoFrame)
        self.room.setWidgetResizable(True)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(self.canvas)
        self.room.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addLayout(said)
        inner = QHBoxLayout()
        inner.setContentsMargins(8, 0, 8, 4)
        inner.addWidget(self.room)
        column.addLayout(inner, 1)

    # -- showing

    def show_world(self, world: World, mode: str, selected: str) -> None:
        """Draw the chart of a mode ("map") from the facts at hand, with the selected person lit."""
        self._world, self._mode = world, mode
        view = self._built(world)
        if isinstance(view, PowerMap):
            view = replace(view, hidden=frozenset(self._hidden))
        self.title.setText(view.title)
        self.canvas.set_view(view)
        is_map = isinstance(view, PowerMap) and view.form == TREE
        for part in (self.arrange, self.less, self.percent, self.more):
            part.setVisible(is_map)
        self.seat.setVisible(not (isinstance(view, PowerMap) and view.empty_text))
        self.view.setVisible(KINDS[mode] in OPTIONS)
        self._fit()
        self.light(selected)

    def _built(self, world: World) -> ChartView:
        kind = KINDS[self._mode]
        card = chart_cards.card_of(self._app.session, world.account_id, kind)
        return charts.view(
            self._app.session, world.account_id, kind, as_of=world.today, facts=world.facts, option=card.view or ""
        )

    def light(self, contact_id: str) -> None:
        """Give the focus mark to a person's first mark."""
        scene = self.canvas.scene()
        now = self.canvas.current_mark()
        if scene is None or (now is not None and contact_id in now.records):
            return
        mark = next((m for m in scene.marks if m.stop and contact_id in m.records), None)
        if mark is not None or contact_id:
            self.canvas.focus_mark(mark.id if mark else "")

    def take_focus(self) -> None:
        """Into the chart."""
        self.canvas.setFocus()

    # -- marks

    @Slot(object)
    def _on_focused(self, mark: Mark | None) -> None:
        if mark is not None and mark.records and mark.entity == "contact":
            self.chosen.emit(mark.records[0])

    @Slot(object)
    def _on_opened(self, mark: Mark) -> None:
        """A person is shown beside; an empty seat asks who holds it; "+n" leads to the table; a line says its words."""
        if mark.records and mark.entity == "contact":
            self.chosen.emit(mark.records[0])
            return
        if mark.entity == MORE:
            self.rest_wanted.emit()
            return
        seat = seat_of(mark.id)
        if seat is not None:
            self.seat_wanted.emit(*seat)
        elif mark.sentence:
            self._app.notices.toast(mark.sentence)

    @Slot(object)
    def _on_entered(self, mark: Mark) -> None:
        if mark.records and mark.entity == "contact":
            self.entered.emit(mark.records[0])

    # -- the map

    @Slot(str, int, int)
    def _move(self, contact_id: str, right: int, down: int) -> None:
        try:
            edges.nudge(self._app.session, contact_id, right, down)
        except PlannerError as fault:
            self._app.notices.fault(fault)

    @Slot()
    def _arrange(self) -> None:
        """Every card back to where the layout places it."""
        if self._world is None:
            return
        if edges.arrange(self._app.session, self._world.account_id):
            self._app.notices.toast(tr("The map is arranged"), undo=True)

    @Slot()
    def zoom_in(self) -> None:
        """One step larger; the map then scrolls."""
        self._set_zoom(next((z for z in _ZOOMS if z > self._zoom), _ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller; 100 % fills the page."""
        self._set_zoom(max(100, next((z for z in reversed(_ZOOMS) if z < self._zoom), _ZOOMS[0])))

    def _set_zoom(self, percent: int) -> None:
        self._zoom = percent
        self._fit()

    def _fit(self) -> None:
        """At 100 % the whole map is seen; above, the canvas is larger than its window."""
        is_map = isinstance(self.canvas.view, PowerMap)
        share = self._zoom / 100 if is_map else 1.0
        room = self.room.viewport().size()
        if share > 1:
            self.canvas.setMinimumSize(round(room.width() * share), round(room.height() * share))
        else:
            self.canvas.setMinimumSize(0, 0)
        self.percent.setText(tr("{n} %", n=self._zoom))
        self.less.setEnabled(self._zoom > 100)
        self.more.setEnabled(self._zoom < _ZOOMS[-1])

    # -- menus

    @Slot()
    def _ask_view(self) -> None:
        """The views of the chart; the choice is kept with the account."""
        if self._world is None:
            return
        menu, kind = QMenu(self), KINDS[self._mode]
        now = getattr(self.canvas.view, "option", "")
        for name, label in OPTIONS[kind]:
            action = menu.addAction(tr(label))
            action.setCheckable(True)
            action.setChecked(name == now)
            action.setData(name)
        if isinstance(self.canvas.view, PowerMap) and self.canvas.view.form == TREE:
            menu.addSeparator()
            for layer, word in LAYERS:
                action = menu.addAction(tr(word))
                action.setCheckable(True)
                action.setChecked(layer not in self._hidden)
                action.setData(layer)
        menu.triggered.connect(lambda action: self._chosen_in_menu(str(action.data())))
        self._pop(menu, self.view)

    def _chosen_in_menu(self, name: str) -> None:
        if name in dict(LAYERS):
            self.toggle_layer(name)
        else:
            self._set_view(name)

    def toggle_layer(self, layer: str) -> None:
        """Draw a layer of the map or leave it out; the cards stay where they are."""
        self._hidden ^= {layer}
        if self._world is not None:
            self.show_world(self._world, self._mode, "")

    def _set_view(self, name: str) -> None:
        if self._world is not None:
            chart_cards.set_view(self._app.session, self._world.account_id, KINDS[self._mode], name)
            self.show_world(self._world, self._mode, "")

    @Slot()
    def _ask_seat(self) -> None:
        """Which role has a seat whose holder nobody knows."""
        menu = QMenu(self)
        for role, _ in ROLES:
            menu.addAction(role_word(role)).setData(role)
        menu.triggered.connect(lambda action: self.add_seat(str(action.data())))
        self._pop(menu, self.seat)

    def _pop(self, menu: QMenu, button: Button) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + theme().density.px(2))))

    def add_seat(self, role: str) -> None:
        """Put a seat on the map whose holder is not known; its chain and superior are chosen beside it."""
        if self._world is None:
            return
        found = people.add_contact(self._app.session, self._world.account_id, UNKNOWN_NAME, role=role)
        self._app.notices.toast(tr("Added an unknown seat: {role}", role=role_word(role)), undo=True)
        self.entered.emit(found.id)
