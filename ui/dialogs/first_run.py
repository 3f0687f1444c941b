# SPDX-License-Identifier: Apache-2.0
"""The first run (ux W21-W23): name, language and look; where the file is; what to start with; how it is protected."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from planner.kernel import paths
from planner.kernel.data import dataclass
from planner.kernel.money import COMMON
from planner.kernel.settings import Settings
from planner.kernel.text import LANGUAGES, N_, tr
from ui.dialogs.base import HouseDialog, plain_page
from ui.text import DATE_FORMATS, system_language, written
from ui.widgets.button import Button
from ui.widgets.choice import Choice
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:  # loaded with the step that protects
    from planner.services.protection import Protection
    from ui.dialogs.protect_pages import ProtectPages
    from ui.ports import Prompts

SCHEMES: Final = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))

_HEADS: Final = (N_("About you"), N_("Where your plans are kept"), N_("What would you like to start with?"))
_PROTECT_HEADS: Final = (N_("Protect your plans"), N_("Keep the recovery key"))
_PROTECT: Final = 3  # the step that leads through both of these


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was chosen; ``start`` is sample, account, import or "" for an empty portfolio.

    ``protection`` is None for a portfolio that is not encrypted, and where none is made: for the sample, and where
    one stands at that place already. ``checklists`` puts the starter library into the new portfolio.
    """

    name: str
    path: Path
    start: str
    currency: str = ""
    protection: Protection | None = None
    checklists: bool = False


class FirstRun(HouseDialog):
    """Three steps that are filled in already, so that Continue is always possible, then password and recovery key.

    The sample needs no protection and is open after three steps.
    """

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        look: Callable[[Settings], object] | None = None,
        prompts: Prompts | None = None,
    ) -> None:
        super().__init__(tr("Welcome to Waterline"), parent, width=560)
        self.setObjectName("dlgFirstRun")
        self.settings = settings
        self._look, self._prompts = look, prompts
        self._start = ""
        self._protect: ProtectPages | None = None
        self.path = paths.default_portfolio()
        self.title = PlainLabel("", self, role="section", wrap=True)
        self.column.addWidget(self.title)
        self.pages = QStackedWidget(self)
        self.column.addWidget(self.pages, 1)
        self.step = PlainLabel("", self, role="caption", color="muted")
        self.buttons.insertWidget(0, self.step)
        self.back = self.add_button(tr("Back"), name="btnFirstBack")
        self.next = self.add_button(tr("Continue"), primary=True, name="btnFirstNext")
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        self.pages.addWidget(self._page_you())
        self.pages.addWidget(self._page_file())
        self.pages.addWidget(self._page_start())
        self._show(0)

    def answers(self) -> Answers:
        """What was chosen."""
        currency = str(self.currency.currentData())
        return Answers(
            name=self.name.text().strip(),
            path=self.path,
            start=self._start,
            currency=currency,
            protection=self._protect.protection if self._protect is not None else None,
            checklists=self.checklists.isChecked(),
        )

    # -- pages

    def _page_you(self) -> QWidget:
        page, column = plain_page(self)
        self.name = QLineEdit(system_name(), page)
        self.name.setObjectName("edtMyName")
        self.language = _choice(page, "cmbLanguage", LANGUAGES, self.settings.language or system_language())
        today = date.today()  # noqa: DTZ011 - an example of how days are written
        formats = [(key, written(today, pattern)) for key, pattern in DATE_FORMATS]
        self.dates = _choice(page, "cmbDates", formats, self.settings.date_format)
        _field(column, tr("Your name, as changes are signed"), self.name)
        _field(column, tr("Language"), self.language)
        self.currency = _choice(page, "cmbCurrency", [(code, code) for code in COMMON], system_currency())
        _field(column, tr("Dates"), self.dates)
        _field(column, tr("Currency of your plans"), self.currency)
        column.addWidget(PlainLabel(tr("Appearance"), page, role="caption", color="muted"))
        row = QHBoxLayout()
        self.schemes = QButtonGroup(page)
        for number, (key, text) in enumerate(SCHEMES):
            radio = QRadioButton(tr(text), page)
            radio.setChecked(key == self.settings.theme)
            self.schemes.addButton(radio, number)
            row.addWidget(radio)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.schemes.idClicked.connect(self._scheme)
        self.dates.currentIndexChanged.connect(self._read)
        self.language.currentIndexChanged.connect(self._read)
        return page

    def _page_file(self) -> QWidget:
        page, column = plain_page(self)
        column.addWidget(PlainLabel(tr("All of them are in one file on this computer:"), page, wrap=True))
        self.place = PlainLabel(str(self.path), page, role="name", wrap=True, selectable=True)
        column.addWidget(self.place)
        change = Button(tr("Change…"), page)
        change.setObjectName("btnChangePlace")
        change.clicked.connect(self._change_place)
        row = QHBoxLayout()
        row.addWidget(change)
        row.addStretch(1)
        column.addLayout(row)
        self.backups = QCheckBox(tr("Automatic backups"), page)
        self.backups.setObjectName("chkAutomaticBackups")
        self.backups.setChecked(self.settings.automatic_backups)
        column.addWidget(self.backups)
        self.checklists = QCheckBox(tr("With the starter library of checklists for network reviews"), page)
        self.checklists.setObjectName("chkChecklists")
        self.checklists.setChecked(True)
        column.addWidget(self.checklists)
        words = tr("Nothing leaves this computer: no account, no network. Backups go into a folder beside the file.")
        column.addWidget(PlainLabel(words, page, color="muted", wrap=True))
        column.addStretch(1)
        self.backups.toggled.connect(self._read)
        return page

    def _page_start(self) -> QWidget:
        page, column = plain_page(self)
        self.starts: dict[str, Choice] = {}
        for key, text, icon, handler in (
            ("sample", tr("Look around the sample"), "eye", self._start_sample),
            ("account", tr("Add my first account"), "plus", self._start_account),
            ("import", tr("Import a list of accounts"), "file-import", self._start_import),
        ):
            choice = Choice(text, page, icon=icon)
            choice.setObjectName(f"btnStart.{key}")
            choice.clicked.connect(handler)
            self.starts[key] = choice
            column.addWidget(choice)
        column.addWidget(
            PlainLabel(
                tr("The sample is a file of its own and never mixes with your plans."), page, color="muted", wrap=True
            )
        )
        column.addStretch(1)
        return page

    # -- steps

    def _show(self, number: int) -> None:
        """Show a step; the focus is where one begins to fill it in, so that Enter alone leads through the first."""
        self.pages.setCurrentIndex(number)
        self.back.setVisible(number > 0)
        self._name_step()
        if number < _PROTECT:
            (self.name, self.next, self.starts["sample"])[number].setFocus()
        elif self._protect is not None:
            self._protect.begin()

    def _name_step(self) -> None:
        """Head, count and buttons of the step in sight."""
        number, protect = self.pages.currentIndex(), self._protect
        heads = _HEADS if protect is None or number < _PROTECT else _PROTECT_HEADS
        inner = protect.step if protect is not None and number == _PROTECT else 0
        self.title.setText(tr(heads[number % _PROTECT + inner]))
        steps = len(_HEADS) if self.path.exists() else len(_HEADS) + len(_PROTECT_HEADS)
        self.step.setText(tr("Step {n} of {steps}", n=number + inner + 1, steps=steps))
        starts = number == _PROTECT - 1
        last = protect is not None and number == _PROTECT and protect.is_last
        self.next.setText(tr("Start empty") if starts else tr("Make the portfolio") if last else tr("Continue"))
        self.next.set_variant("normal" if starts else "primary")

    def _next(self) -> None:
        self._read()
        number = self.pages.currentIndex()
        if number == _PROTECT and self._protect is not None:
            self._protect.go()
        elif number == _PROTECT - 1:
            self._finish("")
        else:
            self._show(number + 1)

    def _back(self) -> None:
        inside = self.pages.currentIndex() == _PROTECT and self._protect is not None and self._protect.back()
        if not inside:
            self._show(self.pages.currentIndex() - 1)

    def _start_sample(self) -> None:
        self._finish("sample")

    def _start_account(self) -> None:
        self._finish("account")

    def _start_import(self) -> None:
        self._finish("import")

    def _finish(self, start: str) -> None:
        """What to start with is chosen; a portfolio of one's own is protected first."""
        self._start = start
        if start == "sample" or self.path.exists():
            self._drop_protection()
            self.accept()
            return
        if self._protect is None:
            self._protect = self._protection_pages()
        self._show(_PROTECT)

    def _protection_pages(self) -> ProtectPages:
        from ui.dialogs.prompts import QtPrompts
        from ui.dialogs.protect_pages import ProtectPages

        made = ProtectPages(self.path, self._prompts or QtPrompts(self), self)
        made.moved.connect(self._name_step)
        made.finished.connect(self.accept)
        self.pages.addWidget(made)
        return made

    def _drop_protection(self) -> None:
        """What was chosen for another place or start holds no more."""
        if self._protect is not None:
            self.pages.removeWidget(self._protect)
            self._protect.deleteLater()
            self._protect = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from any field; what to start with is chosen, never guessed."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.pages.currentIndex() == _PROTECT:
            return  # its fields have told it already
        if enter and self.pages.currentIndex() < _PROTECT - 1:
            self._next()
            return
        super().keyPressEvent(event)

    # -- choices

    def _scheme(self, number: int) -> None:
        self.settings = replace(self.settings, theme=SCHEMES[number][0])
        self._apply()

    def _read(self) -> None:
        language, dates = self.language.currentData(), self.dates.currentData()
        self.settings = replace(
            self.settings, language=str(language), date_format=str(dates), automatic_backups=self.backups.isChecked()
        )
        self._apply()

    def _apply(self) -> None:
        if self._look is not None:
            self._look(self.settings)

    def _change_place(self) -> None:
        there = next(folder for folder in self.path.absolute().parents if folder.exists())
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Where to keep your plans"), str(there / self.path.name), "Waterline (*.waterline)"
        )
        path = Path(name)
        if name:
            self.put_place(path if path.suffix == paths.SUFFIX else path.with_name(path.name + paths.SUFFIX))

    def put_place(self, path: Path) -> None:
        """Keep the plans there; a folder that would harm them is asked about now, before a password is thought out."""
        from ui.dialogs.place_question import settled_place
        from ui.dialogs.prompts import QtPrompts

        place = path if path.exists() else settled_place(self._prompts or QtPrompts(self), path)
        if place is not None:
            self._drop_protection()
            self.path = place
            self.place.setText(str(place))


def system_name() -> str:
    """The user's name as the system knows it, to be corrected; "" where it tells none."""
    try:
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except (ImportError, KeyError):
        full = ""
    if full:
        return full
    try:
        return getpass.getuser().replace(".", " ").title()
    except (OSError, KeyError, ImportError):
        return ""


def system_currency() -> str:
    """The currency where this computer is, EUR where it tells none of those offered."""
    here = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return here if here in COMMON else COMMON[0]


def _field(column: QVBoxLayout, label: str, editor: QWidget) -> None:
    box = QVBoxLayout()
    box.setSpacing(4)
    caption = PlainLabel(label, role="caption", color="muted")
    caption.setBuddy(editor)
    editor.setAccessibleName(label)
    box.addWidget(caption)
    box.addWidget(editor)
    column.addLayout(box)


def _choice(parent: QWidget, name: str, choices: object, chosen: str) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    assert isinstance(choices, tuple | list)
    for key, text in choices:
        box.addItem(str(text), key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box
