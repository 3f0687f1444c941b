# SPDX-License-Identifier: Apache-2.0
"""What if: what could be changed about an account on a scratch copy, and every value before and after; never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr
from planner.rules import changes as steps
from planner.rules.cadence import review_cadence
from planner.rules.changes import Change, changed, words
from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import HEALTH_WORDS, Health, health
from planner.rules.key_relation import key_contacts, level_word
from planner.rules.measures import HEALTH, of_health
from planner.rules.risk import RiskState, risk_states, word
from planner.rules.ruleset import Rules
from planner.views.line_words import points
from planner.views.movement_chart import NAMES, signed_points

SHOWN: Final = (HEALTH, "relation", "key", "general", "satisfaction", "network")
_RATINGS: Final = ("555", "444", "333", "222", "111")
_MOST_LEVELS: Final = tuple(reversed(steps.LADDER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that could become of a subject."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that can be changed: its group, name and present state, and what it could become."""

    key: str
    group: str
    title: str
    state: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One value before and after; ``change`` is "" where it stays, ``direction`` is 1, 0 or -1 for better or worse."""

    key: str
    name: str
    before: str
    after: str
    change: str = ""
    direction: int = 0

    @property
    def sentence(self) -> str:
        """The row in words."""
        if not self.change:
            return tr("{name} stays {value}", name=self.name, value=self.before)
        return tr("{name}: {before}, what if {after}", name=self.name, before=self.before, after=self.after)


def subjects(facts: AccountFacts, rules: Rules, day: date) -> tuple[Subject, ...]:
    """Everything that can be changed, in groups: risks, people who decide and others, service."""
    known = facts.at(day)
    return (*_risks(known, rules, day), *_people(known, rules), *_service(known, day))


def compare(facts: AccountFacts, rules: Rules, day: date, chosen: Sequence[Change]) -> tuple[Compared, ...]:
    """The values as they are and as they would be with the changes of ``chosen`` made today."""
    known = facts.at(day)
    scratch = changed(known, chosen, day)
    before, after = health(known, rules, day, trend=False), health(scratch, rules, day, trend=False)
    rows = [_value(measure, before, after) for measure in SHOWN]
    return (*rows, _risk_row(known, scratch, rules, day), _cadence_row(known, scratch, rules, day))


def _value(measure: str, before: Health, after: Health) -> Compared:
    was, now = of_health(before, measure), of_health(after, measure)
    change, direction = "", 0
    if was is not None and now is not None and (was.shown, was.band) != (now.shown, now.band):
        difference = (now.shown or Decimal(0)) - (was.shown or Decimal(0))
        change = signed_points(difference) if was.shown is not None and now.shown is not None else tr("becomes known")
        if was.shown is not None and now.shown is None:
            change = tr("becomes unknown")
        direction = (difference > 0) - (difference < 0)
    return Compared(
        key=measure,
        name=tr(NAMES[measure]),
        before=_shown(was),
        after=_shown(now),
        change=change,
        direction=direction,
    )


def _shown(found: Explained | None) -> str:
    if found is None or found.value is None:
        return tr("not known")
    if found.band in HEALTH_WORDS:
        return tr("{n} {word}", n=points(found.shown), word=tr(HEALTH_WORDS[found.band]))
    return points(found.shown)


def _risk_row(known: AccountFacts, scratch: AccountFacts, rules: Rules, day: date) -> Compared:
    was, now = (_bands(risk_states(f, rules, day)) for f in (known, scratch))
    return Compared(
        key="risks", name=tr("Open risks"), before=was, after=now, change="" if was == now else tr("changed")
    )


def _bands(states: Iterable[RiskState]) -> str:
    every = list(states)
    counts = {name: sum(s.band == name for s in every) for name in ("extreme", "high", "medium", "low")}
    parts = [tr("{n} {word}", n=n, word=tr(word(name)).lower()) for name, n in counts.items() if n]
    unrated = sum(s.band is None for s in every)
    if unrated:
        parts.append(tr("{n} not rated", n=unrated))
    return " · ".join(parts) or tr("none")


def _cadence_row(known: AccountFacts, scratch: AccountFacts, rules: Rules, day: date) -> Compared:
    said = []
    for facts in (known, scratch):
        found = review_cadence(facts, rules, day)
        text = found.text.text()
        due = found.next_due
        said.append(tr("{day} ({state})", day=day_text(due), state=text) if due and found.state != "ok" else text)
    change = "" if said[0] == said[1] else tr("changed")
    return Compared(key="cadence", name=tr("Network review due"), before=said[0], after=said[1], change=change)


# -- what can be changed


def _choice(change: Change, text: str) -> Choice:
    return Choice(change=change, words=text)


def _risks(facts: AccountFacts, rules: Rules, day: date) -> Iterable[Subject]:
    for state in sorted(risk_states(facts, rules, day), key=lambda s: (-(s.current or 0), s.risk.id)):
        risk, key = state.risk, state.risk.id
        found = [_choice(Change(steps.CLOSE, "risk", key), tr("closed"))]
        if not state.treated and state.residual is not None:
            likelihood, impact = risk.residual_likelihood, risk.residual_impact
            text = tr("treated, {likelihood} × {impact} remains", likelihood=likelihood, impact=impact)
            found.append(_choice(Change(steps.TREAT, "risk", key), text))
        elif not state.treated and state.current is not None:
            found += [_lowered(key, lower) for lower in _lower(state)]
        if not state.drilled and state.current is not None:
            found.append(_choice(Change(steps.PLAN, "risk", key), tr("plan made and drilled")))
        band = tr("{score} {word}", score=state.current, word=tr(word(state.band))) if state.band else tr("not rated")
        title = f"{risk.code} {risk.statement}" if risk.code else risk.statement
        yield Subject(key=f"risk-{key}", group=tr("Risks"), title=title, state=band, choices=tuple(found))


def _lower(state: RiskState) -> Iterable[tuple[int, int]]:
    """What might remain where nothing is recorded: one step less likely, or one step less grave."""
    likelihood, impact = state.likelihood or 1, state.impact or 1
    if likelihood > 1:
        yield likelihood - 1, impact
    if impact > 1:
        yield likelihood, impact - 1


def _lowered(key: str, remains: tuple[int, int]) -> Choice:
    text = tr("treated, {likelihood} × {impact} remains", likelihood=remains[0], impact=remains[1])
    return _choice(Change(steps.TREAT, "risk", key, f"{remains[0]}x{remains[1]}"), text)


def _people(facts: AccountFacts, rules: Rules) -> Iterable[Subject]:
    levels = facts.newest_assessments()
    deciding = [person.contact for person in key_contacts(facts, rules)]
    ids = {contact.id for contact in deciding}
    others = sorted((c for c in facts.present_contacts() if c.id not in ids), key=lambda c: (c.name, c.id))
    for contact in (*deciding, *others):
        level = levels.get(contact.id)
        found = [
            _choice(
                Change(steps.LEVEL, "contact", contact.id, name), tr("level {level}", level=level_word(name).text())
            )
            for name in _MOST_LEVELS
            if level is None or name != level.level
        ]
        if level is not None:
            found.append(_choice(Change(steps.FRESH, "contact", contact.id), tr("fresh evidence")))
        found.append(_choice(Change(steps.MEET, "contact", contact.id), tr("met today")))
        found.append(_choice(Change(steps.LEAVE, "contact", contact.id), tr("leaves")))
        state = tr("level {level}", level=level_word(level.level).text()) if level else tr("not assessed")
        group = tr("People who decide") if contact.id in ids else tr("Other people")
        yield Subject(key=f"contact-{contact.id}", group=group, title=contact.name, state=state, choices=tuple(found))


def _service(facts: AccountFacts, day: date) -> Iterable[Subject]:
    group, account = tr("Reviews and service"), facts.account.id
    last = next((r.done_on for r in facts.done_reviews()), None)
    yield Subject(
        key="review",
        group=group,
        title=tr("Network review"),
        state=tr("last {day}", day=day_text(last)) if last else tr("never reviewed"),
        choices=(_choice(Change(steps.REVIEW, "account", account), tr("done today, nothing new found")),),
    )
    calls = max((c.called_on for c in facts.callbacks if c.called_on), default=None)
    yield Subject(
        key="callback",
        group=group,
        title=tr("Another callback"),
        state=tr("last {day}", day=day_text(calls)) if calls else tr("none yet"),
        choices=tuple(
            _choice(Change(steps.CALLBACK, "account", account, rated), tr("rated {ratings}", ratings=", ".join(rated)))
            for rated in _RATINGS
        ),
    )
    promised = {c.corrective_action_id for c in facts.callbacks}
    for action in facts.open_actions():
        if action.id in promised:
            late = action.due is not None and action.due < day
            yield Subject(
                key=f"action-{action.id}",
                group=group,
                title=action.title,
                state=tr("late") if late else tr("open"),
                choices=(_choice(Change(steps.CORRECT, "action", action.id), tr("done")),),
            )


def chosen_words(change: Change, facts: AccountFacts) -> str:
    """A change as the title of an action."""
    return words(change, facts).text()


STRIP: Final = N_("What if: nothing here is saved")
