# SPDX-License-Identifier: Apache-2.0
"""C2: are we improving, where and since when: health and its components over a year, as facts (ux C2)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, tr, trn
from planner.rules.health import LABELS
from planner.views.charts import ChartView, signed, whole
from planner.views.health_proof import cell, marked
from planner.views.rules_stamp import stamp_text
from planner.views.tables import CellValue, Column, Row, TableView

TREND: Final = "trend"
PANELS: Final = "panels"
SLOPE: Final = "slope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A measure on one day. ``kept`` ones were snapshots; ``era`` tells rules apart; ``words`` are its hover card.

    ``ruleset`` and ``version`` name the rules behind it, by their hash and number. ``parts`` are the components that
    health was made of that day; ``proven`` is whether the value rested on enough of its own data.
    """

    key: str
    on: date
    value: Decimal
    era: int
    kept: bool
    words: tuple[str, ...]
    ruleset: str = ""
    version: int | None = None
    parts: frozenset[str] = frozenset()
    proven: bool = True

    def alike(self, other: Dot) -> bool:
        """Whether the difference between the two is a change of the measure: same rules, same components."""
        return self.era == other.era and self.parts == other.parts

    @property
    def sentence(self) -> str:
        """The dot in words."""
        return ". ".join(self.words) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One measure over the year. ``runs`` are the dots that a line may join; ``ends`` the two days of the slope view.

    ``change`` is in words since ``TrendChart.since``, ``moved`` the same as a number or None; ``alarm`` is "" or what
    two falling quarters sum up to, ``fallen`` that as a number; ``note`` names what happened beside the largest
    change, ``event`` is that.
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
    fallen: int = 0

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

    ``lead`` is the key of the measure that the drafted title names, "" where it names none. ``unproven`` are the words
    of the legend for stretches that rest on too little, "" where there are none; ``band_words`` name what
    lies between the limits, the worst first.
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
    since_text: str = ""
    unproven: str = ""
    band_words: tuple[str, ...] = ()

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

    def turn(self, panel: Panel) -> int | None:
        """The change between the two days of the slope view in whole points.

        0 where it is within what counts as steady, None where a day has no value, or the rules or the components of
        health are others.
        """
        first, last = panel.ends
        if first is None or last is None or not first.alike(last):
            return None
        moved = whole_change(last.value, first.value)
        return 0 if abs(moved) <= self.steady else moved

    def turn_text(self, panel: Panel) -> str:
        """The same in words: up or down, steady, or why nothing is compared; "" where no day has a value."""
        first, last = panel.ends
        turn = self.turn(panel)
        if turn is not None:
            if not turn:
                return tr("steady")
            return tr("down {n}", n=-turn) if turn < 0 else tr("up {n}", n=turn)
        if first is not None and last is not None:
            return self.break_label if first.era != last.era else tr("not comparable")
        return "" if last is None else tr("new")

    def band(self, value: Decimal) -> str:
        """The word of the band that a value lies in."""
        return self.band_words[self._place(value)]

    def worst(self) -> str:
        """The key of the lowest proven component, where it lies in a worse band than what the title names; else ""."""
        ends = [(panel.ends[1], panel.key) for panel in self.panels[1:]]
        known = [(dot.value, key) for dot, key in ends if dot is not None and dot.proven]
        named = next((panel.ends[1] for panel in self.panels if panel.key == self.lead), None)
        low, key = min(known, default=(Decimal(100), ""))
        most = self._place(named.value) if named else len(self.limits)
        return key if self._place(low) < most else ""

    def _place(self, value: Decimal) -> int:
        return sum(value >= limit for limit in self.limits)

    @override
    def table(self) -> TableView:
        """What the view draws: the two days of the slope, one row a measure; else one row a day, the newest first."""
        return self._two_days() if self.option == SLOPE else self._every_day()

    def _two_days(self) -> TableView:
        columns = (
            Column(key="measure", title=N_("Measure")),
            Column(key="first", title=self.days[0], kind="number", align="right"),
            Column(key="last", title=self.days[1], kind="number", align="right"),
            Column(key="points", title=N_("Change"), kind="number", align="right"),
            Column(key="said", title=N_("Note"), width=200),
        )
        rows = []
        for panel in self.panels:
            first, last = panel.ends
            compared = first is not None and last is not None and first.alike(last)
            values = [None if dot is None else cell(dot.value, proven=dot.proven) for dot in (first, last)]
            moved = signed(whole(last.value) - whole(first.value)) if compared and first and last else None
            said = self.turn_text(panel) or tr("not assessed")
            rows.append(Row(key=panel.key, cells=(panel.label, *values, moved, said)))
        return TableView(columns=columns, rows=tuple(rows))

    def _every_day(self) -> TableView:
        days = sorted({dot.on for panel in self.panels for dot in panel.dots}, reverse=True)
        columns = (
            Column(key="on", title=N_("Day")),
            *(
                Column(key=p.key, title=LABELS.get(p.key, N_("Health")), kind="number", align="right")
                for p in self.panels
            ),
            Column(key="source", title=N_("Source")),
            Column(key="rules", title=N_("Rules")),
            Column(key="events", title=N_("Until then"), width=240),
        )
        by_day = {(panel.key, dot.on): dot for panel in self.panels for dot in panel.dots}
        rows = []
        for number, day in enumerate(days):
            earlier = days[number + 1] if number + 1 < len(days) else self.start
            found = [by_day.get((panel.key, day)) for panel in self.panels]
            kept = any(dot.kept for dot in found if dot)
            rules = next((stamp_text(dot.version, dot.ruleset) for dot in found if dot), "")
            said = [event.text for event in self.events if earlier < event.on <= day]
            cells = [None if dot is None else cell(dot.value, proven=dot.proven) for dot in found]
            source = tr("kept that day") if kept else tr("computed from dated records")
            first = CellValue(text=day_text(day), raw=day.isoformat())
            rows.append(Row(key=f"day@{day.isoformat()}", cells=(first, *cells, source, rules, ", ".join(said))))
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """The takeaway, then each measure: between the two days of the slope, else over the whole year."""
        said = [self._between(panel) if self.option == SLOPE else panel.sentence for panel in self.panels]
        return " ".join([tr("{title}.", title=self.title), *said])

    def _between(self, panel: Panel) -> str:
        """A measure on the two days and what lies between them."""
        first, last = panel.ends
        if last is None or first is None:
            known = marked(panel.value_text, proven=last.proven) if last is not None else tr("not assessed")
            return tr("{name}: {said}.", name=panel.label, said=known)
        words = {"first": whole(first.value), "day": self.days[0], "last": whole(last.value), "then": self.days[1]}
        change = marked(self.turn_text(panel), proven=first.proven and last.proven)
        return tr("{name}: {first} on {day}, {last} on {then}, {change}.", name=panel.label, change=change, **words)


def counted(before: frozenset[str], then: frozenset[str], day: str) -> str:
    """Which components of health count from a day on, and which no more; "" where they are the same."""
    found = []
    for some, gone in ((then - before, False), (before - then, True)):
        names = ", ".join(tr(LABELS[key]) for key in LABELS if key in some)
        if names and gone:
            found.append(tr("no value of {names} from {day}", names=names, day=day))
        elif names:
            found.append(trn("{names} counts from {day}", "{names} count from {day}", len(some), names=names, day=day))
    return "; ".join(found)
