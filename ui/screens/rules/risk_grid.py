# SPDX-License-Identifier: Apache-2.0
"""The bands of risk as a small field of five by five, likelihood upwards and impact to the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from planner.kernel.text import tr
from planner.rules.risk import band as band_of
from planner.rules.ruleset import Rules
from ui.theme.icons import role_color
from ui.theme.theme import theme
from ui.widgets.base import PaintedWidget

_CELL: Final = QSize(34, 22)
_ROLES: Final = {"low": "l", "medium": "m", "high": "h", "extreme": "e"}
_SIDE: Final = 18


class RiskGrid(PaintedWidget):
    """Each cell shows its score on the colour of its band; the sentence above it says the same in words."""

    def __init__(self, rules: Rules, parent: QWidget) -> None:
        super().__init__(parent)
        self._rules = rules
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Bands of risk by likelihood and impact"))

    @override
    def sizeHint(self) -> QSize:
        px = theme().density.px
        return QSize(5 * px(_CELL.width()) + px(_SIDE), 5 * px(_CELL.height()) + px(_SIDE))

    @override
    def draw(self, painter: QPainter) -> None:
        px = theme().density.px
        wide, high, side = px(_CELL.width()), px(_CELL.height()), px(_SIDE)
        painter.setFont(theme().font("caption"))
        middle = Qt.AlignmentFlag.AlignCenter
        for likelihood in range(1, 6):
            top = (5 - likelihood) * high
            painter.setPen(role_color("muted"))
            painter.drawText(QRectF(0, top, side, high), middle, str(likelihood))
            for impact in range(1, 6):
                box = QRectF(side + (impact - 1) * wide, top, wide - 2, high - 2)
                role = _ROLES[band_of(likelihood * impact, self._rules)]
                painter.fillRect(box, role_color(f"risk_{role}"))
                painter.setPen(role_color(f"risk_{role}_text"))
                painter.drawText(box, middle, str(likelihood * impact))
        painter.setPen(role_color("muted"))
        for impact in range(1, 6):
            box = QRectF(side + (impact - 1) * wide, 5 * high, wide - 2, side)
            painter.drawText(box, middle, str(impact))
