# SPDX-License-Identifier: Apache-2.0
"""A scratch copy of an account's facts to try changes on; it lives in memory alone and nothing of it is ever stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planner.kernel.data import dataclass
from planner.rules.changes import Change
from planner.rules.facts import AccountFacts
from planner.rules.ruleset import Rules
from planner.services import reports, rulesets
from planner.services.session import Session
from planner.views import what_if as views
from planner.views.what_if import Compared, Subject


@dataclass(frozen=True, slots=True)
class Scratch:
    """The facts of one day, read once; trying changes reads and writes nothing any more."""

    facts: AccountFacts
    rules: Rules
    day: date

    @property
    def account_id(self) -> str:
        """The account it was copied from."""
        return self.facts.account.id

    def subjects(self) -> tuple[Subject, ...]:
        """What can be changed."""
        return views.subjects(self.facts, self.rules, self.day)

    def compare(self, chosen: Sequence[Change]) -> tuple[Compared, ...]:
        """Every value as it is and as it would be."""
        return views.compare(self.facts, self.rules, self.day, chosen)


def begin(session: Session, account_id: str) -> Scratch:
    """Copy the facts of today; NotFoundError when the account is gone."""
    return Scratch(reports.facts(session, account_id), rulesets.current(session), session.today())
