# SPDX-License-Identifier: Apache-2.0
"""The portfolio page: modules side by side, worked out off the window's thread and kept until something changes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.kernel.text import tr, trn
from planner.services import portfolio_files, portfolio_page
from planner.services.portfolio_page import Wanted
from planner.views.portfolio_view import PortfolioView
from planner.views.tables import TableView
from ui.actions.commands import run_command, starts_show
from ui.context import AppContext, Place
from ui.jobs.runner import Job
from ui.screens.portfolio.card import ModuleCard
from ui.screens.portfolio.commands import offer
from ui.screens.portfolio.modules_menu import kept_of, order_of
from ui.screens.portfolio.past_bar import PastBar
from ui.screens.portfolio.tool_row import ToolRow
from ui.screens.screen import Screen
from ui.screens.today.places import record_place
from ui.theme.theme import theme
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState

_THREE, _TWO = 1020, 660
_PATTERNS = {".png": "PNG (*.png)", ".pdf": "PDF (*.pdf)", ".csv": "CSV (*.csv)"}
_SECTIONS = {"reviews": "reviews", "timeline": "timeline", "actions": "actions", "people": "people"}


class PortfolioScreen(Screen):
    """Every module leads to the account and section it speaks of; filters and order stay for the sitting and beyond."""

    depends_on = frozenset(
        {
            "account", "action", "alert_mute", "callback", "contact", "contingency_plan", "decision_role", "drill",
            "evidence_link", "grade_decision", "interaction", "network_review", "org_unit", "person",
            "relation_assessment", "risk", "ruleset", "score",
        }
    )  # fmt: skip
    selection_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self.cards: dict[str, ModuleCard] = {}
        self._view: PortfolioView | None = None
        self._running = self._again = False
        self._current = ""
        self._columns = 0
        self.tools = ToolRow(app)
        self.tools.modules.set_order(order_of(app.settings.portfolio_modules))
        self.past = PastBar()
        self._build_empties()
        self._lay_out()
        self.tools.changed.connect(self.mark_stale)
        self.tools.modules.chosen.connect(self._arranged)
        self.tools.export_wanted.connect(self._export)
        starts_show(app, self.tools.btn_present)
        self.past.back_wanted.connect(self.to_today)
        offer(app, self)

    def _build_empties(self) -> None:
        self.empty = EmptyState(
            tr("The portfolio sets your accounts side by side."),
            tr("Add one; its health, risks and reviews show up here as they are recorded."),
            ghost=True,
        )
        self.btn_add = self.empty.add_button(Button(tr("Add account"), variant="primary", icon="plus"))
        self.btn_add.clicked.connect(self._add_account)
        self.none_fits = EmptyState(tr("No account has this owner and grade."))
        self.btn_clear = self.none_fits.add_button(Button(tr("Clear filters"), variant="primary"))
        self.btn_clear.clicked.connect(self.tools.clear)

    def _lay_out(self) -> None:
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.area = QScrollArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        self.pages = QStackedWidget()
        for page in (self.area, self.empty, self.none_fits):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tools)
        outer.addWidget(self.past)
        outer.addWidget(self.pages, 1)

    def _wanted(self) -> Wanted:
        shown = tuple(kind for kind, on in order_of(self.app.settings.portfolio_modules) if on)
        return Wanted(grades=self.tools.grades(), owner=self.tools.owner, modules=shown, as_of=self.tools.as_of)

    @override
    def refresh(self) -> None:
        """Few accounts are read at once; many as a job, one at a time, with one more for changes meanwhile."""
        if self._running:
            self._again = True
            return
        wanted = self._wanted()
        work = partial(portfolio_page.load, self.app.session, wanted)
        if portfolio_page.is_large(self.app.session, wanted):
            self._running, self._again = True, False
            title = tr("Portfolio") if self._view is None or wanted.as_of is not None else ""
            job = self.app.jobs.run(partial(_load, work), done=self._loaded, failed=self._failed, title=title)
            if isinstance(job, Job):
                job.finished.connect(self._ended)
        else:
            self._show(work())

    @Slot(object)
    def _loaded(self, view: PortfolioView) -> None:
        self._running = False
        self._show(view)
        if self._again:
            self.mark_stale()

    @Slot(object)
    def _ended(self, job: Job) -> None:
        """A cancelled job answers nothing; the page then stays as it was, and is asked anew with the next change."""
        if job.cancelled:
            self._running = False
            if self._view is not None:
                self.tools.keep_day(self._view.as_of if self._view.past else None)
            self.tools.set_title(tr("Portfolio"), tr("stopped; it is worked out anew with the next change"))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._running = False
        self.app.notices.fault(error)

    def _show(self, view: PortfolioView) -> None:
        self._view = view
        number = trn("{n} account", "{n} accounts", view.number)
        if view.number != view.every:
            number = tr("{n} of {total} accounts", n=view.number, total=view.every)
        self.tools.set_title(tr("Portfolio"), number)  # its day stands beside it
        page = self.area if view.number else self.none_fits if view.every else self.empty
        self.pages.setCurrentWidget(page)
        self.past.show_page(view)
        self.tools.btn_export.set_off("" if view.number else tr("There is nothing to export yet."))
        self.tools.btn_present.set_off("" if view.number else tr("There is nothing to present yet."))
        for module in view.modules:
            self._card(module.kind).show_view(module)
        self._arrange()
        self.selection_changed.emit()

    def _card(self, kind: str) -> ModuleCard:
        if kind not in self.cards:
            card = ModuleCard(kind, self.area.widget())
            card.hide()
            card.setObjectName(f"mod-{kind}")
            card.opened.connect(partial(self._open, kind))
            card.taken.connect(partial(self._take, kind))
            card.moved.connect(partial(self.tools.modules.move_module, kind))
            self.cards[kind] = card
        return self.cards[kind]

    def _take(self, kind: str) -> None:
        self._current = self.tools.modules.current = kind

    def _arrange(self) -> None:
        """The modules in their order, in as many columns as have room."""
        kinds = [module.kind for module in self._view.modules] if self._view else []
        for kind, card in self.cards.items():
            self._grid.removeWidget(card)
            card.setVisible(kind in kinds)
        columns = self._columns_for(len(kinds))
        before: QWidget = self.tools.btn_export
        for kind, place in zip(kinds, _places(len(kinds), columns), strict=True):
            card = self.cards[kind]
            self._grid.addWidget(card, *place)
            card.show()
            for stop in (card.btn_table, card.canvas, card.table):
                QWidget.setTabOrder(before, stop)
                before = stop
        for n in range(6):
            self._grid.setColumnStretch(n, 1 if n < _UNITS else 0)
        rows = -(-len(kinds) // columns)
        for n in range(max(rows, self._grid.rowCount())):
            self._grid.setRowStretch(n, 1 if n < rows else 0)
        self._columns = columns

    def _columns_for(self, number: int) -> int:
        px = theme().density.px
        room = 3 if self.width() >= px(_THREE) else 2 if self.width() >= px(_TWO) else 1
        return max(1, min(room, number, 2 if number == 4 else 3))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None and self._columns_for(len(self._view.modules)) != self._columns:
            self._arrange()

    @override
    def show_place(self, place: Place) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        """Begin in the first module, or with what can be done where there is none."""
        page = self.pages.currentWidget()
        first = self._view.modules[0].kind if self._view and self._view.modules else ""
        if page is self.area and first:
            self.cards[self._current if self._current in self.cards else first].take_focus()
        elif page is not self.area:
            (self.btn_add if page is self.empty else self.btn_clear).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def search(self) -> None:
        self.tools.btn_owner.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy_table(self) -> TableView | None:
        """The table of the module that has the keyboard."""
        found = self.cards.get(self._current)
        return found.view.table() if found is not None and found.view is not None else None

    @Slot(object)
    def _arranged(self, order: list[tuple[str, bool]]) -> None:
        """Remember what is on the page, on this computer."""
        self.app.settings = replace(self.app.settings, portfolio_modules=kept_of(order))
        self.app.save_settings(self.app.settings)
        self.tools.modules.set_order(order)
        self.mark_stale()

    def _open(self, kind: str, key: str) -> None:
        """Go where a mark or row leads."""
        view = self._view.module(kind) if self._view else None
        find = getattr(view, "target", None)
        target = find(key) if callable(find) else None
        if target is None:
            return
        if target.entity == "health":
            place = Place(page="charts", account_id=target.account_id, section="health")
        elif target.entity in _SECTIONS:
            place = Place(page="account", account_id=target.account_id, section=_SECTIONS[target.entity])
        else:
            place = record_place(self.app.session, target.account_id, target.entity, target.record)
        self.app.navigator.go(place)

    @Slot(str)
    def _export(self, ending: str) -> None:
        if self._view is None:
            return
        proposed = Path.home() / portfolio_files.file_name(self._view, ending)
        target = self.app.prompts.pick_save(tr("Export portfolio"), proposed, _PATTERNS[ending])
        if target is None:
            return
        path = target if target.suffix.lower() in _PATTERNS else target.with_name(target.name + ending)
        work = partial(_save, self._view, path)
        self.app.jobs.run(work, done=self._exported, failed=self.app.notices.fault, title=tr("Export portfolio"))

    @Slot(object)
    def _exported(self, path: Path) -> None:
        self.app.notices.toast(tr("Saved {name}", name=path.name))

    @property
    def view(self) -> PortfolioView | None:
        """The page shown."""
        return self._view

    @Slot()
    def to_today(self) -> None:
        """From a past day back to today; the keyboard stays on the page."""
        if self.tools.as_of is not None:
            self.tools.to_today()
            self.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.tools.as_of is not None:
            self.to_today()
            return
        super().keyPressEvent(event)

    @Slot()
    def _add_account(self) -> None:
        run_command(self.app, "account.new")


_UNITS = 6  # columns of the grid, so that rows of two and of three end alike


def _places(number: int, columns: int) -> list[tuple[int, int, int, int]]:
    """Row, column and spans of each module; the first row takes fewer where they do not fill all."""
    first = number % columns or columns
    rows = [first, *([columns] * ((number - first) // columns))]
    found = []
    for row, wide in enumerate(rows):
        span = _UNITS // wide
        found += [(row, n * span, 1, span) for n in range(wide)]
    return found


def _load(work: partial[PortfolioView], report: object) -> PortfolioView:
    return work(report)


def _save(view: PortfolioView, path: Path, _report: object) -> Path:
    return portfolio_files.save(view, path)
