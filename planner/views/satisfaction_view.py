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
_APART = 0.12
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
        title=_title(quarters, measure),
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
                tr("fewer than {n} answers: not sure", n=rules.satisfaction.thin_below)),
        row_labels=(tr("Answers"), tr("Calls reached"), tr("Against expected")),
        quote=quote,
        quote_note=note,
        empty_text="" if n else tr("Nothing is answered yet. Record a callback with its ratings:"),
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
        sentence=_said(label, mean, len(values), reached, sign),
    )


def _gap(calls: Iterable[Callback]) -> Decimal | None:
    """What was perceived overall less what was expected, on the scale 1-5, over the calls that tell both."""
    both = [(c.overall, c.expected) for c in calls if c.overall is not None and c.expected is not None]
    return hundredths(sum(a - b for a, b in both), len(both)) if both else None


def _said(label: str, mean: Decimal | None, n: int, reached: Decimal | None, sign: str) -> str:
    counts = trn("{n} answer", "{n} answers", n)
    said = tr("{label}: {value}, {counts}", label=label, counts=counts,
              value=tr("no answer") if mean is None else whole(mean))  # fmt: skip
    if reached is not None:
        said = tr("{said}, {share} reached", said=said, share=percent(reached))
    words = {"−": tr("below what was expected"), "+": tr("above what was expected"), "0": tr("as expected")}
    if sign:
        said = tr("{said}, {more}", said=said, more=words[sign])
    return tr("{said}.", said=said)


def _answers(values: Iterable[tuple[Callback, Decimal]], span: Span, measure: str) -> tuple[Answer, ...]:
    """The answers at their days; those of one day and value stand side by side."""
    start, end, _ = span
    found: list[Answer] = []
    for call, value in sorted(values, key=lambda pair: (pair[0].called_on or start, pair[1], pair[0].id)):
        assert call.called_on is not None
        place = 2 * (call.called_on - start).days / (end - start).days - 1
        while any(other.value == value and abs(other.spread - place) < _APART for other in found):
            place += _APART if place < 1 - _APART else -2
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
    """The words of the lowest answer of half a year, where it was low; never whose they are."""
    recent = [
        (value, call)
        for call in calls
        if call.text and call.called_on and (as_of - call.called_on).days <= _RECENT
        if (value := value_of(call, measure)) is not None and value < _LOW
    ]
    if not recent:
        return "", ""
    value, call = min(recent, key=lambda pair: (pair[0], -(pair[1].called_on or as_of).toordinal(), pair[1].id))
    assert call.called_on is not None
    note = tr("lowest of half a year, {measure}: {value} of 100, {day}", measure=tr(LABELS[measure]),
              value=whole(value), day=day_text(call.called_on))  # fmt: skip
    return call.text or "", note


def _title(quarters: Sequence[Quarter], measure: str) -> str:
    """At most twelve words; a change is only told between quarters with enough answers."""
    known = [q for q in quarters if q.mean is not None]
    if not known:
        return tr("No satisfaction yet: no callback answered")
    last = known[-1]
    assert last.mean is not None
    words = {"name": tr("Satisfaction") if measure == INDEX else tr(LABELS[measure]), "value": whole(last.mean),
             "quarter": last.label}  # fmt: skip
    if last.thin:
        counts = trn("{n} answer", "{n} answers", last.n)
        return tr("{name} {value} in {quarter}, from only {counts}", counts=counts, **words)
    before = next((q for q in reversed(known[:-1]) if not q.thin), None)
    if before is None or before.mean is None:
        return tr("{name} {value} in {quarter}, nothing earlier to compare with", **words)
    moved = whole(last.mean) - whole(before.mean)
    if abs(moved) <= 3:
        return tr("{name} {value} in {quarter}, steady since {before}", before=before.label, **words)
    if moved < 0:
        return tr("{name} {value} in {quarter}, down {n} since {before}", n=-moved, before=before.label, **words)
    return tr("{name} {value} in {quarter}, up {n} since {before}", n=moved, before=before.label, **words)


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
    rest = tr("Health counts a year of answers, newer ones more: {value}.", value=whole(now))
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
        title=_title(quarters, INDEX),
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
        said = _said(label, mean, n, None, "")
    return Quarter(key=end.isoformat(), label=label, start=start, end=end, mean=mean, n=n, thin=False, calls=n,
                   reached=None, gap=None, sign="", answers=(), sentence=said,
                   least=LEAST_WAVE if mean is None else 0)  # fmt: skip
