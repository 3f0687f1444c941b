# SPDX-License-Identifier: Apache-2.0
"""The details pane of a check: what was found, how it was before, what hangs on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.common.attachment import Attachment
from planner.entities.reviews.inspection_result import INSPECTION_RESULT
from planner.entities.risks.risk import Risk
from planner.kernel.text import tr, trn
from planner.rules.risk import band, letter
from planner.rules.trace import trace
from planner.services import attachments, checks, crud, draft_places, risks
from planner.views.review_checks import CheckDetail, check_detail
from planner.views.review_view import scale_text
from ui.actions.commands import run_command
from ui.forms.drafts import Following, follow
from ui.forms.editors import Editor, FieldRow, RefSource, make_editor
from ui.forms.entity_form import EntityForm
from ui.later import Later
from ui.screens.parts.trace_doing import TraceDoing
from ui.screens.parts.trace_strip import TraceStrip
from ui.screens.review.check_advice import CheckAdvice
from ui.screens.review.data import RISKS, Host, Shown
from ui.screens.review.parts import clear, column, line, scrolled
from ui.screens.review.readings_chart import ReadingsChart
from ui.screens.review.thumbs import ThumbButton
from ui.screens.review.trace_near import near
from ui.text import short_date
from ui.widgets.button import Button
from ui.widgets.chips import StatusText
from ui.widgets.outside import hand_over
from ui.widgets.panes import Group, PaneHeader, Panel
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

_CHECK_FIELDS = ("group", "item", "asset_id", "unit", "ok_range", "source", "advice", "cadence")
_TRACE_MS = 150


class CheckDetails(Panel):
    """Shows one check of the review in hand."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self.detail: CheckDetail | None = None
        self._thumbs: dict[str, QPixmap] = {}
        self._following: dict[str, Following] = {}
        self.header = PaneHeader("", closable=True)
        self.header.closed.connect(self._close)
        self._build_finding()
        self._build_past()
        self._build_linked()
        self._build_check()
        self._lay_out()
        self._pictures = Later(self, self._load_pictures, 30, host.app.session)
        self._traced = Later(self, self._show_trace, _TRACE_MS, host.app.session)

    # -- build

    def _row(self, name: str) -> FieldRow:
        field = INSPECTION_RESULT.field(name)
        editor = make_editor(field, RefSource(self._host.app))
        row = FieldRow(field, editor)
        row.committed.connect(self._commit)
        self._following[name] = follow(self._host.app, row)
        return row

    def _build_finding(self) -> None:
        self.status = StatusText("", "", role="strong")
        self.status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.measured = PlainLabel(color="muted", elide=True)
        self.compared = PlainLabel("", wrap=True)
        self.advice = CheckAdvice()
        self.finding = self._row("finding")
        self.seen = PlainLabel("", role="body", wrap=True)
        self.audience = self._row("audience")
        self.note = self._row("note")

    def _build_past(self) -> None:
        self.past = Group(tr("Earlier readings"))
        self.chart = ReadingsChart()
        self.past.add(self.chart)
        self.past_text = PlainLabel("", role="caption", color="muted", wrap=True)
        self.past.add(self.past_text)

    def _build_linked(self) -> None:
        self.linked = Group(tr("Linked"))
        self._rows = QWidget()
        self._rows_column = column(self._rows)
        self._files = QWidget()
        self._files_row = QHBoxLayout(self._files)
        self._files_row.setContentsMargins(0, 4, 0, 4)
        self._files_row.setSpacing(8)
        self.btn_risk = Button(tr("Rate risk"), small=True)
        self.btn_risk.setObjectName("btnRateRisk")
        self.btn_risk.clicked.connect(self._rate)
        self.btn_photo = Button(tr("Photo"), small=True, icon="camera")
        self.btn_photo.setObjectName("btnPhoto")
        self.btn_photo.clicked.connect(self._photo)
        for part in (self._rows, self._files):
            self.linked.add(part)
        self.linked.column.addLayout(line(self.btn_risk, self.btn_photo))

    def _build_check(self) -> None:
        self.check_group = Group(tr("Check"), link=tr("Edit…"))
        self.check_group.title.link_clicked.connect(self._toggle_form)
        self.form = EntityForm(self._host.app, INSPECTION_RESULT, fields=_CHECK_FIELDS, scroll=False, padding=0)
        self.form.setVisible(False)
        self.check_group.add(self.form)

    def _lay_out(self) -> None:
        top = Panel(lines="b", line="row_line")
        inside = column(top, margins=(16, 12, 16, 13), gap=10)
        inside.addLayout(line(self.status, self.measured, stretch=False))
        inside.addWidget(self.compared)
        inside.addWidget(self.finding)
        both = QHBoxLayout()
        both.setSpacing(16)
        seen = QVBoxLayout()
        seen.setSpacing(4)
        seen.addWidget(PlainLabel(tr("Seen before"), role="caption", color="muted"))
        seen.addWidget(self.seen)
        seen.addStretch(1)
        both.addLayout(seen, 1)
        both.addWidget(self.audience, 1)
        inside.addLayout(both)
        inside.addWidget(self.note)
        inside.addWidget(self.advice)
        body = QWidget()
        parts = column(body, margins=(0, 0, 0, 16))
        self.trace = TraceStrip()
        self.doing = TraceDoing(self._host.app, self.trace, near(self._host))
        for part in (top, self.past, self.linked, self.trace, self.check_group):
            parts.addWidget(part)
        parts.addStretch(1)
        outer = column(self, margins=(1, 0, 0, 0))
        outer.addWidget(self.header)
        outer.addWidget(scrolled(body), 1)

    # -- show

    def show_check(self, shown: Shown, key: str) -> None:
        """Show a check; what is being typed for the one before is kept first."""
        before = self.detail.result.id if self.detail else ""
        if before and before != key:
            self._flush()
            self.trace.hide()  # it is still that of the other one
        detail = check_detail(shown.facts, key)
        self._shown, self.detail = shown, detail
        if detail is None:
            return
        self.header.set_title(detail.title, detail.subtitle)
        self.status.set_status(detail.glyph, detail.word)
        self.measured.setText(detail.measured)
        self.advice.show_check(shown.review, detail.result)
        self._fill_fields(detail, same=before == key)
        self._fill_past(detail)
        self._fill_linked(detail)
        self.form.load(detail.result)
        self._lock(shown.settled)
        self._traced.start()

    @Slot()
    def _show_trace(self) -> None:
        """The way from this reading to the re-inspection, for a finding and for what looked at one again.

        It comes a moment later, so that no key of the inspection waits for it.
        """
        shown, detail = self._shown, self.detail
        if shown is None or detail is None or not self.isVisible():
            return
        repeated = detail.result.repeated_from_id is not None and bool(detail.risks)
        wanted = detail.finding or repeated
        key = detail.result.id
        found = trace(shown.facts, "inspection_result", key, shown.rules, shown.today) if wanted else None
        self.doing.set_facts(shown.facts)
        self.trace.show_trace(found, shown.facts, (shown.rules, shown.today))

    def _lock(self, settled: bool) -> None:
        """A finished review is only read."""
        why = tr("The review is finished. Open it again to change its checks.") if settled else ""
        for row in (self.finding, self.note):
            row.field_editor.set_off(why)
        self.check_group.setVisible(not settled)

    def _fill_fields(self, detail: CheckDetail, *, same: bool) -> None:
        result = detail.result
        label = tr("Finding {code}", code=result.code) if result.code else tr("Finding")
        self.finding.set_label(label)
        self.finding.setVisible(detail.finding or bool(result.finding))
        times = trn("{n} review", "{n} reviews", detail.seen_before)
        self.compared.setText(tr("Last time: {text}", text=detail.compared) if detail.compared else "")
        self.compared.setVisible(bool(detail.compared))
        self.seen.setText(times if detail.seen_before else tr("no"))
        for row in (self.finding, self.note, self.audience):
            value = getattr(result, row.field.name)
            editor = row.field_editor
            if same and editor.dirty:
                editor.rebase(value)
            elif not same or editor.kept != value:
                editor.set_value(value)
            self._following[row.field.name].at(draft_places.record("inspection_result", result.id, row.field.name))

    def _fill_past(self, detail: CheckDetail) -> None:
        drawn = self.chart.set_detail(detail)
        self.chart.setVisible(drawn)
        words = [
            tr("{day}: {reading}", day=short_date(reading.on), reading=reading.text) for reading in detail.readings[:-1]
        ]
        self.past_text.setText("; ".join(words[-4:]))
        self.past_text.setVisible(not drawn and bool(words))
        self.past.setVisible(drawn or bool(words))

    def _fill_linked(self, detail: CheckDetail) -> None:
        clear(self._rows_column)
        for risk in detail.risks:
            self._rows_column.addWidget(self._risk_row(risk))
        for file in detail.files:
            row = ListRow(
                file.caption or file.file_name,
                second=short_date(file.taken_on) if file.taken_on else file.file_name,
                icon="photo" if file.media_type.startswith("image/") else "paperclip",
            )
            row.clicked.connect(partial(self._open_file, file.id))
            self._rows_column.addWidget(row)
        self._rows.setVisible(bool(detail.risks or detail.files))
        clear(self._files_row)
        self._files.setVisible(False)
        self._pictures.start()
        open_ = self._shown is not None and not self._shown.settled
        self.btn_risk.setVisible(detail.finding or bool(detail.risks))
        self.btn_photo.setVisible(open_)
        self.linked.setVisible(open_ or bool(detail.risks or detail.files))

    def _risk_row(self, risk: Risk) -> ListRow:
        right = ""
        if risk.likelihood and risk.impact and self._shown:
            right = tr(letter(band(risk.likelihood * risk.impact, self._shown.rules)))
        row = ListRow(
            tr("Risk {code}", code=risk.code or ""),
            second=scale_text(risk.likelihood, risk.impact) or tr("not assessed"),
            right=right,
            icon="alert-circle",
        )
        row.clicked.connect(partial(self._host.open_step, RISKS, risk.id))
        return row

    @Slot()
    def _load_pictures(self) -> None:
        """Small pictures come a moment later, so that walking down the list stays quick."""
        if self.detail is None or not self.isVisible():
            return
        clear(self._files_row)
        shown = [file for file in self.detail.files if file.media_type.startswith("image/")][:3]
        for file in shown:
            pixmap = self._picture(file)
            if not pixmap.isNull():
                button = ThumbButton(pixmap, file.caption or file.file_name)
                button.clicked.connect(partial(self._open_file, file.id))
                self._files_row.addWidget(button)
        self._files_row.addStretch(1)
        self._files.setVisible(self._files_row.count() > 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pictures.start()  # while the pane was closed they were not loaded
        self._traced.start()

    def _picture(self, file: Attachment) -> QPixmap:
        if file.sha256 not in self._thumbs:
            data = attachments.thumbnail(self._host.app.session, file.id, 160)
            pixmap = QPixmap()
            if data:
                pixmap.loadFromData(data)
            self._thumbs[file.sha256] = pixmap
        return self._thumbs[file.sha256]

    # -- do

    @Slot(str, object)
    def _commit(self, name: str, value: object) -> None:
        if self.detail is None:
            return
        key, session = self.detail.result.id, self._host.app.session
        editor = {"finding": self.finding, "note": self.note, "audience": self.audience}[name].field_editor
        if name == "audience":
            self._host.perform(
                lambda source: crud.set_field(session, INSPECTION_RESULT, key, name, value, source=source), editor
            )
            return
        text = value if isinstance(value, str) else None
        given = {name: text}
        self._host.perform(lambda source: checks.record_result(session, key, source=source, **given), editor)

    def _flush(self) -> None:
        editors: tuple[Editor, ...] = tuple(r.field_editor for r in (self.finding, self.note, self.audience))
        for editor in editors:
            editor.commit()
        self.form.flush()

    @Slot()
    def _rate(self) -> None:
        detail = self.detail
        if detail is None:
            return
        if detail.risks:
            self._host.open_step(RISKS, detail.risks[0].id)
            return
        session = self._host.app.session
        made = self._host.perform(lambda source: risks.risk_from_finding(session, detail.result.id, source=source))
        if made is not None:
            self._host.open_step(RISKS, made.id)

    @Slot()
    def _photo(self) -> None:
        if self.detail is not None:
            self._host.ask_photo(self.detail.result.id)

    def _open_file(self, key: str) -> None:
        copy = self._host.perform(lambda _source: attachments.open_copy(self._host.app.session, key))
        if copy is not None:
            hand_over(copy)

    @Slot()
    def _toggle_form(self) -> None:
        self.form.setVisible(self.form.isHidden())
        if self.form.isVisible():
            self.form.focus_field("item")

    @Slot()
    def _close(self) -> None:
        run_command(self._host.app, "view.details")
