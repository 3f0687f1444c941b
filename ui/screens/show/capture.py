# SPDX-License-Identifier: Apache-2.0
"""An action that comes up during the show, noted in the presenter's window and nowhere else (ux 4, Ctrl+Shift+A)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from planner.entities.service.action import ACTION
from planner.kernel.text import tr
from planner.services import show as service
from planner.services.session import Session
from ui.forms.new_record import NewRecordPanel

if TYPE_CHECKING:
    from ui.screens.show.show import Show

_FIELDS: Final = ("title", "due", "owner_id")


class Capture(QObject):
    """A few fields in place of the notes; ``over`` is sent when they are gone."""

    over = Signal()

    def __init__(self, show: Show) -> None:
        super().__init__(show)
        self._show = show
        add = partial(_add, show.account_id, show.slide.kind)
        preset: Mapping[str, object] = {"owner_id": show.app.session.me}
        self.panel = NewRecordPanel(
            show.app, ACTION, account_id=show.account_id, fields=_FIELDS, preset=preset, add=add
        )
        self.panel.created.connect(self._made)
        self.panel.cancelled.connect(self._close)
        show.presenter.open_capture(self.panel)
        self.panel.start()

    @Slot(str)
    def _made(self, _key: str) -> None:
        self._close()
        self._show.presenter.strip.show_words("", tr("Noted. It is among the actions of the account, “From the show”."))

    @Slot()
    def _close(self) -> None:
        self._show.presenter.close_capture()
        self.over.emit()
        self.deleteLater()


def _add(account_id: str, kind: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    session.refuse_reading()
    return service.capture(session, account_id, kind, values, source=source)
