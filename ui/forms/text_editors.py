# SPDX-License-Identifier: Apache-2.0
"""Editors in which one types: a line, a note that grows, numbers and money; and a value only shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import tr
from planner.safe.clean import clean_text
from ui.forms.editor import Editor
from ui.forms.parse import read_int, read_money, read_percent, show_int, show_money
from ui.theme.theme import theme
from ui.widgets.paint import text_width
from ui.widgets.safe import PlainLabel

_MIN_LINES, _MAX_LINES = 2, 12


class TextLine(Editor):
    """Base of editors made of one line of text; the unit stands inside at the right."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(tr(field.hint))
        self.line.addWidget(self.edit, 1)
        self._unit = PlainLabel("", self.edit, color="muted")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.watch(self.edit)
        self.edit.textEdited.connect(self._on_edited)
        self.set_unit(tr(field.unit))

    def set_unit(self, unit: str) -> None:
        """The unit shown inside the line."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))
        self._place_unit()

    def text(self) -> str:
        """The text as it stands."""
        return self.edit.text()

    @override
    def typed(self) -> Any:
        return self.edit.text()

    @override
    def typed_text(self) -> str:
        return self.edit.text()

    @override
    def put_typed(self, state: Any) -> None:
        if isinstance(state, str):
            self.edit.setText(state)
            self.touch()

    def _on_edited(self, _text: str) -> None:
        self.touch()

    def _place_unit(self) -> None:
        if not self._unit.full_text():
            return
        width = text_width(self._unit.full_text()) + 2
        self.edit.setTextMargins(0, 0, width + 4, 0)
        self._unit.setGeometry(self.edit.width() - width - 9, 0, width, self.edit.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._place_unit()
        return super().eventFilter(watched, event)


class LineEditor(TextLine):
    """Plain text on one line; empty means unknown. Too long a text is kept and explained, never cut."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.setMaxLength(1_000_000)

    @override
    def _read(self) -> object:
        return clean_text(self.edit.text()).strip() or None

    @override
    def _show(self, value: object) -> None:
        self.edit.setText("" if value is None else str(value))
        self.edit.setCursorPosition(0)


class NumberEditor(TextLine):
    """A whole number or percentage, in the language's writing."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if field.kind is Kind.PERCENT and not field.unit:
            self.set_unit("%")

    @override
    def _read(self) -> object:
        text = self.edit.text()
        return read_percent(text) if self.field.kind is Kind.PERCENT else read_int(text)

    @override
    def _show(self, value: object) -> None:
        self.edit.setText(show_int(value if isinstance(value, int) else None))


class MoneyEditor(TextLine):
    """An amount; the value is minor units of the currency, which stands inside the line."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None, *, currency: str = "EUR") -> None:
        super().__init__(field, parent)
        self.currency = currency
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.set_unit(currency)

    def set_currency(self, currency: str) -> None:
        """The currency of the amount; what is shown follows."""
        self.currency = currency
        self.set_unit(currency)
        if not self._touched:
            self._show(self._kept)

    @override
    def _read(self) -> object:
        return read_money(self.edit.text(), self.currency)

    @override
    def _show(self, value: object) -> None:
        self.edit.setText(show_money(value if isinstance(value, int) else None, self.currency))


class NoteEditor(Editor):
    """Plain text in paragraphs; grows with its content. Tab leaves, Ctrl+Enter commits, Enter is a new line."""

    wide = True
    enter_commits = False

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._quiet = False
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(tr(field.hint))
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.line.addWidget(self.edit, 1)
        self.watch(self.edit)
        self.edit.viewport().installEventFilter(self)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def _on_changed(self) -> None:
        if not self._quiet:
            self.touch()

    def _fit(self, *_: object) -> None:
        """The height of the text between two and twelve lines; the size is measured in lines."""
        spacing = self.edit.fontMetrics().lineSpacing()
        lines = round(self.edit.document().documentLayout().documentSize().height())
        room = 2 * round(self.edit.document().documentMargin()) + 14
        self.edit.setFixedHeight(min(max(lines, _MIN_LINES), _MAX_LINES) * spacing + room)

    @override
    def typed(self) -> Any:
        return self.edit.toPlainText()

    @override
    def typed_text(self) -> str:
        return self.edit.toPlainText()

    @override
    def put_typed(self, state: Any) -> None:
        if isinstance(state, str):
            self.edit.setPlainText(state)
            self.edit.moveCursor(QTextCursor.MoveOperation.End)

    @override
    def refuses_wheel(self) -> bool:
        return not self.edit.hasFocus() or not self.edit.verticalScrollBar().isVisible()

    @override
    def _read(self) -> object:
        return clean_text(self.edit.toPlainText()).strip() or None

    @override
    def _show(self, value: object) -> None:
        self._quiet = True
        self.edit.setPlainText("" if value is None else str(value))
        self._quiet = False


class ShownEditor(Editor):
    """A value that only verbs set: shown as text that can be copied, never edited."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._label = PlainLabel("–", self, selectable=True, wrap=True)
        self.line.addWidget(self._label, 1)

    @override
    def _read(self) -> object:
        return self._kept

    @override
    def _show(self, value: object) -> None:
        self._label.setText("–" if value is None or value == () else str(value))
