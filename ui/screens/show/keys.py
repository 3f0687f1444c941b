# SPDX-License-Identifier: Apache-2.0
"""The keys of the show, and how the key card names them (ux 4; rulings, "keys in the show")."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from planner.kernel.text import N_

HELD: Final = "hold"
_K = Qt.Key
_PLAIN: Final[dict[int, str]] = {
    _K.Key_Right: "next", _K.Key_Space: "next", _K.Key_PageDown: "next", _K.Key_N: "next",
    _K.Key_Left: "back", _K.Key_PageUp: "back", _K.Key_Backspace: "back", _K.Key_P: "back",
    _K.Key_Home: "first", _K.Key_End: "last",
    _K.Key_Return: "enter", _K.Key_Enter: "enter",
    _K.Key_Up: "mark_back", _K.Key_Down: "mark_next",
    _K.Key_B: "black", _K.Key_Period: "black", _K.Key_W: "white",
    _K.Key_F: "freeze", _K.Key_V: "veil", _K.Key_T: "table", _K.Key_H: "peek",
    _K.Key_G: "overview", _K.Key_O: "overview",
    _K.Key_S: "presenter", _K.Key_X: "swap", _K.Key_Z: "lens",
    _K.Key_R: "resume", _K.Key_K: "pause", _K.Key_F1: "card", _K.Key_Question: "card",
    _K.Key_Plus: "larger", _K.Key_Equal: "larger", _K.Key_Minus: "smaller",
    _K.Key_L: HELD, _K.Key_F11: "window", _K.Key_Escape: "leave",
}  # fmt: skip
_SHIFT: Final[dict[int, str]] = {
    _K.Key_K: "reset", _K.Key_Question: "card", _K.Key_Plus: "larger",
}  # fmt: skip
_CTRL: Final[dict[int, str]] = {_K.Key_L: "pointer", _K.Key_Plus: "larger", _K.Key_Minus: "smaller"}
_BOTH: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

CARD: Final = (
    (N_("Go"), (
        (N_("→ Space PgDn N Enter"), N_("Next step or chart")),
        (N_("← PgUp P Backspace"), N_("Previous")),
        (N_("Home, End"), N_("First, last")),
        (N_("1 … 99, then Enter"), N_("To that chart")),
        (N_("G or O"), N_("All charts at a glance")),
        ("Esc", N_("Leave what is open, else end the show")),
    )),
    (N_("Hide"), (
        (N_("B or ."), N_("Black, and back with any key")),
        ("W", N_("White, and back with any key")),
        ("F", N_("Freeze the audience's picture; F again lets it follow")),
        ("V", N_("Veil names and figures; V again takes it off")),
        ("H", N_("Peek at hidden steps, on this screen only")),
        ("X", N_("Swap the two screens")),
        ("S", N_("This window away and back")),
        ("R", N_("Go on after the audience's screen was lost")),
    )),
    (N_("Point"), (
        (N_("L held, or Ctrl+L"), N_("Pointer; the wheel changes its size")),
        ("Z", N_("Spotlight, then zoom, then off; the wheel changes it")),
        ("T", N_("The chart as a table")),
        (N_("↑ ↓, then Enter"), N_("A mark, and its reasons on this screen")),
    )),
    (N_("Yours"), (
        ("K, Shift+K", N_("Pause the time, set it to zero")),
        ("+ −", N_("Larger or smaller notes")),
        ("Ctrl+Shift+A", N_("Note an action, unseen")),
        ("F11", N_("The audience's picture in a window, or full screen")),
        (N_("F1 or ?"), N_("These keys")),
    )),
)  # fmt: skip


def verb_of(event: QKeyEvent) -> str:
    """What a key means in the show: a verb, a digit, or "" for nothing."""
    key = event.key()
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == _BOTH:
        return "capture" if key == _K.Key_A else ""
    table = {Qt.KeyboardModifier.ControlModifier: _CTRL, Qt.KeyboardModifier.ShiftModifier: _SHIFT}.get(held)
    if held or table is not None:
        return (table or {}).get(key, "")
    return chr(key) if _K.Key_0 <= key <= _K.Key_9 else _PLAIN.get(key, "")
