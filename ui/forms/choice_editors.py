# SPDX-License-Identifier: Apache-2.0
"""Editors that offer all answers: a drop-down, 1 to 5, yes/no/unknown, and the audience word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from planner.entities.spec import AUDIENCES, FieldSpec, Kind
from planner.kernel.text import tr
from ui.forms.editor import Editor
from ui.forms.scales import scale_words
from ui.widgets.button import Button
from ui.widgets.segmented import Segment, SegmentedControl

NONE_TEXT = "–"
SHORT_TEXT = Qt.ItemDataRole.UserRole + 1  # what the closed field shows where the list says more
_POPUP_EDGE = 12
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_EMPTYING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class _Combo(QComboBox):
    """A drop-down that says whether a choice was final (from the list) or on the way (by keys)."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(self._on_activated)

    def _on_activated(self, _index: int) -> None:
        self.chosen.emit(not self._by_key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does it, but a long word ends in "…" instead of being cut."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown = self.currentData(SHORT_TEXT) or self.currentText()
        text = QFontMetrics(self.font()).elidedText(shown, Qt.TextElideMode.ElideRight, room.width() - 2)
        option.currentText = text
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    @override
    def showPopup(self) -> None:
        """The list is as wide as its longest words, however narrow the field."""
        wide = self.view().sizeHintForColumn(0) + 2 * _POPUP_EDGE
        self.view().setMinimumWidth(min(max(wide, self.width()), self.screen().availableSize().width() // 2))
        super().showPopup()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False


class ChoiceEditor(Editor):
    """One of a few words. A pick from the open list commits at once; arrow keys commit on leave or Enter.

    Optional fields begin with the entry "–", which means unknown; so does Delete.
    """

    has_list = True

    def __init__(
        self, field: FieldSpec, parent: QWidget | None = None, *, words: Sequence[tuple[object, str]] | None = None
    ) -> None:
        super().__init__(field, parent)
        self._values: list[object] = []
        self.combo = _Combo(self)
        self.line.addWidget(self.combo, 1)
        if words is None:
            words = scale_words(field.name) or tuple((value, tr(label)) for value, label in field.choices)
        if not field.required:
            self._add(None, NONE_TEXT)
        for value, label in words:
            self._add(value, label)
        self.combo.setCurrentIndex(-1 if field.required else 0)
        self.watch(self.combo)
        self.combo.chosen.connect(self._on_chosen)

    def _add(self, value: object, label: str) -> None:
        self._values.append(value)
        self.combo.addItem(label)

    def index_of(self, value: object) -> int:
        """The row of the list that stands for a value; −1 for none."""
        return self._values.index(value) if value in self._values else -1

    def _on_chosen(self, final: bool) -> None:
        self.touch()
        if final:
            self.commit()

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in _EMPTYING and not self.field.required:
            self.combo.setCurrentIndex(0)
            self.touch()
            return True
        return super().handle_key(watched, event)

    @override
    def typed(self) -> Any:
        return self._read()

    @override
    def typed_text(self) -> str:
        return self.combo.currentText()

    @override
    def put_typed(self, state: Any) -> None:
        if state in self._values:
            self.combo.setCurrentIndex(self._values.index(state))
            self.touch()

    @override
    def _read(self) -> object:
        index = self.combo.currentIndex()
        return self._values[index] if index >= 0 else None

    @override
    def _show(self, value: object) -> None:
        if value is None and self.field.required:
            self.combo.setCurrentIndex(-1)
            return
        if value not in self._values:  # kept by a newer version; shown as stored rather than lost
            self._add(value, str(value))
        self.combo.setCurrentIndex(self._values.index(value))


class SegmentEditor(Editor):
    """Base of editors whose answers lie side by side; a click commits at once, keys on leave or Enter."""

    def __init__(self, field: FieldSpec, answers: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._values = {str(index): value for index, (value, _) in enumerate(answers)}
        self._arrow = False
        segments = [Segment(key=str(index), label=label) for index, (_, label) in enumerate(answers)]
        self.control = SegmentedControl(segments, self, name=tr(field.label))
        self.control.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line.addWidget(self.control)
        self.line.addStretch(1)
        for segment in segments:
            part = self.control.part(segment.key)
            self.watch(part, name=tr("{field}: {answer}", field=tr(field.label), answer=segment.label))
        self.control.selected.connect(self._on_selected)
        self._show(None)

    def _on_selected(self, key: str) -> None:
        self.setFocusProxy(self.control.part(key))
        self.touch()
        if not self._arrow:
            self.commit()

    def choose(self, value: object) -> None:
        """Choose as keys do: kept on leave or Enter."""
        for key, answer in self._values.items():
            if answer == value:
                self._arrow = True
                self.control.choose(key)
                self._arrow = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._arrow = False
        return super().eventFilter(watched, event)

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        self._arrow = Qt.Key(event.key()) in _ARROWS
        if event.key() in _EMPTYING and not self.field.required:
            self.choose(None)
            return True
        return super().handle_key(watched, event)

    @override
    def typed(self) -> Any:
        return self._read()

    @override
    def typed_text(self) -> str:
        key = self.control.key()
        return self.control.part(key).text() if key in self._values else ""

    @override
    def put_typed(self, state: Any) -> None:
        self.choose(state)

    @override
    def _read(self) -> object:
        return self._values.get(self.control.key())

    @override
    def _show(self, value: object) -> None:
        found = [key for key, answer in self._values.items() if answer == value and type(answer) is type(value)]
        self.control.set_key(found[0] if found else "")
        self.setFocusProxy(self.control.part(found[0] if found else "0"))


class YesNoEditor(SegmentEditor):
    """Yes, no, and unknown where the field may be empty."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        answers: list[tuple[object, str]] = [(True, tr("Yes")), (False, tr("No"))]
        if not field.required:
            answers.append((None, tr("Unknown")))
        super().__init__(field, answers, parent)


class ScoreEditor(SegmentEditor):
    """A rating on a short scale without words; its digits can be typed, Delete means unknown."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        low, high = field.low or 0, field.high or 5
        answers: list[tuple[object, str]] = [(n, str(n)) for n in range(low, high + 1)]
        if not field.required:
            answers.append((None, NONE_TEXT))
        super().__init__(field, answers, parent)

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        text = event.text()
        if text.isascii() and text.isdigit() and int(text) in self._values.values():
            self.choose(int(text))
            self._follow_focus()
            return True
        return super().handle_key(watched, event)

    def _follow_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self.isAncestorOf(now):
            self.control.part(self.control.key()).setFocus(Qt.FocusReason.TabFocusReason)


class AudienceEditor(Editor):
    """Who may see the record, as a word that opens its menu: Internal, Team lead, Shareable."""

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: object = None
        self.button = Button("", self, small=True, arrow=True)
        self._menu = QMenu(self)  # after the button, which Qt would otherwise leave out of the Tab order
        self._group = QActionGroup(self)
        self._actions: dict[object, QAction] = {}
        for value, label in field.choices or AUDIENCES:
            action = self._menu.addAction(tr(label))
            action.setCheckable(True)
            action.setData(value)
            self._group.addAction(action)
            self._actions[value] = action
        self.button.set_menu(self._menu)
        self.line.addWidget(self.button)
        self.line.addStretch(1)
        self.watch(self.button)
        self._group.triggered.connect(self._on_triggered)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._show(None)

    def _on_triggered(self, action: QAction) -> None:
        self._put(action.data())
        self.touch()
        self.commit()

    def _put(self, value: object) -> None:
        self._value = value
        found = self._actions.get(value)
        if found is not None:
            found.setChecked(True)
        word = found.iconText() if found is not None else str(value or NONE_TEXT)
        self.button.setText(word)
        self.button.set_name(tr("{field}: {answer}", field=tr(self.field.label), answer=word))

    @override
    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            return False  # the button opens its menu
        return super().handle_key(watched, event)

    @override
    def open_chooser(self) -> None:
        self.button.click()

    @override
    def typed(self) -> Any:
        return self._value

    @override
    def typed_text(self) -> str:
        return self.button.text()

    @override
    def put_typed(self, state: Any) -> None:
        if state in self._actions:
            self._put(state)
            self.touch()

    @override
    def _read(self) -> object:
        return self._value

    @override
    def _show(self, value: object) -> None:
        self._put(value)


def is_short_scale(field: FieldSpec) -> bool:
    """Whether all steps of a rating fit side by side."""
    return field.kind is Kind.SCORE and field.low is not None and field.high is not None and field.high - field.low < 7
