# SPDX-License-Identifier: Apache-2.0
"""Result keys of an inspection row: pass, attention, fail, not checked; unchosen a letter, chosen a sign and
a word.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget
from ui.widgets.paint import draw_text, paint_glyph, rounded, text_width
from ui.widgets.ring import FocusRing

# (stored value, word, sign, key)
RESULTS: Final = (
    ("pass", N_("Pass"), "fine", Qt.Key.Key_P),
    ("attention", N_("Attention"), "watch", Qt.Key.Key_A),
    ("fail", N_("Fail"), "act", Qt.Key.Key_F),
    ("not_checked", N_("Not checked"), "unknown", Qt.Key.Key_N),
)
# A check that does not apply is kept on the fourth key; it is set by menu, not by the key.
NOT_APPLICABLE: Final = "not_applicable"
_WIDTH = 176


def result_word(value: str) -> str:
    """The shown word of a stored result; "" for an unknown one."""
    if value == NOT_APPLICABLE:
        return tr("Not applicable")
    return next((tr(word) for key, word, _sign, _letter in RESULTS if key == value), "")


def result_of_key(event: QKeyEvent) -> str:
    """The stored result that a key stands for: P, A, F, N, else the first letter of the shown word; "" for none.

    The four keys come first: in a language where another word begins with one of them they mean the same as ever.
    """
    for value, _word, _sign, key in RESULTS:
        if event.key() == key:
            return str(value)
    typed = event.text().casefold()
    if not typed.isalpha():
        return ""
    return next((str(value) for value, word, _sign, _key in RESULTS if tr(word)[:1].casefold() == typed), "")


def _chosen(value: str) -> int:
    """Index of the key that stands for a value, -1 for none."""
    if value == NOT_APPLICABLE:
        return 3
    return next((n for n, row in enumerate(RESULTS) if row[0] == value), -1)


def result_rects(rect: QRect, value: str) -> list[QRect]:
    """Where the four keys lie in ``rect`` while ``value`` is chosen: the chosen one is wide enough for its
    word.
    """
    chosen = _chosen(value)
    if chosen < 0:
        edges = [rect.left() + round(rect.width() * n / 4) for n in range(5)]
    else:
        need = text_width(result_word(value), "badge") + theme().density.px(10) + 4 + 16
        wide = max(theme().density.px(96), need)
        wide = min(wide, rect.width() - 3 * 20)
        small = (rect.width() - wide) / 3
        edges = [rect.left()]
        for n in range(4):
            edges.append(edges[-1] + (wide if n == chosen else round(small)))
        edges[4] = rect.left() + rect.width()
    return [QRect(edges[n], rect.top(), edges[n + 1] - edges[n], rect.height()) for n in range(4)]


def paint_result_keys(painter: QPainter, rect: QRect, value: str, hover: int = -1) -> None:
    """Paint the four keys; ``hover`` is the index under the pointer or -1. For the widget and for row
    delegates.
    """
    rounded(painter, QRectF(rect), 5, role_color("card"), role_color("button_edge"))
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
    for index, part in enumerate(result_rects(rect, value)):
        _stored, _word, sign, key = RESULTS[index]
        on = index == _chosen(value)
        if on or index == hover:
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(part, role_color("selection" if on else "hover"))
            painter.restore()
        if index:
            painter.fillRect(QRect(part.left(), rect.top() + 1, 1, rect.height() - 2), role_color("line"))
        if on:
            _paint_chosen(painter, part, result_word(value), "" if value == NOT_APPLICABLE else sign)
        else:
            letter = chr(key)  # the key itself in every language, as on the field sheet (ADR 0023)
            draw_text(painter, part, letter, role="head", color="muted", align=Qt.AlignmentFlag.AlignHCenter)


def _paint_chosen(painter: QPainter, part: QRect, word: str, sign: str) -> None:
    side = theme().density.px(10) if sign else 0
    width = min(text_width(word, "badge"), part.width() - side - 8)
    x = part.left() + (part.width() - width - side - 4) // 2
    box = QRectF(x, part.center().y() + 0.5 - side / 2, side, side)
    paint_glyph(painter, box, sign, theme().tokens, on_fill=True)
    draw_text(painter, QRect(x + side + 4, part.top(), width + 1, part.height()), word, role="badge")


class ResultKeys(PaintedWidget):
    """The four keys as one part; `chosen` carries the stored value when the user chooses.

    P, A, F and N (or the first letter of the shown words) choose, arrow keys move the choice. ``name`` is
    what is being
    checked, for screen readers.
    """

    chosen = Signal(str)
    _ring: FocusRing | None = None

    def __init__(self, value: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self._value, self._name, self._hover = "", name, -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value)

    def value(self) -> str:
        """The stored value chosen, "" when none is."""
        return self._value

    def set_value(self, value: str) -> None:
        """Choose without a signal."""
        self._value = value if _chosen(value) >= 0 else ""
        word = result_word(self._value) or tr("no result")
        self.setAccessibleName(tr("{name}: {result}", name=self._name, result=word) if self._name else word)
        self.update()

    def choose(self, value: str) -> None:
        """Choose as the user does."""
        if value != self._value and self.isEnabled():
            self.set_value(value)
            self.chosen.emit(self._value)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().density.px(_WIDTH), max(24, theme().density.small))

    @override
    def draw(self, painter: QPainter) -> None:
        paint_result_keys(painter, self.rect(), self._value, self._hover)

    def _index_at(self, event: QMouseEvent) -> int:
        at = event.position().toPoint()
        return next((n for n, part in enumerate(result_rects(self.rect(), self._value)) if part.contains(at)), -1)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._index_at(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event)
        if event.button() == Qt.MouseButton.LeftButton and index >= 0:
            self.choose(RESULTS[index][0])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        values = [row[0] for row in RESULTS]
        meant = result_of_key(event)
        if meant:
            self.choose(meant)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        at = _chosen(self._value) if self._value else (-1 if step > 0 else len(values))
        self.choose(values[min(len(values) - 1, max(0, at + step))])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._ring = FocusRing(self, 5)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
