# SPDX-License-Identifier: Apache-2.0
"""C5: who shapes the decision and where do they stand: the people of a customer as cards with lines (ux C5, W5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from typing_extensions import override

from planner.entities.relations.decision_role import CHAINS
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.edges import ALLIED, CONFLICT, INFLUENCES, REPORTS
from planner.rules.facts import AccountFacts
from planner.rules.power_map import Seat, Way, missing_seats, way_to_approver
from planner.rules.ruleset import Rules, weight_of
from planner.views.account_people import level_cell, role_word
from planner.views.audience import require
from planner.views.chart_options import chosen
from planner.views.charts import ChartView
from planner.views.person_card import PersonCard, chain_word, letter, level_legend, person_cards
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

POWER_MAP: Final = "power-map"
AUTO, TREE, GRID = "auto", "tree", "grid"
REPORTING, INFLUENCE, OURS = "reporting", "influence", "ours"
MOST_IN_TREE: Final = 20
LEAST: Final = 2
LEVEL_COLUMNS: Final = ("", "not_met", "-1", "0", "1", "2", "3")
_JUDGED: Final = frozenset({"1", "0", "-1"})
_STRENGTHS: Final = {1: N_("weakly"), 2: N_("clearly"), 3: N_("strongly")}


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """A line from one card to another; ``strength`` is 0 where nobody judged it, ``on_way`` one to the approver."""

    id: str
    kind: str
    start: str
    end: str
    strength: int
    on_way: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerMap(ChartView):
    """The cards with the lines between them; ``nudges`` are what a card was moved by hand, px at 100 %.

    ``form`` is what is drawn, "tree" or "grid"; ``notes`` say the way to the approver, what blocks it and which seats
    are unknown. With fewer than two people there is only ``empty_text``. ``hidden`` are the layers that are not drawn,
    "reporting", "influence" or "ours"; the cards stay where they are. ``spotlight`` is the key of the card the title
    speaks of. ``held_text`` says it once where one of us holds everybody; the cards then do not repeat it.
    """

    form: str
    cards: tuple[PersonCard, ...]
    steps: tuple[str, ...]
    lines: tuple[MapLine, ...]
    nudges: tuple[tuple[str, int, int], ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[int, str], ...]
    columns: tuple[tuple[str, str], ...]
    legend: tuple[tuple[str, str], ...]
    letters: str
    loose_text: str
    empty_text: str = ""
    hidden: frozenset[str] = frozenset()
    spotlight: str = ""
    held_text: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """What stands above the map: in a grid, which shows neither paths nor chains, nothing."""
        if self.form == GRID:
            return ()
        return (*self.notes, self.held_text) if self.held_text and OURS not in self.hidden else self.notes

    @property
    def loose(self) -> bool:
        """Whether nobody's superior is recorded, so that no place on the map says who leads whom."""
        return self.form == TREE and not any(line.kind == REPORTS for line in self.lines)

    @property
    def drawn(self) -> tuple[MapLine, ...]:
        """The lines of the layers that are shown."""
        return tuple(line for line in self.lines if layer_of(line.kind) not in self.hidden)

    @property
    def levels(self) -> str:
        """What the judged levels that occur mean; the others stand in the legend."""
        told = level_legend(self.cards)
        return " · ".join(f"{sign} {word}" for level, sign, word in told if level in _JUDGED)

    @property
    def axes(self) -> tuple[str, str]:
        """The names of the grid's columns and rows."""
        return tr("Level"), tr("Role")

    def by(self, card: PersonCard) -> str:
        """Who of us holds a card, as its last line; "" where the map says it once for all."""
        return tr("by {name}", name=card.holder) if card.holder and not self.held_text else ""

    def card(self, key: str) -> PersonCard | None:
        """The card of that key."""
        return next((card for card in self.cards if card.key == key), None)

    @override
    def table(self) -> TableView:
        """Everybody with their level and their lines in words."""
        columns = (
            Column(key="name", title=N_("Name"), width=180),
            Column(key="title", title=N_("Job title"), width=160),
            Column(key="role", title=N_("Role")),
            Column(key="chain", title=N_("Chain")),
            Column(key="level", title=N_("Level"), kind="level", width=56),
            Column(key="stale", title=N_("Freshness")),
            Column(key="holder", title=N_("Our holder")),
            Column(key="last", title=N_("Last contact")),
            Column(key="lines", title=N_("Lines"), width=320),
        )
        rows = tuple(Row(key=f"person-{card.key}", cells=self._cells(card)) for card in self.cards)
        return TableView(columns=columns, rows=rows)

    def _cells(self, card: PersonCard) -> tuple[AnyCell, ...]:
        lines = "; ".join(line.sentence for line in self.lines if line.start == card.key)
        role = CellValue(text=card.role_text, raw=card.weight, data=card.role) if card.role else None
        level = level_cell(card.level)
        return (card.name, card.title or None, role, chain_word(card.chain) or None, level, card.stale_text or None,
                card.holder or None, card.last_cell, lines or None)  # fmt: skip

    @override
    def sentence(self) -> str:
        """Title, how many stand where, then the notes."""
        if self.empty_text:
            return tr("{title}. {text}", title=self.title, text=self.empty_text)
        return " ".join([tr("{title}.", title=self.title), _counts(self.cards), *self.notes])


def layer_of(kind: str) -> str:
    """The layer a line belongs to."""
    return REPORTING if kind == REPORTS else INFLUENCE


def power_map(
    facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal", option: str = ""
) -> PowerMap:
    """The map of an account on a day; ``option`` is "tree", "grid" or "auto" for what suits their number.

    Raises PlannerError for the customer: it says how we judge people.
    """
    require(POWER_MAP, audience)
    picked = chosen(POWER_MAP, option)
    known = facts.at(as_of)
    people = person_cards(known, rules, as_of)
    way = way_to_approver(known, rules)
    few, seats = len(people) < LEAST, missing_seats(known)
    cards = () if few else _cards(people, seats, rules)
    drawn = {card.key for card in cards}
    form = picked if picked != AUTO else GRID if len(people) > MOST_IN_TREE else TREE
    return PowerMap(
        kind=POWER_MAP,
        account=known.account.name,
        title=_title(people, way, rules.key_relation.opponent_from),
        subtitle=_subtitle(form, len(people), as_of),
        footer=_footer(people, seats),
        audience=audience,
        as_of=as_of,
        option=picked,
        form=form,
        cards=cards,
        steps=tuple(person.id for person in way.people if person.id in drawn) if way else (),
        lines=() if few else _lines(known, way, drawn),
        nudges=tuple((p.contact_id, p.right, p.down) for p in known.places if p.contact_id in drawn),
        notes=() if few else _notes(way, seats),
        rows=(*((w, role_word(r)) for r, w in rules.key_relation.roles), (0, tr("no role"))),
        columns=tuple((level, _column_word(level)) for level in LEVEL_COLUMNS),
        legend=_legend(),
        letters=_letters(cards),
        loose_text=tr("No reporting line recorded"),
        empty_text=_empty(people) if few else "",
        spotlight="" if few else _spotlight(people, way, rules.key_relation.opponent_from),
        held_text="" if few else _held(people),
    )


def _cards(people: tuple[PersonCard, ...], seats: tuple[Seat, ...], rules: Rules) -> tuple[PersonCard, ...]:
    """The people and the seats that nobody known holds, the heaviest role first."""
    return tuple(sorted((*people, *(_seat_card(seat, rules) for seat in seats)), key=lambda card: -card.weight))


def _letters(cards: tuple[PersonCard, ...]) -> str:
    """What the letters in the corners of the cards mean, those that occur."""
    held = {card.chain for card in cards}
    return " · ".join(f"{letter(key)} {chain_word(key).lower()}" for key, _ in CHAINS if key in held)


def _subtitle(form: str, number: int, as_of: date) -> str:
    """What the drawing shows, of how many, on which day."""
    what = tr("Who reports to whom, level −1 to +3")
    if form == GRID:
        what = tr("Heaviest role on top, level −1 to +3 across")
    count = trn("{n} person", "{n} people", number)
    return tr("{what} · {n} · as of {day}", what=what, n=count, day=day_text(as_of))


def _held(people: tuple[PersonCard, ...]) -> str:
    """One sentence where one of us holds everybody who is held."""
    holders = {card.holder for card in people if card.holder}
    count = sum(1 for card in people if card.holder)
    if len(holders) != 1 or count < LEAST:
        return ""
    return trn("{name} alone holds {n} contact.", "{name} alone holds {n} contacts.", count, name=next(iter(holders)))


def _spotlight(people: tuple[PersonCard, ...], way: Way | None, opponent_from: int) -> str:
    """Whom the title speaks of: the opponent, who helps us, or else the approver, known or not."""
    if not any(card.role for card in people):
        return ""
    if way is None:
        return "seat-approver-"
    level = way.approver.level.level if way.approver.level else None
    if level in {"1", "2", "3"}:
        against = next((c for c in people if c.level == "-1" and c.weight >= opponent_from), None)
        return against.key if against else way.approver.contact.id
    if level == "-1":
        return way.approver.contact.id
    if way.blocked_by:
        return way.blocked_by[0].id
    return way.people[0].id if way.people else way.approver.contact.id


def _column_word(level: str) -> str:
    if not level:
        return tr("? not assessed")
    return tr("∅ not met") if level == "not_met" else level_cell(level).text


def _seat_card(seat: Seat, rules: Rules) -> PersonCard:
    """The dashed card of a seat that nobody known holds."""
    role, chain = role_word(seat.role), chain_word(seat.chain)
    said = tr("{role} unknown, {chain}", role=role, chain=chain) if chain else tr("{role} unknown", role=role)
    return PersonCard(
        key=f"seat-{seat.role}-{seat.chain}",
        contact_id="",
        name=tr("Seat unknown"),
        title="",
        role=seat.role,
        role_text=role,
        chain=seat.chain,
        letter=letter(seat.chain),
        weight=weight_of(rules.key_relation.roles, seat.role),
        level=None,
        level_text="?",
        is_key=False,
        seat_unknown=True,
        dashed=True,
        stale=False,
        stale_text="",
        holder="",
        last=None,
        last_text="",
        evidence=0,
        sentence=said,
        lines=(said, tr("Ask who decides here, then add the person.")),
    )


def _lines(facts: AccountFacts, way: Way | None, drawn: set[str]) -> tuple[MapLine, ...]:
    """The lines between people who are on the map, reporting first so that it lies below."""
    order = {REPORTS: 0, ALLIED: 1, CONFLICT: 2, INFLUENCES: 3}
    steps = {(a.id, b.id) for a, b in zip(way.people, way.people[1:], strict=False)} if way else set()
    return tuple(
        MapLine(
            id=edge.id,
            kind=edge.kind,
            start=edge.contact_id,
            end=edge.to_id,
            strength=edge.strength or 0,
            on_way=(edge.contact_id, edge.to_id) in steps
            or (edge.kind == ALLIED and (edge.to_id, edge.contact_id) in steps),
            sentence=line_words(facts, edge.kind, (edge.contact_id, edge.to_id), edge.strength),
        )
        for edge in sorted(facts.edges, key=lambda e: (order.get(e.kind, 9), e.id))
        if edge.to_id and {edge.contact_id, edge.to_id} <= drawn
    )


def line_words(facts: AccountFacts, kind: str, pair: tuple[str, str], strength: int | None) -> str:
    """A line as a sentence: "A influences B strongly"."""
    one, other = (facts.contact_name(key) or "–" for key in pair)
    if kind == REPORTS:
        return tr("{one} reports to {other}", one=one, other=other)
    if kind == ALLIED:
        return tr("{one} is allied with {other}", one=one, other=other)
    if kind == CONFLICT:
        return tr("{one} is in conflict with {other}", one=one, other=other)
    if strength in _STRENGTHS:
        return tr("{one} influences {other} {how}", one=one, other=other, how=tr(_STRENGTHS[strength]))
    return tr("{one} influences {other}", one=one, other=other)


def _title(people: tuple[PersonCard, ...], way: Way | None, opponent_from: int) -> str:
    if len(people) < LEAST:
        return tr("A power map needs two people at least")
    if not any(card.role for card in people):
        return tr("Nobody's role in the decision is recorded yet")
    if way is None:
        return tr("Nobody known approves: ask who signs")
    level = way.approver.level.level if way.approver.level else None
    if level not in {"1", "2", "3"}:
        return _way_words(way, level)
    name = way.approver.contact.name
    against = next((c for c in people if c.level == "-1" and c.weight >= opponent_from), None)
    if against is None:
        return tr("The approver {name} is with us", name=name)
    return tr("{name} approves and is with us; {opponent} works against us", name=name, opponent=against.name)


def _way_words(way: Way, level: str | None) -> str:
    """How the approver may be reached who is not with us yet."""
    name = way.approver.contact.name
    if level == "-1":
        return tr("The approver {name} works against us", name=name)
    if way.blocked_by:
        return tr("The path to {name} runs through {opponent}, who works against us", name=name,
                  opponent=way.blocked_by[0].name)  # fmt: skip
    if way.people:
        return tr("{helper} can lead us to the approver {name}", helper=way.people[0].name, name=name)
    return tr("Nobody who is with us reaches the approver {name}", name=name)


def _notes(way: Way | None, seats: tuple[Seat, ...]) -> tuple[str, ...]:
    found: list[str] = []
    if way is not None and way.people:
        names = " → ".join(f"{n} {c.name}" for n, c in enumerate(way.people, start=1))
        found.append(tr("Path to the approver: {names}.", names=names))
        if way.blocked_by:
            found.append(tr("Blocked by {names}.", names=", ".join(c.name for c in way.blocked_by)))
    elif way is not None and not (way.approver.level and way.approver.level.level in {"1", "2", "3"}):
        words = {"name": way.approver.contact.name}
        found.append(tr("No line from anybody who is with us leads to {name}.", **words))
    for seat in seats:
        if seat.chain:
            found.append(tr("{chain}: nobody known decides.", chain=chain_word(seat.chain)))
        else:
            found.append(tr("Nobody known approves."))
    return tuple(found)


def _counts(people: tuple[PersonCard, ...]) -> str:
    with_us = sum(card.level in {"1", "2", "3"} for card in people)
    against = sum(card.level == "-1" for card in people)
    unknown = sum(card.dashed for card in people)
    words = {"plus": with_us, "minus": against, "unknown": unknown}
    return tr("{plus} with us, {minus} against us, {unknown} not met or unknown.", **words)


def _footer(people: tuple[PersonCard, ...], seats: tuple[Seat, ...]) -> str:
    stale = sum(card.stale for card in people)
    none = sum(card.level is None for card in people)
    parts = [tr("Levels and lines are our judgement.")]
    if none:
        parts.append(trn("{n} person not assessed.", "{n} people not assessed.", none))
    if seats:
        parts.append(trn("In {n} chain nobody known decides.", "In {n} chains nobody known decides.", len(seats)))
    if stale:
        parts.append(trn("{n} stale level in grey.", "{n} stale levels in grey.", stale))
    return " ".join(parts)


def _empty(people: tuple[PersonCard, ...]) -> str:
    if not people:
        return tr("Nobody of this customer is recorded. Add who decides, who advises and who uses.")
    return tr("Only {name} is recorded. Add a second person, then say who reports to whom.", name=people[0].name)


def _legend() -> tuple[tuple[str, str], ...]:
    return (
        (REPORTS, tr("reports to")),
        (INFLUENCES, tr("influences, width = strength")),
        (CONFLICT, tr("conflict")),
        (ALLIED, tr("allied")),
        ("way", tr("path to the approver, step by step")),
        ("key", tr("key decider")),
        ("dashed", tr("∅ not met, ? not assessed or unknown")),
    )


def only_unit(view: PowerMap, keys: frozenset[str]) -> PowerMap:
    """The map of some people alone, for a show that zooms into a unit."""
    kept = tuple(card for card in view.cards if card.key in keys)
    lines = tuple(line for line in view.lines if line.start in keys and line.end in keys)
    return replace(view, cards=kept, lines=lines)
