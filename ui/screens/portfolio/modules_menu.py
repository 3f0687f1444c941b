# SPDX-License-Identifier: Apache-2.0
"""Which modules are on the page and in which order: ticks, and moving the one that has the keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from planner.kernel.text import tr
from planner.services.portfolio_page import KINDS
from planner.views.portfolio_modules import NAMES

_OFF = "-"


def order_of(kept: Iterable[str]) -> list[tuple[str, bool]]:
    """Every module with whether it is on, in the order kept; what was kept by no one comes last and is on."""
    found: dict[str, bool] = {}
    for name in kept:
        kind = name.removeprefix(_OFF)
        if kind in KINDS:
            found.setdefault(kind, not name.startswith(_OFF))
    for kind in KINDS:
        found.setdefault(kind, True)
    return list(found.items())


def kept_of(order: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """The order as settings keep it."""
    return tuple(kind if on else _OFF + kind for kind, on in order)


class ModulesMenu(QMenu):
    """``chosen`` carries the new order; at least one module stays on."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: list[tuple[str, bool]] = []
        self.current = ""
        self.aboutToShow.connect(self._fill)

    def set_order(self, order: list[tuple[str, bool]]) -> None:
        """What is on the page."""
        self._order = order

    @Slot()
    def _fill(self) -> None:
        self.clear()
        on = [kind for kind, shown in self._order if shown]
        for kind, shown in self._order:
            action = self.addAction(tr(NAMES[kind]))
            action.setCheckable(True)
            action.setChecked(shown)
            action.setEnabled(not shown or len(on) > 1)
            action.triggered.connect(partial(self._toggle, kind))
        self.addSeparator()
        chosen = self.current if self.current in on else on[0]
        name = tr(NAMES[chosen])
        for text, by in ((tr("Move “{name}” up", name=name), -1), (tr("Move “{name}” down", name=name), 1)):
            action = self.addAction(text)
            action.setEnabled(0 <= on.index(chosen) + by < len(on))
            action.triggered.connect(partial(self.move_module, chosen, by))
        self.addSeparator()
        self.addAction(tr("As it came")).triggered.connect(self._reset)

    def _toggle(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's signal
        self.chosen.emit([(k, not on if k == kind else on) for k, on in self._order])

    def move_module(self, kind: str, by: int, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's signal
        """Move a shown module before (-1) or behind (+1) its neighbour on the page; nothing at the ends."""
        on = [k for k, shown in self._order if shown]
        if kind not in on or not 0 <= on.index(kind) + by < len(on):
            return
        other = on[on.index(kind) + by]
        order = list(self._order)
        a, b = (next(n for n, (k, _) in enumerate(order) if k == one) for one in (kind, other))
        order[a], order[b] = order[b], order[a]
        self.chosen.emit(order)

    @Slot()
    def _reset(self) -> None:
        self.chosen.emit(order_of(()))
