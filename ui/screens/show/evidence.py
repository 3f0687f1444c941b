# SPDX-License-Identifier: Apache-2.0
"""What stands behind a chart or a mark of it, to be read by the presenter: lines, gaps, records (ux W20)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.kernel.text import tr
from planner.views.why_view import WhyView
from ui.screens.parts.layouts import clear_layout
from ui.widgets.button import Button
from ui.widgets.panes import HLine
from ui.widgets.read_area import ReadArea
from ui.widgets.safe import PlainLabel, WrappedLabel

_LARGE: Final = {"body": "touch_unit", "strong": "touch_title", "caption": "touch_item", "group": "touch_key"}

Way = tuple[str, str, Callable[[], None]]


class EvidenceList(ReadArea):
    """Shows one `WhyView` without a way out of the show; ``large`` for a projector."""

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent, name=tr("Evidence"))
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 12, 8)
        self._column.setSpacing(6)
        self.setWidget(body)
        self.view: WhyView | None = None
        self.buttons: list[Button] = []
        self._roles = _LARGE if large else {}

    def show_why(self, view: WhyView | None, otherwise: str = "", ways: Sequence[Way] = ()) -> None:
        """Show another explanation, or what is said where there is none; below it what was noted in the show."""
        self.view = view
        clear_layout(self._column)
        while self._column.count():
            self._column.takeAt(0)
        if view is None:
            self._words(otherwise or tr("There is nothing to add up here."), color="muted")
        else:
            self._fill(view)
        self.buttons = [self._way(*way) for way in ways]
        if ways:
            self._column.insertWidget(
                self._column.count() - len(ways), PlainLabel(tr("Noted in this show"), role="group")
            )
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _fill(self, view: WhyView) -> None:
        self._words(view.title, role="strong")
        for words in (view.statement, view.note, view.empty):
            self._words(words, color="muted")
        for line in view.lines:
            self._pair(line.text, line.points)
            self._words(line.detail, role="caption", color="muted")
        if view.total:
            self._column.addWidget(HLine())
            self._pair(view.total_label, view.total, role="strong")
        for label, words in view.facts:
            self._pair(label, words)
        for missing in view.missing:
            self._words(tr("Missing: {what}", what=missing.text.text()), color="muted")
        for group in view.groups:
            self._words(group.title, role="group", color="muted")
            for link in group.links:
                self._pair(link.title, link.right)
                self._words(link.second, role="caption", color="muted")

    def _way(self, title: str, second: str, way: Callable[[], None]) -> Button:
        holder, button = QWidget(), Button(tr("Edit…"), small=True, name=tr("Edit: {what}", what=title))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(way)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrappedLabel(title, wrap=True))
        words.addWidget(WrappedLabel(second, role="caption", color="muted", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(holder)
        return button

    def _words(self, text: str, *, role: str = "body", color: str = "text") -> None:
        if text.strip():
            self._column.addWidget(WrappedLabel(text, role=self._roles.get(role, role), color=color, wrap=True))

    def _pair(self, text: str, right: str, *, role: str = "body") -> None:
        holder, role = QWidget(), self._roles.get(role, role)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(WrappedLabel(text, role=role, wrap=True), 1)
        if right:
            row.addWidget(PlainLabel(right, role=role), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(holder)
