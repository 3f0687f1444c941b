# SPDX-License-Identifier: Apache-2.0
"""The rules in force in words, the versions before them, and the ways to other rules: a file, an edit, the built-in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.formats.rules_file import ReadRules
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.rules.ruleset import DEFAULT, Rules
from planner.rules.terms import beside, put
from planner.safe.files import free_name
from planner.safe.names import safe_file_name
from planner.services import draft_places, ruleset_files, ruleset_versions
from planner.services.ruleset_versions import Version, stamp_text
from planner.views.rules_page import Difference, differences, rules_page
from ui.context import AppContext
from ui.dialogs.base import HouseDialog, work_size
from ui.forms.draft_keeper import keeper_of
from ui.models.selection import select_key
from ui.screens.parts.side_list import SideList, tool
from ui.screens.rules.page import RulesPage
from ui.screens.rules.trial import TrialWindow
from ui.widgets.safe import PlainLabel

T = TypeVar("T")
_LIST_WIDTH: Final = 244
_DRAFT: Final = draft_places.setting("rules")
_FILES: Final = N_("Rules ({files})")


class RulesWindow(HouseDialog):
    """Nothing here changes a rule by itself: what is read or edited is tried first and adopted there, with a reason."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Rules"), parent, width=860)
        self.setObjectName("dlgRules")
        self._app = app
        self._locked = tr("This portfolio is open for reading only.") if app.session.read_only else ""
        self._versions: tuple[Version, ...] = ()
        self._shown = 0
        self._edits: dict[str, int] | None = None
        self.page: RulesPage | None = None
        self.trial: TrialWindow | None = None
        self._build_list()
        self._build_head()
        self._build_foot()
        self._lay_out()
        self.reload()
        self._bring_back()
        self.resize(work_size(parent))
        self.table.setFocus()

    # -- build

    def _build_list(self) -> None:
        self.list = SideList(
            self, name=tr("Versions of the rules"), table="tblVersions", column=N_("Version"), width=_LIST_WIDTH
        )
        self.table = self.list.table
        self.btn_import = tool(self, tr("Import…"), "file-import", "btnImportRules", self._import)
        self.btn_export = tool(self, tr("Export…"), "file-export", "btnExportRules", self._export)
        self.btn_edit = tool(self, tr("Edit numbers"), "pencil", "btnEditRules", self._edit)
        self.btn_back = tool(self, tr("Use this version again…"), "arrow-back-up", "btnBackRules", self._again)
        self.list.add_tools(self.btn_import, self.btn_export)
        self.list.add_tools(self.btn_edit)
        self.list.add_tools(self.btn_back)
        self.table.selectionModel().currentChanged.connect(self._selected)

    def _build_head(self) -> None:
        self.title = PlainLabel("", self, role="section")
        self.told = PlainLabel("", self, color="muted", wrap=True)
        self.compare = QComboBox(self)
        self.compare.setObjectName("cmbCompareRules")
        self.compare.setAccessibleName(tr("Compare with"))
        self.compare.activated.connect(lambda _index: self._show())
        self.count = PlainLabel("", self, color="muted")

    def _build_foot(self) -> None:
        self.note = PlainLabel("", self, role="caption", color="muted")
        self.buttons.insertWidget(0, self.note)
        self.btn_discard = self.add_button(tr("Discard changes"), name="btnDiscardRules")
        self.btn_try = self.add_button(tr("Try…"), primary=True, name="btnTryRules")
        self.btn_discard.clicked.connect(self.discard)
        self.btn_try.clicked.connect(self._try_edits)
        self.btn_close = self.add_close()

    def _lay_out(self) -> None:
        self._right = QVBoxLayout()
        self._right.setSpacing(6)
        self._right.addWidget(self.title)
        self._right.addWidget(self.told)
        with_what = QHBoxLayout()
        with_what.setSpacing(8)
        caption = PlainLabel(tr("Compare with"), self, role="caption", color="muted")
        caption.setBuddy(self.compare)
        for part in (caption, self.compare, self.count):
            with_what.addWidget(part)
        with_what.addStretch(1)
        self._right.addLayout(with_what)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(self._right, 1)
        self.column.addLayout(row, 1)

    # -- shown

    def reload(self) -> None:
        """Show the versions as stored, the one in force first."""
        self._versions = ruleset_versions.versions(self._app.session)
        self._edits = None
        self.list.show_rows(
            (str(place), one.stamp, self._second(place, one)) for place, one in enumerate(self._versions)
        )
        self.compare.clear()
        for place, one in enumerate(self._versions):
            self.compare.addItem(one.stamp, place)
        self.compare.setCurrentIndex(len(self._versions) - 1)
        self._shown = 0
        select_key(self.table, "0")
        self._show()

    def _second(self, place: int, version: Version) -> str:
        parts = [tr("in force")] if place == 0 else []
        if version.adopted_on is not None:
            parts.append(day_text(version.adopted_on))
        if version.by:
            parts.append(version.by)
        return " · ".join(parts)

    @property
    def version(self) -> Version:
        """The one that is shown."""
        return self._versions[self._shown]

    @Slot()
    def _selected(self, *_: object) -> None:
        key = self.list.key()
        if key and int(key) != self._shown:
            self._shown, self._edits = int(key), None
            self._show()

    def _show(self) -> None:
        version = self.version
        other = self._versions[max(0, self.compare.currentIndex())]
        name = tr("default") if other.number == 0 else tr("v{n}", n=other.number)
        with_these = DEFAULT if other.number == 0 else other.rules
        rules = put(version.rules, self._edits) if self._edits else version.rules
        section = self.page.list.key() if self.page is not None else ""
        made = RulesPage(
            rules, rules_page(rules, with_these), name, self, self._changed if self._edits is not None else None
        )
        if self.page is not None:
            self._right.replaceWidget(self.page, made)
            self.page.hide()
            self.page.deleteLater()
        else:
            self._right.addWidget(made, 1)
        self.page = made
        if section:
            made.go_to(section)
        self.title.setText(f"{version.name} · {version.stamp}")
        self.told.setText(_told(version))
        self._count(rules, with_these)
        self._fit()

    def _count(self, rules: Rules, other: Rules) -> None:
        group = sum(row.differs for group in rules_page(rules, other) for row in group.rows)
        same = tr("no difference")
        if rules != other:  # hashes that are not the same ask for the reason
            same = tr("no rule differs; currency, amounts and days off are the portfolio’s own")
        self.count.setText(trn("{n} rule differs", "{n} rules differ", group) if group else same)

    def _fit(self) -> None:
        editing = self._edits is not None
        newest = self._shown == 0
        self.btn_import.set_off(self._locked or (tr("Try or discard the changes first.") if editing else ""))
        self.btn_edit.set_off(self._locked or ("" if newest else tr("Only the rules in force can be edited.")))
        self.btn_edit.setVisible(not editing)
        self.btn_back.set_off(self._locked or (tr("These are the rules in force.") if newest else ""))
        for part in (self.btn_discard, self.btn_try):
            part.setVisible(editing)
        self.table.setEnabled(not editing)
        self.compare.setEnabled(not editing)
        changed = self._real_edits()
        self.note.setText(trn("{n} number changed", "{n} numbers changed", len(changed)) if changed else "")
        self.btn_try.set_off("" if changed else tr("Nothing was changed."))

    # -- edit

    def _edit(self) -> None:
        self._edits = {}
        self._show()
        if self.page is not None:
            self.page.setFocus()

    def _changed(self, path: str, number: int) -> None:
        if self._edits is not None:
            self._edits[path] = number
            told = [f"{one.text}: {one.now}" for one in self._real_edits()]
            if told:
                values = {"typed": dict(self._edits), "text": "; ".join(told)}
                keeper_of(self._app).note(_DRAFT, values)
            else:
                keeper_of(self._app).forget(_DRAFT)
            if self.page is not None:
                self.page.retell(rules_page(put(self.version.rules, self._edits)))
            self._fit()

    def _bring_back(self) -> None:
        """Numbers that were changed and not tried before the program ended."""
        draft = None if self._locked else keeper_of(self._app).waiting(_DRAFT)
        typed = draft.values.get("typed") if draft is not None else None
        if not isinstance(typed, dict):
            return
        known = {one.path for one in beside(self.version.rules)}
        edits = {path: number for path, number in typed.items() if path in known and type(number) is int}
        try:
            put(self.version.rules, edits)
        except PlannerError:  # from another version of the program
            edits = {}
        if edits:
            self._edits = edits
            self._show()
            self.note.setText(tr("The numbers you changed before are back; nothing is adopted yet."))

    def _real_edits(self) -> tuple[Difference, ...]:
        """The numbers that are other than in force."""
        if not self._edits:
            return ()
        return differences(put(self.version.rules, self._edits), self.version.rules)

    def discard(self) -> None:
        """Show the rules in force again."""
        self._forget()
        self._show()

    def _forget(self) -> None:
        self._edits = None
        keeper_of(self._app).forget(_DRAFT)

    def _try_edits(self) -> None:
        edits = self._edits
        if edits:
            self._try(lambda: put(self.version.rules, edits), tr("Your changes"))

    # -- from and into files

    def _import(self) -> None:
        path = self._app.prompts.pick_open(tr("Import rules"), tr(_FILES, files="*.toml"))
        if path is None:
            return
        read = self.perform(lambda: ruleset_files.read(self._app.session, path))
        if read is not None:
            self._try(lambda: read.rules, path.name, name=read.head.name, note=_from_file(read))

    def _export(self) -> None:
        version = self.version
        proposed = free_name(Path.home() / safe_file_name(f"{version.name} v{version.number}", extension=".toml"))
        path = self._app.prompts.pick_save(tr("Export rules"), proposed, tr(_FILES, files="*.toml"))
        if path is not None:
            made = self.perform(lambda: ruleset_files.export(self._app.session, path, version))
            if made is not None:
                self.note.setText(tr("The rules are in {name}", name=made.name))

    def _again(self) -> None:
        version = self.version
        if version.number == 0:
            self._try(lambda: ruleset_files.built_in_here(self._app.session), tr("Built-in rules"))
        else:
            self._try(lambda: version.rules, version.stamp, name=version.name)

    def _try(self, rules: Callable[[], Rules], title: str, *, name: str = "", note: str = "") -> None:
        """Show what rules would change; they may be adopted there."""
        found = self.perform(lambda: ruleset_files.sound(self._app.session, rules()))
        if found is None:
            return
        heading = f"{title} · {stamp_text(0, found.hash).rpartition(' ')[2]}"
        self.trial = TrialWindow(self._app, found, heading, self, name=name, note=note)
        self.trial.finished.connect(self._tried)
        self.trial.open()

    @Slot(int)
    def _tried(self, result: int) -> None:
        if self.trial is not None:
            self.trial.deleteLater()
            self.trial = None
        if result == TrialWindow.DialogCode.Accepted:
            self._forget()
            self.reload()
            self.table.setFocus()

    def perform(self, work: Callable[[], T]) -> T | None:
        """Run a verb; what was refused is said, and the answer is None."""
        try:
            return work()
        except PlannerError as fault:
            self._app.prompts.tell(self.windowTitle(), str(fault))
            return None


def _from_file(read: ReadRules) -> str:
    """What a file says about where it comes from; why it was adopted there is no reason to adopt it here."""
    told = []
    if read.head.hash and read.edited:
        told.append(tr("The file was changed since it was written as {rules}, or leaves something out.",
                       rules=stamp_text(read.head.version, read.head.hash)))  # fmt: skip
    if read.head.reason:
        told.append(tr("Where it was written they were adopted for: “{reason}”.", reason=read.head.reason))
    return " ".join(told)


def _told(version: Version) -> str:
    if version.adopted_on is None:
        return tr("What comes with Waterline. It holds where a portfolio has no rules of its own.")
    words = {"day": day_text(version.adopted_on), "who": version.by}
    said = tr("Adopted on {day} by {who}.", **words) if version.by else tr("Adopted on {day}.", **words)
    return f"{said} {version.reason}".strip()
