# SPDX-License-Identifier: Apache-2.0
"""The details pane of a chart: why a value is what it is, what is missing, and the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.explain import Missing
from planner.views.why_view import Link, Links, WhyLine, WhyView
from ui.later import Later
from ui.screens.accounts.detail_rows import clear_layout
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.button import Button, LinkButton
from ui.widgets.chips import BandChip, StatusGlyph
from ui.widgets.paint import draw_text, hline, text_width
from ui.widgets.panes import Group, PaneHeader, Panel
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel, set_tip

_RIGHT = Qt.AlignmentFlag.AlignRight
_SHOWN = 6


class WhyRow(PaintedWidget):
    """One addend: text and detail, the grade of its evidence, its points."""

    def __init__(self, line: WhyLine, parent: QWidget | None = None, *, last: bool = False) -> None:
        super().__init__(parent)
        self._line, self._last = line, last
        words = (line.text, line.detail, line.grade, line.points)
        self.setAccessibleName(", ".join(word for word in words if word))
        set_tip(self, line.text + (f"\n{line.detail}" if line.detail else ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        density = theme().density
        return QSize(96, density.px(44) if self._line.detail else density.px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    @override
    def draw(self, painter: QPainter) -> None:
        px = theme().density.px
        line, small = px(20), px(16)
        room = self.width()
        top = (self.height() - line - (small if self._line.detail else 0)) // 2
        whole = QRect(0, 0, room, self.height())
        draw_text(painter, whole, self._line.points, role="strong", align=_RIGHT)
        left = room - max(px(44), text_width(self._line.points, "strong")) - px(8)
        if self._line.grade:
            grade = text_width(self._line.grade, "caption")
            left -= max(px(24), grade)
            box = QRect(left, 0, grade + 2, self.height())
            draw_text(painter, box, self._line.grade, role="caption", color="muted")
        text = QRect(0, top, left - 8, line)
        draw_text(painter, text, self._line.text)
        if self._line.detail:
            draw_text(painter, QRect(0, top + line, left - 8, small), self._line.detail, role="caption", color="muted")
        hline(painter, 0, room, self.height() - 1, "line" if self._last else "row_line")


class MissingRow(QWidget):
    """What is not known, and the one step that would tell; ``remedy`` is its link or None."""

    def __init__(self, missing: Missing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(StatusGlyph("unknown"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainLabel(missing.text.text(), wrap=True), 1)
        self.remedy: LinkButton | None = None
        if missing.entity and missing.verb is not None:
            self.remedy = LinkButton(missing.verb.text(), name=f"{missing.verb.text()}: {missing.text.text()}")
            row.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignVCenter)


class WhyPane(Panel):
    """Shows one `WhyView`; ``opened`` carries (entity, id), ``wanted`` a `Missing` to be filled."""

    closed = Signal()
    opened = Signal(str, str)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: WhyView | None = None
        self._kept = 0
        self.more_of: Callable[[WhyView], Iterable[QWidget]] | None = None
        self._later = Later(self, self._take)
        self.header = PaneHeader("", closable=True)
        self.band = BandChip("")
        self.header.add_lead(self.band)
        self.header.closed.connect(self.closed)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 0, 16)
        self.column.setSpacing(0)
        scroll = self.area = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        scroll.verticalScrollBar().rangeChanged.connect(self._keep_place)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(scroll, 1)
        self.band.hide()

    def set_foot(self, foot: QWidget) -> None:
        """Keep a part below what scrolls."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(foot)

    def show_why(self, view: WhyView | None) -> None:
        """Show another explanation, None for none; one of something else begins at its top."""
        self._begin(view)
        clear_layout(self.column)
        while self.column.count():
            self.column.takeAt(0)
        self.band.setVisible(bool(view and view.lead))
        if view is None:
            self.header.set_title("")
            return
        self.header.set_title(view.title)
        self.band.set_band(view.lead)
        for part in (self._top(view), self._why(view), self._facts(view), self._missing(view)):
            if part is not None:
                self.column.addWidget(part)
        for more in self.more_of(view) if self.more_of is not None else ():
            self.column.addWidget(more)
        for links in view.groups:
            self.column.addWidget(self._links(links, _SHOWN))
        if view.rules:
            stamp = PlainLabel(view.rules, role="caption", color="muted")
            stamp.setContentsMargins(16, 12, 16, 0)
            self.column.addWidget(stamp)
        self.column.addStretch(1)

    def _begin(self, view: WhyView | None) -> None:
        bar = self.area.verticalScrollBar()
        self._kept = bar.value() if _subject(view) == _subject(self.view) else 0
        bar.setValue(self._kept)
        self.view = view

    def _keep_place(self, _least: int, most: int) -> None:
        """Go on where somebody was reading, once the parts made anew are as high again."""
        if self._kept and most:
            self.area.verticalScrollBar().setValue(min(self._kept, most))
            self._kept = 0

    def take_focus(self) -> None:
        """Give the focus, seen, to the first record behind the value, else to what else can be done here."""
        self._later.start()  # rows that were just made are shown a moment later

    def _take(self) -> None:
        kinds = (ListRow, LinkButton, Button)
        parts: list[QWidget] = [part for kind in kinds for part in self.findChildren(kind) if part.isVisibleTo(self)]
        if parts:
            parts[0].setFocus(Qt.FocusReason.TabFocusReason)
            self.column.activate()  # heights that are still those of before would cut it off
            self.area.ensureWidgetVisible(parts[0], 0, 24)

    def _top(self, view: WhyView) -> QWidget | None:
        if not (view.statement or view.note):
            return None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(0)
        if view.statement:
            column.addWidget(PlainLabel(view.statement, role="name", wrap=True, selectable=True))
        if view.note:
            column.addWidget(PlainLabel(view.note, role="caption", color="muted", wrap=True))
        return holder

    def _why(self, view: WhyView) -> QWidget:
        group = Group(tr("Why"))
        group.column.setSpacing(0)
        group.column.addSpacing(4)
        if view.empty:
            group.add(PlainLabel(view.empty, color="muted", wrap=True))
        for n, line in enumerate(view.lines, start=1):
            group.add(WhyRow(line, last=n == len(view.lines)))
        if view.total:
            total = QHBoxLayout()
            total.setContentsMargins(0, 6, 0, 0)
            total.addWidget(PlainLabel(view.total_label, role="strong"), 1)
            total.addWidget(PlainLabel(view.total, role="strong"))
            group.column.addLayout(total)
        for words in view.sure:
            group.column.addSpacing(4)
            group.add(PlainLabel(words, role="caption", color="muted", wrap=True))
        return group

    def _facts(self, view: WhyView) -> QWidget | None:
        if not view.facts:
            return None
        group = Group(view.facts_title or tr("Who and when"))
        for label, words in view.facts:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(PlainLabel(label, color="muted"))
            row.addWidget(PlainLabel(words, elide=True), 1, Qt.AlignmentFlag.AlignRight)
            group.column.addLayout(row)
        return group

    def _missing(self, view: WhyView) -> QWidget | None:
        if not view.missing:
            return None
        group = Group(tr("Missing"))
        for missing in view.missing:
            row = MissingRow(missing)
            if row.remedy is not None:
                row.remedy.clicked.connect(partial(self.wanted.emit, missing))
            group.add(row)
        return group

    def _links(self, links: Links, shown: int) -> QWidget:
        more = len(links.links) > shown
        group = Group(links.title, link=tr("All") if more else "")
        group.column.setSpacing(0)
        for link in links.links[:shown]:
            group.add(self._row(link))
        if more:
            group.title.link_clicked.connect(partial(self._show_all, group, links.links[shown:]))
        return group

    def _show_all(self, group: Group, rest: tuple[Link, ...]) -> None:
        group.title.set_link("")
        for link in rest:
            group.add(self._row(link))

    def _row(self, link: Link) -> ListRow:
        row = ListRow(link.title, second=link.second, right=link.right, icon=link.icon)
        set_tip(row, link.title)
        row.clicked.connect(partial(self.opened.emit, link.entity, link.id))
        return row


def _subject(view: WhyView | None) -> tuple[str, str] | None:
    return (view.key, view.title) if view is not None else None
