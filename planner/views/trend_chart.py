# SPDX-License-Identifier: Apache-2.0
"""C2: are we improving, where and since when: health and its components over a year, as facts (ux C2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr
from planner.rules.health import LABELS
from planner.views.charts import ChartView, whole
from planner.views.tables import CellValue, Column, Row, TableView

TREND: Final = "trend"
PANELS: Final = "panels"
SLOPE: Final = "slope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A measure on one day. ``kept`` ones were snapshots; ``era`` tells rules apart; ``words`` are its hover card."""

    key: str
    on: date
    value: Decimal
    era: int
    kept: bool
    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The dot in words."""
        return ". ".join(self.words) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One measure over the year. ``runs`` are the dots that a line may join; ``ends`` the two days of the slope view.

    ``change`` is in words since ``TrendChart.since``, ``moved`` the same as a number or None; ``alarm`` is "" or what
    two falling quarters sum up to; ``note`` names what happened beside the largest change, ``event`` is that.
    """

    key: str
    label: str
    now: Decimal | None
    moved: int | None
    change: str
    runs: tuple[tuple[Dot, ...], ...]
    ends: tuple[Dot | None, Dot | None]
    alarm: str
    note: str
    missing: str
    remedy: str
    sentence: str
    event: TrendEvent | None = None

    @property
    def dots(self) -> tuple[Dot, ...]:
        """All dots, oldest first."""
        return tuple(dot for run in self.runs for dot in run)

    @property
    def value_text(self) -> str:
        """The value now as printed, or the words for none."""
        return tr("not assessed") if self.now is None else str(whole(self.now))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEvent:
    """Something dated that a change may stand beside; ``id`` is "" where no record can be opened, ``short`` a name."""

    on: date
    entity: str
    id: str
    text: str
    short: str = ""

    @property
    def name(self) -> str:
        """The event in as few words as there are for it."""
        return self.short or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart(ChartView):
    """The panels, the events under them and the days on which the rules changed; ``since`` is the day compared with.

    ``lead`` is the key of the measure that the drafted title names, "" where it names none.
    """

    start: date
    end: date
    since: date
    months: tuple[tuple[date, str], ...]
    panels: tuple[Panel, ...]
    events: tuple[TrendEvent, ...]
    breaks: tuple[date, ...]
    break_label: str
    legend: tuple[str, ...]
    limits: tuple[int, ...]
    steady: int
    lead: str = ""
    empty_text: str = ""

    @property
    def days(self) -> tuple[str, str]:
        """The two days of the slope view in words."""
        return day_text(self.since), day_text(self.end)

    @property
    def event_days(self) -> tuple[str, ...]:
        """The day of each event in words."""
        return tuple(day_text(event.on) for event in self.events)

    def share(self, day: date) -> float:
        """The place of a day on the axis, 0 to 1; days beyond the ends lie on them."""
        return min(1.0, max(0.0, (day - self.start).days / (self.end - self.start).days))

    @override
    def table(self) -> TableView:
        """One row a day, the newest first, with every measure; "rules changed" where it may not be compared."""
        days = sorted({dot.on for panel in self.panels for dot in panel.dots}, reverse=True)
        columns = (
            Column(key="on", title=N_("Day")),
            *(
                Column(key=p.key, title=LABELS.get(p.key, N_("Health")), kind="number", align="right")
                for p in self.panels
            ),
            Column(key="source", title=N_("Source")),
            Column(key="events", title=N_("Until then"), width=240),
        )
        by_day = {(panel.key, dot.on): dot for panel in self.panels for dot in panel.dots}
        rows = []
        for number, day in enumerate(days):
            earlier = days[number + 1] if number + 1 < len(days) else self.start
            found = [by_day.get((panel.key, day)) for panel in self.panels]
            kept = any(dot.kept for dot in found if dot)
            said = [event.text for event in self.events if earlier < event.on <= day]
            cells = [None if dot is None else whole(dot.value) for dot in found]
            source = tr("kept that day") if kept else tr("computed from dated records")
            first = CellValue(text=day_text(day), raw=day.isoformat())
            rows.append(Row(key=f"day@{day.isoformat()}", cells=(first, *cells, source, ", ".join(said))))
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """The takeaway, then each measure with its first, lowest, highest and last value."""
        return " ".join([tr("{title}.", title=self.title), *(panel.sentence for panel in self.panels)])
