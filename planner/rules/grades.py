# SPDX-License-Identifier: Apache-2.0
"""The grade decision in force and until when it holds (K13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from planner.entities.customers.grade_decision import GradeDecision
from planner.rules.risk import months_later
from planner.rules.ruleset import Rules


class GradeNote(NamedTuple):
    """What stands behind a grade; without ``decided_on`` nobody decided it here."""

    grade: str
    reason: str = ""
    decider: str = ""
    decided_on: date | None = None
    until: date | None = None


def newest(decisions: Iterable[GradeDecision]) -> GradeDecision | None:
    """The decision in force, None without any."""
    return max(decisions, key=lambda decision: (decision.decided_on, decision.id), default=None)


def holds_until(decision: GradeDecision, rules: Rules) -> date | None:
    """The last day of a decision; None for "not graded", which does not run out."""
    if decision.grade == "ungraded":
        return None
    months = rules.work.grade_months_s if decision.grade == "S" else rules.work.grade_months
    return decision.valid_until or months_later(decision.decided_on, months)
