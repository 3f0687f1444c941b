# SPDX-License-Identifier: Apache-2.0
"""Bars at the top of the page for facts that hold: not encrypted, only for reading. They go when the fact does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.ports import BannerAction, BarKind

if TYPE_CHECKING:  # loaded with the first bar
    from ui.widgets.bar import Bar
    from ui.widgets.panes import Panel


class Banners:
    """The standing bars of one window, one for each key, in the order they came."""

    def __init__(self, page: QWidget, host: QVBoxLayout) -> None:
        self._page, self._host = page, host
        self._ground: Panel | None = None
        self._rows = QVBoxLayout()
        self._bars: dict[str, Bar] = {}

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
        self._bars[key] = bar
        self._column().addWidget(bar)
        bar.show()
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
        for key in list(self._bars):
            self.hide(key)

    def shown(self) -> tuple[str, ...]:
        """The keys of the bars in sight."""
        return tuple(self._bars)

    def text(self, key: str) -> str:
        """What the bar of that key says; empty when there is none."""
        bar = self._bars.get(key)
        return bar.text() if bar is not None else ""

    def _column(self) -> QVBoxLayout:
        if self._ground is None:
            from ui.widgets.panes import Panel

            self._ground = Panel(self._page)  # the bars stand on the page, not on the window below it
            self._rows = QVBoxLayout(self._ground)
            self._rows.setSpacing(8)
            self._host.insertWidget(0, self._ground)
            self._ground.show()
        return self._rows

    def _fit(self) -> None:
        """Room round the bars only while there are some."""
        self._column().setContentsMargins(*((16, 12, 16, 0) if self._bars else (0, 0, 0, 0)))
