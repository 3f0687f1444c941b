# SPDX-License-Identifier: Apache-2.0
"""A field of a form: label, editor, and what is wrong with the value below it; or with the whole form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.entities.spec import FieldSpec
from planner.kernel.text import tr
from ui.forms.editor import Editor
from ui.widgets.chips import StatusGlyph
from ui.widgets.field import FieldBox
from ui.widgets.safe import PlainLabel


class FieldRow(FieldBox):
    """Label above, editor, fault below; ``committed`` carries the field's name and the new value."""

    committed = Signal(str, object)

    def __init__(self, field: FieldSpec, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(tr(field.label), editor, parent)
        self.field = field
        self.field_editor = editor
        line = self._fault.layout()
        if isinstance(line, QHBoxLayout):  # a long sentence takes the whole width before it wraps
            line.takeAt(line.count() - 1)
            line.setStretch(1, 1)
        editor.committed.connect(self._on_committed)
        editor.fault_changed.connect(self.set_fault)

    def _on_committed(self, value: object) -> None:
        self.committed.emit(self.field.name, value)


class FaultLine(QWidget):
    """What is wrong with a form as a whole; takes no room while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(StatusGlyph("act", self), 0, Qt.AlignmentFlag.AlignTop)
        self._text = PlainLabel("", self, wrap=True)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence; "" takes it away."""
        self._text.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """The sentence shown."""
        return self._text.full_text()
