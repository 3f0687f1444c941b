# SPDX-License-Identifier: Apache-2.0
"""The rules on a page: a section for each formula, told in plain sentences and small tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.kernel.text import tr
from planner.rules.ruleset import Rules
from planner.views.rules_page import RuleGroup, RuleRow
from ui.screens.rules.numbers import Changed, Numbers
from ui.screens.rules.risk_grid import RiskGrid
from ui.screens.settings_sections import SectionedPage
from ui.widgets.safe import PlainLabel, WrappedLabel


class RulesPage(SectionedPage):
    """All groups of some rules; with ``changed`` their numbers can be edited."""

    def __init__(
        self,
        rules: Rules,
        groups: Iterable[RuleGroup],
        other: str,
        parent: QWidget,
        changed: Changed | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pagRules")
        self._rules = rules
        self._numbers = Numbers(self, other, changed)
        self._sentences: dict[str, list[PlainLabel]] = {}
        shown = list(groups)
        half = _half(shown)
        for place, group in enumerate(shown):
            if place == half:
                self.begin_second()
            self._group(group)
        self.column.addStretch(1)

    def _group(self, group: RuleGroup) -> None:
        title = f"{group.title} · {group.source}" if group.source else group.title
        self.add_section(group.name, title, group.title)
        self._text(group.note, "muted")
        if group.idle:
            self._text(tr("No records of this version need them yet: they change no value."), "muted", "caption")
        self._sentences[group.name] = [self._text(sentence, "text") for sentence in group.sentences]
        if group.name == "risk":
            row = QHBoxLayout()
            row.addWidget(RiskGrid(self._rules, self))
            row.addStretch(1)
            self.column.addLayout(row)
        for _, rows in groupby(group.rows, key=_columns):
            self.column.addLayout(self._numbers.grid(list(rows)))

    def retell(self, groups: Iterable[RuleGroup]) -> None:
        """Say the sentences with the numbers as they are now typed; the fields stay."""
        for group in groups:
            for label, sentence in zip(self._sentences[group.name], group.sentences, strict=True):
                label.setText(sentence)

    def _text(self, text: str, color: str, role: str = "body") -> PlainLabel:
        label = WrappedLabel(text, self, role=role, color=color, wrap=True)
        self.column.addWidget(label)
        return label


def _columns(row: RuleRow) -> object:
    """Rows beside one another in a table share this; a row that is its own has none like it."""
    labels = tuple(value.label for value in row.values)
    return labels if len(labels) > 1 else (row.of, row.text)


def _half(groups: list[RuleGroup]) -> int:
    """Where the second column begins, so that both are of about one length."""
    heights = [4 + sum(max(1, len(row.values)) for row in group.rows) for group in groups]
    total, seen = sum(heights), 0
    for place, height in enumerate(heights):
        if seen + height / 2 >= total / 2:
            return place
        seen += height
    return len(groups)
