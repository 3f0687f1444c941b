# SPDX-License-Identifier: Apache-2.0
"""Paint and measure a `Cell` of a table row."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from planner.kernel.text import tr
from ui.theme.icons import paint_icon
from ui.theme.theme import theme
from ui.widgets.paint import (
    BANDS,
    STATES,
    Cell,
    draw_text,
    paint_band,
    paint_check,
    paint_glyph,
    paint_grade,
    paint_level,
    paint_tag,
    paint_target_bar,
    text_width,
)

_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignLeft
TRENDS = {"up": "↑", "down": "↓", "flat": "→"}
_BAR = 44
_NOTHING = "–"


def paint_cell(painter: QPainter, rect: QRect, cell: Cell, *, on_fill: bool = False) -> None:
    """Paint ``cell`` into ``rect`` (without the row's padding); ``on_fill`` where the row is selected or
    hovered.
    """
    painter.save()
    _PAINTERS[cell.kind](painter, rect, cell, on_fill)
    painter.restore()


def cell_width(cell: Cell) -> int:
    """Width in logical px at which nothing of the cell is shortened."""
    px = theme().density.px
    text = text_width(cell.text, cell.role)
    second = text_width(cell.second, "caption")
    if cell.kind == "two_line":
        return max(text, second) + 2
    if cell.kind == "glyph":
        sign = 12 + 6 if cell.state or cell.reserve else 0
        return sign + max(text, px(18)) + 6 + text_width(cell.second) + (20 if cell.trend else 0) + 2
    extra = {
        "grade": px(20),
        "band": px(20) + 6,
        "bar": _BAR + 8,
        "icon": 22,
        "thumb": 40,
        "tag": 14,
        "check": 16,
    }
    extra["level"] = px(32)
    return extra.get(cell.kind, 0) + text + (6 + second if second else 0) + 2


def _text(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    text, color = (cell.text, cell.color) if cell.text else (_NOTHING, "muted")
    right = cell.align == "right" or cell.kind == "number"
    if not cell.second:
        if not right and text_width(text, cell.role) > rect.width():
            _wrapped(painter, rect, cell)
        else:
            draw_text(painter, rect, text, role=cell.role, color=color, align=_RIGHT if right else _LEFT)
        return
    second = text_width(cell.second, "caption")
    if right:
        draw_text(painter, rect, cell.second, role="caption", color="muted", align=_RIGHT)
        draw_text(painter, rect.adjusted(0, 0, -second - 6, 0), text, role=cell.role, color=color, align=_RIGHT)
        return
    used = draw_text(painter, rect, text, role=cell.role, color=color)
    draw_text(painter, rect.adjusted(used + 6, 0, 0, 0), cell.second, role="caption", color="muted")


def _two_line(painter: QPainter, rect: QRect, cell: Cell, on_fill: bool) -> None:
    if not cell.second and cell.align != "right" and text_width(cell.text, cell.role) > rect.width():
        _wrapped(painter, rect, cell)
        return
    line, small = theme().density.px(20), theme().density.px(16)
    top = rect.top() + (rect.height() - line - small) // 2
    align = _RIGHT if cell.align == "right" else _LEFT
    first = QRect(rect.left(), top, rect.width(), line)
    second = QRect(rect.left(), top + line, rect.width(), small)
    draw_text(painter, first, cell.text or _NOTHING, role=cell.role, color=cell.color, align=align)
    if cell.state in STATES and cell.align != "right":
        side = theme().density.px(12)
        box = QRectF(second.left(), second.top() + (small - side) / 2, side, side)
        paint_glyph(painter, box, cell.state, theme().tokens, on_fill=on_fill)
        second.setLeft(second.left() + side + 5)
    draw_text(painter, second, cell.second, role="caption", color="muted", align=align)


def _wrapped(painter: QPainter, rect: QRect, cell: Cell) -> None:
    """One text over two lines, the second shortened where even that is too little."""
    line = theme().density.px(18)
    from PySide6.QtGui import QTextLayout

    layout = QTextLayout(cell.text, theme().font(cell.role))
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(rect.width())
    layout.endLayout()
    cut = first.textLength() if rect.height() >= 2 * line else len(cell.text)
    top = rect.top() + (rect.height() - (2 * line if cut < len(cell.text) else line)) // 2
    for number, part in enumerate((cell.text[:cut].rstrip(), cell.text[cut:].lstrip())):
        box = QRect(rect.left(), top + number * line, rect.width(), line)
        draw_text(painter, box, part, role=cell.role, color=cell.color)


def _chip_box(rect: QRect) -> QRectF:
    side = min(theme().density.px(20), rect.height() - 2)
    return QRectF(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)


def _grade(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    box = _chip_box(rect)
    paint_grade(painter, box, cell.state, theme().tokens)
    rest = rect.adjusted(int(box.width()) + 6, 0, 0, 0)
    draw_text(painter, rest, cell.text, role=cell.role, color=cell.color)


def _band(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    if cell.state.lower()[:1] not in BANDS:
        draw_text(painter, rect, cell.text or _NOTHING, role=cell.role, color="muted")
        return
    box = _chip_box(rect)
    paint_band(painter, box, cell.state, theme().tokens)
    rest = rect.adjusted(int(box.width()) + 6, 0, 0, 0)
    used = draw_text(painter, rest, cell.text, role=cell.role, color=cell.color)
    draw_text(painter, rest.adjusted(used + 6, 0, 0, 0), cell.second, role="caption", color="muted")


def _glyph(painter: QPainter, rect: QRect, cell: Cell, on_fill: bool) -> None:
    side = theme().density.px(12)
    room = rect
    if cell.state:
        box = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        paint_glyph(painter, box, cell.state, theme().tokens, on_fill=on_fill)
    if cell.state or cell.reserve:
        room = rect.adjusted(side + 6, 0, 0, 0)
    if cell.trend:
        draw_text(painter, rect, TRENDS.get(cell.trend, ""), color="muted", align=_RIGHT)
        room = room.adjusted(0, 0, -20, 0)
    if cell.text.isdigit():
        # Figures of up to two digits stand in one column, whatever the sign before them.
        wide = max(text_width("00", cell.role), text_width(cell.text, cell.role))
        slot = QRect(room.left(), room.top(), wide + 1, room.height())
        draw_text(painter, slot, cell.text, role=cell.role, color=cell.color, align=_RIGHT)
        room = room.adjusted(wide + 7, 0, 0, 0)
    elif cell.text:
        used = draw_text(painter, room, cell.text, role=cell.role, color=cell.color)
        room = room.adjusted(used + 6, 0, 0, 0)
    if not (cell.text or cell.second or cell.state):
        draw_text(painter, room, _NOTHING, color="muted")
    draw_text(painter, room, cell.second, color="muted")


def _bar(painter: QPainter, rect: QRect, cell: Cell, on_fill: bool) -> None:
    if not cell.target:
        draw_text(painter, rect, cell.text or tr("no target"), role=cell.role, color="muted", align=_RIGHT)
        return
    box = QRectF(rect.right() + 1 - _BAR, rect.top(), _BAR, min(23, rect.height())).toRect()
    box.moveTop(rect.top() + (rect.height() - box.height()) // 2)
    if on_fill:
        # The unfilled part keeps its contrast on a tinted row.
        painter.fillRect(QRect(box.left(), rect.center().y() - 3, box.width(), 6), theme().tokens.color("card"))
    paint_target_bar(painter, QRectF(box), cell.value, cell.target, cell.plan)
    room = rect.adjusted(0, 0, -_BAR - 8, 0)
    draw_text(painter, room, cell.text, role=cell.role, color=cell.color, align=_RIGHT)


def _thumb(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    left = 0
    if cell.pixmap is not None and not cell.pixmap.isNull():
        side = rect.height() - 4
        size = cell.pixmap.deviceIndependentSize()
        scale = min(side / max(1.0, size.width()), side / max(1.0, size.height()))
        width, height = size.width() * scale, size.height() * scale
        box = QRectF(rect.left() + (side - width) / 2, rect.center().y() + 0.5 - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, cell.pixmap, QRectF(cell.pixmap.rect()))
        left = side + 8
    draw_text(painter, rect.adjusted(left, 0, 0, 0), cell.text, role=cell.role, color=cell.color)


def _icon(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    side = theme().density.icon
    box = QRectF(rect.left(), rect.top() + (rect.height() - side) // 2, side, side)
    paint_icon(painter, box, cell.icon, "muted" if not cell.text or cell.color == "text" else cell.color)
    rest = rect.adjusted(side + 6, 0, 0, 0)
    used = draw_text(painter, rest, cell.text, role=cell.role, color=cell.color)
    draw_text(painter, rest.adjusted(used + 6, 0, 0, 0), cell.second, role="caption", color="muted")


def _tag(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    height = theme().density.px(20)
    width = min(rect.width(), text_width(cell.text, "caption") + 14)
    if cell.text:
        paint_tag(painter, QRect(rect.left(), rect.top() + (rect.height() - height) // 2, width, height), cell.text)


def _check(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    paint_check(painter, QRectF(rect.left(), rect.top(), 16, rect.height()), checked=cell.value == 1)
    draw_text(painter, rect.adjusted(24, 0, 0, 0), cell.text, role=cell.role, color=cell.color)


def _level(painter: QPainter, rect: QRect, cell: Cell, _on_fill: bool) -> None:
    height, width = theme().density.px(20), theme().density.px(28)
    box = QRectF(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
    paint_level(painter, box, cell.value, cell.text, theme().tokens)
    rest = rect.adjusted(width + 6, 0, 0, 0)
    draw_text(painter, rest, cell.second, color="muted")


_PAINTERS: dict[str, Callable[[QPainter, QRect, Cell, bool], None]] = {
    "text": _text,
    "number": _text,
    "two_line": _two_line,
    "grade": _grade,
    "band": _band,
    "glyph": _glyph,
    "bar": _bar,
    "thumb": _thumb,
    "icon": _icon,
    "tag": _tag,
    "check": _check,
    "level": _level,
}
