# SPDX-License-Identifier: Apache-2.0
"""Settings (ux W17): everything applies at once; there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from planner.entities.common.person import PERSON
from planner.kernel.errors import PlannerError
from planner.kernel.text import LANGUAGES, N_, tr
from planner.services import crud, draft_places
from planner.services.portfolio import become
from planner.services.portfolio_facts import last_backup
from ui.actions.commands import run_command
from ui.context import AppContext
from ui.dialogs.about import open_folder
from ui.forms.draft_keeper import keeper_of
from ui.forms.drafts import Following, TypedLine
from ui.screens.backup_box import BackupBox
from ui.screens.lock_box import LockBox
from ui.screens.planning_settings import PlanningSettings
from ui.screens.privacy_box import PrivacyBox
from ui.screens.protection_box import ProtectionBox
from ui.screens.screen import Screen
from ui.screens.settings_sections import SectionedPage
from ui.text import DATE_FORMATS, short_moment, written
from ui.theme.density import TEXT_SIZES
from ui.widgets.button import Button
from ui.widgets.panes import PaneHeader
from ui.widgets.safe import PlainLabel

_SCHEMES: Final = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
_DENSITIES: Final = (("compact", N_("Compact")), ("normal", N_("Normal")), ("touch", N_("Touch")))


class SettingsScreen(Screen):
    """One scrolling page of groups; built once, filled by `refresh`."""

    depends_on = frozenset({"person", "ruleset"})

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.setObjectName("pageSettings")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(PaneHeader(tr("Settings"), self, note=tr("Changes apply at once"), page=True))
        self.groups = SectionedPage(self)
        outer.addWidget(self.groups, 1)
        self._build_appearance()
        self._build_language()
        self._build_me()
        self._build_planning()
        self.groups.begin_second()
        self._build_data()
        self._build_protection()
        self._build_about()

    # -- groups

    @property
    def _column(self) -> QVBoxLayout:
        return self.groups.column

    def _build_appearance(self) -> None:
        self.groups.add_section("appearance", tr("Appearance"))
        self.scheme = self._radios("scheme", _SCHEMES, tr("Theme"), "theme")
        self.density = self._radios("density", _DENSITIES, tr("Row height"), "density")
        self.text_size = QComboBox(self)
        self.text_size.setObjectName("cmbTextSize")
        for percent in TEXT_SIZES:
            self.text_size.addItem(tr("{n} %", n=percent), percent)
        self._field(tr("Text size"), self.text_size)
        self.text_size.activated.connect(self._size_chosen)

    def _build_language(self) -> None:
        self.groups.add_section("language", tr("Language and formats"), tr("Language"))
        self.language = QComboBox(self)
        self.language.setObjectName("cmbLanguage")
        self.language.addItem(tr("As the system"), "")
        for code, name in LANGUAGES:
            self.language.addItem(name, code)
        self._field(tr("Language"), self.language)
        self.restart = PlainLabel(
            tr("The language changes when Waterline starts again."), self, role="caption", color="muted"
        )
        self._column.addWidget(self.restart)
        self.dates = QComboBox(self)
        self.dates.setObjectName("cmbDates")
        for key, pattern in DATE_FORMATS:
            self.dates.addItem(written(self.app.session.today(), pattern), key)
        self._field(tr("Dates"), self.dates)
        self.language.activated.connect(self._language_chosen)
        self.dates.activated.connect(self._dates_chosen)

    def _build_planning(self) -> None:
        self.groups.add_section("planning", tr("Planning, for this portfolio"), tr("Planning"))
        self.planning = PlanningSettings(self.app, self)
        self._column.addWidget(self.planning)
        checklists = Button(tr("Checklists…"), self, icon="list-check")
        checklists.setObjectName("btnChecklists")
        checklists.clicked.connect(lambda: run_command(self.app, "checklists.show"))
        rules = Button(tr("Rules…"), self, icon="adjustments")
        rules.setObjectName("btnRules")
        rules.clicked.connect(lambda: run_command(self.app, "rules.show"))
        self._row(checklists, rules)

    def _build_protection(self) -> None:
        self.groups.add_section("protection", tr("Protection"))
        self.protection = ProtectionBox(self.app, self)
        self._column.addWidget(self.protection)
        self._column.addWidget(LockBox(self.app, self))
        self.groups.add_section("privacy", tr("Privacy"))
        self._column.addWidget(PrivacyBox(self.app, self))

    def _build_data(self) -> None:
        self.groups.add_section("data", tr("Data and backups"), tr("Data"))
        self.place = PlainLabel("", self, selectable=True, wrap=True)
        self._column.addWidget(self.place)
        self.backup_note = PlainLabel("", self, color="muted", wrap=True)
        self._column.addWidget(self.backup_note)
        folder = Button(tr("Open folder"), self, icon="folder-open")
        folder.setObjectName("btnOpenFolder")
        folder.clicked.connect(self._open_folder)
        backup = Button(tr("Back up now"), self, icon="archive")
        backup.setObjectName("btnBackup")
        backup.clicked.connect(self._back_up)
        listed = Button(tr("Backups…"), self, icon="history")
        listed.setObjectName("btnBackups")
        listed.clicked.connect(lambda: run_command(self.app, "file.backups"))
        self._row(folder, backup, listed)
        self.backups = BackupBox(self.app, self)
        self._column.addWidget(self.backups)

    def _build_me(self) -> None:
        self.groups.add_section("me", tr("My name"))
        self.me = QLineEdit(self)
        self.me.setObjectName("edtMyName")
        self._field(tr("Changes are signed with this name"), self.me)
        self.me.editingFinished.connect(self._name_left)
        self._typed = TypedLine(self.me)
        self._following = Following(keeper_of(self.app), self._typed, tr("My name"), self._column.addWidget)

    def _build_about(self) -> None:
        self.groups.add_section("about", tr("About"))
        about = Button(tr("About and licences"), self, icon="info-circle")
        about.setObjectName("btnAbout")
        about.clicked.connect(self._about)
        keys = Button(tr("Keys and help"), self, icon="keyboard")
        keys.clicked.connect(self._keys)
        self._row(about, keys)

    # -- parts

    def _field(self, label: str, editor: QWidget) -> None:
        box = QVBoxLayout()
        box.setSpacing(4)
        caption = PlainLabel(label, self, role="caption", color="muted")
        caption.setBuddy(editor)
        editor.setAccessibleName(label)
        editor.setMaximumWidth(320)
        box.addWidget(caption)
        box.addWidget(editor)
        self._column.addLayout(box)

    def _radios(
        self, name: str, choices: Sequence[tuple[str, str]], label: str, setting: str
    ) -> dict[str, QRadioButton]:
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(PlainLabel(label, self, role="caption", color="muted"))
        group = QButtonGroup(self)
        found: dict[str, QRadioButton] = {}
        row = QHBoxLayout()
        row.setSpacing(16)
        for key, text in choices:
            radio = QRadioButton(tr(text), self)
            radio.setObjectName(f"rad.{name}.{key}")
            radio.clicked.connect(partial(self._radio_chosen, setting, key))
            group.addButton(radio)
            found[key] = radio
            row.addWidget(radio)
        row.addStretch(1)
        box.addLayout(row)
        self._column.addLayout(box)
        return found

    def _row(self, *buttons: Button) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    # -- show and keep

    @override
    def refresh(self) -> None:
        settings = self.app.settings
        for key, radio in self.scheme.items():
            radio.setChecked(key == settings.theme)
        for key, radio in self.density.items():
            radio.setChecked(key == settings.density)
        for box, value in (
            (self.text_size, settings.text_scale),
            (self.language, settings.language),
            (self.dates, settings.date_format),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))
        path = self.app.session.path
        self.place.setText(str(path))
        last = last_backup(path)
        self.backup_note.setText(
            tr("Last backup {when}", when=short_moment(last)) if last is not None else tr("No backup was made yet.")
        )
        self.backups.reload()
        self.planning.refresh()
        self.protection.reload()
        person = crud.find(self.app.session, PERSON, self.app.session.me)
        if not self.me.hasFocus():
            self._typed.kept = person.name if person is not None else ""
            self.me.setText(self._typed.kept)
            self._following.at(draft_places.setting("me"))

    @override
    def search(self) -> None:
        self.me.setFocus()

    @override
    def show_place(self, place: Any) -> None:
        self.mark_stale()
        if place.section:
            self.groups.go_to(place.section)

    def _save(self, **values: Any) -> None:
        self.app.save_settings(replace(self.app.settings, **values))

    def _radio_chosen(self, setting: str, key: str, *_checked: bool) -> None:
        self._save(**{setting: key})

    def _size_chosen(self, _index: int) -> None:
        self._save(text_scale=int(self.text_size.currentData()))

    def _language_chosen(self, _index: int) -> None:
        self._save(language=str(self.language.currentData()))

    def _dates_chosen(self, _index: int) -> None:
        self._save(date_format=str(self.dates.currentData()))

    def _name_left(self) -> None:
        name = self.me.text().strip()
        person = crud.find(self.app.session, PERSON, self.app.session.me)
        if not name or (person is not None and person.name == name):
            self._typed.settled.emit()
            self.mark_stale()
            return
        try:
            with self._typed.saving():
                become(self.app.session, name)
            self._typed.settled.emit()
        except PlannerError as error:
            self.app.notices.fault(error)
            return
        self.app.notices.toast(tr("Changes are now signed by {name}", name=name), undo=True)

    def _open_folder(self) -> None:
        open_folder(self.app.session.path.parent)

    def _back_up(self) -> None:
        run_command(self.app, "file.backup")

    def _about(self) -> None:
        run_command(self.app, "help.about")

    def _keys(self) -> None:
        run_command(self.app, "help.keys")
