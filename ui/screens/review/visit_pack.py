# SPDX-License-Identifier: Apache-2.0
"""Step 3 of preparing a visit: whether everything is on this computer, with the remedy beside each line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from planner.entities.spec import FieldSpec, Kind
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.services import draft_places, packing, visit_plans
from planner.services.packing import PackLine
from ui.forms.drafts import hold
from ui.forms.editors import FieldRow, LineEditor
from ui.screens.review.parts import column, line, scrolled
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.chips import StatusGlyph, StatusText
from ui.widgets.panes import Panel
from ui.widgets.safe import PlainLabel

if TYPE_CHECKING:
    from ui.screens.review.visit_window import VisitWindow

REASON = FieldSpec("note", N_("Why you go without"), Kind.TEXT)
_VERBS = {
    "authorisation": N_("Add authorisation"),
    "document": N_("Attach document"),
    "plan": N_("Open plan"),
    "checks": N_("Show checks"),
    "plans": N_("Show plans"),
    "files": N_("Open backups"),
    "backup": N_("Back up now"),
}


class PackPage(QWidget):
    """Looks when it is shown and on [Look again]; nothing is fetched from anywhere."""

    def __init__(self, window: VisitWindow) -> None:
        super().__init__(window)
        self._window = window
        self.lines: tuple[PackLine, ...] = ()
        self._asked = 0
        self._waits = False
        self.table = QWidget()
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(16, 16, 16, 16)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self.state = StatusText("", "", role="strong", size=14)
        editor = LineEditor(REASON)
        self.reason = editor.edit
        self.reason.setObjectName("edtReason")
        self.row = self.reason_box = FieldRow(REASON, editor)
        place = draft_places.ask("network_review", "state", [window.review_id])
        self._following = hold(window.app, self.row, place, window)
        self.btn_again = Button(tr("Look again"), small=True)
        self.btn_pack = Button(tr("Packed"), variant="primary", icon="check")
        self.btn_pack.setObjectName("btnPack")
        self.btn_again.clicked.connect(self.look)
        self.btn_pack.clicked.connect(self.pack)
        editor.entered.connect(self.pack)
        self.reason.textChanged.connect(self._offer)
        self._build()

    def _build(self) -> None:
        foot = Panel(lines="t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self.reason_box, 2)
        row.addLayout(line(self.btn_again, self.btn_pack, stretch=False))
        outer = column(self)
        outer.addWidget(scrolled(self.table), 1)
        outer.addWidget(foot)

    def refresh(self) -> None:
        """Look, if this page is in front."""
        if self.isVisible():
            self.look()

    @Slot()
    def look(self) -> None:
        """Look everything over; files are read through, so it is a job."""
        self._asked += 1
        work = partial(_look, self._window.app.session, self._window.review_id)
        self._window.app.jobs.run(
            work, done=partial(self._seen, self._asked), failed=self._window.app.notices.fault, title=tr("Looking")
        )

    def _seen(self, asked: int, lines: tuple[PackLine, ...]) -> None:
        if asked != self._asked:
            return
        self.lines = lines
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, found in enumerate(lines):
            self._line(number, found)
            self._grid.setRowMinimumHeight(number, theme().density.px(26))
        self._grid.setRowStretch(len(lines), 1)
        self._offer()
        if self._waits:
            self.take_focus()

    def _line(self, row: int, found: PackLine) -> None:
        glyph = StatusGlyph(found.state, size=14)
        glyph.setAccessibleName(_states()[found.state])
        self._grid.addWidget(glyph, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(PlainLabel(found.name, role="name"), row, 1)
        self._grid.addWidget(PlainLabel(found.text, wrap=True), row, 2)
        if found.remedy:
            button = Button(tr(_VERBS[found.remedy]), small=True)
            button.setAccessibleName(tr("{verb}: {name}", verb=tr(_VERBS[found.remedy]), name=found.name))
            button.clicked.connect(partial(self._window.remedy, found.remedy))
            self._grid.addWidget(button, row, 3, Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _offer(self, *_: object) -> None:
        gaps = packing.lacking(self.lines)
        plan = visit_plans.of_review(self._window.app.session, self._window.review_id)
        packed = plan.packed_at if plan else None
        if packed is not None:
            local = packed.astimezone()
            text = tr("Packed {when}", when=f"{day_text(local.date())}, {local:%H:%M}")
            self.state.set_status("fine" if not gaps else "watch", text)
        elif gaps:
            self.state.set_status("act", trn("{n} thing is missing", "{n} things are missing", len(gaps)))
        else:
            self.state.set_status("fine", tr("Nothing that matters is missing"))
        self.reason_box.setVisible(bool(gaps))
        self.btn_pack.setText(tr("Packed by hand") if gaps else tr("Packed"))
        ready = bool(self.lines) and (not gaps or bool(self.reason.text().strip()))
        self.btn_pack.set_off("" if ready else tr("Mend what is missing, or say why you go without."))

    def take_focus(self) -> None:
        """Begin with what can be done, once it is known."""
        self._waits = not self.lines
        first = self.reason if packing.lacking(self.lines) else self.btn_pack
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Nothing here waits to be kept: the reason is kept with [Packed by hand]."""

    @Slot()
    def pack(self) -> None:
        """Note that the visit is packed."""
        session, key, lines = self._window.app.session, self._window.review_id, self.lines
        reason = self.reason.text()
        if not lines:
            return
        with self._following.saving():
            kept = self._window.perform(lambda: packing.pack(session, key, lines, reason=reason))
        if kept is not None:
            self.row.field_editor.set_value(None)
            self._offer()


def _look(session: object, review_id: str, report: object = None) -> tuple[PackLine, ...]:
    return packing.look(session, review_id, report)  # type: ignore[arg-type]


def _states() -> dict[str, str]:
    return {"fine": tr("There"), "watch": tr("Look at it"), "act": tr("Missing")}
