# SPDX-License-Identifier: Apache-2.0
"""Rows to choose from: the rail of the window, the section list of an account, and two-line list rows of
panes.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.override import override
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, hline, paint_glyph, rounded, text_width
from ui.widgets.safe import set_tip

_RIGHT = Qt.AlignmentFlag.AlignRight
BLEED = 8


class _Row(PaintedButton):
    """One row of a RowList: icon or number, label, count at the right."""

    def __init__(self, owner: "RowList", key: str, label: str, *, icon: str = "", number: str = "") -> None:
        self.key, self.symbol, self.number, self.count = key, icon, number, ""
        self._owner = owner
        super().__init__(label, owner)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        """The number at the right, "" for none; screen readers hear it with the label."""
        self.count = count
        self.set_name(f"{self._label}, {count}" if count else "")
        self.update()

    @override
    def nextCheckState(self) -> None:
        self._owner.choose(self.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._owner.step(self, step)

    @override
    def sizeHint(self) -> QSize:
        return QSize(32, self._owner.row_height())

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = self.isChecked()
        fill = "selection" if on else self.fill_role("")
        if fill:
            rounded(painter, area, 6, role_color(fill))
        if self._owner.collapsed:
            self._draw_icon(painter, (self.width() - theme().density.rail_icon) // 2, on=on)
            return
        left = self._draw_lead(painter, on=on)
        count = text_width(self.count, "head") if self.count else 0
        room = QRect(left, 0, self.width() - 8 - left - (count + 8 if count else 0), self.height())
        color = "disabled" if not self.isEnabled() else "accent" if on else "text"
        draw_text(painter, room, self._label, role="strong" if on else "body", color=color)
        if count:
            area_right = QRect(self.width() - 8 - count, 0, count + 1, self.height())
            role = "head" if self.symbol else "caption"
            draw_text(painter, area_right, self.count, role=role, color="accent" if on else "muted", align=_RIGHT)

    def _draw_icon(self, painter: QPainter, x: int, *, on: bool) -> None:
        side = theme().density.rail_icon
        box = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, box, self.symbol, "accent" if on else "muted")

    def _draw_lead(self, painter: QPainter, *, on: bool) -> int:
        """Paint icon or number; returns where the label begins."""
        if self.symbol:
            self._draw_icon(painter, 8, on=on)
            return 8 + theme().density.rail_icon + 10
        if not self._owner.numbered:
            return 8
        wide = theme().density.px(10)
        box = QRect(8, 0, wide + 4, self.height())
        draw_text(painter, box, self.number, role="caption", color="accent" if on else "muted")
        return 8 + wide + 8


class _Line(PaintedWidget):
    """A 1 px line between groups of rows."""

    def __init__(self, parent: QWidget, color: str) -> None:
        super().__init__(parent)
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(16, 13)

    @override
    def draw(self, painter: QPainter) -> None:
        hline(painter, 8, self.width() - 8, 6, self._color)


class RowList(QWidget):
    """Rows of which one is chosen; `selected` carries its key when the user chooses. Arrow keys move the
    focus.
    """

    selected = Signal(str)
    background = "card"
    line_color = "row_line"
    numbered = False

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.collapsed = False
        self._rows: dict[str, _Row] = {}
        self._key = ""
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        theme().changed.connect(self.update)

    def row_height(self) -> int:
        """Height of one row in logical px."""
        return theme().density.row

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_line(self) -> None:
        """Add a line between two groups."""
        self._add(_Line(self, self.line_color))

    def add_stretch(self) -> None:
        """Push what follows to the bottom."""
        self._column.insertStretch(self._column.count() - 1, 1)
        self._column.setStretch(self._column.count() - 1, 0)

    def key(self) -> str:
        """The chosen key, "" for none."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose without a signal; an unknown key chooses none."""
        self._key = key if key in self._rows else ""
        reach = self._key or next(iter(self._rows), "")
        for row_key, row in self._rows.items():
            row.setChecked(row_key == self._key)
            tab = row_key == reach
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)
            row.update()

    def choose(self, key: str) -> None:
        """Choose as the user does; the signal comes also for the row that is chosen already (go back to its
        top).
        """
        self.set_key(key)
        self.selected.emit(key)

    def set_count(self, key: str, count: str) -> None:
        """The number at the right of a row, "" for none; KeyError for an unknown key."""
        self._rows[key].set_count(count)

    def add_row(self, key: str, label: str, count: str = "") -> None:
        """Add a row of words and a count."""
        row = _Row(self, key, label)
        row.set_count(count)
        self._insert(row)

    def clear_rows(self) -> None:
        """Take all rows away."""
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()

    def rest(self) -> None:
        """Choose none and count nothing, while there is nothing to go to."""
        self.set_key("")
        for row in self._rows.values():
            row.set_count("")

    def set_label(self, key: str, label: str) -> None:
        """Change a row's label."""
        self._rows[key].setText(label)

    def row(self, key: str) -> PaintedButton:
        """The row of a key, for tests and tooltips."""
        return self._rows[key]

    def keys(self) -> tuple[str, ...]:
        """All keys from top to bottom."""
        return tuple(self._rows)

    def step(self, row: PaintedButton, by: int) -> None:
        """Move the focus by one row; it stops at the ends."""
        rows = list(self._rows.values())
        at = rows.index(row) if isinstance(row, _Row) else 0
        rows[min(len(rows) - 1, max(0, at + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def _insert(self, row: _Row) -> None:
        self._rows[row.key] = row
        self._add(row)
        self.set_key(self._key)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), role_color(self.background))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), role_color("line"))
        painter.end()


class RailList(RowList):
    """The rail at the left of the window: 160 px with icon, label and count, or 48 px with icons only."""

    background = "window"
    line_color = "line"
    _note: QWidget | None = None

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self._column.setContentsMargins(8, 8, 9, 8)
        self._column.setSpacing(2)
        self._fit()
        theme().changed.connect(self._fit)

    @override
    def row_height(self) -> int:
        return theme().density.rail

    def add_item(self, key: str, label: str, icon: str, count: str = "") -> None:
        """Add a row with an icon of resources/icons."""
        row = _Row(self, key, label, icon=icon)
        row.set_count(count)
        self._insert(row)

    def set_note(self, note: QWidget, stop: QWidget) -> None:
        """Put a few words above the line, shown where there is room; ``stop`` is its part that Tab reaches."""
        rows = list(self._rows.values())
        line = self.findChild(_Line)
        at = self._column.indexOf(line) if line is not None else 0
        self._note = QWidget(self)
        column = QVBoxLayout(self._note)
        column.setContentsMargins(8, 0, 0, 8)
        column.addWidget(note)
        self._column.insertWidget(at, self._note)
        QWidget.setTabOrder(rows[-1], stop)
        self._fit_note()

    def set_collapsed(self, collapsed: bool) -> None:
        """Icons only, with the labels as tooltips."""
        self.collapsed = collapsed
        for row in self._rows.values():
            set_tip(row, row.label() if collapsed else "")
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_note()

    def _fit_note(self) -> None:
        if self._note is None:
            return
        rows = len(self._rows) * (self.row_height() + self._column.spacing()) + 48
        tall = self._note.heightForWidth(self.width() - 17)
        self._note.setVisible(not self.collapsed and self.height() >= rows + tall)

    def _fit(self) -> None:
        self._fit_note()
        self.setFixedWidth(48 + (theme().density.rail_icon - 20) if self.collapsed else theme().density.px(160))
        self.update()


class SectionList(RowList):
    """The sections of an account page: number, label, count; 160 px wide on the card."""

    numbered = True

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, name=name)
        self._column.setContentsMargins(8, 12, 9, 8)
        self._fit()
        theme().changed.connect(self._fit)

    def add_section(self, key: str, label: str, number: str = "", count: str = "") -> None:
        """Add a section; ``number`` is the digit of its key, "" where there is none."""
        row = _Row(self, key, label, number=number)
        row.set_count(count)
        self._insert(row)

    def _fit(self) -> None:
        self.setFixedWidth(theme().density.px(160))


class RowHost(QWidget):
    """A part whose list rows stand flush with its text: it paints their highlights, which reach beyond them."""

    def paint_rows(self, painter: QPainter) -> None:
        """Paint the highlights of the rows in sight; called before the rows paint themselves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self.findChildren(ListRow, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if row.isVisible() and row.fill():
                rounded(painter, QRectF(row.geometry().adjusted(-BLEED, 0, BLEED, 0)), 6, role_color(row.fill()))


class ListRow(PaintedButton):
    """A row of a pane: icon or status sign, title and second line, each with a word at the right; a press is
    `clicked`.

    Without ``second`` it is one line high. ``setChecked(True)`` after ``setCheckable(True)`` shows it as
    selected.
    """

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        second: str = "",
        right: str = "",
        second_right: str = "",
        icon: str = "",
        state: str = "",
        title_role: str = "body",
    ) -> None:
        self._second, self._right, self._second_right = second, right, second_right
        self._icon, self._state, self._title_role = icon, state, title_role
        self._filled = ""
        spoken = ", ".join(part for part in (title, second, right, second_right) if part)
        super().__init__(title, parent, name=spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        density = theme().density
        return QSize(96, density.two_line if self._second or self._second_right else density.row)

    def fill(self) -> str:
        """Colour role of the highlight at the moment, "" for none."""
        return "selection" if self.isCheckable() and self.isChecked() else self.fill_role("")

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        host, edge = self.parentWidget(), 0
        if isinstance(host, RowHost):
            if self.fill() != self._filled:  # the host paints the highlight, which is wider than the row
                host.update(self.geometry().adjusted(-BLEED, 0, BLEED, 0))
        else:
            edge = BLEED
            if self.fill():
                rounded(painter, area, 6, role_color(self.fill()))
        self._filled = self.fill()
        two = bool(self._second or self._second_right)
        line = theme().density.px(20)
        top = (self.height() - line - theme().density.px(16)) // 2 if two else (self.height() - line) // 2
        left = self._draw_sign(painter, QRect(edge, top, 16, line))
        role = "strong" if self.isCheckable() and self.isChecked() else self._title_role
        self._draw_line(painter, QRect(left, top, self.width() - edge - left, line), self._label, self._right, role)
        if two:
            below = QRect(left, top + line, self.width() - edge - left, theme().density.px(16))
            self._draw_line(painter, below, self._second, self._second_right, "caption")

    def _draw_sign(self, painter: QPainter, box: QRect) -> int:
        side = theme().density.icon if self._icon else theme().density.px(12)
        place = QRectF(box.left(), box.center().y() + 0.5 - side / 2, side, side)
        if self._icon:
            paint_icon(painter, place, self._icon, "muted")
        elif self._state:
            paint_glyph(painter, place, self._state, theme().tokens)
        return box.left() + side + 8 if self._icon or self._state else box.left()

    def _draw_line(self, painter: QPainter, box: QRect, text: str, right: str, role: str) -> None:
        caption = role == "caption"
        on = self.isCheckable() and self.isChecked()
        if right:
            width = text_width(right, "caption")
            draw_text(painter, box, right, role="caption", color="muted", align=_RIGHT)
            box = box.adjusted(0, 0, -width - 8, 0)
        color = "disabled" if not self.isEnabled() else "muted" if caption else "accent" if on else "text"
        draw_text(painter, box, text, role=role, color=color)
