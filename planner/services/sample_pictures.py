# SPDX-License-Identifier: Apache-2.0
"""Small drawn pictures for the sample, so that Files and findings have something to show."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

_SIZE = (960, 640)
_PAPER, _INK, _MUTED, _STEEL = "#F6F7F9", "#1B1F24", "#57606A", "#C9D1D9"
_FINE, _WATCH, _ACT = "#006DD2", "#C97F00", "#7F0A04"


def draw(picture: str) -> bytes:
    """PNG bytes of "rack", "batteries", "line" or "authorisation"."""
    image = Image.new("RGB", _SIZE, _PAPER)
    _PICTURES[picture](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _rack(pen: ImageDraw.ImageDraw) -> None:
    _text(pen, (60, 36), "Plant room North: rectifiers", 34)
    for left, name, load in ((90, "R1", 61), (520, "R2", 91)):
        pen.rounded_rectangle((left, 110, left + 350, 590), 10, fill="white", outline=_INK, width=4)
        _text(pen, (left + 24, 130), name, 40)
        for row in range(6):
            top = 200 + row * 46
            pen.rectangle((left + 24, top, left + 326, top + 34), fill=_STEEL, outline=_MUTED)
            lamp = _ACT if load > 80 and row < 4 else _FINE
            pen.ellipse((left + 296, top + 9, left + 312, top + 25), fill=lamp)
        pen.rectangle((left + 24, 510, left + 326, 560), outline=_INK, width=2)
        colour = _ACT if load > 80 else _FINE
        pen.rectangle((left + 27, 513, left + 27 + load * 3 - 3, 557), fill=colour)
        _text(pen, (left + 224, 130), f"{load} %", 40, colour)


def _batteries(pen: ImageDraw.ImageDraw) -> None:
    _text(pen, (60, 36), "Battery string B1", 34)
    for place in range(12):
        left, top = 80 + place % 6 * 138, 130 + place // 6 * 220
        weak = place in {3, 4, 9}
        pen.rectangle((left, top, left + 110, top + 170), fill="white", outline=_INK, width=3)
        pen.rectangle((left + 20, top - 14, left + 40, top), fill=_INK)
        pen.rectangle((left + 70, top - 14, left + 90, top), fill=_INK)
        height = 60 if weak else 130
        pen.rectangle((left + 12, top + 158 - height, left + 98, top + 158), fill=_WATCH if weak else _FINE)
    _text(pen, (60, 575), "3 of 12 blocks below 2.05 V, made 2017", 28, _MUTED)


def _line(pen: ImageDraw.ImageDraw) -> None:
    _text(pen, (60, 36), "What hangs on rectifier R2", 34)
    pen.rectangle((90, 270, 290, 370), fill="white", outline=_ACT, width=5)
    _text(pen, (118, 296), "R2  91 %", 36, _ACT)
    for place, name in enumerate(("Store 3", "Store 7", "Store 11", "Alarms")):
        top = 110 + place * 125
        pen.line(((290, 320), (480, 320), (480, top + 40), (640, top + 40)), fill=_INK, width=4)
        pen.rectangle((640, top, 880, top + 80), fill="white", outline=_INK, width=3)
        _text(pen, (664, top + 20), name, 34)


def _leave(pen: ImageDraw.ImageDraw) -> None:
    """A signed letter, as it comes out of a scanner."""
    pen.rectangle((170, 30, 790, 620), fill="white", outline=_STEEL, width=3)
    _text(pen, (220, 70), "Meridian Foods S.A.", 26)
    _text(pen, (220, 106), "IT operations, Madrid", 18, _MUTED)
    _text(pen, (220, 160), "Autorización de inspección", 30)
    lines = (
        "Site North: plant room, battery room,",
        "network racks and cold aisle.",
        "Looking, reading and measuring.",
        "No switching, no changes.",
        "Accompanied by the energy manager.",
    )
    for row, line in enumerate(lines):
        _text(pen, (220, 226 + row * 36), line, 22)
    _text(pen, (220, 430), "MF-2026-114", 20, _MUTED)
    pen.line(((230, 540), (270, 500), (300, 552), (340, 496), (372, 546), (470, 516)), fill=_FINE, width=4)
    pen.line((220, 560, 520, 560), fill=_INK, width=2)
    _text(pen, (220, 570), "J. Paz", 20)


_PICTURES: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "rack": _rack,
    "batteries": _batteries,
    "line": _line,
    "authorisation": _leave,
}


def _text(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, colour: str = _INK) -> None:
    pen.text(at, text, fill=colour, font=ImageFont.load_default(size))
