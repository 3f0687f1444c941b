# SPDX-License-Identifier: Apache-2.0
"""What reviews said about one piece of equipment: its risks, readings as lines, and every check with its pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.entities.risks.risk import Risk
from planner.kernel.dates import day_text, near_day
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.rules.risk import band, letter
from planner.services import attachments
from planner.services.session import Session
from planner.views.account_sites import AssetHistory, PastCheck, ReadingLine, asset_history, support
from ui.context import AppContext, Place
from ui.screens.account.world import World
from ui.screens.parts.layouts import clear_layout
from ui.screens.review.readings_chart import ReadingsChart
from ui.screens.review.thumbs import ThumbButton
from ui.widgets.bar import Bar
from ui.widgets.outside import hand_over
from ui.widgets.panes import Group
from ui.widgets.rows import ListRow
from ui.widgets.safe import PlainLabel

_FIRST: Final = 6
_CHARTS: Final = 4
_PHOTOS: Final = 4
_SIDE: Final = 160
Report = Callable[[int, int, str], None]


class AssetPast(QWidget):
    """Parts that are hidden while there is nothing to show in them."""

    def __init__(self, app: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._world: World | None = None
        self._asset = ""
        self._all = False
        self._pictures: dict[str, QPixmap] = {}
        self._asked: set[str] = set()
        self._places: dict[str, list[QHBoxLayout]] = {}
        self.history = AssetHistory(checks=(), lines=(), risks=())
        self.alert = Bar("watch")
        self._alert_holder = QWidget()
        holder = QVBoxLayout(self._alert_holder)
        holder.setContentsMargins(16, 12, 16, 0)
        holder.addWidget(self.alert)
        self.risks = Group(tr("Risks"))
        self.readings = Group(tr("Readings over time"))
        self.checks = Group(tr("Checks"), link=tr("Show all"))
        self.checks.title.link_clicked.connect(self._show_all)
        self._rows: dict[Group, QVBoxLayout] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._alert_holder)
        for group in (self.risks, self.readings, self.checks):
            rows = self._rows[group] = QVBoxLayout()
            rows.setSpacing(0)
            group.column.addLayout(rows)
            column.addWidget(group)

    def show_asset(self, world: World, asset_id: str) -> None:
        """Show the past of a piece of equipment."""
        other, history = asset_id != self._asset, asset_history(world.facts, asset_id)
        if other:
            self._asset, self._all = asset_id, False
        self._world = world
        self._show_alert(world)
        if history == self.history and not other:
            return  # rows that have the focus stay
        self.history = history
        self._show_risks()
        self._show_readings()
        self._show_checks()

    def _show_alert(self, world: World) -> None:
        end = next((a.end_of_support for a in world.facts.assets if a.id == self._asset), None)
        state, _ = support(end, world.today)
        self._alert_holder.setVisible(bool(state))
        if end is not None and state:
            day = day_text(end)
            ended = end < world.today
            self.alert.set_text(
                tr("Support ended on {day}.", day=day) if ended else tr("Support ends on {day}.", day=day)
            )

    # -- risks

    def _show_risks(self) -> None:
        rows = self._emptied(self.risks)
        for risk in self.history.risks:
            row = ListRow(
                " ".join(part for part in (risk.code, risk.statement) if part),
                right=self._band(risk),
                icon="alert-circle",
            )
            row.clicked.connect(partial(self._go, "risks", risk.id))
            rows.addWidget(row)
        self.risks.setVisible(bool(self.history.risks))

    def _band(self, risk: Risk) -> str:
        if self._world is None or not (risk.likelihood and risk.impact):
            return tr("not assessed")
        return tr(letter(band(risk.likelihood * risk.impact, self._world.rules)))

    # -- readings

    def _show_readings(self) -> None:
        rows = self._emptied(self.readings)
        lines = self.history.lines[:_CHARTS]
        for line in lines:
            rows.addWidget(PlainLabel(_heading(line), role="caption", color="muted", elide=True))
            chart = ReadingsChart()
            chart.set_detail(line, band=True)
            rows.addWidget(chart)
            rows.addSpacing(8)
        self.readings.setVisible(bool(lines))

    # -- checks

    def _show_checks(self) -> None:
        rows = self._emptied(self.checks)
        self._places.clear()
        every = self.history.checks
        shown = every if self._all else every[:_FIRST]
        for check in shown:
            rows.addWidget(self._check_row(check))
            if check.files:
                rows.addWidget(self._thumbs(check))
        more = len(every) - len(shown)
        self.checks.title.set_link(trn("Show {n} more", "Show {n} more", more) if more else "")
        self.checks.setVisible(bool(every))

    def _check_row(self, check: PastCheck) -> ListRow:
        today = self._world.today if self._world else None
        row = ListRow(
            check.result.item,
            second=" · ".join(part for part in (check.measured, check.told) if part) or check.word,
            right=near_day(check.on, today) if check.on and today else "–",
            second_right=check.word if check.measured or check.told else "",
            state=check.glyph,
        )
        row.clicked.connect(partial(self._go, "reviews", check.result.review_id))
        return row

    def _thumbs(self, check: PastCheck) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(20, 0, 0, 8)
        line.setSpacing(8)
        line.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for file in [f for f in check.files if f.media_type.startswith("image/")][:_PHOTOS]:
            name, place = file.caption or file.file_name, QHBoxLayout()
            line.addLayout(place)
            self._places.setdefault(file.id, []).append(place)
            if file.id in self._pictures:
                self._put(file.id, name)
            elif file.id not in self._asked:
                self._asked.add(file.id)
                load = partial(_picture, self._app.session, file.id)
                self._app.jobs.run(load, done=partial(self._there, file.id, name), failed=_no_picture)
        return holder

    def _there(self, key: str, name: str, content: bytes | None) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(content):
            self._pictures[key] = picture
            self._put(key, name)

    def _put(self, key: str, name: str) -> None:
        for place in self._places.get(key, ()):
            if not place.count():
                button = ThumbButton(self._pictures[key], name)
                button.clicked.connect(partial(self._open, key))
                place.addWidget(button)

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._show_checks()

    # -- doing

    def _open(self, key: str) -> None:
        try:
            path = attachments.open_copy(self._app.session, key)
        except (PlannerError, OSError) as fault:
            self._app.notices.fault(fault)
            return
        if not hand_over(path):
            self._app.notices.toast(tr("No program on this computer opens {name}.", name=path.name))

    def _go(self, section: str, record: str) -> None:
        if self._world is not None:
            place = Place(page="account", account_id=self._world.account_id, section=section, record=record)
            self._app.navigator.go(place)

    def _emptied(self, group: Group) -> QVBoxLayout:
        rows = self._rows[group]
        clear_layout(rows)
        return rows


def _heading(line: ReadingLine) -> str:
    return tr("{item}, {unit}", item=line.title, unit=line.unit) if line.unit else line.title


def _picture(session: Session, key: str, report: Report) -> bytes | None:
    report(0, 1, "")
    return attachments.thumbnail(session, key, _SIDE)


def _no_picture(_error: Any) -> None:
    """A picture that can't be shown leaves its check without one."""
