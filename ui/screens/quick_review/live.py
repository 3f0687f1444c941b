# SPDX-License-Identifier: Apache-2.0
"""Reads the text of the quick review at every key press, with the corrections made so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from planner.rules.capture import types as kinds
from planner.rules.capture.reader import Reader
from planner.rules.capture.types import Key, Read, Reading, Score, Value
from planner.services import capture_reading
from ui.context import AppContext
from ui.text import date_format


class LiveReading(QObject):
    """``changed`` tells that the text reads differently now; ``read`` is how."""

    changed = Signal()

    def __init__(self, app: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._text = ""
        self.fixes: dict[Key, Value | None] = {}
        self.read = Read(text="")
        self._reader: Reader | None = None
        self._names: dict[str, str] = {}
        self._place: tuple[str, str] = ("", "")

    def set_place(self, account_id: str, site_id: str) -> None:
        """Another account or site has other people and other equipment."""
        if (account_id, site_id) != self._place:
            self._place = (account_id, site_id)
            self._reader = None
            self._again()

    @Slot()
    def refresh(self, *_: object) -> None:
        """People, equipment or the day may have changed; the next key press reads against them."""
        self._reader = None

    def set_text(self, text: str) -> None:
        """Read another text."""
        if text != self._text:
            self._text = text
            self._again()

    def begin(self, text: str, fixes: Mapping[Key, Value | None]) -> None:
        """Start with a text and the corrections of before."""
        self._text, self.fixes = text, dict(fixes)
        self._again()

    def fix(self, key: Key, value: Value | None) -> None:
        """Correct a reading; None leaves it as text."""
        self.fixes[key] = value
        self._again()

    def kept_fixes(self) -> tuple[dict[str, Any], ...]:
        """The corrections that still belong to something, as plain values for the draft."""
        here = {one.key for one in self.read.readings}
        return tuple(packed(key, value) for key, value in self.fixes.items() if key in here)

    def _again(self) -> None:
        before, self.read = self.read, self.reader().read(self._text, self.fixes)
        if self.read != before:
            self.changed.emit()

    def name(self, key: str) -> str:
        """The name of somebody or something that is read; "" for what is unknown. It asks no store."""
        self.reader()
        return self._names.get(key, "")

    def reader(self) -> Reader:
        """What reads the texts of this account."""
        if self._reader is None:
            account_id, site_id = self._place
            known = capture_reading.known(
                self._app.session, account_id or None, site_id=site_id or None, order=_order(date_format())
            )
            self._reader = Reader(known)
            self._names = {one.id: one.name for one in (*known.contacts, *known.ours)}
            self._names |= {one.id: one.name for one in known.assets}
        return self._reader


def _order(pattern: str) -> str:
    """What a date format puts first; "" where it says nothing of 05/06."""
    return {"%d": "dmy", "%m": "mdy"}.get(pattern[:2], "")


def packed(key: Key, value: Value | None) -> dict[str, Any]:
    """A correction as plain values."""
    kind, text, nth = key
    shown: object = value
    if isinstance(value, date):
        shown = value.isoformat()
    elif isinstance(value, Score):
        shown = [value.likelihood, value.impact]
    elif value is not None and not isinstance(value, str):
        shown = [value.value, value.unit]
    return {"kind": kind, "text": text, "nth": nth, "value": shown}


def unpacked(found: object) -> tuple[Key, Value | None] | None:
    """A correction from plain values, None for what can't be read."""
    if not isinstance(found, dict):
        return None
    kind, text, nth, value = (found.get(name) for name in ("kind", "text", "nth", "value"))
    if not (isinstance(kind, str) and isinstance(text, str) and isinstance(nth, int)):
        return None
    try:
        return (kind, text, nth), _value(kind, value)
    except (TypeError, ValueError):
        return None


def _value(kind: str, value: object) -> Value | None:
    if value is None:
        return None
    if kind == kinds.DUE:
        return date.fromisoformat(str(value))
    if kind in {kinds.SCORE, kinds.MEASURE}:
        first, second = value  # type: ignore[misc]
        return Score(int(first), int(second)) if kind == kinds.SCORE else kinds.Measure(str(first), str(second))  # type: ignore[has-type]
    return str(value)


def only(read: Read, kind: str, group: int | None = None) -> Reading | None:
    """The only reading of a kind, whether it was left as text or not; None where there are none or several."""
    found = [one for one in read.readings if one.kind == kind and (group is None or one.group == group)]
    return found[0] if len(found) == 1 else None
