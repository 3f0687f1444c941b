# SPDX-License-Identifier: Apache-2.0
"""Grading accounts as a decision: grade, reason and end of validity, kept as one step (domain-model P1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import GRADES
from planner.entities.customers.grade_decision import GRADE_DECISION
from planner.entities.spec import FieldSpec
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import draft_places
from planner.services.customers import decide_grade
from ui.actions.spec import READING
from ui.context import AppContext
from ui.forms.choice_editors import SegmentEditor
from ui.forms.date_editors import DateEditor
from ui.forms.drafts import hold
from ui.forms.editor import Editor
from ui.forms.field_row import FaultLine, FieldRow
from ui.forms.panel import AskingPanel
from ui.forms.parse import InputFault
from ui.forms.refs import RefSource
from ui.forms.small_window import SmallWindow
from ui.forms.text_editors import NoteEditor
from ui.widgets.button import Button
from ui.widgets.chips import GradeChip
from ui.widgets.safe import PlainLabel

_MONTHS, _MONTHS_S = 12, 6


def default_end(grade: str, today: date) -> date | None:
    """Until when a decision holds: twelve months, six for S; "ungraded" has no end."""
    if grade == "ungraded":
        return None
    months = today.month - 1 + (_MONTHS_S if grade == "S" else _MONTHS)
    year, month = today.year + months // 12, months % 12 + 1
    for day in (today.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


class GradePanel(AskingPanel):
    """Choose a grade for one or more accounts; ``decided`` carries it, ``cancelled`` means nothing changed."""

    decided = Signal(str)

    def __init__(
        self, app: AppContext, account_ids: Sequence[str], grade: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.app, self.account_ids = app, tuple(account_ids)
        grades = [(value, value if value != "ungraded" else tr("Not graded")) for value, _ in GRADES]
        self.grade = SegmentEditor(GRADE_DECISION.field("grade"), grades, self)
        self.reason = NoteEditor(GRADE_DECISION.field("reason"), self)
        self.until = DateEditor(GRADE_DECISION.field("valid_until"), app.session.today, self)
        self._fault = FaultLine(self)
        self.decide_button = Button(tr("Decide"), self, variant="primary", shortcut=tr("Ctrl+Enter"))
        self.cancel_button = Button(tr("Cancel"), self, shortcut=tr("Esc"))
        self._word = PlainLabel("", self, role="caption", color="muted")
        self._build()
        self.grade.committed.connect(self._on_grade)
        self.reason.entered.connect(self.decide)
        self.grade.entered.connect(self.decide)
        self.until.entered.connect(self.decide)
        self.decide_button.clicked.connect(self.decide)
        self.cancel_button.clicked.connect(self.cancelled)
        self.grade.set_value(grade or None)
        self._on_grade(grade)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        chosen = QVBoxLayout()
        chosen.setSpacing(4)
        chosen.addWidget(FieldRow(self.grade.field, self.grade, self))
        chosen.addWidget(self._word)
        column.addLayout(chosen)
        self.typed_rows = tuple(FieldRow(editor.field, editor, self) for editor in (self.reason, self.until))
        for line in self.typed_rows:
            column.addWidget(line)
        column.addWidget(self._fault)
        column.addStretch(1)
        row = QHBoxLayout()
        n = len(self.account_ids)
        about = trn("{n} account", "{n} accounts", n) if n > 1 else ""
        row.addWidget(PlainLabel(about, self, role="caption", color="muted"))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.decide_button)
        column.addLayout(row)

    def start(self) -> None:
        """Put the focus on the grades."""
        self.grade.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_grade(self, value: object) -> None:
        grade = value if isinstance(value, str) else ""
        self._word.setText(
            tr(dict(GRADES)[grade]) if grade in dict(GRADES) else tr("Choose what the account is to us.")
        )
        self.until.set_value(default_end(grade, self.app.session.today()) if grade else None)
        self.decide_button.set_off("" if grade else tr("Choose a grade first."))

    def decide(self) -> None:
        """Keep the decision as one step; a fault is shown here and nothing is kept."""
        try:
            if not self.grade.commit() or not self.until.commit():
                return
            grade, reason, until = self.grade.value(), self.reason.value(), self.until.value()
            if not isinstance(grade, str):
                return
            decide_grade(
                self.app.session,
                self.account_ids,
                grade,
                str(reason or ""),
                until if isinstance(until, date) else None,
                source=self,
            )
        except (PlannerError, InputFault) as fault:
            self._fault.say(str(fault))
            return
        self.decided.emit(grade)


class GradeDialog(SmallWindow):
    """The panel in a small window; ``decided`` carries the new grade."""

    decided = Signal(str)

    def __init__(
        self, app: AppContext, account_ids: Sequence[str], *, grade: str = "", parent: QWidget | None = None
    ) -> None:
        app.session.refuse_reading()
        super().__init__(tr("Decide the grade"), parent)
        self.panel = GradePanel(app, account_ids, grade, self)
        self.hold(self.panel)
        for row in self.panel.typed_rows:
            hold(app, row, draft_places.grade(row.field.name, account_ids), self)
        self.panel.cancelled.connect(self.reject)
        self.panel.decided.connect(self._on_decided)
        self.panel.start()

    def _on_decided(self, grade: str) -> None:
        self.decided.emit(grade)
        self.accept()


class GradeField(Editor):
    """The grade of an account inside a form: its chip, its word, and the way to a decision."""

    def __init__(self, field: FieldSpec, refs: RefSource, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._refs = refs
        self.chip = GradeChip("", self)
        self._word = PlainLabel("", self)
        self.button = Button(tr("Decide…"), self, small=True)
        self.line.setSpacing(8)
        self.line.addWidget(self.chip)
        self.line.addWidget(self._word)
        self.line.addWidget(self.button)
        self.line.addStretch(1)
        self.setMinimumHeight(self.button.sizeHint().height() + 8)
        self.watch(self.button, name=tr("Decide the grade"))
        self.button.clicked.connect(self.open_dialog)
        if refs.session.read_only:
            self.lock(tr(READING))

    def open_dialog(self) -> None:
        """Open the decision for the account of the form."""
        account = self._refs.account_id
        if account is None:
            return
        kept = self.kept if isinstance(self.kept, str) else ""
        GradeDialog(self._refs.app, (account,), grade=kept, parent=self.window()).open()

    @override
    def handle_key(self, watched: object, event: QKeyEvent) -> bool:
        return False  # the button acts on its own keys

    @override
    def _read(self) -> object:
        return self.kept

    @override
    def _show(self, value: object) -> None:
        grade = value if isinstance(value, str) else ""
        self.chip.set_grade(grade)
        word = dict(GRADES).get(grade, "")
        self._word.setText(tr(word) if word else "–")
