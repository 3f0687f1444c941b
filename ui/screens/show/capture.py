# SPDX-License-Identifier: Apache-2.0
"""An action that comes up during the show, noted in the presenter's window and nowhere else (ux 4, Ctrl+Shift+A)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from planner.entities.service.action import ACTION
from planner.kernel.text import tr
from planner.services import portfolio_show
from planner.services import show as service
from planner.services.session import Session
from planner.views.audience import CUSTOMER, INTERNAL
from ui.forms.new_record import NewRecordPanel

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_FIELDS: Final = ("title", "due", "owner_id")


class _Tick(QCheckBox):
    """A box that Enter leaves as it is: it adds the action, as in the fields above."""

    entered = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class Capture(QObject):
    """A few fields in place of the notes; ``over`` is sent when they are gone, ``made`` is told the new id before."""

    over = Signal()

    def __init__(self, show: Show, made: Callable[[str], None]) -> None:
        super().__init__(show)
        self._show, self._tell, self._account = show, made, account_of(show)
        preset: Mapping[str, object] = {"owner_id": show.app.session.me}
        self.panel = NewRecordPanel(
            show.app, ACTION, account_id=self._account, fields=_FIELDS, preset=preset, add=self._add
        )
        self.shared = _Tick(tr("Agreed with the customer (shareable)"))
        self.shared.entered.connect(self.panel.create_record)
        if show.setting.customer:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(16, 0, 16, 8)
            row.addWidget(self.shared)
            self.panel.add_below(holder, self.shared)
        self.panel.created.connect(self._made)
        self.panel.cancelled.connect(self._close)
        show.presenter.open_capture(self.panel)
        self.panel.start()

    def _add(self, session: Session, values: Mapping[str, Any], source: object) -> Any:
        session.refuse_reading()
        audience = CUSTOMER if self.shared.isChecked() else INTERNAL
        if not self._show.account_id:
            return portfolio_show.capture(session, self._account, values, source=source)
        slides, at = self._show.pictures.slides, self._show.state.at.slide
        kind = slides[min(at, self._show.pictures.charts - 1)].kind  # on the closing page: of the last chart
        return service.capture(session, self._account, kind, {**values, "audience": audience}, source=source)

    @Slot(str)
    def _made(self, key: str) -> None:
        self._close()
        self._tell(key)

    @Slot()
    def _close(self) -> None:
        self._show.presenter.close_capture()
        self.over.emit()
        self.deleteLater()


def account_of(show: Show) -> str:
    """The account an action noted now would belong to: that of the show, or of the chosen mark; "" where none is."""
    if show.account_id or show.marks.chosen is None:
        return show.account_id
    found = portfolio_show.target(show.slide.view, show.marks.chosen.id)
    return found.account_id if found is not None else ""
