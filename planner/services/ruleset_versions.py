# SPDX-License-Identifier: Apache-2.0
"""The versions of the rules of a portfolio: which, when, by whom and why; and what a result says of its rules."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.entities.common.person import PERSON
from planner.entities.common.ruleset import RULESET, Ruleset
from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.errors import NotFoundError
from planner.kernel.text import tr
from planner.rules.ruleset import DEFAULT, Rules, from_json, scores_alike
from planner.services import crud, rulesets
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader
from planner.views.rules_stamp import SHOWN_HASH, stamp_text

__all__ = [
    "SHOWN_HASH", "Version", "built_in", "held_then", "in_force", "number_of", "of_number", "other_rules_since",
    "stamp", "stamp_of", "stamp_text", "versions",
]  # fmt: skip

_TELLING: Final = frozenset(
    {
        "Count money in {currency}",
        "Change what an impact may cost",
        "Change the working days",
        "Change the days off",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One adopted ruleset; number 0 are the built-in rules. ``by`` is "" when nobody is recorded."""

    number: int
    rules: Rules
    name: str
    adopted_on: date | None = None
    by: str = ""
    reason: str = ""

    @property
    def stamp(self) -> str:
        """How results name it: "Rules v3 · 1a2b3c4d"."""
        return stamp_text(self.number, self.rules.hash)


def built_in() -> Version:
    """The rules that are in force where none were adopted."""
    return Version(number=0, rules=DEFAULT, name=tr("Built-in rules"))


def versions(session: Session) -> tuple[Version, ...]:
    """All versions, the one in force first, the built-in rules last."""
    found = [_version(session, record) for record in session.read(_adopted)]
    return (*reversed(found), built_in())


def in_force(session: Session) -> Version:
    """The version that every score is worked out with."""
    adopted = session.read(_adopted)
    return _version(session, adopted[-1]) if adopted else built_in()


def of_number(session: Session, number: int) -> Version:
    """The version of a number, 0 for the built-in rules; NotFoundError when there is none."""
    for one in versions(session):
        if one.number == number:
            return one
    raise NotFoundError(tr("There is no version {n} of the rules.", n=number), "rules")


def stamp(session: Session) -> str:
    """What a page or document says of the rules behind its values: "Rules v3 · 1a2b3c4d"."""
    adopted = session.read(_adopted)
    return stamp_text(adopted[-1].version, adopted[-1].hash) if adopted else stamp_text(0, DEFAULT.hash)


def stamp_of(session: Session, rules_hash: str) -> str:
    """The same of a stored value, by the hash it carries; rules that are no longer here have no number."""
    return stamp_text(number_of(session, rules_hash), rules_hash)


def number_of(session: Session, rules_hash: str) -> int | None:
    """The newest version with that hash, 0 for the built-in rules, None for rules that are no longer here."""
    known = [record.version for record in session.read(_adopted) if record.hash == rules_hash]
    return 0 if rules_hash == DEFAULT.hash else known[-1] if known else None


def other_rules_since(session: Session, day: date) -> str:
    """What is said beside a way from an earlier day on which other rules were in force; "" where they were alike."""
    changed = rulesets.changed_since(session, day)
    if changed is None:
        return ""
    return tr(
        "Other rules were in force before {day}; both days are worked out with those of now.", day=day_text(changed)
    )


def held_then(session: Session, day: date) -> str:
    """The clause beside a change since an earlier day that is worked out with the rules of now; "" where they held.

    "under today’s rules; version 3 held then".
    """
    number, rules = rulesets.numbered_on(session, day)
    if scores_alike(rules, rulesets.current(session)):
        return ""
    if not number:
        return tr("under today’s rules; the built-in ones held then")
    return tr("under today’s rules; version {n} held then", n=number)


def _adopted(conn: driver.Connection) -> list[Ruleset]:
    return Reader(RULESET, conn).where("adopted_on IS NOT NULL", order="version, adopted_on, id")


def _version(session: Session, record: Ruleset) -> Version:
    by, step = _made(session, record.id)
    return Version(
        number=record.version,
        rules=from_json(record.body),
        name=record.name,
        adopted_on=record.adopted_on,
        by=by,
        reason=record.reason or step,
    )


def _made(session: Session, key: str) -> tuple[str, str]:
    """Who made the record, and by which step where that says why, such as "Change the days off"."""
    history = crud.record_history(session, key)
    if not history:
        return "", ""
    made = history[-1]
    person = crud.find(session, PERSON, made.person_id) if made.person_id else None
    step = made.label.text() if made.label.key in _TELLING else ""
    return person.name if person else "", step
