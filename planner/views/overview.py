# SPDX-License-Identifier: Apache-2.0
"""The overview of one account as finished words: header facts, plan check, and the six tiles (ux W3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.entities.relations.decision_role import ROLES
from planner.entities.service.action import Action
from planner.kernel.data import dataclass
from planner.kernel.dates import short_day
from planner.kernel.numbers import whole_change
from planner.kernel.text import N_, Message, tr, trn
from planner.rules.cadence import Cadence, review_cadence
from planner.rules.due import late_words
from planner.rules.explain import Explained, Missing
from planner.rules.facts import AccountFacts
from planner.rules.health import HEALTH_WORDS, LABELS, STEADY, Health, Trend, falling, health
from planner.rules.hygiene import hygiene
from planner.rules.key_relation import key_contacts
from planner.rules.risk import Ranking, RiskState, ranked, risk_states
from planner.rules.ruleset import Rules
from planner.rules.satisfaction import Satisfaction, event_value
from planner.views.account_people import level_cell
from planner.views.charts import percent, whole

TOP = 3
HEALTH_STATES = {"healthy": "", "watch": "watch", "at_risk": "act", "critical": "act", "unproven": "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLine:
    """A line inside a tile: a sign (``state`` or ``band`` or ``level``), its words and a muted word at the right."""

    text: str
    right: str = ""
    state: str = ""
    band: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileView:
    """A tile: title with its basis, figure with sign and word, a note, lines, and 0-100 ``dots`` oldest first.

    ``tip`` is the note in whole words, "" where it says all there is.
    """

    title: str
    basis: str = ""
    number: str = ""
    state: str = ""
    word: str = ""
    note: str = ""
    note_state: str = ""
    lines: tuple[TileLine, ...] = ()
    dots: tuple[int, ...] = ()
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What header and overview show, with the results behind the figures."""

    facts_line: str
    next_step: str
    next_when: str
    next_late: bool
    gaps: tuple[Missing, ...]
    health: Health
    hygiene: Explained
    cadence: Cadence
    ranking: Ranking
    tiles: dict[str, TileView]


def overview(facts: AccountFacts, rules: Rules, today: date) -> Overview:
    """Everything of the overview, from the facts of one account on a day."""
    found = health(facts, rules, today)
    states = risk_states(facts, rules, today)
    ranking = ranked(states, rules)
    cadence = review_cadence(facts, rules, today, states)
    waiting = waiting_actions(facts)
    first = waiting[0] if waiting else None
    return Overview(
        facts_line=facts_line(facts),
        next_step=first.title if first else "",
        next_when=when_words(first.due, today) if first and first.due else "",
        next_late=bool(first and first.due and first.due < today),
        gaps=gaps(facts, found.explained, states, today),
        health=found,
        hygiene=hygiene(facts, rules, today),
        cadence=cadence,
        ranking=ranking,
        tiles={
            "health": health_tile(found, alarm=falling(facts, rules, today)),
            "satisfaction": satisfaction_tile(facts, found.satisfaction),
            "risks": risk_tile(ranking),
            "actions": action_tile(waiting, today),
            "reviews": review_tile(facts, cadence, today),
            "people": people_tile(facts, rules),
        },
    )


def facts_line(facts: AccountFacts) -> str:
    """Industry, sites and owner, those that are known."""
    account = facts.account
    sites = trn("{n} site", "{n} sites", len(facts.sites)) if facts.sites else ""
    owner = facts.person_name(account.owner_id)
    parts = (account.industry, sites, tr("owner {name}", name=owner) if owner else "")
    return " · ".join(part for part in parts if part)


def gaps(facts: AccountFacts, explained: Explained, states: Iterable[RiskState], today: date) -> tuple[Missing, ...]:
    """What a plan check finds: needs of the risks, missing inputs of health, an expired grade; each once."""
    found = [need for state in states for need in state.needs]
    found += explained.missing
    newest = max(facts.grades, key=lambda g: (g.decided_on, g.id), default=None)
    if newest is not None and newest.valid_until is not None and newest.valid_until < today:
        text = Message(N_("The grade expired on {on}"), {"on": newest.valid_until})
        found.append(Missing(text, "grade_decision", "account", facts.account.id, Message(N_("Renew"))))
    return unique(found)


def unique(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Each sentence once, in their order."""
    return tuple({item.text.text(): item for item in reversed(list(missing))}.values())[::-1]


def waiting_actions(facts: AccountFacts) -> list[Action]:
    """Open actions, the one due first first, those without a date last."""
    return sorted(facts.open_actions(), key=lambda a: (a.due is None, a.due or date.max, a.id))


def when_words(due: date, today: date) -> str:
    """ "12 d late", "today", or the day with its weekday within a week."""
    late = (today - due).days
    if late >= 0:
        return late_words(late).text()
    return short_day(due)


def health_tile(found: Health, *, alarm: bool = False) -> TileView:
    """D1 with completeness, band and the change in 90 days; ``alarm`` says that it fell two quarters running."""
    explained = found.explained
    proven = explained.value is not None and explained.band != "unproven"
    word = tr(HEALTH_WORDS[explained.band]) if explained.band else tr("no data")
    note = ""
    if found.trend is not None and proven:
        note = _trend_words(found.trend, (explained.as_of - found.trend.since).days)
    return TileView(
        title=tr("Health"),
        basis=tr("{share} of the data", share=percent(explained.completeness)),
        number=str(whole(explained.value)) if proven and explained.value is not None else "",
        state=HEALTH_STATES[explained.band or "unproven"],
        word=word,
        note=note,
        note_state="act" if alarm else "",
        lines=(TileLine(text=tr("Falling for two quarters"), state="act"),) if alarm else (),
        tip=unlike_words(found.trend) if found.trend is not None and proven else "",
    )


def _trend_words(trend: Trend, days: int) -> str:
    """How far health moved, that it is steady, or that other components counted then, which nothing is told across."""
    if trend.delta is None:
        return tr("{days} d not comparable", days=days)
    if trend.direction == STEADY:
        return tr("{days} d steady", days=days)
    points = whole_change(trend.before + trend.delta, trend.before)
    return tr("{arrow} {n} in {days} d", arrow=trend.arrow, n=abs(points), days=days)


def unlike_words(trend: Trend) -> str:
    """Why health then and now are not compared: the components that count on one of both days only; "" if they are."""
    if not trend.unlike:
        return ""
    names = ", ".join(tr(LABELS[name]) for name in trend.unlike)
    return tr("not comparable with {day}: {names}", day=short_day(trend.since), names=names)


def satisfaction_tile(facts: AccountFacts, found: Satisfaction) -> TileView:
    """D7 with its number of answers and a dot for each callback of a year."""
    since = found.explained.as_of
    calls = [c for c in facts.callbacks if c.called_on is not None and 0 <= (since - c.called_on).days <= 365]
    calls.sort(key=lambda c: (c.called_on or date.min, c.id))
    values = [value for call in calls if (value := event_value(call)) is not None]
    value = found.explained.value
    basis = tr("n {n}", n=found.n) if found.n else ""
    if found.n and found.reached is not None:
        basis = tr("n {n}, reached {share}", n=found.n, share=percent(found.reached))
    note, state = "", ""
    if found.penalty:
        note, state = tr("−{n} corrections late", n=found.penalty), "watch"
    elif found.thin and found.n:
        note = tr("only {counts}", counts=trn("{n} answer", "{n} answers", found.n))
    elif found.top_two is not None and found.n:
        note = tr("{share} of answers 4 or 5", share=percent(found.top_two))
    return TileView(
        title=tr("Satisfaction"),
        basis=basis,
        number=str(whole(value)) if value is not None else "",
        word="" if value is not None else tr("no callbacks yet"),
        note=note,
        note_state=state,
        lines=() if values else (TileLine(text=tr("Someone who did not do the work calls within 48 h.")),),
        dots=tuple(whole(v) for v in values[-12:]),
    )


def risk_tile(ranking: Ranking) -> TileView:
    """How many are rated, and the first three."""
    rated, unrated = len(ranking.rated), len(ranking.unrated)
    basis = tr("{n} rated", n=rated) if rated else ""
    if unrated:
        basis = tr("{n} rated, {m} not", n=rated, m=unrated)
    lines = tuple(
        TileLine(text=tr("{name} · {score}", name=state.risk.code or "–", score=state.current), band=state.band or "")
        for state in ranking.rated[:TOP]
    )
    word = "" if rated or unrated else tr("none recorded")
    if word:
        lines = (TileLine(text=tr("What could hurt this customer, and what then?")),)
    return TileView(title=tr("Risks"), basis=basis, word=word, lines=lines)


def action_tile(waiting: list[Action], today: date) -> TileView:
    """How many are open, how many late, and the next three."""
    late = sum(1 for action in waiting if action.due is not None and action.due < today)
    hint = (TileLine(text=tr("One step with a date keeps the account moving.")),)
    lines = tuple(
        TileLine(text=action.title, right=when_words(action.due, today) if action.due else tr("no date"))
        for action in waiting[:TOP]
    )
    return TileView(
        title=tr("Actions"),
        basis=tr("open"),
        number=str(len(waiting)),
        word="" if waiting else tr("no next step yet"),
        note=tr("{n} late", n=late) if late else "",
        note_state="watch" if late else "",
        lines=lines or hint,
    )


_CADENCE_STATES = {"soon": "", "due": "watch", "overdue": "act"}


def review_tile(facts: AccountFacts, cadence: Cadence, today: date) -> TileView:
    """Days since the last review, when the next one is due, and by which rule."""
    done = facts.done_reviews()
    days = (today - cadence.last_done).days if cadence.last_done else None
    sites = {site.id: site.name for site in facts.sites}
    lines: list[TileLine] = []
    if done and done[0].done_on is not None:
        lines.append(
            TileLine(text=sites.get(done[0].site_id or "", tr("Last review")), right=short_day(done[0].done_on))
        )
    if cadence.next_due is not None:
        lines.append(TileLine(text=tr("Next review"), right=short_day(cadence.next_due)))
    lines.append(TileLine(text=cadence.reason.text()))
    note = cadence.text.text() if cadence.state in _CADENCE_STATES else ""
    if cadence.state == "overdue" and cadence.next_due is not None:
        note = late_words((today - cadence.next_due).days).text()  # in as little room as the others have
    return TileView(
        title=tr("Reviews"),
        basis=trn("{n} done", "{n} done", len(done)) if done else "",
        number=tr("{n} d", n=days) if days is not None else "",
        word=tr("ago") if days is not None else tr("never reviewed"),
        note=note,
        note_state=_CADENCE_STATES.get(cadence.state, ""),
        lines=tuple(lines),
    )


_ROLE_WORDS = dict(ROLES)


def people_tile(facts: AccountFacts, rules: Rules) -> TileView:
    """How many of those who decide are assessed, how many are against us, and the three heaviest."""
    people = key_contacts(facts, rules)
    assessed = sum(1 for person in people if person.level is not None)
    against = sum(1 for person in people if person.level is not None and person.level.level == "-1")
    lines = tuple(
        TileLine(
            text=person.contact.name,
            right=tr(_ROLE_WORDS[person.role]).split(" (")[0],
            level=level_cell(person.level.level if person.level else None).text,
        )
        for person in people[:TOP]
    )
    here = len(facts.present_contacts())
    hint = (TileLine(text=tr("Who decides, who advises, who uses?")),)
    return TileView(
        title=tr("Key people"),
        basis=tr("assessed") if people else trn("{n} person", "{n} people", here) if here else "",
        number=tr("{n} of {all}", n=assessed, all=len(people)) if people else "",
        word="" if people else tr("no key person named"),
        note=trn("{n} opponent", "{n} opponents", against) if against else "",
        note_state="act" if against else "",
        lines=lines or hint,
    )
