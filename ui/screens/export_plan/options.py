# SPDX-License-Identifier: Apache-2.0
"""What can be chosen for an export: account, reader, language; where it goes, and what the plan check says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import LANGUAGES, language, tr, trn
from ui.context import AppContext
from ui.forms.ref_editors import RefLine
from ui.forms.refs import RefSource
from ui.theme.theme import theme
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import StatusText
from ui.widgets.field import FieldBox
from ui.widgets.panes import HLine
from ui.widgets.safe import PlainLabel, set_tip
from ui.widgets.segmented import Segment, SegmentedControl


class _Choose(RefSource):
    """Accounts to choose from; nothing is made on the spot."""

    @override
    def can_create(self, entity: str) -> bool:
        return False


class Options(QWidget):
    """``changed`` says that the document would be another one, ``change_wanted`` that another file is asked for."""

    changed = Signal()
    change_wanted = Signal()

    def __init__(self, app: AppContext, account_id: str, name: str, *, audience: str = "internal") -> None:
        super().__init__()
        self.account_id, self._name = account_id, name
        self.subject = self.make_subject(app)
        self.reader = SegmentedControl(self.readers(), name=tr("For"))
        self.reader.setObjectName("segFor")
        self.reader.set_key(audience)
        self.reader_words = PlainLabel(role="caption", color="muted", wrap=True)
        self.language = QComboBox()
        self.language.setObjectName("cmbLanguage")
        for code, word in LANGUAGES:
            self.language.addItem(word, code)
        self.language.setCurrentIndex(max(0, self.language.findData(language())))
        self.paper = _papers()
        self.file = PlainLabel(role="name", wrap=True)
        self.folder = PlainLabel(role="caption", color="muted", elide=True)
        self.btn_change = Button(tr("Change…"), small=True)
        self.btn_change.setObjectName("btnChange")
        self.check = StatusText("unknown", tr("Plan check"))
        self.see = LinkButton(tr("See"))
        self.gaps = PlainLabel(role="caption", color="muted", wrap=True)
        self.gaps.hide()
        self._lay_out()
        self.reader.selected.connect(self._reader_chosen)
        self.language.currentIndexChanged.connect(self.changed)
        self.paper.selected.connect(self.changed)
        self.btn_change.clicked.connect(self.change_wanted)
        self.see.clicked.connect(self._toggle_gaps)
        self._say_reader()

    def make_subject(self, app: AppContext) -> QWidget:
        """The field at the top, which says what is exported."""
        self.account = RefLine(_Choose(app), "account")
        self.account.setObjectName("edtAccount")
        self.account.setText(self._name)
        self.account.setCursorPosition(0)
        self.account.picked.connect(self._picked)
        self.account.editingFinished.connect(self._restore_name)
        return FieldBox(tr("Account"), self.account)

    def more_parts(self) -> list[QWidget]:
        """What else can be chosen, below the language."""
        return [FieldBox(tr("Paper"), self.paper)]

    def readers(self) -> list[Segment]:
        """Who it can be made for."""
        return [
            Segment(key="internal", label=tr("Internal")),
            Segment(key="team_lead", label=tr("Team-lead review copy")),
        ]

    def reader_text(self) -> str:
        """What the chosen reader gets, in a sentence."""
        if self.audience() == "internal":
            return tr("Everything, marked INTERNAL on each page.")
        return tr("For your lead to review: marked TEAM LEAD on each page, with room to sign.")

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.subject)
        column.addWidget(FieldBox(tr("For"), self.reader))
        column.addWidget(self.reader_words)
        column.addWidget(FieldBox(tr("Language"), self.language))
        for part in self.more_parts():
            column.addWidget(part)
        column.addWidget(HLine(color="row_line"))
        column.addWidget(PlainLabel(tr("Save as"), role="caption", color="muted"))
        column.addWidget(self.file)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.folder, 1)
        where.addWidget(self.btn_change)
        column.addLayout(where)
        column.addWidget(HLine(color="row_line"))
        checked = QHBoxLayout()
        checked.addWidget(self.check, 1)
        checked.addWidget(self.see)
        column.addLayout(checked)
        column.addWidget(self.gaps)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.setFixedWidth(theme().density.px(348))

    def audience(self) -> str:
        """Who will read it: internal or team_lead."""
        return self.reader.key()

    def language_code(self) -> str:
        """The language of the document."""
        return str(self.language.currentData())

    def paper_name(self) -> str:
        """The paper of the document: a4 or letter."""
        return self.paper.key()

    def show_file(self, path: Path) -> None:
        """Where it will be saved."""
        self.file.setText(path.name)
        self.folder.setText(str(path.parent))
        set_tip(self.folder, str(path))

    def show_gaps(self, gaps: tuple[str, ...]) -> None:
        """What the plan check found; it never stops an export."""
        if gaps:
            self.check.set_status("watch", trn("Plan check: {n} gap", "Plan check: {n} gaps", len(gaps)))
        else:
            self.check.set_status("fine", tr("Plan check: no gaps"))
        self.gaps.setText("\n".join(gaps))
        self.see.setVisible(bool(gaps))
        if not gaps:
            self.gaps.hide()

    @Slot()
    def _toggle_gaps(self) -> None:
        self.gaps.setVisible(self.gaps.isHidden())
        self.see.setText(tr("See") if self.gaps.isHidden() else tr("Hide"))

    @Slot(str, str)
    def _picked(self, key: str, name: str) -> None:
        self.account_id, self._name = key, name
        self.account.setText(name)
        self.changed.emit()

    @Slot()
    def _restore_name(self) -> None:
        if not self.account.list_open():
            self.account.setText(self._name)

    @Slot(str)
    def _reader_chosen(self, _key: str) -> None:
        self._say_reader()
        self.changed.emit()

    def _say_reader(self) -> None:
        self.reader_words.setText(self.reader_text())


def _papers() -> SegmentedControl:
    """A4 or Letter, first the one that is usual where the computer stands."""
    made = SegmentedControl(
        [Segment(key="a4", label=tr("A4")), Segment(key="letter", label=tr("Letter"))], name=tr("Paper")
    )
    made.setObjectName("segPaper")
    inches = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    made.set_key("letter" if inches else "a4")
    return made
