# SPDX-License-Identifier: Apache-2.0
"""The right pane of the overview: why a value is what it is, what is missing with one step each, and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.service.callback import CALLBACK
from planner.kernel.text import tr
from planner.rules.explain import Explained, Missing
from planner.rules.measures import BY_RULE, HYGIENE, measured
from planner.views.account_why import EvidenceLine, WhyLine, evidence_lines, why_lines
from planner.views.charts import whole
from planner.views.line_words import points
from planner.views.overview import unique
from planner.views.why_words import hygiene_words, sure_words, unproven_words
from ui.context import AppContext, Place
from ui.screens.account import places
from ui.screens.account.as_of import AsOfRow
from ui.screens.account.world import World
from ui.screens.parts.details_pane import DetailsPane
from ui.screens.parts.focus_place import FocusPlace
from ui.screens.parts.layouts import clear_layout
from ui.screens.parts.rules_link import rules_link
from ui.screens.parts.why_more import Choice, more
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import StatusGlyph
from ui.widgets.paint import draw_text, hline, rounded, text_width
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel, set_tip

_SHOWN = 12
_RIGHT = Qt.AlignmentFlag.AlignRight


class WhyRow(PaintedButton):
    """One addend: words, evidence grades, value × weight, points; a press opens its own lines where it has some."""

    def __init__(self, line: WhyLine, parent: QWidget | None = None, *, opens: bool = False) -> None:
        spoken = ", ".join(part for part in (line.text, line.detail, line.grades, line.weight, line.points) if part)
        super().__init__(line.text, parent, name=spoken)
        self._line, self._opens = line, opens
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        if line.detail:
            set_tip(self, line.detail)

    @override
    def sizeHint(self) -> QSize:
        density = theme().density
        return QSize(120, density.two_line if self._line.detail else density.row)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill = self.fill_role("") if self._opens else ""
        if fill:
            rounded(painter, area.adjusted(-4, 0, 4, -1), 6, role_color(fill))
        line, px = self._line, theme().density.px
        two = bool(line.detail)
        first = QRect(0, (self.height() - px(36)) // 2 if two else 0, self.width(), px(20) if two else self.height())
        points = max(px(36), text_width(line.points, "strong"))
        weight = text_width(line.weight, "caption") if line.weight else 0
        grades = px(40) if line.weight else px(34)
        right = first.width()
        draw_text(painter, QRect(right - points, first.top(), points, first.height()), line.points,
                  role="strong", align=_RIGHT)  # fmt: skip
        if weight:
            box = QRect(right - points - 8 - weight, first.top(), weight, first.height())
            draw_text(painter, box, line.weight, role="caption", color="muted", align=_RIGHT)
        left = right - points - 8 - weight - grades - (4 if weight else 0)
        draw_text(painter, QRect(left, first.top(), grades, first.height()), line.grades, role="caption", color="muted")
        color = "accent" if self._opens and self.underMouse() else "text"
        draw_text(painter, QRect(0, first.top(), left - 6, first.height()), line.text, color=color)
        if two:
            below = QRect(0, first.bottom() + 1, right - points - 8, px(16))
            draw_text(painter, below, line.detail, role="caption", color="muted")
        hline(painter, 0, self.width(), self.height() - 1, "row_line")


class WhyPane(DetailsPane):
    """`show_value` explains a value; its parts open one after the other, Back leads to the whole again."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent, history=False)
        self._app = app
        self._world: World | None = None
        self._stack: list[tuple[str, Explained]] = []
        self._parts: dict[str, tuple[str, Explained]] = {}
        self.back = Button(variant="icon", icon="arrow-left", name=tr("Back"))
        self.back.clicked.connect(self._back)
        self.header.add_lead(self.back)
        self.back.hide()
        self._missing: tuple[Missing, ...] = ()
        self._chosen = Choice()
        self._day: date | None = None
        self.as_of = AsOfRow(app)
        self.as_of.day_chosen.connect(self.show_day)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.as_of)

    def show_value(
        self, world: World, title: str, explained: Explained, parts: dict[str, tuple[str, Explained]]
    ) -> None:
        """Explain a value; ``parts`` gives title and lines of an addend by its rule name."""
        other = self._world is None or self._world.account_id != world.account_id
        if other and self._day is not None:
            self._day = None
            self.as_of.to_today()
        first = not self._stack or self._stack[0][0] != title or other
        self._world, self._parts = world, parts
        self._stack = [(title, explained)]
        self._build()
        if first:
            self.to_top()

    @Slot(object)
    def show_day(self, day: date | None) -> None:
        """Explain the same value as of another day, None for today."""
        self._day = day
        if self._stack:
            self._build()

    def _of_the_day(self, explained: Explained) -> Explained:
        """The value as it stood on the day chosen, by the same rules and from the same dated records."""
        if self._day is None or self._world is None or explained.measure not in BY_RULE:
            return explained
        return measured(self._world.facts, self._world.rules, BY_RULE[explained.measure], self._day)[0]

    def show_gaps(self, world: World, missing: Sequence[Missing]) -> None:
        """Show only what a plan check finds."""
        self._world, self._stack = world, []
        self._clear(tr("Plan check"))
        if missing:
            self._gap_group(tuple(missing))
        else:
            group = Group(tr("Missing"))
            group.add(PlainLabel(tr("No gaps were found."), wrap=True))
            self.add(group)

    def _clear(self, title: str) -> None:
        clear_layout(self.column)
        self.column.addStretch(1)
        self.back.setVisible(len(self._stack) > 1)
        self.set_title(title)

    def _build(self) -> None:
        place = FocusPlace(self.column)
        self._tell()
        place.give_back()

    def _tell(self) -> None:
        title, explained = self._stack[-1]
        explained = self._of_the_day(explained)
        shown = "" if explained.value is None else str(whole(explained.value))
        if explained.band == "unproven" and explained.shown is not None:
            self._clear(tr("{title} {value}, unproven", title=title, value=shown))
        elif shown:
            self._clear(tr("{title} {value}", title=title, value=shown))
        else:
            self._clear(title)
        self._why_group(explained)
        self._gap_group(unique(explained.missing), tr("To tidy") if explained.measure == HYGIENE else "")
        if self._world is not None:
            self._more_groups(explained)
            self._evidence_group(evidence_lines(explained, self._world.facts))
        if explained.value is not None:
            self.add(rules_link(self._app, explained.ruleset))

    def _more_groups(self, explained: Explained) -> None:
        """Why it moved, and what would turn it green."""
        if self._world is None or explained.measure not in BY_RULE:
            return
        target = (self._world.account_id, BY_RULE[explained.measure], explained.as_of)
        for part in more(self._app, target, self._chosen, self._open_record):
            self.add(part)

    def _why_group(self, explained: Explained) -> None:
        group = Group(tr("Why"), link="" if self._day else tr("As of…"))
        group.title.link_clicked.connect(self.as_of.ask)
        group.column.setSpacing(0)
        lines = why_lines(explained)
        if not lines:
            group.add(PlainLabel(tr("Nothing is known yet; the list below says what would tell."), wrap=True))
        for line in lines:
            row = WhyRow(line, opens=line.rule in self._parts)
            if line.rule in self._parts:
                row.clicked.connect(partial(self._open_part, line.rule))
            group.add(row)
        if lines and explained.shown is not None:
            group.add(self._sum(explained))
        for words in (sure_words(explained), unproven_words(explained)):
            if words:
                group.column.addSpacing(4)
                group.add(PlainLabel(words, role="caption", color="muted", wrap=True))
        if explained.measure == HYGIENE:
            group.column.addSpacing(4)
            group.add(PlainLabel(hygiene_words(), role="caption", color="muted", wrap=True))
        self.add(group)

    def _sum(self, explained: Explained) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 5, 0, 5)
        row.addWidget(PlainLabel(tr("Sum"), role="strong"))
        row.addStretch(1)
        row.addWidget(PlainLabel(points(explained.shown), role="strong"))
        return holder

    def _gap_group(self, missing: tuple[Missing, ...], title: str = "") -> None:
        self._missing = missing
        if not missing:
            return
        group = Group(title or tr("Missing"))
        for number, item in enumerate(missing):
            group.add(self._gap(number, item))
        self.add(group)

    def _gap(self, number: int, item: Missing) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        glyph = StatusGlyph("unknown")
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        words = item.text.text()
        row.addWidget(PlainLabel(words, wrap=True), 1)
        if item.verb is not None and self._day is None and places.can_mend(item):
            verb = item.verb.text()
            link = LinkButton(verb, name=tr("{verb}: {what}", verb=verb, what=words))
            link.clicked.connect(partial(self._mend, number))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _evidence_group(self, found: list[EvidenceLine]) -> None:
        if not found:
            return
        group = Group(tr("Evidence ({n})", n=len(found)))
        group.column.setSpacing(0)
        for line in found[:_SHOWN]:
            row = ListRow(line.title, second=line.second, right=line.grade, icon=line.icon)
            row.clicked.connect(partial(self._open_record, line.entity, line.id))
            group.add(row)
        if len(found) > _SHOWN:
            more = PlainLabel(tr("{n} older records", n=len(found) - _SHOWN), role="caption", color="muted")
            more.setContentsMargins(8, 4, 8, 0)
            group.add(more)
        self.add(group)

    # -- doing

    def _open_part(self, rule: str) -> None:
        self._stack.append(self._parts[rule])
        self._build()

    @Slot()
    def _back(self) -> None:
        if len(self._stack) > 1:
            self._stack.pop()
            self._build()

    def mend(self, number: int) -> None:
        """Do the step beside the gap of that number."""
        self._mend(number)

    @Slot()
    def ask_callback(self) -> None:
        """Ask for a callback here, or in a small window where the pane is hidden."""
        if self._world is None:
            return
        account_id = self._world.account_id
        if not self.isVisible():
            places.new_callback(self._app, account_id, self.window())
            return
        from ui.forms.new_record import NewRecordPanel

        panel = NewRecordPanel(
            self._app, CALLBACK, account_id=account_id, fields=places.CALLBACK_FIELDS, preset=places.CALLBACK_PRESET
        )
        self.show_new(panel, tr("New: {kind}", kind=tr(CALLBACK.label)))

    def _mend(self, number: int) -> None:
        if self._world is not None and self._missing[number].entity == "callback":
            self.ask_callback()
        elif self._world is not None:
            places.mend(self._app, self._world.facts, self._missing[number], self.window())

    def _open_record(self, entity: str, key: str) -> None:
        place: Place | None = places.place_of(self._world.facts, entity, key) if self._world else None
        if place is not None:
            self._app.navigator.go(place)
