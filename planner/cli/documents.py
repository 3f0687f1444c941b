# SPDX-License-Identifier: Apache-2.0
"""Commands that write documents: plans and reports as PDF, calendars, charts as pictures."""

from __future__ import annotations

import argparse

from planner.cli.opened import account, opened
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr


def export(command: argparse.Namespace, _gui: object) -> int:
    """Write the plan of an account, the report of a review or a calendar, and print where it is."""
    if command.calendar is not None:
        if command.to is not None or command.review:
            raise PlannerError(tr("A calendar is written by itself: give --calendar without --to and --review."))
        return _calendar(command)
    if command.to is None:
        raise PlannerError(tr("Say where to write it: --to X.pdf, or --calendar X.ics."))
    if command.deck:
        from planner.cli.slides import deck

        return deck(command)
    if command.review:
        return _review(command)
    if not command.account:
        raise PlannerError(tr("Name what to write: --account A for its plan, or --review R for a report."))
    return _plan(command)


def _plan(command: argparse.Namespace) -> int:
    from planner.services.exports import export_plan

    audience = "team_lead" if command.audience == "lead" else command.audience
    with opened(command) as session:
        key = account(session, command.account)
        made = export_plan(session, key, command.to, audience=audience, paper=command.paper, language=command.lang)
        print(made)
    return 0


def _review(command: argparse.Namespace) -> int:
    from planner.entities.reviews.network_review import NETWORK_REVIEW
    from planner.services import crud, records
    from planner.services.review_reports import export_report

    with opened(command) as session:
        key = records.named(session, NETWORK_REVIEW, command.review)
        if command.account and crud.get(session, NETWORK_REVIEW, key).account_id != account(session, command.account):
            raise PlannerError(
                tr("This review is of another account than the one that was named. Nothing was written.")
            )
        audience, language = command.audience, command.lang
        print(export_report(session, key, command.to, audience=audience, paper=command.paper, language=language))
    return 0


def _calendar(command: argparse.Namespace) -> int:
    from planner.services.calendar_file import export_calendar

    with opened(command) as session:
        key = account(session, command.account) if command.account else None
        audience, language = command.audience, command.lang
        print(export_calendar(session, command.calendar, account_id=key, audience=audience, language=language))
    return 0
