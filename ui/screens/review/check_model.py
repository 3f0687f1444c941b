# SPDX-License-Identifier: Apache-2.0
"""The checks of a review as a Qt model: group rows that can't be selected, and check rows below them."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from planner.kernel.text import N_, tr
from planner.views.review_checks import CheckGroup, CheckRow
from ui.models.roles import KEY_ROLE
from ui.widgets.paint import CELL_ROLE, Cell
from ui.widgets.result_keys import result_word

_Index = QModelIndex | QPersistentModelIndex
_Q = Qt.ItemDataRole
ROW_ROLE: Final = int(_Q.UserRole) + 40
GROUP_ROLE: Final = int(_Q.UserRole) + 41
ASSET, CHECK, READING, LIMIT, RESULT, PHOTO, NOTE, SINCE = range(8)
_TITLES: Final = (
    N_("Asset"),
    N_("Check"),
    N_("Reading"),
    N_("Limit"),
    N_("Result"),
    N_("Photo"),
    N_("Note"),
    N_("Last time"),
)
_EDITABLE: Final = frozenset({READING, NOTE})
_CENTRE = Qt.AlignmentFlag.AlignVCenter


class ChecksModel(QAbstractTableModel):
    """Rows are `CheckGroup` or `CheckRow`; ``edited`` carries id, column and the text typed."""

    edited = Signal(str, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CheckGroup | CheckRow] = []
        self.locked = False

    def set_groups(self, groups: tuple[CheckGroup, ...], *, locked: bool) -> bool:
        """Show other checks; True when the rows themselves changed, False when only their content did."""
        rows: list[CheckGroup | CheckRow] = []
        for group in groups:
            rows.extend((group, *group.rows))
        same = locked == self.locked and [_key(r) for r in rows] == [_key(r) for r in self._rows]
        self.locked = locked
        if not same:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return True
        changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
        self._rows = rows
        for n in changed:
            self.dataChanged.emit(self.index(n, 0), self.index(n, SINCE))
        return False

    def row(self, number: int) -> CheckRow | None:
        """The check at a place; None for a group row or beyond the ends."""
        found = self._rows[number] if 0 <= number < len(self._rows) else None
        return found if isinstance(found, CheckRow) else None

    def group(self, number: int) -> CheckGroup | None:
        """The group at a place; None for a check row."""
        found = self._rows[number] if 0 <= number < len(self._rows) else None
        return found if isinstance(found, CheckGroup) else None

    def has_past(self) -> bool:
        """Whether anything changed since a review before, so that the marks need a column of their own."""
        return any(isinstance(row, CheckRow) and row.since for row in self._rows)

    def has_assets(self) -> bool:
        """Whether any check is of a device, so that the name of the check needs a column of its own."""
        return any(isinstance(row, CheckRow) and row.asset for row in self._rows)

    def row_of(self, key: str) -> int:
        """Where a check is shown, -1 when it is not."""
        return next((n for n, row in enumerate(self._rows) if _key(row) == key), -1)

    def next_row(self, number: int, by: int = 1) -> int:
        """The next check row in a direction; the same one at the end."""
        at = number + by
        while 0 <= at < len(self._rows):
            if isinstance(self._rows[at], CheckRow):
                return at
            at += by
        return number

    def first_open(self) -> int:
        """The first check that was not made, otherwise the first one; -1 when there is none."""
        checks = [n for n, row in enumerate(self._rows) if isinstance(row, CheckRow)]
        waiting = [n for n in checks if (found := self.row(n)) is not None and found.result == "not_checked"]
        return (waiting or checks or [-1])[0]

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        open_ = index.column() in _EDITABLE and not self.locked
        return plain | Qt.ItemFlag.ItemIsEditable if open_ else plain

    @override
    def data(self, index: _Index, role: int = _Q.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, CheckGroup):
            return self._of_group(row, index.column(), role)
        return self._of_row(row, index.column(), role)

    def _of_group(self, group: CheckGroup, column: int, role: int) -> Any:
        if role == GROUP_ROLE:
            return group
        if role in {_Q.DisplayRole, _Q.AccessibleTextRole} and column == ASSET:
            return tr("{group}, {note}", group=group.label, note=group.note)
        return None

    def _of_row(self, row: CheckRow, column: int, role: int) -> Any:
        if role in {_Q.DisplayRole, _Q.EditRole}:
            return _edit_text(row, column) if role == _Q.EditRole else _text(row, column)
        if role == ROW_ROLE:
            return row
        if role == KEY_ROLE:
            return row.id
        if role == CELL_ROLE and column in {ASSET, CHECK, LIMIT, SINCE}:
            return Cell(text=_text(row, column), role="name" if column == ASSET else "body", color=_color(column))
        if role == _Q.AccessibleTextRole:
            return tr("{column}: {text}", column=tr(_TITLES[column]), text=_text(row, column) or "–")
        return None

    @override
    def setData(self, index: _Index, value: Any, role: int = _Q.EditRole) -> bool:
        row = self.row(index.row())
        if row is None or role != _Q.EditRole or self.locked:
            return False
        text = str(value).strip()
        if text == _edit_text(row, index.column()):
            return False
        self.edited.emit(row.id, index.column(), text)
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Q.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == _Q.DisplayRole:
            return tr(_TITLES[CHECK if section == ASSET and not self.has_assets() else section])
        return int(Qt.AlignmentFlag.AlignLeft | _CENTRE) if role == _Q.TextAlignmentRole else None


def _key(row: CheckGroup | CheckRow) -> str:
    return row.id if isinstance(row, CheckRow) else f"group:{row.key}"


def _color(column: int) -> str:
    return "text" if column == ASSET else "muted"


def _edit_text(row: CheckRow, column: int) -> str:
    return row.reading if column == READING else row.note


def _text(row: CheckRow, column: int) -> str:
    texts = (
        row.asset or row.item,
        row.item if row.asset else "",
        row.shown_reading,
        row.limit,
        result_word(row.result),
        str(row.photos) if row.photos else "",
        row.note,
        row.since,
    )
    return texts[column]
