# SPDX-License-Identifier: Apache-2.0
"""Painting in the visual language: text in type roles, chips, status glyphs, target bars, row fills and
frames.

Models may return a `Cell` under CELL_ROLE; `ui.widgets.table.RowDelegate` then paints it (see
`ui.widgets.cells`).
"""

from functools import lru_cache
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from planner.kernel.text import N_, tr
from ui.theme.fonts import make_font
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.theme.tokens import Tokens

CELL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
"""Item data role under which a model returns a `Cell` (or None: then DisplayRole is painted as plain text).
"""

Kind = Literal["text", "number", "two_line", "grade", "band", "glyph", "bar", "thumb", "icon", "tag", "check", "level"]

STATES: Final = ("fine", "watch", "act", "unknown")
GRADES: Final = {"s": N_("S"), "a": N_("A"), "b": N_("B"), "c": N_("C")}
BANDS: Final = {"l": N_("L"), "m": N_("M"), "h": N_("H"), "e": N_("E")}


class Cell(NamedTuple):
    """What one table cell shows. All text is painted as it is; nothing is markup.

    kind:
      text      `text` in `role`/`color`, then `second` muted and small on the same line
      number    as text, right-aligned
      two_line  `text` with `second` below it, muted
      grade     chip with the letter of `state` (s, a, b, c; anything else is "–")
      band      chip with the letter of `state` (l, m, h, e), then `text`; "–" without a state
      glyph     status sign of `state` (fine, watch, act, unknown, ""), `text`, then the word `second` muted,
                and `trend` ("up", "down", "flat") at the right; `reserve` keeps the sign's room without a sign
      bar       `text`, then a bar of `value` with ticks at `target` and `plan`, all three in the same unit
      thumb     `pixmap`, then `text`
      icon      `icon` (a file of resources/icons), then `text`, then `second` muted
      tag       `text` in an edge, muted
      check     a box, ticked where `value` is 1
      level     block with `text` in the colour of `value` (above 0, 0, below 0; None = dashed)
    """

    kind: Kind = "text"
    text: str = ""
    second: str = ""
    state: str = ""
    value: float | None = None
    target: float | None = None
    plan: float | None = None
    trend: str = ""
    icon: str = ""
    role: str = "body"
    color: str = "text"
    align: Literal["left", "right"] = "left"
    reserve: bool = False
    pixmap: QPixmap | None = None


@lru_cache(maxsize=64)
def _metrics(role: str, scale: float) -> QFontMetrics:
    return QFontMetrics(make_font(role, scale))


def metrics(role: str) -> QFontMetrics:
    """Font metrics of a type role at the text scale in force."""
    return _metrics(role, theme().density.scale)


@lru_cache(maxsize=8192)
def _width(text: str, role: str, scale: float) -> int:
    return _metrics(role, scale).horizontalAdvance(text)


@lru_cache(maxsize=8192)
def _fit(text: str, role: str, scale: float, room: int) -> tuple[str, int]:
    """The text as it goes into ``room`` px, and the width it then takes."""
    width = _width(text, role, scale)
    if width <= room:
        return text, width
    shown = _metrics(role, scale).elidedText(text, Qt.TextElideMode.ElideRight, room)
    return shown, min(room, _width(shown, role, scale))


def text_width(text: str, role: str = "body") -> int:
    """Width of one line of text in logical px."""
    return _width(text, role, theme().density.scale)


# Combined once: flags made anew for each word of a table cost more than painting it.
_ONE_LINE = {
    align: int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
    for align in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter)
}


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    role: str = "body",
    color: str = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Paint one line, vertically centred, shortened with "…" where it does not fit; returns the width used.

    ``align`` is AlignLeft, AlignRight or AlignHCenter.
    """
    room = rect.width()
    if not text or room <= 0:
        return 0
    current = theme()
    shown, width = _fit(text, role, current.density.scale, room)
    painter.setFont(current.font(role))
    painter.setPen(role_color(color))
    painter.drawText(rect, _ONE_LINE[align], shown)
    return width


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    *,
    width: float = 1.0,
) -> None:
    """Paint a rounded rectangle whose edge lies wholly inside ``rect``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(edge, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), max(0.0, radius - half), max(0.0, radius - half))


def hline(painter: QPainter, left: int, right: int, y: int, color: str = "line") -> None:
    """Paint a 1 px line from ``left`` to ``right`` at ``y``."""
    painter.fillRect(QRect(left, y, right - left, 1), role_color(color))


def paint_glyph(painter: QPainter, rect: QRectF, state: str, tokens: Tokens, *, on_fill: bool = False) -> None:
    """Paint a status sign as large as the shorter side of ``rect``: fine ●, watch ▲, act ◆, unknown dashed
    ring.

    ``on_fill`` is for watch on a hover or selection fill. Any other state paints nothing.
    """
    if state not in STATES:
        return
    unit = min(rect.width(), rect.height()) / 12
    x, y = rect.center().x() - 6 * unit, rect.center().y() - 6 * unit

    def at(*points: tuple[float, float]) -> QPolygonF:
        return QPolygonF([QPointF(x + px * unit, y + py * unit) for px, py in points])

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = tokens.color("watch_on_fill" if state == "watch" and on_fill else state)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if state == "watch":
        painter.drawPolygon(at((6, 1.2), (11.2, 10.6), (0.8, 10.6)))
    elif state == "act":
        painter.drawPolygon(at((6, 0.4), (11.6, 6), (6, 11.6), (0.4, 6)))
    elif state == "fine":
        painter.drawEllipse(QPointF(x + 6 * unit, y + 6 * unit), 4.2 * unit, 4.2 * unit)
    else:
        pen = QPen(color, 1.5 * unit)
        pen.setDashPattern([2 / 1.5, 1.3 / 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawEllipse(QPointF(x + 6 * unit, y + 6 * unit), 4.2 * unit, 4.2 * unit)
    painter.restore()


def _square(rect: QRectF) -> QRectF:
    side = min(rect.width(), rect.height())
    return QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)


def _letter(painter: QPainter, box: QRectF, text: str, *, role: str, color: str) -> None:
    painter.setFont(theme().font(role))
    painter.setPen(role_color(color))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


def paint_grade(painter: QPainter, rect: QRectF, grade: str, tokens: Tokens) -> None:
    """Paint a grade chip (20 px, 28 in headers); an unknown or missing grade is a dashed box with "–"."""
    box = _square(rect)
    large = box.width() > theme().density.px(22)
    role = "badge_large" if large else "badge"
    key = grade.lower()[:1] if grade.lower() in GRADES else ""
    painter.save()
    if key:
        rounded(painter, box, 5 if large else 4, tokens.color(f"grade_{key}"))
        _letter(painter, box, tr(GRADES[key]), role=role, color=f"grade_{key}_text")
    else:
        _dashed(painter, box, 4)
        _letter(painter, box, "–", role=role, color="muted")
    painter.restore()


def _dashed(painter: QPainter, box: QRectF, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(role_color("axis"), 1.0)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def paint_band(painter: QPainter, rect: QRectF, band: str, tokens: Tokens) -> None:
    """Paint a risk band chip: L, M, H or E by the first letter of ``band``; anything else is a dashed box."""
    box = _square(rect)
    key = band.lower()[:1]
    painter.save()
    if key in BANDS:
        rounded(painter, box, 3, tokens.color(f"risk_{key}"), tokens.color("axis"))
        _letter(painter, box, tr(BANDS[key]), role="badge", color=f"risk_{key}_text")
    else:
        _dashed(painter, box, 3)
    painter.restore()


def paint_level(painter: QPainter, rect: QRectF, value: float | None, text: str, tokens: Tokens) -> None:
    """Paint a relation level block: above 0, 0 or below 0; None (not met) is a dashed box."""
    painter.save()
    if value is None:
        _dashed(painter, rect, 4)
        _letter(painter, rect, text or "–", role="badge", color="muted")
    else:
        name = "level_plus" if value > 0 else "level_minus" if value < 0 else "level_zero"
        rounded(painter, rect, 4, tokens.color(name))
        _letter(painter, rect, text, role="badge", color=f"{name}_text")
    painter.restore()


def paint_tag(painter: QPainter, rect: QRect, text: str) -> None:
    """Paint a tag: edge only, muted word."""
    rounded(painter, QRectF(rect), 4, None, role_color("line"))
    draw_text(painter, rect, text, role="caption", color="muted", align=Qt.AlignmentFlag.AlignHCenter)


def paint_target_bar(
    painter: QPainter, rect: QRectF, value: float | None, target: float, plan: float | None = None
) -> None:
    """Paint a bar of ``value`` from zero with a 2 px tick at ``target`` and a 1 px tick at ``plan`` (same
    unit).

    The target stands at 5/6 of the width, so that a surplus shows; more than the width is cut at its end.
    """
    tokens = theme().tokens
    height = 6 if rect.height() < 24 else 10
    top = round(rect.center().y() - height / 2)
    left, width = rect.left(), rect.width()
    scale = width * 5 / 6 / target if target > 0 else 0.0
    painter.fillRect(QRectF(left, top, width, height), tokens.color("row_line"))
    if value is not None and value > 0:
        painter.fillRect(QRectF(left, top, min(width, value * scale), height), tokens.color("chart_now"))
    if plan is not None:
        painter.fillRect(
            QRectF(round(left + min(width - 1, plan * scale)), top - 2, 1, height + 4), tokens.color("muted")
        )
    if target > 0:
        painter.fillRect(QRectF(round(left + target * scale), top - 4, 2, height + 8), tokens.color("text"))


def paint_progress(painter: QPainter, rect: QRectF, share: float) -> None:
    """Paint how much of a whole is done (0 to 1) as a 6 px bar."""
    tokens = theme().tokens
    top = round(rect.center().y() - 3)
    rounded(painter, QRectF(rect.left(), top, rect.width(), 6), 3, tokens.color("row_line"))
    if share > 0:
        rounded(
            painter,
            QRectF(rect.left(), top, max(6.0, rect.width() * min(1.0, share)), 6),
            3,
            tokens.color("accent"),
        )


def paint_check(painter: QPainter, rect: QRectF, *, checked: bool) -> None:
    """Paint a check box of 16 px in the middle of ``rect``."""
    tokens = theme().tokens
    side = 16.0
    box = QRectF(round(rect.center().x() - side / 2), round(rect.center().y() - side / 2), side, side)
    if not checked:
        rounded(painter, box, 4, tokens.color("field"), tokens.color("field_edge"), width=1.5)
        return
    rounded(painter, box, 4, tokens.color("accent"))
    painter.setPen(QPen(tokens.color("on_accent"), 1.75, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(
        QPolygonF(
            [
                box.topLeft() + QPointF(4.5, 8.2),
                box.topLeft() + QPointF(6.9, 10.6),
                box.topLeft() + QPointF(11.5, 5.8),
            ]
        )
    )


def paint_row(painter: QPainter, rect: QRect, *, selected: bool, hover: bool) -> None:
    """Fill a table row's cell: selection tint, else hover tint, else nothing; then the row line at the
    bottom.
    """
    if selected:
        painter.fillRect(rect, theme().tokens.color("selection"))
    elif hover:
        painter.fillRect(rect, theme().tokens.color("hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().tokens.color("row_line"))


def paint_row_frame(painter: QPainter, rect: QRect) -> None:
    """Paint the 2 px frame inside the current row of the list that has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    color = theme().tokens.color("accent")
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), color)
    painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), color)
    painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), color)
    painter.fillRect(QRect(rect.right() - 1, rect.top(), 2, rect.height()), color)


def paint_ring(painter: QPainter, rect: QRectF, radius: float, color: str = "accent") -> None:
    """Paint the focus ring round a part: 2 px accent, 1 px away; ``rect`` is the part, the ring reaches 3 px
    outside.
    """
    rounded(painter, rect.adjusted(-3, -3, 3, 3), radius + 3, None, role_color(color), width=2)
