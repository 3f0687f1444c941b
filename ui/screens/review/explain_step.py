# SPDX-License-Identifier: Apache-2.0
"""Step 2 of a review: who was told what, in which language, and whether it was understood and acknowledged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.reviews.explain_session import EXPLAIN_SESSION, UNDERSTOOD, ExplainSession
from planner.kernel.text import tr
from planner.services import draft_places, reviews
from planner.views.review_view import FindingLine, findings
from ui.forms.choice_editors import NONE_TEXT, SegmentEditor
from ui.forms.drafts import Following, follow
from ui.forms.editors import Editor, FieldRow, RefSource, make_editor
from ui.screens.review.data import Host, Shown
from ui.screens.review.parts import clear, column, scrolled, tab_through
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import SectionTitle
from ui.widgets.safe import PlainLabel

_PAIRS = (("held_on", "language"), ("acknowledged_by", "acknowledged_on"))
_WIDEST = 720


class ExplainStep(QWidget):
    """One form; the explanation comes into being with the first thing that is noted."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._shown: Shown | None = None
        self._session: ExplainSession | None = None
        self._refs = RefSource(host.app)
        self.rows: dict[str, FieldRow] = {}
        self._following: dict[str, Following] = {}
        for name in ("listeners", "held_on", "language", "questions", "understood", "acknowledged_by"):
            self._make(name)
        self._make("acknowledged_on")
        self._build_topics()
        self._lay_out()

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

    def _build_topics(self) -> None:
        self.topics_box = QWidget()
        self._topics = column(self.topics_box, gap=4)
        self.boxes: dict[str, QCheckBox] = {}
        self.btn_all = Button(tr("Tick all"), small=True)
        self.btn_all.clicked.connect(self._tick_all)

    def _lay_out(self) -> None:
        body = QWidget()
        inside = QWidget()
        inside.setMaximumWidth(theme().density.px(_WIDEST))
        parts = column(inside, margins=(16, 16, 16, 16), gap=14)
        self.headline = SectionTitle(tr("Who was told?"), large=True)
        parts.addWidget(self.headline)
        parts.addWidget(self.rows["listeners"])
        parts.addLayout(self._pair(*_PAIRS[0]))
        parts.addWidget(self._topic_field())
        parts.addWidget(self.rows["questions"])
        parts.addWidget(self.rows["understood"])
        parts.addLayout(self._pair(*_PAIRS[1]))
        parts.addStretch(1)
        holder = QHBoxLayout(body)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(inside, 1)
        holder.addStretch(0)
        column(self).addWidget(scrolled(body))

    def _pair(self, first: str, second: str) -> QHBoxLayout:
        both = QHBoxLayout()
        both.setSpacing(16)
        for name in (first, second):
            both.addWidget(self.rows[name], 1, Qt.AlignmentFlag.AlignTop)
        return both

    def _topic_field(self) -> QWidget:
        holder = QWidget()
        parts = QVBoxLayout(holder)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(tr("Topics shown"), role="caption", color="muted"))
        head.addStretch(1)
        head.addWidget(self.btn_all)
        parts.addLayout(head)
        self.no_topics = PlainLabel(tr("No finding yet. What shows attention or fails appears here."), color="muted")
        parts.addWidget(self.no_topics)
        parts.addWidget(self.topics_box)
        return holder

    def _order(self) -> None:
        """Tab goes as one reads: the topics, which come and go, between the language and the questions."""
        tab_through([self.rows["language"].field_editor, self.btn_all, *self.boxes.values()])

    # -- show

    def show_review(self, shown: Shown) -> None:
        """Show the explanation of a review, or an empty form."""
        before = self._shown.review.id if self._shown else ""
        same = before == shown.review.id
        if before and not same:
            self.flush()
        self._shown = shown
        self._refs.account_id = shown.facts.account.id
        found = [e for e in shown.facts.explains if e.review_id == shown.review.id]
        self._session = found[0] if found else None
        for name, row in self.rows.items():
            self._fill(row.field_editor, name, same=same)
            self._following[name].at(draft_places.explanation(shown.review.id, name))
        self._fill_topics(findings(shown.facts, shown.review.id))

    def _fill(self, editor: Editor, name: str, *, same: bool) -> None:
        value = getattr(self._session, name) if self._session else () if name == "listeners" else None
        if same and (editor.dirty or editor.fault):
            editor.rebase(value)
        elif not same or editor.kept != value or editor.field.ref:
            editor.set_value(value)

    def _told(self) -> tuple[str, ...]:
        return self._session.topics if self._session else ()

    def _fill_topics(self, lines: Sequence[FindingLine]) -> None:
        told = self._told()
        wanted: dict[str, bool] = {line.topic: _is_told(line, told) for line in lines}
        of_findings = {topic for line in lines for topic in told if _names(line, topic)}
        wanted.update({topic: True for topic in told if topic not in of_findings})
        if list(wanted) != list(self.boxes):
            clear(self._topics)
            self.boxes = {}
            for topic in wanted:
                box = QCheckBox(topic.replace("&", "&&"), self.topics_box)
                box.clicked.connect(self._tick)
                self.boxes[topic] = box
                self._topics.addWidget(box)
            self._order()
        for topic, on in wanted.items():
            self.boxes[topic].setChecked(on)
        self.no_topics.setVisible(not wanted)
        self.btn_all.setVisible(len(wanted) > 1 and not all(wanted.values()))

    def take_focus(self) -> None:
        """Begin with the listeners."""
        self.rows["listeners"].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_record(self, _key: str) -> bool:
        """Begin with the listeners, or with the acknowledgement once there are some."""
        name = "acknowledged_by" if self._session and self._session.listeners else "listeners"
        self.rows[name].field_editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def flush(self) -> bool:
        """Keep everything that is typed."""
        kept = [row.field_editor.commit() for row in self.rows.values()]
        return all(kept)

    # -- verbs

    @Slot(str, object)
    def _commit(self, name: str, value: object) -> None:
        if self._shown is None:
            return
        session, key = self._host.app.session, self._shown.review.id
        fields = {name: value}
        editor = self.rows[name].field_editor
        self._host.perform(lambda source: reviews.explain(session, key, source=source, **fields), editor)

    @Slot()
    def _tick_all(self) -> None:
        self._keep_topics(tuple(self.boxes))

    @Slot()
    def _tick(self) -> None:
        self._keep_topics(tuple(topic for topic, box in self.boxes.items() if box.isChecked()))

    def _keep_topics(self, topics: tuple[str, ...]) -> None:
        if self._shown is None:
            return
        session, key = self._host.app.session, self._shown.review.id
        self._host.perform(lambda source: reviews.explain(session, key, source=source, topics=topics))


def _names(line: FindingLine, topic: str) -> bool:
    """Whether a topic names a finding: by its number, which stays when its words change."""
    return topic == line.topic or (bool(line.code) and topic.split(" ", 1)[0] == line.code)


def _is_told(line: FindingLine, told: Sequence[str]) -> bool:
    return any(_names(line, topic) for topic in told)
