# SPDX-License-Identifier: Apache-2.0
"""The keys of the field sheet: single letters, Enter, arrows and pages; what a field needs for typing stays with it.

The letters are the same in every language and stand on the keys themselves (ADR 0023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.screens.review.field_inputs import NoteEdit, ReadingEdit

if TYPE_CHECKING:
    from ui.screens.review.field_sheet import FieldSheet

_Key = Qt.Key
_ENTER: Final = frozenset({_Key.Key_Return, _Key.Key_Enter})
_RESULTS: Final = {
    _Key.Key_P: "pass",
    _Key.Key_A: "attention",
    _Key.Key_F: "fail",
    _Key.Key_N: "not_checked",
    _Key.Key_X: "not_applicable",
}
_STEPS: Final = {_Key.Key_Left: -1, _Key.Key_Up: -1, _Key.Key_Right: 1, _Key.Key_Down: 1}
_PAGES: Final = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_ENDS: Final = {_Key.Key_Home: 0, _Key.Key_End: -1}
_DIGITS: Final = frozenset("0123456789.,+-−–")
_MINUS: Final = frozenset("-–−")
# Commands of the window that go on working over the sheet; all other keys are the sheet's.
OF_WINDOW: Final = frozenset({"Ctrl+Q", "Ctrl+L", "F11", "Ctrl+Shift+R"})


def is_of_window(event: QKeyEvent) -> bool:
    """Whether a key belongs to the window even here."""
    return QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText) in OF_WINDOW


def take_key(sheet: FieldSheet, event: QKeyEvent, where: QWidget) -> bool:
    """Act on a key; False leaves it to the part that has the focus."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _with_control(sheet, event)
    if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return False
    if isinstance(where, NoteEdit):
        return _out(sheet, event) or _in_note(sheet, event)
    return _out(sheet, event) or _moving(sheet, event, where) or _letter(sheet, event, where)


def _out(sheet: FieldSheet, event: QKeyEvent) -> bool:
    """Keys that mean the same wherever one types."""
    key = _Key(event.key())
    if key == _Key.Key_Escape:
        sheet.escape()
    elif key in _PAGES:
        sheet.go_place(_PAGES[key])
    else:
        return False
    return True


def _moving(sheet: FieldSheet, event: QKeyEvent, where: QWidget) -> bool:
    """Enter, arrows, ends and F2; while a reading is typed, left and right move in it up to its ends."""
    key = _Key(event.key())
    typing = isinstance(where, ReadingEdit) and bool(where.text())
    inside = typing and sheet.reading.dirty and _inside(where, key)
    if key in _ENTER:
        if not event.isAutoRepeat():  # a key held down must not accept what nobody has read
            sheet.accept()
    elif key in _STEPS and not inside:
        sheet.go(_STEPS[key])
    elif key in _ENDS and not typing:
        sheet.go_to(_ENDS[key] % len(sheet.stops))
    elif key == _Key.Key_F2:
        sheet.focus_reading()
    else:
        return False
    return True


def _inside(edit: QWidget, key: Qt.Key) -> bool:
    """Whether an arrow still has signs of the text before it."""
    if not isinstance(edit, ReadingEdit):
        return False
    at = edit.cursorPosition()
    return (key == _Key.Key_Left and at > 0) or (key == _Key.Key_Right and at < len(edit.text()))


def _letter(sheet: FieldSheet, event: QKeyEvent, where: QWidget) -> bool:
    if isinstance(where, ReadingEdit):
        in_words = where.words or any(sign.isalpha() for sign in where.text())
        if in_words or event.text() in _DIGITS:
            return False
    elif _begins(sheet, event):
        return True
    key = _Key(event.key())
    if key in _RESULTS:
        return _result(sheet, event, _RESULTS[key])
    doers = {
        _Key.Key_W: sheet.focus_note,
        _Key.Key_C: sheet.photos.ask,
        _Key.Key_R: sheet.rate_risk,
        _Key.Key_U: sheet.use_finding,
    }
    if key in doers and not event.isAutoRepeat():
        doers[key]()
    return key in doers


def _begins(sheet: FieldSheet, event: QKeyEvent) -> bool:
    """Digits begin a reading wherever one is; a dash means "not applicable" where no number is read."""
    text = event.text()
    if text and text in _MINUS and not sheet.reading.number:
        return _result(sheet, event, "not_applicable")
    if not text or text not in _DIGITS:
        return False
    sheet.begin_reading(text)
    return True


def _result(sheet: FieldSheet, event: QKeyEvent, value: str) -> bool:
    if not event.isAutoRepeat():
        sheet.give(value)
    return True


def _in_note(sheet: FieldSheet, event: QKeyEvent) -> bool:
    """Enter ends the note; with Shift it begins a new line."""
    if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        sheet.save()
        sheet.rest()
        return True
    return False


def _with_control(sheet: FieldSheet, event: QKeyEvent) -> bool:
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    key = _Key(event.key())
    if key == _Key.Key_Z:
        sheet.steps.redo() if shift else sheet.steps.undo()
        return True
    if key == _Key.Key_Y:
        sheet.steps.redo()
        return True
    if key in {_Key.Key_Up, _Key.Key_Down}:
        sheet.step(1 if key == _Key.Key_Up else -1)
        return True
    if key == _Key.Key_V and not shift:
        return sheet.photos.paste()
    return False
