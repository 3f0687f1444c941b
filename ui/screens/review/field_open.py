# SPDX-License-Identifier: Apache-2.0
"""Opens the field sheet over the whole window and gives the page back, at the same check, when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import rulesets
from ui.screens.review.data import INSPECT
from ui.theme.theme import theme
from ui.widgets.button import Button

if TYPE_CHECKING:
    from ui.actions.spec import Context
    from ui.context import AppContext
    from ui.screens.review.field_sheet import FieldSheet
    from ui.screens.review.section import ReviewsSection


_WITH_WORDS, _WITH_KEY = 700, 900


class FieldPlace(QObject):
    """One for a section. While the sheet lies over the window the page below it is hidden, so that it does not work."""

    def __init__(self, section: ReviewsSection) -> None:
        super().__init__(section)
        self._section = section
        self.button = Button(tr("Field sheet"), small=True, icon="clipboard-list", name=tr("Field sheet"))
        self.button.setObjectName("btnFieldSheet")
        self.button.clicked.connect(self._pressed)
        self.sheet: FieldSheet | None = None
        self._window: QWidget | None = None
        self._below: list[QWidget] = []
        self._pages: QStackedWidget | None = None

    def fit(self, width: int) -> None:
        """Beside the step of the checks, with its words where ``width`` px of the section have room for them."""
        here = self._section.shown is not None and self._section.steps.current() == INSPECT
        self.button.setVisible(here and bool(self._section.inspect.table.checks.rowCount()))
        self.button.set_variant("normal" if width >= theme().density.px(_WITH_WORDS) else "icon")
        self.button.set_shortcut_text("F12" if width >= theme().density.px(_WITH_KEY) else "")

    @Slot()
    def _pressed(self) -> None:
        self.open(self._section.inspect.current_key())

    def open(self, check_id: str = "") -> None:
        """Show the checks of the review in hand, beginning at one of them, else at the first that was not made."""
        section = self._section
        if self.sheet is not None or not section.review_id:
            return
        from ui.screens.review.field_sheet import FieldSheet

        section.flush()
        rules = rulesets.current(section.app.session)
        sheet = FieldSheet(section.app, section.review_id, rules, section)
        if not sheet.stops:
            sheet.deleteLater()
            section.app.notices.toast(tr("There is nothing to check yet. Add a check first."))
            return
        self._lay_over(sheet)
        sheet.closed.connect(self._closed)
        try:
            sheet.start(check_id)
        except PlannerError as error:
            self.drop()
            section.app.notices.fault(error)

    def _lay_over(self, sheet: FieldSheet) -> None:
        window = self._section.window()
        self.sheet, self._window = sheet, window
        centre = window.centralWidget() if isinstance(window, QMainWindow) else None
        self._below = [centre] if centre is not None else []
        sheet.setParent(window)
        sheet.setGeometry(window.rect())
        sheet.show()
        sheet.raise_()
        sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in self._below:
            part.hide()
        window.installEventFilter(self)
        pages = window.findChild(QStackedWidget, "pageStack")
        self._pages = pages if isinstance(pages, QStackedWidget) else None
        if self._pages is not None:  # another page, or none any more where the portfolio is closed or locked
            self._pages.currentChanged.connect(self._page_changed)

    @Slot(int)
    def _page_changed(self, _index: int) -> None:
        self.drop()

    @Slot(str)
    def _closed(self, check_id: str) -> None:
        section = self._section
        self.drop()
        section.refresh()
        section.open_step(INSPECT, check_id)

    def drop(self) -> None:
        """Take the sheet away and show the page again; harmless where there is none."""
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        if self._pages is not None and isValid(self._pages):
            self._pages.currentChanged.disconnect(self._page_changed)
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        for part in self._below:
            if isValid(part):
                part.show()
        self._pages, self._window, self._below = None, None, []
        if isValid(sheet):
            sheet.hide()
            sheet.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.sheet is not None and isinstance(watched, QWidget):
            self.sheet.setGeometry(watched.rect())
            self.sheet.raise_()
        return False


def open_field_sheet(app: AppContext, context: Context) -> None:
    """The command: over the review that is shown, at the check that is selected."""
    from PySide6.QtWidgets import QApplication

    from ui.screens.review.section import ReviewsSection

    for window in QApplication.topLevelWidgets():
        for section in window.findChildren(ReviewsSection):
            if section.app is app and section.isVisible():
                section.field.open(context.record or "")
                return
