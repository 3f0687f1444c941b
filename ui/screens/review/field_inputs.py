# SPDX-License-Identifier: Apache-2.0
"""The two places of the field sheet in which one types: the reading, kept apart from its unit, and the note.

The sheet follows what is typed with its own drafts (`field_drafts`) and is asked first about every key.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from planner.entities.reviews.inspection_result import InspectionResult
from planner.kernel.text import tr
from planner.views.field_reading import takes_number
from ui.screens.review.field_parts import HEIGHT, KEY_HEIGHT
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.paint import draw_text, rounded, text_width
from ui.widgets.safe import PlainLabel

Keys = Callable[[QKeyEvent, QWidget], bool]
_LONGEST = 10_000
_NOTE_LINES = 3


class _Frame(QWidget):
    """The edge of a field, stronger while its editor has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.locked = False
        theme().changed.connect(self.update)

    def editor(self) -> QWidget:
        """Where one types."""
        raise NotImplementedError

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.editor().hasFocus() and not self.locked
        edge = "accent" if lit else "line" if self.locked else "field_edge"
        fill = "window" if self.locked else "field"
        rounded(painter, QRectF(self.rect()), 8, role_color(fill), role_color(edge), width=2 if lit else 1)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor().setFocus(Qt.FocusReason.MouseFocusReason)


class ReadingEdit(QLineEdit):
    """Asks the sheet about each key; ``words`` says that letters are typed here and are no results."""

    left = Signal()
    lit = Signal()

    def __init__(self, keys: Keys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys, self.words = keys, False
        self.setProperty("flat", True)
        self.setMaxLength(_LONGEST)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event, self):
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # a keyboard on the screen comes when it is tapped
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lit.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.lit.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ReadingBox(_Frame):
    """The reading and its unit; ``edited`` carries the text while the user types."""

    edited = Signal(str)

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = ReadingEdit(keys, self)
        self.edit.setObjectName("fieldReading")
        self.unit = PlainLabel(role="touch_unit", color="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.addWidget(self.edit, 1)
        row.addWidget(self.unit)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kept = ""
        self.number = True
        self.edit.textEdited.connect(self._typed)
        self.edit.lit.connect(self._lit)
        theme().changed.connect(self._fit)
        self._fit()

    @override
    def editor(self) -> QWidget:
        return self.edit

    @property
    def text(self) -> str:
        """What stands in it, without blanks at its ends."""
        return self.edit.text().strip()

    @property
    def dirty(self) -> bool:
        """Whether something else stands in it than is kept."""
        return self.text != self.kept

    def show_check(self, check: InspectionResult, name: str, *, locked: bool) -> None:
        """Show what is kept of a check."""
        self.kept, self.locked = check.reading or "", locked
        self.number = takes_number(check)
        self.edit.words = False
        self.edit.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=not self.number)
        hint = Qt.InputMethodHint.ImhPreferNumbers if self.number else Qt.InputMethodHint.ImhNone
        self.edit.setInputMethodHints(hint)
        self.edit.setReadOnly(locked)
        self.edit.setText(self.kept)
        self.edit.setAccessibleName(tr("Reading of {name}", name=name))
        self.unit.setText(check.unit or "")
        self.unit.setVisible(bool(check.unit))
        self._fit()
        self.update()

    def begin(self, text: str) -> None:
        """Type ``text`` in place of what stands in it."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.setText(text)
        self._typed(text)

    def put(self, text: str) -> None:
        """Let a text stand in it as if it had been typed."""
        self.edit.setText(text)
        self._typed(text)

    def revert(self) -> None:
        """Take back what was typed."""
        self.edit.setText(self.kept)
        self._fit()

    def _typed(self, text: str) -> None:
        self._fit()
        self.edited.emit(text)

    def _lit(self) -> None:
        # With the letters of a check that is read in words, the field is entered on purpose.
        self.edit.words = self.edit.hasFocus() and not self.number
        self.update()

    def _fit(self) -> None:
        px = theme().density.px
        self.setFixedSize(px(248), KEY_HEIGHT)
        room = px(248) - 40 - (text_width(self.unit.full_text(), "touch_unit") + 8 if self.unit.full_text() else 0)
        role = "touch_reading" if text_width(self.edit.text(), "touch_reading") <= room else "touch_name"
        if self.edit.font() != theme().font(role):
            self.edit.setFont(theme().font(role))


class NoteEdit(QPlainTextEdit):
    """Asks the sheet about each key; Enter ends the note, Shift+Enter begins a new line."""

    left = Signal()
    lit = Signal()

    def __init__(self, keys: Keys, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setProperty("flat", True)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys(event, self):
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lit.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.lit.emit()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NoteBox(_Frame):
    """The note, one line high until it has more; ``edited`` tells that the user types."""

    edited = Signal()

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = NoteEdit(keys, self)
        self.edit.setObjectName("fieldNote")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.edit, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.kept = ""
        self._showing = False
        self.edit.textChanged.connect(self._changed)
        self.edit.lit.connect(self.update)
        theme().changed.connect(self._restyle)
        self._restyle()

    @override
    def editor(self) -> QWidget:
        return self.edit

    @property
    def text(self) -> str:
        """What stands in it, without blanks at its ends."""
        return self.edit.toPlainText().strip()

    @property
    def dirty(self) -> bool:
        """Whether something else stands in it than is kept."""
        return self.text != self.kept

    def show_check(self, check: InspectionResult, name: str, *, locked: bool) -> None:
        """Show what is kept of a check."""
        self.kept, self.locked = check.note or "", locked
        self.edit.setReadOnly(locked)
        self.edit.setPlaceholderText(tr("No note") if locked else tr("Note"))
        self.edit.setAccessibleName(tr("Note of {name}", name=name))
        self.revert()
        self.update()

    def put(self, text: str) -> None:
        """Let a text stand in it as if it had been typed."""
        self.edit.setPlainText(text)

    def revert(self) -> None:
        """Take back what was typed."""
        if self.edit.toPlainText() == self.kept:
            return
        self._showing = True
        self.edit.setPlainText(self.kept)
        self._showing = False
        self._fit()

    def _changed(self) -> None:
        self._fit()
        if not self._showing:
            self.edited.emit()

    def _restyle(self) -> None:
        self.edit.setFont(theme().font("touch_body"))
        self._fit()

    def _fit(self) -> None:
        line = self.edit.fontMetrics().lineSpacing()
        lines = min(_NOTE_LINES, max(1, int(self.edit.document().size().height())))
        height = HEIGHT + (lines - 1) * line
        edge = max(2, (HEIGHT - line) // 2 - 1)
        self._row.setContentsMargins(48, edge, 40, edge)
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = 22
        paint_icon(painter, QRectF(16, (HEIGHT - side) / 2, side, side), "note", "muted")
        if not self.locked and not self.edit.hasFocus():
            box = QRect(self.width() - 46, 0, 30, HEIGHT)
            draw_text(painter, box, "W", role="touch_caption", color="muted", align=Qt.AlignmentFlag.AlignRight)
        painter.end()
