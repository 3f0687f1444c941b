# SPDX-License-Identifier: Apache-2.0
"""What all editors share: kept and typed value, commit on leave or Enter, Esc, fault, and no wheel."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from shiboken6 import isValid
from typing_extensions import override

from planner.entities.spec import FieldSpec
from planner.kernel.text import tr
from ui.forms.parse import InputFault
from ui.widgets.safe import set_tip

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
# The focus goes to something that belongs to the editor or comes back by itself.
_PASSING = frozenset(
    {
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)


class Editor(QWidget):
    """Edits one value. ``committed`` is sent once per real change; the receiver refuses by `set_fault`.

    ``value()`` is what stands in the editor now; InputFault when it can't be read. Subclasses name
    their inner widgets by `watch`, call `touch` when the user changes something, and implement `_read` and `_show`.
    ``settled`` says that what was typed is kept, ``reverted`` that it was given up; ``saving`` goes round `committed`.
    """

    committed = Signal(object)
    settled = Signal()
    reverted = Signal()
    entered = Signal()
    edited = Signal()
    fault_changed = Signal(str)
    history_wanted = Signal()

    wide = False
    has_list = False  # an inner widget opens its list on Alt+Down by itself
    enter_commits = True

    def __init__(self, field: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._kept: object = None
        self._touched = False
        self._fault = ""
        self._warned = False
        self._watched: list[QWidget] = []
        self._locked = False
        self.saving: Callable[[], AbstractContextManager[object]] = nullcontext
        self.following: object = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(4)

    # -- for subclasses

    def watch(self, widget: QWidget, *, name: str = "") -> None:
        """Follow focus and keys of an inner widget; the first one takes the editor's focus."""
        if not self._watched:
            self.setFocusProxy(widget)
        self._watched.append(widget)
        if self._locked:
            _lock(widget)
        widget.installEventFilter(self)
        widget.setAccessibleName(name or tr(self.field.label))

    def touch(self) -> None:
        """The user changed something."""
        if self._locked:  # by a calendar or a list that still opened
            self._show(self._kept)
            return
        self._touched = True
        self._warned = False
        if self._fault:
            self.set_fault(None)
        self.edited.emit()

    def _read(self) -> object:
        """What stands in the editor; InputFault when it can't be read."""
        raise NotImplementedError

    def _show(self, value: object) -> None:
        """Show a value; must not call `touch`."""
        raise NotImplementedError

    # -- what is typed, for drafts

    def typed(self) -> Any:
        """What stands in the editor, readable or not, as a JSON value; None where nothing is typed."""
        return None

    def typed_text(self) -> str:
        """The same as one reads it."""
        return ""

    def put_typed(self, state: Any) -> None:
        """Let it stand there again, as if it had been typed; a state of another shape is left alone."""

    # -- protocol

    def value(self) -> object:
        """What stands in the editor; InputFault when it can't be read."""
        return self._read() if self._touched else self._kept

    def set_value(self, value: object) -> None:
        """Show a stored value; what was typed is dropped."""
        self._kept = value
        self._touched = False
        self._warned = False
        self.set_fault(None)
        self._show(value)

    def rebase(self, value: object) -> None:
        """The stored value changed elsewhere while the user is typing: Esc now returns to it."""
        self._kept = value

    @property
    def kept(self) -> object:
        """The stored value, to which Esc returns."""
        return self._kept

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not kept yet."""
        if not self._touched:
            return False
        try:
            return self._read() != self._kept
        except InputFault:
            return True

    @property
    def fault(self) -> str:
        """What is wrong, empty when nothing is."""
        return self._fault

    def set_fault(self, text: str | None) -> None:
        """Say what is wrong with the value; None takes it away."""
        said = text or ""
        changed, self._fault = said != self._fault, said
        for widget in self._watched:
            _mark(widget, said)
        if changed:
            self.fault_changed.emit(said)

    def commit(self) -> bool:
        """Hand over what was typed; False when it can't be read or was refused."""
        if not self._touched:
            return not self._fault
        try:
            value = self._read()
        except InputFault as fault:
            self.set_fault(str(fault))
            return False
        self.set_fault(None)
        if value == self._kept:
            self.set_value(self._kept)
            self.settled.emit()
            return True
        with self.saving():
            self.committed.emit(value)
        if self._fault:
            return False
        if self._touched:
            self.set_value(value)
        self.settled.emit()
        return True

    def revert(self) -> None:
        """Drop what was typed and show the kept value."""
        self.set_value(self._kept)
        self.reverted.emit()

    def lock(self, reason: str) -> None:
        """Only show the value for as long as the editor lives: text can be selected and copied, nothing changed."""
        self._locked = True
        set_tip(self, reason)
        for widget in self._watched:
            _lock(widget)

    def set_off(self, reason: str) -> None:
        """Switch the editor off and say why in its tooltip; "" switches it on again."""
        self.setEnabled(not reason)
        set_tip(self, reason)

    # -- events

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self):
            return False
        if isinstance(event, QKeyEvent):
            return self._key_event(watched, event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._maybe_left(event)
        # The page scrolls under the pointer; it must never change what it passes.
        if event.type() == QEvent.Type.Wheel and self.refuses_wheel():
            event.ignore()
            return True
        return False

    def _key_event(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return self.handle_key(watched, event)
        asks = event.type() == QEvent.Type.ShortcutOverride and not self._touched
        if asks and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
            # Nothing is typed that the field could take back itself, so the program's own undo is meant.
            event.ignore()
            return True
        return False

    def refuses_wheel(self) -> bool:
        """Whether the wheel over an inner widget belongs to the page."""
        return True

    def handle_key(self, watched: QObject, event: QKeyEvent) -> bool:  # noqa: ARG002 - for subclasses
        """Act on a key of an inner widget before it does; True when that was all."""
        key = Qt.Key(event.key())
        if key in _ENTER:
            return self._enter(event)
        if key == Qt.Key.Key_Escape and (self._touched or self._fault):
            self.revert()
            return True
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier and not self.has_list:
            self.open_chooser()
            return True
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._stays()
        return False

    def open_chooser(self) -> None:
        """Alt+Down: show what can be chosen; a field without that asks for its earlier values."""
        self.history_wanted.emit()

    def _enter(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (control or self.enter_commits):
            return False
        if self.commit():
            self.entered.emit()
        return True

    def _stays(self) -> bool:
        """Tab out of text that can't be read: the first time the focus stays beside the sentence about it."""
        if not self._touched or self._warned or self.commit():
            return False
        self._warned = True
        return True

    def _maybe_left(self, event: QFocusEvent) -> None:
        if event.reason() in _PASSING:
            return
        now = QApplication.focusWidget()
        if now is not None and (now is self or self.isAncestorOf(now)):
            return
        self.commit()


def _lock(widget: QWidget) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(True)
        widget.setProperty("locked", True)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        for action in widget.actions():
            action.setEnabled(False)
    else:
        widget.setEnabled(False)


def _mark(widget: QWidget, fault: str) -> None:
    widget.setAccessibleDescription(fault)
    if bool(widget.property("fault")) != bool(fault):
        widget.setProperty("fault", bool(fault))
        widget.style().unpolish(widget)
        widget.style().polish(widget)
