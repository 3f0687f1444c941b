# SPDX-License-Identifier: Apache-2.0
"""One account's strip of C12: its reviews, what each covered by the intervals of its time, and what came late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from planner.entities.reviews.network_review import NetworkReview
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr, trn
from planner.rules.cadence import Cadence, Era, review_cadence, review_eras
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.views.review_view import site_name

_STATES: Final = {"overdue": "act", "due": "watch", "soon": "watch", "unknown": "unknown"}
URGENT: Final = ("overdue", "due", "soon", "unknown", "ok", "on_request")
Stretch = tuple[date, date]


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

    @property
    def label(self) -> str:
        """The words in the strip, which belong to the review at its end."""
        return tr("done {gap}", gap=self.words) if self.closed else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One account. ``bands`` are the stretches that a review covers; ``state`` is the glyph beside ``words`` or "".

    ``free`` are stretches without an interval, ``eras`` the days on which the interval changed with what it was from
    then on, empty where it never did; ``note`` tells of a review that is planned for after the day it is due,
    and ``brief`` is the rule where there is little room.
    """

    account_id: str
    name: str
    reason: str
    state: str
    words: str
    order: tuple[int, int]
    due: date | None
    dots: tuple[Dot, ...]
    bands: tuple[Stretch, ...]
    gaps: tuple[Gap, ...]
    sentence: str
    free: tuple[Stretch, ...] = ()
    eras: tuple[tuple[date, str], ...] = ()
    note: str = ""
    brief: str = ""

    @property
    def era_words(self) -> tuple[str, ...]:
        """Each interval with the day from which it was in force, for the card of the strip."""
        return tuple(tr("from {day}: {words}", day=day_text(day), words=words) for day, words in self.eras)


@dataclass(slots=True)
class _Parts:
    """What a strip is made of while it is worked out."""

    dots: list[Dot]
    bands: list[Stretch]
    gaps: list[Gap]
    free: list[Stretch]

    def cover(self, last: date, until: date, eras: Sequence[Era], *, closed: bool) -> None:
        """What the review of ``last`` covered until the next one or today, by the interval of each day."""
        for start, end, interval in _pieces(last, until, eras):
            due = last + timedelta(days=interval) if interval else end
            if not interval:
                _add(self.free, start, end)
                continue
            if due > start:
                _add(self.bands, start, min(due, end), last)
            if due < end:
                self.late(max(due, start), end, closed=closed and end == until)

    def late(self, start: date, end: date, *, closed: bool) -> None:
        """A stretch beyond the interval; one that follows another is the same."""
        if self.gaps and self.gaps[-1].end == start and start not in {dot.on for dot in self.dots}:
            start = self.gaps.pop().start
        words = tr("{n} d late", n=(end - start).days)
        self.gaps.append(Gap(start=start, end=end, words=words, closed=closed))


def _add(found: list[Stretch], start: date, end: date, last: date | None = None) -> None:
    """Another stretch, joined to the one before where both follow the same review."""
    if found and found[-1][1] == start and start != last:
        start = found.pop()[0]
    found.append((start, end))


def _pieces(last: date, until: date, eras: Sequence[Era]) -> Iterator[tuple[date, date, int | None]]:
    """The stretch from one review to the next, cut where the interval changed."""
    ends = [*(era.start for era in eras[1:]), date.max]
    for era, end in zip(eras, ends, strict=True):
        a, b = max(last, era.start), min(until, end)
        if a < b:
            yield a, b, era.interval


def strip_of(facts: AccountFacts, rules: Rules, as_of: date, span: Stretch) -> Strip:
    """One account's strip: its reviews, what each covered by the intervals of its time, and the gaps."""
    known, now = facts.at(as_of), review_cadence(facts, rules, as_of)
    done = sorted(((r.done_on, r.id, r) for r in known.reviews if r.done_on is not None), key=lambda r: r[:2])
    last = known.account.plan_start
    first = min([day for day in (last, done[0][0] if done else None, span[0]) if day])
    eras = review_eras(known, rules, first, as_of)
    found = _Parts([], [], [], [])
    for day, _, review in done:
        interval = None
        if last is not None and last < day:
            interval = next((era.interval for era in reversed(eras) if era.start < day), None)
            found.cover(last, day, eras, closed=True)
        past = next(((gap.end - gap.start).days for gap in found.gaps[-1:] if gap.end == day), 0)
        found.dots.append(_dot(review, day, site_name(known, review.site_id), (last, interval, past)))
        last = day
    if last is not None:
        found.cover(last, as_of, eras, closed=False)
        if now.next_due is not None and now.next_due > as_of:
            _add(found.bands, max(last, as_of), now.next_due)
    for review in known.reviews:
        if review.done_on is None and review.planned_on is not None and review.state != "closed":
            past = max(0, (review.planned_on - now.next_due).days) if now.next_due else 0
            site, before = site_name(known, review.site_id), (last, now.interval, past)
            found.dots.append(_dot(review, review.planned_on, site, before, planned=True))
    return _strip(facts, now, (found, eras), span)


def _strip(facts: AccountFacts, now: Cadence, parts: tuple[_Parts, Sequence[Era]], span: Stretch) -> Strip:
    """The parts that lie within the months shown."""
    (start, end), (found, eras) = span, parts
    shown = tuple(gap for gap in found.gaps if gap.end > start)
    changes = _changes(eras, start)
    words = now.text.text()
    longest = max(shown, key=lambda gap: (gap.end - gap.start).days, default=None)
    last = tr("last {day}", day=day_text(now.last_done)) if now.last_done else tr("never reviewed")
    said = tr("{account}: {last}, {state}", account=facts.account.name, last=last, state=words)
    if longest is not None:
        said = tr("{said}; longest gap {gap}", said=said, gap=longest.words)
    if changes:
        said = tr("{said}; interval since {day}: {words}", said=said, day=day_text(changes[-1][0]),
                  words=changes[-1][1])  # fmt: skip
    note = _note(found.dots, now)
    return Strip(
        account_id=facts.account.id,
        name=facts.account.name,
        reason=_rule(now, facts.account.grade),
        state=_STATES.get(now.state, ""),
        words=words,
        order=(URGENT.index(now.state), -(now.past if now.past is not None else -100_000)),
        due=now.next_due if now.next_due and start <= now.next_due <= end else None,
        dots=tuple(dot for dot in found.dots if start <= dot.on <= end),
        bands=_within(found.bands, span),
        gaps=shown,
        sentence=tr("{said}; {note}.", said=said, note=note) if note else tr("{said}.", said=said),
        free=_within(found.free, span),
        eras=changes,
        note=note,
        brief=_brief(now, facts.account.grade),
    )


def _within(found: Sequence[Stretch], span: Stretch) -> tuple[Stretch, ...]:
    start, end = span
    return tuple((max(a, start), min(b, end)) for a, b in found if b > start and a < end and b > a)


def _changes(eras: Sequence[Era], start: date) -> tuple[tuple[date, str], ...]:
    """What was in force at the first day shown, and each change after it; nothing where there was none."""
    later = [era for era in eras if era.start > start]
    if not later:
        return ()
    before = [Era(start, era.interval) for era in eras if era.start <= start][-1:]
    return tuple((era.start, _era_words(era)) for era in (*before, *later))


def _era_words(era: Era) -> str:
    if era.interval is None:
        return tr("no grade")
    return tr("{n} d", n=era.interval) if era.interval else tr("on request")


def _note(dots: Sequence[Dot], now: Cadence) -> str:
    """A review that is planned for after the day it is due."""
    first = min((dot for dot in dots if dot.planned), key=lambda dot: dot.on, default=None)
    if first is None or not first.past or now.next_due is None:
        return ""
    return tr("planned {n} d after due", n=first.past)


def _rule(now: Cadence, grade: str) -> str:
    """The rule in force in a few words: grade, interval, and the risk that shortens it."""
    if now.shortened_by and now.interval:
        risk = tr("extreme risk") if now.shortened_by == "extreme" else tr("high risk")
        if grade == "ungraded":
            return tr("No grade: {n} d ({risk})", n=now.interval, risk=risk)
        return tr("Grade {grade}: {n} d ({risk})", grade=grade, n=now.interval, risk=risk)
    if now.base is None:
        return tr("not graded")
    if not now.base:
        return tr("Grade {grade}: on request", grade=grade)
    return tr("Grade {grade}: every {n} d", grade=grade, n=now.base)


def _brief(now: Cadence, grade: str) -> str:
    """Grade and interval alone."""
    if not now.interval:
        return tr("not graded") if now.base is None else tr("{grade}: on request", grade=grade)
    if grade == "ungraded":
        return tr("{n} d", n=now.interval)
    return tr("{grade}: {n} d", grade=grade, n=now.interval)


def _dot(
    review: NetworkReview, on: date, site: str, before: tuple[date | None, int | None, int], *, planned: bool = False
) -> Dot:
    last, interval, past = before
    since = (on - last).days if last is not None else None
    name = tr("Network review, site {site}", site=site) if site else tr("Network review")
    if planned:
        said = tr("{name}, planned for {day}", name=name, day=day_text(on))
        if past:
            said = tr("{said}, {n} d after due", said=said, n=past)
    else:
        said = tr("{name}, {day}", name=name, day=day_text(on))
        if since is not None:
            said = tr("{said}, {days} after the last", said=said, days=trn("{n} day", "{n} days", since))
        if past:
            said = tr("{said}, {gap}", said=said, gap=tr("{n} d late", n=past))
    return Dot(
        review_id=review.id, on=on, planned=planned, site=site, since=since, interval=interval or None,
        past=past if since is not None and interval else None, sentence=said,
    )  # fmt: skip
