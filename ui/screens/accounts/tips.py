# SPDX-License-Identifier: Apache-2.0
"""What a pointer over a grade or a health of the account list asks: who decided it, how far it moved."""

from __future__ import annotations

from typing import Final

from ui.context import AppContext

TOLD: Final = ("grade", "health")
"""The columns whose cells have something to tell beyond what they show."""


def tip_of(app: AppContext, column: str, key: str) -> str:
    """The words for one of TOLD, "" where there are none; made when they are asked for."""
    if app.jobs.busy:  # a job may hold the store; a pointer does not wait for it
        return ""
    return _of_grade(app, key) if column == "grade" else _of_health(app, key)


def _of_grade(app: AppContext, key: str) -> str:
    from planner.services.grade_notes import grade_note
    from planner.views.grade_words import grade_words

    note = grade_note(app.session, key)
    return grade_words(note, app.session.today()).text() if note is not None else ""


def _of_health(app: AppContext, key: str) -> str:
    from datetime import timedelta

    from planner.services import account_list, ruleset_versions, rulesets
    from planner.views.account_table import health_words

    days = rulesets.current(app.session).health.trend_days
    held = ruleset_versions.held_then(app.session, app.session.today() - timedelta(days=days))
    return "".join(health_words(row, days, held) for row in account_list.account_rows(app.session, [key]))
