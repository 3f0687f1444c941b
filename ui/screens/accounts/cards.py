# SPDX-License-Identifier: Apache-2.0
"""One account as a card: grade and name, the next step, and four facts with their names."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from planner.kernel.text import tr
from planner.views.account_table import COLUMNS
from ui.screens.accounts.model import PLACES, AccountsModel
from ui.theme.theme import theme
from ui.widgets.cards import CardDelegate, CardList
from ui.widgets.cells import TRENDS, cell_width, paint_cell
from ui.widgets.paint import CELL_ROLE, Cell, draw_text, paint_grade

_Index = QModelIndex | QPersistentModelIndex
_FACTS: Final = (("health", "satisfaction"), ("risk_score", "last_review_on"))
_CHIP: Final = 28
_LINE: Final = 20


class AccountCard(CardDelegate):
    """Reads the same cells as the table, so that both always say the same."""

    least_width = 264
    height = 172

    @override
    def paint_content(self, painter: QPainter, rect: QRect, index: _Index, *, on_fill: bool) -> None:
        px = theme().density.px
        chip, name, step, facts = _places(rect)
        paint_grade(painter, QRectF(chip), _cell(index, "grade").state, theme().tokens)
        paint_cell(painter, name, _cell(index, "name")._replace(role="section"))
        paint_cell(painter, step, _cell(index, "next_due"), on_fill=on_fill)
        half, line = (facts.width() - px(12)) // 2, px(16) + px(_LINE) + px(8)
        for down, keys in enumerate(_FACTS):
            for across, key in enumerate(keys):
                left, top = facts.left() + across * (half + px(12)), facts.top() + down * line
                _fact(painter, QRect(left, top, half, px(16) + px(_LINE)), index, key, on_fill=on_fill)

    @override
    def tip(self, rect: QRect, at: QPoint, index: _Index) -> str:
        chip, name, step, facts = _places(rect)
        model = index.model()
        if isinstance(model, AccountsModel):
            if chip.contains(at):
                return model.tip(index, "grade")
            if facts.contains(at) and at.x() < facts.center().x() and at.y() < facts.center().y():
                return model.tip(index, "health")
        for place, key in ((name, "name"), (step, "next_due")):
            cell = _cell(index, key)
            if place.contains(at) and cell_width(cell) > place.width():
                return cell.text
        return ""


def _places(rect: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """Chip, name, next step and facts, from top to bottom."""
    px = theme().density.px
    side = px(_CHIP)
    chip = QRect(rect.left(), rect.top(), side, side)
    name = QRect(chip.right() + 1 + px(10), rect.top(), rect.right() - chip.right() - px(10), side)
    step = QRect(rect.left(), rect.top() + side + px(8), rect.width(), px(_LINE))
    facts = QRect(rect.left(), step.bottom() + 1 + px(12), rect.width(), rect.bottom() - step.bottom() - px(12))
    return chip, name, step, facts


def _fact(painter: QPainter, rect: QRect, index: _Index, key: str, *, on_fill: bool) -> None:
    column, head = COLUMNS[PLACES[key]], theme().density.px(16)
    draw_text(
        painter, QRect(rect.left(), rect.top(), rect.width(), head), tr(column.spoken()), role="caption", color="muted"
    )
    paint_cell(painter, rect.adjusted(0, head, 0, 0), _cell(index, key), on_fill=on_fill)


def _cell(index: _Index, key: str) -> Cell:
    """The cell of a column, flush left; what keeps the figures of a column apart would only look lost here."""
    found = index.sibling(index.row(), PLACES[key]).data(CELL_ROLE)
    assert isinstance(found, Cell)
    kind = "text" if found.kind == "number" else found.kind
    second = f"{found.second} {TRENDS.get(found.trend, '')}".rstrip()
    return found._replace(align="left", kind=kind, reserve=False, trend="", second=second)


def make_cards(model: AccountsModel, selection: QItemSelectionModel) -> CardList:
    """The cards over the rows of the table, with its selection."""
    cards = CardList(name=tr("Accounts"))
    cards.setObjectName("lstAccountCards")
    cards.setItemDelegate(AccountCard(cards))
    cards.setModel(model)
    cards.setModelColumn(PLACES["name"])
    own = cards.selectionModel()
    cards.setSelectionModel(selection)
    own.deleteLater()
    return cards
