# SPDX-License-Identifier: Apache-2.0
"""C4: where are we single-threaded or blind: seats by role and chain, or their people by ours (ux C4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.coverage import Coverage, coverage
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import key_contacts
from planner.rules.ruleset import Rules
from planner.views.account_people import role_word
from planner.views.audience import require
from planner.views.chart_options import chosen
from planner.views.charts import ChartView
from planner.views.coverage_rows import Cell, Ours, Theirs, their_rows
from planner.views.coverage_words import Head, deeper, flags_of, heads_of, people_title, seat_title, title_holder
from planner.views.person_card import PersonCard, chain_word, level_legend, person_cards
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

COVERAGE: Final = "coverage"
SEATS, PEOPLE = "seats", "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCell:
    """One seat: who sits there, those who stand best with us first; nobody is "seat unknown"."""

    role: str
    chain: str
    people: tuple[PersonCard, ...]
    sentence: str

    @property
    def key(self) -> str:
        """The mark of the seat while nobody is known there."""
        return f"seat-{self.role}-{self.chain}"

    def mark(self, card: PersonCard) -> str:
        """The mark of somebody who sits there; who holds two seats has two."""
        return f"person-{card.key}-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBar:
    """A unit in scope: active contacts against the number wanted, None where it is not set."""

    unit_id: str
    name: str
    active: int
    wanted: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageChart(ChartView):
    """``option`` is "seats" or "people"; ``flags`` are the alerts K2 and K3 with their words.

    ``beside`` are the people whose chain is hidden or not recorded, with the words before them; ``legend`` says what
    the blocks of the levels that occur mean. ``units_plain`` is ``units_head`` where no bars
    are drawn. ``holder`` is the one of ours whom the title speaks of.
    """

    roles: tuple[tuple[str, str], ...]
    chains: tuple[tuple[str, str], ...]
    cells: tuple[SeatCell, ...]
    heads: tuple[Head, ...]
    flags: tuple[tuple[str, str], ...]
    units: tuple[UnitBar, ...]
    units_head: str
    units_plain: str
    beside: tuple[tuple[str, str, tuple[PersonCard, ...]], ...]
    legend: tuple[tuple[str, str, str], ...]
    unknown_text: str
    rows: tuple[Theirs, ...]
    ours: tuple[Ours, ...]
    holder: str = ""
    stale_after: int = 0
    empty_text: str = ""

    @property
    def heads_of_people(self) -> tuple[str, str, str]:
        """Heads of role, unit and days since contact."""
        return tr("Role"), tr("Unit"), tr("Days since contact")

    @property
    def foot(self) -> tuple[str, ...]:
        """The row below: its word, then how many of them each of ours has met, and of how many they are holder."""
        pairs = (tr("{met}·{held}", met=one.load, held=one.held) for one in self.ours)
        return tr("People met · held"), *pairs

    @property
    def none_word(self) -> str:
        """In the column of days, for whom no contact is recorded."""
        return tr("no contact")

    @property
    def nobody_text(self) -> str:
        """Where none of us has met anybody."""
        return tr("nobody yet")

    @property
    def no_unit_text(self) -> str:
        """Whose unit is not recorded."""
        return tr("No unit")

    @property
    def signs(self) -> tuple[tuple[str, str], ...]:
        """The signs of the cells that occur, with their words: "disc", "stale", "holds", "none"."""
        cells = [cell for row in self.rows for cell in row.depths]
        seen = {"disc"} | ({"stale"} if any(c.stale for c in cells) else set())
        seen |= {"holds"} if any(c.holds for c in cells) else set()
        seen |= {"none"} if any(not c.value for c in cells) else set()
        told = (
            ("disc", tr("depth by contacts in 12 months: 1 under 2, 2 from 2, 3 from 4, 4 from 7")),
            ("stale", trn("stale: over {n} day", "stale: over {n} days", self.stale_after)),
            ("holds", tr("named holder")),
            ("none", tr("no contact")),
        )
        return tuple(one for one in told if one[0] in seen)

    def cell(self, role: str, chain: str) -> SeatCell:
        """The seat of a role in a chain."""
        return next(cell for cell in self.cells if (cell.role, cell.chain) == (role, chain))

    @override
    def table(self) -> TableView:
        """The seats with their holders, or their people with the depth of each of ours."""
        return self._people_table() if self.option == PEOPLE else self._seat_table()

    def _seat_table(self) -> TableView:
        columns = (
            Column(key="role", title=N_("Role"), width=120),
            Column(key="chain", title=N_("Chain"), width=110),
            Column(key="name", title=N_("Held by"), width=220),
            Column(key="level", title=N_("Level"), width=70),
            Column(key="holder", title=N_("Our holder")),
            Column(key="last", title=N_("Last contact")),
        )
        rows: list[Row] = []
        for cell in self.cells:
            place = (role_word(cell.role), chain_word(cell.chain))
            if not cell.people:
                rows.append(Row(key=cell.key, cells=(*place, self.unknown_text, None, None, None)))
            rows += [Row(key=cell.mark(c), cells=(*place, *_seat_cells(c))) for c in cell.people]
        for word, _, people in self.beside:
            rows += [Row(key=f"beside-{c.key}", cells=(c.role_text, word, *_seat_cells(c))) for c in people]
        return TableView(columns=columns, rows=tuple(rows))

    def _people_table(self) -> TableView:
        columns = (
            Column(key="unit", title=N_("Unit"), width=120),
            Column(key="name", title=N_("Name"), width=180),
            Column(key="role", title=N_("Role")),
            *(Column(key=f"of-{one.key}", title=one.name, align="right") for one in self.ours),
            Column(key="days", title=N_("Days since contact"), kind="number", align="right"),
            Column(key="flag", title=N_("Flag")),
        )
        rows = tuple(Row(key=f"person-{row.card.key}", cells=_people_cells(row)) for row in self.rows)
        word, *counts = self.foot
        totals: tuple[AnyCell, ...] = (word, None, None, *counts, None, None)
        return TableView(columns=columns, rows=rows, totals=totals if rows else ())

    @override
    def sentence(self) -> str:
        """Title, the two shares, the flags, then the seats without a name."""
        if self.empty_text:
            return tr("{title}. {text}", title=self.title, text=self.empty_text)
        heads = [tr("{label} {value}: {basis}.", label=h.label, value=h.value, basis=h.basis) for h in self.heads]
        unknown = [cell.sentence for cell in self.cells if not cell.people]
        told = [tr("Unknown: {seats}.", seats="; ".join(unknown))] if unknown else []
        threads = [tr("{name}: {flag}.", name=row.card.name, flag=row.flag) for row in self.rows if row.flag]
        flags = [tr("{text}.", text=text) for _, text in self.flags]
        return " ".join([tr("{title}.", title=self.title), *heads, *flags, *told, *threads])


def _seat_cells(card: PersonCard) -> tuple[AnyCell, ...]:
    return card.name, card.level_cell, card.holder or None, card.last_cell


def _people_cells(row: Theirs) -> tuple[AnyCell, ...]:
    depths = tuple(CellValue(text=_depth_words(d), raw=float(d.value)) for d in row.depths)
    return (row.unit, row.card.name, row.card.role_text or None, *depths, row.days, row.flag or None)


def _depth_words(cell: Cell) -> str:
    """A digit as the table says it: how deep, whether that is old, who is the named holder."""
    told = tr("{n} stale", n=cell.value) if cell.stale and cell.value else str(cell.value)
    return tr("{depth}, holder", depth=told) if cell.holds else told


def coverage_chart(
    facts: AccountFacts, rules: Rules, *, as_of: date, audience: str = "internal", option: str = ""
) -> CoverageChart:
    """The coverage of an account on a day. Raises PlannerError for the customer: it says whom we reach."""
    require(COVERAGE, audience)
    picked = chosen(COVERAGE, option)
    known = facts.at(as_of)
    found = coverage(known, rules, as_of)
    cards = {card.key: card for card in person_cards(known, rules, as_of)}
    rows, ours = their_rows(known, rules, tuple(cards.values()), as_of)
    flags = flags_of(known, rules, found, as_of)
    seated = {s.contact.id for s in (*(s for c in found.cells for s in c.seats), *found.hidden, *found.unplaced)}
    title = people_title(rows) if picked == PEOPLE else seat_title(found, known)
    return CoverageChart(
        kind=COVERAGE,
        account=known.account.name,
        title=title,
        subtitle=_subtitle(picked, len(cards), as_of),
        footer=_footer(known, rules, found, rows if picked == PEOPLE else None),
        audience=audience,
        as_of=as_of,
        completeness=found.decision.completeness if known.roles else None,
        option=picked,
        roles=tuple((role, role_word(role)) for role in dict.fromkeys(c.role for c in found.cells)),
        chains=tuple((chain, chain_word(chain)) for chain in dict.fromkeys(c.chain for c in found.cells)),
        cells=_cells(found, cards),
        heads=heads_of(known, rules, found, of_people=picked == PEOPLE),
        flags=(*(flag for flag in flags if flag[1] != title), *(deeper(rows, ours) if picked == PEOPLE else ())),
        holder=title_holder(found, title),
        stale_after=rules.coverage.active_days,
        units=_units(known, rules, as_of),
        units_head=_units_head(rules.general_relation.active_days),
        units_plain=_units_plain(rules.general_relation.active_days),
        beside=_beside(found, cards),
        legend=level_legend(card for key, card in cards.items() if key in seated),
        unknown_text=tr("seat unknown"),
        rows=rows,
        ours=ours,
        empty_text="" if cards else _nobody_recorded(),
    )


def _nobody_recorded() -> str:
    return tr("Nobody of this customer is recorded. Add the people you know, with their role.")


def _subtitle(picked: str, number: int, as_of: date) -> str:
    people = trn("{n} person", "{n} people", number)
    what = tr("Roles in each chain") if picked == SEATS else tr("Their people and ours, depth of contact 0 to 4")
    return tr("{what} · {people} · as of {day}", what=what, people=people, day=day_text(as_of))


def _cells(found: Coverage, cards: dict[str, PersonCard]) -> tuple[SeatCell, ...]:
    made = []
    for cell in found.cells:
        people = tuple(cards[s.contact.id] for s in cell.seats if s.contact.id in cards)
        named = tuple(card for card in people if not card.seat_unknown)
        seat = tr("{role}, {chain}", role=role_word(cell.role), chain=chain_word(cell.chain))
        names = ", ".join(tr("{name} {level}", name=c.name, level=c.level_text) for c in named)
        said = tr("{seat}: {name}", seat=seat, name=names) if names else tr("{seat} unknown", seat=seat)
        made.append(SeatCell(role=cell.role, chain=cell.chain, people=named, sentence=said))
    return tuple(made)


def _units_plain(days: int) -> str:
    """The same where the units are words, without a bar and its tick."""
    return trn("By unit: contacts at level 0 or above, met in {n} day, of the number wanted",
               "By unit: contacts at level 0 or above, met in {n} days, of the number wanted", days)  # fmt: skip


def _units_head(days: int) -> str:
    """Which contacts the bars count, as D3 does."""
    return trn("By unit: contacts at level 0 or above, met in {n} day; tick: number wanted",
               "By unit: contacts at level 0 or above, met in {n} days; tick: number wanted", days)  # fmt: skip


def _units(known: AccountFacts, rules: Rules, as_of: date) -> tuple[UnitBar, ...]:
    """Active contacts by unit as D3 counts them; while nobody is known to have been met, nobody knows how many."""
    touched = known.last_contacts()
    newest = known.newest_assessments()
    bars = []
    for unit in sorted((u for u in known.units if u.in_scope), key=lambda u: (u.name, u.id)):
        active = sum(
            1
            for c in known.present_contacts()
            if c.unit_id == unit.id
            and c.id in touched
            and (as_of - touched[c.id]).days <= rules.general_relation.active_days
            and c.id in newest
            and newest[c.id].level not in {"not_met", "-1"}
        )
        wanted = unit.target_contacts
        number = active if touched else "?"
        words = tr("{n} of {wanted}", n=number, wanted=wanted) if wanted else tr("{n}, no target", n=number)
        bars.append(UnitBar(unit_id=unit.id, name=unit.name, active=active, wanted=wanted, words=words))
    return tuple(bars)


def _beside(found: Coverage, cards: Mapping[str, PersonCard]) -> tuple[tuple[str, str, tuple[PersonCard, ...]], ...]:
    """Who stands in no seat: the chain in a word, in a sentence with the names, and the people."""
    told = []
    for word, sentence, seats in (
        (tr("Hidden"), N_("Hidden chain: {names}"), found.hidden),
        (tr("not recorded"), N_("No chain recorded: {names}"), found.unplaced),
    ):
        people = tuple(cards[key] for key in dict.fromkeys(s.contact.id for s in seats) if key in cards)
        if people:
            told.append((word, tr(sentence, names=", ".join(c.name for c in people)), people))
    return tuple(told)


def _footer(known: AccountFacts, rules: Rules, found: Coverage, rows: tuple[Theirs, ...] | None) -> str:
    if rows is not None:
        parts = [tr("Depth counts notes and calls. Who is not assessed has no named holder.")]
        if any(row.flag for row in rows):
            parts.append(tr("Single thread: one of us at most knows an approver, decider or supporter."))
        return " ".join(parts)
    parts = [tr("4 roles × 3 chains; the decision chain adds users.")]
    if found.single:
        told = sum(p.level is not None for p in key_contacts(known, rules))
        parts.append(trn("Key relation: role weight × level of {n} assessed person.",
                         "Key relation: role weight × level of {n} assessed people.", told))  # fmt: skip
    return " ".join(parts)
