# SPDX-License-Identifier: Apache-2.0
"""The left side of What if: everything that can be changed, each with what it could become."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.rules.changes import Change
from planner.views.what_if import Choice, Subject
from ui.screens.parts.details_pane import scrolling
from ui.widgets.button import Button
from ui.widgets.panes import Group
from ui.widgets.safe import PlainLabel, set_tip


class SubjectRow(QWidget):
    """One subject: its name and state, and a button that opens what it could become. ``chosen`` tells a change."""

    chosen = Signal()

    def __init__(self, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = subject
        self.choice: Choice | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = PlainLabel(subject.title, elide=True)
        set_tip(title, subject.title)
        words.addWidget(title)
        words.addWidget(PlainLabel(subject.state, role="caption", color="muted", elide=True))
        row.addLayout(words, 1)
        self.button = Button(tr("as it is"), arrow=True, small=True)
        self.menu = QMenu(self)
        self.menu.addAction(tr("as it is")).triggered.connect(partial(self.pick, None))
        self.menu.addSeparator()
        for choice in subject.choices:
            self.menu.addAction(choice.words).triggered.connect(partial(self.pick, choice))
        self.button.set_menu(self.menu)
        self.button.setCheckable(True)
        self.button.clicked.connect(self._mark)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._name()

    def pick(self, choice: Choice | None, *_checked: bool) -> None:
        """Let the subject become something, None for what it is."""
        self.choice = choice
        self.button.setText(choice.words if choice else tr("as it is"))
        self._mark()
        self._name()
        self.chosen.emit()

    def _mark(self) -> None:
        """The button looks pressed while something is chosen, whatever a press made of it."""
        self.button.setChecked(self.choice is not None)

    def _name(self) -> None:
        now = self.choice.words if self.choice else tr("as it is")
        self.button.set_name(tr("{subject}, {state}: {choice}", subject=self.subject.title, state=self.subject.state,
                                choice=now))  # fmt: skip


class SubjectList(QWidget):
    """All subjects in groups with a filter above; ``changed`` tells that another set of changes is chosen."""

    changed = Signal()

    def __init__(self, subjects: Sequence[Subject], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [SubjectRow(subject) for subject in subjects]
        self._groups: list[tuple[Group, list[SubjectRow]]] = []
        self.filter = QLineEdit()
        self.filter.setObjectName("edtWhatIfFilter")
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter what can be changed"))
        self.filter.textChanged.connect(self._filter)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            self._group(row, column).add(row)
            row.chosen.connect(self.changed)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.filter)
        outer.addWidget(scrolling(body), 1)

    def _group(self, row: SubjectRow, column: QVBoxLayout) -> Group:
        if not self._groups or self._groups[-1][1][0].subject.group != row.subject.group:
            group = Group(row.subject.group)
            self._groups.append((group, []))
            column.addWidget(group)
        self._groups[-1][1].append(row)
        return self._groups[-1][0]

    def chosen(self) -> list[Change]:
        """The changes chosen, in the order of the list."""
        return [row.choice.change for row in self.rows if row.choice is not None]

    def discard(self) -> None:
        """Everything as it is."""
        for row in self.rows:
            if row.choice is not None:
                row.blockSignals(True)
                row.pick(None)
                row.blockSignals(False)
        self.changed.emit()

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for group, rows in self._groups:
            for row in rows:
                seen = wanted in f"{row.subject.title} {row.subject.state}".casefold()
                row.setVisible(seen or row.choice is not None)
            group.setVisible(any(not row.isHidden() for row in rows))
