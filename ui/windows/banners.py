# SPDX-License-Identifier: Apache-2.0
"""Bars at the top of the page for facts that hold: not encrypted, only for reading. They go when the fact does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.kernel.text import trn
from ui.ports import BannerAction, BarKind

if TYPE_CHECKING:  # loaded with the first bar
    from ui.widgets.bar import Bar
    from ui.widgets.button import LinkButton
    from ui.widgets.panes import Panel


_AT_ONCE: Final = 2
_WEIGHT: Final = {"act": 0, "watch": 1, "info": 2}


class Banners:
    """The standing bars of one window, one for each key, in the order they came.

    No more than two at once, the gravest, so that the page keeps its room; a link shows the others.
    """

    def __init__(self, page: QWidget, host: QVBoxLayout) -> None:
        self._page, self._host = page, host
        self.ground: Panel | None = None
        self._rows = QVBoxLayout()
        self._bars: dict[str, Bar] = {}
        self._kinds: dict[str, BarKind] = {}
        self._more: LinkButton | None = None
        self._all = False

    def show(self, key: str, text: str, *, kind: BarKind = "info", actions: Iterable[BannerAction] = ()) -> None:
        """Show the bar of that key, or let it say something else; ``actions`` are its buttons and what they do."""
        from ui.widgets.bar import Bar

        self.hide(key)
        bar = Bar(kind, text)
        bar.setObjectName(f"banner_{key}")
        for label, act in actions:
            button = bar.add_button(label)
            button.setObjectName(f"btnBanner_{key}_{bar.button_count()}")
            button.clicked.connect(lambda _checked=False, act=act: act())
        column = self._column()
        self._bars[key], self._kinds[key] = bar, kind
        column.insertWidget(len(self._bars) - 1, bar)
        self._fit()

    def hide(self, key: str) -> None:
        """Take the bar of that key away; harmless when there is none."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._column().removeWidget(bar)
            bar.hide()
            bar.deleteLater()
            self._fit()

    def clear(self) -> None:
        """Take all bars away; the portfolio closes."""
        self._all = False
        for key in list(self._bars):
            self.hide(key)

    def shown(self) -> tuple[str, ...]:
        """The keys of the bars that stand, also of those behind the link."""
        return tuple(self._bars)

    def text(self, key: str) -> str:
        """What the bar of that key says; empty when there is none."""
        bar = self._bars.get(key)
        return bar.text() if bar is not None else ""

    def _column(self) -> QVBoxLayout:
        if self.ground is None:
            from ui.widgets.button import LinkButton
            from ui.widgets.panes import Panel

            self.ground = Panel(self._page)  # the bars stand on the page, not on the window below it
            self.ground.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self._rows = QVBoxLayout(self.ground)
            self._rows.setSpacing(8)
            self._rows.setContentsMargins(16, 12, 16, 0)
            self._more = LinkButton("", self.ground)
            self._more.setObjectName("btnMoreBanners")
            self._more.clicked.connect(self._show_all)
            self._rows.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            self._host.insertWidget(0, self.ground)
        return self._rows

    def _show_all(self, *_checked: bool) -> None:
        self._all = True
        self._fit()

    def _fit(self) -> None:
        """The gravest bars and the link; room round them only while there are some."""
        if self.ground is None or self._more is None:
            return
        gravest = sorted(self._bars, key=lambda key: _WEIGHT[self._kinds[key]])
        self._all = self._all and len(gravest) > _AT_ONCE
        seen = gravest if self._all or len(gravest) <= _AT_ONCE else gravest[:_AT_ONCE]
        for key, bar in self._bars.items():
            bar.setVisible(key in seen)
        left = len(gravest) - len(seen)
        self._more.setVisible(bool(left))
        if left:
            self._more.setText(trn("{n} more notice", "{n} more notices", left))
        self.ground.setVisible(bool(self._bars))
