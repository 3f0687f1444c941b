# SPDX-License-Identifier: Apache-2.0
"""The people of an account as a table, and how one of them stands with us in words (ux W5)."""

from __future__ import annotations

from datetime import date

from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import CHAINS, ROLES, DecisionRole
from planner.entities.relations.relation_assessment import RelationAssessment
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, near_day
from planner.kernel.text import N_, tr
from planner.rules.facts import AccountFacts
from planner.rules.key_relation import lacking, level_word
from planner.rules.ruleset import Rules, weight_of
from planner.rules.unknown_seat import is_unknown_seat
from planner.views.tables import AnyCell, CellValue, Column, Row, TableView

COLUMNS = (
    Column(key="name", title=N_("Name"), kind="two_line", width=152),
    Column(key="unit", title=N_("Unit"), width=112),
    Column(key="role", title=N_("Role"), width=92),
    Column(key="chain", title=N_("Chain"), width=96),
    Column(key="level", title=N_("Level"), kind="level", width=56),
    Column(key="holder", title=N_("Our holder"), width=88),
    Column(key="last", title=N_("Last contact"), align="right", width=124),
    Column(key="email", title=N_("E-mail"), width=190),
)
STALE_DAYS = 180
_ROLES, _CHAINS = dict(ROLES), dict(CHAINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one person stands: seat in decisions, newest level with its evidence, what it lacks, in words."""

    seat: DecisionRole | None
    newest: RelationAssessment | None
    links: tuple[EvidenceLink, ...]
    lacks: int
    line: str
    stale: bool


def people_table(facts: AccountFacts, rules: Rules, today: date) -> TableView:
    """Everyone at the customer, the heaviest role first; those who left come last."""
    newest, last = facts.newest_assessments(), facts.last_contacts()
    seats = main_seats(facts, rules)
    units = {unit.id: unit.name for unit in facts.units}

    def line(contact: Contact) -> Row:
        seat, level = seats.get(contact.id), newest.get(contact.id)
        second = tr("left {on}", on=day_text(contact.left_on)) if contact.left_on else contact.title or ""
        holder = facts.person_name(level.holder_id) if level else None
        color = "muted" if contact.left_on else "text"
        cells: tuple[AnyCell, ...] = (
            CellValue(text=shown_name(contact), second=second, role="name", color=color),
            units.get(contact.unit_id or ""),
            CellValue(text=role_word(seat.role), raw=_weight(seat, rules)) if seat else None,
            tr(_CHAINS[seat.chain]) if seat and seat.chain else None,
            level_cell(level.level if level else None),
            holder,
            _met(last.get(contact.id), today),
            contact.email,
        )
        return Row(key=contact.id, cells=cells)

    ordered = sorted(
        facts.contacts,
        key=lambda c: (c.left_on is not None, -_weight(seats.get(c.id), rules), c.name.casefold(), c.id),
    )
    return TableView(columns=COLUMNS, rows=tuple(line(contact) for contact in ordered))


def shown_name(contact: Contact) -> str:
    """The name, or that the seat's holder is not known."""
    return tr("Seat unknown") if is_unknown_seat(contact) else contact.name


def _met(last: date | None, today: date) -> CellValue | None:
    return CellValue(text=near_day(last, today), raw=last.isoformat()) if last else None


def main_seats(facts: AccountFacts, rules: Rules) -> dict[str, DecisionRole]:
    """The heaviest seat of each contact."""
    found: dict[str, DecisionRole] = {}
    for seat in facts.roles:
        before = found.get(seat.contact_id)
        if before is None or _weight(seat, rules) > _weight(before, rules):
            found[seat.contact_id] = seat
    return found


def _weight(seat: DecisionRole | None, rules: Rules) -> int:
    return weight_of(rules.key_relation.roles, seat.role) if seat else 0


def role_word(role: str) -> str:
    """A role in one word."""
    return tr(_ROLES[role]).split(" (")[0]


def level_cell(level: str | None) -> CellValue:
    """A level as its block; "?" while nobody assessed it."""
    if level is None:
        return CellValue(text="?", raw=None, data=None)
    if level == "not_met":
        return CellValue(text="∅", raw=-2.0, data=level)
    return CellValue(text=level_word(level).text(), value=float(level), raw=float(level), data=level)


def standing(facts: AccountFacts, rules: Rules, contact_id: str, today: date) -> Standing:
    """How a contact stands with us today."""
    history = sorted((a for a in facts.assessments if a.contact_id == contact_id), key=lambda a: (a.assessed_on, a.id))
    newest = history[-1] if history else None
    links = tuple(facts.links("relation_assessment").get(newest.id, ())) if newest else ()
    seat = main_seats(facts, rules).get(contact_id)
    if newest is None:
        return Standing(
            seat=seat, newest=None, links=(), lacks=0, line=tr("Nobody has assessed this yet."), stale=False
        )
    dated = max((e.evidence_date for e in links if e.evidence_date), default=newest.assessed_on)
    stale = (today - dated).days > STALE_DAYS
    return Standing(
        seat=seat,
        newest=newest,
        links=links,
        lacks=lacking(newest, list(links), rules),
        line=_history(history, links, today, stale=stale),
        stale=stale,
    )


def _history(history: list[RelationAssessment], links: tuple[EvidenceLink, ...], today: date, *, stale: bool) -> str:
    newest = history[-1]
    parts = [near_day(newest.assessed_on, today)]
    grades = sorted({link.grade for link in links})
    if grades:
        parts.append(tr("evidence {grades}", grades=", ".join(grades)))
    other = next((a for a in reversed(history[:-1]) if a.level != newest.level), None)
    if other is not None:
        on = near_day(other.assessed_on, today)
        parts.append(tr("was {level} on {on}", level=level_word(other.level).text(), on=on))
    if stale:
        parts.append(tr("stale"))
    return " · ".join(parts)
