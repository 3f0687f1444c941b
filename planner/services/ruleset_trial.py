# SPDX-License-Identifier: Apache-2.0
"""What other rules would make of the accounts, worked out beside the rules in force; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from planner.kernel.data import dataclass
from planner.kernel.text import N_, tr, trn
from planner.rules.account_rows import AccountFilter
from planner.rules.cadence import review_cadence
from planner.rules.explain import Explained
from planner.rules.facts import AccountFacts
from planner.rules.health import Health, health
from planner.rules.risk import risk_states
from planner.rules.ruleset import Rules
from planner.services import account_list, rulesets
from planner.services.session import Session
from planner.store.queries import facts as facts_query

Report = Callable[[int, int, str], None]
MEASURES: tuple[tuple[str, str], ...] = (
    ("health", N_("Health")),
    ("relation", N_("Relation")),
    ("key", N_("Key relation")),
    ("general", N_("General relation")),
    ("satisfaction", N_("Satisfaction")),
    ("network", N_("Network")),
)
_OLD_AT = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """The health of one account under both rules; None is not known. ``risks`` change their band, ``review`` moves."""

    account_id: str
    name: str
    grade: str
    now: Explained
    then: Explained
    risks: int = 0
    review: bool = False

    @property
    def change(self) -> Decimal | None:
        """The difference of the two values as shown; None where one is not known."""
        if self.now.shown is None or self.then.shown is None:
            return None
        return self.then.shown - self.now.shown

    @property
    def moves(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.change or self.now.value != self.then.value or self.now.band != self.then.band or self.risks
                    or self.review)  # fmt: skip

    @property
    def weight(self) -> tuple[bool, Decimal, str]:
        """Its place in a list: changed bands first, then the largest change."""
        return (self.now.band == self.then.band, -abs(self.change or Decimal(0)), self.name.casefold())


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of a value under both rules: points None where it is not there; ``detail`` is how it is worked out."""

    text: str
    now: Decimal | None
    then: Decimal | None
    now_detail: str = ""
    then_detail: str = ""


@dataclass(frozen=True, slots=True)
class TrialValue:
    """One value of an account under both rules, line by line; the lines of each side sum to its value shown."""

    measure: str
    now: Explained
    then: Explained
    lines: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class TrialAccount:
    """One account under both rules: every value, and what else would be other (label, now, then)."""

    row: TrialRow
    values: tuple[TrialValue, ...]
    more: tuple[tuple[str, str, str], ...]
    as_of: date


def every(session: Session, rules: Rules, report: Report | None = None) -> tuple[TrialRow, ...]:
    """All accounts under both rules, changed bands first; ``report`` may raise Cancelled at any account."""
    now, today = rulesets.current(session), session.today()
    keys = account_list.account_ids(session, AccountFilter())
    ours = session.read(facts_query.people)
    rows: list[TrialRow] = []
    for number, key in enumerate(keys):
        if report is not None and number % _OLD_AT == 0:
            report(number, len(keys), tr("Trying the rules"))
        known = session.read(partial(facts_query.load, account_id=key, ours=ours))
        rows.append(row_of(known, now, rules, today))
    return tuple(sorted(rows, key=lambda row: row.weight))


def row_of(facts: AccountFacts, now: Rules, then: Rules, today: date) -> TrialRow:
    """The health of an account under both rules."""
    risks, review = _around(facts, now, then, today)
    return TrialRow(
        account_id=facts.account.id,
        name=facts.account.name,
        grade=facts.account.grade,
        now=health(facts, now, today, trend=False).explained,
        then=health(facts, then, today, trend=False).explained,
        risks=len(risks),
        review=review is not None,
    )


def of_account(session: Session, account_id: str, rules: Rules, as_of: date | None = None) -> TrialAccount:
    """One account under both rules with all its lines; NotFoundError when it is gone."""
    facts = session.read(lambda conn: facts_query.load(conn, account_id))
    now, day = rulesets.current(session), as_of or session.today()
    before, after = health(facts, now, day, trend=False), health(facts, rules, day, trend=False)
    values = tuple(_value(name, _measure(before, name), _measure(after, name)) for name, _ in MEASURES)
    risks, review = _around(facts, now, rules, day)
    return TrialAccount(row_of(facts, now, rules, day), values, (*risks, *([review] if review else [])), day)


def _measure(found: Health, name: str) -> Explained:
    return {
        "health": found.explained,
        "relation": found.relation.explained,
        "key": found.relation.key,
        "general": found.relation.general,
        "satisfaction": found.satisfaction.explained,
        "network": found.network,
    }[name]


def _value(name: str, now: Explained, then: Explained) -> TrialValue:
    """Lines of the same rule and record side by side, those of today first."""
    pairs: dict[tuple[str, str, int], list[object]] = {}
    for side, value in enumerate((now, then)):
        seen: dict[tuple[str, str], int] = {}
        for line in value.lines:
            key = (line.rule, line.evidence[0].id if line.evidence else "")
            seen[key] = seen.get(key, 0) + 1
            text = line.text.text()
            pair = pairs.setdefault((*key, seen[key]), [text, None, None, "", ""])
            if pair[0] != text:  # such as "Medium risk R-07", which would be a high one
                pair[0] = f"{pair[0]} → {text}"
            pair[1 + side] = line.points
            pair[3 + side] = line.detail.text() if line.detail else ""
    return TrialValue(name, now, then, tuple(Pair(*pair) for pair in pairs.values()))  # type: ignore[arg-type]


_More = tuple[str, str, str]


def _around(facts: AccountFacts, now: Rules, then: Rules, day: date) -> tuple[list[_More], _More | None]:
    """What else would be other: bands of risks, and when the next network review is due."""
    from planner.kernel.dates import day_text
    from planner.rules.risk import word

    before, after = risk_states(facts, now, day), risk_states(facts, then, day)
    other = {state.risk.id: state for state in after}
    risks: list[_More] = []
    for state in before:
        changed = other[state.risk.id]
        if state.band != changed.band:
            label = f"{state.risk.code or ''} {state.risk.statement}".strip()
            risks.append((label, _band(word, state.band), _band(word, changed.band)))
    a, b = review_cadence(facts, now, day, before), review_cadence(facts, then, day, after)
    if (a.next_due, a.state) == (b.next_due, b.state):
        return risks, None
    said = [f"{day_text(c.next_due)} ({c.text.text()})" if c.next_due else c.text.text() for c in (a, b)]
    return risks, (tr("Next network review"), said[0], said[1])


def _band(word: Callable[[str], str], band: str | None) -> str:
    return tr(word(band)) if band else "–"


def summary(rows: tuple[TrialRow, ...]) -> str:
    """What the trial of all accounts comes to, in one sentence."""
    bands = sum(row.now.band != row.then.band for row in rows)
    moved = sum(bool(row.change) for row in rows)
    if not any(row.moves for row in rows):
        return trn("Nothing changes for the one account.", "Nothing changes for any of {n} accounts.", len(rows))
    return tr(
        "{moved} of {n} accounts have another value, {bands} another band.", moved=moved, n=len(rows), bands=bands
    )
