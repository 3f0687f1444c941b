# SPDX-License-Identifier: Apache-2.0
"""C4: where are we single-threaded or blind: seats by role and chain, or their people by ours (ux C4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from typing_extensions import override

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import N_, tr, trn
from planner.rules.coverage import Coverage, Thread, coverage
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import relation_alerts
from planner.rules.ruleset import Rules
from planner.views.account_people import role_word
from planner.views.audience import require
from planner.views.chart_options import chosen
from planner.views.charts import ChartView, percent
from planner.views.coverage_rows import Ours, Theirs, their_rows
from planner.views.person_card import PersonCard, chain_word, person_cards
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
    """``option`` is "seats" or "people"; ``flags`` are the alerts K2 and K3 with their words."""

    roles: tuple[tuple[str, str], ...]
    chains: tuple[tuple[str, str], ...]
    cells: tuple[SeatCell, ...]
    heads: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...]
    units: tuple[UnitBar, ...]
    units_head: str
    beside: tuple[str, ...]
    unknown_text: str
    rows: tuple[Theirs, ...]
    ours: tuple[Ours, ...]
    empty_text: str = ""

    @property
    def heads_of_people(self) -> tuple[str, str, str]:
        """Heads of unit and days since contact, and the word at the foot."""
        return tr("Unit"), tr("Days since contact"), tr("Load")

    @property
    def nobody_text(self) -> str:
        """Where none of us has met anybody."""
        return tr("nobody yet")

    @property
    def no_unit_text(self) -> str:
        """Whose unit is not recorded."""
        return tr("No unit")

    @property
    def scale_text(self) -> str:
        """What the circles and digits mean."""
        return tr("Depth: 1 held or met once, 2 met twice, 3 met often, 4 at home, in 12 months. · no contact. "
                  "Hatched: stale.")  # fmt: skip

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
                rows.append(Row(key=f"{cell.role}-{cell.chain}", cells=(*place, self.unknown_text, None, None, None)))
            rows += [
                Row(key=c.key, cells=(*place, c.name, c.level_text, c.holder or None, c.last_text or None))
                for c in cell.people
            ]
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
        rows = tuple(Row(key=row.card.key, cells=_people_cells(row)) for row in self.rows)
        totals: tuple[AnyCell, ...] = (tr("Load"), None, None, *(one.load for one in self.ours), None, None)
        return TableView(columns=columns, rows=rows, totals=totals if rows else ())

    @override
    def sentence(self) -> str:
        """Title, the two shares, the flags, then the seats without a name."""
        if self.empty_text:
            return tr("{title}. {text}", title=self.title, text=self.empty_text)
        heads = [tr("{label} {value}.", label=label, value=value) for label, value in self.heads]
        unknown = [cell.sentence for cell in self.cells if not cell.people]
        told = [tr("Unknown: {seats}.", seats="; ".join(unknown))] if unknown else []
        threads = [tr("{name}: {flag}.", name=row.card.name, flag=row.flag) for row in self.rows if row.flag]
        flags = [tr("{text}.", text=text) for _, text in self.flags]
        return " ".join([tr("{title}.", title=self.title), *heads, *flags, *told, *threads])


def _people_cells(row: Theirs) -> tuple[AnyCell, ...]:
    depths = tuple(
        CellValue(text=tr("{n} stale", n=d.value) if d.stale and d.value else str(d.value), raw=float(d.value))
        for d in row.depths
    )
    return (row.unit, row.card.name, row.card.role_text or None, *depths, row.days, row.flag or None)


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
    flags = _flags(known, rules, found, as_of)
    told = found.single[:1] if picked == SEATS else ()  # the title says it
    return CoverageChart(
        kind=COVERAGE,
        account=known.account.name,
        title=_people_title(rows) if picked == PEOPLE else _seat_title(found, known),
        subtitle=_subtitle(picked, len(cards), as_of),
        footer=_footer(found, picked, flagged=any(row.flag for row in rows)),
        audience=audience,
        as_of=as_of,
        completeness=found.decision.completeness if known.roles else None,
        option=picked,
        roles=tuple((role, role_word(role)) for role in dict.fromkeys(c.role for c in found.cells)),
        chains=tuple((chain, chain_word(chain)) for chain in dict.fromkeys(c.chain for c in found.cells)),
        cells=_cells(found, cards),
        heads=_heads(found),
        flags=tuple(flag for flag in flags if flag[1] not in {_single(thread) for thread in told}),
        units=_units(known, rules, as_of),
        units_head=_units_head(rules.general_relation.active_days),
        beside=_beside(found),
        unknown_text=tr("seat unknown"),
        rows=rows,
        ours=ours,
        empty_text=tr("Nobody of this customer is recorded. Add the people you know, with their role.") if not cards
        else "",
    )  # fmt: skip


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


def _heads(found: Coverage) -> tuple[tuple[str, str], ...]:
    def shown(value: Decimal | None) -> str:
        return tr("not assessed") if value is None else percent(value / 100)

    return (
        (tr("Seats with a name"), shown(found.identification.value)),
        (tr("Decision coverage"), shown(found.decision.value)),
    )


def _flags(known: AccountFacts, rules: Rules, found: Coverage, as_of: date) -> tuple[tuple[str, str], ...]:
    """K2: approver or decider not met; K3: single thread."""
    flags = [("K2", alert.text.text()) for alert in relation_alerts(known, rules, as_of) if alert.code == "K2"]
    flags += [("K3", _single(t)) for t in found.single]
    return tuple(flags)


def _units_head(days: int) -> str:
    """Which contacts the bars count, as D3 does."""
    return trn("By unit, of those wanted: contacts at level 0 or above, met in {n} day",
               "By unit, of those wanted: contacts at level 0 or above, met in {n} days", days)  # fmt: skip


def _single(thread: Thread) -> str:
    """K3 in words."""
    share = percent(thread.share)
    return tr("Single thread: {share} of the key relation hangs on {name}", share=share, name=thread.name)


def _units(known: AccountFacts, rules: Rules, as_of: date) -> tuple[UnitBar, ...]:
    """Active contacts by unit as D3 counts them."""
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
        words = tr("{n} of {wanted}", n=active, wanted=wanted) if wanted else tr("{n}, no target", n=active)
        bars.append(UnitBar(unit_id=unit.id, name=unit.name, active=active, wanted=wanted, words=words))
    return tuple(bars)


def _beside(found: Coverage) -> tuple[str, ...]:
    told = []
    if found.hidden:
        told.append(tr("Hidden chain: {names}", names=", ".join(s.contact.name for s in found.hidden)))
    if found.unplaced:
        told.append(tr("No chain recorded: {names}", names=", ".join(s.contact.name for s in found.unplaced)))
    return tuple(told)


def _seat_title(found: Coverage, known: AccountFacts) -> str:
    if not known.roles:
        return tr("Who decides is not recorded yet")
    if found.single:
        one = found.single[0]
        return tr("{share} of the key relation hangs on {name}", share=percent(one.share), name=one.name)
    unknown = [c for c in found.cells if not c.seats]
    heavy = next((c for c in unknown if c.role in {"approver", "decider"}), None)
    if heavy is not None:
        words = {"role": role_word(heavy.role).lower(), "chain": chain_word(heavy.chain).lower()}
        return trn("{n} seat unknown, first the {chain} {role}", "{n} seats unknown, first the {chain} {role}",
                   len(unknown), **words)  # fmt: skip
    if unknown:
        return trn("{n} of 12 seats has nobody known", "{n} of 12 seats have nobody known", len(unknown))
    return tr("Every seat of the decision has a name")


def _people_title(rows: tuple[Theirs, ...]) -> str:
    if not rows:
        return tr("Nobody of this customer is recorded yet")
    alone = [row for row in rows if row.flag]
    if alone:
        names = alone[0].card.name
        return trn(
            "{name}, who has a say, knows at most one of us",
            "{n} with a say know at most one of us, first {name}",
            len(alone),
            name=names,
        )
    return tr("Everybody who decides is known by two of us")


def _footer(found: Coverage, option: str, *, flagged: bool) -> str:
    unknown = sum(1 for cell in found.cells if not cell.seats)
    if option == PEOPLE:
        parts = [tr("Depth counts notes and calls that name a person of ours, in 12 months.")]
        if flagged:
            parts.append(tr("Single thread: an approver, decider or supporter whom one of us at most knows."))
        return " ".join(parts)
    parts = [tr("{n} of 12 seats (4 roles × 3 chains) unknown; the decision chain adds users.", n=unknown)]
    if found.single:
        parts.append(tr("Key relation: role weight × level, by our holder."))
    return " ".join(parts)
