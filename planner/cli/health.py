# SPDX-License-Identifier: Apache-2.0
"""Commands on the soundness of a file: doctor and recover."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.cli import output
from planner.cli.opened import key_of, opened
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn

if TYPE_CHECKING:
    from planner.services.doctor import Check
    from planner.services.doctor_repair import Repaired

SOUND, FAULTS, NOT_LOOKED_AT = 0, 1, 2


def doctor(command: argparse.Namespace, _gui: object) -> int:
    """Look a portfolio over, and repair it when asked to: 0 sound, 1 faults are there, 2 no look was possible."""
    try:
        return _doctor(command)
    except PlannerError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return NOT_LOOKED_AT


def _doctor(command: argparse.Namespace) -> int:
    from planner.services.doctor import faults_in, look_over

    with opened(command) as session:
        if command.repair:
            from planner.services.doctor_repair import repair

            done = repair(session)
            checks = done.checks
            _tell(done)
        else:
            checks = look_over(session)
    _print(checks, command.form)
    faults = faults_in(checks)
    if faults and not command.repair:
        said = trn("{n} fault was found; nothing was changed.", "{n} faults were found; nothing was changed.", faults)
        print(said, file=sys.stderr)
    return FAULTS if faults else SOUND


def _print(checks: Iterable[Check], form: str) -> None:
    items = [
        {
            "name": check.name,
            "sound": check.sound,
            "faults": check.faults,
            "tidy": check.tidy,
            "text": check.text.text(),
            "records": check.records,
        }
        for check in checks
    ]
    columns = (("sound", tr("Sound")), ("faults", tr("Faults")), ("text", tr("What was looked at")))
    output.listing("doctor", items, form, columns)


def _tell(done: Repaired) -> None:
    """What the repair did, on standard error, so that JSON stays JSON."""
    print(tr("A copy of the state before is {name}.", name=done.copy.name), file=sys.stderr)
    for one in done.mended:
        print(f"- {one.text}", file=sys.stderr)
    if done.left:
        said = trn("{n} fault is left; only you can put it right.", "{n} faults are left; only you can put them right.",
                   done.left)  # fmt: skip
        print(said, file=sys.stderr)


def recover(command: argparse.Namespace, _gui: object) -> int:
    """Save what can be read of a damaged file into a new one; the damaged one stays as it is."""
    from planner.services import places
    from planner.services.salvage import salvage

    places.check(command.to.parent, anyway=command.anyway)
    saved = salvage(command.file, command.to, key_of(command))
    print(saved.path)
    print(saved.text, file=sys.stderr)
    return SOUND
