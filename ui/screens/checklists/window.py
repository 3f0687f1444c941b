# SPDX-License-Identifier: Apache-2.0
"""All checklist templates: the list at the left, one of them to edit at the right; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.reviews.checklist_template import CHECKLIST_TEMPLATE, DOMAINS, ChecklistTemplate
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.services import crud, draft_places, templates
from ui.context import AppContext
from ui.dialogs.base import HouseDialog, work_size
from ui.forms.draft_keeper import keeper_of
from ui.models.selection import select_key
from ui.screens.checklists.files import Files
from ui.screens.checklists.pane import TemplatePane
from ui.screens.checklists.starters import StartersDialog
from ui.screens.checklists.working import WorkingCopy
from ui.screens.parts.side_list import SideList, tool
from ui.widgets.bar import Bar
from ui.widgets.safe import PlainLabel

T = TypeVar("T")
_LIST_WIDTH = 276
_DOMAINS = dict(DOMAINS)


class ChecklistsWindow(HouseDialog):
    """Templates are saved by the button, each save as one version; until then their changes are kept as drafts."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Checklists"), parent, width=860)
        self.setObjectName("dlgChecklists")
        self._app = app
        self._copies: dict[str, WorkingCopy] = {}
        self._found: list[ChecklistTemplate] = []
        self._key = ""
        self._back: set[str] = set()
        self._files = Files(app, self)
        self._locked = app.session.read_only
        self._build_list()
        self._build_tools()
        self.pane = TemplatePane(self)
        self._build_foot()
        self._lay_out()
        self._wire()
        self.reload()
        self.resize(work_size(parent))
        self.table.setFocus()

    # -- build

    def _build_list(self) -> None:
        self.list = SideList(
            self, name=tr("Checklists"), table="tblChecklists", column=N_("Checklist"), width=_LIST_WIDTH
        )
        self.table = self.list.table
        self.empty = PlainLabel(
            tr(
                "This portfolio has no checklists of its own. New reviews use those of the starter library; take them "
                "in to change them."
            ),
            self,
            color="muted",
            wrap=True,
        )
        self.list.add(self.empty)

    def _build_tools(self) -> None:
        self.btn_new = tool(self, tr("New"), "plus", "btnNewChecklist", self._new)
        self.btn_copy = tool(self, tr("Copy"), "copy", "btnCopyChecklist", self._copy)
        self.btn_retire = tool(self, tr("Retire"), "archive", "btnRetireChecklist", self._retire)
        self.btn_trash = tool(self, tr("Delete"), "trash", "btnTrashChecklist", self._trash)
        self.btn_import = tool(self, tr("Import…"), "file-import", "btnImportChecklist", self._import)
        self.btn_export = tool(self, tr("Export…"), "file-export", "btnExportChecklist", self._export)
        self.btn_starters = tool(self, tr("Starter library…"), "list-check", "btnStarters", self._starters)

        self.list.add_tools(self.btn_new, self.btn_copy, self.btn_retire)
        self.list.add_tools(self.btn_import, self.btn_export, self.btn_trash)
        self.list.add_tools(self.btn_starters)

    def _build_foot(self) -> None:
        self.bar = Bar("info", tr("What you changed before is back; it is not saved yet."), self)
        self.btn_older = self.bar.add_button(tr("Show the saved one"))
        self.note = PlainLabel("", self, role="caption", color="muted")
        self.buttons.insertWidget(0, self.note)
        self.btn_discard = self.add_button(tr("Discard changes"), name="btnDiscard")
        self.btn_save = self.add_button(tr("Save"), primary=True, name="btnSaveChecklist")
        self.btn_save.set_shortcut_text("Ctrl+S")
        self.add_close()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.bar)
        right.addWidget(self.pane, 1)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        self.bar.hide()

    def _wire(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._selected)
        self.table.opened.connect(lambda _index: self.pane.name.setFocus())
        self.pane.changed.connect(self._edited)
        self.pane.typing.connect(self._typing)
        self.btn_save.clicked.connect(self.save)
        self.btn_discard.clicked.connect(self.discard)
        self.btn_older.clicked.connect(self.discard)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)  # with what stands in an open cell
        delete = QShortcut(QKeySequence("Delete"), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)  # in the table of checks it empties a cell
        delete.activated.connect(self.btn_trash.click)

    # -- the list

    def reload(self, key: str = "") -> None:
        """Show the templates as stored, with what is changed and not saved; ``key`` becomes the one at hand."""
        wanted = key or self._key
        self._found = templates.listing(self._app.session)
        there = {template.id: template for template in self._found}
        self._copies = {one: copy for one, copy in self._copies.items() if one in there}
        self._fill()
        self.empty.setVisible(not self._found)
        self.table.setVisible(bool(self._found))
        self._key = ""
        if self._found and not (wanted and select_key(self.table, wanted)):
            select_key(self.table, self._found[0].id)
        self._show(self.list.key())

    def _fill(self) -> None:
        self.list.show_rows((t.id, self._name(t), self._words(t)) for t in self._found)

    def _name(self, template: ChecklistTemplate) -> str:
        copy = self._copies.get(template.id)
        return (copy.now.name.strip() if copy else "") or template.name

    def _words(self, template: ChecklistTemplate) -> str:
        copy = self._copies.get(template.id)
        count = len(copy.now.items if copy else template.items)
        parts = [tr(_DOMAINS.get(template.domain, template.domain)), trn("{n} check", "{n} checks", count)]
        if copy is not None and copy.changed:
            parts.insert(0, tr("not saved"))
        elif template.retired_on is not None:
            parts.insert(0, tr("retired"))
        return " · ".join(parts)

    def current(self) -> ChecklistTemplate | None:
        """The template at hand, as it is stored."""
        return next((template for template in self._found if template.id == self._key), None)

    @Slot()
    def _selected(self, *_: object) -> None:
        key = self.list.key()
        if key and key != self._key:
            self._show(key)

    def _show(self, key: str) -> None:
        self.pane.finish()
        self._key = key
        template = self.current()
        if template is None:
            self.pane.show_copy(None)
        else:
            if key not in self._copies:
                self._copies[key] = WorkingCopy(template)
                self._bring_back(template, self._copies[key])
            self.pane.show_copy(self._copies[key], locked=self._locked)
        self.bar.setVisible(key in self._back)
        self._fit()

    def _fit(self) -> None:
        template, copy = self.current(), self._copies.get(self._key)
        locked = tr("This portfolio is open for reading only.") if self._locked else ""
        none = "" if template is not None else tr("Choose a checklist first.")
        for button in (self.btn_copy, self.btn_retire, self.btn_trash):
            button.set_off(locked or none)
        for button in (self.btn_new, self.btn_import, self.btn_starters):
            button.set_off(locked)
        self.btn_export.set_off(none)
        retired = template is not None and template.retired_on is not None
        self.btn_retire.setText(tr("Use again") if retired else tr("Retire"))
        self.note.setText(tr("Version {n}", n=template.version) if template else "")
        self._fit_save(copy)

    def _fit_save(self, copy: WorkingCopy | None) -> None:
        """Whether what stands in the pane can be saved, and as which version."""
        template = self.current()
        changed = copy is not None and copy.changed and template is not None
        self.btn_discard.set_off("" if changed else tr("Nothing was changed."))
        locked = tr("This portfolio is open for reading only.") if self._locked else ""
        self.btn_save.set_off(locked or self._no_save(copy))
        self.btn_save.setText(tr("Save as version {n}", n=template.version + 1) if changed and template else tr("Save"))

    def _no_save(self, copy: WorkingCopy | None) -> str:
        """Why it can't be saved now, "" when it can."""
        if copy is None or not copy.changed:
            return tr("Nothing was changed.")
        if not copy.now.name.strip():
            return tr("A name is needed.")
        for row, fault in templates.item_faults(copy.now.items).items():
            return tr("Row {n}: {fault}", n=row + 1, fault=fault)
        return ""

    # -- drafts

    def _place(self, key: str) -> str:
        return draft_places.record(CHECKLIST_TEMPLATE.name, key, "items")

    def _edited(self) -> None:
        copy = self._copies.get(self._key)
        if copy is None:
            return
        if copy.changed:
            self._note(copy)
        else:
            keeper_of(self._app).forget(self._place(self._key))
        self._fill()
        self._fit()

    def _typing(self, row: int, name: str, text: str) -> None:
        """Keep what stands in an open cell, too."""
        copy = self._copies.get(self._key)
        if copy is not None:
            after = copy.typed(row, name, text)
            self._note(after)
            self._fit_save(after)

    def _note(self, copy: WorkingCopy) -> None:
        words = "; ".join(item.item for item in copy.now.items)
        values = {"typed": copy.state(), "text": f"{copy.now.name}: {words}"}
        keeper_of(self._app).note(self._place(self._key), values)

    def _bring_back(self, template: ChecklistTemplate, copy: WorkingCopy) -> None:
        """What was changed and not saved the last time."""
        draft = keeper_of(self._app).waiting(self._place(template.id))
        if draft is not None and copy.restore(draft.values.get("typed")) and copy.changed:
            self._back.add(template.id)
            self._fill()

    def discard(self) -> None:
        """Show what is saved; the changes can still be taken back with Undo while the window is open."""
        copy = self._copies.get(self._key)
        if copy is None or not copy.changed:
            return
        kept = copy.kept
        copy.put(name=kept.name, domain=kept.domain, asset_kinds=kept.asset_kinds, note=kept.note, items=kept.items)
        keeper_of(self._app).forget(self._place(self._key))
        self._no_longer_back()
        self.pane.show_copy(copy, locked=self._locked)
        self._fill()
        self._fit()

    def save(self) -> None:
        """Save the template at hand as its next version."""
        self.pane.finish()
        copy, key = self._copies.get(self._key), self._key
        if copy is None or self._no_save(copy):
            self._fit()
            return

        def work() -> ChecklistTemplate:
            with keeper_of(self._app).saving(self._place(key)):
                return templates.change(self._app.session, key, source=self, **copy.now.fields())

        saved = self.perform(work)
        if saved is not None:
            copy.saved(saved)
            self._no_longer_back()
            self.reload(key)

    def _no_longer_back(self) -> None:
        self._back.discard(self._key)
        self.bar.hide()

    # -- verbs

    def perform(self, work: Callable[[], T]) -> T | None:
        """Run a verb; what was refused is said, and the answer is None."""
        try:
            return work()
        except PlannerError as fault:
            self._app.prompts.tell(self.windowTitle(), str(fault))
            return None

    def _new(self) -> None:
        made = self.perform(lambda: templates.make(self._app.session, tr("New checklist"), source=self))
        if made is not None:
            self.reload(made.id)
            self.pane.name.setFocus()
            self.pane.name.selectAll()

    def _copy(self) -> None:
        made = self.perform(lambda: templates.copy(self._app.session, self._key, source=self))
        if made is not None:
            self.reload(made.id)

    def _retire(self) -> None:
        template = self.current()
        if template is not None:
            verb = templates.retire if template.retired_on is None else templates.bring_back
            self.perform(lambda: verb(self._app.session, [template.id], source=self))
            self.reload(template.id)

    def _trash(self) -> None:
        template = self.current()
        if template is None:
            return
        done = self.perform(lambda: crud.trash(self._app.session, CHECKLIST_TEMPLATE, [template.id], source=self))
        if done:
            keeper_of(self._app).forget(self._place(template.id))
            self._app.notices.toast(tr("Moved {name} to Trash", name=template.name), undo=True)
        self.reload()

    def _starters(self) -> None:
        dialog = StartersDialog(self._app, self)
        dialog.taken.connect(self.reload)
        dialog.open()

    # -- files

    def _import(self) -> None:
        self._files.read()

    def _export(self) -> None:
        template = self.current()
        written = self._files.write(template) if template is not None else None
        if written is not None:
            self.note.setText(tr("Written to {name}", name=written.name))

    @override
    def done(self, result: int) -> None:
        self.pane.finish()
        self._files.leave()
        waiting = [copy for copy in self._copies.values() if copy.changed]
        if waiting:
            names = ", ".join(copy.now.name for copy in waiting)
            self._app.notices.toast(tr("Kept, but not saved yet: {names}", names=names))
        super().done(result)
