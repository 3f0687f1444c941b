# SPDX-License-Identifier: Apache-2.0
"""Shipped fonts and the type roles of the visual language (Inter, then Noto Sans SC; figures of equal width)."""

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from resources import resource

LATIN: Final = "Inter"
CHINESE: Final = "Noto Sans SC"
FILES: Final = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "NotoSansSC-Regular.otf")

# role: (px, weight, letter spacing in px)
ROLES: Final[dict[str, tuple[int, int, float]]] = {
    "page_title": (20, 600, -0.2),
    "section": (15, 600, -0.1),
    "number": (24, 600, -0.4),
    "statement": (15, 400, 0.0),
    "body": (13, 400, 0.0),
    "name": (13, 500, 0.0),
    "strong": (13, 600, 0.0),
    "group": (12, 600, 0.0),
    "head": (12, 500, 0.0),
    "caption": (12, 400, 0.0),
    "badge": (12, 600, 0.0),
    "badge_large": (15, 600, 0.0),
    "touch_title": (28, 600, 0.0),
    "touch_reading": (36, 600, 0.0),
    "touch_key": (20, 600, 0.0),
    "touch_unit": (24, 400, 0.0),
    "touch_item": (20, 400, 0.0),
    "touch_strong": (17, 600, 0.0),
    "touch_name": (17, 500, 0.0),
    "touch_body": (17, 400, 0.0),
    "touch_value": (15, 600, 0.0),
    "touch_caption": (15, 400, 0.0),
}


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the shipped fonts with Qt once; returns the families found. Needs a QGuiApplication."""
    families: list[str] = []
    for name in FILES:
        handle = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(handle) if handle >= 0 else []
    return tuple(dict.fromkeys(families))


@cache
def make_font(role: str, scale: float = 1.0) -> QFont:
    """The font of a type role at a text scale; KeyError for an unknown role. Do not change the result: it is
    shared.
    """
    size, weight, spacing = ROLES[role]
    font = QFont()
    font.setFamilies([LATIN, CHINESE])
    font.setPixelSize(round(size * scale))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * scale)
    return font
