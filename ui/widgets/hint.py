# SPDX-License-Identifier: Apache-2.0
"""One calm line at the place of use, put away once for this computer; it stands in the layout and covers nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.kernel.data import replace
from planner.kernel.override import override
from planner.kernel.settings import Settings
from planner.kernel.text import tr
from ui.widgets.button import Button
from ui.widgets.safe import WrappedLabel

_ANY_HEIGHT = 10_000


class Keeper(Protocol):
    """Who keeps the settings of this computer."""

    settings: Settings

    @property
    def save_settings(self) -> Callable[[Settings], None]:
        """Keep and apply."""
        ...


class _Words(WrappedLabel):
    """As high as its lines and no higher, whatever room there is."""

    @override
    def _grow(self) -> None:
        # Measured here: heightForWidth answers with no less than the height that a label is held to.
        room = QRect(0, 0, self.contentsRect().width(), _ANY_HEIGHT)
        lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.full_text()).height()
        margins = self.contentsMargins()
        self.setFixedHeight(lines + margins.top() + margins.bottom())


class Hint(QWidget):
    """The hint called ``name``; shown by `look` until it is closed, by whichever place that shows it."""

    closed = Signal()

    def __init__(self, keeper: Keeper, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"hint.{name}")
        self._keeper, self._name = keeper, name
        self.text = _Words(text, self, role="caption", color="muted", wrap=True)
        self.text.setContentsMargins(0, 4, 0, 0)  # the first line stands in the middle of the button beside it
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.close_button = Button(parent=self, variant="icon", icon="x", small=True, name=tr("Close this hint"))
        self.close_button.clicked.connect(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.look()

    def look(self) -> None:
        """Come or go, by what was closed on this computer."""
        if self._name in self._keeper.settings.hints_seen:
            self.hide()
        elif self.parentWidget() is not None:  # before it has a place, showing it would open a window
            self.show()

    @Slot()
    def _close(self) -> None:
        seen = (*self._keeper.settings.hints_seen, self._name)
        self._keeper.save_settings(replace(self._keeper.settings, hints_seen=tuple(dict.fromkeys(seen))))
        self.look()
        self.closed.emit()
