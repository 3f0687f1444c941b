# SPDX-License-Identifier: Apache-2.0
"""A field: label above, editor, unit inside, and below it what is wrong with one step to mend it."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.theme.icons import paint_icon
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import StatusGlyph
from ui.widgets.paint import text_width
from ui.widgets.safe import PlainLabel, WrappedLabel


class FieldBox(QWidget):
    """``label`` above ``editor`` with a 4 px gap; ``unit`` stands inside a QLineEdit at its right; ``hint``
    is muted below.

    `set_fault` marks the editor and says what is wrong; its link sends `fix_clicked`. Nothing is ever a
    dialog.
    """

    fix_clicked = Signal()

    def __init__(
        self, label: str, editor: QWidget, parent: QWidget | None = None, *, unit: str = "", hint: str = ""
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._name, self._hint_text = label, hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = PlainLabel("", self, role="caption", color="muted")
        self._label.setBuddy(editor)
        column.addWidget(self._label)
        column.addWidget(editor)
        self._fault = self._make_fault(column)
        self._hint = PlainLabel(hint, self, role="caption", color="muted", wrap=True)
        self._hint.setVisible(bool(hint))
        column.addWidget(self._hint)
        self._unit = PlainLabel(unit, editor, color="muted") if unit and isinstance(editor, QLineEdit) else None
        if self._unit is not None:
            self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            editor.installEventFilter(self)
            self._place_unit()
        self.set_label(label)
        grows = editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical
        vertical = QSizePolicy.Policy.Preferred if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def _make_fault(self, column: QVBoxLayout) -> QWidget:
        line = QWidget(self)
        row = self._fault_row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(StatusGlyph("act", line, size=10))
        self._fault_text = WrappedLabel("", line, role="caption", wrap=True)
        row.addWidget(self._fault_text)
        self._fix = LinkButton("", line)
        self._fix.clicked.connect(self.fix_clicked)
        row.addWidget(self._fix)
        row.addStretch()
        line.hide()
        column.addWidget(line)
        return line

    def set_label(self, label: str) -> None:
        """Change the label; the editor's accessible name follows."""
        self._name = label
        # A label with a buddy reads "&" as the mark of an Alt key, so it is doubled.
        self._label.setText(label.replace("&", "&&"))
        self._label.setVisible(bool(label))
        self.editor.setAccessibleName(label)

    def label(self) -> str:
        """The name of the field."""
        return self._name

    def add_below(self, part: QWidget) -> None:
        """Put a part between the editor and what is said about it."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._fault), part)
        part.show()

    def set_fault(self, text: str, fix: str = "") -> None:
        """Say what is wrong, with a link that mends it; "" takes the fault away."""
        self._fault_text.setText(text)
        self._fix.setText(fix)
        self._fix.setVisible(bool(fix))
        # A text with a link keeps it at its end; one without takes the whole width, or it would break early.
        self._fault_row.setStretch(1, 0 if fix else 1)
        self._fault_row.setStretch(self._fault_row.count() - 1, 1 if fix else 0)
        self._fault.setVisible(bool(text))
        self._hint.setVisible(bool(self._hint_text) and not text)
        self.editor.setAccessibleDescription(text)
        if bool(self.editor.property("fault")) != bool(text):
            self.editor.setProperty("fault", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def clear_fault(self) -> None:
        """Take the fault away."""
        self.set_fault("")

    def fault(self) -> str:
        """What is wrong, "" when nothing is."""
        return self._fault_text.full_text()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.editor.setFocus(event.reason())

    def _place_unit(self) -> None:
        if self._unit is None or not isinstance(self.editor, QLineEdit):
            return
        width = text_width(self._unit.full_text()) + 2
        self.editor.setTextMargins(0, 0, width + 4, 0)
        self._unit.setGeometry(self.editor.width() - width - 9, 0, width, self.editor.height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.StyleChange}:
            self._place_unit()
        return False


class SearchField(QLineEdit):
    """A line to type into with an icon at the left and, while it is empty, its shortcut at the right; Esc
    empties it.

    ``icon`` is a name of resources/icons; ``shortcut`` is shown only and binds no key.
    """

    def __init__(
        self, placeholder: str, parent: QWidget | None = None, *, icon: str = "search", shortcut: str = ""
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.rstrip("…."))
        self._sign = _IconLabel(self, icon)
        self._keys = PlainLabel(shortcut, self, role="caption", color="muted")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clear = Button(parent=self, variant="icon", icon="x", small=True, name=tr("Clear"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._arrange)
        theme().changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        keys = text_width(self._keys.full_text(), "caption")
        side = theme().density.icon
        room = max(keys, theme().density.small) if self._keys.full_text() else theme().density.small
        self.setTextMargins(side + 6, 0, room, 0)
        empty = not self.text()
        self._keys.setVisible(empty and bool(keys))
        self._clear.setVisible(not empty)
        self._sign.setGeometry(9, (self.height() - side) // 2, side, side)
        self._keys.setGeometry(self.width() - keys - 10, 0, keys + 2, self.height())
        small = self._clear.sizeHint().height()
        self._clear.setGeometry(self.width() - small - 4, (self.height() - small) // 2, small, small)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class _IconLabel(PaintedWidget):
    """An icon lying on an editor; it takes no clicks."""

    def __init__(self, parent: QWidget, icon: str) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().density.icon, theme().density.icon)

    @override
    def draw(self, painter: QPainter) -> None:
        paint_icon(painter, QRectF(self.rect()), self._icon, "muted")
