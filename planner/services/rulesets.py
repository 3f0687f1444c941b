# SPDX-License-Identifier: Apache-2.0
"""The ruleset in force: the newest one adopted in the portfolio, else the built-in one."""

from __future__ import annotations

from planner.entities.common.ruleset import RULESET
from planner.rules import ruleset as ruleset_rules
from planner.rules.ruleset import Rules
from planner.services.session import Session
from planner.store.table import Reader


def current(session: Session) -> Rules:
    """The rules every score of this portfolio is computed with."""
    adopted = session.read(lambda conn: Reader(RULESET, conn).where("adopted_on IS NOT NULL", order="adopted_on, id"))
    return ruleset_rules.from_json(adopted[-1].body) if adopted else ruleset_rules.DEFAULT
