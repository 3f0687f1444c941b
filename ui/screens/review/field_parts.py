# SPDX-License-Identifier: Apache-2.0
"""Parts of the field sheet in touch size: buttons, result keys, the strip of progress."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import N_, tr
from ui.theme.icons import paint_icon, role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedButton, PaintedWidget
from ui.widgets.paint import draw_text, metrics, paint_glyph, rounded, text_width

# These are for fingers, not for letters: they do not grow with the text, for which there is room inside.
KEY_HEIGHT: Final = 72
HEIGHT: Final = 56
_SIGN: Final = 22
_ROLES: Final = ("touch_key", "touch_strong", "touch_value", "name")
_GAP: Final = 10
_SEGMENT: Final = 5  # narrower than that a segment is not told from its neighbour


class Result(NamedTuple):
    """A result key: what is stored, its word, its sign, and the letter that stands for it in every language."""

    value: str
    word: str
    sign: str
    letter: str


RESULTS: Final = (
    Result("pass", N_("Pass"), "fine", "P"),
    Result("attention", N_("Attention"), "watch", "A"),
    Result("fail", N_("Fail"), "act", "F"),
    Result("not_checked", N_("Not checked"), "unknown", "N"),
    Result("not_applicable", N_("Not applicable"), "", "X"),
)


class FieldButton(PaintedButton):
    """A button that takes Space and Enter only: arrows and letters go on to the sheet. It leaves the focus alone."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(text, parent, name=name)
        self.ring_radius = 8.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        else:
            event.ignore()


class TouchButton(FieldButton):
    """56 px high (or ``side`` px square with an icon alone): icon, word, muted letter, icon after the word."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        trail: str = "",
        letter: str = "",
        primary: bool = False,
        bare: bool = False,
        side: int = 0,
        height: int = HEIGHT,
        name: str = "",
    ) -> None:
        self._icon, self._trail, self._letter = icon, trail, letter
        self._primary, self._bare, self._side, self._tall = primary, bare, side, height
        super().__init__(text, parent, name=name)

    def _widths(self) -> list[int]:
        side = _SIGN
        found = [side] if self._icon else []
        if self._label:
            found.append(text_width(self._label, "touch_name"))
        if self._letter:
            found.append(text_width(self._letter, "touch_caption"))
        return [*found, side] if self._trail else found

    @override
    def sizeHint(self) -> QSize:
        if self._side:
            return QSize(self._side, self._side)
        widths = self._widths()
        return QSize(sum(widths) + _GAP * (len(widths) - 1) + 36, self._tall)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        text, symbol = "text", "muted"
        if not self.isEnabled():
            text = symbol = "disabled"
            if not self._bare:
                rounded(painter, area, 8, role_color("card"), role_color("line"))
        elif self._primary:
            text = symbol = "on_accent"
            fill = "accent_hover" if self.isDown() or self.underMouse() else "accent"
            rounded(painter, area, 8, role_color(fill))
        elif not self._bare or self.isDown() or self.underMouse():
            fill = self.fill_role("card")
            rounded(painter, area, 8, role_color(fill), None if self._bare else role_color("button_edge"))
        self._draw_parts(painter, text, symbol)

    def _draw_parts(self, painter: QPainter, text: str, symbol: str) -> None:
        widths, side = self._widths(), _SIGN
        x = round((self.width() - sum(widths) - _GAP * (len(widths) - 1)) / 2)
        for kind, value in (
            ("icon", self._icon),
            ("label", self._label),
            ("letter", self._letter),
            ("icon", self._trail),
        ):
            if not value:
                continue
            width = widths.pop(0)
            if kind == "icon":
                paint_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), value, symbol)
            else:
                role = "touch_name" if kind == "label" else "touch_caption"
                color = text if kind == "label" or self._primary else symbol
                draw_text(painter, QRect(x, 0, width + 2, self.height()), value, role=role, color=color)
            x += width + _GAP


class ResultKey(FieldButton):
    """72 px high: sign, word and letter. ``state`` is "chosen", "proposed" by the reading, or ""."""

    def __init__(self, result: Result, parent: QWidget | None = None) -> None:
        self.result, self.state = result, ""
        super().__init__(tr(result.word), parent)
        self.setObjectName(f"key.{result.value}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_state("")

    def set_state(self, state: str) -> None:
        """Show it chosen, proposed or neither."""
        self.state = state
        word = tr(self.result.word)
        said = {"chosen": tr("{result}, chosen", result=word), "proposed": tr("{result}, proposed", result=word)}
        self.set_name(said.get(state, word))
        self.update()

    @property
    def letter(self) -> str:
        """The key that gives this result now: Enter takes what is proposed."""
        return tr("Enter") if self.state == "proposed" else self.result.letter

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, KEY_HEIGHT)

    @override
    def draw(self, painter: QPainter, area: QRectF) -> None:
        on = bool(self.state)
        fill = "selection" if on else self.fill_role("card")
        if self.state == "chosen":
            rounded(painter, area, 8, role_color(fill), role_color("accent"), width=2)
        else:
            rounded(painter, area, 8, role_color(fill), role_color("button_edge"))
        if self.state == "proposed":
            pen = QPen(role_color("accent"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        self._draw_words(painter, on)

    def _draw_words(self, painter: QPainter, on: bool) -> None:
        side, gap = (_SIGN + _GAP if self.result.sign else 0), _GAP
        letter = text_width(self.letter, "touch_caption")
        room = self.width() - 16 - letter - gap - side
        role = next((role for role in _ROLES if _widest(_lines(self._label, role, room), role) <= room), _ROLES[-1])
        lines = _lines(self._label, role, room)
        wide = min(_widest(lines, role), room)
        x = round((self.width() - wide - letter - gap - side) / 2)
        if side:
            box = QRectF(x, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
            paint_glyph(painter, box, self.result.sign, theme().tokens, on_fill=on)
            x += side
        tall = min(metrics(role).lineSpacing() + 2, self.height() // len(lines))
        y = (self.height() - tall * len(lines)) // 2
        color = "text" if self.isEnabled() or on else "muted"
        for n, line in enumerate(lines):
            draw_text(painter, QRect(x, y + n * tall, wide + 2, tall), line, role=role, color=color)
        right = QRect(x + wide + gap, 0, letter + 2, self.height())
        if self.isEnabled():
            draw_text(painter, right, self.letter, role="touch_caption", color="muted")


def _widest(lines: list[str], role: str) -> int:
    return max(text_width(line, role) for line in lines)


def _lines(text: str, role: str, room: int) -> list[str]:
    """One line, or two where that is too long and the words allow it."""
    words = text.split(" ")
    if text_width(text, role) <= room or len(words) == 1:
        return [text]
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return list(min(cuts, key=lambda pair: max(text_width(part, role) for part in pair)))


class ResultKeyRow(QWidget):
    """The five keys; ``chosen`` carries the stored value of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.keys = {result.value: ResultKey(result) for result in RESULTS}
        for value, key in self.keys.items():
            key.clicked.connect(lambda _checked=False, value=value: self.chosen.emit(value))
            row.addWidget(key, 4 if value != "not_applicable" else 3)

    def show_result(self, value: str, proposed: str) -> None:
        """Show what is kept and what the reading proposes instead."""
        for name, key in self.keys.items():
            state = "proposed" if name == proposed else "chosen" if name == value and not proposed else ""
            if state != key.state:
                key.set_state(state)


class ProgressStrip(PaintedWidget):
    """Which checks are made, in the order of the way; the present one is framed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done: tuple[bool, ...] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_way(self, done: tuple[bool, ...], at: int) -> None:
        """Show the way at its check number ``at``, from 0."""
        if (done, at) != (self._done, self._at):
            self._done, self._at = done, at
            self.setAccessibleName(tr("{done} of {all} checked", done=sum(done), all=len(done)))
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme().density.px(200), 14)

    @override
    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        count, width = max(1, len(self._done)), self.width()
        top = self.height() // 2 - 6
        painter.fillRect(QRect(0, top, width, 12), role_color("line"))
        edges = [round(width * n / count) for n in range(count + 1)]
        gap = 1 if width / count >= _SEGMENT else 0
        for n, done in enumerate(self._done):
            if done:
                painter.fillRect(QRect(edges[n], top, max(1, edges[n + 1] - edges[n] - gap), 12), role_color("accent"))
        if self._done:
            wide = max(6, edges[self._at + 1] - edges[self._at] - gap)
            x = min(edges[self._at], width - wide)
            painter.fillRect(QRect(x, top - 1, wide, 14), role_color("accent"))
            painter.fillRect(QRect(x + 2, top + 1, wide - 4, 10), role_color("card"))
