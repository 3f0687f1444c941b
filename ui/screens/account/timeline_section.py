# SPDX-License-Identifier: Apache-2.0
"""The whole story of an account by month; notes and callbacks are corrected here, the rest opens (ux W10)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.relations.interaction import INTERACTION
from planner.entities.service.callback import CALLBACK
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.views import account_story
from planner.views.account_story import COLUMNS, HEADING, KINDS
from planner.views.tables import TableView
from planner.views.timeline import Moment, timeline
from ui.context import AppContext
from ui.forms.entity_form import EntityForm
from ui.models.roles import KEY_ROLE
from ui.models.rows_model import RowsModel
from ui.screens.account import places
from ui.screens.account.commands import NOTE_FIELDS, add_note
from ui.screens.account.table_section import TableSection
from ui.screens.account.world import World
from ui.screens.parts.fitted_table import FittedTable
from ui.theme.icons import role_color
from ui.widgets.button import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.paint import draw_text, hline
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel
from ui.widgets.table import RowDelegate
from ui.widgets.table_head import EDGE

_Index = QModelIndex | QPersistentModelIndex


class StoryModel(RowsModel):
    """Month headings can't be selected, so arrow keys pass over them."""

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.key(index).startswith(HEADING):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class StoryDelegate(RowDelegate):
    """Paints a month heading across the whole row."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if not str(index.data(KEY_ROLE)).startswith(HEADING):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect
        painter.fillRect(rect, role_color("window"))
        hline(painter, rect.left(), rect.right() + 1, rect.bottom(), "row_line")
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        draw_text(painter, rect.adjusted(EDGE, 0, -EDGE, -1), words, role="group", color="muted")


class StoryTable(FittedTable):
    """Begins at the first moment, not at its month; a month takes the whole row."""

    @override
    def show_view(self, view: TableView) -> None:
        super().show_view(view)
        self.clearSpans()
        for number, row in enumerate(view.rows):
            if row.key.startswith(HEADING):
                self.setSpan(number, 0, 1, len(view.columns))

    @override
    def first_row(self) -> int:
        return next((n for n in range(self.rows.rowCount()) if not self.rows.key(n).startswith(HEADING)), 0)


class TimelineSection(TableSection):
    """Filter by words and kinds; + Note takes a note beside the list."""

    entity = "interaction"

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        self.new_text = tr("Note")
        super().__init__(app, parent)
        self._moments: dict[str, Moment] = {}
        self.table = StoryTable(
            COLUMNS, name=tr("Timeline"), stretch="second", drops=("who",), sortable=False, multi=False,
            model=StoryModel(),
        )  # fmt: skip
        self.table.rows.setParent(self.table)
        self.table.setItemDelegate(StoryDelegate(self.table))
        self.table.setObjectName("tblTimeline")
        self.empty = EmptyState(
            tr("Nothing has happened here yet."), tr("Reviews, calls, levels and decisions will line up here.")
        )
        add = Button(tr("Add note"), variant="primary", icon="plus", shortcut="Ctrl+Shift+M")
        add.clicked.connect(self.new_record)
        self.empty.add_button(add)
        self.chips = {key: FilterChip(tr(word)) for key, word, _ in KINDS}
        holder = Panel(lines="b")
        flow = FlowLayout(holder, gap=8)
        flow.setContentsMargins(16, 0, 16, 12)
        for chip in self.chips.values():
            chip.toggled.connect(self.rebuild)
            flow.addWidget(chip)
        self.chip_row = holder
        self.assemble()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, holder)
        self._fill_pane()

    def _fill_pane(self) -> None:
        self.head = Panel(lines="b", line="row_line")
        column = QVBoxLayout(self.head)
        column.setContentsMargins(16, 12, 16, 13)
        column.setSpacing(8)
        self.words = PlainLabel(wrap=True)
        self.when = PlainLabel(role="caption", color="muted", wrap=True)
        self.btn_open = Button(tr("Open"), shortcut=tr("Enter"))
        self.btn_open.clicked.connect(self._open_record)
        column.addWidget(self.words)
        column.addWidget(self.when)
        row = QHBoxLayout()
        row.addWidget(self.btn_open)
        row.addStretch(1)
        column.addLayout(row)
        self.note_form = EntityForm(self.app, INTERACTION, scroll=False)
        self.call_form = EntityForm(self.app, CALLBACK, scroll=False)
        for part in (self.head, self.note_form, self.call_form):
            self.pane.add(part)

    # -- showing

    @override
    def view(self, world: World) -> TableView:
        every = timeline(world.facts)
        numbers = account_story.counts(every)
        for key, chip in self.chips.items():
            chip.set_count(str(numbers[key]) if numbers[key] else "")
        self._moments = {account_story.row_key(moment): moment for moment in every}
        self.chip_row.setVisible(bool(every))
        return account_story.story_table(every)

    @override
    def narrowed(self, view: TableView) -> TableView:
        kinds = {key for key, chip in self.chips.items() if chip.isChecked()}
        found = account_story.chosen(self._moments.values(), kinds, self.filter.text())
        return account_story.story_table(found)

    @Slot()
    @override
    def clear_filter(self) -> None:
        for chip in self.chips.values():
            chip.setChecked(False)
        super().clear_filter()

    @override
    def show_one(self, world: World, key: str) -> None:
        moment = self._moments.get(key)
        if moment is None:
            return
        self.pane.set_title(moment.title)
        self.pane.set_record(moment.entity, moment.id)
        note = next((i for i in world.facts.interactions if i.id == moment.id), None)
        call = next((c for c in world.facts.callbacks if c.id == moment.id), None)
        self.note_form.load(note)
        self.note_form.setVisible(note is not None)
        self.call_form.load(call)
        self.call_form.setVisible(call is not None)
        self.head.setVisible(note is None and call is None)
        self.words.setText(moment.second or moment.title)
        self.when.setText(" · ".join(p for p in (day_text(moment.on), moment.who) if p))

    @override
    def row_key(self, record: str) -> str:
        if record in self._moments:
            return record
        return next((key for key, moment in self._moments.items() if moment.id == record), record)

    @override
    def selection(self) -> tuple[str, tuple[str, ...]]:
        chosen = self._current()
        if chosen is None or chosen.entity not in {"interaction", "callback"}:
            return "", ()
        return chosen.entity, (chosen.id,)

    def _current(self) -> Moment | None:
        keys = self.table.keys()
        return self._moments.get(keys[0]) if len(keys) == 1 else None

    @override
    def edit(self) -> None:
        chosen = self._current()
        if chosen is not None and chosen.entity not in {"interaction", "callback"}:
            self._open_record()
        else:
            super().edit()

    @override
    def focus_first(self, field: str | None = None) -> None:
        form = self.call_form if self.call_form.isVisibleTo(self.pane.body) else self.note_form
        if not (field and form.focus_field(field)):
            form.focus_field(form.names()[0])

    @Slot()
    def _open_record(self) -> None:
        chosen = self._current()
        if self.world is None or chosen is None:
            return
        place = places.place_of(self.world.facts, chosen.entity, chosen.id)
        if place is not None:
            self.app.navigator.go(place)

    @override
    def new_record(self) -> None:
        self.ask_new(preset={"channel": "note"}, fields=NOTE_FIELDS, add=add_note)

    @Slot(str)
    @override
    def made(self, key: str) -> None:
        for chip in self.chips.values():
            chip.setChecked(False)
        super().made(key)

    @override
    def flush(self) -> None:
        self.note_form.flush()
        self.call_form.flush()
