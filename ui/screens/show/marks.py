# SPDX-License-Identifier: Apache-2.0
"""The mark of a chart that the presenter has chosen; what stands behind it is theirs to read (ux 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from planner.render.scene import Mark

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_SLIDE = (1920.0, 1080.0)


class Marks(QObject):
    """`chosen` is None while no mark is. Alone with a customer none can be chosen."""

    def __init__(self, show: Show) -> None:
        super().__init__(show)
        self._show = show
        self.chosen: Mark | None = None

    @property
    def possible(self) -> bool:
        """Whether evidence may be opened at all."""
        return not self._show.alone or not self._show.setting.customer

    def _all(self) -> tuple[Mark, ...]:
        return self._show.pictures.scene(self._show.state.mine).marks if self.possible else ()

    def walk(self, by: int) -> None:
        """To the next or previous mark; it stops at the ends."""
        stops = [mark for mark in self._all() if mark.stop]
        if not stops:
            return
        names = [mark.id for mark in stops]
        here = (
            names.index(self.chosen.id) if self.chosen and self.chosen.id in names else (-1 if by > 0 else len(names))
        )
        self._choose(stops[min(len(stops) - 1, max(0, here + by))])

    @Slot(float, float)
    def at(self, x: float, y: float) -> None:
        """The mark at a point of the picture, in shares of it."""
        found = None
        for mark in self._all():
            if mark.box.holds(x * _SLIDE[0], y * _SLIDE[1]) and mark.records:
                found = mark
        self._choose(found)

    def _choose(self, mark: Mark | None) -> None:
        self.chosen = mark
        self._show.refresh()

    def open(self) -> None:
        """Read what stands behind it: in the presenter's window, else over the picture of an internal show.

        An action on the closing page is changed, in the presenter's window only.
        """
        if self.chosen is None or not self.possible:
            return
        if self._show.noting.here:
            self._show.noting.change_row(self.chosen.id)
        else:
            self._show.telling.open_evidence()

    def leave(self) -> bool:
        """No mark any more, nor its evidence over the picture; whether there was one."""
        if self._show.telling.close_evidence():
            return True
        if self.chosen is None:
            return False
        self._choose(None)
        return True

    def forget(self) -> None:
        """Another picture is on."""
        self.chosen = None
        self._show.telling.close_evidence()
