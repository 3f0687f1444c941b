# SPDX-License-Identifier: Apache-2.0
"""The days from which people ask why a value moved: the last review, a month, a quarter, the last plan."""

from __future__ import annotations

from datetime import date, timedelta

from planner.kernel.data import dataclass
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.facts import AccountFacts
from planner.services.portfolio_facts import PLAN_VERSIONS
from planner.services.session import Session
from planner.store import portfolio_settings


@dataclass(frozen=True, slots=True)
class Since:
    """A day to compare with, and the words by which it is chosen."""

    key: str
    words: str
    day: date


def choices(session: Session, facts: AccountFacts, as_of: date) -> tuple[Since, ...]:
    """The days that lie before ``as_of``, the usual one (90 days) first."""
    found = [
        Since("90", tr("90 days"), as_of - timedelta(days=90)),
        Since("30", tr("30 days"), as_of - timedelta(days=30)),
    ]
    done = [r.done_on for r in facts.reviews if r.done_on is not None and r.done_on < as_of]
    if done:
        # the evening before, so that what the review itself found is part of the way
        day = max(done) - timedelta(days=1)
        found.append(Since("review", tr("Last review ({day})", day=day_text(max(done))), day))
    exported = [on for on in _exports(session, facts.account.id) if on < as_of]
    if exported:
        found.append(Since("plan", tr("Last plan ({day})", day=day_text(max(exported))), max(exported)))
    return tuple(found)


def _exports(session: Session, account_id: str) -> list[date]:
    """The days on which versions of the plan were exported."""
    made = session.read(lambda conn: portfolio_settings.get(conn, PLAN_VERSIONS, {})).get(account_id, [])
    return [date.fromisoformat(str(one["on"])) for one in made if one.get("on")]
