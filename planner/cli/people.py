# SPDX-License-Identifier: Apache-2.0
"""Commands about one person: everything stored about them, and erasing them (issue 3, Privacy)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from planner.cli.opened import opened
from planner.kernel.errors import PlannerError
from planner.kernel.text import tr, trn
from planner.services import person_find
from planner.services.portfolio import load_settings


def person(command: argparse.Namespace, _gui: object) -> int:
    """Write everything stored about one person and print where it is."""
    from planner.services import person_file

    with opened(command) as session:
        kind, key = person_find.named(session, command.person)
        for path in person_file.write(session, kind, key, command.to):
            print(path)
    return 0


def erase(command: argparse.Namespace, _gui: object) -> int:
    """Erase one person for good; the name has to be given once more, and exit 1 when something is left."""
    from planner.services import erased_backups, erasure

    with opened(command) as session:
        kind, key = person_find.named(session, command.person)
        name = erasure.preview(session, kind, key).name
        if not erasure.is_confirmed(name, command.confirm):
            text = tr("Nothing was erased. Give the name as it stands there: --confirm “{name}”.", name=name)
            raise PlannerError(text, "not-confirmed")
        done = erasure.erase(session, kind, key)
        second = load_settings().backup_folder
        held = erased_backups.holding(session, folder=Path(second) if second else None)
        failed = erased_backups.make_anew(session, [one.path for one in held]) if command.backups else []
    print(trn("{n} record was erased.", "{n} records were erased.", sum(done.gone.values())))
    for line in done.left:
        print(line, file=sys.stderr)
    left = len(failed) if command.backups else len(held)
    if left:
        said = trn("{n} backup still holds this person; restoring it erases them again.",
                   "{n} backups still hold this person; restoring one erases them again.", left)  # fmt: skip
        print(said, file=sys.stderr)
    return 1 if done.left or failed else 0
