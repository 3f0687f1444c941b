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
        account, add = show.account_id, partial(_add, show.account_id, show.slide.kind)
        if not account:
            account = account_of(show)
            add = partial(_add_to, account)
        preset: Mapping[str, object] = {"owner_id": show.app.session.me}
        self.panel = NewRecordPanel(show.app, ACTION, account_id=account, fields=_FIELDS, preset=preset, add=add)
        self.panel.created.connect(self._made)
        self.panel.cancelled.connect(self._close)
        show.presenter.open_capture(self.panel)
        self.panel.start()

    @Slot(str)
    def _made(self, _key: str) -> None:
        self._close()
        said = tr("Noted. It is among the actions of the account, “From the show”.")
        if not self._show.account_id:
            said = tr("Noted. It is among the actions of the account.")
        self._show.presenter.strip.show_words("", said)

    @Slot()
    def _close(self) -> None:
        self._show.presenter.close_capture()
        self.over.emit()
        self.deleteLater()


def begin(show: Show) -> Capture | None:
    """Open the fields; on a portfolio's slide without a chosen mark say that one names the account, None then."""
    if account_of(show):
        return Capture(show)
    words = tr("Choose a mark first (↓): an action belongs to an account.")
    show.presenter.strip.show_words("", words)
    return None


def account_of(show: Show) -> str:
    """The account an action noted now would belong to: that of the show, or of the chosen mark; "" where none is."""
    if show.account_id or show.marks.chosen is None:
        return show.account_id
    from planner.services import portfolio_show

    found = portfolio_show.target(show.slide.view, show.marks.chosen.id)
    return found.account_id if found is not None else ""


def _add_to(account_id: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    from planner.services import portfolio_show

    session.refuse_reading()
    return portfolio_show.capture(session, account_id, values, source=source)


def _add(account_id: str, kind: str, session: Session, values: Mapping[str, Any], source: object) -> Any:
    session.refuse_reading()
    return service.capture(session, account_id, kind, values, source=source)
