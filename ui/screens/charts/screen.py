# SPDX-License-Identifier: Apache-2.0
"""The charts of one account: list at the left, chart in the middle, its reasons in the details pane."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from planner.entities.customers.account import ACCOUNT
from planner.entities.registry import BY_NAME
from planner.kernel.text import tr
from planner.render.picture import CHARTS
from planner.render.scene import Mark
from planner.rules.explain import Missing
from planner.services import chart_cards, chart_files, charts, crud, customer_charts, why
from planner.views.tables import TableView
from planner.views.why_view import WhyView
from ui.actions.commands import commands_of, run_command, starts_show
from ui.charts.panel import ChartPanel
from ui.context import AppContext, Place
from ui.screens.charts import kinds
from ui.screens.charts.chart_list import ChartList
from ui.screens.charts.commands import copy_data, copy_picture, offer
from ui.screens.charts.note_box import NoteBox
from ui.screens.charts.remedies import fill
from ui.screens.charts.title_edit import TitleEdit
from ui.screens.charts.tool_row import ToolRow
from ui.screens.charts.why_pane import WhyPane
from ui.screens.parts.why_more import Choice, more
from ui.screens.screen import Screen
from ui.screens.today.places import record_place
from ui.widgets.button import Button
from ui.widgets.empty import EmptyState
from ui.widgets.panes import Panel

_SLIM = 700
_PATTERNS = {".png": "PNG (*.png)", ".svg": "SVG (*.svg)", ".pdf": "PDF (*.pdf)"}


class ChartsScreen(Screen):
    """One chart of one account on one day; the address is in the place, so Back leads to the chart before."""

    depends_on = frozenset(
        {
            "account", "action", "callback", "chart_card", "contact", "contingency_plan", "decision_role",
            "evidence_link", "explain_session", "inspection_result", "interaction", "map_place", "network_review",
            "org_unit", "person", "relation_assessment", "relation_edge", "risk", "ruleset", "site",
        }
    )  # fmt: skip
    selection_changed = Signal()
    details_changed = Signal()

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(app, parent)
        self._account_id = ""
        self._kind = chart_cards.kinds()[0]
        self._as_of: date | None = None
        self._focus = ""
        self.list = ChartList()
        self.tools = ToolRow(app)
        self.panel = ChartPanel()
        self.title = TitleEdit(app)
        self.panel.set_title_tools(self.title.links, self.title)
        self.why = WhyPane()
        self._chosen = Choice()
        self.why.more_of = self._more
        self.note = NoteBox(app)
        self.why.set_foot(self.note)
        self.details: QWidget | None = self.why
        offer(app, self.panel, self.reset, title=self.title.edit, note=self.note.take_focus)
        self.setAutoFillBackground(True)
        self.empty = EmptyState(
            tr("Charts are drawn from an account."), tr("Add one, and its health and risks show up here.")
        )
        self.btn_add = Button(tr("Add account"), variant="primary", icon="plus")
        self.btn_add.clicked.connect(self._add_account)
        self.empty.add_button(self.btn_add)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        middle = Panel()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.panel, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(middle, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(whole)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _wire(self) -> None:
        self.list.selected.connect(self._choose_kind)
        self.list.ticked.connect(self._tick)
        self.list.moved.connect(self._move)
        starts_show(self.app, self.list.btn_present, spoken=True)
        self.title.editing.connect(self.panel.hide_title)
        self.tools.account_chosen.connect(self._choose_account)
        self.tools.day_chosen.connect(self._choose_day)
        self.tools.view_chosen.connect(self._choose_view)
        self.tools.table_wanted.connect(self.panel.toggle_table)
        self.tools.picture_wanted.connect(partial(self._run_here, copy_picture))
        self.tools.data_wanted.connect(partial(self._run_here, copy_data))
        self.tools.export_wanted.connect(self._export)
        self.panel.table_shown.connect(self.tools.set_table)
        self.panel.table_shown.connect(self._tell)
        self.panel.entered.connect(self._mark_entered)
        self.panel.focused.connect(self._mark_focused)
        self.panel.evidence.connect(self._mark_opened)
        self.panel.row_opened.connect(self._row_opened)
        self.panel.side.clicked.connect(self._side_clicked)
        self.why.closed.connect(self._close_details)
        self.why.opened.connect(self._open_record)
        self.why.wanted.connect(self._fill)

    @override
    def refresh(self) -> None:
        """Draw the chart anew from the facts of the day."""
        account = crud.find(self.app.session, ACCOUNT, self._account_id or None)
        if account is None:
            found = why.last_account(self.app.session)
            account = crud.find(self.app.session, ACCOUNT, found)
        if account is None:
            self._account_id = ""
            self.pages.setCurrentWidget(self.empty)
            self._offer_details(None)
            return
        self._offer_details(self.why)
        self._account_id = account.id
        self.pages.setCurrentIndex(0)
        bare = customer_charts.unshared(self.app.session, account.id)
        self.list.set_cards(chart_cards.cards(self.app.session, account.id), bare)
        self.list.set_key(self._kind)
        self.tools.show_state(account.id, account.name, self._as_of)
        card = chart_cards.card_of(self.app.session, account.id, self._kind)
        view = charts.view(self.app.session, account.id, self._kind, as_of=self._as_of, option=card.view or "")
        self.panel.set_view(view)
        self.tools.show_views(self._kind, view.option, dict(view.withheld))
        self.title.show_view(account.id, view)
        self.note.show_note(account.id, self._kind)
        self._explain(self._focus)
        self._point_to_row(self._focus)

    @override
    def show_place(self, place: Place) -> None:
        changed = (place.account_id or self._account_id, place.section or self._kind)
        if changed != (self._account_id, self._kind):
            self._focus = ""
        self._account_id = changed[0]
        known = chart_cards.kinds()
        self._kind = changed[1] if changed[1] in known else known[0]
        self.refresh()
        if self._account_id:
            why.remember_account(self.app.session, self._account_id)
        if place.record:
            self.panel.select_record(place.record)
        self._take_focus()

    def _take_focus(self) -> None:
        """Begin in the chart or its table; where nothing is drawn, with what can be done about it."""
        if not self._account_id:
            self.btn_add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.panel.table if self.panel.showing_table() else self.panel.canvas).setFocus()

    @override
    def search(self) -> None:
        self.tools.account.setFocus()
        self.tools.account.selectAll()

    @override
    def actions_context(self) -> dict[str, object]:
        found: dict[str, object] = {"account_id": self._account_id} if self._account_id else {}
        found["changed"] = self._as_of is not None or self.panel.showing_table() or self._has_mark()
        if self._kind == "risk-matrix" and self._focus:
            found |= {"risk": (self._focus,), "record": ("risk", self._focus)}
        return found

    def crumb(self) -> str:
        """The chart's name."""
        return tr(CHARTS[self._kind].label)

    def copy_table(self) -> TableView | None:
        """The chart's table."""
        return self.panel.view.table() if self.panel.view else None

    @property
    def day(self) -> date:
        """The day the chart shows."""
        return self._as_of or self.app.session.today()

    def _point_to_row(self, key: str) -> None:
        """Let the ranked list show which risk the pane explains."""
        row_of = getattr(self.panel.side.model(), "row_of", None)
        row = int(row_of(key)) if callable(row_of) and key else -1
        if row >= 0:
            self.panel.side.selectRow(row)

    def _offer_details(self, pane: QWidget | None) -> None:
        if pane is not self.details:
            self.details = pane
            self.details_changed.emit()

    # -- what is chosen

    def _go(self, account_id: str, kind: str) -> None:
        self.app.navigator.go(Place(page="charts", account_id=account_id, section=kind))

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        self._go(self._account_id, kind)

    @Slot(str)
    def _choose_view(self, name: str) -> None:
        chart_cards.set_view(self.app.session, self._account_id, self._kind, name)

    @Slot(str, bool)
    def _tick(self, kind: str, on: bool) -> None:
        chart_cards.tick(self.app.session, self._account_id, kind, shown=on)

    @Slot(str, int)
    def _move(self, kind: str, by: int) -> None:
        chart_cards.move(self.app.session, self._account_id, kind, by)

    @Slot(str)
    def _choose_account(self, account_id: str) -> None:
        self._go(account_id, self._kind)

    @Slot(object)
    def _choose_day(self, day: date | None) -> None:
        self._as_of = day
        self.refresh()
        self._tell()

    @Slot(object)
    def _mark_focused(self, mark: Mark | None) -> None:
        key = kinds.key_of(self._kind, mark) if mark is not None else ""
        if mark is not None and key and mark.entity not in kinds.OPENED:
            self._explain(key, mark)
        elif mark is None and self._kind not in kinds.ROWS:
            self._explain("")

    @Slot(object)
    def _mark_opened(self, mark: Mark) -> None:
        """Enter or a click: the reasons, also where the pane was closed; an empty seat asks who holds it."""
        if kinds.opened_otherwise(self.app, self.panel, self._account_id, mark):
            return
        key = kinds.key_of(self._kind, mark)
        if not key:
            self.app.notices.toast(mark.sentence)
            return
        if mark.entity in kinds.OPENED and mark.records:
            self._open_row(mark.entity, key)
            return
        self._explain(key, mark)
        if not commands_of(self.app).present().details_open:
            run_command(self.app, "view.details")

    @Slot(object)
    def _mark_entered(self, mark: Mark) -> None:
        """By keys the focus goes on to the reasons, where F6 or Esc lead back from."""
        if kinds.key_of(self._kind, mark) and mark.entity not in kinds.OPENED:
            self.why.take_focus()

    def _has_mark(self) -> bool:
        return self.panel.canvas.current_mark() is not None

    def reset(self) -> None:
        """The chart as it comes: of today, drawn, with no mark chosen."""
        self._as_of = None
        if self.panel.showing_table():
            self.panel.toggle_table()
        self.panel.canvas.focus_mark("")
        self.refresh()
        self.panel.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.selection_changed.emit()

    @Slot(str)
    def _row_opened(self, key: str) -> None:
        entity = kinds.ROWS.get(self._kind, "")
        mark = self.panel.mark_of(key)
        if entity:
            self._open_row(entity, key)
        elif mark is not None and mark.id == key:
            self._mark_opened(mark)
        elif mark is not None and key in mark.rows:
            self._explain(next((one for one in mark.records if one in key), ""))
        else:
            self._explain(key)

    @Slot(QModelIndex)
    def _side_clicked(self, index: QModelIndex) -> None:
        model = self.panel.side.model()
        key = getattr(model, "key", None)
        if callable(key):
            self.panel.select_record(str(key(index)))
            self._explain(str(key(index)))

    def _explain(self, key: str, mark: Mark | None = None) -> None:
        """Say why: a measure, a risk, or whatever the mark stands for."""
        self._focus = key or kinds.first_key(self._kind, self.panel.view)
        asked = kinds.Asked(self.panel.view, self.day, mark)
        found = kinds.reasons(self.app.session, self._account_id, self._kind, self._focus, asked)
        if kinds.ROWS.get(self._kind) in kinds.OPENED:
            self._focus = ""
        self.why.show_why(found)
        self.selection_changed.emit()

    def _more(self, view: WhyView) -> list[QWidget]:
        chosen = Choice.of_day(view.since) if view.since else self._chosen
        return more(self.app, (self._account_id, view.measure, self.day), chosen, self._open_record)

    def _open_row(self, entity: str, key: str) -> None:
        """Open the record of a row or mark, whichever account has it; for an account without one its page."""
        spec = BY_NAME[entity]
        found = crud.find(self.app.session, spec, key)
        if found is None:
            entity, account = ACCOUNT.name, key
        else:
            account = found.account_id
        self.app.navigator.go(record_place(self.app.session, account, entity, key))

    # -- what is done

    def _run_here(self, handler: object) -> None:
        if callable(handler):
            handler(self.app, commands_of(self.app).present())

    @Slot(str, str)
    def _export(self, ending: str, size: str = "print") -> None:
        view = self.panel.view
        if view is None:
            return
        proposed = Path.home() / chart_files.file_name(view, ending)
        target = self.app.prompts.pick_save(tr("Export chart"), proposed, _PATTERNS[ending])
        if target is None:
            return
        path = target if target.suffix.lower() in _PATTERNS else target.with_name(target.name + ending)
        work = partial(_save, self, path, size)
        self.app.jobs.run(work, done=self._exported, failed=self.app.notices.fault, title=tr("Export chart"))

    def write(self, path: Path, size: str = "print") -> Path:
        """Write the chart as it is shown now."""
        return chart_files.save(
            self.app.session,
            self._account_id,
            self._kind,
            path,
            as_of=self._as_of,
            size=size,
            option=self.panel.view.option if self.panel.view else "",
        )

    def _exported(self, path: Path) -> None:
        self.app.notices.toast(tr("Saved {name}", name=path.name))

    @Slot(str, str)
    def _open_record(self, entity: str, key: str) -> None:
        self.app.navigator.go(record_place(self.app.session, self._account_id, entity, key))

    @Slot(object)
    def _fill(self, missing: Missing) -> None:
        fill(self.app, self._account_id, missing, self.window())

    @Slot()
    def _close_details(self) -> None:
        run_command(self.app, "view.details")

    @Slot()
    def _add_account(self) -> None:
        run_command(self.app, "account.new")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.set_slim(self.width() < _SLIM)


def _save(screen: ChartsScreen, path: Path, size: str, _report: object) -> Path:
    return screen.write(path, size)
