# SPDX-License-Identifier: Apache-2.0
"""What the details pane shows of one account: grade and its reason, next steps, the last moments."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from planner.entities.service.action import Action
from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.grades import GradeNote
from planner.services.account_facts import facts as facts_of
from planner.services.grade_notes import grade_note
from planner.views.grade_words import grade_words
from planner.views.timeline import timeline
from ui.actions.commands import run_command
from ui.context import AppContext, Place
from ui.screens.accounts.detail_rows import ActionRow, clear_layout, warned
from ui.text import near_date
from ui.widgets.button import Button
from ui.widgets.chips import GradeChip
from ui.widgets.flow import FlowLayout
from ui.widgets.panes import Group, HLine, PaneHeader
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel, WrappedLabel, set_tip

MOMENTS = 5
STEPS = 3


class AccountPane(QWidget):
    """One account; with several selected only how many."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._key: str | None = None
        self._build_head()

    def _build_head(self) -> None:
        self.header = PaneHeader("", closable=True)
        self.chip = GradeChip("", large=True)
        self.header.add_lead(self.chip)
        self.header.closed.connect(self._close)
        self.facts_line = PlainLabel(role="caption", color="muted", elide=True)
        self.btn_open = Button(tr("Open"), variant="primary", shortcut=tr("Enter"))
        self.btn_open.clicked.connect(self._open)
        self.btn_review = Button(tr("Quick review"), icon="clipboard-check")
        self.btn_review.clicked.connect(self._review)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 16)
        self.column.setSpacing(0)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._buttons())
        self.line = HLine()
        outer.addWidget(self.line)
        outer.addWidget(scroll, 1)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.facts_line)
        row = FlowLayout()
        row.addWidget(self.btn_open)
        row.addWidget(self.btn_review)
        column.addLayout(row)
        self.buttons = holder
        return holder

    def show_account(self, key: str | None, selected: int = 0) -> None:
        """Show an account, or how many are selected."""
        self._key = key
        facts = self._facts(key)
        self.buttons.setVisible(facts is not None)
        self.line.setVisible(facts is not None)
        self.chip.setVisible(facts is not None)
        clear_layout(self.column)
        if facts is None:
            self._show_words(selected)
            return
        self._show(facts)

    def _show_words(self, selected: int) -> None:
        """What the pane is for, where there is not one account to show."""
        if selected:
            title = trn("{n} account selected", "{n} accounts selected", selected)
            words = tr("What you do with the bar below the list applies to all of them.")
        else:
            title, words = tr("Details"), tr("What you choose in the list is explained here.")
        self.header.set_title(title)
        label = PlainLabel(words, color="muted", wrap=True)
        label.setContentsMargins(16, 16, 16, 16)
        self.column.addWidget(label)
        self.column.addStretch(1)

    def _facts(self, key: str | None) -> AccountFacts | None:
        try:
            return None if key is None else facts_of(self._app.session, key)
        except NotFoundError:
            return None

    def _show(self, facts: AccountFacts) -> None:
        account = facts.account
        self.header.set_title(account.name)
        self.chip.set_grade("" if account.grade == "ungraded" else account.grade)
        self.chip.setVisible(account.grade != "ungraded")
        sites = trn("{n} site", "{n} sites", len(facts.sites)) if facts.sites else ""
        owner = facts.person_name(account.owner_id)
        self.facts_line.setText(" · ".join(part for part in (account.industry, sites, owner) if part))
        self.facts_line.setVisible(bool(self.facts_line.full_text()))
        for group in (self._grade(facts), self._steps(facts), self._moments(facts)):
            if group is not None:
                self.column.addWidget(group)
        self.column.addStretch(1)

    def _grade(self, facts: AccountFacts) -> QWidget | None:
        note = grade_note(self._app.session, facts.account.id)
        if note is None or (note.decided_on is None and note.grade == "ungraded"):
            return None
        words = grade_words(note, self._app.session.today())
        set_tip(self.chip, words.text())
        group = Group(tr("Grade reason"))
        group.add(WrappedLabel(words.reason, wrap=True))
        if words.expired:
            group.add(warned(words.holds))
        line = self._decided(note, expired=words.expired)
        if line:
            group.add(WrappedLabel(line, role="caption", color="muted", wrap=True))
        return group

    def _decided(self, note: GradeNote, *, expired: bool) -> str:
        if note.decided_on is None:
            return ""
        today = self._app.session.today()
        until = tr("valid until {day}", day=near_date(note.until, today)) if note.until and not expired else ""
        return " · ".join(part for part in (note.decider, near_date(note.decided_on, today), until) if part)

    def _steps(self, facts: AccountFacts) -> QWidget:
        waiting = sorted(facts.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))
        group = Group(tr("Next steps"), link=tr("All {n}", n=len(waiting)) if len(waiting) > STEPS else "")
        group.title.link_clicked.connect(self._open_actions)
        if not waiting:
            group.add(PlainLabel(tr("No next step yet."), color="muted"))
        for action in waiting[:STEPS]:
            row = ActionRow(action, self._app.session.today())
            row.ticked.connect(self._done)
            group.add(row)
        return group

    def _moments(self, facts: AccountFacts) -> QWidget:
        found, today = timeline(facts), self._app.session.today()
        group = Group(tr("Timeline"), link=tr("All") if len(found) > MOMENTS else "")
        group.title.link_clicked.connect(self._open_timeline)
        if not found:
            group.add(PlainLabel(tr("Nothing has happened here yet."), color="muted"))
        for moment in found[:MOMENTS]:
            row = ListRow(moment.title, second=moment.second, right=near_date(moment.on, today), icon=moment.icon)
            row.clicked.connect(self._open_timeline)
            group.add(row)
        return group

    def _go(self, section: str) -> None:
        self._app.navigator.go(Place(page="account", account_id=self._key, section=section))

    @Slot()
    def _open(self) -> None:
        self._go("overview")

    @Slot()
    def _open_actions(self) -> None:
        self._go("actions")

    @Slot()
    def _open_timeline(self) -> None:
        self._go("timeline")

    @Slot()
    def _review(self) -> None:
        run_command(self._app, "review.quick", account_id=self._key)

    @Slot()
    def _close(self) -> None:
        run_command(self._app, "view.details")

    @Slot(object)
    def _done(self, action: Action) -> None:
        from planner.services import actions

        changes = actions.done(self._app.session, [action.id])
        if changes:
            self._app.notices.toast(tr("Done: {title}", title=action.title), undo=True)
        self.show_account(self._key)
