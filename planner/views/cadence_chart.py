# SPDX-License-Identifier: Apache-2.0
"""C12: are network reviews in their rhythm: a dot strip per account over 12 months, its interval as a band (ux C12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.views.audience import require
from planner.views.cadence_strip import URGENT, Dot, Strip, strip_of
from planner.views.charts import ChartView
from planner.views.months import months
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

REVIEW_CADENCE: Final = "review-cadence"
BACK, AHEAD = 365, 90
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceChart(ChartView):
    """The strips, that of the chosen account first; ``months`` are the first days of months with their words.

    ``legend`` has the words of each sign by its key: done, planned, band, due, late, and where they occur free, change,
    watch and act. ``rest`` counts the accounts that are no strip at all.
    """

    start: date
    end: date
    months: tuple[tuple[date, str], ...]
    strips: tuple[Strip, ...]
    today_label: str
    legend: tuple[tuple[str, str], ...] = ()
    empty_text: str = ""
    rest: int = 0

    def share(self, day: date) -> float:
        """The place of a day on the axis, 0 to 1; days beyond the ends lie on them."""
        return min(1.0, max(0.0, (day - self.start).days / (self.end - self.start).days))

    @override
    def table(self) -> TableView:
        """Every review of the chart, the newest first."""
        columns = (
            Column(key="account", title=N_("Account"), width=180),
            Column(key="site", title=N_("Site"), width=120),
            Column(key="on", title=N_("Review")),
            Column(key="since", title=N_("Days since the last"), kind="number", align="right"),
            Column(key="interval", title=N_("Interval, days"), kind="number", align="right"),
            Column(key="past", title=N_("Days past"), kind="number", align="right"),
            Column(key="state", title=N_("Now")),
        )
        rows = [
            Row(key=dot.review_id, cells=_cells(strip, dot))
            for strip in self.strips
            for dot in sorted(strip.dots, key=lambda d: d.on, reverse=True)
        ]
        rows += [
            Row(key=s.account_id, cells=(s.name, "", "", None, None, None, s.words)) for s in self.strips if not s.dots
        ]
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """Each account with its last review, its state and its longest gap."""
        return " ".join([tr("{title}.", title=self.title), *(strip.sentence for strip in self.strips)])


def _cells(strip: Strip, dot: Dot) -> tuple[AnyCell, ...]:
    planned = tr("planned") if dot.planned else strip.words
    day = CellValue(text=day_text(dot.on), raw=dot.on.isoformat())
    return (strip.name, dot.site, day, dot.since, dot.interval, dot.past or None, planned)


def cadence_view(
    facts: AccountFacts,
    rules: Rules,
    *,
    as_of: date,
    audience: str = "internal",
    others: Iterable[AccountFacts] = (),
    left_out: int = 0,
    never: int = 0,
) -> CadenceChart:
    """The strip of an account, and below it those of ``others``, the most urgent first; ``left_out`` counts the rest,
    ``never`` those among them that were never reviewed though they are to be.

    Raises PlannerError for the customer: the rhythm follows from the grade.
    """
    require(REVIEW_CADENCE, audience)
    start, end = as_of - timedelta(days=BACK), as_of + timedelta(days=AHEAD)
    first = strip_of(facts, rules, as_of, (start, end))
    more = sorted((strip_of(o, rules, as_of, (start, end)) for o in others), key=lambda s: (s.order, s.name))
    strips = (first, *more)
    number = sum(len(strip.dots) for strip in strips)
    done = sum(not dot.planned for dot in first.dots)
    counts = trn("{n} review done", "{n} reviews done", done)
    return CadenceChart(
        kind=REVIEW_CADENCE,
        account=facts.account.name,
        title=_title(first, more),
        subtitle=tr("Network reviews over 12 months · {counts} · as of {day}", counts=counts, day=day_text(as_of)),
        footer=_footer(len(strips), left_out, never, as_of),
        audience=audience,
        as_of=as_of,
        start=start,
        end=end,
        months=months(start, end),
        strips=strips,
        today_label=tr("today"),
        legend=legend(strips, rules),
        empty_text="" if number else _nothing(),
    )  # fmt: skip


def _nothing() -> str:
    return tr("No network review in these months. Record one, done or planned, and it stands here.")


def legend(strips: Sequence[Strip], rules: Rules) -> tuple[tuple[str, str], ...]:
    """The words of the signs that occur, each under its key."""
    states = {strip.state for strip in strips}
    limits = rules.cadence
    found = (
        ("done", tr("done"), any(not dot.planned for s in strips for dot in s.dots)),
        ("planned", tr("planned"), any(dot.planned for s in strips for dot in s.dots)),
        ("band", tr("within the interval of that time"), any(s.bands for s in strips)),
        ("due", tr("next due"), any(s.due for s in strips)),
        ("late", tr("late"), any(s.gaps for s in strips)),
        ("free", tr("no interval in force"), any(s.free for s in strips)),
        ("change", tr("interval from this day"), any(s.eras for s in strips)),
        ("watch", tr("due soon or due: from {n} % of the interval", n=limits.soon_from), "watch" in states),
        ("act", tr("overdue: above {n} %", n=limits.overdue_above), "act" in states),
    )
    return tuple((key, words) for key, words, occurs in found if occurs)


def _footer(shown: int, left_out: int, never: int, as_of: date) -> str:
    """What the rows are, and how many accounts are none; those that nobody ever reviewed apart."""
    day = day_text(as_of)
    said = trn(
        "{n} account, the most urgent below the first; {day}.",
        "{n} accounts, the most urgent below the first; {day}.",
        shown,
        day=day,
    )
    later = left_out - never
    parts = [trn("{n} never reviewed", "{n} never reviewed", never)] if never else []
    parts += [trn("{n} due later or on request", "{n} due later or on request", later)] if later > 0 else []
    if not parts:
        return said
    return tr("{first} Not shown: {rest}.", first=said, rest=", ".join(parts))


def _title(strip: Strip, others: Sequence[Strip]) -> str:
    """The chosen account and, where one is overdue beside it, the worst of the others; at most twelve words."""
    late = [other for other in others if other.state == "act"]
    if not late or strip.state == "act":
        return _alone(strip)
    own = _own(strip)
    said = tr("{own}; {account} {state}", own=own, account=late[0].name, state=late[0].words)
    if len(said.split()) <= _MOST_WORDS:
        return said
    return trn("{own}; {n} other account overdue", "{own}; {n} other accounts overdue", len(late), own=own)


def _own(strip: Strip) -> str:
    on_time = strip.order[0] == URGENT.index("ok")
    return tr("{account} {state}", account=strip.name, state=tr("on time") if on_time else strip.words)


def _alone(strip: Strip) -> str:
    if not strip.dots and strip.state == "unknown":
        return tr("No network review is recorded for {account}", account=strip.name)
    if strip.state in {"act", "watch"}:
        return tr("Network review of {account}: {state}", account=strip.name, state=strip.words)
    if strip.gaps:
        return tr("{account} is in rhythm again after a gap", account=strip.name)
    return tr("Network reviews of {account} keep their rhythm", account=strip.name) if strip.due else tr(
        "Network reviews of {account}", account=strip.name)  # fmt: skip
