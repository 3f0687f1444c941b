# SPDX-License-Identifier: Apache-2.0
"""The way from a review to its customer view, and what is said while nothing of it may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from planner.kernel.text import tr
from ui.screens.review.data import EXPLAIN, Host
from ui.widgets.button import Button
from ui.widgets.stepbar import StepBar

if TYPE_CHECKING:
    from ui.screens.customer_view import CustomerWindow


class CustomerHost(Host, Protocol):
    """The section as its customer view sees it."""

    steps: StepBar

    @property
    def review_id(self) -> str:
        """The review in hand."""
        ...

    def flush(self) -> None:
        """Keep everything that is typed."""
        ...

    def window(self) -> QWidget:
        """The window around the section."""
        ...


class CustomerPlace(QObject):
    """The button at the end of the step bar; ``shown`` is the view that stands now."""

    def __init__(self, host: CustomerHost) -> None:
        super().__init__()
        self._host = host
        self.shown: CustomerWindow | None = None
        self._words = True
        tip = tr("Show what is marked Shareable, and nothing else, in place of this window")
        self.button = Button(tr("Customer view"), small=True, icon="eye", name=tr("Customer view"), tip=tip)
        self.button.setObjectName("btnCustomerView")
        self.button.clicked.connect(self.open)
        host.steps.add_right(self.button)
        self._wide = self.button.sizeHint().width()
        host.steps.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sign alone where the words have no room."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            steps = self._host.steps
            needed = steps.sizeHint().width() - self.button.sizeHint().width() + self._wide
            words = needed <= steps.width()
            if words != self._words:
                self._words = words
                self.button.set_variant("normal" if words else "icon")
        return False

    @Slot()
    def open(self) -> None:
        """Show the customer view; where it would be empty, say how to fill it."""
        from planner.services import customer_view
        from ui.screens.customer_view import open_customer_view

        host = self._host
        if not host.review_id:
            return
        host.flush()
        seen = host.perform(lambda _source: customer_view.show(host.app.session, host.review_id))
        if seen is None:
            return
        if seen.is_empty:
            host.open_step(EXPLAIN)
            host.app.notices.toast(tr("Nothing is marked Shareable yet. Tick “Show to the customer” beside a topic."))
            return
        self.shown = open_customer_view(host.app, host.review_id, host.window())
        self.shown.left.connect(self._left)

    @Slot()
    def _left(self) -> None:
        self.shown = None
        if isValid(self.button) and self.button.isVisible():
            self.button.setFocus()
