# SPDX-License-Identifier: Apache-2.0
"""Their people by ours for the coverage map: how deep each of us knows each of them (ux C4, view B)."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.kernel.data import dataclass
from planner.kernel.dates import near_day
from planner.kernel.text import tr, trn
from planner.rules.contact_depth import Depth, depths
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.views.person_card import PersonCard

HEAVY: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """One of our people: how many of them they have met (``load``), and of how many they are the named holder."""

    key: str
    name: str
    load: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How deep one of us knows one of them; ``records`` are the notes and calls that say so."""

    value: int
    stale: bool
    holds: bool
    records: tuple[tuple[str, str], ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """One of their people: unit, depths in the order of our people, days since contact, "single thread" or ""."""

    card: PersonCard
    unit: str
    depths: tuple[Cell, ...]
    days: int | None
    flag: str


def their_rows(
    known: AccountFacts, rules: Rules, cards: tuple[PersonCard, ...], as_of: date
) -> tuple[tuple[Theirs, ...], tuple[Ours, ...]]:
    """Rows grouped by unit, the unit with the heaviest role first, and our people, who knows most of them first."""
    found = depths(known, rules, as_of)
    here = {card.key for card in cards}
    load: dict[str, int] = {}
    held: dict[str, int] = {}
    for (contact, person), depth in found.items():
        if contact in here and (depth.value or depth.holds) and person in known.people:
            load[person] = load.get(person, 0) + bool(depth.value)
            held[person] = held.get(person, 0) + depth.holds
    ours = tuple(
        Ours(key=key, name=known.people[key].name, load=load[key], held=held[key])
        for key in sorted(load, key=lambda k: (-load[k], known.people[k].name, k))
    )
    units = {unit.id: unit.name for unit in known.units}
    unit_of = {c.id: units.get(c.unit_id or "", "") for c in known.contacts}
    heaviest: dict[str, int] = {}
    for card in cards:
        unit = unit_of.get(card.key, "")
        heaviest[unit] = max(heaviest.get(unit, 0), card.weight)
    ordered = sorted(
        cards, key=lambda c: (not unit_of.get(c.key), -heaviest[unit_of.get(c.key, "")], unit_of.get(c.key, ""),
                              -c.weight, c.name.casefold(), c.key)
    )  # fmt: skip
    rows = tuple(_row(card, unit_of.get(card.key, ""), (ours, found), as_of) for card in ordered)
    return rows, ours


def _row(
    card: PersonCard, unit: str, known: tuple[tuple[Ours, ...], dict[tuple[str, str], Depth]], as_of: date
) -> Theirs:
    ours, found = known
    cells = tuple(_cell(card, one, found.get((card.key, one.key)), as_of) for one in ours)
    knowing = sum(1 for cell in cells if cell.value)
    flag = ""
    if card.weight >= HEAVY and knowing <= 1 and not card.seat_unknown:
        held = any(cell.holds for cell in cells)
        flag = tr("single thread") if knowing else tr("held, never met") if held else tr("nobody knows them")
    days = (as_of - card.last).days if card.last else None
    return Theirs(card=card, unit=unit, depths=cells, days=days, flag=flag)


def _cell(card: PersonCard, one: Ours, depth: Depth | None, as_of: date) -> Cell:
    names = {"ours": one.name, "name": card.name}
    if depth is None or not depth.value:
        holds = depth is not None and depth.holds
        said = tr("{ours} is the named holder, but has not met {name}", **names) if holds else tr(
            "{ours} has not met {name}", **names)  # fmt: skip
        return Cell(value=0, stale=False, holds=holds, records=(), sentence=said)
    said = tr("{ours} knows {name}: depth {n}, {touches} in 12 months", n=depth.value,
              touches=trn("{n} contact", "{n} contacts", depth.touches), **names)  # fmt: skip
    last = tr("last contact {on}", on=near_day(depth.last, as_of)) if depth.last else tr("no contact is dated")
    said = tr("{said}, {last}", said=said, last=last)
    if depth.stale:
        said = tr("{said}, stale", said=said)
    if depth.holds:
        said = tr("{said}, named holder", said=said)
    return Cell(value=depth.value, stale=depth.stale, holds=depth.holds, records=depth.records, sentence=said)
