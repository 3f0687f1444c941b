# SPDX-License-Identifier: Apache-2.0
"""One field of a change to several records: a value for all, or the wish to empty it, which is never taken as given."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.spec import FieldSpec
from planner.kernel.text import tr
from ui.forms.editors import FieldRow, RefSource, make_editor
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusText

_NOTHING: Final = (None, (), "")


class BulkRow(QWidget):
    """``changed``: another value or wish; ``dropped`` carries the name of a field that is to stay as it is."""

    changed = Signal()
    dropped = Signal(str)

    def __init__(self, field: FieldSpec, refs: RefSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = make_editor(field, refs)
        self._blank: Any = () if field.kind.value == "list" else None
        self.editor.set_value(self._blank)
        self.empty = QCheckBox(tr("Empty it"))
        self.empty.setAccessibleName(tr("Empty {field}", field=tr(field.label)))
        self.empty.setVisible(not field.required)
        self.warning = StatusText("watch", tr("Will be emptied in all of them"))
        self.warning.hide()
        leave = tr("Leave {field} as it is", field=tr(field.label))
        self.drop = Button(parent=self, variant="icon", icon="x", name=leave)
        self.drop.clicked.connect(lambda: self.dropped.emit(field.name))
        line = QHBoxLayout()
        line.setSpacing(8)
        self.row = FieldRow(field, self.editor, self)
        line.addWidget(self.row, 1, Qt.AlignmentFlag.AlignTop)
        below_label = QVBoxLayout()  # beside the field also while a fault stands below it
        below_label.addSpacing(theme().density.px(20))
        beside = QHBoxLayout()
        for part in (self.empty, self.drop):
            part.setFixedHeight(theme().density.control)
            beside.addWidget(part)
        below_label.addLayout(beside)
        below_label.addStretch(1)
        line.addLayout(below_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.warning)
        self.empty.toggled.connect(self._on_empty)
        self.editor.edited.connect(self.changed)

    def stops(self) -> list[QWidget]:
        """What Tab goes through."""
        return [self.editor.focusProxy() or self.editor, self.empty, self.drop]

    def settled(self) -> bool:
        """Whether it is said what becomes of the field: a value (good or not), or that it is emptied."""
        if self.empty.isChecked():
            return True
        try:
            return self.editor.value() not in _NOTHING
        except ValueError:
            return True

    def ready(self) -> bool:
        """Read the value; what can't be kept, and what is not said, is told beside the field."""
        if not self.editor.commit():
            return False
        if not self.settled() and not self.field.required:
            self.editor.set_fault(tr("Give a value, or choose to empty it."))
            return False
        return True

    def value(self) -> Any:
        """What all records get."""
        return self._blank if self.empty.isChecked() else self.editor.value()

    def _on_empty(self, wanted: bool) -> None:
        if wanted:
            self.editor.set_value(self._blank)
        self.editor.setEnabled(not wanted)
        self.warning.setVisible(wanted)
        if not wanted:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
