# SPDX-License-Identifier: Apache-2.0
"""A grade and what stands behind it, in sentences."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from planner.entities.customers.grades import GRADES
from planner.kernel.dates import day_text
from planner.kernel.text import tr
from planner.rules.grades import GradeNote


class GradeWords(NamedTuple):
    """The grade, why, who decided when, how long it holds; "" for what there is nothing to say about."""

    grade: str
    reason: str
    decided: str
    holds: str
    expired: bool

    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join(part for part in (self.grade, self.reason, self.decided, self.holds) if part)


def grade_words(note: GradeNote, today: date) -> GradeWords:
    """The sentences; they say plainly when nobody decided or when the decision has run out."""
    grade = tr(dict(GRADES).get(note.grade, note.grade))
    if note.decided_on is None:
        graded = note.grade != "ungraded"
        reason = tr("Nobody has decided this grade here.") if graded else tr("No grade has been decided yet.")
        return GradeWords(grade, reason, "", "", expired=False)
    expired = note.until is not None and note.until < today
    return GradeWords(
        grade,
        note.reason or tr("No reason was given."),
        _decided(note.decider, note.decided_on),
        _holds(note, today),
        expired,
    )


def _decided(who: str, on: date) -> str:
    day = day_text(on)
    return tr("Decided by {who} on {day}.", who=who, day=day) if who else tr("Decided on {day}.", day=day)


def _holds(note: GradeNote, today: date) -> str:
    if note.until is None:
        return ""
    if note.until < today:
        return tr("This decision ran out on {day}: decide the grade again.", day=day_text(note.until))
    return tr("Valid until {day}.", day=day_text(note.until))
