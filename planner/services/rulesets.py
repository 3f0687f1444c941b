# SPDX-License-Identifier: Apache-2.0
"""The ruleset in force, and the verbs that adopt another one.

Each change of a rule is a new ruleset with the next version, so that any result can name the rules it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from planner.entities.common.ruleset import RULESET, Ruleset
from planner.kernel.changes import ChangeSet
from planner.kernel.data import replace
from planner.kernel.errors import PlannerError
from planner.kernel.money import is_currency, to_decimal, to_minor
from planner.kernel.text import N_, Message, tr
from planner.rules import ruleset as ruleset_rules
from planner.rules.ruleset import DayOff, LossRange, Rules
from planner.services.session import Session
from planner.store import driver
from planner.store.table import Reader, Table
from planner.store.unit import Unit


def current(session: Session) -> Rules:
    """The rules every score of this portfolio is computed with."""
    return session.read(rules_in_force)


def rules_in_force(conn: driver.Connection) -> Rules:
    """The same inside a verb: the ruleset adopted last, or the built-in one."""
    return numbered(conn)[1]


def numbered(conn: driver.Connection) -> tuple[int, Rules]:
    """The same with their version; the built-in rules are version 0."""
    adopted = _adopted(conn)
    return (adopted[-1].version, ruleset_rules.from_json(adopted[-1].body)) if adopted else (0, ruleset_rules.DEFAULT)


def in_force_on(session: Session, day: date) -> Rules:
    """The rules that were in force at the end of a day: before the first adoption the built-in ones.

    From today on they are those in force now. Values of two days may be compared where ``scores_alike`` of
    their rules holds; otherwise a trend stops there (issue 5, part 1).
    """
    return numbered_on(session, day)[1]


def numbered_on(session: Session, day: date) -> tuple[int, Rules]:
    """The same with their version; the built-in rules are version 0."""
    if day >= session.today():
        return session.read(numbered)
    adopted = [known for known in session.read(_adopted) if known.adopted_on is not None and known.adopted_on <= day]
    return (adopted[-1].version, ruleset_rules.from_json(adopted[-1].body)) if adopted else (0, ruleset_rules.DEFAULT)


def changed_since(session: Session, day: date) -> date | None:
    """The day from which values are computed as they are today, None when they were on ``day`` already.

    That is the day on which the newest ruleset was adopted that counts otherwise than the one before it.
    """
    now = current(session)
    if ruleset_rules.scores_alike(in_force_on(session, day), now):
        return None
    newer, since = now, day
    for known in reversed(session.read(_adopted)):
        if not ruleset_rules.scores_alike(ruleset_rules.from_json(known.body), newer):
            break
        since = known.adopted_on or since
    return since


def adopt(
    session: Session,
    rules: Rules,
    label: Message,
    *,
    reason: str | None = None,
    name: str | None = None,
    source: object = None,
) -> ChangeSet:
    """Put other rules in force as the next version; nothing happens when they are those in force.

    ``reason`` is kept with the version; without a ``name`` the rules keep theirs. PlannerError when a value does
    not fit; the rules in force then stay
    as they are.
    """
    body = ruleset_rules.to_json(rules)
    ruleset_rules.from_json(body)

    def work(unit: Unit) -> None:
        adopted = _adopted(unit.conn)
        if body == (adopted[-1].body if adopted else ruleset_rules.to_json(ruleset_rules.DEFAULT)):
            return
        version = max((known.version for known in adopted), default=0) + 1
        called = (name or "").strip() or (adopted[-1].name if adopted else tr("Rules of this portfolio"))
        values = {**fields(rules, version, session.today()), "name": called, "reason": (reason or "").strip() or None}
        Table(RULESET, unit).add(Ruleset(id=session.new_id(), **values))

    return session.write(label, work, source)


def fields(rules: Rules, version: int, adopted_on: date) -> dict[str, Any]:
    """What a Ruleset record of these rules holds, but for its id."""
    return {
        "name": tr("Rules of this portfolio"),
        "version": version,
        "body": ruleset_rules.to_json(rules),
        "hash": rules.hash,
        "adopted_on": adopted_on,
    }


def read_currency(text: str) -> str:
    """The ISO 4217 code somebody wrote, PlannerError when it is none."""
    wanted = text.strip().upper()
    if not is_currency(wanted):
        said = tr("“{code}” is not a currency. Use its three letters, such as EUR.", code=text.strip())
        raise PlannerError(said, "currency")
    return wanted


def set_currency(session: Session, code: str, *, source: object = None) -> ChangeSet:
    """Count money in another currency; amounts keep their figures ("1,200.00" stays "1,200")."""
    wanted = read_currency(code)
    rules = current(session)
    before = rules.risk.currency or wanted
    losses = tuple(
        replace(
            loss,
            low_minor=to_minor(to_decimal(loss.low_minor, before), wanted),
            high_minor=to_minor(to_decimal(loss.high_minor, before), wanted),
        )
        for loss in rules.risk.losses
    )
    label = Message(N_("Count money in {currency}"), {"currency": wanted})
    return adopt(
        session, replace(rules, risk=replace(rules.risk, currency=wanted, losses=losses)), label, source=source
    )


def set_losses(session: Session, losses: Iterable[LossRange], *, source: object = None) -> ChangeSet:
    """What each impact step may cost in money, for all sites that have no range of their own.

    PlannerError when a range is backwards or the portfolio has no currency yet.
    """
    rules, wanted = current(session), tuple(losses)
    if wanted and not rules.risk.currency:
        raise PlannerError(tr("Choose a currency first. Nothing was changed."), "currency")
    if any(loss.low_minor > loss.high_minor for loss in wanted):
        raise PlannerError(tr("The higher amount stands first. Write the lower amount on the left."), "losses")
    of_sites = tuple(loss for loss in rules.risk.losses if loss.site_id)
    every = (*sorted(wanted, key=lambda loss: loss.impact), *of_sites)
    label = Message(N_("Change what an impact may cost"))
    return adopt(session, replace(rules, risk=replace(rules.risk, losses=every)), label, source=source)


def set_working_days(session: Session, days: Iterable[int], *, source: object = None) -> ChangeSet:
    """The weekdays on which deadlines count, Monday is 0; at least one."""
    rules, wanted = current(session), tuple(sorted(set(days)))
    if not wanted:
        raise PlannerError(tr("A week needs at least one working day. Nothing was changed."), "working-days")
    label = Message(N_("Change the working days"))
    return adopt(session, replace(rules, work=replace(rules.work, working_days=wanted)), label, source=source)


def set_days_off(session: Session, days: Iterable[DayOff], *, source: object = None) -> ChangeSet:
    """The holidays that deadlines skip; of several entries for a day the first stays."""
    rules = current(session)
    by_date: dict[str, DayOff] = {}
    for day in days:
        by_date.setdefault(day.on, day)
    wanted = tuple(by_date[on] for on in sorted(by_date))
    label = Message(N_("Change the days off"))
    return adopt(session, replace(rules, work=replace(rules.work, days_off=wanted)), label, source=source)


def public_holidays(country: str, year: int) -> tuple[DayOff, ...]:
    """The public holidays of a country (ISO 3166 code) in a year, named in its own language."""
    import holidays

    spoken = holidays.country_holidays(country).default_language
    found = holidays.country_holidays(country, years=year, language=spoken)
    return tuple(DayOff(on=day.isoformat(), name=str(name)) for day, name in sorted(found.items()))


def countries() -> tuple[str, ...]:
    """The ISO 3166 codes of the countries whose public holidays are known; their table also has UK for GB."""
    import holidays

    return tuple(sorted(code for code in holidays.list_supported_countries() if len(code) == 2 and code != "UK"))


def _adopted(conn: driver.Connection) -> list[Ruleset]:
    return Reader(RULESET, conn).where("adopted_on IS NOT NULL", order="version, adopted_on, id")
