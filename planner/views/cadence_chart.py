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
from planner.rules.cadence import Cadence, review_cadence
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.views.audience import require
from planner.views.charts import ChartView
from planner.views.months import months
from planner.views.review_view import site_name
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

REVIEW_CADENCE: Final = "review-cadence"
BACK, AHEAD = 365, 90
_MOST_WORDS: Final = 12
_STATES: Final = {"overdue": "act", "due": "watch", "soon": "watch", "unknown": "unknown"}
_URGENT: Final = ("overdue", "due", "soon", "unknown", "ok", "on_request")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One network review on its day; ``planned`` ones lie ahead and are hollow. ``since`` counts days after the last.

    ``interval`` is the one that was in force, ``past`` the days beyond it, both None where nothing came before.
    """

    review_id: str
    on: date
    planned: bool
    site: str
    since: int | None
    interval: int | None
    past: int | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch beyond the interval, from the day it was due to the next review or today, with its length in words.

    ``closed`` ones ended with a review; an open one is told by the state beside the strip.
    """

    start: date
    end: date
    words: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One account. ``bands`` are the stretches that a review covers; ``state`` is the glyph beside ``words`` or ""."""

    account_id: str
    name: str
    reason: str
    state: str
    words: str
    order: tuple[int, int]
    due: date | None
    dots: tuple[Dot, ...]
    bands: tuple[tuple[date, date], ...]
    gaps: tuple[Gap, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceChart(ChartView):
    """The strips, that of the chosen account first; ``months`` are the first days of months with their words.

    ``legend`` has the words of a done review, a planned one, the band, the day it is next due, and a gap.
    """

    start: date
    end: date
    months: tuple[tuple[date, str], ...]
    strips: tuple[Strip, ...]
    today_label: str
    legend: tuple[str, ...] = ()
    empty_text: str = ""

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
) -> CadenceChart:
    """The strip of an account, and below it those of ``others``, the most urgent first; ``left_out`` counts the rest.

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
        footer=_footer(len(strips), left_out, as_of),
        audience=audience,
        as_of=as_of,
        start=start,
        end=end,
        months=months(start, end),
        strips=strips,
        today_label=tr("today"),
        legend=legend(),
        empty_text="" if number else tr("No network review in these months. Record one, done or planned:"),
    )  # fmt: skip


def legend() -> tuple[str, str, str, str, str]:
    """The words of the signs in a strip."""
    return tr("done"), tr("planned"), tr("within the interval"), tr("next due"), tr("late")


def strip_of(facts: AccountFacts, rules: Rules, as_of: date, span: tuple[date, date]) -> Strip:
    """One account's strip: its reviews, what each covered by the interval of its time, and the gaps."""
    known, now = facts.at(as_of), review_cadence(facts, rules, as_of)
    done = sorted((r for r in known.reviews if r.done_on is not None), key=lambda r: (r.done_on or date.min, r.id))
    dots: list[Dot] = []
    bands: list[tuple[date, date]] = []
    gaps: list[Gap] = []
    last, covered, interval = known.account.plan_start, known.account.plan_start, None
    for review in done:
        assert review.done_on is not None
        if last is not None and last < review.done_on:
            # by the rules and risks of the evening before, when the next one was still awaited
            interval = review_cadence(facts, rules, review.done_on - timedelta(days=1)).interval
            covered = last + timedelta(days=interval) if interval else None
            bands.append((last, min(covered, review.done_on)) if covered else (last, last))
            if covered and review.done_on > covered:
                gaps.append(_gap(covered, review.done_on, closed=True))
        dots.append(_dot(review.id, review.done_on, site_name(known, review.site_id), (last, interval)))
        last = review.done_on
    if last is not None and now.next_due is not None:
        bands.append((last, now.next_due))
        if as_of > now.next_due:
            gaps.append(_gap(now.next_due, as_of, closed=False))
    for review in known.reviews:
        if review.done_on is None and review.planned_on is not None and review.state != "closed":
            site = site_name(known, review.site_id)
            dots.append(_dot(review.id, review.planned_on, site, (last, now.interval), planned=True))
    return _strip(facts, now, (dots, bands, gaps), span)


def _strip(
    facts: AccountFacts,
    now: Cadence,
    parts: tuple[list[Dot], list[tuple[date, date]], list[Gap]],
    span: tuple[date, date],
) -> Strip:
    """The parts that lie within the months shown."""
    start, end = span
    dots, bands, gaps = parts
    shown = tuple(gap for gap in gaps if gap.end > start)
    words = now.text.text()
    longest = max(shown, key=lambda gap: (gap.end - gap.start).days, default=None)
    last = tr("last {day}", day=day_text(now.last_done)) if now.last_done else tr("never reviewed")
    said = tr("{account}: {last}, {state}", account=facts.account.name, last=last, state=words)
    if longest is not None:
        said = tr("{said}; longest gap {gap}", said=said, gap=longest.words)
    return Strip(
        account_id=facts.account.id,
        name=facts.account.name,
        reason=_rule(now, facts.account.grade),
        state=_STATES.get(now.state, ""),
        words=words,
        order=(_URGENT.index(now.state), -(now.past if now.past is not None else -100_000)),
        due=now.next_due if now.next_due and start <= now.next_due <= end else None,
        dots=tuple(dot for dot in dots if start <= dot.on <= end),
        bands=tuple((max(a, start), min(b, end)) for a, b in bands if b > start and a < end and b > a),
        gaps=shown,
        sentence=tr("{said}.", said=said),
    )


def _rule(now: Cadence, grade: str) -> str:
    """The rule in force in a few words: grade, interval, and the risk that shortens it."""
    if not now.interval or not now.shortened_by:
        return tr("not graded") if now.base is None and not now.interval else now.reason.text()
    risk = tr("extreme risk") if now.shortened_by == "extreme" else tr("high risk")
    words = {"n": now.interval, "risk": risk}
    return tr("{grade}: {n} d ({risk})", grade=grade, **words) if now.base else tr("{n} d ({risk})", **words)


def _gap(start: date, end: date, *, closed: bool) -> Gap:
    return Gap(start=start, end=end, words=tr("{n} d late", n=(end - start).days), closed=closed)


def _dot(review_id: str, on: date, site: str, before: tuple[date | None, int | None], *, planned: bool = False) -> Dot:
    last, interval = before
    since = (on - last).days if last is not None else None
    past = max(0, since - interval) if since is not None and interval else None
    name = tr("Network review, site {site}", site=site) if site else tr("Network review")
    said = tr("{name}, planned for {day}", name=name, day=day_text(on)) if planned else tr(
        "{name}, {day}", name=name, day=day_text(on))  # fmt: skip
    if since is not None and not planned:
        said = tr("{said}, {days} after the last", said=said, days=trn("{n} day", "{n} days", since))
    if past and not planned:
        said = tr("{said}, {gap}", said=said, gap=tr("{n} d late", n=past))
    return Dot(review_id=review_id, on=on, planned=planned, site=site, since=since, interval=interval, past=past,
               sentence=said)  # fmt: skip


def _footer(shown: int, left_out: int, as_of: date) -> str:
    """What the rows are, and how many accounts are none."""
    day = day_text(as_of)
    said = trn(
        "{n} account, the most urgent below the first; {day}.",
        "{n} accounts, the most urgent below the first; {day}.",
        shown,
        day=day,
    )
    if not left_out:
        return said
    rest = trn(
        "{n} account due later or never is not shown.", "{n} accounts due later or never are not shown.", left_out
    )
    return tr("{first} {second}", first=said, second=rest)


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
    on_time = strip.order[0] == _URGENT.index("ok")
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
