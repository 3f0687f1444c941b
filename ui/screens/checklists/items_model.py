# SPDX-License-Identifier: Apache-2.0
"""The checks of a template as a Qt model; what is typed goes out as ``edited`` and comes back with the next rows."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from planner.entities.reviews.checklist_template import TEMPLATE_ITEM, TemplateItem
from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from planner.safe.clean import clean_line
from planner.services.templates import item_faults
from planner.views.review_checks import limit_words
from ui.widgets.paint import CELL_ROLE, Cell

_Index = QModelIndex | QPersistentModelIndex
_Q = Qt.ItemDataRole
NAMES: Final = ("group", "item", "unit", "ok_range", "cadence", "advice", "source")
GROUP, ITEM, UNIT, LIMIT, CADENCE, ADVICE, SOURCE = range(7)
PARTS: Final[tuple[FieldSpec, ...]] = tuple(
    next(part for part in TEMPLATE_ITEM.fields if part.name == name) for name in NAMES
)
_TITLES: Final = {UNIT: N_("Measured in"), SOURCE: N_("Source")}
_CENTRE = Qt.AlignmentFlag.AlignVCenter


class ItemsModel(QAbstractTableModel):
    """``edited`` carries row, name of the part and the text typed."""

    edited = Signal(int, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[TemplateItem, ...] = ()
        self.faults: dict[int, str] = {}
        self.locked = False

    def set_items(self, items: tuple[TemplateItem, ...]) -> None:
        """Show other checks; the same number changes in place, so that the cell at hand stays."""
        before, self.faults = self._items, item_faults(items)
        if len(items) != len(before):
            self.beginResetModel()
            self._items = items
            self.endResetModel()
            return
        self._items = items
        if items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, SOURCE))

    def item(self, row: int) -> TemplateItem | None:
        """The check of a row, None beyond the ends."""
        return self._items[row] if 0 <= row < len(self._items) else None

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._items)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(PARTS)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if self.locked or not index.isValid() else plain | Qt.ItemFlag.ItemIsEditable

    @override
    def data(self, index: _Index, role: int = _Q.DisplayRole) -> Any:
        item = self.item(index.row())
        if item is None:
            return None
        column = index.column()
        value = getattr(item, NAMES[column])
        if role == _Q.EditRole:
            return value
        if role == _Q.DisplayRole:
            return self._shown(column, value)
        if role == CELL_ROLE:
            return self._cell(index.row(), column, value)
        if role == _Q.AccessibleTextRole:
            return tr("{column}: {text}", column=tr(PARTS[column].label), text=self._shown(column, value) or "–")
        return None

    def _shown(self, column: int, value: str) -> str:
        if PARTS[column].kind is Kind.CHOICE:
            return tr(dict(PARTS[column].choices).get(value, value))
        return limit_words(value) if column == LIMIT else value

    def _cell(self, row: int, column: int, value: str) -> Cell:
        text = self._shown(column, value)
        at_fault = row in self.faults and column == (ITEM if not self._items[row].item.strip() else LIMIT)
        if at_fault:
            return Cell(kind="glyph", text=text or tr("needed"), state="act")
        return Cell(
            text=text, role="name" if column == ITEM else "body", color="text" if column in {ITEM, LIMIT} else "muted"
        )

    @override
    def setData(self, index: _Index, value: Any, role: int = _Q.EditRole) -> bool:
        item = self.item(index.row())
        if item is None or role != _Q.EditRole or self.locked:
            return False
        text = clean_line(str(value))[: PARTS[index.column()].limit]
        name = NAMES[index.column()]
        if text == getattr(item, name):
            return False
        self.edited.emit(index.row(), name, text)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Q.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(PARTS):
            return None
        if role == _Q.DisplayRole:
            return tr(_TITLES.get(section, PARTS[section].label))
        if role == _Q.AccessibleTextRole:
            return tr(PARTS[section].label)
        return int(Qt.AlignmentFlag.AlignLeft | _CENTRE) if role == _Q.TextAlignmentRole else None
