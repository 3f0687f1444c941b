# SPDX-License-Identifier: Apache-2.0
"""Step 2 of preparing a visit: goal, commitments, people and facts; what is open is proposed beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from planner.entities.reviews.visit_plan import LEVELS, VISIT_PLAN, VisitPlan
from planner.kernel.text import tr
from planner.rules.visit_proposal import KINDS, Proposal
from planner.services import visit_plans
from ui.forms.entity_form import EntityForm
from ui.screens.review.parts import clear, column, scrolled
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel, SectionTitle
from ui.widgets.safe import PlainLabel, set_tip

if TYPE_CHECKING:
    from ui.screens.review.visit_window import VisitWindow

_FORM = ("goal", "success_sign", "best_commitment", "minimum_commitment", "meet", "facts", "note")
_WIDE, _BOX = 440, 84


class PlanPage(QWidget):
    """The plan at the left, the proposals at the right; Up and Down walk the proposals, Space ticks one."""

    def __init__(self, window: VisitWindow) -> None:
        super().__init__(window)
        self._window = window
        self.plan: VisitPlan | None = None
        self.proposals: tuple[Proposal, ...] = ()
        self.boxes: list[QCheckBox] = []
        self.form = EntityForm(window.app, VISIT_PLAN, fields=_FORM, padding=16)
        self.empty = EmptyState(
            tr("No visit plan yet."),
            tr("It begins with what must be dealt with: failed checks, high risks, promises, people who decide."),
        )
        self.btn_begin = Button(tr("Begin plan"), icon="plus", variant="primary")
        self.btn_begin.setObjectName("btnBeginPlan")
        self.btn_begin.clicked.connect(self.begin)
        self.empty.add_button(self.btn_begin)
        self.left = QStackedWidget()
        self.left.addWidget(self.form)
        self.left.addWidget(self.empty)
        self.list = QWidget()
        self._list = column(self.list, margins=(16, 12, 16, 16), gap=4)
        side = Panel(lines="l")
        side.setFixedWidth(theme().density.px(_WIDE))
        column(side).addWidget(scrolled(self.list))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.left, 1)
        row.addWidget(side)

    def refresh(self) -> None:
        """Show the plan and what is open now."""
        session, key = self._window.app.session, self._window.review_id
        self.plan = visit_plans.of_review(session, key)
        self.left.setCurrentIndex(0 if self.plan is not None else 1)
        if self.plan is not None:
            self.form.load(self.plan)
        found = visit_plans.proposals(session, key)
        if found != self.proposals or not self.boxes:
            self.proposals = found
            self._fill()
        for box, proposal in zip(self.boxes, self.proposals, strict=True):
            box.setChecked(visit_plans.is_ticked(self.plan, proposal))
            box.setEnabled(self.plan is not None and not session.read_only)

    def _fill(self) -> None:
        clear(self._list)
        self.boxes = []
        self._list.addWidget(SectionTitle(tr("Open here")))
        if not self.proposals:
            self._list.addWidget(PlainLabel(tr("Nothing is open for this site."), color="muted", wrap=True))
        levels = dict(LEVELS)
        for kind, word in KINDS:
            rows = [p for p in self.proposals if p.kind == kind]
            if rows:
                self._list.addSpacing(8)
                self._list.addWidget(PlainLabel(tr(word), role="group", color="muted"))
            for proposal in rows:
                self._row(proposal, tr(levels[proposal.level]))
        self._list.addStretch(1)

    def _row(self, proposal: Proposal, level: str) -> None:
        text = proposal.text.text()
        why = tr("{level} · {why}", level=level, why=proposal.why.text())
        box = QCheckBox(self.list)
        room = theme().density.px(_WIDE - _BOX)  # a check box does not wrap; the whole text is read out and in the plan
        box.setText(box.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        set_tip(box, text)
        box.setAccessibleName(text)
        box.setAccessibleDescription(why)
        box.installEventFilter(self)
        box.clicked.connect(partial(self._tick, proposal, box))
        self.boxes.append(box)
        self._list.addWidget(box)
        label = PlainLabel(why, role="caption", color="muted", wrap=True)
        label.setContentsMargins(24, 0, 0, 4)
        self._list.addWidget(label)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.boxes:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None and isinstance(watched, QCheckBox):
                at = self.boxes.index(watched) + by
                if 0 <= at < len(self.boxes):
                    self.boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def take_focus(self) -> None:
        """Begin with the goal, or with beginning a plan."""
        if self.plan is None:
            self.btn_begin.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_field("goal")

    def flush(self) -> None:
        """Keep everything that is typed."""
        if self.plan is not None:
            self.form.flush()

    @Slot()
    def begin(self) -> None:
        """Make the plan with what must be dealt with."""
        must = [p for p in self.proposals if p.level == "must"]
        session, key = self._window.app.session, self._window.review_id
        if self._window.perform(lambda: visit_plans.begin(session, key, must)):
            self.take_focus()

    def _tick(self, proposal: Proposal, box: QCheckBox, *_: object) -> None:
        if self.plan is None:
            return
        self.form.flush()
        session, key = self._window.app.session, self.plan.id
        self._window.perform(lambda: visit_plans.tick(session, key, proposal, on=box.isChecked()))
