# SPDX-License-Identifier: Apache-2.0
"""Opening the portfolio that a command names, and finding the account it means."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.entities.customers.account import ACCOUNT
from planner.kernel import paths
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr
from planner.safe import temp
from planner.safe.clean import marked_bidi
from planner.services import records
from planner.services.owning import AlreadyOpenError, ClaimedError
from planner.services.portfolio import device_id, is_encrypted, missing_text, open_portfolio
from planner.services.reading import CHOSEN, reason_text
from planner.services.session import Session

if TYPE_CHECKING:
    from planner.safe.keys import StoreKey

_LONGEST = 4096


@contextmanager
def opened(command: argparse.Namespace) -> Iterator[Session]:
    """The portfolio that a command names, for as long as the block runs; unlocked where it is encrypted."""
    temp.empty_old()
    session = _open(command)
    if session.reading not in {"", CHOSEN}:
        print(reason_text(session), file=sys.stderr)
    if session.missing:
        print(missing_text(session.missing), file=sys.stderr)
    if session.unclean:
        _tell_damage(session)
    day = getattr(command, "as_of", None)
    if day is not None and day > session.today():
        text = tr("That day is still ahead: worked out as if nothing more were recorded until then.")
        print(text, file=sys.stderr)
    try:
        yield session
    finally:
        session.close()


def _open(command: argparse.Namespace) -> Session:
    reads: bool | None = getattr(command, "read_only", None)
    breaks = getattr(command, "break_lock", False)
    try:
        return open_portfolio(command.file, key=key_of(command), read_only=bool(reads), break_claim=breaks)
    except (AlreadyOpenError, ClaimedError) as error:
        ways = [str(error)]
        if reads is not None:
            ways.append(tr("With --read-only it is read as it stands."))
        if isinstance(error, ClaimedError):
            ways.append(tr("With --break-lock it is opened anyway, and one of the two may lose what was changed."))
        raise PlannerError(" ".join(ways), error.code) from error


def _tell_damage(session: Session) -> None:
    """The quick look after a program was cut off, which the next window would take, had this command not been first."""
    from planner.services.doctor import is_structure_whole

    if not is_structure_whole(session):
        text = tr(
            "This portfolio was not closed properly, and its file is damaged. Nothing was changed; restore a backup."
        )
        print(text, file=sys.stderr)


def secret(command: argparse.Namespace, question: str) -> str:
    """The password: the first line of the file that was named, otherwise asked for where somebody can answer.

    It is never an argument or a variable of the environment, which others on the computer can read.
    """
    named: Path | None = command.password_file
    if named is not None:
        try:
            with named.open(encoding="utf-8-sig") as file:
                return file.readline(_LONGEST).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as fault:
            text = tr("The password file {name} could not be read. Nothing was changed.", name=marked_bidi(named.name))
            raise PlannerError(text, "password-file") from fault
    if not sys.stdin.isatty():
        text = tr("The portfolio is encrypted. Name a file that holds its password with --password-file.")
        raise PlannerError(text, "needs-password")
    return getpass.getpass(question)


def key_of(command: argparse.Namespace) -> StoreKey | None:
    """What opens the file that a command names, None where it is not encrypted."""
    if paths.moving_path(command.file).exists():
        from planner.services.swapping import settle

        settle(command.file, device_id())
    if not is_encrypted(command.file):
        return None
    from planner.services.protection import unlock

    return unlock(command.file, secret(command, tr("Password: ")))


def account(session: Session, wanted: str) -> str:
    """The id of the account that an argument names."""
    return records.named(session, ACCOUNT, wanted)
