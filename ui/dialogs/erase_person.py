# SPDX-License-Identifier: Apache-2.0
"""Erasing one person: what goes, what stays, which mentions are replaced; the name is typed before anything happens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.kernel.text import tr, trn
from planner.services.erasure import WORDS, Mentioned, Place, Preview, is_confirmed
from planner.views import erasure_words
from ui.dialogs.base import HouseDialog
from ui.theme.theme import theme
from ui.widgets.field import FieldBox
from ui.widgets.ring import RingOnFocus
from ui.widgets.safe import PlainLabel, tip_text

_MOST: Final = 2000
_TWO_LINES: Final = 2.6  # Chinese signs stand higher than the font says


class ErasePersonDialog(HouseDialog):
    """Accepting it means erasing: `flipped` says which places are treated otherwise than proposed."""

    def __init__(self, found: Preview, parent: QWidget | None = None) -> None:
        title = tr("Erase {name}", name=found.name)
        super().__init__(title, parent, width=760, lead=tr("Erase {name} for good?", name=found.name))
        self.setObjectName("dlgErasePerson")
        self.found = found
        self.add_text(
            tr("This can't be undone, and neither can any step before it. Everything else in the portfolio stays.")
        )
        self._columns()
        self.list = self._mentions()
        self.name = QLineEdit(self)
        self.name.setObjectName("edtConfirmName")
        self.name.setPlaceholderText(found.name)
        self.column.addWidget(FieldBox(tr("Type the name to confirm"), self.name, self))
        self.add_button(tr("Cancel"), name="btnCancel").clicked.connect(self.reject)
        self.erase = self.add_button(tr("Erase for good"), primary=True, name="btnErase")
        self.erase.clicked.connect(self.accept)
        self.name.textChanged.connect(self._fit)
        self._fit()
        self.name.setFocus()

    def flipped(self) -> list[Place]:
        """Mentions ticked or not ticked against the proposal."""
        chosen = (self.list.item(row) for row in range(self.list.count()))
        return [
            one.place
            for one, item in zip(self.found.mentions, chosen, strict=False)
            if (item.checkState() == Qt.CheckState.Checked) != one.usual
        ]

    def _columns(self) -> None:
        found = self.found
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(4)
        parts = (
            (tr("Goes"), erasure_words.goes(found.goes, found.files, found.steps, found.drafts)),
            (tr("Stays"), erasure_words.stays(found.emptied, found.ratings, found.other_files)),
        )
        for place, (head, lines) in enumerate(parts):
            grid.addWidget(PlainLabel(head, self, role="caption", color="muted"), 0, place)
            column = QVBoxLayout()
            column.setSpacing(2)
            for line in lines or [tr("Nothing that names this person.")]:
                column.addWidget(PlainLabel(line, self, wrap=True))
            column.addStretch(1)
            grid.addLayout(column, 1, place)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)

    def _mentions(self) -> QListWidget:
        found = self.found.mentions
        made = QListWidget(self)
        made.setObjectName("lstMentions")
        made.setUniformItemSizes(True)
        made.setMinimumHeight(120)
        self._ring = RingOnFocus(made, 2.0)
        line = QFontMetrics(theme().font("body")).lineSpacing()  # its own font comes when it is shown
        room = QSize(0, round(line * _TWO_LINES) + theme().density.px(12) + theme().density.row - 20)
        for one in found[:_MOST]:
            item = QListWidgetItem(_words(one))
            item.setSizeHint(room)
            item.setToolTip(tip_text(_words(one)))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.usual else Qt.CheckState.Unchecked)
            made.addItem(item)
        if made.count():
            made.setCurrentRow(0)
        head = trn("Mentioned in {n} other place; what is ticked becomes “[erased]”",
                   "Mentioned in {n} other places; what is ticked becomes “[erased]”", len(found))  # fmt: skip
        box = FieldBox(head, made, self)
        box.setVisible(bool(found))
        self.column.addWidget(box, 1)
        return made

    def _fit(self) -> None:
        off = "" if is_confirmed(self.found.name, self.name.text()) else tr("Type the name first.")
        self.erase.set_off(off)


def _words(one: Mentioned) -> str:
    where = one.record
    if one.field not in {"", where}:
        where = tr("{record}, {field}", record=where, field=one.field)
    if one.place.sort == WORDS:
        return tr("{where}: the whole text, said with this person alone", where=where) + f"\n{one.match}"
    note = "" if one.usual else " " + tr("(may be somebody else)")
    return f"{where}{note}\n{one.before}{one.match}{one.after}"
