# SPDX-License-Identifier: Apache-2.0
"""Language and date format of the windows: sets the catalogue and Qt's own words, and writes days and times."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from planner.kernel.clock import moment
from planner.kernel.dates import day_text, day_words, near_day, pattern_in_force, use_pattern
from planner.kernel.text import LANGUAGES, N_, set_language, tr

# in words (21 Nov 2026), or a pattern of strftime
DATE_FORMATS: Final = (
    ("words", ""),
    ("iso", "%Y-%m-%d"),
    ("dmy", "%d/%m/%Y"),
    ("dmy_dot", "%d.%m.%Y"),
    ("mdy", "%m/%d/%Y"),
)
_QT_NAMES: Final = {"es": "es", "zh_CN": "zh_CN", "zh_TW": "zh_TW"}
_DAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

_translators: list[QTranslator] = []


def use_language(app: QCoreApplication, code: str) -> str:
    """Put a language in force for all words that are made from now on; "" means that of the computer.

    Returns the code in force, one of LANGUAGES.
    """
    wanted = code if code in dict(LANGUAGES) else system_language()
    set_language(wanted)
    QLocale.setDefault(QLocale(wanted))
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    if wanted in _QT_NAMES:
        from PySide6.QtCore import QLibraryInfo  # it makes enumerations that English does not need

        words = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if words.load(f"qtbase_{_QT_NAMES[wanted]}", folder):
            app.installTranslator(words)
            _translators.append(words)
    return wanted


def system_language() -> str:
    """The language of LANGUAGES that the computer asks for, English where it asks for another."""
    named = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((name.split(":")[0] for name in named if name), "") or QLocale.system().name()
    known = dict(LANGUAGES)
    name = asked.split(".")[0]
    if name in known:
        return name
    if name.startswith("zh"):
        return "zh_TW" if any(place in name for place in ("TW", "HK", "MO", "Hant")) else "zh_CN"
    return name[:2] if name[:2] in known else "en"


def use_date_format(name: str) -> None:
    """Write days as one of DATE_FORMATS from now on; an unknown name means in words."""
    use_pattern(dict(DATE_FORMATS).get(name, DATE_FORMATS[0][1]))


def date_format() -> str:
    """The pattern in force, as strftime reads it; empty for days in words."""
    return pattern_in_force()


def short_date(day: date | None) -> str:
    """A day in the chosen format; "–" for unknown."""
    return "–" if day is None else day_text(day)


def near_date(day: date | None, today: date) -> str:
    """A day in the chosen format, in words without its year where that is clear; "–" for unknown."""
    return "–" if day is None else near_day(day, today)


def written(day: date, pattern: str) -> str:
    """A day by one of the patterns of DATE_FORMATS."""
    return day.strftime(pattern) if pattern else day_words(day)


def short_time(at: datetime) -> str:
    """Hour and minute where the computer is."""
    return at.astimezone().strftime("%H:%M")


def short_moment(at: datetime | str) -> str:
    """Day and time where the computer is, from a moment or a stored stamp."""
    when = (moment(at) if isinstance(at, str) else at).astimezone()
    return tr("{day} {time}", day=short_date(when.date()), time=when.strftime("%H:%M"))


def weekday(day: date) -> str:
    """The name of the day."""
    return tr(_DAYS[day.weekday()])
