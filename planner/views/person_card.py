# SPDX-License-Identifier: Apache-2.0
"""One person of the customer as the charts of people show them: name, seat, level, how fresh, who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from planner.entities.common.evidence_link import EvidenceLink
from planner.entities.relations.contact import Contact
from planner.entities.relations.decision_role import CHAINS, DecisionRole
from planner.entities.relations.relation_assessment import LEVELS, RelationAssessment
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text, near_day
from planner.kernel.text import N_, tr, trn
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules, weight_of
from planner.rules.unknown_seat import is_unknown_seat
from planner.views.account_people import STALE_DAYS, level_cell, main_seats, role_word, shown_name
from planner.views.tables import CellValue

_CHAIN_WORDS: Final = dict(CHAINS)
_LEVEL_WORDS: Final = dict(LEVELS)
LETTERS: Final = {
    "technical": N_("chain letter|T"),
    "commercial": N_("chain letter|C"),
    "general": N_("chain letter|G"),
    "hidden": N_("chain letter|H"),
}

_SHORT: Final = {
    "approver": N_("short role|Appr."),
    "decider": N_("short role|Dec."),
    "supporter": N_("short role|Supp."),
    "influencer": N_("short role|Infl."),
    "user": N_("short role|User"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """``level`` is None while nobody assessed it, "not_met" or "-1" to "3"; ``level_text`` is how it is written.

    ``dashed`` marks whom we have not met or do not know, ``stale`` a level that is older than the rules trust, with
    ``stale_text`` saying of when it is. ``contact_id`` is "" for a seat that no record stands for.
    """

    key: str
    contact_id: str
    name: str
    title: str
    role: str
    role_text: str
    chain: str
    letter: str
    weight: int
    level: str | None
    level_text: str
    is_key: bool
    seat_unknown: bool
    dashed: bool
    stale: bool
    stale_text: str
    holder: str
    last: date | None
    last_text: str
    evidence: int
    sentence: str
    lines: tuple[str, ...]

    @property
    def level_words(self) -> str:
        """The level as it is written, with its word where a sign alone would have to be guessed."""
        if self.level is None:
            return tr("? not assessed")
        return tr("∅ not met") if self.level == "not_met" else self.level_text

    @property
    def level_cell(self) -> CellValue:
        """The level with its word, as a cell of a table."""
        return level_cell(self.level)._replace(text=self.level_words)

    @property
    def last_cell(self) -> CellValue | None:
        """The day of the last contact as a cell, None without one."""
        return CellValue(text=self.last_text, raw=self.last.isoformat()) if self.last else None

    @property
    def under(self) -> str:
        """The second line: role and job, and of when a stale level is."""
        return self.unders[0]

    @property
    def unders(self) -> tuple[str, ...]:
        """The second line, and shorter ones for less room, none of which cuts a word: the role is kept the longest."""
        second = self.stale_text or self.title
        brief = short_role(self.role)
        made = (
            " · ".join(word for word in (self.role_text or (self.title if self.stale_text else ""), second) if word),
            " · ".join(word for word in (brief, second) if word),
            self.role_text or second,
            brief,
        )
        return tuple(dict.fromkeys(words for words in made if words)) or ("",)


def chain_word(chain: str | None) -> str:
    """A chain in one word, "" for none."""
    return tr(_CHAIN_WORDS[chain]) if chain in _CHAIN_WORDS else ""


def short_role(role: str) -> str:
    """A role in a few letters, for cards without room; "" for none."""
    return tr(_SHORT[role]).rpartition("|")[2] if role in _SHORT else ""


def letter(chain: str | None) -> str:
    """The letter of a chain, "" for none."""
    return tr(LETTERS[chain]).rpartition("|")[2] if chain in LETTERS else ""


def level_legend(cards: Iterable[PersonCard]) -> tuple[tuple[str, str, str], ...]:
    """What the blocks mean of those levels that occur: (level, how it is written, word).

    +1 to +3 are one, stale levels another, "stale".
    """
    held = {
        "stale" if card.stale else "1" if card.level in {"2", "3"} else card.level or ""
        for card in cards
        if not card.seat_unknown
    }
    words = (
        ("1", "+", tr("with us")),
        ("0", "0", tr("listens only")),
        ("-1", "−1", tr("against us")),
        ("not_met", "∅", tr("not met")),
        ("", "?", tr("not assessed")),
        ("stale", "", tr("stale level")),
    )
    return tuple(one for one in words if one[0] in held)


def person_cards(facts: AccountFacts, rules: Rules, as_of: date) -> tuple[PersonCard, ...]:
    """Everybody who has not left, the heaviest role first."""
    seats, newest, last = main_seats(facts, rules), facts.newest_assessments(), facts.last_contacts()
    links = facts.links("relation_assessment")
    cards = []
    for contact in facts.present_contacts():
        level = newest.get(contact.id)
        known = _Known(
            seats.get(contact.id), level, last.get(contact.id), tuple(links.get(level.id, ()) if level else ())
        )
        cards.append(_card(facts, rules, (contact, known), as_of))
    return tuple(sorted(cards, key=lambda c: (-c.weight, c.name.casefold(), c.key)))


@dataclass(frozen=True, slots=True)
class _Known:
    seat: DecisionRole | None
    newest: RelationAssessment | None
    last: date | None
    links: tuple[EvidenceLink, ...]


def _card(facts: AccountFacts, rules: Rules, who: tuple[Contact, _Known], as_of: date) -> PersonCard:
    contact, known = who
    seat, newest, last, found = known.seat, known.newest, known.last, known.links
    dated = max((e.evidence_date for e in found if e.evidence_date), default=newest.assessed_on if newest else None)
    stale = dated is not None and (as_of - dated).days > STALE_DAYS and newest is not None
    level = newest.level if newest else None
    unknown = is_unknown_seat(contact)
    holder = (facts.person_name(newest.holder_id) if newest else None) or ""
    seated, level_words = _seated(seat), tr(_LEVEL_WORDS[level]) if level else tr("Nobody has assessed this yet.")
    name = shown_name(contact)
    told = (
        tr("level of {day}, stale", day=day_text(dated)) if stale and dated else "",
        tr("Held by {name}", name=holder) if holder else tr("Nobody of us holds this contact."),
        tr("Last contact {on}", on=near_day(last, as_of)) if last else tr("No contact is recorded."),
        trn("{n} piece of evidence", "{n} pieces of evidence", len(found)) if level else "",
    )
    return PersonCard(
        key=contact.id,
        contact_id=contact.id,
        name=name,
        title=contact.title or "",
        role=seat.role if seat else "",
        role_text=role_word(seat.role) if seat else "",
        chain=(seat.chain or "") if seat else "",
        letter=letter(seat.chain if seat else None),
        weight=weight_of(rules.key_relation.roles, seat.role) if seat else 0,
        level=level,
        level_text=level_cell(level).text,
        is_key=bool(seat and seat.is_kdm),
        seat_unknown=unknown,
        dashed=unknown or level in {None, "not_met"},
        stale=stale and level != "not_met",
        stale_text=tr("stale, {day}", day=day_text(dated)) if stale and dated and level != "not_met" else "",
        holder=holder,
        last=last,
        last_text=near_day(last, as_of) if last else "",
        evidence=len(found),
        sentence=", ".join([name, seated, level_words]),
        lines=tuple(line for line in (name, contact.title or "", seated, level_words, *told) if line),
    )


def _seated(seat: DecisionRole | None) -> str:
    """Role and chain in words."""
    role, chain = role_word(seat.role) if seat else tr("no role"), chain_word(seat.chain if seat else None)
    return tr("{role}, {chain}", role=role, chain=chain) if chain else role
