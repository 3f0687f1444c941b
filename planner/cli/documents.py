# SPDX-License-Identifier: Apache-2.0
"""Commands that write documents: the plan as PDF, charts as pictures."""

from __future__ import annotations

import argparse

from planner.cli.opened import account, opened
from planner.safe.files import free_name


def export(command: argparse.Namespace, _gui: object) -> int:
    """Write the plan of an account and print where it is."""
    from planner.services.exports import export_plan

    audience = "team_lead" if command.audience == "lead" else command.audience
    with opened(command) as session:
        key = account(session, command.account)
        print(export_plan(session, key, command.to, audience=audience, paper=command.paper))
    return 0


def chart(command: argparse.Namespace, _gui: object) -> int:
    """Draw a chart of an account and print where it is."""
    from planner.services import chart_files

    with opened(command) as session:
        target = free_name(command.to)
        print(chart_files.save(session, account(session, command.account), command.kind, target))
    return 0
