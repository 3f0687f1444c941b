# SPDX-License-Identifier: Apache-2.0
"""Heads and backgrounds of panes: the 56 px header with its line, group titles, plain panels."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.override import override
from planner.kernel.text import tr
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.button import Button, LinkButton
from ui.widgets.paint import hline
from ui.widgets.rows import RowHost
from ui.widgets.safe import PlainLabel


class Panel(QWidget):
    """A plain area filled with a colour role ("card", "window"), with 1 px lines at the given sides: "l",
    "r", "t", "b".
    """

    def __init__(
        self, parent: QWidget | None = None, *, fill: str = "card", lines: str = "", line: str = "line"
    ) -> None:
        super().__init__(parent)
        self._fill, self._lines, self._line = fill, lines, line
        theme().changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color(self._fill))
        color, width, height = role_color(self._line), self.width(), self.height()
        edges = {
            "l": QRect(0, 0, 1, height),
            "r": QRect(width - 1, 0, 1, height),
            "t": QRect(0, 0, width, 1),
            "b": QRect(0, height - 1, width, 1),
        }
        for side in self._lines:
            painter.fillRect(edges[side], color)
        painter.end()


class HLine(PaintedWidget):
    """A 1 px line across: "line" between panes, "row_line" inside one."""

    def __init__(self, parent: QWidget | None = None, *, color: str = "line") -> None:
        super().__init__(parent)
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(8, 1)

    @override
    def draw(self, painter: QPainter) -> None:
        hline(painter, 0, self.width(), 0, self._color)


class PaneHeader(Panel):
    """Title, muted words beside it, parts at the right, line below; 56 px high so that lines run through all
    panes.

    ``page`` uses the page title type. ``closable`` adds an × that sends `closed`. `add_left` puts parts
    after the title,
    `add_right` before the ×.
    """

    closed = Signal()

    def __init__(
        self,
        title: str = "",
        parent: QWidget | None = None,
        *,
        note: str = "",
        page: bool = False,
        closable: bool = False,
        height: int = 56,
        fill: str = "card",
    ) -> None:
        super().__init__(parent, fill=fill, lines="b")
        self._tall = height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12 if closable else 16, 1)
        row.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._title = PlainLabel(title, self, role="page_title" if page else "section", elide=True)
        self._note = PlainLabel(note, self, color="muted", elide=True)
        self._note.setVisible(bool(note))
        self._left.addWidget(self._title)
        self._left.addSpacing(4)
        self._left.addWidget(self._note)
        self._right = QHBoxLayout()
        self._right.setSpacing(8)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addLayout(self._right)
        if closable:
            close = Button(parent=self, variant="icon", icon="x", name=tr("Close"))
            close.clicked.connect(self.closed)
            row.addWidget(close)
        self._fit()
        theme().changed.connect(self._fit)

    def set_title(self, title: str, note: str | None = None) -> None:
        """Change the title, and the muted words where they are given."""
        self._title.setText(title)
        if note is not None:
            self._note.setText(note)
        self._keep_title()

    def title(self) -> str:
        """The title shown."""
        return self._title.full_text()

    def add_lead(self, widget: QWidget) -> None:
        """Put a part (a grade chip) before the title."""
        self._left.insertWidget(0, widget)

    def add_left(self, widget: QWidget) -> None:
        """Put a part after the title."""
        self._left.addWidget(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a part at the right end."""
        self._right.addWidget(widget)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme().density.px(160), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_title()

    def _keep_title(self) -> None:
        """Let the muted words give way before the title does, and the title before the parts at the right."""
        self._title.setMinimumWidth(0)  # the room is that beside the title, whatever stood there before
        wanted, gap, px = self._title.sizeHint().width(), self._left.spacing(), theme().density.px
        shown = self._note.isVisibleTo(self)
        words = wanted + (self._note.sizeHint().width() + gap if shown else 0)
        room = self.width() - (self.sizeHint().width() - words)
        left = room - wanted - gap
        self._note.setVisible(bool(self._note.full_text()) and left >= min(px(48), self._note.sizeHint().width()))
        self._title.setMinimumWidth(max(px(48), min(wanted, room)))

    def _fit(self) -> None:
        self.setFixedHeight(theme().density.px(self._tall))
        self._keep_title()


class SectionTitle(QWidget):
    """Title of a group: small and muted, or with ``large`` 15 px; ``link`` is a text button at the right
    (`link_clicked`).
    """

    link_clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, link: str = "", large: bool = False) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._text = PlainLabel(text, self, role="section" if large else "group", color="text" if large else "muted")
        row.addWidget(self._text)
        row.addStretch(1)
        self._link = LinkButton(link, self)
        self._link.setVisible(bool(link))
        self._link.clicked.connect(self.link_clicked)
        row.addWidget(self._link)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Change the title."""
        self._text.setText(text)

    def set_link(self, link: str) -> None:
        """Change or take away ("") the link."""
        self._link.setText(link)
        self._link.setVisible(bool(link))

    def link_stop(self) -> QWidget:
        """The link as a stop of Tab, for what is made later and comes after it."""
        return self._link

    def focus_link(self) -> None:
        """Give the keyboard to the link, as Tab would."""
        self._link.setFocus(Qt.FocusReason.TabFocusReason)


class Group(Panel, RowHost):
    """A group of a details pane: title, its parts below each other, padding 16 and a row line at the end."""

    def __init__(self, title: str, parent: QWidget | None = None, *, link: str = "") -> None:
        super().__init__(parent, lines="b", line="row_line")
        self.title = SectionTitle(title, self, link=link)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 13)
        self.column.setSpacing(4)
        self.column.addWidget(self.title)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        self.paint_rows(painter)
        painter.end()

    def add(self, widget: QWidget) -> None:
        """Add a part below the others."""
        self.column.addWidget(widget)
