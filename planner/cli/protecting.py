# SPDX-License-Identifier: Apache-2.0
"""The password and the recovery key of a portfolio made from the command line.

A password comes from a file or from the keyboard, never from an argument or the environment, which others on the
computer can read.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.cli.opened import secret
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe.keys import new_recovery_key
from planner.services.password_rules import check_password
from planner.services.protection import Protection

_TRIES = 3


@contextmanager
def protected(command: argparse.Namespace) -> Iterator[Protection | None]:
    """How the new portfolio is protected, None for ``--plain``; its recovery key is handed over round the block.

    Asks on a terminal. PlannerError where nobody can be asked and nothing was named, or the answers do not do.
    """
    if command.plain:
        if command.password_file is not None or command.recovery_file is not None:
            text = tr("A portfolio that is not encrypted has neither password nor recovery key. Nothing was made.")
            raise PlannerError(text, "plain")
        yield None
    elif command.file.exists():  # the maker of portfolios refuses it; nobody is asked for a password in vain
        yield None
    elif command.password_file is not None:
        password = secret(command, "")
        check_password(password, (command.file.stem,))
        with _recovery_key(command.recovery_file) as recovery:
            yield Protection(password=password, recovery=recovery)
        if command.recovery_file is None:
            _tell(recovery)
    else:
        password = _chosen(command.file)
        with _recovery_key(command.recovery_file) as recovery:
            if command.recovery_file is None:
                _confirm(recovery)
            yield Protection(password=password, recovery=recovery)


def _chosen(path: Path) -> str:
    """A password typed twice."""
    if not sys.stdin.isatty():
        text = tr(
            "A new portfolio is encrypted. Name a file that holds its password with --password-file, or choose "
            "--plain to leave it readable for everybody who has the file."
        )
        raise PlannerError(text, "needs-password")
    for _ in range(_TRIES):
        password = getpass.getpass(tr("Password of the new portfolio: "))
        try:
            check_password(password, (path.stem,))
        except PlannerError as fault:
            print(fault, file=sys.stderr)
            continue
        if getpass.getpass(tr("The same again: ")) == password:
            return password
        print(tr("The two passwords differ."), file=sys.stderr)
    raise PlannerError(tr("No password was chosen, so nothing was made."), "weak-password")


@contextmanager
def _recovery_key(place: Path | None) -> Iterator[str]:
    """A recovery key; in a private file, where one is named, that stands before the portfolio does."""
    recovery = new_recovery_key()
    if place is None:
        yield recovery
        return
    if place.exists():
        raise PlannerError(tr("There is already a file at this place; it was left untouched."), "exists")
    from planner.safe.files import write_atomic

    write_atomic(place, f"{recovery}\n".encode(), private=True)
    try:
        yield recovery
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _confirm(recovery: str) -> None:
    """Show the key once and ask for its end, so that nobody goes on without having looked at it."""
    _tell(recovery)
    for _ in range(_TRIES):
        print(tr("Type its last four characters, to show that you have it: "), end="", flush=True, file=sys.stderr)
        typed = input()
        if "".join(sign for sign in typed.upper() if sign.isalnum()) == recovery[-4:]:
            return
        print(tr("These are not the last four characters of the key above."), file=sys.stderr)
    raise PlannerError(tr("The recovery key was not confirmed, so nothing was made."), "recovery-key")


def _tell(recovery: str) -> None:
    print(tr("Recovery key, to be printed and kept apart: {key}", key=recovery), file=sys.stderr)
