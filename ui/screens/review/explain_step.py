# SPDX-License-Identifier: Apache-2.0
"""Step 2 of a review: who was told what, in which language, whether it was understood, acknowledged and signed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from planner.entities.reviews.explain_session import EXPLAIN_SESSION, UNDERSTOOD, ExplainSession
from planner.kernel.text import tr
from planner.services import crud, draft_places, explaining
from planner.views.explain_view import acknowledged_text, told_lines, topic_lines
from ui.forms.choice_editors import NONE_TEXT, SegmentEditor
from ui.forms.drafts import Following, follow
from ui.forms.editors import Editor, FieldRow, RefSource, make_editor
from ui.later import Later
from ui.screens.review.data import Host, Shown
from ui.screens.review.explain_list import ExplainList
from ui.screens.review.explain_topics import Records, TopicTable
from ui.screens.review.parts import column, scrolled, tab_through
from ui.theme.theme import theme
from ui.widgets.field import FieldBox
from ui.widgets.panes import SectionTitle
from ui.widgets.safe import PlainLabel
from ui.widgets.signature import SignatureBox

_PAIRS = (("held_on", "language"), ("acknowledged_by", "acknowledged_name"))
_FIELDS = (
    "listeners", "held_on", "language", "questions", "understood", "acknowledged_by", "acknowledged_name",
    "acknowledged_on",
)  # fmt: skip
_WIDEST = 860
_PEN_RESTS_MS = 900


class ExplainStep(QWidget):
    """One form for the explanation in front; it comes into being with the first thing that is noted."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self._session: ExplainSession | None = None
        self._told: tuple[ExplainSession, ...] = ()
        self._chosen = ""
        self._refs = RefSource(host.app)
        self.rows: dict[str, FieldRow] = {}
        self._following: dict[str, Following] = {}
        for name in _FIELDS:
            self._make(name)
        self.list = ExplainList()
        self.topics = TopicTable()
        self.signature = SignatureBox()
        self._pen_rests = Later(self, self._keep_signature, _PEN_RESTS_MS, host.app.session)
        self._lay_out()
        self._wire()

    def _make(self, name: str) -> None:
        field = EXPLAIN_SESSION.field(name)
        if name == "understood":
            answers: list[tuple[object, str]] = [(value, tr(word)) for value, word in UNDERSTOOD]
            editor: Editor = SegmentEditor(field, [*answers, (None, NONE_TEXT)])
        else:
            editor = make_editor(field, self._refs)
        row = FieldRow(field, editor)
        row.committed.connect(self._commit)
        self.rows[name] = row
        self._following[name] = follow(self._host.app, row)

    @property
    def boxes(self) -> dict[str, QCheckBox]:
        """The ticks by topic."""
        return self.topics.boxes

    def _wire(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.wanted.connect(self._another)
        self.list.trashed.connect(self._trash)
        self.topics.told_changed.connect(self._keep_topics)
        self.topics.shared_changed.connect(self._share)
        self.signature.changed.connect(self._pen_rests.start)

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QWidget()
        inside.setMaximumWidth(theme().density.px(_WIDEST))
        parts = column(inside, margins=(16, 16, 16, 16), gap=14)
        self.headline = SectionTitle(tr("Who was told?"), large=True)
        parts.addWidget(self.headline)
        parts.addWidget(self.list)
        parts.addWidget(self.rows["listeners"])
        parts.addLayout(self._pair(*_PAIRS[0]))
        parts.addWidget(self.topics)
        parts.addWidget(self.rows["questions"])
        parts.addWidget(self.rows["understood"])
        parts.addWidget(SectionTitle(tr("Who acknowledged it?"), large=True))
        parts.addLayout(self._pair(*_PAIRS[1]))
        parts.addWidget(self.rows["acknowledged_on"])
        self.signed = FieldBox(tr("Signature, optional"), self.signature)
        parts.addWidget(self.signed)
        self.acknowledged = PlainLabel("", role="name", wrap=True)
        parts.addWidget(self.acknowledged)
        parts.addStretch(1)
        holder = QHBoxLayout(body)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(inside, 1)
        holder.addStretch(0)
        self.area = scrolled(body)
        column(self).addWidget(self.area)

    def _pair(self, first: str, second: str) -> QHBoxLayout:
        both = QHBoxLayout()
        both.setSpacing(16)
        for name in (first, second):
            both.addWidget(self.rows[name], 1, Qt.AlignmentFlag.AlignTop)
        return both

    def _order(self) -> None:
        """Tab goes as one reads: explanations and topics come and go between fields that stay where they are."""
        before = self.list.btn_new.previousInFocusChain() or self.list.btn_new
        tab_through([before, *(chip for chip in self.list.chips.values() if chip is not before), self.list.btn_new])
        tab_through([self.rows["language"].field_editor, *self.topics.stops()])

    # -- show

    def show_review(self, shown: Shown) -> None:
        """Show the explanation of a review in front, or an empty form."""
        before = self._shown.review.id if self._shown else ""
        if before and before != shown.review.id:
            self.flush()
            self._chosen = ""
        self._shown = shown
        self._refs.account_id = shown.facts.account.id
        told = told_lines(shown.facts, shown.review.id)
        self._told = tuple(one for one, _ in told)
        was = self._session.id if self._session else ""
        self._session = next((one for one in self._told if one.id == self._chosen), None)
        if self._session is None and self._told:
            self._session = self._told[-1]
        key = self._session.id if self._session else ""
        # The first thing noted makes the record: what is being typed beside it belongs to that.
        same = before == shown.review.id and (was == key or not was)
        for name, row in self.rows.items():
            self._fill(row.field_editor, name, same=same)
            self._following[name].at(self._place(shown.review.id, name))
        self.list.show_lines([line for _, line in told], key)
        if self.topics.show_lines(
            topic_lines(shown.facts, shown.review, self._session.topics if self._session else ())
        ):
            self._order()
        self._show_signature(same=same)

    def _place(self, review_id: str, name: str) -> str:
        """Where drafts of a field wait: those of a second explanation apart from those of the first."""
        told = self._session
        if told is None or told is self._told[0]:
            return draft_places.explanation(review_id, name)
        return draft_places.record(EXPLAIN_SESSION.name, told.id, name)

    def _show_signature(self, *, same: bool) -> None:
        told, shown = self._session, self._shown
        named = told is not None and bool(told.acknowledged_by or told.acknowledged_name)
        kept = told.signature if told else None
        if not self._pen_rests.isActive():
            (self.signature.set_text if same and named else self.signature.reset)(kept)
        self.signature.set_open(named)
        self.acknowledged.setText(acknowledged_text(told, shown.facts) if told and shown else "")
        self.acknowledged.setVisible(bool(self.acknowledged.full_text()))

    def _fill(self, editor: Editor, name: str, *, same: bool) -> None:
        value = getattr(self._session, name) if self._session else () if name == "listeners" else None
        if same and (editor.dirty or editor.fault):
            editor.rebase(value)
        elif not same or editor.kept != value or editor.field.ref:
            editor.set_value(value)

    def take_focus(self) -> None:
        """Begin with the listeners."""
        self.rows["listeners"].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_record(self, key: str) -> bool:
        """Show that explanation; begin with the listeners, or with the acknowledgement once there are some."""
        if any(one.id == key for one in self._told):
            self._choose(key)
        name = "acknowledged_by" if self._session and self._session.listeners else "listeners"
        self.rows[name].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def flush(self) -> bool:
        """Keep everything that is typed or drawn."""
        if self._pen_rests.isActive():
            self._pen_rests.stop()
            self._keep_signature()
        kept = [row.field_editor.commit() for row in self.rows.values()]
        return all(kept)

    # -- verbs

    @Slot(str)
    def _choose(self, key: str) -> None:
        if self._shown is not None and (self._session is None or key != self._session.id):
            self.flush()
            self._chosen = key
            self.show_review(self._shown)

    @Slot()
    def _another(self) -> None:
        """Begin another explanation of the same review."""
        if self._shown is None:
            return
        self.flush()
        session, key = self._host.app.session, self._shown.review.id
        self._chosen = ""  # the newest is shown
        made = self._host.perform(lambda source: explaining.begin(session, key, source=source))
        if made is not None:
            self.rows["listeners"].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _trash(self) -> None:
        """Move the explanation in front to the Trash."""
        told = self._session
        if told is None:
            return
        session = self._host.app.session
        done = self._host.perform(lambda source: crud.trash(session, EXPLAIN_SESSION, [told.id], source=source))
        if done:
            self._host.app.notices.toast(tr("Moved the explanation to Trash"), undo=True)

    @Slot(str, object)
    def _commit(self, name: str, value: object) -> None:
        self._note(self.rows[name].field_editor, **{name: value})

    @Slot(object)
    def _keep_topics(self, topics: tuple[str, ...]) -> None:
        self._note(None, topics=topics)

    @Slot(object, bool)
    def _share(self, records: Records, on: bool) -> None:
        if self._shown is None:
            return
        session, key = self._host.app.session, self._shown.review.id
        self._host.perform(lambda source: explaining.share(session, key, records, shown=on, source=source))

    def _keep_signature(self) -> None:
        """The pen rests: keep what is drawn."""
        if self.signature.field.drawing:
            self._pen_rests.start()
            return
        told = self._session
        text = self.signature.field.text() or None
        if told is not None and text != told.signature:
            self._note(None, signature=text)

    def _note(self, editor: Editor | None, **fields: object) -> None:
        if self._shown is None:
            return
        session, key = self._host.app.session, self._shown.review.id
        told = self._session.id if self._session else None
        made = self._host.perform(lambda source: explaining.note(session, key, told, source=source, **fields), editor)
        if made is not None:
            self._chosen = made.id
