# SPDX-License-Identifier: Apache-2.0
"""One template: its head, its checks as a table, and in words what the check at hand asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.entities.reviews.checklist_template import DOMAINS, TemplateItem
from planner.kernel.text import language, tr
from planner.rules.asset_kinds import kind_of, known, word
from planner.rules.limits import fault, reads_as
from ui.screens.checklists.items_model import LIMIT, NAMES
from ui.screens.checklists.items_table import ItemsTable
from ui.screens.checklists.working import WorkingCopy, split_kinds
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel

_NAME, _NOTE, _KINDS = 200, 4_000, 600
_UNDO: Final = ("Ctrl+Z", "undo"), ("Ctrl+Shift+Z", "redo"), ("Ctrl+Y", "redo")


class TemplatePane(QWidget):
    """Edits a `WorkingCopy`; ``changed`` is sent after each change, also one that is taken back.

    ``typing`` carries row, part and text while a cell is open, so that a crash loses no letter of it.
    """

    changed = Signal()
    typing = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy: WorkingCopy | None = None
        self._build_head()
        self.table = ItemsTable(self)
        self.table.setObjectName("tblChecks")
        self.table.setMinimumHeight(160)
        self._build_words()
        self._build_buttons()
        self._lay_out()
        self._wire()

    # -- build

    def _build_head(self) -> None:
        self.name, self.kinds, self.note = (QLineEdit(self) for _ in range(3))
        for edit, object_name, longest in (
            (self.name, "edtChecklistName", _NAME),
            (self.kinds, "edtChecklistKinds", _KINDS),
            (self.note, "edtChecklistNote", _NOTE),
        ):
            edit.setObjectName(object_name)
            edit.setMaxLength(longest)
        self.domain = QComboBox(self)
        self.domain.setObjectName("cmbChecklistDomain")
        for key, label in DOMAINS:
            self.domain.addItem(tr(label), key)
        self.name_box = FieldBox(tr("Name"), self.name, self)
        self.kinds_box = FieldBox(tr("For kinds of equipment, with commas between"), self.kinds, self)
        self.meant = PlainLabel("", self, role="caption", color="muted", elide=True)
        self.kinds_box.add_below(self.meant)
        self.head = QGridLayout()
        self.head.setHorizontalSpacing(12)
        self.head.setVerticalSpacing(8)
        self.head.addWidget(self.name_box, 0, 0)
        self.head.addWidget(FieldBox(tr("Field of work"), self.domain, self), 0, 1)
        self.head.addWidget(self.kinds_box, 1, 0)
        self.head.addWidget(FieldBox(tr("Note"), self.note, self), 1, 1, Qt.AlignmentFlag.AlignTop)
        self.head.setColumnStretch(0, 3)
        self.head.setColumnStretch(1, 2)

    def _build_words(self) -> None:
        self.reads = StatusText("", "", self)
        self.reads.setObjectName("txtReadsAs")
        self.advice = PlainLabel("", self, color="muted", wrap=True)
        self.advice.setMinimumHeight(36)

    def _build_buttons(self) -> None:
        self.btn_add = Button(tr("Add check"), self, small=True, icon="plus", tip=tr("Add a check below (Insert)"))
        self.btn_up = self._icon("arrow-up", tr("Move up (Alt+Up)"))
        self.btn_down = self._icon("arrow-down", tr("Move down (Alt+Down)"))
        self.btn_remove = self._icon("x", tr("Remove check (Ctrl+Delete)"))
        self.btn_undo = self._icon("arrow-back-up", tr("Undo (Ctrl+Z)"))
        self.btn_redo = self._icon("arrow-forward-up", tr("Redo (Ctrl+Y)"))
        self.btn_add.setObjectName("btnAddCheckRow")

    def _icon(self, icon: str, name: str) -> Button:
        return Button(parent=self, variant="icon", icon=icon, small=True, name=name)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.btn_add, self.btn_up, self.btn_down, self.btn_remove, self.btn_undo, self.btn_redo):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.reads, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.advice)

    def _wire(self) -> None:
        self.name.textEdited.connect(lambda text: self._put("name", name=text))
        self.note.textEdited.connect(lambda text: self._put("note", note=text))
        self.kinds.textEdited.connect(lambda text: self._put("kinds", asset_kinds=split_kinds(text)))
        self.domain.activated.connect(lambda _index: self._put(domain=str(self.domain.currentData())))
        self.table.items.edited.connect(self._cell)
        self.table.row_changed.connect(self._tell)
        self.table.add_wanted.connect(self.add)
        self.table.remove_wanted.connect(self.remove)
        self.table.move_wanted.connect(self.move_row)
        self.table.cells.typed.connect(self._typed)
        self.table.cell_closed.connect(self.changed)
        self.btn_add.clicked.connect(lambda: self.add(self.table.current_row()))
        self.btn_remove.clicked.connect(lambda: self.remove(self.table.current_row()))
        self.btn_up.clicked.connect(lambda: self.move_row(self.table.current_row(), -1))
        self.btn_down.clicked.connect(lambda: self.move_row(self.table.current_row(), 1))
        self.btn_undo.clicked.connect(self.undo)
        self.btn_redo.clicked.connect(self.redo)
        for keys, name in _UNDO:
            QShortcut(QKeySequence(keys), self).activated.connect(getattr(self, name))

    # -- show

    def show_copy(self, copy: WorkingCopy | None, *, locked: bool = False) -> None:
        """Edit another template."""
        self.finish()
        fresh = copy is not self.copy
        self.copy = copy
        self.table.items.locked = locked
        for part in (self.name, self.kinds, self.note):
            part.setReadOnly(locked)
        self.domain.setEnabled(not locked)
        self._show()
        if fresh and copy is not None and copy.now.items:
            self.table.go(0)

    def finish(self) -> None:
        """Take over what is typed in an open cell."""
        if self.copy is not None:
            self.table.cells.finish()

    def _show(self) -> None:
        copy = self.copy
        self.setEnabled(copy is not None)
        if copy is None:
            self.table.items.set_items(())
            return
        now = copy.now
        for edit, text in ((self.name, now.name), (self.note, now.note)):
            if edit.text() != text:
                edit.setText(text)
        if split_kinds(self.kinds.text()) != now.asset_kinds:
            self.kinds.setText(", ".join(now.asset_kinds))
        self.domain.setCurrentIndex(max(0, self.domain.findData(now.domain)))
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        self.table.items.set_items(now.items)
        if row >= 0 and self.table.current_row() < 0:
            self.table.go(min(row, len(now.items) - 1), column)
        self.meant.setText(_meant(now.asset_kinds))
        self.name_box.set_fault("" if now.name.strip() else tr("A name is needed."))
        self._fit()
        self._tell(self.table.current_row())

    def _fit(self) -> None:
        copy, row, locked = self.copy, self.table.current_row(), self.table.items.locked
        count = len(copy.now.items) if copy else 0
        off = tr("This portfolio is open for reading only.") if locked else ""
        none = off or (tr("Select a row first.") if row < 0 else "")
        self.btn_add.set_off(off)
        self.btn_up.set_off(none or (tr("This is the first row.") if row == 0 else ""))
        self.btn_down.set_off(none or (tr("This is the last row.") if row == count - 1 else ""))
        self.btn_remove.set_off(none)
        self.btn_undo.set_off("" if copy and copy.can_undo else tr("There is nothing to take back."))
        self.btn_redo.set_off("" if copy and copy.can_redo else tr("There is nothing to make again."))

    def _tell(self, row: int) -> None:
        """Say in words what the check at hand asks for."""
        self._fit()
        item = self.table.items.item(row)
        if item is None:
            self.reads.set_status("", "")
            self.advice.setText("" if self.copy is None or self.copy.now.items else _no_checks())
            return
        self._say_limit(item)
        source = tr("Source: {source}", source=item.source) if item.source else ""
        self.advice.setText(" · ".join(part for part in (item.advice, source) if part))

    def _say_limit(self, item: TemplateItem) -> None:
        wrong = self.table.items.faults.get(self.table.current_row(), "")
        reason, words = fault(item.ok_range), reads_as(item.ok_range, item.unit)
        if reason is not None or wrong:
            self.reads.set_status("act", reason.text() if reason is not None else wrong)
        elif words is not None:
            self.reads.set_status("", tr("Reads as: {limit}", limit=words.text()))
        else:
            self.reads.set_status("", tr("No limit: whoever checks decides."))

    def _typed(self, row: int, column: int, text: str) -> None:
        """While a limit is typed, say at once how it reads."""
        item = self.table.items.item(row)
        if item is not None and text != getattr(item, NAMES[column]):
            self.typing.emit(row, NAMES[column], text)
        if column == LIMIT and item is not None:
            wrong = fault(text)
            if wrong is not None:
                self.reads.set_status("act", wrong.text())
            else:
                self._say_limit(replace(item, ok_range=text))

    # -- change

    def _put(self, merge: str = "", **values: object) -> None:
        if self.copy is not None and self.copy.put(merge, **values):
            self._changed()

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _cell(self, row: int, name: str, text: str) -> None:
        assert name in NAMES
        if self.copy is not None and self.copy.change_row(row, name, text):
            self._changed()

    def add(self, row: int) -> None:
        """Add a check below a row, of the same group, and begin with its name."""
        if self.copy is None or self.table.items.locked:
            return
        self.finish()
        at = row + 1 if row >= 0 else len(self.copy.now.items)
        before = self.table.items.item(row)
        self.copy.insert(at, TemplateItem(group=before.group if before else "basics"))
        self._changed()
        self.table.go(at, edit=True)

    def remove(self, row: int) -> None:
        """Take a check out."""
        if row < 0 or self.copy is None or self.table.items.locked:
            return
        self.finish()
        column = self.table.currentIndex().column()
        self.copy.remove(row)
        self._changed()
        self.table.go(min(row, self.table.items.rowCount() - 1), column)

    def move_row(self, row: int, by: int) -> None:
        """Move a check up or down; it stays the one at hand."""
        if row < 0 or self.copy is None or self.table.items.locked or not self.copy.move(row, by):
            return
        column = self.table.currentIndex().column()
        self._changed()
        self.table.go(row + by, column)

    def undo(self) -> None:
        """Take the last change of this template back."""
        self._walk(back=True)

    def redo(self) -> None:
        """Make it again."""
        self._walk(back=False)

    def _walk(self, *, back: bool) -> None:
        if self.copy is None:
            return
        self.finish()
        (self.copy.undo if back else self.copy.redo)()
        self._changed()


def _meant(kinds: tuple[str, ...]) -> str:
    """How the kinds are understood."""
    if not kinds:
        return tr("Without any, the checks are made on the place itself.")
    names = known()
    found = [word(kind, language()) if (kind := kind_of(text)) in names else f"“{text}”" for text in kinds]
    return tr("Understood as: {kinds}", kinds=", ".join(dict.fromkeys(found)))


def _no_checks() -> str:
    return tr("There is no check yet. Insert adds one.")
