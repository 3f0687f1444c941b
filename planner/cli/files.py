# SPDX-License-Identifier: Apache-2.0
"""Commands on whole files: sample, new, doctor, backup."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from planner.cli.opened import key_of, opened
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.services import places
from planner.services import sample as sample_service
from planner.services.backup import back_up
from planner.services.portfolio import create, open_portfolio

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey


def sample(command: argparse.Namespace, _gui: object) -> int:
    """Write the sample to a new file."""
    print(sample_service.make_sample(command.file, accounts=command.accounts, seed=command.seed))
    return 0


def new(command: argparse.Namespace, _gui: object) -> int:
    """Make an empty portfolio; encrypted unless asked otherwise."""
    from planner.cli.protecting import protected

    with protected(command) as protection:
        session = create(
            command.file, me_name=command.name, currency=command.currency, protection=protection, anyway=command.anyway
        )
        with closing(session):
            if command.checklists:
                from planner.services.templates import take_starters

                take_starters(session)
                session.begin_here()
    print(command.file)
    return 0


def backup(command: argparse.Namespace, _gui: object) -> int:
    """Write a verified copy into a folder and print its path."""
    with opened(command) as session:
        print(back_up(session.db, command.to))
    return 0


def restore(command: argparse.Namespace, _gui: object) -> int:
    """Make a portfolio from a backup; what it replaces is kept."""
    from planner.services.backups import restore_as, restore_over

    key = key_of(command)
    if command.to is not None:
        places.check(command.to.parent, anyway=command.anyway)
        print(restore_as(command.file, command.to, key))
        return 0
    places.check(command.over.parent, anyway=True)
    _back_up_first(command.over, key)
    kept = restore_over(command.file, command.over, key)
    print(command.over)
    print(tr("What was there before is now {name}.", name=kept.name), file=sys.stderr)
    return 0


def _back_up_first(portfolio: Path, key: StoreKey | None) -> None:
    """A verified backup of what is replaced, where it is sound; it is kept whole either way."""
    from planner.services.automatic_backups import before_restore
    from planner.services.owning import AlreadyOpenError, ClaimedError

    try:
        with closing(open_portfolio(portfolio, key=key)) as session:
            before_restore(session)
    except (AlreadyOpenError, ClaimedError):
        raise
    except PlannerError:
        text = tr("No backup could be made of what is replaced; it is kept as it is under another name.")
        print(text, file=sys.stderr)
