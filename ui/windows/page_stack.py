# SPDX-License-Identifier: Apache-2.0
"""The page in the middle and the details pane beside it: screens are made when first visited."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.context import AppContext, Place
from ui.screens import registry
from ui.screens.screen import Screen

DETAILS_WIDTH = 312
_NARROWEST = 280
_WIDEST = 520


class PageStack(QSplitter):
    """Shows places; `details_changed`: the pane may have to come or go; `selection_changed`: commands may."""

    details_changed = Signal()
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.area = QWidget(self)
        self.column = QVBoxLayout(self.area)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.pages = QStackedWidget(self.area)
        self.pages.setObjectName("pageStack")
        self.column.addWidget(self.pages, 1)
        self.details = QStackedWidget(self)
        self.details.setObjectName("detailsPane")
        self.details.setMinimumWidth(_NARROWEST)
        self.details.setMaximumWidth(_WIDEST)
        self.addWidget(self.area)
        self.addWidget(self.details)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.sizes_of: dict[str, list[int]] = {}
        self._screens: dict[str, Screen] = {}
        self.page = ""
        self.details.hide()

    def show_place(self, app: AppContext, place: Place) -> None:
        """Bring the page of a place to the front and let it select what the place names."""
        self._keep_sizes()
        screen = self._screens.get(place.page)
        if screen is None:
            screen = registry.make(place.page, app)
            self._screens[place.page] = screen
            self.pages.addWidget(screen)
            for name, slot in (
                ("selection_changed", self._on_selection),
                ("details_changed", self._on_details),
            ):
                signal = getattr(screen, name, None)
                if signal is not None:
                    signal.connect(slot)
        self.page = place.page
        self.pages.setCurrentWidget(screen)
        screen.show_place(place)
        self._fit_details()

    def current(self) -> Screen | None:
        """The screen in front."""
        return self._screens.get(self.page)

    def show_page(self, page: QWidget) -> None:
        """Show something that is no screen (nothing is open)."""
        self.page = ""
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        self._fit_details()

    def has_details(self) -> bool:
        """Whether the page in front offers details."""
        return self._wanted() is not None

    def show_details(self, shown: bool, *, alone: bool = False) -> None:
        """Show or hide the pane, with the width it had on this page; ``alone`` in place of the page."""
        shown = shown and self.has_details()
        self.area.setVisible(not (shown and alone))
        self.details.setMaximumWidth(_WIDEST if not alone else 16_777_215)
        if shown == self.details.isVisibleTo(self):
            return
        self.details.setVisible(shown)
        if shown:
            self._put_sizes()

    def close_all(self) -> None:
        """Take all screens away; the portfolio closes."""
        self._keep_sizes()
        for stack in (self.details, self.pages):
            while stack.count():
                widget = stack.widget(0)
                if widget is not None:
                    stack.removeWidget(widget)
                    widget.hide()
                    widget.deleteLater()
        self._screens.clear()
        self.page = ""
        self.details.hide()

    def keep_sizes(self) -> dict[str, list[int]]:
        """Widths by page, for the settings."""
        self._keep_sizes()
        return dict(self.sizes_of)

    def _wanted(self) -> QWidget | None:
        screen = self.current()
        found = getattr(screen, "details", None) if screen is not None else None
        if getattr(screen, "details_empty", False):  # nothing to explain on a page that is empty itself
            return None
        return found if isinstance(found, QWidget) else None

    def _fit_details(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            if self.details.indexOf(wanted) < 0:
                self.details.addWidget(wanted)
            self.details.setCurrentWidget(wanted)
        self.details_changed.emit()

    def _keep_sizes(self) -> None:
        if self.page and self.details.isVisibleTo(self):
            self.sizes_of[self.page] = self.sizes()

    def _put_sizes(self) -> None:
        kept = self.sizes_of.get(self.page, [])
        wide = kept[1] if len(kept) == 2 and _NARROWEST <= kept[1] <= _WIDEST else DETAILS_WIDTH
        self.setSizes([max(200, self.width() - wide), wide])

    @Slot()
    def _on_selection(self) -> None:
        self.selection_changed.emit()

    @Slot()
    def _on_details(self) -> None:
        self._fit_details()
