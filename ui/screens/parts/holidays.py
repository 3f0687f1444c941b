# SPDX-License-Identifier: Apache-2.0
"""Choosing a country and a year whose public holidays become days off; what is added is seen first."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from planner.kernel.text import language, tr, trn
from planner.rules.ruleset import DayOff
from planner.services import rulesets
from ui.dialogs.base import HouseDialog
from ui.forms.days_off import write_days_off
from ui.widgets.field import FieldBox

_YEARS: Final = 3
_SCRIPTS: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "CJK"})
_SUMMER_ENDS: Final = 9


class HolidaysDialog(HouseDialog):
    """``days`` are the holidays chosen; nothing is changed by the dialog itself."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(tr("Add public holidays"), parent, width=460)
        self.setObjectName("dlgHolidays")
        self.days: tuple[DayOff, ...] = ()
        self.country, self.year = QComboBox(self), QComboBox(self)
        self.country.setObjectName("cmbCountry")
        self.year.setObjectName("cmbYear")
        for name, code in sorted((country_name(code), code) for code in rulesets.countries()):
            self.country.addItem(tr("{name} ({code})", name=name, code=code), code)
        for year in range(today.year, today.year + _YEARS):
            self.year.addItem(str(year), year)
        self.country.setCurrentIndex(max(0, self.country.findData(country_here())))
        self.year.setCurrentIndex(1 if today.month > _SUMMER_ENDS else 0)
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, box, share in ((tr("Country"), self.country, 2), (tr("Year"), self.year, 1)):
            row.addWidget(FieldBox(label, box), share)
        self.column.addLayout(row)
        self.seen = QPlainTextEdit(self)
        self.seen.setObjectName("txtHolidays")
        self.seen.setReadOnly(True)
        self.seen.setTabChangesFocus(True)
        self.seen.setAccessibleName(tr("Public holidays"))
        self.seen.setMinimumHeight(200)
        self.column.addWidget(self.seen, 1)
        note = tr("Regional holidays are not among them; add those by hand. The days are kept in the portfolio.")
        self.add_text(note, color="muted")
        self.add_button(tr("Cancel"), name="btnCancel").clicked.connect(self.reject)
        self.add = self.add_button(tr("Add"), primary=True, name="btnAddHolidays")
        self.add.clicked.connect(self.accept)
        self.country.currentIndexChanged.connect(self._show_days)
        self.year.currentIndexChanged.connect(self._show_days)
        self._show_days()
        self.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_days(self, *_: object) -> None:
        self.days = rulesets.public_holidays(str(self.country.currentData()), int(self.year.currentData()))
        self.seen.setPlainText(write_days_off(self.days) or tr("No holidays are known for this year."))
        self.add.setEnabled(bool(self.days))
        self.add.setText(trn("Add {n} day", "Add {n} days", len(self.days)))


def country_here() -> str:
    """The country of this computer; where it names none, one of those that speak the language in force."""
    here = QLocale.system().territory()
    return QLocale.territoryToCode(here if here != QLocale.Country.AnyTerritory else QLocale().territory())


def country_name(code: str) -> str:
    """A country in English in an English window, else as its people call it where the shipped fonts have the script."""
    territory = QLocale.codeToTerritory(code)
    if territory == QLocale.Country.AnyTerritory:
        return code
    english = QLocale.territoryToString(territory)
    spoken = QLocale(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory)
    name = spoken.nativeTerritoryName()
    known = spoken.territory() == territory and name and all(map(_is_drawn, name))
    return name if known and language() != "en" else english


def _is_drawn(sign: str) -> bool:
    """Whether the fonts shipped with the program have the script of a sign."""
    return not sign.isalpha() or unicodedata.name(sign, "").split(" ")[0] in _SCRIPTS
