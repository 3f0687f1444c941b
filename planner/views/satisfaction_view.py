# SPDX-License-Identifier: Apache-2.0
"""Builds the satisfaction chart from callbacks: quarters, answers, reached rate, expectation (ux C7, D7).

For a customer there is an edition of its own, from quarters that were added up from shareable callbacks in the store:
no single answer, no words, and no quarter of fewer than five people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from planner.entities.service.callback import Callback
from planner.kernel.dates import day_text
from planner.kernel.errors import PlannerError
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.lines import hundredths, share
from planner.rules.ruleset import Rules
from planner.rules.satisfaction import event_value, satisfaction
from planner.rules.shared_account import LEAST_WAVE, Wave
from planner.views.audience import CUSTOMER, require
from planner.views.charts import percent, whole
from planner.views.satisfaction_chart import SATISFACTION, Answer, Quarter, SatisfactionChart

INDEX = "index"
LABELS = {
    INDEX: N_("All three ratings"),
    "tech": N_("Technical ability"),
    "attitude": N_("Service attitude"),
    "norms": N_("Service norms"),
    "overall": N_("Overall"),
}
_QUARTERS = 6
_RECENT = 180
_LOW = 60
_RUN = 3
# A change to or from a quarter of fewer answers is told with both values and their number, never as "down 7" (ux P23).
_CLAIM, _PAIR = 10, 2
# How far answers stand apart, as a share of half the bar, when their values differ by less than so many points.
_APART, _NEAR = 0.6, 6
# What was expected is asked of the whole service, not of each rating.
_OF_THE_WHOLE = {INDEX, "overall"}


def satisfaction_view(
    facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal", option: str = INDEX
) -> SatisfactionChart:
    """Satisfaction over six quarters; ``option`` is one of the ratings or all three.

    PlannerError for the customer audience, whose edition is `of_waves`.
    """
    require(SATISFACTION, audience)
    if audience == CUSTOMER:
        raise PlannerError(tr("For customers this chart is made from shareable records alone."), "audience")
    measure = option or INDEX
    known = facts.at(as_of)
    calls = [call for call in known.callbacks if call.called_on is not None]
    spans = _spans(as_of)
    quarters = tuple(_quarter(calls, span, measure, rules) for span in spans)
    inside = [c for c in calls if c.called_on is not None and spans[0][0] <= c.called_on <= as_of]
    quote, note = _quote(inside, measure, as_of)
    n = sum(q.n for q in quarters)
    return SatisfactionChart(
        kind=SATISFACTION,
        account=facts.account.name,
        title=_title(quarters, tr("Callback index") if measure == INDEX else tr(LABELS[measure]), rules),
        subtitle=_subtitle(quarters, measure, as_of),
        footer=_footer(len(inside), (known if measure == INDEX else None), rules, as_of),
        audience=audience,
        as_of=as_of,
        option=measure,
        quarters=quarters,
        joined=_joined(quarters),
        measure=tr(LABELS[measure]),
        thin_below=rules.satisfaction.thin_below,
        legend=(tr("one answer"), tr("mean of the quarter"),
                tr("mean of fewer than {n} answers: not sure", n=rules.satisfaction.thin_below)),
        row_labels=(tr("Answers"), tr("Calls reached"), _asked(measure)),
        quote=quote,
        quote_note=note,
        empty_text="" if n else tr(
            "Nothing is answered yet. Record a callback with its ratings, and its quarter stands here."
        ),
    )  # fmt: skip


def value_of(call: Callback, measure: str) -> Decimal | None:
    """An answer 0-100 in one rating or in all three; None where it was not given."""
    if measure == INDEX:
        return event_value(call)
    rating = {"tech": call.tech, "attitude": call.attitude, "norms": call.norms, "overall": call.overall}[measure]
    return None if rating is None else hundredths(100 * (rating - 1), 4)


Span = tuple[date, date, str]


def _spans(as_of: date) -> list[Span]:
    """The quarter of a day and the five before it, oldest first."""
    year, quarter = as_of.year, (as_of.month - 1) // 3
    spans: list[Span] = []
    for _ in range(_QUARTERS):
        start = date(year, quarter * 3 + 1, 1)
        after = date(year + (quarter == 3), (quarter * 3 + 3) % 12 + 1, 1)
        spans.append((start, after - timedelta(days=1), tr("Q{n} {year}", n=quarter + 1, year=year)))
        year, quarter = (year - 1, 3) if quarter == 0 else (year, quarter - 1)
    return spans[::-1]


def _in(call: Callback, span: Span) -> bool:
    return call.called_on is not None and span[0] <= call.called_on <= span[1]


def _quarter(calls: Iterable[Callback], span: Span, measure: str, rules: Rules) -> Quarter:
    start, end, label = span
    here = [call for call in calls if _in(call, span)]
    values = [(call, value) for call in here if (value := value_of(call, measure)) is not None]
    told = [call.reached for call in here if call.reached is not None]
    total = sum(int(value * 100) for _, value in values)
    mean = hundredths(total, 100 * len(values)) if values else None
    gap = _gap(here) if measure in _OF_THE_WHOLE else None
    within = Decimal(rules.satisfaction.gap_within).scaleb(-2)
    sign = "" if gap is None else "−" if gap <= -within else "+" if gap >= within else "0"
    reached = share(sum(told), len(told)) if told else None
    answers = _answers(values, span, measure)
    return Quarter(
        key=end.isoformat(),
        label=label,
        start=start,
        end=end,
        mean=mean,
        n=len(values),
        thin=len(values) < rules.satisfaction.thin_below,
        calls=len(here),
        reached=reached,
        gap=gap,
        sign=sign,
        answers=answers,
        sentence=_said(label, mean, (len(values), measure), reached, sign),
    )


def _gap(calls: Iterable[Callback]) -> Decimal | None:
    """What was perceived overall less what was expected, on the scale 1-5, over the calls that tell both."""
    both = [(c.overall, c.expected) for c in calls if c.overall is not None and c.expected is not None]
    return hundredths(sum(a - b for a, b in both), len(both)) if both else None


def _asked(measure: str) -> str:
    """What was expected was asked of the service overall; beside other ratings that is said."""
    return tr("Against expected") if measure == "overall" else tr("Overall, against expected")


def _said(label: str, mean: Decimal | None, of: tuple[int, str], reached: Decimal | None, sign: str) -> str:
    n, measure = of
    counts = trn("{n} answer", "{n} answers", n)
    said = tr("{label}: {value}, {counts}", label=label, counts=counts,
              value=tr("no answer") if mean is None else whole(mean))  # fmt: skip
    if reached is not None:
        said = tr("{said}, {share} reached", said=said, share=percent(reached))
    words = {"−": tr("below what was expected"), "+": tr("above what was expected"), "0": tr("as expected")}
    if sign and measure != "overall":
        said = tr("{said}, overall {more}", said=said, more=words[sign])
    elif sign:
        said = tr("{said}, {more}", said=said, more=words[sign])
    return tr("{said}.", said=said)


def _answers(values: Iterable[tuple[Callback, Decimal]], span: Span, measure: str) -> tuple[Answer, ...]:
    """The answers above the middle of their quarter; those of nearly one value stand side by side, by their days."""
    by_day = sorted(values, key=lambda pair: (pair[0].called_on or span[0], pair[0].id))
    found: list[Answer] = []
    for number, (call, value) in enumerate(by_day):
        near = [n for n, (_, other) in enumerate(by_day) if abs(other - value) < _NEAR]
        place = (near.index(number) - (len(near) - 1) / 2) * min(_APART, 2 / len(near))
        found.append(_answer(call, value, measure, round(place, 3)))
    return tuple(found)


def _answer(call: Callback, value: Decimal, measure: str, spread: float) -> Answer:
    assert call.called_on is not None
    ratings = tr("technical {tech}, attitude {attitude}, norms {norms}, overall {overall}",
                 tech=_rating(call.tech), attitude=_rating(call.attitude), norms=_rating(call.norms),
                 overall=_rating(call.overall))  # fmt: skip
    name = tr("{name}: {value} of 100", name=tr(LABELS[measure]), value=whole(value))
    return Answer(callback_id=call.id, on=call.called_on, value=value, spread=spread,
                  words=(name, day_text(call.called_on), ratings))  # fmt: skip


def _rating(value: int | None) -> str:
    return "–" if value is None else str(value)


def _joined(quarters: Sequence[Quarter]) -> tuple[tuple[int, ...], ...]:
    """Runs of at least three quarters that follow each other with enough answers each; only these are a line."""
    runs: list[list[int]] = [[]]
    for number, quarter in enumerate(quarters):
        if quarter.mean is None or quarter.thin:
            runs.append([])
        else:
            runs[-1].append(number)
    return tuple(tuple(run) for run in runs if len(run) >= _RUN)


def _quote(calls: Iterable[Callback], measure: str, as_of: date) -> tuple[str, str]:
    """The words of the lowest answer of half a year, where it was low; never whose they are.

    A single rating has them only where it was the lowest of that call, as the words are not of each rating.
    """
    recent = [
        (value, call)
        for call in calls
        if call.text and call.called_on and (as_of - call.called_on).days <= _RECENT
        if (value := value_of(call, measure)) is not None and value < _LOW and _is_about(call, measure, value)
    ]
    if not recent:
        return "", ""
    value, call = min(recent, key=lambda pair: (pair[0], -(pair[1].called_on or as_of).toordinal(), pair[1].id))
    assert call.called_on is not None
    note = tr("said in the call of {day}; {measure} {value} of 100, the lowest of half a year",
              measure=tr(LABELS[measure]), value=whole(value), day=day_text(call.called_on))  # fmt: skip
    return call.text or "", note


def _is_about(call: Callback, measure: str, value: Decimal) -> bool:
    """Whether the words of a call stand with this measure: with all ratings, or with the one that was alone lowest."""
    others = (value_of(call, other) for other in ("tech", "attitude", "norms") if other != measure)
    return measure == INDEX or (measure != "overall" and all(other is None or other > value for other in others))


def _title(quarters: Sequence[Quarter], name: str, rules: Rules) -> str:
    """At most twelve words; a change of few answers is told with their number, to one answer as two values at most.

    What is steady is what the trend calls so, of satisfaction as of every part of health.
    """
    known, steady = [q for q in quarters if q.mean is not None], rules.health.steady_within
    if not known:
        return tr("No satisfaction yet: no callback answered")
    last = known[-1]
    words = {"name": name, "value": _level(last), "quarter": last.label}
    if last.thin:
        return _thin_title(known, words, steady)
    before = next((q for q in reversed(known[:-1]) if not q.thin), None)
    if before is None:
        return tr("{name} {value} in {quarter}, nothing earlier to compare with", **words)
    moved = _level(last) - _level(before)
    if abs(moved) <= steady:
        return tr("{name} {value} in {quarter}, steady since {before}", before=before.label, **words)
    return _moved_title(last, before, words, moved)


def _moved_title(last: Quarter, before: Quarter, words: dict[str, object], moved: int) -> str:
    """A change between two quarters with answers enough for a bar; in points where there are enough for that too."""
    if min(last.n, before.n) >= _CLAIM:
        words |= {"n": abs(moved), "before": before.label}
        if moved < 0:
            return tr("{name} {value} in {quarter}, down {n} since {before}", **words)
        return tr("{name} {value} in {quarter}, up {n} since {before}", **words)
    words |= {"before": _level(before), "counts": trn("{n} answer", "{n} answers", last.n)}
    if moved < 0:
        return tr("{name} fell from {before} to {value} in {quarter}, on {counts}", **words)
    return tr("{name} rose from {before} to {value} in {quarter}, on {counts}", **words)


def _level(quarter: Quarter) -> int:
    return whole(quarter.mean or Decimal())


def _thin_title(known: Sequence[Quarter], words: dict[str, object], steady: int) -> str:
    """The change from the last other level; else the level from so few.

    Of one answer no change is told: its value stands after that of the quarter.
    """
    last, before = known[-1], _other_level(known, steady)
    if last.n == 1:
        if before is None:
            return tr("{name} {value} in {quarter}, from one answer", **words)
        return tr("{name} {value} on one answer, after {before} in {quarter}",
                  **words | {"before": _level(before), "quarter": before.label})  # fmt: skip
    counts = trn("{n} answer", "{n} answers", last.n)
    if before is None:
        return tr("{name} {value} in {quarter}, from only {counts}", counts=counts, **words)
    words["before"] = _level(before)
    if _level(last) < _level(before):
        return tr("{name} fell from {before} to {value}, on only {counts}", counts=counts, **words)
    return tr("{name} rose from {before} to {value}, on only {counts}", counts=counts, **words)


def _other_level(known: Sequence[Quarter], steady: int) -> Quarter | None:
    """The last quarter of two answers at least whose level differed; None where one between lies beyond both."""
    now = _level(known[-1])
    for n in range(len(known) - 2, -1, -1):
        then = _level(known[n])
        if known[n].n >= _PAIR and abs(now - then) > steady:
            low, high = min(now, then) - steady, max(now, then) + steady
            return known[n] if all(low <= _level(q) <= high for q in known[n + 1 : -1]) else None
    return None


def _subtitle(quarters: Sequence[Quarter], measure: str, as_of: date) -> str:
    counts = trn("{n} answer", "{n} answers", sum(q.n for q in quarters))
    return tr("Callbacks · {measure} · 0–100 · {counts} · as of {day}", measure=tr(LABELS[measure]), counts=counts,
              day=day_text(as_of))  # fmt: skip


def _footer(calls: int, known: AccountFacts | None, rules: Rules, as_of: date) -> str:
    """The source, and with the facts of all ratings what Health makes of the same answers, which is no bar here."""
    said = trn("Source: {n} callback, {day}.", "Source: {n} callbacks, {day}.", calls, day=day_text(as_of))
    now = satisfaction(known, rules, as_of).explained.value if known else None
    if now is None:
        return said
    rest = tr(
        "The callback index is the mean of one quarter; Satisfaction in Health, {value}, counts a year of answers, "
        "newer ones more.",
        value=whole(now),
    )
    return tr("{first} {second}", first=said, second=rest)


def of_waves(account: str, waves: Iterable[Wave], rules: Rules, as_of: date) -> SatisfactionChart:
    """The customer's edition from quarters that were added up in the store; single answers were never loaded.

    PlannerError where no quarter has enough people.
    """
    require(SATISFACTION, CUSTOMER)
    by_quarter = {(wave.year, wave.quarter): wave for wave in waves if wave.value is not None}
    spans = _spans(as_of)
    quarters = tuple(_of_wave(by_quarter.get((s[0].year, (s[0].month + 2) // 3)), s) for s in spans)
    if not any(quarter.n for quarter in quarters):
        text = tr(
            "Satisfaction is shared by quarters with answers of at least {n} people that are marked for customers; "
            "there is none. Mark more callbacks as Shareable, or choose the internal audience.",
            n=LEAST_WAVE,
        )
        raise PlannerError(text, "audience")
    return SatisfactionChart(
        kind=SATISFACTION,
        account=account,
        title=_title(quarters, tr("Satisfaction"), rules),
        subtitle=_subtitle(quarters, INDEX, as_of),
        footer=tr("An aggregate of at least {n} answers; no single answer is shown.", n=LEAST_WAVE),
        audience=CUSTOMER,
        as_of=as_of,
        option=INDEX,
        quarters=quarters,
        joined=_joined(quarters),
        measure=tr(LABELS[INDEX]),
        thin_below=rules.satisfaction.thin_below,
        legend=(tr("one answer"), tr("mean of the quarter"), ""),
        row_labels=(tr("Answers"), tr("Calls reached"), tr("Against expected")),
        aggregate=True,
    )


def _of_wave(wave: Wave | None, span: Span) -> Quarter:
    """A quarter without enough people says that, and never how many there were."""
    start, end, label = span
    mean = None if wave is None or wave.value is None else Decimal(str(round(wave.value, 2)))
    n = wave.n if wave and mean is not None else 0
    said = tr("{label}: fewer than {n} answers, not shown.", label=label, n=LEAST_WAVE)
    if mean is not None:
        said = _said(label, mean, (n, INDEX), None, "")
    return Quarter(key=end.isoformat(), label=label, start=start, end=end, mean=mean, n=n, thin=False, calls=n,
                   reached=None, gap=None, sign="", answers=(), sentence=said,
                   least=LEAST_WAVE if mean is None else 0)  # fmt: skip
