# SPDX-License-Identifier: Apache-2.0
"""Editing the days off as lines of text: a date and a name each, so that a list can be pasted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.text import N_, tr
from planner.rules.ruleset import DayOff
from planner.safe.clean import clean_text
from ui.forms.parse import InputFault, read_date
from ui.forms.text_editors import NoteEditor

DAYS_OFF: Final = FieldSpec("days_off", N_("Days off"), Kind.NOTE, hint=N_("2027-01-01 New Year"))
_WORDS_OF_A_DATE: Final = 3


class DaysOffEditor(NoteEditor):
    """The value is a tuple of DayOff in the order of the days."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(DAYS_OFF, parent)
        self._today = today

    @override
    def _read(self) -> object:
        return read_days_off(self.edit.toPlainText(), self._today)

    @override
    def _show(self, value: object) -> None:
        days = value if isinstance(value, tuple) else ()
        super()._show(write_days_off(days))


def write_days_off(days: Iterable[DayOff]) -> str:
    """A line for each day."""
    return "\n".join(f"{day.on} {day.name}".rstrip() for day in days)


def read_days_off(text: str, today: date) -> tuple[DayOff, ...]:
    """The days of the lines; InputFault names the first line that does not begin with a date."""
    found: dict[str, DayOff] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            day = _read_line(clean_text(line).split(), today)
            if day is None:
                said = tr("Line {n} does not begin with a date: “{line}”.", n=number, line=line.strip()[:40])
                raise InputFault(said)
            found.setdefault(day.on, day)
    return tuple(found[on] for on in sorted(found))


def _read_line(words: list[str], today: date) -> DayOff | None:
    """The longest beginning that is a date ("1 Jan 2027") is the day, the rest its name."""
    for count in range(min(_WORDS_OF_A_DATE, len(words)), 0, -1):
        try:
            on = read_date(" ".join(words[:count]), today)
        except InputFault:
            continue
        if on is not None:
            return DayOff(on=on.isoformat(), name=" ".join(words[count:]))
    return None
