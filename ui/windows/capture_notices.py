# SPDX-License-Identifier: Apache-2.0
"""What the quick review says where there is no main window: one small message at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.log import get_logger
from ui.ports import BannerAction, BarKind
from ui.widgets.toast import Toast

_log = get_logger("ui")
_ABOVE = 48


class CaptureNotices(QObject):
    """Notices of a start without a main window; ``done`` is sent when a message has gone by itself or was closed."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self.undo: Callable[[], object] = lambda: None
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        self.box = QWidget(None, flags)
        self.box.setObjectName("winCaptured")
        self.box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.box.setWindowTitle(tr("Quick review"))
        self.message = Toast(self.box)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        self.message.installEventFilter(self)

    @property
    def telling(self) -> bool:
        """Whether a message is shown."""
        return self.box.isVisible()

    def toast(self, text: str, *, undo: bool = False, go: Callable[[], object] | None = None) -> None:
        """Say what happened, with Undo where it can be taken back; there is no window in which it could be opened."""
        del go
        self.message.present(text, tr("Undo"), "", self.undo if undo else None)
        self.box.adjustSize()
        area = QGuiApplication.primaryScreen().availableGeometry()
        place = self.box.rect()
        place.moveCenter(area.center())
        place.moveBottom(area.bottom() - _ABOVE)
        self.box.move(place.topLeft())
        self.box.show()

    def fault(self, error: Exception) -> None:
        """A known trouble as its sentence, anything else as a report."""
        if isinstance(error, PlannerError):
            _log.info("told", kind=error.code)
            self.toast(str(error))
            return
        from ui.dialogs.error import show_report

        show_report(error, self.box)

    def banner(self, key: str, text: str, *, kind: BarKind = "info", actions: Iterable[BannerAction] = ()) -> None:
        """There is no page on which it could stand, and no room for buttons; what matters is said once."""
        del actions
        if kind != "info" and key not in self._told:
            self._told.add(key)
            self.toast(text)

    def no_banner(self, key: str) -> None:
        """It may be said again when it holds again."""
        self._told.discard(key)

    def hush(self) -> None:
        """Take the message away for good."""
        self.message.removeEventFilter(self)
        self.box.hide()
        self.box.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and watched is self.message and self.box.isVisible():
            self.box.hide()
            self.done.emit()
        return False
