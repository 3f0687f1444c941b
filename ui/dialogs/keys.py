# SPDX-License-Identifier: Apache-2.0
"""Keys and help (F1): every key of the program under three headings, to be searched by typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from ui.actions.registry import SPECS, native, plain
from ui.dialogs.base import HouseDialog
from ui.theme.theme import theme
from ui.widgets.field import SearchField
from ui.widgets.safe import PlainLabel

EVERYWHERE, LISTS, CHARTS = N_("Everywhere"), N_("Lists and forms"), N_("Charts")
_IN_LISTS: Final = frozenset(
    {"new", "go.find", "edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "trash.selection"}
)
# Keys that are no commands of a menu: how they read, and what they do.
_MORE: Final = (
    (EVERYWHERE, N_("F6, Shift+F6"), N_("Next and previous pane, to where you were in it")),
    (EVERYWHERE, N_("Alt"), N_("Letters of the menus")),
    (EVERYWHERE, N_("Tab, Shift+Tab"), N_("Next and previous field or button")),
    (LISTS, N_("Enter, Space"), N_("Open, look at the details")),
    (LISTS, N_("Ctrl+Enter"), N_("Keep and close, or done")),
    (LISTS, N_("Ctrl+Shift+Enter"), N_("Keep and begin another")),
    (LISTS, N_("Esc"), N_("Take back what you type, leave the field, close, go back")),
    (LISTS, N_("F2"), N_("Change the row or the cell")),
    (LISTS, N_("Alt+Down"), N_("Open the list of a field, or its earlier values")),
    (LISTS, N_("Shift+F10"), N_("Menu of the selection")),
    (LISTS, N_("Ctrl+A"), N_("Select all")),
    (LISTS, N_("Ctrl+PgUp, Ctrl+PgDown"), N_("Previous and next section of an account")),
    (LISTS, N_("Alt+1 … Alt+9"), N_("Sections of an account")),
    (LISTS, N_("P, A, F, N, or a number"), N_("Result or reading of a check in a review")),
    (LISTS, N_("Insert, Ctrl+Del"), N_("Add and remove a row of a field with rows")),
    (LISTS, N_("Alt+Up, Alt+Down"), N_("Move a row of a field with rows")),
    (LISTS, N_("Del, Backspace"), N_("Empty a choice, or take away a name")),
    (CHARTS, N_("Arrows"), N_("Next and previous mark")),
    (CHARTS, N_("Home, End"), N_("First and last mark")),
)


class KeyLine(NamedTuple):
    """One line of the page."""

    keys: str
    text: str


def lines(has: Callable[[str], bool]) -> dict[str, list[KeyLine]]:
    """Every key by marked heading; ``has`` says which commands there are. Commands keep their general names."""
    found: dict[str, list[KeyLine]] = {EVERYWHERE: [], LISTS: [], CHARTS: []}
    for spec in SPECS:
        keys = ", ".join(native(key) for key in spec.shortcuts) or tr(spec.keys_shown)
        if keys and has(spec.id):
            head = CHARTS if spec.menu == "chart" else LISTS if spec.id in _IN_LISTS else EVERYWHERE
            found[head].append(KeyLine(keys, plain(tr(spec.text))))
    for head, keys, text in _MORE:
        found[head].append(KeyLine(tr(keys), tr(text)))
    return found


class KeysDialog(HouseDialog):
    """The field narrows the lines; arrows and page keys in it move the page."""

    def __init__(self, has: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__(tr("Keys and help"), parent, width=theme().density.px(600))
        self.setObjectName("dlgKeys")
        self._rows: list[tuple[str, KeyLine, tuple[PlainLabel, PlainLabel]]] = []
        self._heads: dict[str, PlainLabel] = {}
        self.add_text(
            tr(
                "Ctrl+K finds every account, person and command. "
                "Nothing needs saving: a field is kept when you leave it."
            )
        )
        self.filter = SearchField(tr("Find a key or what it does…"), self)
        self.filter.setObjectName("edtKeys")
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.column.addWidget(self.filter)
        self.area = self._page(lines(has))
        self.column.addWidget(self.area, 1)
        self.nothing = self.add_text(tr("No key fits. Every command is in the menus too."), color="muted")
        self.nothing.hide()
        self.add_close()
        self.filter.setFocus()

    def _page(self, groups: dict[str, list[KeyLine]]) -> QScrollArea:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for head, found in groups.items():
            title = PlainLabel(tr(head), body, role="section")
            title.setContentsMargins(0, 12 if self._heads else 0, 0, 2)
            self._heads[head] = title
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            for line in found:
                pair = (PlainLabel(line.keys, body, role="name"), PlainLabel(line.text, body, wrap=True))
                number = grid.rowCount()
                grid.addWidget(pair[0], number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(pair[1], number, 1)
                self._rows.append((head, line, pair))
        grid.setColumnMinimumWidth(0, theme().density.px(190))
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea(self)
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(theme().density.px(400))
        return scroll

    def shown(self) -> list[KeyLine]:
        """The lines in sight."""
        return [line for _, line, pair in self._rows if not pair[0].isHidden()]

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        seen: set[str] = set()
        for head, line, pair in self._rows:
            fits = all(word in f"{line.keys} {line.text}".casefold() for word in words)
            for label in pair:
                label.setVisible(fits)
            if fits:
                seen.add(head)
        for head, title in self._heads.items():
            title.setVisible(head in seen)
        self.nothing.setVisible(not seen)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            return False
        bar.setValue(bar.value() + by)
        return True


def show_keys(window: QWidget, has: Callable[[str], bool]) -> None:
    """Show the page until it is closed."""
    dialog = KeysDialog(has, window)
    dialog.exec()
    dialog.deleteLater()
