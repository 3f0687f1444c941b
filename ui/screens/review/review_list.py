# SPDX-License-Identifier: Apache-2.0
"""The reviews of an account at the left: day, site, state, how far; below them when the next one is due."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from planner.kernel.dates import day_text, short_day
from planner.kernel.text import tr
from planner.views.review_view import NextReview, ReviewLine
from ui.screens.review.parts import clear, column, scrolled
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.panes import PaneHeader, Panel
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

WIDTH = 184


class ChoiceRow(ListRow):
    """A row of which one is chosen; Up and Down send ``moved`` with -1 or 1."""

    moved = Signal(int)

    def __init__(
        self,
        key: str,
        title: str,
        *,
        second: str = "",
        right: str = "",
        second_right: str = "",
        state: str = "",
    ) -> None:
        self.key = key
        self._told = (title, second)
        super().__init__(title, second=second, right=right, second_right=second_right, state=state, title_role="name")
        self.setCheckable(True)

    def words(self) -> tuple[str, str]:
        """Title and second line."""
        return self._told

    def set_chosen(self, chosen: bool) -> None:
        """Show the row as the chosen one, which Tab reaches."""
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    @override
    def nextCheckState(self) -> None:
        """A press sends ``clicked``; the owner says which row is chosen."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(by)


class ReviewList(Panel):
    """``chosen`` carries the id of a review, ``new_wanted`` asks for another one."""

    chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, lines="r")
        self._reviews: tuple[ReviewLine, ...] = ()
        self._next: NextReview | None = None
        self._key = ""
        self._rows: dict[str, ChoiceRow] = {}
        header = PaneHeader(tr("Reviews"), height=44)
        self.btn_new = Button(variant="icon", icon="plus", small=True, name=tr("New review"))
        self.btn_new.setObjectName("btnNewReview")
        self.btn_new.clicked.connect(self.new_wanted)
        header.add_right(self.btn_new)
        body = QWidget()
        self._column = column(body, margins=(8, 8, 8, 8), gap=2)
        outer = column(self, margins=(0, 0, 1, 0))
        outer.addWidget(header)
        outer.addWidget(scrolled(body), 1)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme().density.px(WIDTH))

    def show_reviews(self, lines: tuple[ReviewLine, ...], next_review: NextReview, key: str) -> None:
        """Show the list with one review chosen."""
        if (lines, next_review) != (self._reviews, self._next):
            self._reviews, self._next = lines, next_review
            self._refill(next_review)
        self._key = key
        for row in self._rows.values():
            row.set_chosen(row.key == key)

    def _refill(self, next_review: NextReview) -> None:
        focused = any(row.hasFocus() for row in self._rows.values())
        clear(self._column)
        self._rows = {}
        for line in self._reviews:
            row = ChoiceRow(
                line.review_id,
                day_text(line.on) if line.on else tr("no date"),
                second=line.site or tr("no site"),
                right=line.state,
                second_right=line.count,
            )
            row.clicked.connect(partial(self.chosen.emit, line.review_id))
            row.moved.connect(self._move)
            self._rows[line.review_id] = row
            self._column.addWidget(row)
        note = PlainLabel(next_words(next_review), role="caption", color="muted", wrap=True)
        note.setContentsMargins(8, 12, 4, 0)
        self._column.addWidget(note)
        self._column.addStretch(1)
        if focused and self._key in self._rows:
            self._rows[self._key].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _move(self, by: int) -> None:
        keys = list(self._rows)
        at = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= at < len(keys):
            self.chosen.emit(keys[at])
            self._rows[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def keys(self) -> tuple[str, ...]:
        """Ids of the reviews from top to bottom."""
        return tuple(self._rows)


def next_words(found: NextReview) -> str:
    """When the next review is due, and why."""
    first = tr("Next review {day}", day=day_text(found.due)) if found.due else found.text
    return "\n".join(
        part for part in (first, found.text if found.due and found.state != "ok" else "", found.reason) if part
    )


class ReviewChooser(Button):
    """Stands for the list where there is no room for it: the day of the review, with a menu of all."""

    chosen = Signal(str)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, arrow=True)
        self._choices = QMenu(self)
        self.set_menu(self._choices)
        self._choices.triggered.connect(self._picked)

    def show_reviews(self, lines: tuple[ReviewLine, ...], key: str) -> None:
        """Offer the reviews, with one chosen."""
        self._choices.clear()
        for line in lines:
            day = day_text(line.on) if line.on else tr("no date")
            words = tr("{day}, {site} · {state}", day=day, site=line.site or tr("no site"), state=line.state)
            action = self._choices.addAction(words.replace("&", "&&"))
            action.setData(line.review_id)
            action.setCheckable(True)
            action.setChecked(line.review_id == key)
            if line.review_id == key:
                self.setText(short_day(line.on) if line.on else tr("no date"))
        self._choices.addSeparator()
        self._choices.addAction(tr("New review…")).setData("")

    def _picked(self, action: object) -> None:
        key = action.data()  # type: ignore[attr-defined]
        if key:
            self.chosen.emit(key)
        else:
            self.new_wanted.emit()
