# SPDX-License-Identifier: Apache-2.0
"""Step 1 of a review: the table of checks, and what to do where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.kernel.text import tr
from planner.services import checks, crud
from planner.services.session import Session
from planner.views.review_checks import CheckGroup, check_groups, compared
from planner.views.tables import Column, Row, TableView
from ui.forms.new_record import NewRecordDialog
from ui.screens.review.check_drafts import CheckDrafts
from ui.screens.review.check_model import READING
from ui.screens.review.check_table import ChecksTable
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import column
from ui.screens.review.since_bar import SinceBar
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState

_NEW_FIELDS = ("asset_id", "group", "item", "unit", "ok_range")


class InspectStep(QWidget):
    """``selected`` carries the id of the current check, "" for none."""

    selected = Signal(str)

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self._review_id = ""
        self._groups: tuple[CheckGroup, ...] = ()
        self.table = ChecksTable()
        self.table.setObjectName("tblChecks")
        self.empty = EmptyState(
            tr("Nothing to check yet."),
            tr("Add what you look at: equipment, check and limit."),
            compact=True,
        )
        button = Button(tr("Check"), icon="plus", variant="primary")
        button.clicked.connect(self.add_check)
        self.empty.add_button(button)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.since = SinceBar()
        parts = column(self)
        parts.addWidget(self.since)
        parts.addWidget(self.body)
        self.drafts = CheckDrafts(host.app, self.table, parts)
        self._wire()

    def _wire(self) -> None:
        self.table.row_changed.connect(self.selected)
        self.table.row_changed.connect(self.drafts.show_for)
        self.table.result_chosen.connect(self._choose)
        self.table.checks.edited.connect(self._edit)
        self.table.photo_wanted.connect(self._photo)
        self.table.trash_wanted.connect(self._trash)
        self.table.dropped.connect(self._dropped)
        self.since.changed.connect(self._filter)

    def show_review(self, shown: Shown) -> None:
        """Show the checks of a review; the current row stays where it is the same review."""
        other = shown.review.id != self._review_id
        key, at = self.table.current_key(), self.table.current_row()
        self._shown, self._review_id = shown, shown.review.id
        found = compared(shown.facts, shown.review.id)
        self.since.show_comparison(shown, found)
        self._groups = check_groups(shown.facts, shown.review.id, found)
        rebuilt = self.table.checks.set_groups(self._wanted(), locked=shown.settled)
        self.table.delegate.locked = shown.settled
        if rebuilt:
            self.table.span_groups()
        self.body.setCurrentWidget(self.table if self._groups else self.empty)
        if other:
            self.table.select(self.table.checks.first_open())
            self.drafts.show_for(self.table.current_key())
        elif rebuilt:
            row = self.table.checks.row_of(key)
            self.table.select(row if row >= 0 else self.table.checks.next_row(at - 1))

    def _wanted(self) -> tuple[CheckGroup, ...]:
        """The groups with the checks that the filter lets through."""
        chosen = self.since.chosen()
        if not chosen:
            return self._groups
        kept = (replace(group, rows=tuple(r for r in group.rows if r.kinds & chosen)) for group in self._groups)
        return tuple(group for group in kept if group.rows)

    @Slot()
    def _filter(self) -> None:
        if self._shown is not None:
            self.show_review(self._shown)

    def current_key(self) -> str:
        """The id of the current check."""
        return self.table.current_key()

    def take_focus(self) -> None:
        """Begin with the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_record(self, key: str) -> bool:
        """Go to a check, or with "" to the first that was not made; False when it is not here."""
        if key and self.table.checks.row_of(key) < 0 and any(r.id == key for g in self._groups for r in g.rows):
            self.since.clear()
            self._filter()
        row = self.table.checks.row_of(key) if key else self.table.checks.first_open()
        if row < 0:
            return False
        self.table.select(row, READING)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def copy_table(self) -> TableView:
        """The checks as they are shown."""
        titles = [self.table.checks.headerData(n, Qt.Orientation.Horizontal) for n in range(8)]
        columns = tuple(Column(key=str(n), title=str(title)) for n, title in enumerate(titles))
        rows = []
        for number in range(self.table.checks.rowCount()):
            check = self.table.checks.row(number)
            if check is not None:
                cells = tuple(str(self.table.checks.index(number, n).data() or "") for n in range(8))
                rows.append(Row(key=check.id, cells=cells))
        return TableView(columns=columns, rows=tuple(rows))

    # -- verbs

    @Slot(str, str)
    def _choose(self, key: str, value: str) -> None:
        session = self._host.app.session
        self._host.perform(lambda source: checks.record_result(session, key, value, source=source))

    @Slot(str, int, str)
    def _edit(self, key: str, column_: int, text: str) -> None:
        session = self._host.app.session
        name = "reading" if column_ == READING else "note"
        given: dict[str, Any] = {name: text or None}
        with self.drafts.saving(key, column_):
            self._host.perform(lambda source: checks.record_result(session, key, source=source, **given))

    @Slot(str)
    def _photo(self, key: str) -> None:
        self._host.ask_photo(key)

    @Slot(str, object)
    def _dropped(self, key: str, paths: list[Path]) -> None:
        self._host.attach(key, paths)

    @Slot(str)
    def _trash(self, key: str) -> None:
        app = self._host.app
        name = crud.title_of(app.session, INSPECTION_RESULT, key)
        done = self._host.perform(lambda source: crud.trash(app.session, INSPECTION_RESULT, [key], source=source))
        if done:
            app.notices.toast(tr("Moved {name} to Trash", name=name), undo=True)

    @Slot()
    def add_check(self) -> None:
        """Ask for equipment, check and limit, and add it at the end."""
        if self._shown is None:
            return
        current = self.table.checks.row(self.table.current_row())
        group = next((g.key for g in self._groups if current in g.rows), "basics")
        dialog = NewRecordDialog(
            self._host.app,
            INSPECTION_RESULT,
            account_id=self._shown.facts.account.id,
            fields=_NEW_FIELDS,
            preset={"group": group},
            add=self._add,
            parent=self.window(),
        )
        dialog.setWindowTitle(tr("New check"))
        dialog.created.connect(self._added)
        dialog.open()

    def _add(self, session: Session, values: Mapping[str, Any], source: object) -> Any:
        given = {name: values.get(name) for name in ("asset_id", "unit", "ok_range")}
        group = str(values.get("group") or "basics")
        item = str(values.get("item") or "")
        return checks.add_check(session, self._review_id, item, group=group, source=source, **given)

    @Slot(str)
    def _added(self, key: str) -> None:
        self._host.perform(lambda _source: None)
        self.focus_record(key)
