# SPDX-License-Identifier: Apache-2.0
"""Evidence of one record inside a details pane: what there is, adding, correcting and unlinking it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.common.evidence_link import EVIDENCE_LINK, KINDS, EvidenceLink
from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.services import crud, evidence
from planner.services.session import Session
from ui.context import AppContext
from ui.forms.entity_form import EntityForm
from ui.forms.new_record import NewRecordPanel
from ui.screens.parts.layouts import clear_layout
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.hint import Hint
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

_KINDS = dict(KINDS)
_FIELDS = ("kind", "grade", "paraphrase", "evidence_date")


class EvidenceBox(Group):
    """`show_target` says whose evidence; ``lacks`` pieces are asked for and never required."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Evidence"), parent, link=tr("Add"))
        self._app = app
        self._target: tuple[str, str, str] | None = None
        self._panel: NewRecordPanel | None = None
        self._open = ""
        self._words = ""
        self.title.link_clicked.connect(self.ask)
        self._need = StatusText("watch", "", role="caption", size=10)
        self._need.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.form = EntityForm(app, EVIDENCE_LINK, fields=_FIELDS, scroll=False, padding=8)
        self.form.hide()
        self.unlink = Button(tr("Unlink"), icon="unlink", small=True)
        self.unlink.clicked.connect(self._unlink)
        self.unlink.hide()
        self._slot = QVBoxLayout()
        self.hint = Hint(app, "evidence", tr("Evidence says how you know: a mail, a meeting, what you saw yourself."))
        self.add(self.hint)
        self.add(self._need)
        self.column.addLayout(self._rows)
        self.add(self.form)
        row = QHBoxLayout()
        row.addWidget(self.unlink)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addLayout(self._slot)

    def show_target(self, target: tuple[str, str, str] | None, links: Sequence[EvidenceLink], lacks: int = 0) -> None:
        """Show the evidence of a record (entity, id, account id); None hides the group."""
        if target != self._target:
            self._end()
            self._open = ""
        self._target = target
        self.hint.look()
        self.setVisible(target is not None)
        self.title.set_text(tr("Evidence ({n})", n=len(links)) if links else tr("Evidence"))
        self._words = trn("{n} more piece is needed", "{n} more pieces are needed", lacks) if lacks else ""
        self._need.set_status("watch", self._words)
        self._need.setVisible(lacks > 0)
        clear_layout(self._rows)
        for link in links:
            row = ListRow(
                link.paraphrase or tr(_KINDS[link.kind]),
                second=" · ".join(p for p in (tr(_KINDS[link.kind]), _day(link)) if p),
                right=link.grade,
                icon="link",
            )
            row.setCheckable(True)
            row.setChecked(link.id == self._open)
            row.clicked.connect(partial(self._toggle, link.id))
            self._rows.addWidget(row)
        if not links:
            self._rows.addWidget(PlainLabel(tr("No evidence is linked."), role="caption", color="muted"))
        self._show_form(next((link for link in links if link.id == self._open), None))
        self._chain()

    def _chain(self) -> None:
        """Let Tab follow the reading order: rows that are made anew each time would come last."""
        rows = [found for n in range(self._rows.count()) if isinstance(found := self._at(n), ListRow)]
        editors = [editor.focusProxy() or editor for editor in (self.form.editor(name) for name in _FIELDS)]
        for before, after in pairwise((self.title.link_stop(), *rows, *editors, self.unlink)):
            QWidget.setTabOrder(before, after)
        if self._panel is not None:
            self._panel.tab_after(self.unlink)

    def _at(self, number: int) -> QWidget | None:
        item = self._rows.itemAt(number)
        return item.widget() if item is not None else None

    def _toggle(self, key: str) -> None:
        self._open = "" if self._open == key else key
        for row in self.findChildren(ListRow):
            row.setChecked(False)
        links = [link for link in _links(self._app.session, self._target) if link.id == self._open]
        self._show_form(links[0] if links else None)

    def _show_form(self, link: EvidenceLink | None) -> None:
        self.form.load(link)
        self.form.setVisible(link is not None)
        self.unlink.setVisible(link is not None)

    @Slot()
    def ask(self) -> None:
        """Ask for one more piece."""
        if self._target is None or self._panel is not None:
            return
        entity, key, account_id = self._target
        self._panel = NewRecordPanel(
            self._app, EVIDENCE_LINK, account_id=account_id, fields=_FIELDS, add=partial(_add, entity, key)
        )
        self._panel.created.connect(self._added)
        self._panel.cancelled.connect(self._end)
        self._slot.addWidget(self._panel)
        self._chain()
        self._panel.start()

    def asking(self) -> bool:
        """Whether a piece is being asked for."""
        return self._panel is not None

    def need(self) -> str:
        """What is asked for, "" when there is enough."""
        return self._words

    @Slot(str)
    def _added(self, _key: str) -> None:
        self._end()

    @Slot()
    def _end(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None:
            self._slot.removeWidget(panel)
            stays = panel.isAncestorOf(QApplication.focusWidget() or self)
            panel.hide()
            panel.deleteLater()
            if stays:  # the keyboard goes on where it began, not to the first button of the window
                self.title.focus_link()

    @Slot()
    def _unlink(self) -> None:
        key, self._open = self._open, ""
        self._show_form(None)
        if key and evidence.unlink(self._app.session, [key]):
            self._app.notices.toast(tr("Unlinked the evidence"), undo=True)


def _day(link: EvidenceLink) -> str:
    return day_text(link.evidence_date) if link.evidence_date else ""


def _links(session: Session, target: tuple[str, str, str] | None) -> list[EvidenceLink]:
    if target is None:
        return []
    return [link for link in crud.of_account(session, EVIDENCE_LINK, target[2]) if link.target_id == target[1]]


def _add(entity: str, key: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    given = evidence.Evidence(
        kind=values.get("kind") or "own_judgement",
        paraphrase=values.get("paraphrase"),
        grade=values.get("grade") or "E4",
        on=values.get("evidence_date"),
    )
    return evidence.link(session, entity, key, given, source=source)
