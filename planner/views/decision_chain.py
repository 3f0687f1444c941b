# SPDX-License-Identifier: Apache-2.0
"""C6: what steps a decision takes, who holds each, how long it has been open: a lane per chain (ux C6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.power_map import DECISION_CHAINS
from planner.rules.ruleset import Rules
from planner.views.account_people import role_word
from planner.views.audience import require
from planner.views.charts import ChartView
from planner.views.person_card import PersonCard, chain_word, level_legend, person_cards
from planner.views.tables import AnyCell, Column, Row, TableView

DECISION_CHAIN: Final = "decision-chain"
WITH_US, OPEN, UNKNOWN = "with_us", "open", "unknown"
DECIDING: Final = ("approver", "decider")
_NOT_YET: Final = frozenset({"not_met", "-1", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One role in one chain.

    ``card`` is who holds it, of several an opponent, else who is best with us, ``others`` who else. ``state`` is
    "with_us", "open" (not with us yet) or "unknown" (nobody known). ``days`` is how long it has been open, None where
    no dated level tells. ``bottleneck`` is the longest open one of all, ``urgent`` the one the title speaks of.
    """

    key: str
    chain: str
    role: str
    role_text: str
    card: PersonCard | None
    others: tuple[PersonCard, ...]
    state: str
    days: int | None
    when: str
    bottleneck: bool = False
    urgent: bool = False
    sentence: str = ""

    @property
    def mark(self) -> str:
        """Its mark in the picture and its row in the table."""
        return f"step-{self.key}"

    @property
    def urgent_text(self) -> str:
        """Why the title speaks of it, below its other words; "" for other steps."""
        if not self.urgent:
            return ""
        if self.state == UNKNOWN:
            return tr("ask who")
        return tr("against us") if self.card and self.card.level == "-1" else tr("not with us yet")

    @property
    def more(self) -> int:
        """How many others hold it."""
        return len(self.others)

    @property
    def more_text(self) -> str:
        """How many others hold the step, "" for none."""
        return trn("and {n} other", "and {n} others", self.more) if self.more else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A chain from user to approver; without any holder it is only named."""

    chain: str
    word: str
    steps: tuple[Step, ...]

    @property
    def used(self) -> bool:
        """Whether anybody holds a role here."""
        return any(step.card for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChain(ChartView):
    """The lanes, and who advises in the hidden chain beside them."""

    lanes: tuple[Lane, ...]
    hidden: tuple[PersonCard, ...]
    hidden_text: str
    none_text: str
    unplaced: tuple[PersonCard, ...]
    unplaced_text: str
    longest_text: str
    legend: tuple[tuple[str, str, str], ...]
    empty_text: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of the lanes that are in use."""
        return tuple(step for lane in self.lanes if lane.used for step in lane.steps)

    @override
    def table(self) -> TableView:
        """Every step with its holder, and the hidden chain."""
        columns = (
            Column(key="chain", title=N_("Chain"), width=110),
            Column(key="step", title=N_("Step"), width=110),
            Column(key="name", title=N_("Held by"), width=200),
            Column(key="level", title=N_("Level"), kind="level", width=56),
            Column(key="holder", title=N_("Our contact")),
            Column(key="last", title=N_("Last contact")),
            Column(key="open", title=N_("Open, days"), kind="number", align="right"),
            Column(key="state", title=N_("State")),
        )
        rows = [Row(key=step.mark, cells=_cells(step)) for step in self.steps]
        for word, key, people in ((self.hidden_text, "hidden", self.hidden), ("", "unplaced", self.unplaced)):
            rows += [
                Row(key=f"{key}-{card.key}", cells=(word or tr("not recorded"), card.role_text, card.name,
                    card.level_cell, card.holder or None, card.last_cell, None, ""))
                for card in people
            ]  # fmt: skip
        return TableView(columns=columns, rows=tuple(rows))

    @override
    def sentence(self) -> str:
        """Title, then the open steps from the user up."""
        if self.empty_text:
            return tr("{title}. {text}", title=self.title, text=self.empty_text)
        told = [tr("{said}.", said=step.sentence) for step in self.steps if step.state != WITH_US]
        return " ".join([tr("{title}.", title=self.title), *told])


def _cells(step: Step) -> tuple[AnyCell, ...]:
    card = step.card
    words = {WITH_US: tr("with us"), OPEN: tr("open"), UNKNOWN: tr("seat unknown")}
    name = card.name if card else None
    if card and step.more:
        name = ", ".join(one.name for one in (card, *step.others))
    level, last = (card.level_cell, card.last_cell) if card else (None, None)
    return (chain_word(step.chain), step.role_text, name, level, (card.holder or None) if card else None, last,
            step.days, words[step.state])  # fmt: skip


def decision_chain(facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal") -> DecisionChain:
    """The chains of an account on a day. Raises PlannerError for the customer: it names people and levels."""
    require(DECISION_CHAIN, audience)
    known = facts.at(as_of)
    cards = {card.key: card for card in person_cards(known, rules, as_of)}
    opened = _opened(known, as_of)
    lanes = tuple(
        Lane(chain=chain, word=chain_word(chain), steps=_steps(known, rules, chain, (cards, opened)))
        for chain in DECISION_CHAINS
    )
    lanes = _with_urgent(_with_bottleneck(lanes))
    in_chain: dict[str, str | None] = {r.contact_id: r.chain for r in known.roles}
    hidden = tuple(c for c in cards.values() if in_chain.get(c.key) == "hidden")
    unplaced = tuple(c for c in cards.values() if c.key in in_chain and in_chain[c.key] is None)
    used = any(lane.used for lane in lanes)
    number = sum(1 for lane in lanes for step in lane.steps if step.card)
    steps = trn("{n} step with a holder", "{n} steps with a holder", number)
    return DecisionChain(
        kind=DECISION_CHAIN,
        account=known.account.name,
        title=_title(lanes),
        subtitle=tr("From user to approver by chain · {steps} · as of {day}", steps=steps, day=day_text(as_of)),
        footer=_footer(lanes),
        audience=audience,
        as_of=as_of,
        lanes=lanes,
        hidden=hidden,
        hidden_text=tr("Hidden"),
        none_text=tr("No role recorded in this chain"),
        unplaced=unplaced,
        unplaced_text=trn("{n} role without a chain", "{n} roles without a chain", len(unplaced)) if unplaced else "",
        longest_text=tr("longest"),
        legend=_legend(lanes, (*hidden, *unplaced)),
        empty_text="" if used or hidden else tr("No role in a decision is recorded. Give people their role and chain."),
    )


def _legend(lanes: tuple[Lane, ...], beside: tuple[PersonCard, ...]) -> tuple[tuple[str, str, str], ...]:
    """What the fills of the steps and the blocks of the levels mean."""
    states = {step.state for lane in lanes if lane.used for step in lane.steps}
    steps = (
        (WITH_US, "", tr("with us: from +1")),
        (OPEN, "", tr("open: below +1")),
        (UNKNOWN, "", tr("seat unknown")),
    )
    held = [step.card for lane in lanes for step in lane.steps if step.card is not None]
    return (
        *(one for one in steps if one[0] in states),
        *level_legend((*held, *beside)),
    )


def _opened(known: AccountFacts, as_of: date) -> dict[str, int]:
    """For each contact who is not with us, since how many days: from the first level of the present run below +1."""
    told: dict[str, list[tuple[date, str, str]]] = {}
    for level in known.assessments:
        told.setdefault(level.contact_id, []).append((level.assessed_on, level.id, level.level))
    found: dict[str, int] = {}
    for key, levels in told.items():
        start = None
        for day, _, found_level in sorted(levels):
            start = (start or day) if found_level in _NOT_YET else None
        if start is not None:
            found[key] = (as_of - start).days
    return found


def _steps(
    known: AccountFacts, rules: Rules, chain: str, found: tuple[dict[str, PersonCard], dict[str, int]]
) -> tuple[Step, ...]:
    """User first, approver last."""
    cards, opened = found
    steps = []
    for role, _ in reversed(rules.key_relation.roles):
        held = [r.contact_id for r in known.roles if (r.role, r.chain) == (role, chain) and r.contact_id in cards]
        people = sorted((cards[key] for key in dict.fromkeys(held)), key=_rank)
        steps.append(_step(chain, role, people, opened))
    return tuple(steps)


def _rank(card: PersonCard) -> tuple[int, str]:
    """An opponent first, then who is best with us; the not met, the not assessed and an unknown seat come last."""
    order = {"-1": 0, "0": 4, "not_met": 5, None: 6}
    at = order[card.level] if card.level in order else 4 - int(card.level or 0)
    return at + card.seat_unknown, card.name


def _step(chain: str, role: str, people: list[PersonCard], opened: dict[str, int]) -> Step:
    word = role_word(role)
    card = people[0] if people else None
    state = UNKNOWN if card is None or card.seat_unknown else WITH_US if card.level in {"1", "2", "3"} else OPEN
    days = opened.get(card.key) if card and state == OPEN else None
    when = _when(card, state, days)
    seat = tr("{role}, {chain}", role=word, chain=chain_word(chain))
    said = tr("{seat}: {name}, {when}", seat=seat, name=card.name, when=when) if card else tr(
        "{seat}: {when}", seat=seat, when=when)  # fmt: skip
    return Step(
        key=f"{chain}-{role}",
        chain=chain,
        role=role,
        role_text=word,
        card=card,
        others=tuple(people[1:]),
        state=state,
        days=days,
        when=when,
        sentence=said,
    )


def _when(card: PersonCard | None, state: str, days: int | None) -> str:
    """How long it is open, or when we last met who is with us."""
    if card is None or state == UNKNOWN:
        return tr("seat unknown")
    if state == OPEN and card.level is None:
        return card.level_words
    if state == OPEN:
        return trn("open {n} d", "open {n} d", days) if days is not None else tr("open, since unknown")
    return tr("met {on}", on=card.last_text) if card.last_text else tr("last contact unknown")


def _with_bottleneck(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    """Mark the step that has been open longest; of two the heavier role, as it stands later in the lane."""
    timed = [step for lane in lanes for step in lane.steps if step.days is not None]
    if not timed:
        return lanes
    order = {step.key: n for lane in lanes for n, step in enumerate(lane.steps)}
    longest = max(timed, key=lambda step: (step.days or 0, order[step.key], step.key))
    return tuple(
        replace(lane, steps=tuple(replace(s, bottleneck=s.key == longest.key) for s in lane.steps)) for lane in lanes
    )


def _with_urgent(lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
    """Mark the step the title speaks of: who decides against us, who decides and is open, whom nobody knows there.

    Only after them comes the longest open one.
    """
    steps = [step for lane in lanes if lane.used for step in lane.steps]
    deciding = [step for role in DECIDING for step in steps if step.role == role]
    against = [step for step in deciding if step.card is not None and step.card.level == "-1"]
    still = sorted((s for s in deciding if s.state == OPEN), key=lambda s: (DECIDING.index(s.role), -(s.days or 0)))
    unknown = [step for step in deciding if step.state == UNKNOWN]
    longest = [step for step in steps if step.bottleneck]
    first = next(iter((*against, *still, *unknown, *longest)), None)
    if first is None:
        return lanes
    return tuple(
        replace(lane, steps=tuple(replace(s, urgent=s.key == first.key) for s in lane.steps)) for lane in lanes
    )


def _title(lanes: tuple[Lane, ...]) -> str:
    """What stands most in the way of the decision."""
    if not any(lane.used for lane in lanes):
        return tr("Who decides is not recorded yet")
    urgent = next((s for lane in lanes for s in lane.steps if s.urgent), None)
    if urgent is not None:
        return _urgent_words(urgent)
    unknown = sum(step.state == UNKNOWN for lane in lanes if lane.used for step in lane.steps)
    if unknown:
        return trn("{n} step of the decision has nobody known", "{n} steps of the decision have nobody known", unknown)
    return tr("Every step of the decision is held by somebody with us")


def _urgent_words(urgent: Step) -> str:
    """What is the matter with that step."""
    seat = {"role": urgent.role_text.lower(), "chain": chain_word(urgent.chain).lower()}
    if urgent.card is None or urgent.state == UNKNOWN:
        return tr("The {chain} {role} is unknown", **seat)
    name, level = urgent.card.name, urgent.card.level
    if urgent.role not in DECIDING:
        return trn("Open longest: {name}, {role}, for {n} day",
                   "Open longest: {name}, {role}, for {n} days", urgent.days or 0, name=name, **seat)  # fmt: skip
    if level == "-1":
        return tr("{name}, {chain} {role}, works against us", name=name, **seat)
    if urgent.days is None:
        return tr("{name}, {chain} {role}, is not assessed", name=name, **seat)
    return trn("{name}, {chain} {role}, not with us for {n} day",
               "{name}, {chain} {role}, not with us for {n} days", urgent.days, name=name, **seat)  # fmt: skip


def _footer(lanes: tuple[Lane, ...]) -> str:
    steps = [step for lane in lanes if lane.used for step in lane.steps]
    unknown = sum(step.state == UNKNOWN for step in steps)
    untold = sum(step.state == OPEN and step.days is None for step in steps)
    parts = [tr("Open = level below +1.")]
    if unknown:
        used = sum(lane.used for lane in lanes)
        words = {"all": len(steps), "used": used, "chains": len(lanes)}
        parts.append(trn("{n} of {all} steps unknown in {used} of {chains} chains, users included.",
                         "{n} of {all} steps unknown in {used} of {chains} chains, users included.",
                         unknown, **words))  # fmt: skip
    if untold:
        parts.append(trn("{n} step not assessed.", "{n} steps not assessed.", untold))
    return " ".join(parts)
