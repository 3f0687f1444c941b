# SPDX-License-Identifier: Apache-2.0
"""A window of every control state, light and dark; a picture to look at, and the subject of the widget tests.

Run `python -m tests.gallery [light|dark] [FILE.png]` to open it, or to write it as a picture.
"""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from tests.gallery_cells import CellModel
from ui.theme.theme import theme
from ui.widgets.bar import Bar
from ui.widgets.base import PaintedButton
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import BandChip, FilterChip, GradeChip, LevelChip, StatusText, Tag
from ui.widgets.empty import EmptyState
from ui.widgets.field import FieldBox, SearchField
from ui.widgets.paint import Cell
from ui.widgets.panes import Group, HLine, PaneHeader, Panel, SectionTitle
from ui.widgets.result_keys import ResultKeys
from ui.widgets.rows import ListRow, RailList, SectionList
from ui.widgets.safe import PlainLabel
from ui.widgets.segmented import Segment, SegmentedControl
from ui.widgets.status import AudienceChip, Divider, StatusPart
from ui.widgets.stepbar import StepBar
from ui.widgets.table import DataTable
from ui.widgets.tile import Tile
from ui.widgets.toast import ToastHost

_Index = QModelIndex | QPersistentModelIndex


def _line(*parts: QWidget, gap: int = 12) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _named(part: QWidget, word: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(part)
    label = PlainLabel(word, box, role="caption", color="muted")
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(label)
    return box


def _hovered(part: PaintedButton) -> PaintedButton:
    part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    return part


class States(Panel):
    """The parts of the picture of control states, in its order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed: list[PaintedButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(SectionTitle("States", large=True))
        column.addWidget(HLine())
        column.addLayout(self._buttons())
        column.addLayout(self._fields())
        column.addLayout(self._choices())
        column.addLayout(self._chips())
        self.table = self._table()
        column.addWidget(self.table)
        for bar in self._bars():
            column.addWidget(bar)
        column.addSpacing(64)
        column.addStretch(1)
        self.toasts = ToastHost(self)

    def _buttons(self) -> QHBoxLayout:
        focus = Button("Present", variant="primary", icon="presentation-analytics")
        pressed = Button("Export")
        pressed.setDown(True)
        off = Button("Unlink")
        off.set_off("Nothing is linked")
        self.ringed.append(focus)
        return _line(
            _named(Button("Present", variant="primary", icon="presentation-analytics"), "primary"),
            _named(_hovered(Button("Present", variant="primary", icon="presentation-analytics")), "hover"),
            _named(focus, "focus"),
            _named(Button("Export"), "normal"),
            _named(_hovered(Button("Export")), "hover"),
            _named(pressed, "pressed"),
            _named(off, "off"),
            gap=8,
        )

    def _fields(self) -> QHBoxLayout:
        name, site, margin, due = QLineEdit("Vantaa Rail"), QComboBox(), QLineEdit(), QLineEdit("01/11/2026")
        site.addItem("Río Claro")
        margin.setPlaceholderText("no target")
        margin.setEnabled(False)
        boxes = [FieldBox("Account name", name), FieldBox("Site", site), FieldBox("Margin", margin)]
        for box in boxes:
            box.setFixedWidth(120)
        fault = FieldBox("Due", due)
        fault.setFixedWidth(208)
        fault.set_fault("Before the start.", "Use 12 Dec")
        row = _line(*boxes, fault)
        for box in boxes:
            row.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        return row

    def _choices(self) -> QHBoxLayout:
        view = SegmentedControl(
            [
                Segment(key="table", label="Table", icon="table"),
                Segment(key="cards", label="Cards", icon="layout-grid"),
            ],
            name="View",
        )
        influence, ours = FilterChip("Influence"), FilterChip("Ours")
        influence.setChecked(True)
        self.ringed.append(ours)
        return _line(view, FilterChip("Reporting"), influence, ours, Tag("Internal"), Tag("Shareable"))

    def _chips(self) -> QHBoxLayout:
        grades, bands = QWidget(), QWidget()
        for holder, chips in ((grades, map(GradeChip, "sabc")), (bands, map(BandChip, "lmhe"))):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for chip in chips:
                row.addWidget(chip)
        signs = [
            StatusText(state, word)
            for state, word in (("fine", "fine"), ("watch", "watch"), ("act", "act"), ("unknown", "unknown"))
        ]
        return _line(grades, bands, *signs, AudienceChip("INTERNAL VIEW"))

    def _table(self) -> DataTable:
        rows = [
            ("Grupo Almenara", "normal", "77"),
            ("海岚物流 Hailan Logistics", "hover", "84"),
            ("Vantaa Rail", "selected", "62"),
            ("Öresund Ferries", "selected, list has focus", "82"),
        ]
        cells = [
            [Cell(text=name, role="name"), Cell(text=state, color="muted"), Cell(text=value, align="right")]
            for name, state, value in rows
        ]
        table = DataTable(name="Accounts", multi=True)
        self._model = CellModel(("Account", "State", "Health"), cells)
        table.setModel(self._model)
        table.set_widths({0: 220, 1: 260}, stretch=2)
        table.setFixedHeight(theme().density.head + 4 * theme().density.row)
        return table

    def _bars(self) -> list[Bar]:
        info = Bar("info", "117 of 120 rows are in. 3 were left out.")
        info.add_button("Show rows")
        info.add_button("Undo import")
        watch = Bar("watch", "Report due Tue 17 Nov, 4 d late.")
        watch.add_button("Report")
        act = Bar("act", "Stopped: slide 5 contains an internal word. Nothing was saved.", closable=True)
        act.add_button("Show place")
        return [info, watch, act]

    def present(self) -> None:
        """Bring up what needs a shown window: rings, selection, hover, toast."""
        for part in self.ringed:
            part.show_ring()
        select = self.table.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in (2, 3):
            select.select(self._model.index(row, 0), rows)
        select.setCurrentIndex(self._model.index(3, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.table.setFocus()
        self.table.set_hover_row(1)
        self.toasts.show_message("Moved Elena Ruiz to Trash", key="Ctrl+Z", on_action=self.table.setFocus)


class Parts(Panel):
    """The larger parts: rail, sections, header, steps, tiles, result keys, rows, empty state, status bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail())
        across.addWidget(self._sections())
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._header())
        self.steps = StepBar(("Inspect", "Explain", "Risks", "Plans"), name="Steps")
        for index, note in enumerate(("14/18", "–", "5", "2/3")):
            self.steps.set_note(index, note)
        self.steps.add_right(Button("Customer view", small=True, icon="eye"))
        middle.addWidget(self.steps)
        middle.addLayout(self._body())
        middle.addWidget(self._status())
        across.addLayout(middle, 1)
        across.addWidget(self._details())

    def _rail(self) -> RailList:
        self.rail = RailList(name="Places")
        for key, label, icon, count in (
            ("today", "Today", "calendar-event", "6"),
            ("accounts", "Accounts", "building", ""),
            ("charts", "Charts", "chart-dots", ""),
            ("actions", "Actions", "circle-check", "2"),
        ):
            self.rail.add_item(key, label, icon, count)
        self.rail.add_stretch()
        self.rail.add_line()
        self.rail.add_item("trash", "Trash", "trash")
        self.rail.set_key("accounts")
        return self.rail

    def _sections(self) -> SectionList:
        self.sections = SectionList(name="Sections")
        for number, label in enumerate(("Overview", "Profile", "People", "Reviews", "Risks"), 1):
            self.sections.add_section(label.lower(), label, str(number), "2" if number == 4 else "")
        self.sections.add_line()
        self.sections.add_section("files", "Files")
        self.sections.set_key("overview")
        return self.sections

    def _header(self) -> PaneHeader:
        header = PaneHeader("Meridian Foods", note="Food retail · 14 sites · owner A. Vidal", page=True)
        header.add_lead(GradeChip("s", large=True))
        header.add_left(Tag("Draft"))
        header.add_right(Button("Visit brief", icon="file-text"))
        header.add_right(Button("Present", variant="primary", icon="presentation-analytics", shortcut="F5"))
        return header

    def _body(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        self.tile = Tile("Health", basis="82 % complete")
        self.tile.set_number("69", "watch", "watch")
        self.tile.set_note("↓ 6 in 90 d")
        second = Tile("Satisfaction", basis="n 8, reached 80 %")
        second.set_number("75")
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        tiles.addWidget(self.tile)
        tiles.addWidget(second)
        column.addLayout(tiles)
        self.keys = ResultKeys("pass", name="Rectifier R1")
        column.addLayout(_line(self.keys, ResultKeys("attention"), ResultKeys("fail")))
        column.addLayout(_line(ResultKeys("not_checked"), ResultKeys(), LevelChip(2, "+2"), LevelChip(0, "0")))
        self.search = SearchField("Filter…", icon="filter", shortcut="Ctrl+F")
        unit = FieldBox("Reading", QLineEdit("91"), unit="%")
        column.addLayout(_line(self.search, unit, QCheckBox("Seen before"), Button("New", icon="plus", arrow=True)))
        column.addWidget(self._accounts())
        empty = EmptyState(
            "Plans start with one account.", "A name is enough.", note="Nothing leaves this laptop.", ghost=True
        )
        empty.add_button(Button("Add account", variant="primary", icon="plus"))
        empty.add_button(Button("Import list", icon="file-import"))
        column.addWidget(empty, 1)
        return column

    def _accounts(self) -> DataTable:
        first = [
            Cell(kind="grade", state="s"),
            Cell(text="Meridian Foods", role="name"),
            Cell(kind="glyph", state="watch", text="69", second="watch", trend="down", reserve=True),
            Cell(kind="band", state="h", text="R-12"),
            Cell(kind="bar", text="78 %", value=78, target=100, align="right"),
        ]
        second = [
            Cell(kind="grade", state="b"),
            Cell(text="海岚物流 Hailan Logistics", role="name"),
            Cell(kind="glyph", text="84", second="healthy", trend="up", reserve=True),
            Cell(kind="band"),
            Cell(kind="bar", text="112 %", value=112, target=100, plan=80, align="right"),
        ]
        third = [
            Cell(kind="grade"),
            Cell(kind="two_line", text="Estancia San Telmo", second="Ungraded", role="name"),
            Cell(kind="glyph", state="unknown", second="unproven", reserve=True),
            Cell(kind="tag", text="Draft"),
            Cell(kind="bar"),
        ]
        self.accounts = DataTable(name="Accounts", two_line=True)
        self._model = CellModel(("Gr", "Account", "Health", "Risk top", "Target FY26"), [first, second, third])
        self.accounts.setModel(self._model)
        self.accounts.set_widths({0: 60, 2: 150, 3: 96, 4: 120}, stretch=1)
        self.accounts.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.accounts.setFixedHeight(theme().density.head + 3 * theme().density.two_line)
        return self.accounts

    def _details(self) -> QWidget:
        pane = Panel(lines="l")
        pane.setFixedWidth(312)
        column = QVBoxLayout(pane)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHeader("Health 69", closable=True))
        group = Group("Timeline", link="All")
        group.add(
            ListRow("Review, site North", second="Draft · 14 of 18 checked", right="12 Nov", icon="clipboard-check")
        )
        group.add(ListRow("Send ROI sheet to J. Paz", right="1 d late", state="watch"))
        chosen = ListRow("12 Nov 2026", second="Site North", right="Draft", second_right="14 of 18", title_role="name")
        chosen.setCheckable(True)
        chosen.setChecked(True)
        group.add(chosen)
        column.addWidget(group)
        note = Group("Finding F-31")
        note.add(QPlainTextEdit("Load over limit since August; three stores depend on it."))
        note.column.addLayout(
            _line(Button("Rate risk", small=True), Button("Link…", small=True, icon="link"), LinkButton("Show"))
        )
        column.addWidget(note)
        column.addStretch(1)
        return pane

    def _status(self) -> QWidget:
        bar = Panel(fill="window", lines="t")
        bar.setFixedHeight(28)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(StatusPart("Saved 14:02", icon="check"))
        row.addWidget(Divider())
        row.addWidget(StatusPart("2 clocks due today", icon="clock", active=True))
        row.addStretch(1)
        row.addWidget(AudienceChip("INTERNAL VIEW", arrow=True))
        return bar


class Gallery(QWidget):
    """Both pages side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Gallery")
        self.states, self.parts = States(self), Parts(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.states)
        row.addWidget(self.parts, 1)
        self.states.setFixedWidth(683)
        self.resize(683 + 1366, 820)


def main(arguments: Sequence[str]) -> int:
    """Show the gallery in a scheme, or write it into a file and leave."""
    app = QApplication([])
    theme().apply(app, arguments[0] if arguments else "light", arguments[2] if len(arguments) > 2 else "normal")
    window = Gallery()
    window.show()
    app.processEvents()
    window.states.present()
    if len(arguments) < 2:
        return app.exec()
    app.processEvents()
    return 0 if window.grab().save(arguments[1]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
