# SPDX-License-Identifier: Apache-2.0
"""Everything the sections of one account page are built from, read once per refresh."""

from __future__ import annotations

from datetime import date, timedelta

from planner.kernel.data import dataclass
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.services import reports, ruleset_versions, rulesets
from planner.services.session import Session
from planner.views.overview import Overview, overview


@dataclass(frozen=True, slots=True)
class World:
    """The facts of an account, the rules in force, today, and the overview made of them.

    ``held`` is what is said beside a change since the day 90 days ago, where other rules were in force then.
    """

    facts: AccountFacts
    rules: Rules
    today: date
    overview: Overview
    held: str = ""

    @property
    def account_id(self) -> str:
        """The account all this is about."""
        return self.facts.account.id


def load(session: Session, account_id: str) -> World:
    """Read and compute; NotFoundError when the account is absent or in the Trash."""
    facts, rules, today = reports.facts(session, account_id), rulesets.current(session), session.today()
    held = ruleset_versions.held_then(session, today - timedelta(days=rules.health.trend_days))
    return World(facts, rules, today, overview(facts, rules, today), held)
